/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/qh-chart-layout.h"

/* Charts of all the later forms. */

static const char *const functions[]
  = { "Intervención directa", "Diagnóstico social", "Orientación y consejería", "Gestión social" };

static const char *const workers[]
  = { "Citlali Mora", "Darío Peña", "Ximena Luna", "Bruno Cano", "Abril Ríos", "Noé Sol" };

static const char *const months[]
  = { "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic" };

double figure (guint c, guint s);
QhChartData *make_bars (QhChartForm form, guint n_series);
QhChartData *make_periods (QhChartForm form, const char *const *names, guint n_series);
QhChartData *make_bullets (void);
QhChartData *make_boxes (void);
QhChartData *make_flow (void);
QhChartData *make_plane (QhChartForm form);
QhChartData *make_intervals (void);
QhChartLayout *lay_out (QhChartData *data);
const QhChartMark *find_mark (QhChartLayout *layout, int category, int series);
