/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/qh-cli-private.h"
#include "domain/qh-fold.h"
#include "domain/qh-number.h"
#include "store/qh-store-lists.h"

#define MAX_SHOWN 60

/* What an error quotes: the start of a long text, without line ends. */
static char *
quote (const char *text)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_SHOWN));

  g_strdelimit (start, "\r\n\t", ' ');
  return strlen (start) < strlen (text) ? g_strconcat (start, "…", NULL) : g_steal_pointer (&start);
}

static gboolean
refuse (const QhField *field,
        const char    *label,
        const char    *text,
        const char    *format, /* with two %s: label and text */
        GError       **error)
{
  g_autofree char *quoted = quote (text);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, format, label, quoted);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
find_code (QhStore    *store,
           const char *catalogue,
           const char *label,
           const char *text,
           gint64     *id,
           GError    **error)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *entry = qh_catalogues_find_text (catalogues, catalogue, text);
  g_autofree char *quoted = NULL;

  if (entry != NULL)
    {
      *id = entry->id;
      return TRUE;
    }
  quoted = quote (text);
  g_set_error (error, QH_ERROR, QH_ERROR_CODE,
               _("%s: “%s” is neither a code nor a label. “quehacer list WORKSPACE codes --catalogue %s” lists them."), label, quoted,
               catalogue);
  return FALSE;
}

static gint64
find_by_text (QhStore    *store,
              guint       kind,
              const char *member,
              const char *text,
              GError    **error)
{
  const char *label = qh_kind_get_label (qh_store_get_kind (store, kind), qh_store_get_language (store));
  g_autoptr (GPtrArray) records = qh_store_list_all (store, kind, error);
  g_autofree char *folded = qh_fold (text);
  g_autofree char *quoted = quote (text);

  if (records == NULL)
    return 0;
  for (guint i = 0; i < records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (records, i);
      g_autofree char *name = qh_fold (qh_record_get_text (record, member));
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);

      if (g_str_equal (name, folded) || g_str_equal (id, text))
        return record->id;
    }
  g_set_error (error, QH_ERROR, QH_ERROR_NOT_FOUND, _("%s: there is none called “%s”. Check how it is written."), label, quoted);
  return 0;
}

/**
 * qh_cli_find_user:
 * @text: a user's name or number
 *
 * Returns: the user's id, or 0 with an error.
 */
gint64
qh_cli_find_user (QhStore    *store,
                  const char *text,
                  GError    **error)
{
  return find_by_text (store, QH_KIND_USER, "name", text, error);
}

/**
 * qh_cli_find_worker:
 * @text: a worker's name, whatever its case and accents, or id
 *
 * Returns: the worker's id, or 0.
 */
gint64
qh_cli_find_worker (QhStore    *store,
                    const char *text,
                    GError    **error)
{
  return find_by_text (store, QH_KIND_WORKER, "name", text, error);
}

/**
 * qh_cli_find_unit:
 * @text: a unit's name, whatever its case and accents, or id
 *
 * Returns: the unit's id, or 0.
 */
gint64
qh_cli_find_unit (QhStore    *store,
                  const char *text,
                  GError    **error)
{
  return find_by_text (store, QH_KIND_UNIT, "name", text, error);
}

/**
 * qh_cli_find_case:
 * @text: a folio or an id
 *
 * Returns: the case's id, or 0.
 */
gint64
qh_cli_find_case (QhStore    *store,
                  const char *text,
                  GError    **error)
{
  g_autofree char *quoted = quote (text);
  g_autoptr (QhRecord) record = NULL;
  g_autoptr (GError) refused = NULL;
  gint64 id;

  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    record = qh_store_get (store, QH_KIND_CASE, id, NULL);
  if (record == NULL)
    id = qh_store_find_folio (store, text, &refused);
  if (id == 0 && g_error_matches (refused, QH_ERROR, QH_ERROR_NOT_FOUND))
    g_set_error (error, QH_ERROR, QH_ERROR_NOT_FOUND, _("There is no case with the folio “%s”. Check it in the list of cases."), quoted);
  else if (id == 0)
    g_propagate_error (error, g_steal_pointer (&refused));
  return id;
}

/**
 * qh_cli_find_kind:
 * @name: as the dictionary names it
 *
 * Returns: (transfer none): the kind, or %NULL with an error.
 */
QhKind *
qh_cli_find_kind (QhStore    *store,
                  const char *name,
                  GError    **error)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  QhKind *kind = qh_dictionary_find_kind (dictionary, name);

  if (kind == NULL)
    g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("There is no kind of record “%s”. Choose activity, case, person…"), name);
  return kind;
}

/**
 * qh_cli_find_record:
 * @text: its number, or a case's folio; it may be gone
 *
 * Returns: the record's id, or 0 with an error.
 */
