/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "qh-chart-data.h"

/* By the name that boards give it, and which of its figures add up. */
static const struct
{
  const char *name;
  QhChartSums sums;
} forms[QH_CHART_N_FORMS] = {
  [QH_CHART_LINE] = { "line", QH_CHART_SUMS_SERIES },
  [QH_CHART_STACKED_BARS] = { "bars", QH_CHART_SUMS_ALL },
  [QH_CHART_HEAT_MAP] = { "heat-map", QH_CHART_SUMS_ALL },
  [QH_CHART_PYRAMID] = { "pyramid", QH_CHART_SUMS_ALL },
  [QH_CHART_GROUPED_BARS] = { "grouped-bars", QH_CHART_SUMS_ALL },
  [QH_CHART_SHARE_BARS] = { "share-bars", QH_CHART_SUMS_ALL },
  [QH_CHART_PARETO] = { "pareto", QH_CHART_SUMS_ALL },
  [QH_CHART_BULLET] = { "bullet", QH_CHART_SUMS_SERIES },
  [QH_CHART_HISTOGRAM] = { "histogram", QH_CHART_SUMS_ALL },
  [QH_CHART_AREA] = { "area", QH_CHART_SUMS_ALL },
  [QH_CHART_CALENDAR] = { "calendar", QH_CHART_SUMS_ALL },
  [QH_CHART_BOX] = { "box", QH_CHART_SUMS_NONE },
  [QH_CHART_MULTIPLES] = { "multiples", QH_CHART_SUMS_ALL },
  [QH_CHART_FLOW] = { "flow", QH_CHART_SUMS_LAYERS },
  [QH_CHART_SCATTER] = { "scatter", QH_CHART_SUMS_NONE },
  [QH_CHART_STEPS] = { "steps", QH_CHART_SUMS_NONE },
  [QH_CHART_INTERVALS] = { "intervals", QH_CHART_SUMS_NONE },
};

/* A figure that is missing counts for nothing. */
static inline double
or_zero (double value)
{
  return isnan (value) ? 0 : value;
}

/**
 * qh_chart_form_get_sums:
 * @form: a form
 *
 * Returns: which sums of its figures mean something
 */
QhChartSums
qh_chart_form_get_sums (QhChartForm form)
{
  g_return_val_if_fail (form < QH_CHART_N_FORMS, QH_CHART_SUMS_NONE);

  return forms[form].sums;
}

/**
 * qh_chart_data_get_sums:
 * @data: the figures
 *
 * Returns: which sums of them mean something
 */
QhChartSums
qh_chart_data_get_sums (const QhChartData *data)
{
  g_return_val_if_fail (data != NULL, QH_CHART_SUMS_NONE);

  return data->shares ? QH_CHART_SUMS_NONE : qh_chart_form_get_sums (data->form);
}

/**
 * qh_chart_form_from_name:
 * @name: as boards write it: "bars", "heat-map"
 * @form: (out): the form of that name
 *
 * Returns: whether there is one
 */
