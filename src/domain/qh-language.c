/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-language.h"

#include <locale.h>
#include <string.h>

static const char *const codes[QH_N_LANGUAGES] = { "es", "en", "pt" };

/**
 * qh_language_from_locale:
 *
 * Returns: the language of labels that fits the messages shown: that of the
 *   first usable entry of `LANGUAGE` or the locale; Spanish when it is another.
 */
QhLanguage
qh_language_from_locale (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    for (guint l = 0; l < QH_N_LANGUAGES; l++)
      if (g_str_has_prefix (names[i], codes[l]))
        return l;
  return names[0] == NULL || g_str_equal (names[0], "C") || g_str_has_prefix (names[0], "C.")
           ? QH_LANGUAGE_EN
           : QH_LANGUAGE_ES;
}

/**
 * qh_language_to_code:
 *
 * Returns: the ISO 639-1 code of @language.
 */
const char *
qh_language_to_code (QhLanguage language)
{
  return codes[language];
}

/**
 * qh_labels_get:
 * @labels: (array fixed-size=3): a label in each language, some %NULL
 *
 * Returns: (transfer none): the label in @language, or the Spanish one, or "".
 */
const char *
qh_labels_get (char *const labels[QH_N_LANGUAGES], QhLanguage language)
{
  if (labels[language] != NULL && labels[language][0] != '\0')
    return labels[language];
  return labels[QH_LANGUAGE_ES] != NULL ? labels[QH_LANGUAGE_ES] : "";
}
