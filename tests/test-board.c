/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the charts of a board count, select and compare. */
#include <string.h>

#include "board-fixture.h"
#include "board/qh-period.h"
#include "fixture.h"

static int
find_category (QhChartData *data,
               gint64       key)
{
  for (guint i = 0; i < qh_chart_data_get_n_categories (data); i++)
    if (qh_chart_data_get_category (data, i)->key == key)
      return (int) i;
  return -1;
}

static int
find_series (QhChartData *data,
             gint64       key)
{
  for (guint i = 0; i < qh_chart_data_get_n_series (data); i++)
    if (qh_chart_data_get_series (data, i)->key == key)
      return (int) i;
  return -1;
}

static double
total (QhBoard     *board,
       QhBoardChart chart)
{
  g_autoptr (QhChartData) data = qh_board_draw (board, chart, FALSE);

  return qh_chart_data_get_total (data);
}

static void
test_counts (Fixture      *fixture,
             gconstpointer user_data)
{
  QhStore *store = fixture->store;
  Bench bench;

  fill (store);
  bench = open_bench (store, "date=2026-10..2026-10");
  g_assert_cmpuint (qh_board_count (bench.board), ==, 4);
  g_assert_cmpuint (qh_board_count_period (bench.board), ==, 4);
  {
    g_autoptr (QhChartData) time = qh_board_draw (bench.board, QH_BOARD_TIME, FALSE);
    g_autoptr (QhChartData) types = qh_board_draw (bench.board, QH_BOARD_TYPES, FALSE);
    g_autoptr (QhChartData) hours = qh_board_draw (bench.board, QH_BOARD_HOURS, FALSE);
    g_autoptr (QhChartData) people = qh_board_draw (bench.board, QH_BOARD_PEOPLE, FALSE);
    int visit = find_category (types, fixture_code (store, "activity_type", "AC010"));
    int friday = find_category (hours, 4);

    /* A month goes by days; beside it the same month of the year before. */
    g_assert_cmpuint (qh_chart_data_get_n_categories (time), ==, 31);
    g_assert_cmpuint (qh_chart_data_get_n_series (time), ==, 2);
    g_assert_cmpfloat (qh_chart_data_get_value (time, 29, 0), ==, 2);
    g_assert_cmpfloat (qh_chart_data_get_value (time, 25, 0), ==, 1);
    g_assert_cmpfloat (qh_chart_data_get_series_total (time, 0), ==, 4);
    g_assert_cmpfloat (qh_chart_data_get_value (time, 29, 1), ==, 2);
    g_assert_cmpint (qh_chart_data_get_series (time, 1)->colour, ==, QH_CHART_COLOUR_PREVIOUS);

    g_assert_cmpuint (qh_chart_data_get_n_categories (types), ==, 2);
    g_assert_cmpfloat (qh_chart_data_get_category_total (types, (guint) visit), ==, 2);
    g_assert_cmpfloat (qh_chart_data_get_series_total (types, (guint) find_series (types, fixture_code (store, "function", "F04"))), ==, 2);

    g_assert_cmpfloat (qh_chart_data_get_value (hours, (guint) friday, (guint) find_series (hours, 10)), ==, 2);
    g_assert_cmpfloat (qh_chart_data_get_total (hours), ==, 3);
    g_assert_cmpint (hours->unspecified, ==, 1);

    g_assert_cmpfloat (qh_chart_data_get_total (people), ==, 6);
    g_assert_cmpint (people->unspecified, ==, 2);
    g_assert_cmpfloat (qh_chart_data_get_value (people, (guint) find_category (people, fixture_code (store, "age_group", "E60")),
                                                (guint) find_series (people, fixture_code (store, "sex", "M"))), ==, 2);
  }
  close_bench (&bench);
}

