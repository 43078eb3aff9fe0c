/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-export-xlsx-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "exchange/qh-read-back-xlsx.h"
#include "exchange/qh-read-back.h"

#define FIRST_EXCEL_DAY 693594  /* what a spreadsheet counts from, as a QhDay */
#define FIRST_SAFE_DAY 61       /* 1 March 1900: before it, spreadsheets disagree */
#define WIDEST 42
#define CELLS_OF_ZIP64 30000000 /* past these a sheet may take more than 4 GiB */
#define LEAST_AROUND 512        /* what a sheet has before and after its rows is more */
#define END_RECORD_SIZE 22
#define ENTRY_SIZE 46

/* Of one cell: the texts of a list, joined. @sums are of the columns, where they
 * are to be compared. */
typedef struct
{
  QhExportBook *book;
  lxw_worksheet *sheet;
  QhSheetSum *sums;
  GString *joined;
  guint32 *served;
  lxw_error failed;
} Filling;

static void
put_text (Filling    *filling,
          lxw_row_t   line,
          lxw_col_t   c,
          const char *text)
{
  if (text[0] == '\0')
    return;
  filling->failed |= worksheet_write_string (filling->sheet, line, c, text, NULL);
  if (filling->sums != NULL)
    qh_sheet_sum_add_text (&filling->sums[c], text);
}

static void
put_number (Filling    *filling,
            lxw_row_t   line,
            lxw_col_t   c,
            double      number,
            lxw_format *format)
{
  filling->failed |= worksheet_write_number (filling->sheet, line, c, number, format);
  if (filling->sums != NULL)
    qh_sheet_sum_add_number (&filling->sums[c], number);
}

static void
put_list (Filling              *filling,
          lxw_row_t             line,
          lxw_col_t             c,
          const QhExportColumn *column,
          guint                 row)
{
  const guint16 *indices = column->source->data;
  guint32 start = column->source->offsets[row], end = column->source->offsets[row + 1];

  if (end == start + 1)
    {
      put_text (filling, line, c, g_array_index (column->texts, QhExportText, indices[start]).text);
      return;
    }
  g_string_truncate (filling->joined, 0);
  for (guint32 i = start; i < end; i++)
    {
      if (i > start)
        g_string_append (filling->joined, "; ");
      g_string_append (filling->joined, g_array_index (column->texts, QhExportText, indices[i]).text);
    }
  put_text (filling, line, c, filling->joined->str);
}

/* 1, 0, or the code of why there is no answer. */
static void
put_flag (Filling              *filling,
          lxw_row_t             line,
          lxw_col_t             c,
          const QhExportColumn *column,
          guint                 row)
{
  gint64 flag = qh_export_get_flag (column, row);

  if (QH_SCAN_IS_EMPTY (flag))
    put_text (filling, line, c, g_array_index (column->texts, QhExportText, flag - QH_SCAN_NONE).text);
  else
    put_number (filling, line, c, (double) flag, NULL);
}

static void
put_day (Filling  *filling,
         lxw_row_t line,
         lxw_col_t c,
         QhDay     day)
{
  char iso[QH_DAY_ISO_SIZE];

  if (day - FIRST_EXCEL_DAY >= FIRST_SAFE_DAY)
    put_number (filling, line, c, day - FIRST_EXCEL_DAY, filling->book->day);
  else
    {
      qh_day_to_iso (day, iso);
      put_text (filling, line, c, iso);
    }
}

static void
put_value (Filling              *filling,
           lxw_row_t             line,
           lxw_col_t             c,
           const QhExportColumn *column,
           guint                 row)
{
  gint64 value = qh_frame_column_get (column->source, row);
  gboolean empty = QH_SCAN_IS_EMPTY (value);

  if (column->cell == QH_EXPORT_REASON)
    put_text (filling, line, c, g_array_index (column->texts, QhExportText, empty ? value - QH_SCAN_NONE : 0).text);
  else if (empty)
    return;
  else if (column->cell == QH_EXPORT_DAY)
    put_day (filling, line, c, (QhDay) value);
  else if (column->cell == QH_EXPORT_TIME)
    put_number (filling, line, c, (double) value / (24 * 60), filling->book->time);
  else if (column->cell == QH_EXPORT_REAL)
    put_number (filling, line, c, qh_scan_to_real (value), NULL);
  else
    put_number (filling, line, c, (double) value, NULL);
}

