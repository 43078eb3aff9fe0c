/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-code-entry.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-fold.h"

/**
 * QhCodeEntry:
 *
 * Chooses one code of a catalogue by typing the beginning of any of its words.
 * For activity types it says the function that each usually has.
 */
struct _QhCodeEntry
{
  QhTypeAhead parent_instance;

  QhSession *session;
  char *catalogue;
};

G_DEFINE_FINAL_TYPE (QhCodeEntry, qh_code_entry, QH_TYPE_TYPE_AHEAD)

/* What was found, and where it goes in the list: what begins so first, then
 * favourites, then the catalogue's order. */
typedef struct
{
  const QhEntry *entry;
  gboolean within;
  guint favourite;
} Hit;

static int
compare_hits (const Hit *a,
              const Hit *b)
{
  if (a->within != b->within)
    return a->within ? 1 : -1;
  if (a->favourite != b->favourite)
    return a->favourite < b->favourite ? -1 : 1;
  return a->entry->position < b->entry->position ? -1 : 1;
}

static GArray *
find_hits (GPtrArray *entries,
           const char *text,
           QhLanguage  language,
           guint      *n_offered)
{
  g_auto (GStrv) words = qh_fold_words (text);
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  for (guint i = 0; i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *folded = qh_fold (qh_entry_get_label (entry, language));
      Hit hit = { entry, words[0] != NULL && !g_str_has_prefix (folded, words[0]),
                  entry->favourite != 0 ? entry->favourite : G_MAXUINT };

      if (entry->retired)
        continue;
      *n_offered += 1;
      if (qh_fold_match (folded, words))
        g_array_append_val (hits, hit);
    }
  g_array_sort (hits, (GCompareFunc) compare_hits);
  return hits;
}

static char *
qh_code_entry_search (QhTypeAhead *type_ahead,
                      const char  *text,
                      GListStore  *found)
{
  QhCodeEntry *self = QH_CODE_ENTRY (type_ahead);
  g_autoptr (QhCatalogues) catalogues = NULL;
  g_autoptr (GArray) hits = NULL;
  GPtrArray *entries;
  QhLanguage language;
  guint n_offered = 0;

  if (self->session == NULL)
    return NULL;
  language = qh_session_get_language (self->session);
  catalogues = qh_store_ref_catalogues (qh_session_get_store (self->session));
  entries = qh_catalogues_list (catalogues, self->catalogue);
  if (entries == NULL)
    return NULL;
  hits = find_hits (entries, text, language, &n_offered);
  for (guint i = 0; i < hits->len; i++)
    {
      const QhEntry *entry = g_array_index (hits, Hit, i).entry;
      const char *function = entry->default_function != 0 ? qh_catalogues_get_label (catalogues, entry->default_function, language) : NULL;
      g_autofree char *key = entry->favourite != 0 ? g_strdup_printf (_("Alt+%u"), entry->favourite) : NULL;
      g_autoptr (QhSuggestion) suggestion = qh_suggestion_new (entry->id, qh_entry_get_label (entry, language), function, key);

      g_list_store_append (found, suggestion);
    }
  if (hits->len == 0)
    return g_strdup (_("Nothing begins like this"));
  /* Translators: below suggestions: how many of how many, and the keys that choose and accept. */
  return g_strdup_printf (_("%u of %u · ↓↑ choose · Tab accepts and goes on"), hits->len, n_offered);
}

static void
qh_code_entry_dispose (GObject *object)
{
  g_clear_object (&QH_CODE_ENTRY (object)->session);
  G_OBJECT_CLASS (qh_code_entry_parent_class)->dispose (object);
}

static void
qh_code_entry_finalize (GObject *object)
{
  g_free (QH_CODE_ENTRY (object)->catalogue);
  G_OBJECT_CLASS (qh_code_entry_parent_class)->finalize (object);
}

static void
qh_code_entry_class_init (QhCodeEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_code_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_code_entry_finalize;
  QH_TYPE_AHEAD_CLASS (klass)->search = qh_code_entry_search;
}

static void
qh_code_entry_init (QhCodeEntry *self)
{
}

/**
 * qh_code_entry_new:
 *
 * Returns: (transfer floating): the entry.
 */
GtkWidget *
qh_code_entry_new (void)
{
  return g_object_new (QH_TYPE_CODE_ENTRY, NULL);
}

/**
 * qh_code_entry_set_catalogue:
 * @session: (nullable): the open workspace
 * @catalogue: the catalogue from which to choose
 *
 * Empties the entry, and from now on offers that catalogue.
 */
void
qh_code_entry_set_catalogue (QhCodeEntry *self,
                             QhSession   *session,
                             const char  *catalogue)
{
  char *name = g_strdup (catalogue);

  g_set_object (&self->session, session);
  g_free (self->catalogue);
  self->catalogue = name;
  qh_type_ahead_set_chosen (QH_TYPE_AHEAD (self), 0, NULL);
}

/**
 * qh_code_entry_set_code:
 * @code: a code, or 0 for none
 */
void
qh_code_entry_set_code (QhCodeEntry *self,
                        gint64       code)
{
  g_return_if_fail (self->session != NULL);

  qh_type_ahead_set_chosen (QH_TYPE_AHEAD (self), code, code != 0 ? qh_session_get_label (self->session, code) : NULL);
}
