/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first sheet of a workbook as texts: enough for tables that this program
 * wrote and a spreadsheet program saved again. */
#include "exchange/qh-xlsx-reader.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlreader.h>
#include <math.h>
#include <string.h>

#include "exchange/qh-exchange-error.h"
#include "exchange/qh-xlsx-parts.h"

#define MOST_COLUMNS 256
#define MOST_CELLS 2000000
#define LARGEST_WHOLE 1e15

/* What is being read. */
typedef struct
{
  xmlTextReaderPtr reader;
  QhXlsxSheet *sheet;
  GPtrArray *shared; /* of texts in the sheet's chunk */
  GString *text;     /* of the element that is open */
  guint n_cells;
  guint column; /* of the cell that is open */
  char type;    /* of the cell: 's' shared, 'n' number, 't' text, 'b' yes or no */
} Reading;

static void
clear_row (gpointer data)
{
  g_ptr_array_unref (((QhXlsxRow *)data)->cells);
}

void
qh_xlsx_sheet_free (QhXlsxSheet *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/* XML */

static gboolean
open_part (Reading *self, GBytes *part)
{
  gsize length;
  const char *data = g_bytes_get_data (part, &length);

  self->reader = xmlReaderForMemory (
    data, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  return self->reader != NULL;
}

static void
close_part (Reading *self)
{
  g_clear_pointer (&self->reader, xmlFreeTextReader);
}

static gboolean
is_node (Reading *self, int type, const char *name)
{
  return xmlTextReaderNodeType (self->reader) == type
         && g_strcmp0 ((const char *)xmlTextReaderConstLocalName (self->reader), name) == 0;
}

static gboolean
begins (Reading *self, const char *name)
{
  return is_node (self, XML_READER_TYPE_ELEMENT, name);
}

static gboolean
ends (Reading *self, const char *name)
{
  return is_node (self, XML_READER_TYPE_END_ELEMENT, name);
}

static gboolean
is_text (Reading *self)
{
  int type = xmlTextReaderNodeType (self->reader);

  return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA || type == XML_READER_TYPE_WHITESPACE
         || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
}

/* Appends what stands in the element that has just begun, up to its end. */
static gboolean
read_element (Reading *self)
{
  int depth = xmlTextReaderDepth (self->reader);

  if (xmlTextReaderIsEmptyElement (self->reader))
    return TRUE;
  while (xmlTextReaderRead (self->reader) == 1)
    {
      if (xmlTextReaderDepth (self->reader) <= depth)
        return TRUE;
      if (is_text (self))
        g_string_append (self->text, (const char *)xmlTextReaderConstValue (self->reader));
    }
  return FALSE;
}

/* How a word is read is no part of it. */
static gboolean
skip_element (Reading *self)
{
  gsize length = self->text->len;
  gboolean read = read_element (self);

  g_string_truncate (self->text, length);
  return read;
}

/* Texts that several cells share */

static gboolean
read_shared (Reading *self, GBytes *part)
{
  int status;

  if (part == NULL)
    return TRUE;
  if (!open_part (self, part))
    return FALSE;
  while ((status = xmlTextReaderRead (self->reader)) == 1)
    {
      if (begins (self, "si"))
        g_string_truncate (self->text, 0);
      if ((begins (self, "t") && !read_element (self)) || (begins (self, "rPh") && !skip_element (self)))
        break;
      if (ends (self, "si") || (begins (self, "si") && xmlTextReaderIsEmptyElement (self->reader)))
        g_ptr_array_add (self->shared, g_string_chunk_insert_const (self->sheet->texts, self->text->str));
    }
  close_part (self);
  return status == 0;
}

/* Cells */

/* "AB12" → 27; FALSE for what is no such name. */
static gboolean
parse_column (const char *name, guint *column)
{
  guint number = 0;
  const char *at;

  for (at = name; *at >= 'A' && *at <= 'Z' && number < MOST_COLUMNS * 26; at++)
    number = number * 26 + (guint)(*at - 'A') + 1;
  if (number == 0 || !g_ascii_isdigit (*at))
    return FALSE;
  *column = number - 1;
  return TRUE;
}

/* 12.0 and 1.2E1 are 12. */
static void
tidy_number (GString *text)
{
  char *end;
  double number = g_ascii_strtod (text->str, &end);

  if (end != text->str && *end == '\0' && number == floor (number) && fabs (number) < LARGEST_WHOLE)
    g_string_printf (text, "%.0f", number);
}

static QhXlsxRow *
get_row (Reading *self)
{
  return &g_array_index (self->sheet->rows, QhXlsxRow, self->sheet->rows->len - 1);
}

static gboolean
end_cell (Reading *self)
{
  const char *text = self->text->str;
  guint64 index;

  if (self->type == 's')
    {
      if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &index, NULL) || index >= self->shared->len)
        return FALSE;
      text = g_ptr_array_index (self->shared, index);
    }
  else if (self->type == 'n')
    tidy_number (self->text);
  if (text[0] == '\0' || self->column >= MOST_COLUMNS)
    return TRUE;
  if (++self->n_cells > MOST_CELLS || self->sheet->rows->len == 0)
    return FALSE;
  if (self->type != 's')
    text = g_string_chunk_insert (self->sheet->texts, self->text->str);
  while (get_row (self)->cells->len <= self->column)
    g_ptr_array_add (get_row (self)->cells, NULL);
  get_row (self)->cells->pdata[self->column] = (gpointer)text;
  return TRUE;
}