static void
put_cell (Filling              *filling,
          lxw_row_t             line,
          lxw_col_t             c,
          const QhExportColumn *column,
          guint                 position,
          guint                 row)
{
  const QhExportText *text;
  guint32 number = 0;

  switch (column->cell)
    {
    case QH_EXPORT_TEXT:
      text = &g_array_index (column->texts, QhExportText, qh_export_index (column->source, row));
      if (text->is_number)
        put_number (filling, line, c, text->number, NULL);
      else
        put_text (filling, line, c, text->text);
      break;
    case QH_EXPORT_LIST:
      put_list (filling, line, c, column, row);
      break;
    case QH_EXPORT_ROW_NUMBER:
      put_number (filling, line, c, (double) position + 1, NULL);
      break;
    case QH_EXPORT_REFERENCE:
      number = column->numbers[qh_export_index (column->source, row)];
      if (number != 0)
        put_number (filling, line, c, number, NULL);
      break;
    case QH_EXPORT_FLAG:
      put_flag (filling, line, c, column, row);
      break;
    case QH_EXPORT_SERVED:
      put_number (filling, line, c, filling->served[column->slot], NULL);
      break;
    default:
      put_value (filling, line, c, column, row);
    }
}

static double
width_of (const QhExportColumn *column)
{
  glong width = g_utf8_strlen (column->header, -1) + 3; /* the filter's arrow */

  for (guint i = 0; column->texts != NULL && i < column->texts->len; i++)
    width = MAX (width, g_utf8_strlen (g_array_index (column->texts, QhExportText, i).text, -1) + 1);
  if (column->cell == QH_EXPORT_DAY)
    width = MAX (width, 11);
  return (double) CLAMP (width, 7, WIDEST);
}

static lxw_worksheet *
add_data_sheet (QhExportBook *book,
                guint         number,
                guint         n_rows)
{
  g_autofree char *name = number == 1 ? g_strdup (_("Data")) : g_strdup_printf ("%s %u", _("Data"), number);
  lxw_worksheet *sheet = workbook_add_worksheet (book->workbook, name);
  GPtrArray *columns = book->plan->columns;

  for (guint c = 0; c < columns->len; c++)
    worksheet_set_column (sheet, (lxw_col_t) c, (lxw_col_t) c, width_of (g_ptr_array_index (columns, c)), NULL);
  worksheet_freeze_panes (sheet, 1, 1);
  worksheet_autofilter (sheet, 0, 0, n_rows, (lxw_col_t) (columns->len - 1));
  worksheet_repeat_rows (sheet, 0, 0);
  worksheet_set_landscape (sheet);
  for (guint c = 0; c < columns->len; c++)
    worksheet_write_string (sheet, 0, (lxw_col_t) c, ((QhExportColumn *) g_ptr_array_index (columns, c))->header, book->bold);
  return sheet;
}

static gboolean
fill_sheet (Filling           *filling,
            guint              first,
            guint              n,
            const QhExportRun *run,
            QhExportReport    *report,
            GError           **error)
{
  const QhExportPlan *plan = filling->book->plan;
  const QhExportColumn *const *columns = (const QhExportColumn *const *) plan->columns->pdata;
  guint n_columns = plan->columns->len;

  for (guint i = 0; i < n && filling->failed == LXW_NO_ERROR; i++)
    {
      guint row = plan->rows[first + i];

      if (i % QH_EXPORT_PROGRESS_EVERY == 0 && (!qh_export_run_step (run, (first + i) / 2, error)))
        return FALSE;
      if (plan->n_slots > 0)
        qh_export_plan_count_served (plan, row, filling->served);
      for (guint c = 0; c < n_columns; c++)
        put_cell (filling, i + 1, (lxw_col_t) c, columns[c], first + i, row);
      report->written += filling->failed == LXW_NO_ERROR;
    }
  if (filling->failed == LXW_NO_ERROR)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FAILED,
               _("Row %u does not fit a spreadsheet: one of its texts is too long. Export to .csv instead."), report->written + 1);
  return FALSE;
}

