/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup restored in the window, and what is offered when the workspace is damaged. */
#include <sqlite3.h>

#include "backup-window-fixture.h"
#include "day-fixture.h"
#include "store/qh-backup.h"
#include "ui/backups/qh-damage-page.h"
#include "ui/backups/qh-restore-window.h"
#include "ui/backups/qh-secret-rows.h"
#include "ui/backups/qh-target-row.h"

/* Restoring */

static char *
make_backup (World *world)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;

  qh_backup_make (world->store.store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, &path, &error);
  g_assert_no_error (error);
  return path;
}

static GtkWidget *
ask_restore (World *world, const char *backup)
{
  gtk_widget_activate_action (GTK_WIDGET (world->window), "win.restore-backup", "s", backup);
  settle ();
  g_assert_nonnull (find_toplevel (QH_TYPE_RESTORE_WINDOW));
  return find_toplevel (QH_TYPE_RESTORE_WINDOW);
}

static void
type_passphrase (GtkWidget *root, const char *passphrase)
{
  GtkWidget *rows = find_widget (root, QH_TYPE_SECRET_ROWS, NULL);

  gtk_editable_set_text (GTK_EDITABLE (child_named (rows, "passphrase")), passphrase);
}

static gboolean
shows_inside (gpointer window)
{
  return g_str_equal (gtk_stack_get_visible_child_name (child_named (window, "stack")), "inside");
}

static gboolean
shows_problem (gpointer window)
{
  return gtk_widget_get_visible (child_named (window, "problem"));
}

static gboolean
is_open (gpointer world)
{
  return qh_window_get_store (((World *)world)->window) != NULL;
}

/* From where no workspace is open: a look inside, then a new file that opens. */
static void
test_restore (World *world, gconstpointer data)
{
  g_autofree char *target = g_build_filename (world->store.folder, "new.quehacer", NULL);
  g_autofree char *backup = NULL;
  GtkWidget *window;

  fixture_put (world->store.store, fixture_new_activity (world->store.store));
  backup = make_backup (world);
  window = ask_restore (world, backup);
  g_assert_false (gtk_widget_is_sensitive (child_named (window, "look")));
  type_passphrase (window, "otra frase que no es");
  g_signal_emit_by_name (child_named (window, "look"), "clicked");
  wait_for (shows_problem, window);
  type_passphrase (window, FIXTURE_PASSPHRASE);
  g_signal_emit_by_name (child_named (window, "look"), "clicked");
  wait_for (shows_inside, window);
  wait_for (says, &(Words){ window, "Trabajo Social" });
  wait_for (says, &(Words){ window, "Activities" });

  /* Nothing that is there is written over. */
  qh_target_row_set_path (child_named (window, "target"), world->store.path);
  g_signal_emit_by_name (child_named (window, "restore"), "clicked");
  wait_for (shows_problem, window);
  qh_target_row_set_path (child_named (window, "target"), target);
  g_signal_emit_by_name (child_named (window, "restore"), "clicked");
  wait_for (is_open, world);
  settle ();
  g_assert_null (find_toplevel (QH_TYPE_RESTORE_WINDOW));
  g_assert_cmpstr (qh_store_get_path (qh_window_get_store (world->window)), ==, target);
  g_assert_cmpint (qh_store_count (qh_window_get_store (world->window), QH_KIND_ACTIVITY), ==, 1);
}

/* From the settings: what is open is backed up first, and closed. */
static void
test_restore_same (World *world, gconstpointer data)
{
  g_autofree char *backup = make_backup (world);
  g_autoptr (GPtrArray) infos = NULL;
  GtkWidget *window;
  gboolean found = FALSE;

  fixture_put (world->store.store, fixture_new_activity (world->store.store));
  open_settings (world);
  window = ask_restore (world, backup);
  type_passphrase (window, FIXTURE_PASSPHRASE);
  g_signal_emit_by_name (child_named (window, "look"), "clicked");
  wait_for (shows_inside, window);
  g_signal_emit_by_name (child_named (window, "restore"), "clicked");
  for (gint64 end = g_get_monotonic_time () + PATIENCE;
       qh_window_get_store (world->window) == NULL
       || qh_window_get_store (world->window) == world->store.store;)
    {
      settle ();
      g_assert_cmpint (g_get_monotonic_time (), <, end);
    }
  g_assert_cmpint (qh_store_count (qh_window_get_store (world->window), QH_KIND_ACTIVITY), ==, 0);
  infos = list (world);
  for (guint i = 0; i < infos->len; i++)
    found |= ((QhBackupInfo *)g_ptr_array_index (infos, i))->reason == QH_BACKUP_BEFORE_RESTORE;
  g_assert_true (found);
}

/* A lock takes the window along with what was typed. */
static void
test_restore_locked (World *world, gconstpointer data)
{
  g_autofree char *backup = make_backup (world);
  GtkWidget *window;

  open_window (world);
  window = ask_restore (world, backup);
  type_passphrase (window, FIXTURE_PASSPHRASE);
  g_signal_emit_by_name (child_named (window, "look"), "clicked");
  qh_window_lock (world->window);
  for (guint i = 0; i < 10; i++)
    settle ();
  g_assert_null (find_toplevel (QH_TYPE_RESTORE_WINDOW));
}

/* Damaged */

#define PAGE_SIZE 8192

