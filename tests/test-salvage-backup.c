/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is saved of a damaged workspace with a backup of it, and with what its log tells since. */
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "salvage-fixture.h"
#include "store/qh-erase.h"
#include "store/qh-restriction.h"
#include "store/qh-users.h"

static void delete (QhStore *store, gint64 id)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  qh_change_delete (change, qh_store_get (store, QH_KIND_ACTIVITY, id, NULL));
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What is lost comes from the backup, what is newer from the workspace. */
static void
test_with_backup (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = make_backup (self);
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhRecord) activity = NULL;
  gint64 newer = put_activities (self->base.store, 1);

  close_store (self);
  damage (self, "activities", 2, 1000);
  report = salvage (self, backup);
  store = open_saved (self);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, N_ACTIVITIES + 1);
  activity = qh_store_get (store, QH_KIND_ACTIVITY, newer, NULL);
  g_assert_nonnull (activity);
}

/* What was removed since the backup does not come back where all can be read. */
static void
test_removed (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = make_backup (self);
  g_autoptr (QhSalvageReport) report = NULL;

  delete (self->base.store, self->last);
  close_store (self);
  damage (self, "change_entries", 0, 1000);
  report = salvage (self, backup);
  g_assert_cmpuint (find_table (report, "activities")->n_saved, ==, N_ACTIVITIES - 1);
}

static void
set_note (QhStore *store, gint64 id, const char *note)
{
  QhRecord *activity = qh_store_get (store, QH_KIND_ACTIVITY, id, NULL);

  qh_record_set_text (activity, "note", note);
  fixture_put (store, activity);
}

/* What came after the backup stands in the log too: where the tables are lost, it
 * is done again. */
static void
test_replay (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = make_backup (self);
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  const QhSalvageTable *table;
  gint64 gone = put_activities (self->base.store, 1);
  gint64 newer = put_activities (self->base.store, 29);

  set_note (self->base.store, self->last, "Corregida después del respaldo");
  set_note (self->base.store, newer, "Corregida dos veces");
  delete (self->base.store, gone);
  close_store (self);
  damage (self, "activities", 0, 1);
  report = salvage (self, backup);
  table = find_table (report, "activities");
  g_assert_true (table->damaged);
  g_assert_cmpuint (table->n_saved, ==, N_ACTIVITIES + 29);
  g_assert_cmpuint (table->n_lost, ==, 0);
  g_assert_cmpuint (report->notes->len, >, 0);
  g_assert_cmpuint (report->problems->len, ==, 0);
  store = open_saved (self);
  assert_note (store, self->last, "Corregida después del respaldo");
  assert_note (store, newer, "Corregida dos veces");
  g_assert_null (qh_store_get (store, QH_KIND_ACTIVITY, gone, NULL));
}

/* What the log knows of a case from before it was restricted, only its users can
 * bring back: the others are told. */
static void
test_replay_closed (Damaged *self, gconstpointer data)
{
  QhStore *store = self->base.store;
  g_autoptr (QhRecord) user = qh_store_new_record (store, QH_KIND_USER);
  QhRecord *activity = fixture_new_activity (store);
  g_autofree char *backup = NULL;
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id, case_id = fixture_put (store, fixture_new_case (store));
  gboolean said = FALSE;

  qh_record_set_integer (activity, "case", case_id);
  id = fixture_put (store, activity);
  qh_record_set_text (user, "name", "Beto");
  qh_user_set_roles (user, QH_ROLE_PRACTITIONER);
  user->id = qh_users_add (store, user, "cuatro palabras de Beto juntas", &error);
  g_assert_no_error (error);
  backup = make_backup (self);
  set_note (store, id, "Nota de un caso que se restringe después");
  g_assert_true (qh_store_restrict_case (store, case_id, &user->id, 1, &error));
  close_store (self);
  damage (self, "activities", 0, 1);
  report = salvage (self, backup);
  for (guint i = 0; i < report->notes->len; i++)
    said = said
           || strstr (g_ptr_array_index (report->notes, i),
                      "log that this passphrase does not open: 1.")
                != NULL;
  g_assert_true (said);
}

