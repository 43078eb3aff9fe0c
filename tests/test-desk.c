/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "desk/qh-findings.h"
#include "desk/qh-goals.h"
#include "desk/qh-indicator.h"
#include "fixture.h"
#include "store/qh-unit-number.h"

#define MONDAY "2026-10-05"

static QhDay
day (const char *iso)
{
  return qh_day_from_iso (iso);
}

/* From Monday to Friday. */
static void
put_schedule (Fixture *fixture, const char *begins, int minutes)
{
  QhRecord *schedule = qh_store_new_record (fixture->store, QH_KIND_SCHEDULE);
  QhRows *weekdays = qh_rows_new (0, 1);

  for (int i = 0; i < 5; i++)
    {
      const char code[] = { (char)('1' + i), '\0' };
      gint64 weekday = fixture_code (fixture->store, "weekday", code);

      qh_rows_append (weekdays, &weekday);
    }
  qh_record_set_integer (schedule, "worker", fixture->worker);
  qh_record_set_integer (schedule, "begins", day (begins));
  qh_record_set_integer (schedule, "minutes_a_day", minutes);
  qh_record_take_rows (schedule, "weekdays", weekdays);
  fixture_put (fixture->store, schedule);
}

static void
put_leave (Fixture *fixture, const char *begins, const char *ends)
{
  QhRecord *leave = qh_store_new_record (fixture->store, QH_KIND_LEAVE);

  qh_record_set_integer (leave, "worker", fixture->worker);
  qh_record_set_integer (leave, "begins", day (begins));
  qh_record_set_integer (leave, "ends", day (ends));
  qh_record_set_integer (leave, "reason", fixture_code (fixture->store, "leave_reason", "V01"));
  fixture_put (fixture->store, leave);
}

static gint64
put_activity (Fixture *fixture, const char *date, const char *type, int start, int minutes, gint64 in_case)
{
  QhRecord *activity = fixture_new_activity (fixture->store);

  qh_record_set_integer (activity, "date", day (date));
  qh_record_set_integer (activity, "type", fixture_code (fixture->store, "activity_type", type));
  qh_record_set_integer (activity, "start", start);
  qh_record_set_integer (activity, "minutes", minutes);
  if (in_case != 0)
    qh_record_set_integer (activity, "case", in_case);
  return fixture_put (fixture->store, activity);
}

static QhDesk *
new_desk (Fixture *fixture, gint64 unit, gint64 worker)
{
  QhScope *scope = qh_scope_new (fixture->store, unit, worker, NULL);

  return qh_desk_new (fixture->store, scope, day ("2026-10-01"), day ("2026-10-30"), NULL);
}

static QhRecord *
new_span (Fixture *fixture, guint kind, const char *begins, const char *ends)
{
  QhRecord *record = qh_store_new_record (fixture->store, kind);

  qh_record_set_integer (record, "worker", fixture->worker);
  qh_record_set_integer (record, "begins", day (begins));
  if (ends != NULL)
    qh_record_set_integer (record, "ends", day (ends));
  return record;
}

/* Returns: what is wrong, if anything; *n is of how many records the change is then. */
static char *
fit_span (Fixture *fixture, guint kind, const char *begins, const char *ends, guint *n)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  qh_change_put (change, new_span (fixture, kind, begins, ends));
  if (!qh_calendar_fit (fixture->store, change, &error))
    return g_strdup (error->message);
  *n = change->items->len;
  if (*n > 1)
    {
      const QhChangeItem *item = g_ptr_array_index (change->items, 1);

      g_assert_cmpint (qh_record_get_integer (item->record, "ends"), ==, day (begins) - 1);
    }
  return NULL;
}

