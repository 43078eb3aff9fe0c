/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-report-save.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "domain/qh-error.h"
#include "report/qh-report-pages.h"
#include "report/qh-report-xlsx.h"

static const char *const endings[] = { "pdf", "xlsx", "csv" };

/**
 * qh_report_get_ending:
 *
 * Returns: (nullable): as what a report is saved there: "pdf", "xlsx" or "csv".
 */
const char *
qh_report_get_ending (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *ending = g_strconcat (".", endings[i], NULL);

      if (g_str_has_suffix (lower, ending))
        return endings[i];
    }
  return NULL;
}

/**
 * qh_report_check_path:
 *
 * Returns: whether the ending of @path says as what a report can be saved.
 */
gboolean
qh_report_check_path (const char *path, GError **error)
{
  if (qh_report_get_ending (path) != NULL)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("“%s”: give the file a name that ends in .pdf, .xlsx or .csv."),
               path);
  return FALSE;
}

/* CSV: a line for each figure, with what “quehacer table” has to be asked to
 * count it again. */

static void
append_cell (GString *text, const char *cell, gboolean last)
{
  const char *what = cell != NULL ? cell : "";

  if (strpbrk (what, ",\"\r\n") != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (what, "\"", -1);
      g_autofree char *quoted = g_strjoinv ("\"\"", parts);

      g_string_append_printf (text, "\"%s\"", quoted);
    }
  else
    g_string_append (text, what);
  g_string_append (text, last ? "\r\n" : ",");
}

static char *
join_where (const QhReportBlock *block, const QhReportLine *line, const QhReportHead *head)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_addv (builder, (const char **)block->where);
  g_strv_builder_addv (builder, (const char **)line->where);
  g_strv_builder_addv (builder, (const char **)head->where);
  all = g_strv_builder_end (builder);
  return g_strjoinv ("; ", all);
}

/* By what the rows of the sum are told apart. */
static char *
find_rows (const QhReportBlock *block, const QhReportLine *line, const QhReportHead *head)
{
  const QhReportLine *first = g_ptr_array_index (block->lines, 0);
  const char *by = line->total ? (block->named ? NULL : first->by) : line->by;

  if (by == NULL)
    return g_strdup ("");
  return head->show == QH_REPORT_PRINCIPAL ? g_strconcat (by, ":first", NULL) : g_strdup (by);
}

static const char *
say_measure (const QhReportBlock *block, const QhReportHead *head)
{
  static const char *const measures[] = { "count", "minutes", "people" };

  if (block->form != QH_REPORT_TABLE || block->kind == NULL)
    return "";
  if (head->show == QH_REPORT_PLANNED)
    return "planned";
  return head->show == QH_REPORT_PERCENT ? "percent" : measures[head->measure];
}

static void
append_figure (GString *text, const QhReportBlock *block, const QhReportLine *line, guint index)
{
  const QhReportCell *cell = qh_report_get_cell (line, index);
  const QhReportHead *head = g_ptr_array_index (block->heads, index);
  char value[G_ASCII_DTOSTR_BUF_SIZE] = "";
  g_autofree char *rows = find_rows (block, line, head);
  g_autofree char *where = join_where (block, line, head);

  if (!cell->hidden && !isnan (cell->value))
    g_ascii_formatd (value, sizeof value, "%.15g", cell->value);
  append_cell (text, block->title, FALSE);
  append_cell (text, line->label, FALSE);
  append_cell (text, head->label, FALSE);
  append_cell (text, value, FALSE);
  append_cell (text, cell->hidden ? "1" : "", FALSE);
  append_cell (text, block->kind, FALSE);
  append_cell (text, say_measure (block, head), FALSE);
  append_cell (text, rows, FALSE);
  append_cell (text, line->total ? "total" : line->code, FALSE);
  append_cell (text, head->by, FALSE);
  append_cell (text, head->code, FALSE);
  append_cell (text, where, TRUE);
}

/**
 * qh_report_to_csv:
 *
 * Returns: (transfer full): a line for each figure: where it stands, what it is,
 *   and the conditions for which “quehacer table” counts it.
 */
char *
qh_report_to_csv (const QhReport *report)
{
  GString *text
    = g_string_new ("section,row,column,value,hidden,of,measure,rows,row_code,columns,column_code,where\r\n");

  for (guint b = 0; b < report->blocks->len; b++)
    {
      const QhReportBlock *block = g_ptr_array_index (report->blocks, b);

      for (guint i = 0; i < block->lines->len; i++)
        for (guint h = 0; h < block->heads->len; h++)
          append_figure (text, block, g_ptr_array_index (block->lines, i), h);
    }
  return g_string_free (text, FALSE);
}

/* Files */

static GBytes *
make_bytes (const QhReport *report, const char *ending, guint *n_pages, GCancellable *cancellable, GError **error)
{
  char *text;

  if (g_str_equal (ending, "pdf"))
    return qh_report_to_pdf (report, n_pages, cancellable, error);
  text = qh_report_to_csv (report);
  return g_bytes_new_take (text, strlen (text));
}

/**
 * qh_report_save:
 * @path: where to; the ending, .pdf, .xlsx or .csv, says as what
 * @n_pages: (out) (optional): of a PDF; 0 of what has no pages
 *
 * Saves the report, in one piece or not at all. Only its owner will be able to
 * read the file.
 *
 * Returns: whether it was saved.
 */
gboolean
qh_report_save (const QhReport *report, const char *path, guint *n_pages, GCancellable *cancellable, GError **error)
{
  const char *ending = qh_report_get_ending (path);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  guint counted = 0;
  gsize size;

  if (!qh_report_check_path (path, error))
    return FALSE;
  if (n_pages != NULL)
    *n_pages = 0;
  if (g_str_equal (ending, "xlsx"))
    return qh_report_save_xlsx (report, path, error);
  bytes = make_bytes (report, ending, &counted, cancellable, error);
  if (bytes == NULL)
    return FALSE;
  if (n_pages != NULL)
    *n_pages = counted;
  data = g_bytes_get_data (bytes, &size);
  if (g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &reason))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_PLACE,
               _ ("“%s” was not saved: %s. Choose another folder or name."),
               path,
               reason->message);
  return FALSE;
}

/**
 * qh_report_dup_detail:
 * @how: "pdf", "xlsx", "csv" or "print"
 *
 * Returns: (transfer full): what the log says of a report that leaves the workspace.
 */
char *
qh_report_dup_detail (const QhReport *report, const char *how)
{
  char from[QH_DAY_ISO_SIZE], to[QH_DAY_ISO_SIZE];

  qh_day_to_iso (report->from, from);
  qh_day_to_iso (report->to, to);
  return g_strdup_printf ("%s, %s, %s..%s", how, report->title, from, to);
}

/**
 * qh_report_log:
 * @how: as for qh_report_dup_detail()
 *
 * Writes into the workspace's log that the report left it.
 */
gboolean
qh_report_log (const QhReport *report, QhStore *store, const char *how, GError **error)
{
  g_autofree char *detail = qh_report_dup_detail (report, how);
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_EXPORT, 0, 0, detail);

  return qh_store_apply (store, event, NULL, NULL, NULL, error);
}
