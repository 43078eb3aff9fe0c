/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Restoring a backup from the window, whether a workspace is open or not, and what
 * is to be done where one is damaged. */
#include <glib/gi18n-lib.h>

#include "app/qh-window-private.h"
#include "store/qh-backup.h"
#include "ui/backups/qh-restore-window.h"
#include "ui/qh-dialogs.h"

static void
restored_cb (QhWindow *self, const char *path, QhStore *store)
{
  if (store != NULL)
    qh_window_take_store (self, store);
  else
    qh_window_open_path (self, path);
}

/**
 * qh_window_show_damage:
 * @path: of a damaged workspace
 * @what: what is damaged
 *
 * Closes the open workspace, if any, and shows what can be done.
 */
void
qh_window_show_damage (QhWindow *self, const char *path, const char *what)
{
  g_autofree char *kept = g_strdup (path);
  g_autofree char *said = g_strdup (what);

  qh_window_close_workspace (self);
  qh_damage_page_show (self->damage, kept, said);
  qh_window_show_view (self, "damage");
  gtk_widget_grab_focus (GTK_WIDGET (self->damage));
}

/* The workspace that is open, or whose passphrase is asked for, or that is damaged. */
static const char *
get_present (QhWindow *self)
{
  if (self->store != NULL)
    return qh_store_get_path (self->store);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "unlock") == 0)
    return qh_unlock_page_get_path (self->unlock);
  return qh_damage_page_get_path (self->damage);
}

static void
restore (QhWindow *self, const char *backup)
{
  QhRestoreWindow *window
    = qh_restore_window_open (GTK_WIDGET (self), self->session, backup, get_present (self));

  g_signal_connect_object (window, "restored", G_CALLBACK (restored_cb), self, G_CONNECT_SWAPPED);
}

static void
backup_chosen_cb (GFile *file, gpointer data)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    restore (data, path);
}

/* Where the backups of the present workspace are, if any is there. */
static GFile *
find_folder (QhWindow *self)
{
  const char *present = get_present (self);
  g_autofree char *folder = present != NULL ? qh_backup_find_folder (present) : NULL;

  return folder != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR) ? g_file_new_for_path (folder)
                                                                    : NULL;
}

/**
 * qh_window_restore_cb:
 * @parameter: the backup, or "" to choose one
 *
 * The action that restores a backup into a new workspace and opens it.
 */
void
qh_window_restore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const QhFileFilter filters[]
    = { { _ ("Backups"), "*.quehacer-backup" }, { _ ("All files"), "*" }, { NULL, NULL } };
  const char *backup = g_variant_get_string (parameter, NULL);
  g_autoptr (GFile) folder = NULL;

  if (backup[0] != '\0')
    {
      restore (QH_WINDOW (widget), backup);
      return;
    }
  folder = find_folder (QH_WINDOW (widget));
  qh_dialog_open_file (widget, _ ("Choose a Backup"), filters, folder, backup_chosen_cb, widget);
}
