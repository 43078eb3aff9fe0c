/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups: making, listing and restoring them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "cli/qh-cli-private.h"
#include "store/qh-backup.h"

#define BESIDE "beside"

/**
 * qh_cli_back_up:
 * @reason: why; one a day of %QH_BACKUP_DAILY is enough
 *
 * Makes a backup that nobody asked for. One that fails is told and stops
 * nothing, unless it finds the workspace damaged. A practice workspace needs none.
 *
 * Returns: whether to go on: nobody broke it off.
 */
gboolean
qh_cli_back_up (QhStore       *store,
                QhBackupReason reason,
                GError       **error)
{
  g_autoptr (GError) problem = NULL;
  QhCliProgress progress;

  if (qh_store_is_practice (store) || (reason == QH_BACKUP_DAILY && !qh_backup_is_due (store)))
    return TRUE;
  qh_cli_progress_begin (&progress);
  qh_backup_make (store, reason, NULL, qh_cli_progress_cb, &progress, progress.cancellable, NULL, &problem);
  qh_cli_progress_end (&progress);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_error_matches (problem, QH_ERROR, QH_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (problem != NULL)
    qh_cli_note (_("No backup was made. %s"), problem->message);
  return TRUE;
}

static char *
format_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (seconds);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

/* Backup */

static gboolean
print_backups (QhCli     *cli,
               GPtrArray *infos,
               GError   **error)
{
  const QhCliColumn columns[] = { { "made", _("Made"), FALSE }, { "size", _("Bytes"), TRUE }, { "reason", _("Why"), FALSE }, { "backup", _("Backup"), FALSE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < infos->len; i++)
    {
      const QhBackupInfo *info = g_ptr_array_index (infos, i);
      g_autofree char *made = format_time (info->made);
      g_autofree char *size = g_strdup_printf ("%" PRIu64, info->size);
      const char *cells[] = { made, size,
                              cli->format == QH_CLI_TEXT ? qh_backup_reason_describe (info->reason) : qh_backup_reason_get_name (info->reason),
                              info->path };

      qh_cli_output_row (output, cells);
    }
  return qh_cli_output_close (output, error);
}

/* Checking */

static gboolean
print_checks (QhCli       *cli,
              QhStore     *store,
              GPtrArray   *infos,
              QhCliOutput *output,
              guint       *n_damaged,
              GError     **error)
{
  QhCliProgress progress;
  gboolean go = TRUE;

  qh_cli_progress_begin (&progress);
  for (guint i = 0; go && i < infos->len; i++)
    {
      const QhBackupInfo *info = g_ptr_array_index (infos, i);
      g_autoptr (GError) reason = NULL;
      gboolean sound = qh_backup_check (store, info->path, qh_cli_progress_cb, &progress, progress.cancellable, &reason);
      const char *cells[] = { info->path, sound ? _("yes") : _("no"), sound ? "" : reason->message };

      go = !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      *n_damaged += !sound;
      if (go)
        qh_cli_output_row (output, cells);
      else
        g_propagate_error (error, g_steal_pointer (&reason));
    }
  qh_cli_progress_end (&progress);
  return go;
}

static gboolean
check_backups (QhCli   *cli,
               QhStore *store,
               GError **error)
{
  const QhCliColumn columns[] = { { "backup", _("Backup"), FALSE }, { "sound", _("Sound"), FALSE }, { "problem", _("Problem"), FALSE } };
  const char *to = qh_cli_get (cli, "to");
  g_autofree char *folder = to != NULL ? g_strdup (to) : qh_backup_get_folder (store);
  g_autoptr (GPtrArray) infos = qh_backup_list_all (folder, qh_store_get_path (store), error);
  g_autoptr (QhCliOutput) output = infos != NULL ? qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns)) : NULL;
  guint n_damaged = 0;

  if (output == NULL || !print_checks (cli, store, infos, output, &n_damaged, error) || !qh_cli_output_close (output, error))
    return FALSE;
  if (n_damaged == 0)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_FAILED,
               g_dngettext (GETTEXT_PACKAGE, "%u backup is not sound. Make one now, and look at the drive.",
                            "%u backups are not sound. Make one now, and look at the drive.", n_damaged),
               n_damaged);
  return FALSE;
}

static gboolean
list_backups (QhCli   *cli,
              GError **error)
{
  const char *workspace = cli->arguments[0];
  const char *to = qh_cli_get (cli, "to");
  g_autofree char *folder = to != NULL ? g_strdup (to) : qh_backup_find_folder (workspace);
  g_autoptr (GPtrArray) infos = qh_backup_list (folder, workspace, error);

  return infos != NULL && print_backups (cli, infos, error);
}

