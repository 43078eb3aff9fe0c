/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frequencies and cross-tables as answers. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "frame/qh-small-cells.h"
#include "frame/qh-table.h"
#include "research/qh-explore-private.h"
#include "stats/qh-crosstab.h"
#include "stats/qh-sample.h"

/* Rows and cells past which nobody reads on. */
#define MOST_ROWS 300
#define MOST_CELLS 3000
#define MOST_BARS 20
#define MOST_SERIES 6
/* |z| that 5 of 100 pass by chance. */
#define NOTABLE 1.96
#define BLOCK 4096

static char *
write_percent (double part, double whole)
{
  return whole > 0 ? g_strdup_printf ("%.1f %%", 100 * part / whole) : g_strdup ("–");
}

static char *
write_count (double count, gboolean hidden, guint least)
{
  /* Translators: a count too small to be shown: fewer than 5 */
  return hidden ? (count > 0 && count < least ? g_strdup_printf (_ ("<%u"), least) : g_strdup ("…"))
                : qh_figure_dup_text (QH_FIGURE_COUNT, count);
}

static void
tell_hidden (QhAnswer *answer, guint least)
{
  g_ptr_array_add (
    answer->lines,
    g_strdup_printf (_ ("Counts below %u, and those that would give them away, are hidden."), least));
}

/* Frequencies */

typedef struct
{
  const QhTable *table;
  double *counts; /* of its rows; weighted where there is a weight */
  guint8 *hidden; /* NULL: nothing is */
} Frequencies;

static void
frequencies_clear (Frequencies *self)
{
  g_free (self->counts);
  g_free (self->hidden);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frequencies, frequencies_clear)

static const QhFrameColumn *
find_weight (const QhExploring *self, const QhVariable *variable, GError **error)
{
  const QhFrameColumn *column = qh_frame_find_column (self->frame, self->weight);

  if (variable->level == QH_LEVEL_ROW && column != NULL && qh_column_is_number (column))
    return column;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               variable->level == QH_LEVEL_ROW
                 ? _ ("“%s” is not a number, and a weight is how many like it a row stands for. Choose another weight.")
                 : _ ("“%s” has several answers a row, and a weight counts each row once. Take the weight away."),
               variable->level == QH_LEVEL_ROW ? self->weight : variable->name);
  return NULL;
}

static double
get_weight (const QhFrameColumn *column, guint row)
{
  gint64 value = qh_frame_column_get (column, row);
  double weight = QH_SCAN_IS_EMPTY (value)            ? 0
                  : column->form == QH_COLUMN_REAL ? qh_scan_to_real (value)
                                                   : (double)value;

  return weight > 0 ? weight : 0;
}

static gboolean
weigh (const QhExploring *self, const QhVariable *variable, double *counts, GError **error)
{
  const QhFrameColumn *column = find_weight (self, variable, error);
  guint n_rows = qh_frame_get_n_rows (self->frame);
  guint32 block[BLOCK];

  if (column == NULL)
    return FALSE;
  memset (counts, 0, qh_variable_get_n_keys (variable) * sizeof *counts);
  for (guint start = 0; start < n_rows; start += BLOCK)
    {
      guint n = MIN (BLOCK, n_rows - start);

      qh_variable_decode (variable, start, n, block);
      for (guint i = 0; i < n; i++)
        if (self->mask == NULL || self->mask[start + i])
          counts[block[i]] += get_weight (column, start + i);
    }
  return TRUE;
}

static double
add_up (const Frequencies *self, guint first)
{
  double sum = 0;

  for (guint r = first; r < self->table->n_rows; r++)
    sum += self->counts[r];
  return sum;
}

static gboolean
is_month (const QhVariable *variable)
{
  return variable->form == QH_VARIABLE_MONTH;
}

static void
draw_frequencies (QhAnswer *answer, const Frequencies *self, QhLanguage language)
{
  const QhTable *table = self->table;
  gboolean months = is_month (table->rows);
  QhChartData *chart
    = qh_chart_data_new (months ? QH_CHART_LINE : QH_CHART_STACKED_BARS, answer->subtitle);

  chart->step = months ? QH_CHART_STEP_MONTH : QH_CHART_STEP_NONE;
  qh_chart_data_add_series (chart, 0, _ ("Rows"), QH_CHART_COLOUR_AUTO);
  for (guint r = QH_FRAME_FIRST_CODE; r < table->n_rows; r++)
    if (months || self->counts[r] > 0)
      {
        gint64 key = qh_variable_get_key (table->rows, r);
        g_autofree char *label = qh_variable_dup_key_label (table->rows, key, language, NULL, NULL);
        guint category = qh_chart_data_add_category (chart, key, label, NULL);

        qh_chart_data_set_value (
          chart, category, 0, self->hidden != NULL && self->hidden[r * 2] ? NAN : self->counts[r]);
      }
  if (!months && qh_chart_data_get_n_categories (chart) > MOST_BARS)
    {
      QhChartData *folded = qh_chart_data_fold (chart, MOST_BARS, 1, _ ("Others"), NULL);

      qh_chart_data_unref (chart);
      chart = folded;
    }
  g_ptr_array_add (answer->charts, chart);
}

