/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erasing a case or a person, and what is due to be erased. */
#include <string.h>

#include "app/qh-jump.h"
#include "rights-fixture.h"
#include "store/qh-restriction.h"
#include "store/qh-retention.h"
#include "store/qh-users.h"
#include "ui/cases/qh-case-page.h"
#include "ui/cases/qh-person-dialog.h"
#include "ui/rights/qh-copy-window.h"
#include "ui/rights/qh-due-rows.h"
#include "ui/rights/qh-erase-window.h"
#include "ui/settings/qh-editor.h"
#include "ui/settings/qh-settings-page.h"
#include "ui/settings/qh-settings-retention.h"

/* Erasure */

#define BETO "viento cuatro mesas azules"

static gboolean
shows (gpointer window, const char *name)
{
  return g_str_equal (gtk_stack_get_visible_child_name (child_of (window, QH_TYPE_ERASE_WINDOW, "stack")), name);
}

static gboolean
is_counted (gpointer window)
{
  return shows (window, "counted");
}

static gboolean
is_refused (gpointer window)
{
  return shows (window, "refused");
}

static gboolean
has_no_erase_window (gpointer data)
{
  return find_toplevel (QH_TYPE_ERASE_WINDOW) == NULL;
}

static gpointer
open_erase_window (Day *day, const World *world)
{
  gpointer window;

  open_from_case (day, world, "case.erase");
  window = find_toplevel (QH_TYPE_ERASE_WINDOW);
  g_assert_nonnull (window);
  return window;
}

static gboolean
can_erase (gpointer window)
{
  return gtk_widget_is_sensitive (find_widget (window, GTK_TYPE_BUTTON, "_Erase"));
}

/* Counted first, then a reason and the folio; then it is gone, and said so. */
static void
test_erase_case (Day *day, gconstpointer data)
{
  g_autoptr (QhRecord) record = NULL;
  g_autoptr (QhRecord) activity = NULL;
  gpointer window;
  World world;

  build (day, &world);
  record = qh_store_get (day->store.store, QH_KIND_CASE, world.in_case, NULL);
  window = open_erase_window (day, &world);
  wait_for (is_counted, window);
  g_assert_cmpint (qh_store_count (day->store.store, QH_KIND_CASE), ==, 1);
  g_assert_nonnull (strstr (gtk_label_get_text (child_of (window, QH_TYPE_ERASE_WINDOW, "warning")), "Backups made before"));
  g_assert_false (can_erase (window));
  type (window, "reason", "  ");
  type (window, "confirmation", qh_record_get_text (record, "folio"));
  g_assert_false (can_erase (window));
  type (window, "reason", "solicitud de cancelación");
  type (window, "confirmation", "ERASE");
  g_assert_false (can_erase (window));
  type (window, "confirmation", qh_record_get_text (record, "folio"));
  g_assert_true (can_erase (window));
  gtk_widget_activate_action (window, "erase.erase", NULL);
  wait_for (has_no_erase_window, NULL);
  settle ();
  g_assert_cmpint (qh_store_count (day->store.store, QH_KIND_CASE), ==, 0);
  g_assert_cmpint (qh_store_count (day->store.store, QH_KIND_PERSON), ==, 0);
  activity = qh_store_get (day->store.store, QH_KIND_ACTIVITY, world.activity, NULL);
  g_assert_cmpstr (qh_record_get_text (activity, "note"), ==, "");
  g_assert_cmpuint (count_actions (day, QH_ACTION_ERASE), ==, 1);
  g_assert_cmpint (qh_case_page_get_id (find_widget (day->window, QH_TYPE_CASE_PAGE, NULL)), ==, 0);
}

/* From a person's form, which closes; the case stays with the other. */
static void
test_erase_person (Day *day, gconstpointer data)
{
  g_autoptr (QhRecord) left = NULL;
  gpointer window;
  World world;

  build (day, &world);
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.open-person", "x", world.person);
  gtk_widget_activate_action (find_toplevel (QH_TYPE_PERSON_DIALOG), "dialog.erase", NULL);
  window = find_toplevel (QH_TYPE_ERASE_WINDOW);
  wait_for (is_counted, window);
  type (window, "reason", "solicitud");
  type (window, "confirmation", "erase");
  g_assert_true (can_erase (window));
  gtk_widget_activate_action (window, "erase.erase", NULL);
  wait_for (has_no_erase_window, NULL);
  settle ();
  g_assert_null (find_toplevel (QH_TYPE_PERSON_DIALOG));
  g_assert_null (qh_store_get (day->store.store, QH_KIND_PERSON, world.person, NULL));
  left = qh_store_get (day->store.store, QH_KIND_CASE, world.in_case, NULL);
  g_assert_cmpuint (qh_record_get_rows (left, "people")->n_rows, ==, 1);
}

