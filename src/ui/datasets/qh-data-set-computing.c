/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/datasets/qh-data-set-computing.h"

#include "research/qh-variables.h"

#define N_PREVIEW 5

static void
clear (gpointer data)
{
  QhDataSetComputing *computing = data;

  g_object_unref (computing->store);
  g_free (computing->json);
  g_clear_pointer (&computing->source, qh_frame_unref);
  g_free (computing->description);
  qh_recipe_free (computing->recipe);
  qh_recipe_result_free (computing->result);
  g_clear_pointer (&computing->preview, g_ptr_array_unref);
  g_clear_pointer (&computing->options, g_hash_table_unref);
  g_clear_pointer (&computing->drivers, qh_risk_drivers_free);
  g_clear_error (&computing->error);
}

void
qh_data_set_computing_unref (QhDataSetComputing *computing)
{
  g_atomic_rc_box_release_full (computing, clear);
}

/* What was read stays good until the workspace or the description is another. */
static gboolean
read_source (QhDataSetComputing *computing, GCancellable *cancellable)
{
  const char *description = computing->recipe->description;

  if (computing->source != NULL && g_strcmp0 (computing->description, description) == 0)
    return TRUE;
  g_clear_pointer (&computing->source, qh_frame_unref);
  g_free (computing->description);
  computing->description = g_strdup (description);
  computing->source = qh_variables_load (computing->store, description, NULL, NULL, cancellable, &computing->error);
  return computing->source != NULL;
}

/* Where a derived variable is wrong, the others can still be chosen from. */
static void
read_unit (QhDataSetComputing *computing, GCancellable *cancellable)
{
  g_autofree char *description = g_strdup_printf ("{\"unit\": \"%s\"}", computing->recipe->unit);

  g_clear_pointer (&computing->description, g_free);
  computing->source = qh_variables_load (computing->store, description, NULL, NULL, cancellable, NULL);
}

static void
compute_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  QhDataSetComputing *computing = data;

  computing->recipe = qh_recipe_parse (computing->json, &computing->error);
  if (computing->recipe != NULL && read_source (computing, cancellable))
    computing->result = qh_recipe_run_on (computing->recipe, computing->store, computing->source, QH_RECIPE_TO_LOOK, cancellable,
                                          &computing->error);
  else if (computing->recipe != NULL)
    read_unit (computing, cancellable);
  if (computing->result != NULL)
    {
      computing->preview = qh_recipe_result_preview (computing->result, computing->language, N_PREVIEW);
      if (computing->result->anonymization != NULL)
        computing->options = qh_anonymization_list_options (computing->result->anonymization, qh_frame_get_catalogues (computing->source), computing->language, cancellable);
      computing->drivers = qh_risk_drivers_new (computing->recipe, computing->result, computing->language, &computing->error);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * qh_data_set_compute_async:
 * @json: (transfer full): a recipe
 * @frame: (nullable): the rows of a unit of analysis that were read before
 * @description: (nullable): what @frame was made of
 *
 * Runs a recipe without writing anything.
 */
void
qh_data_set_compute_async (GObject *source, QhSession *session, char *json, QhFrame *frame, const char *description,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  QhDataSetComputing *computing = g_atomic_rc_box_new0 (QhDataSetComputing);

  computing->store = g_object_ref (qh_session_get_store (session));
  computing->language = qh_session_get_language (session);
  computing->json = json;
  computing->source = frame != NULL ? qh_frame_ref (frame) : NULL;
  computing->description = g_strdup (description);
  g_task_set_task_data (task, computing, (GDestroyNotify)qh_data_set_computing_unref);
  g_task_run_in_thread (task, compute_in_thread);
}

/**
 * qh_data_set_compute_finish:
 *
 * Returns: (transfer full) (nullable): what was found, or why not; %NULL when it was cancelled.
 */
QhDataSetComputing *
qh_data_set_compute_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL) ? g_atomic_rc_box_acquire (g_task_get_task_data (G_TASK (result))) : NULL;
}
