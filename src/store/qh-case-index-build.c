/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the names of cases and people, all at unlock and some after a change. */
#include "store/qh-case-index-private.h"

#include <string.h>

#include "domain/qh-fold.h"
#include "store/qh-row.h"
#include "store/qh-store-private.h"

#define TITULAR "TI"
#define CLOSED "S3"
#define MOST_TOUCHED 500
#define CLOSED_NAME "—" /* of what the keys at hand do not open */

static const char *
add_folded (QhCaseIndex *self, const char *text)
{
  g_autofree char *folded = qh_fold (text);
  const char *kept = qh_name_arena_add (self->arena, folded);

  qh_wipe (folded, strlen (folded));
  return kept;
}

/* People */

static void
fill_person (QhCaseIndex *self, QhPersonRow *row, const QhRecord *record)
{
  g_autofree char *name = record->closed ? g_strdup (CLOSED_NAME) : qh_person_dup_name (record);

  row->id = record->id;
  row->name = qh_name_arena_add (self->arena, name);
  row->folded = add_folded (self, name);
  row->curp = qh_name_arena_add (self->arena, qh_record_get_text (record, "curp"));
  row->sex = qh_record_get_integer (record, "sex");
  row->birth_date = (QhDay)qh_record_get_integer (record, "birth_date");
  row->birth_year = (gint32)qh_record_get_integer (record, "birth_year");
  qh_wipe (name, strlen (name));
}

static void
put_person (QhCaseIndex *self, const QhRecord *record)
{
  QhPersonRow *row = g_hash_table_lookup (self->person_by_id, &record->id);

  if (row == NULL)
    {
      row = g_new0 (QhPersonRow, 1);
      row->id = record->id;
      g_ptr_array_add (self->persons, row);
      g_hash_table_insert (self->person_by_id, &row->id, row);
    }
  fill_person (self, row, record);
}

/* Cases */

static QhCaseRow *
put_case (QhCaseIndex *self, const QhRecord *record)
{
  QhCaseRow *row = g_hash_table_lookup (self->case_by_id, &record->id);

  if (row == NULL)
    {
      row = g_new0 (QhCaseRow, 1);
      row->id = record->id;
      g_ptr_array_add (self->cases, row);
      g_hash_table_insert (self->case_by_id, &row->id, row);
    }
  row->folio
    = qh_name_arena_add (self->arena, record->closed ? CLOSED_NAME : qh_record_get_text (record, "folio"));
  row->title
    = qh_name_arena_add (self->arena, record->closed ? CLOSED_NAME : qh_record_get_text (record, "name"));
  row->worker = qh_record_get_integer (record, "worker");
  row->status = qh_record_get_integer (record, "status");
  row->level = qh_record_get_integer (record, "level");
  row->opened = (QhDay)qh_record_get_integer (record, "opened");
  row->titular = row->problem = row->sex = 0;
  row->birth_year = 0;
  row->n_people = row->pending = 0;
  row->last_activity = QH_NO_DAY;
  row->restricted = FALSE;
  return row;
}

/* The case's name and what is searched in, once its people are known. */
static void
finish_case (QhCaseIndex *self, QhCaseRow *row, const char *people_folded)
{
  const QhPersonRow *titular
    = row->titular != 0 ? g_hash_table_lookup (self->person_by_id, &row->titular) : NULL;
  g_autoptr (GString) folded = g_string_new (NULL);

  if (row->title[0] == '\0')
    row->title = titular != NULL ? titular->name : row->folio;
  if (titular != NULL)
    {
      row->sex = titular->sex;
      row->birth_year = titular->birth_year;
    }
  qh_fold_append (folded, row->folio);
  g_string_append_c (folded, ' ');
  qh_fold_append (folded, row->title);
  g_string_append_c (folded, ' ');
  g_string_append (folded, people_folded);
  row->folded = qh_name_arena_add (self->arena, folded->str);
  qh_wipe (folded->str, folded->len);
}

typedef struct
{
  QhStore *store;
  QhDatabase *database;
  QhCaseIndex *index;
  QhKeyring *keyring;
  gint64 only; /* a case, or 0 for all */
} Build;

