/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the forms draw is as large as the figures that they show. */
#include <locale.h>
#include <math.h>

#include "chart-checks.h"
#include "chart-form-samples.h"
#include "chart/qh-chart-layout-private.h"

/* A stream is found where it begins, whatever crosses it further on. */
static void
test_streams (void)
{
  g_autoptr (QhChartData) data = make_flow ();
  g_autoptr (QhChartLayout) layout = lay_out (data);
  guint n = 0;

  for (guint i = 0; i < layout->items->len; i++)
    {
      const QhChartItem *item = &g_array_index (layout->items, QhChartItem, i);
      const QhChartPoint *points;
      int mark;

      if (!item->curved)
        continue;
      points = &g_array_index (layout->points, QhChartPoint, item->first_point);
      mark = qh_chart_layout_hit (layout, points[0].x + 0.5, (points[0].y + points[7].y) / 2);
      g_assert_cmpint (mark, ==, qh_chart_layout_find_mark (layout, item->category, item->series));
      n++;
    }
  g_assert_cmpuint (n, ==, 12 + 9);
  /* Words of the first, the second and the last column. */
  g_assert_cmpint (find_mark (layout, 0, -1)->kind, ==, QH_CHART_MARK_CATEGORY);
  g_assert_cmpfloat (find_mark (layout, 5, -1)->value, ==, 75);
  g_assert_cmpint (find_mark (layout, -1, 4)->kind, ==, QH_CHART_MARK_SERIES);
  g_assert_cmpint (qh_chart_layout_find_mark (layout, -1, 0), ==, -1);
}

static void
test_shares (void)
{
  g_autoptr (QhChartData) data = make_bars (QH_CHART_SHARE_BARS, 4);
  g_autoptr (QhChartLayout) layout = lay_out (data);

  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    {
      const QhChartMark *first = find_mark (layout, (int)c, 0), *last = find_mark (layout, (int)c, 3);
      const QhChartMark *top = find_mark (layout, 0, 3);

      /* All end where the first does, and parts are as long as their share. */
      g_assert_cmpfloat_with_epsilon (
        last->rect.x + last->rect.width, top->rect.x + top->rect.width, 1.5);
      g_assert_cmpfloat_with_epsilon ((first->rect.width + 1)
                                        / (last->rect.x + last->rect.width + 1 - first->rect.x),
                                      first->value / qh_chart_data_get_category_total (data, c),
                                      0.02);
    }
}

static void
test_groups (void)
{
  g_autoptr (QhChartData) data = make_bars (QH_CHART_GROUPED_BARS, 3);
  g_autoptr (QhChartLayout) layout = lay_out (data);
  const QhChartMark *one = find_mark (layout, 0, 0), *two = find_mark (layout, 0, 1),
                    *other = find_mark (layout, 5, 2);

  g_assert_cmpfloat (one->rect.y + one->rect.height, <=, two->rect.y);
  g_assert_cmpfloat (one->rect.x, ==, two->rect.x);
  g_assert_cmpfloat_with_epsilon (
    one->rect.width / other->rect.width, one->value / other->value, 0.001);
}

static void
test_bullets (void)
{
  g_autoptr (QhChartData) data = make_bullets ();
  g_autoptr (QhChartLayout) layout = lay_out (data);
  g_autofree char *words = qh_chart_describe (data);

  /* No goal and a goal of nothing are not divided by, and have no mark. */
  g_assert_cmpint (qh_chart_layout_find_mark (layout, 4, 1), ==, -1);
  g_assert_cmpint (qh_chart_layout_find_mark (layout, 5, 1), ==, -1);
  g_assert_cmpint (qh_chart_layout_find_mark (layout, 0, 1), >=, 0);
  g_assert_nonnull (strstr (words, "Entrevista subsecuente: 46 of 65 (71 %)."));
  g_assert_nonnull (strstr (words, "Llamada de seguimiento: 12, not planned."));
  g_assert_nonnull (strstr (words, "2 of 6 goals reached."));
  g_assert_null (strstr (words, "inf"));
  g_assert_null (strstr (words, "nan"));
}

