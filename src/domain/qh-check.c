/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-check.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "domain/qh-curp.h"

#define LAST_DAY 3652059 /* 31 December 9999 */

/* A unit's own bound, or what was typed, need not be a day of the calendar. */
static char *
format_day (double day)
{
  return qh_day_format_short ((QhDay)(isnan (day) ? 1 : CLAMP (day, 1, LAST_DAY)));
}

static void
set_range_error (const QhField *field,
                 const char *label,
                 double value,
                 double bound,
                 gboolean over,
                 GError **error)
{
  g_autofree char *shown = NULL;
  g_autofree char *limit = NULL;

  if (field->type == QH_TYPE_DATE)
    {
      shown = format_day (value);
      limit = format_day (bound);
    }
  else
    {
      gboolean whole = value == floor (value) && bound == floor (bound);
      const char *format = whole ? (field->grouping ? "%'.0f" : "%.0f") : "%'.6g";

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      shown = g_strdup_printf (format, value);
      limit = g_strdup_printf (format, bound);
#pragma GCC diagnostic pop
    }
  if (over)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_RANGE,
                 _ ("%s: %s is more than %s, the most it can be. Write a smaller value."),
                 label,
                 shown,
                 limit);
  else
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_RANGE,
                 _ ("%s: %s is less than %s, the least it can be. Write a greater value."),
                 label,
                 shown,
                 limit);
}

static gboolean
check_number (const QhField *field, const char *label, double value, QhDay today, GError **error)
{
  double max = field->max_today ? today : field->max;

  if (isnan (value) || value > max)
    {
      set_range_error (field, label, value, max, TRUE, error);
      return FALSE;
    }
  if (value < field->min)
    {
      set_range_error (field, label, value, field->min, FALSE, error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
is_name (const char *text)
{
  if (!g_ascii_isalpha (text[0]))
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_')
      return FALSE;
  return TRUE;
}

static gboolean
check_date (const QhField *field, const char *label, gint64 day, QhDay today, GError **error)
{
  if (day < 1 || day > LAST_DAY)
    {
      g_set_error (
        error, QH_ERROR, QH_ERROR_RANGE, _ ("%s: there is no such date. Correct it."), label);
      return FALSE;
    }
  if (g_strcmp0 (field->format, "month") == 0 && qh_day_month_start ((QhDay)day) != day)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("%s: it is not the first day of a month. Write the month as 2026-10."),
                   label);
      return FALSE;
    }
  return check_number (field, label, (double)day, today, error);
}

static gboolean
check_text (const QhField *field, const char *label, const char *text, GError **error)
{
  glong length;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("%s: the text has bytes that are not letters. Type it again."),
                   label);
      return FALSE;
    }
  length = g_utf8_strlen (text, -1);
  if (length > (glong)field->max_length)
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_RANGE,
        _ ("%s: %'ld characters are more than %'u, the most it holds. Shorten the text."),
        label,
        length,
        field->max_length);
      return FALSE;
    }
  if (g_strcmp0 (field->format, "curp") == 0)
    return qh_curp_parse (text, NULL, error);
  if (g_strcmp0 (field->format, "name") == 0 && !is_name (text))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("%s: “%s” cannot name a variable. Use letters without accents, digits and _, "
                      "beginning with a letter."),
                   label,
                   text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_code (const char *catalogue,
            const char *label,
            gint64 id,
            QhCatalogues *catalogues,
            GError **error)
{
  const QhEntry *entry;

  if (qh_is_missing_code (id))
    return TRUE;
  entry = qh_catalogues_find (catalogues, id);
  if (entry != NULL && g_strcmp0 (entry->catalogue, catalogue) == 0)
    return TRUE;
  g_set_error (
    error,
    QH_ERROR,
    QH_ERROR_CODE,
    _ ("%s: the code %" PRId64 " is not in the catalogue “%s”. Choose one of its codes."),
    label,
    id,
    catalogue);
  return FALSE;
}

