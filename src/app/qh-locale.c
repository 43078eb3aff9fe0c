/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/qh-locale.h"

#include <libintl.h>
#include <locale.h>

#include "config.h"

/**
 * qh_locale_init:
 *
 * Takes the system's locale and finds the translations: where they were
 * installed, or in the folder that `QUEHACER_LOCALE_DIR` names.
 */
void
qh_locale_init (void)
{
  const char *folder = g_getenv ("QUEHACER_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (QH_GETTEXT_PACKAGE, folder != NULL ? folder : QH_LOCALE_DIR);
  bind_textdomain_codeset (QH_GETTEXT_PACKAGE, "UTF-8");
  textdomain (QH_GETTEXT_PACKAGE);
}

/**
 * qh_locale_set_language:
 * @code: the code of a language, or "" to follow the system
 *
 * Chooses the language of messages. To be called before there are threads.
 */
void
qh_locale_set_language (const char *code)
{
  if (code[0] != '\0')
    g_setenv ("LANGUAGE", code, TRUE);
}
