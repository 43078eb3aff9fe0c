/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <string.h>

#include "cli/qh-cli-private.h"
#include "cli/qh-demo.h"
#include "report/qh-recovery-sheet.h"
#include "vault/qh-seal.h"

#define DEFAULT_ROWS 2000
#define MAX_ROWS 20000000

/* The name of whoever sits at the computer. */
static const char *
get_own_name (void)
{
  const char *name = g_get_real_name ();

  return name[0] != '\0' && !g_str_equal (name, "Unknown") ? name : g_get_user_name ();
}

static gboolean
check_absent (const char *path,
              GError    **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("There is already a file “%s”. Choose another name."), path);
  return FALSE;
}

static void
remove_workspace (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

/**
 * qh_cli_hand_over_recovery_words:
 * @unit: whose workspace it is
 * @always: whether the words are shown where the sheet cannot be saved
 *
 * Hands out the words of a recovery key that was just made, on paper where
 * --recovery-sheet says or on the terminal. They stand nowhere else.
 *
 * Returns: whether it went as asked.
 */
gboolean
qh_cli_hand_over_recovery_words (QhCli      *cli,
                                 QhStore    *store,
                                 const char *unit,
                                 gboolean    always,
                                 GError    **error)
{
  const char *sheet = qh_cli_get (cli, "recovery-sheet");
  char *words = qh_store_take_recovery_words (store);
  gboolean saved = sheet == NULL || qh_recovery_sheet_save (sheet, unit, qh_day_today (), words, error);

  if (saved && sheet != NULL)
    qh_cli_note (_("Print the recovery sheet “%s”, keep it under lock and delete the file."), sheet);
  else if (saved || always)
    qh_cli_note (_("Write these words on paper and keep it under lock: should the passphrase be forgotten, they alone open the "
                   "workspace. They are not shown again.\n\n%s\n"), words);
  qh_cli_forget (words);
  return saved;
}

static gboolean
run_create (QhCli   *cli,
            GError **error)
{
  const char *unit = qh_cli_get (cli, "unit");
  const char *worker = qh_cli_get (cli, "worker");
  const QhNewStore start = {
    .unit = unit != NULL ? unit : _("Social Work"),
    .institution = qh_cli_get (cli, "institution"),
    .worker = worker != NULL ? worker : get_own_name (),
    .user = qh_cli_get (cli, "user"),
    .floor = qh_cli_get (cli, "quick-derivation") != NULL,
  };
  g_autoptr (QhStore) store = NULL;
  char *passphrase;

  if (!check_absent (cli->arguments[0], error))
    return FALSE;
  passphrase = qh_cli_ask_new_passphrase (cli, "passphrase-file", error);
  if (passphrase == NULL)
    return FALSE;
  store = qh_store_create (cli->arguments[0], passphrase, &start, error);
  qh_wipe (passphrase, strlen (passphrase));
  g_free (passphrase);
  if (store == NULL)
    return FALSE;
  if (qh_cli_hand_over_recovery_words (cli, store, start.unit, FALSE, error))
    {
      qh_cli_note (_("The workspace “%s” was created."), cli->arguments[0]);
      return TRUE;
    }
  qh_store_close (store);
  remove_workspace (cli->arguments[0]);
  return FALSE;
}

static gboolean
fill (QhStore *store,
      gint64   rows,
      gint64   seed,
      QhDay    until,
      GError **error)
{
  QhCliProgress progress;
  gboolean done;

  qh_cli_progress_begin (&progress);
  done = qh_demo_fill (store, (guint64) rows, (guint32) seed, until, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  return done;
}

static gboolean
run_demo (QhCli   *cli,
          GError **error)
{
  const char *path = cli->arguments[0];
  g_autoptr (QhStore) store = NULL;
  gint64 rows, seed;
  char *passphrase;
  QhNewStore start;
  QhDay until;

  if (!qh_cli_get_count (cli, "rows", DEFAULT_ROWS, 0, MAX_ROWS, &rows, error)
      || !qh_cli_get_count (cli, "seed", 1, 0, G_MAXUINT32, &seed, error)
      || !qh_cli_get_day (cli, "until", qh_day_today (), &until, error) || !check_absent (path, error))
    return FALSE;
  passphrase = qh_cli_get (cli, "passphrase-file") != NULL ? qh_cli_ask_new_passphrase (cli, "passphrase-file", error) : g_strdup (QH_DEMO_PASSPHRASE);
  if (passphrase == NULL)
    return FALSE;
  qh_demo_start (&start);
  store = qh_store_create (path, passphrase, &start, error);
  qh_wipe (passphrase, strlen (passphrase));
  g_free (passphrase);
  if (store == NULL)
    return FALSE;
  if (!fill (store, rows, seed, until, error))
    {
      qh_store_close (store);
      remove_workspace (path);
      return FALSE;
    }
  qh_cli_note (_("The practice workspace “%s” was made: %'" PRId64 " activities, %'" PRId64 " cases, invented people only."),
               path, qh_store_count (store, QH_KIND_ACTIVITY), qh_store_count (store, QH_KIND_CASE));
  return TRUE;
}

static const GOptionEntry create_entries[] = {
  QH_CLI_OPTION ("unit", N_("The unit's name"), N_("TEXT")),
  QH_CLI_OPTION ("institution", N_("The institution's name"), N_("TEXT")),
  QH_CLI_OPTION ("worker", N_("The first worker's name (yours)"), N_("TEXT")),
  QH_CLI_OPTION ("user", N_("The first user's name (that of your account)"), N_("NAME")),
  QH_CLI_OPTION ("recovery-sheet", N_("Save the recovery words in FILE.pdf, to be printed, instead of showing them"), N_("FILE")),
  QH_CLI_PASSPHRASE_FILE_OPTION,
  QH_CLI_HIDDEN_FLAG ("quick-derivation"),
  QH_CLI_END,
};

const QhCliCommand qh_cli_create = {
  .name = "create",
  .arguments = N_("WORKSPACE"),
  .summary = N_("Make a new workspace"),
  .entries = create_entries,
  .least = 1,
  .most = 1,
  .run = run_create,
};

static const GOptionEntry demo_entries[] = {
  QH_CLI_OPTION ("rows", N_("How many activities (2000)"), N_("NUMBER")),
  QH_CLI_OPTION ("seed", N_("The same number gives the same data"), N_("NUMBER")),
  QH_CLI_OPTION ("until", N_("The last day of the data (today)"), N_("DATE")),
  QH_CLI_PASSPHRASE_FILE_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_demo = {
  .name = "demo",
  .arguments = N_("WORKSPACE"),
  .summary = N_("Make a practice workspace with invented people"),
  .entries = demo_entries,
  .least = 1,
  .most = 1,
  .run = run_demo,
};
