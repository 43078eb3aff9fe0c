/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board/qh-period.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* As they stand in settings, and in words. */
static const struct
{
  const char *text;
  const char *label;
} names[QH_N_PERIODS] = {
  [QH_PERIOD_MONTH] = { "month", N_("This month") },
  [QH_PERIOD_LAST_MONTH] = { "last-month", N_("Last month") },
  [QH_PERIOD_QUARTER] = { "quarter", N_("This quarter") },
  [QH_PERIOD_YEAR] = { "year", N_("This year") },
  [QH_PERIOD_TWELVE_MONTHS] = { "twelve-months", N_("Last 12 months") },
  [QH_PERIOD_ALL] = { "all", N_("Everything") },
  [QH_PERIOD_CHOSEN] = { "chosen", N_("From one day to another") },
};

/**
 * qh_period_new:
 * @name: any but %QH_PERIOD_CHOSEN
 * @today: the day that it ends with
 *
 * Returns: the period as it is on @today.
 */
QhPeriod
qh_period_new (QhPeriodName name,
               QhDay        today)
{
  QhPeriod period = { name, QH_NO_DAY, today };
  int year, month;

  qh_day_to_ymd (today, &year, &month, NULL);
  switch (name)
    {
    case QH_PERIOD_MONTH:
      period.from = qh_day_month_start (today);
      break;
    case QH_PERIOD_LAST_MONTH:
      period.to = qh_day_month_start (today) - 1;
      period.from = qh_day_month_start (period.to);
      break;
    case QH_PERIOD_QUARTER:
      period.from = qh_day_from_ymd (year, month - (month - 1) % 3, 1);
      break;
    case QH_PERIOD_YEAR:
      period.from = qh_day_from_ymd (year, 1, 1);
      break;
    case QH_PERIOD_TWELVE_MONTHS:
      period.from = qh_day_add_months (today, -12) + 1;
      break;
    default:
      period.to = QH_NO_DAY;
    }
  return period;
}

/**
 * qh_period_new_chosen:
 *
 * Returns: the days between two, in whichever order they are given.
 */
QhPeriod
qh_period_new_chosen (QhDay from,
                      QhDay to)
{
  return (QhPeriod) { QH_PERIOD_CHOSEN, MIN (from, to), MAX (from, to) };
}

/**
 * qh_period_from_text:
 * @text: as qh_period_to_text() writes it
 *
 * Returns: the period; this month for a text that is none.
 */
QhPeriod
qh_period_from_text (const char *text,
                     QhDay       today)
{
  const char *dots = strstr (text, "..");

  if (dots != NULL)
    {
      g_autofree char *first = g_strndup (text, dots - text);
      QhDay from = qh_day_from_iso (first);
      QhDay to = qh_day_from_iso (dots + 2);

      if (from != QH_NO_DAY && to != QH_NO_DAY)
        return qh_period_new_chosen (from, to);
    }
  for (guint i = 0; i < QH_PERIOD_CHOSEN; i++)
    if (g_str_equal (text, names[i].text))
      return qh_period_new (i, today);
  return qh_period_new (QH_PERIOD_MONTH, today);
}

/**
 * qh_period_to_text:
 *
 * Returns: (transfer full): the period for settings: "year", "2026-01-01..2026-03-31".
 */
char *
qh_period_to_text (const QhPeriod *period)
{
  char from[QH_DAY_ISO_SIZE], to[QH_DAY_ISO_SIZE];

  if (period->name != QH_PERIOD_CHOSEN)
    return g_strdup (names[period->name].text);
  qh_day_to_iso (period->from, from);
  qh_day_to_iso (period->to, to);
  return g_strconcat (from, "..", to, NULL);
}

/**
 * qh_period_get_label:
 *
 * Returns: (transfer none): "This month", translated.
 */
const char *
qh_period_get_label (QhPeriodName name)
{
  return _(names[name].label);
}

/**
 * qh_period_widen:
 *
 * Returns: the next longer period, for who finds nothing in this one.
 */
QhPeriod
qh_period_widen (const QhPeriod *period,
                 QhDay           today)
{
  switch (period->name)
    {
    case QH_PERIOD_MONTH:
    case QH_PERIOD_LAST_MONTH:
    case QH_PERIOD_QUARTER:
      return qh_period_new (QH_PERIOD_YEAR, today);
    case QH_PERIOD_YEAR:
      return qh_period_new (QH_PERIOD_TWELVE_MONTHS, today);
    default:
      return qh_period_new (QH_PERIOD_ALL, today);
    }
}

/**
 * qh_period_format_days:
 * @with_year: whether the year is told even where both days have the same
 *
 * Returns: (transfer full): "2–8 Nov", "29 Oct – 4 Nov", "1 Jan – 30 Oct 2026".
 */
char *
qh_period_format_days (QhDay    from,
                       QhDay    to,
                       gboolean with_year)
{
  gboolean same_year = qh_day_get_year (from) == qh_day_get_year (to);
  gboolean same_month = qh_day_month_start (from) == qh_day_month_start (to);
  /* Translators: a day of a month, as g_date_time_format() writes it */
  const char *short_day = _("%-d %b");
  /* Translators: a day with its year, as g_date_time_format() writes it */
  const char *long_day = _("%-d %b %Y");
  g_autofree char *last = qh_day_format (to, with_year || !same_year ? long_day : short_day);
  g_autofree char *first = NULL;

  if (from == to)
    return g_steal_pointer (&last);
  first = qh_day_format (from, !same_year ? long_day : same_month ? "%-d" : short_day);
  if (same_month)
    /* Translators: two days of one month: "2–8 Nov" */
    return g_strdup_printf (_("%1$s–%2$s"), first, last);
  /* Translators: the first and the last day of a period: "29 Oct – 4 Nov" */
  return g_strdup_printf (_("%1$s – %2$s"), first, last);
}
