/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/users/qh-new-passphrase.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-strength-meter.h"

/**
 * QhNewPassphrase:
 *
 * Asks twice for a new passphrase and shows how hard it is to guess.
 */
struct _QhNewPassphrase
{
  GtkWidget parent_instance;

  GtkEditable *passphrase;
  GtkEditable *again;
  QhStrengthMeter *meter;
};

G_DEFINE_FINAL_TYPE (QhNewPassphrase, qh_new_passphrase, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
typed_cb (QhNewPassphrase *self)
{
  qh_strength_meter_set_passphrase (self->meter, gtk_editable_get_text (self->passphrase));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activated_cb (QhNewPassphrase *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
qh_new_passphrase_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_NEW_PASSPHRASE (widget)->passphrase));
}

static void
qh_new_passphrase_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_new_passphrase_parent_class)->dispose (object);
}

static void
qh_new_passphrase_class_init (QhNewPassphraseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_new_passphrase_dispose;
  widget_class->grab_focus = qh_new_passphrase_grab_focus;

  /**
   * QhNewPassphrase::changed:
   *
   * Something was typed.
   */
  signals[CHANGED] = g_signal_new (
    "changed", QH_TYPE_NEW_PASSPHRASE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhNewPassphrase::activated:
   *
   * Enter was pressed.
   */
  signals[ACTIVATED] = g_signal_new (
    "activated", QH_TYPE_NEW_PASSPHRASE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (QH_TYPE_STRENGTH_METER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/users/qh-new-passphrase.ui");
  gtk_widget_class_bind_template_child (widget_class, QhNewPassphrase, passphrase);
  gtk_widget_class_bind_template_child (widget_class, QhNewPassphrase, again);
  gtk_widget_class_bind_template_child (widget_class, QhNewPassphrase, meter);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
qh_new_passphrase_init (QhNewPassphrase *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_new_passphrase_check:
 *
 * Gives the focus to what is to be typed again, if anything is.
 *
 * Returns: (nullable): what is wrong with what was typed, or %NULL when nothing is.
 */
const char *
qh_new_passphrase_check (QhNewPassphrase *self)
{
  if (!qh_strength_meter_is_enough (self->meter))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
      return _ ("The passphrase is too easy to guess. Use four or more words that do not belong "
                "together.");
    }
  if (!g_str_equal (gtk_editable_get_text (self->passphrase), gtk_editable_get_text (self->again)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->again));
      return _ ("The two passphrases differ. Type the second one again.");
    }
  return NULL;
}

/**
 * qh_new_passphrase_get:
 *
 * Returns: the passphrase as typed.
 */
const char *
qh_new_passphrase_get (QhNewPassphrase *self)
{
  return gtk_editable_get_text (self->passphrase);
}