/* Each chart's figures are those of a table with the same filter. */
static void
test_as_tables (Fixture      *fixture,
                gconstpointer user_data)
{
  Bench bench;
  g_autofree guint8 *mask = NULL;
  g_autoptr (QhTable) table = NULL;
  g_autoptr (QhChartData) types = NULL;

  fill (fixture->store);
  bench = open_bench (fixture->store, "type=AC001,AC010");
  mask = qh_filter_to_mask (qh_board_get_filter (bench.board), bench.frame, NULL);
  table = qh_table_new (bench.frame, "type", "function", mask, QH_MEASURE_COUNT, NULL);
  types = qh_board_draw (bench.board, QH_BOARD_TYPES, FALSE);
  for (guint r = 0; r < table->n_rows; r++)
    for (guint c = 0; c < table->n_columns; c++)
      {
        int category = find_category (types, qh_variable_get_key (table->rows, r));
        int series = find_series (types, qh_variable_get_key (table->columns, c));
        double value = category >= 0 && series >= 0 ? qh_chart_data_get_value (types, (guint) category, (guint) series) : 0;

        g_assert_cmpfloat (value, ==, (double) qh_table_get_cell (table, r, c));
      }
  close_bench (&bench);
}

static void
test_selection (Fixture      *fixture,
                gconstpointer user_data)
{
  QhStore *store = fixture->store;
  Bench bench;
  g_autoptr (QhChartData) types = NULL;
  g_autoptr (QhChartData) again = NULL;
  g_autoptr (QhChartData) people = NULL;
  g_autoptr (QhFilter) whole = NULL;
  g_autofree char *words = NULL;
  int visit, other;

  fill (store);
  bench = open_bench (store, "date=2026-10..2026-10");
  types = qh_board_draw (bench.board, QH_BOARD_TYPES, FALSE);
  visit = find_category (types, fixture_code (store, "activity_type", "AC010"));
  other = find_category (types, fixture_code (store, "activity_type", "AC002"));

  /* A piece of a bar stands for its bar. */
  qh_board_select (bench.board, QH_BOARD_TYPES, visit, 0, FALSE);
  g_assert_true (qh_board_has_selection (bench.board, QH_BOARD_TYPES));
  g_assert_false (qh_board_has_selection (bench.board, QH_BOARD_TIME));
  words = qh_board_dup_selection_words (bench.board, QH_BOARD_TYPES);
  g_assert_cmpstr (words, ==, qh_chart_data_get_category (types, (guint) visit)->label);
  g_assert_cmpuint (qh_board_count (bench.board), ==, 2);
  g_assert_cmpfloat (total (bench.board, QH_BOARD_TIME), ==, 2);
  g_assert_cmpfloat (total (bench.board, QH_BOARD_PEOPLE), ==, 4);
  g_assert_cmpfloat (total (bench.board, QH_BOARD_TYPES), ==, 4);
  again = qh_board_draw (bench.board, QH_BOARD_TYPES, FALSE);
  g_assert_true (qh_chart_data_is_category_selected (again, (guint) visit));

  /* A second one with Ctrl, and away with it. */
  qh_board_select (bench.board, QH_BOARD_TYPES, other, -1, TRUE);
  g_assert_cmpuint (qh_board_count (bench.board), ==, 4);
  qh_board_select (bench.board, QH_BOARD_TYPES, other, -1, TRUE);
  g_assert_cmpuint (qh_board_count (bench.board), ==, 2);

  /* Selections of two charts must both hold. */
  people = qh_board_draw (bench.board, QH_BOARD_PEOPLE, FALSE);
  qh_board_select (bench.board, QH_BOARD_PEOPLE, find_category (people, fixture_code (store, "age_group", "E25")),
                   find_series (people, fixture_code (store, "sex", "M")), FALSE);
  g_assert_cmpuint (qh_board_count (bench.board), ==, 1);
  g_assert_cmpfloat (total (bench.board, QH_BOARD_PEOPLE), ==, 4);
  whole = qh_board_dup_whole_filter (bench.board);
  g_assert_nonnull (qh_filter_find (whole, "type"));
  g_assert_nonnull (qh_filter_find (whole, "sex"));

  qh_board_clear_selection (bench.board, QH_BOARD_ALL);
  g_assert_cmpuint (qh_board_count (bench.board), ==, 4);
  close_bench (&bench);
}

