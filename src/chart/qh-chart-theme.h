/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * QhChartTheme:
 * @QH_CHART_THEME_LIGHT: on white, for the screen
 * @QH_CHART_THEME_DARK: on dark grey, for the screen
 * @QH_CHART_THEME_PRINT: black on white; hatching tells series apart
 */
typedef enum
{
  QH_CHART_THEME_LIGHT,
  QH_CHART_THEME_DARK,
  QH_CHART_THEME_PRINT,
  QH_CHART_N_THEMES,
} QhChartTheme;

typedef struct
{
  double red;
  double green;
  double blue;
} QhChartColour;

#define QH_CHART_N_COLOURS 5

/* How an area is filled where colour does not tell: solid, or lines over it. */
typedef enum
{
  QH_CHART_HATCH_NONE,
  QH_CHART_HATCH_RISING,
  QH_CHART_HATCH_FALLING,
  QH_CHART_HATCH_CROSS,
  QH_CHART_HATCH_LEVEL,
  QH_CHART_HATCH_DOTS,
  QH_CHART_N_HATCHES,
} QhChartHatch;

typedef struct
{
  QhChartColour card;
  QhChartColour ink;
  QhChartColour dim_ink;
  QhChartColour grid;
  QhChartColour axis;
  QhChartColour accent;
  QhChartColour selection;
  QhChartColour selection_ink;
  QhChartColour empty_cell;
  QhChartColour heat_from;
  QhChartColour heat_to;
  QhChartColour other;
  QhChartColour previous;
  QhChartColour series[QH_CHART_N_COLOURS];
  QhChartHatch hatches[QH_CHART_N_COLOURS];
  double dimming; /* how much of its colour a dimmed mark keeps */
  gboolean hatched;
} QhChartPalette;

const QhChartPalette *qh_chart_theme_get_palette (QhChartTheme theme);
QhChartColour qh_chart_palette_get_series (const QhChartPalette *palette, int colour);
QhChartHatch qh_chart_palette_get_hatch (const QhChartPalette *palette, int colour);
QhChartColour qh_chart_colour_mix (QhChartColour from, QhChartColour to, double share);
double qh_chart_colour_get_contrast (QhChartColour one, QhChartColour two);
QhChartColour qh_chart_colour_for_text (QhChartColour colour, QhChartColour ground);

G_END_DECLS
