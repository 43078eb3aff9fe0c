/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups in the window: what is told of them, made before imports, listed in Settings. */
#include <glib/gstdio.h>

#include "backup-window-fixture.h"
#include "day-fixture.h"
#include "store/qh-backup.h"
#include "store/qh-setting.h"

/* Looking */

static gboolean
is_not_noticed (gpointer world)
{
  return !is_noticed (world);
}

/* Doing */

static void
set_folder (World *world, const char *folder)
{
  g_autoptr (GError) error = NULL;

  qh_store_set_setting (
    world->store.store, QH_SETTING_BACKUP_FOLDER, folder, QH_ACTION_CHANGE_SETTING, NULL, &error);
  g_assert_no_error (error);
}

/* As somebody who comes back later. */
static void
lock (World *world)
{
  g_autoptr (GError) error = NULL;

  qh_window_lock (world->window);
  settle ();
  g_clear_object (&world->store.store);
  world->store.store = qh_store_open (world->store.path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
}

/* What is told */

/* Opening a workspace makes up for the backup that it lacks, without a word. */
static void
test_catch_up (World *world, gconstpointer data)
{
  g_assert_true (qh_backup_is_overdue (world->store.store));
  open_window (world);
  wait_for (has_backup, world);
  settle ();
  g_assert_false (is_noticed (world));
}

/* Where none can be made, the bar says so, and its button tries again. */
static void
test_fails (World *world, gconstpointer data)
{
  g_autofree char *drive = g_build_filename (world->store.folder, "drive", NULL);
  const char *text;

  set_folder (world, drive);
  open_window (world);
  wait_for (is_noticed, world);
  text = qh_notice_bar_get_text (get_bar (world));
  g_assert_nonnull (strstr (text, "There is no backup of this workspace yet."));
  g_assert_nonnull (strstr (text, drive));
  g_assert_nonnull (strstr (text, "connect its drive"));

  g_mkdir (drive, 0700);
  g_signal_emit_by_name (child_named (get_bar (world), "button"), "clicked");
  wait_for (is_not_noticed, world);
  g_assert_true (has_backup (world));
}

/* The bar says how old the last good one is, and goes with the workspace. */
static void
test_last_good (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *day = qh_change_words_time (1700000000000);

  qh_store_set_setting (
    world->store.store, QH_SETTING_BACKUP_LAST, "1700000000", QH_ACTION_BACK_UP, NULL, &error);
  g_assert_no_error (error);
  set_folder (world, "/no/such/folder");
  open_window (world);
  wait_for (is_noticed, world);
  g_assert_nonnull (strstr (qh_notice_bar_get_text (get_bar (world)), day));
  qh_window_lock (world->window);
  g_assert_false (is_noticed (world));
}

/* Importing */

static void
test_import (World *world, gconstpointer data)
{
  GtkWidget *page = plan_import (world);
  g_autoptr (GPtrArray) infos = NULL;
  const QhSecret secret = { .passphrase = FIXTURE_PASSPHRASE };
  g_autoptr (QhBackupSummary) summary = NULL;
  gboolean found = FALSE;

  wait_for (has_backup, world); /* what the first page lacked */
  gtk_widget_activate_action (page, "import.next", NULL);
  wait_for (has_imported, world);
  infos = list (world);
  for (guint i = 0; i < infos->len; i++)
    {
      const QhBackupInfo *info = g_ptr_array_index (infos, i);

      if (info->reason != QH_BACKUP_BEFORE_IMPORT)
        continue;
      found = TRUE;
      summary = qh_backup_peek (info->path, &secret, NULL);
      g_assert_cmpint (summary->counts[QH_KIND_ACTIVITY], ==, 0);
    }
  g_assert_true (found);
}

/* A backup that cannot be made is told, and the import goes on. */
static void
test_import_without (World *world, gconstpointer data)
{
  GtkWidget *page;

  set_folder (world, "/no/such/folder");
  page = plan_import (world);
  qh_notice_bar_hide (get_bar (world));
  gtk_widget_activate_action (page, "import.next", NULL);
  wait_for (has_imported, world);
  g_assert_true (is_noticed (world));
}

/* Cancelled while the backup is made, nothing is imported. */
static void
test_import_cancelled (World *world, gconstpointer data)
{
  GtkWidget *page = plan_import (world);

  wait_for (has_backup, world);
  gtk_widget_activate_action (page, "import.next", NULL);
  gtk_widget_activate_action (page, "import.cancel", NULL);
  wait_for_view (page, "profile");
  g_assert_false (has_imported (world));
}

/* Settings → Backups */

static void
wait_until_says (gpointer root, const char *text)
{
  wait_for (says, &(Words){ root, text });
}

static guint
count_words (GtkWidget *root, const char *text)
{
  guint n = GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_text (GTK_LABEL (root)), text);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_words (child, text);
  return n;
}

