/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer as HTML, as lines with tabs, and as JSON and back. */
#include "config.h"

#include "domain/qh-json.h"
#include "research/qh-answer-chart.h"
#include "research/qh-answer.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>

#include "domain/qh-error.h"

/* In letters: how wide paper is, how wide the names of rows are at most, and what a column
 * has beside its text. */
#define PAPER 92
#define MOST_NAME 26
#define BESIDE 2

/* The digits of a whole number that the locale groups; NULL for other texts. */
static char *
strip_groups (const char *cell)
{
  const char *mark = localeconv ()->thousands_sep;
  g_auto (GStrv) groups = mark[0] != '\0' ? g_strsplit (cell, mark, -1) : NULL;
  g_autofree char *digits = groups != NULL ? g_strjoinv (NULL, groups) : g_strdup ("");

  if (groups == NULL || g_strv_length (groups) < 2 || digits[strspn (digits, "0123456789")] != '\0')
    return NULL;
  return g_steal_pointer (&digits);
}

static void
append_element (GString *html, const char *element, const char *attributes, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (html, "<%s%s>%s</%s>\n", element, attributes, escaped, element);
}

/* Attributes, since word processors know little of style sheets. Spreadsheets take a grouped
 * number for text unless they are told the number: LibreOffice by sdval. */
static char *
write_attributes (const QhAnswerTable *table, guint row, guint column)
{
  int tint = g_array_index (table->tints, gint8, row * table->n_columns + column);
  g_autofree char *number = strip_groups (qh_answer_table_get (table, row, column));

  if (row == 0 || column == 0)
    return g_strdup_printf (" scope=\"%s\" align=\"%s\"", row == 0 ? "col" : "row", column == 0 ? "left" : "right");
  return g_strdup_printf (" align=\"right\"%s%s%s%s",
                          tint > 0   ? " class=\"more\" bgcolor=\"#cfe3f1\""
                          : tint < 0 ? " class=\"less\" bgcolor=\"#fae8c4\""
                                     : "",
                          number != NULL ? " sdval=\"" : "",
                          number != NULL ? number : "",
                          number != NULL ? "\"" : "");
}

static void
append_cell (const QhAnswerTable *table, guint row, guint column, GString *html)
{
  g_autofree char *attributes = write_attributes (table, row, column);

  append_element (
    html, row == 0 || column == 0 ? "th" : "td", attributes, qh_answer_table_get (table, row, column));
}

/* The names of the rows, and the columns from one to before another. */
static void
append_band (const QhAnswerTable *table, guint from, guint end, GString *html)
{
  g_string_append (html, "<table cellpadding=\"3\" cellspacing=\"0\">\n");
  if (from <= 1)
    append_element (html, "caption", "", table->title);
  for (guint r = 0; r < qh_answer_table_get_n_rows (table); r++)
    {
      g_string_append (html, "<tr>\n");
      append_cell (table, r, 0, html);
      for (guint c = from; c < end; c++)
        append_cell (table, r, c, html);
      g_string_append (html, "</tr>\n");
    }
  g_string_append (html, "</table>\n");
}

/* In letters: a heading may break between its words, the names of rows too. */
static gsize
measure_column (const QhAnswerTable *table, guint column)
{
  g_auto (GStrv) words = g_strsplit (qh_answer_table_get (table, 0, column), " ", -1);
  gsize widest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    widest = MAX (widest, (gsize)g_utf8_strlen (words[i], -1));
  for (guint r = 1; r < qh_answer_table_get_n_rows (table); r++)
    widest = MAX (widest, (gsize)g_utf8_strlen (qh_answer_table_get (table, r, column), -1));
  return BESIDE + (column == 0 ? MIN (widest, MOST_NAME) : widest);
}