static void
test_average (void)
{
  g_autoptr (QhChartData) data = make_periods (QH_CHART_LINE, functions, 1);
  double before = qh_chart_data_get_total (data);
  g_autoptr (GPtrArray) table = NULL;
  g_autofree char *words = NULL;

  qh_chart_data_set_value (data, 5, 0, NAN);
  before -= figure (5, 0);
  qh_chart_data_add_average (data, 3, "promedio de 3 meses");
  g_assert_cmpuint (qh_chart_data_get_n_series (data), ==, 2);
  g_assert_true (isnan (qh_chart_data_get_value (data, 1, 1)));
  g_assert_cmpfloat_with_epsilon (qh_chart_data_get_value (data, 2, 1),
                                  (figure (0, 0) + figure (1, 0) + figure (2, 0)) / 3,
                                  1e-9);
  /* What is not known is not nothing. */
  g_assert_cmpfloat_with_epsilon (
    qh_chart_data_get_value (data, 6, 1), (figure (4, 0) + figure (6, 0)) / 2, 1e-9);
  g_assert_cmpfloat (qh_chart_data_get_total (data), ==, before);
  g_assert_true (isnan (qh_chart_data_get_series_total (data, 1)));
  chart_checks_sizes (data);
  table = qh_chart_data_to_table (data, FALSE);
  g_assert_cmpstr (((char **)g_ptr_array_index (table, table->len - 1))[2], ==, "");
  words = qh_chart_describe (data);
  g_assert_nonnull (strstr (words, "promedio de 3 meses: "));
}

static void
test_sums (void)
{
  g_autoptr (QhChartData) flow = make_flow ();
  g_autoptr (QhChartData) boxes = make_boxes ();
  g_autoptr (GPtrArray) streams = qh_chart_data_to_table (flow, FALSE);
  g_autoptr (GPtrArray) quartiles = qh_chart_data_to_table (boxes, FALSE);

  /* A stream is counted once, though it passes two gaps. */
  g_assert_cmpfloat (qh_chart_data_get_total (flow), ==, 238);
  g_assert_cmpuint (streams->len, ==, 1 + 12 + 9);
  g_assert_cmpstr (((char **)g_ptr_array_index (streams, 1))[0], ==, "Pobreza");
  g_assert_cmpstr (((char **)g_ptr_array_index (streams, 1))[2], ==, "40");
  /* Quartiles have no total. */
  g_assert_cmpuint (quartiles->len, ==, 1 + G_N_ELEMENTS (workers));
  g_assert_true (isnan (qh_chart_data_get_total (boxes)));
}

/* A point stands where its two numbers are, also below 0. */
static void
test_plane (void)
{
  g_autoptr (QhChartData) data = make_plane (QH_CHART_SCATTER);
  g_autoptr (QhChartLayout) layout = lay_out (data);
  const QhChartMark *first = find_mark (layout, 0, 1), *last = find_mark (layout, 38, 1);
  g_autofree char *tick = NULL;
  QhChartRange range = qh_chart_range_new (-0.02, 0.31, 4);

  g_assert_cmpfloat (first->rect.x, <, last->rect.x);
  g_assert_true ((first->value < last->value) == (first->rect.y > last->rect.y));
  g_assert_cmpfloat (range.least, <=, -0.02);
  g_assert_cmpfloat (range.most, >=, 0.31);
  tick = qh_chart_range_dup_tick (&range, 0);
  g_assert_cmpstr (tick, ==, "\u22120.1");
}

static GBytes *
paint_from (QhChartLayout *layout, double x, double y)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 900, 600);
  cairo_t *cr = cairo_create (surface);
  GBytes *bytes;

  cairo_move_to (cr, x, y);
  qh_chart_layout_paint (layout, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface),
                       (gsize)cairo_image_surface_get_stride (surface) * 600);
  cairo_surface_destroy (surface);
  return bytes;
}

/* What was drawn before on the same paper does not lead into a curve. */
static void
test_begins_anew (void)
{
  g_autoptr (QhChartData) data = make_plane (QH_CHART_STEPS);
  g_autoptr (QhChartLayout) layout = lay_out (data);
  g_autoptr (GBytes) one = paint_from (layout, 5, 5), other = paint_from (layout, 700, 300);

  g_assert_true (g_bytes_equal (one, other));
}

/* Periods stand after each other, the mean between its ends. */
static void
test_intervals_over_time (void)
{
  g_autoptr (QhChartData) data = make_intervals ();
  g_autoptr (QhChartLayout) layout = NULL;

  data->step = QH_CHART_STEP_MONTH;
  chart_checks_sizes (data);
  layout = lay_out (data);
  g_assert_cmpfloat (find_mark (layout, 0, 1)->rect.x, <, find_mark (layout, 1, 1)->rect.x);
}

int
main (int argc, char **argv)
{
  setlocale (LC_CTYPE, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart-forms/streams", test_streams);
  g_test_add_func ("/chart-forms/shares", test_shares);
  g_test_add_func ("/chart-forms/groups", test_groups);
  g_test_add_func ("/chart-forms/bullets", test_bullets);
  g_test_add_func ("/chart-forms/average", test_average);
  g_test_add_func ("/chart-forms/sums", test_sums);

  g_test_add_func ("/chart/plane", test_plane);
  g_test_add_func ("/chart/begins-anew", test_begins_anew);
  g_test_add_func ("/chart/intervals-over-time", test_intervals_over_time);
  return g_test_run ();
}
