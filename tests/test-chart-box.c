/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes of numbers: whiskers and outliers. */
#include <math.h>
#include <string.h>

#include "chart-checks.h"
#include "chart-form-samples.h"
#include "chart/qh-chart-box.h"

/* What boxplot.stats () of R 4.2 says of the same values: stats and out. */
static const struct
{
  double values[16];
  gsize n;
  double stats[5];
  double out[3];
  guint n_out;
} boxes_of_r[] = {
  { { 1, 2, 3, 4, 100 }, 5, { 1, 2, 3, 4, 4 }, { 100 }, 1 },
  { { 8, 1, 2, 3, 4, 5, 6, 7 }, 8, { 1, 2.5, 4.5, 6.5, 8 }, { 0 }, 0 },
  { { -50, 10, 11, 12, 13, 14, 15, 16, 40, 40 }, 10, { 10, 11, 13.5, 16, 16 }, { -50, 40, 40 }, 3 },
  { { 7 }, 1, { 7, 7, 7, 7, 7 }, { 0 }, 0 },
  { { 3, 9 }, 2, { 3, 3, 6, 9, 9 }, { 0 }, 0 },
  { { 5, 5, 5, 5, 5, 5, 6 }, 7, { 5, 5, 5, 5, 5 }, { 6 }, 1 },
  { { -9, -7, -5, -4, -3, -1 }, 6, { -9, -7, -4.5, -3, -1 }, { 0 }, 0 },
};

static void
test_boxes_of_r (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (boxes_of_r); i++)
    {
      g_autoptr (QhChartData) data = qh_chart_box_new (NULL);
      double values[16];
      guint n = 0, rows = 0;
      const QhChartOutlier *outliers;

      memcpy (values, boxes_of_r[i].values, sizeof values);
      qh_chart_box_add (data, 0, "x", values, boxes_of_r[i].n, 0);
      for (guint s = 0; s < QH_CHART_BOX_N_SERIES; s++)
        g_assert_cmpfloat (qh_chart_data_get_value (data, 0, s), ==, boxes_of_r[i].stats[s]);
      outliers = qh_chart_data_get_outliers (data, &n);
      for (guint o = 0; o < n; o++)
        for (guint row = 0; row < outliers[o].n; row++)
          g_assert_cmpfloat (outliers[o].value, ==, boxes_of_r[i].out[rows++]);
      g_assert_cmpuint (rows, ==, boxes_of_r[i].n_out);
      g_assert_false (qh_chart_data_is_empty (data));
    }
}

/* Outliers have a place on the axis, in the table and in the words. */
static void
test_outliers (void)
{
  g_autoptr (QhChartData) data = make_boxes ();
  g_autoptr (QhChartLayout) layout = lay_out (data);
  g_autoptr (GPtrArray) table = qh_chart_data_to_table (data, FALSE);
  g_autofree char *words = qh_chart_describe (data);
  g_autofree char *tip = qh_chart_layout_dup_tooltip (layout, qh_chart_layout_find_mark (layout, 0, -1));
  char **first = g_ptr_array_index (table, 1), **second = g_ptr_array_index (table, 2);
  double high = find_mark (layout, 0, QH_CHART_BOX_HIGH)->rect.x;

  g_assert_cmpuint (g_strv_length (first), ==, 1 + QH_CHART_BOX_N_SERIES + 1);
  g_assert_cmpstr (first[QH_CHART_BOX_N_SERIES + 1], ==, "1");
  g_assert_cmpstr (second[QH_CHART_BOX_N_SERIES + 1], ==, "0");
  g_assert_nonnull (strstr (words, "1 outlier, at 180."));
  g_assert_nonnull (strstr (tip, "half of them from"));
  /* The whiskers leave room for what is beyond them. */
  g_assert_cmpfloat (high, <, 450);
}

/* Thousands of outliers are few rings, which are all of them; the farthest stays. */
static void
test_many_outliers (void)
{
  g_autoptr (QhChartData) data = qh_chart_box_new (NULL);
  g_autofree double *values = g_new (double, 100000);
  const QhChartOutlier *outliers;
  guint n = 0, rows = 0;
  double most = 0;

  for (guint i = 0; i < 100000; i++)
    values[i] = i < 95000 ? i % 100 : 1000 + i / 7.0;
  qh_chart_box_add (data, 0, "x", values, 100000, 0);
  outliers = qh_chart_data_get_outliers (data, &n);
  for (guint i = 0; i < n; i++)
    {
      rows += outliers[i].n;
      most = MAX (most, outliers[i].value);
    }
  g_assert_cmpuint (n, <=, 60);
  g_assert_cmpuint (rows, ==, 5000);
  g_assert_cmpfloat (most, ==, 1000 + 99999 / 7.0);
  chart_checks_sizes (data);
}

/* Who may not see few rows sees no outlier, nor an end of a whisker that is one of few. */
static void
test_small_boxes (void)
{
  g_autoptr (QhChartData) data = qh_chart_box_new (NULL);
  double spread[40], tied[40], few[6] = { 1, 2, 3, 4, 5, 6 };
  g_autofree char *words = NULL;
  guint n = 0;

  for (guint i = 0; i < 40; i++)
    {
      spread[i] = i == 39 ? 500 : i;
      tied[i] = i < 5 ? 10 : i < 35 ? 20 : 30;
    }
  qh_chart_box_add (data, 0, "spread", spread, 40, 5);
  qh_chart_box_add (data, 1, "tied", tied, 40, 5);
  qh_chart_box_add (data, 2, "few", few, 6, 5);
  qh_chart_data_get_outliers (data, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (isnan (qh_chart_data_get_value (data, 0, QH_CHART_BOX_LOW)));
  g_assert_true (isnan (qh_chart_data_get_value (data, 0, QH_CHART_BOX_HIGH)));
  g_assert_cmpfloat (qh_chart_data_get_value (data, 0, QH_CHART_BOX_FIRST_QUARTILE), ==, 9.5);
  g_assert_cmpfloat (qh_chart_data_get_value (data, 1, QH_CHART_BOX_LOW), ==, 20);
  g_assert_true (isnan (qh_chart_data_get_value (data, 2, QH_CHART_BOX_MEDIAN)));
  words = qh_chart_describe (data);
  g_assert_null (strstr (words, "500"));
  g_assert_null (strstr (words, "outlier"));
}

/* Figures below 0 have a place too. */
static void
test_boxes_below_zero (void)
{
  g_autoptr (QhChartData) data = qh_chart_box_new (NULL);
  double values[] = { -30, -20, -10, -5, 5 };
  g_autoptr (QhChartLayout) layout = NULL;

  qh_chart_box_add (data, 0, "x", values, G_N_ELEMENTS (values), 0);
  layout = lay_out (data);
  g_assert_cmpfloat (find_mark (layout, 0, QH_CHART_BOX_LOW)->rect.x, <, find_mark (layout, 0, QH_CHART_BOX_MEDIAN)->rect.x);
  g_assert_cmpfloat (find_mark (layout, 0, QH_CHART_BOX_MEDIAN)->rect.x, <, find_mark (layout, 0, QH_CHART_BOX_HIGH)->rect.x);
  chart_checks_sizes (data);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-box/boxes-of-r", test_boxes_of_r);
  g_test_add_func ("/chart-box/outliers", test_outliers);
  g_test_add_func ("/chart-box/many-outliers", test_many_outliers);
  g_test_add_func ("/chart-box/small-boxes", test_small_boxes);
  g_test_add_func ("/chart-box/below-zero", test_boxes_below_zero);
  return g_test_run ();
}
