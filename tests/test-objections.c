/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who objects to being in data sets does not leave in one. */
#include <string.h>

#include "exchange/qh-csv-reader.h"
#include "exchange/qh-export.h"
#include "fixture.h"
#include "store/qh-objections.h"

typedef struct
{
  gint64 person;
  gint64 in_case;   /* the case in which they take part */
  gint64 activity;  /* linked to them */
  gint64 of_case;   /* an activity of their case */
  gint64 asked;     /* an activity after a consultation of theirs */
  gint64 group;     /* a group that was only counted */
  gint64 other;     /* of somebody else */
} World;

static void
link_person (QhRecord *record,
             gint64    person)
{
  QhRows *people = qh_rows_new (1, 1);

  people->cells[0] = person;
  qh_record_take_rows (record, "people", people);
}

static gint64
put_case (Fixture *fixture,
          gint64   person)
{
  QhRecord *record = fixture_new_case (fixture->store);
  const gint64 row[] = { person, fixture_code (fixture->store, "case_role", "TI") };
  QhRows *people = qh_rows_new (0, 2);

  qh_rows_append (people, row);
  qh_record_take_rows (record, "people", people);
  return fixture_put (fixture->store, record);
}

static gint64
put_consultation (Fixture *fixture,
                  gint64   person)
{
  QhRecord *record = qh_store_new_record (fixture->store, QH_KIND_CONSULTATION);

  qh_record_set_integer (record, "date", qh_day_from_ymd (2026, 1, 2));
  qh_record_set_integer (record, "person", person);
  qh_record_set_integer (record, "worker", fixture->worker);
  return fixture_put (fixture->store, record);
}

static World
fill (Fixture *fixture)
{
  World world = { 0 };
  QhRecord *person = fixture_new_person (fixture->store, "Marina", "M", 1990);
  QhRecord *activity = fixture_new_activity (fixture->store);
  const gint64 group[] = { fixture_code (fixture->store, "sex", "M"), QH_MISSING_NOT_KNOWN, 12 };
  QhRows *served = qh_rows_new (0, 3);

  qh_record_set_integer (person, "objects", TRUE);
  world.person = fixture_put (fixture->store, person);
  world.in_case = put_case (fixture, world.person);
  link_person (activity, world.person);
  world.activity = fixture_put (fixture->store, activity);
  activity = fixture_new_activity (fixture->store);
  qh_record_set_integer (activity, "case", world.in_case);
  world.of_case = fixture_put (fixture->store, activity);
  activity = fixture_new_activity (fixture->store);
  qh_record_set_integer (activity, "consultation", put_consultation (fixture, world.person));
  world.asked = fixture_put (fixture->store, activity);
  activity = fixture_new_activity (fixture->store);
  qh_rows_append (served, group);
  qh_record_take_rows (activity, "served", served);
  world.group = fixture_put (fixture->store, activity);
  activity = fixture_new_activity (fixture->store);
  link_person (activity, fixture_put (fixture->store, fixture_new_person (fixture->store, "Otra", "M", 1980)));
  world.other = fixture_put (fixture->store, activity);
  return world;
}

static gboolean
has (GArray *ids,
     gint64  id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

static void
test_list (Fixture      *fixture,
           gconstpointer data)
{
  const World world = fill (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) activities = qh_objections_list (fixture->store, QH_KIND_ACTIVITY, &error);
  g_autoptr (GArray) cases = qh_objections_list (fixture->store, QH_KIND_CASE, &error);
  g_autoptr (GArray) persons = qh_objections_list (fixture->store, QH_KIND_PERSON, &error);
  g_autoptr (GArray) consultations = qh_objections_list (fixture->store, QH_KIND_CONSULTATION, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (activities->len, ==, 3);
  g_assert_true (has (activities, world.activity) && has (activities, world.of_case) && has (activities, world.asked));
  g_assert_cmpuint (cases->len, ==, 1);
  g_assert_true (has (cases, world.in_case));
  g_assert_true (persons->len == 1 && has (persons, world.person));
  g_assert_cmpuint (consultations->len, ==, 1);
}

/* An objection that is taken back, or answered with no, keeps nobody out. */
static void
test_taken_back (Fixture      *fixture,
                 gconstpointer data)
{
  const World world = fill (fixture);
  g_autoptr (GError) error = NULL;
  QhRecord *person = qh_store_get (fixture->store, QH_KIND_PERSON, world.person, &error);
  g_autoptr (GArray) activities = NULL;

  qh_record_set_integer (person, "objects", FALSE);
  fixture_put (fixture->store, person);
  activities = qh_objections_list (fixture->store, QH_KIND_ACTIVITY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (activities->len, ==, 0);
}

static void
test_export (Fixture      *fixture,
             gconstpointer data)
{
  static const char *const names[] = { "x.csv", "x.xlsx", "x.sav", "x.dta" };
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      const QhExportOptions options = { .path = path, .language = QH_LANGUAGE_ES, .store = fixture->store };
      g_autofree char *said = NULL;
      QhExportReport report;

      qh_export (frame, NULL, &options, &report, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report.selected, ==, 5);
      g_assert_cmpuint (report.left_out, ==, 3);
      g_assert_cmpuint (report.written, ==, 2);
      said = qh_export_report_describe (&report, path);
      g_assert_nonnull (strstr (said, "3 rows were left out"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/objections/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("list", test_list);
  ADD ("taken-back", test_taken_back);
  ADD ("export", test_export);
  return g_test_run ();
}