static gboolean
print_path (QhCli      *cli,
            const char *path,
            GError    **error)
{
  const QhCliColumn columns[] = { { "backup", _("Backup"), FALSE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));

  qh_cli_output_row (output, &path);
  return qh_cli_output_close (output, error);
}

/* Where and how long */

static void
print_fact (QhCliOutput *output,
            const char  *label,
            const char  *value)
{
  const char *cells[] = { label, value };

  qh_cli_output_row (output, cells);
}

static gboolean
print_settings (QhCli   *cli,
                QhStore *store,
                GError **error)
{
  const QhCliColumn columns[] = { { "setting", _("Setting"), FALSE }, { "value", _("Value"), FALSE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  g_autofree char *folder = qh_backup_get_folder (store);
  QhBackupRule rule = qh_backup_get_rule (store);
  g_autofree char *days = g_strdup_printf ("%u", rule.days);
  g_autofree char *weeks = g_strdup_printf ("%u", rule.weeks);
  g_autofree char *months = g_strdup_printf ("%u", rule.months);

  print_fact (output, _("Folder"), folder);
  print_fact (output, _("Days"), days);
  print_fact (output, _("Weeks"), weeks);
  print_fact (output, _("Months"), months);
  return qh_cli_output_close (output, error);
}

static gboolean
get_part (QhCli      *cli,
          const char *name,
          guint      *part,
          GError    **error)
{
  gint64 value;

  if (!qh_cli_get_count (cli, name, *part, 1, QH_MAX_BACKUPS_KEPT, &value, error))
    return FALSE;
  *part = (guint) value;
  return TRUE;
}

static gboolean
set_settings (QhCli   *cli,
              QhStore *store,
              GError **error)
{
  const char *folder = qh_cli_get (cli, "set-folder");
  QhBackupRule rule = qh_backup_get_rule (store);

  return get_part (cli, "set-days", &rule.days, error) && get_part (cli, "set-weeks", &rule.weeks, error)
         && get_part (cli, "set-months", &rule.months, error)
         && (folder == NULL || qh_backup_set_folder (store, g_str_equal (folder, BESIDE) ? NULL : folder, error))
         && qh_backup_set_rule (store, &rule, error) && print_settings (cli, store, error);
}

static gboolean
sets (QhCli *cli)
{
  static const char *const names[] = { "set-folder", "set-days", "set-weeks", "set-months" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (qh_cli_get (cli, names[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
run_backup (QhCli   *cli,
            GError **error)
{
  g_autoptr (QhStore) store = NULL;
  g_autofree char *path = NULL;
  QhCliProgress progress;
  gboolean made;

  if (qh_cli_get (cli, "list") != NULL)
    return list_backups (cli, error);
  store = qh_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  if (qh_cli_get (cli, "check") != NULL)
    return check_backups (cli, store, error);
  if (sets (cli))
    return set_settings (cli, store, error);
  qh_cli_progress_begin (&progress);
  made = qh_backup_make (store, QH_BACKUP_BY_HAND, qh_cli_get (cli, "to"), qh_cli_progress_cb, &progress, progress.cancellable,
                         &path, error);
  qh_cli_progress_end (&progress);
  if (!made)
    return FALSE;
  qh_cli_note (_("The backup was made, read back and verified."));
  return print_path (cli, path, error);
}

static const GOptionEntry backup_entries[] = {
  QH_CLI_OPTION ("to", N_("The folder to put it in, such as one on a USB drive (the workspace's own)"), N_("FOLDER")),
  QH_CLI_FLAG ("list", N_("List the backups there are and make none; needs no passphrase")),
  QH_CLI_FLAG ("check", N_("Read all backups there are and tell which are sound, and make none")),
  QH_CLI_OPTION ("set-folder", N_("Where automatic backups go from now on; “beside” is the folder beside the workspace"), N_("FOLDER")),
  QH_CLI_OPTION ("set-days", N_("Of how many days a backup is kept from now on"), N_("N")),
  QH_CLI_OPTION ("set-weeks", N_("Of how many weeks a backup is kept from now on"), N_("N")),
  QH_CLI_OPTION ("set-months", N_("Of how many months a backup is kept from now on"), N_("N")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_backup = {
  .name = "backup",
  .arguments = N_("WORKSPACE"),
  .summary = N_("Make a sealed backup of a workspace, also while it is in use"),
  .entries = backup_entries,
  .least = 1,
  .most = 1,
  .run = run_backup,
};

/* Restore */

static gboolean
print_summary (QhCli                 *cli,
               const QhBackupSummary *summary,
               GError               **error)
{
  const QhCliColumn columns[] = { { "what", _("What"), FALSE }, { "value", _("In the backup"), FALSE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();
  g_autofree char *made = format_time (summary->made);
  char day[QH_DAY_ISO_SIZE] = "";

  if (summary->last_day != QH_NO_DAY)
    qh_day_to_iso (summary->last_day, day);
  print_fact (output, _("Made"), made);
  print_fact (output, _("Unit"), summary->unit);
  print_fact (output, _("Last activity"), day);
  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      g_autofree char *count = g_strdup_printf ("%" PRId64, summary->counts[number]);

      print_fact (output, qh_kind_get_label (qh_dictionary_get_kind (dictionary, number), qh_language_from_locale ()), count);
    }
  return qh_cli_output_close (output, error);
}

static gboolean
peek (QhCli          *cli,
      const QhSecret *secret,
      GError        **error)
{
  g_autoptr (QhBackupSummary) summary = qh_backup_peek (cli->arguments[0], secret, error);

  return summary != NULL && print_summary (cli, summary, error);
}

static gboolean
print_problems (QhCli     *cli,
                GPtrArray *problems,
                GError   **error)
{
  const QhCliColumn columns[] = { { "problem", _("Problem"), FALSE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < problems->len; i++)
    {
      const char *cells[] = { g_ptr_array_index (problems, i) };

      qh_cli_output_row (output, cells);
    }
  return qh_cli_output_close (output, error);
}

static gboolean
restore (QhCli          *cli,
         const QhSecret *secret,
         GError        **error)
{
  const char *workspace = cli->arguments[1];
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) problem = NULL;
  QhCliProgress progress;
  gboolean done;

  qh_cli_progress_begin (&progress);
  if (!qh_backup_before_restore (cli->arguments[0], NULL, secret, qh_cli_progress_cb, &progress, progress.cancellable, &problem)
      && !g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_cli_note (_("No backup was made. %s"), problem->message);
  done = qh_backup_restore (cli->arguments[0], secret, workspace, qh_cli_progress_cb, &progress, progress.cancellable,
                            &problems, error);
  qh_cli_progress_end (&progress);
  if (!done)
    return FALSE;
  if (problems->len == 0)
    {
      qh_cli_note (_("The backup was restored to “%s” and verified."), workspace);
      return TRUE;
    }
  if (!print_problems (cli, problems, error))
    return FALSE;
  g_set_error (error, QH_ERROR, QH_ERROR_DAMAGED,
               g_dngettext (GETTEXT_PACKAGE, "“%s” was restored as the backup has it, with %u problem. Look for an older backup.",
                            "“%s” was restored as the backup has it, with %u problems. Look for an older backup.", problems->len),
               workspace, problems->len);
  return FALSE;
}

/**
 * qh_cli_ask_secret:
 * @secret: (out): what opens the keys; for qh_secret_clear()
 *
 * Returns: whether there is a passphrase or, where asked for, recovery words.
 */
gboolean
qh_cli_ask_secret (QhCli    *cli,
                   QhSecret *secret,
                   GError  **error)
{
  const char *words_file = qh_cli_get (cli, "recovery-words-file");

  *secret = (QhSecret){ 0 };
  if (words_file != NULL)
    secret->recovery_words = qh_cli_read_secret (words_file, error);
  else
    secret->passphrase = qh_cli_ask_passphrase (cli, error);
  return secret->passphrase != NULL || secret->recovery_words != NULL;
}

static gboolean
run_restore (QhCli   *cli,
             GError **error)
{
  gboolean only_peek = qh_cli_get (cli, "peek") != NULL;
  QhSecret secret;
  gboolean done;

  if (only_peek != (cli->arguments[1] == NULL))
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED,
                           _("Say where the restored workspace is to stand, or give --peek to look only. The usage is: "
                             "quehacer restore BACKUP NEW-WORKSPACE"));
      return FALSE;
    }
  if (!qh_cli_ask_secret (cli, &secret, error))
    return FALSE;
  done = only_peek ? peek (cli, &secret, error) : restore (cli, &secret, error);
  qh_secret_clear (&secret);
  return done;
}

static const GOptionEntry restore_entries[] = {
  QH_CLI_FLAG ("peek", N_("Tell what is in the backup and until when, and restore nothing")),
  QH_CLI_SECRET_OPTIONS,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_restore = {
  .name = "restore",
  .arguments = N_("BACKUP NEW-WORKSPACE"),
  .summary = N_("Make a workspace of a backup, always a new file; any user's passphrase opens it"),
  .entries = restore_entries,
  .least = 1,
  .most = 2,
  .run = run_restore,
};
