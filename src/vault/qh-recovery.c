/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recovery key as words that can be written on paper and typed again: a
 * word a byte, from a list of 256, and one more that tells a slip of the pen. */
#include "vault/qh-recovery.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "domain/qh-fold.h"

#define N_LISTED 256
#define LIST_PATH "/org/quehacer/Quehacer/recovery-words.txt"
#define TELLING_LETTERS 4 /* words differ within them */

static char **
load_list (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (LIST_PATH, 0, NULL);
  g_autofree char *text = NULL;
  char **list;

  g_assert (bytes != NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  list = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert (g_strv_length (list) == N_LISTED);
  return list;
}

static guint8
make_check (const guint8 *key)
{
  guint8 digest[crypto_generichash_BYTES_MIN];

  crypto_generichash (digest, sizeof digest, key, QH_RECOVERY_KEY_SIZE, NULL, 0);
  return digest[0];
}

/**
 * qh_recovery_to_words:
 *
 * Returns: (transfer full): %QH_RECOVERY_N_WORDS words with spaces between them.
 *   Wipe it after use.
 */
char *
qh_recovery_to_words (const guint8 key[QH_RECOVERY_KEY_SIZE])
{
  g_auto (GStrv) list = load_list ();
  GString *words = g_string_sized_new (QH_RECOVERY_N_WORDS * 9);

  for (guint i = 0; i < QH_RECOVERY_KEY_SIZE; i++)
    g_string_append_printf (words, "%s ", list[key[i]]);
  g_string_append (words, list[make_check (key)]);
  return g_string_free (words, FALSE);
}

/**
 * qh_recovery_generate:
 *
 * Returns: (transfer full): the words of a new recovery key. Wipe it after use.
 */
char *
qh_recovery_generate (void)
{
  guint8 key[QH_RECOVERY_KEY_SIZE];
  char *words;

  qh_vault_init ();
  randombytes_buf (key, sizeof key);
  words = qh_recovery_to_words (key);
  sodium_memzero (key, sizeof key);
  return words;
}

/* Returns the word's place in the list, or -1; its first letters are enough. */
static int
find_word (char **list, const char *word)
{
  gsize length = strlen (word);

  for (guint i = 0; i < N_LISTED; i++)
    if (g_str_equal (list[i], word)
        || (length >= TELLING_LETTERS && g_str_has_prefix (list[i], word)))
      return (int)i;
  return -1;
}

static gboolean
read_words (char **given, guint8 bytes[QH_RECOVERY_N_WORDS], GError **error)
{
  g_auto (GStrv) list = load_list ();
  guint n = 0;

  for (char **word = given; *word != NULL; word++)
    {
      int place;

      if (**word == '\0')
        continue;
      place = find_word (list, *word);
      if (place < 0)
        {
          g_set_error (error,
                       QH_ERROR,
                       QH_ERROR_FORMAT,
                       _ ("Word %u of the recovery key, “%s”, is not one of those that such keys "
                          "are made of. Look at the sheet again."),
                       n + 1,
                       *word);
          return FALSE;
        }
      if (n < QH_RECOVERY_N_WORDS)
        bytes[n] = (guint8)place;
      n++;
    }
  if (n == QH_RECOVERY_N_WORDS)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FORMAT,
               _ ("A recovery key has %d words; these are %u. Look at the sheet again."),
               QH_RECOVERY_N_WORDS,
               n);
  return FALSE;
}

/**
 * qh_recovery_from_words:
 * @words: as typed: in capitals or not, with any spaces, words cut after their fourth letter or not
 * @key: (out caller-allocates): the recovery key
 *
 * Returns: whether these are the words of a key; if not, %QH_ERROR_FORMAT says
 *   which word is unknown or that they do not belong together.
 */
gboolean
qh_recovery_from_words (const char *words, guint8 key[QH_RECOVERY_KEY_SIZE], GError **error)
{
  g_autofree char *folded = qh_fold (words);
  g_auto (GStrv) given = NULL;
  guint8 bytes[QH_RECOVERY_N_WORDS];
  gboolean known;

  qh_vault_init ();
  given = g_strsplit_set (folded, " ,.;-\t\r\n", -1);
  known = read_words (given, bytes, error);
  for (char **word = given; *word != NULL; word++)
    sodium_memzero (*word, strlen (*word));
  sodium_memzero (folded, strlen (folded));
  if (!known)
    return FALSE;
  memcpy (key, bytes, QH_RECOVERY_KEY_SIZE);
  known = bytes[QH_RECOVERY_KEY_SIZE] == make_check (bytes);
  sodium_memzero (bytes, sizeof bytes);
  if (!known)
    g_set_error_literal (error,
                         QH_ERROR,
                         QH_ERROR_FORMAT,
                         _ ("The words of the recovery key do not belong together: one is wrong or "
                            "in another's place. Look at the sheet again."));
  return known;
}

/**
 * qh_recovery_open:
 * @words: as for qh_recovery_from_words()
 *
 * Returns: (transfer full): the key pair that follows from the recovery key, or
 *   %NULL with %QH_ERROR_FORMAT.
 */
QhKeyPair *
qh_recovery_open (const char *words, GError **error)
{
  guint8 key[QH_RECOVERY_KEY_SIZE];
  guint8 seed[crypto_box_SEEDBYTES];
  QhKeyPair *pair;

  if (!qh_recovery_from_words (words, key, error))
    return NULL;
  crypto_generichash (seed, sizeof seed, key, sizeof key, NULL, 0);
  pair = qh_key_pair_new_from_seed (seed);
  sodium_memzero (seed, sizeof seed);
  sodium_memzero (key, sizeof key);
  return pair;
}
