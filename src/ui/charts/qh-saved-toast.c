/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-saved-toast.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"

static void
open_folder_cb (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = g_file_get_uri (folder != NULL ? folder : file);

  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
release_file (gpointer  file,
              GClosure *closure)
{
  g_object_unref (file);
}

/**
 * qh_saved_toast_show:
 * @text: what was saved, plain text
 * @file: where
 *
 * Says that a file was written, with a button that opens its folder.
 */
void
qh_saved_toast_show (GtkWidget  *from,
                     const char *text,
                     GFile      *file)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, _("Open Folder"));
  adw_toast_set_timeout (toast, 8);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (open_folder_cb), g_object_ref (file), release_file, G_CONNECT_SWAPPED);
  qh_toast_add (from, toast);
}
