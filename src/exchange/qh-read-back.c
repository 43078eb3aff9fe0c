/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-read-back.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <readstat.h>
#include <string.h>

typedef struct
{
  QhLabelled *labelled;
  QhColumnSum *sums;
  GCancellable *cancellable;
  guint64 rows;
  guint n_variables;
  gboolean same_names;
} Reading;

static int
metadata_cb (readstat_metadata_t *metadata,
             void                *user_data)
{
  Reading *reading = user_data;

  reading->n_variables = (guint) readstat_get_var_count (metadata);
  return READSTAT_HANDLER_OK;
}

static int
variable_cb (int                  index,
             readstat_variable_t *stat,
             const char          *labels,
             void                *user_data)
{
  Reading *reading = user_data;
  const QhLabelledVariable *variable;

  if (index < 0 || (guint) index >= reading->labelled->variables->len)
    return READSTAT_HANDLER_ABORT;
  variable = g_ptr_array_index (reading->labelled->variables, index);
  reading->same_names = reading->same_names && g_str_equal (readstat_variable_get_name (stat), variable->name);
  return READSTAT_HANDLER_OK;
}

static double
number_of (readstat_value_t value)
{
  switch (readstat_value_type (value))
    {
    case READSTAT_TYPE_INT8:
      return readstat_int8_value (value);
    case READSTAT_TYPE_INT16:
      return readstat_int16_value (value);
    case READSTAT_TYPE_INT32:
      return readstat_int32_value (value);
    case READSTAT_TYPE_FLOAT:
      return (double) readstat_float_value (value);
    default:
      return readstat_double_value (value);
    }
}

static void
add_number (QhColumnSum              *sum,
            const QhLabelledVariable *variable,
            readstat_value_t          value)
{
  double number, kind;

  if (readstat_value_is_tagged_missing (value))
    {
      guint missing = (guint) (readstat_value_tag (value) - 'a' + 1);

      sum->missing[MIN (missing, QH_N_MISSING)]++;
      return;
    }
  if (readstat_value_is_system_missing (value))
    return;
  number = number_of (value);
  kind = variable->missing_base - number;
  if (variable->may_miss && kind >= 1 && kind <= QH_N_MISSING)
    {
      sum->missing[(guint) kind]++;
      return;
    }
  sum->n++;
  sum->sum += number;
}

static int
value_cb (int                  row,
          readstat_variable_t *stat,
          readstat_value_t     value,
          void                *user_data)
{
  Reading *reading = user_data;
  int index = readstat_variable_get_index (stat);
  QhColumnSum *sum;

  if (index < 0 || (guint) index >= reading->labelled->variables->len)
    return READSTAT_HANDLER_ABORT;
  if (index == 0)
    {
      if (row % QH_EXPORT_PROGRESS_EVERY == 0 && g_cancellable_is_cancelled (reading->cancellable))
        return READSTAT_HANDLER_ABORT;
      reading->rows++;
    }
  sum = &reading->sums[index];
  if (readstat_value_type (value) == READSTAT_TYPE_STRING)
    {
      const char *text = readstat_string_value (value);
      gsize length = text != NULL ? strlen (text) : 0;

      sum->n += length > 0;
      sum->sum += (double) length;
    }
  else
    add_number (sum, g_ptr_array_index (reading->labelled->variables, index), value);
  return READSTAT_HANDLER_OK;
}

static gboolean
read_file (const char       *path,
           QhLabelled       *labelled,
           QhColumnSum      *sums,
           guint64          *rows,
           GCancellable     *cancellable,
           GError          **error,
           readstat_error_t (*parse) (readstat_parser_t *parser, const char *path, void *data))
{
  Reading reading = { .labelled = labelled, .sums = sums, .cancellable = cancellable, .same_names = TRUE };
  readstat_parser_t *parser = readstat_parser_init ();
  readstat_error_t failed;

  readstat_set_metadata_handler (parser, metadata_cb);
  readstat_set_variable_handler (parser, variable_cb);
  readstat_set_value_handler (parser, value_cb);
  failed = parse (parser, path, &reading);
  readstat_parser_free (parser);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  *rows = reading.rows;
  if (failed == READSTAT_OK && reading.same_names && reading.n_variables == labelled->variables->len)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FAILED, _("The file that was written could not be read back (%s), so it was not kept. Export again, or in another format."),
               failed != READSTAT_OK ? readstat_error_message (failed) : _("its variables differ"));
  return FALSE;
}

/**
 * qh_read_back_sav:
 *
 * Reads a file of SPSS, compressed or not.
 */
gboolean
qh_read_back_sav (const char   *path,
                  QhLabelled   *labelled,
                  QhColumnSum  *sums,
                  guint64      *rows,
                  GCancellable *cancellable,
                  GError      **error)
{
  return read_file (path, labelled, sums, rows, cancellable, error, readstat_parse_sav);
}

/**
 * qh_read_back_dta:
 *
 * Reads a file of Stata.
 */
gboolean
qh_read_back_dta (const char   *path,
                  QhLabelled   *labelled,
                  QhColumnSum  *sums,
                  guint64      *rows,
                  GCancellable *cancellable,
                  GError      **error)
{
  return read_file (path, labelled, sums, rows, cancellable, error, readstat_parse_dta);
}

static gboolean
is_same (const QhColumnSum *a,
         const QhColumnSum *b)
{
  return a->n == b->n && a->sum == b->sum && memcmp (a->missing, b->missing, sizeof a->missing) == 0;
}

/**
 * qh_read_back_rows:
 *
 * Returns: whether as many rows were read back as were written.
 */
gboolean
qh_read_back_rows (guint64  written,
                   guint64  found,
                   GError **error)
{
  if (written == found)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FAILED,
               _("Of %'" PRIu64 " rows that were written %'" PRIu64 " were read back, so the file was not kept. Export again."), written, found);
  return FALSE;
}

/**
 * qh_read_back_set_column:
 *
 * Says that a column does not read back.
 */
void
qh_read_back_set_column (const char *name,
                         GError    **error)
{
  g_set_error (error, QH_ERROR, QH_ERROR_FAILED,
               _("The column “%s” does not read back as it was written, so the file was not kept. Export in another format."), name);
}

/**
 * qh_read_back_check:
 * @sums: (array): of the columns as they were written
 * @rows: as they were written
 * @error: %QH_ERROR_FAILED names the first column that differs
 *
 * Reads a file back and compares its rows and the sum of each column, added in
 * the same order, with what was written.
 *
 * Returns: whether the file holds what was written.
 */
gboolean
qh_read_back_check (QhReadBack         read,
                    const char        *path,
                    QhLabelled        *labelled,
                    const QhColumnSum *sums,
                    guint64            rows,
                    GCancellable      *cancellable,
                    GError           **error)
{
  guint n = labelled->variables->len;
  g_autofree QhColumnSum *found = g_new0 (QhColumnSum, n);
  guint64 rows_found = 0;

  if (!read (path, labelled, found, &rows_found, cancellable, error))
    return FALSE;
  if (!qh_read_back_rows (rows, rows_found, error))
    return FALSE;
  for (guint v = 0; v < n; v++)
    if (!is_same (&sums[v], &found[v]))
      {
        qh_read_back_set_column (((QhLabelledVariable *) g_ptr_array_index (labelled->variables, v))->name, error);
        return FALSE;
      }
  return TRUE;
}
