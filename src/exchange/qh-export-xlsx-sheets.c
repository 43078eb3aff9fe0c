/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-export-xlsx-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "exchange/qh-codebook.h"
#include "frame/qh-table.h"

#define FIRST_TABLE_LINE 7
#define MOST_BARS 20
#define CHART_COLUMN 4
#define CHART_LINES 22
#define WIDTH_OF_NAMES 40
#define WIDTH_OF_COUNTS 14
#define WIDTH_OF_CHECKS 24

/* One category and its rows. */
typedef struct
{
  guint category;
  guint64 n;
} Share;

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const Share *first = a, *second = b;

  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;
  return first->category < second->category ? -1 : first->category > second->category;
}

/* The categories that occur; codes by their number, periods in time. */
static GArray *
list_shares (const QhTable *table)
{
  GArray *shares = g_array_new (FALSE, FALSE, sizeof (Share));

  for (guint i = 0; i < table->n_rows; i++)
    {
      Share share = { i, qh_table_sum_row (table, i) };

      if (share.n > 0)
        g_array_append_val (shares, share);
    }
  if (table->rows->form == QH_VARIABLE_CODE)
    g_array_sort (shares, compare_shares);
  return shares;
}

static void
add_chart (QhExportBook  *book,
           lxw_worksheet *sheet,
           const QhTable *table,
           const char    *heading,
           lxw_row_t      first,
           guint          n,
           lxw_row_t      at)
{
  gboolean bars = table->rows->form == QH_VARIABLE_CODE;
  lxw_chart *chart = workbook_add_chart (book->workbook, bars ? LXW_CHART_BAR : LXW_CHART_COLUMN);
  lxw_chart_series *series = chart_add_series (chart, NULL, NULL);
  lxw_chart_options size = { .x_scale = 1.4, .y_scale = 1.5 };
  g_autofree char *described = g_strdup_printf (_("%s: the numbers are in the table beside it."), heading);
  lxw_row_t last = first + MIN (n, bars ? MOST_BARS : n) - 1;

  size.description = described;
  chart_series_set_categories (series, sheet->name, first, 0, last, 0);
  chart_series_set_values (series, sheet->name, first, 1, last, 1);
  chart_title_set_name (chart, heading);
  chart_legend_set_position (chart, LXW_CHART_LEGEND_NONE);
  if (bars)
    chart_axis_set_reverse (chart->y_axis); /* that of the names: the most on top */
  worksheet_insert_chart_opt (sheet, at, CHART_COLUMN, chart, &size);
}

/* Writes one table and its chart; returns the line beneath them. */
static lxw_row_t
add_table (QhExportBook  *book,
           lxw_worksheet *sheet,
           const char    *variable,
           lxw_row_t      line)
{
  const QhExportPlan *plan = book->plan;
  g_autoptr (QhTable) table = qh_table_new (plan->frame, variable, NULL, plan->mask, QH_MEASURE_COUNT, NULL);
  g_autoptr (GArray) shares = table != NULL ? list_shares (table) : NULL;
  const char *rows = qh_kind_get_plural (qh_frame_get_kind (plan->frame), plan->options->language);
  g_autofree char *label = NULL;
  g_autofree char *heading = NULL;

  if (shares == NULL || shares->len == 0)
    return line;
  label = qh_variable_dup_label (table->rows, plan->options->language);
  heading = g_strdup_printf ("%s: %s", rows, label);
  worksheet_write_string (sheet, line, 0, label, book->bold);
  worksheet_write_string (sheet, line, 1, rows, book->bold);
  for (guint i = 0; i < shares->len; i++)
    {
      const Share *share = &g_array_index (shares, Share, i);
      g_autofree char *key = qh_variable_dup_key_label (table->rows, qh_variable_get_key (table->rows, share->category),
                                                        plan->options->language, NULL, NULL);

      worksheet_write_string (sheet, line + 1 + i, 0, key[0] != '\0' ? key : _("No answer"), NULL);
      worksheet_write_number (sheet, line + 1 + i, 1, (double) share->n, NULL);
    }
  add_chart (book, sheet, table, heading, line + 1, shares->len, line);
  return line + MAX (shares->len + 3, CHART_LINES + 2);
}