static gboolean
fill_sheets (QhExportBook      *book,
             QhSheetSum        *sums,
             const QhExportRun *run,
             QhExportReport    *report,
             GError           **error)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autofree guint32 *served = g_new0 (guint32, book->plan->n_slots + 1);
  Filling filling = { .book = book, .sums = sums, .joined = joined, .served = served };
  guint most = book->plan->options->rows_per_sheet;
  guint first = 0;

  report->rows_per_sheet = most = most != 0 ? MIN (most, QH_EXPORT_ROWS_PER_SHEET) : QH_EXPORT_ROWS_PER_SHEET;
  do
    {
      guint n = MIN (most, book->plan->n_rows - first);

      filling.sheet = add_data_sheet (book, ++report->sheets, n);
      if (!fill_sheet (&filling, first, n, run, report, error))
        return FALSE;
      first += n;
    }
  while (first < book->plan->n_rows);
  return TRUE;
}

/* libxlsxwriter does not say when a sheet's rows found no room. */
static gboolean
measure_sheets (QhExportBook *book,
                GArray       *sizes,
                GError      **error)
{
  lxw_worksheet *sheet;

  STAILQ_FOREACH (sheet, book->workbook->worksheets, list_pointers)
    {
      gint64 size;

      if (fflush (sheet->optimize_tmpfile) != 0 || ferror (sheet->optimize_tmpfile))
        {
          qh_export_set_errno (error, book->plan->options->path, ENOSPC);
          return FALSE;
        }
      size = ftello (sheet->optimize_tmpfile);
      g_array_append_val (sizes, size);
    }
  return TRUE;
}

/* Little-endian numbers of a zip */
static guint32
read_number (const guint8 *bytes,
             guint         size)
{
  guint32 number = 0;

  while (size-- > 0)
    number = number << 8 | bytes[size];
  return number;
}

/* Whether the zip's list of contents gives each sheet more than the size of
 * its rows: a sheet that found no room on its way into the zip is short. */
static gboolean
sheets_are_whole (const guint8 *zip,
                  gsize         length,
                  GArray       *sizes)
{
  gsize at;
  guint found = 0;

  if (length < END_RECORD_SIZE || memcmp (zip + length - END_RECORD_SIZE, "PK\5\6", 4) != 0)
    return FALSE;
  at = read_number (zip + length - END_RECORD_SIZE + 16, 4);
  while (at < length - END_RECORD_SIZE && at + ENTRY_SIZE <= length && memcmp (zip + at, "PK\1\2", 4) == 0)
    {
      guint32 size = read_number (zip + at + 24, 4);
      gsize name_length = read_number (zip + at + 28, 2);
      gsize rest = read_number (zip + at + 30, 2) + (gsize) read_number (zip + at + 32, 2);
      const char *name = (const char *) zip + at + ENTRY_SIZE;

      for (guint i = 0; i < sizes->len; i++)
        {
          g_autofree char *wanted = g_strdup_printf ("xl/worksheets/sheet%u.xml", i + 1);

          if (strlen (wanted) == name_length && at + ENTRY_SIZE + name_length <= length && memcmp (name, wanted, name_length) == 0)
            found += size == G_MAXUINT32 || (gint64) size >= g_array_index (sizes, gint64, i) + LEAST_AROUND;
        }
      at += ENTRY_SIZE + name_length + rest;
    }
  return found == sizes->len;
}

static gboolean
check_whole (const QhExportPlan *plan,
             const char         *path,
             GArray             *sizes,
             GError            **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  gsize length = file != NULL ? g_mapped_file_get_length (file) : 0;

  if (length > 0 && sheets_are_whole ((const guint8 *) g_mapped_file_get_contents (file), length, sizes))
    return TRUE;
  qh_export_set_errno (error, plan->options->path, ENOSPC);
  return FALSE;
}