/* A table that is wider than paper goes on below, with the names of its rows again. */
static void
append_table_html (const QhAnswerTable *table, gboolean paper, GString *html)
{
  gsize names = measure_column (table, 0), width = names;
  guint from = 1;

  for (guint c = 1; paper && c < table->n_columns; c++)
    {
      gsize wide = measure_column (table, c);

      if (width + wide > PAPER && c > from)
        {
          append_band (table, from, c, html);
          from = c;
          width = names;
        }
      width += wide;
    }
  append_band (table, from, table->n_columns, html);
}

/**
 * qh_answer_append_html:
 *
 * @document: whether it is to be read on paper: with pictures, and wide tables in bands;
 *   a spreadsheet has no use for either
 *
 * Appends the answer as a part of a page: heading, sentence, tables, lines, note, charts.
 */
void
qh_answer_append_html (const QhAnswer *self, gboolean document, GString *html)
{
  append_element (html, "h2", "", self->title);
  append_element (html, "p", " class=\"of\"", self->subtitle);
  if (self->sentence != NULL)
    append_element (html, "p", " class=\"sentence\"", self->sentence);
  if (self->note != NULL && self->note[0] != '\0')
    append_element (html, "p", " class=\"note\"", self->note);
  for (guint i = 0; i < self->tables->len; i++)
    append_table_html (g_ptr_array_index (self->tables, i), document, html);
  for (guint i = 0; i < self->lines->len; i++)
    append_element (html, "p", " class=\"line\"", g_ptr_array_index (self->lines, i));
  for (guint i = 0; document && i < self->charts->len; i++)
    qh_answer_append_chart_html (g_ptr_array_index (self->charts, i), html);
}

/**
 * qh_answer_append_text:
 *
 * Appends the answer's tables, tabs between cells, as spreadsheets take them: whole numbers
 * are not grouped.
 */
void
qh_answer_append_text (const QhAnswer *self, GString *text)
{
  g_string_append_printf (text, "%s\n%s\n", self->title, self->subtitle);
  for (guint i = 0; i < self->tables->len; i++)
    {
      const QhAnswerTable *table = g_ptr_array_index (self->tables, i);

      g_string_append_printf (text, "\n%s\n", table->title);
      for (guint c = 0; c < table->cells->len; c++)
        {
          g_autofree char *cell
            = g_strdelimit (g_strdup (g_ptr_array_index (table->cells, c)), "\t\r\n", ' ');
          g_autofree char *number
            = c >= table->n_columns && c % table->n_columns > 0 ? strip_groups (cell) : NULL;

          g_string_append_printf (text, "%s%c", number != NULL ? number : cell, (c + 1) % table->n_columns == 0 ? '\n' : '\t');
        }
    }
}

/* JSON */

static void
add_strings (JsonBuilder *builder, const char *name, GPtrArray *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
}

static void
add_question (JsonBuilder *builder, const QhExploreQuestion *question)
{
  const char *name;
  char **text;

  json_builder_set_member_name (builder, "question");
  json_builder_begin_object (builder);
  for (guint i = 0; (text = qh_explore_question_get_text ((QhExploreQuestion *)question, i, &name)) != NULL; i++)
    qh_json_optional_text (builder, name, *text);
  json_builder_set_member_name (builder, "figures");
  json_builder_add_int_value (builder, question->figures);
  json_builder_end_object (builder);
}

