/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "chart-checks.h"
#include "chart/qh-chart-layout-private.h"

static const QhChartForm all_forms[] = {
  QH_CHART_LINE,
  QH_CHART_STACKED_BARS,
  QH_CHART_HEAT_MAP,
  QH_CHART_PYRAMID,
};

static QhChartData *
make_line (void)
{
  static const int this_year[]
    = { 34, 30, 30, 49, 40, 36, 34, 36, 38, 44, 42, 38, 44, 19, 50, 42, 57, 41, 37, 34, 34, 43,
        30, 31, 39, 34, 36, 51, 40, 21, 39, 45, 33, 40, 31, 32, 29, 30, 45, 43, 26, 27, 29 };
  static const int last_year[]
    = { 37, 35, 29, 41, 33, 38, 35, 33, 33, 38, 32, 42, 30, 20, 40, 36, 30, 38, 35, 42, 40, 26,
        40, 39, 29, 34, 29, 34, 34, 23, 32, 34, 39, 37, 30, 26, 24, 29, 39, 30, 24, 30, 26 };
  static const char *const months[]
    = { "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct" };
  QhChartData *data = qh_chart_data_new (QH_CHART_LINE, "Actividades por semana");

  qh_chart_data_set_string (&data->subtitle, "+10.9 % frente a 2025 · semanas completas");
  qh_chart_data_set_string (&data->unit, "actividades");
  qh_chart_data_add_series (data, 2026, "2026", 0);
  qh_chart_data_add_series (data, 2025, "2025", QH_CHART_COLOUR_PREVIOUS);
  for (guint i = 0; i < G_N_ELEMENTS (this_year); i++)
    {
      g_autofree char *label = g_strdup_printf ("semana %u", i + 1);
      qh_chart_data_add_category (data, i, label, months[MIN (i * 10 / 43, 9)]);
      qh_chart_data_set_value (data, i, 0, this_year[i]);
      qh_chart_data_set_value (data, i, 1, last_year[i]);
    }
  return data;
}

static QhChartData *
make_bars (void)
{
  static const struct
  {
    const char *label;
    int values[6];
  } rows[] = {
    { "Entrevista subsecuente", { 2080, 270, 271, 0, 0, 0 } },
    { "Visita a paciente encamado", { 1950, 260, 222, 0, 0, 0 } },
    { "Orientación individual", { 120, 130, 1540, 0, 0, 143 } },
    { "Entrevista inicial", { 180, 1338, 0, 0, 150, 0 } },
    { "Orientación familiar", { 104, 90, 1290, 0, 0, 111 } },
    { "Llamada de seguimiento", { 1096, 150, 150, 0, 0, 0 } },
    { "Egreso / plan de alta", { 0, 0, 110, 105, 820, 0 } },
    { "Estudio socioeconómico", { 90, 836, 0, 0, 100, 0 } },
    { "Canalización externa", { 0, 0, 100, 698, 80, 0 } },
    { "Nota social", { 690, 90, 80, 0, 0, 0 } },
    { "Gestión de medicamento", { 0, 0, 0, 754, 0, 0 } },
    { "Gestión de apoyo", { 0, 0, 0, 536, 0, 0 } },
    { "Visita domiciliaria", { 0, 500, 0, 0, 0, 0 } },
    { "Plática informativa", { 0, 0, 0, 0, 0, 367 } },
    { "Reunión de equipo", { 0, 0, 0, 0, 0, 261 } },
    { "Trámite administrativo", { 0, 0, 0, 0, 0, 260 } },
  };
  static const char *const functions[]
    = { "Intervención directa", "Diagnóstico social", "Orientación y consejería",
        "Gestión social",       "Asistencia social",  "Otras funciones" };
  QhChartData *data = qh_chart_data_new (QH_CHART_STACKED_BARS, "Por tipo y función");

  qh_chart_data_set_string (&data->subtitle, "clic en una barra filtra las demás");
  qh_chart_data_set_string (&data->unit, "actividades");
  qh_chart_data_set_string (&data->category_title, "Tipo");
  qh_chart_data_set_string (&data->others_label, "Otros tipos");
  for (guint s = 0; s < 6; s++)
    qh_chart_data_add_series (data, s + 1, functions[s], s < 5 ? (int)s : QH_CHART_COLOUR_OTHER);
  for (guint c = 0; c < G_N_ELEMENTS (rows); c++)
    {
      qh_chart_data_add_category (data, 100 + c, rows[c].label, NULL);
      for (guint s = 0; s < 6; s++)
        qh_chart_data_set_value (data, c, s, rows[c].values[s]);
    }
  return data;
}

