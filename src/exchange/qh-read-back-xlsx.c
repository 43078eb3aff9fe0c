/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-read-back-xlsx.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <math.h>
#include <string.h>

#include "domain/qh-error.h"
#include "exchange/qh-zip-reader.h"

#define DIGITS 1e-12  /* a workbook holds 16 digits of a number */
#define MOST_DIGITS 15 /* that a double holds */
#define ESCAPED_SIZE 7 /* a control character is written as _x000B_ */

/**
 * qh_sheet_sum_add_number:
 *
 * Adds a cell with a number.
 */
void
qh_sheet_sum_add_number (QhSheetSum *self,
                         double      number)
{
  self->numbers++;
  self->sum += number;
  self->size += fabs (number);
}

/**
 * qh_sheet_sum_add_text:
 * @text: as it was to be written, or as it was read
 *
 * Adds a cell with a text.
 */
void
qh_sheet_sum_add_text (QhSheetSum *self,
                       const char *text)
{
  self->texts++;
  for (const char *at = text; *at != '\0'; at++)
    self->bytes += (guchar) *at < ' ' && *at != '\t' && *at != '\n' ? ESCAPED_SIZE : 1;
}

/**
 * qh_sheet_sum_equal:
 *
 * Returns: whether both are of the same column, but for the last digits of numbers.
 */
gboolean
qh_sheet_sum_equal (const QhSheetSum *self,
                    const QhSheetSum *other)
{
  return self->numbers == other->numbers && self->texts == other->texts && self->bytes == other->bytes
         && fabs (self->sum - other->sum) <= DIGITS * MAX (self->size, other->size);
}

/* Reading */

/* What is looked for in a sheet, as the parser keeps each name once: so that names are
 * the same where their addresses are. */
typedef struct
{
  const xmlChar *row;
  const xmlChar *cell;
  const xmlChar *value;
  const xmlChar *text;
  const xmlChar *reference;
} Names;

typedef struct
{
  xmlParserCtxt *parser;
  Names names;
  GCancellable *cancellable;
  GStrv headers;
  guint n_columns;
  QhSheetSum *sums;
  guint64 rows; /* of all sheets, the headers aside */
  guint64 row;  /* of this sheet */
  guint column;
  gboolean is_text; /* of the cell */
  gboolean takes;   /* whether what comes is the cell's */
  GString *value;
  gboolean differs;
} Reading;

static const xmlChar *
find_name (Reading    *reading,
           const char *name)
{
  return xmlDictLookup (reading->parser->dict, (const xmlChar *) name, -1);
}

static void
find_names (Reading *reading)
{
  reading->names = (Names) {
    .row = find_name (reading, "row"),
    .cell = find_name (reading, "c"),
    .value = find_name (reading, "v"),
    .text = find_name (reading, "t"),
    .reference = find_name (reading, "r"),
  };
}

/* The column of a cell "AB12", from 0. */
static guint
column_of (const char *reference)
{
  guint column = 0;

  for (; g_ascii_isupper (*reference); reference++)
    column = column * 26 + (guint) (*reference - 'A') + 1;
  return column - 1;
}

static void
begin_cell (Reading        *reading,
            int             n_attributes,
            const xmlChar **attributes)
{
  reading->column = G_MAXUINT;
  reading->is_text = FALSE;
  for (int i = 0; i < n_attributes; i++)
    {
      const xmlChar **attribute = attributes + 5 * i; /* name, prefix, namespace, value, its end */

      if (attribute[0] == reading->names.reference)
        reading->column = column_of ((const char *) attribute[3]);
      else if (attribute[0] == reading->names.text) /* of a cell its type */
        reading->is_text = attribute[4] - attribute[3] > 1; /* "inlineStr", not "n" */
    }
  reading->differs |= reading->column >= reading->n_columns;
}

static void
start_cb (void           *user_data,
          const xmlChar  *name,
          const xmlChar  *prefix,
          const xmlChar  *space,
          int             n_spaces,
          const xmlChar **spaces,
          int             n_attributes,
          int             n_defaulted,
          const xmlChar **attributes)
{
  Reading *reading = user_data;

  if (name == reading->names.cell)
    begin_cell (reading, n_attributes, attributes);
  else if (name == reading->names.value || name == reading->names.text)
    {
      g_string_truncate (reading->value, 0);
      reading->takes = TRUE;
    }
}

