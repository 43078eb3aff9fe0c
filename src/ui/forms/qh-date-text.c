/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-date-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-fold.h"

/* In which order a locale writes year, month and day. */
typedef enum
{
  DAY_MONTH_YEAR,
  MONTH_DAY_YEAR,
  YEAR_MONTH_DAY,
} Order;

static Order
find_order (void)
{
  g_autofree char *sample = qh_day_format (qh_day_from_ymd (2003, 12, 25), "%x");
  const char *month = strstr (sample, "12");
  const char *day = strstr (sample, "25");
  const char *year = strstr (sample, "03");

  if (month == NULL || day == NULL || year == NULL)
    return YEAR_MONTH_DAY;
  if (year < month)
    return YEAR_MONTH_DAY;
  return month < day ? MONTH_DAY_YEAR : DAY_MONTH_YEAR;
}

static gboolean
is_word (const char *folded,
         const char *word)
{
  g_autofree char *expected = qh_fold (word);

  return g_str_equal (folded, expected);
}

static QhDay
parse_word (const char *text,
            QhDay       today)
{
  g_autofree char *folded = qh_fold (text);

  if (is_word (folded, _("today")))
    return today;
  if (is_word (folded, _("yesterday")))
    return today - 1;
  if (is_word (folded, _("tomorrow")))
    return today + 1;
  return QH_NO_DAY;
}

/* Splits @text into up to three numbers; 0 when it is anything else. */
static guint
split_numbers (const char *text,
               int         numbers[3],
               guint       digits[3])
{
  guint n = 0;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c))
        {
          if (n == 0 || c == text || !g_ascii_isdigit (c[-1]))
            {
              if (n == 3)
                return 0;
              numbers[n] = 0;
              digits[n++] = 0;
            }
          numbers[n - 1] = numbers[n - 1] * 10 + (*c - '0');
          if (++digits[n - 1] > 4)
            return 0;
        }
      else if (strchr ("/-. ", *c) == NULL)
        return 0;
    }
  return n;
}

/* A year of two digits is the latest one that is not more than ten years ahead. */
static int
widen_year (int   year,
            guint digits,
            QhDay today)
{
  int limit = qh_day_get_year (today) + 10;

  if (digits > 2)
    return year;
  year += limit / 100 * 100;
  return year > limit ? year - 100 : year;
}

/**
 * qh_date_text_parse:
 * @text: a date in the locale's order, with any of `/ - .` or blanks between
 *   its numbers; ISO; or a word such as "today". Without a year, this year's.
 * @today: the day to which words refer
 *
 * Returns: the day, or %QH_NO_DAY when @text is no date.
 */
QhDay
qh_date_text_parse (const char *text,
                    QhDay       today)
{
  int numbers[3];
  guint digits[3];
  guint n = split_numbers (text, numbers, digits);
  Order order = find_order ();

  if (n < 2)
    return parse_word (text, today);
  if (n == 2)
    {
      if (order == DAY_MONTH_YEAR)
        return qh_day_from_ymd (qh_day_get_year (today), numbers[1], numbers[0]);
      return qh_day_from_ymd (qh_day_get_year (today), numbers[0], numbers[1]);
    }
  if (digits[0] == 4 || order == YEAR_MONTH_DAY)
    return qh_day_from_ymd (widen_year (numbers[0], digits[0], today), numbers[1], numbers[2]);
  if (order == DAY_MONTH_YEAR)
    return qh_day_from_ymd (widen_year (numbers[2], digits[2], today), numbers[1], numbers[0]);
  return qh_day_from_ymd (widen_year (numbers[2], digits[2], today), numbers[0], numbers[1]);
}

/**
 * qh_date_text_format:
 *
 * Returns: (transfer full): @day in the locale's order with its whole year.
 */
char *
qh_date_text_format (QhDay day)
{
  static const char *const formats[] = { "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d" };

  return qh_day_format (day, formats[find_order ()]);
}

/**
 * qh_date_text_hint:
 *
 * Returns: (transfer full): how a date is written, for an empty entry.
 */
char *
qh_date_text_hint (void)
{
  switch (find_order ())
    {
    case DAY_MONTH_YEAR:
      return g_strdup (_("dd/mm/yyyy"));
    case MONTH_DAY_YEAR:
      return g_strdup (_("mm/dd/yyyy"));
    case YEAR_MONTH_DAY:
    default:
      return g_strdup (_("yyyy-mm-dd"));
    }
}
