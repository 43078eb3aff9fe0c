/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rights/qh-erase-window.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-fold.h"
#include "store/qh-change-words.h"
#include "store/qh-erase.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-work.h"

struct _QhEraseWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *refused;
  AdwPreferencesGroup *goes;
  AdwPreferencesGroup *stays;
  GtkLabel *warning;
  GtkEditable *reason;
  GtkEditable *confirmation;

  GWeakRef toasts;
  QhSession *session;
  guint kind;
  gint64 id;
  char *word;  /* that is typed to confirm */
  guint total; /* records that are written */
  GCancellable *cancellable;
};

enum
{
  ERASED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhEraseWindow, qh_erase_window, ADW_TYPE_WINDOW)

/* What an erasure, or a look at it, is about. */
typedef struct
{
  QhStore *store;
  guint kind;
  gint64 id;
  char *reason;
  guint total;
  QhErasure erasure;
  QhProgress progress;
  gpointer progress_data;
} Erasing;

static Erasing *
erasing_new (QhEraseWindow *self)
{
  QhStore *store = qh_session_get_store (self->session);
  Erasing *erasing;

  if (store == NULL)
    return NULL;
  erasing = g_new0 (Erasing, 1);
  erasing->store = g_object_ref (store);
  erasing->kind = self->kind;
  erasing->id = self->id;
  erasing->total = self->total;
  return erasing;
}

static void
erasing_free (gpointer data)
{
  Erasing *erasing = data;

  g_object_unref (erasing->store);
  g_free (erasing->reason);
  g_free (erasing);
}

/* Erasing */

/* Whether what was asked for was typed. */
static gboolean
is_confirmed (QhEraseWindow *self)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->confirmation)));
  g_autofree char *folded = qh_fold (typed);
  g_autofree char *word = qh_fold (self->word);

  return reason[0] != '\0' && g_str_equal (folded, word);
}

static void
typed_cb (QhEraseWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "erase.erase", is_confirmed (self));
}

/* The store does not know of how many; the window has counted before. */
static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  const Erasing *erasing = data;

  erasing->progress (done, erasing->total, erasing->progress_data);
}

static gboolean
erase_cb (gpointer data,
          QhProgress progress,
          gpointer progress_data,
          GCancellable *cancellable,
          GError **error)
{
  Erasing *erasing = data;

  erasing->progress = progress;
  erasing->progress_data = progress_data;
  return qh_store_erase (erasing->store,
                         erasing->kind,
                         erasing->id,
                         erasing->reason,
                         &erasing->erasure,
                         progress_cb,
                         erasing,
                         cancellable,
                         error);
}

static char *
describe_done (const QhErasure *erasure)
{
  guint n_deleted = 0, n_cleared = 0;
  g_autofree char *deleted = NULL;
  g_autofree char *cleared = NULL;

  for (guint kind = 0; kind < QH_N_KINDS; kind++)
    {
      n_deleted += erasure->n_deleted[kind];
      n_cleared += erasure->n_cleared[kind];
    }
  deleted = g_strdup_printf (
    ngettext ("%u record erased for good.", "%u records erased for good.", n_deleted), n_deleted);
  if (n_cleared == 0)
    return g_steal_pointer (&deleted);
  cleared = g_strdup_printf (
    ngettext ("%u stays counted, without names.", "%u stay counted, without names.", n_cleared),
    n_cleared);
  return g_strdup_printf ("%s %s", deleted, cleared);
}

