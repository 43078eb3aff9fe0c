/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-notice-bar.h"

#include <glib/gi18n-lib.h>

/**
 * QhNoticeBar:
 *
 * A strip that says what somebody should see to, with one button that does it
 * and one that closes it. AdwBanner comes with libadwaita 1.3.
 */
struct _QhNoticeBar
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *text;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (QhNoticeBar, qh_notice_bar, GTK_TYPE_WIDGET)

enum
{
  BUTTON_CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
button_cb (QhNoticeBar *self)
{
  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

static void
close_cb (QhNoticeBar *self)
{
  qh_notice_bar_hide (self);
}

static void
qh_notice_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_notice_bar_parent_class)->dispose (object);
}

static void
qh_notice_bar_class_init (QhNoticeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_notice_bar_dispose;

  /**
   * QhNoticeBar::button-clicked:
   */
  signals[BUTTON_CLICKED] = g_signal_new (
    "button-clicked", QH_TYPE_NOTICE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/quehacer/Quehacer/widgets/qh-notice-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, QhNoticeBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, QhNoticeBar, text);
  gtk_widget_class_bind_template_child (widget_class, QhNoticeBar, button);
  gtk_widget_class_bind_template_callback (widget_class, button_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
qh_notice_bar_init (QhNoticeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_notice_bar_show:
 * @text: what is to be seen to
 * @label: what the button says, with a mnemonic
 */
void
qh_notice_bar_show (QhNoticeBar *self, const char *text, const char *label)
{
  gtk_label_set_text (self->text, text);
  gtk_button_set_label (self->button, label);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
qh_notice_bar_hide (QhNoticeBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

/**
 * qh_notice_bar_get_text:
 *
 * Returns: (nullable): what it says; %NULL while it is hidden.
 */
const char *
qh_notice_bar_get_text (QhNoticeBar *self)
{
  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->text) : NULL;
}