static void
overwrite (World *world, const char *table, guint first, guint n)
{
  g_autofree char *bytes = NULL;
  sqlite3 *db;
  sqlite3_stmt *statement;
  gsize size;

  g_assert_cmpint (sqlite3_open (world->store.path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_prepare_v2 (db, "SELECT pageno FROM dbstat WHERE name = ?1", -1, &statement, NULL),
    ==,
    SQLITE_OK);
  sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
  g_assert_true (g_file_get_contents (world->store.path, &bytes, &size, NULL));
  for (guint i = 0; sqlite3_step (statement) == SQLITE_ROW; i++)
    if (i >= first && i < first + n)
      memset (bytes + (sqlite3_column_int64 (statement, 0) - 1) * PAGE_SIZE, 0xaa, PAGE_SIZE);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  g_assert_true (g_file_set_contents (world->store.path, bytes, (gssize)size, NULL));
}

static GtkWidget *
get_damage (World *world)
{
  return find_widget (world->window, QH_TYPE_DAMAGE_PAGE, NULL);
}

static gboolean
shows_damage (gpointer world)
{
  return gtk_widget_get_mapped (get_damage (world));
}

static gboolean
can_restore (gpointer page)
{
  return gtk_widget_is_sensitive (child_named (page, "restore"));
}

static gboolean
shows_report (gpointer page)
{
  return g_str_equal (gtk_stack_get_visible_child_name (child_named (page, "stack")), "report");
}

/* A workspace whose first page is lost: the page says so, and the backup and what
 * is newer make another. */
static void
test_damaged (World *world, gconstpointer data)
{
  g_autofree char *backup = make_backup (world);
  g_autofree char *saved = g_build_filename (world->store.folder, "w-saved.quehacer", NULL);
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page = get_damage (world);

  fixture_put (world->store.store, fixture_new_activity (world->store.store));
  g_clear_object (&world->store.store);
  overwrite (world, "sqlite_schema", 0, 1);
  qh_window_open_path (world->window, world->store.path);
  wait_for (shows_damage, world);
  wait_for (says, &(Words){ page, "its beginning cannot be read" });
  g_assert_false (can_restore (page));
  type_passphrase (page, FIXTURE_PASSPHRASE);
  wait_for (can_restore, page);
  wait_for (says, &(Words){ page, "By hand" });
  g_signal_emit_by_name (child_named (page, "restore"), "clicked");
  wait_for (shows_report, page);
  settle ();
  wait_for (says, &(Words){ page, saved });
  wait_for (says, &(Words){ page, "1 saved" });
  store = qh_store_open (saved, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 1);
}

/* Without a backup what can be read is saved; wrong passphrases are told. */
static void
test_damaged_alone (World *world, gconstpointer data)
{
  g_autofree char *saved = g_build_filename (world->store.folder, "other.quehacer", NULL);
  GtkWidget *page = get_damage (world);

  fixture_put (world->store.store, fixture_new_activity (world->store.store));
  g_clear_object (&world->store.store);
  overwrite (world, "units", 0, 1);
  qh_window_open_path (world->window, world->store.path);
  wait_for (shows_damage, world);
  wait_for (says, &(Words){ page, "None was found" });
  qh_target_row_set_path (child_named (page, "target"), saved);
  type_passphrase (page, "otra frase que no es");
  g_assert_false (can_restore (page));
  g_signal_emit_by_name (child_named (page, "salvage"), "clicked");
  wait_for (shows_problem, page);
  g_assert_false (g_file_test (saved, G_FILE_TEST_EXISTS));
  type_passphrase (page, FIXTURE_PASSPHRASE);
  g_signal_emit_by_name (child_named (page, "salvage"), "clicked");
  wait_for (shows_report, page);
  g_assert_true (g_file_test (saved, G_FILE_TEST_EXISTS));
}

static gboolean
has_imported_or_stopped (gpointer page)
{
  return g_str_equal (gtk_stack_get_visible_child_name (child_named (page, "stack")), "profile");
}

/* The day's backup finds damage where nobody looked: the bar leads to what can be
 * done, and no import goes into such a workspace. */
static void
test_damaged_backup (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *page;

  g_clear_object (&world->store.store);
  overwrite (world, "consultations_person", 0, 1);
  world->store.store = qh_store_open (world->store.path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  page = plan_import (world);
  wait_for (is_noticed, world);
  gtk_widget_activate_action (page, "import.next", NULL);
  wait_for (has_imported_or_stopped, page);
  g_assert_false (has_imported (world));
  g_assert_true (is_noticed (world));
  g_signal_emit_by_name (child_named (get_bar (world), "button"), "clicked");
  wait_for (shows_damage, world);
  g_assert_false (is_open (world));
}

/* What is damaged inside shows once it is read: the workspace closes. */
static void
test_damaged_inside (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_put (world->store.store, fixture_new_activity (world->store.store));
  g_clear_object (&world->store.store);
  overwrite (world, "activities", 0, 1);
  world->store.store = qh_store_open (world->store.path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  open_window (world);
  wait_for (shows_damage, world);
  g_assert_false (is_open (world));
  gtk_widget_activate_action (GTK_WIDGET (world->window), "win.other-workspace", NULL);
  settle ();
  g_assert_false (shows_damage (world));
}

static void
add_tests (QhApplication *application)
{
#define ADD(path, function)                                                                        \
  g_test_add ("/backup-window/" path, World, application, set_up, function, tear_down)
  ADD ("restore", test_restore);
  ADD ("restore-same", test_restore_same);
  ADD ("restore-locked", test_restore_locked);
  ADD ("damaged", test_damaged);
  ADD ("damaged-alone", test_damaged_alone);
  ADD ("damaged-backup", test_damaged_backup);
  ADD ("damaged-inside", test_damaged_inside);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
