/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-answer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The texts of a question, as files name them. */
static const struct
{
  const char *name;
  gsize offset;
} texts[] = {
  { "unit", G_STRUCT_OFFSET (QhExploreQuestion, unit) },
  { "rows", G_STRUCT_OFFSET (QhExploreQuestion, rows) },
  { "columns", G_STRUCT_OFFSET (QhExploreQuestion, columns) },
  { "layers", G_STRUCT_OFFSET (QhExploreQuestion, layers) },
  { "colour", G_STRUCT_OFFSET (QhExploreQuestion, colour) },
  { "weight", G_STRUCT_OFFSET (QhExploreQuestion, weight) },
  { "filter", G_STRUCT_OFFSET (QhExploreQuestion, filter) },
  { "types", G_STRUCT_OFFSET (QhExploreQuestion, types) },
  { "test", G_STRUCT_OFFSET (QhExploreQuestion, test) },
};

static char **
get_text (QhExploreQuestion *self, guint i)
{
  return (char **)(void *)((char *)self + texts[i].offset);
}

/**
 * qh_explore_question_get_text:
 * @i: from 0
 * @name: (out): what files call it
 *
 * Returns: (nullable): where the question keeps a text of its own; %NULL past the last one
 */
char **
qh_explore_question_get_text (QhExploreQuestion *self, guint i, const char **name)
{
  if (i >= G_N_ELEMENTS (texts))
    return NULL;
  *name = texts[i].name;
  return get_text (self, i);
}

/**
 * qh_explore_question_equal:
 *
 * Returns: whether both ask the same.
 */
gboolean
qh_explore_question_equal (const QhExploreQuestion *a, const QhExploreQuestion *b)
{
  gboolean same = a->figures == b->figures;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    same &= g_strcmp0 (*get_text ((QhExploreQuestion *)a, i), *get_text ((QhExploreQuestion *)b, i)) == 0;
  return same;
}

/**
 * qh_explore_question_copy:
 *
 * Returns: (transfer full): the same question.
 */
QhExploreQuestion *
qh_explore_question_copy (const QhExploreQuestion *self)
{
  QhExploreQuestion *copy = g_new0 (QhExploreQuestion, 1);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *get_text (copy, i) = g_strdup (*get_text ((QhExploreQuestion *)self, i));
  copy->figures = self->figures;
  return copy;
}

void
qh_explore_question_free (QhExploreQuestion *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*get_text (self, i));
  g_free (self);
}

static void
free_table (gpointer data)
{
  QhAnswerTable *table = data;

  g_free (table->title);
  g_ptr_array_unref (table->cells);
  g_array_unref (table->tints);
  g_free (table);
}

/**
 * qh_answer_new:
 * @title: what was computed, translated
 * @subtitle: of what
 *
 * Returns: (transfer full): an answer that says nothing yet.
 */
QhAnswer *
qh_answer_new (const QhExploreQuestion *question, const char *title, const char *subtitle)
{
  QhAnswer *self = g_new0 (QhAnswer, 1);

  self->question = qh_explore_question_copy (question);
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  self->tables = g_ptr_array_new_with_free_func (free_table);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->charts = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_chart_data_unref);
  return self;
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

static gpointer
copy_table (gconstpointer data, gpointer unused)
{
  const QhAnswerTable *from = data;
  QhAnswerTable *table = g_new0 (QhAnswerTable, 1);

  table->title = g_strdup (from->title);
  table->n_columns = from->n_columns;
  table->cells = g_ptr_array_copy (from->cells, (GCopyFunc)copy_text, NULL);
  g_ptr_array_set_free_func (table->cells, g_free);
  table->tints = g_array_copy (from->tints);
  return table;
}

/**
 * qh_answer_copy:
 *
 * Returns: (transfer full): the same answer; its charts are the same ones.
 */
QhAnswer *
qh_answer_copy (const QhAnswer *self)
{
  QhAnswer *copy = qh_answer_new (self->question, self->title, self->subtitle);

  copy->sentence = g_strdup (self->sentence);
  copy->note = g_strdup (self->note);
  g_ptr_array_unref (copy->tables);
  copy->tables = g_ptr_array_copy (self->tables, (GCopyFunc)copy_table, NULL);
  g_ptr_array_set_free_func (copy->tables, free_table);
  g_ptr_array_unref (copy->lines);
  copy->lines = g_ptr_array_copy (self->lines, (GCopyFunc)copy_text, NULL);
  g_ptr_array_set_free_func (copy->lines, g_free);
  for (guint i = 0; i < self->charts->len; i++)
    g_ptr_array_add (copy->charts, qh_chart_data_ref (g_ptr_array_index (self->charts, i)));
  return copy;
}

void
qh_answer_free (QhAnswer *self)
{
  if (self == NULL)
    return;
  qh_explore_question_free (self->question);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->sentence);
  g_free (self->note);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->charts);
  g_free (self);
}