static void
add_table (JsonBuilder *builder, const QhAnswerTable *table)
{
  json_builder_begin_object (builder);
  qh_json_optional_text (builder, "title", table->title);
  json_builder_set_member_name (builder, "columns");
  json_builder_add_int_value (builder, table->n_columns);
  add_strings (builder, "cells", table->cells);
  json_builder_set_member_name (builder, "tints");
  json_builder_begin_array (builder);
  for (guint i = 0; i < table->tints->len; i++)
    json_builder_add_int_value (builder, g_array_index (table->tints, gint8, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/**
 * qh_answer_to_json:
 *
 * Adds the answer as an object.
 */
void
qh_answer_to_json (const QhAnswer *self, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  add_question (builder, self->question);
  qh_json_optional_text (builder, "title", self->title);
  qh_json_optional_text (builder, "subtitle", self->subtitle);
  qh_json_optional_text (builder, "sentence", self->sentence);
  qh_json_optional_text (builder, "note", self->note);
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->tables->len; i++)
    add_table (builder, g_ptr_array_index (self->tables, i));
  json_builder_end_array (builder);
  add_strings (builder, "lines", self->lines);
  json_builder_set_member_name (builder, "charts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->charts->len; i++)
    qh_answer_chart_to_json (g_ptr_array_index (self->charts, i), builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

static gint64
get_integer (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
get_text (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
}

static gboolean
read_table (QhAnswer *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *cells = object != NULL ? get_array (object, "cells") : NULL;
  JsonArray *tints = object != NULL ? get_array (object, "tints") : NULL;
  gint64 columns = object != NULL ? get_integer (object, "columns") : 0;
  const char *title = object != NULL ? get_string (object, "title") : NULL;
  QhAnswerTable *table;

  if (cells == NULL || title == NULL || columns < 1
      || columns > MAX (1, (gint64)json_array_get_length (cells))
      || json_array_get_length (cells) % (guint)columns != 0)
    return FALSE;
  table = qh_answer_add_table (self, title, (guint)columns);
  for (guint i = 0; i < json_array_get_length (cells); i++)
    {
      JsonNode *tint = tints != NULL && i < json_array_get_length (tints)
                         ? json_array_get_element (tints, i)
                         : NULL;
      gint64 value = tint != NULL && json_node_get_value_type (tint) == G_TYPE_INT64
                       ? json_node_get_int (tint)
                       : 0;

      qh_answer_table_add (table, g_strdup (get_text (cells, i)), (int)CLAMP (value, -1, 1));
    }
  return TRUE;
}

static gboolean
read_charts (QhAnswer *self, JsonArray *charts)
{
  for (guint i = 0; charts != NULL && i < json_array_get_length (charts); i++)
    {
      QhChartData *chart = qh_answer_chart_from_json (json_array_get_element (charts, i));

      if (chart == NULL)
        return FALSE;
      g_ptr_array_add (self->charts, chart);
    }
  return TRUE;
}

static gboolean
read_question (JsonObject *object, QhExploreQuestion *question)
{
  JsonNode *node = json_object_get_member (object, "question");
  JsonObject *from = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name;
  char **text;

  if (from == NULL || get_string (from, "rows") == NULL)
    return FALSE;
  /* Copied by qh_answer_new(). */
  for (guint i = 0; (text = qh_explore_question_get_text (question, i, &name)) != NULL; i++)
    *text = (char *)get_string (from, name);
  question->figures = (QhAnswerFigures)get_integer (from, "figures");
  return TRUE;
}

/**
 * qh_answer_from_json:
 *
 * Returns: (transfer full): the answer that qh_answer_to_json() wrote; %NULL with
 *   %QH_ERROR_FORMAT where it is no such thing.
 */
QhAnswer *
qh_answer_from_json (JsonObject *object, GError **error)
{
  QhExploreQuestion question = { 0 };
  const char *title = get_string (object, "title");
  const char *subtitle = get_string (object, "subtitle");
  JsonArray *tables = get_array (object, "tables"), *lines = get_array (object, "lines");
  g_autoptr (QhAnswer) self = NULL;
  gboolean good = title != NULL && tables != NULL && read_question (object, &question);

  if (good)
    {
      self = qh_answer_new (&question, title, subtitle != NULL ? subtitle : "");
      self->sentence = g_strdup (get_string (object, "sentence"));
      self->note = g_strdup (get_string (object, "note"));
      for (guint i = 0; good && i < json_array_get_length (tables); i++)
        good = read_table (self, json_array_get_element (tables, i));
      for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
        g_ptr_array_add (self->lines, g_strdup (get_text (lines, i)));
      good = good && read_charts (self, get_array (object, "charts"));
    }
  if (good)
    return g_steal_pointer (&self);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FORMAT,
               _ ("An entry of the sheet is not whole. Open a copy of the sheet that was saved before."));
  return NULL;
}
