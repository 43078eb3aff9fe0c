/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-dictionary.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "domain/qh-dictionary-private.h"
#include "domain/qh-roles.h"

struct _QhDictionary
{
  gatomicrefcount references;
  QhKind *kinds[QH_N_KINDS];
  GPtrArray *catalogues; /* of QhCatalogueInfo */
};

static const char *const type_names[] = {
  "text",  "code",   "codes", "date",      "time",       "minutes",
  "count", "number", "yesno", "reference", "references", "rows",
};

static const char *const sensitivity_names[] = {
  "plain", "sensitive", "quasi-identifier", "identifier", "narrative",
};

static gboolean
find_name (const char *name, const char *const *names, guint n_names, guint *position)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * qh_type_to_name:
 *
 * Returns: the name of @type in the dictionary's file.
 */
const char *
qh_type_to_name (QhType type)
{
  return type_names[type];
}

/**
 * qh_type_from_name:
 * @type: (out): the type
 *
 * Returns: whether @name is a type's.
 */
gboolean
qh_type_from_name (const char *name, QhType *type)
{
  return find_name (name, type_names, G_N_ELEMENTS (type_names), type);
}

/**
 * qh_sensitivity_to_name:
 *
 * Returns: the name of @sensitivity in the dictionary's file.
 */
const char *
qh_sensitivity_to_name (QhSensitivity sensitivity)
{
  return sensitivity_names[sensitivity];
}

/**
 * qh_sensitivity_from_name:
 * @sensitivity: (out): the sensitivity
 *
 * Returns: whether @name is a sensitivity's.
 */
gboolean
qh_sensitivity_from_name (const char *name, QhSensitivity *sensitivity)
{
  return find_name (name, sensitivity_names, G_N_ELEMENTS (sensitivity_names), sensitivity);
}

static void
kind_clear (gpointer data)
{
  QhKind *kind = data;

  g_free (kind->name);
  g_free (kind->table);
  g_free (kind->kept_from);
  qh_labels_clear (kind->labels);
  qh_labels_clear (kind->plural_labels);
  g_ptr_array_unref (kind->alternatives);
  g_ptr_array_unref (kind->fields);
  g_hash_table_unref (kind->by_name);
}

static void
catalogue_info_free (gpointer data)
{
  QhCatalogueInfo *info = data;

  g_free (info->name);
  qh_labels_clear (info->labels);
  g_free (info);
}

static QhDictionary *
dictionary_new (void)
{
  QhDictionary *self = g_new0 (QhDictionary, 1);

  g_atomic_ref_count_init (&self->references);
  self->catalogues = g_ptr_array_new_with_free_func (catalogue_info_free);
  return self;
}

static QhKind *
kind_new (guint number, const char *name, const char *table)
{
  QhKind *kind = g_atomic_rc_box_new0 (QhKind);

  kind->number = number;
  kind->name = g_strdup (name);
  kind->table = g_strdup (table);
  kind->alternatives = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  kind->fields = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_field_free);
  kind->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  return kind;
}

static void
kind_add_field (QhKind *kind, QhField *field)
{
  field->index = kind->fields->len;
  g_ptr_array_add (kind->fields, field);
  g_hash_table_insert (kind->by_name, field->name, field);
}

static QhRoles
read_roles (JsonObject *object, const char *member)
{
  JsonArray *names = json_object_has_member (object, member)
                       ? json_object_get_array_member (object, member)
                       : NULL;
  guint mask = 0;

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    mask |= qh_role_from_name (json_array_get_string_element (names, i));
  return (QhRoles)mask;
}

/* "alternatives": [["unit", "worker"], …] */
static void
read_alternatives (QhKind *kind, JsonObject *object)
{
  JsonArray *groups = json_object_has_member (object, "alternatives")
                        ? json_object_get_array_member (object, "alternatives")
                        : NULL;

  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    {
      JsonArray *names = json_array_get_array_element (groups, i);
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      for (guint n = 0; n < json_array_get_length (names); n++)
        g_strv_builder_add (builder, json_array_get_string_element (names, n));
      g_ptr_array_add (kind->alternatives, g_strv_builder_end (builder));
    }
}

static gboolean
read_kind (QhDictionary *self, JsonObject *object, GError **error)
{
  guint number = (guint)json_object_get_int_member_with_default (object, "number", 0);
  const char *name = json_object_get_string_member_with_default (object, "name", NULL);
  const char *table = json_object_get_string_member_with_default (object, "table", NULL);
  JsonArray *fields;
  QhKind *kind;

  if (number == 0 || number >= QH_N_KINDS || name == NULL || table == NULL
      || !json_object_has_member (object, "fields"))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   "A kind of the dictionary lacks its number, name, table or fields.");
      return FALSE;
    }
  kind = self->kinds[number] = kind_new (number, name, table);
  kind->extensible = json_object_get_boolean_member_with_default (object, "extensible", FALSE);
  kind->writers = read_roles (object, "writers");
  kind->kept_from
    = g_strdup (json_object_get_string_member_with_default (object, "kept_from", NULL));
  read_alternatives (kind, object);
  qh_labels_read (kind->labels, object, "label");
  qh_labels_read (kind->plural_labels, object, "plural");

  fields = json_object_get_array_member (object, "fields");
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      QhField *field = qh_field_read (json_array_get_object_element (fields, i), error);

      if (field == NULL)
        return FALSE;
      kind_add_field (kind, field);
    }
  return TRUE;
}

