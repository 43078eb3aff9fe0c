/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "cli/qh-cli-private.h"
#include "store/qh-salvage.h"

/* Tables of records by their kind's label; of the others only those that lost something. */
static gboolean
print_tables (QhCli                 *cli,
              const QhSalvageReport *report,
              GError               **error)
{
  const QhCliColumn columns[] = { { "what", _("What"), FALSE },
                                  { "saved", _("Saved"), TRUE },
                                  { "lost", _("Lost"), TRUE },
                                  { "unsealed", _("Without their sealed part"), TRUE },
                                  { "damaged", _("Damaged"), FALSE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();

  for (guint i = 0; i < report->tables->len; i++)
    {
      const QhSalvageTable *table = g_ptr_array_index (report->tables, i);
      g_autofree char *saved = g_strdup_printf ("%" PRIu64, table->n_saved);
      g_autofree char *lost = g_strdup_printf ("%" PRIu64, table->n_lost);
      g_autofree char *unsealed = g_strdup_printf ("%" PRIu64, table->n_unsealed);
      const char *label = table->kind != 0
                            ? qh_kind_get_label (qh_dictionary_get_kind (dictionary, table->kind), qh_language_from_locale ())
                            : table->name;
      const char *cells[] = { label, saved, lost, unsealed, table->damaged ? _("yes") : _("no") };

      if (table->kind != 0 || table->damaged || table->n_lost > 0)
        qh_cli_output_row (output, cells);
    }
  return qh_cli_output_close (output, error);
}

static gboolean
salvage (QhCli          *cli,
         const QhSecret *secret,
         GError        **error)
{
  g_autoptr (QhSalvageReport) report = NULL;
  QhCliProgress progress;

  qh_cli_progress_begin (&progress);
  report = qh_salvage (cli->arguments[0], secret, qh_cli_get (cli, "backup"), cli->arguments[1], qh_cli_progress_cb, &progress,
                       progress.cancellable, error);
  qh_cli_progress_end (&progress);
  if (report == NULL || !print_tables (cli, report, error))
    return FALSE;
  for (guint i = 0; i < report->notes->len; i++)
    qh_cli_note ("%s", (const char *) g_ptr_array_index (report->notes, i));
  for (guint i = 0; i < report->problems->len; i++)
    qh_cli_note (_("Still not right: %s"), (const char *) g_ptr_array_index (report->problems, i));
  qh_cli_note (_("What could be read of “%s” is in “%s”. The damaged file was left as it is."), cli->arguments[0], cli->arguments[1]);
  return TRUE;
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  QhSecret secret = { 0 };
  gboolean done;

  cli->opens = TRUE;
  if (!qh_cli_ask_secret (cli, &secret, error))
    return FALSE;
  done = salvage (cli, &secret, error);
  qh_secret_clear (&secret);
  return done;
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("backup", N_("Begin with this backup and put over it what is newer and readable"), N_("BACKUP")),
  QH_CLI_SECRET_OPTIONS,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_salvage = {
  .name = "salvage",
  .arguments = N_("WORKSPACE NEW-WORKSPACE"),
  .summary = N_("Save every readable record of a damaged workspace into a new one"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .run = run,
};
