/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "users-fixture.h"

#include <sqlite3.h>

#include "store/qh-history.h"
#include "store/qh-verify.h"

gint64
users_add (QhStore *store, const char *name, QhRoles roles, const char *passphrase)
{
  g_autoptr (QhRecord) user = qh_store_new_record (store, QH_KIND_USER);
  g_autoptr (GError) error = NULL;
  gint64 id;

  qh_record_set_text (user, "name", name);
  qh_user_set_roles (user, roles);
  id = qh_users_add (store, user, passphrase, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

QhStore *
users_open_as (Fixture *fixture, const char *name, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  QhStore *store = qh_store_open_as (fixture->path, name, passphrase, &error);

  g_assert_no_error (error);
  return store;
}

/* A case of one person with an activity; returns the case. */
gint64
users_put_case (Fixture *fixture, gint64 *person_id, gint64 *activity_id)
{
  QhStore *store = fixture->store;
  QhRecord *record = fixture_new_case (store);
  QhRecord *activity = fixture_new_activity (store);
  gint64 person = fixture_put (store, fixture_new_person (store, SECRET_NAME, "M", 1980));
  const gint64 cells[] = { person, fixture_code (store, "case_role", "TI") };
  QhRows *people = qh_rows_new (0, 2);
  gint64 case_id;

  qh_rows_append (people, cells);
  qh_record_take_rows (record, "people", people);
  case_id = fixture_put (store, record);
  qh_record_set_integer (activity, "case", case_id);
  qh_record_set_text (activity, "note", SECRET_NOTE);
  *activity_id = fixture_put (store, activity);
  *person_id = person;
  return case_id;
}

void
users_exec (Fixture *fixture, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

gint64
users_count (Fixture *fixture, const char *sql)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  gint64 value;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return value;
}

gboolean
users_is_closed (QhStore *store, guint kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhRecord) record = qh_store_get (store, kind, id, &error);

  g_assert_no_error (error);
  return record->closed;
}

guint
users_count_notes (QhStore *store, guint kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = qh_history_list (store, kind, id, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < versions->len; i++)
    {
      const QhVersion *version = g_ptr_array_index (versions, i);

      if (version->after != NULL && qh_record_is_set (version->after, "note"))
        n++;
      if (version->before != NULL && qh_record_is_set (version->before, "note"))
        n++;
    }
  return n;
}

void
users_assert_whole (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->problems->len; i++)
    g_test_message ("%s", (const char *)g_ptr_array_index (report->problems, i));
  g_assert_cmpuint (report->problems->len, ==, 0);
}
