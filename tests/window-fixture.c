/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-fixture.h"

#include <glib/gstdio.h>

#include "ui-fixture.h"
#include "ui/qh-preferences.h"
#include "ui/unlock/qh-unlock-page.h"

gboolean
is_open (gpointer data)
{
  return qh_window_get_store (data) != NULL;
}

gboolean
is_visible (gpointer data)
{
  return gtk_widget_get_visible (data);
}

GtkWidget *
get_page (World      *fixture,
          const char *name)
{
  return gtk_stack_get_child_by_name (child_of (fixture->window, QH_TYPE_WINDOW, "pages"), name);
}

GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (ADW_IS_PREFERENCES_ROW (child) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), title) == 0)
        return child;
      found = find_row (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* One application serves all tests, as it serves all windows of a person. */
QhApplication *
create_application (void)
{
  g_autoptr (GSettings) settings = qh_preferences_new ();
  g_autoptr (GError) error = NULL;
  QhApplication *application = qh_application_new (settings);

  g_assert_nonnull (settings);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

void
set_up (World        *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->application = QH_APPLICATION (g_application_get_default ());
  fixture->folder = g_dir_make_tmp ("quehacer-window-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "unit.quehacer", NULL);
  g_settings_reset (qh_application_get_settings (fixture->application), "last-workspace");
  g_application_activate (G_APPLICATION (fixture->application));
  fixture->window = QH_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (fixture->application)));
  settle ();
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
tear_down (World        *fixture,
           gconstpointer data)
{
  gpointer window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (window), &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_for (is_gone, &window);
  settle ();
  remove_folder (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

void
open_new (World *fixture)
{
  const QhNewStore start = { .unit = "Unit", .institution = "Institution", .worker = WORKER, .floor = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_create (fixture->path, PASSPHRASE, &start, &error);

  g_assert_no_error (error);
  qh_window_take_store (fixture->window, store);
  settle ();
}

void
unlock_with (World      *fixture,
             const char *passphrase)
{
  QhUnlockPage *unlock = child_of (fixture->window, QH_TYPE_WINDOW, "unlock");

  gtk_editable_set_text (child_of (unlock, QH_TYPE_UNLOCK_PAGE, "passphrase"), passphrase);
  g_signal_emit_by_name (child_of (unlock, QH_TYPE_UNLOCK_PAGE, "passphrase"), "entry-activated");
}