/* A cell of the heat map is its row and its column; another one adds both. */
static void
test_cells (Fixture      *fixture,
            gconstpointer user_data)
{
  Bench bench;
  g_autoptr (QhChartData) hours = NULL;
  g_autoptr (QhChartData) types = NULL;
  int friday, thursday;

  fill (fixture->store);
  bench = open_bench (fixture->store, "date=2026-10..2026-10");
  hours = qh_board_draw (bench.board, QH_BOARD_HOURS, FALSE);
  friday = find_category (hours, 4);
  thursday = find_category (hours, 3);
  qh_board_select (bench.board, QH_BOARD_HOURS, friday, find_series (hours, 10), FALSE);
  g_assert_cmpuint (qh_board_count (bench.board), ==, 2);
  qh_board_select (bench.board, QH_BOARD_HOURS, thursday, find_series (hours, 12), TRUE);
  g_assert_cmpuint (qh_board_count (bench.board), ==, 3);
  qh_board_select (bench.board, QH_BOARD_HOURS, friday, find_series (hours, 10), FALSE);
  g_assert_cmpuint (qh_board_count (bench.board), ==, 2);
  /* The same once more lets it go. */
  qh_board_select (bench.board, QH_BOARD_HOURS, friday, find_series (hours, 10), FALSE);
  g_assert_false (qh_board_has_selection (bench.board, QH_BOARD_ALL));
  /* A function by its entry in the legend. */
  types = qh_board_draw (bench.board, QH_BOARD_TYPES, FALSE);
  qh_board_select (bench.board, QH_BOARD_TYPES, -1, find_series (types, fixture_code (fixture->store, "function", "F04")), FALSE);
  g_assert_cmpuint (qh_board_count (bench.board), ==, 2);
  /* A day by its point. */
  qh_board_clear_selection (bench.board, QH_BOARD_TYPES);
  {
    g_autoptr (QhChartData) time = qh_board_draw (bench.board, QH_BOARD_TIME, FALSE);

    qh_board_select (bench.board, QH_BOARD_TIME, find_category (time, qh_day_from_iso ("2026-10-30")), 1, FALSE);
    g_assert_cmpuint (qh_board_count (bench.board), ==, 2);
  }
  close_bench (&bench);
}

static void
test_rows (Fixture      *fixture,
           gconstpointer user_data)
{
  static const char *const expected[] = { "2026-10-30", "2026-10-30", "2026-10-29", "2026-10-26", "2026-09-01", "2025-10-30", "2025-10-30" };
  Bench bench;
  g_autoptr (QhRowList) rows = NULL;
  const QhFrameColumn *date, *start;

  fill (fixture->store);
  bench = open_bench (fixture->store, NULL);
  rows = qh_board_list_rows (bench.board);
  date = qh_frame_find_column (bench.frame, "date");
  start = qh_frame_find_column (bench.frame, "start");
  g_assert_cmpuint (qh_row_list_get_n (rows), ==, G_N_ELEMENTS (expected));
  /* What is far down may be asked for first. */
  qh_row_list_get (rows, 5);
  for (guint i = 0; i < qh_row_list_get_n (rows); i++)
    {
      char iso[QH_DAY_ISO_SIZE];

      qh_day_to_iso ((QhDay) qh_frame_column_get (date, qh_row_list_get (rows, i)), iso);
      g_assert_cmpstr (iso, ==, expected[i]);
    }
  g_assert_cmpint (qh_frame_column_get (start, qh_row_list_get (rows, 0)), ==, 10 * 60 + 30);
  close_bench (&bench);
}

/* More than ten types: the rest is one bar, and choosing it means all of them. */
static void
test_others (Fixture      *fixture,
             gconstpointer user_data)
{
  Bench bench;
  g_autoptr (QhChartData) types = NULL;
  int others;

  for (guint i = 1; i <= 12; i++)
    {
      g_autofree char *code = g_strdup_printf ("AC%03u", i);

      for (guint n = 0; n <= (i > 2); n++)
        log_activity (fixture->store, "2026-10-30", code, "F04", 600, NULL, NULL);
    }
  bench = open_bench (fixture->store, NULL);
  types = qh_board_draw (bench.board, QH_BOARD_TYPES, FALSE);
  g_assert_cmpuint (qh_chart_data_get_n_categories (types), ==, 11);
  others = find_category (types, QH_CHART_KEY_OTHER);
  g_assert_cmpint (others, >=, 0);
  g_assert_cmpfloat (qh_chart_data_get_category_total (types, (guint) others), ==, 2);
  qh_board_select (bench.board, QH_BOARD_TYPES, others, -1, FALSE);
  g_assert_cmpuint (qh_board_count (bench.board), ==, 2);
  close_bench (&bench);
}

