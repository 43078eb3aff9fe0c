/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups in the window: what is told of them, and what a person does with them. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "app/qh-application.h"
#include "app/qh-window.h"
#include "fixture.h"
#include "store/qh-backup.h"
#include "store/qh-change-words.h"
#include "store/qh-setting.h"
#include "ui/backups/qh-damage-page.h"
#include "ui/backups/qh-restore-window.h"
#include "ui/backups/qh-secret-rows.h"
#include "ui/backups/qh-target-row.h"
#include "ui/import/qh-import-page.h"
#include "ui/import/qh-import-profile-view.h"
#include "ui/settings/qh-settings-backups.h"
#include "ui/widgets/qh-notice-bar.h"

#define PATIENCE (180 * G_USEC_PER_SEC)

typedef struct
{
  Fixture store;
  QhWindow *window;
} World;

/* Waiting */

typedef gboolean (*Condition) (gpointer data);

static void
wait_for (Condition condition, gpointer data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
    }
}

static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 120 * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* Looking */

static gpointer
find_widget (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
child_of (gpointer widget, const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);
  return child;
}

static QhNoticeBar *
get_bar (World *world)
{
  return find_widget (GTK_WIDGET (world->window), QH_TYPE_NOTICE_BAR);
}

static gboolean
is_noticed (gpointer world)
{
  return qh_notice_bar_get_text (get_bar (world)) != NULL;
}

static gboolean
is_not_noticed (gpointer world)
{
  return !is_noticed (world);
}

/* The workspace's own backups, newest first. */
static GPtrArray *
list (World *world)
{
  g_autofree char *folder = qh_backup_find_folder (world->store.path);
  GPtrArray *infos = qh_backup_list (folder, world->store.path, NULL);

  return infos != NULL ? infos : g_ptr_array_new ();
}

static gboolean
has_backup (gpointer world)
{
  g_autoptr (GPtrArray) infos = list (world);

  return infos->len > 0 && !qh_backup_is_overdue (((World *)world)->store.store);
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

static void
open_window (World *world)
{
  qh_window_take_store (world->window, world->store.store);
  settle ();
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
  g_signal_emit_by_name (child_of (get_bar (world), "button"), "clicked");
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
wait_for_view (GtkWidget *page, const char *name)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!g_str_equal (gtk_stack_get_visible_child_name (child_of (page, "stack")), name))
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

static GtkWidget *
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
  qh_import_profile_view_open_file (child_of (page, "profile_view"), profile);
  wait_for (has_profile, child_of (page, "profile_view"));
  settle ();
  gtk_widget_activate_action (page, "import.next", NULL);
  wait_for_view (page, "report");
  return page;
}

static gboolean
has_imported (gpointer world)
{
  return qh_store_count (((World *)world)->store.store, QH_KIND_ACTIVITY) > 0;
}

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

static GtkWidget *
open_settings (World *world)
{
  GtkWidget *page;

  open_window (world);
  wait_for (has_backup, world);
  qh_window_show_page (world->window, "settings");
  page = qh_window_get_page_widget (world->window);
  gtk_stack_set_visible_child_name (child_of (page, "stack"), "backups");
  settle ();
  return find_widget (page, QH_TYPE_SETTINGS_BACKUPS);
}

typedef struct
{
  GtkWidget *root;
  const char *text;
} Words;

/* Whether a label that shows says a text. */
static gboolean
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
  rows = child_of (page, "rows");
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

  g_signal_emit_by_name (child_of (page, "now"), "clicked");
  wait_until_says (child_of (page, "rows"), "By hand");
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

  gtk_spin_button_set_value (child_of (page, "days"), 10);
  gtk_spin_button_set_value (child_of (page, "weeks"), 6);
  for (gint64 end = g_get_monotonic_time () + PATIENCE;
       qh_backup_get_rule (world->store.store).weeks != 6;)
    {
      settle ();
      g_assert_cmpint (g_get_monotonic_time (), <, end);
    }
  rule = qh_backup_get_rule (world->store.store);
  g_assert_cmpuint (rule.days, ==, 10);
  g_assert_cmpuint (rule.months, ==, 12);

  g_assert_false (gtk_widget_get_visible (child_of (page, "beside")));
  g_mkdir (drive, 0700);
  g_assert_true (qh_backup_set_folder (world->store.store, drive, &error));
  g_signal_emit_by_name (child_of (page, "now"), "clicked");
  wait_until_says (child_of (page, "folder"), drive);
  g_assert_true (gtk_widget_get_visible (child_of (page, "beside")));
  g_signal_emit_by_name (child_of (page, "beside"), "clicked");
  wait_until_says (child_of (page, "folder"), "w.backups");

  /* What is being changed as the workspace is locked is kept. */
  gtk_spin_button_set_value (child_of (page, "months"), 24);
  lock (world);
  g_assert_cmpuint (qh_backup_get_rule (world->store.store).months, ==, 24);
}

