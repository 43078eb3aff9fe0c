/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a table of a report: each is what “quehacer table” counts, by
 * the same code, for the conditions of its block, its row and its column. */
#include "report/qh-report-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A variable by which all can be counted, where only the sum matters. */
static const char *
find_any (QhFrame *frame)
{
  for (guint i = 0; i < qh_frame_get_n_columns (frame); i++)
    if (qh_frame_get_column (frame, i)->form == QH_COLUMN_CODED)
      return qh_frame_get_column (frame, i)->field->name;
  return NULL;
}

/**
 * qh_reporting_count:
 * @wheres: (array zero-terminated=1): lists of conditions; of two on one variable the later counts
 * @layers: (nullable): a variable of which each category gets a table of its own
 * @rows: (nullable): a variable, or %NULL where only the sum matters
 *
 * Returns: (transfer full): the table of the rows that pass.
 */
QhTable *
qh_reporting_count (QhFrame *frame,
                    char *const *const *wheres,
                    const char *layers,
                    const char *rows,
                    const char *columns,
                    QhMeasure measure,
                    GError **error)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autofree guint8 *mask = NULL;

  for (guint i = 0; wheres[i] != NULL; i++)
    for (guint c = 0; wheres[i][c] != NULL; c++)
      if (!qh_filter_parse (filter, frame, wheres[i][c], error))
        return NULL;
  mask = filter->conditions->len > 0 ? qh_filter_to_mask (filter, frame, error) : NULL;
  if (mask == NULL && filter->conditions->len > 0)
    return NULL;
  return qh_table_new_in_layers (
    frame, layers, rows != NULL ? rows : find_any (frame), columns, mask, measure, error);
}

/**
 * qh_reporting_is_of_rows:
 *
 * Returns: whether a variable has one answer a record, so that tables can be
 *   counted in layers of it.
 */
gboolean
qh_reporting_is_of_rows (QhFrame *frame, const char *variable)
{
  g_autoptr (QhVariable) found = qh_variable_new (frame, variable, NULL);

  return found != NULL && found->level == QH_LEVEL_ROW;
}

/**
 * qh_reporting_find_key:
 *
 * Returns: which category of a variable a key is; −1 where it is none.
 */
int
qh_reporting_find_key (const QhVariable *variable, gint64 key)
{
  guint n = qh_variable_get_n_keys (variable);

  for (guint category = 0; category < n; category++)
    if (qh_variable_get_key (variable, category) == key)
      return (int)category;
  return -1;
}

/* Filling */

/* What is counted for some rows and the heads of one of the template's columns. */
typedef struct
{
  QhReporting *reporting;
  const QhReportSection *section;
  const QhReportColumn *column;
  QhReportSource *source;
  QhReportBlock *block;
  guint first; /* of the heads */
  guint end;
} Filling;

static const QhReportHead *
get_head (const QhReportBlock *block, guint index)
{
  return g_ptr_array_index (block->heads, index);
}

/* What is counted across: days, months, categories, or nothing. */
static char *
make_across (const Filling *self)
{
  const QhReportHead *head = get_head (self->block, self->first);

  if (head->measure == QH_REPORT_PEOPLE)
    return g_strdup ("sex");
  if (head->by != NULL)
    return g_strdup (head->by);
  return head->show == QH_REPORT_PARTS ? g_strdup_printf ("%s:day", self->source->placed) : NULL;
}

static QhTable *
count (const Filling *self, char *const *where, const char *layers, const char *by, QhMeasure measure, GError **error)
{
  const QhReportHead *head = get_head (self->block, self->first);
  QhFrame *frame = head->show == QH_REPORT_OF_YEAR
                     ? qh_reporting_get_year (self->reporting, self->source, error)
                     : self->source->of_period;
  g_autofree char *across = make_across (self);
  g_autofree char *rows = head->show == QH_REPORT_PRINCIPAL && by != NULL
                            ? g_strconcat (by, ":first", NULL)
                            : g_strdup (by);
  char *const *wheres[4] = { NULL };
  guint n = 0;

  if (frame == NULL)
    return NULL;
  if (self->section->where != NULL)
    wheres[n++] = self->section->where;
  if (where != NULL)
    wheres[n++] = where;
  if (self->column->where != NULL)
    wheres[n++] = self->column->where;
  return qh_reporting_count (frame, wheres, layers, rows, across, measure, error);
}

