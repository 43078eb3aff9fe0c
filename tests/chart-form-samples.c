/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-form-samples.h"

#include <math.h>

#include "chart/qh-chart-box.h"

static const char *const types[]
  = { "Entrevista subsecuente", "Visita a paciente encamado", "Orientación individual",
      "Entrevista inicial",     "Llamada de seguimiento",     "Estudio socioeconómico",
      "Canalización externa",   "Visita domiciliaria" };

/* The same figures at every run, without being alike. */
double
figure (guint c, guint s)
{
  return 20 + (c * 37 + s * 53 + c * c * 11 + c * s * 29) % 97;
}

QhChartData *
make_bars (QhChartForm form, guint n_series)
{
  QhChartData *data = qh_chart_data_new (form, "Por tipo y función");

  qh_chart_data_set_string (&data->unit, "actividades");
  qh_chart_data_set_string (&data->category_title, "Tipo");
  for (guint s = 0; s < n_series; s++)
    qh_chart_data_add_series (data, s, functions[s], QH_CHART_COLOUR_AUTO);
  for (guint c = 0; c < G_N_ELEMENTS (types); c++)
    {
      qh_chart_data_add_category (data, c, types[c], NULL);
      for (guint s = 0; s < n_series; s++)
        qh_chart_data_set_value (
          data, c, s, form == QH_CHART_PARETO ? 900 / (1 + c * c) + 4 : figure (c, s));
    }
  return data;
}

QhChartData *
make_periods (QhChartForm form, const char *const *names, guint n_series)
{
  QhChartData *data = qh_chart_data_new (form, "Actividades por mes");

  data->step = QH_CHART_STEP_MONTH;
  qh_chart_data_set_string (&data->unit, "actividades");
  for (guint s = 0; s < n_series; s++)
    qh_chart_data_add_series (data, s, names[s], QH_CHART_COLOUR_AUTO);
  for (guint c = 0; c < 12; c++)
    {
      g_autofree char *label = g_strdup_printf ("%s 2026", months[c]);
      qh_chart_data_add_category (data, c, label, months[c]);
      for (guint s = 0; s < n_series; s++)
        qh_chart_data_set_value (data, c, s, figure (c, s));
    }
  return data;
}

QhChartData *
make_bullets (void)
{
  static const double done[] = { 46, 120, 31, 80, 12, 5, 0, 14 };
  static const double goals[] = { 65, 110, 40, 80, NAN, 0, 20, 15 };
  QhChartData *data = qh_chart_data_new (QH_CHART_BULLET, "Metas de octubre");

  qh_chart_data_set_string (&data->unit, "actividades");
  qh_chart_data_add_series (data, 0, "Realizado", 0);
  qh_chart_data_add_series (data, 1, "Programado", QH_CHART_COLOUR_AUTO);
  for (guint c = 0; c < G_N_ELEMENTS (types); c++)
    {
      qh_chart_data_add_category (data, c, types[c], NULL);
      qh_chart_data_set_value (data, c, 0, done[c]);
      qh_chart_data_set_value (data, c, 1, goals[c]);
    }
  return data;
}

QhChartData *
make_boxes (void)
{
  QhChartData *data = qh_chart_box_new ("Minutos por responsable");

  qh_chart_data_set_string (&data->unit, "minutos");
  for (guint c = 0; c < G_N_ELEMENTS (workers); c++)
    {
      double values[40];

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        values[i] = i == 7 && c % 2 == 0 ? 180 + c : 5 + (c * 7 + i * 5) % 19 * 3;
      qh_chart_box_add (data, c, workers[c], values, G_N_ELEMENTS (values), 0);
    }
  return data;
}

QhChartData *
make_flow (void)
{
  static const char *const problems[] = { "Pobreza", "Salud", "Violencia", "Vivienda" };
  static const char *const outcomes[] = { "Resuelto", "En proceso", "Canalizado" };
  static const double weights[4][3] = { { 40, 15, 6 }, { 70, 30, 20 }, { 9, 22, 12 }, { 5, 8, 1 } };
  QhChartData *data = qh_chart_data_new (QH_CHART_FLOW, "De la problemática al resultado");

  qh_chart_data_set_string (&data->unit, "actividades");
  for (guint i = 0; i < 3; i++)
    qh_chart_data_add_series (data, 10 + i, types[i], QH_CHART_COLOUR_AUTO);
  for (guint i = 0; i < 3; i++)
    qh_chart_data_add_series (data, 20 + i, outcomes[i], QH_CHART_COLOUR_AUTO);
  for (guint i = 0; i < 4; i++)
    qh_chart_data_add_category (data, i, problems[i], NULL);
  for (guint i = 0; i < 3; i++)
    qh_chart_data_add_category (data, 10 + i, types[i], NULL);
  data->first_layer = 4;
  for (guint s = 0; s < 3; s++)
    {
      double in = 0;
      for (guint c = 0; c < 4; c++)
        {
          qh_chart_data_set_value (data, c, s, weights[c][s]);
          in += weights[c][s];
        }
      qh_chart_data_set_value (data, 4 + s, 3, in / 2);
      qh_chart_data_set_value (data, 4 + s, 4, in / 4);
      qh_chart_data_set_value (data, 4 + s, 5, in / 4);
    }
  return data;
}

/* Points, or curves that go down, of two series by a first. */
QhChartData *
make_plane (QhChartForm form)
{
  QhChartData *data = qh_chart_data_new (form, "Minutos por edad");

  qh_chart_data_add_series (data, 0, "Edad", QH_CHART_COLOUR_AUTO);
  qh_chart_data_add_series (data, 1, "Mujeres", 0);
  qh_chart_data_add_series (data, 2, "Hombres", 1);
  for (guint c = 0; c < 40; c++)
    {
      g_autofree char *label = g_strdup_printf ("%u", c);
      guint category = qh_chart_data_add_category (data, 1 + c % 7, label, NULL);

      qh_chart_data_set_value (data, category, 0, c * 2.5 - 10);
      qh_chart_data_set_value (data, category, 2 - c % 2, NAN);
      qh_chart_data_set_value (data, category, 1 + c % 2, form == QH_CHART_STEPS ? 100 - c * 2 : figure (c, 1) - 50);
    }
  data->has_line = TRUE;
  data->slope = 1.5;
  data->intercept = -20;
  return data;
}

QhChartData *
make_intervals (void)
{
  QhChartData *data = qh_chart_data_new (QH_CHART_INTERVALS, "Medias");

  for (guint s = 0; s < 6; s++)
    qh_chart_data_add_series (data, s, s < 3 ? "Mujeres" : "Hombres", (int)(s / 3));
  for (guint c = 0; c < G_N_ELEMENTS (types); c++)
    {
      guint category = qh_chart_data_add_category (data, c, types[c], NULL);

      for (guint s = 0; s < 6; s++)
        qh_chart_data_set_value (data, category, s, figure (c, s / 3) + 5.0 * (s % 3) - 30);
    }
  return data;
}

QhChartLayout *
lay_out (QhChartData *data)
{
  return qh_chart_layout_new (data, QH_CHART_THEME_LIGHT, 900, 600, QH_CHART_LAYOUT_PLAIN, NULL);
}

const QhChartMark *
find_mark (QhChartLayout *layout, int category, int series)
{
  guint n = 0;
  const QhChartMark *marks = qh_chart_layout_get_marks (layout, &n);
  int at = qh_chart_layout_find_mark (layout, category, series);

  g_assert_cmpint (at, >=, 0);
  return &marks[at];
}
