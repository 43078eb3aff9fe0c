/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cases-fixture.h"

#include "store/qh-store-lists.h"
#include "ui-fixture.h"

QhSession *
open_session (Fixture *fixture)
{
  QhSession *session = qh_session_new (fixture->store);
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (qh_session_get_case_index (session) == NULL || qh_session_get_frame (session) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
  return session;
}

void
close_session (QhSession *session)
{
  settle ();
  g_signal_handlers_disconnect_by_data (session, NULL);
  g_object_unref (session);
}

GtkWidget *
find_nth (GtkWidget *widget,
          GType      type,
          guint     *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gpointer
find (GtkWidget *widget,
      GType      type,
      guint      n)
{
  GtkWidget *found = find_nth (widget, type, &n);

  g_assert_nonnull (found);
  return found;
}

QhFieldRow *
find_field (GtkWidget  *form,
            const char *name)
{
  for (guint i = 0;; i++)
    {
      QhFieldRow *row = find (form, QH_TYPE_FIELD_ROW, i);

      if (g_str_equal (qh_field_row_get_field (row)->name, name))
        return row;
    }
}

void
type_into (GtkWidget  *form,
           const char *field,
           const char *text)
{
  gtk_editable_set_text (find (GTK_WIDGET (find_field (form, field)), GTK_TYPE_ENTRY, 0), text);
}

GtkWidget *
present (GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), child);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 1066, 760);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  return window;
}

gint64
put_case (Fixture    *fixture,
          const char *name)
{
  QhRecord *person = fixture_new_person (fixture->store, name, "M", 1959);
  gint64 id = fixture_put (fixture->store, person);
  QhRecord *record = fixture_new_case (fixture->store);
  QhRows *people = qh_rows_new (1, 2);

  people->cells[0] = id;
  people->cells[1] = fixture_code (fixture->store, "case_role", "TI");
  qh_record_take_rows (record, "people", people);
  return fixture_put (fixture->store, record);
}

GPtrArray *
wait_for_records (Fixture *fixture,
                  guint    kind,
                  gint64   id,
                  guint    n)
{
  for (gint64 end = g_get_monotonic_time () + PATIENCE;;)
    {
      g_autoptr (GPtrArray) records = qh_store_list_of_case (fixture->store, kind, id, NULL);

      if (records->len >= n)
        {
          settle ();
          return g_steal_pointer (&records);
        }
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      settle ();
    }
}
