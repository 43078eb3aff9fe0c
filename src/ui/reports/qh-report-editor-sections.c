/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A section's rows: what its table counts, by what, and in which columns. */
#include <glib/gi18n-lib.h>

#include "report/qh-report-edit.h"
#include "desk/qh-indicator.h"
#include "ui/reports/qh-report-editor-private.h"

static const struct
{
  const char *label;
  const char *by; /* NULL for rows that are named */
  const char *then;
} row_choices[] = {
  { N_ ("Function and type"), "function", "type" }, { N_ ("Function"), "function", NULL },
  { N_ ("Type of activity"), "type", NULL },        { N_ ("Worker"), "worker", NULL },
  { N_ ("Problems"), "problems", NULL },            { N_ ("Outcome"), "outcome", NULL },
  { N_ ("Contact mode"), "contact_mode", NULL },    { N_ ("Level"), "level", NULL },
  { N_ ("Place"), "place", NULL },                  { N_ ("Sex of the people served"), "sex", NULL },
  { N_ ("Age of the people served"), "age_group", NULL }, { N_ ("Named one by one"), NULL, NULL },
};

static const struct
{
  const char *label;
  const char *show;
  const char *by;
} column_choices[] = {
  { N_ ("Total"), "total", NULL },          { N_ ("Days"), "days", NULL },
  { N_ ("Thirds of the month"), "parts", NULL }, { N_ ("Planned"), "planned", NULL },
  { N_ ("Per cent of the goal"), "percent", NULL }, { N_ ("Year to date"), "year", NULL },
  { N_ ("By sex"), "by", "sex" },           { N_ ("By age group"), "by", "age_group" },
  { N_ ("By contact mode"), "by", "contact_mode" }, { N_ ("Direct and indirect"), "by", "direct" },
};

static guint
find_rows (JsonObject *section)
{
  JsonNode *node = json_object_get_member (section, "rows");
  JsonObject *rows = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  guint last = G_N_ELEMENTS (row_choices) - 1;

  for (guint i = 0; rows != NULL && i < last; i++)
    if (g_strcmp0 (json_object_get_string_member_with_default (rows, "by", NULL), row_choices[i].by) == 0
        && g_strcmp0 (json_object_get_string_member_with_default (rows, "then", NULL), row_choices[i].then) == 0)
      return i;
  return rows == NULL ? last : GTK_INVALID_LIST_POSITION;
}

/* The section as it shows now, or %NULL where it does not. */
static const QhReportBlock *
find_block (QhReportEditor *self, guint index)
{
  const QhReport *report = qh_report_preview_get_report (self->preview);

  return report != NULL && index < report->blocks->len ? g_ptr_array_index (report->blocks, index) : NULL;
}

static void
rows_chosen_cb (AdwComboRow *row, GParamSpec *spec, gpointer data)
{
  QhReportChange *change = data;
  QhReportEditor *self = qh_report_editor_find (row);
  guint selected = adw_combo_row_get_selected (row);
  JsonObject *section = json_array_get_object_element (change->array, change->index);
  const QhReportBlock *block = find_block (self, change->index);

  if (self->building || selected >= G_N_ELEMENTS (row_choices))
    return;
  if (row_choices[selected].by != NULL)
    qh_report_edit_set_rows (section, row_choices[selected].by, row_choices[selected].then);
  else if (block != NULL)
    qh_report_edit_name_rows (section, block);
  qh_report_editor_rebuild (self);
}

static GtkWidget *
new_rows_choice (JsonArray *sections, guint index)
{
  const char *labels[G_N_ELEMENTS (row_choices) + 1] = { NULL };
  GtkWidget *row;

  for (guint i = 0; i < G_N_ELEMENTS (row_choices); i++)
    labels[i] = _ (row_choices[i].label);
  row = qh_report_editor_new_choice (_ ("Rows"), labels, find_rows (json_array_get_object_element (sections, index)));
  g_signal_connect_data (
    row, "notify::selected", G_CALLBACK (rows_chosen_cb), qh_report_change_order (sections, index), qh_report_change_free, 0);
  return row;
}

