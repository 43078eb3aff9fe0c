/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-export-private.h"

G_BEGIN_DECLS

/**
 * QhLabelledType:
 * @QH_LABELLED_CODED: a whole number with a label
 * @QH_LABELLED_FLAG: whether one of several answers was given: 1 or 0
 * @QH_LABELLED_WHOLE: minutes, counts, numbers of records
 * @QH_LABELLED_REAL: numbers with a fraction
 * @QH_LABELLED_DAY: a date, as a #QhDay
 * @QH_LABELLED_TIME: a time of day, in minutes
 * @QH_LABELLED_TEXT: the codes of several answers, joined; a key
 *
 * What a variable of a statistical file is made of.
 */
typedef enum
{
  QH_LABELLED_CODED,
  QH_LABELLED_FLAG,
  QH_LABELLED_WHOLE,
  QH_LABELLED_REAL,
  QH_LABELLED_DAY,
  QH_LABELLED_TIME,
  QH_LABELLED_TEXT,
} QhLabelledType;

/**
 * QhValueLabel:
 * @value: the number that stands for the code
 * @code: the code in its catalogue
 * @label: the code in words
 */
typedef struct
{
  double value;
  char *code;
  char *label;
} QhValueLabel;

/**
 * QhLabelledVariable:
 * @name: valid in SPSS, Stata and R: at most 32 letters, digits and underscores,
 *   begins with a letter, differs from the others whatever the case
 * @label: what it is, in words
 * @column: where its values are
 * @numbers: (nullable): the number of each index of the column's source
 * @labels: (element-type QhValueLabel): of codes and flags; the kinds of missing apart
 * @may_miss: whether a kind of missing can stand in it
 * @missing_base: the number of the k-th kind of missing is @missing_base − k
 * @width: of a text: the bytes of the longest
 */
typedef struct
{
  char *name;
  char *label;
  QhLabelledType type;
  const QhExportColumn *column;
  double *numbers;
  GArray *labels;
  gboolean may_miss;
  double missing_base;
  gsize width;
} QhLabelledVariable;

/**
 * QhLabelledValue:
 * @missing: 0 for a value, else the kind of missing, 1 to %QH_N_MISSING
 * @empty: whether nothing was noted
 * @number: of all types but text
 * @text: of a text, until the next value is asked for
 */
typedef struct
{
  guint missing;
  gboolean empty;
  double number;
  const char *text;
} QhLabelledValue;

/**
 * QhLabelled:
 * @variables: (element-type QhLabelledVariable)
 * @missing: the labels of the kinds of missing, by their number, in the language of the plan
 *
 * An export's rows as statistical programs want them: every code a whole number
 * with a label, several answers both as flags and as joined codes, kinds of
 * missing apart from nothing.
 */
typedef struct
{
  const QhExportPlan *plan;
  GPtrArray *variables;
  const char *missing[QH_N_MISSING + 1];
  guint32 *served;
  guint served_row;
  GString *scratch;
} QhLabelled;

QhLabelled *qh_labelled_new  (const QhExportPlan *plan);
void        qh_labelled_free (QhLabelled *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhLabelled, qh_labelled_free)

gboolean    qh_labelled_is_ordinal (const QhLabelledVariable *variable);
void        qh_labelled_get  (QhLabelled *self, const QhLabelledVariable *variable, guint position, QhLabelledValue *value);
char       *qh_labelled_cut  (const char *text, gsize most_bytes, glong most_letters);
char       *qh_labelled_make_name (const char *wanted, GHashTable *taken);

G_END_DECLS
