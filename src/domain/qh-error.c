/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (qh - error - quark, qh_error)

/**
 * qh_error_explain_file:
 * @reason: why a file could not be opened or read, of GIO or GLib
 *
 * Returns: the reason in words that do not name the file a second time
 */
const char *
qh_error_explain_file (const GError *reason)
{
  static const struct
  {
    int io;
    int file;
    const char *words;
  } causes[] = {
    { G_IO_ERROR_NOT_FOUND, G_FILE_ERROR_NOENT, N_ ("there is no such file. Look at its name and its folder.") },
    { G_IO_ERROR_IS_DIRECTORY, G_FILE_ERROR_ISDIR, N_ ("it is a folder. Choose a file.") },
    { G_IO_ERROR_PERMISSION_DENIED, G_FILE_ERROR_ACCES, N_ ("you have no right to read it. Ask whose it is.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    if (g_error_matches (reason, G_IO_ERROR, causes[i].io) || g_error_matches (reason, G_FILE_ERROR, causes[i].file))
      return _ (causes[i].words);
  return reason->message;
}
