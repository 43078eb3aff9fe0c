/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-anonymize-csv.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "exchange/qh-export-private.h"
#include "research/qh-risk-report.h"

/* What is written, and what of each column of the table. */
typedef struct
{
  const QhAnonymization *result;
  const QhCsvFrame *csv;
  GHashTable *replaced;
  GArray *rows;    /* of the frame, those of each record */
  GArray *columns; /* that are written */
  int *quasi;      /* of each column the place among the quasi-identifiers, or -1 */
} Writing;

static void
append_cell (GString *line, const char *cell)
{
  if (strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append (line, cell);
      return;
    }
  g_string_append_c (line, '"');
  for (const char *c = cell; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *c);
    }
  g_string_append_c (line, '"');
}

static const char *
get_cell (const Writing *writing, guint column, guint record)
{
  guint row = g_array_index (writing->rows, guint, record);
  const QhCsvVariable *variable = g_ptr_array_index (writing->csv->variables, column);
  GPtrArray *texts = writing->replaced != NULL ? g_hash_table_lookup (writing->replaced, variable->name) : NULL;

  if (writing->quasi[column] >= 0)
    return qh_anonymization_get_text (writing->result, (guint)writing->quasi[column], record);
  if (texts != NULL)
    return g_ptr_array_index (texts, row);
  return qh_csv_reader_get_cell (writing->csv->table, g_array_index (writing->csv->rows, guint, row), variable->column);
}

static char *
make_line (const Writing *writing, guint record)
{
  GString *line = g_string_new (NULL);
  gboolean blank = TRUE;

  for (guint i = 0; i < writing->columns->len; i++)
    {
      const char *cell = get_cell (writing, g_array_index (writing->columns, guint, i), record);

      blank &= qh_cell_is_blank (cell);
      if (i > 0)
        g_string_append_c (line, ',');
      append_cell (line, cell);
    }
  if (blank) /* a line of nothing would not be a row */
    g_string_prepend (line, "NA");
  return g_string_free (line, FALSE);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The order of the table may tell who came when, so the rows are sorted by what
 * is left of them: the same rows make the same file. */
static GString *
make_text (const Writing *writing)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < writing->columns->len; i++)
    {
      const QhCsvVariable *variable
        = g_ptr_array_index (writing->csv->variables, g_array_index (writing->columns, guint, i));

      if (i > 0)
        g_string_append_c (text, ',');
      append_cell (text, variable->name);
    }
  g_string_append (text, "\r\n");
  for (guint record = 0; record < writing->result->n_records; record++)
    if (writing->result->keep[record])
      g_ptr_array_add (lines, make_line (writing, record));
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      g_string_append (text, g_ptr_array_index (lines, i));
      g_string_append (text, "\r\n");
    }
  return text;
}

/* Reading back */

static char *
make_type (const QhCsvVariable *variable, gboolean quasi)
{
  return quasi ? qh_csv_type_new (variable->name, QH_MEASUREMENT_NOMINAL, NULL)
               : qh_csv_variable_dup_type (variable, TRUE);
}

static char **
list_types (const Writing *writing)
{
  g_autoptr (GStrvBuilder) types = g_strv_builder_new ();
  const QhAnonymization *result = writing->result;

  for (guint i = 0; i < result->codings->len + result->secrets->len; i++)
    {
      gboolean quasi = i < result->codings->len;
      const QhCoding *coding = quasi ? g_ptr_array_index (result->codings, i)
                                     : g_ptr_array_index (result->secrets, i - result->codings->len);

      for (guint c = 0; c < writing->csv->variables->len; c++)
        {
          const QhCsvVariable *variable = g_ptr_array_index (writing->csv->variables, c);

          if (g_str_equal (variable->name, coding->name))
            {
              g_autofree char *type = make_type (variable, quasi);

              g_strv_builder_add (types, type);
            }
        }
    }
  return g_strv_builder_end (types);
}

static char **
list_names (GPtrArray *codings)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < codings->len; i++)
    g_strv_builder_add (names, ((const QhCoding *)g_ptr_array_index (codings, i))->name);
  return g_strv_builder_end (names);
}

static gboolean
is_near (double a, double b)
{
  return fabs (a - b) <= 1e-9 * MAX (1, fabs (b));
}

static gboolean
is_same (const QhAnonymization *result, const QhRiskReport *found)
{
  const QhRisk *a = &found->risk, *b = &result->after;
  QhDiversity diversity;

  if (a->records != b->records || a->classes != b->classes || a->k != b->k || a->uniques != b->uniques
      || !is_near (a->average_risk, b->average_risk) || !is_near (a->highest_risk, b->highest_risk))
    return FALSE;
  if (!qh_risk_report_get_diversity (found, &diversity))
    return result->secrets->len == 0;
  return diversity.l_distinct == result->diversity_after.l_distinct
         && is_near (diversity.l_entropy, result->diversity_after.l_entropy)
         && is_near (diversity.t, result->diversity_after.t);
}