static void
add_fact (QhExportBook  *book,
          lxw_worksheet *sheet,
          lxw_row_t      line,
          const char    *name,
          const char    *fact)
{
  if (fact == NULL || fact[0] == '\0')
    return;
  worksheet_write_string (sheet, line, 0, name, book->bold);
  worksheet_write_string (sheet, line, 1, fact, NULL);
}

/* The first variable of codes, where the rows are not activities. */
static const char *
find_coded (QhFrame *frame)
{
  for (guint i = 0; i < qh_frame_get_n_columns (frame); i++)
    if (qh_frame_get_column (frame, i)->field->type == QH_TYPE_CODE)
      return qh_frame_get_column (frame, i)->field->name;
  return NULL;
}

/**
 * qh_export_add_summary:
 *
 * Adds a sheet that says what the rows are and counts them, with charts.
 */
void
qh_export_add_summary (QhExportBook         *book,
                       const QhExportReport *report)
{
  const QhExportOptions *options = book->plan->options;
  lxw_worksheet *sheet = workbook_add_worksheet (book->workbook, _("Summary"));
  const char *plural = qh_kind_get_plural (qh_frame_get_kind (book->plan->frame), options->language);
  const char *coded = find_coded (book->plan->frame);
  lxw_row_t line = FIRST_TABLE_LINE;

  worksheet_set_landscape (sheet);
  worksheet_fit_to_pages (sheet, 1, 0);
  worksheet_set_column (sheet, 0, 0, WIDTH_OF_NAMES, NULL);
  worksheet_set_column (sheet, 1, 1, WIDTH_OF_COUNTS, NULL);
  worksheet_write_string (sheet, 0, 0, options->title != NULL ? options->title : plural, book->bold);
  add_fact (book, sheet, 1, _("Unit"), options->unit);
  add_fact (book, sheet, 2, _("Filter"), options->filter != NULL ? options->filter : _("all rows"));
  worksheet_write_string (sheet, 3, 0, _("Rows selected"), book->bold);
  worksheet_write_number (sheet, 3, 1, report->selected, NULL);
  worksheet_write_string (sheet, 4, 0, _("Rows in this file"), book->bold);
  worksheet_write_number (sheet, 4, 1, report->written, NULL);
  worksheet_write_string (sheet, 5, 0, _("Sheets of data"), book->bold);
  worksheet_write_number (sheet, 5, 1, report->sheets, NULL);
  if (coded != NULL)
    line = add_table (book, sheet, coded, line);
  add_table (book, sheet, "month", line);
}

/**
 * qh_export_add_codebook:
 *
 * Adds a sheet that describes every variable and every code.
 */
void
qh_export_add_codebook (QhExportBook *book)
{
  static const struct
  {
    const char *header;
    double width;
    gsize offset;
  } columns[] = {
    { N_ ("Variable"), 20, G_STRUCT_OFFSET (QhCodebookRow, variable) },
    { N_ ("Column"), 34, G_STRUCT_OFFSET (QhCodebookRow, label) },
    { N_ ("Type"), 20, G_STRUCT_OFFSET (QhCodebookRow, type) },
    { N_ ("Unit of measurement"), 12, G_STRUCT_OFFSET (QhCodebookRow, unit) },
    { N_ ("Sensitivity"), 18, G_STRUCT_OFFSET (QhCodebookRow, sensitivity) },
    { N_ ("Code"), 10, G_STRUCT_OFFSET (QhCodebookRow, code) },
    { N_ ("Meaning"), 70, G_STRUCT_OFFSET (QhCodebookRow, meaning) },
  };
  g_autoptr (GPtrArray) rows = qh_codebook_new (book->plan);
  lxw_worksheet *sheet = workbook_add_worksheet (book->workbook, _("Codebook"));

  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    worksheet_set_column (sheet, (lxw_col_t) c, (lxw_col_t) c, columns[c].width, NULL);
  worksheet_freeze_panes (sheet, 1, 0);
  worksheet_set_landscape (sheet);
  worksheet_fit_to_pages (sheet, 1, 0);
  worksheet_repeat_rows (sheet, 0, 0);
  worksheet_autofilter (sheet, 0, 0, rows->len, G_N_ELEMENTS (columns) - 1);
  for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
    worksheet_write_string (sheet, 0, (lxw_col_t) c, gettext (columns[c].header), book->bold);
  for (guint r = 0; r < rows->len; r++)
    for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
      {
        const char *text = G_STRUCT_MEMBER (char *, g_ptr_array_index (rows, r), columns[c].offset);

        if (text != NULL)
          worksheet_write_string (sheet, r + 1, (lxw_col_t) c, text, NULL);
      }
}

