/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a copy: in words, without the names of other people, and as
 * codes for programs. */
#include "report/qh-subject-copy-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "store/qh-change-words.h"

/**
 * qh_copying_is_of_others:
 *
 * Returns: whether the copy must not name the person.
 */
gboolean
qh_copying_is_of_others (const QhCopying *self, gint64 person)
{
  return !g_hash_table_contains (self->people, &person);
}

static gboolean
is_person (const char *kind)
{
  return g_strcmp0 (kind, "person") == 0;
}

/* Rows without those of other people, which are counted. */
static QhRows *
keep_own_rows (const QhCopying *self, const QhField *field, const QhRows *rows, guint *n_others)
{
  QhRows *kept = qh_rows_new (0, rows->n_columns);

  for (guint row = 0; row < rows->n_rows; row++)
    {
      gboolean others = FALSE;

      for (guint c = 0; c < MIN (rows->n_columns, field->n_columns); c++)
        if (is_person (field->columns[c].kind))
          others = others || qh_copying_is_of_others (self, qh_rows_cell (rows, row, c));
      if (others)
        *n_others += 1;
      else
        qh_rows_append (kept, &qh_rows_cell (rows, row, 0));
    }
  return kept;
}

static char *
describe_rows (const QhCopying *self, const QhField *field, const QhRows *rows)
{
  guint n_others = 0;
  g_autoptr (QhRows) kept = keep_own_rows (self, field, rows, &n_others);
  const QhValue value = { QH_VALUE_ROWS, { .rows = kept } };
  g_autofree char *others = NULL;
  g_autofree char *said = qh_value_describe (self->store, field, &value);

  if (n_others == 0)
    return g_steal_pointer (&said);
  others = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u other person", "%u other people", n_others), n_others);
  return said[0] != '\0' ? g_strdup_printf ("%s; %s", said, others) : g_steal_pointer (&others);
}

/* Of a worker or a unit the name is enough: the label says what it is. */
static char *
describe_reference (const QhCopying *self, const QhField *field, const QhValue *value)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (self->store);
  const QhKind *kind = qh_dictionary_find_kind (dictionary, field->kind);
  g_autoptr (QhRecord) record = NULL;

  if (kind != NULL && (kind->number == QH_KIND_WORKER || kind->number == QH_KIND_UNIT))
    record = qh_store_get (self->store, kind->number, value->integer, NULL);
  if (record != NULL && qh_record_get_text (record, "name")[0] != '\0')
    return g_strdup (qh_record_get_text (record, "name"));
  return qh_value_describe (self->store, field, value);
}

/**
 * qh_copying_describe_value:
 *
 * Returns: (transfer full): the value in words; other people only counted.
 */
char *
qh_copying_describe_value (const QhCopying *self, const QhField *field, const QhValue *value)
{
  if (value->tag == QH_VALUE_ROWS)
    return describe_rows (self, field, value->rows);
  if (value->tag == QH_VALUE_INTEGER && is_person (field->kind)
      && qh_copying_is_of_others (self, value->integer))
    return g_strdup (_ ("another person"));
  if (value->tag == QH_VALUE_INTEGER && field->type == QH_TYPE_REFERENCE)
    return describe_reference (self, field, value);
  return qh_value_describe (self->store, field, value);
}

static char *
code_integer (QhCatalogues *catalogues, QhType type, gint64 integer)
{
  const QhEntry *entry;
  char iso[QH_DAY_ISO_SIZE];

  switch (type)
    {
    case QH_TYPE_CODE:
    case QH_TYPE_CODES:
      entry = qh_catalogues_find (catalogues, integer);
      return g_strdup (entry != NULL ? entry->code : "");
    case QH_TYPE_DATE:
      qh_day_to_iso ((QhDay)integer, iso);
      return g_strdup (iso);
    case QH_TYPE_TIME:
      return g_strdup_printf ("%02d:%02d", (int)(integer / 60), (int)(integer % 60));
    case QH_TYPE_YESNO:
      return g_strdup (integer != 0 ? "true" : "false");
    default:
      return g_strdup_printf ("%" PRId64, integer);
    }
}

/* Cells are parted by blanks, rows by semicolons. */
static char *
code_rows (const QhCopying *self,
           QhCatalogues *catalogues,
           const QhField *field,
           const QhRows *rows)
{
  guint n_others = 0;
  g_autoptr (QhRows) kept = keep_own_rows (self, field, rows, &n_others);
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < kept->n_rows; row++)
    for (guint c = 0; c < MIN (kept->n_columns, field->n_columns); c++)
      {
        g_autofree char *cell
          = code_integer (catalogues, field->columns[c].type, qh_rows_cell (kept, row, c));

        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : c == 0 ? ";" : " ", cell);
      }
  return g_string_free (text, FALSE);
}

/**
 * qh_copying_code_value:
 *
 * Returns: (transfer full) (nullable): the value for programs: codes, dates as
 *   2026-10-30, numbers; %NULL for none.
 */
char *
qh_copying_code_value (const QhCopying *self, const QhField *field, const QhValue *value)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (self->store);

  switch (value->tag)
    {
    case QH_VALUE_TEXT:
      return g_strdup (value->text);
    case QH_VALUE_INTEGER:
      if (is_person (field->kind) && qh_copying_is_of_others (self, value->integer))
        return NULL;
      return code_integer (catalogues, field->type, value->integer);
    case QH_VALUE_MISSING:
      return code_integer (catalogues, QH_TYPE_CODE, value->integer);
    case QH_VALUE_REAL:
      {
        char number[G_ASCII_DTOSTR_BUF_SIZE];

        return g_strdup (g_ascii_dtostr (number, sizeof number, value->real));
      }
    case QH_VALUE_ROWS:
      return code_rows (self, catalogues, field, value->rows);
    default:
      return NULL;
    }
}