/* Statements end in a condition when only one case is wanted. */
static sqlite3_stmt *
prepare (Build *build, const char *all, const char *one, GError **error)
{
  sqlite3_stmt *statement
    = qh_database_prepare (build->database, build->only != 0 ? one : all, error);

  if (statement != NULL && build->only != 0)
    sqlite3_bind_int64 (statement, 1, build->only);
  return statement;
}

static QhCaseRow *
find_case (Build *build, gint64 id)
{
  return g_hash_table_lookup (build->index->case_by_id, &id);
}

static gboolean
read_persons (Build *build, GCancellable *cancellable, GError **error)
{
  QhKind *kind = qh_store_get_kind (build->store, QH_KIND_PERSON);
  g_autofree char *sql = qh_kind_make_select (kind, "ORDER BY id");
  sqlite3_stmt *statement = qh_database_prepare (build->database, sql, error);

  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr (QhRecord) record = qh_record_new (kind);

      if (!qh_row_read (statement, record, build->keyring, error)
          || g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      put_person (build->index, record);
    }
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
read_cases (Build *build, GCancellable *cancellable, GError **error)
{
  QhKind *kind = qh_store_get_kind (build->store, QH_KIND_CASE);
  g_autofree char *all = qh_kind_make_select (kind, "ORDER BY id");
  g_autofree char *one = qh_kind_make_select (kind, "WHERE id = ?1");
  sqlite3_stmt *statement = prepare (build, all, one, error);

  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      g_autoptr (QhRecord) record = qh_record_new (kind);

      if (!qh_row_read (statement, record, build->keyring, error)
          || g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
      put_case (build->index, record);
    }
  sqlite3_reset (statement);
  return TRUE;
}

/* Rows come case after case; each case is finished when the next begins. */
static gboolean
read_people (Build *build, GError **error)
{
  sqlite3_stmt *statement
    = prepare (build,
               "SELECT owner, person, role FROM cases_people ORDER BY owner, position",
               "SELECT owner, person, role FROM cases_people WHERE owner = ?1 ORDER BY position",
               error);
  g_autoptr (GHashTable) finished = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) folded = g_string_new (NULL);
  QhCaseRow *row = NULL;

  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      QhCaseRow *owner = find_case (build, sqlite3_column_int64 (statement, 0));
      gint64 id = sqlite3_column_int64 (statement, 1);
      const QhPersonRow *person = g_hash_table_lookup (build->index->person_by_id, &id);

      if (owner != row && row != NULL)
        {
          finish_case (build->index, row, folded->str);
          g_hash_table_add (finished, row);
          g_string_truncate (folded, 0);
        }
      row = owner;
      if (row == NULL || person == NULL)
        continue;
      row->n_people++;
      if (row->titular == 0 || sqlite3_column_int64 (statement, 2) == build->index->titular_role)
        row->titular = id;
      g_string_append_printf (folded, "%s ", person->folded);
    }
  sqlite3_reset (statement);
  if (row != NULL)
    {
      finish_case (build->index, row, folded->str);
      g_hash_table_add (finished, row);
    }
  qh_wipe (folded->str, folded->len);
  for (guint i = 0; i < build->index->cases->len; i++)
    {
      row = g_ptr_array_index (build->index->cases, i);
      if ((build->only == 0 || row->id == build->only) && !g_hash_table_contains (finished, row))
        finish_case (build->index, row, "");
    }
  return TRUE;
}

