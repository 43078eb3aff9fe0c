/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows by which a template is changed, made anew from its JSON whenever its
 * parts change. */
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

/* What a row changes: a text of an object, or the order of a list. */
typedef struct
{
  JsonObject *object;
  const char *member;
  JsonArray *array;
  guint index;
  gboolean plain; /* a text that has no languages */
} Change;

static void
change_free (gpointer data, GClosure *closure)
{
  Change *change = data;

  g_clear_pointer (&change->object, json_object_unref);
  g_clear_pointer (&change->array, json_array_unref);
  g_free (change);
}

static Change *
change_text (JsonObject *object, const char *member, gboolean plain)
{
  Change *change = g_new0 (Change, 1);

  change->object = json_object_ref (object);
  change->member = member;
  change->plain = plain;
  return change;
}

static Change *
change_order (JsonArray *array, guint index)
{
  Change *change = g_new0 (Change, 1);

  change->array = json_array_ref (array);
  change->index = index;
  return change;
}

static QhReportEditor *
get_editor (gpointer widget)
{
  return QH_REPORT_EDITOR (gtk_widget_get_root (widget));
}

/* Texts */

static void
text_changed_cb (GtkEditable *row, gpointer data)
{
  Change *change = data;
  QhReportEditor *self = get_editor (row);

  if (self == NULL || self->building)
    return;
  if (change->plain)
    json_object_set_string_member (change->object, change->member, gtk_editable_get_text (row));
  else
    qh_report_edit_set_label (change->object, change->member, self->language, gtk_editable_get_text (row));
  qh_report_editor_touch (self);
}

static GtkWidget *
new_text (QhReportEditor *self, const char *title, JsonObject *object, const char *member, gboolean plain)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), qh_report_edit_get_label (object, member, self->language));
  g_signal_connect_data (
    row, "changed", G_CALLBACK (text_changed_cb), change_text (object, member, plain), change_free, 0);
  return row;
}

/* Order */

static void
move_cb (GtkWidget *button, gpointer data)
{
  Change *change = data;
  QhReportEditor *self = get_editor (button);
  int direction = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "direction"));
  int to = direction == 0 ? -1 : (int)change->index + direction;

  if (direction != 0 && (to < 0 || to >= (int)json_array_get_length (change->array)))
    return;
  qh_report_edit_move (change->array, change->index, to);
  qh_report_editor_rebuild (self);
}

static void
add_button (GtkWidget *row, JsonArray *array, guint index, const char *icon, const char *name, int direction)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "direction", GINT_TO_POINTER (direction));
  g_signal_connect_data (button, "clicked", G_CALLBACK (move_cb), change_order (array, index), change_free, 0);
  if (ADW_IS_ENTRY_ROW (row))
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  else if (ADW_IS_EXPANDER_ROW (row))
    adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_order (GtkWidget *row, JsonArray *array, guint index)
{
  const struct
  {
    gboolean there;
    const char *icon, *name;
    int direction;
  } buttons[] = {
    { index > 0, "go-up-symbolic", _ ("Move up"), -1 },
    { index + 1 < json_array_get_length (array), "go-down-symbolic", _ ("Move down"), 1 },
    { json_array_get_length (array) > 1, "user-trash-symbolic", _ ("Remove"), 0 },
  };

  /* An expander puts the next one before the last. */
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      guint b = ADW_IS_EXPANDER_ROW (row) ? G_N_ELEMENTS (buttons) - 1 - i : i;

      if (buttons[b].there)
        add_button (row, array, index, buttons[b].icon, buttons[b].name, buttons[b].direction);
    }
}

/* Choices */

static GtkWidget *
new_choice (const char *title, const char *const *labels, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return row;
}

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
  Change *change = data;
  QhReportEditor *self = get_editor (row);
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
  row = new_choice (_ ("Rows"), labels, find_rows (json_array_get_object_element (sections, index)));
  g_signal_connect_data (
    row, "notify::selected", G_CALLBACK (rows_chosen_cb), change_order (sections, index), change_free, 0);
  return row;
}

/* What is added */

static void
column_added_cb (AdwComboRow *row, GParamSpec *spec, gpointer data)
{
  Change *change = data;
  QhReportEditor *self = get_editor (row);
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
  row = new_choice (_ ("Add a column"), labels, 0);
  g_signal_connect_data (
    row, "notify::selected", G_CALLBACK (column_added_cb), change_text (section, "columns", TRUE), change_free, 0);
  return row;
}

