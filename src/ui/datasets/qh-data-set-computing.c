/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/datasets/qh-data-set-computing.h"

#define N_PREVIEW 5

static void
computing_free (gpointer data)
{
  QhDataSetComputing *computing = data;

  g_object_unref (computing->store);
  g_free (computing->json);
  qh_recipe_free (computing->recipe);
  qh_recipe_result_free (computing->result);
  g_clear_pointer (&computing->preview, g_ptr_array_unref);
  g_free (computing);
}

static void
compute_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  QhDataSetComputing *computing = data;
  GError *error = NULL;

  computing->recipe = qh_recipe_parse (computing->json, &error);
  if (computing->recipe != NULL)
    computing->result = qh_recipe_run (computing->recipe, computing->store, NULL, NULL, cancellable, &error);
  if (computing->result == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  computing->preview = qh_recipe_result_preview (computing->result, computing->language, N_PREVIEW);
  g_task_return_boolean (task, TRUE);
}

/**
 * qh_data_set_compute_async:
 * @json: (transfer full): a recipe
 *
 * Runs a recipe without writing anything.
 */
void
qh_data_set_compute_async (GObject *source, QhSession *session, char *json, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  QhDataSetComputing *computing = g_new0 (QhDataSetComputing, 1);

  computing->store = g_object_ref (qh_session_get_store (session));
  computing->language = qh_session_get_language (session);
  computing->json = json;
  g_task_set_task_data (task, computing, computing_free);
  g_task_run_in_thread (task, compute_in_thread);
}

/**
 * qh_data_set_compute_finish:
 *
 * Returns: (transfer none) (nullable): what was found, as long as @result is there.
 */
const QhDataSetComputing *
qh_data_set_compute_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error) ? g_task_get_task_data (G_TASK (result)) : NULL;
}