/* Ends a workbook that is not to be written. */
static void
abandon (QhExportBook *book)
{
  lxw_worksheet *sheet;

  STAILQ_FOREACH (sheet, book->workbook->worksheets, list_pointers)
    g_clear_pointer (&sheet->optimize_tmpfile, fclose);
  lxw_workbook_free (book->workbook);
}

static gboolean
close_book (QhExportBook *book,
            const char   *path,
            GArray       *sizes,
            GError      **error)
{
  lxw_error code;

  errno = 0;
  code = workbook_close (book->workbook);
  if (code == LXW_NO_ERROR)
    return check_whole (book->plan, path, sizes, error);
  if (errno == 0 || errno == ENOTTY)
    errno = ENOSPC; /* the zip's own errors have no other cause here */
  qh_export_set_errno (error, book->plan->options->path, errno);
  return FALSE;
}

/* Compares what the file holds with what was put into it. */
static gboolean
check_read_back (const QhExportPlan   *plan,
                 const char           *path,
                 const QhSheetSum     *sums,
                 const QhExportReport *report,
                 GCancellable         *cancellable,
                 GError              **error)
{
  guint n = plan->columns->len;
  g_autofree QhSheetSum *found = g_new0 (QhSheetSum, n);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) headers = NULL;
  guint64 rows = 0;

  for (guint c = 0; c < n; c++)
    g_strv_builder_add (builder, ((QhExportColumn *) g_ptr_array_index (plan->columns, c))->header);
  headers = g_strv_builder_end (builder);
  if (!qh_read_back_xlsx (path, report->sheets, headers, found, &rows, cancellable, error) || !qh_read_back_rows (report->written, rows, error))
    return FALSE;
  for (guint c = 0; c < n; c++)
    if (!qh_sheet_sum_equal (&sums[c], &found[c]))
      {
        qh_read_back_set_column (headers[c], error);
        return FALSE;
      }
  return TRUE;
}

/**
 * qh_export_write_xlsx:
 * @path: a file that exists and is empty
 *
 * Writes the plan's rows as a workbook: the data, a summary with a chart, and
 * the codebook.
 */
gboolean
qh_export_write_xlsx (const QhExportPlan *plan,
                      const char         *path,
                      const QhExportRun  *run,
                      QhExportReport     *report,
                      GError            **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  lxw_workbook_options how = { .constant_memory = LXW_TRUE, .tmpdir = folder,
                               .use_zip64 = (guint64) plan->n_rows * plan->columns->len > CELLS_OF_ZIP64 };
  lxw_doc_properties properties = { .title = (char *) plan->options->title, .company = (char *) plan->options->unit,
                                    .subject = (char *) plan->options->filter };
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree QhSheetSum *sums = !plan->options->unproven ? g_new0 (QhSheetSum, plan->columns->len) : NULL;
  QhExportBook book = { plan, workbook_new_opt (path, &how) };

  if (book.workbook == NULL)
    {
      qh_export_set_errno (error, plan->options->path, ENOMEM);
      return FALSE;
    }
  workbook_set_properties (book.workbook, &properties);
  book.bold = workbook_add_format (book.workbook);
  format_set_bold (book.bold);
  book.day = workbook_add_format (book.workbook);
  format_set_num_format (book.day, "yyyy-mm-dd");
  book.time = workbook_add_format (book.workbook);
  format_set_num_format (book.time, "hh:mm");
  if (!fill_sheets (&book, sums, run, report, error))
    {
      abandon (&book);
      return FALSE;
    }
  qh_export_add_summary (&book, report);
  qh_export_add_codebook (&book);
  qh_export_add_risk (&book);
  if (!measure_sheets (&book, sizes, error))
    {
      abandon (&book);
      return FALSE;
    }
  return close_book (&book, path, sizes, error)
         && (sums == NULL || check_read_back (plan, path, sums, report, run->cancellable, error));
}
