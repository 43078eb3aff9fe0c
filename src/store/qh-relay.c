/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-relay.h"

/* How often a worker's progress reaches the thread that asked, in microseconds. */
#define RELAY_EVERY (50 * 1000)

/**
 * QhRelay:
 *
 * Takes the progress of a worker to the thread that asked for the work.
 */
struct _QhRelay
{
  GMainContext *context;
  QhProgress progress;
  gpointer progress_data;
  gint64 last;
};

typedef struct
{
  QhProgress progress;
  gpointer progress_data;
  guint64 done;
  guint64 total;
} Step;

static gboolean
step_cb (gpointer data)
{
  Step *step = data;

  step->progress (step->done, step->total, step->progress_data);
  return G_SOURCE_REMOVE;
}

/**
 * qh_relay_new:
 * @progress: (nullable): called in the calling thread's main context
 *
 * Returns: (transfer full): the relay.
 */
QhRelay *
qh_relay_new (QhProgress progress, gpointer progress_data)
{
  QhRelay *self = g_new0 (QhRelay, 1);

  self->context = g_main_context_ref_thread_default ();
  self->progress = progress;
  self->progress_data = progress_data;
  return self;
}

void
qh_relay_free (QhRelay *self)
{
  g_main_context_unref (self->context);
  g_free (self);
}

/**
 * qh_relay_progress:
 * @relay: a #QhRelay
 *
 * A #QhProgress for the worker. Its steps have the priority of a task's own, so
 * every one arrives before the task's result does.
 */
void
qh_relay_progress (guint64 done, guint64 total, gpointer relay)
{
  QhRelay *self = relay;
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;
  Step *step;
  gboolean is_last = total > 0 && done >= total;

  if (self->progress == NULL || (!is_last && now - self->last < RELAY_EVERY))
    return;
  self->last = now;
  step = g_new (Step, 1);
  *step = (Step){ self->progress, self->progress_data, done, total };
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, step_cb, step, g_free);
  g_source_attach (source, self->context);
}