/* What is lost, and what the risk does not count. */
static lxw_row_t
add_loss (lxw_worksheet *sheet, lxw_row_t line, const QhPrivacy *privacy)
{
  g_autofree char *loss = privacy->loss.name != NULL ? g_strdup_printf (_("Information lost: %s"), privacy->loss.label) : NULL;
  g_autofree char *warning = qh_privacy_dup_warning (privacy);

  if (loss != NULL)
    {
      worksheet_write_string (sheet, line, 0, loss, NULL);
      worksheet_write_number (sheet, line, 2, privacy->loss.value, NULL);
      worksheet_write_string (sheet, line++, 3, privacy->loss.definition, NULL);
    }
  if (warning != NULL)
    worksheet_write_string (sheet, line++, 0, warning, NULL);
  return line;
}

/**
 * qh_export_add_risk:
 *
 * Adds a sheet with the risk before and after, what was done to the variables and
 * the privacy checklist, where the export knows of them.
 */
void
qh_export_add_risk (QhExportBook *book)
{
  const QhPrivacy *privacy = book->plan->options->privacy;
  lxw_worksheet *sheet;
  lxw_row_t line = 1;

  if (privacy == NULL)
    return;
  sheet = workbook_add_worksheet (book->workbook, _("Risk"));
  worksheet_set_column (sheet, 0, 0, WIDTH_OF_NAMES, NULL);
  worksheet_set_column (sheet, 1, 3, WIDTH_OF_CHECKS, NULL);
  worksheet_write_string (sheet, 0, 0, _("Risk of re-identification"), book->bold);
  worksheet_write_string (sheet, 0, 1, _("before"), book->bold);
  worksheet_write_string (sheet, 0, 2, _("after"), book->bold);
  for (guint i = 0; i < privacy->measures->len; i++, line++)
    {
      const QhPrivacyMeasure *measure = g_ptr_array_index (privacy->measures, i);

      worksheet_write_string (sheet, line, 0, measure->label, NULL);
      if (!isnan (measure->before))
        worksheet_write_number (sheet, line, 1, measure->before, NULL);
      if (!isnan (measure->after))
        worksheet_write_number (sheet, line, 2, measure->after, NULL);
    }
  for (guint i = 0; i < privacy->steps->len; i++, line++)
    {
      const QhPrivacyStep *step = g_ptr_array_index (privacy->steps, i);

      worksheet_write_string (sheet, line, 0, step->variable, NULL);
      worksheet_write_number (sheet, line, 1, step->values_before, NULL);
      worksheet_write_number (sheet, line, 2, step->values_after, NULL);
      worksheet_write_string (sheet, line, 3, step->treatment, NULL);
    }
  line = add_loss (sheet, line, privacy);
  worksheet_write_string (sheet, ++line, 0, _("Privacy checklist"), book->bold);
  for (guint i = 0; i < privacy->checks->len; i++)
    {
      const QhPrivacyCheck *check = g_ptr_array_index (privacy->checks, i);

      worksheet_write_string (sheet, ++line, 0, check->label, NULL);
      worksheet_write_string (sheet, line, 1, check->broken == NULL ? _("kept") : _("broken"), NULL);
      worksheet_write_string (sheet, line, 2, check->basis, NULL);
      if (check->broken != NULL)
        worksheet_write_string (sheet, line, 3, check->broken, NULL);
    }
}
