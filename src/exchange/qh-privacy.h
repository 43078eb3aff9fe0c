/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * QhPrivacyMeasure:
 * @name: as other programs know it
 * @label: in words
 * @before: of the rows as they were; NaN for none
 * @after: of the rows that leave; NaN for none
 */
typedef struct
{
  char *name;
  char *label;
  double before;
  double after;
} QhPrivacyMeasure;

/**
 * QhPrivacyCheck:
 * @broken: (nullable): what breaks it, in words; %NULL where it is kept
 *
 * One point of the checklist.
 */
typedef struct
{
  char *name;
  char *label;
  char *basis;
  char *broken;
} QhPrivacyCheck;

/**
 * QhPrivacyStep:
 * @treatment: in words
 * @values_before: how many values the variable had
 * @values_after: how many it has
 * @loss: normalised certainty penalty, 0 to 1
 */
typedef struct
{
  char *variable;
  char *treatment;
  guint values_before;
  guint values_after;
  double loss;
} QhPrivacyStep;

/**
 * QhPrivacyLoss:
 * @name: as other programs know it; %NULL where nothing was searched for
 * @label: in words
 * @definition: what it counts, and where that is from
 * @value: of what is written
 * @text: the same for people
 * @proven: whether no other of the ways to reach the goal loses less
 * @n_ways: how many ways there are, at the levels that were chosen
 *
 * By what the ways to reach the goal were compared.
 */
typedef struct
{
  char *name;
  char *label;
  char *definition;
  double value;
  char *text;
  gboolean proven;
  guint64 n_ways;
} QhPrivacyLoss;

/**
 * QhPrivacy:
 * @measures: (element-type QhPrivacyMeasure): the risk; none where nothing was anonymized
 * @checks: (element-type QhPrivacyCheck)
 * @steps: (element-type QhPrivacyStep)
 * @suppressed: rows left out because they would stand alone
 * @blank_cells: cells left blank for the same reason
 * @loss: what is lost by that
 * @uncounted: (nullable) (array zero-terminated=1): variables that leave, that the dictionary
 *   marks as quasi-identifiers, and that the risk does not count
 * @uncounted_labels: (nullable) (array zero-terminated=1): what they are called
 *
 * What a data set says of the people behind it.
 */
typedef struct
{
  GPtrArray *measures;
  GPtrArray *checks;
  GPtrArray *steps;
  guint suppressed;
  guint blank_cells;
  QhPrivacyLoss loss;
  char **uncounted;
  char **uncounted_labels;
} QhPrivacy;

QhPrivacy *qh_privacy_new          (void);
void       qh_privacy_free         (QhPrivacy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhPrivacy, qh_privacy_free)

void       qh_privacy_add_measure  (QhPrivacy *self, const char *name, const char *label, double before, double after);
void       qh_privacy_add_check    (QhPrivacy *self, const char *name, const char *label, const char *basis, const char *broken);
void       qh_privacy_add_step     (QhPrivacy *self, const char *variable, const char *treatment, guint before, guint after, double loss);
void       qh_privacy_set_loss    (QhPrivacy *self, const char *name, const char *label, const char *definition, double value, char *text,
                                   gboolean proven, guint64 n_ways);
char      *qh_privacy_dup_warning (const QhPrivacy *self);
guint      qh_privacy_count_kept   (const QhPrivacy *self);
char      *qh_privacy_dup_figure   (double figure);
void       qh_privacy_to_json      (const QhPrivacy *self, JsonBuilder *builder);
void       qh_privacy_to_html      (const QhPrivacy *self, GString *html);

G_END_DECLS
