/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-frame.h"
#include "research/qh-risk.h"

G_BEGIN_DECLS

/**
 * QhRiskQuestion:
 * @quasi: (array zero-terminated=1): the quasi-identifiers
 * @sensitive: (array zero-terminated=1) (nullable): what must not be told of anybody
 * @c: of recursive diversity; 0 for the usual
 * @fraction: which part of a population the records are; 0 where there is none
 * @shares: whether to tell what each quasi-identifier does
 *
 * What is asked of some rows.
 */
typedef struct
{
  const char *const *quasi;
  const char *const *sensitive;
  QhRiskMissing missing;
  double c;
  double fraction;
  gboolean shares;
} QhRiskQuestion;

/**
 * QhRiskShare:
 * @values: how many different values it has
 * @uniques_without: the uniques there would be if it were left out
 * @average_without: the average risk there would be
 *
 * What one quasi-identifier does.
 */
typedef struct
{
  char *name;
  guint values;
  guint uniques_without;
  double average_without;
} QhRiskShare;

/**
 * QhRiskSecret:
 * @ordered: whether its values are more and less
 *
 * What the classes tell of one sensitive variable.
 */
typedef struct
{
  char *name;
  gboolean ordered;
  QhDiversity diversity;
} QhRiskSecret;

/**
 * QhRiskReport:
 * @frequencies: (array): how many records each record could be
 * @secrets: (element-type QhRiskSecret): none with wildcards, which make no classes
 * @shares: (element-type QhRiskShare)
 * @riskiest: (element-type guint): records of the least frequency, some of them
 * @population: where a fraction was given
 */
typedef struct
{
  QhRisk risk;
  guint32 *frequencies;
  GPtrArray *secrets;
  GPtrArray *shares;
  GArray *riskiest;
  QhPopulationRisk population;
} QhRiskReport;

QhRiskReport *qh_risk_report_new  (QhFrame *frame, const guint8 *mask, const QhRiskQuestion *question, GError **error);
void          qh_risk_report_free (QhRiskReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhRiskReport, qh_risk_report_free)

gboolean      qh_risk_report_get_diversity (const QhRiskReport *self, QhDiversity *least);

G_END_DECLS