/* Restoring */

static gpointer
find_window (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

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
  g_assert_nonnull (find_window (QH_TYPE_RESTORE_WINDOW));
  return find_window (QH_TYPE_RESTORE_WINDOW);
}

static void
type_passphrase (GtkWidget *root, const char *passphrase)
{
  GtkWidget *rows = find_widget (root, QH_TYPE_SECRET_ROWS);

  gtk_editable_set_text (GTK_EDITABLE (child_of (rows, "passphrase")), passphrase);
}

static gboolean
shows_inside (gpointer window)
{
  return g_str_equal (gtk_stack_get_visible_child_name (child_of (window, "stack")), "inside");
}

static gboolean
shows_problem (gpointer window)
{
  return gtk_widget_get_visible (child_of (window, "problem"));
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
  g_assert_false (gtk_widget_is_sensitive (child_of (window, "look")));
  type_passphrase (window, "otra frase que no es");
  g_signal_emit_by_name (child_of (window, "look"), "clicked");
  wait_for (shows_problem, window);
  type_passphrase (window, FIXTURE_PASSPHRASE);
  g_signal_emit_by_name (child_of (window, "look"), "clicked");
  wait_for (shows_inside, window);
  wait_for (says, &(Words){ window, "Trabajo Social" });
  wait_for (says, &(Words){ window, "Activities" });

  /* Nothing that is there is written over. */
  qh_target_row_set_path (child_of (window, "target"), world->store.path);
  g_signal_emit_by_name (child_of (window, "restore"), "clicked");
  wait_for (shows_problem, window);
  qh_target_row_set_path (child_of (window, "target"), target);
  g_signal_emit_by_name (child_of (window, "restore"), "clicked");
  wait_for (is_open, world);
  settle ();
  g_assert_null (find_window (QH_TYPE_RESTORE_WINDOW));
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
  g_signal_emit_by_name (child_of (window, "look"), "clicked");
  wait_for (shows_inside, window);
  g_signal_emit_by_name (child_of (window, "restore"), "clicked");
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
  g_signal_emit_by_name (child_of (window, "look"), "clicked");
  qh_window_lock (world->window);
  for (guint i = 0; i < 10; i++)
    settle ();
  g_assert_null (find_window (QH_TYPE_RESTORE_WINDOW));
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
  return find_widget (GTK_WIDGET (world->window), QH_TYPE_DAMAGE_PAGE);
}

static gboolean
shows_damage (gpointer world)
{
  return gtk_widget_get_mapped (get_damage (world));
}

static gboolean
can_restore (gpointer page)
{
  return gtk_widget_is_sensitive (child_of (page, "restore"));
}

static gboolean
shows_report (gpointer page)
{
  return g_str_equal (gtk_stack_get_visible_child_name (child_of (page, "stack")), "report");
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
  g_signal_emit_by_name (child_of (page, "restore"), "clicked");
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
  qh_target_row_set_path (child_of (page, "target"), saved);
  type_passphrase (page, "otra frase que no es");
  g_assert_false (can_restore (page));
  g_signal_emit_by_name (child_of (page, "salvage"), "clicked");
  wait_for (shows_problem, page);
  g_assert_false (g_file_test (saved, G_FILE_TEST_EXISTS));
  type_passphrase (page, FIXTURE_PASSPHRASE);
  g_signal_emit_by_name (child_of (page, "salvage"), "clicked");
  wait_for (shows_report, page);
  g_assert_true (g_file_test (saved, G_FILE_TEST_EXISTS));
}

static gboolean
has_imported_or_stopped (gpointer page)
{
  return g_str_equal (gtk_stack_get_visible_child_name (child_of (page, "stack")), "profile");
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
  g_signal_emit_by_name (child_of (get_bar (world), "button"), "clicked");
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
set_up (World *world, gconstpointer data)
{
  fixture_set_up (&world->store, NULL);
  world->window = qh_window_new (QH_APPLICATION ((gpointer)data));
  gtk_window_present (GTK_WINDOW (world->window));
}

static void
tear_down (World *world, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (world->window));
  settle ();
  fixture_tear_down (&world->store, NULL);
}

int
main (int argc, char *argv[])
{
  g_autoptr (QhApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
  gtk_test_init (&argc, &argv, NULL);
  application = qh_application_new (NULL);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
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
  ADD ("restore", test_restore);
  ADD ("restore-same", test_restore_same);
  ADD ("restore-locked", test_restore_locked);
  ADD ("damaged", test_damaged);
  ADD ("damaged-alone", test_damaged_alone);
  ADD ("damaged-backup", test_damaged_backup);
  ADD ("damaged-inside", test_damaged_inside);
  return g_test_run ();
}
