/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-csv-parser.h"

#include "exchange/qh-exchange-error.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

/* How much of a file the separator is told from. */
#define SAMPLE_LENGTH 262144

static const char separators[] = { ',', ';', '\t', '|' };

typedef struct
{
  GPtrArray *cells;
  guint first_line;
  gboolean in_row;
  QhCsvRowFunc function;
  gpointer user_data;
} Parse;

static void
cell_cb (void   *data,
         size_t  length,
         void   *user_data)
{
  Parse *parse = user_data;

  g_ptr_array_add (parse->cells, g_strndup (data, length));
}

static void
row_cb (int   terminator,
        void *user_data)
{
  Parse *parse = user_data;

  parse->function (parse->first_line, parse->cells, parse->user_data);
  g_ptr_array_set_size (parse->cells, 0);
  parse->in_row = FALSE;
}

static const char *
find_line_end (const char *from,
               const char *end)
{
  for (const char *c = from; c < end; c++)
    {
      if (*c == '\n')
        return c + 1;
      if (*c == '\r')
        return c + 1 < end && c[1] == '\n' ? c + 2 : c + 1;
    }
  return end;
}

static gboolean
is_blank_line (const char *from,
               const char *end)
{
  for (const char *c = from; c < end; c++)
    if (!g_ascii_isspace (*c))
      return FALSE;
  return TRUE;
}

/* The text goes in line by line, so that a row knows where it began. A line end
 * is added behind the last: whatever is still open after it is an open quote. */
static gboolean
feed_lines (struct csv_parser  *parser,
            Parse              *parse,
            const char         *text,
            gsize               length,
            GCancellable       *cancellable,
            GError            **error)
{
  const char *end = text + length;
  guint line = 1;

  for (const char *from = text, *next; from < end; from = next, line++)
    {
      next = find_line_end (from, end);
      if (!parse->in_row)
        {
          if (is_blank_line (from, next))
            continue;
          parse->first_line = line;
          parse->in_row = TRUE;
        }
      if (csv_parse (parser, from, next - from, cell_cb, row_cb, parse) != (size_t) (next - from))
        {
          g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_MALFORMED,
                       _("Line %u cannot be read as a row of a table (%s)."), line,
                       csv_strerror (csv_error (parser)));
          return FALSE;
        }
      if (line % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  if (parse->in_row)
    csv_parse (parser, "\n", 1, cell_cb, row_cb, parse);
  if (parse->in_row)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_MALFORMED,
                   _("A quotation mark opens in the row of line %u and is never closed: "
                     "close or remove it."), parse->first_line);
      return FALSE;
    }
  return TRUE;
}

/**
 * qh_csv_parse:
 * @text: UTF-8 text, without zeros
 * @length: its bytes
 * @separator: what parts cells
 * @function: (scope call): takes each row that is not an empty line
 * @user_data: data for @function
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Splits text into rows and cells with libcsv: quotes, doubled quotes, line ends
 * of any system, also within quotes.
 *
 * Returns: whether all was read
 */
gboolean
qh_csv_parse (const char    *text,
              gsize          length,
              char           separator,
              QhCsvRowFunc   function,
              gpointer       user_data,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Parse parse = { cells, 0, FALSE, function, user_data };
  struct csv_parser parser;
  gboolean done;

  csv_init (&parser, 0);
  csv_set_delim (&parser, separator);
  csv_set_blk_size (&parser, 4096);
  done = feed_lines (&parser, &parse, text, length, cancellable, error);
  csv_free (&parser);
  return done;
}

typedef struct
{
  char separator;
  guint n_columns;
  guint n_rows;
  guint n_agreeing;
} Trial;

static void
take_length_cb (guint      line,
                GPtrArray *cells,
                gpointer   user_data)
{
  guint *n_cells = user_data;

  *n_cells = cells->len;
}

static void
try_row_cb (guint      line,
            GPtrArray *cells,
            gpointer   user_data)
{
  Trial *trial = user_data;
  guint n_cells = cells->len;

  if (n_cells == 1)
    {
      const char *cell = g_ptr_array_index (cells, 0);

      qh_csv_parse (cell, strlen (cell), trial->separator, take_length_cb, &n_cells, NULL, NULL);
    }
  if (trial->n_columns == 0)
    {
      trial->n_columns = n_cells;
      return;
    }
  trial->n_rows++;
  if (n_cells == trial->n_columns)
    trial->n_agreeing++;
}

static gboolean
is_better (const Trial *trial,
           const Trial *best)
{
  gsize share = (gsize) trial->n_agreeing * MAX (best->n_rows, 1);
  gsize best_share = (gsize) best->n_agreeing * MAX (trial->n_rows, 1);

  if (trial->n_columns < 2)
    return FALSE;
  if (best->n_columns < 2 || share != best_share)
    return best->n_columns < 2 || share > best_share;
  return trial->n_columns > best->n_columns;
}

/**
 * qh_csv_detect_separator:
 * @text: UTF-8 text
 * @length: its bytes
 *
 * The separator is the one with which most rows have as many cells as the
 * header; of equals the one that makes more columns. Rows wrapped whole in one
 * cell count as what is in them.
 *
 * Returns: ',', ';', a tab or '|'; ',' where the table has one column
 */
char
qh_csv_detect_separator (const char *text,
                         gsize       length)
{
  gsize sample = length;
  Trial best = { ',', 0, 0, 0 };

  if (length > SAMPLE_LENGTH)
    {
      const char *line_end = g_strrstr_len (text, SAMPLE_LENGTH, "\n");

      if (line_end != NULL)
        sample = line_end - text;
    }
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      Trial trial = { separators[i], 0, 0, 0 };

      qh_csv_parse (text, sample, separators[i], try_row_cb, &trial, NULL, NULL);
      if (is_better (&trial, &best))
        best = trial;
    }
  return best.separator;
}
