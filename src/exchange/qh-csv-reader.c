/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-csv-reader-private.h"

#include "exchange/qh-category-folder.h"
#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-error.h"

/* A table past this does not fit the machines this runs on. */
#define LARGEST_FILE (512 * 1024 * 1024)

G_DEFINE_FINAL_TYPE (QhCsvReader, qh_csv_reader, G_TYPE_OBJECT)

static void
qh_csv_reader_finalize (GObject *object)
{
  QhCsvReader *self = QH_CSV_READER (object);

  g_free (self->file_name);
  g_ptr_array_unref (self->report.duplicate_columns);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->columns_by_name);
  g_hash_table_unref (self->columns_by_key);
  g_hash_table_unref (self->duplicates);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->cells);
  g_string_chunk_free (self->texts);
  G_OBJECT_CLASS (qh_csv_reader_parent_class)->finalize (object);
}

static void
qh_csv_reader_class_init (QhCsvReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = qh_csv_reader_finalize;
}

static void
qh_csv_reader_init (QhCsvReader *self)
{
  self->report.duplicate_columns = g_ptr_array_new_with_free_func (g_free);
  self->columns = g_ptr_array_new ();
  self->columns_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->columns_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->duplicates = g_hash_table_new (NULL, NULL);
  self->rows = g_array_new (FALSE, FALSE, sizeof (QhCsvRow));
  self->cells = g_ptr_array_new ();
  self->texts = g_string_chunk_new (65536);
}

/**
 * qh_csv_reader_new_for_bytes:
 * @bytes: a file's content
 * @file_name: how messages call the file
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Reads a table of text whose first row names the columns, in any of the
 * encodings of qh_text_decode() and with whichever separator it has. Rows that
 * stand whole in one quoted cell are unwrapped. A ragged row stays, with
 * qh_csv_reader_describe_fault() saying what is wrong with it. A table with
 * a header only is a table of no rows.
 *
 * Returns: (transfer full): the table
 */
