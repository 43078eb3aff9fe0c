/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart in words and as a table. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "chart-checks.h"
#include "chart-samples.h"

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = { { 0, "0" },      { 12, "12" }, { 1234567, "1234567" },
                { 2.25, "2.2" }, { NAN, "–" }, { -0.0, "0" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = qh_chart_format_number (cases[i].value);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
  /* Locales differ in what groups by thousands; a csv file has none of it. */
  if (setlocale (LC_NUMERIC, "es_MX.UTF-8") != NULL
      || setlocale (LC_NUMERIC, "en_US.UTF-8") != NULL)
    {
      g_autofree char *text = qh_chart_format_number (1234567);
      g_assert_cmpuint (g_utf8_strlen (text, -1), ==, strlen ("1,234,567"));
      g_autoptr (QhChartData) data = chart_checks_make (QH_CHART_HEAT_MAP, 2, 2, 1000.5, "x");
      g_autoptr (GPtrArray) table = qh_chart_data_to_table (data, FALSE);
      char **row = g_ptr_array_index (table, 1);
      g_assert_cmpstr (row[1], ==, "1000.5");
      setlocale (LC_NUMERIC, "C");
    }
}

static void
test_empty (void)
{
  g_autoptr (QhChartData) bare = qh_chart_data_new (QH_CHART_LINE, NULL);
  g_autoptr (QhChartData) zeros = chart_checks_make (QH_CHART_HEAT_MAP, 7, 24, 0, "x");
  g_autoptr (QhChartData) reason = make_pyramid ();

  qh_chart_data_set_string (&reason->empty_reason,
                            "Ninguna actividad en este periodo. Amplíe el periodo.");
  g_assert_true (qh_chart_data_is_empty (bare));
  g_assert_true (qh_chart_data_is_empty (zeros));
  g_assert_true (qh_chart_data_is_empty (reason));
  chart_checks_sizes (bare);
  chart_checks_sizes (zeros);
  chart_checks_sizes (reason);

  g_autofree char *words = qh_chart_describe (reason);
  g_assert_nonnull (strstr (words, "Ninguna actividad"));
  g_autoptr (GPtrArray) table = qh_chart_data_to_table (bare, TRUE);
  g_assert_cmpuint (table->len, ==, 2);
}

static void
test_words (void)
{
  g_autoptr (QhChartData) heat = make_heat_map ();
  g_autoptr (QhChartData) bars = make_bars ();
  g_autoptr (QhChartData) line = make_line ();
  g_autoptr (QhChartData) people = make_pyramid ();
  g_autofree char *heat_words = qh_chart_describe (heat);
  g_autofree char *line_words = qh_chart_describe (line);
  g_autofree char *people_words = qh_chart_describe (people);

  qh_chart_data_select_category (bars, 104);
  g_autofree char *bar_words = qh_chart_describe (bars);
  g_assert_nonnull (strstr (heat_words, "Highest: lunes, 12 h (56)."));
  g_assert_nonnull (strstr (heat_words, "1595 actividades"));
  g_assert_nonnull (strstr (bar_words, "16 categories"));
  g_assert_nonnull (strstr (bar_words, "Entrevista subsecuente (2621)"));
  g_assert_nonnull (strstr (bar_words, "Selected: Orientación familiar."));
  g_assert_nonnull (strstr (line_words, "highest 57 (semana 17)"));
  g_assert_nonnull (strstr (people_words, "Mujeres: 905."));
  g_assert_nonnull (strstr (people_words, "Not specified: 14."));
}

/* What a period is, is told by its name. */
static void
test_step_words (void)
{
  static const char *const words[QH_CHART_N_STEPS]
    = { "over 43 periods,", "in 43 days,", "in 43 weeks,", "in 43 months," };

  for (QhChartStep step = 0; step < QH_CHART_N_STEPS; step++)
    {
      g_autoptr (QhChartData) data = make_line ();

      data->step = step;
      g_autofree char *text = qh_chart_describe (data);
      g_assert_nonnull (strstr (text, words[step]));
    }
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_forms); i++)
    {
      g_autoptr (QhChartData) data = make_sample (all_forms[i]);
      g_autoptr (GPtrArray) table = qh_chart_data_to_table (data, FALSE);
      guint width = g_strv_length (g_ptr_array_index (table, 0));
      guint n = qh_chart_data_get_n_categories (data);

      g_assert_cmpuint (table->len, ==, n + 2 + (data->unspecified >= 0 ? 1 : 0));
      for (guint r = 0; r < table->len; r++)
        g_assert_cmpuint (g_strv_length (g_ptr_array_index (table, r)), ==, width);
      for (guint c = 0; c < n; c++)
        {
          char **row = g_ptr_array_index (table, c + 1);
          for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
            g_assert_cmpfloat (
              g_ascii_strtod (row[s + 1], NULL), ==, qh_chart_data_get_value (data, c, s));
        }
      char **totals = g_ptr_array_index (table, n + 1);
      if (data->form != QH_CHART_LINE)
        g_assert_cmpfloat (
          g_ascii_strtod (totals[width - 1], NULL), ==, qh_chart_data_get_total (data));
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_CTYPE, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart/numbers", test_numbers);
  g_test_add_func ("/chart/empty", test_empty);
  g_test_add_func ("/chart/words", test_words);
  g_test_add_func ("/chart/words/steps", test_step_words);
  g_test_add_func ("/chart/table", test_table);

  return g_test_run ();
}
