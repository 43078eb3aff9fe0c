/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vault/qh-passphrase.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zxcvbn.h>

#include "vault/qh-seal.h"

/* The estimate takes time that grows faster than the text. */
#define MEASURED_LENGTH 100

/* Words that somebody of the trade would try first. */
static const char *const trade_words[] = {
  "quehacer",   "practica",   "trabajo",    "social",  "trabajosocial", "hospital",
  "contraseña", "contrasena", "expediente", "usuario", "clave",         NULL,
};

/**
 * qh_passphrase_measure:
 *
 * Returns: how hard @passphrase is to guess, in bits, as zxcvbn estimates it.
 */
double
qh_passphrase_measure (const char *passphrase)
{
  const char *words[G_N_ELEMENTS (trade_words)];
  g_autofree char *start
    = g_utf8_substring (passphrase, 0, MIN (g_utf8_strlen (passphrase, -1), MEASURED_LENGTH));
  double bits;

  memcpy (words, trade_words, sizeof words);
  bits = ZxcvbnMatch (start, words, NULL);
  qh_wipe (start, strlen (start));
  return bits;
}

/**
 * qh_passphrase_check:
 *
 * Returns: whether @passphrase is strong enough to protect a workspace
 *   (%QH_PASSPHRASE_BITS); if not, %QH_ERROR_PASSPHRASE says how to better it.
 */
gboolean
qh_passphrase_check (const char *passphrase, GError **error)
{
  if (!g_utf8_validate (passphrase, -1, NULL))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_PASSPHRASE,
                           _ ("The passphrase has bytes that are not letters. Type it again."));
      return FALSE;
    }
  if (qh_passphrase_measure (passphrase) >= QH_PASSPHRASE_BITS)
    return TRUE;
  g_set_error_literal (
    error,
    QH_ERROR,
    QH_ERROR_PASSPHRASE,
    _ ("The passphrase is too easy to guess. Use four or more words that do not belong together."));
  return FALSE;
}