/* A type or a function by its code or its name becomes a row. */
static void
row_added_cb (AdwEntryRow *row, gpointer data)
{
  static const char *const catalogues[][2] = { { "activity_type", "type" }, { "function", "function" } };
  Change *change = data;
  QhReportEditor *self = get_editor (row);
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
    row, "apply", G_CALLBACK (row_added_cb), change_text (section, "rows", TRUE), change_free, 0);
  return row;
}

/* Sections */

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
      GtkWidget *row = new_text (self, title, column, "label", FALSE);

      add_order (row, columns, i);
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
      GtkWidget *row = new_text (self, title, json_array_get_object_element (rows, i), "label", FALSE);

      add_order (row, rows, i);
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
      add_order (row, codes, i);
      adw_expander_row_add_row (expander, row);
    }
  adw_expander_row_add_row (expander, qh_report_editor_new_indicator_choice (self, indicators, codes));
}

static void
expanded_cb (AdwExpanderRow *row, GParamSpec *spec, gpointer data)
{
  QhReportEditor *self = get_editor (row);

  if (self != NULL && !self->building && GPOINTER_TO_UINT (data) < self->n_expanded)
    self->expanded[GPOINTER_TO_UINT (data)] = adw_expander_row_get_expanded (row);
}

static GtkWidget *
new_section (QhReportEditor *self, JsonArray *sections, guint index)
{
  JsonObject *section = json_array_get_object_element (sections, index);
  const char *form = json_object_get_string_member_with_default (section, "form", "");
  AdwExpanderRow *expander = ADW_EXPANDER_ROW (adw_expander_row_new ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), qh_report_edit_get_label (section, "title", self->language));
  adw_expander_row_add_row (expander, new_text (self, _ ("Title"), section, "title", FALSE));
  if (g_str_equal (form, "table"))
    {
      add_rows (self, expander, sections, index, TRUE);
      add_columns (self, expander, section);
    }
  else if (g_str_equal (form, "figures"))
    add_rows (self, expander, sections, index, FALSE);
  else if (g_str_equal (form, "indicators"))
    add_codes (self, expander, section);
  add_order (GTK_WIDGET (expander), sections, index);
  adw_expander_row_set_expanded (expander, index < self->n_expanded && self->expanded[index]);
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (expanded_cb), GUINT_TO_POINTER (index));
  return GTK_WIDGET (expander);
}

/* What comes with the program can be put back. */
static void
section_added_cb (AdwComboRow *row, GParamSpec *spec, gpointer data)
{
  QhReportEditor *self = get_editor (row);
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

static GtkWidget *
new_section_choice (QhReportEditor *self)
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
  row = new_choice (_ ("Add a section"), (const char *const *)labels->pdata, 0);
  g_signal_connect (row, "notify::selected", G_CALLBACK (section_added_cb), NULL);
  return row;
}

/* Signatures */

static void
signature_added_cb (GtkWidget *button)
{
  QhReportEditor *self = get_editor (button);
  JsonObject *signature = json_object_new ();

  json_object_set_string_member (signature, "label", _ ("Approved by"));
  json_array_add_object_element (qh_report_edit_get_array (qh_report_editor_get_root (self), "signatures"), signature);
  qh_report_editor_rebuild (self);
}

static void
add_signatures (QhReportEditor *self, AdwPreferencesGroup *group)
{
  JsonArray *signatures = qh_report_edit_get_array (qh_report_editor_get_root (self), "signatures");
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add"));
  guint n = json_array_get_length (signatures);

  gtk_widget_add_css_class (add, "flat");
  gtk_widget_set_sensitive (add, n < QH_REPORT_MOST_SIGNATURES);
  g_signal_connect (add, "clicked", G_CALLBACK (signature_added_cb), NULL);
  adw_preferences_group_set_header_suffix (group, add);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *signature = json_array_get_object_element (signatures, i);
      GtkWidget *label = new_text (self, _ ("Below the line"), signature, "label", FALSE);

      add_button (label, signatures, i, "user-trash-symbolic", _ ("Remove"), 0);
      adw_preferences_group_add (group, label);
      adw_preferences_group_add (group, new_text (self, _ ("Name"), signature, "name", TRUE));
    }
}

/* All of it */

