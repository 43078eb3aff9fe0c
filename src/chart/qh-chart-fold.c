/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-data.h"

#include <math.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  guint index;
  double total;
  gboolean other;
  gboolean selected;
} Rank;

/* What was folded before is folded again; what is selected stays in sight. */
static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Rank *one = a;
  const Rank *two = b;

  if (one->other != two->other)
    return one->other ? 1 : -1;
  if (one->selected != two->selected)
    return one->selected ? -1 : 1;
  if (one->total != two->total)
    return one->total > two->total ? -1 : 1;
  return one->index < two->index ? -1 : 1;
}

/* For each item where it goes: its new index, or the number kept for "other". */
static guint *
choose_kept (Rank *ranks, guint n, guint maximum, guint *n_kept)
{
  guint *target = g_new (guint, MAX (n, 1));
  g_autofree gboolean *kept = g_new0 (gboolean, MAX (n, 1));

  *n_kept = n <= maximum ? n : MAX (maximum, 1) - 1;
  qsort (ranks, n, sizeof (Rank), compare_ranks);
  for (guint i = 0; i < *n_kept; i++)
    kept[ranks[i].index] = TRUE;
  for (guint i = 0, next = 0; i < n; i++)
    target[i] = kept[i] ? next++ : *n_kept;

  return target;
}

static void
add_value (QhChartData *data, guint category, guint series, double value)
{
  double before = qh_chart_data_get_value (data, category, series);

  if (!isnan (value))
    qh_chart_data_set_value (data, category, series, (isnan (before) ? 0 : before) + value);
}

static void
copy_words (QhChartData *copy, const QhChartData *data)
{
  copy->step = data->step;
  copy->subtitle = g_strdup (data->subtitle);
  copy->unit = g_strdup (data->unit);
  copy->unit_of_one = g_strdup (data->unit_of_one);
  copy->category_title = g_strdup (data->category_title);
  copy->series_unit = g_strdup (data->series_unit);
  copy->note = g_strdup (data->note);
  copy->others_label = g_strdup (data->others_label);
  copy->empty_reason = g_strdup (data->empty_reason);
  copy->unspecified = data->unspecified;
  copy->shares = data->shares;
  g_array_append_vals (
    copy->selected_categories, data->selected_categories->data, data->selected_categories->len);
  g_array_append_vals (
    copy->selected_series, data->selected_series->data, data->selected_series->len);
}

static guint
count_folded (const GArray *keys, const guint *target, guint n_kept)
{
  guint n = 0;

  for (guint i = 0; i < keys->len; i++)
    {
      if (target[i] == n_kept)
        n += MAX (g_array_index (keys, QhChartKey, i).n_folded, 1);
    }
  return n;
}

static void
copy_keys (QhChartData *copy,
           const QhChartData *data,
           const guint *category_target,
           guint categories_kept,
           const char *other_categories,
           const guint *series_target,
           guint series_kept,
           const char *other_series)
{
  for (guint s = 0; s < data->series->len; s++)
    {
      const QhChartKey *key = qh_chart_data_get_series (data, s);
      if (series_target[s] == series_kept)
        continue;
      guint at = qh_chart_data_add_series (copy, key->key, key->label, key->colour);
      qh_chart_data_set_series_axis (copy, at, key->axis);
      g_array_index (copy->series, QhChartKey, at).n_folded = key->n_folded;
    }
  if (series_kept < data->series->len)
    {
      guint at = qh_chart_data_add_series (copy,
                                           QH_CHART_KEY_OTHER,
                                           other_series != NULL ? other_series : _ ("Others"),
                                           QH_CHART_COLOUR_OTHER);
      g_array_index (copy->series, QhChartKey, at).n_folded
        = count_folded (data->series, series_target, series_kept);
    }
  for (guint c = 0; c < data->categories->len; c++)
    {
      const QhChartKey *key = qh_chart_data_get_category (data, c);
      if (category_target[c] == categories_kept)
        continue;
      guint at = qh_chart_data_add_category (copy, key->key, key->label, key->axis);
      g_array_index (copy->categories, QhChartKey, at).n_folded = key->n_folded;
    }
  if (categories_kept < data->categories->len)
    {
      guint at = qh_chart_data_add_category (
        copy, QH_CHART_KEY_OTHER, other_categories != NULL ? other_categories : _ ("Others"), NULL);
      g_array_index (copy->categories, QhChartKey, at).n_folded
        = count_folded (data->categories, category_target, categories_kept);
    }
}

/**
 * qh_chart_data_fold:
 * @data: the data
 * @max_categories: the most categories to keep, the folded one counted; 0 for all
 * @max_series: the most series to keep, the folded one counted; 0 for all
 * @other_categories: (nullable): what the folded category is called: "Other types"
 * @other_series: (nullable): what the folded series is called: "Other functions"
 *
 * Folds what is small into one category and one series with the key
 * QH_CHART_KEY_OTHER, which come last; the others keep their order. What is
 * selected is folded only when nothing else is left. Totals stay the same.
 *
 * Returns: (transfer full): new data
 */
QhChartData *
qh_chart_data_fold (const QhChartData *data,
                    guint max_categories,
                    guint max_series,
                    const char *other_categories,
                    const char *other_series)
{
  g_return_val_if_fail (data != NULL, NULL);

  guint n_categories = data->categories->len;
  guint n_series = data->series->len;
  g_autofree Rank *categories = g_new0 (Rank, MAX (n_categories, 1));
  g_autofree Rank *series = g_new0 (Rank, MAX (n_series, 1));
  guint categories_kept = 0;
  guint series_kept = 0;

  for (guint c = 0; c < n_categories; c++)
    categories[c] = (Rank){ c,
                            qh_chart_data_get_category_total (data, c),
                            qh_chart_data_get_category (data, c)->key == QH_CHART_KEY_OTHER,
                            qh_chart_data_is_category_selected (data, c) };
  for (guint s = 0; s < n_series; s++)
    series[s] = (Rank){ s,
                        qh_chart_data_get_series_total (data, s),
                        qh_chart_data_get_series (data, s)->key == QH_CHART_KEY_OTHER,
                        qh_chart_data_is_series_selected (data, s) };

  g_autofree guint *category_target = choose_kept (
    categories, n_categories, max_categories == 0 ? G_MAXUINT : max_categories, &categories_kept);
  g_autofree guint *series_target
    = choose_kept (series, n_series, max_series == 0 ? G_MAXUINT : max_series, &series_kept);

  QhChartData *copy = qh_chart_data_new (data->form, data->title);
  copy_words (copy, data);
  copy_keys (copy,
             data,
             category_target,
             categories_kept,
             other_categories,
             series_target,
             series_kept,
             other_series);
  for (guint c = 0; c < n_categories; c++)
    {
      for (guint s = 0; s < n_series; s++)
        add_value (
          copy, category_target[c], series_target[s], qh_chart_data_get_value (data, c, s));
    }

  return copy;
}
