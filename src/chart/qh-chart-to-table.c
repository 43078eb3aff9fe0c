/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart's figures as rows of text. */
#include "config.h"
#include "qh-chart-words.h"
#include <math.h>
#include <glib/gi18n-lib.h>
#include "qh-chart-scale.h"

static char *
format_cell (double value, gboolean grouped)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (grouped)
    return qh_chart_format_number (value);
  return isnan (value) ? g_strdup ("")
                       : g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));
}

static void
take_row (GPtrArray *table, GPtrArray *row)
{
  g_ptr_array_add (row, NULL);
  g_ptr_array_add (table, g_ptr_array_free (row, FALSE));
}

/* A stream a row: from where, to where, how much. */
static GPtrArray *
list_streams (const QhChartData *data, gboolean grouped)
{
  GPtrArray *table = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  GPtrArray *row = g_ptr_array_new ();

  g_ptr_array_add (row, g_strdup (_ ("From")));
  g_ptr_array_add (row, g_strdup (_ ("To")));
  g_ptr_array_add (row, g_strdup (data->unit != NULL ? data->unit : _ ("Total")));
  take_row (table, row);
  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    {
      for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
        {
          double value = qh_chart_data_get_value (data, c, s);
          if (isnan (value) || value <= 0)
            continue;
          row = g_ptr_array_new ();
          g_ptr_array_add (row, g_strdup (qh_chart_data_get_category (data, c)->label));
          g_ptr_array_add (row, g_strdup (qh_chart_data_get_series (data, s)->label));
          g_ptr_array_add (row, format_cell (value, grouped));
          take_row (table, row);
        }
    }
  return table;
}

static void
take_header (GPtrArray *table, const QhChartData *data, gboolean with_total)
{
  GPtrArray *row = g_ptr_array_new ();

  g_ptr_array_add (row, g_strdup (data->category_title != NULL ? data->category_title : ""));
  for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
    g_ptr_array_add (row, g_strdup (qh_chart_data_get_series (data, s)->label));
  if (with_total)
    g_ptr_array_add (row, g_strdup (_ ("Total")));
  if (data->outliers->len > 0)
    g_ptr_array_add (row, g_strdup (_ ("Outliers")));
  take_row (table, row);
}

static guint
count_outliers (const QhChartData *data, guint category)
{
  guint n = 0, rows = 0;
  const QhChartOutlier *outliers = qh_chart_data_get_outliers (data, &n);

  for (guint i = 0; i < n; i++)
    rows += outliers[i].category == category ? outliers[i].n : 0;
  return rows;
}

static void
take_category (GPtrArray *table, const QhChartData *data, guint c, gboolean with_total, gboolean grouped)
{
  GPtrArray *row = g_ptr_array_new ();

  g_ptr_array_add (row, g_strdup (qh_chart_data_get_category (data, c)->label));
  for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
    g_ptr_array_add (row, format_cell (qh_chart_data_get_value (data, c, s), grouped));
  if (with_total)
    g_ptr_array_add (row, format_cell (qh_chart_data_get_category_figure (data, c), grouped));
  if (data->outliers->len > 0)
    g_ptr_array_add (row, format_cell (count_outliers (data, c), grouped));
  take_row (table, row);
}

static void
take_totals (GPtrArray *table, const QhChartData *data, gboolean with_total, gboolean grouped)
{
  GPtrArray *row = g_ptr_array_new ();

  g_ptr_array_add (row, g_strdup (_ ("Total")));
  for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
    g_ptr_array_add (row, format_cell (qh_chart_data_get_series_total (data, s), grouped));
  if (with_total)
    g_ptr_array_add (row, format_cell (qh_chart_data_get_total (data), grouped));
  take_row (table, row);
}

static void
take_unspecified (GPtrArray *table, const QhChartData *data, gboolean with_total, gboolean grouped)
{
  GPtrArray *row = g_ptr_array_new ();

  g_ptr_array_add (row, g_strdup (_ ("Not specified")));
  for (guint s = 0; s + 1 < qh_chart_data_get_n_series (data) + (with_total ? 1 : 0); s++)
    g_ptr_array_add (row, g_strdup (""));
  g_ptr_array_add (row, format_cell (data->unspecified, grouped));
  take_row (table, row);
}

/**
 * qh_chart_data_to_table:
 * @data: the figures
 * @grouped: whether numbers are written as the locale does, for people; else
 *   plain, with a decimal point, for a csv file
 *
 * The same numbers as rows of text: a header, a row a category, the totals, and
 * what is not specified (and in no total) where that was counted. The last
 * column is the row's total, but for lines, whose series are periods of their
 * own, and for a single series. A flow has a row a stream; where nothing adds
 * up there are no totals. Boxes that have outliers end in how many.
 *
 * Returns: (transfer full) (element-type GStrv): the rows, all as long as the header
 */
GPtrArray *
qh_chart_data_to_table (const QhChartData *data, gboolean grouped)
{
  QhChartSums sums;
  gboolean with_total;
  GPtrArray *table;

  g_return_val_if_fail (data != NULL, NULL);

  sums = qh_chart_data_get_sums (data);
  if (sums == QH_CHART_SUMS_LAYERS)
    return list_streams (data, grouped);
  with_total = sums == QH_CHART_SUMS_ALL && qh_chart_data_get_n_series (data) > 1;
  table = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  take_header (table, data, with_total);
  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    take_category (table, data, c, with_total, grouped);
  if (sums != QH_CHART_SUMS_NONE)
    take_totals (table, data, with_total, grouped);
  if (data->unspecified >= 0)
    take_unspecified (table, data, with_total, grouped);
  return table;
}
