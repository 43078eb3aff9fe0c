/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/explore/qh-explore-run.h"

/* Questions under way. The session's frame is held until they are answered. */
typedef struct
{
  QhSession *session;
  QhFrame *frame;
  GPtrArray *questions; /* NULL: the variables are asked for */
  QhExploreRules rules;
  GAsyncReadyCallback callback;
  gpointer user_data;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  qh_frame_unref (job->frame);
  g_clear_pointer (&job->questions, g_ptr_array_unref);
  g_clear_object (&job->session);
  g_free (job);
}

void
qh_explore_run_free (QhExploreRun *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->variables, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  g_free (self);
}

static gboolean
ask_one (Job *job, const QhExploreQuestion *question, QhExploreRun *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) answers = qh_explore_ask (job->frame, question, &job->rules, cancellable, error);

  if (answers != NULL)
    g_ptr_array_extend_and_steal (run->answers, g_steal_pointer (&answers));
  else
    return FALSE;
  return TRUE;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (QhExploreRun) run = g_new0 (QhExploreRun, 1);
  GError *error = NULL;

  if (job->questions == NULL)
    run->variables = qh_explore_list (job->frame, &job->rules, cancellable);
  else
    run->answers = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_answer_free);
  for (guint i = 0; job->questions != NULL && i < job->questions->len; i++)
    {
      const QhExploreQuestion *question = g_ptr_array_index (job->questions, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, &error)
          || !ask_one (job, question, run, cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      g_clear_pointer (&run->offered, g_ptr_array_unref);
      run->offered = qh_explore_offer (job->frame, question, NULL);
    }
  g_task_return_pointer (task, g_steal_pointer (&run), (GDestroyNotify)qh_explore_run_free);
}

/* The frame is released also where nobody waits any more. */
static void
ran_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  if (job->session != NULL)
    qh_session_release_frame (job->session);
  job->callback (source, result, job->user_data);
}

static gpointer
copy_question (gconstpointer question, gpointer data)
{
  return qh_explore_question_copy (question);
}

/**
 * qh_explore_run_async:
 * @session: (nullable): whose frame it is; %NULL of a frame that somebody brought
 * @questions: (nullable) (element-type QhExploreQuestion): what is asked; %NULL for the
 *   list of variables
 *
 * Asks on a worker.
 */
void
qh_explore_run_async (GObject *source,
                      QhSession *session,
                      QhFrame *frame,
                      GPtrArray *questions,
                      const QhExploreRules *rules,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, ran_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->session = session != NULL ? g_object_ref (session) : NULL;
  job->frame = qh_frame_ref (frame);
  if (questions != NULL)
    {
      job->questions = g_ptr_array_copy (questions, (GCopyFunc)copy_question, NULL);
      g_ptr_array_set_free_func (job->questions, (GDestroyNotify)qh_explore_question_free);
    }
  job->rules = *rules;
  job->callback = callback;
  job->user_data = user_data;
  if (session != NULL)
    qh_session_hold_frame (session);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * qh_explore_run_finish:
 *
 * Returns: (transfer full): what was found; %NULL where a question has no answer.
 */
QhExploreRun *
qh_explore_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
