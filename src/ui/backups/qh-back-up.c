/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/backups/qh-back-up.h"

#include <glib/gi18n-lib.h>

#include "store/qh-backup.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-work.h"

typedef struct
{
  QhSession *session;
  QhStore *store;
  char *folder; /* (nullable) */
  char *path;   /* of what was made */
} BackUp;

static void
back_up_free (gpointer data)
{
  BackUp *self = data;

  g_object_unref (self->store);
  g_object_unref (self->session);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

static gboolean
back_up (gpointer data,
         QhProgress progress,
         gpointer progress_data,
         GCancellable *cancellable,
         GError **error)
{
  BackUp *self = data;

  return qh_backup_make (self->store,
                         QH_BACKUP_BY_HAND,
                         self->folder,
                         progress,
                         progress_data,
                         cancellable,
                         &self->path,
                         error);
}

static void
done_cb (GtkWidget *from, gpointer data, const GError *error)
{
  BackUp *self = data;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_toast_show (from, _ ("The backup was cancelled; none was made."));
  else if (g_error_matches (error, QH_ERROR, QH_ERROR_DAMAGED))
    qh_session_tell_backup (self->session, NULL, error);
  else if (error != NULL)
    qh_dialog_error (from, _ ("No backup was made"), error);
  else
    {
      name = g_filename_display_basename (self->path);
      text = g_strdup_printf (_ ("Backed up, read back and verified: “%s”."), name);
      qh_toast_show (from, text);
      qh_session_tell_backup (self->session, self->path, NULL);
    }
}

/**
 * qh_back_up_run:
 * @from: the button, insensitive meanwhile
 * @folder: (nullable): where to, or %NULL for the workspace's own folder of backups
 *
 * Makes a backup by hand, with a dialog that tells how far it is and can stop it.
 */
void
qh_back_up_run (GtkWidget *from, QhSession *session, const char *folder)
{
  BackUp *self = g_new0 (BackUp, 1);

  self->session = g_object_ref (session);
  self->store = g_object_ref (qh_session_get_store (session));
  self->folder = g_strdup (folder);
  qh_work_run (from, session, _ ("Backing up…"), back_up, self, back_up_free, done_cb);
}
