/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves what can be read of a damaged workspace into a new one. */
#include "store/qh-salvage-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <unistd.h>

#include "store/qh-backup-keys.h"

static void
table_free (gpointer data)
{
  QhSalvageTable *table = data;

  g_free (table->name);
  g_free (table);
}

void
qh_salvage_report_free (QhSalvageReport *report)
{
  g_clear_pointer (&report->tables, g_ptr_array_unref);
  g_clear_pointer (&report->notes, g_ptr_array_unref);
  g_clear_pointer (&report->problems, g_ptr_array_unref);
  g_free (report);
}

/**
 * qh_salvage_note:
 *
 * Puts a sentence into the report.
 */
void
qh_salvage_note (QhSalvage *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->report->notes, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/* The keys stand in the workspace, or where that part of it is lost, in the backup. */
static gboolean
unlock (QhSalvage *self, const QhSecret *secret, QhBackupReader *reader, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GVariant) rows
    = self->source != NULL ? qh_key_rows_read (self->source, TRUE, &reason) : NULL;

  if (rows != NULL)
    self->keyring = qh_key_rows_unlock (rows, secret, NULL, &reason);
  if (self->keyring == NULL && reader != NULL)
    {
      self->keyring
        = qh_key_rows_unlock (qh_backup_reader_get_header (reader)->rows, secret, NULL, error);
      return self->keyring != NULL;
    }
  if (self->keyring == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return self->keyring != NULL;
}

static gboolean
create_empty (const char *part, GError **error)
{
  int fd = g_open (part, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      qh_backup_set_file_error (part, errno, error);
      return FALSE;
    }
  close (fd);
  return TRUE;
}

/* Of damaged tables: rows that were read, and rows that are known to be lost. */
#define ROWS_READ                                                                                  \
  "CREATE TEMP TABLE saved_rows (kind INTEGER, id INTEGER, PRIMARY KEY (kind, id)) WITHOUT "       \
  "ROWID; CREATE TEMP TABLE lost_rows (kind INTEGER, id INTEGER, PRIMARY KEY (kind, id)) "         \
  "WITHOUT ROWID;"

static gboolean
open_target (QhSalvage *self, const char *part, QhBackupReader *reader, GError **error)
{
  g_autofree char *settings = g_strdup_printf (
    "PRAGMA page_size = 8192; PRAGMA application_id = %d; PRAGMA journal_mode = WAL; "
    "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; " ROWS_READ,
    QH_APPLICATION_ID);

  self->merging = reader != NULL;
  if (self->merging ? !qh_part_pull (part, reader, self->keyring, self->steps, error)
                    : !create_empty (part, error))
    return FALSE;
  self->target = qh_database_open (part, SQLITE_OPEN_READWRITE, error);
  if (self->target == NULL || !qh_database_exec (self->target, settings, error)
      || !qh_database_migrate (self->target, error))
    return FALSE;
  if (self->merging)
    qh_salvage_read_head (self);
  return TRUE;
}

static gboolean
save_tables (QhSalvage *self, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->target,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
    error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (statement == NULL)
    return FALSE;
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (names, g_strdup ((const char *)sqlite3_column_text (statement, 0)));
  sqlite3_reset (statement);
  for (guint i = 0; i < names->len; i++)
    if (!qh_salvage_table (self, g_ptr_array_index (names, i), error))
      return FALSE;
  return TRUE;
}

static void
count_mended (QhSalvage *self)
{
  for (guint i = 0; i < self->report->tables->len; i++)
    {
      QhSalvageTable *table = g_ptr_array_index (self->report->tables, i);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\"", table->name);

      table->n_saved = (guint64)qh_database_get_int (self->target, sql, 0);
    }
}

static gboolean
sync_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    qh_backup_set_file_error (path, errno, error);
  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
fill_target (QhSalvage *self, const char *part, GError **error)
{
  gboolean done = qh_database_exec (self->target, "BEGIN IMMEDIATE", error)
                  && (self->source == NULL || save_tables (self, error))
                  && qh_salvage_replay (self, error) && qh_salvage_mend (self, error)
                  && qh_database_exec (self->target, "COMMIT", error);

  if (done)
    count_mended (self);
  g_clear_pointer (&self->target, qh_database_close);
  return done && sync_file (part, error);
}

