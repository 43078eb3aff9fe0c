/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "board/qh-board.h"
#include "frame/qh-small-cells.h"
#include "stats/qh-stats-small.h"

#define MOST 12

/* Who has the table as it is shown: hidden cells and totals are not known. */
typedef struct
{
  guint n_rows; /* with totals */
  guint n_columns;
  double values[MOST + 1][MOST + 1];
  gboolean known[MOST + 1][MOST + 1];
} Shown;

/* Works out what a sum with one unknown leaves, again and again. */
static gboolean
subtract (Shown *shown)
{
  gboolean found = FALSE;

  for (guint line = 0; line < shown->n_rows + shown->n_columns; line++)
    {
      gboolean is_row = line < shown->n_rows;
      guint n = is_row ? shown->n_columns : shown->n_rows, n_unknown = 0, at = 0;
      double sum = 0;

      for (guint i = 0; i < n; i++)
        {
          guint r = is_row ? line : i, c = is_row ? i : line - shown->n_rows;

          if (!shown->known[r][c])
            {
              n_unknown++;
              at = i;
            }
          else
            sum += i + 1 == n ? -shown->values[r][c] : shown->values[r][c];
        }
      if (n_unknown != 1)
        continue;
      {
        guint r = is_row ? line : at, c = is_row ? at : line - shown->n_rows;

        shown->known[r][c] = TRUE;
        shown->values[r][c] = at + 1 == n ? sum : -sum;
        found = TRUE;
      }
    }
  return found;
}

/* Gaussian elimination over all sums: which unknowns have one value only. */
static guint
count_solved (const Shown *shown)
{
  enum
  {
    MOST_CELLS = (MOST + 1) * (MOST + 1),
    MOST_SUMS = 2 * (MOST + 1)
  };
  static double matrix[MOST_SUMS][MOST_CELLS];
  guint columns[MOST + 1][MOST + 1], n = 0, rank = 0, n_solved = 0,
                                     n_sums = shown->n_rows + shown->n_columns;

  memset (matrix, 0, sizeof matrix);
  for (guint r = 0; r < shown->n_rows; r++)
    for (guint c = 0; c < shown->n_columns; c++)
      if (!shown->known[r][c])
        {
          columns[r][c] = n;
          matrix[r][n] = c + 1 == shown->n_columns ? -1 : 1;
          matrix[shown->n_rows + c][n] = r + 1 == shown->n_rows ? -1 : 1;
          n++;
        }
  for (guint column = 0; column < n && rank < n_sums; column++)
    {
      guint pivot = rank;
      double tmp[MOST_CELLS];

      for (guint i = rank; i < n_sums; i++)
        if (fabs (matrix[i][column]) > fabs (matrix[pivot][column]))
          pivot = i;
      if (fabs (matrix[pivot][column]) < 1e-9)
        continue;
      memcpy (tmp, matrix[pivot], sizeof tmp);
      memcpy (matrix[pivot], matrix[rank], sizeof tmp);
      memcpy (matrix[rank], tmp, sizeof tmp);
      for (guint i = 0; i < n_sums; i++)
        {
          double factor = i != rank ? matrix[i][column] / matrix[rank][column] : 0;

          for (guint k = 0; k < n && factor != 0; k++)
            matrix[i][k] -= factor * matrix[rank][k];
        }
      rank++;
    }
  for (guint i = 0; i < rank; i++)
    {
      guint n_there = 0;

      for (guint k = 0; k < n; k++)
        n_there += fabs (matrix[i][k]) > 1e-9;
      n_solved += n_there == 1;
    }
  (void)columns;
  return n_solved;
}

static Shown
show (const double *cells, guint n_rows, guint n_columns, const guint8 *hidden)
{
  Shown shown = { .n_rows = n_rows + 1, .n_columns = n_columns + 1 };

  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < n_columns; c++)
      {
        shown.values[r][c] = cells[r * n_columns + c];
        shown.values[r][n_columns] += cells[r * n_columns + c];
        shown.values[n_rows][c] += cells[r * n_columns + c];
        shown.values[n_rows][n_columns] += cells[r * n_columns + c];
      }
  for (guint r = 0; r <= n_rows; r++)
    for (guint c = 0; c <= n_columns; c++)
      shown.known[r][c] = !hidden[r * (n_columns + 1) + c];
  return shown;
}

static guint
count_unknown (const Shown *shown)
{
  guint n = 0;

  for (guint r = 0; r < shown->n_rows; r++)
    for (guint c = 0; c < shown->n_columns; c++)
      n += !shown->known[r][c];
  return n;
}