/* @upto is NAN where what adds up would tell what is hidden. */
static void
add_frequency (QhAnswerTable *to, char *label, double count, double all, double valid, double upto, char *shown, gboolean hidden)
{
  gboolean secret = hidden || isnan (upto);

  qh_answer_table_add (to, label, 0);
  qh_answer_table_add (to, shown, 0);
  qh_answer_table_add (to, hidden ? g_strdup ("…") : write_percent (count, all), 0);
  qh_answer_table_add (to, hidden ? g_strdup ("…") : valid > 0 ? write_percent (count, valid) : g_strdup (""), 0);
  qh_answer_table_add (to, secret ? g_strdup ("…") : valid > 0 ? write_percent (upto, valid) : g_strdup (""), 0);
}

static guint8 *
hide_small (const guint64 *cells, guint n, guint least)
{
  g_autofree double *counts = g_new (double, n);

  for (guint i = 0; i < n; i++)
    counts[i] = (double)cells[i];
  return qh_small_cells_find (counts, n, 1, least, TRUE);
}

/* Counts that rows were weighted to do not tell how few they are. */
static char *
write_row_count (const Frequencies *self, guint row, const QhExploreRules *rules)
{
  gboolean hidden = self->hidden != NULL && self->hidden[row * 2];

  return hidden ? write_count ((double)self->table->cells[row], TRUE, rules->least)
                : qh_figure_dup_text (QH_FIGURE_COUNT, self->counts[row]);
}

static void
list_heading (QhAnswerTable *to)
{
  qh_answer_table_add (to, g_strdup (_ ("Category")), 0);
  qh_answer_table_add (to, g_strdup (_ ("Count")), 0);
  qh_answer_table_add (to, g_strdup (_ ("%")), 0);
  qh_answer_table_add (to, g_strdup (/* xgettext:no-c-format */ _ ("% of answers")), 0);
  qh_answer_table_add (to, g_strdup (_ ("Added up")), 0);
}

static void
list_frequencies (QhAnswer *answer, const Frequencies *self, const QhExploreRules *rules)
{
  const QhTable *table = self->table;
  QhAnswerTable *to = qh_answer_add_table (answer, _ ("Frequencies"), 5);
  double all = add_up (self, 0), valid = add_up (self, QH_FRAME_FIRST_CODE), upto = 0;
  gboolean secret = FALSE; /* what adds up would tell what is hidden */
  guint shown = 0;

  list_heading (to);
  for (guint i = 0; i < table->n_rows; i++)
    {
      guint r = qh_table_order (i, table->n_rows);
      gboolean hide = self->hidden != NULL && self->hidden[r * 2];

      if (self->counts[r] == 0 || shown++ >= MOST_ROWS)
        continue;
      secret |= hide;
      upto += self->counts[r];
      add_frequency (
        to,
        qh_variable_dup_key_label (table->rows, qh_variable_get_key (table->rows, r), rules->language, NULL, NULL),
        self->counts[r],
        all,
        r < QH_FRAME_FIRST_CODE ? 0 : valid,
        secret ? NAN : upto,
        write_row_count (self, r, rules),
        hide);
    }
  secret = self->hidden != NULL && self->hidden[table->n_rows * 2];
  add_frequency (to, g_strdup (_ ("Total")), all, all, 0, 0, write_count (all, secret, rules->least), secret);
  if (shown > MOST_ROWS)
    g_ptr_array_add (answer->lines,
                     g_strdup_printf (ngettext ("%u more category is not listed.",
                                                "%u more categories are not listed.",
                                                shown - MOST_ROWS),
                                      shown - MOST_ROWS));
}