static void
copy_backup (World *world, const char *name, gsize keep)
{
  g_autoptr (GPtrArray) infos = list (world);
  const QhBackupInfo *info = g_ptr_array_index (infos, 0);
  g_autofree char *folder = g_path_get_dirname (info->path);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (info->path, &content, &size, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize)MIN (keep, size), NULL));
}

/* The list says when, why and how big, and what is sound. */
static void
test_list (World *world, gconstpointer data)
{
  GtkWidget *page;
  GtkWidget *rows;

  open_window (world);
  wait_for (has_backup, world);
  copy_backup (world, "w-20250301-0900-import.quehacer-backup", 100000);
  copy_backup (world, "w-20250201-0900.quehacer-backup", 20);
  lock (world);
  page = open_settings (world);
  rows = child_named (page, "rows");
  wait_until_says (rows, "Sound");
  while (count_words (rows, "Sound") + count_words (rows, "Damaged") < 3)
    settle ();
  g_assert_cmpuint (count_words (rows, "Sound"), ==, 1);
  g_assert_cmpuint (count_words (rows, "Damaged"), ==, 2);
  g_assert_cmpuint (count_words (rows, "Restore…"), ==, 2);
  wait_for (says, &(Words){ rows, "Before an import · 100.0" });
  wait_for (says, &(Words){ rows, "Daily" });
  qh_window_lock (world->window);
  settle ();
  g_assert_cmpuint (count_words (rows, "Sound"), ==, 0);
}

static void
test_now (World *world, gconstpointer data)
{
  GtkWidget *page = open_settings (world);

  g_signal_emit_by_name (child_named (page, "now"), "clicked");
  wait_until_says (child_named (page, "rows"), "By hand");
  g_assert_cmpint (qh_backup_get_last (world->store.store), >, 0);
}

/* Files are chosen outside of the program: here the widgets are told. */
static void
test_settings (World *world, gconstpointer data)
{
  GtkWidget *page = open_settings (world);
  g_autofree char *drive = g_build_filename (world->store.folder, "drive", NULL);
  g_autoptr (GError) error = NULL;
  QhBackupRule rule;

  gtk_spin_button_set_value (child_named (page, "days"), 10);
  gtk_spin_button_set_value (child_named (page, "weeks"), 6);
  for (gint64 end = g_get_monotonic_time () + PATIENCE;
       qh_backup_get_rule (world->store.store).weeks != 6;)
    {
      settle ();
      g_assert_cmpint (g_get_monotonic_time (), <, end);
    }
  rule = qh_backup_get_rule (world->store.store);
  g_assert_cmpuint (rule.days, ==, 10);
  g_assert_cmpuint (rule.months, ==, 12);

  g_assert_false (gtk_widget_get_visible (child_named (page, "beside")));
  g_mkdir (drive, 0700);
  g_assert_true (qh_backup_set_folder (world->store.store, drive, &error));
  g_signal_emit_by_name (child_named (page, "now"), "clicked");
  wait_until_says (child_named (page, "folder"), drive);
  g_assert_true (gtk_widget_get_visible (child_named (page, "beside")));
  g_signal_emit_by_name (child_named (page, "beside"), "clicked");
  wait_until_says (child_named (page, "folder"), "w.backups");

  /* What is being changed as the workspace is locked is kept. */
  gtk_spin_button_set_value (child_named (page, "months"), 24);
  lock (world);
  g_assert_cmpuint (qh_backup_get_rule (world->store.store).months, ==, 24);
}

static void
add_tests (QhApplication *application)
{
#define ADD(path, function)                                                                        \
  g_test_add ("/backup-window/" path, World, application, set_up, function, tear_down)
  ADD ("catch-up", test_catch_up);
  ADD ("fails", test_fails);
  ADD ("last-good", test_last_good);
  ADD ("import", test_import);
  ADD ("import-without", test_import_without);
  ADD ("import-cancelled", test_import_cancelled);
  ADD ("list", test_list);
  ADD ("now", test_now);
  ADD ("settings", test_settings);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
