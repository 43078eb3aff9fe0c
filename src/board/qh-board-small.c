/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "board/qh-board-private.h"
#include "frame/qh-small-cells.h"

/* Hides what must not be shown of some series of a chart that add up. */
static guint
hide_series (QhChartData *data,
             guint        first,
             guint        n_series,
             guint        least,
             gboolean     secondary)
{
  guint n_categories = qh_chart_data_get_n_categories (data), n_hidden = 0;
  g_autofree double *cells = g_new (double, MAX (1, n_categories * n_series));
  g_autofree guint8 *hidden = NULL;

  for (guint c = 0; c < n_categories; c++)
    for (guint s = 0; s < n_series; s++)
      cells[c * n_series + s] = qh_chart_data_get_value (data, c, first + s);
  hidden = qh_small_cells_find (cells, n_categories, n_series, least, secondary);
  for (guint c = 0; c < n_categories; c++)
    for (guint s = 0; s < n_series; s++)
      if (hidden[c * (n_series + 1) + s] && !isnan (cells[c * n_series + s]))
        {
          qh_chart_data_set_value (data, c, first + s, NAN);
          n_hidden++;
        }
  return n_hidden;
}

/* A series by itself; an average of what is hidden would tell it, so it goes whole. */
static guint
hide_one (QhChartData *data,
          guint        series,
          guint        least,
          gboolean     secondary,
          gboolean     any_hidden)
{
  if (!qh_chart_data_is_computed (data, series))
    return hide_series (data, series, 1, least, secondary);
  for (guint c = 0; any_hidden && c < qh_chart_data_get_n_categories (data); c++)
    qh_chart_data_set_value (data, c, series, NAN);
  return 0;
}

/* Says under a chart that figures are hidden, or in place of it. */
void
qh_board_tell_hidden (QhChartData *data,
                      guint        n_hidden,
                      guint        least)
{
  if (n_hidden == 0)
    return;
  if (qh_chart_data_is_empty (data))
    {
      g_autofree char *reason = g_strdup_printf (_("All figures are hidden, so that nobody can be recognized: they are below %u, or would give such ones away."), least);

      qh_chart_data_set_string (&data->empty_reason, reason);
      return;
    }
  {
    /* Translators: under a chart: figures below a number are hidden */
    g_autofree char *hidden = g_strdup_printf (_("Below %u hidden, and in no sum"), least);
    g_autofree char *note = data->note != NULL ? g_strjoin (" · ", data->note, hidden, NULL) : g_strdup (hidden);

    qh_chart_data_set_string (&data->note, note);
  }
}

/**
 * qh_board_hide_small:
 * @data: counts
 * @least: the least count that may be shown
 * @secondary: whether what would give the small ones away is hidden too, as in
 *   what is printed or shared
 *
 * Hides the small figures of a chart, which are in none of its sums then, and
 * says so under it.
 */
void
qh_board_hide_small (QhChartData *data,
                     guint        least,
                     gboolean     secondary)
{
  guint n_series = qh_chart_data_get_n_series (data), n_hidden = 0;
  QhChartSums sums = qh_chart_form_get_sums (data->form);

  if (sums == QH_CHART_SUMS_NONE || qh_chart_data_is_empty (data) || least < 2)
    return;
  if (sums == QH_CHART_SUMS_SERIES)
    for (guint s = 0; s < n_series; s++)
      n_hidden += hide_one (data, s, least, secondary, n_hidden > 0);
  else
    n_hidden = hide_series (data, 0, n_series, least, secondary);
  if (data->unspecified > 0 && data->unspecified < least)
    data->unspecified = -1;
  qh_board_tell_hidden (data, n_hidden, least);
}

static int
find_series (const QhChartData *data, gint64 key)
{
  for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
    if (qh_chart_data_get_series (data, s)->key == key)
      return (int) s;
  return -1;
}

static int
find_category (const QhChartData *data, gint64 key)
{
  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    if (qh_chart_data_get_category (data, c)->key == key)
      return (int) c;
  return -1;
}

/* Whether a figure is of rows whose count is shown. */
static gboolean
is_shown (const QhChartData *counts, gint64 category, gint64 series)
{
  int c = find_category (counts, category), s = find_series (counts, series);

  return c >= 0 && s >= 0 && !isnan (qh_chart_data_get_value (counts, (guint) c, (guint) s));
}

/**
 * qh_board_hide_of_few:
 * @data: sums, such as minutes
 * @counts: the same chart with how many rows each sum is of
 * @least: the least count of rows of which a sum may be shown
 * @secondary: as in qh_board_hide_small()
 *
 * Hides the sums whose counts are hidden; @counts loses these too.
 */
void
qh_board_hide_of_few (QhChartData *data,
                      QhChartData *counts,
                      guint        least,
                      gboolean     secondary)
{
  guint n_hidden = 0;

  if (qh_chart_form_get_sums (data->form) == QH_CHART_SUMS_NONE || qh_chart_data_is_empty (data))
    return;
  if (counts->unspecified > 0 && counts->unspecified < least)
    data->unspecified = -1;
  qh_board_hide_small (counts, least, secondary);
  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
      if (qh_chart_data_get_value (data, c, s) > 0
          && !is_shown (counts, qh_chart_data_get_category (data, c)->key, qh_chart_data_get_series (data, s)->key))
        {
          qh_chart_data_set_value (data, c, s, NAN);
          n_hidden++;
        }
  qh_board_tell_hidden (data, n_hidden, least);
}

/**
 * qh_board_set_least:
 * @least: the least count that may be shown; 0 for all
 * @secondary: whether what would give the small ones away is hidden too
 *
 * Hides small figures in all charts from now on.
 */
void
qh_board_set_least (QhBoard *self,
                    guint    least,
                    gboolean secondary)
{
  self->least = least;
  self->secondary = secondary;
}
