/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-private.h"
#include "store/qh-change-words.h"
#include "store/qh-undo.h"

static gboolean
take_back (QhCli *cli, gboolean redo, GError **error)
{
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  g_autoptr (QhLogChange) change = NULL;
  g_autoptr (QhLogChange) first = NULL;
  g_autofree char *said = NULL;
  QhCliProgress progress;
  gboolean done;

  if (store == NULL)
    return FALSE;
  change = redo ? qh_store_find_redo (store, error) : qh_store_find_undo (store, error);
  if (change == NULL)
    return FALSE;
  first = qh_log_get_first (store, change, error);
  if (first == NULL)
    return FALSE;
  said = qh_log_change_describe (store, first);
  qh_cli_progress_begin (&progress);
  done = qh_store_take_back (
    store, change->sequence, qh_cli_get (cli, "reason"), qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  if (!done)
    return FALSE;
  qh_cli_note (redo ? _ ("Redone: %s") : _ ("Undone: %s"), said);
  return TRUE;
}

static gboolean
run_undo (QhCli *cli, GError **error)
{
  return take_back (cli, FALSE, error);
}

static gboolean
run_redo (QhCli *cli, GError **error)
{
  return take_back (cli, TRUE, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_REASON_OPTION,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_undo = {
  .name = "undo",
  .arguments = N_ ("WORKSPACE"),
  .summary = N_ ("Take back the last thing that you did"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run_undo,
};

const QhCliCommand qh_cli_redo = {
  .name = "redo",
  .arguments = N_ ("WORKSPACE"),
  .summary = N_ ("Do again what you took back last"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run_redo,
};
