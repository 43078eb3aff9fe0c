/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goals of a month: compared, copied, met. */
#include <math.h>

#include "desk-fixture.h"

static GArray *
compare_goals (Fixture *fixture)
{
  g_autoptr (QhFrame) frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
  g_autoptr (QhCalendar) calendar = qh_calendar_load (fixture->store, NULL);
  g_autoptr (GArray) goals
    = qh_goals_list (fixture->store, day ("2026-10-01"), day ("2026-10-31"), NULL);

  return qh_goals_compare (fixture->store, goals, frame, calendar, NULL);
}

/* A goal of nothing is not planned; leave takes its share; writing replaces. */
static void
test_goals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) results = NULL;
  const QhGoalResult *visits, *none;

  put_schedule (fixture, "2026-01-01", 480);
  put_leave (fixture, "2026-10-01", "2026-10-15");
  put_activity (fixture, "2026-10-20", "AC010", 540, 30, 0);
  put_activity (fixture, "2026-10-31", "AC010", 540, 30, 0);
  put_activity (fixture, "2026-11-01", "AC010", 540, 30, 0);
  write_goals (fixture, new_goal (fixture, "AC010", 7), new_goal (fixture, "AC001", 0));
  write_goals (fixture, new_goal (fixture, "AC010", 22), new_goal (fixture, "AC001", 0));
  results = compare_goals (fixture);
  g_assert_cmpuint (results->len, ==, 2);
  none = &g_array_index (results, QhGoalResult, 0);
  visits = &g_array_index (results, QhGoalResult, 1);
  g_assert_cmpuint (visits->goal.planned, ==, 22);
  g_assert_cmpfloat (visits->due, ==, 11);
  g_assert_cmpuint (visits->done, ==, 2);
  g_assert_cmpfloat_with_epsilon (visits->percent, 200.0 / 11, 1e-9);
  g_assert_true (isnan (none->percent));
}

static guint
copy_goals (Fixture *fixture, gboolean replace)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) copies
    = qh_goals_list_copies (fixture->store, day ("2026-10-01"), day ("2027-10-01"), 1, replace, &error);

  g_assert_no_error (error);
  g_assert_true (qh_goals_write (fixture->store, copies, &error));
  g_assert_no_error (error);
  return copies->len;
}

/* What is there already stays, unless it is to be replaced. */
static void
test_copy_goals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) copied = NULL;
  QhGoal next = new_goal (fixture, "AC010", 9);

  g_assert_null (
    qh_goals_list_copies (fixture->store, day ("2026-10-01"), day ("2027-10-01"), 12, FALSE, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_NOT_FOUND);
  next.month = day ("2027-10-01");
  write_goals (fixture, new_goal (fixture, "AC010", 7), new_goal (fixture, "AC001", 3));
  write_goals (fixture, next, next);
  g_assert_cmpuint (copy_goals (fixture, FALSE), ==, 1);
  g_assert_cmpuint (copy_goals (fixture, TRUE), ==, 2);
  copied = qh_goals_list (fixture->store, day ("2027-10-01"), day ("2027-10-01"), NULL);
  g_assert_cmpuint (copied->len, ==, 2);
  g_assert_cmpuint (g_array_index (copied, QhGoal, 1).planned, ==, 7);
}

/* Goals of the unit count for the unit, a worker's for the worker. */
static void
test_goals_met (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhDesk) everybody = NULL;
  g_autoptr (QhDesk) one = NULL;
  g_autoptr (QhRecord) worker = qh_store_get (fixture->store, QH_KIND_WORKER, fixture->worker, NULL);
  QhGoal of_unit = new_goal (fixture, "AC010", 2);

  of_unit.worker = 0;
  of_unit.unit = qh_record_get_integer (worker, "unit");
  put_activity (fixture, "2026-10-20", "AC010", 540, 30, 0);
  write_goals (fixture, of_unit, new_goal (fixture, "AC010", 4));
  everybody = new_desk (fixture, 0, 0);
  one = new_desk (fixture, 0, fixture->worker);
  g_assert_cmpfloat (evaluate (fixture, everybody, "I01"), ==, 50);
  g_assert_cmpfloat (evaluate (fixture, one, "I01"), ==, 25);
}

/* An activity of which both its type and its function are planned counts once. */
static void
test_goals_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhDesk) one = NULL;
  QhGoal by_function = new_goal (fixture, "AC010", 8);

  by_function.type = 0;
  by_function.function = fixture_code (fixture->store, "function", "F01");
  put_activity (fixture, "2026-10-20", "AC010", 540, 30, 0);
  put_activity (fixture, "2026-10-21", "AC010", 540, 30, 0);
  write_goals (fixture, new_goal (fixture, "AC010", 2), by_function);
  one = new_desk (fixture, 0, fixture->worker);
  g_assert_cmpfloat (evaluate (fixture, one, "I01"), ==, 25); /* of 8, not of 10 */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/desk/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("goals", test_goals);
  ADD ("copy-goals", test_copy_goals);
  ADD ("goals-met", test_goals_met);
  ADD ("goals-once", test_goals_once);
  return g_test_run ();
}
