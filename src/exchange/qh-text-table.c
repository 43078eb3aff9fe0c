/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-text-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/qh-csv-reader.h"
#include "exchange/qh-exchange-error.h"
#include "exchange/qh-xlsx-reader.h"

#define MOST_BYTES (20 * 1024 * 1024)

struct _QhTextTable
{
  QhCsvReader *csv; /* or */
  QhXlsxSheet *sheet;
};

void
qh_text_table_free (QhTextTable *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->csv);
  qh_xlsx_sheet_free (self->sheet);
  g_free (self);
}

static gboolean
check_size (GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (
    file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, &reason);

  if (info == NULL)
    {
      g_set_error (error,
                   QH_EXCHANGE_ERROR,
                   QH_EXCHANGE_ERROR_READ,
                   _ ("“%s” cannot be read: %s. Check its name and place."),
                   name,
                   reason->message);
      return FALSE;
    }
  if (g_file_info_get_size (info) <= MOST_BYTES)
    return TRUE;
  g_set_error (error,
               QH_EXCHANGE_ERROR,
               QH_EXCHANGE_ERROR_MALFORMED,
               _ ("“%s” is larger than 20 MB, too large for such a table. Save only the table in a new file."),
               name);
  return FALSE;
}

static gboolean
is_zip (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length > 4 && memcmp (data, "PK\3\4", 4) == 0;
}

static gboolean
read_sheet (QhTextTable *self, GBytes *bytes, const char *name, GCancellable *cancellable, GError **error)
{
  self->sheet = qh_xlsx_read (bytes, name, cancellable, error);
  if (self->sheet == NULL || self->sheet->rows->len > 0)
    return self->sheet != NULL;
  g_set_error (error,
               QH_EXCHANGE_ERROR,
               QH_EXCHANGE_ERROR_EMPTY,
               _ ("The first sheet of “%s” is empty. Put the table on the first sheet."),
               name);
  return FALSE;
}

/**
 * qh_text_table_read:
 * @file: csv or xlsx; which it is, is told by what is in it
 *
 * Returns: (transfer full): its table, or %NULL with a #QhExchangeError. Reads
 *   the file: not for the main thread.
 */
QhTextTable *
qh_text_table_read (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (QhTextTable) self = g_new0 (QhTextTable, 1);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr (GBytes) bytes = NULL;

  if (!check_size (file, name, cancellable, error))
    return NULL;
  bytes = g_file_load_bytes (file, cancellable, NULL, error);
  if (bytes == NULL)
    return NULL;
  if (is_zip (bytes))
    return read_sheet (self, bytes, name, cancellable, error) ? g_steal_pointer (&self) : NULL;
  self->csv = qh_csv_reader_new_for_bytes (bytes, name, cancellable, error);
  return self->csv != NULL ? g_steal_pointer (&self) : NULL;
}

static const QhXlsxRow *
get_row (QhTextTable *self, guint row)
{
  return &g_array_index (self->sheet->rows, QhXlsxRow, row);
}

static const char *
get_from_sheet (QhTextTable *self, guint row, guint column)
{
  const QhXlsxRow *cells = get_row (self, row);

  return column < cells->cells->len ? g_ptr_array_index (cells->cells, column) : NULL;
}

guint
qh_text_table_get_n_columns (QhTextTable *self)
{
  return self->csv != NULL ? qh_csv_reader_get_n_columns (self->csv) : get_row (self, 0)->cells->len;
}

/**
 * qh_text_table_get_name:
 *
 * Returns: the name of a column, maybe empty.
 */
const char *
qh_text_table_get_name (QhTextTable *self, guint column)
{
  const char *name = self->csv != NULL ? qh_csv_reader_get_column_name (self->csv, column)
                                       : get_from_sheet (self, 0, column);

  return name != NULL ? name : "";
}

guint
qh_text_table_get_n_rows (QhTextTable *self)
{
  return self->csv != NULL ? qh_csv_reader_get_n_rows (self->csv) : self->sheet->rows->len - 1;
}

/**
 * qh_text_table_get_line:
 *
 * Returns: where a row is in the file, as a spreadsheet program or an editor numbers it.
 */
guint
qh_text_table_get_line (QhTextTable *self, guint row)
{
  return self->csv != NULL ? qh_csv_reader_get_line (self->csv, row) : get_row (self, row + 1)->number;
}

/**
 * qh_text_table_get_cell:
 *
 * Returns: (nullable): the text of a cell; %NULL where there is none, or nothing but blanks.
 */
const char *
qh_text_table_get_cell (QhTextTable *self, guint row, guint column)
{
  const char *cell = self->csv != NULL ? qh_csv_reader_get_cell (self->csv, row, column)
                                       : get_from_sheet (self, row + 1, column);

  return cell != NULL && cell[strspn (cell, " \t\r\n")] != '\0' ? cell : NULL;
}

/**
 * qh_text_table_dup_fault:
 *
 * Returns: (transfer full) (nullable): why a row cannot be understood.
 */
char *
qh_text_table_dup_fault (QhTextTable *self, guint row)
{
  if (self->csv == NULL || qh_csv_reader_is_whole (self->csv, row))
    return NULL;
  return qh_csv_reader_describe_fault (self->csv, row);
}
