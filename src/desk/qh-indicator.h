/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-figure.h"

G_BEGIN_DECLS

#define QH_SETTING_INDICATORS "indicators"

/**
 * QhDirection:
 *
 * Which way an indicator is better.
 */
typedef enum
{
  QH_DIRECTION_NONE,
  QH_DIRECTION_UP,
  QH_DIRECTION_DOWN,
} QhDirection;

/**
 * QhIndicatorUnit:
 *
 * What an indicator's number is.
 */
typedef enum
{
  QH_INDICATOR_NUMBER,
  QH_INDICATOR_PERCENT,
  QH_INDICATOR_DAYS,
  QH_INDICATOR_MINUTES,
} QhIndicatorUnit;

/**
 * QhIndicator:
 * @code: by which it is known
 * @labels: its name in each language
 * @source: (nullable): where its formula comes from
 * @value: what is computed
 * @over: (nullable): what it is divided by
 * @split: (nullable): a variable by whose categories the records of @value are told apart
 * @own: whether the unit added it
 * @definition: its JSON
 * @rule: of that, what its numbers follow from: not its name
 */
typedef struct
{
  char *code;
  char *labels[QH_N_LANGUAGES];
  char *source;
  QhDirection direction;
  QhIndicatorUnit unit;
  QhFigure *value;
  QhFigure *over;
  char *split;
  gboolean own;
  char *definition;
  char *rule;
} QhIndicator;

/**
 * QhIndicatorValue:
 * @indicator: whose
 * @category: (nullable): the code of its category, of an indicator that is split
 * @label: (nullable): the category in words
 * @numerator: what was computed
 * @denominator: what it is divided by; NaN where it is not
 * @value: the number; NaN where there is nothing to divide by, or nothing to tell it of
 */
typedef struct
{
  const QhIndicator *indicator;
  char *category;
  char *label;
  double numerator;
  double denominator;
  double value;
} QhIndicatorValue;

QhIndicator *qh_indicator_read      (QhDictionary *dictionary, JsonNode *node, GError **error);
void         qh_indicator_free      (QhIndicator *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhIndicator, qh_indicator_free)

GPtrArray   *qh_indicators_list     (QhStore *store, GError **error);
GArray      *qh_indicator_evaluate  (const QhIndicator *self, QhDesk *desk, GError **error);
char        *qh_indicator_format    (const QhIndicator *self, double value);
gboolean     qh_indicator_value_tells_few (const QhIndicatorValue *value, guint least);

char        *qh_indicator_to_json   (const QhIndicator *self, QhDictionary *dictionary);
char        *qh_indicators_propose_code (GPtrArray *indicators);
gboolean     qh_indicators_may_write (QhStore *store);
gboolean     qh_indicators_add      (QhStore *store, const char *json, char **code, GError **error);
gboolean     qh_indicators_remove   (QhStore *store, const char *code, GError **error);

G_END_DECLS
