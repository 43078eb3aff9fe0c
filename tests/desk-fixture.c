/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"

#include <math.h>

#include "desk/qh-indicator.h"

QhDay
day (const char *iso)
{
  return qh_day_from_iso (iso);
}

/* From Monday to Friday. */
void
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

void
put_leave (Fixture *fixture, const char *begins, const char *ends)
{
  QhRecord *leave = qh_store_new_record (fixture->store, QH_KIND_LEAVE);

  qh_record_set_integer (leave, "worker", fixture->worker);
  qh_record_set_integer (leave, "begins", day (begins));
  qh_record_set_integer (leave, "ends", day (ends));
  qh_record_set_integer (leave, "reason", fixture_code (fixture->store, "leave_reason", "V01"));
  fixture_put (fixture->store, leave);
}

gint64
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

QhDesk *
new_desk (Fixture *fixture, gint64 unit, gint64 worker)
{
  QhScope *scope = qh_scope_new (fixture->store, unit, worker, NULL);

  return qh_desk_new (fixture->store, scope, day ("2026-10-01"), day ("2026-10-30"), NULL);
}

QhGoal
new_goal (Fixture *fixture, const char *type, guint planned)
{
  return (QhGoal){ .month = day ("2026-10-01"),
                   .worker = fixture->worker,
                   .type = fixture_code (fixture->store, "activity_type", type),
                   .planned = planned };
}

void
write_goals (Fixture *fixture, QhGoal first, QhGoal second)
{
  g_autoptr (GArray) goals = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  g_autoptr (GError) error = NULL;

  g_array_append_val (goals, first);
  g_array_append_val (goals, second);
  g_assert_true (qh_goals_write (fixture->store, goals, &error));
  g_assert_no_error (error);
}

/* The first value of an indicator over October 2026. */
double
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

gint64
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

void
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

void
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
