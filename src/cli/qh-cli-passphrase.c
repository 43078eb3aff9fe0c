/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "cli/qh-cli-private.h"
#include "cli/qh-demo.h"
#include "vault/qh-seal.h"

#define MAX_PASSPHRASE 4096

/* Reads up to the first line's end; what follows it is left where it can be. */
static char *
read_line (int         fd,
           const char *name,
           GError    **error)
{
  char line[MAX_PASSPHRASE + 1];
  gsize size = 0;
  gssize got = 1;
  char *passphrase;

  while (size < sizeof line && (got = read (fd, line + size, 1)) > 0 && line[size] != '\n')
    size++;
  if (got < 0 || size == 0 || size > MAX_PASSPHRASE)
    {
      int code = errno;

      if (got < 0)
        g_set_error (error, QH_ERROR, QH_ERROR_FAILED, _("The passphrase could not be read from “%s”: %s."), name, g_strerror (code));
      else
        g_set_error (error, QH_ERROR, QH_ERROR_PASSPHRASE, _("The first line of “%s” is not a passphrase: it is empty or too long."), name);
      qh_wipe (line, sizeof line);
      return NULL;
    }
  if (line[size - 1] == '\r')
    size--;
  passphrase = g_strndup (line, size);
  qh_wipe (line, sizeof line);
  return passphrase;
}

static char *
read_file (const char *name,
           GError    **error)
{
  char *passphrase;
  int fd;

  if (g_str_equal (name, "-"))
    return read_line (STDIN_FILENO, _("standard input"), error);
  fd = g_open (name, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, QH_ERROR, QH_ERROR_NOT_FOUND, _("The passphrase's file “%s” could not be opened: %s."), name, g_strerror (code));
      return NULL;
    }
  passphrase = read_line (fd, name, error);
  g_close (fd, NULL);
  return passphrase;
}

/* Asks on the terminal; what is typed is shown only where it could not be typed blindly. */
static char *
ask (const char *question,
     gboolean    show,
     GError    **error)
{
  struct termios shown, hidden;
  char *passphrase = NULL;
  int fd = g_open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY, 0);

  if (fd < 0 || tcgetattr (fd, &shown) != 0)
    {
      if (fd >= 0)
        g_close (fd, NULL);
      g_set_error_literal (error, QH_ERROR, QH_ERROR_PASSPHRASE,
                           _("A passphrase is needed and there is no terminal to ask for it. Give --passphrase-file."));
      return NULL;
    }
  hidden = shown;
  if (!show)
    hidden.c_lflag &= ~(tcflag_t) ECHO;
  hidden.c_lflag |= ICANON | ISIG;
  tcsetattr (fd, TCSAFLUSH, &hidden);
  if (write (fd, question, strlen (question)) >= 0 && write (fd, " ", 1) == 1)
    passphrase = read_line (fd, _("the terminal"), error);
  else
    g_set_error_literal (error, QH_ERROR, QH_ERROR_PASSPHRASE, _("The terminal could not be asked. Give --passphrase-file."));
  tcsetattr (fd, TCSAFLUSH, &shown);
  if (write (fd, "\n", 1) != 1)
    g_debug ("The terminal took the question, but no end of line.");
  g_close (fd, NULL);
  return passphrase;
}

/**
 * qh_cli_ask_passphrase:
 *
 * Returns: (transfer full): a passphrase that is there already, from the file
 *   that --passphrase-file names or as typed. Wipe it after use.
 */
char *
qh_cli_ask_passphrase (QhCli   *cli,
                       GError **error)
{
  const char *file = qh_cli_get (cli, "passphrase-file");

  return file != NULL ? read_file (file, error) : ask (_("Passphrase:"), FALSE, error);
}

/**
 * qh_cli_read_secret:
 *
 * Returns: (transfer full): the first line of a file, such as recovery words.
 *   Wipe it after use.
 */
char *
qh_cli_read_secret (const char *file,
                    GError    **error)
{
  return read_file (file, error);
}

/**
 * qh_cli_forget:
 * @passphrase: (nullable) (transfer full): what is wiped and freed
 */
void
qh_cli_forget (char *passphrase)
{
  if (passphrase != NULL)
    qh_wipe (passphrase, strlen (passphrase));
  g_free (passphrase);
}

