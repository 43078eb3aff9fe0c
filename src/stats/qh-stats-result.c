/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-stats-result.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "domain/qh-number.h"

static void
clear_figure (gpointer data)
{
  QhFigure *figure = data;

  g_free (figure->name);
  g_free (figure->label);
}

static void
clear_column (gpointer data)
{
  QhFigureColumn *column = data;

  g_free (column->name);
  g_free (column->label);
}

static void
clear_cell (gpointer data)
{
  g_free (((QhFigureCell *)data)->text);
}

static void
clear_assumption (gpointer data)
{
  g_free (((QhAssumption *)data)->text);
}

static void
free_table (gpointer data)
{
  QhFigureTable *table = data;

  g_free (table->name);
  g_free (table->title);
  g_array_unref (table->columns);
  g_array_unref (table->cells);
  g_free (table);
}

static GArray *
make_array (guint size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, size);

  g_array_set_clear_func (array, clear);
  return array;
}

/**
 * qh_stats_result_new:
 * @test: the test's name
 * @title: what it is called, translated
 * @confidence: of every interval, between 0 and 1
 *
 * Returns: (transfer full): a result that says nothing yet.
 */
QhStatsResult *
qh_stats_result_new (const char *test, const char *title, double confidence)
{
  QhStatsResult *self = g_new0 (QhStatsResult, 1);

  self->test = g_strdup (test);
  self->title = g_strdup (title);
  self->confidence = confidence;
  self->figures = make_array (sizeof (QhFigure), clear_figure);
  self->assumptions = make_array (sizeof (QhAssumption), clear_assumption);
  self->tables = g_ptr_array_new_with_free_func (free_table);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
qh_stats_result_free (QhStatsResult *self)
{
  if (self == NULL)
    return;
  g_free (self->test);
  g_free (self->title);
  g_free (self->sentence);
  g_array_unref (self->figures);
  g_array_unref (self->assumptions);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/**
 * qh_stats_result_add:
 *
 * Adds a figure that has no interval; one that is NaN is left out.
 */
void
qh_stats_result_add (QhStatsResult *self,
                     const char *name,
                     const char *label,
                     QhFigureForm form,
                     double value)
{
  qh_stats_result_add_with (self, name, label, form, value, NAN, NAN);
}

/**
 * qh_stats_result_add_with:
 *
 * Adds a figure with its interval; one that is NaN is left out.
 */
void
qh_stats_result_add_with (QhStatsResult *self,
                          const char *name,
                          const char *label,
                          QhFigureForm form,
                          double value,
                          double low,
                          double high)
{
  QhFigure figure = { g_strdup (name), g_strdup (label), form, value, low, high };

  if (isnan (value))
    clear_figure (&figure);
  else
    g_array_append_val (self->figures, figure);
}

/**
 * qh_stats_result_assume:
 * @text: (transfer full): what must hold and how it was looked at
 */
void
qh_stats_result_assume (QhStatsResult *self, QhAssumptionState state, char *text)
{
  QhAssumption assumption = { state, text };

  g_array_append_val (self->assumptions, assumption);
}

/**
 * qh_stats_result_note:
 * @text: (transfer full): what its reader should know
 */
void
qh_stats_result_note (QhStatsResult *self, char *text)
{
  g_ptr_array_add (self->notes, text);
}

/**
 * qh_stats_result_say:
 * @sentence: (transfer full): what the test says, in plain words
 */
void
qh_stats_result_say (QhStatsResult *self, char *sentence)
{
  g_free (self->sentence);
  self->sentence = sentence;
}

/**
 * qh_stats_result_add_table:
 *
 * Returns: (transfer none): a table without columns.
 */
QhFigureTable *
qh_stats_result_add_table (QhStatsResult *self, const char *name, const char *title)
{
  QhFigureTable *table = g_new0 (QhFigureTable, 1);

  table->name = g_strdup (name);
  table->title = g_strdup (title);
  table->columns = make_array (sizeof (QhFigureColumn), clear_column);
  table->cells = make_array (sizeof (QhFigureCell), clear_cell);
  g_ptr_array_add (self->tables, table);
  return table;
}

void
qh_figure_table_column (QhFigureTable *self, const char *name, const char *label, QhFigureForm form)
{
  QhFigureColumn column = { g_strdup (name), g_strdup (label), form };

  g_array_append_val (self->columns, column);
}

void
qh_figure_table_text (QhFigureTable *self, const char *text)
{
  QhFigureCell cell = { g_strdup (text), NAN };

  g_array_append_val (self->cells, cell);
}

void
qh_figure_table_value (QhFigureTable *self, double value)
{
  QhFigureCell cell = { NULL, value };

  g_array_append_val (self->cells, cell);
}

/**
 * qh_stats_result_find:
 *
 * Returns: (nullable): the figure of that name.
 */
const QhFigure *
qh_stats_result_find (const QhStatsResult *self, const char *name)
{
  for (guint i = 0; i < self->figures->len; i++)
    if (g_str_equal (g_array_index (self->figures, QhFigure, i).name, name))
      return &g_array_index (self->figures, QhFigure, i);
  return NULL;
}

/**
 * qh_stats_result_find_table:
 *
 * Returns: (nullable): the table of that name.
 */
const QhFigureTable *
qh_stats_result_find_table (const QhStatsResult *self, const char *name)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      const QhFigureTable *table = g_ptr_array_index (self->tables, i);

      if (g_str_equal (table->name, name))
        return table;
    }
  return NULL;
}