/* A worker's schedules and leaves do not overlap; one that was never ended is, by the next. */
static void
test_fit (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint kind;
    const char *begins;
    const char *ends;
    const char *says; /* NULL where it fits */
    guint n;          /* records that are written then */
  } cases[] = {
    { QH_KIND_SCHEDULE, "2026-10-01", NULL, NULL, 2 },
    { QH_KIND_SCHEDULE, "2026-10-01", "2026-10-31", NULL, 2 },
    { QH_KIND_SCHEDULE, "2026-01-01", NULL, "begins on", 0 },
    { QH_KIND_SCHEDULE, "2025-01-01", "2026-01-01", "Let this one end", 0 },
    { QH_KIND_SCHEDULE, "2025-01-01", "2025-12-31", NULL, 1 },
    { QH_KIND_SCHEDULE, "2025-12-31", "2025-12-01", NULL, 1 }, /* refused as it is written */
    { QH_KIND_LEAVE, "2026-10-09", "2026-10-12", "already a leave", 0 },
    { QH_KIND_LEAVE, "2026-10-01", "2026-10-05", "already a leave", 0 },
    { QH_KIND_LEAVE, "2026-10-10", "2026-10-12", NULL, 1 },
  };

  put_schedule (fixture, "2026-01-01", 480);
  put_leave (fixture, "2026-10-05", "2026-10-09");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n = 0;
      g_autofree char *says = fit_span (fixture, cases[i].kind, cases[i].begins, cases[i].ends, &n);

      g_test_message ("%u: %s", i, says != NULL ? says : "fits");
      g_assert_cmpuint (n, ==, cases[i].n);
      g_assert_true (cases[i].says == NULL ? says == NULL : says != NULL && strstr (says, cases[i].says) != NULL);
    }
}

/* The schedule that began last holds; leave and weekends take days out. */
static void
test_calendar (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhCalendar) calendar = NULL;
  g_autoptr (GError) error = NULL;
  QhDuty duty = { 0, 0, 0, 0 };

  put_schedule (fixture, "2026-01-01", 480);
  put_schedule (fixture, "2026-10-19", 240);
  put_leave (fixture, "2026-10-08", "2026-10-12");
  calendar = qh_calendar_load (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (qh_calendar_get_minutes (calendar, fixture->worker, day (MONDAY)), ==, 480);
  g_assert_cmpuint (qh_calendar_get_minutes (calendar, fixture->worker, day ("2026-10-04")), ==, 0);
  g_assert_cmpuint (qh_calendar_get_minutes (calendar, fixture->worker, day ("2026-10-08")), ==, 0);
  g_assert_cmpuint (qh_calendar_get_minutes (calendar, fixture->worker, day ("2026-10-19")), ==, 240);
  g_assert_cmpuint (qh_calendar_get_minutes (calendar, 7, day (MONDAY)), ==, 0);
  qh_calendar_add_duty (
    calendar, fixture->worker, day ("2026-10-01"), day ("2026-10-31"), &duty);
  g_assert_cmpuint (duty.scheduled_days, ==, 22);
  g_assert_cmpuint (duty.days, ==, 19);
  g_assert_cmpuint (duty.minutes, ==, 9 * 480 + 10 * 240);
}

static QhGoal
new_goal (Fixture *fixture, const char *type, guint planned)
{
  return (QhGoal){ .month = day ("2026-10-01"),
                   .worker = fixture->worker,
                   .type = fixture_code (fixture->store, "activity_type", type),
                   .planned = planned };
}

static void
write_goals (Fixture *fixture, QhGoal first, QhGoal second)
{
  g_autoptr (GArray) goals = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  g_autoptr (GError) error = NULL;

  g_array_append_val (goals, first);
  g_array_append_val (goals, second);
  g_assert_true (qh_goals_write (fixture->store, goals, &error));
  g_assert_no_error (error);
}

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

/* What is read and written again is the same definition: of all that are shipped. */
static void
test_write_indicators (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (fixture->store);
  g_autoptr (GPtrArray) indicators = qh_indicators_list (fixture->store, NULL);

  g_assert_cmpuint (indicators->len, >, 10);
  for (guint i = 0; i < indicators->len; i++)
    {
      const QhIndicator *indicator = g_ptr_array_index (indicators, i);
      g_autofree char *json = qh_indicator_to_json (indicator, dictionary);
      g_autoptr (JsonNode) written = json_from_string (json, NULL);
      g_autoptr (JsonNode) before = json_from_string (indicator->definition, NULL);

      if (!json_node_equal (written, before))
        g_assert_cmpstr (json, ==, indicator->definition);
    }
}

