/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where everything of a chart stands, what is hit and where the focus goes. */
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart-checks.h"
#include "chart-samples.h"
#include "chart/qh-chart-words.h"
#include "chart/qh-chart-layout-private.h"

static void
test_layout_samples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_forms); i++)
    {
      g_autoptr (QhChartData) data = make_sample (all_forms[i]);
      chart_checks_sizes (data);
      qh_chart_data_select_category (data, qh_chart_data_get_category (data, 4)->key);
      chart_checks_sizes (data);
      qh_chart_data_select_series (data, qh_chart_data_get_series (data, 1)->key);
      chart_checks_sizes (data);
    }
}

static void
test_layout_extremes (void)
{
  g_autofree char *long_label = g_strnfill (120, 'M');
  static const guint numbers[][2]
    = { { 1, 1 }, { 1, 2 }, { 2, 1 }, { 8, 12 }, { 60, 6 }, { 60, 24 }, { 366, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (all_forms); i++)
    {
      for (guint n = 0; n < G_N_ELEMENTS (numbers); n++)
        {
          g_autoptr (QhChartData) plain
            = chart_checks_make (all_forms[i], numbers[n][0], numbers[n][1], 1, "x");
          g_autoptr (QhChartData) huge
            = chart_checks_make (all_forms[i], numbers[n][0], numbers[n][1], 1e9, "x");
          chart_checks_sizes (plain);
          chart_checks_sizes (huge);
        }
      g_autoptr (QhChartData) wordy = chart_checks_make (all_forms[i], 9, 6, 3, long_label);
      g_autoptr (QhChartData) odd
        = chart_checks_make (all_forms[i], 9, 3, 3, "שלום 👩‍⚕️ \xff");
      qh_chart_data_set_string (&wordy->title, long_label);
      qh_chart_data_set_string (&wordy->subtitle, long_label);
      qh_chart_data_set_string (&wordy->note, long_label);
      qh_chart_data_set_value (odd, 3, 1, NAN);
      qh_chart_data_set_value (odd, 4, 1, -5);
      qh_chart_data_set_value (odd, 5, 1, INFINITY);
      chart_checks_sizes (wordy);
      chart_checks_sizes (odd);
    }
}

static void
test_tiny (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_forms); i++)
    {
      g_autoptr (QhChartData) data = make_sample (all_forms[i]);
      for (int size = 0; size < 200; size += 9)
        {
          g_autoptr (QhChartLayout) layout = qh_chart_layout_new (
            data, QH_CHART_THEME_DARK, size, size / 2, QH_CHART_LAYOUT_PAGE, NULL);
          cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 10, 10);
          cairo_t *cr = cairo_create (surface);
          qh_chart_layout_paint (layout, cr);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
    }
}

static void
test_values_all_there (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_forms); i++)
    {
      g_autoptr (QhChartData) data = make_sample (all_forms[i]);
      g_autoptr (QhChartLayout) layout
        = qh_chart_layout_new (data, QH_CHART_THEME_LIGHT, 900, 700, QH_CHART_LAYOUT_PLAIN, NULL);
      guint n_marks = 0;
      const QhChartMark *marks = qh_chart_layout_get_marks (layout, &n_marks);
      double total = 0;

      for (guint m = 0; m < n_marks; m++)
        {
          if (marks[m].kind == QH_CHART_MARK_VALUE
              && (data->form != QH_CHART_LINE || marks[m].series == 0))
            total += marks[m].value;
        }
      g_assert_cmpfloat (total, ==, qh_chart_data_get_total (data));
    }
}

static void
test_lengths (void)
{
  g_autoptr (QhChartData) data = make_pyramid ();
  g_autoptr (QhChartLayout) layout
    = qh_chart_layout_new (data, QH_CHART_THEME_LIGHT, 500, 220, QH_CHART_LAYOUT_PLAIN, NULL);
  guint n_marks = 0;
  const QhChartMark *marks = qh_chart_layout_get_marks (layout, &n_marks);
  const QhChartMark *longest = &marks[qh_chart_layout_find_mark (layout, 5, 0)];

  for (guint i = 0; i < n_marks; i++)
    {
      if (marks[i].kind == QH_CHART_MARK_VALUE)
        g_assert_cmpfloat_with_epsilon (
          marks[i].rect.width, longest->rect.width * marks[i].value / 256, 0.01);
    }
  g_assert_cmpfloat (marks[qh_chart_layout_find_mark (layout, 7, 0)].rect.y,
                     <,
                     marks[qh_chart_layout_find_mark (layout, 0, 0)].rect.y);
}

