/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/backups/qh-secret-rows.h"

#include <glib/gi18n-lib.h>

/**
 * QhSecretRows:
 *
 * Asks for what opens a backup or a damaged workspace: any user's passphrase, or
 * the words of the recovery sheet.
 */
struct _QhSecretRows
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwComboRow *choice;
  GtkWidget *passphrase;
  GtkWidget *words;
};

G_DEFINE_FINAL_TYPE (QhSecretRows, qh_secret_rows, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GtkWidget *
get_row (QhSecretRows *self)
{
  return adw_combo_row_get_selected (self->choice) == 0 ? self->passphrase : self->words;
}

static void
changed_cb (QhSecretRows *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
choice_cb (QhSecretRows *self)
{
  gtk_widget_set_visible (self->passphrase, get_row (self) == self->passphrase);
  gtk_widget_set_visible (self->words, get_row (self) == self->words);
  changed_cb (self);
}

static void
activate_cb (QhSecretRows *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static gboolean
qh_secret_rows_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (get_row (QH_SECRET_ROWS (widget)));
}

static void
qh_secret_rows_dispose (GObject *object)
{
  g_clear_pointer (&QH_SECRET_ROWS (object)->content, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_secret_rows_parent_class)->dispose (object);
}

static void
qh_secret_rows_class_init (QhSecretRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_secret_rows_dispose;
  widget_class->grab_focus = qh_secret_rows_grab_focus;

  /**
   * QhSecretRows::changed:
   *
   * Something was typed.
   */
  signals[CHANGED] = g_signal_new (
    "changed", QH_TYPE_SECRET_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhSecretRows::activate:
   *
   * Enter was pressed.
   */
  signals[ACTIVATE] = g_signal_new (
    "activate", QH_TYPE_SECRET_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/quehacer/Quehacer/backups/qh-secret-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSecretRows, content);
  gtk_widget_class_bind_template_child (widget_class, QhSecretRows, choice);
  gtk_widget_class_bind_template_child (widget_class, QhSecretRows, passphrase);
  gtk_widget_class_bind_template_child (widget_class, QhSecretRows, words);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
qh_secret_rows_init (QhSecretRows *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_secret_rows_dup:
 *
 * Returns: a copy of what was typed, for qh_secret_clear().
 */
QhSecret
qh_secret_rows_dup (QhSecretRows *self)
{
  GtkWidget *row = get_row (self);
  char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));

  return row == self->words ? (QhSecret){ .recovery_words = text }
                            : (QhSecret){ .passphrase = text };
}

gboolean
qh_secret_rows_is_empty (QhSecretRows *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (get_row (self)))[0] == '\0';
}

/**
 * qh_secret_rows_clear:
 *
 * Forgets what was typed.
 */
void
qh_secret_rows_clear (QhSecretRows *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
  gtk_editable_set_text (GTK_EDITABLE (self->words), "");
}
