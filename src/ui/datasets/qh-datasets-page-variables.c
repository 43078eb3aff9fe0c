/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The variables of the recipe: which, in what order, and how they are called. */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "research/qh-recipe-edit-privacy.h"
#include "ui/datasets/qh-data-set-chooser.h"
#include "ui/datasets/qh-datasets-page-private.h"

/* Rows */

static const QhPrivacyStep *
find_step (const QhRecipeResult *result, const char *name)
{
  for (guint i = 0; result != NULL && i < result->privacy->steps->len; i++)
    if (g_str_equal (((const QhPrivacyStep *)g_ptr_array_index (result->privacy->steps, i))->variable, name))
      return g_ptr_array_index (result->privacy->steps, i);
  return NULL;
}

static void
set_standing (QhDataSetRow *row, const QhDataSetComputing *computing, const QhField *field)
{
  g_auto (GStrv) quasi = qh_recipe_dup_quasi (computing->recipe, computing->source);
  g_auto (GStrv) sensitive = qh_recipe_dup_sensitive (computing->recipe, computing->source);

  if (g_strv_contains ((const char *const *)quasi, field->name))
    {
      row->standing = C_ ("variable", "Quasi-id.");
      row->style = "quasi";
    }
  else if (g_strv_contains ((const char *const *)sensitive, field->name))
    {
      row->standing = C_ ("variable", "Sensitive");
      row->style = "sensitive";
    }
  else
    row->standing = C_ ("variable", "Free");
}

static void
set_treatment (QhDataSetRow *row, const QhDataSetComputing *computing, const QhField *field)
{
  const QhPrivacyStep *step = find_step (computing->result, field->name);

  row->treatment = g_strdup (step != NULL ? step->treatment : computing->result != NULL ? _ ("as it is") : C_ ("treatment", "not known"));
  row->values = step == NULL                                ? g_strdup ("")
                : step->values_before == step->values_after ? g_strdup_printf ("%u", step->values_before)
                                                            : g_strdup_printf ("%u → %u", step->values_before, step->values_after);
  row->loss = step != NULL ? step->loss : NAN;
}

static QhDataSetRow *
make_row (QhDatasetsPage *self, const QhDataSetComputing *computing, const QhRecipeEntry *entry)
{
  const QhFrameColumn *column = computing->source != NULL ? qh_frame_find_column (computing->source, entry->name) : NULL;
  QhDataSetRow *row = qh_data_set_row_new ();

  row->variable = g_strdup (entry->name);
  row->name = g_strdup (entry->as != NULL ? entry->as : entry->name);
  row->title = g_strdup (entry->label != NULL ? entry->label
                         : column != NULL     ? qh_field_get_label (column->field, qh_session_get_language (self->session))
                                              : entry->name);
  if (column == NULL || column->field->retired)
    {
      row->problem = g_strdup (column == NULL ? _ ("It is not there, or may not leave. Take it out, or correct what it is made of.")
                                              : _ ("It was retired. Take it out, and add the one that took its place."));
      return row;
    }
  set_standing (row, computing, column->field);
  set_treatment (row, computing, column->field);
  return row;
}

/* Each once; what was made of a variable, such as "opened:month", is no variable. */
static void
list_leaving (QhDatasetsPage *self, const QhDataSetComputing *computing, GPtrArray *rows)
{
  const QhRecipeResult *result = computing->result;

  for (guint i = 0; result != NULL && i < result->names->len; i++)
    {
      const QhRecipeEntry entry = { g_ptr_array_index (result->names, i), NULL, NULL };

      if (qh_frame_find_column (computing->source, entry.name) != NULL
          && (i == 0 || !g_str_equal (entry.name, g_ptr_array_index (result->names, i - 1))))
        g_ptr_array_add (rows, make_row (self, computing, &entry));
    }
}

/* Which variables leave where none are listed is not known while something is wrong: those that
 * did before, without what was found of them. */
static void
list_before (QhDatasetsPage *self, const QhDataSetComputing *computing, GPtrArray *rows)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const QhRecipeEntry entry = { ((const QhDataSetRow *)g_ptr_array_index (self->rows, i))->variable, NULL, NULL };

      g_ptr_array_add (rows, make_row (self, computing, &entry));
    }
}

/**
 * qh_datasets_page_show_variables:
 *
 * Shows the variables that the recipe lists, or that leave where it lists none.
 */
void
qh_datasets_page_show_variables (QhDatasetsPage *self, const QhDataSetComputing *computing)
{
  guint n = qh_recipe_edit_count (self->recipe);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_data_set_row_free);

  if (computing->recipe == NULL)
    return;
  for (guint i = 0; i < n; i++)
    {
      QhRecipeEntry entry;

      qh_recipe_edit_get (self->recipe, i, &entry);
      g_ptr_array_add (rows, make_row (self, computing, &entry));
    }
  if (n == 0 && computing->result != NULL)
    list_leaving (self, computing, rows);
  else if (n == 0)
    list_before (self, computing, rows);
  g_ptr_array_unref (self->rows);
  self->rows = g_steal_pointer (&rows);
  qh_data_set_variables_show (self->variables, self->rows);
}

static char **
dup_names (QhDatasetsPage *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++)
    g_strv_builder_add (builder, ((const QhDataSetRow *)g_ptr_array_index (self->rows, i))->variable);
  return g_strv_builder_end (builder);
}

/**
 * qh_datasets_page_list_now:
 *
 * From now on the recipe says which variables leave.
 */
void
qh_datasets_page_list_now (QhDatasetsPage *self)
{
  g_auto (GStrv) names = dup_names (self);

  qh_recipe_edit_list (self->recipe, (const char *const *)names);
}

/* Order */

static void
moved_cb (QhDatasetsPage *self, guint from, guint to)
{
  gpointer row;

  qh_datasets_page_list_now (self);
  if (!qh_recipe_edit_move (self->recipe, from, to))
    return;
  row = g_ptr_array_steal_index (self->rows, from);
  g_ptr_array_insert (self->rows, (int)to, row);
  qh_data_set_variables_show (self->variables, self->rows);
  qh_data_set_variables_focus (self->variables, to);
  qh_datasets_page_compute (self);
}

static void
removed_cb (QhDatasetsPage *self, guint at)
{
  qh_datasets_page_list_now (self);
  if (at >= self->rows->len || self->rows->len == 1) /* none listed would be all */
    return;
  qh_recipe_edit_forget (self->recipe, ((const QhDataSetRow *)g_ptr_array_index (self->rows, at))->variable);
  qh_recipe_edit_remove (self->recipe, at);
  g_ptr_array_remove_index (self->rows, at);
  qh_data_set_variables_show (self->variables, self->rows);
  qh_datasets_page_compute (self);
}

static void
variable_chosen_cb (const char *name, gpointer data)
{
  QhDatasetsPage *self = data;

  qh_datasets_page_list_now (self);
  qh_recipe_edit_add (self->recipe, name);
  qh_datasets_page_compute (self);
}

static void
add_variable_cb (QhDatasetsPage *self)
{
  g_auto (GStrv) names = dup_names (self);

  if (self->source != NULL)
    qh_data_set_choose (
      self->add_variable, self->source, qh_session_get_language (self->session), (const char *const *)names, variable_chosen_cb, self);
}

static void
edit_variable_cb (QhDatasetsPage *self, guint at)
{
  qh_datasets_page_edit_variable (self, at);
}

/**
 * qh_datasets_page_install_variables:
 *
 * Adds what answers the list of variables.
 */
void
qh_datasets_page_install_variables (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, removed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_variable_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_variable_cb);
}
