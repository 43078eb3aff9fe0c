/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export-fixture.h"

#include <string.h>

static void
add_own_field (QhStore    *store,
               const char *name,
               const char *type)
{
  QhRecord *definition = qh_store_new_record (store, QH_KIND_OWN_FIELD);

  qh_record_set_text (definition, "kind", "activity");
  qh_record_set_text (definition, "name", name);
  qh_record_set_text (definition, "type", type);
  qh_record_set_text (definition, "label_es", name);
  qh_record_set_text (definition, "sensitivity", "plain");
  fixture_put (store, definition);
}

/* A code whose label needs quotes in a csv. */
static gint64
add_awkward_problem (QhStore *store)
{
  QhRecord *entry = qh_store_new_record (store, QH_KIND_ENTRY);

  qh_record_set_text (entry, "catalogue", "problem");
  qh_record_set_text (entry, "code", "RARO");
  qh_record_set_text (entry, "label_es", AWKWARD);
  return fixture_put (store, entry);
}

static void
set_list (QhRecord     *record,
          const char   *name,
          const gint64 *ids,
          guint         n)
{
  QhRows *rows = qh_rows_new (n, 1);

  memcpy (rows->cells, ids, sizeof *ids * n);
  qh_record_take_rows (record, name, rows);
}

/* Activities that differ in all that an export knows of. */
void
fill (Fixture *fixture)
{
  QhStore *store = fixture->store;
  const gint64 problems[] = { add_awkward_problem (store), fixture_code (store, "problem", "P05") };
  const gint64 group[] = { fixture_code (store, "sex", "M"), QH_MISSING_NOT_KNOWN, 12 };
  gint64 person = fixture_put (store, fixture_new_person (store, CANARY_NAME, "M", 1990));
  QhRecord *record = fixture_new_case (store);
  const gint64 titular[] = { person, fixture_code (store, "case_role", "TI") };
  gint64 cases[2];
  QhRows *rows = qh_rows_new (0, 2);
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  add_own_field (store, "puntos", "number");
  add_own_field (store, "reincidente", "yesno");
  add_own_field (store, "apodo", "text");
  qh_rows_append (rows, titular);
  qh_record_take_rows (record, "people", rows);
  qh_record_set_text (record, "name", CANARY_NAME);
  cases[0] = fixture_put (store, record);
  cases[1] = fixture_put (store, fixture_new_case (store));
  for (guint i = 0; i < N_ACTIVITIES; i++)
    {
      QhRecord *activity = fixture_new_activity (store);

      qh_record_set_integer (activity, "date", qh_day_from_ymd (2025, 1, 1) + (QhDay) i);
      if (i % 3 == 0)
        qh_record_set_integer (activity, "start", 9 * 60 + (int) i);
      if (i % 3 == 1)
        qh_record_set_missing (activity, "start", QH_MISSING_REFUSED);
      if (i % 2 == 0)
        qh_record_set_integer (activity, "case", cases[i / 2 % 2]);
      if (i % 5 == 0)
        qh_record_set_missing (activity, "outcome", QH_MISSING_NOT_ASKED);
      if (i % 5 == 1)
        qh_record_set_integer (activity, "outcome", fixture_code (store, "outcome", "R02"));
      if (i % 4 > 0)
        set_list (activity, "problems", problems, MIN (2, i % 4));
      if (i == 7)
        {
          rows = qh_rows_new (0, 3);
          qh_rows_append (rows, group);
          qh_record_take_rows (activity, "served", rows);
        }
      qh_record_set_real (activity, "puntos", i / 8.0);
      qh_record_set_integer (activity, "reincidente", i % 2);
      qh_record_set_text (activity, "apodo", CANARY_NAME);
      qh_record_set_text (activity, "note", CANARY_NOTE);
      qh_record_set_integer (activity, "minutes", (int) i);
      qh_change_put (change, activity);
    }
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

QhFrame *
load (Fixture *fixture,
      guint    kind)
{
  g_autoptr (GError) error = NULL;
  QhFrame *frame = qh_frame_load (fixture->store, kind, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return frame;
}

char *
contents (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}
