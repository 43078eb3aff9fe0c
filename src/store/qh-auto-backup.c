/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-auto-backup.h"

#include "store/qh-backup.h"

/* After one that failed, the next change tries again only when so much time has gone by. */
#define PATIENCE (30 * 60 * G_USEC_PER_SEC)

/**
 * QhAutoBackup:
 *
 * Makes the day's backup after the first change of the day, on a worker, and
 * makes up for one that an earlier day lacks.
 */
struct _QhAutoBackup
{
  GObject parent_instance;

  QhStore *store;
  GCancellable *cancellable; /* of the backup that is being made */
  QhDay done;                /* the day for which nothing is left to do */
  gint64 last_failure;
  gboolean stopped;
};

enum
{
  FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (QhAutoBackup, qh_auto_backup, G_TYPE_OBJECT)

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhAutoBackup) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = qh_backup_make_finish (QH_STORE (source), result, &error);

  g_clear_object (&self->cancellable);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    self->last_failure = g_get_monotonic_time ();
  else
    self->done = qh_day_today ();
  g_signal_emit (self, signals[FINISHED], 0, path, error);
}

static void
make (QhAutoBackup *self)
{
  self->cancellable = g_cancellable_new ();
  qh_backup_make_async (self->store,
                        QH_BACKUP_DAILY,
                        NULL,
                        NULL,
                        NULL,
                        self->cancellable,
                        made_cb,
                        g_object_ref (self));
}

static void
changed_cb (QhAutoBackup *self)
{
  if (self->cancellable != NULL || self->done == qh_day_today ()
      || (self->last_failure != 0 && g_get_monotonic_time () - self->last_failure < PATIENCE))
    return;
  if (qh_backup_is_due (self->store))
    make (self);
  else
    self->done = qh_day_today ();
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, qh_backup_is_overdue (data));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhAutoBackup *self = QH_AUTO_BACKUP (source);

  if (g_task_propagate_boolean (G_TASK (result), NULL) && !self->stopped
      && self->cancellable == NULL)
    make (self);
}

static void
qh_auto_backup_dispose (GObject *object)
{
  QhAutoBackup *self = QH_AUTO_BACKUP (object);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (qh_auto_backup_parent_class)->dispose (object);
}

static void
qh_auto_backup_class_init (QhAutoBackupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_auto_backup_dispose;

  /**
   * QhAutoBackup::finished:
   * @path: (nullable): the new backup
   * @error: (nullable): why there is none
   *
   * Emitted on the main context when a backup was made, or could not be.
   */
  signals[FINISHED] = g_signal_new ("finished",
                                    QH_TYPE_AUTO_BACKUP,
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    2,
                                    G_TYPE_STRING,
                                    G_TYPE_ERROR);
}

static void
qh_auto_backup_init (QhAutoBackup *self)
{
}

/**
 * qh_auto_backup_new:
 *
 * Returns: (transfer full): what looks after the day's backup of an open
 *   workspace, as long as it is kept. See also qh_auto_backup_stop().
 */
QhAutoBackup *
qh_auto_backup_new (QhStore *store)
{
  QhAutoBackup *self = g_object_new (QH_TYPE_AUTO_BACKUP, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
  return self;
}

/**
 * qh_auto_backup_catch_up:
 *
 * Makes a backup if the last good one is older than it should be.
 */
void
qh_auto_backup_catch_up (QhAutoBackup *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, looked_cb, NULL);

  g_task_set_task_data (task, g_object_ref (self->store), g_object_unref);
  g_task_run_in_thread (task, look_in_thread);
}

/**
 * qh_auto_backup_stop:
 *
 * Breaks off a backup that is being made, and makes no more: for when the
 * workspace is locked.
 */
void
qh_auto_backup_stop (QhAutoBackup *self)
{
  self->stopped = TRUE;
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_cancellable_cancel (self->cancellable);
}
