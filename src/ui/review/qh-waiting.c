/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/review/qh-waiting.h"

#include "ui/findings/qh-findings-read.h"

/* Counting takes at most an eleventh of the time. */
#define LEAST_DELAY_MS 500
#define DELAY_SHARE 10

/**
 * QhWaiting:
 *
 * Counts on a worker what waits for who works here, and anew some time after each
 * change.
 */
struct _QhWaiting
{
  GObject parent_instance;

  QhSession *session;
  GCancellable *cancellable; /* while it counts */
  QhWaitingCounts counts;
  QhWaitingCounts counting; /* what is counted so far */
  gint64 began;
  guint delay;
  guint source;
  gboolean stale; /* something changed while it counted */
};

G_DEFINE_FINAL_TYPE (QhWaiting, qh_waiting, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  gint64 worker;
  gboolean supervises;
} Wanted;

static void schedule (QhWaiting *self);

static gboolean
supervises (QhSession *session)
{
  return (qh_store_get_roles (qh_session_get_store (session)) & QH_ROLE_SUPERVISOR) != 0;
}

/* The end of counting, whatever became of it. */
static void
finish (QhWaiting *self, const GError *error)
{
  g_clear_object (&self->cancellable);
  self->delay = (guint)MAX (LEAST_DELAY_MS, DELAY_SHARE * (g_get_monotonic_time () - self->began) / 1000);
  if (error != NULL)
    g_warning ("What waits could not be counted: %s", error->message);
  else
    {
      self->counts = self->counting;
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (self->stale)
    schedule (self);
}

static void
findings_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhWaiting) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhFindingsRead) read = qh_findings_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint kind = 0; read != NULL && kind < QH_N_FINDINGS; kind++)
    self->counting.findings += read->counts[kind];
  finish (self, error);
}

static void
count_findings (QhWaiting *self)
{
  QhDay today = qh_day_today ();

  if (!supervises (self->session) && qh_session_get_worker (self->session) == 0) /* whose would it be? */
    {
      finish (self, NULL);
      return;
    }
  qh_findings_read_async (self->session,
                          supervises (self->session) ? 0 : qh_session_get_worker (self->session),
                          qh_day_month_start (today),
                          today,
                          0,
                          self->cancellable,
                          findings_cb,
                          g_object_ref (self));
}

static void
days_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhWaiting) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree QhWaitingCounts *counts = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (counts == NULL)
    {
      finish (self, error);
      return;
    }
  self->counting = *counts;
  count_findings (self);
}

static void
count_days_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wanted *wanted = data;
  QhWaitingCounts counts = { 0 };
  GError *error = NULL;
  g_autoptr (GPtrArray) returned = qh_review_waiting_list_returned (source, wanted->worker, &error);

  if (returned == NULL
      || (wanted->supervises && !qh_review_waiting_count (source, qh_day_today (), &counts.to_review, &error)))
    {
      g_task_return_error (task, error);
      return;
    }
  counts.returned = returned->len;
  g_task_return_pointer (task, g_memdup2 (&counts, sizeof counts), g_free);
}

static void
count (QhWaiting *self)
{
  const Wanted wanted = { qh_session_get_worker (self->session), supervises (self->session) };
  g_autoptr (GTask) task = NULL;

  self->stale = FALSE;
  self->began = g_get_monotonic_time ();
  self->cancellable = g_cancellable_new ();
  task = g_task_new (qh_session_get_store (self->session), self->cancellable, days_cb, g_object_ref (self));
  g_task_set_task_data (task, g_memdup2 (&wanted, sizeof wanted), g_free);
  g_task_run_in_thread (task, count_days_in_thread);
}

static gboolean
count_cb (gpointer data)
{
  QhWaiting *self = data;

  self->source = 0;
  if (self->session != NULL && qh_session_get_store (self->session) != NULL)
    count (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (QhWaiting *self)
{
  self->stale = TRUE;
  if (self->cancellable == NULL && self->source == 0)
    self->source = g_timeout_add (self->delay, count_cb, self);
}

static void
stop (QhWaiting *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
}

static void
qh_waiting_dispose (GObject *object)
{
  stop (QH_WAITING (object));
  G_OBJECT_CLASS (qh_waiting_parent_class)->dispose (object);
}

static void
qh_waiting_class_init (QhWaitingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_waiting_dispose;

  /**
   * QhWaiting::changed:
   *
   * It was counted anew.
   */
  signals[CHANGED]
    = g_signal_new ("changed", QH_TYPE_WAITING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qh_waiting_init (QhWaiting *self)
{
  self->delay = LEAST_DELAY_MS;
}

QhWaiting *
qh_waiting_new (void)
{
  return g_object_new (QH_TYPE_WAITING, NULL);
}

/**
 * qh_waiting_set_session:
 * @session: (nullable): the open workspace of somebody who sees names; %NULL for nobody
 *
 * Counts once the session's frame is loaded.
 */
void
qh_waiting_set_session (QhWaiting *self, QhSession *session)
{
  stop (self);
  self->counts = (QhWaitingCounts){ 0 };
  self->delay = LEAST_DELAY_MS;
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_swapped (session, "frame-changed", G_CALLBACK (schedule), self);
      g_signal_connect_swapped (session, "changed", G_CALLBACK (schedule), self);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * qh_waiting_get_counts:
 *
 * Returns: (transfer none): as they were counted last; zeros before.
 */
const QhWaitingCounts *
qh_waiting_get_counts (QhWaiting *self)
{
  return &self->counts;
}
