/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing on a worker, where what is written may be in a signed day: then the
 * person is asked why, and it is written with the reason. */
#include "ui/qh-apply.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"

static void attempt (GTask *task);

#define FROM_KEY "quehacer-from"

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* Returns: (transfer full) (nullable) */
static GtkWidget *
get_from (GTask *task)
{
  return g_weak_ref_get (g_object_get_data (G_OBJECT (task), FROM_KEY));
}

static void
give_up (GTask *task)
{
  g_task_return_new_error (
    task, QH_ERROR, QH_ERROR_SIGNED, "%s", _ ("It is signed, and no reason was given, so it stays as it was."));
  g_object_unref (task);
}

static void
answered_cb (const char *reason, gpointer data)
{
  GTask *task = data;
  QhChange *change = g_task_get_task_data (task);

  if (reason == NULL)
    {
      give_up (task);
      return;
    }
  g_free (change->reason);
  change->reason = g_strdup (reason);
  attempt (task);
}

/**
 * qh_apply_is_signed:
 * @from: (nullable): where it was asked for
 *
 * Returns: whether a person is to be asked why, and can be.
 */
gboolean
qh_apply_is_signed (GtkWidget *from, const GError *error)
{
  return from != NULL && gtk_widget_get_root (from) != NULL
         && g_error_matches (error, QH_ERROR, QH_ERROR_SIGNED);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  g_autoptr (GtkWidget) from = get_from (task);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
  else if (qh_apply_is_signed (from, error))
    qh_dialog_ask_reason (from, answered_cb, task);
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
    }
}

static void
try_in_thread (GTask *attempted, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (qh_store_apply (source, data, NULL, NULL, cancellable, &error))
    g_task_return_boolean (attempted, TRUE);
  else
    g_task_return_error (attempted, error);
}

static void
attempt (GTask *task)
{
  g_autoptr (GTask) attempted = g_task_new (
    g_task_get_source_object (task), g_task_get_cancellable (task), tried_cb, task);

  g_task_set_task_data (attempted, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (attempted, try_in_thread);
}

/**
 * qh_apply_async:
 * @from: where it was asked for; over it the person is asked why, where it is needed
 * @change: (transfer full): what is to be done
 *
 * As qh_store_apply_async(), to be ended with qh_store_apply_finish().
 */
void
qh_apply_async (GtkWidget *from,
                QhStore *store,
                QhChange *change,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_task_set_task_data (task, change, (GDestroyNotify)qh_change_free);
  g_weak_ref_init (ref, from);
  g_object_set_data_full (G_OBJECT (task), FROM_KEY, ref, weak_ref_free);
  attempt (task);
}
