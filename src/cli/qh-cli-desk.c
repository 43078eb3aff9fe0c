/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands about somebody's work over some days have in common. */
#include "config.h"

#include "cli/qh-cli-desk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "board/qh-period.h"
#include "cli/qh-cli-frame.h"

/**
 * qh_cli_get_scope:
 * @unit: (out): of --unit, or 0
 * @worker: (out): of --worker, or 0
 *
 * Returns: whether those that are named are there.
 */
gboolean
qh_cli_get_scope (QhCli *cli, QhStore *store, gint64 *unit, gint64 *worker, GError **error)
{
  const char *unit_name = qh_cli_get (cli, "unit");
  const char *worker_name = qh_cli_get (cli, "worker");

  *unit = *worker = 0;
  if (unit_name != NULL && worker_name != NULL)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_FORMAT,
                           _ ("--unit and --worker exclude each other. Give one of them."));
      return FALSE;
    }
  if (unit_name != NULL)
    *unit = qh_cli_find_unit (store, unit_name, error);
  if (worker_name != NULL)
    *worker = qh_cli_find_worker (store, worker_name, error);
  return (unit_name == NULL || *unit != 0) && (worker_name == NULL || *worker != 0);
}

/**
 * qh_cli_read_month:
 * @text: "2026-10"
 * @month: (out): its first day
 *
 * Returns: whether it is a month.
 */
gboolean
qh_cli_read_month (const char *text, QhDay *month, GError **error)
{
  g_autofree char *first = text != NULL ? g_strconcat (text, "-01", NULL) : NULL;

  *month = first != NULL ? qh_day_from_iso (first) : QH_NO_DAY;
  if (*month != QH_NO_DAY)
    return TRUE;
  if (text == NULL)
    g_set_error_literal (
      error, QH_ERROR, QH_ERROR_REQUIRED, _ ("Say of which month: --month 2026-10."));
  else
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_RANGE,
                 _ ("There is no month “%s”. Write it as 2026-10."),
                 text);
  return FALSE;
}

/* "2026", "2026-10" or "2026-10-30": its first and its last day. */
static gboolean
read_part (const char *text, QhDay *from, QhDay *to)
{
  gsize length = strlen (text);
  g_autofree char *whole = length == 4   ? g_strconcat (text, "-01-01", NULL)
                           : length == 7 ? g_strconcat (text, "-01", NULL)
                                         : g_strdup (text);

  *from = qh_day_from_iso (whole);
  if (*from == QH_NO_DAY)
    return FALSE;
  *to = length == 4   ? qh_day_add_months (*from, 12) - 1
        : length == 7 ? qh_day_add_months (*from, 1) - 1
                      : *from;
  return TRUE;
}

static gboolean
read_period (const char *text, QhDay today, QhDay *from, QhDay *to)
{
  const char *dots = strstr (text, "..");
  QhPeriod named = qh_period_from_text (text, today);
  g_autofree char *said = qh_period_to_text (&named);
  QhDay unused;

  if (dots != NULL)
    {
      g_autofree char *first = g_strndup (text, dots - text);

      return read_part (first, from, &unused) && read_part (dots + 2, &unused, to) && *from <= *to;
    }
  if (read_part (text, from, to))
    return TRUE;
  *from = named.from;
  *to = named.to;
  return g_str_equal (said, text) && named.from != QH_NO_DAY;
}

/**
 * qh_cli_get_period:
 * @from: (out): its first day
 * @to: (out): its last day, today at the latest
 *
 * Reads --period; this month where it is not given.
 *
 * Returns: whether it is a period that has begun.
 */
gboolean
qh_cli_get_period (QhCli *cli, QhDay *from, QhDay *to, GError **error)
{
  const char *text = qh_cli_get (cli, "period");
  QhDay today = qh_day_today ();

  if (!read_period (text != NULL ? text : "month", today, from, to))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("--period: there is no “%s”. Write 2026, 2026-10, 2026-10-01..2026-10-15 or month."),
                   text);
      return FALSE;
    }
  if (*from > today)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("--period: “%s” has not begun. Choose days up to today."),
                   text);
      return FALSE;
    }
  *to = MIN (*to, today);
  return TRUE;
}

/**
 * qh_cli_new_desk:
 *
 * Returns: (transfer full): a desk for --period, --unit and --worker.
 */
QhDesk *
qh_cli_new_desk (QhCli *cli, QhStore *store, GError **error)
{
  gint64 unit, worker;
  QhDay from, to;
  QhScope *scope;

  if (!qh_cli_get_period (cli, &from, &to, error)
      || !qh_cli_get_scope (cli, store, &unit, &worker, error))
    return NULL;
  scope = qh_scope_new (store, unit, worker, error);
  return scope != NULL ? qh_desk_new (store, scope, from, to, NULL) : NULL;
}

/**
 * qh_cli_name_worker:
 *
 * Returns: (transfer full): a worker's name; the number where it is closed; "" for none.
 */
char *
qh_cli_name_worker (QhStore *store, gint64 worker)
{
  char *name = worker != 0 ? qh_cli_name_record (QH_KIND_WORKER, worker, store) : g_strdup ("");

  return name != NULL ? name : g_strdup_printf ("%" G_GINT64_FORMAT, worker);
}