/**
 * qh_answer_add_table:
 *
 * Returns: (transfer none): a table without cells; the first @n_columns are its heading.
 */
QhAnswerTable *
qh_answer_add_table (QhAnswer *self, const char *title, guint n_columns)
{
  QhAnswerTable *table = g_new0 (QhAnswerTable, 1);

  table->title = g_strdup (title);
  table->n_columns = n_columns;
  table->cells = g_ptr_array_new_with_free_func (g_free);
  table->tints = g_array_new (FALSE, FALSE, sizeof (gint8));
  g_ptr_array_add (self->tables, table);
  return table;
}

/**
 * qh_answer_table_add:
 * @text: (transfer full): the next cell
 * @tint: -1 less and 1 more than expected, else 0
 */
void
qh_answer_table_add (QhAnswerTable *self, char *text, int tint)
{
  gint8 small = (gint8)tint;

  g_ptr_array_add (self->cells, text);
  g_array_append_val (self->tints, small);
}

/**
 * qh_answer_table_get_n_rows:
 *
 * Returns: how many rows it has, with its heading.
 */
guint
qh_answer_table_get_n_rows (const QhAnswerTable *self)
{
  return self->n_columns > 0 ? self->cells->len / self->n_columns : 0;
}

const char *
qh_answer_table_get (const QhAnswerTable *self, guint row, guint column)
{
  return g_ptr_array_index (self->cells, row * self->n_columns + column);
}

static void
add_figures (QhAnswer *self, const QhStatsResult *result)
{
  g_autofree char *interval = qh_stats_result_dup_interval_label (result);
  QhAnswerTable *table;

  if (result->figures->len == 0)
    return;
  table = qh_answer_add_table (self, result->title, 3);
  qh_answer_table_add (table, g_strdup (_ ("Figure")), 0);
  qh_answer_table_add (table, g_strdup (_ ("Value")), 0);
  qh_answer_table_add (table, g_steal_pointer (&interval), 0);
  for (guint i = 0; i < result->figures->len; i++)
    {
      const QhFigure *figure = &g_array_index (result->figures, QhFigure, i);

      qh_answer_table_add (table, g_strdup (figure->label), 0);
      qh_answer_table_add (table, qh_figure_dup_text (figure->form, figure->value), 0);
      if (isnan (figure->low) && isnan (figure->high))
        qh_answer_table_add (table, g_strdup (""), 0);
      else
        {
          g_autofree char *low = qh_figure_dup_text (figure->form, figure->low);
          g_autofree char *high = qh_figure_dup_text (figure->form, figure->high);

          /* Translators: an interval, from and to */
          qh_answer_table_add (table, g_strdup_printf (_ ("%s to %s"), low, high), 0);
        }
    }
}

static void
add_rows (QhAnswer *self, const QhFigureTable *from)
{
  QhAnswerTable *table = qh_answer_add_table (self, from->title, from->columns->len);

  for (guint c = 0; c < from->columns->len; c++)
    qh_answer_table_add (
      table, g_strdup (g_array_index (from->columns, QhFigureColumn, c).label), 0);
  for (guint r = 0; r < qh_figure_table_get_n_rows (from); r++)
    for (guint c = 0; c < from->columns->len; c++)
      {
        const QhFigureCell *cell = qh_figure_table_get (from, r, c);
        QhFigureForm form = g_array_index (from->columns, QhFigureColumn, c).form;

        qh_answer_table_add (table,
                             cell->text != NULL       ? g_strdup (cell->text)
                             : isnan (cell->value)    ? g_strdup ("")
                                                      : qh_figure_dup_text (form, cell->value),
                             0);
      }
}

/**
 * qh_answer_add_result:
 *
 * Adds all that a test says: its sentence, figures, tables, assumptions and notes.
 */
void
qh_answer_add_result (QhAnswer *self, const QhStatsResult *result)
{
  if (self->sentence == NULL)
    self->sentence = g_strdup (result->sentence);
  add_figures (self, result);
  for (guint i = 0; i < result->tables->len; i++)
    if (g_strcmp0 (((QhFigureTable *)g_ptr_array_index (result->tables, i))->name, "cells") != 0)
      add_rows (self, g_ptr_array_index (result->tables, i));
  for (guint i = 0; i < result->assumptions->len; i++)
    {
      const QhAssumption *assumption = &g_array_index (result->assumptions, QhAssumption, i);

      g_ptr_array_add (self->lines,
                       g_strdup_printf ("%s: %s",
                                        qh_assumption_state_get_label (assumption->state),
                                        assumption->text));
    }
  for (guint i = 0; i < result->notes->len; i++)
    if (!g_ptr_array_find_with_equal_func (self->lines, g_ptr_array_index (result->notes, i), g_str_equal, NULL))
      g_ptr_array_add (self->lines, g_strdup (g_ptr_array_index (result->notes, i)));
}
