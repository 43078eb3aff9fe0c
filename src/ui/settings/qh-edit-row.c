/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-edit-row.h"

#include <glib/gi18n-lib.h>

/**
 * qh_edit_row_new:
 * @title: what the record is called, as it was typed
 * @subtitle: (nullable): what else is known of it
 * @retired: whether it is no longer offered
 *
 * Returns: (transfer floating): a row that says that it can be edited; to be
 *   connected to its `activated`.
 */
GtkWidget *
qh_edit_row_new (const char *title,
                 const char *subtitle,
                 gboolean    retired)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  if (retired)
    {
      GtkWidget *tag = gtk_label_new (_("Retired"));

      gtk_widget_add_css_class (tag, "tag");
      gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), tag);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-edit-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

/**
 * qh_edit_row_set_text:
 * @text: (nullable): what is stored
 *
 * Shows it. A row that has the focus takes any change for typing, and would offer to apply it.
 */
void
qh_edit_row_set_text (AdwEntryRow *row,
                      const char  *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (row));
  gboolean focused = (gtk_widget_get_state_flags (GTK_WIDGET (row)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (focused && root != NULL)
    gtk_root_set_focus (root, NULL);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