/* The codes that a figure is limited to are read, replaced and taken away; other conditions stay. */
static void
test_figure_codes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (fixture->store);
  const QhField *type = qh_kind_find_field (qh_store_get_kind (fixture->store, QH_KIND_ACTIVITY), "type");
  g_autoptr (QhFigure) figure = qh_figure_new ();
  g_autoptr (GArray) codes = NULL;
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));

  figure->where = g_strsplit ("direct=1|type=AC010,AC001", "|", -1);
  codes = qh_figure_get_codes (figure, type, catalogues);
  g_assert_cmpuint (codes->len, ==, 2);
  g_assert_cmpint (g_array_index (codes, gint64, 1), ==, fixture_code (fixture->store, "activity_type", "AC001"));
  g_array_set_size (codes, 1);
  qh_figure_set_codes (figure, type, catalogues, codes);
  g_assert_cmpstr (figure->where[0], ==, "direct=1");
  g_assert_cmpstr (figure->where[1], ==, "type=AC010");
  qh_figure_set_codes (figure, type, catalogues, none);
  g_assert_cmpuint (g_strv_length (figure->where), ==, 1);
}

/* The first value of an indicator over October 2026. */
static double
evaluate (Fixture *fixture, QhDesk *desk, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) indicators = qh_indicators_list (fixture->store, &error);
  double value = -1;

  g_assert_no_error (error);
  for (guint i = 0; i < indicators->len; i++)
    {
      const QhIndicator *indicator = g_ptr_array_index (indicators, i);
      g_autoptr (GArray) values = NULL;

      if (!g_str_equal (indicator->code, code))
        continue;
      values = qh_indicator_evaluate (indicator, desk, &error);
      g_assert_no_error (error);
      value = values->len > 0 ? g_array_index (values, QhIndicatorValue, 0).value : (double)NAN;
    }
  return value;
}

static gint64
put_case (Fixture *fixture, const char *opened, const char *closed, const char *reason)
{
  QhRecord *record = fixture_new_case (fixture->store);

  qh_record_set_integer (record, "opened", day (opened));
  if (closed != NULL)
    {
      qh_record_set_integer (record, "closed", day (closed));
      qh_record_set_integer (
        record, "closing_reason", fixture_code (fixture->store, "closing_reason", reason));
    }
  return fixture_put (fixture->store, record);
}

static void
put_action_item (Fixture *fixture, const char *due, const char *done)
{
  QhRecord *item = qh_store_new_record (fixture->store, QH_KIND_ACTION_ITEM);

  qh_record_set_text (item, "task", "llamar");
  qh_record_set_integer (item, "due", day (due));
  qh_record_set_integer (item, "worker", fixture->worker);
  if (done != NULL)
    qh_record_set_integer (item, "done", day (done));
  fixture_put (fixture->store, item);
}

static void
put_consultation (Fixture *fixture, const char *date, gint64 in_case)
{
  QhRecord *consultation = qh_store_new_record (fixture->store, QH_KIND_CONSULTATION);

  qh_record_set_integer (consultation, "date", day (date));
  qh_record_set_integer (consultation, "worker", fixture->worker);
  qh_record_set_integer (consultation, "case", in_case);
  fixture_put (fixture->store, consultation);
}

static void
put_referral (Fixture *fixture, gint64 in_case, const char *result)
{
  QhRecord *referral = qh_store_new_record (fixture->store, QH_KIND_REFERRAL);

  qh_record_set_integer (referral, "case", in_case);
  qh_record_set_integer (referral, "date", day ("2026-10-07"));
  qh_record_set_integer (referral, "worker", fixture->worker);
  qh_record_set_integer (referral, "type", fixture_code (fixture->store, "referral_type", "D01"));
  qh_record_set_integer (
    referral, "result", fixture_code (fixture->store, "referral_result", result));
  fixture_put (fixture->store, referral);
}

