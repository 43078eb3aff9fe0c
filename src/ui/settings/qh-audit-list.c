/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-audit-list.h"

#include <gtk/gtk.h>

#include "exchange/qh-audit-csv.h"

/* So many changes are read at a time. */
#define WINDOW 200

struct _QhAuditList
{
  GObject parent_instance;

  GListStore *rows;
  QhStore *store;
  QhLogFilter filter;
  GCancellable *cancellable; /* of what is being read */
  gboolean reading;
  gboolean whole;
};

enum
{
  READ,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QhAuditList, qh_audit_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* The model */

static GType
get_item_type (GListModel *model)
{
  return GTK_TYPE_STRING_LIST;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (QH_AUDIT_LIST (model)->rows));
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (QH_AUDIT_LIST (model)->rows), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Reading */

typedef struct
{
  QhStore *store;
  QhLogFilter filter;
} Request;

typedef struct
{
  GPtrArray *rows; /* of GtkStringList */
  gint64 last;
} Answer;

static void
request_free (Request *request)
{
  g_object_unref (request->store);
  g_free (request);
}

static void
answer_free (Answer *answer)
{
  g_ptr_array_unref (answer->rows);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) changes = qh_log_list (request->store, &request->filter, WINDOW, &error);
  Answer *answer;

  if (changes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  answer = g_new0 (Answer, 1);
  answer->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < changes->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const QhLogChange *change = g_ptr_array_index (changes, i);
      g_auto (GStrv) cells = qh_audit_dup_row (request->store, change, TRUE);

      g_ptr_array_add (answer->rows, gtk_string_list_new ((const char *const *) cells));
      answer->last = change->sequence;
    }
  g_task_return_pointer (task, answer, (GDestroyNotify) answer_free);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  QhAuditList *self = QH_AUDIT_LIST (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->reading = FALSE;
  self->whole = answer == NULL || answer->rows->len < WINDOW;
  if (answer != NULL && answer->rows->len > 0)
    {
      self->filter.before = answer->last;
      g_list_store_splice (self->rows, get_n_items (G_LIST_MODEL (self)), 0, answer->rows->pdata, answer->rows->len);
    }
  g_signal_emit (self, signals[READ], 0, error);
}

static void
stop (QhAuditList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->reading = FALSE;
}

/* Overrides */

static void
rows_changed_cb (QhAuditList *self,
                 guint        position,
                 guint        removed,
                 guint        added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
qh_audit_list_dispose (GObject *object)
{
  QhAuditList *self = QH_AUDIT_LIST (object);

  stop (self);
  g_clear_object (&self->store);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (qh_audit_list_parent_class)->dispose (object);
}

static void
qh_audit_list_class_init (QhAuditListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_audit_list_dispose;

  /**
   * QhAuditList::read:
   * @error: (nullable) (type GError): why it could not be read
   */
  signals[READ] = g_signal_new ("read", QH_TYPE_AUDIT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
qh_audit_list_init (QhAuditList *self)
{
  self->rows = g_list_store_new (GTK_TYPE_STRING_LIST);
  self->whole = TRUE;
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * qh_audit_list_new:
 *
 * Returns: (transfer full): an empty list.
 */
QhAuditList *
qh_audit_list_new (void)
{
  return g_object_new (QH_TYPE_AUDIT_LIST, NULL);
}

/**
 * qh_audit_list_set:
 * @store: (nullable): whose log; %NULL empties the list
 * @filter: (nullable): which changes
 *
 * Begins anew, with the latest changes.
 */
void
qh_audit_list_set (QhAuditList       *self,
                   QhStore           *store,
                   const QhLogFilter *filter)
{
  stop (self);
  g_list_store_remove_all (self->rows);
  g_set_object (&self->store, store);
  self->filter = filter != NULL ? *filter : (QhLogFilter) { 0 };
  self->whole = store == NULL;
  qh_audit_list_read_more (self);
}

/**
 * qh_audit_list_read_more:
 *
 * Reads the next window on a worker, unless it is being read or there is none.
 */
void
qh_audit_list_read_more (QhAuditList *self)
{
  Request *request;
  g_autoptr (GTask) task = NULL;

  if (self->reading || self->whole)
    return;
  self->reading = TRUE;
  if (self->cancellable == NULL)
    self->cancellable = g_cancellable_new ();
  request = g_new (Request, 1);
  *request = (Request) { g_object_ref (self->store), self->filter };
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, read_in_thread);
}
