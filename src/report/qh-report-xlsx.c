/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same cells as on paper, as numbers that can be counted on. */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "chart/qh-chart-words.h"
#include "exchange/qh-book.h"
#include "report/qh-report-pages-private.h"
#include "report/qh-report-xlsx.h"

#define WIDTH_OF_NAMES 46
#define CHART_ROWS 22

typedef struct
{
  QhBook *book;
  guint row;
} Sheet;

static QhBookNumber
get_form (const QhReportBlock *block, const QhReportLine *line, const QhReportHead *head, double value)
{
  if (line->texts != NULL)
    return value == floor (value) ? QH_BOOK_WHOLE : QH_BOOK_ONE_DIGIT;
  if (block->form == QH_REPORT_INDICATORS)
    return line->unit == QH_INDICATOR_PERCENT || line->unit == QH_INDICATOR_NUMBER ? QH_BOOK_ONE_DIGIT : QH_BOOK_WHOLE;
  return head->show == QH_REPORT_PERCENT ? QH_BOOK_PERCENT : QH_BOOK_WHOLE;
}

static void
put_cell (Sheet *sheet, const QhReportBlock *block, const QhReportLine *line, guint head, QhBookStyle style)
{
  const QhReportCell *cell = qh_report_get_cell (line, head);
  QhBookStyle own = style == QH_BOOK_INSET ? QH_BOOK_PLAIN : style;
  g_autofree char *text = qh_report_cell_to_text (block, line, head);

  if (cell->hidden || isnan (cell->value))
    qh_book_put_text (sheet->book, sheet->row, head + 1, text, own);
  else
    qh_book_put_number (sheet->book,
                        sheet->row,
                        head + 1,
                        cell->value,
                        own,
                        get_form (block, line, g_ptr_array_index (block->heads, head), cell->value));
}

/* The unit of an indicator stands in its name: the cell is a number. */
static char *
make_label (const QhReportBlock *block, const QhReportLine *line)
{
  static const char *const units[] = { NULL, "%", N_ ("days"), N_ ("minutes") };

  if (block->form != QH_REPORT_INDICATORS || units[line->unit] == NULL)
    return g_strdup (line->label);
  return g_strdup_printf ("%s (%s)", line->label, _ (units[line->unit]));
}

static void
put_lines (Sheet *sheet, const QhReportBlock *block)
{
  gboolean grouped = FALSE;

  for (guint i = 0; i < block->lines->len; i++)
    grouped |= ((const QhReportLine *)g_ptr_array_index (block->lines, i))->level > 1;
  for (guint i = 0; i < block->lines->len; i++)
    {
      const QhReportLine *line = g_ptr_array_index (block->lines, i);
      g_autofree char *label = make_label (block, line);
      QhBookStyle style = line->total || (grouped && line->level == 1) ? QH_BOOK_GROUP
                          : line->level > 1                            ? QH_BOOK_INSET
                                                                       : QH_BOOK_PLAIN;

      qh_book_put_text (sheet->book, sheet->row, 0, label, style);
      for (guint h = 0; h < block->heads->len; h++)
        put_cell (sheet, block, line, h, style);
      sheet->row++;
    }
}

/* What a chart is drawn from stands beside it. */
static void
put_chart (Sheet *sheet, const QhReportBlock *block)
{
  g_autoptr (QhChartData) data = qh_report_make_chart (block);
  g_autofree char *alt = data != NULL ? qh_chart_describe (data) : NULL;
  guint values[] = { 1, 2 }, first, n;

  if (data == NULL)
    return;
  n = qh_chart_data_get_n_categories (data);
  qh_book_put_text (sheet->book, sheet->row++, 0, block->title, QH_BOOK_HEADING);
  qh_book_put_text (sheet->book, sheet->row, 0, block->row_title != NULL ? block->row_title : "", QH_BOOK_HEAD);
  first = sheet->row + 1;
  for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
    {
      qh_book_put_text (sheet->book, sheet->row, values[s], qh_chart_data_get_series (data, s)->label, QH_BOOK_HEAD);
      for (guint c = 0; c < n; c++)
        if (!isnan (qh_chart_data_get_value (data, c, s)))
          qh_book_put_number (
            sheet->book, first + c, values[s], qh_chart_data_get_value (data, c, s), QH_BOOK_PLAIN, QH_BOOK_WHOLE);
    }
  for (guint c = 0; c < n; c++)
    qh_book_put_text (sheet->book, first + c, 0, qh_chart_data_get_category (data, c)->label, QH_BOOK_PLAIN);
  qh_book_put_chart (sheet->book, sheet->row, 4, block->title, 0, first, first + n - 1, values,
                     qh_chart_data_get_n_series (data), alt);
  sheet->row = MAX (first + n, sheet->row + CHART_ROWS) + 1;
}

