/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is in a backup, sealed in its header, so that it can be told without
 * opening all of it. */
#include "store/qh-backup-private.h"

#include <glib/gi18n-lib.h>

#include "vault/qh-seal.h"

/* What the summary is bound to. Kinds of records have small numbers. */
#define SUMMARY_KIND 0xb002
/* schema, unit, last day, number of kinds and their counts */
#define SUMMARY_TYPE "(usia(ux))"

static char *
read_unit (QhDatabase *database)
{
  sqlite3_stmt *statement
    = qh_database_prepare (database, "SELECT name FROM units ORDER BY id LIMIT 1", NULL);
  char *unit = NULL;

  if (statement == NULL)
    return NULL;
  if (sqlite3_step (statement) == SQLITE_ROW)
    unit = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return unit;
}

/* The last day with an activity; what is planned for days to come does not count. */
static QhDay
read_last_day (QhDatabase *database)
{
  sqlite3_stmt *statement
    = qh_database_prepare (database, "SELECT max(date) FROM activities WHERE date <= ?1", NULL);
  char today[QH_DAY_ISO_SIZE];
  QhDay day = QH_NO_DAY;

  if (statement == NULL)
    return QH_NO_DAY;
  qh_day_to_iso (qh_day_today (), today);
  sqlite3_bind_text (statement, 1, today, -1, SQLITE_TRANSIENT);
  if (sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_type (statement, 0) == SQLITE_TEXT)
    day = qh_day_from_iso ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return day;
}

/**
 * qh_backup_summary_read:
 * @database: the workspace's plain copy
 *
 * Returns: (transfer full): the summary, sealed with the workspace key.
 */
GBytes *
qh_backup_summary_read (QhDatabase *database, QhKeyring *keyring, gint64 made, GError **error)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  g_auto (GVariantBuilder) counts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ux)"));
  g_autoptr (GVariant) summary = NULL;
  g_autoptr (GVariant) ordered = NULL;
  g_autofree char *unit = read_unit (database);
  GBytes *sealed;

  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      QhKind *kind = qh_dictionary_get_kind (dictionary, number);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", kind->table);

      g_variant_builder_add (&counts, "(ux)", number, qh_database_get_int (database, sql, 0));
    }
  summary = g_variant_ref_sink (
    g_variant_new (SUMMARY_TYPE,
                   (guint32)qh_database_get_int (database, "PRAGMA user_version", 0),
                   unit != NULL ? unit : "",
                   read_last_day (database),
                   &counts));
  ordered = qh_backup_order_bytes (summary);
  sealed = qh_seal (keyring,
                    QH_KEY_WORKSPACE,
                    SUMMARY_KIND,
                    made,
                    g_variant_get_data (ordered),
                    g_variant_get_size (ordered));
  if (sealed == NULL)
    g_set_error_literal (
      error,
      QH_ERROR,
      QH_ERROR_PASSPHRASE,
      _ ("This passphrase does not give the key that seals backups. No backup was made."));
  return sealed;
}

static GVariant *
unseal (const QhBackupHeader *header, QhKeyring *keyring, GError **error)
{
  gsize size;
  const guint8 *sealed = g_bytes_get_data (header->summary, &size);
  guint8 *data = g_malloc (size + 1);
  gssize opened = qh_unseal (keyring, SUMMARY_KIND, header->made, sealed, size, data, error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) summary = NULL;

  if (opened < 0)
    {
      g_free (data);
      return NULL;
    }
  bytes = g_bytes_new_take (data, (gsize)opened);
  summary
    = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (SUMMARY_TYPE), bytes, FALSE));
  return qh_backup_order_bytes (summary);
}

/**
 * qh_backup_summary_open:
 *
 * Returns: (transfer full): what is in the backup, or %NULL when it is damaged
 *   or the keyring is not its own.
 */
QhBackupSummary *
qh_backup_summary_open (const QhBackupHeader *header, QhKeyring *keyring, GError **error)
{
  g_autoptr (GVariant) stored = unseal (header, keyring, error);
  g_autoptr (GVariantIter) counts = NULL;
  QhBackupSummary *summary;
  guint32 kind;
  gint64 count;

  if (stored == NULL)
    return NULL;
  summary = g_new0 (QhBackupSummary, 1);
  summary->made = header->made;
  g_variant_get (
    stored, SUMMARY_TYPE, &summary->schema, &summary->unit, &summary->last_day, &counts);
  while (g_variant_iter_next (counts, "(ux)", &kind, &count))
    if (kind < QH_N_KINDS)
      summary->counts[kind] = count;
  return summary;
}

void
qh_backup_summary_free (QhBackupSummary *summary)
{
  g_free (summary->unit);
  g_free (summary);
}