/* Most numbers are whole and short. */
static double
read_number (Reading *reading)
{
  const char *at = reading->value->str;
  char *end = NULL;
  gint64 whole = 0;
  double number;

  for (; g_ascii_isdigit (*at) && at - reading->value->str < MOST_DIGITS; at++)
    whole = whole * 10 + (*at - '0');
  if (*at == '\0' && reading->value->len <= MOST_DIGITS)
    return (double) whole;
  number = g_ascii_strtod (reading->value->str, &end);
  reading->differs |= *end != '\0';
  return number;
}

static void
take_cell (Reading *reading)
{
  const char *value = reading->value->str;

  if (reading->column >= reading->n_columns)
    return;
  if (reading->row == 0)
    reading->differs |= !g_str_equal (value, reading->headers[reading->column]);
  else if (reading->is_text)
    qh_sheet_sum_add_text (&reading->sums[reading->column], value);
  else
    qh_sheet_sum_add_number (&reading->sums[reading->column], read_number (reading));
}

static void
end_cb (void          *user_data,
        const xmlChar *name,
        const xmlChar *prefix,
        const xmlChar *space)
{
  Reading *reading = user_data;

  if (reading->takes && (name == reading->names.value || name == reading->names.text))
    {
      reading->takes = FALSE;
      take_cell (reading);
    }
  else if (name == reading->names.row)
    reading->row++;
}

static void
text_cb (void          *user_data,
         const xmlChar *text,
         int            length)
{
  Reading *reading = user_data;
  GString *value = reading->value;

  if (!reading->takes)
    return;
  if (value->len + (gsize) length >= value->allocated_len)
    {
      g_string_append_len (value, (const char *) text, length);
      return;
    }
  /* The same where there is room, as in nearly all of millions of cells. */
  memcpy (value->str + value->len, text, (gsize) length);
  value->len += (gsize) length;
  value->str[value->len] = '\0';
}

static gboolean
chunk_cb (const char *bytes,
          gsize       length,
          gpointer    user_data)
{
  Reading *reading = user_data;

  return xmlParseChunk (reading->parser, bytes, (int) length, FALSE) == 0 && !g_cancellable_is_cancelled (reading->cancellable);
}

static gboolean
read_sheet (Reading    *reading,
            const char *path,
            guint       number)
{
  xmlSAXHandler handler = { .initialized = XML_SAX2_MAGIC, .startElementNs = start_cb, .endElementNs = end_cb, .characters = text_cb };
  g_autofree char *name = g_strdup_printf ("xl/worksheets/sheet%u.xml", number);
  gboolean whole;

  reading->parser = xmlCreatePushParserCtxt (&handler, reading, NULL, 0, NULL);
  find_names (reading);
  reading->row = 0;
  xmlCtxtUseOptions (reading->parser, XML_PARSE_HUGE | XML_PARSE_NONET);
  whole = qh_zip_read (path, name, chunk_cb, reading) && xmlParseChunk (reading->parser, NULL, 0, TRUE) == 0;
  xmlFreeParserCtxt (reading->parser);
  reading->rows += reading->row - (reading->row > 0);
  return whole;
}

/**
 * qh_read_back_xlsx:
 * @n_sheets: how many of the first sheets hold rows
 * @headers: what stands above the columns of each
 * @sums: (array): one for each column, all 0 before
 * @rows: (out): how many rows the sheets hold, their headers aside
 *
 * Reads the sheets of a workbook and adds up their columns.
 *
 * Returns: whether the file could be read and has these columns.
 */
gboolean
qh_read_back_xlsx (const char   *path,
                   guint         n_sheets,
                   GStrv         headers,
                   QhSheetSum   *sums,
                   guint64      *rows,
                   GCancellable *cancellable,
                   GError      **error)
{
  Reading reading = { .cancellable = cancellable, .headers = headers, .n_columns = g_strv_length (headers), .sums = sums };
  gboolean whole = TRUE;

  reading.value = g_string_new (NULL);
  for (guint i = 1; i <= n_sheets && whole; i++)
    whole = read_sheet (&reading, path, i);
  g_string_free (reading.value, TRUE);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  *rows = reading.rows;
  if (whole && !reading.differs)
    return TRUE;
  g_set_error_literal (error, QH_ERROR, QH_ERROR_FAILED,
                       _("The workbook that was written does not read back as it was meant, so it was not kept. Export again."));
  return FALSE;
}
