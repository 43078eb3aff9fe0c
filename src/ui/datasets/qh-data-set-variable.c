/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One variable of a recipe: how it is called, what it is for the risk, and what is done to it. */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "domain/qh-error.h"
#include "domain/qh-number.h"
#include "research/qh-recipe-edit-privacy.h"
#include "stats/qh-sample.h"
#include "ui/datasets/qh-data-set-variable-private.h"
#include "ui/qh-dialogs.h"
#include "ui/settings/qh-editor.h"

static const char *const date_ways[] = { "kept", "month", "quarter", "year", "shift" };

static void
edit_free (gpointer data)
{
  QhVariableEdit *edit = data;

  g_clear_pointer (&edit->levels, g_ptr_array_unref);
  g_free (edit->name);
  g_free (edit);
}

/* What was found of it */

static GPtrArray *
find_options (const QhVariableEdit *edit)
{
  const QhDataSetComputing *computed = edit->page->computed;

  return computed != NULL && computed->options != NULL ? g_hash_table_lookup (computed->options, edit->name) : NULL;
}

static QhStanding
find_standing (const QhVariableEdit *edit)
{
  const QhDataSetComputing *computed = edit->page->computed;
  g_auto (GStrv) quasi = qh_recipe_dup_quasi (computed->recipe, computed->source);
  g_auto (GStrv) sensitive = NULL;

  if (g_strv_contains ((const char *const *)quasi, edit->name))
    return QH_STANDING_QUASI;
  sensitive = qh_recipe_dup_sensitive (computed->recipe, computed->source);
  return g_strv_contains ((const char *const *)sensitive, edit->name) ? QH_STANDING_SENSITIVE : QH_STANDING_FREE;
}

/* Reading */

/* An empty entry is @nothing. */
static gboolean
read_number (QhEditor *editor, GtkWidget *row, double nothing, double min, double max, gboolean whole, double *number)
{
  g_autofree char *text = row != NULL ? qh_editor_get_text (row) : NULL;
  g_autofree char *plain = NULL, *why = NULL;
  char *end = NULL;

  *number = nothing;
  if (text == NULL || text[0] == '\0')
    return TRUE;
  plain = g_strdelimit (g_strdup (text), ",", '.');
  *number = g_ascii_strtod (plain, &end);
  if (*end == '\0' && *number >= min && *number <= max && (!whole || *number == floor (*number)))
    return TRUE;
  why = whole ? g_strdup_printf (_ ("“%s” is not a whole number from %g to %g."), text, min, max)
              : g_strdup_printf (_ ("“%s” is not a number from %g to %g."), text, min, max);
  return qh_editor_refuse (editor, row, why);
}

static gboolean
read_treatment (QhEditor *editor, const QhVariableEdit *edit, QhRecipeTreatment *treatment)
{
  double least, means, noise;

  if (!read_number (editor, edit->bottom, -G_MAXDOUBLE, -1e12, 1e12, FALSE, &treatment->ends.bottom)
      || !read_number (editor, edit->top, G_MAXDOUBLE, -1e12, 1e12, FALSE, &treatment->ends.top)
      || !read_number (editor, edit->least, 0, 2, 1e6, TRUE, &least) || !read_number (editor, edit->means, 0, 2, 1e6, TRUE, &means)
      || !read_number (editor, edit->noise, 0, 0.1, 1000, FALSE, &noise))
    return FALSE;
  if (treatment->ends.bottom > treatment->ends.top)
    return qh_editor_refuse (editor, edit->bottom, _ ("The bottom is above the top."));
  treatment->ends.least = (guint)least;
  treatment->means = (guint)means;
  treatment->noise = noise / 100;
  return TRUE;
}

static int
get_level (const QhVariableEdit *edit)
{
  for (guint i = 0; i < edit->levels->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (edit->levels, i)))
      return (int)i - 1;
  return -1;
}

static void
write_standing (QhVariableEdit *edit)
{
  const QhDataSetComputing *computed = edit->page->computed;
  QhStanding standing = edit->standings != NULL ? adw_combo_row_get_selected (ADW_COMBO_ROW (edit->standings)) : edit->standing;
  g_auto (GStrv) quasi = NULL, sensitive = NULL;

  if (standing == edit->standing || computed == NULL)
    return;
  quasi = qh_recipe_dup_quasi (computed->recipe, computed->source);
  sensitive = qh_recipe_dup_sensitive (computed->recipe, computed->source);
  qh_recipe_edit_set_standing (edit->page->recipe, edit->name, standing, (const char *const *)quasi, (const char *const *)sensitive);
}

/**
 * qh_variable_edit_is_there:
 *
 * Returns: whether the recipe still has the variable where it was.
 */