static void
say_frequencies (QhAnswer *answer, const Frequencies *self, QhLanguage language)
{
  const QhVariable *variable = self->table->rows;
  double sum = add_up (self, QH_FRAME_FIRST_CODE);
  guint most = QH_FRAME_FIRST_CODE;
  g_autofree char *label = NULL;

  for (guint r = QH_FRAME_FIRST_CODE; r < self->table->n_rows; r++)
    if (self->counts[r] > self->counts[most])
      most = r;
  if (sum <= 0 || (self->hidden != NULL && self->hidden[most * 2]))
    return;
  label = qh_variable_dup_key_label (variable, qh_variable_get_key (variable, most), language, NULL, NULL);
  answer->sentence = g_strdup_printf (
    _ ("Most often “%s”: %.0f of every 100 answers."), label, 100 * self->counts[most] / sum);
}

/**
 * qh_explore_frequencies:
 *
 * Returns: (transfer full): how often each category stands.
 */
QhAnswer *
qh_explore_frequencies (const QhExploring *self, GError **error)
{
  g_autoptr (QhTable) table
    = qh_table_new (self->frame, self->of, NULL, self->mask, QH_MEASURE_COUNT, error);
  g_auto (Frequencies) frequencies = { table, NULL, NULL };
  QhAnswer *answer;

  if (table == NULL)
    return NULL;
  frequencies.counts = g_new (double, table->n_rows);
  for (guint r = 0; r < table->n_rows; r++)
    frequencies.counts[r] = (double)table->cells[r];
  if (self->weight != NULL && !weigh (self, table->rows, frequencies.counts, error))
    return NULL;
  answer = qh_answer_new (self->question, _ ("Frequencies"), self->subtitle);
  if (self->rules->least > 0)
    {
      frequencies.hidden = hide_small (table->cells, table->n_rows, self->rules->least);
      tell_hidden (answer, self->rules->least);
    }
  list_frequencies (answer, &frequencies, self->rules);
  say_frequencies (answer, &frequencies, self->rules->language);
  draw_frequencies (answer, &frequencies, self->rules->language);
  return answer;
}

/* Cross-tables */

typedef struct
{
  const QhStatsCounts *counts;
  guint rows;
  guint columns;
  double *row_sums;
  double *column_sums;
  double n;
  double *expected;
  double *residuals;
  guint8 *hidden; /* NULL: nothing is */
  guint least;
} Cross;

static void
clear_cross (Cross *self)
{
  g_free (self->row_sums);
  g_free (self->column_sums);
  g_free (self->expected);
  g_free (self->residuals);
  g_free (self->hidden);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cross, clear_cross)

static void
sum_up (Cross *self, const QhStatsCounts *counts)
{
  gsize n_cells;

  self->counts = counts;
  self->rows = counts->rows->len;
  self->columns = counts->columns->len;
  n_cells = (gsize)self->rows * self->columns;
  self->row_sums = g_new0 (double, self->rows + 1);
  self->column_sums = g_new0 (double, self->columns + 1);
  self->expected = g_new0 (double, n_cells + 1);
  self->residuals = g_new0 (double, n_cells + 1);
  for (gsize i = 0; i < n_cells; i++)
    {
      self->row_sums[i / self->columns] += counts->cells[i];
      self->column_sums[i % self->columns] += counts->cells[i];
      self->n += counts->cells[i];
    }
  qh_crosstab_expect (counts->cells, self->rows, self->columns, self->expected, self->residuals);
}

static gboolean
are_equal (GPtrArray *a, GPtrArray *b)
{
  gboolean equal = a->len == b->len;

  for (guint i = 0; equal && i < a->len; i++)
    equal = g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i));
  return equal;
}

/* Of the rows themselves, whatever they were weighted to. */
static gboolean
hide_cells (Cross *self, const QhStatsCounts *rows, guint least, GError **error)
{
  if (!are_equal (self->counts->rows, rows->rows) || !are_equal (self->counts->columns, rows->columns))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("Some categories have no weight, so that small counts cannot be hidden. Take the weight away."));
      return FALSE;
    }
  self->least = least;
  self->hidden = qh_small_cells_find (rows->cells, self->rows, self->columns, least, TRUE);
  return TRUE;
}

static gboolean
is_hidden (const Cross *self, guint row, guint column)
{
  return self->hidden != NULL && self->hidden[row * (self->columns + 1) + column];
}

/* A residual follows from a count and the sums about it. */
static gboolean
follows_from_hidden (const Cross *self, guint row, guint column)
{
  return is_hidden (self, row, column) || is_hidden (self, row, self->columns) || is_hidden (self, self->rows, column)
         || is_hidden (self, self->rows, self->columns);
}

