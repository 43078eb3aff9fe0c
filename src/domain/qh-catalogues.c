/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-catalogues.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "domain/qh-fold.h"

#define CATALOGUES_PATH "/org/quehacer/Quehacer/catalogues/"
#define MISSING_CATALOGUE "missing"

struct _QhCatalogues
{
  gatomicrefcount references;
  GHashTable *by_id;        /* gint64 → QhEntry, owned */
  GHashTable *by_catalogue; /* name → GPtrArray of QhEntry */
};

static void
entry_free (gpointer data)
{
  QhEntry *entry = data;

  g_free (entry->catalogue);
  g_free (entry->code);
  g_free (entry->crosswalk);
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    g_free (entry->labels[l]);
  g_free (entry);
}

static QhEntry *
entry_from_record (const QhRecord *record)
{
  static const char *const label_fields[QH_N_LANGUAGES] = { "label_es", "label_en", "label_pt" };
  QhEntry *entry = g_new0 (QhEntry, 1);

  entry->id = record->id;
  entry->catalogue = g_strdup (qh_record_get_text (record, "catalogue"));
  entry->code = g_strdup (qh_record_get_text (record, "code"));
  entry->crosswalk = g_strdup (qh_record_get_text (record, "crosswalk"));
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    entry->labels[l] = g_strdup (qh_record_get_text (record, label_fields[l]));
  entry->position = (guint)qh_record_get_integer (record, "position");
  entry->favourite = (guint)qh_record_get_integer (record, "favourite");
  entry->parent = qh_record_get_integer (record, "parent");
  entry->retired = qh_record_get_integer (record, "retired") != 0;
  entry->direct = qh_record_get_integer (record, "direct") != 0;
  entry->default_function = qh_record_get_integer (record, "default_function");
  entry->default_level = qh_record_get_integer (record, "default_level");
  entry->default_field = qh_record_get_integer (record, "default_field");
  entry->default_contact_mode = qh_record_get_integer (record, "default_contact_mode");
  entry->default_minutes = qh_record_get_integer (record, "default_minutes");
  return entry;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const QhEntry *first = *(const QhEntry *const *)a;
  const QhEntry *second = *(const QhEntry *const *)b;

  if (first->position != second->position)
    return first->position < second->position ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

static QhEntry *
entry_copy (const QhEntry *entry)
{
  QhEntry *copy = g_memdup2 (entry, sizeof *entry);

  copy->catalogue = g_strdup (entry->catalogue);
  copy->code = g_strdup (entry->code);
  copy->crosswalk = g_strdup (entry->crosswalk);
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    copy->labels[l] = g_strdup (entry->labels[l]);
  return copy;
}

static QhCatalogues *
catalogues_new (void)
{
  QhCatalogues *self = g_new0 (QhCatalogues, 1);

  g_atomic_ref_count_init (&self->references);
  self->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, entry_free);
  self->by_catalogue
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  return self;
}

/* @entry: (transfer full) */
static void
add_entry (QhCatalogues *self, QhEntry *entry)
{
  GPtrArray *entries = g_hash_table_lookup (self->by_catalogue, entry->catalogue);

  if (entries == NULL)
    {
      entries = g_ptr_array_new ();
      g_hash_table_insert (self->by_catalogue, entry->catalogue, entries);
    }
  g_ptr_array_add (entries, entry);
  g_hash_table_insert (self->by_id, &entry->id, entry);
}

static void
sort_entries (QhCatalogues *self)
{
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, self->by_catalogue);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_ptr_array_sort (list, compare_positions);
}

/**
 * qh_catalogues_new:
 * @entry_records: (element-type QhRecord): records of the kind entry
 *
 * Returns: (transfer full): the catalogues that they make up.
 */
QhCatalogues *
qh_catalogues_new (GPtrArray *entry_records)
{
  QhCatalogues *self = catalogues_new ();

  for (guint i = 0; i < entry_records->len; i++)
    add_entry (self, entry_from_record (g_ptr_array_index (entry_records, i)));
  sort_entries (self);
  return self;
}

/**
 * qh_catalogues_get_free_id:
 * @least: the first id of a range that ends at its double
 *
 * Returns: an id of that range behind all that are taken in it.
 */
gint64
qh_catalogues_get_free_id (const QhCatalogues *self, gint64 least)
{
  gint64 free_id = least;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (*(const gint64 *)id >= free_id && *(const gint64 *)id < 2 * least)
      free_id = *(const gint64 *)id + 1;
  return free_id;
}

/**
 * qh_catalogues_with:
 * @catalogue: a name that @self has not
 * @entries: (array length=n_entries): its codes and their labels, the same in every language
 * @first_id: the id of the first; the others follow, and @self has none of them
 *
 * Returns: (transfer full): the catalogues of @self and one more.
 */
QhCatalogues *
qh_catalogues_with (QhCatalogues *self, const char *catalogue, const QhEntryText *entries, guint n_entries, gint64 first_id)
{
  QhCatalogues *extended = catalogues_new ();
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    add_entry (extended, entry_copy (entry));
  for (guint i = 0; i < n_entries; i++)
    {
      QhEntry *added = g_new0 (QhEntry, 1);

      added->id = first_id + i;
      added->catalogue = g_strdup (catalogue);
      added->code = g_strdup (entries[i].code);
      added->labels[QH_LANGUAGE_ES] = g_strdup (entries[i].label);
      added->position = i + 1;
      add_entry (extended, added);
    }
  sort_entries (extended);
  return extended;
}

QhCatalogues *
qh_catalogues_ref (QhCatalogues *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
qh_catalogues_unref (QhCatalogues *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->by_catalogue);
  g_hash_table_unref (self->by_id);
  g_free (self);
}

