/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/qh-strength-meter.h"

#include <glib/gi18n-lib.h>

#include "vault/qh-passphrase.h"

/* Beyond this many bits the meter is full. */
#define FULL_BITS (2 * QH_PASSPHRASE_BITS)

/**
 * QhStrengthMeter:
 *
 * Shows and says how hard a passphrase is to guess while it is chosen.
 */
struct _QhStrengthMeter
{
  GtkWidget parent_instance;

  GtkLevelBar *bar;
  GtkLabel *words;
  gboolean enough;
};

G_DEFINE_FINAL_TYPE (QhStrengthMeter, qh_strength_meter, GTK_TYPE_WIDGET)

static void
qh_strength_meter_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_strength_meter_parent_class)->dispose (object);
}

static void
qh_strength_meter_class_init (QhStrengthMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_strength_meter_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
qh_strength_meter_init (QhStrengthMeter *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->bar = GTK_LEVEL_BAR (gtk_level_bar_new_for_interval (0, FULL_BITS));
  gtk_level_bar_add_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_LOW, QH_PASSPHRASE_BITS);
  gtk_level_bar_add_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_HIGH, 1.5 * QH_PASSPHRASE_BITS);
  gtk_level_bar_add_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_FULL, FULL_BITS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Strength of the passphrase"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->bar), GTK_WIDGET (self));
  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->words, 0);
  gtk_label_set_wrap (self->words, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "dim-label");
  gtk_widget_set_parent (GTK_WIDGET (self->words), GTK_WIDGET (self));
  qh_strength_meter_set_passphrase (self, "");
}

/**
 * qh_strength_meter_set_passphrase:
 *
 * Measures what has been typed so far.
 */
void
qh_strength_meter_set_passphrase (QhStrengthMeter *self,
                                  const char      *passphrase)
{
  g_autoptr (GError) error = NULL;
  double bits = passphrase[0] != '\0' ? qh_passphrase_measure (passphrase) : 0;
  const char *words;

  self->enough = passphrase[0] != '\0' && qh_passphrase_check (passphrase, &error);
  if (passphrase[0] == '\0')
    words = _("Four or more words that do not belong together are easy to remember and hard to guess.");
  else if (!self->enough)
    words = error->message;
  else if (bits < 1.5 * QH_PASSPHRASE_BITS)
    words = _("Strength: good.");
  else
    words = _("Strength: very good.");
  gtk_level_bar_set_value (self->bar, CLAMP (bits, 0, FULL_BITS));
  gtk_label_set_text (self->words, words);
}

/**
 * qh_strength_meter_is_enough:
 *
 * Returns: whether what was measured last may protect a workspace.
 */
gboolean
qh_strength_meter_is_enough (QhStrengthMeter *self)
{
  return self->enough;
}
