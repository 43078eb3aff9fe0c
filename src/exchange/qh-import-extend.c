/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-import-plan.h"

#include "domain/qh-own-field.h"
#include "exchange/qh-category-folder.h"
#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* What a plan adds to the workspace before its rows: own fields and their codes. */

#define CODE_LENGTH 32

static QhRecord *
make_own_field (QhImportPlan            *plan,
                const QhImportOwnField  *own_field)
{
  static const char *const labels[QH_N_LANGUAGES] = { "label_es", "label_en", "label_pt" };
  QhRecord *record = qh_store_new_record (plan->store, QH_KIND_OWN_FIELD);

  record->id = qh_store_new_id (plan->store);
  qh_record_set_text (record, "kind", plan->profile->kind);
  qh_record_set_text (record, "name", own_field->name);
  qh_record_set_text (record, "type", qh_type_to_name (own_field->type));
  qh_record_set_text (record, "sensitivity", qh_sensitivity_to_name (own_field->sensitivity));
  for (guint i = 0; i < QH_N_LANGUAGES; i++)
    qh_record_set_text (record, labels[i], own_field->labels[i]);
  if (own_field->type == QH_TYPE_CODE)
    {
      gboolean taken = qh_catalogues_list (plan->catalogues, own_field->name) != NULL;
      g_autofree char *name = g_strconcat (taken ? "own_" : "", own_field->name, NULL);

      qh_record_set_text (record, "catalogue", name);
    }
  return record;
}

static gboolean
add_own_field (GPtrArray       *own_fields,
               const QhRecord  *record,
               GError         **error)
{
  QhOwnField *own_field = qh_own_field_from_record (record, error);

  if (own_field == NULL)
    return FALSE;
  g_ptr_array_add (own_fields, own_field);
  return TRUE;
}

static gboolean
extend_dictionary (QhImportPlan  *plan,
                   GError       **error)
{
  g_autoptr (GPtrArray) records = qh_store_list_all (plan->store, QH_KIND_OWN_FIELD, error);
  g_autoptr (GPtrArray) own_fields = NULL;
  g_autoptr (QhDictionary) extended = NULL;

  if (records == NULL)
    return FALSE;
  own_fields = g_ptr_array_new_with_free_func ((GDestroyNotify) qh_own_field_free);
  for (guint i = 0; i < records->len; i++)
    if (!add_own_field (own_fields, g_ptr_array_index (records, i), error))
      return FALSE;
  for (guint i = 0; i < plan->profile->own_fields->len; i++)
    {
      const QhImportOwnField *own_field = g_ptr_array_index (plan->profile->own_fields, i);
      QhRecord *record;

      if (qh_kind_find_field (plan->kind, own_field->name) != NULL)
        continue;
      record = make_own_field (plan, own_field);
      g_ptr_array_add (plan->own_fields, record);
      if (!add_own_field (own_fields, record, error))
        return FALSE;
    }
  extended = qh_dictionary_with_own (plan->dictionary, own_fields);
  qh_dictionary_unref (plan->dictionary);
  plan->dictionary = g_steal_pointer (&extended);
  plan->kind = qh_dictionary_get_kind (plan->dictionary, QH_KIND_ACTIVITY);
  return TRUE;
}

/* A code that a person can type: the label without accents, in capitals. */
static char *
make_code (const char *label,
           GHashTable *taken)
{
  g_autofree char *ascii = g_str_to_ascii (label, "C");
  GString *code = g_string_new (NULL);
  guint number = 1;
  gsize length;

  for (const char *c = ascii; *c != '\0' && code->len < CODE_LENGTH; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (code, g_ascii_toupper (*c));
      else if (code->len > 0 && code->str[code->len - 1] != '_')
        g_string_append_c (code, '_');
    }
  while (code->len > 0 && code->str[code->len - 1] == '_')
    g_string_truncate (code, code->len - 1);
  if (code->len == 0)
    g_string_append (code, "V");
  length = code->len;
  while (g_hash_table_contains (taken, code->str))
    {
      g_autofree char *suffix = g_strdup_printf ("_%u", ++number);

      g_string_truncate (code, MIN (length, CODE_LENGTH - strlen (suffix)));
      g_string_append (code, suffix);
    }
  g_hash_table_add (taken, g_strdup (code->str));
  return g_string_free (code, FALSE);
}

static QhRecord *
make_entry (QhImportPlan            *plan,
            const QhImportOwnField  *own_field,
            const char              *catalogue,
            const char              *label,
            guint                    position,
            GHashTable              *taken)
{
  QhRecord *record = qh_store_new_record (plan->store, QH_KIND_ENTRY);
  g_autofree char *code = make_code (label, taken);
  g_autofree char *key = qh_category_key (label);
  char **translation = g_hash_table_lookup (own_field->translations, key);

  record->id = qh_store_new_id (plan->store);
  qh_record_set_text (record, "catalogue", catalogue);
  qh_record_set_text (record, "code", code);
  qh_record_set_text (record, "label_es", translation != NULL ? translation[QH_LANGUAGE_ES] : label);
  if (translation != NULL)
    {
      qh_record_set_text (record, "label_en", translation[QH_LANGUAGE_EN]);
      qh_record_set_text (record, "label_pt", translation[QH_LANGUAGE_PT]);
    }
  qh_record_set_integer (record, "position", position);
  return record;
}

