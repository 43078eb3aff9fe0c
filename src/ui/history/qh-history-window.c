/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/history/qh-history-window.h"

#include <glib/gi18n-lib.h>

#include "store/qh-change-words.h"
#include "store/qh-history.h"
#include "ui/history/qh-history-row.h"
#include "ui/qh-apply.h"
#include "ui/qh-dialogs.h"

struct _QhHistoryWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *empty;

  GWeakRef toasts;
  QhSession *session;
  guint kind;
  gint64 id;
  GCancellable *cancellable;
  gboolean busy;
};

enum
{
  RESTORED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhHistoryWindow, qh_history_window, ADW_TYPE_WINDOW)

/* Reading, on a worker */

typedef struct
{
  QhStore *store;
  guint kind;
  gint64 id;
} Request;

typedef struct
{
  char *name;
  GListStore *items;
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
  g_free (answer->name);
  g_object_unref (answer->items);
  g_free (answer);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static const QhRecord *
get_newest (GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    {
      const QhVersion *version = g_ptr_array_index (versions, i);

      if (version->after != NULL)
        return version->after;
    }
  return NULL;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  QhKind *kind = qh_store_get_kind (request->store, request->kind);
  g_autoptr (GPtrArray) versions = qh_history_list (request->store, request->kind, request->id, &error);
  const QhRecord *newest;
  Answer *answer;

  if (versions == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  answer = g_new0 (Answer, 1);
  newest = get_newest (versions);
  answer->name = newest != NULL ? qh_record_describe (request->store, newest)
                                : g_strdup (qh_kind_get_label (kind, qh_store_get_language (request->store)));
  answer->items = g_list_store_new (QH_TYPE_HISTORY_ITEM);
  for (guint i = 0; i < versions->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const QhVersion *version = g_ptr_array_index (versions, i);
      g_autoptr (QhHistoryItem) item = qh_history_item_new (request->store, kind, version, i == 0 && version->after != NULL);

      g_list_store_append (answer->items, item);
    }
  g_task_return_pointer (task, answer, (GDestroyNotify) answer_free);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  QhHistoryWindow *self = QH_HISTORY_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (QhHistoryItem) first = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      adw_status_page_set_title (self->empty, _("The history cannot be read"));
      adw_status_page_set_description (self->empty, error->message);
    }
  if (answer == NULL || g_list_model_get_n_items (G_LIST_MODEL (answer->items)) == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  adw_window_title_set_subtitle (self->title, answer->name);
  first = g_list_model_get_item (G_LIST_MODEL (answer->items), 0);
  qh_history_item_toggle (first);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (answer->items)))));
  gtk_stack_set_visible_child_name (self->stack, "versions");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
read_versions (QhHistoryWindow *self)
{
  Request *request = g_new (Request, 1);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, read_cb, NULL);

  *request = (Request) { g_object_ref (qh_session_get_store (self->session)), self->kind, self->id };
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, read_in_thread);
}

/* Restoring */

static void
restored_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (QhHistoryWindow) self = data;
  g_autoptr (GtkWidget) toasts = g_weak_ref_get (&self->toasts);
  g_autoptr (GError) error = NULL;
  const QhChange *change = g_task_get_task_data (G_TASK (result));

  self->busy = FALSE;
  if (!qh_store_apply_finish (QH_STORE (source), result, &error))
    {
      if (gtk_widget_get_visible (GTK_WIDGET (self)))
        qh_dialog_error (GTK_WIDGET (self), _("The version was not restored"), error);
      return;
    }
  if (toasts != NULL)
    qh_toast_show_undo (toasts, _("Earlier version restored"), change->sequence);
  g_signal_emit (self, signals[RESTORED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
restore_cb (QhHistoryWindow *self,
            QhHistoryRow    *row)
{
  QhStore *store = qh_session_get_store (self->session);
  const QhRecord *record = qh_history_item_get_record (qh_history_row_get_item (row));

  if (store == NULL || record == NULL || self->busy)
    return;
  self->busy = TRUE;
  qh_apply_async (GTK_WIDGET (self), store, qh_history_new_restore (record), NULL, restored_cb, g_object_ref (self));
}

/* Rows */

static void
setup_cb (QhHistoryWindow *self,
          GtkListItem     *list_item)
{
  GtkWidget *row = qh_history_row_new ();

  g_signal_connect_object (row, "restore", G_CALLBACK (restore_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (QhHistoryWindow *self,
         GtkListItem     *list_item)
{
  qh_history_row_set_item (QH_HISTORY_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
unbind_cb (QhHistoryWindow *self,
           GtkListItem     *list_item)
{
  qh_history_row_set_item (QH_HISTORY_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
activated_cb (QhHistoryWindow *self,
              guint            position)
{
  g_autoptr (QhHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  qh_history_item_toggle (item);
}

static void
qh_history_window_dispose (GObject *object)
{
  QhHistoryWindow *self = QH_HISTORY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_weak_ref_set (&self->toasts, NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_history_window_parent_class)->dispose (object);
}

static void
qh_history_window_finalize (GObject *object)
{
  g_object_unref (QH_HISTORY_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (qh_history_window_parent_class)->finalize (object);
}

static void
qh_history_window_class_init (QhHistoryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_history_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_history_window_finalize;

  /**
   * QhHistoryWindow::restored:
   *
   * An earlier version was put back: what shows the record shows it as it no longer is.
   */
  signals[RESTORED] = g_signal_new ("restored", QH_TYPE_HISTORY_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/history/qh-history-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhHistoryWindow, title);
  gtk_widget_class_bind_template_child (widget_class, QhHistoryWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, QhHistoryWindow, list);
  gtk_widget_class_bind_template_child (widget_class, QhHistoryWindow, empty);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qh_history_window_init (QhHistoryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * qh_history_window_new:
 * @from: a widget of the window over which it shows
 * @toasts: a widget where is said that a version was restored
 * @kind: a #QhKindNumber
 * @id: a record's
 *
 * Returns: (transfer none): the window, to be presented.
 */
GtkWidget *
qh_history_window_new (GtkWidget *from,
                       GtkWidget *toasts,
                       QhSession *session,
                       guint      kind,
                       gint64     id)
{
  GtkRoot *root = gtk_widget_get_root (from);
  QhHistoryWindow *self = g_object_new (QH_TYPE_HISTORY_WINDOW, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);

  g_weak_ref_set (&self->toasts, toasts);
  self->session = g_object_ref (session);
  self->kind = kind;
  self->id = id;
  read_versions (self);
  return GTK_WIDGET (self);
}
