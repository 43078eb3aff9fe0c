/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "today-fixture.h"

#include "app/qh-application.h"
#include "fixture.h"
#include "ui/today/qh-entry-line.h"
#include "ui/widgets/qh-suggestion.h"
#include "ui/widgets/qh-type-ahead.h"

static gint64
put_case (Day        *day,
          const char *name,
          const char *folio)
{
  QhRecord *record = fixture_new_case (day->store.store);

  qh_record_set_text (record, "name", name);
  qh_record_set_text (record, "folio", folio);
  return fixture_put (day->store.store, record);
}

static gboolean
knows_cases (gpointer data)
{
  Day *day = data;
  g_autoptr (GListStore) found = g_list_store_new (QH_TYPE_SUGGESTION);
  QhTypeAhead *case_entry = child_of (day->entry, QH_TYPE_ENTRY_LINE, "case_entry");
  g_autofree char *footer = QH_TYPE_AHEAD_GET_CLASS (case_entry)->search (case_entry, "", found);

  return g_list_model_get_n_items (G_LIST_MODEL (found)) == 2;
}

void
today_set_up (Today        *today,
              gconstpointer data)
{
  Day *day = &today->day;

  fixture_set_up (&day->store, NULL);
  qh_store_set_language (day->store.store, QH_LANGUAGE_ES);
  today->rogelio = put_case (day, "Rogelio Nava Ficticio", "PRA-26-0274");
  today->guadalupe = put_case (day, "Guadalupe López Ejemplo", "PRA-26-0152");
  day_open (day, QH_APPLICATION ((gpointer) data));
  wait_for (knows_cases, day);
  settle ();
}

void
today_tear_down (Today        *today,
                 gconstpointer data)
{
  day_tear_down (&today->day, NULL);
}

QhRecord *
get_first (Day *day)
{
  g_autoptr (GPtrArray) activities = list_day (day, qh_day_today ());

  g_assert_cmpuint (activities->len, >, 0);
  return qh_record_copy (g_ptr_array_index (activities, 0));
}