static guint64
sum_head (const QhTable *table, const QhReportHead *head, int row)
{
  gboolean all = table->columns == NULL || head->measure == QH_REPORT_PEOPLE;
  guint64 sum = 0;

  if (all)
    return row >= 0 ? qh_table_sum_row (table, (guint)row) : qh_table_sum (table);
  for (guint c = 0; c < table->n_columns; c++)
    {
      gint64 key = qh_variable_get_key (table->columns, c);

      if (key >= head->least && key <= head->greatest)
        sum += row >= 0 ? qh_table_get_cell (table, (guint)row, c) : qh_table_sum_column (table, c);
    }
  return sum;
}

/* Puts the figures of a row into its cells; of the sum where @row is −1. */
static void
put (const Filling *self, QhReportLine *line, const QhTable *values, const QhTable *counts, int row)
{
  for (guint h = self->first; h < self->end; h++)
    {
      QhReportCell *cell = qh_report_get_cell (line, h);

      cell->value = (double)sum_head (values, get_head (self->block, h), row);
      cell->count = values == counts ? cell->value
                                     : (double)sum_head (counts, get_head (self->block, h), row);
    }
}

static void
put_none (const Filling *self, QhReportLine *line)
{
  for (guint h = self->first; h < self->end; h++)
    {
      QhReportCell *cell = qh_report_get_cell (line, h);

      cell->value = cell->count = 0;
    }
}

/* Counts once for the rows from @start to @end that are told apart by a
 * variable and have the same conditions otherwise. */
static gboolean
fill_run (const Filling *self, guint start, guint end, GError **error)
{
  const QhReportLine *first = g_ptr_array_index (self->block->lines, start);
  gboolean minutes = self->column->measure == QH_REPORT_MINUTES;
  const char *by = first->total ? self->section->by : first->by;
  g_autoptr (QhTable) counts = count (self, first->where, NULL, by, QH_MEASURE_COUNT, error);
  g_autoptr (QhTable) sums
    = minutes && counts != NULL ? count (self, first->where, NULL, by, QH_MEASURE_MINUTES, error) : NULL;

  if (counts == NULL || (minutes && sums == NULL))
    return FALSE;
  for (guint i = start; i < end; i++)
    {
      QhReportLine *line = g_ptr_array_index (self->block->lines, i);
      int row = line->by != NULL ? qh_reporting_find_key (counts->rows, line->key) : -1;

      if (line->level != first->level && !line->total)
        continue;
      if (line->by != NULL && row < 0)
        put_none (self, line);
      else
        put (self, line, minutes ? sums : counts, counts, line->total ? -1 : row);
    }
  return TRUE;
}

/* A row within the group whose tables these are. */
static void
put_child (const Filling *self, QhReportLine *line, const QhTable *values, const QhTable *counts, int layer)
{
  int row = qh_reporting_find_key (counts->rows, line->key);
  QhTable layer_counts, layer_values;

  if (layer < 0 || row < 0)
    {
      put_none (self, line);
      return;
    }
  layer_counts = qh_table_get_layer (counts, (guint)layer);
  layer_values = qh_table_get_layer (values, (guint)layer);
  put (self, line, values == counts ? &layer_counts : &layer_values, &layer_counts, row);
}

/* Counts the rows within rows for all groups in one pass. */
static gboolean
fill_children (const Filling *self, GError **error)
{
  const QhReportSection *section = self->section;
  gboolean minutes = self->column->measure == QH_REPORT_MINUTES;
  g_autoptr (QhTable) counts = count (self, NULL, section->by, section->then, QH_MEASURE_COUNT, error);
  g_autoptr (QhTable) sums = minutes && counts != NULL
                               ? count (self, NULL, section->by, section->then, QH_MEASURE_MINUTES, error)
                               : NULL;
  int layer = -1;

  if (counts == NULL || (minutes && sums == NULL))
    return FALSE;
  for (guint i = 0; i < self->block->lines->len; i++)
    {
      QhReportLine *line = g_ptr_array_index (self->block->lines, i);

      if (line->level == 2)
        put_child (self, line, minutes ? sums : counts, counts, layer);
      else if (!line->total)
        layer = qh_reporting_find_key (counts->layers, line->key);
    }
  return TRUE;
}

static gboolean
is_same_run (const QhReportLine *first, const QhReportLine *line)
{
  return first->by != NULL && line->by != NULL && first->level == line->level
         && g_strv_equal ((const char *const *)first->where, (const char *const *)line->where);
}