/**
 * qh_catalogues_list:
 * @catalogue: a catalogue's name
 *
 * Returns: (transfer none) (element-type QhEntry) (nullable): its entries in
 *   order, retired ones included, without the kinds of missing; %NULL when the
 *   catalogue has none.
 */
GPtrArray *
qh_catalogues_list (QhCatalogues *self, const char *catalogue)
{
  return g_hash_table_lookup (self->by_catalogue, catalogue);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/**
 * qh_catalogues_list_names:
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of all catalogues, sorted.
 */
char **
qh_catalogues_list_names (QhCatalogues *self)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->by_catalogue);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **)g_ptr_array_free (names, FALSE);
}

/**
 * qh_catalogues_find:
 *
 * Returns: (transfer none) (nullable): the entry of that id; the kinds of
 *   missing are entries too.
 */
const QhEntry *
qh_catalogues_find (QhCatalogues *self, gint64 id)
{
  return g_hash_table_lookup (self->by_id, &id);
}

static const QhEntry *
find_in (QhCatalogues *self, const char *catalogue, const char *code)
{
  GPtrArray *entries = qh_catalogues_list (self, catalogue);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);

      if (g_ascii_strcasecmp (entry->code, code) == 0)
        return entry;
    }
  return NULL;
}

/**
 * qh_catalogues_find_code:
 * @code: a code of the catalogue, or of a kind of missing
 *
 * Returns: (transfer none) (nullable): the entry.
 */
const QhEntry *
qh_catalogues_find_code (QhCatalogues *self, const char *catalogue, const char *code)
{
  const QhEntry *entry = find_in (self, catalogue, code);

  return entry != NULL ? entry : find_in (self, MISSING_CATALOGUE, code);
}

/**
 * qh_catalogues_find_text:
 * @text: a code, or a label in any language whatever its case and accents
 *
 * Returns: (transfer none) (nullable): the entry that @text names.
 */
const QhEntry *
qh_catalogues_find_text (QhCatalogues *self, const char *catalogue, const char *text)
{
  const char *const searched[] = { catalogue, MISSING_CATALOGUE };
  const QhEntry *entry = qh_catalogues_find_code (self, catalogue, text);
  g_autofree char *folded = qh_fold (text);

  if (entry != NULL)
    return entry;
  for (guint c = 0; c < G_N_ELEMENTS (searched); c++)
    {
      GPtrArray *entries = qh_catalogues_list (self, searched[c]);

      for (guint i = 0; entries != NULL && i < entries->len; i++)
        {
          entry = g_ptr_array_index (entries, i);
          for (guint l = 0; l < QH_N_LANGUAGES; l++)
            {
              g_autofree char *label = qh_fold (entry->labels[l]);

              if (g_str_equal (label, folded))
                return entry;
            }
        }
    }
  return NULL;
}

/**
 * qh_catalogues_get_label:
 *
 * Returns: (transfer none): the label of the entry, or "" when there is none.
 */
const char *
qh_catalogues_get_label (QhCatalogues *self, gint64 id, QhLanguage language)
{
  const QhEntry *entry = qh_catalogues_find (self, id);

  return entry != NULL ? qh_entry_get_label (entry, language) : "";
}

const char *
qh_entry_get_label (const QhEntry *entry, QhLanguage language)
{
  return qh_labels_get (entry->labels, language);
}

static void
set_member (QhRecord *record, const char *name, JsonNode *node)
{
  const QhField *field = qh_kind_find_field (record->kind, name);

  if (field == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (field->type == QH_TYPE_TEXT)
    qh_record_set_text (record, name, json_node_get_string (node));
  else if (field->type == QH_TYPE_YESNO)
    qh_record_set_integer (record, name, json_node_get_boolean (node));
  else
    qh_record_set_integer (record, name, json_node_get_int (node));
}

static QhRecord *
read_shipped (QhKind *kind, const char *catalogue, JsonObject *object, guint position)
{
  QhRecord *record = qh_record_new (kind);
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  record->id = json_object_get_int_member (object, "id");
  qh_record_set_text (record, "catalogue", catalogue);
  qh_record_set_integer (record, "position", position);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node))
    {
      g_autofree char *label = g_strconcat ("label_", member, NULL);

      if (qh_kind_find_field (kind, label) != NULL)
        set_member (record, label, node);
      else if (!g_str_equal (member, "id"))
        set_member (record, member, node);
    }
  return record;
}

/**
 * qh_catalogues_shipped:
 *
 * Returns: (transfer full) (element-type QhRecord): the entries that every new
 *   workspace begins with, as records with their fixed ids.
 */
GPtrArray *
qh_catalogues_shipped (QhDictionary *dictionary)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
  QhKind *kind = qh_dictionary_get_kind (dictionary, QH_KIND_ENTRY);

  for (guint c = 0; c < qh_dictionary_get_n_catalogues (dictionary); c++)
    {
      const QhCatalogueInfo *info = qh_dictionary_get_catalogue (dictionary, c);
      g_autofree char *path = g_strconcat (CATALOGUES_PATH, info->name, ".json", NULL);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
      g_autoptr (JsonParser) parser = json_parser_new_immutable ();
      g_autoptr (GError) error = NULL;
      JsonArray *entries;
      gsize length;
      const char *json;

      g_assert (bytes != NULL);
      json = g_bytes_get_data (bytes, &length);
      json_parser_load_from_data (parser, json, (gssize)length, &error);
      g_assert_no_error (error);
      entries = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                              "entries");
      for (guint i = 0; i < json_array_get_length (entries); i++)
        g_ptr_array_add (
          records,
          read_shipped (kind, info->name, json_array_get_object_element (entries, i), i + 1));
    }
  return records;
}
