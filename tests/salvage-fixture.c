/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salvage-fixture.h"

#include <string.h>

#include <sqlite3.h>

gint64
put_activities (QhStore *store, guint n)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *activity = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *note = g_strdup_printf ("Nota número %u de las que se guardan.", i);

      activity = fixture_new_activity (store);
      qh_record_set_text (activity, "note", note);
      qh_change_put (change, activity);
    }
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return activity->id;
}

void
set_up (Damaged *self, gconstpointer data)
{
  fixture_set_up (&self->base, NULL);
  self->words = qh_store_take_recovery_words (self->base.store);
  self->last = put_activities (self->base.store, N_ACTIVITIES);
  self->saved = g_build_filename (self->base.folder, "saved.quehacer", NULL);
}

void
tear_down (Damaged *self, gconstpointer data)
{
  fixture_tear_down (&self->base, NULL);
  g_free (self->saved);
  g_free (self->words);
}

void
close_store (Damaged *self)
{
  g_clear_object (&self->base.store);
}

/* The leaf pages of a table and how many rows each has. */
GArray *
list_pages (Damaged *self, const char *table)
{
  GArray *pages = g_array_new (FALSE, FALSE, 2 * sizeof (gint64));
  sqlite3 *db;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_open (self->base.path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (
                     db,
                     "SELECT pageno, ncell FROM dbstat (?1) WHERE name = ?2 AND pagetype = 'leaf'",
                     -1,
                     &statement,
                     NULL),
                   ==,
                   SQLITE_OK);
  sqlite3_bind_text (statement, 1, "main", -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, table, -1, SQLITE_STATIC);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      gint64 page[2] = { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1) };

      g_array_append_vals (pages, page, 1);
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return pages;
}

/* Overwrites pages of a table and returns how many rows they had. */
guint64
damage (Damaged *self, const char *table, guint first, guint step)
{
  g_autoptr (GArray) pages = list_pages (self, table);
  g_autofree char *bytes = NULL;
  guint64 n = 0;
  gsize size;

  g_assert_cmpuint (pages->len, >, first);
  g_assert_true (g_file_get_contents (self->base.path, &bytes, &size, NULL));
  for (guint i = first; i < pages->len; i += step)
    {
      const gint64 *page = (const gint64 *)(gpointer)pages->data + 2 * i;

      memset (bytes + (page[0] - 1) * PAGE_SIZE, 0xaa, PAGE_SIZE);
      n += (guint64)page[1];
    }
  g_assert_true (g_file_set_contents (self->base.path, bytes, (gssize)size, NULL));
  return n;
}

QhSalvageReport *
salvage (Damaged *self, const char *backup)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize size_before, size_after;
  QhSalvageReport *report;

  g_assert_true (g_file_get_contents (self->base.path, &before, &size_before, NULL));
  report = qh_salvage (self->base.path, &secret, backup, self->saved, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (self->base.path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
  return report;
}

const QhSalvageTable *
find_table (const QhSalvageReport *report, const char *name)
{
  for (guint i = 0; i < report->tables->len; i++)
    {
      const QhSalvageTable *table = g_ptr_array_index (report->tables, i);

      if (g_str_equal (table->name, name))
        return table;
    }
  g_assert_not_reached ();
}

QhStore *
open_saved (Damaged *self)
{
  g_autoptr (GError) error = NULL;
  QhStore *store = qh_store_open (self->saved, FIXTURE_PASSPHRASE, &error);

  g_assert_no_error (error);
  return store;
}

char *
make_backup (Damaged *self)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;

  qh_backup_make (self->base.store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, &path, &error);
  g_assert_no_error (error);
  return path;
}

void
assert_note (QhStore *store, gint64 id, const char *note)
{
  g_autoptr (QhRecord) activity = qh_store_get (store, QH_KIND_ACTIVITY, id, NULL);

  g_assert_nonnull (activity);
  g_assert_cmpstr (qh_record_get_text (activity, "note"), ==, note);
}