QhCsvReader *
qh_csv_reader_new_for_bytes (GBytes        *bytes,
                             const char    *file_name,
                             GCancellable  *cancellable,
                             GError       **error)
{
  g_autoptr (QhCsvReader) self = g_object_new (QH_TYPE_CSV_READER, NULL);
  g_autoptr (GBytes) text = NULL;

  self->file_name = g_strdup (file_name);
  text = qh_text_decode (bytes, file_name, &self->report.encoding, error);
  if (text == NULL || !qh_csv_reader_read_text (self, text, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * qh_csv_reader_new_for_file:
 * @file: a file of up to 512 MiB
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Reads a file as qh_csv_reader_new_for_bytes() does. It blocks: call it on a
 * worker thread.
 *
 * Returns: (transfer full): the table
 */
QhCsvReader *
qh_csv_reader_new_for_file (GFile         *file,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_autofree char *base_name = g_file_get_basename (file);
  g_autofree char *file_name = g_filename_display_name (base_name);
  g_autoptr (GError) read_error = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) bytes = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                            cancellable, &read_error);
  if (info != NULL && g_file_info_get_size (info) > LARGEST_FILE)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_READ,
                   _("“%s” is larger than 512 MiB: split it into several files."), file_name);
      return NULL;
    }
  if (info != NULL)
    bytes = g_file_load_bytes (file, cancellable, NULL, &read_error);
  if (bytes == NULL)
    {
      if (g_error_matches (read_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&read_error));
      else
        g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_READ,
                     _("“%s” could not be read: %s"), file_name, qh_error_explain_file (read_error));
      return NULL;
    }
  return qh_csv_reader_new_for_bytes (bytes, file_name, cancellable, error);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  QhCsvReader *table = qh_csv_reader_new_for_file (data, cancellable, &error);

  if (table != NULL)
    g_task_return_pointer (task, table, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * qh_csv_reader_new_for_file_async:
 * @file: a file of up to 512 MiB
 * @cancellable: (nullable): to stop it
 * @callback: takes the result
 * @user_data: data for @callback
 *
 * As qh_csv_reader_new_for_file(), on a worker.
 */
void
qh_csv_reader_new_for_file_async (GFile               *file,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, qh_csv_reader_new_for_file_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * qh_csv_reader_new_for_file_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full): the table
 */
QhCsvReader *
qh_csv_reader_new_for_file_finish (GAsyncResult  *result,
                                   GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * qh_csv_reader_get_file_name:
 * @self: a table
 *
 * Returns: (transfer none): how messages call the file
 */
const char *
qh_csv_reader_get_file_name (QhCsvReader *self)
{
  return self->file_name;
}

/**
 * qh_csv_reader_get_report:
 * @self: a table
 *
 * Returns: (transfer none): what was understood
 */
const QhCsvReport *
qh_csv_reader_get_report (QhCsvReader *self)
{
  return &self->report;
}

/**
 * qh_csv_reader_get_n_columns:
 * @self: a table
 *
 * Returns: how many columns the header names
 */
guint
qh_csv_reader_get_n_columns (QhCsvReader *self)
{
  return self->columns->len;
}

/**
 * qh_csv_reader_get_column_name:
 * @self: a table
 * @column: place from 0
 *
 * Returns: (transfer none): the column's name; where the header has none, one made up
 */
const char *
qh_csv_reader_get_column_name (QhCsvReader *self,
                               guint        column)
{
  g_return_val_if_fail (column < self->columns->len, NULL);

  return g_ptr_array_index (self->columns, column);
}

/**
 * qh_csv_reader_find_column:
 * @self: a table
 * @name: a column's name
 *
 * Finds a column by its name, or by what is left of it without case, accents and
 * blanks.
 *
 * Returns: its place from 0, the first of several, or -1
 */
int
qh_csv_reader_find_column (QhCsvReader *self,
                           const char  *name)
{
  gpointer number = g_hash_table_lookup (self->columns_by_name, name);

  if (number == NULL)
    {
      g_autofree char *key = qh_category_key (name);

      number = g_hash_table_lookup (self->columns_by_key, key);
    }
  return (int) GPOINTER_TO_UINT (number) - 1;
}

/**
 * qh_csv_reader_is_duplicate:
 * @self: a table
 * @column: place from 0
 *
 * Returns: whether another column has the same name
 */
gboolean
qh_csv_reader_is_duplicate (QhCsvReader *self,
                            guint        column)
{
  return g_hash_table_contains (self->duplicates, GUINT_TO_POINTER (column + 1));
}

/**
 * qh_csv_reader_get_n_rows:
 * @self: a table
 *
 * Returns: how many rows there are below the header
 */
guint
qh_csv_reader_get_n_rows (QhCsvReader *self)
{
  return self->rows->len;
}

/**
 * qh_csv_reader_get_line:
 * @self: a table
 * @row: place from 0
 *
 * Returns: the line of the file where the row begins, from 1
 */
guint
qh_csv_reader_get_line (QhCsvReader *self,
                        guint        row)
{
  g_return_val_if_fail (row < self->rows->len, 0);

  return g_array_index (self->rows, QhCsvRow, row).line;
}

/**
 * qh_csv_reader_get_cell:
 * @self: a table
 * @row: place from 0
 * @column: place from 0
 *
 * Returns: (transfer none): the cell, "" where a ragged row has none
 */
const char *
qh_csv_reader_get_cell (QhCsvReader *self,
                        guint        row,
                        guint        column)
{
  g_return_val_if_fail (row < self->rows->len && column < self->columns->len, "");

  return g_ptr_array_index (self->cells, g_array_index (self->rows, QhCsvRow, row).first_cell + column);
}

/**
 * qh_csv_reader_is_wrapped:
 * @self: a table
 * @row: place from 0
 *
 * Returns: whether the row stood whole in one quoted cell
 */
gboolean
qh_csv_reader_is_wrapped (QhCsvReader *self,
                          guint        row)
{
  g_return_val_if_fail (row < self->rows->len, FALSE);

  return g_array_index (self->rows, QhCsvRow, row).wrapped;
}

/**
 * qh_csv_reader_get_n_cells:
 * @self: a table
 * @row: place from 0
 *
 * Returns: how many cells the row has, blank ones behind the last column left out
 */
guint
qh_csv_reader_get_n_cells (QhCsvReader *self,
                           guint        row)
{
  g_return_val_if_fail (row < self->rows->len, 0);

  return g_array_index (self->rows, QhCsvRow, row).n_cells;
}

/**
 * qh_csv_reader_is_whole:
 * @self: a table
 * @row: place from 0
 *
 * Returns: whether the row has as many cells as there are columns
 */
gboolean
qh_csv_reader_is_whole (QhCsvReader *self,
                        guint        row)
{
  g_return_val_if_fail (row < self->rows->len, FALSE);

  return g_array_index (self->rows, QhCsvRow, row).n_cells == self->columns->len;
}

/**
 * qh_csv_reader_describe_fault:
 * @self: a table
 * @row: place from 0
 *
 * A row whose number of cells is not that of the columns may be shifted, so it
 * cannot be trusted.
 *
 * Returns: (transfer full) (nullable): a sentence, or %NULL where the row is whole
 */
char *
qh_csv_reader_describe_fault (QhCsvReader *self,
                              guint        row)
{
  const QhCsvRow *found;

  g_return_val_if_fail (row < self->rows->len, NULL);

  found = &g_array_index (self->rows, QhCsvRow, row);
  if (found->n_cells == self->columns->len)
    return NULL;
  return g_strdup_printf (found->n_cells < self->columns->len
                            ? _("The row has too few cells: %u, where the header has %u.")
                            : _("The row has too many cells: %u, where the header has %u."),
                          found->n_cells, self->columns->len);
}