gboolean
qh_chart_form_from_name (const char *name, QhChartForm *form)
{
  g_return_val_if_fail (name != NULL && form != NULL, FALSE);

  for (guint i = 0; i < QH_CHART_N_FORMS; i++)
    {
      if (g_str_equal (forms[i].name, name))
        {
          *form = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * qh_chart_form_get_name:
 * @form: a form
 *
 * Returns: its name, as boards write it
 */
const char *
qh_chart_form_get_name (QhChartForm form)
{
  g_return_val_if_fail (form < QH_CHART_N_FORMS, NULL);

  return forms[form].name;
}

/**
 * qh_chart_data_is_computed:
 * @data: the data
 * @series: a series' index
 *
 * Returns: whether the series is computed from another, and so in no sum
 */
gboolean
qh_chart_data_is_computed (const QhChartData *data, guint series)
{
  return qh_chart_data_get_series (data, series)->colour == QH_CHART_COLOUR_AVERAGE;
}

/**
 * qh_chart_data_add_average:
 * @data: figures over time
 * @periods: over how many periods; 2 or more
 * @label: its name: "average of 4 weeks"
 *
 * Adds the trailing moving average of the first series: the mean of a period
 * and those before it, from the first that has enough of them. What is not
 * known leaves the mean of the rest.
 */
void
qh_chart_data_add_average (QhChartData *data, guint periods, const char *label)
{
  g_return_if_fail (data != NULL && data->series->len > 0 && periods > 1);

  guint series
    = qh_chart_data_add_series (data, QH_CHART_KEY_OTHER, label, QH_CHART_COLOUR_AVERAGE);
  for (guint c = 0; c < data->categories->len; c++)
    {
      double sum = 0;
      guint n = 0;
      for (guint i = 0; i < MIN (periods, c + 1); i++)
        {
          double value = qh_chart_data_get_value (data, c - i, 0);
          sum += or_zero (value);
          n += isnan (value) ? 0 : 1;
        }
      qh_chart_data_set_value (data, c, series, c + 1 < periods || n == 0 ? NAN : sum / n);
    }
}

/**
 * qh_chart_data_get_category_total:
 * @data: the data
 * @category: a category's index
 *
 * Returns: the sum over its series; of a bullet its first figure, NAN where nothing adds up
 */
double
qh_chart_data_get_category_total (const QhChartData *data, guint category)
{
  QhChartSums sums = qh_chart_data_get_sums (data);
  double total = 0;

  if (sums == QH_CHART_SUMS_NONE)
    return NAN;
  if (data->form == QH_CHART_BULLET)
    return data->series->len > 0 ? qh_chart_data_get_value (data, category, 0) : 0;
  for (guint s = 0; s < data->series->len; s++)
    total += qh_chart_data_is_computed (data, s)
               ? 0
               : or_zero (qh_chart_data_get_value (data, category, s));
  return total;
}

/**
 * qh_chart_data_get_category_figure:
 * @data: the data
 * @category: a category's index
 *
 * What is written beside a category: no "0" where figures are missing, as small
 * ones that are hidden.
 *
 * Returns: its sum, NAN where nothing is known of it
 */
double
qh_chart_data_get_category_figure (const QhChartData *data, guint category)
{
  double total = qh_chart_data_get_category_total (data, category);

  for (guint s = 0; total == 0 && s < data->series->len; s++)
    if (isnan (qh_chart_data_get_value (data, category, s)))
      return NAN;
  return total;
}

/**
 * qh_chart_data_get_series_total:
 * @data: the data
 * @series: a series' index
 *
 * Returns: the sum over its categories; NAN where nothing adds up. What was done of what
 *   was not planned meets no goal: of a bullet those with a goal count.
 */
double
qh_chart_data_get_series_total (const QhChartData *data, guint series)
{
  double total = 0;

  if (qh_chart_data_get_sums (data) == QH_CHART_SUMS_NONE || qh_chart_data_is_computed (data, series))
    return NAN;
  for (guint c = 0; c < data->categories->len; c++)
    {
      if (data->form != QH_CHART_BULLET || data->series->len < 2
          || qh_chart_data_get_value (data, c, 1) > 0)
        total += or_zero (qh_chart_data_get_value (data, c, series));
    }
  return total;
}

/**
 * qh_chart_data_get_total:
 * @data: the data
 *
 * Returns: the sum of all figures; those of the first series, or of a flow's
 *   first column, where the others are the same told otherwise; NAN where nothing adds up
 */
double
qh_chart_data_get_total (const QhChartData *data)
{
  QhChartSums sums = qh_chart_data_get_sums (data);
  guint n = data->categories->len;
  double total = 0;

  if (sums == QH_CHART_SUMS_LAYERS && data->first_layer > 0)
    n = MIN (n, data->first_layer);
  if (sums == QH_CHART_SUMS_NONE)
    return NAN;
  if (sums == QH_CHART_SUMS_SERIES)
    return data->series->len > 0 ? qh_chart_data_get_series_total (data, 0) : 0;
  for (guint c = 0; c < n; c++)
    total += qh_chart_data_get_category_total (data, c);
  return total;
}

/**
 * qh_chart_data_get_maximum:
 * @data: the data
 * @category: (out) (optional): where it is
 * @series: (out) (optional): where it is
 *
 * The highest single figure, the first one where several are as high.
 *
 * Returns: the figure, 0 where there is none
 */
double
qh_chart_data_get_maximum (const QhChartData *data, guint *category, guint *series)
{
  double maximum = 0;
  guint at = 0;

  for (guint i = 0; i < data->values->len; i++)
    {
      double value = or_zero (g_array_index (data->values, double, i));
      if (value > maximum)
        {
          maximum = value;
          at = i;
        }
    }
  if (category != NULL)
    *category = data->series->len > 0 ? at / data->series->len : 0;
  if (series != NULL)
    *series = data->series->len > 0 ? at % data->series->len : 0;

  return maximum;
}