/* Where the beginning of the workspace is damaged, that of the backup stands for
 * it in a copy. Where that does not help, or the backup is not of this workspace,
 * the backup is all there is. */
static void
open_mended (QhSalvage *self,
             const char *workspace,
             const char *part,
             QhBackupReader *reader,
             char **copy)
{
  g_autoptr (GError) reason = NULL;

  if (qh_backup_reader_get_header (reader)->schema == QH_SCHEMA_VERSION)
    self->source = qh_salvage_open_mended (workspace, part, copy, &reason);
  if (self->source != NULL && !qh_salvage_has_head (self, self->source))
    g_clear_pointer (&self->source, qh_database_close);
  if (self->source == NULL)
    qh_salvage_note (
      self, _ ("Nothing of “%s” could be read: all is as in the backup."), workspace);
  else
    qh_salvage_note (
      self, _ ("The beginning of “%s” is damaged: that of the backup was read for it."), workspace);
}

static gboolean
fill_part (QhSalvage *self,
           const char *workspace,
           const QhSecret *secret,
           QhBackupReader *reader,
           const char *part,
           GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *copy = NULL;
  gboolean done;

  self->source = qh_salvage_open_source (workspace, &reason);
  if (self->source == NULL
      && (reader == NULL || g_error_matches (reason, QH_ERROR, QH_ERROR_NEWER)
          || g_error_matches (reason, QH_ERROR, QH_ERROR_NOT_FOUND)))
    {
      qh_backup_recognise (workspace, &reason);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  done = unlock (self, secret, reader, error) && open_target (self, part, reader, error);
  if (done && self->source == NULL)
    open_mended (self, workspace, part, reader, &copy);
  done = done && fill_target (self, part, error);
  g_clear_pointer (&self->target, qh_database_close);
  g_clear_pointer (&self->source, qh_database_close);
  g_clear_pointer (&self->keyring, qh_keyring_unref);
  if (copy != NULL)
    qh_part_remove (copy);
  return done;
}

/* Reads the whole source into a new workspace beside the name it will have. */
static gboolean
make_part (const char *workspace,
           const QhSecret *secret,
           const char *backup,
           const char *part,
           QhSalvage *self,
           GError **error)
{
  g_autoptr (QhBackupReader) reader = backup != NULL ? qh_backup_reader_open (backup, error) : NULL;
  gboolean done;

  if (backup != NULL && reader == NULL)
    return FALSE;
  self->dictionary = qh_dictionary_new_builtin ();
  done = fill_part (self, workspace, secret, reader, part, error);
  g_clear_pointer (&self->dictionary, qh_dictionary_unref);
  return done
         && qh_part_verify (part, workspace, secret, &self->report->problems, self->steps, error);
}

/**
 * qh_salvage:
 * @workspace: the damaged one; it is left as it is
 * @secret: what opens it
 * @backup: (nullable): a backup to begin with, over which goes what is newer and readable
 * @path: of the new workspace; nothing may be there yet
 * @progress: (nullable): called on the calling thread
 *
 * Writes every record that can be read to a new workspace with the same keys
 * and the same ids. If it fails, nothing is left. Slow by design: it derives a key.
 *
 * Returns: (transfer full): what was saved and what was lost.
 */
QhSalvageReport *
qh_salvage (const char *workspace,
            const QhSecret *secret,
            const char *backup,
            const char *path,
            QhProgress progress,
            gpointer progress_data,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (QhSalvageReport) report = g_new0 (QhSalvageReport, 1);
  QhBackupSteps steps = { progress, progress_data, cancellable, 0, 0 };
  QhSalvage self = { .steps = &steps, .report = report };

  report->tables = g_ptr_array_new_with_free_func (table_free);
  report->notes = g_ptr_array_new_with_free_func (g_free);
  if (!qh_place_check (path, error) || !qh_part_check_absent (path, error)
      || !qh_part_check_absent (part, error))
    return NULL;
  if (make_part (workspace, secret, backup, part, &self, error) && qh_part_name (part, path, error))
    return g_steal_pointer (&report);
  qh_part_remove (part);
  return NULL;
}