static gboolean
check_cell (const QhColumn *column,
            const char *label,
            gint64 cell,
            QhCatalogues *catalogues,
            GError **error)
{
  if (column->type == QH_TYPE_CODE)
    return check_code (column->catalogue, label, cell, catalogues, error);
  if (column->type == QH_TYPE_COUNT && (cell < column->min || cell > column->max))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("%s: %'" PRId64 " is not between %'.0f and %'.0f. Correct the number."),
                   label,
                   cell,
                   column->min,
                   column->max);
      return FALSE;
    }
  if (column->type == QH_TYPE_REFERENCE && cell <= 0)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_REQUIRED,
                   _ ("%s: a row names no record. Choose one or remove the row."),
                   label);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_rows (const QhField *field,
            const char *label,
            const QhRows *rows,
            QhCatalogues *catalogues,
            QhLanguage language,
            GError **error)
{
  if (rows->n_columns != field->n_columns)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("%s: the rows do not have the columns of the field."),
                   label);
      return FALSE;
    }
  for (guint row = 0; row < rows->n_rows; row++)
    for (guint c = 0; c < rows->n_columns; c++)
      {
        const char *column_label = field->type == QH_TYPE_ROWS
                                     ? qh_labels_get (field->columns[c].labels, language)
                                     : label;

        if (!check_cell (
              &field->columns[c], column_label, qh_rows_cell (rows, row, c), catalogues, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
check_tag (const QhField *field, const char *label, QhValueTag tag, GError **error)
{
  QhValueTag expected = qh_field_is_list (field)        ? QH_VALUE_ROWS
                        : field->type == QH_TYPE_TEXT   ? QH_VALUE_TEXT
                        : field->type == QH_TYPE_NUMBER ? QH_VALUE_REAL
                                                        : QH_VALUE_INTEGER;

  if (tag == expected)
    return TRUE;
  g_set_error (
    error, QH_ERROR, QH_ERROR_FORMAT, _ ("%s: the value is not of the field's type."), label);
  return FALSE;
}

static gboolean
check_missing (const QhField *field, const char *label, gint64 reason, GError **error)
{
  if (qh_is_missing_code (reason) && (field->missing || field->type == QH_TYPE_CODE))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("%s: it cannot be marked as missing. Give a value or leave it empty."),
               label);
  return FALSE;
}

/**
 * qh_field_check:
 * @today: the greatest day for dates that cannot lie ahead
 * @language: the language of labels in the message
 *
 * Returns: whether @value fits the description of @field; if not, the error
 *   names the field, what is wrong and what to do.
 */
gboolean
qh_field_check (const QhField *field,
                const QhValue *value,
                QhCatalogues *catalogues,
                QhDay today,
                QhLanguage language,
                GError **error)
{
  const char *label = qh_field_get_label (field, language);

  if (value->tag == QH_VALUE_NONE)
    {
      if (!field->required || field->retired)
        return TRUE;
      g_set_error (
        error, QH_ERROR, QH_ERROR_REQUIRED, _ ("%s: it is required. Fill it in."), label);
      return FALSE;
    }
  if (value->tag == QH_VALUE_MISSING)
    return check_missing (field, label, value->integer, error);
  if (!check_tag (field, label, value->tag, error))
    return FALSE;
  switch (field->type)
    {
    case QH_TYPE_TEXT:
      return check_text (field, label, value->text, error);
    case QH_TYPE_CODE:
      return check_code (field->catalogue, label, value->integer, catalogues, error);
    case QH_TYPE_DATE:
      return check_date (field, label, value->integer, today, error);
    case QH_TYPE_TIME:
      if (value->integer >= 0 && value->integer < 24 * 60)
        return TRUE;
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("%s: there is no such time of day. Write it as 13:50."),
                   label);
      return FALSE;
    case QH_TYPE_YESNO:
      if (value->integer == 0 || value->integer == 1)
        return TRUE;
      g_set_error (
        error, QH_ERROR, QH_ERROR_RANGE, _ ("%s: it is neither yes nor no. Choose one."), label);
      return FALSE;
    case QH_TYPE_MINUTES:
    case QH_TYPE_COUNT:
      return check_number (field, label, (double)value->integer, today, error);
    case QH_TYPE_NUMBER:
      return check_number (field, label, value->real, today, error);
    case QH_TYPE_REFERENCE:
      return TRUE;
    case QH_TYPE_CODES:
    case QH_TYPE_REFERENCES:
    case QH_TYPE_ROWS:
      return check_rows (field, label, value->rows, catalogues, language, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* A date that cannot lie before another of the same record. */
static gboolean
check_order (const QhRecord *record, const QhField *field, QhLanguage language, GError **error)
{
  const QhField *first = qh_kind_find_field (record->kind, field->not_before);
  const QhValue *from = first != NULL ? &record->values[first->index] : NULL;
  const QhValue *value = &record->values[field->index];
  g_autofree char *shown = NULL;
  g_autofree char *limit = NULL;

  if (from == NULL || from->tag != QH_VALUE_INTEGER || value->tag != QH_VALUE_INTEGER
      || value->integer >= from->integer)
    return TRUE;
  shown = format_day ((double)value->integer);
  limit = format_day ((double)from->integer);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("%s: %s lies before “%s”, %s. Correct one of the two."),
               qh_field_get_label (field, language),
               shown,
               qh_field_get_label (first, language),
               limit);
  return FALSE;
}

/* Of some fields exactly one is filled. */
static gboolean
check_alternatives (const QhRecord *record,
                    const char *const *names,
                    QhLanguage language,
                    GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  g_autofree char *all = NULL;
  guint n_filled = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      n_filled += qh_record_is_set (record, names[i]);
      g_strv_builder_add (
        builder, qh_field_get_label (qh_kind_find_field (record->kind, names[i]), language));
    }
  if (n_filled == 1)
    return TRUE;
  labels = g_strv_builder_end (builder);
  all = g_strjoinv (", ", labels);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_REQUIRED,
               /* Translators: a kind of record, then the names of fields. */
               _ ("%s: of these exactly one is to be filled: %s."),
               qh_kind_get_label (record->kind, language),
               all);
  return FALSE;
}

/**
 * qh_record_check:
 *
 * Returns: whether every value of @record fits the dictionary, and the values
 *   each other; the error is that of the first that does not.
 */
gboolean
qh_record_check (const QhRecord *record,
                 QhCatalogues *catalogues,
                 QhDay today,
                 QhLanguage language,
                 GError **error)
{
  for (guint i = 0; i < record->n_values; i++)
    {
      const QhField *field = qh_kind_get_field (record->kind, i);

      /* What is sealed for others is not known to be missing. */
      if (record->closed && field->sealed)
        continue;
      if (!qh_field_check (field, &record->values[i], catalogues, today, language, error)
          || (field->not_before != NULL && !check_order (record, field, language, error)))
        return FALSE;
    }
  for (guint i = 0; i < record->kind->alternatives->len; i++)
    if (!check_alternatives (
          record, g_ptr_array_index (record->kind->alternatives, i), language, error))
      return FALSE;
  return TRUE;
}