guint
qh_figure_table_get_n_rows (const QhFigureTable *self)
{
  return self->columns->len > 0 ? self->cells->len / self->columns->len : 0;
}

/**
 * qh_figure_table_find_column:
 *
 * Returns: the place of the column of that name; %G_MAXUINT where there is none
 */
guint
qh_figure_table_find_column (const QhFigureTable *self, const char *name)
{
  for (guint c = 0; c < self->columns->len; c++)
    if (g_str_equal (g_array_index (self->columns, QhFigureColumn, c).name, name))
      return c;
  return G_MAXUINT;
}

const QhFigureCell *
qh_figure_table_get (const QhFigureTable *self, guint row, guint column)
{
  return &g_array_index (self->cells, QhFigureCell, row * self->columns->len + column);
}

/**
 * qh_figure_dup_text:
 * @value: NaN for none
 *
 * Returns: (transfer full): the figure as people read it: rounded, in the locale's writing,
 *   thousands of counts grouped. Not for files that programs read.
 */
char *
qh_figure_dup_text (QhFigureForm form, double value)
{
  if (isnan (value))
    return g_strdup ("");
  if (isinf (value))
    return g_strdup (value > 0 ? "∞" : "−∞");
  if (form == QH_FIGURE_P)
    return value < 0.001 ? g_strdup_printf ("< %.3f", 0.001) : g_strdup_printf ("%.3f", value);
  if (form == QH_FIGURE_PERCENT)
    return g_strdup_printf ("%.1f %%", value);
  if (form == QH_FIGURE_COUNT && value == floor (value))
    return g_strdup_printf ("%'.0f", value);
  return qh_number_format (value, fabs (value) < 1e4 ? 5 : 6);
}

/**
 * qh_stats_result_dup_interval_label:
 *
 * Returns: (transfer full): what to call the intervals, such as "Interval (95 %)".
 */
char *
qh_stats_result_dup_interval_label (const QhStatsResult *self)
{
  return g_strdup_printf (_ ("Interval (%g %%)"), 100 * self->confidence);
}

/**
 * qh_assumption_state_to_name:
 *
 * Returns: the word for it in files.
 */
const char *
qh_assumption_state_to_name (QhAssumptionState state)
{
  static const char *const names[] = { "met", "broken", "open" };

  return names[state];
}

/**
 * qh_assumption_state_get_label:
 *
 * Returns: (transfer none): the word for it on the screen.
 */
const char *
qh_assumption_state_get_label (QhAssumptionState state)
{
  static const char *const labels[]
    = { N_ ("Assumption met"), N_ ("Assumption not met"), N_ ("Assumption to be judged") };

  return _ (labels[state]);
}

static void
add_member (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text != NULL ? text : "");
}

/* JSON knows neither NaN nor infinity: no answer, and words. */
static void
add_value (JsonBuilder *builder, double value)
{
  if (isnan (value))
    json_builder_add_null_value (builder);
  else if (isinf (value))
    json_builder_add_string_value (builder, value > 0 ? "inf" : "-inf");
  else if (value == floor (value) && fabs (value) < 1e15)
    json_builder_add_int_value (builder, (gint64)value);
  else
    json_builder_add_double_value (builder, value);
}

static void
add_figures (const QhStatsResult *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "figures");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->figures->len; i++)
    {
      const QhFigure *figure = &g_array_index (self->figures, QhFigure, i);

      json_builder_begin_object (builder);
      add_member (builder, "name", figure->name);
      add_member (builder, "label", figure->label);
      json_builder_set_member_name (builder, "value");
      add_value (builder, figure->value);
      if (!isnan (figure->low) || !isnan (figure->high))
        {
          json_builder_set_member_name (builder, "low");
          add_value (builder, figure->low);
          json_builder_set_member_name (builder, "high");
          add_value (builder, figure->high);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_rows (const QhFigureTable *table, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint r = 0; r < qh_figure_table_get_n_rows (table); r++)
    {
      json_builder_begin_object (builder);
      for (guint c = 0; c < table->columns->len; c++)
        {
          const QhFigureColumn *column = &g_array_index (table->columns, QhFigureColumn, c);
          const QhFigureCell *cell = qh_figure_table_get (table, r, c);

          json_builder_set_member_name (builder, column->name);
          if (column->form == QH_FIGURE_TEXT && cell->text != NULL)
            json_builder_add_string_value (builder, cell->text);
          else
            add_value (builder, cell->value);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_tables (const QhStatsResult *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->tables->len; i++)
    {
      const QhFigureTable *table = g_ptr_array_index (self->tables, i);

      json_builder_begin_object (builder);
      add_member (builder, "name", table->name);
      add_member (builder, "title", table->title);
      add_rows (table, builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * qh_stats_result_to_json:
 * @builder: where an object is to be put
 *
 * Writes all of it, figures with all their digits.
 */
void
qh_stats_result_to_json (const QhStatsResult *self, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  add_member (builder, "test", self->test);
  add_member (builder, "title", self->title);
  add_member (builder, "sentence", self->sentence);
  json_builder_set_member_name (builder, "confidence");
  json_builder_add_double_value (builder, self->confidence);
  add_figures (self, builder);
  add_tables (self, builder);
  json_builder_set_member_name (builder, "assumptions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->assumptions->len; i++)
    {
      const QhAssumption *assumption = &g_array_index (self->assumptions, QhAssumption, i);

      json_builder_begin_object (builder);
      add_member (builder, "state", qh_assumption_state_to_name (assumption->state));
      add_member (builder, "text", assumption->text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->notes->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (self->notes, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}
