/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows by which a template is changed, made anew from its JSON whenever its
 * parts change. */
#include <glib/gi18n-lib.h>

#include "report/qh-report-edit.h"
#include "ui/reports/qh-report-editor-private.h"
#include "ui/widgets/qh-tooltip.h"

void
qh_report_change_free (gpointer data, GClosure *closure)
{
  QhReportChange *change = data;

  g_clear_pointer (&change->object, json_object_unref);
  g_clear_pointer (&change->array, json_array_unref);
  g_free (change);
}

QhReportChange *
qh_report_change_text (JsonObject *object, const char *member, gboolean plain)
{
  QhReportChange *change = g_new0 (QhReportChange, 1);

  change->object = json_object_ref (object);
  change->member = member;
  change->plain = plain;
  return change;
}

QhReportChange *
qh_report_change_order (JsonArray *array, guint index)
{
  QhReportChange *change = g_new0 (QhReportChange, 1);

  change->array = json_array_ref (array);
  change->index = index;
  return change;
}

QhReportEditor *
qh_report_editor_find (gpointer widget)
{
  return QH_REPORT_EDITOR (gtk_widget_get_root (widget));
}

/* Texts */

static void
text_changed_cb (GtkEditable *row, gpointer data)
{
  QhReportChange *change = data;
  QhReportEditor *self = qh_report_editor_find (row);

  if (self == NULL || self->building)
    return;
  if (change->plain)
    json_object_set_string_member (change->object, change->member, gtk_editable_get_text (row));
  else
    qh_report_edit_set_label (change->object, change->member, self->language, gtk_editable_get_text (row));
  qh_report_editor_touch (self);
}

GtkWidget *
qh_report_editor_new_text (QhReportEditor *self, const char *title, JsonObject *object, const char *member, gboolean plain)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_editable_set_text (GTK_EDITABLE (row), qh_report_edit_get_label (object, member, self->language));
  g_signal_connect_data (
    row, "changed", G_CALLBACK (text_changed_cb), qh_report_change_text (object, member, plain), qh_report_change_free, 0);
  return row;
}

/* Order */

static void
move_cb (GtkWidget *button, gpointer data)
{
  QhReportChange *change = data;
  QhReportEditor *self = qh_report_editor_find (button);
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
  qh_tooltip_set (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "direction", GINT_TO_POINTER (direction));
  g_signal_connect_data (button, "clicked", G_CALLBACK (move_cb), qh_report_change_order (array, index), qh_report_change_free, 0);
  if (ADW_IS_ENTRY_ROW (row))
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  else if (ADW_IS_EXPANDER_ROW (row))
    adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

void
qh_report_editor_add_order (GtkWidget *row, JsonArray *array, guint index)
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

GtkWidget *
qh_report_editor_new_choice (const char *title, const char *const *labels, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (labels);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return row;
}

/* Signatures */

static void
signature_added_cb (GtkWidget *button)
{
  QhReportEditor *self = qh_report_editor_find (button);
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
      GtkWidget *label = qh_report_editor_new_text (self, _ ("Below the line"), signature, "label", FALSE);

      add_button (label, signatures, i, "user-trash-symbolic", _ ("Remove"), 0);
      adw_preferences_group_add (group, label);
      adw_preferences_group_add (group, qh_report_editor_new_text (self, _ ("Name"), signature, "name", TRUE));
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
  QhReportEditor *self = qh_report_editor_find (row);
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
  GtkWidget *row = qh_report_editor_new_choice (_ ("Paper"), labels, a4 + (lying ? 2 : 0));

  g_signal_connect (row, "notify::selected", G_CALLBACK (paper_chosen_cb), NULL);
  return row;
}

static void
name_changed_cb (GtkEditable *row)
{
  QhReportEditor *self = qh_report_editor_find (row);

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
      qh_tooltip_set (clear, _ ("Remove"));
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
      adw_preferences_group_add (group, qh_report_editor_new_text (self, _ (periods[i][1]), titles, periods[i][0], FALSE));
  if (titles == NULL || !json_object_has_member (titles, "month"))
    adw_preferences_group_add (group, qh_report_editor_new_text (self, _ ("Title"), root, "title", FALSE));
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
  adw_preferences_group_add (group, qh_report_editor_new_text (self, _ ("Institution (else the unit's)"), root, "institution", TRUE));
  adw_preferences_group_add (group, new_logo_row (self));
  adw_preferences_group_add (group, new_paper_choice (self));
  group = add_group (self, _ ("Sections"));
  for (guint i = 0; i < json_array_get_length (sections); i++)
    adw_preferences_group_add (group, qh_report_editor_new_section (self, sections, i));
  adw_preferences_group_add (group, qh_report_editor_new_section_choice (self));
  add_signatures (self, add_group (self, _ ("Signatures")));
}