/* Ranges such as "0 a 5 años" go by their numbers, what has none goes by how
 * often it occurs, behind them. */
static int
compare_categories (gconstpointer a,
                    gconstpointer b)
{
  const QhCategory *first = *(const QhCategory *const *) a;
  const QhCategory *second = *(const QhCategory *const *) b;
  gboolean first_number = g_ascii_isdigit (first->label[0]);
  gboolean second_number = g_ascii_isdigit (second->label[0]);

  if (first_number != second_number)
    return first_number ? -1 : 1;
  if (first_number && atoi (first->label) != atoi (second->label))
    return atoi (first->label) < atoi (second->label) ? -1 : 1;
  if (first->count != second->count)
    return first->count > second->count ? -1 : 1;
  return strcmp (first->label, second->label);
}

static QhCategoryFolder *
fold_column (QhImportPlan          *plan,
             const QhImportSource  *source)
{
  g_autoptr (QhImportColumn) column = qh_import_column_new (source, plan->table);
  QhCategoryFolder *folder = qh_category_folder_new ();

  for (guint row = 0; row < qh_csv_reader_get_n_rows (plan->table); row++)
    {
      gint64 missing;
      const char *text = qh_import_column_get_text (column, row, &missing);

      if (text != NULL && qh_csv_reader_is_whole (plan->table, row))
        qh_category_folder_add (folder, text);
    }
  qh_category_folder_settle (folder);
  return folder;
}

/* Codes of an own field: the catalogue's where the label is known, else new ones. */
static GHashTable *
extend_catalogue (QhImportPlan            *plan,
                  const QhImportOwnField  *own_field,
                  const char              *catalogue)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (QhCategoryFolder) folder = fold_column (plan, own_field->source);
  g_autoptr (GPtrArray) categories = g_ptr_array_new ();
  GPtrArray *known = qh_catalogues_list (plan->catalogues, catalogue);
  static const char *const reserved[] = { "NP", "NS", "NR", "NA" };

  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    g_hash_table_add (taken, g_strdup (reserved[i]));
  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (known, i);

      g_hash_table_add (taken, g_strdup (entry->code));
      g_hash_table_insert (ids, qh_category_key (entry->labels[QH_LANGUAGE_ES]),
                           g_memdup2 (&entry->id, sizeof entry->id));
    }
  for (guint i = 0; i < qh_category_folder_get_n (folder); i++)
    g_ptr_array_add (categories, (gpointer) qh_category_folder_get (folder, i));
  g_ptr_array_sort (categories, compare_categories);
  for (guint i = 0; i < categories->len; i++)
    {
      const QhCategory *category = g_ptr_array_index (categories, i);
      char *key = qh_category_key (category->label);
      QhRecord *entry;

      if (g_hash_table_contains (ids, key))
        {
          g_free (key);
          continue;
        }
      entry = make_entry (plan, own_field, catalogue, category->label,
                          (known != NULL ? known->len : 0) + i, taken);
      g_hash_table_insert (ids, key, g_memdup2 (&entry->id, sizeof entry->id));
      g_ptr_array_add (plan->entries, entry);
    }
  return ids;
}

static gboolean
extend_catalogues (QhImportPlan  *plan,
                   GError       **error)
{
  g_autoptr (GPtrArray) records = qh_store_list_all (plan->store, QH_KIND_ENTRY, error);
  g_autoptr (GPtrArray) all = NULL;

  if (records == NULL)
    return FALSE;
  all = g_ptr_array_new ();
  g_ptr_array_extend (all, records, NULL, NULL);
  g_ptr_array_extend (all, plan->entries, NULL, NULL);
  qh_catalogues_unref (plan->catalogues);
  plan->catalogues = qh_catalogues_new (all);
  return TRUE;
}

/* The spelling under which a code's label stands in the catalogue need not be the
 * file's, so the categories are looked up by key. */
gboolean
qh_import_plan_extend (QhImportPlan  *plan,
                       GError       **error)
{
  GPtrArray *own_fields = plan->profile->own_fields;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  if (!extend_dictionary (plan, error))
    return FALSE;
  for (guint i = 0; i < own_fields->len; i++)
    {
      const QhImportOwnField *own_field = g_ptr_array_index (own_fields, i);
      const QhField *field = qh_kind_find_field (plan->kind, own_field->name);

      g_ptr_array_add (ids, field->type == QH_TYPE_CODE
                              ? extend_catalogue (plan, own_field, field->catalogue)
                              : g_hash_table_new (NULL, NULL));
    }
  if (!extend_catalogues (plan, error))
    return FALSE;
  for (guint i = 0; i < own_fields->len; i++)
    {
      const QhImportOwnField *own_field = g_ptr_array_index (own_fields, i);
      QhImportBinding binding = { qh_kind_find_field (plan->kind, own_field->name), NULL };

      binding.column = qh_import_plan_bind (plan, own_field->source, binding.field->catalogue);
      if (binding.field->type == QH_TYPE_CODE)
        qh_import_column_set_categories (binding.column, g_ptr_array_index (ids, i));
      g_array_append_val (plan->bindings, binding);
    }
  return TRUE;
}
