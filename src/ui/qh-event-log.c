/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen and taken out is logged too, on a worker: no page waits for it. */
#include "ui/qh-event-log.h"

#include "store/qh-log-read.h"

#define MILLISECONDS_BETWEEN (60 * 1000)
#define MOST_LOOKED_AT 500

/* Whether the user opened the case or the person within the last minute. */
static gboolean
was_just_opened (QhStore        *store,
                 const QhChange *event)
{
  const QhLogFilter filter = { .since = g_get_real_time () / 1000 - MILLISECONDS_BETWEEN, .user = qh_store_get_user (store) };
  g_autoptr (GPtrArray) changes = qh_log_list (store, &filter, MOST_LOOKED_AT, NULL);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const QhLogChange *change = g_ptr_array_index (changes, i);

      if (change->action == event->action && change->about_id == event->about_id)
        return TRUE;
    }
  return FALSE;
}

static void
log_in_thread (GTask        *task,
               gpointer      store,
               gpointer      event,
               GCancellable *cancellable)
{
  GError *error = NULL;

  QhAction action = ((const QhChange *) event)->action;

  if (((action == QH_ACTION_OPEN_CASE || action == QH_ACTION_OPEN_PERSON) && was_just_opened (store, event))
      || qh_store_apply (store, event, NULL, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
logged_cb (GObject      *store,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;

  /* No warning: the workspace may just have been locked. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("What was done could not be logged: %s", error->message);
}

static void
log_event (QhStore  *store,
           QhChange *event)
{
  g_autoptr (GTask) task = g_task_new (store, NULL, logged_cb, NULL);

  g_task_set_task_data (task, event, (GDestroyNotify) qh_change_free);
  g_task_run_in_thread (task, log_in_thread);
}

/**
 * qh_event_log_open_case:
 *
 * Logs that a case was opened; once a minute.
 */
void
qh_event_log_open_case (QhStore *store,
                        gint64   id)
{
  log_event (store, qh_change_new_event (QH_ACTION_OPEN_CASE, QH_KIND_CASE, id, NULL));
}

/**
 * qh_event_log_open_person:
 *
 * Logs that somebody's data was opened apart from a case; once a minute.
 */
void
qh_event_log_open_person (QhStore *store,
                          gint64   id)
{
  log_event (store, qh_change_new_event (QH_ACTION_OPEN_PERSON, QH_KIND_PERSON, id, NULL));
}

/**
 * qh_event_log_export:
 * @detail: as what, and how much; no name
 *
 * Logs that data left the workspace.
 */
void
qh_event_log_export (QhStore    *store,
                     const char *detail)
{
  log_event (store, qh_change_new_event (QH_ACTION_EXPORT, 0, 0, detail));
}

/**
 * qh_event_log_print:
 * @detail: what; no name
 *
 * Logs that something was printed.
 */
void
qh_event_log_print (QhStore    *store,
                    const char *detail)
{
  log_event (store, qh_change_new_event (QH_ACTION_PRINT, 0, 0, detail));
}
