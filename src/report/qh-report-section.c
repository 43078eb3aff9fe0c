/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-dictionary-private.h"
#include "report/qh-report-read.h"

#define MOST_LINES 40

static const char *const forms[] = { "indicators", "figures", "table", "notes", NULL };
static const char *const shows[]
  = { "total", "days", "parts", "by", "principal", "planned", "percent", "year", NULL };
static const char *const measures[] = { "count", "minutes", "people", NULL };
static const char *const charts[] = { "none", "bars", "bullet", NULL };
static const char *const ats[] = { "end", "start", NULL };
static const char *const section_members[]
  = { "form", "title", "of",    "placed_by", "where",      "rows",
      "columns", "total", "chart", "indicators", "lines", NULL };
static const char *const row_members[] = { "label", "where", "value", "at", "level", NULL };
static const char *const column_members[] = { "label", "show", "by", "where", "measure", NULL };
static const char *const by_members[] = { "by", "then", NULL };

static void
row_free (gpointer data)
{
  QhReportRow *row = data;

  qh_labels_clear (row->labels);
  g_strfreev (row->where);
  qh_figure_free (row->figure);
  g_free (row->rule);
  g_free (row);
}

static void
column_free (gpointer data)
{
  QhReportColumn *column = data;

  qh_labels_clear (column->labels);
  g_free (column->by);
  g_strfreev (column->where);
  g_free (column);
}

void
qh_report_section_free (gpointer data)
{
  QhReportSection *self = data;

  if (self == NULL)
    return;
  qh_labels_clear (self->titles);
  g_free (self->placed_by);
  g_strfreev (self->where);
  g_free (self->by);
  g_free (self->then);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_strfreev (self->codes);
  g_free (self);
}

/* Variables and conditions: whether a kind can have them; what their codes are
 * is seen when there is a frame. */

static gboolean
is_variable (const QhKind *kind, const char *name)
{
  static const char *const parts[]
    = { "day", "week", "month", "quarter", "year", "weekday", "hour", NULL };
  static const char *const served[] = { "sex", "age_group", "direct", NULL };
  const char *colon = strchr (name, ':');
  g_autofree char *base = colon != NULL ? g_strndup (name, colon - name) : g_strdup (name);
  const QhField *field = qh_kind_find_field (kind, base);

  if (colon != NULL)
    return field != NULL && (g_str_equal (colon, ":first") || g_strv_contains (parts, colon + 1));
  if (field != NULL)
    return qh_field_enters_frame (field);
  return g_strv_contains (parts, name)
         || (kind->number == QH_KIND_ACTIVITY && g_strv_contains (served, name));
}

static gboolean
check_variable (const QhKind *kind, const char *where, const char *member, const char *name, GError **error)
{
  g_autofree char *what = NULL;

  if (name == NULL || is_variable (kind, name))
    return TRUE;
  what = g_strdup_printf (_ ("“%s”, which these records do not have"), name);
  return qh_report_refuse (error, where, member, what);
}

static gboolean
read_where (JsonObject *object, const QhKind *kind, const char *where, char ***conditions, GError **error)
{
  if (!qh_report_read_texts (object, where, "where", conditions, error))
    return FALSE;
  for (guint i = 0; *conditions != NULL && (*conditions)[i] != NULL; i++)
    {
      const char *equals = strchr ((*conditions)[i], '=');
      g_autofree char *name = equals != NULL ? g_strndup ((*conditions)[i], equals - (*conditions)[i]) : NULL;

      if (name == NULL)
        return qh_report_refuse (error, where, "where", _ ("no condition such as type=AC001,AC002 or minutes=60.."));
      if (!check_variable (kind, where, "where", name, error))
        return FALSE;
    }
  return TRUE;
}

/* Rows */

static gboolean
read_level (JsonObject *object, const char *where, guint *level, GError **error)
{
  gint64 value = json_object_get_int_member_with_default (object, "level", 1);

  *level = (guint)value;
  return (value == 1 || value == 2) || qh_report_refuse (error, where, "level", _ ("neither 1 nor 2"));
}

static gboolean
read_figure (QhReportRow *row, QhDictionary *dictionary, JsonObject *object, const char *where, GError **error)
{
  g_autoptr (GError) reason = NULL;
  guint at;

  if (!qh_report_read_word (object, where, "at", ats, &at, error))
    return FALSE;
  row->at_start = at == 1;
  row->figure = qh_figure_read (dictionary, json_object_get_member (object, "value"), &reason);
  if (row->figure != NULL)
    {
      g_autofree char *value = json_to_string (json_object_get_member (object, "value"), FALSE);

      row->rule = g_strdup_printf ("%s %s", ats[at], value);
      return TRUE;
    }
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("Report template, %s: %s"), where, reason->message);
  return FALSE;
}

