/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the values of a hierarchy mean. */
#include <string.h>

#include "research/qh-hierarchy.h"

/* What stands between the ends of a run of codes. */
#define BETWEEN " – "

/* A code of the catalogue, or of one above it. */
static const QhEntry *
find_entry (QhCatalogues *catalogues, const char *catalogue, const char *code)
{
  const QhEntry *entry = qh_catalogues_find_code (catalogues, catalogue, code);
  GPtrArray *entries = entry == NULL ? qh_catalogues_list (catalogues, catalogue) : NULL;

  for (guint i = 0; entries != NULL && i < entries->len && entry == NULL; i++)
    {
      const QhEntry *above = g_ptr_array_index (entries, i);

      for (guint step = 0; above != NULL && above->parent != 0 && step < QH_HIERARCHY_MOST_ABOVE && entry == NULL; step++)
        {
          above = qh_catalogues_find (catalogues, above->parent);
          if (above != NULL && g_str_equal (above->code, code))
            entry = above;
        }
    }
  return entry;
}

/**
 * qh_hierarchy_dup_words:
 * @text: what a value is told as
 * @source: (nullable): the field of which it may be a code
 *
 * Returns: (transfer full): what a code of its catalogue means, or one of a catalogue above, or a run of
 *   two codes; other texts as they are.
 */
char *
qh_hierarchy_dup_words (const char *text, const QhField *source, QhCatalogues *catalogues, QhLanguage language)
{
  const QhEntry *entry;
  const char *between = strstr (text, BETWEEN);
  g_autofree char *first = NULL, *from = NULL, *to = NULL;

  if (source == NULL || source->catalogue == NULL)
    return g_strdup (text);
  entry = find_entry (catalogues, source->catalogue, text);
  if (entry != NULL)
    return g_strdup (qh_entry_get_label (entry, language));
  if (between == NULL)
    return g_strdup (text);
  first = g_strndup (text, (gsize)(between - text));
  from = qh_hierarchy_dup_words (first, source, catalogues, language);
  to = qh_hierarchy_dup_words (between + strlen (BETWEEN), source, catalogues, language);
  return g_strconcat (from, BETWEEN, to, NULL);
}