/* The sum of named rows, which may be of anything. */
static void
add_up (const Filling *self, QhReportLine *total)
{
  for (guint h = self->first; h < self->end; h++)
    {
      QhReportCell *sum = qh_report_get_cell (total, h);

      sum->value = sum->count = 0;
      for (guint i = 0; i < self->block->lines->len; i++)
        {
          const QhReportLine *line = g_ptr_array_index (self->block->lines, i);

          if (line->total || line->level != 1)
            continue;
          sum->value += qh_report_get_cell (line, h)->value;
          sum->count += qh_report_get_cell (line, h)->count;
        }
    }
}

static gboolean
fill_counts (const Filling *self, GError **error)
{
  GPtrArray *lines = self->block->lines;
  gboolean filled = FALSE;

  /* Rows of level 1 by a variable, and their sum, come from one table. */
  if (self->section->by != NULL && lines->len > 0)
    {
      if (!fill_run (self, 0, lines->len, error))
        return FALSE;
      filled = TRUE;
      if (self->section->then != NULL && qh_reporting_is_of_rows (self->source->of_period, self->section->by))
        return fill_children (self, error);
    }
  for (guint start = 0; start < lines->len;)
    {
      QhReportLine *first = g_ptr_array_index (lines, start);
      guint end = start + 1;

      while (end < lines->len && is_same_run (first, g_ptr_array_index (lines, end)))
        end++;
      if (first->total && !filled)
        add_up (self, first);
      else if (!first->total && (first->level == 2 || !filled)
               && !fill_run (self, start, first->by != NULL ? end : start + 1, error))
        return FALSE;
      start = end;
    }
  return TRUE;
}

/* Goals: what is planned, and how much of it was done. */

/* What was done of the types through whose goals a function is planned. */
static double
sum_planned (QhReporting *reporting, gint64 function, const QhTable *types, gboolean *any)
{
  double sum = 0;

  for (guint row = 0; row < types->n_rows; row++)
    if (qh_reporting_is_through_types (reporting, function, qh_variable_get_key (types->rows, row)))
      {
        *any = TRUE;
        sum += (double)qh_table_sum_row (types, row);
      }
  return sum;
}

/* What meets the goal of a row, of its types: all of it, or of a function that is
 * planned by its types these. */
static double
sum_done (QhReporting *reporting, const QhReportLine *line, const QhTable *types)
{
  gboolean through = FALSE;
  double done = 0;

  if (g_strcmp0 (line->by, "function") == 0)
    done = sum_planned (reporting, line->key, types, &through);
  return through ? done : (double)qh_table_sum (types);
}

/* Counts what meets the goal of a row that the template names. */
static gboolean
count_done (QhReporting *reporting, const Filling *self, const QhReportLine *line, double *done, GError **error)
{
  g_autofree char *own = line->by != NULL ? g_strdup_printf ("%s=%s", line->by, line->code) : NULL;
  char *const more[] = { own, NULL };
  char *const *wheres[4] = { NULL };
  g_autoptr (QhTable) table = NULL;
  guint n = 0;

  if (self->section->where != NULL)
    wheres[n++] = self->section->where;
  wheres[n++] = line->where;
  wheres[n] = more;
  table = qh_reporting_count (self->source->of_period, wheres, NULL, "type", NULL, QH_MEASURE_COUNT, error);
  if (table != NULL)
    *done = sum_done (reporting, line, table);
  return table != NULL;
}

/* Counts types within functions, or within types, for all rows with a goal at once;
 * %NULL without an error where the template names the rows. */
static QhTable *
count_all_done (const Filling *self, GError **error)
{
  char *const *wheres[] = { self->section->where, NULL };

  if (self->section->by == NULL)
    return NULL;
  return qh_reporting_count (
    self->source->of_period, wheres, self->section->by, "type", NULL, QH_MEASURE_COUNT, error);
}

/* What meets the goal of a row that is a category, or of one within it. */
static double
look_up_done (QhReporting *reporting, const QhReportLine *line, const QhTable *all, int layer)
{
  int row = qh_reporting_find_key (all->rows, line->key);
  QhTable types;

  if (layer < 0)
    return 0;
  types = qh_table_get_layer (all, (guint)layer);
  if (line->level == 1)
    return sum_done (reporting, line, &types);
  return row >= 0 ? (double)qh_table_sum_row (&types, (guint)row) : 0;
}