static void
test_by_name (Fixture      *fixture,
              gconstpointer user_data)
{
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  static const char *const names[] = { "time", "types", "hours", "people" };

  for (guint filled = 0; filled < 2; filled++)
    {
      g_clear_pointer (&frame, qh_frame_unref);
      frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        {
          g_autoptr (QhChartData) data = qh_board_chart (frame, names[i], NULL, QH_LANGUAGE_ES, NULL, NULL, &error);

          g_assert_no_error (error);
          g_assert_cmpint (qh_chart_data_is_empty (data), ==, filled == 0);
          g_assert_cmpint (data->empty_reason != NULL, ==, filled == 0);
          g_assert_cmpint (data->subtitle != NULL && strstr (data->subtitle, "2025") != NULL, ==, filled == 1);
        }
      fill (fixture->store);
    }
  g_assert_null (qh_board_chart (frame, "pastel", NULL, QH_LANGUAGE_ES, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_CODE);
}

static void
test_periods (void)
{
  static const struct
  {
    const char *text;
    const char *from;
    const char *to;
  } cases[] = {
    { "month", "2026-11-01", "2026-11-22" },        { "last-month", "2026-10-01", "2026-10-31" },
    { "quarter", "2026-10-01", "2026-11-22" },      { "year", "2026-01-01", "2026-11-22" },
    { "twelve-months", "2025-11-23", "2026-11-22" }, { "2026-03-31..2026-01-02", "2026-01-02", "2026-03-31" },
    { "nonsense", "2026-11-01", "2026-11-22" },
  };
  QhDay today = qh_day_from_iso ("2026-11-22");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QhPeriod period = qh_period_from_text (cases[i].text, today);

      g_assert_cmpint (period.from, ==, qh_day_from_iso (cases[i].from));
      g_assert_cmpint (period.to, ==, qh_day_from_iso (cases[i].to));
    }
  g_assert_cmpint (qh_period_from_text ("all", today).from, ==, QH_NO_DAY);
}

/* Long periods go by weeks and months, and no activity is lost on the way. */
static void
test_steps (Fixture      *fixture,
            gconstpointer user_data)
{
  static const struct
  {
    const char *condition;
    guint pieces;
    double total;
    QhChartStep step;
  } cases[] = {
    { "date=2026-10-01..2026-11-01", 32, 4, QH_CHART_STEP_DAY },
    { "date=2026-01-01..2026-10-31", 44, 5, QH_CHART_STEP_WEEK },
    { "date=2025-01..2026-10", 22, 7, QH_CHART_STEP_MONTH },
  };

  fill (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Bench bench = open_bench (fixture->store, cases[i].condition);
      g_autoptr (QhChartData) time = qh_board_draw (bench.board, QH_BOARD_TIME, FALSE);

      g_assert_cmpuint (qh_chart_data_get_n_categories (time), ==, cases[i].pieces);
      g_assert_cmpfloat (qh_chart_data_get_series_total (time, 0), ==, cases[i].total);
      g_assert_cmpint (time->step, ==, cases[i].step);
      close_bench (&bench);
    }
}

static void
log_of_case (QhStore    *store,
             gint64      id,
             const char *date)
{
  QhRecord *activity = fixture_new_activity (store);

  qh_record_set_integer (activity, "date", qh_day_from_iso (date));
  qh_record_set_integer (activity, "case", id);
  fixture_put (store, activity);
}

/* A consultation waits until the next activity of its case, linked to it or not. */
static void
test_waits (Fixture      *fixture,
            gconstpointer user_data)
{
  QhRecord *consultation = qh_store_new_record (fixture->store, QH_KIND_CONSULTATION);
  gint64 id = fixture_put (fixture->store, fixture_new_case (fixture->store));
  Bench bench;

  qh_record_set_integer (consultation, "date", qh_day_from_iso ("2026-10-01"));
  qh_record_set_integer (consultation, "worker", fixture->worker);
  qh_record_set_integer (consultation, "case", id);
  fixture_put (fixture->store, consultation);
  log_of_case (fixture->store, id, "2026-10-06");
  log_of_case (fixture->store, id, "2026-10-05");
  log_of_case (fixture->store, id, "2026-09-30");
  bench = open_bench (fixture->store, "date=2026-10..2026-10");
  qh_board_set_spec (bench.board, qh_board_spec_find ("caseload", NULL));
  qh_board_take_other (bench.board, qh_frame_load (fixture->store, QH_KIND_CONSULTATION, NULL, NULL, NULL, NULL));
  for (guint c = 0; c < qh_board_get_n_charts (bench.board); c++)
    if (qh_board_get_chart (bench.board, c)->kind == QH_KIND_CONSULTATION)
      {
        g_autoptr (QhChartData) data = qh_board_draw (bench.board, c, FALSE);

        g_assert_cmpfloat (qh_chart_data_get_value (data, 4, 0), ==, 1);
        g_assert_cmpfloat (qh_chart_data_get_series_total (data, 0), ==, 1);
      }
  close_bench (&bench);
}

