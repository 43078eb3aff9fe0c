/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-desk.h"
#include "report/qh-month-close.h"
#include "report/qh-report-forms.h"
#include "report/qh-report.h"
#include "store/qh-store-lists.h"
#include "store/qh-unit-number.h"

/* What should be seen to */

static QhCliOutput *
new_output (QhCli *cli)
{
  const QhCliColumn columns[] = {
    { "check", _ ("What is off"), FALSE }, { "date", _ ("Date"), FALSE },      { "worker", _ ("Worker"), FALSE },
    { "record", _ ("Record"), FALSE },     { "detail", _ ("How much"), FALSE }, { "remedy", _ ("What to do"), FALSE },
  };

  return qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
}

static void
print_row (QhStore *store, QhCliOutput *output, const char *what, QhDay day, gint64 worker, const char *detail, const char *remedy)
{
  g_autofree char *name = worker != 0 ? qh_cli_name_worker (store, worker) : g_strdup ("");
  char date[QH_DAY_ISO_SIZE] = "";

  if (day != QH_NO_DAY)
    qh_day_to_iso (day, date);
  qh_cli_output_row (output, (const char *const[]){ what, date, name, "", detail, remedy });
}

static void
print_days (QhCli *cli, QhStore *store, QhCliOutput *output, GPtrArray *days)
{
  for (guint i = 0; i < days->len; i++)
    {
      const QhReviewDay *day = g_ptr_array_index (days, i);

      print_row (store,
                 output,
                 cli->format == QH_CLI_TEXT ? _ ("Not signed") : "unsigned",
                 day->day,
                 day->worker,
                 qh_review_state_get_label (day->state),
                 _ ("Approve it, or return it and wait for the answer."));
    }
}

static gboolean
print_check (QhCli *cli, QhStore *store, const QhMonthCheck *check, GError **error)
{
  g_autoptr (QhCliOutput) output = new_output (cli);
  g_autofree char *drafts = g_strdup_printf ("%u", check->n_drafts);

  for (guint i = 0; i < check->findings->len; i++)
    qh_cli_print_finding (cli, store, output, &g_array_index (check->findings, QhFinding, i));
  print_days (cli, store, output, check->days);
  if (check->n_drafts > 0)
    print_row (store,
               output,
               cli->format == QH_CLI_TEXT ? _ ("Begun, not saved") : "drafts",
               QH_NO_DAY,
               0,
               drafts,
               _ ("Save or discard them in the window."));
  return qh_cli_output_close (output, error);
}

static void
note_check (const QhMonthCheck *check)
{
  if (qh_month_check_is_clear (check))
    qh_cli_note (_ ("Nothing is left to be seen to."));
  else
    qh_cli_note (_ ("Before it is closed: findings: %u; days not signed: %u; begun and not saved: %u."),
                 check->findings->len,
                 check->days->len,
                 check->n_drafts);
}

/* What has become of it */

/* On screen, who sees names sees small figures too. */
static gint64
get_least (QhStore *store)
{
  return qh_store_may_see_identities (store)
           ? 0
           : qh_unit_number_get (store, QH_UNIT_SMALL_CELLS);
}

static QhReport *
make_report (QhStore *store, QhDay month, gint64 unit, GError **error)
{
  gint64 least = get_least (store);
  g_autoptr (QhReportTemplate) template = qh_report_form_load (store, NULL, error);
  QhScope *scope = template != NULL ? qh_scope_new (store, unit, 0, error) : NULL;
  g_autoptr (QhDesk) desk = scope != NULL ? qh_desk_new (store, scope, month, month, NULL) : NULL;

  return desk != NULL ? qh_report_new (desk, template, QH_REPORT_MONTH, month, (guint)CLAMP (least, 0, 1000), error)
                      : NULL;
}

static void
print_difference (QhCli *cli, QhCliOutput *output, const QhReportBlock *block, const QhReportLine *line)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (line->label));
  for (guint h = 0; h < block->heads->len; h++)
    g_ptr_array_add (cells,
                     cli->format == QH_CLI_TEXT ? qh_report_cell_to_text (block, line, h)
                                                : qh_cli_make_real (cli, qh_report_get_cell (line, h)->value));
  g_ptr_array_add (cells,
                   g_strdup (cli->format != QH_CLI_TEXT ? (line->anew ? "rule" : "records")
                             : line->anew               ? _ ("another rule")
                                                        : _ ("other records")));
  qh_cli_output_row (output, (const char *const *)cells->pdata);
}

