/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/qh-demo-private.h"

/* Monday to Sunday, against an ordinary Wednesday. */
static const double weekdays[7] = { 1.12, 1.06, 1.0, 1.0, 0.86, 0.2, 0.08 };
/* January to December. */
static const double months[12] = { 0.95, 1.02, 1.05, 0.93, 1.0, 1.04, 0.86, 0.97, 1.0, 1.1, 1.06, 0.72 };
/* From 7 to 18 o'clock. */
static const gint32 hours[] = { 4, 9, 14, 21, 22, 15, 9, 6, 6, 8, 5, 2 };
#define FIRST_HOUR 7
#define REST_DAY 0.06

/* Easter Sunday by the anonymous Gregorian computus. */
static QhDay
find_easter (int year)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;

  return qh_day_from_ymd (year, f / 31, f % 31 + 1);
}

/* The days of rest of Mexico's labour law, and Thursday and Friday of Holy Week. */
static gboolean
is_rest_day (QhDay day)
{
  static const struct
  {
    int month, day;
  } fixed[] = { { 1, 1 }, { 5, 1 }, { 9, 16 }, { 12, 25 } };
  static const struct
  {
    int month, monday;
  } mondays[] = { { 2, 1 }, { 3, 3 }, { 11, 3 } };
  int year, month, month_day;
  QhDay easter;

  qh_day_to_ymd (day, &year, &month, &month_day);
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (fixed[i].month == month && fixed[i].day == month_day)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (mondays); i++)
    if (mondays[i].month == month && qh_day_get_weekday (day) == 0 && (month_day - 1) / 7 + 1 == mondays[i].monday)
      return TRUE;
  easter = find_easter (year);
  return day == easter - 3 || day == easter - 2;
}

/**
 * qh_demo_day_weight:
 *
 * Returns: how much happens on @day against an ordinary Wednesday.
 */
double
qh_demo_day_weight (QhDay day)
{
  int month, month_day;
  double weight;

  qh_day_to_ymd (day, NULL, &month, &month_day);
  weight = weekdays[qh_day_get_weekday (day)] * months[month - 1];
  if ((month == 12 && month_day > 17) || (month == 1 && month_day < 7))
    weight *= 0.5;
  return is_rest_day (day) ? weight * REST_DAY : weight;
}

/**
 * qh_demo_pick_minute:
 *
 * Returns: a minute of the day from 7:00 to 18:55, mostly in the morning.
 */
int
qh_demo_pick_minute (QhDemo *demo)
{
  gint32 total = 0, at;
  int hour = 0;

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    total += hours[i];
  at = qh_demo_between (demo, 0, total - 1);
  while (at >= hours[hour])
    at -= hours[hour++];
  return (FIRST_HOUR + hour) * 60 + qh_demo_between (demo, 0, 11) * 5;
}