static void
append_part (GString *cell, char *part)
{
  g_string_append_printf (cell, "%s%s", cell->len > 0 ? " · " : "", part);
  g_free (part);
}

static char *
write_cell (const Cross *self, guint row, guint column, QhAnswerFigures figures)
{
  gsize i = (gsize)row * self->columns + column;
  double count = self->counts->cells[i];
  GString *cell = g_string_new (NULL);

  if (is_hidden (self, row, column))
    append_part (cell, write_count (count, TRUE, self->least));
  else
    {
      if (figures & QH_ANSWER_COUNT)
        append_part (cell, qh_figure_dup_text (QH_FIGURE_COUNT, count));
      if ((figures & QH_ANSWER_ROW_PERCENT) && !is_hidden (self, row, self->columns))
        append_part (cell, write_percent (count, self->row_sums[row]));
      if ((figures & QH_ANSWER_COLUMN_PERCENT) && !is_hidden (self, self->rows, column))
        append_part (cell, write_percent (count, self->column_sums[column]));
      if ((figures & QH_ANSWER_TOTAL_PERCENT) && !is_hidden (self, self->rows, self->columns))
        append_part (cell, write_percent (count, self->n));
    }
  /* What is expected comes of the sums alone, a residual of the count too. */
  if ((figures & QH_ANSWER_EXPECTED) && self->hidden == NULL)
    append_part (cell, g_strdup_printf ("%'.1f", self->expected[i]));
  if ((figures & QH_ANSWER_RESIDUAL) && !follows_from_hidden (self, row, column) && isfinite (self->residuals[i]))
    append_part (cell, g_strdup_printf ("%+'.1f", self->residuals[i]));
  return g_string_free (cell, FALSE);
}

static int
get_tint (const Cross *self, guint row, guint column)
{
  double residual = self->residuals[(gsize)row * self->columns + column];

  if (follows_from_hidden (self, row, column) || !(fabs (residual) >= NOTABLE))
    return 0;
  return residual > 0 ? 1 : -1;
}

static char *
name_figures (QhAnswerFigures figures)
{
  static const char *const names[] = { N_ ("Count"), N_ ("Row %"), N_ ("Column %"), N_ ("Total %"), N_ ("Expected"), N_ ("Adjusted residual") };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (figures & (1u << i))
      append_part (text, g_strdup (_ (names[i])));
  return g_string_free (text, FALSE);
}

static void
list_cells (QhAnswer *answer, const Cross *cross, QhAnswerFigures figures)
{
  g_autofree char *title = name_figures (figures);
  QhAnswerTable *table = qh_answer_add_table (answer, title, cross->columns + 2);

  qh_answer_table_add (table, g_strdup (""), 0);
  for (guint c = 0; c < cross->columns; c++)
    qh_answer_table_add (table, g_strdup (g_ptr_array_index (cross->counts->columns, c)), 0);
  qh_answer_table_add (table, g_strdup (_ ("n")), 0);
  for (guint r = 0; r < cross->rows; r++)
    {
      qh_answer_table_add (table, g_strdup (g_ptr_array_index (cross->counts->rows, r)), 0);
      for (guint c = 0; c < cross->columns; c++)
        qh_answer_table_add (table, write_cell (cross, r, c, figures), get_tint (cross, r, c));
      qh_answer_table_add (
        table, write_count (cross->row_sums[r], is_hidden (cross, r, cross->columns), cross->least), 0);
    }
  qh_answer_table_add (table, g_strdup (_ ("Total")), 0);
  for (guint c = 0; c < cross->columns; c++)
    qh_answer_table_add (
      table, write_count (cross->column_sums[c], is_hidden (cross, cross->rows, c), cross->least), 0);
  qh_answer_table_add (
    table, write_count (cross->n, is_hidden (cross, cross->rows, cross->columns), cross->least), 0);
}

/* What the colours of cells say, where there are any. */
static void
tell_tints (QhAnswer *answer)
{
  const QhAnswerTable *table = g_ptr_array_index (answer->tables, 0);

  for (guint i = 0; i < table->tints->len; i++)
    if (g_array_index (table->tints, gint8, i) != 0)
      {
        g_ptr_array_add (answer->lines,
                         g_strdup (_ ("Blue cells have more rows than if the two had nothing to do with "
                                      "each other, orange ones fewer (adjusted residual beyond ±1.96).")));
        return;
      }
}

