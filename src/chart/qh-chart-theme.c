/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-theme.h"

#include <math.h>

#include "qh-chart-data.h"

#define RGB(hex)                                                                                   \
  {                                                                                                \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex)&0xff) / 255.0                \
  }

/* Series: Okabe and Ito's colours, told apart by people who see fewer hues. */
static const QhChartPalette palettes[QH_CHART_N_THEMES] = {
  [QH_CHART_THEME_LIGHT] = {
    .card = RGB (0xffffff),
    .ink = RGB (0x2e2e2e),
    .dim_ink = RGB (0x6a6a6c),
    .grid = RGB (0xececec),
    .axis = RGB (0xb8b8b8),
    .accent = RGB (0x1c71d8),
    .selection = RGB (0xe2edfb),
    .selection_ink = RGB (0x1a1a1a),
    .empty_cell = RGB (0xececec),
    .heat_from = RGB (0xeef4fa),
    .heat_to = RGB (0x083a66),
    .other = RGB (0x8b8a88),
    .previous = RGB (0x77767b),
    .series = { RGB (0x0072b2), RGB (0xe69f00), RGB (0x009e73), RGB (0xd55e00), RGB (0xcc79a7) },
    .dimming = 0.36,
  },
  [QH_CHART_THEME_DARK] = {
    .card = RGB (0x363636),
    .ink = RGB (0xf2f2f2),
    .dim_ink = RGB (0xbdbdbb),
    .grid = RGB (0x454545),
    .axis = RGB (0x6e6e6e),
    .accent = RGB (0x78aeed),
    .selection = RGB (0x2c435f),
    .selection_ink = RGB (0xffffff),
    .empty_cell = RGB (0x404040),
    .heat_from = RGB (0x3d444c),
    .heat_to = RGB (0x8cc8f2),
    .other = RGB (0xa3a29f),
    .previous = RGB (0xa3a29f),
    .series = { RGB (0x4da3db), RGB (0xf0b429), RGB (0x2bb58b), RGB (0xef7a3a), RGB (0xde9cc0) },
    .dimming = 0.34,
  },
  [QH_CHART_THEME_PRINT] = {
    .card = RGB (0xffffff),
    .ink = RGB (0x000000),
    .dim_ink = RGB (0x303030),
    .grid = RGB (0xdcdcdc),
    .axis = RGB (0x505050),
    .accent = RGB (0x000000),
    .selection = RGB (0xe8e8e8),
    .selection_ink = RGB (0x000000),
    .empty_cell = RGB (0xffffff),
    .heat_from = RGB (0xf6f6f6),
    .heat_to = RGB (0x1c1c1c),
    .other = RGB (0xc4c4c4),
    .previous = RGB (0x6a6a6a),
    .series = { RGB (0x2b2b2b), RGB (0xffffff), RGB (0xb0b0b0), RGB (0xffffff), RGB (0xffffff) },
    .hatches = { QH_CHART_HATCH_NONE,
                 QH_CHART_HATCH_RISING,
                 QH_CHART_HATCH_NONE,
                 QH_CHART_HATCH_CROSS,
                 QH_CHART_HATCH_DOTS },
    .dimming = 0.45,
    .hatched = TRUE,
  },
};

/**
 * qh_chart_theme_get_palette:
 * @theme: a theme
 *
 * Returns: (transfer none): its colours
 */
const QhChartPalette *
qh_chart_theme_get_palette (QhChartTheme theme)
{
  g_return_val_if_fail (theme < QH_CHART_N_THEMES, &palettes[0]);

  return &palettes[theme];
}

/**
 * qh_chart_palette_get_series:
 * @palette: a palette
 * @colour: a colour index or QH_CHART_COLOUR_OTHER, _PREVIOUS
 *
 * Returns: the colour; an index past the last begins again
 */
QhChartColour
qh_chart_palette_get_series (const QhChartPalette *palette, int colour)
{
  if (colour == QH_CHART_COLOUR_OTHER)
    return palette->other;
  if (colour == QH_CHART_COLOUR_PREVIOUS)
    return palette->previous;
  if (colour == QH_CHART_COLOUR_AVERAGE)
    return palette->ink;

  /* On paper there are too few hatches to tell a third round apart: it is greyer. */
  QhChartColour grey = { 0.6, 0.6, 0.6 };
  int round = MAX (colour, 0) / QH_CHART_N_COLOURS;
  QhChartColour base = palette->series[MAX (colour, 0) % QH_CHART_N_COLOURS];
  return palette->hatched && round > 1 ? qh_chart_colour_mix (base, grey, 0.3 * (round - 1)) : base;
}

/**
 * qh_chart_palette_get_hatch:
 * @palette: a palette
 * @colour: a colour index or QH_CHART_COLOUR_OTHER, _PREVIOUS
 *
 * Returns: what is drawn over the colour. Past the last colour every theme
 *   hatches, so that no two series look the same.
 */
QhChartHatch
qh_chart_palette_get_hatch (const QhChartPalette *palette, int colour)
{
  if (colour == QH_CHART_COLOUR_OTHER)
    return palette->hatched ? QH_CHART_HATCH_LEVEL : QH_CHART_HATCH_NONE;
  if (colour < 0)
    return QH_CHART_HATCH_NONE;
  return (palette->hatches[colour % QH_CHART_N_COLOURS] + colour / QH_CHART_N_COLOURS)
         % QH_CHART_N_HATCHES;
}

/**
 * qh_chart_colour_mix:
 * @from: a colour
 * @to: another
 * @share: 0 for @from, 1 for @to
 *
 * Returns: the colour between them
 */
QhChartColour
qh_chart_colour_mix (QhChartColour from, QhChartColour to, double share)
{
  share = CLAMP (share, 0, 1);

  return (QhChartColour){ from.red + (to.red - from.red) * share,
                          from.green + (to.green - from.green) * share,
                          from.blue + (to.blue - from.blue) * share };
}

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (QhChartColour colour)
{
  return 0.2126 * linear (colour.red) + 0.7152 * linear (colour.green)
         + 0.0722 * linear (colour.blue);
}

/**
 * qh_chart_colour_get_contrast:
 * @one: a colour
 * @two: another
 *
 * The contrast ratio of WCAG 2.1: (lighter + 0.05) / (darker + 0.05) of their
 * relative luminances.
 *
 * Returns: 1 to 21
 */
double
qh_chart_colour_get_contrast (QhChartColour one, QhChartColour two)
{
  double a = luminance (one);
  double b = luminance (two);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

/**
 * qh_chart_colour_for_text:
 * @colour: a series' colour
 * @ground: what the text stands on
 *
 * Moves a colour away from its ground until text in it can be read.
 *
 * Returns: a colour with a contrast of 4.5 or more
 */
QhChartColour
qh_chart_colour_for_text (QhChartColour colour, QhChartColour ground)
{
  QhChartColour black = { 0, 0, 0 };
  QhChartColour white = { 1, 1, 1 };
  QhChartColour goal = luminance (ground) > 0.18 ? black : white;

  for (double share = 0; share < 1; share += 0.05)
    {
      QhChartColour mixed = qh_chart_colour_mix (colour, goal, share);
      if (qh_chart_colour_get_contrast (mixed, ground) >= 4.5)
        return mixed;
    }
  return goal;
}
