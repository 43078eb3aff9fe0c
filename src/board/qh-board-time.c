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
count_days (QhBoard     *self,
            QhBoardChart chart,
            Days        *days)
{
  const gint32 *dates = qh_frame_find_column (self->sources[0].frame, "date")->data;
  const guint8 *mask = qh_board_mask_for (self, chart, FALSE);
  guint32 n = (guint32) (days->last - days->first + 1);

  days->counts = g_new0 (guint32, n + 1);
  for (guint row = 0; row < self->sources[0].n_rows; row++)
    {
      /* What lies outside is counted behind the end. */
      guint32 day = (guint32) dates[row] - (guint32) days->first;

      days->counts[MIN (day, n)] += mask[row];
    }
}

static int
count_months (QhBoard *self)
{
  int from_year, from_month, to_year, to_month;

  qh_day_to_ymd (self->from, &from_year, &from_month, NULL);
  qh_day_to_ymd (self->to, &to_year, &to_month, NULL);
  return (to_year - from_year) * 12 + to_month - from_month + 1;
}

/* The day that a day is compared with, QH_NO_DAY where its month has no such
 * day: the same of the year before; of the months before, where the period
 * begins with a month; else as many days before as the period is long. */
static QhDay
find_earlier (QhBoard *self,
              QhDay    day)
{
  int year, month, month_day, months = 12;
  QhDay earlier;

  if (self->comparison == QH_BOARD_COMPARE_PREVIOUS)
    {
      if (self->from != qh_day_month_start (self->from))
        return day - (self->to - self->from + 1);
      months = count_months (self);
    }
  qh_day_to_ymd (day, &year, &month, &month_day);
  earlier = qh_day_add_months (qh_day_from_ymd (year, month, 1), -months) + month_day - 1;
  return qh_day_month_start (earlier) == qh_day_add_months (qh_day_month_start (day), -months) ? earlier : QH_NO_DAY;
}

/* The first day that is compared with. */
static QhDay
find_earliest (QhBoard *self)
{
  QhDay earlier = find_earlier (self, self->from);

  return earlier != QH_NO_DAY ? earlier : qh_day_add_months (self->from, -12);
}

static char *
name_years (QhDay from,
            QhDay to)
{
  int first = qh_day_get_year (from), last = qh_day_get_year (to);

  return first == last ? g_strdup_printf ("%d", first) : g_strdup_printf ("%d–%02d", first, last % 100);
}

/* How what is compared with is called: "2025", or "1–31 Oct". */
static char *
name_earlier (QhBoard *self)
{
  QhDay last = find_earlier (self, self->to);

  if (self->comparison == QH_BOARD_COMPARE_PREVIOUS)
    return qh_period_format_days (find_earliest (self), last != QH_NO_DAY ? last : self->from - 1, FALSE);
  return name_years (qh_day_add_months (self->from, -12), qh_day_add_months (self->to, -12));
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
      QhDay counted = before ? find_earlier (self, day) : day;

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
  g_autofree char *years = name_earlier (self);
  g_autofree char *change = NULL;

  if (before < 1 || self->first_day > find_earliest (self))
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
 * qh_board_new_periods:
 *
 * Returns: (transfer full): a chart over time without series or periods yet.
 */
QhChartData *
qh_board_new_periods (QhBoard     *self,
                      QhBoardChart chart)
{
  static const char *const titles[] = { N_("Activities by day"), N_("Activities by week"), N_("Activities by month") };
  static const char *const columns[] = { N_("Day"), N_("Week"), N_("Month") };
  static const QhChartStep steps[] = { QH_CHART_STEP_DAY, QH_CHART_STEP_WEEK, QH_CHART_STEP_MONTH };
  QhBoardStep step = qh_board_get_step (self);
  QhChartData *data = qh_chart_data_new (qh_board_get_part (self, chart)->spec->form, _(titles[step]));

  data->step = steps[step];
  qh_chart_data_set_string (&data->category_title, _(columns[step]));
  return data;
}

/* Adds the pieces of the period, whose keys are their first days. */
void
qh_board_add_periods (QhBoard     *self,
                      QhChartData *data)
{
  QhBoardStep step = qh_board_get_step (self);

  for (QhDay start = qh_board_step_start (step, self->from); start <= self->to; start = step_end (step, start) + 1)
    add_piece (self, data, step, start);
}

static void
add_average (QhChartData *data,
             QhBoardStep  step,
             guint        n)
{
  g_autofree char *label = NULL;

  if (n < 2 || qh_chart_data_get_n_categories (data) < 2 * n)
    return;
  if (step == QH_BOARD_BY_DAY)
    label = g_strdup_printf (_("average of %u days"), n);
  else if (step == QH_BOARD_BY_WEEK)
    label = g_strdup_printf (_("average of %u weeks"), n);
  else
    label = g_strdup_printf (_("average of %u months"), n);
  qh_chart_data_add_average (data, n, label);
}

/* The change of a sum would tell what is hidden of it. */
static gboolean
has_small (const QhChartData *data,
           guint              least)
{
  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    for (guint s = 0; s < qh_chart_data_get_n_series (data); s++)
      if (qh_chart_data_get_value (data, c, s) > 0 && qh_chart_data_get_value (data, c, s) < least)
        return TRUE;
  return FALSE;
}

/**
 * qh_board_draw_time:
 *
 * Returns: (transfer full): activities over time. What they are compared with
 *   stands beside, where the period is no longer than a year and there was any.
 */
QhChartData *
qh_board_draw_time (QhBoard     *self,
                    QhBoardChart chart)
{
  QhBoardStep step = qh_board_get_step (self);
  QhChartData *data = qh_board_new_periods (self, chart);
  gboolean comparable = self->comparison != QH_BOARD_COMPARE_NONE && self->to - self->from < 366 && self->from > 366;
  Days days = { comparable ? find_earliest (self) : self->from, self->to, NULL };
  g_autofree char *years = name_years (self->from, self->to);
  g_autofree char *note = note_step (self, step);
  g_autofree char *change = NULL;
  guint64 before = 0;

  if (self->comparison == QH_BOARD_COMPARE_PREVIOUS)
    {
      g_free (years);
      years = qh_period_format_days (self->from, self->to, FALSE);
    }
  qh_chart_data_add_series (data, 0, years, 0);
  if (self->sources[0].n_rows == 0)
    return data;
  count_days (self, chart, &days);
  for (QhDay day = self->from; comparable && day <= self->to; day++)
    before += find_earlier (self, day) != QH_NO_DAY ? days.counts[find_earlier (self, day) - days.first] : 0;
  if (before > 0)
    {
      g_autofree char *earlier = name_earlier (self);

      qh_chart_data_add_series (data, 1, earlier, QH_CHART_COLOUR_PREVIOUS);
    }
  qh_board_add_periods (self, data);
  sum_pieces (self, data, &days, step, FALSE);
  if (before > 0)
    {
      sum_pieces (self, data, &days, step, TRUE);
      change = has_small (data, self->least) ? NULL : compare (self, data);
    }
  add_average (data, step, qh_board_get_part (self, chart)->spec->average);
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