static AdwPreferencesGroup *
add_group (QhReportEditor *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
paper_chosen_cb (AdwComboRow *row, GParamSpec *spec, gpointer data)
{
  static const char *const papers[] = { "letter", "a4", "letter", "a4" };
  QhReportEditor *self = get_editor (row);
  guint selected = adw_combo_row_get_selected (row);

  if (self->building || selected >= G_N_ELEMENTS (papers))
    return;
  json_object_set_string_member (qh_report_editor_get_root (self), "paper", papers[selected]);
  json_object_set_boolean_member (qh_report_editor_get_root (self), "landscape", selected >= 2);
  qh_report_editor_touch (self);
}

static GtkWidget *
new_paper_choice (QhReportEditor *self)
{
  JsonObject *root = qh_report_editor_get_root (self);
  const char *const labels[] = { _ ("Letter"), _ ("A4"), _ ("Letter, lying"), _ ("A4, lying"), NULL };
  guint a4 = g_str_equal (json_object_get_string_member_with_default (root, "paper", "letter"), "a4");
  gboolean lying = json_object_get_boolean_member_with_default (root, "landscape", FALSE);
  GtkWidget *row = new_choice (_ ("Paper"), labels, a4 + (lying ? 2 : 0));

  g_signal_connect (row, "notify::selected", G_CALLBACK (paper_chosen_cb), NULL);
  return row;
}

static void
name_changed_cb (GtkEditable *row)
{
  QhReportEditor *self = get_editor (row);

  if (self == NULL || self->building)
    return;
  g_free (self->name);
  self->name = g_strdup (gtk_editable_get_text (row));
  qh_report_editor_touch (self);
}

static GtkWidget *
new_logo_row (QhReportEditor *self)
{
  gboolean there = qh_report_edit_get_label (qh_report_editor_get_root (self), "logo", self->language)[0] != '\0';
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *choose = gtk_button_new_with_mnemonic (_ ("_Choose…"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Logo"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), there ? _ ("A picture (PNG)") : _ ("None"));
  gtk_widget_set_valign (choose, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (choose), "report-editor.logo");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choose);
  if (there)
    {
      GtkWidget *clear = gtk_button_new_from_icon_name ("user-trash-symbolic");

      gtk_widget_set_valign (clear, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (clear, "flat");
      gtk_widget_set_tooltip_text (clear, _ ("Remove"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (clear), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove"), -1);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (clear), "report-editor.no-logo");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), clear);
    }
  return row;
}

static void
add_titles (QhReportEditor *self, AdwPreferencesGroup *group)
{
  static const char *const periods[][2]
    = { { "month", N_ ("Title of a month") }, { "quarter", N_ ("Title of a quarter") }, { "year", N_ ("Title of a year") } };
  JsonObject *root = qh_report_editor_get_root (self);
  JsonNode *node = json_object_get_member (root, "title");
  JsonObject *titles = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (guint i = 0; titles != NULL && i < G_N_ELEMENTS (periods); i++)
    if (json_object_has_member (titles, periods[i][0]))
      adw_preferences_group_add (group, new_text (self, _ (periods[i][1]), titles, periods[i][0], FALSE));
  if (titles == NULL || !json_object_has_member (titles, "month"))
    adw_preferences_group_add (group, new_text (self, _ ("Title"), root, "title", FALSE));
}

/**
 * qh_report_editor_build:
 *
 * Makes the rows for the template as it is now.
 */
void
qh_report_editor_build (QhReportEditor *self)
{
  JsonObject *root = qh_report_editor_get_root (self);
  JsonArray *sections = qh_report_edit_get_array (root, "sections");
  AdwPreferencesGroup *group = add_group (self, _ ("The form"));
  GtkWidget *name = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _ ("Name of the form"));
  gtk_editable_set_text (GTK_EDITABLE (name), self->name);
  g_signal_connect (name, "changed", G_CALLBACK (name_changed_cb), NULL);
  adw_preferences_group_add (group, name);
  add_titles (self, group);
  adw_preferences_group_add (group, new_text (self, _ ("Institution (else the unit's)"), root, "institution", TRUE));
  adw_preferences_group_add (group, new_logo_row (self));
  adw_preferences_group_add (group, new_paper_choice (self));
  group = add_group (self, _ ("Sections"));
  for (guint i = 0; i < json_array_get_length (sections); i++)
    adw_preferences_group_add (group, new_section (self, sections, i));
  adw_preferences_group_add (group, new_section_choice (self));
  add_signatures (self, add_group (self, _ ("Signatures")));
}
