/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-catalogue-list.h"

#define MISSING_CATALOGUE "missing"

static void
add_catalogue (GPtrArray  *names,
               GPtrArray  *labels,
               const char *name,
               const char *label)
{
  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    return;
  g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_add (labels, g_strdup (label));
}

static void
add_own_catalogues (QhDictionary *dictionary,
                    QhLanguage    language,
                    GPtrArray    *names,
                    GPtrArray    *labels)
{
  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      const QhKind *kind = qh_dictionary_get_kind (dictionary, number);

      for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
        {
          const QhField *field = qh_kind_get_field (kind, i);

          if (field->own && field->catalogue != NULL)
            add_catalogue (names, labels, field->catalogue, qh_field_get_label (field, language));
        }
    }
}

/**
 * qh_catalogue_list_names:
 * @labels: (element-type utf8): their labels are appended here
 *
 * Returns: (transfer full) (element-type utf8): the names of the catalogues
 *   that a unit may edit: those that the program ships, but for the reserved
 *   kinds of missing, and those of its own fields.
 */
GPtrArray *
qh_catalogue_list_names (QhStore   *store,
                         GPtrArray *labels)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  QhLanguage language = qh_store_get_language (store);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < qh_dictionary_get_n_catalogues (dictionary); i++)
    {
      const QhCatalogueInfo *info = qh_dictionary_get_catalogue (dictionary, i);

      if (!g_str_equal (info->name, MISSING_CATALOGUE))
        add_catalogue (names, labels, info->name, qh_labels_get (info->labels, language));
    }
  add_own_catalogues (dictionary, language, names, labels);
  return names;
}
