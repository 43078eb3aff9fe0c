/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/first-run/qh-practice.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/**
 * qh_practice_get_path:
 *
 * Returns: (transfer full): where the practice workspace of this computer stands.
 */
char *
qh_practice_get_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "quehacer", "practice.quehacer", NULL);
}

static void
remove_workspace (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

/* Fills it under another name, so that a practice workspace is whole or not there. */
static gboolean
make_practice (const char   *path,
               GCancellable *cancellable,
               GError      **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *draft = g_strconcat (path, ".part", NULL);
  const QhNewStore start = {
    .unit = _("Social Work, morning shift"),
    .institution = _("Practice General Hospital"),
    .worker = "Amelia Ríos",
    .practice = TRUE,
  };
  QhStore *store;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("The folder “%s” cannot be created: %s. Make room for it or free its name."),
                   folder, g_strerror (errno));
      return FALSE;
    }
  remove_workspace (draft);
  store = qh_store_create (draft, QH_PRACTICE_PASSPHRASE, &start, error);
  if (store == NULL)
    return FALSE;
  qh_store_close (store);
  g_object_unref (store);
  if (g_rename (draft, path) == 0)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("The practice workspace cannot be put in “%s”: %s. Make room for it or free its name."),
               folder, g_strerror (errno));
  remove_workspace (draft);
  return FALSE;
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const char *path = data;
  GError *error = NULL;
  QhStore *store = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS) || make_practice (path, cancellable, &error))
    store = qh_store_open (path, QH_PRACTICE_PASSPHRASE, &error);
  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * qh_practice_open_async:
 * @path: usually qh_practice_get_path()
 *
 * Opens the practice workspace on a worker; makes it first where there is none.
 */
void
qh_practice_open_async (const char         *path,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * qh_practice_open_finish:
 *
 * Returns: (transfer full): the open workspace.
 */
QhStore *
qh_practice_open_finish (GAsyncResult *result,
                         GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
