/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rights-fixture.h"

#include "ui/cases/qh-case-page.h"
#include "ui/rights/qh-erase-window.h"

void
build (Day *day, World *world)
{
  QhStore *store = day->store.store;
  QhRecord *record = fixture_new_case (store);
  QhRecord *activity = fixture_new_activity (store);
  QhRows *people = qh_rows_new (0, 2);
  QhRows *served = qh_rows_new (0, 1);
  gint64 cells[] = { 0, fixture_code (store, "case_role", "TI") };

  cells[0] = world->person = fixture_put (store, fixture_new_person (store, "Lucía", "M", 1990));
  qh_rows_append (people, cells);
  qh_rows_append (served, cells);
  cells[0] = world->other = fixture_put (store, fixture_new_person (store, "Mateo", "H", 1985));
  qh_rows_append (people, cells);
  qh_record_take_rows (record, "people", people);
  world->in_case = fixture_put (store, record);
  qh_record_set_integer (activity, "case", world->in_case);
  qh_record_set_integer (activity, "date", qh_day_today ());
  qh_record_take_rows (activity, "people", served);
  qh_record_set_text (activity, "note", "nota de la visita");
  world->activity = fixture_put (store, activity);
}

guint
count_actions (Day *day, QhAction action)
{
  const QhLogFilter filter = { .action = action };
  g_autoptr (GPtrArray) changes = qh_log_list (day->store.store, &filter, 1000, NULL);

  return changes->len;
}

gpointer
open_from_case (Day *day, const World *world, const char *action)
{
  GtkWidget *page;

  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.open-case", "x", world->in_case);
  settle ();
  page = find_widget (day->window, QH_TYPE_CASE_PAGE, NULL);
  g_assert_true (gtk_widget_activate_action (page, action, NULL));
  settle ();
  return page;
}

void
type (gpointer window, const char *row, const char *text)
{
  gtk_editable_set_text (child_of (window, QH_TYPE_ERASE_WINDOW, row), text);
}