static void
test_hit (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_forms); i++)
    {
      g_autoptr (QhChartData) data = make_sample (all_forms[i]);
      g_autoptr (QhChartLayout) layout
        = qh_chart_layout_new (data, QH_CHART_THEME_LIGHT, 500, 300, QH_CHART_LAYOUT_PLAIN, NULL);
      guint n_marks = 0;
      const QhChartMark *marks = qh_chart_layout_get_marks (layout, &n_marks);

      for (guint m = 0; m < n_marks; m++)
        {
          QhChartRect rect = marks[m].rect;
          /* The bar stands over its line: the line is hit by its name. */
          if (marks[m].kind == QH_CHART_MARK_CATEGORY && data->form == QH_CHART_STACKED_BARS)
            rect.width = 20;
          int found
            = qh_chart_layout_hit (layout, rect.x + rect.width / 2, rect.y + rect.height / 2);
          g_assert_cmpint (found, >=, 0);
          g_assert_cmpint (marks[found].category, ==, marks[m].category);
          g_assert_cmpfloat (marks[found].value, ==, marks[m].value);
        }
      g_assert_cmpint (qh_chart_layout_hit (layout, -20, -20), ==, -1);
      g_assert_cmpint (qh_chart_layout_hit (layout, 4000, 20), ==, -1);
    }
}

static void
test_move (void)
{
  g_autoptr (QhChartData) data = make_heat_map ();
  g_autoptr (QhChartLayout) layout
    = qh_chart_layout_new (data, QH_CHART_THEME_LIGHT, 500, 300, QH_CHART_LAYOUT_PLAIN, NULL);
  int mark = qh_chart_layout_move (layout, -1, 1, 0);

  g_assert_cmpint (mark, ==, qh_chart_layout_find_mark (layout, 0, 0));
  g_assert_cmpint (qh_chart_layout_move (layout, mark, -1, 0), ==, mark);
  g_assert_cmpint (qh_chart_layout_move (layout, mark, 0, -1), ==, mark);
  mark = qh_chart_layout_move (layout, mark, 1, 0);
  g_assert_cmpint (mark, ==, qh_chart_layout_find_mark (layout, 0, 1));
  mark = qh_chart_layout_move (layout, mark, 0, 1);
  g_assert_cmpint (mark, ==, qh_chart_layout_find_mark (layout, 1, 1));

  g_autoptr (QhChartData) people = make_pyramid ();
  g_autoptr (QhChartLayout) pyramid
    = qh_chart_layout_new (people, QH_CHART_THEME_LIGHT, 500, 300, QH_CHART_LAYOUT_PLAIN, NULL);
  mark = qh_chart_layout_find_mark (pyramid, 2, 0);
  g_assert_cmpint (
    qh_chart_layout_move (pyramid, mark, 0, -1), ==, qh_chart_layout_find_mark (pyramid, 3, 0));
  g_assert_cmpint (
    qh_chart_layout_move (pyramid, mark, 1, 0), ==, qh_chart_layout_find_mark (pyramid, 2, 1));

  g_autoptr (QhChartData) weeks = make_line ();
  g_autoptr (QhChartLayout) line
    = qh_chart_layout_new (weeks, QH_CHART_THEME_LIGHT, 500, 300, QH_CHART_LAYOUT_PLAIN, NULL);
  mark = qh_chart_layout_find_mark (line, 2, 0);
  g_assert_cmpint (
    qh_chart_layout_move (line, mark, 1, 0), ==, qh_chart_layout_find_mark (line, 3, 0));
  g_assert_cmpint (
    qh_chart_layout_move (line, mark, 0, 1), ==, qh_chart_layout_find_mark (line, 2, 1));

  /* A type may have none of the function that the focus comes from. */
  g_autoptr (QhChartData) types = make_bars ();
  g_autoptr (QhChartLayout) bars
    = qh_chart_layout_new (types, QH_CHART_THEME_LIGHT, 500, 300, QH_CHART_LAYOUT_PLAIN, NULL);
  mark = qh_chart_layout_find_mark (bars, 1, 2);
  mark = qh_chart_layout_move (bars, mark, 0, 1);
  mark = qh_chart_layout_move (bars, mark, 0, 1);
  g_assert_cmpint (mark, ==, qh_chart_layout_find_mark (bars, 3, 1));
}

