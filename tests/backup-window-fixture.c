/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backup-window-fixture.h"

#include "app/qh-application.h"
#include "store/qh-backup.h"
#include "ui-fixture.h"
#include "ui/import/qh-import-page.h"
#include "ui/import/qh-import-profile-view.h"
#include "ui/settings/qh-settings-backups.h"

QhNoticeBar *
get_bar (World *world)
{
  return find_widget (world->window, QH_TYPE_NOTICE_BAR, NULL);
}

gboolean
is_noticed (gpointer world)
{
  return qh_notice_bar_get_text (get_bar (world)) != NULL;
}

/* The workspace's own backups, newest first. */
GPtrArray *
list (World *world)
{
  g_autofree char *folder = qh_backup_find_folder (world->store.path);
  GPtrArray *infos = qh_backup_list (folder, world->store.path, NULL);

  return infos != NULL ? infos : g_ptr_array_new ();
}

gboolean
has_backup (gpointer world)
{
  g_autoptr (GPtrArray) infos = list (world);

  return infos->len > 0 && !qh_backup_is_overdue (((World *)world)->store.store);
}

void
open_window (World *world)
{
  qh_window_take_store (world->window, world->store.store);
  settle ();
}

void
wait_for_view (GtkWidget *page, const char *name)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!g_str_equal (gtk_stack_get_visible_child_name (child_named (page, "stack")), name))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
  settle ();
}

static gboolean
has_profile (gpointer view)
{
  return qh_import_profile_view_get_profile (view) != NULL;
}

static GFile *
get_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "import", name, NULL);

  return g_file_new_for_path (path);
}

GtkWidget *
plan_import (World *world)
{
  g_autoptr (GFile) table = get_file ("centro.csv");
  g_autoptr (GFile) profile = get_file ("centro.json");
  GtkWidget *page;

  open_window (world);
  qh_window_show_page (world->window, "import");
  page = qh_window_get_page_widget (world->window);
  qh_import_page_open_file (QH_IMPORT_PAGE (page), table);
  wait_for_view (page, "table");
  gtk_widget_activate_action (page, "import.next", NULL);
  qh_import_profile_view_open_file (child_named (page, "profile_view"), profile);
  wait_for (has_profile, child_named (page, "profile_view"));
  settle ();
  gtk_widget_activate_action (page, "import.next", NULL);
  wait_for_view (page, "report");
  return page;
}

gboolean
has_imported (gpointer world)
{
  return qh_store_count (((World *)world)->store.store, QH_KIND_ACTIVITY) > 0;
}

GtkWidget *
open_settings (World *world)
{
  GtkWidget *page;

  open_window (world);
  wait_for (has_backup, world);
  qh_window_show_page (world->window, "settings");
  page = qh_window_get_page_widget (world->window);
  gtk_stack_set_visible_child_name (child_named (page, "stack"), "backups");
  settle ();
  return find_widget (page, QH_TYPE_SETTINGS_BACKUPS, NULL);
}

/* Whether a label that shows says a text. */
gboolean
says (gpointer data)
{
  Words *words = data;

  if (GTK_IS_LABEL (words->root) && gtk_widget_get_mapped (words->root)
      && strstr (gtk_label_get_text (GTK_LABEL (words->root)), words->text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (words->root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (&(Words){ child, words->text }))
      return TRUE;
  return FALSE;
}

void
set_up (World *world, gconstpointer data)
{
  fixture_set_up (&world->store, NULL);
  world->window = qh_window_new (QH_APPLICATION ((gpointer)data));
  gtk_window_present (GTK_WINDOW (world->window));
}

void
tear_down (World *world, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (world->window));
  settle ();
  fixture_tear_down (&world->store, NULL);
}
