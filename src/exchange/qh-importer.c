/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-importer.h"

#include "exchange/qh-import-plan.h"
#include "store/qh-relay.h"

struct _QhImporter
{
  GObject parent_instance;
  QhStore *store;
  QhCsvReader *table;
  QhImportProfile *profile;
  gint64 worker;
  char *reason;
  QhImportPlan *plan;
};

G_DEFINE_FINAL_TYPE (QhImporter, qh_importer, G_TYPE_OBJECT)

typedef gboolean (*Work) (QhImporter    *self,
                          QhProgress     progress,
                          gpointer       progress_data,
                          GCancellable  *cancellable,
                          GError       **error);

/* A task's work, and where its progress goes. */
typedef struct
{
  Work work;
  QhRelay *relay;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  qh_relay_free (job->relay);
  g_free (job);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->work (QH_IMPORTER (source), qh_relay_progress, job->relay, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (QhImporter           *self,
       Work                  work,
       QhProgress            progress,
       gpointer              progress_data,
       GCancellable         *cancellable,
       GAsyncReadyCallback   callback,
       gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->work = work;
  job->relay = qh_relay_new (progress, progress_data);
  /* What was written is written, also when cancel came a moment too late. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, work_in_thread);
}

static void
qh_importer_finalize (GObject *object)
{
  QhImporter *self = QH_IMPORTER (object);

  g_clear_pointer (&self->plan, qh_import_plan_free);
  g_free (self->reason);
  g_object_unref (self->store);
  g_object_unref (self->table);
  qh_import_profile_unref (self->profile);
  G_OBJECT_CLASS (qh_importer_parent_class)->finalize (object);
}

static void
qh_importer_class_init (QhImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_importer_finalize;
}

static void
qh_importer_init (QhImporter *self)
{
}

/**
 * qh_importer_new:
 * @store: an open workspace
 * @table: what is imported
 * @profile: how its rows become activities
 *
 * An importer first plans, which is the dry run, and then applies the plan.
 *
 * Returns: (transfer full): an importer that has planned nothing yet
 */
QhImporter *
qh_importer_new (QhStore          *store,
                 QhCsvReader      *table,
                 QhImportProfile  *profile)
{
  QhImporter *self = g_object_new (QH_TYPE_IMPORTER, NULL);

  self->store = g_object_ref (store);
  self->table = g_object_ref (table);
  self->profile = qh_import_profile_ref (profile);
  return self;
}

/**
 * qh_importer_set_worker:
 * @self: an importer
 * @worker: a worker's id, or 0 for the workspace's first
 *
 * Says who is in charge of the rows for which the profile names nobody.
 */
void
qh_importer_set_worker (QhImporter *self,
                        gint64      worker)
{
  self->worker = worker;
}

/**
 * qh_importer_set_reason:
 * @self: an importer
 * @reason: (nullable): why rows are added to days that are signed, or to a closed month
 *
 * Without a reason an import that has such rows stops with %QH_ERROR_SIGNED.
 */
void
qh_importer_set_reason (QhImporter *self,
                        const char *reason)
{
  g_free (self->reason);
  self->reason = g_strdup (reason);
}

/**
 * qh_importer_plan:
 * @self: an importer
 * @progress: (nullable) (scope call): called now and then with rows done and in all
 * @progress_data: data for @progress
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Reads the table by the profile and works out all that would be written; the
 * workspace stays as it is. A row that cannot become a record is no error: the
 * report says why it is left out.
 *
 * Returns: whether there is a plan; if not, the profile does not fit the
 *   workspace or the table, or it was cancelled
 */
gboolean
qh_importer_plan (QhImporter    *self,
                  QhProgress     progress,
                  gpointer       progress_data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_clear_pointer (&self->plan, qh_import_plan_free);
  self->plan = qh_import_plan_new (self->store, self->table, self->profile, self->worker, progress,
                                   progress_data, cancellable, error);
  return self->plan != NULL;
}

/**
 * qh_importer_apply:
 * @self: an importer
 * @progress: (nullable) (scope call): called now and then with records done and in all
 * @progress_data: data for @progress
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Writes the plan, as one change: all of it or, on an error or when cancelled,
 * nothing. Plans first if nothing is planned. A plan without new rows writes
 * nothing.
 *
 * Returns: whether it is done
 */
gboolean
qh_importer_apply (QhImporter    *self,
                   QhProgress     progress,
                   gpointer       progress_data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (QhChange) change = NULL;

  if ((self->plan == NULL || self->plan->report->applied)
      && !qh_importer_plan (self, NULL, NULL, cancellable, error))
    return FALSE;
  if (self->plan->records->len > 0)
    {
      change = qh_import_plan_take_change (self->plan);
      change->reason = g_strdup (self->reason);
      if (!qh_store_apply (self->store, change, progress, progress_data, cancellable, error))
        {
          g_clear_pointer (&self->plan, qh_import_plan_free);
          return FALSE;
        }
      self->plan->report->sequence = change->sequence;
    }
  self->plan->report->applied = TRUE;
  return TRUE;
}

/**
 * qh_importer_plan_async:
 * @self: an importer
 * @progress: (nullable) (scope notified): called in the calling thread's main context
 * @progress_data: data for @progress
 * @cancellable: (nullable): to stop it
 * @callback: takes the result
 * @user_data: data for @callback
 *
 * As qh_importer_plan(), on a worker. Do not call anything else of @self meanwhile.
 */
void
qh_importer_plan_async (QhImporter           *self,
                        QhProgress            progress,
                        gpointer              progress_data,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  start (self, qh_importer_plan, progress, progress_data, cancellable, callback, user_data);
}

gboolean
qh_importer_plan_finish (QhImporter    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * qh_importer_apply_async:
 * @self: an importer
 * @progress: (nullable) (scope notified): called in the calling thread's main context
 * @progress_data: data for @progress
 * @cancellable: (nullable): to stop it
 * @callback: takes the result
 * @user_data: data for @callback
 *
 * As qh_importer_apply(), on a worker. Do not call anything else of @self meanwhile.
 */
void
qh_importer_apply_async (QhImporter           *self,
                         QhProgress            progress,
                         gpointer              progress_data,
                         GCancellable         *cancellable,
                         GAsyncReadyCallback   callback,
                         gpointer              user_data)
{
  start (self, qh_importer_apply, progress, progress_data, cancellable, callback, user_data);
}

gboolean
qh_importer_apply_finish (QhImporter    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * qh_importer_get_report:
 * @self: an importer
 *
 * Returns: (transfer none) (nullable): what the plan would do or the import did;
 *   %NULL where there is no plan. Valid until the next plan.
 */
const QhImportReport *
qh_importer_get_report (QhImporter *self)
{
  return self->plan != NULL ? self->plan->report : NULL;
}
