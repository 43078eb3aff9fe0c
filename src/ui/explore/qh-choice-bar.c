/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/explore/qh-choice-bar.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, keys);
}

/**
 * qh_choice_bar_new:
 * @window: what asks for a choice; Escape closes it too
 * @apply: called with @data, swapped, where the choice is taken
 *
 * Returns: (transfer floating): a header bar with Cancel at one end and Apply, which is what
 *   Enter does, at the other.
 */
GtkWidget *
qh_choice_bar_new (GtkWidget *window, GCallback apply, gpointer data)
{
  GtkWidget *bar = adw_header_bar_new (), *take = gtk_button_new_with_mnemonic (_ ("_Apply"));
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("_Cancel"));

  gtk_widget_add_css_class (take, "suggested-action");
  g_signal_connect_swapped (take, "clicked", apply, data);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (gtk_window_close), window);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), take);
  gtk_window_set_default_widget (GTK_WINDOW (window), take);
  add_escape (window);
  return bar;
}