gboolean
qh_variable_edit_is_there (const QhVariableEdit *edit)
{
  const QhDatasetsPage *page = edit->page;

  return page->recipe != NULL && edit->at < page->rows->len
         && g_str_equal (((const QhDataSetRow *)g_ptr_array_index (page->rows, edit->at))->variable, edit->name);
}

/**
 * qh_variable_edit_take:
 *
 * Returns: whether what was typed and chosen is in the recipe now; else the window says what is wrong.
 */
gboolean
qh_variable_edit_take (QhEditor *editor, QhVariableEdit *edit)
{
  QhDatasetsPage *page = edit->page;
  g_autofree char *as = qh_editor_get_text (edit->as);
  g_autofree char *label = qh_editor_get_text (edit->label);
  QhRecipeTreatment treatment = { 0 };
  g_autoptr (GError) error = NULL;

  if (!read_treatment (editor, edit, &treatment))
    return FALSE;
  qh_datasets_page_list_now (page);
  if (!qh_recipe_edit_call (page->recipe, edit->at, as, label, &error))
    return qh_editor_refuse (editor, edit->as, error->message);
  if (edit->levels != NULL)
    qh_recipe_edit_set_level (page->recipe, edit->name, get_level (edit));
  if (edit->bottom != NULL || edit->least != NULL)
    qh_recipe_edit_set_treatment (page->recipe, edit->name, &treatment);
  if (edit->dates != NULL && page->source != NULL)
    qh_recipe_edit_set_date (page->recipe, page->source, edit->name, date_ways[adw_combo_row_get_selected (ADW_COMBO_ROW (edit->dates))]);
  write_standing (edit);
  return TRUE;
}

static void
save_cb (QhEditor *editor, QhVariableEdit *edit)
{
  if (qh_variable_edit_is_there (edit) && !qh_variable_edit_take (editor, edit))
    return;
  if (qh_variable_edit_is_there (edit)) /* else the workspace was locked, or has changed */
    qh_datasets_page_compute (edit->page);
  gtk_window_destroy (GTK_WINDOW (editor));
}

/* Rows */

static void
add_standings (QhEditor *editor, QhVariableEdit *edit)
{
  const char *const labels[] = { _ ("Quasi-identifier"), _ ("Sensitive"), _ ("Neither"), NULL };

  qh_editor_add_group (editor, _ ("Risk"), _ ("By quasi-identifiers together somebody might be known; what is sensitive must not be told of anybody."));
  edit->standings = qh_editor_add_choice (editor, _ ("_What it is"), labels, edit->standing);
}

/* "20–39 · 12 % lost · 34 unique · average risk 0.3" */
static char *
describe_option (const QhLevelOption *option)
{
  return g_strdup_printf (ngettext ("%s · %.0f %% lost · %u unique · average risk %.2g", "%s · %.0f %% lost · %u unique · average risk %.2g", option->uniques),
                          option->example, 100 * option->loss, option->uniques, option->average_risk);
}

static void
add_level (QhVariableEdit *edit, GtkWidget *group, const char *title, const char *subtitle, guint chosen)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (edit->levels->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (edit->levels, 0));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen == edit->levels->len);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_RELATION_LABELLED_BY, row, NULL, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_ptr_array_add (edit->levels, check);
}

static void
add_levels (QhEditor *editor, QhVariableEdit *edit, GPtrArray *options)
{
  GtkWidget *group = adw_preferences_group_new ();
  guint chosen = GPOINTER_TO_UINT (g_hash_table_lookup (edit->page->computed->recipe->levels, edit->name));

  edit->levels = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Told less exactly"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                         _ ("What each level loses, and how many would stand alone if nothing were left out and the others stayed as they are."));
  add_level (edit, group, _ ("The level that loses least"), _ ("Searched for with those of the others"), chosen);
  for (guint i = 0; i < options->len; i++)
    {
      const QhLevelOption *option = g_ptr_array_index (options, i);
      g_autofree char *words = describe_option (option);

      add_level (edit, group, option->label, words, chosen);
    }
  qh_editor_add_widget (editor, group);
}

static GtkWidget *
add_number (QhEditor *editor, const char *title, double number, double nothing)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (number != nothing)
    g_ascii_formatd (text, sizeof text, "%.12g", number);
  return qh_editor_add_entry (editor, title, text);
}

