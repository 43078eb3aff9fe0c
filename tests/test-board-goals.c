/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boards of goals: what was planned beside what was done. */
#include <math.h>
#include <string.h>

#include "board-fixture.h"
#include "fixture.h"

static void
add_goal (GArray     *goals,
          Fixture    *fixture,
          const char *month,
          const char *type,
          const char *function,
          gboolean    of_worker,
          guint       planned)
{
  g_autoptr (QhRecord) worker = qh_store_get (fixture->store, QH_KIND_WORKER, fixture->worker, NULL);
  QhGoal goal = { .month = qh_day_from_iso (month),
                  .unit = of_worker ? 0 : qh_record_get_integer (worker, "unit"),
                  .worker = of_worker ? fixture->worker : 0,
                  .type = type != NULL ? fixture_code (fixture->store, "activity_type", type) : 0,
                  .function = function != NULL ? fixture_code (fixture->store, "function", function) : 0,
                  .planned = planned };

  g_array_append_val (goals, goal);
}

static QhChartData *
draw_named (QhBoard *board, const char *name)
{
  for (guint i = 0; i < qh_board_get_n_charts (board); i++)
    if (g_str_equal (qh_board_get_chart (board, i)->name, name))
      return qh_board_draw (board, i, FALSE);
  g_assert_not_reached ();
}

/* The place of a code among a chart's categories; what is done and planned there. */
static guint
assert_goal (Fixture *fixture, QhChartData *data, const char *catalogue, const char *code, double done, double planned)
{
  gint64 key = fixture_code (fixture->store, catalogue, code);

  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    if (qh_chart_data_get_category (data, c)->key == key)
      {
        g_assert_cmpfloat (qh_chart_data_get_value (data, c, 0), ==, done);
        if (planned > 0)
          g_assert_cmpfloat (qh_chart_data_get_value (data, c, 1), ==, planned);
        else
          g_assert_true (isnan (qh_chart_data_get_value (data, c, 1)));
        return c;
      }
  g_assert_not_reached ();
}

/* What was planned beside what was done, and the activities behind it. */
static void
test_goals (Fixture      *fixture,
            gconstpointer user_data)
{
  g_autoptr (GArray) goals = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  g_autoptr (GError) error = NULL;
  g_autoptr (QhChartData) waiting = NULL;
  Bench bench;

  fill (fixture->store);
  bench = open_bench (fixture->store, "date=2026-10-05..2026-10-29");
  qh_board_set_spec (bench.board, qh_board_spec_find ("goals", &error));
  waiting = draw_named (bench.board, "goal-types");
  g_assert_nonnull (strstr (waiting->empty_reason, "read"));
  qh_board_take_goals (bench.board, qh_board_goals_load (fixture->store, NULL, &error));
  g_assert_no_error (error);
  {
    g_autoptr (QhChartData) none = draw_named (bench.board, "goal-types");

    g_assert_nonnull (strstr (none->empty_reason, "no goals yet"));
  }
  add_goal (goals, fixture, "2026-10-01", "AC010", NULL, FALSE, 4);
  add_goal (goals, fixture, "2026-10-01", "AC001", NULL, FALSE, 0);
  add_goal (goals, fixture, "2026-10-01", NULL, "F04", FALSE, 10);
  add_goal (goals, fixture, "2026-09-01", "AC001", NULL, FALSE, 3);
  add_goal (goals, fixture, "2026-10-01", "AC002", NULL, TRUE, 8);
  g_assert_true (qh_goals_write (fixture->store, goals, &error));
  qh_board_take_goals (bench.board, qh_board_goals_load (fixture->store, NULL, &error));
  {
    g_autoptr (QhChartData) types = draw_named (bench.board, "goal-types");
    g_autoptr (QhChartData) functions = draw_named (bench.board, "goal-functions");
    g_autoptr (QhChartData) workers = draw_named (bench.board, "goal-workers");
    g_autoptr (QhChartData) months = draw_named (bench.board, "goal-months");
    g_autoptr (QhChartData) shares = draw_named (bench.board, "goal-shares");
    g_autoptr (QhChartData) narrowed = NULL;
    guint visits = assert_goal (fixture, types, "activity_type", "AC010", 2, 4);

    /* Of the whole month, whatever days are asked for, which is said. */
    g_assert_nonnull (strstr (types->note, "2026"));
    assert_goal (fixture, types, "activity_type", "AC001", 0, 0);
    assert_goal (fixture, types, "activity_type", "AC002", 2, 0);
    g_assert_cmpfloat (qh_chart_data_get_series_total (types, 0), ==, 2);
    assert_goal (fixture, functions, "function", "F04", 2, 10);
    g_assert_cmpuint (qh_chart_data_get_n_categories (workers), ==, 1);
    g_assert_cmpfloat (qh_chart_data_get_value (workers, 0, 0), ==, 2);
    g_assert_cmpfloat (qh_chart_data_get_value (workers, 0, 1), ==, 8);
    /* An activity has a type and a function, and counts once. */
    g_assert_cmpfloat (qh_chart_data_get_value (months, 0, 0), ==, 2);
    g_assert_cmpfloat (qh_chart_data_get_value (months, 0, 1), ==, 10);
    g_assert_cmpfloat (qh_chart_data_get_value (shares, 0, 0), ==, 25);
    g_assert_true (isnan (qh_chart_data_get_total (shares)));

    /* Behind the bullet are the activities that it counts, those of the 30th too. */
    qh_board_select (bench.board, 0, (int) visits, 1, FALSE);
    g_assert_cmpuint (qh_board_count (bench.board), ==, 2);
    narrowed = draw_named (bench.board, "goal-functions");
    g_assert_nonnull (strstr (narrowed->empty_reason, "not told apart by type"));
    qh_board_clear_selection (bench.board, QH_BOARD_ALL);
    qh_board_select (bench.board, 3, 0, 0, FALSE);
    g_assert_cmpuint (qh_board_count (bench.board), ==, 2);
    qh_board_clear_selection (bench.board, QH_BOARD_ALL);
  }
  {
    g_autoptr (QhFilter) filter = qh_filter_new ();
    g_autoptr (QhChartData) types = NULL;
    g_autoptr (QhChartData) hidden = NULL;
    const gint64 keys[] = { fixture->worker };

    /* A worker's own goals take the place of the unit's. */
    qh_filter_parse (filter, bench.frame, "date=2026-10..2026-10", NULL);
    qh_filter_set_keys (filter, "worker", keys, 1);
    g_assert_true (qh_board_set_filter (bench.board, filter, &error));
    types = draw_named (bench.board, "goal-types");
    assert_goal (fixture, types, "activity_type", "AC002", 2, 8);
    assert_goal (fixture, types, "activity_type", "AC010", 2, 0);
    g_assert_null (types->note);
    qh_board_set_least (bench.board, 5, FALSE);
    hidden = draw_named (bench.board, "goal-types");
    g_assert_true (isnan (qh_chart_data_get_value (hidden, 0, 0)));
    g_assert_cmpfloat (qh_chart_data_get_value (hidden, 0, 1), ==, 8);
  }
  close_bench (&bench);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/board/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("goals", test_goals);
  return g_test_run ();
}
