/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "cli/qh-cli-private.h"
#include "store/qh-verify.h"

static gboolean
print_report (QhCli          *cli,
              QhVerifyReport *report,
              GError        **error)
{
  const QhCliColumn columns[] = { { "problem", _("Problem"), FALSE } };
  g_autoptr (QhCliOutput) output = NULL;

  if (cli->format == QH_CLI_TEXT && report->problems->len == 0)
    return TRUE;
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < report->problems->len; i++)
    {
      const char *cells[] = { g_ptr_array_index (report->problems, i) };

      qh_cli_output_row (output, cells);
    }
  return qh_cli_output_close (output, error);
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  g_autoptr (QhVerifyReport) report = NULL;
  QhCliProgress progress;

  if (store == NULL)
    return FALSE;
  qh_cli_progress_begin (&progress);
  report = qh_store_verify (store, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  if (report == NULL || !print_report (cli, report, error))
    return FALSE;
  if (report->problems->len > 0)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_DAMAGED,
                   g_dngettext (GETTEXT_PACKAGE, "“%s” has %u problem. It was left as it is: restore a backup.",
                                "“%s” has %u problems. It was left as it is: restore a backup.", report->problems->len),
                   cli->arguments[0], report->problems->len);
      return FALSE;
    }
  qh_cli_note (_("“%s” is whole: %'" PRIu64 " records, %'" PRIu64 " seals opened, %'" PRIu64 " changes chained."),
               cli->arguments[0], report->n_records, report->n_seals, report->n_changes);
  if (report->n_closed > 0)
    qh_cli_note (_("Not checked, because this user has no key for it: the seal of %'" PRIu64 " of the records."),
                 report->n_closed);
  return TRUE;
}

static const GOptionEntry entries[] = {
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_verify = {
  .name = "verify",
  .arguments = N_("WORKSPACE"),
  .summary = N_("Check that a workspace is whole, every seal opens and the log holds"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run,
};