static void
add_ends (QhEditor *editor, QhVariableEdit *edit, const QhRecipeTreatment *treatment, gboolean quasi)
{
  qh_editor_add_group (editor, _ ("Numbers"), quasi ? _ ("Those beyond the ends, and rare ones, are told as one.") : _ ("Those beyond the ends become the end."));
  edit->bottom = add_number (editor, _ ("_Bottom"), treatment->ends.bottom, -G_MAXDOUBLE);
  edit->top = add_number (editor, _ ("_Top"), treatment->ends.top, G_MAXDOUBLE);
  if (quasi)
    return;
  edit->means = add_number (editor, _ ("_Means of so many nearest"), treatment->means, 0);
  edit->noise = add_number (editor, _ ("_Noise, per cent of the standard deviation"), 100 * treatment->noise, 0);
}

static void
add_dates (QhEditor *editor, QhVariableEdit *edit)
{
  const char *how = qh_recipe_get_treatment (edit->page->computed->recipe, edit->name);
  const char *const labels[] = { _ ("as it is"), _ ("by month"), _ ("by quarter"), _ ("by year"), _ ("moved by each person's days"), NULL };
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (date_ways); i++)
    if (g_str_equal (date_ways[i], how))
      selected = i;
  qh_editor_add_group (editor, _ ("Date"), _ ("Moved, all dates of a person move by the same secret number of days, so what lies between them stays."));
  edit->dates = qh_editor_add_choice (editor, _ ("_How it is told"), labels, selected);
}

static void
add_treatments (QhEditor *editor, QhVariableEdit *edit, const QhFrameColumn *column)
{
  const QhRecipeTreatment none = { .ends = { -G_MAXDOUBLE, G_MAXDOUBLE, 0 } };
  const QhRecipeTreatment *treatment = qh_recipe_find_treatment (edit->page->computed->recipe, edit->name);
  GPtrArray *options = find_options (edit);
  gboolean quasi = options != NULL;

  if (treatment == NULL)
    treatment = &none;
  if (quasi)
    add_levels (editor, edit, options);
  if (column->field->type == QH_TYPE_DATE && !quasi)
    add_dates (editor, edit);
  if (column->form == QH_COLUMN_LIST || column->field->type == QH_TYPE_DATE)
    return;
  if (quasi && g_hash_table_contains (edit->page->computed->recipe->tables, edit->name))
    return; /* its own levels say all */
  if (qh_column_is_number (column))
    add_ends (editor, edit, treatment, quasi);
  else if (column->field->type == QH_TYPE_CODE)
    qh_editor_add_group (editor, _ ("Categories"), NULL);
  if (quasi || column->field->type == QH_TYPE_CODE)
    edit->least = add_number (editor, _ ("_Merge those that fewer rows have than"), treatment->ends.least, 0);
}

/**
 * qh_datasets_page_edit_variable:
 * @at: its place
 *
 * Opens the window in which a variable of the recipe is changed.
 */
void
qh_datasets_page_edit_variable (QhDatasetsPage *self, guint at)
{
  QhVariableEdit *edit = g_new0 (QhVariableEdit, 1);
  const QhFrameColumn *column;
  QhRecipeEntry entry;
  QhEditor *editor;

  if (at < qh_recipe_edit_count (self->recipe))
    qh_recipe_edit_get (self->recipe, at, &entry);
  else /* it lists none */
    entry = (QhRecipeEntry){ ((const QhDataSetRow *)g_ptr_array_index (self->rows, at))->variable, NULL, NULL };
  column = self->source != NULL ? qh_frame_find_column (self->source, entry.name) : NULL;
  editor = qh_editor_new (GTK_WIDGET (self), column != NULL ? qh_field_get_label (column->field, qh_session_get_language (self->session)) : entry.name,
                          qh_session_get_store (self->session));
  edit->page = self;
  edit->at = at;
  edit->name = g_strdup (entry.name);
  g_object_set_data_full (G_OBJECT (editor), "edit", edit, edit_free);
  qh_editor_add_group (editor, _ ("In the data set"), _ ("Empty for what the dictionary says."));
  edit->as = qh_editor_add_entry (editor, _ ("_Name, for programs"), entry.as != NULL ? entry.as : entry.name);
  edit->label = qh_editor_add_entry (editor, _ ("_Label, for people"), entry.label);
  if (column != NULL && self->computed != NULL && self->computed->recipe != NULL && self->computed->source != NULL)
    {
      edit->standing = find_standing (edit);
      if (column->form != QH_COLUMN_LIST)
        add_standings (editor, edit);
      add_treatments (editor, edit, column);
    }
  if (qh_variable_edit_find_coding (edit) >= 0)
    qh_variable_edit_add_hierarchy (editor, edit);
  qh_editor_set_action (editor, _ ("_Done"));
  g_signal_connect (editor, "save", G_CALLBACK (save_cb), edit);
  gtk_window_present (GTK_WINDOW (editor));
}
