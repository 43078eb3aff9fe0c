/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of text taken apart: which columns it has, and which rows. */
#include "exchange/qh-csv-reader-private.h"

#include "exchange/qh-category-folder.h"
#include "exchange/qh-cell-value.h"
#include "exchange/qh-csv-parser.h"
#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
remember_column (QhCsvReader *self,
                 const char  *name)
{
  gpointer number = GUINT_TO_POINTER (self->columns->len + 1);
  gpointer first = g_hash_table_lookup (self->columns_by_name, name);
  g_autofree char *key = qh_category_key (name);

  if (first != NULL)
    {
      if (!g_hash_table_contains (self->duplicates, first))
        g_ptr_array_add (self->report.duplicate_columns, g_strdup (name));
      g_hash_table_add (self->duplicates, first);
      g_hash_table_add (self->duplicates, number);
    }
  else
    {
      g_hash_table_insert (self->columns_by_name, (gpointer) name, number);
    }
  if (!g_hash_table_contains (self->columns_by_key, key))
    g_hash_table_insert (self->columns_by_key, g_steal_pointer (&key), number);
  g_ptr_array_add (self->columns, (gpointer) name);
}

static void
take_header (QhCsvReader *self,
             GPtrArray   *cells)
{
  guint n_columns = cells->len;

  /* A separator at the end of the header makes no column. */
  while (n_columns > 1 && qh_cell_is_blank (g_ptr_array_index (cells, n_columns - 1)))
    n_columns--;
  for (guint i = 0; i < n_columns; i++)
    {
      const char *cell = g_ptr_array_index (cells, i);
      g_autofree char *name = qh_cell_is_blank (cell)
                                ? g_strdup_printf (_("Column %u"), i + 1)
                                : g_strstrip (g_strdup (cell));

      remember_column (self, g_string_chunk_insert_const (self->texts, name));
    }
}

static gboolean
is_blank_row (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    if (!qh_cell_is_blank (g_ptr_array_index (cells, i)))
      return FALSE;
  return TRUE;
}

static void
take_row (QhCsvReader *self,
          guint        line,
          GPtrArray   *cells,
          gboolean     wrapped)
{
  QhCsvRow row = { line, cells->len, self->cells->len, wrapped };

  if (is_blank_row (cells))
    {
      self->report.n_blank++;
      return;
    }
  /* Blank cells past the last column are trailing separators. */
  while (row.n_cells > self->columns->len
         && qh_cell_is_blank (g_ptr_array_index (cells, row.n_cells - 1)))
    row.n_cells--;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const char *cell = i < row.n_cells ? g_ptr_array_index (cells, i) : "";

      g_ptr_array_add (self->cells, g_string_chunk_insert_const (self->texts, cell));
    }
  g_array_append_val (self->rows, row);
  self->report.n_rows++;
  if (wrapped)
    self->report.n_wrapped++;
  if (row.n_cells != self->columns->len)
    self->report.n_ragged++;
}

static void
copy_cells_cb (guint      line,
               GPtrArray *cells,
               gpointer   user_data)
{
  GPtrArray *copy = user_data;

  for (guint i = 0; i < cells->len; i++)
    g_ptr_array_add (copy, g_strdup (g_ptr_array_index (cells, i)));
}

/* Some programs quote a row that has quotes in it as a whole; then its one cell
 * is a row by itself. */
static GPtrArray *
unwrap (QhCsvReader *self,
        GPtrArray   *cells)
{
  g_autoptr (GPtrArray) inner = NULL;
  const char *cell;

  if (cells->len != 1 || self->columns->len == 1)
    return NULL;
  cell = g_ptr_array_index (cells, 0);
  if (strchr (cell, self->report.separator) == NULL)
    return NULL;

  inner = g_ptr_array_new_with_free_func (g_free);
  if (!qh_csv_parse (cell, strlen (cell), self->report.separator, copy_cells_cb, inner, NULL, NULL))
    return NULL;
  if (self->columns->len == 0 ? inner->len < 2 : inner->len != self->columns->len)
    return NULL;
  return g_steal_pointer (&inner);
}

static void
row_cb (guint      line,
        GPtrArray *cells,
        gpointer   user_data)
{
  QhCsvReader *self = user_data;
  g_autoptr (GPtrArray) inner = unwrap (self, cells);

  if (self->columns->len == 0)
    take_header (self, inner != NULL ? inner : cells);
  else
    take_row (self, line, inner != NULL ? inner : cells, inner != NULL);
}

/* Spreadsheet programs write "sep=;" on the first line of some files. */
static gsize
skip_separator_line (const char *text,
                     gsize       length,
                     char       *separator)
{
  if (length < 6 || g_ascii_strncasecmp (text, "sep=", 4) != 0
      || (text[5] != '\r' && text[5] != '\n'))
    return 0;
  *separator = text[4];
  return 5;
}

gboolean
qh_csv_reader_read_text (QhCsvReader   *self,
                         GBytes        *text_bytes,
                         GCancellable  *cancellable,
                         GError       **error)
{
  gsize length;
  const char *text = g_bytes_get_data (text_bytes, &length);
  char separator = 0;
  gsize skipped;
  g_autofree char *blanked = NULL;

  if (length > 0 && text[length - 1] == 0x1a)
    length--;
  skipped = skip_separator_line (text, length, &separator);
  if (skipped > 0)
    {
      /* Blanks keep the count of lines. */
      blanked = g_strndup (text, length);
      memset (blanked, ' ', skipped);
      text = blanked;
    }
  self->report.separator = separator != 0 ? separator : qh_csv_detect_separator (text, length);
  if (!qh_csv_parse (text, length, self->report.separator, row_cb, self, cancellable, error))
    {
      g_prefix_error (error, "%s: ", self->file_name);
      return FALSE;
    }
  if (self->columns->len == 0)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_EMPTY,
                   _("“%s” is empty: there is nothing in it to read."), self->file_name);
      return FALSE;
    }
  return TRUE;
}