static gboolean
read_row (QhReportSection *self,
          QhDictionary *dictionary,
          const QhKind *kind,
          JsonArray *array,
          guint position,
          const char *section,
          GError **error)
{
  g_autofree char *where = g_strdup_printf (_ ("%s, row %u"), section, position + 1);
  JsonObject *object = qh_report_read_object (array, position, where, row_members, error);
  QhReportRow *row;

  if (object == NULL)
    return FALSE;
  row = g_new0 (QhReportRow, 1);
  g_ptr_array_add (self->rows, row);
  if (!qh_report_read_labels (object, where, "label", TRUE, row->labels, error)
      || !read_level (object, where, &row->level, error))
    return FALSE;
  if (self->form == QH_REPORT_FIGURES)
    return read_figure (row, dictionary, object, where, error);
  return read_where (object, kind, where, &row->where, error);
}

static gboolean
read_by (QhReportSection *self, const QhKind *kind, JsonObject *object, const char *where, GError **error)
{
  if (!qh_report_check_members (object, where, by_members, error)
      || !qh_report_read_text (object, where, "by", &self->by, error)
      || !qh_report_read_text (object, where, "then", &self->then, error))
    return FALSE;
  if (self->by == NULL)
    return qh_report_refuse (error, where, "by", _ ("missing"));
  return check_variable (kind, where, "by", self->by, error)
         && check_variable (kind, where, "then", self->then, error);
}