static void
test_indicators (Fixture *fixture, gconstpointer data)
{
  gint64 open_case = put_case (fixture, "2026-10-01", NULL, NULL);
  gint64 closed_case = put_case (fixture, "2026-10-02", "2026-10-22", "B01");
  g_autoptr (QhDesk) desk = NULL;

  put_schedule (fixture, "2026-10-26", 480);
  put_activity (fixture, "2026-10-05", "AC009", 540, 30, open_case);
  put_activity (fixture, "2026-10-10", "AC001", 540, 90, open_case);
  put_activity (fixture, "2026-10-08", "AC005", 600, 60, closed_case);
  put_consultation (fixture, "2026-10-02", open_case);
  put_consultation (fixture, "2026-10-07", open_case);
  put_consultation (fixture, "2026-10-08", closed_case);
  put_consultation (fixture, "2026-10-20", closed_case);
  put_action_item (fixture, "2026-10-06", "2026-10-06");
  put_action_item (fixture, "2026-10-06", "2026-10-07");
  put_action_item (fixture, "2026-10-06", NULL);
  put_referral (fixture, open_case, "C03");
  put_referral (fixture, open_case, "C02");
  put_referral (fixture, open_case, "C04");
  put_referral (fixture, open_case, "C01");
  desk = new_desk (fixture, 0, 0);
  g_assert_true (isnan (evaluate (fixture, desk, "I01")));
  g_assert_cmpfloat (evaluate (fixture, desk, "I02"), ==, 3.0 / 5);
  g_assert_true (isnan (evaluate (fixture, desk, "I03")));
  g_assert_cmpfloat (evaluate (fixture, desk, "I04"), ==, 50);
  /* 90 and 60 minutes with people of 180. */
  g_assert_cmpfloat_with_epsilon (evaluate (fixture, desk, "I05"), 100 * 150 / 180.0, 1e-9);
  g_assert_cmpfloat (evaluate (fixture, desk, "I06"), ==, 3); /* of 3, 3 and 0 */
  g_assert_cmpfloat (evaluate (fixture, desk, "I07"), ==, 1);
  g_assert_cmpfloat (evaluate (fixture, desk, "I08"), ==, 100);
  g_assert_cmpfloat_with_epsilon (evaluate (fixture, desk, "I09"), 100 / 3.0, 1e-9);
  g_assert_cmpfloat (evaluate (fixture, desk, "I10"), ==, 25);
  g_assert_cmpfloat (evaluate (fixture, desk, "I11"), ==, 1);
  g_assert_cmpfloat (evaluate (fixture, desk, "I12"), ==, 1);
  g_assert_cmpfloat (evaluate (fixture, desk, "I15"), ==, 20);
  g_assert_cmpfloat (evaluate (fixture, desk, "I16"), ==, 1);
}

/* Over nothing at all no indicator fails. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) indicators = qh_indicators_list (fixture->store, NULL);
  g_autoptr (QhDesk) desk = new_desk (fixture, 0, fixture->worker);

  g_assert_cmpuint (indicators->len, >=, 17);
  for (guint i = 0; i < indicators->len; i++)
    {
      double value = evaluate (
        fixture, desk, ((QhIndicator *)g_ptr_array_index (indicators, i))->code);

      g_assert_true (isnan (value) || value == 0);
    }
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

/* Of a unit's goal, half the hours are half the share; the shares add up. */
static void
test_part_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhRecord) worker = qh_store_get (fixture->store, QH_KIND_WORKER, fixture->worker, NULL);
  g_autoptr (QhCalendar) calendar = NULL;
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (QhDesk) desk = NULL;
  QhRecord *other = qh_store_new_record (fixture->store, QH_KIND_WORKER);
  QhGoal of_unit = new_goal (fixture, "AC010", 12);
  gint64 workers[2] = { fixture->worker, 0 };

  of_unit.worker = 0;
  of_unit.unit = qh_record_get_integer (worker, "unit");
  qh_record_set_integer (other, "unit", of_unit.unit);
  qh_record_set_text (other, "name", "Prueba");
  workers[1] = fixture_put (fixture->store, other);
  write_goals (fixture, of_unit, of_unit);
  put_activity (fixture, "2026-10-20", "AC010", 540, 30, 0);
  put_activity (fixture, "2026-10-21", "AC010", 540, 30, 0);
  all = qh_goals_list (fixture->store, day ("2026-10-01"), day ("2026-10-31"), NULL);
  frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
  desk = new_desk (fixture, 0, workers[0]);
  g_assert_true (isnan (evaluate (fixture, desk, "I01"))); /* nobody has a schedule */
  g_clear_pointer (&desk, qh_desk_free);

  put_schedule (fixture, "2026-01-01", 480);
  fixture->worker = workers[1];
  put_schedule (fixture, "2026-01-01", 240);
  fixture->worker = workers[0];
  calendar = qh_calendar_load (fixture->store, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GArray) own = qh_goals_list_for_worker (fixture->store, all, workers[i], NULL);
      g_autoptr (GArray) results = qh_goals_compare (fixture->store, own, frame, calendar, NULL);
      const QhGoalResult *result = &g_array_index (results, QhGoalResult, 0);

      g_assert_cmpuint (results->len, ==, 1);
      g_assert_cmpfloat_with_epsilon (result->due, i == 0 ? 8 : 4, 1e-9);
      g_assert_cmpuint (result->done, ==, i == 0 ? 2 : 0);
    }
  desk = new_desk (fixture, 0, workers[0]);
  g_assert_cmpfloat_with_epsilon (evaluate (fixture, desk, "I01"), 25, 1e-9);
}