static void
column_added_cb (AdwComboRow *row, GParamSpec *spec, gpointer data)
{
  QhReportChange *change = data;
  QhReportEditor *self = qh_report_editor_find (row);
  guint selected = adw_combo_row_get_selected (row);

  if (self->building || selected == 0 || selected > G_N_ELEMENTS (column_choices))
    return;
  qh_report_edit_add_column (change->object, column_choices[selected - 1].show, column_choices[selected - 1].by);
  qh_report_editor_rebuild (self);
}

static GtkWidget *
new_column_choice (JsonObject *section)
{
  const char *labels[G_N_ELEMENTS (column_choices) + 2] = { _ ("Choose…") };
  GtkWidget *row;

  for (guint i = 0; i < G_N_ELEMENTS (column_choices); i++)
    labels[i + 1] = _ (column_choices[i].label);
  row = qh_report_editor_new_choice (_ ("Add a column"), labels, 0);
  g_signal_connect_data (
    row, "notify::selected", G_CALLBACK (column_added_cb), qh_report_change_text (section, "columns", TRUE), qh_report_change_free, 0);
  return row;
}

/* A type or a function by its code or its name becomes a row. */
static void
row_added_cb (AdwEntryRow *row, gpointer data)
{
  static const char *const catalogues[][2] = { { "activity_type", "type" }, { "function", "function" } };
  QhReportChange *change = data;
  QhReportEditor *self = qh_report_editor_find (row);
  g_autoptr (QhCatalogues) codes = qh_store_ref_catalogues (qh_session_get_store (self->session));
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));

  for (guint i = 0; i < G_N_ELEMENTS (catalogues); i++)
    {
      const QhEntry *entry = qh_catalogues_find_text (codes, catalogues[i][0], text);
      g_autofree char *where = entry != NULL ? g_strdup_printf ("%s=%s", catalogues[i][1], entry->code) : NULL;

      if (entry == NULL)
        continue;
      qh_report_edit_add_row (change->object, qh_entry_get_label (entry, self->language), where);
      qh_report_editor_rebuild (self);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
}

static GtkWidget *
new_row_entry (JsonObject *section)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Add a row: a type or a function, by name or code"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_data (
    row, "apply", G_CALLBACK (row_added_cb), qh_report_change_text (section, "rows", TRUE), qh_report_change_free, 0);
  return row;
}

static const char *
name_column (JsonObject *column)
{
  const char *by = json_object_get_string_member_with_default (column, "by", NULL);
  const char *show = json_object_get_string_member_with_default (column, "show", "total");

  for (guint i = 0; i < G_N_ELEMENTS (column_choices); i++)
    if (by != NULL ? g_strcmp0 (column_choices[i].by, by) == 0
                   : column_choices[i].by == NULL && g_str_equal (column_choices[i].show, show))
      return _ (column_choices[i].label);
  return by != NULL ? by : show;
}

static void
add_columns (QhReportEditor *self, AdwExpanderRow *expander, JsonObject *section)
{
  JsonArray *columns = qh_report_edit_get_array (section, "columns");

  for (guint i = 0; i < json_array_get_length (columns); i++)
    {
      JsonObject *column = json_array_get_object_element (columns, i);
      g_autofree char *title = g_strdup_printf (_ ("Column: %s"), name_column (column));
      GtkWidget *row = qh_report_editor_new_text (self, title, column, "label", FALSE);

      qh_report_editor_add_order (row, columns, i);
      adw_expander_row_add_row (expander, row);
    }
  adw_expander_row_add_row (expander, new_column_choice (section));
}

static void
add_rows (QhReportEditor *self, AdwExpanderRow *expander, JsonArray *sections, guint index, gboolean table)
{
  JsonObject *section = json_array_get_object_element (sections, index);
  JsonNode *node = json_object_get_member (section, "rows");
  JsonArray *rows = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (table)
    adw_expander_row_add_row (expander, new_rows_choice (sections, index));
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("Row %u"), i + 1);
      GtkWidget *row = qh_report_editor_new_text (self, title, json_array_get_object_element (rows, i), "label", FALSE);

      qh_report_editor_add_order (row, rows, i);
      adw_expander_row_add_row (expander, row);
    }
  if (table && rows != NULL)
    adw_expander_row_add_row (expander, new_row_entry (section));
}

