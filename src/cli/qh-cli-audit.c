/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "cli/qh-cli-private.h"
#include "exchange/qh-audit-csv.h"

static gint64
day_to_milliseconds (QhDay day)
{
  g_autoptr (GDateTime) start = NULL;
  int year, month, month_day;

  if (day == QH_NO_DAY)
    return 0;
  qh_day_to_ymd (day, &year, &month, &month_day);
  start = g_date_time_new_local (year, month, month_day, 0, 0, 0);
  return g_date_time_to_unix (start) * 1000;
}

static gboolean
run (QhCli *cli, GError **error)
{
  const QhCliColumn columns[] = {
    { "change", _ ("Change"), TRUE },    { "time", _ ("Time"), FALSE },
    { "user", _ ("User"), FALSE },       { "machine", _ ("Computer"), FALSE },
    { "action", _ ("Action"), FALSE },   { "records", _ ("Records"), TRUE },
    { "what", _ ("What"), FALSE },
  };
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (QhCliOutput) output = NULL;
  const char *who = qh_cli_get (cli, "who");
  QhLogFilter filter = { 0 };
  gint64 limit;
  QhDay since;

  if (store == NULL || !qh_cli_get_day (cli, "since", QH_NO_DAY, &since, error)
      || !qh_cli_get_count (cli, "limit", G_MAXINT32, 1, G_MAXINT32, &limit, error)
      || (who != NULL && (filter.user = qh_cli_find_user (store, who, error)) == 0))
    return FALSE;
  filter.since = day_to_milliseconds (since);
  changes = qh_log_list (store, &filter, (guint)limit, error);
  if (changes == NULL)
    return FALSE;
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < changes->len; i++)
    {
      g_auto (GStrv) cells
        = qh_audit_dup_row (store, g_ptr_array_index (changes, i), cli->format == QH_CLI_TEXT);

      qh_cli_output_row (output, (const char *const *)cells);
    }
  return qh_cli_output_close (output, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("since", N_ ("From this day on"), N_ ("DATE")),
  QH_CLI_OPTION ("who", N_ ("Only what this user did"), N_ ("USER")),
  QH_CLI_OPTION ("limit", N_ ("At most so many, the latest first"), N_ ("N")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_audit = {
  .name = "audit",
  .arguments = N_ ("WORKSPACE"),
  .summary = N_ ("List what was done, by whom and when"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run,
};