static void
put_goal (const Filling *self, QhReportLine *line, double due, double done)
{
  QhReportCell *cell = qh_report_get_cell (line, self->first);

  if (!(due > 0))
    return;
  cell->value = self->column->show == QH_REPORT_PLANNED ? due : 100 * done / due;
  if (self->column->show == QH_REPORT_PERCENT)
    cell->count = done;
}

static gboolean
fill_goals (QhReporting *reporting, const Filling *self, GError **error)
{
  g_autoptr (QhTable) all = count_all_done (self, error);
  double all_due = 0, all_done = 0;
  int layer = -1;

  if (all == NULL && self->section->by != NULL)
    return FALSE;
  for (guint i = 0; i < self->block->lines->len; i++)
    {
      QhReportLine *line = g_ptr_array_index (self->block->lines, i);
      double done = 0;

      if (all != NULL && line->level == 1 && !line->total)
        layer = qh_reporting_find_key (all->layers, line->key);
      if (line->total)
        line->due = all_due;
      else if (line->due > 0 && all != NULL)
        done = look_up_done (reporting, line, all, layer);
      else if (line->due > 0 && !count_done (reporting, self, line, &done, error))
        return FALSE;
      line->done = line->total ? all_done : done;
      put_goal (self, line, line->due, line->total ? all_done : done);
      if (line->level == 1 && line->due > 0)
        {
          all_due += line->due;
          all_done += done;
        }
    }
  return TRUE;
}

static gboolean
fill (QhReporting *reporting, const QhReportSection *section, QhReportSource *source, QhReportBlock *block, GError **error)
{
  for (guint first = 0; first < block->heads->len;)
    {
      const QhReportHead *head = get_head (block, first);
      Filling filling = { reporting, section, g_ptr_array_index (section->columns, head->column), source, block, first, first + 1 };
      gboolean goals = head->show == QH_REPORT_PLANNED || head->show == QH_REPORT_PERCENT;

      while (filling.end < block->heads->len && get_head (block, filling.end)->column == head->column)
        filling.end++;
      if (goals ? !fill_goals (reporting, &filling, error) : !fill_counts (&filling, error))
        return FALSE;
      first = filling.end;
    }
  return TRUE;
}

static char *
make_row_title (QhReporting *self, const QhReportSection *section, QhReportSource *source)
{
  g_autoptr (QhVariable) by
    = section->by != NULL ? qh_variable_new (source->of_period, section->by, NULL) : NULL;
  g_autoptr (QhVariable) then
    = section->then != NULL ? qh_variable_new (source->of_period, section->then, NULL) : NULL;
  g_autofree char *first = by != NULL ? qh_variable_dup_label (by, self->language) : NULL;
  g_autofree char *second = then != NULL ? qh_variable_dup_label (then, self->language) : NULL;

  if (second != NULL)
    /* Translators: what rows and the rows within them are, such as function and type */
    return g_strdup_printf (_ ("%s / %s"), first, second);
  return g_strdup (first != NULL ? first : "");
}

static char *
make_rule (const QhReportSection *section)
{
  g_autofree char *where = section->where != NULL ? g_strjoinv ("\n", section->where) : g_strdup ("");

  return g_strdup_printf ("%s\n%s", section->placed_by != NULL ? section->placed_by : "", where);
}

/**
 * qh_reporting_add_table:
 *
 * Adds a section that counts.
 *
 * Returns: whether it could be counted; a condition of the template may name
 *   what is not there.
 */
gboolean
qh_reporting_add_table (QhReporting *self, const QhReportSection *section, GError **error)
{
  QhReportSource *source = qh_reporting_get_source (self, section->kind, section->placed_by, error);
  g_autoptr (GStrvBuilder) where = g_strv_builder_new ();
  QhReportBlock *block;

  if (source == NULL)
    return FALSE;
  block = qh_report_add_block (self->report, QH_REPORT_TABLE, qh_labels_get (section->titles, self->language));
  block->chart = section->chart;
  block->kind = g_strdup (qh_frame_get_kind (source->of_period)->name);
  block->row_title = make_row_title (self, section, source);
  g_strv_builder_addv (where, (const char **)source->where);
  if (section->where != NULL)
    g_strv_builder_addv (where, (const char **)section->where);
  g_strfreev (block->where);
  block->where = g_strv_builder_end (where);
  block->rule = make_rule (section);
  if (!qh_reporting_add_heads (self, section, source, block, error)
      || !qh_reporting_add_lines (self, section, source, block, error)
      || !fill (self, section, source, block, error))
    {
      g_prefix_error (error, "%s: ", block->title);
      return FALSE;
    }
  return TRUE;
}