static gboolean
is_index_built (gpointer data)
{
  const Day *day = data;

  return qh_session_get_case_index (day->session) != NULL
         && qh_session_get_case_index (qh_window_get_session (day->window)) != NULL;
}

static gboolean
is_lone (gpointer dialog)
{
  GtkWidget *cases = child_of (dialog, QH_TYPE_PERSON_DIALOG, "cases");

  return g_strcmp0 (adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (cases)), "This person is in no case.") == 0;
}

static gboolean
is_person_opening_logged (gpointer data)
{
  return count_actions (data, QH_ACTION_OPEN_PERSON) == 1;
}

/* Whoever is in no case is found by Ctrl+K, with all that can be done for them. */
static void
test_person_in_no_case (Day *day, gconstpointer data)
{
  gint64 lone = fixture_put (day->store.store, fixture_new_person (day->store.store, "Sola", "M", 1970));
  g_autoptr (QhRecord) kept = NULL;
  gpointer jump, dialog;

  wait_for (is_index_built, day);
  settle ();
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.jump", NULL);
  jump = find_toplevel (QH_TYPE_JUMP);
  gtk_editable_set_text (child_of (jump, QH_TYPE_JUMP, "search"), "sola");
  g_signal_emit_by_name (child_of (jump, QH_TYPE_JUMP, "search"), "activate");
  dialog = find_toplevel (QH_TYPE_PERSON_DIALOG);
  g_assert_nonnull (dialog);
  wait_for (is_lone, dialog);
  wait_for (is_person_opening_logged, day);

  gtk_widget_activate_action (dialog, "dialog.copy-data", NULL);
  g_assert_nonnull (find_toplevel (QH_TYPE_COPY_WINDOW));
  gtk_window_destroy (find_toplevel (QH_TYPE_COPY_WINDOW));
  gtk_widget_activate_action (dialog, "dialog.erase", NULL);
  g_assert_nonnull (find_toplevel (QH_TYPE_ERASE_WINDOW));
  gtk_window_destroy (find_toplevel (QH_TYPE_ERASE_WINDOW));
  kept = qh_store_get (day->store.store, QH_KIND_PERSON, lone, NULL);
  g_assert_nonnull (kept);
  gtk_window_close (dialog);
}

static gint64
add_beto (QhStore *store)
{
  g_autoptr (QhRecord) user = qh_store_new_record (store, QH_KIND_USER);
  g_autoptr (GError) error = NULL;
  gint64 id;

  qh_record_set_text (user, "name", "Beto");
  qh_user_set_roles (user, QH_ROLE_PRACTITIONER);
  id = qh_users_add (store, user, BETO, &error);
  g_assert_no_error (error);
  return id;
}

/* Whom a case of others knows is not erased; the window says so and closes by a key. */
static void
test_erase_refused (Day *day, gconstpointer data)
{
  gint64 beto = add_beto (day->store.store);
  g_autoptr (QhRecord) person = NULL;
  g_autoptr (QhRecord) left = NULL;
  GtkWidget *window;
  World world, other;

  build (day, &world);
  build (day, &other);
  person = qh_store_get (day->store.store, QH_KIND_PERSON, other.person, NULL);
  g_assert_true (qh_store_restrict_case (day->store.store, other.in_case, &beto, 1, NULL));
  window = qh_erase_window_new (day->page, day->page, day->session, person);
  gtk_window_present (GTK_WINDOW (window));
  wait_for (is_refused, window);
  g_assert_false (can_erase (window));
  gtk_window_close (GTK_WINDOW (window));
  settle ();
  left = qh_store_get (day->store.store, QH_KIND_PERSON, other.person, NULL);
  g_assert_nonnull (left);
}

/* Retention */

