/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/first-run/qh-practice.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cli/qh-demo.h"

/* Enough for every chart to say something, made in a few seconds. */
#define N_ACTIVITIES 20000
#define SEED 1

typedef struct
{
  char *path;
  QhProgress progress;
  gpointer progress_data;
} Practice;

static void
practice_free (gpointer data)
{
  Practice *practice = data;

  g_free (practice->path);
  g_free (practice);
}

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

static gboolean
fill (const char     *draft,
      const Practice *practice,
      GCancellable   *cancellable,
      GError        **error)
{
  g_autoptr (QhStore) store = NULL;
  QhNewStore start;
  gboolean filled;

  qh_demo_start (&start);
  store = qh_store_create (draft, QH_DEMO_PASSPHRASE, &start, error);
  if (store == NULL)
    return FALSE;
  filled = qh_demo_fill (store, N_ACTIVITIES, SEED, qh_day_today (), practice->progress, practice->progress_data, cancellable, error);
  qh_store_close (store);
  return filled;
}

/* Fills it under another name, so that a practice workspace is whole or not there. */
static gboolean
make_practice (const Practice *practice,
               GCancellable   *cancellable,
               GError        **error)
{
  g_autofree char *folder = g_path_get_dirname (practice->path);
  g_autofree char *draft = g_strconcat (practice->path, ".part", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("The folder “%s” cannot be created: %s. Make room for it or free its name."),
                   folder, g_strerror (errno));
      return FALSE;
    }
  remove_workspace (draft);
  if (fill (draft, practice, cancellable, error))
    {
      if (g_rename (draft, practice->path) == 0)
        return TRUE;
      g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("The practice workspace cannot be put in “%s”: %s. Make room for it or free its name."),
                   folder, g_strerror (errno));
    }
  remove_workspace (draft);
  return FALSE;
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Practice *practice = data;
  GError *error = NULL;
  QhStore *store = NULL;

  if (g_file_test (practice->path, G_FILE_TEST_EXISTS) || make_practice (practice, cancellable, &error))
    store = qh_store_open (practice->path, QH_DEMO_PASSPHRASE, &error);
  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * qh_practice_open_async:
 * @path: usually qh_practice_get_path()
 * @progress: (nullable): called on the worker while it is being made
 *
 * Opens the practice workspace on a worker; makes it first where there is none.
 */
void
qh_practice_open_async (const char         *path,
                        QhProgress          progress,
                        gpointer            progress_data,
                        GCancellable       *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Practice *practice = g_new0 (Practice, 1);

  practice->path = g_strdup (path);
  practice->progress = progress;
  practice->progress_data = progress_data;
  g_task_set_task_data (task, practice, practice_free);
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
