/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which key seals a record, and sealing anew what older keys sealed. */
#include "store/qh-reseal.h"

#include "store/qh-log-close.h"
#include "store/qh-row.h"
#include "store/qh-store-private.h"
#include "vault/qh-seal.h"

#define BATCH_ROWS 2000

/* Which key */

static gint64
get_int (QhDatabase *database, const char *sql, gint64 parameter)
{
  sqlite3_stmt *statement = qh_database_prepare (database, sql, NULL);
  gint64 value = 0;

  if (statement == NULL)
    return 0;
  sqlite3_bind_int64 (statement, 1, parameter);
  if (sqlite3_step (statement) == SQLITE_ROW)
    value = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return value;
}

/* The case whose restriction holds for a record, or 0. A person's is that of
 * their only case: in several they are known to more than one circle. */
static gint64
find_case (QhDatabase *database, const QhRecord *record)
{
  if (record->kind->number == QH_KIND_CASE)
    return record->id;
  if (record->kind->number == QH_KIND_PERSON)
    return get_int (database,
                    "SELECT CASE WHEN min (owner) = max (owner) THEN min (owner) END FROM "
                    "cases_people WHERE person = ?1",
                    record->id);
  if (qh_kind_find_field (record->kind, "case") == NULL)
    return 0;
  return qh_record_get_integer (record, "case");
}

/**
 * qh_store_find_seal_key:
 * @database: a connection of the store, perhaps in a transaction
 * @record: with its id set
 *
 * Returns: the number of the key that is to seal the record: its restricted
 *   case's, or else the newest identity key; 0 when the store has none. The
 *   store's user may lack the key of a case.
 */
guint32
qh_store_find_seal_key (QhStore *self, QhDatabase *database, const QhRecord *record)
{
  gint64 case_id, number = 0;

  if (qh_database_get_int (database, "SELECT 1 FROM keys WHERE \"case\" IS NOT NULL LIMIT 1", 0))
    {
      case_id = find_case (database, record);
      if (case_id != 0)
        number = get_int (database, "SELECT max (number) FROM keys WHERE \"case\" = ?1", case_id);
    }
  return number != 0 ? (guint32)number : qh_keyring_get_current (self->keyring, QH_KEY_IDENTITY);
}

/* One row */

static GBytes *
read_seal (QhDatabase *database, const QhKind *kind, gint64 id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT sealed FROM %s WHERE id = ?1", kind->table);
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);
  GBytes *seal = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_bytes (statement, 0) > 0)
    seal = g_bytes_new (sqlite3_column_blob (statement, 0),
                        (gsize)sqlite3_column_bytes (statement, 0));
  sqlite3_reset (statement);
  return seal;
}

static gboolean
write_seal (QhDatabase *writer, const QhKind *kind, gint64 id, GBytes *seal, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET sealed = ?2 WHERE id = ?1", kind->table);
  sqlite3_stmt *statement = qh_database_prepare (writer, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_blob (statement,
                     2,
                     g_bytes_get_data (seal, NULL),
                     (int)g_bytes_get_size (seal),
                     SQLITE_TRANSIENT);
  return qh_database_step (writer, statement, error);
}

/* Seals under another key what a record's seal holds; one without a seal is fine. */
static gboolean
reseal_row (QhDatabase *writer,
            const QhKind *kind,
            gint64 id,
            QhKeyring *keyring,
            guint32 number,
            GError **error)
{
  g_autoptr (GError) reading = NULL;
  g_autoptr (GBytes) old = read_seal (writer, kind, id, &reading);
  g_autoptr (GBytes) seal = NULL;
  g_autofree guint8 *opened = NULL;
  const guint8 *blob;
  gssize length;
  gsize size;

  if (reading != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reading));
      return FALSE;
    }
  if (old == NULL)
    return TRUE;
  blob = g_bytes_get_data (old, &size);
  if (qh_seal_get_key_number (blob, size) == number)
    return TRUE;
  opened = g_malloc (size);
  length = qh_unseal (keyring, kind->number, id, blob, size, opened, error);
  if (length < 0)
    return FALSE;
  seal = qh_seal_with (keyring, number, kind->number, id, opened, (gsize)length);
  qh_wipe (opened, (gsize)length);
  g_return_val_if_fail (seal != NULL, FALSE);
  return write_seal (writer, kind, id, seal, error);
}

static guint32
get_key_number (QhDatabase *database, const QhKind *kind, gint64 id)
{
  g_autoptr (GBytes) seal = read_seal (database, kind, id, NULL);
  gsize size;
  const guint8 *blob = seal != NULL ? g_bytes_get_data (seal, &size) : NULL;

  return blob != NULL ? qh_seal_get_key_number (blob, size) : 0;
}

/**
 * qh_reseal_with:
 * @writer: in a transaction
 * @keyring: has the keys that sealed it, and that of @number
 *
 * Seals a record under a key, and with it what the log holds of it: a case's key
 * closes that, an identity key leaves it, or opens it again.
 */
gboolean
qh_reseal_with (QhDatabase *writer,
                const QhKind *kind,
                gint64 id,
                QhKeyring *keyring,
                guint32 number,
                GError **error)
{
  const QhKeyInfo *info = qh_keyring_find_info (keyring, number);

  if (!reseal_row (writer, kind, id, keyring, number, error))
    return FALSE;
  return info != NULL && info->purpose == QH_KEY_CASE
           ? qh_log_close_entries (writer, keyring, kind->number, id, number, error)
           : qh_log_open_entries (writer, keyring, kind->number, id, error);
}

/**
 * qh_store_reseal_record:
 * @writer: in a transaction
 *
 * Seals a record under the key that is for it now, after what it belongs to has
 * changed. What the store's user cannot open, or has no key for, stays.
 */
