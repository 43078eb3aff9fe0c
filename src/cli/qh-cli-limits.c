/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From when on something is off, as the unit sets it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-private.h"
#include "store/qh-unit-number.h"

/* The options are named as the numbers. */
static const QhUnitNumber limits[] = { QH_UNIT_IDLE_DAYS, QH_UNIT_REFERRAL_DAYS };

static gboolean
set_limits (QhCli *cli, QhStore *store, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      const char *name = qh_unit_number_get_name (limits[i]);
      gint64 value;

      if (qh_cli_get (cli, name) != NULL
          && (!qh_cli_get_count (cli, name, 0, 1, qh_unit_number_get_most (limits[i]), &value, error)
              || !qh_unit_number_set (store, limits[i], value, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run (QhCli *cli, GError **error)
{
  const QhCliColumn columns[] = { { "limit", _ ("Limit"), FALSE }, { "days", _ ("Days"), TRUE } };
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  g_autoptr (QhCliOutput) output = NULL;

  if (store == NULL || !set_limits (cli, store, error))
    return FALSE;
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *days = g_strdup_printf ("%" G_GINT64_FORMAT, qh_unit_number_get (store, limits[i]));

      qh_cli_output_row (output, (const char *const[]){ qh_unit_number_get_name (limits[i]), days });
    }
  return qh_cli_output_close (output, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("idle-days", N_ ("Set it: a case is left alone after so many days without activity"), N_ ("NUMBER")),
  QH_CLI_OPTION ("referral-days", N_ ("Set it: a referral is late after so many days without an outcome"), N_ ("NUMBER")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_limits = {
  .name = "limits",
  .arguments = N_ ("WORKSPACE [--idle-days NUMBER] [--referral-days NUMBER]"),
  .summary = N_ ("Say, or set, from when on a case or a referral is off"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run,
};