static QhChartData *
make_heat_map (void)
{
  static const int values[6][13] = {
    { 3, 25, 45, 50, 55, 56, 19, 24, 25, 23, 20, 13, 4 },
    { 5, 19, 41, 55, 42, 36, 22, 24, 12, 26, 15, 7, 7 },
    { 7, 28, 36, 42, 46, 44, 26, 10, 22, 24, 15, 14, 1 },
    { 3, 22, 43, 45, 46, 39, 37, 9, 9, 19, 26, 9, 4 },
    { 3, 24, 31, 40, 37, 27, 20, 14, 22, 19, 14, 14, 4 },
    { 0, 0, 2, 5, 4, 3, 5, 1, 1, 2, 3, 1, 0 },
  };
  static const char *const days[6][2]
    = { { "lunes", "lun" },  { "martes", "mar" },  { "miércoles", "mié" },
        { "jueves", "jue" }, { "viernes", "vie" }, { "sábado", "sáb" } };
  QhChartData *data = qh_chart_data_new (QH_CHART_HEAT_MAP, "Día de la semana y hora");

  qh_chart_data_set_string (&data->subtitle, "orientación familiar");
  qh_chart_data_set_string (&data->unit, "actividades");
  qh_chart_data_set_string (&data->series_unit, "h");
  for (guint s = 0; s < 13; s++)
    {
      g_autofree char *label = g_strdup_printf ("%u h", s + 7);
      g_autofree char *axis = g_strdup_printf ("%u", s + 7);
      qh_chart_data_add_series (data, s + 7, label, QH_CHART_COLOUR_AUTO);
      qh_chart_data_set_series_axis (data, s, axis);
    }
  for (guint c = 0; c < 6; c++)
    {
      qh_chart_data_add_category (data, c + 1, days[c][0], days[c][1]);
      for (guint s = 0; s < 13; s++)
        qh_chart_data_set_value (data, c, s, values[c][s]);
    }
  return data;
}

static QhChartData *
make_pyramid (void)
{
  static const struct
  {
    const char *label;
    int women;
    int men;
  } groups[]
    = { { "0–4", 58, 70 },   { "5–9", 34, 37 },     { "10–14", 34, 31 },   { "15–19", 61, 46 },
        { "20–24", 73, 40 }, { "25–44", 256, 176 }, { "45–59", 187, 153 }, { "60+", 202, 123 } };
  QhChartData *data = qh_chart_data_new (QH_CHART_PYRAMID, "Personas atendidas por sexo y edad");

  qh_chart_data_set_string (&data->subtitle, "orientación familiar");
  qh_chart_data_set_string (&data->unit, "personas");
  data->unspecified = 14;
  qh_chart_data_add_series (data, 2, "Mujeres", QH_CHART_COLOUR_AUTO);
  qh_chart_data_add_series (data, 1, "Hombres", QH_CHART_COLOUR_AUTO);
  for (guint c = 0; c < G_N_ELEMENTS (groups); c++)
    {
      qh_chart_data_add_category (data, c, groups[c].label, NULL);
      qh_chart_data_set_value (data, c, 0, groups[c].women);
      qh_chart_data_set_value (data, c, 1, groups[c].men);
    }
  return data;
}

static QhChartData *
make_sample (QhChartForm form)
{
  switch (form)
    {
    case QH_CHART_LINE:
      return make_line ();
    case QH_CHART_STACKED_BARS:
      return make_bars ();
    case QH_CHART_HEAT_MAP:
      return make_heat_map ();
    default:
      return make_pyramid ();
    }
}

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