static void
test_own_indicator (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = {
    "",
    "{",
    "7",
    "{\"code\": \"U1\"}",
    "{\"code\": \"U 1\", \"label\": \"x\", \"value\": {\"count\": \"activity\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": \"nothing\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": 3}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": \"activity\", \"sum\": \"minutes\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"sum\": \"note\", \"of\": \"activity\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"distinct\": \"folio\", \"of\": \"case\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"median\": \"closed\", \"of\": \"case\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"median\": \"minutes\", \"since\": \"date\", \"of\": \"activity\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": \"case\", \"during\": [\"opened\"]}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": \"case\", \"placed_by\": \"first:activity\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": \"case\", \"where\": \"level=N1\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": \"case\", \"where\": [\"level=NONE\"]}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": \"case\", \"where\": [\"level\"]}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": \"case\", \"with\": [{\"of\": \"person\"}]}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": \"case\", \"with\": [7]}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"count\": \"case\", \"wehre\": []}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"value\": {\"duty\": \"hours\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"unit\": \"euros\", \"value\": {\"count\": \"case\"}}",
    "{\"code\": \"U1\", \"label\": \"x\", \"split\": \"folio\", \"value\": {\"count\": \"case\"}}",
    "{\"code\": \"I01\", \"label\": \"x\", \"value\": {\"count\": \"case\"}}",
  };
  g_autoptr (QhDesk) desk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (qh_indicators_add (fixture->store, bad[i], &code, &error));
      g_assert_nonnull (error);
      g_assert_cmpint (error->domain, ==, QH_ERROR);
      g_clear_error (&error);
    }
  g_assert_true (qh_indicators_add (fixture->store,
                                    "{\"code\": \"U1\", \"label\": {\"es\": \"Visitas\"}, "
                                    "\"value\": {\"count\": \"activity\", \"where\": [\"type=AC010\"]}}",
                                    &code,
                                    &error));
  g_assert_no_error (error);
  g_assert_cmpstr (code, ==, "U1");
  put_activity (fixture, "2026-10-20", "AC010", 540, 30, 0);
  desk = new_desk (fixture, 0, 0);
  g_assert_cmpfloat (evaluate (fixture, desk, "U1"), ==, 1);
  g_assert_false (qh_indicators_remove (fixture->store, "I01", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (qh_indicators_remove (fixture->store, "U1", &error));
  g_assert_cmpfloat (evaluate (fixture, desk, "U1"), ==, -1);
}

static guint
count_findings (GArray *found, QhFindingKind kind)
{
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    n += g_array_index (found, QhFinding, i).kind == kind;
  return n;
}

static void
test_findings (Fixture *fixture, gconstpointer data)
{
  gint64 idle = put_case (fixture, "2026-06-01", NULL, NULL);
  QhFindingLimits limits;
  g_autoptr (QhDesk) desk = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GError) error = NULL;
  const QhFinding *first;

  put_schedule (fixture, "2026-10-27", 480);
  put_activity (fixture, "2026-06-02", "AC001", 540, 30, idle);
  put_activity (fixture, "2026-10-27", "AC001", 540, 60, 0);
  put_activity (fixture, "2026-10-27", "AC010", 590, 30, 0);
  put_activity (fixture, "2026-10-27", "AC030", 620, 30, 0); /* as the one before ends */
  put_activity (fixture, "2026-10-28", "AC030", 540, 30, 0);
  put_activity (fixture, "2026-10-28", "AC030", 540, 30, 0);
  put_activity (fixture, "2026-10-28", "AC030", 600, 840, 0);
  put_action_item (fixture, "2026-10-06", NULL);
  put_action_item (fixture, "2026-10-06", "2026-10-07");
  desk = new_desk (fixture, 0, 0);
  qh_finding_limits_init (&limits, fixture->store, day ("2026-10-30"));
  found = qh_findings_list (desk, &limits, &error);
  g_assert_no_error (error);
  /* Thursday; today, Friday, may still be written. */
  g_assert_cmpuint (count_findings (found, QH_FINDING_NO_ENTRIES), ==, 1);
  g_assert_cmpuint (count_findings (found, QH_FINDING_OVERLAP), ==, 1);
  g_assert_cmpuint (count_findings (found, QH_FINDING_LONG), ==, 1);
  g_assert_cmpuint (count_findings (found, QH_FINDING_DUPLICATE), ==, 1);
  g_assert_cmpuint (count_findings (found, QH_FINDING_IDLE_CASE), ==, 1);
  g_assert_cmpuint (count_findings (found, QH_FINDING_OVERDUE), ==, 1);
  g_assert_cmpuint (count_findings (found, QH_FINDING_TIMER), ==, 0);
  first = &g_array_index (found, QhFinding, 0);
  g_assert_cmpint (first->day, ==, day ("2026-10-29"));
  g_assert_cmpint (first->worker, ==, fixture->worker);
  g_assert_cmpuint (first->amount, ==, 480);
  for (guint i = 0; i < found->len; i++)
    {
      g_autofree char *said = qh_finding_describe (&g_array_index (found, QhFinding, i));

      g_assert_cmpstr (said, !=, "");
    }
}

