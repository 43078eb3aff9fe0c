/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may open a case, and sealing anew what older keys sealed. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-private.h"
#include "store/qh-restriction.h"
#include "store/qh-users.h"

/* The users whom --for names. */
static GArray *
find_named (QhCli *cli, QhStore *store, GError **error)
{
  GPtrArray *names = qh_cli_get_all (cli, "for");
  g_autoptr (GArray) users = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      gint64 user = qh_users_find (store, g_ptr_array_index (names, i), error);

      if (user == 0)
        return NULL;
      g_array_append_val (users, user);
    }
  if (users->len > 0)
    return g_steal_pointer (&users);
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_REQUIRED,
                       _ ("Say who may open the case: --for NAME, once for each."));
  return NULL;
}

static gboolean
run_restrict (QhCli *cli, GError **error)
{
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  g_autoptr (GArray) users = store != NULL ? find_named (cli, store, error) : NULL;
  gint64 case_id = users != NULL ? qh_cli_find_case (store, cli->arguments[1], error) : 0;

  if (case_id == 0
      || !qh_store_restrict_case (
        store, case_id, &g_array_index (users, gint64, 0), users->len, error))
    return FALSE;
  qh_cli_note (_ ("Only those named can open the case. Backups made before still open to others."));
  return TRUE;
}

static gboolean
run_unrestrict (QhCli *cli, GError **error)
{
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  gint64 case_id = store != NULL ? qh_cli_find_case (store, cli->arguments[1], error) : 0;

  return case_id != 0 && qh_store_unrestrict_case (store, case_id, error);
}

static gboolean
run_reseal (QhCli *cli, GError **error)
{
  g_autoptr (QhStore) store = qh_cli_open (cli, error);
  QhCliProgress progress;
  gboolean done;

  if (store == NULL)
    return FALSE;
  qh_cli_progress_begin (&progress);
  done = qh_store_reseal (store, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  return done;
}

static const GOptionEntry restrict_entries[] = {
  QH_CLI_OPTION ("for", N_ ("A user who may open it; can be given several times"), N_ ("NAME")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_restrict = {
  .name = "restrict",
  .arguments = N_ ("WORKSPACE CASE"),
  .summary = N_ ("Let only named users open a case"),
  .entries = restrict_entries,
  .least = 2,
  .most = 2,
  .run = run_restrict,
};

static const GOptionEntry entries[] = {
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_unrestrict = {
  .name = "unrestrict",
  .arguments = N_ ("WORKSPACE CASE"),
  .summary = N_ ("Let everybody who sees names open a case again"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .run = run_unrestrict,
};

const QhCliCommand qh_cli_reseal = {
  .name = "reseal",
  .arguments = N_ ("WORKSPACE"),
  .summary = N_ ("Seal under the newest keys what older ones sealed; can be stopped and goes on from there"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .run = run_reseal,
};
