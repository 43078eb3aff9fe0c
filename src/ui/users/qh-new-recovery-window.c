/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/users/qh-new-recovery-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/users/qh-recovery-window.h"
#include "ui/widgets/qh-form-state.h"
#include "vault/qh-seal.h"

/**
 * QhNewRecoveryWindow:
 *
 * Asks for the own passphrase and makes a recovery key, whose words then show.
 */
struct _QhNewRecoveryWindow
{
  AdwWindow parent_instance;

  GtkWidget *forms;
  GtkEditable *passphrase;
  GtkWidget *problem;
  GtkWidget *make;
  GtkWidget *spinner;

  GtkWidget *from;
  QhStore *store;
};

G_DEFINE_FINAL_TYPE (QhNewRecoveryWindow, qh_new_recovery_window, ADW_TYPE_WINDOW)

typedef struct
{
  QhStore *store;
  char *passphrase;
  char *unit;
  guint n_beyond;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_object_unref (making->store);
  qh_wipe (making->passphrase, strlen (making->passphrase));
  g_free (making->passphrase);
  g_free (making->unit);
  g_free (making);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  g_autoptr (GPtrArray) units = NULL;
  GError *error = NULL;

  if (!qh_store_make_recovery_key (making->store, making->passphrase, &making->n_beyond, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  units = qh_store_list_all (making->store, QH_KIND_UNIT, NULL);
  if (units != NULL && units->len > 0)
    making->unit = g_strdup (qh_record_get_text (g_ptr_array_index (units, 0), "name"));
  g_task_return_boolean (task, TRUE);
}

static void
show_words (QhNewRecoveryWindow *self, const Making *making)
{
  char *words = qh_store_take_recovery_words (making->store);
  QhRecoveryWindow *window;
  g_autofree char *note = NULL;

  if (words == NULL)
    return;
  window = qh_recovery_window_open (self->from, making->unit != NULL ? making->unit : "", words);
  if (making->n_beyond == 0)
    return;
  note = g_strdup_printf (
    ngettext ("%u restricted case is beyond this key, because it is not open to you. It is added "
              "when somebody who can open it restricts it anew.",
              "%u restricted cases are beyond this key, because they are not open to you. They are "
              "added when somebody who can open them restricts them anew.",
              making->n_beyond),
    making->n_beyond);
  qh_recovery_window_set_note (window, note);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QhNewRecoveryWindow *self = QH_NEW_RECOVERY_WINDOW (source);
  g_autoptr (GError) error = NULL;

  qh_form_set_busy (FALSE, self->spinner, self->forms, self->make, NULL);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      qh_form_show_problem (self->problem, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
      return;
    }
  if (self->from != NULL && gtk_widget_get_root (self->from) != NULL)
    show_words (self, g_task_get_task_data (G_TASK (result)));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
typed_cb (QhNewRecoveryWindow *self)
{
  qh_form_show_problem (self->problem, NULL);
}

static void
make_cb (QhNewRecoveryWindow *self)
{
  g_autoptr (GTask) task = NULL;
  Making *making;

  if (!gtk_widget_is_sensitive (self->make))
    return;
  making = g_new0 (Making, 1);
  making->store = g_object_ref (self->store);
  making->passphrase = g_strdup (gtk_editable_get_text (self->passphrase));
  qh_form_show_problem (self->problem, NULL);
  qh_form_set_busy (TRUE, self->spinner, self->forms, self->make, NULL);
  task = g_task_new (self, NULL, made_cb, NULL);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_in_thread);
}

/* While a key is made, its words must find a window to show in. */
static gboolean
qh_new_recovery_window_close_request (GtkWindow *window)
{
  if (!gtk_widget_is_sensitive (QH_NEW_RECOVERY_WINDOW (window)->make))
    return TRUE;
  return GTK_WINDOW_CLASS (qh_new_recovery_window_parent_class)->close_request (window);
}

static void
qh_new_recovery_window_dispose (GObject *object)
{
  QhNewRecoveryWindow *self = QH_NEW_RECOVERY_WINDOW (object);

  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (qh_new_recovery_window_parent_class)->dispose (object);
}

static void
qh_new_recovery_window_class_init (QhNewRecoveryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_new_recovery_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = qh_new_recovery_window_close_request;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/users/qh-new-recovery-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhNewRecoveryWindow, forms);
  gtk_widget_class_bind_template_child (widget_class, QhNewRecoveryWindow, passphrase);
  gtk_widget_class_bind_template_child (widget_class, QhNewRecoveryWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, QhNewRecoveryWindow, make);
  gtk_widget_class_bind_template_child (widget_class, QhNewRecoveryWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qh_new_recovery_window_init (QhNewRecoveryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_new_recovery_window_open:
 * @from: the widget that opens it
 *
 * Returns: (transfer none): the window.
 */
QhNewRecoveryWindow *
qh_new_recovery_window_open (GtkWidget *from, QhStore *store)
{
  QhNewRecoveryWindow *self
    = g_object_new (QH_TYPE_NEW_RECOVERY_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);

  g_set_weak_pointer (&self->from, from);
  self->store = g_object_ref (store);
  gtk_window_set_focus (GTK_WINDOW (self),
                        GTK_WIDGET (gtk_editable_get_delegate (self->passphrase)));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
