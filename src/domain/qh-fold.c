/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-fold.h"

#include <string.h>

static gboolean
append_ascii (GString *folded, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    if ((guchar)*c >= 0x80)
      return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    g_string_append_c (folded, g_ascii_tolower (*c));
  return TRUE;
}

/**
 * qh_fold_append:
 * @folded: text to append to
 * @text: UTF-8 text
 *
 * Appends @text without accents, upper case or runs of blanks, so that what is
 * typed carelessly finds what is written with care.
 */
void
qh_fold_append (GString *folded, const char *text)
{
  g_autofree char *lower = NULL;
  g_autofree char *decomposed = NULL;
  gsize start = folded->len;
  gboolean blank = TRUE;
  char *write;

  if (!append_ascii (folded, text))
    {
      lower = g_utf8_casefold (text, -1);
      decomposed = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
      if (decomposed == NULL)
        return;
      for (const char *c = decomposed; *c != '\0'; c = g_utf8_next_char (c))
        {
          gunichar character = g_utf8_get_char (c);

          if (g_unichar_combining_class (character) == 0)
            g_string_append_unichar (folded, g_unichar_isspace (character) ? ' ' : character);
        }
    }

  write = folded->str + start;
  for (const char *c = folded->str + start; *c != '\0'; c++)
    {
      gboolean is_blank = g_ascii_isspace (*c);

      if (!is_blank || !blank)
        *write++ = is_blank ? ' ' : *c;
      blank = is_blank;
    }
  if (write > folded->str + start && write[-1] == ' ')
    write--;
  g_string_truncate (folded, write - folded->str);
}

/**
 * qh_fold:
 * @text: UTF-8 text
 *
 * Returns: (transfer full): @text without accents, upper case or runs of blanks.
 */
char *
qh_fold (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text));

  qh_fold_append (folded, text);
  return g_string_free (folded, FALSE);
}

/**
 * qh_fold_words:
 * @text: what somebody typed
 *
 * Returns: (transfer full) (array zero-terminated=1): its folded words.
 */
char **
qh_fold_words (const char *text)
{
  g_autofree char *folded = qh_fold (text);

  if (folded[0] == '\0')
    return g_new0 (char *, 1);
  return g_strsplit (folded, " ", -1);
}

/**
 * qh_fold_match:
 * @folded: folded text to search in
 * @folded_words: (array zero-terminated=1): from qh_fold_words()
 *
 * Returns: whether every word occurs in @folded at the beginning of a word, in
 *   any order.
 */
gboolean
qh_fold_match (const char *folded, char *const *folded_words)
{
  for (guint i = 0; folded_words[i] != NULL; i++)
    {
      const char *found = folded;

      while ((found = strstr (found, folded_words[i])) != NULL)
        {
          if (found == folded || !g_ascii_isalnum (found[-1]))
            break;
          found++;
        }
      if (found == NULL)
        return FALSE;
    }
  return TRUE;
}