static gboolean
read_numbers (Build *build, GError **error)
{
  sqlite3_stmt *problems
    = prepare (build,
               "SELECT owner, code FROM cases_problems WHERE position = 0",
               "SELECT owner, code FROM cases_problems WHERE owner = ?1 AND position = 0",
               error);
  sqlite3_stmt *last
    = problems == NULL ? NULL
                       : prepare (build,
                                  "SELECT \"case\", max (date) FROM activities WHERE \"case\" IS "
                                  "NOT NULL GROUP BY \"case\"",
                                  "SELECT \"case\", max (date) FROM activities WHERE \"case\" = ?1",
                                  error);
  sqlite3_stmt *pending
    = last == NULL
        ? NULL
        : prepare (
          build,
          "SELECT \"case\", count (*) FROM action_items WHERE done IS NULL AND \"case\" IS NOT "
          "NULL GROUP BY \"case\"",
          "SELECT \"case\", count (*) FROM action_items WHERE done IS NULL AND \"case\" = ?1",
          error);
  QhCaseRow *row;

  if (pending == NULL)
    return FALSE;
  while (sqlite3_step (problems) == SQLITE_ROW)
    if ((row = find_case (build, sqlite3_column_int64 (problems, 0))) != NULL)
      row->problem = sqlite3_column_int64 (problems, 1);
  sqlite3_reset (problems);
  while (sqlite3_step (last) == SQLITE_ROW)
    if ((row = find_case (build, sqlite3_column_int64 (last, 0))) != NULL)
      row->last_activity = qh_day_from_iso ((const char *)sqlite3_column_text (last, 1));
  sqlite3_reset (last);
  while (sqlite3_step (pending) == SQLITE_ROW)
    if ((row = find_case (build, sqlite3_column_int64 (pending, 0))) != NULL)
      row->pending = (guint)sqlite3_column_int64 (pending, 1);
  sqlite3_reset (pending);
  return TRUE;
}

static gboolean
read_restrictions (Build *build, GError **error)
{
  sqlite3_stmt *statement = prepare (build,
                                     "SELECT \"case\" FROM keys WHERE \"case\" IS NOT NULL",
                                     "SELECT \"case\" FROM keys WHERE \"case\" = ?1",
                                     error);
  QhCaseRow *row;

  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    if ((row = find_case (build, sqlite3_column_int64 (statement, 0))) != NULL)
      row->restricted = TRUE;
  sqlite3_reset (statement);
  return TRUE;
}

static QhDay
recency (const QhCaseRow *row)
{
  return row->last_activity != QH_NO_DAY ? row->last_activity : row->opened;
}

static int
compare_recency (const QhCaseRow *a, const QhCaseRow *b)
{
  if (recency (a) != recency (b))
    return recency (a) > recency (b) ? -1 : 1;
  return a->id > b->id ? -1 : a->id < b->id;
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return compare_recency (*(const QhCaseRow *const *)a, *(const QhCaseRow *const *)b);
}

static QhCaseIndex *
index_new (QhStore *store)
{
  QhCaseIndex *self = g_new0 (QhCaseIndex, 1);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *role = qh_catalogues_find_code (catalogues, "case_role", TITULAR);
  const QhEntry *closed = qh_catalogues_find_code (catalogues, "case_status", CLOSED);

  g_atomic_ref_count_init (&self->references);
  self->arena = qh_name_arena_new ();
  self->cases = g_ptr_array_new_with_free_func (g_free);
  self->order = g_ptr_array_new ();
  self->persons = g_ptr_array_new_with_free_func (g_free);
  self->case_by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->person_by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->titular_role = role != NULL ? role->id : 0;
  self->closed_status = closed != NULL ? closed->id : 0;
  return self;
}

/**
 * qh_case_index_build:
 *
 * Opens the names of every case and person, once.
 *
 * Returns: (transfer full): the index.
 */
QhCaseIndex *
qh_case_index_build (QhStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (QhDatabase) database = qh_database_open (store->path, SQLITE_OPEN_READONLY, error);
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (store);
  g_autoptr (QhCaseIndex) self = NULL;
  Build build;

  if (database == NULL || !qh_database_exec (database, "BEGIN", error))
    return NULL;
  self = index_new (store);
  build = (Build){ store, database, self, keyring, 0 };
  if (!read_persons (&build, cancellable, error) || !read_cases (&build, cancellable, error)
      || !read_people (&build, error) || !read_numbers (&build, error)
      || !read_restrictions (&build, error))
    return NULL;
  for (guint i = 0; i < self->cases->len; i++)
    g_ptr_array_add (self->order, g_ptr_array_index (self->cases, i));
  g_ptr_array_sort (self->order, compare_pointers);
  return g_steal_pointer (&self);
}

static void
build_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  QhCaseIndex *index = qh_case_index_build (QH_STORE (source), cancellable, &error);

  if (index != NULL)
    g_task_return_pointer (task, index, (GDestroyNotify)qh_case_index_unref);
  else
    g_task_return_error (task, error);
}

/**
 * qh_case_index_build_async:
 *
 * As qh_case_index_build(), on a worker.
 */
