/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "board/qh-board.h"
#include "chart/qh-chart-words.h"
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
  {
    g_autofree char *words = qh_chart_describe (data);

    g_assert_nonnull (strstr (words, "tres (100)"));
    g_assert_null (strstr (words, "uno"));
  }

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

/* Two categories, counted. */
static QhStatsData *
make_counts (const double *cells, guint n_rows, guint n_columns, QhMeasurement level)
{
  QhStatsData *data = qh_stats_data_new (0, 0.95);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);

  data->draws = 100;
  for (guint r = 0; r < n_rows; r++)
    g_ptr_array_add (rows, g_strdup_printf ("r%u", r));
  for (guint c = 0; c < n_columns; c++)
    g_ptr_array_add (columns, g_strdup_printf ("c%u", c));
  data->counts = qh_stats_counts_new (rows, columns);
  memcpy (data->counts->cells, cells, n_rows * n_columns * sizeof *cells);
  g_ptr_array_add (data->of, qh_stats_variable_new ("of", "of", level, NULL, g_ptr_array_ref (rows)));
  g_ptr_array_add (data->by, qh_stats_variable_new ("by", "by", level, NULL, g_ptr_array_ref (columns)));
  return data;
}

/* All that is told, or why nothing is. */
static char *
tell (const char *name, QhStatsData *data, guint least)
{
  const QhStatsTest *test = qh_stats_test_find (name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStatsResult) result = qh_stats_small_run (test, data, data, least, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  if (result == NULL)
    return g_strdup (error->message);
  qh_stats_result_to_json (result, builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* Adds to one and takes from the next about a ring of four, so that no total changes. */
static void
turn (double *cells, guint n_columns, guint row, guint column, double by)
{
  cells[row * n_columns + column] += by;
  cells[row * n_columns + column + 1] -= by;
  cells[(row + 1) * n_columns + column] -= by;
  cells[(row + 1) * n_columns + column + 1] += by;
}

/* Whether @other shows the same as @one and hides other counts. */
static gboolean
is_alike (const double *one, const double *other, guint n_rows, guint n_columns)
{
  g_autofree guint8 *hidden = qh_small_cells_find (one, n_rows, n_columns, 5, TRUE);
  g_autofree guint8 *again = qh_small_cells_find (other, n_rows, n_columns, 5, TRUE);

  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < n_columns; c++)
      {
        guint i = r * n_columns + c;

        if (other[i] < 0 || (one[i] != other[i] && !hidden[r * (n_columns + 1) + c]))
          return FALSE;
      }
  return memcmp (hidden, again, (n_rows + 1) * (n_columns + 1)) == 0;
}

/* How many of the tests are told; of either table alike. */
static guint
compare_tests (const double *one, const double *other, guint n_rows, guint n_columns, QhMeasurement level)
{
  static const char *const tests[] = { "cross-table", "chi-square", "likelihood-ratio", "fisher", "association",
                                       "gamma", "odds-ratio", "chi-square-corrected" };
  guint n_told = 0;

  for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
    {
      g_autoptr (QhStatsData) first = make_counts (one, n_rows, n_columns, level);
      g_autoptr (QhStatsData) second = make_counts (other, n_rows, n_columns, level);
      g_autofree char *told = tell (tests[t], first, 5), *too = tell (tests[t], second, 5);

      g_assert_cmpstr (told, ==, too);
      n_told += strstr (told, "\"p\"") != NULL;
    }
  return n_told;
}

/* Two tables that show the same and hide different counts are told alike: no test lets
 * anybody know which of them it is. */
static void
test_alike (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (31);
  guint n_alike = 0, n_told = 0;

  for (guint round = 0; round < 3000; round++)
    {
      guint n_rows = g_rand_int_range (rand, 2, 5), n_columns = g_rand_int_range (rand, 2, 5);
      double one[16], other[16];

      for (guint i = 0; i < n_rows * n_columns; i++)
        one[i] = g_rand_int_range (rand, 0, 8) == 0 ? g_rand_int_range (rand, 0, 6) : g_rand_int_range (rand, 5, 60);
      memcpy (other, one, sizeof one);
      turn (other,
            n_columns,
            g_rand_int_range (rand, 0, n_rows - 1),
            g_rand_int_range (rand, 0, n_columns - 1),
            g_rand_boolean (rand) ? 1 : -1);
      if (!is_alike (one, other, n_rows, n_columns))
        continue;
      n_alike++;
      n_told += compare_tests (
        one, other, n_rows, n_columns, g_rand_boolean (rand) ? QH_MEASUREMENT_NOMINAL : QH_MEASUREMENT_ORDINAL);
    }
  g_assert_cmpuint (n_alike, >, 50);
  g_assert_cmpuint (n_told, >, n_alike);
}

/* What is put together is named, and that is tested as if it were all. */
static void
test_rest (void)
{
  const double cells[] = { 3, 40, 30, 20, 35, 25, 30, 10, 45 }, rest[] = { 23, 75, 55, 30, 10, 45 }, pair[] = { 3, 40, 30, 20 };
  g_autoptr (QhStatsData) all = make_counts (cells, 3, 3, QH_MEASUREMENT_NOMINAL), two = make_counts (pair, 2, 2, QH_MEASUREMENT_NOMINAL);
  g_autoptr (QhStatsData) seen = make_counts (rest, 2, 3, QH_MEASUREMENT_NOMINAL);
  const QhStatsTest *test = qh_stats_test_find ("chi-square", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStatsResult) hidden = qh_stats_small_run (test, all, all, 5, &error);
  g_autoptr (QhStatsResult) shown = qh_stats_small_run (test, seen, seen, 0, NULL);
  const char *note;

  g_assert_no_error (error);
  g_assert_cmpfloat (qh_stats_result_find (hidden, "statistic")->value, ==, qh_stats_result_find (shown, "statistic")->value);
  note = g_ptr_array_index (hidden->notes, hidden->notes->len - 1);
  g_assert_true (strstr (note, "r0, r1") != NULL && strstr (note, "below 5") != NULL);
  g_assert_null (qh_stats_small_run (test, two, two, 5, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
}

/* A number of rows of two groups: times with ends, or a number and an outcome. */
static QhStatsData *
make_rows (guint n, guint n_small, gboolean event)
{
  QhStatsData *data = qh_stats_data_new (n, 0.95);
  GPtrArray *groups = g_ptr_array_new_with_free_func (g_free);
  double *values = g_new (double, n), *by = g_new (double, n), *ended = g_new (double, n);

  g_ptr_array_add (groups, g_strdup ("uno"));
  g_ptr_array_add (groups, g_strdup ("dos"));
  for (guint i = 0; i < n; i++)
    {
      values[i] = 10 + i * 7 % 50;
      by[i] = i % 2;
      ended[i] = i % 2 == 0 ? i % 4 == 0 : i / 2 < n_small;
    }
  g_ptr_array_add (data->of, qh_stats_variable_new ("of", "of", QH_MEASUREMENT_SCALE, values, NULL));
  g_ptr_array_add (data->by, qh_stats_variable_new ("by", "by", QH_MEASUREMENT_NOMINAL, by, groups));
  if (event)
    data->event = qh_stats_variable_new ("end", "end", QH_MEASUREMENT_NOMINAL, ended, NULL);
  else
    g_free (ended);
  return data;
}

/* Of two groups of which in one three ended nothing is told; where enough did, a step
 * of a curve is five. */
static void
test_curves (void)
{
  const QhStatsTest *test = qh_stats_test_find ("kaplan-meier", NULL);
  g_autoptr (QhStatsData) few = make_rows (80, 3, TRUE), enough = make_rows (80, 12, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStatsResult) result = qh_stats_small_run (test, enough, enough, 5, &error);
  const QhFigureTable *steps;

  g_assert_no_error (error);
  steps = qh_stats_result_find_table (result, "steps");
  g_assert_cmpuint (qh_figure_table_get_n_rows (steps), >, 1);
  g_assert_cmpuint (qh_figure_table_get_n_rows (steps), <=, (20 + 12) / 5);
  for (guint r = 0; r < qh_figure_table_get_n_rows (steps); r++)
    g_assert_true (isnan (qh_figure_table_get (steps, r, qh_figure_table_find_column (steps, "ended"))->value));
  g_assert_null (qh_stats_small_run (test, few, few, 5, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
}

/* Whether a category's coefficient of a regression is its table told otherwise. */
static void
test_logistic (void)
{
  const QhStatsTest *test = qh_stats_test_find ("logistic", NULL);

  for (guint small = 3; small <= 12; small += 9)
    {
      g_autoptr (QhStatsData) data = make_rows (80, small, TRUE);
      QhStatsVariable *outcome = g_steal_pointer (&data->event);
      g_autoptr (GError) error = NULL;
      g_autoptr (QhStatsResult) result = NULL;

      outcome->categories = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (outcome->categories, g_strdup ("no"));
      g_ptr_array_add (outcome->categories, g_strdup ("yes"));
      g_ptr_array_set_size (data->of, 0);
      g_ptr_array_add (data->of, outcome);
      result = qh_stats_small_run (test, data, data, 5, &error);
      g_assert_cmpint (result != NULL, ==, small >= 5);
      g_assert_cmpint (error != NULL, ==, small < 5);
    }
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/small-cells/recover", test_recover);
  g_test_add_func ("/small-cells/primary-only", test_primary_only);
  g_test_add_func ("/small-cells/nothing-to-hide", test_nothing_to_hide);
  g_test_add_func ("/small-cells/chart", test_chart);
  g_test_add_func ("/small-cells/alike", test_alike);
  g_test_add_func ("/small-cells/rest", test_rest);
  g_test_add_func ("/small-cells/curves", test_curves);
  g_test_add_func ("/small-cells/logistic", test_logistic);
  g_test_add_func ("/small-cells/sums", test_sums);
  return g_test_run ();
}