static char
read_type (Reading *self)
{
  xmlChar *type = xmlTextReaderGetAttribute (self->reader, (const xmlChar *)"t");
  const char *text = (const char *)type;
  char letter = text == NULL || g_str_equal (text, "n") ? 'n' : g_str_equal (text, "s") ? 's' : 't';

  xmlFree (type);
  return letter;
}

static gboolean
begin_cell (Reading *self)
{
  xmlChar *name = xmlTextReaderGetAttribute (self->reader, (const xmlChar *)"r");
  gboolean good = TRUE;

  if (name != NULL)
    good = parse_column ((const char *)name, &self->column);
  else
    self->column++;
  xmlFree (name);
  self->type = read_type (self);
  g_string_truncate (self->text, 0);
  return good;
}

static gboolean
begin_row (Reading *self)
{
  xmlChar *name = xmlTextReaderGetAttribute (self->reader, (const xmlChar *)"r");
  guint last = self->sheet->rows->len > 0 ? get_row (self)->number : 0;
  QhXlsxRow row = { last + 1, NULL };
  guint64 number;
  gboolean good = TRUE;

  if (name != NULL)
    {
      good = g_ascii_string_to_unsigned ((const char *)name, 10, last + 1, G_MAXUINT, &number, NULL);
      row.number = good ? (guint)number : 0;
    }
  xmlFree (name);
  if (!good || ++self->n_cells > MOST_CELLS)
    return FALSE;
  row.cells = g_ptr_array_new ();
  g_array_append_val (self->sheet->rows, row);
  self->column = G_MAXUINT; /* the cell after it is the first */
  return TRUE;
}

static gboolean
read_node (Reading *self)
{
  if (begins (self, "row"))
    return begin_row (self);
  if (begins (self, "c"))
    return begin_cell (self);
  if (begins (self, "v") || begins (self, "t"))
    return read_element (self);
  if (begins (self, "f") || begins (self, "rPh"))
    return skip_element (self);
  return !ends (self, "c") || end_cell (self);
}

static gboolean
read_sheet (Reading *self, GBytes *part, GCancellable *cancellable)
{
  int status = -1;

  if (!open_part (self, part))
    return FALSE;
  while (!g_cancellable_is_cancelled (cancellable) && (status = xmlTextReaderRead (self->reader)) == 1)
    if (!read_node (self))
      break;
  close_part (self);
  return status == 0;
}

static void
drop_empty_rows (QhXlsxSheet *sheet)
{
  guint kept = 0;

  for (guint i = 0; i < sheet->rows->len; i++)
    {
      QhXlsxRow *row = &g_array_index (sheet->rows, QhXlsxRow, i);
      QhXlsxRow *place = &g_array_index (sheet->rows, QhXlsxRow, kept);

      if (row->cells->len == 0)
        continue;
      if (row != place)
        {
          QhXlsxRow empty = *place;

          *place = *row;
          *row = empty;
        }
      kept++;
    }
  g_array_set_size (sheet->rows, kept);
}

/**
 * qh_xlsx_read:
 * @bytes: a file
 * @file_name: how messages call it
 *
 * Returns: (transfer full): its first sheet; %NULL with
 *   %QH_EXCHANGE_ERROR_MALFORMED where it is no workbook, is damaged, or is
 *   larger than any table that a person fills in.
 */
QhXlsxSheet *
qh_xlsx_read (GBytes *bytes, const char *file_name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) parts = qh_xlsx_unpack (bytes, file_name, cancellable, error);
  GBytes *part = parts != NULL ? qh_xlsx_find_sheet (parts, file_name, error) : NULL;
  g_autoptr (QhXlsxSheet) sheet = NULL;
  g_autoptr (GPtrArray) shared = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  Reading reading = { .shared = shared, .text = text };

  if (part == NULL)
    return NULL;
  sheet = g_new0 (QhXlsxSheet, 1);
  sheet->rows = g_array_new (FALSE, FALSE, sizeof (QhXlsxRow));
  g_array_set_clear_func (sheet->rows, clear_row);
  sheet->texts = g_string_chunk_new (4096);
  reading.sheet = sheet;
  if (read_shared (&reading, g_hash_table_lookup (parts, "xl/sharedStrings.xml"))
      && read_sheet (&reading, part, cancellable))
    {
      drop_empty_rows (sheet);
      return g_steal_pointer (&sheet);
    }
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error (error,
                 QH_EXCHANGE_ERROR,
                 QH_EXCHANGE_ERROR_MALFORMED,
                 _ ("The first sheet of “%s” cannot be read: it is damaged or too large. Open it in the "
                    "spreadsheet program and save only the table, as xlsx or csv."),
                 file_name);
  return NULL;
}
