/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-scale.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#define MINUS "\u2212"

/**
 * qh_chart_scale_new:
 * @maximum: the highest figure
 * @max_ticks: the most grid lines above 0, 1 to QH_CHART_MAX_TICKS
 *
 * Finds the smallest round step (1, 2 or 5 times a power of ten, whole for
 * counts) that reaches @maximum with the lines allowed.
 *
 * Returns: an axis from 0
 */
QhChartScale
qh_chart_scale_new (double maximum, guint max_ticks)
{
  static const double factors[] = { 1, 2, 5, 10 };

  max_ticks = CLAMP (max_ticks, 1, QH_CHART_MAX_TICKS);
  if (!isfinite (maximum) || maximum < 1)
    maximum = 1;

  double power = MAX (1, pow (10, floor (log10 (maximum / max_ticks))));
  double step = power * 10;
  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      if (power * factors[i] * max_ticks >= maximum * (1 - 1e-9))
        {
          step = power * factors[i];
          break;
        }
    }
  guint n_ticks = (guint)ceil (maximum / step - 1e-9);

  return (QhChartScale){ step * n_ticks, step, n_ticks };
}

/**
 * qh_chart_range_new:
 * @least: the lowest figure
 * @most: the highest figure
 * @max_ticks: about the most steps
 *
 * Finds round numbers around the figures, by a step of 1, 2 or 5 times a power of ten.
 *
 * Returns: an axis that holds all figures
 */
QhChartRange
qh_chart_range_new (double least, double most, guint max_ticks)
{
  static const double factors[] = { 1, 2, 5, 10 };
  double power, step;

  if (!isfinite (least) || !isfinite (most) || most < least)
    return (QhChartRange){ 0, 1, 1, 1 };
  if (most - least <= fabs (most) * 1e-12)
    most = least + MAX (1, fabs (least) * 0.1);
  power = pow (10, floor (log10 ((most - least) / MAX (max_ticks, 1))));
  step = power * 10;
  for (guint i = G_N_ELEMENTS (factors); i > 0; i--)
    if (power * factors[i - 1] * max_ticks >= (most - least) * (1 - 1e-9))
      step = power * factors[i - 1];
  least = floor (least / step + 1e-9) * step;
  guint n_ticks = (guint)MAX (1, ceil ((most - least) / step - 1e-9));

  return (QhChartRange){ least, least + n_ticks * step, step, n_ticks };
}

/**
 * qh_chart_range_map:
 *
 * Returns: where a figure stands, 0 to 1; 0 for what is missing
 */
double
qh_chart_range_map (const QhChartRange *range, double value)
{
  if (isnan (value))
    return 0;
  return CLAMP ((value - range->least) / (range->most - range->least), 0, 1);
}

/**
 * qh_chart_range_dup_tick:
 * @tick: of the grid line, from 0
 *
 * Returns: (transfer full): the number at a grid line, with as many decimals as tell it
 *   from the next
 */
char *
qh_chart_range_dup_tick (const QhChartRange *range, guint tick)
{
  double value = range->least + tick * range->step;
  int decimals = CLAMP ((int)-floor (log10 (range->step) + 1e-9), 0, 9);

  if (fabs (value) < range->step / 2)
    value = 0;
  return g_strdup_printf ("%s%'.*f", value < 0 ? MINUS : "", decimals, fabs (value));
}

/**
 * qh_chart_scale_map:
 * @scale: an axis
 * @value: a figure
 *
 * Returns: where it stands, 0 to 1; 0 for what is missing or below 0
 */
double
qh_chart_scale_map (const QhChartScale *scale, double value)
{
  if (isnan (value) || value <= 0)
    return 0;
  return MIN (value / scale->maximum, 1);
}

/**
 * qh_chart_format_number:
 * @value: a figure
 *
 * Returns: (transfer full): it in the locale's writing, thousands grouped,
 *   one decimal unless whole, an en dash when it is not known
 */
char *
qh_chart_format_number (double value)
{
  gboolean whole = fabs (value - round (value)) < 1e-9;

  if (isnan (value))
    return g_strdup ("–");
  /* A hyphen is no minus sign; and never "−0". */
  return g_strdup_printf (
    whole ? "%s%'.0f" : "%s%'.1f", value <= (whole ? -0.5 : -0.05) ? MINUS : "", fabs (value));
}

/**
 * qh_chart_format_change:
 * @value: a difference
 *
 * Returns: (transfer full): it with its sign and one decimal, as "+10.9", "−3.1"
 */
char *
qh_chart_format_change (double value)
{
  if (isnan (value))
    return g_strdup ("–");
  return g_strdup_printf ("%s%'.1f", value < 0 ? MINUS : "+", fabs (value));
}

/**
 * qh_chart_format_share:
 * @share: 0 for nothing, 1 for all; may be more
 *
 * Returns: (transfer full): it in per cent without decimals, an en dash when it is not known
 */
char *
qh_chart_format_share (double share)
{
  g_autofree char *number = qh_chart_format_number (isnan (share) ? NAN : round (share * 100));

  /* Translators: per cent: "71 %" */
  return isnan (share) ? g_steal_pointer (&number) : g_strdup_printf (_ ("%s %%"), number);
}
