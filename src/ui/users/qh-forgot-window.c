/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/users/qh-forgot-window.h"

#include <string.h>

#include "store/qh-store.h"
#include "ui/users/qh-new-passphrase.h"
#include "ui/widgets/qh-form-state.h"
#include "vault/qh-seal.h"

/**
 * QhForgotWindow:
 *
 * Gives a user another passphrase with the words of the recovery sheet.
 */
struct _QhForgotWindow
{
  AdwWindow parent_instance;

  GtkWidget *forms;
  GtkTextView *words;
  AdwComboRow *user;
  QhNewPassphrase *passphrase;
  GtkWidget *problem;
  GtkWidget *recover;
  GtkWidget *spinner;

  char *path;
};

G_DEFINE_FINAL_TYPE (QhForgotWindow, qh_forgot_window, ADW_TYPE_WINDOW)

enum
{
  WORKSPACE_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *path;
  char *words;
  char *user;
  char *passphrase;
} Recovery;

static void
wipe (char *text)
{
  qh_wipe (text, strlen (text));
  g_free (text);
}

static void
recovery_free (gpointer data)
{
  Recovery *recovery = data;

  g_free (recovery->path);
  g_free (recovery->user);
  wipe (recovery->words);
  wipe (recovery->passphrase);
  g_free (recovery);
}

static void
recover_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Recovery *recovery = data;
  GError *error = NULL;
  QhStore *store = qh_store_recover (
    recovery->path, recovery->words, recovery->user, recovery->passphrase, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QhForgotWindow *self = QH_FORGOT_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = g_task_propagate_pointer (G_TASK (result), &error);

  if (store == NULL)
    {
      qh_form_set_busy (FALSE, self->spinner, self->forms, self->recover, NULL);
      qh_form_show_problem (self->problem, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->words));
      return;
    }
  gtk_window_destroy (GTK_WINDOW (self));
  g_signal_emit (self, signals[WORKSPACE_OPENED], 0, store);
}

static char *
dup_words (QhForgotWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->words);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static char *
dup_user (QhForgotWindow *self)
{
  GtkStringObject *selected = adw_combo_row_get_selected_item (self->user);

  return selected != NULL ? g_strdup (gtk_string_object_get_string (selected)) : NULL;
}

static void
typed_cb (QhForgotWindow *self)
{
  qh_form_show_problem (self->problem, NULL);
}

static void
recover_cb (QhForgotWindow *self)
{
  const char *problem = qh_new_passphrase_check (self->passphrase);
  g_autoptr (GTask) task = NULL;
  Recovery *recovery;

  qh_form_show_problem (self->problem, problem);
  if (problem != NULL || !gtk_widget_is_sensitive (self->recover))
    return;
  recovery = g_new0 (Recovery, 1);
  recovery->path = g_strdup (self->path);
  recovery->words = dup_words (self);
  recovery->user = dup_user (self);
  recovery->passphrase = g_strdup (qh_new_passphrase_get (self->passphrase));
  qh_form_set_busy (TRUE, self->spinner, self->forms, self->recover, NULL);
  task = g_task_new (self, NULL, recovered_cb, NULL);
  g_task_set_task_data (task, recovery, recovery_free);
  g_task_run_in_thread (task, recover_in_thread);
}

static void
qh_forgot_window_finalize (GObject *object)
{
  g_free (QH_FORGOT_WINDOW (object)->path);
  G_OBJECT_CLASS (qh_forgot_window_parent_class)->finalize (object);
}

static void
qh_forgot_window_class_init (QhForgotWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qh_forgot_window_finalize;

  /**
   * QhForgotWindow::workspace-opened:
   * @store: the workspace, open with the new passphrase
   */
  signals[WORKSPACE_OPENED] = g_signal_new ("workspace-opened",
                                            QH_TYPE_FORGOT_WINDOW,
                                            G_SIGNAL_RUN_LAST,
                                            0,
                                            NULL,
                                            NULL,
                                            NULL,
                                            G_TYPE_NONE,
                                            1,
                                            QH_TYPE_STORE);

  g_type_ensure (QH_TYPE_NEW_PASSPHRASE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/users/qh-forgot-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhForgotWindow, forms);
  gtk_widget_class_bind_template_child (widget_class, QhForgotWindow, words);
  gtk_widget_class_bind_template_child (widget_class, QhForgotWindow, user);
  gtk_widget_class_bind_template_child (widget_class, QhForgotWindow, passphrase);
  gtk_widget_class_bind_template_child (widget_class, QhForgotWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, QhForgotWindow, recover);
  gtk_widget_class_bind_template_child (widget_class, QhForgotWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, recover_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qh_forgot_window_init (QhForgotWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_forgot_window_open:
 * @from: the widget that opens it
 * @path: a workspace file
 * @users: (array zero-terminated=1): the names of who can unlock it
 * @selected: the position of who seems to ask
 *
 * Returns: (transfer none): the window.
 */
QhForgotWindow *
qh_forgot_window_open (GtkWidget *from,
                       const char *path,
                       const char *const *users,
                       guint selected)
{
  QhForgotWindow *self
    = g_object_new (QH_TYPE_FORGOT_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (users);

  self->path = g_strdup (path);
  adw_combo_row_set_model (self->user, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->user, selected);
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->user), ADW_TYPE_PREFERENCES_GROUP),
                          g_strv_length ((char **)users) > 1);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->words));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
