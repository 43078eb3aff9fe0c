/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user of whom it is not said which worker they are, in the real window: nothing is logged
 * for anybody until it is said. */
#include "day-fixture.h"
#include "store/qh-users.h"
#include "ui/findings/qh-findings-page.h"
#include "ui/settings/qh-settings-page.h"
#include "ui/today/qh-today-page.h"

static gint64
put_worker (Day *day, const char *name)
{
  QhRecord *worker = qh_store_new_record (day->store.store, QH_KIND_WORKER);

  qh_record_set_text (worker, "name", name);
  return fixture_put (day->store.store, worker);
}

/* Says which worker the user is; 0 for none. */
static void
be (Day *day, gint64 worker)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhRecord) user = qh_store_get (day->store.store, QH_KIND_USER, qh_store_get_user (day->store.store), &error);

  if (worker != 0)
    qh_record_set_integer (user, "worker", worker);
  else
    qh_record_clear (user, "worker");
  g_assert_true (qh_users_change (day->store.store, user, &error));
  g_assert_no_error (error);
}

static gboolean
is_nobody (gpointer data)
{
  return qh_session_get_worker (((Day *)data)->session) == 0;
}

static gboolean
is_somebody (gpointer data)
{
  return !is_nobody (data);
}

static GtkWidget *
child (Day *day, const char *name)
{
  return child_of (day->page, QH_TYPE_TODAY_PAGE, name);
}

/* The only worker of an only user is that user; of two nobody is, until it is said. */
static void
test_log (Day *day, gconstpointer data)
{
  gint64 second;
  GtkWidget *button;

  be (day, 0);
  settle ();
  g_assert_cmpint (qh_session_get_worker (day->session), ==, day->store.worker);
  second = put_worker (day, "Berta Otra");
  be (day, 0);
  wait_for (is_nobody, day);
  settle ();
  g_assert_true (gtk_widget_get_visible (child (day, "nobody")));
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (day->entry)));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (child (day, "nobody_words"))), "Settings → Users"));
  gtk_widget_grab_focus (day->page);
  button = child (day, "nobody_button");
  g_assert_true (gtk_widget_has_focus (button));
  g_signal_emit_by_name (button, "clicked");
  settle ();
  g_assert_cmpstr (qh_window_get_page (day->window), ==, "settings");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (child_of (find_widget (day->window, QH_TYPE_SETTINGS_PAGE, NULL), QH_TYPE_SETTINGS_PAGE, "stack")), ==, "users");
  be (day, second);
  wait_for (is_somebody, day);
  g_assert_cmpint (qh_session_get_worker (day->session), ==, second);
  settle ();
  g_assert_false (gtk_widget_get_visible (child (day, "nobody")));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (day->entry)));
}

/* New records are nobody's, so that whose they are is asked. */
static void
test_records (Day *day, gconstpointer data)
{
  g_autoptr (QhRecord) activity = qh_store_new_record (day->store.store, QH_KIND_ACTIVITY);

  qh_session_sign (day->session, activity);
  g_assert_cmpint (qh_record_get_integer (activity, "worker"), ==, day->store.worker);
  g_assert_null (qh_session_say_nobody (day->session));
  put_worker (day, "Berta Otra");
  be (day, 0);
  wait_for (is_nobody, day);
  qh_session_sign (day->session, activity);
  g_assert_false (qh_record_is_set (activity, "worker"));
  g_assert_nonnull (qh_session_say_nobody (day->session));
  qh_session_set_worker (day->session, day->store.worker); /* as Settings → Unit does */
  g_assert_null (qh_session_say_nobody (day->session));
}

static const char *
get_findings (Day *day)
{
  GtkWidget *page = find_widget (day->window, QH_TYPE_FINDINGS_PAGE, NULL);

  return gtk_stack_get_visible_child_name (child_of (page, QH_TYPE_FINDINGS_PAGE, "stack"));
}

static gboolean
asks_who (gpointer day)
{
  return g_strcmp0 (get_findings (day), "nobody") == 0;
}

/* Who does not supervise and is nobody sees nobody's findings, not everybody's. */
static void
test_findings (Day *day, gconstpointer data)
{
  QhRecord *item = qh_store_new_record (day->store.store, QH_KIND_ACTION_ITEM);
  g_autoptr (GError) error = NULL;

  qh_record_set_text (item, "task", "Llamar a la clínica");
  qh_record_set_integer (item, "worker", day->store.worker);
  qh_record_set_integer (item, "due", qh_day_today () - 3);
  fixture_put (day->store.store, item);
  put_worker (day, "Berta Otra");
  be (day, 0);
  g_assert_true (qh_users_set_roles (day->store.store, qh_store_get_user (day->store.store),
                                     QH_ROLE_PRACTITIONER | QH_ROLE_ADMINISTRATOR, &error));
  wait_for (is_nobody, day);
  settle ();
  qh_window_show_page (day->window, "findings");
  wait_for (asks_who, day);
}

static void
add_tests (QhApplication *application)
{
  g_test_add ("/nobody-window/log", Day, application, day_set_up, test_log, day_tear_down);
  g_test_add ("/nobody-window/records", Day, application, day_set_up, test_records, day_tear_down);
  g_test_add ("/nobody-window/findings", Day, application, day_set_up, test_findings, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