/**
 * qh_cli_ask_recovery_words:
 *
 * Returns: (transfer full): the words of a recovery key, from the file that
 *   --recovery-words-file names or as typed. Wipe it after use.
 */
char *
qh_cli_ask_recovery_words (QhCli   *cli,
                           GError **error)
{
  const char *file = qh_cli_get (cli, "recovery-words-file");

  return file != NULL ? read_file (file, error) : ask (_("The words of the recovery sheet:"), TRUE, error);
}

/**
 * qh_cli_ask_new_passphrase:
 * @option: the option that names a file
 *
 * Returns: (transfer full): a new passphrase, from the file that @option names
 *   or typed twice. Wipe it after use.
 */
char *
qh_cli_ask_new_passphrase (QhCli      *cli,
                           const char *option,
                           GError    **error)
{
  const char *file = qh_cli_get (cli, option);
  char *first, *second;

  if (file != NULL)
    return read_file (file, error);
  first = ask (_("New passphrase:"), FALSE, error);
  if (first == NULL)
    return NULL;
  second = ask (_("The same again:"), FALSE, error);
  if (second != NULL && !g_str_equal (first, second))
    g_set_error_literal (error, QH_ERROR, QH_ERROR_PASSPHRASE, _("The two passphrases are not the same. Try again."));
  if (second == NULL || !g_str_equal (first, second))
    g_clear_pointer (&first, qh_cli_forget);
  qh_cli_forget (second);
  return first;
}

/* A practice workspace's passphrase is public; NULL without an error when this
 * is none or somebody changed it. */
static QhStore *
open_practice (QhCli   *cli,
               GError **error)
{
  const char *path = cli->arguments[0];
  g_autoptr (QhStoreInfo) info = qh_store_peek (path, error);
  g_autoptr (GError) reason = NULL;
  QhStore *store;

  if (info == NULL || !info->practice)
    return NULL;
  store = qh_store_open_as (path, qh_cli_get (cli, "user"), QH_DEMO_PASSPHRASE, &reason);
  if (store == NULL && !g_error_matches (reason, QH_ERROR, QH_ERROR_PASSPHRASE))
    g_propagate_error (error, g_steal_pointer (&reason));
  return store;
}

static void
changed_cb (QhStore *store,
            gpointer touched,
            QhCli   *cli)
{
  cli->wrote = TRUE;
}

/* The command's end makes the day's backup of what was written. */
static QhStore *
remember (QhCli   *cli,
          QhStore *store)
{
  if (store == NULL)
    return NULL;
  g_set_object (&cli->store, store);
  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), cli);
  return store;
}

/**
 * qh_cli_open_with:
 * @passphrase: (out) (transfer full): what opened it; to be wiped
 *
 * As qh_cli_open(), for what needs the passphrase again.
 *
 * Returns: (transfer full): the open workspace.
 */
QhStore *
qh_cli_open_with (QhCli   *cli,
                  char   **passphrase,
                  GError **error)
{
  QhStore *store;

  cli->opens = TRUE;
  if (qh_cli_get (cli, "passphrase-file") == NULL)
    {
      g_autoptr (GError) reason = NULL;

      /* What is not a workspace is refused before anything is asked. */
      store = open_practice (cli, &reason);
      if (store != NULL)
        *passphrase = g_strdup (QH_DEMO_PASSPHRASE);
      else if (reason != NULL)
        g_propagate_error (error, g_steal_pointer (&reason));
      if (store != NULL || (error != NULL && *error != NULL))
        return remember (cli, store);
    }
  *passphrase = qh_cli_ask_passphrase (cli, error);
  if (*passphrase == NULL)
    return NULL;
  store = qh_store_open_as (cli->arguments[0], qh_cli_get (cli, "user"), *passphrase, error);
  if (store == NULL)
    g_clear_pointer (passphrase, qh_cli_forget);
  return remember (cli, store);
}

/**
 * qh_cli_open:
 *
 * Opens the workspace that the first argument names as the user of --user, with
 * the passphrase of --passphrase-file or, for a practice workspace, the public
 * one; else it asks.
 *
 * Returns: (transfer full): the open workspace.
 */
QhStore *
qh_cli_open (QhCli   *cli,
             GError **error)
{
  char *passphrase = NULL;
  QhStore *store = qh_cli_open_with (cli, &passphrase, error);

  qh_cli_forget (passphrase);
  return store;
}