static void
erased_cb (GtkWidget *window, gpointer data, const GError *error)
{
  QhEraseWindow *self = QH_ERASE_WINDOW (window);
  const Erasing *erasing = data;
  g_autoptr (GtkWidget) toasts = g_weak_ref_get (&self->toasts);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      qh_dialog_error (window, _ ("It was not erased"), error);
      return;
    }
  text = describe_done (&erasing->erasure);
  if (toasts != NULL)
    qh_toast_show (toasts, text);
  g_signal_emit (self, signals[ERASED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
erase_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhEraseWindow *self = QH_ERASE_WINDOW (widget);
  Erasing *erasing = is_confirmed (self) ? erasing_new (self) : NULL;

  if (erasing == NULL)
    return;
  /* An entry that turns insensitive does not give the focus up by itself. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  erasing->reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  qh_work_run (widget, self->session, _ ("Erasing…"), erase_cb, erasing, erasing_free, erased_cb);
}

static void
activated_cb (QhEraseWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "erase.erase", NULL);
}

/* Counting what would go */

static void
add_count (AdwPreferencesGroup *group, const char *title, guint n)
{
  g_autofree char *number = g_strdup_printf ("%'u", n);
  GtkWidget *row, *label;

  if (n == 0)
    return;
  row = adw_action_row_new ();
  label = gtk_label_new (number);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (group, row);
}

static void
show_counts (QhEraseWindow *self, const QhErasure *erasure)
{
  QhStore *store = qh_session_get_store (self->session);
  QhLanguage language = qh_store_get_language (store);
  gboolean stays = FALSE;

  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      const char *plural = qh_kind_get_plural (qh_store_get_kind (store, number), language);

      add_count (self->goes, plural, erasure->n_deleted[number]);
      add_count (self->stays, plural, erasure->n_cleared[number]);
      stays = stays || erasure->n_cleared[number] > 0;
    }
  add_count (self->goes, _ ("What the log tells of them, change by change"), erasure->n_entries);
  add_count (self->goes, _ ("Drafts"), erasure->n_drafts);
  gtk_widget_set_visible (GTK_WIDGET (self->stays), stays);
}

static void
show_warning (QhEraseWindow *self)
{
  QhDay last = qh_erasure_find_last_backup (qh_session_get_store (self->session), qh_day_today ());
  g_autofree char *until = qh_day_format (last, C_ ("date", "%-d %b %Y"));
  g_autofree char *text = g_strdup_printf (
    _ ("Undo does not bring it back. The log keeps that something was erased, when, by whom and "
       "why.\n\nBackups made before still hold it. By their rule they are gone on %s at the "
       "latest; copies elsewhere, and printed ones, have to be destroyed by hand."),
    until);

  gtk_label_set_text (self->warning, text);
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Erasing *erasing = data;
  GError *error = NULL;

  if (qh_store_preview_erasure (
        erasing->store, erasing->kind, erasing->id, &erasing->erasure, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhEraseWindow *self = QH_ERASE_WINDOW (source);
  const Erasing *erasing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      adw_status_page_set_description (self->refused, error->message);
      gtk_stack_set_visible_child_name (self->stack, "refused");
      return;
    }
  if (qh_session_get_store (self->session) == NULL)
    return;
  self->total = qh_erasure_count (&erasing->erasure);
  show_counts (self, &erasing->erasure);
  show_warning (self);
  gtk_stack_set_visible_child_name (self->stack, "counted");
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

static void
count (QhEraseWindow *self)
{
  Erasing *erasing = erasing_new (self);
  g_autoptr (GTask) task = NULL;

  if (erasing == NULL)
    return;
  task = g_task_new (self, self->cancellable, counted_cb, NULL);
  g_task_set_task_data (task, erasing, erasing_free);
  g_task_run_in_thread (task, count_in_thread);
}

/* The window */

static void
qh_erase_window_dispose (GObject *object)
{
  QhEraseWindow *self = QH_ERASE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_weak_ref_set (&self->toasts, NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_erase_window_parent_class)->dispose (object);
}

static void
qh_erase_window_finalize (GObject *object)
{
  QhEraseWindow *self = QH_ERASE_WINDOW (object);

  g_object_unref (self->cancellable);
  g_free (self->word);
  G_OBJECT_CLASS (qh_erase_window_parent_class)->finalize (object);
}

static void
qh_erase_window_class_init (QhEraseWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_erase_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_erase_window_finalize;

  /**
   * QhEraseWindow::erased:
   *
   * It is gone: what shows it has to close.
   */
  signals[ERASED] = g_signal_new (
    "erased", QH_TYPE_ERASE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/quehacer/Quehacer/rights/qh-erase-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhEraseWindow, title);
  gtk_widget_class_bind_template_child (widget_class, QhEraseWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, QhEraseWindow, refused);
  gtk_widget_class_bind_template_child (widget_class, QhEraseWindow, goes);
  gtk_widget_class_bind_template_child (widget_class, QhEraseWindow, stays);
  gtk_widget_class_bind_template_child (widget_class, QhEraseWindow, warning);
  gtk_widget_class_bind_template_child (widget_class, QhEraseWindow, reason);
  gtk_widget_class_bind_template_child (widget_class, QhEraseWindow, confirmation);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "erase.erase", NULL, erase_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qh_erase_window_init (QhEraseWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "erase.erase", FALSE);
}

/**
 * qh_erase_window_new:
 * @from: a widget of the window over which it shows
 * @toasts: a widget where is said what was erased
 * @record: of a kind that can be erased
 *
 * Returns: (transfer none): the window, to be presented.
 */
GtkWidget *
qh_erase_window_new (GtkWidget *from, GtkWidget *toasts, QhSession *session, const QhRecord *record)
{
  GtkRoot *root = gtk_widget_get_root (from);
  QhEraseWindow *self = g_object_new (
    QH_TYPE_ERASE_WINDOW, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  const char *folio
    = record->kind->number == QH_KIND_CASE ? qh_record_get_text (record, "folio") : "";
  g_autofree char *name = qh_record_describe (qh_session_get_store (session), record);
  g_autofree char *ask = NULL;

  g_weak_ref_set (&self->toasts, toasts);
  self->session = g_object_ref (session);
  self->kind = record->kind->number;
  self->id = record->id;
  /* Translators: the word that is typed to confirm */
  self->word = g_strdup (folio[0] != '\0' ? folio : _ ("ERASE"));
  ask = g_strdup_printf (_ ("Type “%s” to confirm"), self->word);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->confirmation), ask);
  adw_window_title_set_subtitle (self->title, name);
  count (self);
  return GTK_WIDGET (self);
}
