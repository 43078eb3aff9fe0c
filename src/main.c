/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>

#include "app/qh-application.h"
#include "app/qh-locale.h"
#include "cli/qh-cli.h"
#include "ui/qh-preferences.h"
#include "vault/qh-process.h"

static int
run_window (int   argc,
            char *argv[])
{
  g_autoptr (GSettings) settings = qh_preferences_new ();
  g_autofree char *language = qh_preferences_get_string (settings, "language");
  g_autoptr (QhApplication) application = NULL;

  qh_locale_set_language (language);
  application = qh_application_new (settings);
  return g_application_run (G_APPLICATION (application), argc, argv);
}

int
main (int   argc,
      char *argv[])
{
  /* A limit on the size of files makes a write fail, as a full disk does. */
  signal (SIGXFSZ, SIG_IGN);
  qh_process_forbid_dumps ();
  qh_locale_init ();
  if (argc > 1 && qh_cli_takes (argv[1]))
    return qh_cli_run (argc, argv);
  return run_window (argc, argv);
}
