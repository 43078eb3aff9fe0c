/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables that leave otherwise than they are, quasi-identifiers aside. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-dictionary-private.h"
#include "research/qh-recipe-frame-private.h"
#include "research/qh-recipe-treat.h"
#include "stats/qh-sample.h"

/* Dates */

static void
add_shifted (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column)
{
  g_autofree gint64 *values = g_new (gint64, MAX (1, filling->rows->len));
  QhField *field = qh_filling_new_field (filling, qh_filling_get_name (variable, column->field->name), QH_TYPE_DATE, QH_SENSITIVITY_PLAIN, NULL);

  qh_filling_set_labels (field, variable, column->field, column->field->name);
  for (guint i = 0; i < filling->rows->len; i++)
    {
      g_autofree char *person = qh_filling_dup_person (filling, i);

      values[i] = qh_frame_column_get (column, qh_filling_get_row (filling, i));
      if (!QH_SCAN_IS_EMPTY (values[i]))
        values[i] = person[0] != '\0' ? values[i] + qh_treat_offset (filling->key, person, filling->recipe->most_days) : QH_SCAN_NONE;
    }
  qh_frame_add_column (filling->made, field, NULL, values);
  /* What lies between two dates of a person is whole. */
  qh_privacy_add_step (filling->result->privacy, column->field->name, qh_recipe_describe_date ("shift"), 0, 0, 0);
}

static char *
tell_period (QhFilling *filling, guint place, gpointer user_data)
{
  const QhFrameColumn *column = user_data;
  const char *how = qh_recipe_get_treatment (filling->recipe, column->field->name);
  gint64 day = qh_frame_column_get (column, qh_filling_get_row (filling, place));
  int year, month;

  if (QH_SCAN_IS_EMPTY (day))
    return g_strdup ("");
  qh_day_to_ymd ((QhDay)day, &year, &month, NULL);
  return qh_treat_dup_period (year, month, how);
}

static void
add_cost (QhFilling *filling, const QhFrameColumn *column, const char *words, const QhTreatCost *cost)
{
  qh_privacy_add_step (filling->result->privacy, column->field->name, words, cost->values_before, cost->values_after, cost->loss);
}

static void
add_cost_of_days (QhFilling *filling, const QhFrameColumn *column, const char *how)
{
  g_autofree double *days = g_new (double, MAX (1, filling->rows->len));
  g_autoptr (GPtrArray) periods = g_ptr_array_new_with_free_func (g_free);
  QhTreatCost cost;

  for (guint i = 0; i < filling->rows->len; i++)
    {
      char *period = tell_period (filling, i, (gpointer)column);

      if (period[0] == '\0')
        {
          g_free (period);
          continue;
        }
      days[periods->len] = (double)qh_frame_column_get (column, qh_filling_get_row (filling, i));
      g_ptr_array_add (periods, period);
    }
  qh_recipe_treat_days (days, (char **)periods->pdata, periods->len, &cost);
  add_cost (filling, column, qh_recipe_describe_date (how), &cost);
}

void
qh_filling_add_date (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column, const char *how)
{
  g_autofree char *catalogue = g_strconcat ("told-", qh_filling_get_name (variable, column->field->name), NULL);
  QhField *field;

  if (g_str_equal (how, "shift"))
    {
      add_shifted (filling, variable, column);
      return;
    }
  field = qh_filling_new_field (filling, qh_filling_get_name (variable, column->field->name), QH_TYPE_CODE, QH_SENSITIVITY_PLAIN, catalogue);
  qh_filling_set_labels (field, variable, column->field, column->field->name);
  qh_filling_add_texts (filling, field, NULL, TRUE, tell_period, (gpointer)column);
  add_cost_of_days (filling, column, how);
}

/* Numbers */