static void
read_catalogue (QhDictionary *self, JsonObject *object)
{
  QhCatalogueInfo *info = g_new0 (QhCatalogueInfo, 1);

  info->number = (guint)json_object_get_int_member (object, "number");
  info->name = g_strdup (json_object_get_string_member (object, "name"));
  qh_labels_read (info->labels, object, "label");
  g_ptr_array_add (self->catalogues, info);
}

/**
 * qh_dictionary_new_from_json:
 * @json: the text of a dictionary's file
 * @length: its bytes, or -1
 *
 * Returns: (transfer full): the dictionary, or %NULL with %QH_ERROR_FORMAT.
 */
QhDictionary *
qh_dictionary_new_from_json (const char *json, gssize length, GError **error)
{
  g_autoptr (QhDictionary) self = dictionary_new ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonObject *root;
  JsonArray *array;

  if (!json_parser_load_from_data (parser, json, length, error))
    return NULL;
  root = json_node_get_object (json_parser_get_root (parser));
  array = json_object_get_array_member (root, "kinds");
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_kind (self, json_array_get_object_element (array, i), error))
      return NULL;
  array = json_object_get_array_member (root, "catalogues");
  for (guint i = 0; i < json_array_get_length (array); i++)
    read_catalogue (self, json_array_get_object_element (array, i));
  return g_steal_pointer (&self);
}

/**
 * qh_dictionary_new_builtin:
 *
 * Returns: (transfer full): the dictionary that the program ships.
 */
QhDictionary *
qh_dictionary_new_builtin (void)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  QhDictionary *self;
  gsize length;
  const char *json;

  bytes = g_resources_lookup_data ("/org/quehacer/Quehacer/dictionary.json", 0, &error);
  g_assert_no_error (error);
  json = g_bytes_get_data (bytes, &length);
  self = qh_dictionary_new_from_json (json, (gssize)length, &error);
  g_assert_no_error (error);
  return self;
}

/* All of a kind but its fields. */
static QhKind *
kind_copy_head (QhKind *kind)
{
  QhKind *copy = kind_new (kind->number, kind->name, kind->table);

  copy->extensible = kind->extensible;
  copy->writers = kind->writers;
  copy->kept_from = g_strdup (kind->kept_from);
  g_ptr_array_unref (copy->alternatives);
  copy->alternatives = g_ptr_array_ref (kind->alternatives);
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    {
      copy->labels[l] = g_strdup (kind->labels[l]);
      copy->plural_labels[l] = g_strdup (kind->plural_labels[l]);
    }
  return copy;
}

/**
 * qh_kind_with_field:
 * @field: (transfer full): a field of a name that @kind has not
 *
 * Returns: (transfer full): a kind with copies of the fields of @kind, then @field.
 */
QhKind *
qh_kind_with_field (QhKind *kind, QhField *field)
{
  QhKind *extended = kind_copy_head (kind);

  for (guint i = 0; i < kind->fields->len; i++)
    kind_add_field (extended, qh_field_copy (qh_kind_get_field (kind, i)));
  kind_add_field (extended, field);
  return extended;
}

static QhKind *
kind_with_own (QhKind *kind, GPtrArray *own_fields)
{
  QhKind *extended = kind_copy_head (kind);

  for (guint i = 0; i < kind->fields->len; i++)
    if (!qh_kind_get_field (kind, i)->own)
      kind_add_field (extended, qh_field_copy (qh_kind_get_field (kind, i)));
  for (guint i = 0; i < own_fields->len; i++)
    {
      const QhOwnField *own = g_ptr_array_index (own_fields, i);

      if (g_strcmp0 (own->kind, kind->name) == 0)
        kind_add_field (extended, qh_field_copy (own->field));
    }
  return extended;
}

/**
 * qh_dictionary_with_own:
 * @own_fields: (element-type QhOwnField): the unit's fields in the order in which they were added
 *
 * Returns: (transfer full): a dictionary with the fields of @self that are not
 *   the unit's, followed by @own_fields.
 */