gint64
qh_cli_find_record (QhStore      *store,
                    const QhKind *kind,
                    const char   *text,
                    GError      **error)
{
  gint64 id;

  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return id;
  if (kind->number == QH_KIND_CASE)
    return qh_cli_find_case (store, text, error);
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("“%s” is not the number of a record."), text);
  return 0;
}

static gboolean
find_reference (QhStore    *store,
                const char *kind_name,
                const char *label,
                const char *text,
                gint64     *id,
                GError    **error)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  const QhKind *kind = qh_dictionary_find_kind (dictionary, kind_name);
  g_autoptr (QhRecord) record = NULL;

  if (kind->number == QH_KIND_WORKER)
    *id = qh_cli_find_worker (store, text, error);
  else if (kind->number == QH_KIND_CASE)
    *id = qh_cli_find_case (store, text, error);
  else if (kind->number == QH_KIND_UNIT)
    *id = qh_cli_find_unit (store, text, error);
  else if (!g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, id, NULL))
    return refuse (NULL, label, text, _("%s: “%s” is not the number of a record. Write the number that “quehacer list” shows."), error);
  else
    {
      record = qh_store_get (store, kind->number, *id, error);
      return record != NULL;
    }
  return *id != 0;
}

/* One row, as "M:E25=7": codes and references, then a count. */
static gboolean
read_row (QhStore       *store,
          const QhField *field,
          const char    *label,
          const char    *text,
          gint64        *cells,
          GError       **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ":=", -1);

  if (g_strv_length (parts) != field->n_columns)
    return refuse (field, label, text, _("%s: “%s” is not a row. Write it as M:E25=7."), error);
  for (guint c = 0; c < field->n_columns; c++)
    {
      const QhColumn *column = &field->columns[c];
      const char *part = g_strstrip (parts[c]);

      if (column->type == QH_TYPE_CODE && !find_code (store, column->catalogue, label, part, &cells[c], error))
        return FALSE;
      if (column->type == QH_TYPE_REFERENCE && !find_reference (store, column->kind, label, part, &cells[c], error))
        return FALSE;
      if (column->type == QH_TYPE_COUNT && !g_ascii_string_to_signed (part, 10, G_MININT32, G_MAXINT32, &cells[c], NULL))
        return refuse (field, label, part, _("%s: “%s” is not a whole number. Correct it."), error);
    }
  return TRUE;
}

static gboolean
read_list (QhStore       *store,
           QhRecord      *record,
           const QhField *field,
           const char    *label,
           GPtrArray     *texts,
           GError       **error)
{
  g_autoptr (QhRows) rows = qh_rows_new (0, field->n_columns);
  g_autofree gint64 *cells = g_new0 (gint64, field->n_columns);

  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      gboolean read = field->type == QH_TYPE_CODES        ? find_code (store, field->catalogue, label, text, cells, error)
                      : field->type == QH_TYPE_REFERENCES ? find_reference (store, field->kind, label, text, cells, error)
                                                          : read_row (store, field, label, text, cells, error);

      if (!read)
        return FALSE;
      qh_rows_append (rows, cells);
    }
  qh_record_take_rows (record, field->name, g_steal_pointer (&rows));
  return TRUE;
}

static gboolean
read_missing (QhStore       *store,
              QhRecord      *record,
              const QhField *field,
              const char    *text)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *entry = field->missing && field->type != QH_TYPE_TEXT ? qh_catalogues_find_text (catalogues, "missing", text) : NULL;

  if (entry != NULL)
    qh_record_set_missing (record, field->name, (QhMissing) entry->id);
  return entry != NULL;
}

static gboolean
read_yesno (const char *text,
            gint64     *value)
{
  static const char *const words[2][6] = { { "no", "n", "0", "false", "nao", NULL }, { "si", "yes", "s", "1", "true", "sim" } };
  g_autofree char *folded = qh_fold (text);

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < G_N_ELEMENTS (words[side]); i++)
      if (g_strcmp0 (words[side][i], folded) == 0)
        {
          *value = side;
          return TRUE;
        }
  return FALSE;
}

/* A month's first day may be left out. */
static QhDay
read_day (const QhField *field,
          const char    *text)
{
  g_autofree char *first = g_strcmp0 (field->format, "month") == 0 && strlen (text) == 7 ? g_strconcat (text, "-01", NULL) : NULL;

  return qh_day_from_iso (first != NULL ? first : text);
}