static guint
count_at (Fixture *fixture, const QhFindingLimits *limits, QhFindingKind kind)
{
  g_autoptr (QhDesk) desk = new_desk (fixture, 0, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = qh_findings_list (desk, limits, &error);

  g_assert_no_error (error);
  return count_findings (found, kind);
}

/* From when on is the unit's to say; as of a day, what became late after it is not. */
static void
test_limits (Fixture *fixture, gconstpointer data)
{
  gint64 in_case = put_case (fixture, "2026-09-01", NULL, NULL);
  QhFindingLimits limits;

  put_referral (fixture, in_case, "C01");
  put_referral (fixture, in_case, "C03");
  qh_finding_limits_init (&limits, fixture->store, day ("2026-11-10"));
  g_assert_cmpuint (count_at (fixture, &limits, QH_FINDING_IDLE_CASE), ==, 1); /* 70 days */
  g_assert_cmpuint (count_at (fixture, &limits, QH_FINDING_LATE_REFERRAL), ==, 1);
  limits.as_of = day ("2026-10-30");
  g_assert_cmpuint (count_at (fixture, &limits, QH_FINDING_IDLE_CASE), ==, 0);
  g_assert_cmpuint (count_at (fixture, &limits, QH_FINDING_LATE_REFERRAL), ==, 0);
  g_assert_true (qh_unit_number_set (fixture->store, QH_UNIT_IDLE_DAYS, 71, NULL));
  g_assert_true (qh_unit_number_set (fixture->store, QH_UNIT_REFERRAL_DAYS, 36, NULL));
  qh_finding_limits_init (&limits, fixture->store, day ("2026-11-10"));
  g_assert_cmpuint (count_at (fixture, &limits, QH_FINDING_IDLE_CASE), ==, 0);
  g_assert_cmpuint (count_at (fixture, &limits, QH_FINDING_LATE_REFERRAL), ==, 0);
  limits.as_of = day ("2026-11-12");
  g_assert_cmpuint (count_at (fixture, &limits, QH_FINDING_IDLE_CASE), ==, 1);
  g_assert_cmpuint (count_at (fixture, &limits, QH_FINDING_LATE_REFERRAL), ==, 1);
}

/* A timer of yesterday was left running; one of a moment ago was not. */
static void
test_timer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhDesk) desk = new_desk (fixture, 0, 0);
  QhFindingLimits limits;

  qh_finding_limits_init (&limits, fixture->store, qh_day_today ());
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GArray) found = NULL;

      limits.timer_started = g_get_real_time () / G_USEC_PER_SEC - (i == 0 ? 0 : 86400);
      found = qh_findings_list (desk, &limits, NULL);
      g_assert_cmpuint (count_findings (found, QH_FINDING_TIMER), ==, i);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/desk/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("calendar", test_calendar);
  ADD ("fit", test_fit);
  ADD ("write-indicators", test_write_indicators);
  ADD ("figure-codes", test_figure_codes);
  ADD ("goals", test_goals);
  ADD ("copy-goals", test_copy_goals);
  ADD ("indicators", test_indicators);
  ADD ("nothing", test_nothing);
  ADD ("goals-met", test_goals_met);
  ADD ("goals-once", test_goals_once);
  ADD ("part-time", test_part_time);
  ADD ("own-indicator", test_own_indicator);
  ADD ("findings", test_findings);
  ADD ("limits", test_limits);
  ADD ("timer", test_timer);
  return g_test_run ();
}