static void
add_charts (QhBook *book, const QhReport *report)
{
  Sheet sheet = { book, 0 };
  gboolean begun = FALSE;

  for (guint i = 0; i < report->blocks->len; i++)
    {
      const QhReportBlock *block = g_ptr_array_index (report->blocks, i);

      if (block->chart == QH_REPORT_NO_CHART || block->empty)
        continue;
      if (!begun)
        {
          qh_book_add_sheet (book, _ ("Charts"));
          qh_book_set_page (book, TRUE, report->a4, 0, 0);
          qh_book_set_width (book, 0, 0, WIDTH_OF_NAMES);
          qh_book_set_width (book, 1, 2, 13);
          begun = TRUE;
        }
      put_chart (&sheet, block);
    }
}

static void
put_block (Sheet *sheet, const QhReportBlock *block, guint number)
{
  g_autofree char *title = g_strdup_printf ("%u. %s", number, block->title);

  sheet->row++;
  qh_book_put_text (sheet->book, sheet->row++, 0, title, QH_BOOK_HEADING);
  if (block->form != QH_REPORT_NOTES && !block->empty)
    {
      qh_book_put_text (
        sheet->book, sheet->row, 0, block->row_title != NULL ? block->row_title : "", QH_BOOK_HEAD);
      for (guint h = 0; h < block->heads->len; h++)
        qh_book_put_text (
          sheet->book, sheet->row, h + 1, ((const QhReportHead *)g_ptr_array_index (block->heads, h))->label, QH_BOOK_HEAD);
      sheet->row++;
      put_lines (sheet, block);
    }
  for (guint i = 0; i < block->notes->len; i++)
    qh_book_put_text (sheet->book, sheet->row++, 0, g_ptr_array_index (block->notes, i), QH_BOOK_NOTE);
}

static void
put_head (Sheet *sheet, const QhReport *report)
{
  qh_book_put_text (sheet->book, sheet->row++, 0, report->institution, QH_BOOK_PLAIN);
  qh_book_put_text (sheet->book, sheet->row++, 0, report->title, QH_BOOK_TITLE);
  qh_book_put_text (sheet->book, sheet->row++, 0, report->subtitle, QH_BOOK_HEADING);
  for (guint i = 0; i < report->facts->len; i++)
    {
      const QhReportFact *fact = g_ptr_array_index (report->facts, i);

      qh_book_put_text (sheet->book, sheet->row, 0, fact->label, QH_BOOK_PLAIN);
      qh_book_put_text (sheet->book, sheet->row++, 1, fact->text, QH_BOOK_PLAIN);
    }
}

static void
put_foot (Sheet *sheet, const QhReport *report)
{
  sheet->row += 2;
  for (guint i = 0; i < report->signatures->len; i++)
    {
      const QhReportFact *signature = g_ptr_array_index (report->signatures, i);

      qh_book_put_text (sheet->book, sheet->row, 0, signature->label, QH_BOOK_PLAIN);
      qh_book_put_text (
        sheet->book, sheet->row++, 1, signature->text != NULL ? signature->text : "", QH_BOOK_PLAIN);
    }
  qh_book_put_text (sheet->book, ++sheet->row, 0, report->foot, QH_BOOK_NOTE);
}

/**
 * qh_report_save_xlsx:
 *
 * Saves the cells of a report on one sheet, with charts that the spreadsheet draws.
 */
gboolean
qh_report_save_xlsx (const QhReport *report, const char *path, GError **error)
{
  g_autoptr (QhBook) book = qh_book_new (path, report->title, report->author, error);
  Sheet sheet = { book, 0 };

  if (book == NULL)
    return FALSE;
  qh_book_add_sheet (book, report->subtitle);
  qh_book_set_page (book, report->landscape, report->a4, 1, 2);
  qh_book_set_width (book, 0, 0, WIDTH_OF_NAMES);
  qh_book_set_width (book, 1, 8, 10);
  qh_book_set_width (book, 9, 60, 5);
  put_head (&sheet, report);
  for (guint i = 0; i < report->blocks->len; i++)
    put_block (&sheet, g_ptr_array_index (report->blocks, i), i + 1);
  put_foot (&sheet, report);
  add_charts (book, report);
  return qh_book_close (book, error);
}
