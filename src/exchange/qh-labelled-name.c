/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-labelled.h"

#include <string.h>

#define MOST 32

/* What SPSS, Stata or R keep for themselves, in small letters. */
static const char *const reserved[] = {
  "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",               /* SPSS */
  "byte", "double", "float", "if", "in", "int", "long", "strl", "using",                           /* Stata */
  "else", "repeat", "while", "function", "for", "next", "break", "true", "false", "null", "inf", "nan", "na", /* R */
};

static gboolean
is_reserved (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (g_ascii_strcasecmp (name, reserved[i]) == 0)
      return TRUE;
  /* Stata's texts of a width: str1, str2… */
  return g_ascii_strncasecmp (name, "str", 3) == 0 && name[3] != '\0' && strspn (name + 3, "0123456789") == strlen (name + 3);
}

static char *
spell (const char *wanted)
{
  g_autofree char *ascii = g_str_to_ascii (wanted, "C");
  GString *name = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0'; at++)
    g_string_append_c (name, g_ascii_isalnum (*at) ? *at : '_');
  while (name->len > 0 && name->str[0] == '_')
    g_string_erase (name, 0, 1);
  if (name->len == 0 || !g_ascii_isalpha (name->str[0]))
    g_string_prepend (name, "v_");
  g_string_truncate (name, MIN (name->len, MOST));
  while (name->str[name->len - 1] == '_')
    g_string_truncate (name, name->len - 1);
  if (is_reserved (name->str))
    g_string_append (name, "_v");
  return g_string_free (name, FALSE);
}

/**
 * qh_labelled_make_name:
 * @wanted: a name, in any letters
 * @taken: (element-type utf8 utf8): the names so far, folded; the new one is added
 *
 * Makes a name that SPSS, Stata and R take: ASCII letters, digits and underscores,
 * 32 at most, the first a letter, the last no underscore, no reserved word,
 * and no second of its spelling whatever the case.
 *
 * Returns: (transfer full): the name.
 */
char *
qh_labelled_make_name (const char *wanted,
                       GHashTable *taken)
{
  g_autofree char *name = spell (wanted);
  char *folded = g_ascii_strdown (name, -1);

  for (guint n = 2; g_hash_table_contains (taken, folded); n++)
    {
      g_autofree char *ending = g_strdup_printf ("_%u", n);
      g_autofree char *stem = g_strndup (name, MIN (strlen (name), MOST - strlen (ending)));
      g_autofree char *next = g_strconcat (stem, ending, NULL);

      g_free (folded);
      folded = g_ascii_strdown (next, -1);
      if (!g_hash_table_contains (taken, folded))
        {
          g_free (name);
          name = g_steal_pointer (&next);
          break;
        }
    }
  g_hash_table_add (taken, folded);
  return g_steal_pointer (&name);
}

/**
 * qh_labelled_cut:
 * @most_bytes: what the format has room for
 * @most_letters: and how many letters, or -1
 *
 * Returns: (transfer full): @text, or as many of its letters as there is room for.
 */
char *
qh_labelled_cut (const char *text,
                 gsize       most_bytes,
                 glong       most_letters)
{
  const char *end = text;

  for (glong letters = 0; *end != '\0' && (most_letters < 0 || letters < most_letters); letters++)
    {
      const char *next = g_utf8_next_char (end);

      if ((gsize) (next - text) > most_bytes)
        break;
      end = next;
    }
  return g_strndup (text, (gsize) (end - text));
}