static void
test_fold (void)
{
  g_autoptr (QhChartData) data = make_bars ();
  qh_chart_data_select_category (data, 115);
  g_autoptr (QhChartData) folded
    = qh_chart_data_fold (data, 11, 4, "Otros tipos", "Otras funciones");

  g_assert_cmpuint (qh_chart_data_get_n_categories (folded), ==, 11);
  g_assert_cmpuint (qh_chart_data_get_n_series (folded), ==, 4);
  g_assert_cmpfloat (qh_chart_data_get_total (folded), ==, qh_chart_data_get_total (data));
  g_assert_cmpstr (qh_chart_data_get_category (folded, 0)->label, ==, "Entrevista subsecuente");
  /* The smallest of all is selected, so it stays. */
  g_assert_cmpint (qh_chart_data_get_category (folded, 9)->key, ==, 115);
  g_assert_true (qh_chart_data_is_category_selected (folded, 9));
  g_assert_cmpint (qh_chart_data_get_category (folded, 10)->key, ==, QH_CHART_KEY_OTHER);
  g_assert_cmpuint (qh_chart_data_get_category (folded, 10)->n_folded, ==, 6);
  g_assert_cmpint (qh_chart_data_get_series (folded, 3)->colour, ==, QH_CHART_COLOUR_OTHER);
  g_assert_cmpfloat (qh_chart_data_get_category_total (folded, 0), ==, 2621);
  chart_checks_sizes (folded);

  g_autoptr (QhChartData) again = qh_chart_data_fold (folded, 3, 2, NULL, NULL);
  g_assert_cmpfloat (qh_chart_data_get_total (again), ==, qh_chart_data_get_total (data));
  g_assert_cmpuint (qh_chart_data_get_category (again, 2)->n_folded, ==, 14);

  g_autoptr (QhChartData) same = qh_chart_data_fold (data, 0, 0, NULL, NULL);
  g_assert_cmpuint (qh_chart_data_get_n_categories (same), ==, 16);
  g_assert_cmpuint (qh_chart_data_get_n_series (same), ==, 6);
}