static gboolean
read_one (QhStore       *store,
          QhRecord      *record,
          const QhField *field,
          const char    *label,
          const char    *text,
          GError       **error)
{
  gint64 integer = 0;
  double real;
  int minute;

  switch (field->type)
    {
    case QH_TYPE_TEXT:
      qh_record_set_text (record, field->name, text);
      return TRUE;
    case QH_TYPE_NUMBER:
      if (!qh_number_parse (text, &real))
        return refuse (field, label, text, _("%s: “%s” is not a number. Correct it."), error);
      qh_record_set_real (record, field->name, real);
      return TRUE;
    case QH_TYPE_CODE:
      if (!find_code (store, field->catalogue, label, text, &integer, error))
        return FALSE;
      break;
    case QH_TYPE_REFERENCE:
      if (!find_reference (store, field->kind, label, text, &integer, error))
        return FALSE;
      break;
    case QH_TYPE_DATE:
      integer = read_day (field, text);
      if (integer == QH_NO_DAY)
        return refuse (field, label, text, _("%s: there is no date “%s”. Write it as 2026-10-30."), error);
      break;
    case QH_TYPE_TIME:
      if (!qh_minute_from_text (text, &minute))
        return refuse (field, label, text, _("%s: there is no time of day “%s”. Write it as 13:50."), error);
      integer = minute;
      break;
    case QH_TYPE_YESNO:
      if (!read_yesno (text, &integer))
        return refuse (field, label, text, _("%s: “%s” is neither yes nor no. Write one of them."), error);
      break;
    default:
      if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        return refuse (field, label, text, _("%s: “%s” is not a whole number. Correct it."), error);
    }
  qh_record_set_integer (record, field->name, integer);
  return TRUE;
}

/**
 * qh_cli_set_field:
 * @texts: (element-type utf8): what was given for the field's option; the last counts
 *   where the field has one answer
 *
 * Sets a field from text: codes and labels in any language, folios, names of
 * workers, dates as 2026-10-30, times as 13:50, kinds of missing by their code.
 *
 * Returns: whether the text could be read. The store checks the value itself.
 */
gboolean
qh_cli_set_field (QhStore       *store,
                  QhRecord      *record,
                  const QhField *field,
                  GPtrArray     *texts,
                  GError       **error)
{
  const char *label = qh_field_get_label (field, qh_store_get_language (store));
  const char *text = g_ptr_array_index (texts, texts->len - 1);

  if (qh_field_is_list (field))
    return read_list (store, record, field, label, texts, error);
  return read_missing (store, record, field, text) || read_one (store, record, field, label, text, error);
}

/**
 * qh_cli_option_name:
 *
 * Returns: (transfer full): the option for a field: its name with hyphens.
 */
char *
qh_cli_option_name (const QhField *field)
{
  return g_strdelimit (g_strdup (field->name), "_", '-');
}

static const char *
describe_argument (const QhField *field)
{
  switch (field->type)
    {
    case QH_TYPE_CODE:
    case QH_TYPE_CODES:
      return _("CODE");
    case QH_TYPE_DATE:
      return _("DATE");
    case QH_TYPE_TIME:
      return _("TIME");
    case QH_TYPE_MINUTES:
    case QH_TYPE_COUNT:
    case QH_TYPE_NUMBER:
      return _("NUMBER");
    case QH_TYPE_YESNO:
      return _("YES|NO");
    case QH_TYPE_ROWS:
      return "M:E25=7";
    default:
      return _("TEXT");
    }
}

/**
 * qh_cli_field_entries:
 *
 * Returns: (transfer full): an option for each field of a kind that is not retired.
 */
GOptionEntry *
qh_cli_field_entries (const QhKind *kind,
                      QhLanguage    language)
{
  guint n_fields = qh_kind_get_n_fields (kind);
  GOptionEntry *entries = g_new0 (GOptionEntry, n_fields + 1);
  guint n = 0;

  for (guint i = 0; i < n_fields; i++)
    {
      const QhField *field = qh_kind_get_field (kind, i);
      const char *label = qh_field_get_label (field, language);

      if (field->retired)
        continue;
      entries[n].long_name = qh_cli_option_name (field);
      entries[n].flags = G_OPTION_FLAG_FILENAME;
      entries[n].arg = G_OPTION_ARG_CALLBACK;
      entries[n].arg_data = (gpointer) qh_cli_option_cb;
      entries[n].description = qh_field_is_list (field) ? g_strdup_printf (_("%s; can be given several times"), label) : g_strdup (label);
      entries[n].arg_description = g_strdup (describe_argument (field));
      n++;
    }
  return entries;
}

void
qh_cli_field_entries_free (GOptionEntry *entries)
{
  for (GOptionEntry *entry = entries; entry->long_name != NULL; entry++)
    {
      g_free ((char *) entry->long_name);
      g_free ((char *) entry->description);
      g_free ((char *) entry->arg_description);
    }
  g_free (entries);
}
