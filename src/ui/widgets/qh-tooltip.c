/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK asks the display server where the pointer is whenever a visible widget gets a
 * tooltip, the same one too, and waits for the answer: under X11 a list of some
 * hundred rows stands still for that. */
#include "ui/widgets/qh-tooltip.h"

/**
 * qh_tooltip_set:
 * @text: (nullable): what the pointer tells over @widget
 *
 * As gtk_widget_set_tooltip_text(), but asks for the pointer only where it may
 * be over @widget: where that stands in a window, and the text is another.
 */
void
qh_tooltip_set (GtkWidget *widget, const char *text)
{
  gboolean hides = gtk_widget_get_root (widget) == NULL && gtk_widget_get_visible (widget);

  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0)
    return;
  if (hides)
    gtk_widget_set_visible (widget, FALSE);
  gtk_widget_set_tooltip_text (widget, text);
  if (hides)
    gtk_widget_set_visible (widget, TRUE);
}