static gboolean
read_rows (QhReportSection *self,
           QhDictionary *dictionary,
           const QhKind *kind,
           JsonObject *object,
           const char *where,
           GError **error)
{
  JsonNode *node = json_object_get_member (object, "rows");
  JsonArray *array;

  if (self->form == QH_REPORT_TABLE && node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return read_by (self, kind, json_node_get_object (node), where, error);
  if (!qh_report_read_array (object, where, "rows", TRUE, QH_REPORT_MOST_ROWS, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_row (self, dictionary, kind, array, i, where, error))
      return FALSE;
  return TRUE;
}

/* Columns */

/* Goals are of types and functions of activities. */
static gboolean
has_goals (const QhReportSection *self)
{
  return self->kind == QH_KIND_ACTIVITY
         && (self->by == NULL || g_str_equal (self->by, "type") || g_str_equal (self->by, "function"))
         && (self->then == NULL || g_str_equal (self->then, "type"));
}

static gboolean
check_column (const QhReportSection *self, const QhReportColumn *column, const QhKind *kind, const char *where, GError **error)
{
  const QhField *by = self->by != NULL ? qh_kind_find_field (kind, self->by) : NULL;

  if (column->show == QH_REPORT_BY && column->by == NULL)
    return qh_report_refuse (error, where, "by", _ ("missing"));
  if ((column->show == QH_REPORT_PLANNED || column->show == QH_REPORT_PERCENT) && !has_goals (self))
    return qh_report_refuse (
      error, where, "show", _ ("of goals, which there are only where the rows are types or functions of activities"));
  if (column->show == QH_REPORT_PRINCIPAL && (by == NULL || by->type != QH_TYPE_CODES))
    return qh_report_refuse (
      error, where, "show", _ ("of the first answer, which there is only where the rows are by a field of several answers"));
  if (column->measure != QH_REPORT_COUNT && self->kind != QH_KIND_ACTIVITY)
    return qh_report_refuse (error, where, "measure", _ ("of activities only"));
  if (column->measure == QH_REPORT_PEOPLE
      && (column->show != QH_REPORT_TOTAL && column->show != QH_REPORT_OF_YEAR))
    return qh_report_refuse (error, where, "measure", _ ("only for a total or the year"));
  return TRUE;
}

static gboolean
read_column (QhReportSection *self, const QhKind *kind, JsonArray *array, guint position, const char *section, GError **error)
{
  g_autofree char *where = g_strdup_printf (_ ("%s, column %u"), section, position + 1);
  JsonObject *object = qh_report_read_object (array, position, where, column_members, error);
  QhReportColumn *column;
  guint show, measure;

  if (object == NULL)
    return FALSE;
  column = g_new0 (QhReportColumn, 1);
  g_ptr_array_add (self->columns, column);
  if (!qh_report_read_labels (object, where, "label", FALSE, column->labels, error)
      || !qh_report_read_word (object, where, "show", shows, &show, error)
      || !qh_report_read_word (object, where, "measure", measures, &measure, error)
      || !qh_report_read_text (object, where, "by", &column->by, error)
      || !read_where (object, kind, where, &column->where, error)
      || !check_variable (kind, where, "by", column->by, error))
    return FALSE;
  column->show = column->by != NULL ? QH_REPORT_BY : show;
  column->measure = measure;
  return check_column (self, column, kind, where, error);
}

static gboolean
read_columns (QhReportSection *self, const QhKind *kind, JsonObject *object, const char *where, GError **error)
{
  JsonArray *array;

  if (!qh_report_read_array (object, where, "columns", TRUE, QH_REPORT_MOST_COLUMNS, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_column (self, kind, array, i, where, error))
      return FALSE;
  return TRUE;
}

/* Sections */

static gboolean
read_table (QhReportSection *self, QhDictionary *dictionary, JsonObject *object, const char *where, GError **error)
{
  g_autofree char *of = NULL;
  QhKind *kind;
  guint chart;

  if (!qh_report_read_text (object, where, "of", &of, error))
    return FALSE;
  kind = qh_dictionary_find_kind (dictionary, of != NULL ? of : "activity");
  if (kind == NULL)
    return qh_report_refuse (error, where, "of", _ ("no kind of record; choose activity, case, referral…"));
  self->kind = kind->number;
  if (!qh_report_read_text (object, where, "placed_by", &self->placed_by, error)
      || !read_where (object, kind, where, &self->where, error)
      || !read_rows (self, dictionary, kind, object, where, error)
      || !read_columns (self, kind, object, where, error)
      || !qh_report_read_flag (object, where, "total", &self->total, error)
      || !qh_report_read_word (object, where, "chart", charts, &chart, error))
    return FALSE;
  self->chart = chart;
  if (self->placed_by != NULL)
    {
      const QhField *date = qh_kind_find_field (kind, self->placed_by);

      if (date == NULL || date->type != QH_TYPE_DATE || !qh_field_enters_frame (date))
        return qh_report_refuse (error, where, "placed_by", _ ("not a date of these records"));
    }
  return self->chart != QH_REPORT_BULLET || has_goals (self)
         || qh_report_refuse (error, where, "chart", _ ("of goals, and these rows have none"));
}

static gboolean
read_notes (QhReportSection *self, JsonObject *object, const char *where, GError **error)
{
  gint64 lines = json_object_get_int_member_with_default (object, "lines", 4);

  self->lines = (guint)lines;
  return (lines >= 1 && lines <= MOST_LINES)
         || qh_report_refuse (error, where, "lines", _ ("not from 1 to 40"));
}

static gboolean
read_content (QhReportSection *self, QhDictionary *dictionary, JsonObject *object, const char *where, GError **error)
{
  switch (self->form)
    {
    case QH_REPORT_INDICATORS:
      if (!qh_report_read_texts (object, where, "indicators", &self->codes, error))
        return FALSE;
      return (self->codes != NULL && self->codes[0] != NULL)
             || qh_report_refuse (error, where, "indicators", _ ("missing"));
    case QH_REPORT_FIGURES:
      return read_rows (self, dictionary, NULL, object, where, error);
    case QH_REPORT_TABLE:
      return read_table (self, dictionary, object, where, error);
    default:
      return read_notes (self, object, where, error);
    }
}

/**
 * qh_report_section_read:
 * @position: which of @array, from 0
 *
 * Returns: (transfer full): the section, or %NULL with %QH_ERROR_FORMAT.
 */
QhReportSection *
qh_report_section_read (QhDictionary *dictionary, JsonArray *array, guint position, GError **error)
{
  g_autofree char *where = g_strdup_printf (_ ("section %u"), position + 1);
  JsonObject *object = qh_report_read_object (array, position, where, section_members, error);
  QhReportSection *self;
  guint form;

  if (object == NULL)
    return NULL;
  if (!json_object_has_member (object, "form"))
    {
      qh_report_refuse (error, where, "form", _ ("missing"));
      return NULL;
    }
  self = g_new0 (QhReportSection, 1);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  if (qh_report_read_word (object, where, "form", forms, &form, error)
      && qh_report_read_labels (object, where, "title", TRUE, self->titles, error))
    {
      self->form = form;
      if (read_content (self, dictionary, object, where, error))
        return self;
    }
  qh_report_section_free (self);
  return NULL;
}