static gboolean
add_numbers (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column, const QhRecipeTreatment *treatment, GError **error)
{
  guint n = filling->rows->len, n_numbers = 0;
  g_autofree gint64 *values = g_new (gint64, MAX (1, n));
  g_autofree double *numbers = g_new (double, MAX (1, n));
  g_autofree char *words = qh_recipe_describe_numbers (treatment);
  gboolean real = column->form == QH_COLUMN_REAL, made = real || treatment->means > 1 || treatment->noise > 0;
  QhField *field;
  QhTreatCost cost;

  for (guint i = 0; i < n; i++)
    {
      values[i] = qh_frame_column_get (column, qh_filling_get_row (filling, i));
      if (!QH_SCAN_IS_EMPTY (values[i]))
        numbers[n_numbers++] = real ? qh_scan_to_real (values[i]) : (double)values[i];
    }
  if (!qh_recipe_treat_numbers (treatment, filling->key, column->field->name, !real, numbers, n_numbers, &cost))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("“%s” has %u numbers, too few for means of %u. Ask for means of fewer."), column->field->name, n_numbers,
                   treatment->means);
      return FALSE;
    }
  for (guint i = 0, next = 0; i < n; i++)
    if (!QH_SCAN_IS_EMPTY (values[i]))
      {
        values[i] = made ? qh_scan_from_real (numbers[next]) : (gint64)numbers[next];
        next++;
      }
  field = qh_filling_new_field (filling, qh_filling_get_name (variable, column->field->name), made ? QH_TYPE_NUMBER : column->field->type, QH_SENSITIVITY_PLAIN, NULL);
  field->min = treatment->noise > 0 ? -G_MAXDOUBLE : column->field->min; /* below it are the kinds of missing */
  qh_filling_set_labels (field, variable, column->field, column->field->name);
  qh_frame_add_column (filling->made, field, NULL, values);
  add_cost (filling, column, words, &cost);
  return TRUE;
}

/* Rare codes */

typedef struct
{
  const QhFrameColumn *column;
  guint *counts; /* of each of its ids, among the rows that leave */
  guint least;
} Merging;

static char *
tell_common (QhFilling *filling, guint place, gpointer user_data)
{
  const Merging *merging = user_data;
  guint32 code = qh_frame_column_get_index (merging->column, qh_filling_get_row (filling, place));
  const QhEntry *entry = code >= QH_FRAME_FIRST_CODE ? qh_catalogues_find (qh_frame_get_catalogues (filling->result->source),
                                                                           qh_frame_column_get_id (merging->column, code))
                                                     : NULL;

  if (entry == NULL)
    return g_strdup ("");
  return g_strdup (merging->counts[code] < merging->least ? _ ("Others") : entry->code);
}

static void
add_merged (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column, const QhRecipeTreatment *treatment)
{
  g_autofree guint *counts = g_new0 (guint, column->ids->len);
  g_autofree char *catalogue = g_strconcat ("told-", qh_filling_get_name (variable, column->field->name), NULL);
  g_autofree char *words = qh_recipe_describe_ends (&treatment->ends);
  QhField *field = qh_filling_new_field (filling, qh_filling_get_name (variable, column->field->name), QH_TYPE_CODE, column->field->sensitivity, catalogue);
  Merging merging = { column, counts, treatment->ends.least };
  QhTreatCost cost = { 0 };
  guint merged = 0, rows = 0, answers = 0;

  for (guint i = 0; i < filling->rows->len; i++)
    counts[qh_frame_column_get_index (column, qh_filling_get_row (filling, i))]++;
  for (guint code = QH_FRAME_FIRST_CODE; code < column->ids->len; code++)
    {
      gboolean rare = counts[code] > 0 && counts[code] < merging.least;

      cost.values_before += counts[code] > 0;
      answers += counts[code];
      merged += rare;
      rows += rare ? counts[code] : 0;
    }
  cost.values_after = cost.values_before - merged + (merged > 0 ? 1 : 0);
  /* As of a level of a hierarchy: which part of the values those that are told as one are. */
  cost.loss = merged > 1 ? (double)rows / answers * merged / cost.values_before : 0;
  qh_filling_set_labels (field, variable, column->field, column->field->name);
  qh_filling_add_texts (filling, field, column->field, FALSE, tell_common, &merging);
  add_cost (filling, column, words, &cost);
}

/* What is done to a variable that is no quasi-identifier; one that it is not for is an error. */
gboolean
qh_filling_add_treated (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column, const QhRecipeTreatment *treatment, GError **error)
{
  g_autofree char *words = qh_recipe_describe_numbers (treatment);
  gboolean merges = treatment->ends.least > 1, others = treatment->means > 1 || treatment->noise > 0 || treatment->ends.bottom > -G_MAXDOUBLE || treatment->ends.top < G_MAXDOUBLE;

  if (words == NULL)
    qh_filling_add_copy (filling, variable, column);
  else if (qh_column_is_number (column) && !merges)
    return add_numbers (filling, variable, column, treatment, error);
  else if (column->form == QH_COLUMN_CODED && column->field->type == QH_TYPE_CODE && !others)
    add_merged (filling, variable, column, treatment);
  else
    {
      g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("“%s” cannot be treated so (%s): ends, means and noise are for numbers, merging is for codes."),
                   column->field->name, words);
      return FALSE;
    }
  return TRUE;
}