/* The days of a month from @weekday on, each under its Monday. */
static QhChartData *
make_days (guint weekday, guint n_days)
{
  QhChartData *data = qh_chart_data_new (QH_CHART_LINE, "Actividades por día");

  data->step = QH_CHART_STEP_DAY;
  qh_chart_data_add_series (data, 2026, "2026", 0);
  for (guint day = 1; day <= n_days; day++)
    {
      int monday = (int)day - (int)((weekday + day - 1) % 7);
      g_autofree char *label = g_strdup_printf ("%u nov", day);
      g_autofree char *axis = g_strdup_printf ("%d nov", MAX (monday, 1));

      qh_chart_data_add_category (data, day, label, axis);
      qh_chart_data_set_value (data, day - 1, 0, monday == (int)day ? 51 : 7);
    }
  return data;
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

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("test-chart-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
check_with_xmllint (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("xmllint");
  g_autoptr (GError) error = NULL;
  int status = 0;

  if (program == NULL)
    return;
  g_spawn_sync (NULL,
                (char *[]){ program, "--noout", "--nonet", (char *)path, NULL },
                NULL,
                G_SPAWN_DEFAULT,
                NULL,
                NULL,
                NULL,
                NULL,
                &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
check_with_pdfinfo (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdfinfo");
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    return;
  g_spawn_sync (NULL,
                (char *[]){ program, (char *)path, NULL },
                NULL,
                G_SPAWN_DEFAULT,
                NULL,
                NULL,
                &output,
                NULL,
                NULL,
                &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (output, "Título <con> & signos"));
}

static void
test_save (void)
{
  static const char *const names[] = { "a.png", "a.svg", "a.PDF" };
  static const char *const magic[] = { "\x89PNG\r\n\x1a\n", "<?xml", "%PDF-" };
  g_autofree char *folder = make_folder ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (all_forms); i++)
    {
      g_autoptr (QhChartData) data = make_sample (all_forms[i]);
      qh_chart_data_set_string (&data->title, "Título <con> & signos");
      for (guint f = 0; f < G_N_ELEMENTS (names); f++)
        {
          g_autofree char *path = g_build_filename (folder, names[f], NULL);
          g_autofree char *content = NULL;
          gsize length = 0;
          QhChartFormat format;

          g_assert_true (qh_chart_format_from_path (path, &format, &error));
          g_assert_cmpint (format, ==, f);
          qh_chart_save (data, path, format, 900, 500, QH_CHART_THEME_LIGHT, &error);
          g_assert_no_error (error);
          g_assert_true (g_file_get_contents (path, &content, &length, NULL));
          g_assert_cmpuint (length, >, 1000);
          g_assert_true (memcmp (content, magic[f], strlen (magic[f])) == 0);
          if (format == QH_CHART_SVG)
            {
              check_with_xmllint (path);
              g_assert_nonnull (strstr (content, "<title>Título &lt;con&gt; &amp; signos</title>"));
            }
          if (format == QH_CHART_PDF)
            check_with_pdfinfo (path);
        }
    }
  g_assert_cmpuint (count_files (folder), ==, G_N_ELEMENTS (names));
  remove_folder (folder);
}

static void
test_save_errors (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *missing = g_build_filename (folder, "missing", "a.png", NULL);
  g_autofree char *closed = g_build_filename (folder, "a.png", NULL);
  g_autoptr (QhChartData) data = make_heat_map ();
  g_autoptr (GError) error = NULL;
  QhChartFormat format;

  g_assert_false (
    qh_chart_save (data, missing, QH_CHART_PNG, 400, 300, QH_CHART_THEME_LIGHT, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, missing));
  g_clear_error (&error);

  g_assert_false (
    qh_chart_save (data, folder, QH_CHART_PNG, 400, 300, QH_CHART_THEME_LIGHT, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_clear_error (&error);

  g_assert_false (qh_chart_save (data, closed, QH_CHART_PNG, 4, 300, QH_CHART_THEME_LIGHT, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  g_assert_false (qh_chart_format_from_path ("a.jpeg", &format, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
  g_clear_error (&error);

  if (geteuid () != 0)
    {
      g_chmod (folder, 0500);
      g_assert_false (
        qh_chart_save (data, closed, QH_CHART_PNG, 400, 300, QH_CHART_THEME_LIGHT, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
      g_clear_error (&error);
      g_chmod (folder, 0700);
    }
  g_assert_cmpuint (count_files (folder), ==, 0);
  remove_folder (folder);
}

/* A write that stops half way, as on a full disk, leaves what was there. */
static void
test_save_cut_short (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "a.png", NULL);
  g_autofree char *content = NULL;
  g_autoptr (QhChartData) data = make_heat_map ();
  g_autoptr (GError) error = NULL;
  struct rlimit before;

  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  struct rlimit small = { 2000, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  gboolean saved = qh_chart_save (data, path, QH_CHART_PNG, 900, 500, QH_CHART_THEME_LIGHT, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  g_assert_false (saved);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "before");
  g_assert_cmpuint (count_files (folder), ==, 1);
  remove_folder (folder);
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

/* With QH_CHART_PICTURES naming a folder, pictures to look at are left in it. */
static void
test_pictures (void)
{
  static const char *const forms[] = { "line", "bars", "heat", "pyramid" };
  static const char *const themes[] = { "light", "dark", "print" };
  const char *folder = g_getenv ("QH_CHART_PICTURES");

  if (folder == NULL)
    {
      g_test_skip ("QH_CHART_PICTURES names no folder");
      return;
    }
  setlocale (LC_NUMERIC, "");
  {
    g_autoptr (QhChartData) days = make_days (6, 22);
    g_autofree char *name = g_build_filename (folder, "days.png", NULL);

    g_assert_true (qh_chart_save (days, name, QH_CHART_PNG, 500, 240, QH_CHART_THEME_LIGHT, NULL));
  }
  for (guint f = 0; f < G_N_ELEMENTS (all_forms); f++)
    {
      for (QhChartTheme theme = 0; theme < QH_CHART_N_THEMES; theme++)
        {
          for (guint i = 0; i < CHART_CHECKS_N_SIZES; i++)
            {
              for (int selected = 0; selected < 2; selected++)
                {
                  g_autoptr (QhChartData) data = make_sample (all_forms[f]);
                  g_autofree char *name = g_strdup_printf ("%s/%s-%s-%d%s.png",
                                                           folder,
                                                           forms[f],
                                                           themes[theme],
                                                           chart_checks_size[i][0],
                                                           selected ? "-selected" : "");
                  g_autoptr (GError) error = NULL;
                  if (selected)
                    qh_chart_data_select_category (data, qh_chart_data_get_category (data, 4)->key);
                  if (selected && f == 2)
                    qh_chart_data_select_series (data, 9);
                  qh_chart_save (data,
                                 name,
                                 QH_CHART_PNG,
                                 chart_checks_size[i][0],
                                 chart_checks_size[i][1],
                                 theme,
                                 &error);
                  g_assert_no_error (error);
                }
            }
        }
    }
  setlocale (LC_NUMERIC, "C");
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
  g_test_add_func ("/chart/numbers", test_numbers);
  g_test_add_func ("/chart/empty", test_empty);
  g_test_add_func ("/chart/words", test_words);
  g_test_add_func ("/chart/words/steps", test_step_words);
  g_test_add_func ("/chart/layout/days", test_day_labels);
  g_test_add_func ("/chart/table", test_table);
  g_test_add_func ("/chart/theme/contrast", test_contrast);
  g_test_add_func ("/chart/theme/series-apart", test_series_apart);
  g_test_add_func ("/chart/save/formats", test_save);
  g_test_add_func ("/chart/save/errors", test_save_errors);
  g_test_add_func ("/chart/save/cut-short", test_save_cut_short);
  g_test_add_func ("/chart/pictures", test_pictures);

  return g_test_run ();
}
