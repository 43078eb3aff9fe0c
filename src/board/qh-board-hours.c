/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <math.h>

#include "board/qh-board-private.h"
#include "board/qh-period.h"

#define SATURDAY 5

static void
add_weekdays (QhChartData   *data,
              const QhTable *table)
{
  for (int day = 0; day < 7; day++)
    {
      const char *label = nl_langinfo (day == 6 ? DAY_1 : DAY_2 + (nl_item) day);
      const char *axis = nl_langinfo (day == 6 ? ABDAY_1 : ABDAY_2 + (nl_item) day);

      /* A unit that closes at weekends need not see two empty rows. */
      if (day < SATURDAY || qh_table_sum_row (table, QH_FRAME_FIRST_CODE + (guint) day) > 0)
        qh_chart_data_add_category (data, day, label, axis);
    }
}

/**
 * qh_board_draw_hours:
 *
 * Returns: (transfer full): activities by weekday and hour of their start;
 *   those without a time are not specified. The hours are those of the whole
 *   frame, so that the picture stays when something is filtered.
 */
QhChartData *
qh_board_draw_hours (QhBoard     *self,
                     QhBoardChart chart)
{
  QhChartData *data = qh_chart_data_new (QH_CHART_HEAT_MAP, _("Weekday and hour"));
  g_autoptr (QhTable) table = qh_table_new (self->sources[0].frame, "weekday", "hour", qh_board_mask_for (self, chart, TRUE), QH_MEASURE_COUNT, NULL);

  qh_chart_data_set_string (&data->category_title, _("Weekday"));
  /* Translators: hours, behind the hours of a day */
  qh_chart_data_set_string (&data->series_unit, _("h"));
  g_return_val_if_fail (table != NULL, data);
  for (guint hour = self->first_hour; hour <= self->last_hour; hour++)
    {
      /* Translators: an hour of the day */
      g_autofree char *label = g_strdup_printf (_("%u h"), hour);
      g_autofree char *axis = g_strdup_printf ("%u", hour);
      guint series = qh_chart_data_add_series (data, hour, label, QH_CHART_COLOUR_AUTO);

      qh_chart_data_set_series_axis (data, series, axis);
    }
  add_weekdays (data, table);
  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
      {
        guint row = QH_FRAME_FIRST_CODE + (guint) qh_chart_data_get_category (data, c)->key;
        guint column = QH_FRAME_FIRST_CODE + (guint) qh_chart_data_get_series (data, s)->key;

        qh_chart_data_set_value (data, c, s, (double) qh_table_get_cell (table, row, column));
      }
  data->unspecified = 0;
  for (guint column = 0; column < QH_FRAME_FIRST_CODE; column++)
    data->unspecified += (gint64) qh_table_sum_column (table, column);
  return data;
}

/* The Monday of a week that is the first of its month has the month's name. */
static char *
dup_month (QhDay monday)
{
  return qh_day_format (monday + 6, "%b");
}

/**
 * qh_board_draw_calendar:
 *
 * Returns: (transfer full): activities day by day, of the year in which the
 *   period ends. What is not of that year is not known.
 */
QhChartData *
qh_board_draw_calendar (QhBoard     *self,
                        QhBoardChart chart)
{
  QhChartData *data = qh_chart_data_new (QH_CHART_CALENDAR, NULL);
  const QhBoardSource *source = qh_board_find_source (self, qh_board_get_part (self, chart)->spec->kind);
  const gint32 *dates = qh_board_source_get_dates (source, qh_board_get_part (self, chart)->spec->date);
  const guint8 *mask = qh_board_mask_for (self, chart, FALSE);
  int year = qh_day_get_year (self->to);
  QhDay first = qh_day_from_ymd (year, 1, 1), last = qh_day_from_ymd (year, 12, 31);
  QhDay monday = first - qh_day_get_weekday (first);
  g_autofree guint32 *counts = g_new0 (guint32, last - first + 1);

  for (guint row = 0; dates != NULL && row < source->n_rows; row++)
    if (mask[row] && dates[row] >= first && dates[row] <= last)
      counts[dates[row] - first]++;
  {
    /* Translators: the year whose days a calendar shows, whatever the period */
    g_autofree char *all = g_strdup_printf (_("all of %d"), year);

    qh_chart_data_set_string (&data->subtitle, all);
  }
  qh_chart_data_set_string (&data->category_title, _("Weekday"));
  for (QhDay week = monday; week <= last; week += 7)
    {
      g_autofree char *days = qh_period_format_days (MAX (week, first), MIN (week + 6, last), FALSE);
      g_autofree char *month = dup_month (MIN (week, last - 6));

      qh_chart_data_set_series_axis (data, qh_chart_data_add_series (data, week, days, QH_CHART_COLOUR_AUTO), month);
    }
  for (int day = 0; day < 7; day++)
    {
      guint category = qh_chart_data_add_category (data, day, nl_langinfo (day == 6 ? DAY_1 : DAY_2 + (nl_item) day), nl_langinfo (day == 6 ? ABDAY_1 : ABDAY_2 + (nl_item) day));

      for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
        {
          QhDay at = monday + 7 * (int) s + day;

          qh_chart_data_set_value (data, category, s, at < first || at > last ? NAN : counts[at - first]);
        }
    }
  return data;
}
