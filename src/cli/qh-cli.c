/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/qh-cli.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "cli/qh-cli-private.h"

static const QhCliCommand *const commands[] = {
  &qh_cli_create,
  &qh_cli_demo,
  &qh_cli_import,
  &qh_cli_log,
  &qh_cli_list,
  &qh_cli_describe,
  &qh_cli_table,
  &qh_cli_test,
  &qh_cli_risk,
  &qh_cli_anonymize,
  &qh_cli_chart,
  &qh_cli_board,
  &qh_cli_card,
  &qh_cli_dataset,
  &qh_cli_export,
  &qh_cli_add,
  &qh_cli_goals,
  &qh_cli_indicators,
  &qh_cli_check,
  &qh_cli_limits,
  &qh_cli_report,
  &qh_cli_review,
  &qh_cli_close_month,
  &qh_cli_undo,
  &qh_cli_redo,
  &qh_cli_history,
  &qh_cli_audit,
  &qh_cli_subject_access,
  &qh_cli_erase,
  &qh_cli_retention,
  &qh_cli_small_cells,
  &qh_cli_verify,
  &qh_cli_backup,
  &qh_cli_restore,
  &qh_cli_salvage,
  &qh_cli_user,
  &qh_cli_passphrase,
  &qh_cli_recover,
  &qh_cli_recovery_sheet,
  &qh_cli_restrict,
  &qh_cli_unrestrict,
  &qh_cli_reseal,
};

static const char *const help_words[] = { "--help", "-h", "help", NULL };

static const QhCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];
  return NULL;
}

/* An error is one line, whatever it quotes. */
static int
fail (const char *message)
{
  g_autofree char *line = g_strdup (message);

  g_strdelimit (line, "\r\n", ' ');
  g_printerr ("quehacer: %s\n", line);
  return 1;
}

static char *
make_help (void)
{
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "%s\n  quehacer [%s]\n\n", _("Usage:"), _("COMMAND …"));
  g_string_append_printf (help, "%s\n\n%s\n", _("Records the day of a social worker. Without a command it opens the window."), _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (help, "  %-15s %s\n", commands[i]->name, _(commands[i]->summary));
  g_string_append_printf (help, "\n%s\n", _("“quehacer COMMAND --help” tells the options of a command; “quehacer --version” the version."));
  return g_string_free (help, FALSE);
}

static int
print_or_fail (const char *text)
{
  g_autoptr (GError) error = NULL;

  return qh_cli_print (text, &error) ? 0 : fail (error->message);
}

static int
run_command (const QhCliCommand *command,
             int                 argc,
             char               *argv[])
{
  QhCli cli = { .command = command, .argc = argc, .argv = argv };
  g_autoptr (GError) error = NULL;
  gboolean done;

  done = (command->open ? qh_cli_parse_some (&cli, &error) : qh_cli_parse (&cli, NULL, &error)) && command->run (&cli, &error)
         && (!cli.wrote || qh_cli_back_up (cli.store, QH_BACKUP_DAILY, &error));
  if (!done && cli.opens && cli.arguments != NULL)
    qh_backup_advise (cli.arguments[0], &error);
  qh_cli_clear (&cli);
  g_clear_object (&cli.store);
  if (done)
    return 0;
  return fail (error->message);
}

/**
 * qh_cli_takes:
 * @argument: the program's first
 *
 * Returns: whether it belongs to the command line, rightly or mistyped. The
 *   window takes files and the toolkit's own options.
 */
gboolean
qh_cli_takes (const char *argument)
{
  if (find_command (argument) != NULL || g_str_equal (argument, "--version") || g_strv_contains (help_words, argument))
    return TRUE;
  return argument[0] != '-' && strpbrk (argument, "./:") == NULL && !g_file_test (argument, G_FILE_TEST_EXISTS);
}

/**
 * qh_cli_run:
 * @argv: as main() got it, with at least one argument
 *
 * Carries out the command that the first argument names. The locale must be set.
 *
 * Returns: the exit status: 0, or 1 with one line on standard error.
 */
int
qh_cli_run (int   argc,
            char *argv[])
{
  const QhCliCommand *command;
  g_autofree char *message = NULL;

  g_return_val_if_fail (argc > 1, 1);

  if (g_str_equal (argv[1], "--version"))
    return print_or_fail ("Quehacer " QH_VERSION "\n");
  if (g_strv_contains (help_words, argv[1]))
    {
      g_autofree char *help = make_help ();

      return print_or_fail (help);
    }
  command = find_command (argv[1]);
  if (command != NULL)
    return run_command (command, argc - 1, argv + 1);
  message = g_strdup_printf (_("There is no command “%s”. “quehacer --help” lists them."), argv[1]);
  return fail (message);
}