/* What is selected in a flow, or in spans of numbers, are the rows of its mark. */
static void
test_marks_of_forms (Fixture      *fixture,
                     gconstpointer user_data)
{
  static const char *const names[] = { "my-month", "demand", "unit" };
  Bench bench;

  fill (fixture->store);
  bench = open_bench (fixture->store, NULL);
  for (guint b = 0; b < G_N_ELEMENTS (names); b++)
    {
      qh_board_set_spec (bench.board, qh_board_spec_find (names[b], NULL));
      for (guint c = 0; c < qh_board_get_n_charts (bench.board); c++)
        {
          const QhChartSpec *spec = qh_board_get_chart (bench.board, c);
          g_autoptr (QhChartData) data = NULL;

          if (spec->kind != QH_KIND_ACTIVITY || spec->measure != QH_CHART_MEASURE_COUNT || spec->form == QH_CHART_PYRAMID
              || spec->form == QH_CHART_LINE || spec->form == QH_CHART_CALENDAR)
            continue;
          data = qh_board_draw (bench.board, c, FALSE);
          for (guint i = 0; i < qh_chart_data_get_n_categories (data); i++)
            {
              double total = qh_chart_data_get_category_total (data, i);

              qh_board_select (bench.board, c, (int) i, -1, FALSE);
              if (total > 0)
                g_assert_cmpuint (qh_board_count (bench.board), ==, (guint) total);
              qh_board_clear_selection (bench.board, QH_BOARD_ALL);
            }
        }
    }
  close_bench (&bench);
}

/* The period before: the months before, where it begins with a month. */
static void
test_comparison (Fixture      *fixture,
                 gconstpointer user_data)
{
  Bench bench;

  fill (fixture->store);
  bench = open_bench (fixture->store, "date=2026-10-01..2026-10-31");
  qh_board_set_comparison (bench.board, QH_BOARD_COMPARE_PREVIOUS);
  {
    g_autoptr (QhChartData) data = qh_board_draw (bench.board, QH_BOARD_TIME, FALSE);

    g_assert_cmpuint (qh_chart_data_get_n_series (data), ==, 2);
    g_assert_cmpfloat (qh_chart_data_get_value (data, 0, 1), ==, 1);
  }
  close_bench (&bench);
  bench = open_bench (fixture->store, "date=2026-10-03..2026-11-03");
  qh_board_set_comparison (bench.board, QH_BOARD_COMPARE_PREVIOUS);
  {
    g_autoptr (QhChartData) data = qh_board_draw (bench.board, QH_BOARD_TIME, FALSE);

    /* As many days before: 3 October is compared with 1 September. */
    g_assert_cmpuint (qh_chart_data_get_n_series (data), ==, 2);
    g_assert_cmpfloat (qh_chart_data_get_value (data, 0, 1), ==, 1);
  }
  qh_board_set_comparison (bench.board, QH_BOARD_COMPARE_NONE);
  {
    g_autoptr (QhChartData) data = qh_board_draw (bench.board, QH_BOARD_TIME, FALSE);

    g_assert_cmpuint (qh_chart_data_get_n_series (data), ==, 1);
  }
  close_bench (&bench);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/board/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("counts", test_counts);
  ADD ("as-tables", test_as_tables);
  ADD ("selection", test_selection);
  ADD ("cells", test_cells);
  ADD ("rows", test_rows);
  ADD ("others", test_others);
  ADD ("by-name", test_by_name);
  ADD ("steps", test_steps);
  ADD ("waits", test_waits);
  ADD ("marks-of-forms", test_marks_of_forms);
  ADD ("comparison", test_comparison);
  g_test_add_func ("/board/periods", test_periods);
  return g_test_run ();
}
