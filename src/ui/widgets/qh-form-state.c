/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form shows of itself: what is wrong with it, and that it is at work. */
#include "ui/widgets/qh-form-state.h"

/**
 * qh_form_show_problem:
 * @label: where it is said; hidden while nothing is wrong
 * @text: (nullable): what is wrong, or %NULL
 */
void
qh_form_show_problem (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL);
}

/**
 * qh_form_set_busy:
 * @spinner: (nullable): what turns meanwhile
 * @first: a widget that must not be used meanwhile
 * @...: more of them, then %NULL
 */
void
qh_form_set_busy (gboolean busy, GtkWidget *spinner, GtkWidget *first, ...)
{
  GtkRoot *root = gtk_widget_get_root (first);
  va_list more;

  if (spinner != NULL)
    {
      gtk_widget_set_visible (spinner, busy);
      gtk_spinner_set_spinning (GTK_SPINNER (spinner), busy);
    }
  if (busy && root != NULL) /* an entry that turns insensitive does not give the focus up by itself */
    gtk_root_set_focus (root, NULL);
  va_start (more, first);
  for (GtkWidget *widget = first; widget != NULL; widget = va_arg (more, GtkWidget *))
    gtk_widget_set_sensitive (widget, !busy);
  va_end (more);
}
