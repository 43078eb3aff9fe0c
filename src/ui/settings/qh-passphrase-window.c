/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-passphrase-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/qh-dialogs.h"
#include "ui/qh-strength-meter.h"
#include "ui/widgets/qh-form-state.h"
#include "vault/qh-seal.h"

/**
 * QhPassphraseWindow:
 *
 * Changes a workspace's passphrase.
 */
struct _QhPassphraseWindow
{
  AdwWindow parent_instance;

  GtkWidget *forms;
  GtkEditable *old;
  GtkEditable *passphrase;
  GtkEditable *again;
  QhStrengthMeter *meter;
  GtkWidget *problem;
  GtkWidget *change;
  GtkWidget *spinner;

  GtkWidget *from;
  QhStore *store;
};

G_DEFINE_FINAL_TYPE (QhPassphraseWindow, qh_passphrase_window, ADW_TYPE_WINDOW)

typedef struct
{
  char *old;
  char *passphrase;
} Passphrases;

static void
wipe (char *text)
{
  qh_wipe (text, strlen (text));
  g_free (text);
}

static void
passphrases_free (gpointer data)
{
  Passphrases *passphrases = data;

  wipe (passphrases->old);
  wipe (passphrases->passphrase);
  g_free (passphrases);
}

static void
change_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  QhPassphraseWindow *self = source;
  Passphrases *passphrases = data;
  GError *error = NULL;

  if (qh_store_change_passphrase (self->store, passphrases->old, passphrases->passphrase, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
changed_done_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  QhPassphraseWindow *self = QH_PASSPHRASE_WINDOW (source);
  g_autoptr (GError) error = NULL;

  qh_form_set_busy (FALSE, self->spinner, self->forms, self->change, NULL);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (self->from != NULL)
        qh_toast_show (self->from, _("The passphrase was changed."));
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  qh_form_show_problem (self->problem, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->old));
}

static void
typed_cb (QhPassphraseWindow *self)
{
  qh_strength_meter_set_passphrase (self->meter, gtk_editable_get_text (self->passphrase));
  qh_form_show_problem (self->problem, NULL);
}

static void
change_cb (QhPassphraseWindow *self)
{
  const char *passphrase = gtk_editable_get_text (self->passphrase);
  g_autoptr (GTask) task = NULL;
  Passphrases *passphrases;

  if (!gtk_widget_is_sensitive (self->change))
    return;
  if (!qh_strength_meter_is_enough (self->meter))
    {
      qh_form_show_problem (self->problem, _("The passphrase is too easy to guess. Use four or more words that do not belong together."));
      gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
      return;
    }
  if (!g_str_equal (passphrase, gtk_editable_get_text (self->again)))
    {
      qh_form_show_problem (self->problem, _("The two passphrases differ. Type the second one again."));
      gtk_widget_grab_focus (GTK_WIDGET (self->again));
      return;
    }
  passphrases = g_new0 (Passphrases, 1);
  passphrases->old = g_strdup (gtk_editable_get_text (self->old));
  passphrases->passphrase = g_strdup (passphrase);
  qh_form_show_problem (self->problem, NULL);
  qh_form_set_busy (TRUE, self->spinner, self->forms, self->change, NULL);
  task = g_task_new (self, NULL, changed_done_cb, NULL);
  g_task_set_task_data (task, passphrases, passphrases_free);
  g_task_run_in_thread (task, change_in_thread);
}

static void
qh_passphrase_window_dispose (GObject *object)
{
  g_clear_weak_pointer (&QH_PASSPHRASE_WINDOW (object)->from);
  G_OBJECT_CLASS (qh_passphrase_window_parent_class)->dispose (object);
}

static void
qh_passphrase_window_finalize (GObject *object)
{
  g_clear_object (&QH_PASSPHRASE_WINDOW (object)->store);
  G_OBJECT_CLASS (qh_passphrase_window_parent_class)->finalize (object);
}

static void
qh_passphrase_window_class_init (QhPassphraseWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_passphrase_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_passphrase_window_finalize;

  g_type_ensure (QH_TYPE_STRENGTH_METER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-passphrase-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhPassphraseWindow, forms);
  gtk_widget_class_bind_template_child (widget_class, QhPassphraseWindow, old);
  gtk_widget_class_bind_template_child (widget_class, QhPassphraseWindow, passphrase);
  gtk_widget_class_bind_template_child (widget_class, QhPassphraseWindow, again);
  gtk_widget_class_bind_template_child (widget_class, QhPassphraseWindow, meter);
  gtk_widget_class_bind_template_child (widget_class, QhPassphraseWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, QhPassphraseWindow, change);
  gtk_widget_class_bind_template_child (widget_class, QhPassphraseWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qh_passphrase_window_init (QhPassphraseWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_passphrase_window_open:
 * @from: the widget that opens it
 *
 * Returns: (transfer none): the window.
 */
QhPassphraseWindow *
qh_passphrase_window_open (GtkWidget *from,
                           QhStore   *store)
{
  QhPassphraseWindow *self = g_object_new (QH_TYPE_PASSPHRASE_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);

  g_set_weak_pointer (&self->from, from);
  self->store = g_object_ref (store);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (gtk_editable_get_delegate (self->old)));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
