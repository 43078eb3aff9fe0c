/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/findings/qh-findings-read.h"

#include "ui/qh-preferences.h"

#define TIMER_KEY "timer-started"

typedef struct
{
  QhFrame *frame; /* (nullable): the session's activities, held meanwhile */
  gint64 worker;
  QhDay from;
  QhDay to;
  guint most;
  gint64 timer_started;
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_clear_pointer (&wanted->frame, qh_frame_unref);
  g_free (wanted);
}

static void
item_free (gpointer data)
{
  QhFindingsItem *item = data;

  g_clear_pointer (&item->record, qh_record_free);
  g_free (item);
}

void
qh_findings_read_free (QhFindingsRead *read)
{
  g_ptr_array_unref (read->items);
  g_free (read);
}

/* A case's name comes from the session's index; a record that is gone meanwhile has no row. */
static QhFindingsItem *
make_item (QhStore *store, const QhFinding *finding)
{
  QhFindingsItem *item = g_new0 (QhFindingsItem, 1);

  item->finding = *finding;
  if (finding->record_kind != 0 && finding->record_kind != QH_KIND_CASE)
    item->record = qh_store_get (store, finding->record_kind, finding->record, NULL);
  return item;
}

static QhFindingsRead *
collect (QhStore *store, GArray *found, guint most)
{
  QhFindingsRead *read = g_new0 (QhFindingsRead, 1);
  guint left[QH_N_FINDINGS];

  read->items = g_ptr_array_new_with_free_func (item_free);
  for (guint i = 0; i < found->len; i++)
    read->counts[g_array_index (found, QhFinding, i).kind]++;
  for (guint kind = 0; kind < QH_N_FINDINGS; kind++)
    left[kind] = read->counts[kind];
  for (guint i = 0; i < found->len; i++)
    {
      const QhFinding *finding = &g_array_index (found, QhFinding, i);

      if (left[finding->kind]-- <= most)
        g_ptr_array_add (read->items, make_item (store, finding));
    }
  return read;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wanted *wanted = data;
  QhScope *scope;
  g_autoptr (QhDesk) desk = NULL;
  g_autoptr (GArray) found = NULL;
  QhFindingLimits limits;
  GError *error = NULL;

  scope = qh_scope_new (source, 0, wanted->worker, &error);
  desk = scope != NULL ? qh_desk_new (source, scope, wanted->from, wanted->to, cancellable) : NULL;
  if (desk != NULL && wanted->frame != NULL)
    qh_desk_lend_frame (desk, wanted->frame);
  qh_finding_limits_init (&limits, source, qh_day_today ());
  limits.timer_started = wanted->timer_started;
  found = desk != NULL ? qh_findings_list (desk, &limits, &error) : NULL;
  if (found == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, collect (source, found, wanted->most), (GDestroyNotify)qh_findings_read_free);
}

/* Back on the main thread the frame may change again. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  const Wanted *wanted = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  QhFindingsRead *read = g_task_propagate_pointer (G_TASK (result), &error);

  if (wanted->frame != NULL)
    qh_session_release_frame (g_task_get_source_object (task));
  if (read == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, read, (GDestroyNotify)qh_findings_read_free);
}

/**
 * qh_findings_read_async:
 * @worker: whose work, or 0 for everybody's
 * @from: the first day whose activities are looked at
 * @to: the last one
 * @most: how many of a kind are listed, the latest; the others are only counted
 *
 * As qh_findings_list(), on a worker, with this computer's timer.
 */
void
qh_findings_read_async (QhSession *session,
                        gint64 worker,
                        QhDay from,
                        QhDay to,
                        guint most,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  g_autoptr (GTask) reading = g_task_new (qh_session_get_store (session), cancellable, read_cb, task);
  g_autoptr (GSettings) settings = qh_preferences_new ();
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->worker = worker;
  wanted->from = from;
  wanted->to = to;
  wanted->most = most;
  wanted->timer_started = settings != NULL ? g_settings_get_int64 (settings, TIMER_KEY) : 0;
  /* One that is about to be replaced lacks what was just changed. */
  if (qh_session_is_frame_current (session))
    {
      wanted->frame = qh_frame_ref (qh_session_get_frame (session));
      qh_session_hold_frame (session);
    }
  g_task_set_task_data (reading, wanted, wanted_free);
  g_task_run_in_thread (reading, read_in_thread);
}

/**
 * qh_findings_read_finish:
 *
 * Returns: (transfer full): what is off, or %NULL.
 */
QhFindingsRead *
qh_findings_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
