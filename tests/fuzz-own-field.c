/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "domain/qh-check.h"
#include "domain/qh-own-field.h"
#include "store/qh-row.h"

/* See fuzz-main.c. The input is a line for each field of the definition: its
 * name, "=" and its value. */

#define RECORD G_GINT64_CONSTANT (912497143771359924)

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
set_field (QhRecord *record, const char *name, const char *value)
{
  const QhField *field = qh_kind_find_field (record->kind, name);

  if (field == NULL || !g_utf8_validate (value, -1, NULL))
    return;
  if (field->type == QH_TYPE_TEXT)
    qh_record_set_text (record, name, value);
  else if (field->type == QH_TYPE_NUMBER)
    qh_record_set_real (record, name, g_ascii_strtod (value, NULL));
  else
    qh_record_set_integer (record, name, g_ascii_strtoll (value, NULL, 10));
}

static QhRecord *
read_definition (QhDictionary *dictionary, const guint8 *data, gsize size)
{
  QhRecord *record = qh_record_new (qh_dictionary_get_kind (dictionary, QH_KIND_OWN_FIELD));
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 40);

  record->id = RECORD;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *value = strchr (lines[i], '=');

      if (value == NULL)
        continue;
      *value = '\0';
      set_field (record, lines[i], value + 1);
    }
  return record;
}

/* Gives a record a value of the new field and checks it. */
static void
use_field (QhDictionary *dictionary, QhCatalogues *catalogues, const QhOwnField *own)
{
  QhKind *kind = qh_dictionary_find_kind (dictionary, own->kind);
  const QhField *field = kind != NULL ? qh_kind_find_field_by_id (kind, RECORD) : NULL;
  QhValue value = { .tag = QH_VALUE_INTEGER, .integer = 1 };
  g_autofree char *select = NULL;

  if (field == NULL)
    return;
  select = qh_kind_make_select (kind, NULL);
  if (!qh_field_is_list (field) && field->type != QH_TYPE_TEXT && field->type != QH_TYPE_NUMBER)
    qh_field_check (field, &value, catalogues, 0, QH_LANGUAGE_ES, NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static QhDictionary *dictionary;
  static QhCatalogues *catalogues;
  g_autoptr (QhRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  QhOwnField *own;

  if (dictionary == NULL)
    {
      g_autoptr (GPtrArray) shipped = NULL;

      dictionary = qh_dictionary_new_builtin ();
      shipped = qh_catalogues_shipped (dictionary);
      catalogues = qh_catalogues_new (shipped);
    }
  record = read_definition (dictionary, data, size);
  qh_record_check (record, catalogues, 0, QH_LANGUAGE_ES, NULL);
  own = qh_own_field_from_record (record, &error);
  g_assert_true ((own == NULL) == (error != NULL));
  if (own != NULL)
    {
      g_autoptr (GPtrArray) fields
        = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_own_field_free);
      g_autoptr (QhDictionary) extended = NULL;

      g_ptr_array_add (fields, own);
      extended = qh_dictionary_with_own (dictionary, fields);
      use_field (extended, catalogues, own);
    }
  return 0;
}
