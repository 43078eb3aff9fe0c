/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "board/qh-board-private.h"
#include "board/qh-period.h"
#include "chart/qh-chart-scale.h"

#define MOST_DAYS 62
#define MOST_WEEKS 80

/* Figures of each day from the first to the last that is drawn or compared with. */
typedef struct
{
  QhDay first;
  QhDay last;
  guint32 *counts;
} Days;

/**
 * qh_board_get_step:
 *
 * Returns: how long the pieces are: days of up to two months, weeks of up to
 *   a year and a half, else months.
 */
QhBoardStep
qh_board_get_step (QhBoard *self)
{
  int days = self->to - self->from + 1;

  return days <= MOST_DAYS ? QH_BOARD_BY_DAY : days <= MOST_WEEKS * 7 ? QH_BOARD_BY_WEEK : QH_BOARD_BY_MONTH;
}

/**
 * qh_board_step_start:
 *
 * Returns: the first day of the piece in which @day lies.
 */
QhDay
qh_board_step_start (QhBoardStep step,
                     QhDay       day)
{
  return step == QH_BOARD_BY_MONTH ? qh_day_month_start (day) : step == QH_BOARD_BY_WEEK ? day - qh_day_get_weekday (day) : day;
}

static QhDay
step_end (QhBoardStep step,
          QhDay       start)
{
  return step == QH_BOARD_BY_MONTH ? qh_day_add_months (start, 1) - 1 : step == QH_BOARD_BY_WEEK ? start + 6 : start;
}

static void
count_days (QhBoard *self,
            Days    *days)
{
  const gint32 *dates = qh_frame_find_column (self->frame, "date")->data;
  const guint8 *mask = qh_board_mask_for (self, QH_BOARD_TIME, FALSE);
  guint32 n = (guint32) (days->last - days->first + 1);

  days->counts = g_new0 (guint32, n + 1);
  for (guint row = 0; row < self->n_rows; row++)
    {
      /* What lies outside is counted behind the end. */
      guint32 day = (guint32) dates[row] - (guint32) days->first;

      days->counts[MIN (day, n)] += mask[row];
    }
}

/* The same day of the year before, QH_NO_DAY for 29 February. */
static QhDay
year_before (QhDay day)
{
  int year, month, month_day;

  qh_day_to_ymd (day, &year, &month, &month_day);
  return month == 2 && month_day == 29 ? QH_NO_DAY : qh_day_from_ymd (year - 1, month, month_day);
}

static char *
name_years (QhDay from,
            QhDay to)
{
  int first = qh_day_get_year (from), last = qh_day_get_year (to);

  return first == last ? g_strdup_printf ("%d", first) : g_strdup_printf ("%d–%02d", first, last % 100);
}

static void
add_piece (QhBoard     *self,
           QhChartData *data,
           QhBoardStep  step,
           QhDay        start)
{
  gboolean years = qh_day_get_year (self->from) != qh_day_get_year (self->to);
  QhDay first = MAX (start, self->from), last = MIN (step_end (step, start), self->to);
  g_autofree char *label = NULL;
  g_autofree char *axis = NULL;

  if (step == QH_BOARD_BY_MONTH)
    {
      label = qh_day_format (start, "%b %Y");
      axis = qh_day_format (start, "%Y");
    }
  else if (step == QH_BOARD_BY_WEEK)
    {
      label = qh_period_format_days (first, last, years);
      axis = qh_day_format (first, "%b");
    }
  else
    {
      QhDay monday = MAX (first - qh_day_get_weekday (first), self->from);

      label = qh_day_format (first, years ? _("%a %-d %b %Y") : _("%a %-d %b"));
      axis = qh_period_format_days (monday, monday, FALSE);
    }
  qh_chart_data_add_category (data, start, label, axis);
}