void
qh_case_index_build_async (QhStore *store,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_run_in_thread (task, build_in_thread);
}

/**
 * qh_case_index_build_finish:
 *
 * Returns: (transfer full): the index.
 */
QhCaseIndex *
qh_case_index_build_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Updating */

static void
insert_ordered (QhCaseIndex *self, QhCaseRow *row)
{
  guint low = 0, high = self->order->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_recency (g_ptr_array_index (self->order, middle), row) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  g_ptr_array_insert (self->order, (int)low, row);
}

static void
drop_case (QhCaseIndex *self, gint64 id)
{
  QhCaseRow *row = g_hash_table_lookup (self->case_by_id, &id);

  if (row == NULL)
    return;
  g_ptr_array_remove (self->order, row);
  g_hash_table_remove (self->case_by_id, &id);
  g_ptr_array_remove (self->cases, row);
}

static gboolean
refresh_case (QhCaseIndex *self, QhStore *store, gint64 id, GError **error)
{
  g_autoptr (QhDatabase) database = qh_database_open (store->path, SQLITE_OPEN_READONLY, error);
  QhCaseRow *row = g_hash_table_lookup (self->case_by_id, &id);
  Build build = { store, database, self, store->keyring, id };

  if (database == NULL)
    return FALSE;
  if (row != NULL)
    g_ptr_array_remove (self->order, row);
  if (!read_cases (&build, NULL, error) || !read_people (&build, error)
      || !read_numbers (&build, error) || !read_restrictions (&build, error))
    return FALSE;
  row = g_hash_table_lookup (self->case_by_id, &id);
  if (row != NULL)
    insert_ordered (self, row);
  return TRUE;
}

static void
add_cases_of (QhStore *store, gint64 person, GHashTable *cases)
{
  QhParameter parameter = { person, NULL };
  g_autoptr (GPtrArray) records
    = qh_store_query (store,
                      QH_KIND_CASE,
                      "WHERE id IN (SELECT owner FROM cases_people WHERE person = ?1)",
                      &parameter,
                      1,
                      NULL);

  for (guint i = 0; records != NULL && i < records->len; i++)
    g_hash_table_add (
      cases, g_memdup2 (&((QhRecord *)g_ptr_array_index (records, i))->id, sizeof (gint64)));
}

static void
add_case (GHashTable *cases, gint64 id)
{
  if (id != 0)
    g_hash_table_add (cases, g_memdup2 (&id, sizeof id));
}

static void
drop_person (QhCaseIndex *self, gint64 id)
{
  QhPersonRow *row = g_hash_table_lookup (self->person_by_id, &id);

  if (row == NULL)
    return;
  g_hash_table_remove (self->person_by_id, &id);
  g_ptr_array_remove (self->persons, row);
}

/**
 * qh_case_index_update:
 * @touched: (element-type QhTouched) (nullable): what the store's signal says
 *
 * Returns: whether the index is current now; %FALSE without an error when it is
 *   to be built anew.
 */
gboolean
qh_case_index_update (QhCaseIndex *self, QhStore *store, GArray *touched, GError **error)
{
  g_autoptr (GHashTable) cases = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  if (touched == NULL || touched->len > MOST_TOUCHED)
    return FALSE;
  for (guint i = 0; i < touched->len; i++)
    {
      const QhTouched *item = &g_array_index (touched, QhTouched, i);

      add_case (cases, item->case_before);
      add_case (cases, item->case_after);
      if (item->kind == QH_KIND_CASE && item->op == QH_CHANGE_DELETE)
        drop_case (self, item->id);
      else if (item->kind == QH_KIND_CASE)
        add_case (cases, item->id);
      else if (item->kind == QH_KIND_PERSON && item->op == QH_CHANGE_DELETE)
        drop_person (self, item->id);
      else if (item->kind == QH_KIND_PERSON)
        {
          g_autoptr (QhRecord) record = qh_store_get (store, QH_KIND_PERSON, item->id, NULL);

          if (record != NULL)
            put_person (self, record);
          add_cases_of (store, item->id, cases);
        }
    }
  g_hash_table_iter_init (&iter, cases);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!refresh_case (self, store, *(gint64 *)id, error))
      return FALSE;
  return TRUE;
}
