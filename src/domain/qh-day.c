/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-day.h"

#include <langinfo.h>
#include <string.h>

/**
 * qh_day_today:
 *
 * Returns: today, by the local clock.
 */
QhDay
qh_day_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int year, month, day;

  g_date_time_get_ymd (now, &year, &month, &day);
  return qh_day_from_ymd (year, month, day);
}

/**
 * qh_day_from_ymd:
 *
 * Returns: the day, or %QH_NO_DAY if there is no such date.
 */
QhDay
qh_day_from_ymd (int year, int month, int day)
{
  GDate date;

  if (year < 1 || year > 9999 || !g_date_valid_dmy (day, month, year))
    return QH_NO_DAY;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return (QhDay)g_date_get_julian (&date);
}

/**
 * qh_day_from_iso:
 * @iso: (nullable): text such as "2026-10-30"
 *
 * Returns: the day, or %QH_NO_DAY where @iso is not exactly a date that exists.
 */
QhDay
qh_day_from_iso (const char *iso)
{
  int value[3] = { 0 };
  static const int starts[3] = { 0, 5, 8 }, lengths[3] = { 4, 2, 2 };

  if (iso == NULL || strlen (iso) != 10 || iso[4] != '-' || iso[7] != '-')
    return QH_NO_DAY;
  for (guint part = 0; part < 3; part++)
    for (int i = 0; i < lengths[part]; i++)
      {
        char c = iso[starts[part] + i];

        if (!g_ascii_isdigit (c))
          return QH_NO_DAY;
        value[part] = value[part] * 10 + (c - '0');
      }
  return qh_day_from_ymd (value[0], value[1], value[2]);
}

/**
 * qh_day_to_ymd:
 * @day: a day
 *
 * Splits @day into its year, month (1 to 12) and day of the month.
 */
void
qh_day_to_ymd (QhDay day, int *year, int *month, int *month_day)
{
  GDate date;

  g_return_if_fail (day > 0);

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)day);
  if (year != NULL)
    *year = g_date_get_year (&date);
  if (month != NULL)
    *month = g_date_get_month (&date);
  if (month_day != NULL)
    *month_day = g_date_get_day (&date);
}

/**
 * qh_day_get_year:
 *
 * Returns: the year of @day.
 */
int
qh_day_get_year (QhDay day)
{
  int year;

  qh_day_to_ymd (day, &year, NULL, NULL);
  return year;
}

/**
 * qh_day_to_iso:
 * @iso: (out caller-allocates): room for the text
 *
 * Writes @day as "2026-10-30".
 */
void
qh_day_to_iso (QhDay day, char iso[QH_DAY_ISO_SIZE])
{
  int year, month, month_day;

  qh_day_to_ymd (day, &year, &month, &month_day);
  g_snprintf (iso, QH_DAY_ISO_SIZE, "%04d-%02d-%02d", year % 10000, month % 100, month_day % 100);
}

/**
 * qh_day_get_weekday:
 *
 * Returns: 0 for Monday to 6 for Sunday.
 */
int
qh_day_get_weekday (QhDay day)
{
  return (day - 1) % 7;
}

/**
 * qh_day_month_start:
 *
 * Returns: the first day of the month in which @day lies.
 */
QhDay
qh_day_month_start (QhDay day)
{
  int month_day;

  qh_day_to_ymd (day, NULL, NULL, &month_day);
  return day - month_day + 1;
}

/**
 * qh_day_add_months:
 * @months: may be negative
 *
 * Returns: the same day of another month, or that month's last day.
 */
QhDay
qh_day_add_months (QhDay day, int months)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)day);
  if (months >= 0)
    g_date_add_months (&date, months);
  else
    g_date_subtract_months (&date, -months);
  return (QhDay)g_date_get_julian (&date);
}

/**
 * qh_day_format:
 * @format: as for g_date_time_format()
 *
 * Returns: (transfer full): @day in the locale's words.
 */
char *
qh_day_format (QhDay day, const char *format)
{
  g_autoptr (GDateTime) time = NULL;
  int year, month, month_day;

  qh_day_to_ymd (day, &year, &month, &month_day);
  time = g_date_time_new_local (year, month, month_day, 12, 0, 0);
  return g_date_time_format (time, format);
}

/**
 * qh_day_format_short:
 *
 * Returns: (transfer full): @day in figures in the locale's order, with the whole year.
 */
char *
qh_day_format_short (QhDay day)
{
  g_autoptr (GString) format = g_string_new (nl_langinfo (D_FMT));

  g_string_replace (format, "%D", "%m/%d/%Y", 0);
  g_string_replace (format, "%y", "%Y", 0);
  return qh_day_format (day, format->str);
}

/**
 * qh_minute_from_text:
 * @text: "9:05", "09:05" or "09:05:59"
 * @minute: (out): the minute of the day, 0 to 1439
 *
 * Returns: whether @text is a time of day.
 */
gboolean
qh_minute_from_text (const char *text, int *minute)
{
  guint part = 0, digits = 0, value[3] = { 0 };

  for (; *text != '\0'; text++)
    {
      if (*text == ':' && digits > 0 && part < 2)
        part++, digits = 0;
      else if (g_ascii_isdigit (*text) && digits < 2)
        value[part] = value[part] * 10 + (*text - '0'), digits++;
      else
        return FALSE;
    }
  if (part == 0 || digits != 2 || value[0] > 23 || value[1] > 59 || value[2] > 59)
    return FALSE;
  *minute = (int)(value[0] * 60 + value[1]);
  return TRUE;
}