static void
add_codes (QhReportEditor *self, AdwExpanderRow *expander, JsonObject *section)
{
  JsonArray *codes = qh_report_edit_get_array (section, "indicators");
  g_autoptr (GPtrArray) indicators = qh_indicators_list (qh_session_get_store (self->session), NULL);

  for (guint i = 0; i < json_array_get_length (codes); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *name
        = qh_report_editor_name_indicator (self, indicators, json_array_get_string_element (codes, i));

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
      qh_report_editor_add_order (row, codes, i);
      adw_expander_row_add_row (expander, row);
    }
  adw_expander_row_add_row (expander, qh_report_editor_new_indicator_choice (self, indicators, codes));
}

static void
expanded_cb (AdwExpanderRow *row, GParamSpec *spec, gpointer data)
{
  QhReportEditor *self = qh_report_editor_find (row);

  if (self != NULL && !self->building && GPOINTER_TO_UINT (data) < self->n_expanded)
    self->expanded[GPOINTER_TO_UINT (data)] = adw_expander_row_get_expanded (row);
}

GtkWidget *
qh_report_editor_new_section (QhReportEditor *self, JsonArray *sections, guint index)
{
  JsonObject *section = json_array_get_object_element (sections, index);
  const char *form = json_object_get_string_member_with_default (section, "form", "");
  AdwExpanderRow *expander = ADW_EXPANDER_ROW (adw_expander_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), qh_report_edit_get_label (section, "title", self->language));
  adw_expander_row_add_row (expander, qh_report_editor_new_text (self, _ ("Title"), section, "title", FALSE));
  if (g_str_equal (form, "table"))
    {
      add_rows (self, expander, sections, index, TRUE);
      add_columns (self, expander, section);
    }
  else if (g_str_equal (form, "figures"))
    add_rows (self, expander, sections, index, FALSE);
  else if (g_str_equal (form, "indicators"))
    add_codes (self, expander, section);
  qh_report_editor_add_order (GTK_WIDGET (expander), sections, index);
  adw_expander_row_set_expanded (expander, index < self->n_expanded && self->expanded[index]);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (expanded_cb), GUINT_TO_POINTER (index));
  return GTK_WIDGET (expander);
}

/* What comes with the program can be put back. */
static void
section_added_cb (AdwComboRow *row, GParamSpec *spec, gpointer data)
{
  QhReportEditor *self = qh_report_editor_find (row);
  guint selected = adw_combo_row_get_selected (row);
  g_autofree char *json = qh_report_template_dup_builtin ();
  g_autoptr (JsonNode) builtin = json_from_string (json, NULL);
  JsonArray *there = json_object_get_array_member (json_node_get_object (builtin), "sections");

  if (self->building || selected == 0 || selected > json_array_get_length (there))
    return;
  json_array_add_element (qh_report_edit_get_array (qh_report_editor_get_root (self), "sections"),
                          json_array_dup_element (there, selected - 1));
  qh_report_editor_rebuild (self);
}

GtkWidget *
qh_report_editor_new_section_choice (QhReportEditor *self)
{
  g_autofree char *json = qh_report_template_dup_builtin ();
  g_autoptr (JsonNode) builtin = json_from_string (json, NULL);
  JsonArray *there = json_object_get_array_member (json_node_get_object (builtin), "sections");
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  GtkWidget *row;

  g_ptr_array_add (labels, (gpointer)_ ("Choose…"));
  for (guint i = 0; i < json_array_get_length (there); i++)
    g_ptr_array_add (labels, (gpointer)qh_report_edit_get_label (json_array_get_object_element (there, i), "title", self->language));
  g_ptr_array_add (labels, NULL);
  row = qh_report_editor_new_choice (_ ("Add a section"), (const char *const *)labels->pdata, 0);
  g_signal_connect (row, "notify::selected", G_CALLBACK (section_added_cb), NULL);
  return row;
}
