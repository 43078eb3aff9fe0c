/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+Z and Ctrl+Shift+Z belong to the text field that has the focus, as long
 * as it has something of its own to undo or redo. A text takes its keys even
 * when it has not, so the window looks at them first. */
#include "ui/qh-undo-keys.h"

/* GtkText does not tell whether it can undo: whether it did is seen. */
static gboolean
act_on_text (GtkWidget *text,
             gboolean   redo)
{
  g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (text)));

  gtk_widget_activate_action (text, redo ? "text.redo" : "text.undo", NULL);
  return !g_str_equal (before, gtk_editable_get_text (GTK_EDITABLE (text)));
}

static gboolean
act_on_buffer (GtkTextBuffer *buffer,
               gboolean       redo)
{
  if (redo ? !gtk_text_buffer_get_can_redo (buffer) : !gtk_text_buffer_get_can_undo (buffer))
    return FALSE;
  if (redo)
    gtk_text_buffer_redo (buffer);
  else
    gtk_text_buffer_undo (buffer);
  return TRUE;
}

static gboolean
key_cb (GtkWidget *window,
        GVariant  *redo,
        gpointer   data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  gboolean again = g_variant_get_boolean (redo);

  if ((GTK_IS_TEXT (focus) && act_on_text (focus, again))
      || (GTK_IS_TEXT_VIEW (focus) && act_on_buffer (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)), again)))
    return GDK_EVENT_STOP;
  return gtk_widget_activate_action (window, again ? "win.redo" : "win.undo", NULL);
}

static void
add_key (GtkShortcutController *controller,
         GdkModifierType        modifiers,
         gboolean               redo)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, modifiers), gtk_callback_action_new (key_cb, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (redo));
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

/**
 * qh_undo_keys_add:
 * @window: has the actions `win.undo` and `win.redo`
 *
 * Gives a window the keys for undo and redo.
 */
void
qh_undo_keys_add (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  add_key (GTK_SHORTCUT_CONTROLLER (controller), GDK_CONTROL_MASK, FALSE);
  add_key (GTK_SHORTCUT_CONTROLLER (controller), GDK_CONTROL_MASK | GDK_SHIFT_MASK, TRUE);
  gtk_widget_add_controller (window, controller);
}
