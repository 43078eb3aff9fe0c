/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The supervisor's desk: working days, and what is found that wants somebody's eye. */
#include <math.h>
#include <string.h>

#include "desk-fixture.h"
#include "desk/qh-findings.h"
#include "desk/qh-indicator.h"
#include "store/qh-unit-number.h"

#define MONDAY "2026-10-05"

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
  ADD ("nothing", test_nothing);
  ADD ("findings", test_findings);
  ADD ("limits", test_limits);
  ADD ("timer", test_timer);
  return g_test_run ();
}
