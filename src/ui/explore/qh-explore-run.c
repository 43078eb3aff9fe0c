/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/explore/qh-explore-run.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-error.h"
#include "research/qh-variables.h"
#include "stats/qh-stats-test.h"

/* Questions under way. The session's frame is held until they are answered. */
typedef struct
{
  QhSession *session; /* whose frame is held; NULL where it is not the session's */
  QhStore *store;     /* where the rows of other units are read from */
  QhFrame *frame;
  char *unit;
  QhCsvFrame *csv;      /* nullable: the table that @frame is of */
  GHashTable *frames;   /* of units and of types of the table besides, while it runs */
  GPtrArray *questions; /* NULL: the variables are asked for */
  QhExploreRules rules;
  GAsyncReadyCallback callback;
  gpointer user_data;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->frame, qh_frame_unref);
  g_clear_pointer (&job->questions, g_ptr_array_unref);
  g_clear_pointer (&job->frames, g_hash_table_unref);
  g_clear_pointer (&job->csv, qh_csv_frame_unref);
  g_clear_object (&job->session);
  g_clear_object (&job->store);
  g_free (job->unit);
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

/* The rows of the table, its variables understood as they were when the question was asked. */
static QhFrame *
find_table (Job *job, const char *types, GError **error)
{
  QhFrame *frame = types != NULL ? g_hash_table_lookup (job->frames, types) : NULL;
  g_autoptr (QhCsvFrame) csv = NULL;
  g_autoptr (GError) unfit = NULL;

  if (job->csv == NULL)
    {
      g_set_error_literal (
        error,
        QH_ERROR,
        QH_ERROR_REQUIRED,
        _ ("This was asked of a table that is not open. Open it with Open csv…, and try again."));
      return NULL;
    }
  if (frame != NULL || types == NULL)
    return frame != NULL ? frame : job->frame;
  csv = qh_csv_frame_retype (job->csv, types, &unfit);
  if (unfit != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&unfit));
      return NULL;
    }
  frame = csv != NULL ? csv->frame : job->frame;
  g_hash_table_insert (job->frames, g_strdup (types), qh_frame_ref (frame));
  return frame;
}

/* The rows that a question is of: those at hand, or those of another unit. */
static QhFrame *
find_frame (Job *job, const QhExploreQuestion *question, GCancellable *cancellable, GError **error)
{
  const char *unit = question->unit;
  const char *name = unit != NULL ? unit : qh_variables_get_unit (0, NULL);
  QhFrame *frame;

  if (g_str_equal (name, QH_EXPLORE_TABLE))
    return find_table (job, question->types, error);
  if (job->frame != NULL && g_strcmp0 (unit, job->unit) == 0)
    return job->frame;
  frame = g_hash_table_lookup (job->frames, name);
  if (frame == NULL
      && (frame = qh_explore_load_unit (job->store, name, cancellable, error)) != NULL)
    g_hash_table_insert (job->frames, g_strdup (name), frame);
  return frame;
}

/* Whoever brings a table sees all of it. */
static QhExploreRules
get_rules (const Job *job, const char *unit)
{
  QhExploreRules rules = job->rules;

  if (g_strcmp0 (unit, QH_EXPLORE_TABLE) == 0)
    rules.least = 0;
  return rules;
}

/* In the place of an answer, so that one question does not take the others' away. */
static void
add_failure (const QhExploreQuestion *question, const GError *error, GPtrArray *answers)
{
  const QhStatsTest *test
    = question->test != NULL ? qh_stats_test_find (question->test, NULL) : NULL;
  QhAnswer *answer
    = qh_answer_new (question, test != NULL ? _ (test->label) : _ ("Not computed"), "");

  g_ptr_array_add (answer->lines, g_strdup (error->message));
  g_ptr_array_add (answers, answer);
}

static gboolean
ask_one (Job *job,
         const QhExploreQuestion *question,
         QhExploreRun *run,
         GCancellable *cancellable,
         GError **error)
{
  QhFrame *frame = find_frame (job, question, cancellable, error);
  QhExploreRules rules = get_rules (job, question->unit);
  g_autoptr (GPtrArray) answers
    = frame != NULL ? qh_explore_ask (frame, question, &rules, cancellable, error) : NULL;

  if (answers != NULL)
    g_ptr_array_extend_and_steal (run->answers, g_steal_pointer (&answers));
  else
    return FALSE;
  return TRUE;
}

/* Whether any question has an answer; the error is the first one's. */
static gboolean
ask_all (Job *job, QhExploreRun *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) first = NULL;
  guint n_answered = 0;

  for (guint i = 0; i < job->questions->len; i++)
    {
      const QhExploreQuestion *question = g_ptr_array_index (job->questions, i);
      g_autoptr (GError) unfit = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (ask_one (job, question, run, cancellable, &unfit))
        n_answered++;
      else if (g_error_matches (unfit, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&unfit));
          return FALSE;
        }
      else
        {
          add_failure (question, unfit, run->answers);
          if (first == NULL)
            first = g_steal_pointer (&unfit);
        }
      g_clear_pointer (&run->offered, g_ptr_array_unref);
      if (job->frame != NULL && g_strcmp0 (question->unit, job->unit) == 0)
        run->offered = qh_explore_offer (job->frame, question, NULL);
    }
  if (n_answered > 0 || first == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (QhExploreRun) run = g_new0 (QhExploreRun, 1);
  GError *error = NULL;

  if (job->questions == NULL)
    {
      QhExploreRules rules = get_rules (job, job->unit);

      run->variables = qh_explore_list (job->frame, &rules, cancellable);
    }
  else
    run->answers = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_answer_free);
  if (job->questions != NULL && !ask_all (job, run, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
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
 * @session: the open workspace, whose frame is held where it is @frame
 * @frame: (nullable): the rows at hand; %NULL while they are being read
 * @unit: (nullable): what the rows of @frame are, as questions name it; the rows of other
 *   units are read as questions ask for them
 * @csv: (nullable): the table that @frame is of, where it is of one
 * @questions: (nullable) (element-type QhExploreQuestion): what is asked; %NULL for the
 *   list of variables
 *
 * Asks on a worker.
 */
void
qh_explore_run_async (GObject *source,
                      QhSession *session,
                      QhFrame *frame,
                      const char *unit,
                      QhCsvFrame *csv,
                      GPtrArray *questions,
                      const QhExploreRules *rules,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, ran_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->session = frame != NULL && frame == qh_session_get_frame (session) ? g_object_ref (session) : NULL;
  job->store = g_object_ref (qh_session_get_store (session));
  job->frame = frame != NULL ? qh_frame_ref (frame) : NULL;
  job->unit = g_strdup (unit);
  job->csv = csv != NULL ? qh_csv_frame_ref (csv) : NULL;
  job->frames
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)qh_frame_unref);
  if (questions != NULL)
    {
      job->questions = g_ptr_array_copy (questions, (GCopyFunc)copy_question, NULL);
      g_ptr_array_set_free_func (job->questions, (GDestroyNotify)qh_explore_question_free);
    }
  job->rules = *rules;
  job->callback = callback;
  job->user_data = user_data;
  if (job->session != NULL)
    qh_session_hold_frame (session);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * qh_explore_run_finish:
 *
 * Returns: (transfer full): what was found; %NULL where no question has an answer.
 */
QhExploreRun *
qh_explore_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