static void
test_scale (void)
{
  static const struct
  {
    double maximum;
    guint ticks;
    double step;
    double end;
  } cases[] = {
    { 57, 4, 20, 60 },    { 0, 4, 1, 1 },      { 1, 4, 1, 1 }, { 3, 4, 1, 3 },
    { 5, 4, 2, 6 },       { 100, 4, 50, 100 }, { 4, 1, 5, 5 }, { 101, 4, 50, 150 },
    { 1e9, 4, 5e8, 1e9 }, { NAN, 4, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QhChartScale scale = qh_chart_scale_new (cases[i].maximum, cases[i].ticks);
      g_assert_cmpfloat (scale.step, ==, cases[i].step);
      g_assert_cmpfloat (scale.maximum, ==, cases[i].end);
      g_assert_cmpuint (scale.n_ticks, <=, cases[i].ticks);
    }
  QhChartScale scale = qh_chart_scale_new (57, 4);
  g_assert_cmpfloat (qh_chart_scale_map (&scale, 30), ==, 0.5);
  g_assert_cmpfloat (qh_chart_scale_map (&scale, NAN), ==, 0);
  g_assert_cmpfloat (qh_chart_scale_map (&scale, -3), ==, 0);
}

/* A week's label stands at its first day: about the tick, or from it at the edge. */
static void
test_day_labels (void)
{
  for (guint weekday = 0; weekday < 7; weekday++)
    for (guint n_days = 2; n_days <= 62; n_days += 5)
      {
        g_autoptr (QhChartData) data = make_days (weekday, n_days);

        chart_checks_sizes (data);
        for (guint i = 0; i < CHART_CHECKS_N_SIZES; i++)
          {
            g_autoptr (QhChartLayout) layout = qh_chart_layout_new (data,
                                                                    QH_CHART_THEME_LIGHT,
                                                                    chart_checks_size[i][0],
                                                                    chart_checks_size[i][1],
                                                                    QH_CHART_LAYOUT_PLAIN,
                                                                    NULL);
            guint n_told = 0;
            guint n_marks = 0;

            for (guint n = 0; n < layout->items->len; n++)
              {
                const QhChartItem *item = &g_array_index (layout->items, QhChartItem, n);
                const char *text
                  = item->kind == QH_CHART_ITEM_TEXT ? pango_layout_get_text (item->text) : "";
                int day = atoi (text);

                if (!g_str_has_suffix (text, " nov"))
                  continue;
                int mark = qh_chart_layout_find_mark (layout, day - 1, 0);
                const QhChartMark *point = &qh_chart_layout_get_marks (layout, &n_marks)[mark];
                double tick = point->rect.x + point->rect.width / 2;
                gboolean at_tick = fabs (item->rect.x + item->rect.width / 2 - tick) < 2
                                   || fabs (item->rect.x - tick) < 2;
                g_assert_true (at_tick);
                n_told++;
              }
            g_assert_cmpuint (n_told, >, 0);
          }
      }
}

static void
test_contrast (void)
{
  for (QhChartTheme theme = 0; theme < QH_CHART_N_THEMES; theme++)
    {
      const QhChartPalette *palette = qh_chart_theme_get_palette (theme);
      g_assert_cmpfloat (qh_chart_colour_get_contrast (palette->ink, palette->card), >=, 7);
      g_assert_cmpfloat (qh_chart_colour_get_contrast (palette->dim_ink, palette->card), >=, 4.5);
      g_assert_cmpfloat (
        qh_chart_colour_get_contrast (palette->selection_ink, palette->selection), >=, 7);
      for (int i = 0; i < QH_CHART_N_COLOURS; i++)
        {
          QhChartColour text = qh_chart_colour_for_text (palette->series[i], palette->card);
          g_assert_cmpfloat (qh_chart_colour_get_contrast (text, palette->card), >=, 4.5);
        }
    }
}

/* No two of twelve series look the same, in any theme. */
static void
test_series_apart (void)
{
  for (QhChartTheme theme = 0; theme < QH_CHART_N_THEMES; theme++)
    {
      const QhChartPalette *palette = qh_chart_theme_get_palette (theme);
      for (int i = 0; i < 12; i++)
        {
          for (int j = 0; j < i; j++)
            {
              QhChartColour a = qh_chart_palette_get_series (palette, i);
              QhChartColour b = qh_chart_palette_get_series (palette, j);
              gboolean same = a.red == b.red && a.green == b.green && a.blue == b.blue
                              && qh_chart_palette_get_hatch (palette, i)
                                   == qh_chart_palette_get_hatch (palette, j);
              if (same)
                g_error ("theme %d: series %d and %d look the same", theme, i, j);
            }
        }
    }
}

/* Focus and hover change the painting only. */
static void
test_focus (void)
{
  g_autoptr (QhChartData) data = make_pyramid ();
  g_autoptr (QhChartLayout) layout
    = qh_chart_layout_new (data, QH_CHART_THEME_LIGHT, 300, 200, QH_CHART_LAYOUT_PLAIN, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 200);
  cairo_t *cr = cairo_create (surface);
  gsize size = cairo_image_surface_get_stride (surface) * 200;

  qh_chart_layout_paint (layout, cr);
  cairo_surface_flush (surface);
  g_autofree guchar *before = g_memdup2 (cairo_image_surface_get_data (surface), size);
  qh_chart_layout_set_focus_mark (layout, 3);
  qh_chart_layout_paint (layout, cr);
  cairo_surface_flush (surface);
  g_assert_true (memcmp (before, cairo_image_surface_get_data (surface), size) != 0);
  qh_chart_layout_set_focus_mark (layout, 100000);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* One is one activity, not one activities. */
static void
test_figure (void)
{
  g_autoptr (QhChartData) data = qh_chart_data_new (QH_CHART_STACKED_BARS, "x");
  g_autofree char *bare = qh_chart_data_dup_figure (data, 1);
  g_autofree char *one = NULL;
  g_autofree char *many = NULL;

  qh_chart_data_set_string (&data->unit, "activities");
  qh_chart_data_set_string (&data->unit_of_one, "activity");
  one = qh_chart_data_dup_figure (data, 1);
  many = qh_chart_data_dup_figure (data, 2);
  g_assert_cmpstr (bare, ==, "1");
  g_assert_cmpstr (one, ==, "1 activity");
  g_assert_cmpstr (many, ==, "2 activities");
}

int
main (int argc, char **argv)
{
  setlocale (LC_CTYPE, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart/scale", test_scale);
  g_test_add_func ("/chart/layout/samples", test_layout_samples);
  g_test_add_func ("/chart/layout/extremes", test_layout_extremes);
  g_test_add_func ("/chart/layout/tiny", test_tiny);
  g_test_add_func ("/chart/layout/values", test_values_all_there);
  g_test_add_func ("/chart/layout/lengths", test_lengths);
  g_test_add_func ("/chart/hit", test_hit);
  g_test_add_func ("/chart/move", test_move);
  g_test_add_func ("/chart/focus", test_focus);
  g_test_add_func ("/chart/fold", test_fold);
  g_test_add_func ("/chart/layout/days", test_day_labels);
  g_test_add_func ("/chart/theme/contrast", test_contrast);
  g_test_add_func ("/chart/theme/series-apart", test_series_apart);

  g_test_add_func ("/chart/figure", test_figure);
  return g_test_run ();
}
