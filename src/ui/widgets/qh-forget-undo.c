/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-forget-undo.h"

/**
 * qh_forget_undo:
 * @widget: a text field, or what holds some
 *
 * To be called after the program filled or emptied text fields: a field would
 * undo that as if it had been typed, and keep Ctrl+Z from the program's undo.
 */
void
qh_forget_undo (GtkWidget *widget)
{
  if (GTK_IS_TEXT (widget))
    {
      gtk_editable_set_enable_undo (GTK_EDITABLE (widget), FALSE);
      gtk_editable_set_enable_undo (GTK_EDITABLE (widget), TRUE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    qh_forget_undo (child);
}