static void
draw_cells (QhAnswer *answer, const Cross *cross, gboolean months, const char *title)
{
  QhChartData *chart = qh_chart_data_new (months ? QH_CHART_LINE : QH_CHART_SHARE_BARS, title);
  QhChartData *folded;

  chart->step = months ? QH_CHART_STEP_MONTH : QH_CHART_STEP_NONE;
  for (guint c = 0; c < cross->columns; c++)
    qh_chart_data_add_series (
      chart, c, g_ptr_array_index (cross->counts->columns, c), QH_CHART_COLOUR_AUTO);
  for (guint r = 0; r < cross->rows; r++)
    {
      guint category = qh_chart_data_add_category (chart, r, g_ptr_array_index (cross->counts->rows, r), NULL);

      for (guint c = 0; c < cross->columns; c++)
        qh_chart_data_set_value (
          chart, category, c, is_hidden (cross, r, c) ? NAN : cross->counts->cells[(gsize)r * cross->columns + c]);
    }
  folded = qh_chart_data_fold (chart, months ? G_MAXUINT : MOST_BARS, MOST_SERIES, _ ("Others"), _ ("Others"));
  qh_chart_data_unref (chart);
  g_ptr_array_add (answer->charts, folded);
}

static gboolean
refuse_cells (const QhStatsCounts *counts, GError **error)
{
  gsize cells = (gsize)counts->rows->len * counts->columns->len;

  if (cells <= MOST_CELLS)
    return FALSE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("The table would have %'u rows and %'u columns, more than can be read. Choose a "
                  "variable with fewer categories, or filter the rows."),
               counts->rows->len,
               counts->columns->len);
  return TRUE;
}

/* The rows once more, by what colours the chart. */
static void
draw_colours (const QhExploring *self, const QhStatsTest *test, QhAnswer *answer)
{
  QhExploring one = *self;
  g_autoptr (QhStatsData) data = NULL, rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  g_auto (Cross) cross = { 0 };

  if (self->colour == NULL || g_strcmp0 (self->colour, self->by) == 0)
    return;
  one.by = self->colour;
  data = qh_explore_load (&one, test, &error);
  if (data != NULL && !refuse_cells (data->counts, &error))
    {
      sum_up (&cross, data->counts);
      rows = self->rules->least > 0 ? qh_explore_load_rows (&one, test, &error) : NULL;
    }
  if (error == NULL && (rows == NULL || hide_cells (&cross, rows->counts, self->rules->least, &error)))
    {
      title = g_strdup_printf ("%s × %s", qh_stats_data_of (data, 0)->label, qh_stats_data_by (data, 0)->label);
      draw_cells (answer, &cross, g_str_has_suffix (self->of, ":month"), title);
    }
  else
    g_ptr_array_add (answer->lines, g_strdup (error->message));
}

/**
 * qh_explore_cross_table:
 *
 * Returns: (transfer full): two categories by each other, with what tests say of them.
 */
QhAnswer *
qh_explore_cross_table (const QhExploring *self, GError **error)
{
  const QhStatsTest *test = qh_stats_test_find ("cross-table", error);
  g_autoptr (QhStatsData) data = test != NULL ? qh_explore_load (self, test, error) : NULL;
  g_autoptr (QhStatsData) rows = NULL;
  g_autoptr (QhAnswer) answer = NULL;
  g_autoptr (QhStatsResult) result = NULL;
  g_autoptr (GError) unfit = NULL;
  g_auto (Cross) cross = { 0 };

  if (data == NULL || refuse_cells (data->counts, error))
    return NULL;
  sum_up (&cross, data->counts);
  if (self->rules->least > 0
      && ((rows = qh_explore_load_rows (self, test, error)) == NULL
          || !hide_cells (&cross, rows->counts, self->rules->least, error)))
    return NULL;
  answer = qh_answer_new (self->question, _ ("Cross-table"), self->subtitle);
  list_cells (answer, &cross, self->question->figures != 0 ? self->question->figures : QH_ANSWER_USUAL_FIGURES);
  tell_tints (answer);
  if (rows != NULL)
    tell_hidden (answer, self->rules->least);
  draw_cells (answer, &cross, g_str_has_suffix (self->of, ":month"), answer->subtitle);
  draw_colours (self, test, answer);
  result = qh_stats_small_run (test, data, self->weight != NULL ? rows : data, self->rules->least, &unfit);
  if (result != NULL)
    qh_answer_add_result (answer, result);
  else
    g_ptr_array_add (answer->lines, g_strdup (unfit->message));
  return g_steal_pointer (&answer);
}
