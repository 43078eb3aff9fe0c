/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "cli/qh-cli-desk.h"
#include "cli/qh-cli-frame.h"
#include "desk/qh-findings.h"
#include "store/qh-unit-number.h"

#define SETTINGS "org.quehacer.Quehacer"
#define TIMER "timer-started"

/* The window's timer on this computer, where the program is installed. */
static gint64
read_timer (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
    = source != NULL ? g_settings_schema_source_lookup (source, SETTINGS, TRUE) : NULL;
  g_autoptr (GSettings) settings = NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, TIMER))
    return 0;
  settings = g_settings_new_full (schema, NULL, NULL);
  return g_settings_get_int64 (settings, TIMER);
}

static QhCliOutput *
new_output (QhCli *cli)
{
  const QhCliColumn columns[] = {
    { "finding", _ ("What is off"), FALSE }, { "date", _ ("Date"), FALSE },
    { "worker", _ ("Worker"), FALSE },       { "record", _ ("Record"), FALSE },
    { "detail", _ ("How much"), FALSE },     { "remedy", _ ("What to do"), FALSE },
  };

  return qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
}

/**
 * qh_cli_print_finding:
 * @output: whose columns are what is off, date, worker, record, how much, and what to do
 *
 * Prints what is off; as text a case has its folio, which people know it by.
 */
void
qh_cli_print_finding (QhCli *cli, QhStore *store, QhCliOutput *output, const QhFinding *finding)
{
  gboolean text = cli->format == QH_CLI_TEXT;
  g_autofree char *worker = qh_cli_name_worker (store, finding->worker);
  g_autofree char *folio = finding->record_kind == QH_KIND_CASE && text
                             ? qh_cli_name_record (QH_KIND_CASE, finding->record, store)
                             : NULL;
  g_autofree char *number
    = finding->record != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, finding->record) : g_strdup ("");
  g_autofree char *detail = qh_finding_describe (finding);
  char date[QH_DAY_ISO_SIZE];

  qh_day_to_iso (finding->day, date);
  qh_cli_output_row (
    output,
    (const char *const[]){
      text ? qh_finding_get_label (finding->kind) : qh_finding_get_name (finding->kind),
      date,
      worker,
      folio != NULL ? folio : number,
      detail,
      qh_finding_get_remedy (finding->kind) });
}

/* For one time others than the unit's. */
static gboolean
read_limits (QhCli *cli, QhStore *store, QhFindingLimits *limits, GError **error)
{
  gint64 idle, late;

  qh_finding_limits_init (limits, store, qh_day_today ());
  if (!qh_cli_get_count (cli, "days", limits->idle_days, 1, qh_unit_number_get_most (QH_UNIT_IDLE_DAYS), &idle, error)
      || !qh_cli_get_count (cli, "referral-days", limits->referral_days, 1, qh_unit_number_get_most (QH_UNIT_REFERRAL_DAYS), &late, error))
    return FALSE;
  limits->idle_days = (guint)idle;
  limits->referral_days = (guint)late;
  return TRUE;
}

static gboolean
run (QhCli *cli, GError **error)
{
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhDesk) desk = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (QhCliOutput) output = NULL;
  QhFindingLimits limits;

  store = qh_cli_open (cli, error);
  desk = store != NULL ? qh_cli_new_desk (cli, store, error) : NULL;
  if (desk == NULL || !read_limits (cli, store, &limits, error))
    return FALSE;
  limits.timer_started = read_timer ();
  found = qh_findings_list (desk, &limits, error);
  if (found == NULL)
    return FALSE;
  output = new_output (cli);
  for (guint i = 0; i < found->len; i++)
    qh_cli_print_finding (cli, store, output, &g_array_index (found, QhFinding, i));
  if (found->len == 0 && cli->format == QH_CLI_TEXT)
    qh_cli_note (_ ("Nothing is off."));
  return qh_cli_output_close (output, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_PERIOD_OPTION,
  QH_CLI_SCOPE_OPTIONS,
  QH_CLI_OPTION ("days", N_ ("A case is left alone after so many days, for this time"), N_ ("NUMBER")),
  QH_CLI_OPTION ("referral-days", N_ ("A referral is late after so many days, for this time"), N_ ("NUMBER")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_check = {
  .name = "check",
  .arguments = N_ ("WORKSPACE"),
  .summary = N_ ("List what is off, and what to do about it"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run,
};
