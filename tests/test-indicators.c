/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators: written, their codes, what they come to. */
#include <math.h>

#include "desk-fixture.h"
#include "desk/qh-indicator.h"

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/desk/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("write-indicators", test_write_indicators);
  ADD ("figure-codes", test_figure_codes);
  ADD ("indicators", test_indicators);
  ADD ("part-time", test_part_time);
  ADD ("own-indicator", test_own_indicator);
  return g_test_run ();
}
