/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "cli/qh-cli-desk.h"
#include "cli/qh-cli-small.h"
#include "cli/qh-cli-frame.h"
#include "report/qh-day-sheet.h"
#include "report/qh-report-forms.h"
#include "report/qh-report-save.h"
#include "store/qh-setting.h"

#define DAY_SHEET QH_N_REPORT_PERIODS

static const char *const things[] = { "month", "quarter", "year", "day", NULL };

static gboolean
refuse_period (const char *option, const char *text, const char *example, GError **error)
{
  if (text == NULL)
    g_set_error (error, QH_ERROR, QH_ERROR_REQUIRED, _ ("Say of which period: --%s %s."), option, example);
  else
    g_set_error (
      error, QH_ERROR, QH_ERROR_RANGE, _ ("--%s: there is no “%s”. Write it as %s."), option, text, example);
  return FALSE;
}

/* "2026-Q4", or a month of it. */
static gboolean
read_quarter (const char *text, QhDay *day)
{
  int year, number;
  char end;

  if (text != NULL && sscanf (text, "%4d-Q%1d%c", &year, &number, &end) == 2 && number >= 1 && number <= 4
      && strlen (text) == 7)
    {
      *day = qh_day_from_ymd (year, number * 3 - 2, 1);
      return *day != QH_NO_DAY;
    }
  return text != NULL && qh_cli_read_month (text, day, NULL);
}

static gboolean
read_day (QhCli *cli, QhReportPeriod period, QhDay *day, GError **error)
{
  const char *text = qh_cli_get (cli, things[period]);

  if (period == QH_REPORT_MONTH)
    return qh_cli_read_month (text, day, error);
  if (period == QH_REPORT_QUARTER)
    return read_quarter (text, day) || refuse_period ("quarter", text, "2026-Q4", error);
  if (text != NULL && strlen (text) == 4)
    {
      g_autofree char *first = g_strconcat (text, "-01-01", NULL);

      *day = qh_day_from_iso (first);
      if (*day != QH_NO_DAY)
        return TRUE;
    }
  return refuse_period ("year", text, "2026", error);
}

static QhReport *
make (QhCli *cli, QhStore *store, QhReportPeriod period, QhDay day, GError **error)
{
  g_autoptr (QhReportTemplate) template = qh_report_form_load (store, qh_cli_get (cli, "template"), error);
  g_autoptr (QhDesk) desk = NULL;
  gint64 unit, worker;
  QhScope *scope;
  guint least;

  if (template == NULL || !qh_cli_get_scope (cli, store, &unit, &worker, error)
      || !qh_cli_read_least (cli, store, TRUE, &least, error))
    return NULL;
  scope = qh_scope_new (store, unit, worker, error);
  if (scope == NULL)
    return NULL;
  desk = qh_desk_new (store, scope, day, day, NULL);
  return qh_report_new (desk, template, period, day, least, error);
}

/* Whoever may see identities gets them, unless they say otherwise. */
static QhReport *
make_day_sheet (QhCli *cli, QhStore *store, QhDay day, GError **error)
{
  g_autoptr (QhReportTemplate) template = qh_report_form_load (store, qh_cli_get (cli, "template"), error);
  gboolean identities = qh_cli_get (cli, "without-identities") == NULL;
  gint64 unit, worker;

  if (template == NULL || !qh_cli_get_scope (cli, store, &unit, &worker, error))
    return NULL;
  return qh_day_sheet_new (store, template, day, worker, identities, error);
}

static gboolean
check_day_sheet (QhCli *cli, const char *output, QhDay *day, GError **error)
{
  if (qh_cli_get (cli, "worker") == NULL)
    g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _ ("Say whose day it is: --worker NAME."));
  else if (g_strcmp0 (qh_report_get_ending (output), "pdf") != 0)
    g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("“%s”: a day sheet is a PDF. Give the file a name that ends in .pdf."), output);
  else
    return qh_cli_get_day (cli, "date", qh_day_today (), day, error);
  return FALSE;
}

static gboolean
save (QhStore *store, const QhReport *report, const char *output, GError **error)
{
  guint n_pages;

  if (!qh_report_save (report, output, &n_pages, NULL, error)
      || !qh_report_log (report, store, qh_report_get_ending (output), error))
    return FALSE;
  if (n_pages > 0)
    qh_cli_note (g_dngettext (GETTEXT_PACKAGE, "“%s” was made: %u page.", "“%s” was made: %u pages.", n_pages), output, n_pages);
  else
    qh_cli_note (_ ("“%s” was made."), output);
  return TRUE;
}

static gboolean
find_thing (const char *name, guint *which, GError **error)
{
  for (guint i = 0; things[i] != NULL; i++)
    if (g_str_equal (things[i], name))
      {
        *which = i;
        return TRUE;
      }
  g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("There is no report “%s”. Choose month, quarter, year or day."), name);
  return FALSE;
}

static gboolean
run (QhCli *cli, GError **error)
{
  const char *output = qh_cli_get (cli, "output");
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhReport) report = NULL;
  QhDay day;
  guint which;

  qh_cli_put_workspace_first (cli, things);
  if (!find_thing (cli->arguments[1], &which, error)
      || (which != DAY_SHEET && !read_day (cli, which, &day, error)))
    return FALSE;
  if (output == NULL)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_REQUIRED,
                           _ ("Say with --output into which file the report is to be put."));
      return FALSE;
    }
  if (which == DAY_SHEET ? !check_day_sheet (cli, output, &day, error) : !qh_report_check_path (output, error))
    return FALSE;
  store = qh_cli_open (cli, error);
  if (store != NULL)
    report = which == DAY_SHEET ? make_day_sheet (cli, store, day, error) : make (cli, store, which, day, error);
  return report != NULL && save (store, report, output, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("month", N_ ("Of which month"), N_ ("2026-10")),
  QH_CLI_OPTION ("quarter", N_ ("Of which quarter"), N_ ("2026-Q4")),
  QH_CLI_OPTION ("year", N_ ("Of which year"), N_ ("2026")),
  QH_CLI_OPTION ("date", N_ ("Of which day a day sheet is (today)"), N_ ("DATE")),
  QH_CLI_FLAG ("without-identities", N_ ("A day sheet without cases and notes")),
  QH_CLI_SCOPE_OPTIONS,
  QH_CLI_OPTION ("output", N_ ("Put it into FILE.pdf, .xlsx or .csv"), N_ ("FILE")),
  QH_CLI_OPTION ("template", N_ ("One of the unit's templates, or FILE.json"), N_ ("NAME")),
  QH_CLI_SMALL_OPTION,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_report = {
  .name = "report",
  .arguments = N_ ("WORKSPACE month|quarter|year|day --output FILE"),
  .summary = N_ ("Make the report of a month, a quarter or a year, or the sheet of a day"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .run = run,
};
