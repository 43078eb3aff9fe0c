/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-records.h"

static void
list_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *records = qh_store_list_all (source, GPOINTER_TO_UINT (data), &error);

  if (records != NULL)
    g_task_return_pointer (task, records, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * qh_records_list_async:
 * @kind: a #QhKindNumber of few records
 *
 * Reads all records of a kind on a worker.
 */
void
qh_records_list_async (QhStore            *store,
                       guint               kind,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_task_data (task, GUINT_TO_POINTER (kind), NULL);
  g_task_run_in_thread (task, list_in_thread);
}

/**
 * qh_records_list_finish:
 *
 * Returns: (transfer full) (element-type QhRecord): the records.
 */
GPtrArray *
qh_records_list_finish (GAsyncResult *result,
                        GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