static gboolean
show (QhCli *cli, QhStore *store, QhDay month, gint64 unit, GError **error)
{
  const QhCliColumn columns[] = {
    { "figure", _ ("Figure"), FALSE },
    { "closed", _ ("Closed"), TRUE },
    { "now", _ ("Now"), TRUE },
    { "difference", _ ("Difference"), TRUE },
    { "why", _ ("Why"), FALSE },
  };
  g_autoptr (GError) reason = NULL;
  g_autoptr (QhRecord) record = qh_store_find_closed_month (store, month, unit, &reason);
  g_autoptr (QhReport) report = NULL;
  g_autoptr (QhCliOutput) output = NULL;
  const QhReportBlock *block;

  if (record == NULL)
    {
      if (reason != NULL)
        g_propagate_error (error, g_steal_pointer (&reason));
      else
        g_set_error_literal (error, QH_ERROR, QH_ERROR_NOT_FOUND, _ ("The month is not closed."));
      return FALSE;
    }
  report = make_report (store, month, unit, error);
  if (report == NULL)
    return FALSE;
  block = report->differences;
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; block != NULL && i < block->lines->len; i++)
    print_difference (cli, output, block, g_ptr_array_index (block->lines, i));
  for (guint i = 0; block != NULL && i < block->notes->len; i++)
    qh_cli_note ("%s", (const char *)g_ptr_array_index (block->notes, i));
  if (block == NULL)
    qh_cli_note (_ ("Nothing has changed since it was closed."));
  return qh_cli_output_close (output, error);
}

/* Closing */

static gboolean
check_and_close (QhCli *cli, QhStore *store, QhDay month, gint64 unit, GError **error)
{
  g_autoptr (QhMonthCheck) check = qh_month_check_new (store, month, unit, error);
  g_autofree char *name = qh_report_period_to_text (QH_REPORT_MONTH, month);

  if (check == NULL)
    return FALSE;
  if (qh_cli_get (cli, "dry-run") != NULL || !qh_month_check_is_clear (check))
    {
      if (!print_check (cli, store, check, error))
        return FALSE;
      note_check (check);
    }
  if (qh_cli_get (cli, "dry-run") != NULL)
    return TRUE;
  if (!qh_month_check_is_clear (check) && qh_cli_get (cli, "anyway") == NULL)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_IN_USE,
                   _ ("%s was not closed. See to what is listed, or close it all the same with --anyway."),
                   name);
      return FALSE;
    }
  if (!qh_month_close (store, month, unit, NULL, error))
    return FALSE;
  qh_cli_note (_ ("%s is closed; its figures are kept."), name);
  return TRUE;
}

static gboolean
run (QhCli *cli, GError **error)
{
  g_autoptr (QhStore) store = NULL;
  gint64 unit, worker;
  QhDay month;

  if (!qh_cli_read_month (qh_cli_get (cli, "month"), &month, error))
    return FALSE;
  store = qh_cli_open (cli, error);
  if (store == NULL || !qh_cli_get_scope (cli, store, &unit, &worker, error))
    return FALSE;
  return qh_cli_get (cli, "show") != NULL ? show (cli, store, month, unit, error)
                                          : check_and_close (cli, store, month, unit, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("month", N_ ("Which month"), N_ ("2026-10")),
  QH_CLI_OPTION ("unit", N_ ("Only the workers of a unit"), N_ ("NAME")),
  QH_CLI_FLAG ("dry-run", N_ ("Only list what should be seen to before")),
  QH_CLI_FLAG ("anyway", N_ ("Close it though something is listed")),
  QH_CLI_FLAG ("show", N_ ("List the figures of a closed month that have changed since")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_close_month = {
  .name = "close-month",
  .arguments = N_ ("WORKSPACE --month MONTH"),
  .summary = N_ ("Close a month: what should be seen to before, then the figures are kept as they are"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run,
};
