/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/qh-window-dialogs.h"

/* The window over which a dialog stands, perhaps over other dialogs. */
static GtkWindow *
find_lowest (GtkWindow *dialog)
{
  GtkWindow *window = dialog;

  while (gtk_window_get_transient_for (window) != NULL)
    window = gtk_window_get_transient_for (window);
  return window;
}

static gboolean
dialog_lock_cb (GtkWidget *dialog,
                GVariant  *arguments,
                gpointer   user_data)
{
  GtkWindow *window = find_lowest (GTK_WINDOW (dialog));

  if (!QH_IS_WINDOW (window) || qh_window_get_store (QH_WINDOW (window)) == NULL)
    return FALSE;
  qh_window_lock (QH_WINDOW (window));
  return TRUE;
}

static void
toplevels_changed_cb (QhWindow   *self,
                      guint       position,
                      guint       removed,
                      guint       added,
                      GListModel *toplevels)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) dialog = g_list_model_get_item (toplevels, i);
      GtkEventController *controller;

      if (dialog == GTK_WIDGET (self))
        continue;
      controller = gtk_shortcut_controller_new ();
      gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                            gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_l, GDK_CONTROL_MASK),
                                                              gtk_callback_action_new (dialog_lock_cb, NULL, NULL)));
      gtk_widget_add_controller (dialog, controller);
      qh_auto_lock_watch (qh_window_get_auto_lock (self), dialog);
    }
}

/**
 * qh_window_dialogs_watch:
 *
 * From now on Ctrl+L locks from the windows over this one too, and what is done
 * in them counts as somebody being there.
 */
void
qh_window_dialogs_watch (QhWindow *self)
{
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (toplevels_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * qh_window_dialogs_close:
 *
 * Closes what stands over the window: it may show what is in the workspace.
 */
void
qh_window_dialogs_close (QhWindow *self)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  g_autoptr (GPtrArray) dialogs = g_ptr_array_new_with_free_func (g_object_unref);

  /* First found, then closed: one that closes lets go of those that stand over it. */
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (window != GTK_WINDOW (self) && find_lowest (window) == GTK_WINDOW (self))
        g_ptr_array_add (dialogs, g_steal_pointer (&window));
    }
  for (guint i = dialogs->len; i > 0; i--)
    gtk_window_destroy (g_ptr_array_index (dialogs, i - 1));
}