gboolean
qh_store_reseal_record (QhStore *self, QhDatabase *writer, guint number, gint64 id, GError **error)
{
  QhKind *kind = qh_store_get_kind (self, number);
  g_autoptr (QhRecord) record = qh_record_new (kind);
  guint32 was = get_key_number (writer, kind, id);
  guint32 is;

  record->id = id;
  if (qh_kind_find_field (kind, "case") != NULL)
    {
      g_autofree char *sql
        = g_strdup_printf ("SELECT \"case\" FROM %s WHERE id = ?1", kind->table);

      qh_record_set_integer (record, "case", get_int (writer, sql, id));
    }
  is = qh_store_find_seal_key (self, writer, record);
  if (was == 0 || qh_keyring_find (self->keyring, was) == NULL
      || qh_keyring_find (self->keyring, is) == NULL)
    return TRUE;
  return qh_reseal_with (writer, kind, id, self->keyring, is, error);
}

/* All rows */

typedef struct
{
  gint64 id;
  guint32 number;
} Stale;

typedef struct
{
  QhStore *store;
  QhKeyring *keyring;
  QhKind *kind;
  GArray *stale;
  gint64 last; /* the greatest id that was looked at */
  guint n_rows;
} Batch;

static void
judge (Batch *batch, QhDatabase *database, const QhRecord *record, GBytes *seal)
{
  gsize size;
  const guint8 *blob = g_bytes_get_data (seal, &size);
  guint32 number = qh_seal_get_key_number (blob, size);
  const Stale stale
    = { record->id, qh_store_find_seal_key (batch->store, database, record) };

  if (number != stale.number && qh_keyring_find (batch->keyring, number) != NULL
      && qh_keyring_find (batch->keyring, stale.number) != NULL)
    g_array_append_val (batch->stale, stale);
}

/* Looks for rows that another key is to seal, from the last one on. */
static gboolean
find_stale (Batch *batch, QhDatabase *database, GError **error)
{
  g_autofree char *sql = qh_kind_make_select (batch->kind, "WHERE id > ?1 ORDER BY id LIMIT ?2");
  sqlite3_stmt *statement = qh_database_prepare (database, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  g_array_set_size (batch->stale, 0);
  batch->n_rows = 0;
  sqlite3_bind_int64 (statement, 1, batch->last);
  sqlite3_bind_int (statement, 2, BATCH_ROWS);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_autoptr (QhRecord) record = qh_record_new (batch->kind);
      int column = sqlite3_column_count (statement) - 1;
      g_autoptr (GBytes) seal = g_bytes_new (sqlite3_column_blob (statement, column),
                                             (gsize)sqlite3_column_bytes (statement, column));

      qh_row_read (statement, record, NULL, NULL); /* codes are enough */
      batch->last = record->id;
      batch->n_rows++;
      if (g_bytes_get_size (seal) > 0)
        judge (batch, database, record, seal);
    }
  sqlite3_reset (statement);
  if (code == SQLITE_DONE)
    return TRUE;
  qh_database_set_error (database, code, error);
  return FALSE;
}

static gboolean
reseal_batch (QhDatabase *writer, gpointer data, GError **error)
{
  const Batch *batch = data;

  for (guint i = 0; i < batch->stale->len; i++)
    {
      const Stale *stale = &g_array_index (batch->stale, Stale, i);

      if (!qh_reseal_with (writer, batch->kind, stale->id, batch->keyring, stale->number, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
reseal_kind (Batch *batch,
             QhDatabase *database,
             guint64 *done,
             guint64 total,
             QhProgress progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  batch->last = 0;
  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !find_stale (batch, database, error))
        return FALSE;
      if (batch->stale->len > 0)
        {
          g_autoptr (QhChange) event
            = qh_change_new_event (QH_ACTION_RESEAL, batch->kind->number, 0, NULL);

          if (!qh_store_apply_within (
                batch->store, event, reseal_batch, batch, NULL, NULL, NULL, error))
            return FALSE;
        }
      *done += batch->n_rows;
      if (progress != NULL)
        progress (*done, total, progress_data);
    }
  while (batch->n_rows == BATCH_ROWS);
  return TRUE;
}

/**
 * qh_store_reseal:
 * @progress: (nullable): called now and then with the records looked at, on the calling thread
 *
 * Seals under the newest keys what older ones sealed, as far as the store's user
 * has them, in many small transactions. When it is stopped, what was done stays
 * done and the next call goes on from there.
 *
 * Returns: whether all of it was done.
 */
gboolean
qh_store_reseal (QhStore *self,
                 QhProgress progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (QhDatabase) database = qh_database_open (self->path, SQLITE_OPEN_READONLY, error);
  g_autoptr (QhKeyring) keyring = qh_store_ref_keyring (self);
  g_autoptr (GArray) stale = g_array_new (FALSE, FALSE, sizeof (Stale));
  Batch batch = { .store = self, .keyring = keyring, .stale = stale };
  guint64 done = 0, total = 0;

  if (database == NULL)
    return FALSE;
  if (keyring == NULL)
    {
      qh_store_set_locked_error (error);
      return FALSE;
    }
  for (guint number = 1; number < QH_N_KINDS; number++)
    if (qh_kind_has_seal (qh_store_get_kind (self, number)))
      total += (guint64)qh_store_count (self, number);
  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      batch.kind = qh_store_get_kind (self, number);
      if (qh_kind_has_seal (batch.kind)
          && !reseal_kind (
            &batch, database, &done, total, progress, progress_data, cancellable, error))
        return FALSE;
    }
  return TRUE;
}