static gint64
put_old_case (QhStore *store)
{
  QhRecord *closed = fixture_new_case (store);

  qh_record_set_integer (closed, "opened", qh_day_from_iso ("2010-01-01"));
  qh_record_set_integer (closed, "closed", qh_day_from_iso ("2011-11-22"));
  return fixture_put (store, closed);
}

static gpointer
find_due_rows (Day *day)
{
  return find_widget (day->window, QH_TYPE_DUE_ROWS, NULL);
}

static gboolean
is_due (gpointer day)
{
  return has_button (find_due_rows (day), "Erase…");
}

static gboolean
is_not_due (gpointer day)
{
  return !is_due (day);
}

static gboolean
has_periods (gpointer page)
{
  AdwPreferencesGroup *periods = child_of (page, QH_TYPE_SETTINGS_RETENTION, "periods");

  return find_widget (periods, ADW_TYPE_COMBO_ROW, NULL) != NULL;
}

static gpointer
find_period (gpointer widget, const char *title)
{
  if (ADW_IS_COMBO_ROW (widget) && g_str_equal (adw_preferences_row_get_title (widget), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_period (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
fill_in_reason (gpointer editor)
{
  gtk_editable_set_text (find_widget (editor, ADW_TYPE_ENTRY_ROW, NULL), "juicio en curso");
}

/* A period makes what is old due; it is kept longer for a reason, or erased. */
static void
test_retention (Day *day, gconstpointer data)
{
  QhStore *store = day->store.store;
  gint64 id = put_old_case (store);
  g_autoptr (QhRecord) record = qh_store_get (store, QH_KIND_CASE, id, NULL);
  gpointer settings, page, editor, window;

  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.show-page", "s", "settings");
  settings = find_widget (day->window, QH_TYPE_SETTINGS_PAGE, NULL);
  qh_settings_page_show (settings, "retention");
  settle ();
  page = find_widget (settings, QH_TYPE_SETTINGS_RETENTION, NULL);
  wait_for (has_periods, page);
  g_assert_true (is_not_due (day));
  adw_combo_row_set_selected (find_period (page, "Cases"), 4);
  wait_for (is_due, day);
  g_assert_cmpuint (qh_retention_get_months (store, qh_store_get_kind (store, QH_KIND_CASE)), ==, 60);

  g_signal_emit_by_name (find_widget (find_due_rows (day), GTK_TYPE_BUTTON, "Keep Longer…"), "clicked");
  settle ();
  editor = find_toplevel (QH_TYPE_EDITOR);
  g_assert_nonnull (editor);
  g_signal_emit_by_name (editor, "save");
  g_assert_true (editor == find_toplevel (QH_TYPE_EDITOR));
  fill_in_reason (editor);
  g_signal_emit_by_name (editor, "save");
  wait_for (is_not_due, day);
  g_assert_cmpint (qh_retention_count_due (store, qh_day_today (), NULL), ==, 0);
  g_assert_null (find_toplevel (QH_TYPE_EDITOR));

  g_clear_pointer (&record, qh_record_free);
  id = put_old_case (store);
  record = qh_store_get (store, QH_KIND_CASE, id, NULL);
  wait_for (is_due, day);
  g_signal_emit_by_name (find_widget (find_due_rows (day), GTK_TYPE_BUTTON, "Erase…"), "clicked");
  window = find_toplevel (QH_TYPE_ERASE_WINDOW);
  wait_for (is_counted, window);
  type (window, "reason", "plazo vencido");
  type (window, "confirmation", qh_record_get_text (record, "folio"));
  gtk_widget_activate_action (window, "erase.erase", NULL);
  wait_for (is_not_due, day);
  g_assert_cmpint (qh_store_count (store, QH_KIND_CASE), ==, 1);
}

static void
add_tests (QhApplication *application)
{
  static const struct
  {
    const char *path;
    void (*function) (Day *day, gconstpointer data);
  } tests[] = {
    { "/rights-window/erase-case", test_erase_case },
    { "/rights-window/erase-person", test_erase_person },
    { "/rights-window/person-in-no-case", test_person_in_no_case },
    { "/rights-window/erase-refused", test_erase_refused },
    { "/rights-window/retention", test_retention },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Day, application, day_set_up, tests[i].function, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