/* Random tables, sparse and dense, small and wide: nothing that is hidden can
 * be got back, not by subtracting sum by sum and not by solving all at once. */
static void
test_recover (void)
{
  GRand *random = g_rand_new_with_seed (7);
  guint n_primary = 0;

  for (guint i = 0; i < 400; i++)
    {
      guint n_rows = g_rand_int_range (random, 2, MOST + 1),
            n_columns = g_rand_int_range (random, 1, MOST + 1);
      int most = g_rand_int_range (random, 2, 60);
      double cells[MOST * MOST];
      g_autofree guint8 *hidden = NULL;
      Shown shown;
      guint before;

      for (guint k = 0; k < n_rows * n_columns; k++)
        cells[k] = g_rand_boolean (random) ? 0 : g_rand_int_range (random, 0, most);
      hidden = qh_small_cells_find (cells, n_rows, n_columns, 5, TRUE);
      shown = show (cells, n_rows, n_columns, hidden);
      for (guint r = 0; r <= n_rows; r++)
        for (guint c = 0; c <= n_columns; c++)
          if (shown.values[r][c] > 0 && shown.values[r][c] < 5)
            {
              g_assert_false (shown.known[r][c]);
              n_primary++;
            }
      g_assert_cmpuint (count_solved (&shown), ==, 0);
      before = count_unknown (&shown);
      while (subtract (&shown))
        ;
      g_assert_cmpuint (count_unknown (&shown), ==, before);
    }
  g_assert_cmpuint (n_primary, >, 1000);
  g_rand_free (random);
}

/* Without secondary ones a single small cell is got back: the test can tell. */
static void
test_primary_only (void)
{
  const double cells[] = { 3, 20, 30, 40 };
  g_autofree guint8 *hidden = qh_small_cells_find (cells, 2, 2, 5, FALSE);
  Shown shown = show (cells, 2, 2, hidden);

  g_assert_cmpuint (count_unknown (&shown), ==, 1);
  g_assert_cmpuint (count_solved (&shown), ==, 1);
  g_assert_true (subtract (&shown));
  g_assert_cmpfloat (shown.values[0][0], ==, 3);
}

static void
test_nothing_to_hide (void)
{
  const double cells[] = { 5, 0, 30, NAN };
  g_autofree guint8 *hidden = qh_small_cells_find (cells, 2, 2, 5, TRUE);
  g_autofree guint8 *none = qh_small_cells_find (NULL, 0, 0, 5, TRUE);

  for (guint i = 0; i < 9; i++)
    g_assert_cmpuint (hidden[i], ==, 0);
  g_assert_cmpuint (none[0], ==, 0);
}

/* In a chart what is hidden is in no sum, and it is said. */
static void
test_chart (void)
{
  g_autoptr (QhChartData) data = qh_chart_data_new (QH_CHART_STACKED_BARS, "Prueba");
  g_autoptr (QhChartData) line = qh_chart_data_new (QH_CHART_LINE, "Prueba");
  g_autoptr (QhChartData) tiny = qh_chart_data_new (QH_CHART_HEAT_MAP, "Prueba");

  qh_chart_data_add_series (data, 0, "a", 0);
  qh_chart_data_add_category (data, 0, "uno", NULL);
  qh_chart_data_add_category (data, 1, "dos", NULL);
  qh_chart_data_add_category (data, 2, "tres", NULL);
  qh_chart_data_set_value (data, 0, 0, 3);
  qh_chart_data_set_value (data, 1, 0, 9);
  qh_chart_data_set_value (data, 2, 0, 100);
  data->unspecified = 2;
  qh_board_hide_small (data, 5, TRUE);
  g_assert_true (isnan (qh_chart_data_get_value (data, 0, 0)));
  g_assert_true (isnan (qh_chart_data_get_value (data, 1, 0)));
  g_assert_cmpfloat (qh_chart_data_get_total (data), ==, 100);
  g_assert_true (isnan (qh_chart_data_get_category_figure (data, 0))); /* not "0" */
  g_assert_cmpfloat (qh_chart_data_get_category_figure (data, 2), ==, 100);
  g_assert_cmpint (data->unspecified, ==, -1);
  g_assert_nonnull (strstr (data->note, "5"));

  /* A mean of what is hidden would tell it. */
  qh_chart_data_add_series (line, 0, "a", 0);
  for (guint c = 0; c < 4; c++)
    {
      qh_chart_data_add_category (line, c, "x", NULL);
      qh_chart_data_set_value (line, c, 0, c == 1 ? 2 : 20);
    }
  qh_chart_data_add_average (line, 2, "promedio");
  qh_board_hide_small (line, 5, FALSE);
  g_assert_true (isnan (qh_chart_data_get_value (line, 1, 0)));
  g_assert_true (isnan (qh_chart_data_get_value (line, 3, 1)));

  qh_chart_data_add_series (tiny, 0, "a", 0);
  qh_chart_data_add_category (tiny, 0, "x", NULL);
  qh_chart_data_set_value (tiny, 0, 0, 1);
  qh_board_hide_small (tiny, 5, TRUE);
  g_assert_true (qh_chart_data_is_empty (tiny));
  g_assert_nonnull (tiny->empty_reason);
}

