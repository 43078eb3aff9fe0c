/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-labelled-files.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "exchange/qh-buffered.h"

/* Writing */

static void
put_text (QhBuffered *out,
          const char *text)
{
  g_autofree char *quoted = NULL;

  if (strpbrk (text, ",\"\r\n") == NULL)
    {
      qh_buffered_put (out, text, strlen (text));
      return;
    }
  quoted = qh_export_quote (text);
  qh_buffered_put (out, quoted, strlen (quoted));
}

static inline void
put_value (QhBuffered               *out,
           const QhLabelledVariable *variable,
           const QhLabelledBlock    *block,
           guint                     i)
{
  guint kind = block->kinds[i];

  if (kind == QH_LABELLED_EMPTY)
    return;
  if (kind != 0)
    qh_buffered_put_whole (out, (gint64) variable->missing_base - kind);
  else if (variable->type == QH_LABELLED_TEXT)
    put_text (out, qh_labelled_block_get_text (block, i));
  else if (variable->type == QH_LABELLED_DAY)
    qh_buffered_put_day (out, (QhDay) block->numbers[i]);
  else if (variable->type == QH_LABELLED_TIME)
    qh_buffered_put_time (out, (gint64) block->numbers[i]);
  else if (variable->type == QH_LABELLED_REAL)
    qh_buffered_put_real (out, block->numbers[i]);
  else
    qh_buffered_put_whole (out, (gint64) block->numbers[i]);
}

static void
put_block (QhBuffered                      *out,
           const QhLabelledVariable *const *variables,
           const QhLabelledBlock           *blocks,
           guint                            n_variables,
           guint                            n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      for (guint v = 0; v < n_variables; v++)
        {
          put_value (out, variables[v], &blocks[v], i);
          qh_buffered_put (out, ",", 1);
        }
      out->used--; /* the last comma, just put */
      qh_buffered_put (out, "\r\n", 2);
    }
}

static gboolean
put_rows (QhBuffered        *out,
          QhLabelled        *labelled,
          const QhExportRun *run,
          QhColumnSum       *sums,
          QhExportReport    *report,
          GError           **error)
{
  const QhLabelledVariable *const *variables = (const QhLabelledVariable *const *) labelled->variables->pdata;
  guint n_variables = labelled->variables->len, n_rows = labelled->plan->n_rows;
  QhLabelledBlock *blocks = qh_labelled_blocks_new (n_variables);
  gboolean goes_on = TRUE;

  for (guint first = 0, n; first < n_rows && out->failed == 0; first += n)
    {
      n = MIN (QH_LABELLED_BLOCK, n_rows - first);
      goes_on = first % QH_EXPORT_PROGRESS_EVERY != 0 || qh_export_run_step (run, first, error);
      if (!goes_on)
        break;
      for (guint v = 0; v < n_variables; v++)
        {
          qh_labelled_fill (labelled, variables[v], first, n, &blocks[v]);
          qh_column_sum_add (&sums[v], variables[v], &blocks[v], n);
        }
      put_block (out, variables, blocks, n_variables, n);
      report->written += n;
    }
  qh_labelled_blocks_free (blocks, n_variables);
  return goes_on;
}

/**
 * qh_labelled_write_csv:
 * @path: a file that exists; it is replaced
 * @report: gets the rows
 *
 * Writes the rows as UTF-8, RFC 4180: names above, codes as their numbers, kinds of
 * missing as theirs, nothing where nothing was noted; then reads them back.
 */
gboolean
qh_labelled_write_csv (QhLabelled        *labelled,
                       const char        *path,
                       const QhExportRun *run,
                       QhExportReport    *report,
                       GError           **error)
{
  guint n = labelled->variables->len;
  g_autofree QhColumnSum *sums = g_new0 (QhColumnSum, n + 1);
  QhBuffered out;
  gboolean done;

  if (!qh_buffered_open (&out, path))
    {
      qh_export_set_errno (error, path, errno);
      return FALSE;
    }
  for (guint v = 0; v < n; v++)
    {
      const QhLabelledVariable *variable = g_ptr_array_index (labelled->variables, v);

      qh_buffered_put (&out, ",", v > 0);
      qh_buffered_put (&out, variable->name, strlen (variable->name));
    }
  qh_buffered_put (&out, "\r\n", 2);
  done = put_rows (&out, labelled, run, sums, report, error);
  if (!qh_buffered_close (&out) && done)
    qh_export_set_errno (error, path, out.failed);
  done = done && out.failed == 0;
  return done && qh_read_back_check (qh_read_back_csv, path, labelled, sums, report->written, run->cancellable, error);
}
