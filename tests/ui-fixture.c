/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-fixture.h"

#include <gdk/x11/gdkx.h>

/* Waiting */

void
wait_for (Condition condition,
          gpointer  data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
    }
}

void
let_run (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* Lets what is under way come to its end. */
void
settle (void)
{
  let_run (120);
}

/* Finding */

/* The first widget of a type; of buttons, the one that says `label`, unless it is NULL. */
gpointer
find_widget (gpointer    root,
             GType       type,
             const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (label == NULL || g_strcmp0 (gtk_button_get_label (root), label) == 0))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_widget (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The open window of a type, or NULL. */
gpointer
find_toplevel (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

gpointer
child_of (gpointer    widget,
          GType       type,
          const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, type, name);

  g_assert_nonnull (child);
  return child;
}

/* The same of a widget whose class has no subclass. */
gpointer
child_named (gpointer    widget,
             const char *name)
{
  return child_of (widget, G_OBJECT_TYPE (widget), name);
}

gboolean
has_button (gpointer    root,
            const char *label)
{
  return find_widget (root, GTK_TYPE_BUTTON, label) != NULL;
}

GtkWidget *
find_dialog (void)
{
  return find_toplevel (ADW_TYPE_MESSAGE_DIALOG);
}

gboolean
has_no_dialog (gpointer data)
{
  return find_dialog () == NULL;
}

/* Keys, through the X server as a keyboard's come */

static gboolean
has_exited (gpointer data)
{
  return g_subprocess_get_identifier (data) == NULL;
}

/* Presses keys, named as xdotool names them with spaces between; says how many. */
guint
press_keys (gpointer    window,
            const char *keys)
{
  g_autofree char *xid = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (window)));
  g_auto (GStrv) strokes = g_strsplit (keys, " ", -1);
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_strv_builder_add_many (arguments, "xdotool", "windowfocus", xid, "key", "--delay", "40", NULL);
  g_strv_builder_addv (arguments, (const char **) strokes);
  argv = g_strv_builder_end (arguments);
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  wait_for (has_exited, process);
  settle ();
  return g_strv_length (strokes);
}

gboolean
can_press_keys (void)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (xdotool == NULL || !GDK_IS_X11_DISPLAY (gdk_display_get_default ()))
    {
      g_test_skip ("keys need xdotool and X");
      return FALSE;
    }
  return TRUE;
}
