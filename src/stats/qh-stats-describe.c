/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "domain/qh-number.h"
#include "stats/qh-descriptives.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

/* What is said of a number, in the order in which it is shown. */
static const struct
{
  const char *name;
  const char *label;
  gsize offset;
} measures[] = {
  { "sd", N_ ("Standard deviation"), G_STRUCT_OFFSET (QhDescriptives, sd) },
  { "se", N_ ("Standard error of the mean"), G_STRUCT_OFFSET (QhDescriptives, se) },
  { "min", N_ ("Smallest"), G_STRUCT_OFFSET (QhDescriptives, min) },
  { "q1", N_ ("First quartile"), G_STRUCT_OFFSET (QhDescriptives, q1) },
  { "median", N_ ("Median"), G_STRUCT_OFFSET (QhDescriptives, median) },
  { "q3", N_ ("Third quartile"), G_STRUCT_OFFSET (QhDescriptives, q3) },
  { "max", N_ ("Largest"), G_STRUCT_OFFSET (QhDescriptives, max) },
  { "mode", N_ ("Mode (most frequent)"), G_STRUCT_OFFSET (QhDescriptives, mode) },
  { "skewness", N_ ("Skewness (G1)"), G_STRUCT_OFFSET (QhDescriptives, skewness) },
  { "kurtosis", N_ ("Kurtosis (G2)"), G_STRUCT_OFFSET (QhDescriptives, kurtosis) },
};

static double
get_measure (const QhDescriptives *self, guint i)
{
  return *(const double *)(const void *)((const char *)self + measures[i].offset);
}

static char *
say (const char *label, const QhDescriptives *all)
{
  g_autofree char *mean = qh_number_format (all->mean, 4);
  g_autofree char *low = qh_number_format (all->low, 4), *high = qh_number_format (all->high, 4);
  g_autofree char *median = qh_number_format (all->median, 4);

  if (isnan (all->low))
    return g_strdup_printf (_ ("“%s” has one value: %s."), label, mean);
  return g_strdup_printf (_ ("The mean of “%s” is %s; the true mean is likely between %s and %s. "
                             "Half of the values are below %s."),
                          label,
                          mean,
                          low,
                          high,
                          median);
}

static QhStatsResult *
describe_whole (const QhStatsData *data, QhStatsResult *result, GError **error)
{
  const QhStatsVariable *of = qh_stats_data_of (data, 0);
  g_autofree double *values = NULL;
  gsize n = qh_stats_data_values (of, data->n, &values);
  QhDescriptives all;

  if (!qh_descriptives_compute (values, n, data->confidence, &all, error))
    return NULL;
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)n);
  qh_stats_result_add_with (
    result, "mean", _ ("Mean"), QH_FIGURE_NUMBER, all.mean, all.low, all.high);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    qh_stats_result_add (
      result, measures[i].name, _ (measures[i].label), QH_FIGURE_NUMBER, get_measure (&all, i));
  qh_stats_result_say (result, say (of->label, &all));
  return result;
}

static void
add_group (QhFigureTable *table, const char *label, double *values, gsize n, double confidence)
{
  QhDescriptives all;

  if (!qh_descriptives_compute (values, n, confidence, &all, NULL))
    return;
  qh_figure_table_text (table, label);
  qh_figure_table_value (table, (double)n);
  qh_figure_table_value (table, all.mean);
  qh_figure_table_value (table, all.low);
  qh_figure_table_value (table, all.high);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    qh_figure_table_value (table, get_measure (&all, i));
}

static QhStatsResult *
describe_groups (const QhStatsData *data, QhStatsResult *result, GError **error)
{
  g_autoptr (QhStatsGroups) groups = qh_stats_data_split (data, 1, G_MAXUINT, 1, error);
  QhFigureTable *table = qh_stats_result_add_table (result, "groups", _ ("Groups"));

  if (groups == NULL)
    return NULL;
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)groups->n);
  qh_figure_table_column (table, "group", _ ("Group"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "n", _ ("n"), QH_FIGURE_COUNT);
  qh_figure_table_column (table, "mean", _ ("Mean"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "low", _ ("Mean from"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "high", _ ("Mean to"), QH_FIGURE_NUMBER);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    qh_figure_table_column (table, measures[i].name, _ (measures[i].label), QH_FIGURE_NUMBER);
  for (guint g = 0; g < groups->n_groups; g++)
    add_group (table, groups->labels[g], groups->values[g], groups->sizes[g], data->confidence);
  qh_stats_result_say (result,
                       g_strdup_printf (_ ("“%s” in the %u groups of “%s”."),
                                        qh_stats_data_of (data, 0)->label,
                                        groups->n_groups,
                                        qh_stats_data_by (data, 0)->label));
  return result;
}

QhStatsResult *
qh_stats_describe (const QhStatsData *data, GError **error)
{
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("describe", _ ("Mean, spread and quartiles"), data->confidence);
  QhStatsResult *described = data->by->len > 0 ? describe_groups (data, result, error)
                                               : describe_whole (data, result, error);

  return described != NULL ? g_steal_pointer (&result) : NULL;
}