static void
sum_pieces (QhBoard     *self,
            QhChartData *data,
            const Days  *days,
            QhBoardStep  step,
            gboolean     before)
{
  guint series = before ? 1 : 0;
  guint category = 0;

  for (QhDay day = self->from; day <= self->to; day++)
    {
      QhDay counted = before ? year_before (day) : day;

      while (step_end (step, (QhDay) qh_chart_data_get_category (data, category)->key) < day)
        category++;
      if (counted != QH_NO_DAY)
        qh_chart_data_set_value (data, category, series,
                                 qh_chart_data_get_value (data, category, series) + days->counts[counted - days->first]);
    }
}

/* How much more or less than the year before, where that is wholly known. */
static char *
compare (QhBoard     *self,
         QhChartData *data)
{
  double now = qh_chart_data_get_series_total (data, 0), before = qh_chart_data_get_series_total (data, 1);
  g_autofree char *years = name_years (qh_day_add_months (self->from, -12), qh_day_add_months (self->to, -12));
  g_autofree char *change = NULL;

  if (before < 1 || self->first_day > qh_day_add_months (self->from, -12))
    return NULL;
  change = qh_chart_format_change ((now - before) / before * 100);
  /* Translators: "+10.9 % against 2025" */
  return g_strdup_printf (_("%s %% against %s"), change, years);
}

static char *
note_step (QhBoard    *self,
           QhBoardStep step)
{
  if (step == QH_BOARD_BY_WEEK && step_end (step, qh_board_step_start (step, self->to)) > self->to)
    return g_strdup (_("last week not whole"));
  if (step == QH_BOARD_BY_MONTH && step_end (step, qh_board_step_start (step, self->to)) > self->to)
    return g_strdup (_("last month not whole"));
  return NULL;
}

/**
 * qh_board_draw_time:
 *
 * Returns: (transfer full): activities over time. The same days of the year
 *   before stand beside, where the period is no longer than a year and had any.
 */
QhChartData *
qh_board_draw_time (QhBoard *self)
{
  static const char *const titles[] = { N_("Activities by day"), N_("Activities by week"), N_("Activities by month") };
  static const char *const columns[] = { N_("Day"), N_("Week"), N_("Month") };
  static const QhChartStep steps[] = { QH_CHART_STEP_DAY, QH_CHART_STEP_WEEK, QH_CHART_STEP_MONTH };
  QhBoardStep step = qh_board_get_step (self);
  QhChartData *data = qh_chart_data_new (QH_CHART_LINE, _(titles[step]));
  gboolean comparable = self->to - self->from < 366 && self->from > 366;
  Days days = { comparable ? qh_day_add_months (self->from, -12) : self->from, self->to, NULL };
  g_autofree char *years = name_years (self->from, self->to);
  g_autofree char *note = note_step (self, step);
  g_autofree char *change = NULL;
  guint64 before = 0;

  data->step = steps[step];
  qh_chart_data_set_string (&data->category_title, _(columns[step]));
  qh_chart_data_add_series (data, 0, years, 0);
  if (self->n_rows == 0)
    return data;
  count_days (self, &days);
  for (QhDay day = self->from; comparable && day <= self->to; day++)
    before += year_before (day) != QH_NO_DAY ? days.counts[year_before (day) - days.first] : 0;
  if (before > 0)
    {
      g_autofree char *earlier = name_years (qh_day_add_months (self->from, -12), qh_day_add_months (self->to, -12));

      qh_chart_data_add_series (data, 1, earlier, QH_CHART_COLOUR_PREVIOUS);
    }
  for (QhDay start = qh_board_step_start (step, self->from); start <= self->to; start = step_end (step, start) + 1)
    add_piece (self, data, step, start);
  sum_pieces (self, data, &days, step, FALSE);
  if (before > 0)
    {
      sum_pieces (self, data, &days, step, TRUE);
      change = compare (self, data);
    }
  if (change != NULL && note != NULL)
    {
      g_autofree char *both = g_strjoin (" · ", change, note, NULL);

      qh_chart_data_set_string (&data->subtitle, both);
    }
  else
    qh_chart_data_set_string (&data->subtitle, change != NULL ? change : note);
  g_free (days.counts);
  return data;
}
