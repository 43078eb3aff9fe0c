/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-samples.h"

QhChartData *
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

QhChartData *
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

QhChartData *
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

QhChartData *
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

QhChartData *
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

/* The days of a month from @weekday on, each under its Monday. */
QhChartData *
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
