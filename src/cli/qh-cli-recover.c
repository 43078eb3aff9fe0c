/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One's own passphrase: changed, or replaced with the recovery key. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-private.h"

static gboolean
run_passphrase (QhCli   *cli,
                GError **error)
{
  char *old_passphrase = NULL, *new_passphrase = NULL;
  g_autoptr (QhStore) store = qh_cli_open_with (cli, &old_passphrase, error);
  gboolean done = FALSE;

  if (store != NULL)
    new_passphrase = qh_cli_ask_new_passphrase (cli, "new-passphrase-file", error);
  if (new_passphrase != NULL)
    done = qh_store_change_passphrase (store, old_passphrase, new_passphrase, error);
  qh_cli_forget (old_passphrase);
  qh_cli_forget (new_passphrase);
  if (done)
    qh_cli_note (_("The passphrase was changed. Older backups still open with the old one."));
  return done;
}

static gboolean
run_recover (QhCli   *cli,
             GError **error)
{
  g_autoptr (QhStoreInfo) info = qh_store_peek (cli->arguments[0], error);
  char *words = NULL, *passphrase = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autofree char *name = NULL;

  if (info == NULL)
    return FALSE;
  words = qh_cli_ask_recovery_words (cli, error);
  if (words != NULL)
    passphrase = qh_cli_ask_new_passphrase (cli, "new-passphrase-file", error);
  if (passphrase != NULL)
    store = qh_store_recover (cli->arguments[0], words, qh_cli_get (cli, "user"), passphrase, error);
  qh_cli_forget (words);
  qh_cli_forget (passphrase);
  if (store == NULL)
    return FALSE;
  name = qh_store_dup_user_name (store);
  qh_cli_note (_("“%s” has a new passphrase for “%s”. Drafts that only the old one opened are lost."), name, cli->arguments[0]);
  return TRUE;
}

static gboolean
run_sheet (QhCli   *cli,
           GError **error)
{
  char *passphrase = NULL;
  g_autoptr (QhStore) store = qh_cli_open_with (cli, &passphrase, error);
  g_autoptr (GPtrArray) units = store != NULL ? qh_store_list_all (store, QH_KIND_UNIT, error) : NULL;
  const char *unit = units != NULL && units->len > 0 ? qh_record_get_text (g_ptr_array_index (units, 0), "name") : "";
  guint n_beyond = 0;
  gboolean made = units != NULL && qh_store_make_recovery_key (store, passphrase, &n_beyond, error);

  qh_cli_forget (passphrase);
  if (!made)
    return FALSE;
  qh_cli_note (_("An earlier recovery sheet opens nothing any more."));
  if (n_beyond > 0)
    qh_cli_note (g_dngettext (GETTEXT_PACKAGE,
                              "%u restricted case is beyond this key, because it is not open to you. It is added "
                              "when somebody who can open it restricts it anew.",
                              "%u restricted cases are beyond this key, because they are not open to you. They are "
                              "added when somebody who can open them restricts them anew.",
                              n_beyond),
                 n_beyond);
  return qh_cli_hand_over_recovery_words (cli, store, unit, TRUE, error);
}

static const GOptionEntry sheet_entries[] = {
  QH_CLI_OPTION ("recovery-sheet", N_("Save the recovery words in FILE.pdf, to be printed, instead of showing them"), N_("FILE")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_recovery_sheet = {
  .name = "recovery-sheet",
  .arguments = N_("WORKSPACE"),
  .summary = N_("Make a new recovery key, in the place of an earlier one"),
  .entries = sheet_entries,
  .least = 1,
  .most = 1,
  .run = run_sheet,
};

static const GOptionEntry passphrase_entries[] = {
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_NEW_PASSPHRASE_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_passphrase = {
  .name = "passphrase",
  .arguments = N_("WORKSPACE"),
  .summary = N_("Change your passphrase"),
  .entries = passphrase_entries,
  .least = 1,
  .most = 1,
  .run = run_passphrase,
};

static const GOptionEntry recover_entries[] = {
  QH_CLI_OPTION ("user", N_("Who gets a new passphrase (the first administrator)"), N_("NAME")),
  QH_CLI_OPTION ("recovery-words-file", N_("Read the words of the recovery sheet from the first line of FILE"), N_("FILE")),
  QH_CLI_NEW_PASSPHRASE_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_recover = {
  .name = "recover",
  .arguments = N_("WORKSPACE"),
  .summary = N_("Replace a forgotten passphrase with the words of the recovery sheet"),
  .entries = recover_entries,
  .least = 1,
  .most = 1,
  .run = run_recover,
};