/* Where the log breaks off, a row that could be read is newer than what is left of it. */
static void
test_replay_broken (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = make_backup (self);
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GArray) pages = NULL;
  gint64 newer = put_activities (self->base.store, 300);

  set_note (self->base.store, newer, "Primera corrección");
  put_activities (self->base.store, 300);
  set_note (self->base.store, newer, "Segunda corrección");
  close_store (self);
  pages = list_pages (self, "change_entries");
  damage (self, "change_entries", pages->len - 1, 1);
  damage (self, "activities", 0, 1000);
  report = salvage (self, backup);
  store = open_saved (self);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, N_ACTIVITIES + 600);
  assert_note (store, newer, "Segunda corrección");
  g_assert_nonnull (strstr (g_ptr_array_index (report->notes, report->notes->len - 1), "log"));
}

static guint
count_bodies (const char *path, gint64 record)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  guint n;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_prepare_v2 (db,
                        "SELECT count(*) FROM change_entries WHERE record = ?1 AND erased IS NULL",
                        -1,
                        &statement,
                        NULL),
    ==,
    SQLITE_OK);
  sqlite3_bind_int64 (statement, 1, record);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = (guint)sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return n;
}

/* Who was erased after the backup does not come back with it, neither in the
 * tables nor in the log. */
static void
test_erased (Damaged *self, gconstpointer data)
{
  g_autofree char *backup = NULL;
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GArray) pages = NULL;
  g_autoptr (GError) error = NULL;
  QhErasure erasure;
  gint64 person
    = fixture_put (self->base.store,
                   fixture_new_person (self->base.store, "Zacarías Canario Amarillo", "M", 1980));

  put_activities (self->base.store, 200);
  backup = make_backup (self);
  g_assert_true (qh_store_erase (
    self->base.store, QH_KIND_PERSON, person, "lo pidió", &erasure, NULL, NULL, NULL, &error));
  close_store (self);
  pages = list_pages (self, "change_entries");
  for (guint i = 0; i + 1 < pages->len; i++)
    damage (self, "change_entries", 0, 1000);
  damage (self, "persons", 0, 1);
  report = salvage (self, backup);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (count_bodies (self->saved, person), ==, 0);
  store = open_saved (self);
  g_assert_null (qh_store_get (store, QH_KIND_PERSON, person, NULL));
}

/* Another workspace's backup says nothing of this one: what is read with its first
 * page would be anything. */
static void
test_foreign_backup (Damaged *self, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *backup = NULL;
  g_autoptr (QhSalvageReport) report = NULL;
  g_autoptr (QhStore) store = NULL;
  Damaged other = { 0 };
  gsize size;

  fixture_set_up (&other.base, NULL);
  put_activities (other.base.store, 3);
  backup = make_backup (&other);
  close_store (self);
  g_assert_true (g_file_get_contents (self->base.path, &bytes, &size, NULL));
  memset (bytes, 0x55, PAGE_SIZE);
  g_assert_true (g_file_set_contents (self->base.path, bytes, (gssize)size, NULL));
  report = salvage (self, backup);
  store = open_saved (self);
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 3);
  g_assert_cmpuint (report->problems->len, ==, 0);
  fixture_tear_down (&other.base, NULL);
}

/* Where nothing at all can be read, the backup is what there is. */
static void
test_only_backup (Damaged *self, gconstpointer data)
{
  static const gsize sizes[] = { 0, 100, 3 * PAGE_SIZE + 5 };
  g_autofree char *backup = make_backup (self);

  close_store (self);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *bytes = g_malloc (sizes[i] + 1);
      g_autoptr (QhSalvageReport) report = NULL;
      g_autoptr (QhStore) store = NULL;
      g_autoptr (GDir) dir = NULL;
      const char *name;

      memset (bytes, 0x55, sizes[i]);
      g_assert_true (g_file_set_contents (self->base.path, bytes, (gssize)sizes[i], NULL));
      report = salvage (self, backup);
      store = open_saved (self);
      g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, N_ACTIVITIES);
      g_clear_object (&store);
      g_unlink (self->saved);
      dir = g_dir_open (self->base.folder, 0, NULL);
      while ((name = g_dir_read_name (dir)) != NULL)
        g_assert_null (strstr (name, ".part"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/salvage/" name, Damaged, NULL, set_up, function, tear_down)
  ADD ("with-backup", test_with_backup);
  ADD ("removed", test_removed);
  ADD ("replay", test_replay);
  ADD ("replay-closed", test_replay_closed);
  ADD ("replay-broken", test_replay_broken);
  ADD ("erased", test_erased);
  ADD ("foreign-backup", test_foreign_backup);
  ADD ("only-backup", test_only_backup);
  return g_test_run ();
}