static gboolean
read_back (const Writing *writing, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QhCsvReader) table = qh_csv_reader_new_for_file (file, NULL, error);
  g_auto (GStrv) types = list_types (writing);
  g_auto (GStrv) quasi = list_names (writing->result->codings);
  g_auto (GStrv) sensitive = list_names (writing->result->secrets);
  QhRiskQuestion question = { .quasi = (const char *const *)quasi, .sensitive = (const char *const *)sensitive };
  g_autoptr (QhCsvFrame) frame = NULL;
  g_autoptr (QhRiskReport) found = NULL;

  frame = table != NULL ? qh_csv_frame_new (table, (const char *const *)types, (const char *const *)writing->csv->no_answer, error) : NULL;
  found = frame != NULL ? qh_risk_report_new (frame->frame, NULL, &question, error) : NULL;
  if (found == NULL)
    return FALSE;
  if (is_same (writing->result, found))
    return TRUE;
  g_set_error_literal (error, QH_ERROR, QH_ERROR_FAILED, _ ("The file was read back and its risk is not what was computed, so it was not kept. Report this as a fault of the program."));
  return FALSE;
}

/* Writing */

static gboolean
check_path (const char *path, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _ ("“%s” is no ordinary file. Choose another name."), path);
  return FALSE;
}

static gboolean
choose_columns (Writing *writing, const char *const *dropped, GError **error)
{
  const QhAnonymization *result = writing->result;

  for (guint i = 0; dropped[i] != NULL; i++)
    if (qh_frame_find_column (writing->csv->frame, dropped[i]) == NULL)
      {
        g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("There is no column “%s” in the file."), dropped[i]);
        return FALSE;
      }
  for (guint c = 0; c < writing->csv->variables->len; c++)
    {
      const QhCsvVariable *variable = g_ptr_array_index (writing->csv->variables, c);

      writing->quasi[c] = -1;
      for (guint i = 0; i < result->codings->len; i++)
        if (g_str_equal (((const QhCoding *)g_ptr_array_index (result->codings, i))->name, variable->name))
          writing->quasi[c] = (int)i;
      if (writing->quasi[c] < 0 && g_strv_contains (dropped, variable->name))
        continue;
      g_array_append_val (writing->columns, c);
    }
  return TRUE;
}

/* Returns 0, or the errno of what failed. */
static int
put_file (const char *path, const char *text, gsize length)
{
  int file = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), failed = 0;

  if (file < 0)
    return errno;
  while (length > 0 && failed == 0)
    {
      gssize written = write (file, text, length);

      if (written >= 0)
        text += written, length -= (gsize)written;
      else if (errno != EINTR)
        failed = errno;
    }
  if (failed == 0 && fsync (file) != 0)
    failed = errno;
  if (close (file) != 0 && failed == 0)
    failed = errno;
  return failed;
}

/* Under a name of its own until it was read back. */
static gboolean
write_and_check (const Writing *writing, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_strdup_printf (".%s.%08x.csv", base, g_random_int ());
  g_autofree char *beside = g_build_filename (folder, name, NULL);
  GString *text = make_text (writing);
  int failed = put_file (beside, text->str, text->len);
  gboolean done;

  g_string_free (text, TRUE);
  if (failed != 0)
    {
      qh_export_set_errno (error, path, failed);
      g_unlink (beside);
      return FALSE;
    }
  done = read_back (writing, beside, error);
  if (done && g_rename (beside, path) != 0)
    {
      qh_export_set_errno (error, path, errno);
      done = FALSE;
    }
  if (!done)
    g_unlink (beside);
  return done;
}

/**
 * qh_anonymization_write_csv:
 * @self: made of @csv and @mask
 * @replaced: (nullable): from a column's name to an array of the texts of every row of the
 *   frame, for columns that are told otherwise than in the table
 * @dropped: (array zero-terminated=1): columns that are left out
 *
 * Writes the records that stay as UTF-8, RFC 4180, sorted by what is left of
 * them. The file is read back and its risk compared before it takes its name.
 *
 * Returns: whether the file is there, whole; if not, nothing is.
 */
gboolean
qh_anonymization_write_csv (const QhAnonymization *self,
                            const QhCsvFrame *csv,
                            const guint8 *mask,
                            GHashTable *replaced,
                            const char *const *dropped,
                            const char *path,
                            GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree int *quasi = g_new0 (int, MAX (1, csv->variables->len));
  Writing writing = { self, csv, replaced, rows, columns, quasi };

  for (guint row = 0; row < csv->rows->len; row++)
    if (mask == NULL || mask[row])
      g_array_append_val (rows, row);
  return check_path (path, error) && choose_columns (&writing, dropped, error) && write_and_check (&writing, path, error);
}
