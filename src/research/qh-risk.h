/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-classes.h"
#include "research/qh-diversity.h"

G_BEGIN_DECLS

/**
 * QhRiskMissing:
 * @QH_RISK_MISSING_VALUE: a value of its own
 * @QH_RISK_MISSING_WILDCARD: any value: a record's frequency counts all that it could be
 *
 * What a missing value of a quasi-identifier is taken for.
 */
typedef enum
{
  QH_RISK_MISSING_VALUE,
  QH_RISK_MISSING_WILDCARD,
} QhRiskMissing;

/**
 * QhRisk:
 * @records: how many records
 * @classes: groups of records that are alike; 0 with wildcards, which make none
 * @k: the least frequency
 * @uniques: records that are like no other
 * @average_risk: the mean over the records of 1 / frequency
 * @highest_risk: 1 / @k
 *
 * The risk that who knows somebody's quasi-identifiers, and that they are among
 * the records, finds their record (the prosecutor's).
 */
typedef struct
{
  guint records;
  guint classes;
  guint k;
  guint uniques;
  double average_risk;
  double highest_risk;
} QhRisk;

/**
 * QhPopulationRisk:
 * @average: the mean over the records of the expected 1 / frequency in the population
 * @highest: the greatest
 * @expected: how many records are expected to be found
 * @uniques: how many records are expected to be like nobody else in the population
 */
typedef struct
{
  double average;
  double highest;
  double expected;
  double uniques;
} QhPopulationRisk;

/**
 * QhQuasi:
 * @columns: (array length=n_columns): for each variable the category of each record; the
 *   first %QH_FRAME_FIRST_CODE are missing
 * @n_categories: (array length=n_columns): categories are below it
 */
typedef struct
{
  const guint32 **columns;
  guint *n_categories;
  guint n_columns;
  guint n;
} QhQuasi;

QhQuasi   *qh_quasi_new             (GPtrArray *codings);
void       qh_quasi_free            (QhQuasi *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhQuasi, qh_quasi_free)
QhClasses *qh_quasi_classes         (const QhQuasi *quasi);
QhClasses *qh_quasi_classes_without (const QhQuasi *quasi, guint left_out);

guint32   *qh_risk_count            (const QhQuasi *quasi, QhRiskMissing missing);
guint32   *qh_risk_count_without    (const QhQuasi *quasi, QhRiskMissing missing, guint left_out);
void       qh_risk_compute          (const guint32 *frequencies, guint n, guint classes, QhRisk *risk);
void       qh_risk_of_classes       (const QhClasses *classes, QhRisk *risk);
void       qh_population_risk_compute (const guint32 *frequencies, guint n, double fraction, QhPopulationRisk *risk);

G_END_DECLS