/* A step of a survival curve with one end is one person's time. */
static void
test_steps (void)
{
  static const double steps[][2] = { { 20, 1 }, { 19, 3 }, { 16, 1 }, { 15, 6 }, { 9, 2 }, { 7, 4 }, { 3, 3 } };
  g_autoptr (QhStatsResult) result = qh_stats_result_new ("kaplan-meier", "Prueba", 0.95);
  QhFigureTable *table = qh_stats_result_add_table (result, "steps", "Prueba");
  g_autoptr (GError) error = NULL;

  qh_figure_table_column (table, "group", "g", QH_FIGURE_TEXT);
  qh_figure_table_column (table, "at_risk", "r", QH_FIGURE_COUNT);
  qh_figure_table_column (table, "ended", "e", QH_FIGURE_COUNT);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      qh_figure_table_text (table, "uno");
      qh_figure_table_value (table, steps[i][0]);
      qh_figure_table_value (table, steps[i][1]);
    }
  g_assert_true (qh_stats_hide_small (result, NULL, 5, &error));
  g_assert_no_error (error);
  /* 5 ended up to the third; 6 at the fourth; after that fewer than five would go on. */
  g_assert_cmpuint (qh_figure_table_get_n_rows (table), ==, 2);
  g_assert_cmpfloat (qh_figure_table_get (table, 0, 1)->value, ==, 16);
  g_assert_cmpfloat (qh_figure_table_get (table, 0, 2)->value, ==, 5);
  g_assert_cmpfloat (qh_figure_table_get (table, 1, 2)->value, ==, 6);
}

/* Minutes are hidden where few activities took them, wherever these stand. */
static void
test_sums (void)
{
  g_autoptr (QhChartData) minutes = qh_chart_data_new (QH_CHART_STACKED_BARS, "Prueba");
  g_autoptr (QhChartData) counts = qh_chart_data_new (QH_CHART_STACKED_BARS, "Prueba");

  qh_chart_data_add_series (minutes, 0, "a", 0);
  qh_chart_data_add_series (counts, 0, "a", 0);
  for (guint c = 0; c < 4; c++)
    {
      qh_chart_data_add_category (minutes, c, "x", NULL);
      qh_chart_data_add_category (counts, 3 - c, "x", NULL);
      qh_chart_data_set_value (minutes, c, 0, 900 - c);
      qh_chart_data_set_value (counts, c, 0, 3 - c == 1 ? 2 : 20 + c);
    }
  qh_board_hide_of_few (minutes, counts, 5, FALSE);
  for (guint c = 0; c < 4; c++)
    g_assert_cmpint (isnan (qh_chart_data_get_value (minutes, c, 0)) != 0, ==, c == 1);
  g_assert_nonnull (minutes->note);
}

/* A ring of four is known once one of it is; two rings once two are. */
static void
test_free (void)
{
  const double one[] = { 20, 10, 3, 15 }, none[] = { 20, 10, 30, 15 };
  const double two[] = { 2, 30, 40, 30, 3, 40, 50, 60, 4 };
  g_autofree guint8 *first = qh_small_cells_find (one, 2, 2, 5, TRUE);
  g_autofree guint8 *second = qh_small_cells_find (none, 2, 2, 5, TRUE);
  g_autofree guint8 *third = qh_small_cells_find (two, 3, 3, 5, TRUE);

  g_assert_cmpuint (qh_small_cells_count_free (first, 2, 2), ==, 1);
  g_assert_cmpuint (qh_small_cells_count_free (second, 2, 2), ==, 0);
  g_assert_cmpuint (qh_small_cells_count_free (third, 3, 3), >, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/small-cells/recover", test_recover);
  g_test_add_func ("/small-cells/primary-only", test_primary_only);
  g_test_add_func ("/small-cells/nothing-to-hide", test_nothing_to_hide);
  g_test_add_func ("/small-cells/chart", test_chart);
  g_test_add_func ("/small-cells/steps", test_steps);
  g_test_add_func ("/small-cells/sums", test_sums);

  g_test_add_func ("/small-cells/free", test_free);
  return g_test_run ();
}
