/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indicators of a section of a report, by their names; those that are not
 * in it yet, the unit's own among them, can be added. */
#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "desk/qh-indicator.h"
#include "ui/reports/qh-report-editor-private.h"

static const QhIndicator *
find (GPtrArray *indicators, const char *code)
{
  for (guint i = 0; indicators != NULL && i < indicators->len; i++)
    if (g_strcmp0 (((const QhIndicator *)g_ptr_array_index (indicators, i))->code, code) == 0)
      return g_ptr_array_index (indicators, i);
  return NULL;
}

static char *
say (QhReportEditor *self, const QhIndicator *indicator)
{
  return g_strdup_printf ("%s · %s", indicator->code, qh_labels_get (indicator->labels, self->language));
}

/**
 * qh_report_editor_name_indicator:
 * @indicators: (element-type QhIndicator) (nullable): all that there are
 *
 * Returns: (transfer full): its code and what it is called; of one that is gone
 *   the code.
 */
char *
qh_report_editor_name_indicator (QhReportEditor *self, GPtrArray *indicators, const char *code)
{
  const QhIndicator *indicator = find (indicators, code);

  return indicator != NULL ? say (self, indicator) : g_strdup (code);
}

static gboolean
has_code (JsonArray *codes, const char *code)
{
  for (guint i = 0; i < json_array_get_length (codes); i++)
    if (g_strcmp0 (json_array_get_string_element (codes, i), code) == 0)
      return TRUE;
  return FALSE;
}

static void
added_cb (AdwComboRow *row, GParamSpec *spec, gpointer data)
{
  JsonArray *codes = data;
  QhReportEditor *self = QH_REPORT_EDITOR (gtk_widget_get_root (GTK_WIDGET (row)));
  const GPtrArray *offered = g_object_get_data (G_OBJECT (row), "codes");
  guint selected = adw_combo_row_get_selected (row);

  if (self == NULL || self->building || selected == 0 || selected > offered->len)
    return;
  json_array_add_string_element (codes, g_ptr_array_index (offered, selected - 1));
  qh_report_editor_rebuild (self);
}

static void
unref_codes (gpointer data, GClosure *closure)
{
  json_array_unref (data);
}

/**
 * qh_report_editor_new_indicator_choice:
 * @indicators: (element-type QhIndicator) (nullable): all that there are
 * @codes: those of the section
 *
 * Returns: (transfer floating): a row that adds one of the others.
 */
GtkWidget *
qh_report_editor_new_indicator_choice (QhReportEditor *self, GPtrArray *indicators, JsonArray *codes)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GPtrArray *offered = g_ptr_array_new_with_free_func (g_free);

  gtk_string_list_append (labels, _ ("Choose…"));
  for (guint i = 0; indicators != NULL && i < indicators->len; i++)
    {
      const QhIndicator *indicator = g_ptr_array_index (indicators, i);
      g_autofree char *text = say (self, indicator);

      if (has_code (codes, indicator->code))
        continue;
      gtk_string_list_append (labels, text);
      g_ptr_array_add (offered, g_strdup (indicator->code));
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Add an indicator"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  g_object_set_data_full (G_OBJECT (row), "codes", offered, (GDestroyNotify)g_ptr_array_unref);
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (added_cb), json_array_ref (codes), unref_codes, 0);
  return row;
}
