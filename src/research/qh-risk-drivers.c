/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-risk-drivers.h"

#include <glib/gi18n-lib.h>

#define MOST_CLASSES 8

static void
driver_free (gpointer data)
{
  QhRiskDriver *driver = data;

  g_free (driver->label);
  g_free (driver);
}

static void
class_free (gpointer data)
{
  QhRiskClass *class = data;

  g_free (class->words);
  g_free (class);
}

void
qh_risk_drivers_free (QhRiskDrivers *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->report, qh_risk_report_free);
  g_clear_pointer (&self->variables, g_ptr_array_unref);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_free (self);
}

/* The columns of what leaves that come of some variables; several answers make no class. */
static char **
list_columns (const QhRecipeResult *result, const char *const *variables)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < result->names->len; i++)
    {
      const char *name = g_ptr_array_index (result->names, i);
      const QhFrameColumn *source = qh_frame_find_column (result->source, name);

      if (g_strv_contains (variables, name) && (source == NULL || source->form != QH_COLUMN_LIST))
        g_strv_builder_add (builder, qh_frame_get_column (result->frame, i)->field->name);
    }
  return g_strv_builder_end (builder);
}

static int
compare_drivers (gconstpointer a, gconstpointer b)
{
  const QhRiskDriver *first = *(const QhRiskDriver *const *)a, *second = *(const QhRiskDriver *const *)b;

  return (second->share > first->share) - (second->share < first->share);
}

static void
add_drivers (QhRiskDrivers *self, QhFrame *frame, QhLanguage language)
{
  double average = self->report->risk.average_risk;

  for (guint i = 0; i < self->report->shares->len; i++)
    {
      const QhRiskShare *share = g_ptr_array_index (self->report->shares, i);
      QhRiskDriver *driver = g_new0 (QhRiskDriver, 1);

      driver->label = g_strdup (qh_field_get_label (qh_frame_find_column (frame, share->name)->field, language));
      driver->values = share->values;
      driver->uniques_without = share->uniques_without;
      driver->share = average > 0 ? (average - share->average_without) / average : 0;
      g_ptr_array_add (self->variables, driver);
    }
  g_ptr_array_sort (self->variables, compare_drivers);
}

/* Classes */

static char *
describe_row (GPtrArray *variables, guint row, QhLanguage language)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint i = 0; i < variables->len; i++)
    {
      const QhVariable *variable = g_ptr_array_index (variables, i);
      g_autofree char *text = NULL;
      guint32 category;

      qh_variable_decode (variable, row, 1, &category);
      text = qh_category_is_missing (category) ? g_strdup ("–") : qh_variable_dup_key_label (variable, qh_variable_get_key (variable, category), language, NULL, NULL);
      if (!g_str_equal (text, QH_HIERARCHY_ALL)) /* told as one */
        g_strv_builder_add (builder, text);
    }
  words = g_strv_builder_end (builder);
  return words[0] != NULL ? g_strjoinv (" · ", words) : g_strdup (QH_HIERARCHY_ALL);
}

static void
add_classes (QhRiskDrivers *self, QhFrame *frame, char **columns, QhLanguage language)
{
  g_autoptr (GPtrArray) variables = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_variable_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; columns[i] != NULL; i++)
    {
      QhVariable *variable = qh_variable_new (frame, columns[i], NULL);

      if (variable != NULL) /* numbers with fractions are no categories */
        g_ptr_array_add (variables, variable);
    }
  for (guint i = 0; i < self->report->riskiest->len && self->classes->len < MOST_CLASSES; i++)
    {
      guint row = g_array_index (self->report->riskiest, guint, i);
      g_autofree char *words = describe_row (variables, row, language);
      QhRiskClass *class;

      if (g_hash_table_contains (seen, words))
        continue;
      class = g_new0 (QhRiskClass, 1);
      class->words = g_steal_pointer (&words);
      class->size = self->report->frequencies[row];
      g_ptr_array_add (self->classes, class);
      g_hash_table_add (seen, class->words);
    }
}

/**
 * qh_risk_drivers_new:
 *
 * Returns: (transfer full) (nullable): what drives the risk of what leaves; %NULL without an
 *   error where nothing that leaves is a quasi-identifier, or no row leaves.
 */
QhRiskDrivers *
qh_risk_drivers_new (const QhRecipe *recipe, const QhRecipeResult *result, QhLanguage language, GError **error)
{
  g_autoptr (QhRiskDrivers) self = g_new0 (QhRiskDrivers, 1);
  g_auto (GStrv) named = qh_recipe_dup_quasi (recipe, result->source);
  g_auto (GStrv) quasi = list_columns (result, (const char *const *)named);
  g_auto (GStrv) secrets = qh_recipe_dup_sensitive (recipe, result->source);
  g_auto (GStrv) sensitive = list_columns (result, (const char *const *)secrets);
  const QhRiskQuestion question = {
    .quasi = (const char *const *)quasi,
    .sensitive = (const char *const *)sensitive,
    .missing = recipe->missing,
    .fraction = recipe->fraction,
    .shares = TRUE,
  };

  if (quasi[0] == NULL || qh_frame_get_n_rows (result->frame) == 0)
    return NULL;
  self->variables = g_ptr_array_new_with_free_func (driver_free);
  self->classes = g_ptr_array_new_with_free_func (class_free);
  self->report = qh_risk_report_new (result->frame, NULL, &question, error);
  if (self->report == NULL)
    return NULL;
  add_drivers (self, result->frame, language);
  add_classes (self, result->frame, quasi, language);
  return g_steal_pointer (&self);
}