QhDictionary *
qh_dictionary_with_own (QhDictionary *self, GPtrArray *own_fields)
{
  QhDictionary *extended = dictionary_new ();

  for (guint i = 0; i < QH_N_KINDS; i++)
    if (self->kinds[i] != NULL)
      extended->kinds[i] = self->kinds[i]->extensible ? kind_with_own (self->kinds[i], own_fields)
                                                      : qh_kind_ref (self->kinds[i]);
  for (guint i = 0; i < self->catalogues->len; i++)
    {
      const QhCatalogueInfo *info = qh_dictionary_get_catalogue (self, i);
      QhCatalogueInfo *copy = g_new0 (QhCatalogueInfo, 1);

      copy->number = info->number;
      copy->name = g_strdup (info->name);
      for (guint l = 0; l < QH_N_LANGUAGES; l++)
        copy->labels[l] = g_strdup (info->labels[l]);
      g_ptr_array_add (extended->catalogues, copy);
    }
  return extended;
}

QhDictionary *
qh_dictionary_ref (QhDictionary *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
qh_dictionary_unref (QhDictionary *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < QH_N_KINDS; i++)
    g_clear_pointer (&self->kinds[i], qh_kind_unref);
  g_ptr_array_unref (self->catalogues);
  g_free (self);
}

/**
 * qh_dictionary_get_kind:
 * @number: a #QhKindNumber
 *
 * Returns: (transfer none): the kind.
 */
QhKind *
qh_dictionary_get_kind (QhDictionary *self, guint number)
{
  g_return_val_if_fail (number < QH_N_KINDS, NULL);

  return self->kinds[number];
}

/**
 * qh_dictionary_find_kind:
 * @name: such as "activity"
 *
 * Returns: (transfer none) (nullable): the kind.
 */
QhKind *
qh_dictionary_find_kind (QhDictionary *self, const char *name)
{
  for (guint i = 0; i < QH_N_KINDS; i++)
    if (self->kinds[i] != NULL && g_strcmp0 (self->kinds[i]->name, name) == 0)
      return self->kinds[i];
  return NULL;
}

guint
qh_dictionary_get_n_catalogues (QhDictionary *self)
{
  return self->catalogues->len;
}

/**
 * qh_dictionary_get_catalogue:
 * @position: below qh_dictionary_get_n_catalogues()
 *
 * Returns: (transfer none): a catalogue that the program ships. Own code fields
 *   may name others.
 */
const QhCatalogueInfo *
qh_dictionary_get_catalogue (QhDictionary *self, guint position)
{
  return g_ptr_array_index (self->catalogues, position);
}

/**
 * qh_kind_new_made:
 * @name: what its records are called
 * @fields: (transfer full) (element-type QhField): its fields, without a function that frees them
 *
 * Returns: (transfer full): a kind of record that no workspace holds, of number 0.
 */
QhKind *
qh_kind_new_made (const char *name, GPtrArray *fields)
{
  QhKind *kind = kind_new (0, name, "");

  kind->labels[QH_LANGUAGE_ES] = g_strdup (name);
  kind->plural_labels[QH_LANGUAGE_ES] = g_strdup (name);
  for (guint i = 0; i < fields->len; i++)
    kind_add_field (kind, g_ptr_array_index (fields, i));
  g_ptr_array_unref (fields);
  return kind;
}

QhKind *
qh_kind_ref (QhKind *kind)
{
  return g_atomic_rc_box_acquire (kind);
}

void
qh_kind_unref (QhKind *kind)
{
  g_atomic_rc_box_release_full (kind, kind_clear);
}

guint
qh_kind_get_n_fields (const QhKind *kind)
{
  return kind->fields->len;
}

/**
 * qh_kind_get_field:
 * @index: below qh_kind_get_n_fields()
 *
 * Returns: (transfer none): the field.
 */
const QhField *
qh_kind_get_field (const QhKind *kind, guint index)
{
  return g_ptr_array_index (kind->fields, index);
}

/**
 * qh_kind_find_field:
 *
 * Returns: (transfer none) (nullable): the field of that name.
 */
const QhField *
qh_kind_find_field (const QhKind *kind, const char *name)
{
  return g_hash_table_lookup (kind->by_name, name);
}

/**
 * qh_kind_find_field_by_id:
 *
 * Returns: (transfer none) (nullable): the field of that number.
 */
const QhField *
qh_kind_find_field_by_id (const QhKind *kind, gint64 id)
{
  for (guint i = 0; i < kind->fields->len; i++)
    if (qh_kind_get_field (kind, i)->id == id)
      return qh_kind_get_field (kind, i);
  return NULL;
}

const char *
qh_kind_get_label (const QhKind *kind, QhLanguage language)
{
  return qh_labels_get (kind->labels, language);
}

const char *
qh_kind_get_plural (const QhKind *kind, QhLanguage language)
{
  return qh_labels_get (kind->plural_labels, language);
}

const char *
qh_field_get_label (const QhField *field, QhLanguage language)
{
  return qh_labels_get (field->labels, language);
}

/**
 * qh_field_is_list:
 *
 * Returns: whether the field holds several answers (codes, references, rows).
 */
gboolean
qh_field_is_list (const QhField *field)
{
  return field->n_columns > 0;
}
