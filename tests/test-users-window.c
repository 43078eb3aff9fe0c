/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings → Users, and who may see a case. */
#include <string.h>

#include "store/qh-restriction.h"
#include "store/qh-users.h"
#include "ui/cases/qh-case-page.h"
#include "ui/settings/qh-editor.h"
#include "ui/settings/qh-settings-page.h"
#include "ui/settings/qh-settings-users.h"
#include "ui/users/qh-case-access.h"
#include "ui/users/qh-new-passphrase.h"
#include "users-window-fixture.h"

#define RITA "puente nueve lunas calladas"

/* Settings → Users */

static QhSettingsUsers *
show_users (Day *day)
{
  GtkWidget *page;

  qh_window_show_page (day->window, "settings");
  page = qh_window_get_page_widget (day->window);
  qh_settings_page_show (QH_SETTINGS_PAGE (page), "users");
  settle ();
  return find_widget (page, QH_TYPE_SETTINGS_USERS, NULL);
}

/* A row by what it is called, below any widget. */
static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  QhSettingsUsers *users;
  const char *title;
} Row;

static gboolean
has_row (gpointer data)
{
  const Row *row = data;

  return find_row (GTK_WIDGET (row->users), row->title) != NULL;
}

static void
wait_for_row (QhSettingsUsers *users, const char *title)
{
  Row row = { users, title };

  wait_for (has_row, &row);
}

static GtkWidget *
find_by_tooltip (GtkWidget *root, const char *tooltip)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_tooltip (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
set_switch (gpointer editor, const char *title, gboolean active)
{
  GtkWidget *row = find_row (editor, title);

  g_assert_nonnull (row);
  gtk_switch_set_active (
    GTK_SWITCH (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (row))), active);
}

static gboolean
has_no_editor (gpointer data)
{
  return find_toplevel (QH_TYPE_EDITOR) == NULL;
}

static void
save (gpointer editor)
{
  click (child_of (editor, QH_TYPE_EDITOR, "save"));
}

static void
confirm (const char *label)
{
  click (find_widget (find_dialog (), GTK_TYPE_BUTTON, label));
}

static gboolean
is_offered (gpointer data)
{
  GtkWidget *dialog = find_dialog ();

  return dialog != NULL
         && strstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), "anew") != NULL;
}

static void
test_add_and_remove (Day *day, gconstpointer data)
{
  QhSettingsUsers *users = show_users (day);
  AdwPreferencesGroup *group = child_of (users, QH_TYPE_SETTINGS_USERS, "group");
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) beto = NULL;
  gpointer editor;

  /* Somebody alone is told in a sentence what users are for. */
  wait_for_row (users, g_get_user_name ());
  g_assert_nonnull (strstr (adw_preferences_group_get_description (group), "alone"));

  click (find_by_tooltip (GTK_WIDGET (users), "Add a user"));
  editor = find_toplevel (QH_TYPE_EDITOR);
  save (editor);
  g_assert_true (gtk_widget_get_visible (child_of (editor, QH_TYPE_EDITOR, "problem")));
  gtk_editable_set_text (GTK_EDITABLE (find_row (editor, "_Name with Which They Unlock")), "Beto");
  type_new (find_widget (editor, QH_TYPE_NEW_PASSPHRASE, NULL), BETO, BETO);
  save (editor);
  g_assert_true (gtk_widget_get_visible (child_of (editor, QH_TYPE_EDITOR, "problem"))); /* no role */
  set_switch (editor, "Practitioner", TRUE);
  save (editor);
  wait_for (has_no_editor, NULL);
  wait_for_row (users, "Beto");
  g_assert_cmpstr (adw_preferences_group_get_description (group), ==, "");
  beto = qh_store_open_as (day->store.path, "Beto", BETO, &error);
  g_assert_no_error (error);
  g_assert_true (qh_store_may_see_identities (beto));

  /* Another role. */
  g_signal_emit_by_name (find_row (GTK_WIDGET (users), "Beto"), "activated");
  editor = find_toplevel (QH_TYPE_EDITOR);
  set_switch (editor, "Practitioner", FALSE);
  set_switch (editor, "Researcher", TRUE);
  save (editor);
  wait_for (has_no_editor, NULL);
  g_clear_object (&beto);
  beto = qh_store_open_as (day->store.path, "Beto", BETO, &error);
  g_assert_no_error (error);
  g_assert_false (qh_store_may_see_identities (beto));
  g_clear_object (&beto);

  /* Another passphrase. */
  click (find_by_tooltip (find_row (GTK_WIDGET (users), "Beto"), "Reset the passphrase"));
  editor = find_toplevel (QH_TYPE_EDITOR);
  type_new (find_widget (editor, QH_TYPE_NEW_PASSPHRASE, NULL), RITA, RITA);
  save (editor);
  wait_for (has_no_editor, NULL);
  beto = qh_store_open_as (day->store.path, "Beto", RITA, &error);
  g_assert_no_error (error);
  g_clear_object (&beto);

  /* Gone, and what there is sealed anew. */
  settle ();
  click (find_by_tooltip (find_row (GTK_WIDGET (users), "Beto"), "Remove"));
  confirm ("_Remove");
  wait_for (is_offered, NULL);
  confirm ("_Seal Anew");
  wait_for (is_visible, child_of (users, QH_TYPE_SETTINGS_USERS, "start"));
  g_assert_null (qh_store_open_as (day->store.path, "Beto", RITA, NULL));
}

/* Roles */

/* Who gives up a role while the window is open loses its pages at once. */
static void
test_role_changes (Day *day, gconstpointer data)
{
  gint64 self = qh_store_get_user (day->store.store);
  g_autoptr (GError) error = NULL;

  add_user (day, "Beto", QH_ROLE_PRACTITIONER, BETO);
  g_assert_true (qh_users_set_roles (day->store.store, self, QH_ROLE_ADMINISTRATOR, &error));
  g_assert_no_error (error);
  settle ();
  g_assert_false (row_shows (day, 0));
  g_assert_cmpstr (qh_window_get_page (day->window), ==, "charts");
}

/* A case for some only */

static gboolean
has_editor (gpointer data)
{
  return find_toplevel (QH_TYPE_EDITOR) != NULL;
}

static gpointer
open_access (Day *day, gint64 case_id)
{
  qh_case_access_open (day->page, day->session, case_id);
  wait_for (has_editor, NULL);
  return find_toplevel (QH_TYPE_EDITOR);
}

typedef struct
{
  Day *day;
  gint64 case_id;
} Tagged;

/* The list reads it from the index, the page shows it as a tag. */
static gboolean
is_tagged (gpointer data)
{
  Tagged *tagged = data;
  QhCaseIndex *index = qh_session_get_case_index (tagged->day->session);
  const QhCaseRow *row = index != NULL ? qh_case_index_find (index, tagged->case_id) : NULL;
  GtkWidget *page = find_widget (tagged->day->window, QH_TYPE_CASE_PAGE, NULL);

  return row != NULL && row->restricted
         && gtk_widget_get_mapped (child_of (page, QH_TYPE_CASE_PAGE, "restricted"));
}

static gboolean
is_not_tagged (gpointer data)
{
  return !is_tagged (data);
}

static void
test_case_access (Day *day, gconstpointer data)
{
  gint64 case_id = put_case (day);
  gint64 self = qh_store_get_user (day->store.store);
  gint64 beto = add_user (day, "Beto", QH_ROLE_PRACTITIONER, BETO);
  g_autofree char *me = qh_store_dup_user_name (day->store.store);
  g_autoptr (GArray) named = NULL;
  Tagged tagged = { day, case_id };
  gpointer editor;

  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.open-case", "x", case_id);
  add_user (day, "Rita", QH_ROLE_RESEARCHER, RITA);
  editor = open_access (day, case_id);
  g_assert_null (find_row (editor, "Rita")); /* she sees no names anyhow */
  set_switch (editor, "_Restrict This Case", TRUE);
  set_switch (editor, me, FALSE);
  save (editor);
  g_assert_true (gtk_widget_get_visible (child_of (editor, QH_TYPE_EDITOR, "problem")));
  set_switch (editor, me, TRUE);
  save (editor);
  wait_for (has_no_editor, NULL);
  named = qh_store_list_case_users (day->store.store, case_id, NULL);
  g_assert_cmpuint (named->len, ==, 1);
  g_assert_cmpint (g_array_index (named, gint64, 0), ==, self);
  wait_for (is_tagged, &tagged);

  /* To everybody again. */
  editor = open_access (day, case_id);
  set_switch (editor, "_Restrict This Case", FALSE);
  save (editor);
  wait_for (has_no_editor, NULL);
  g_clear_pointer (&named, g_array_unref);
  named = qh_store_list_case_users (day->store.store, case_id, NULL);
  g_assert_cmpuint (named->len, ==, 0);
  wait_for (is_not_tagged, &tagged);

  /* To somebody else: asked first, and then it is closed to oneself. */
  editor = open_access (day, case_id);
  set_switch (editor, "_Restrict This Case", TRUE);
  set_switch (editor, me, FALSE);
  set_switch (editor, "Beto", TRUE);
  save (editor);
  confirm ("_Restrict");
  wait_for (has_no_editor, NULL);
  g_clear_pointer (&named, g_array_unref);
  named = qh_store_list_case_users (day->store.store, case_id, NULL);
  g_assert_cmpint (g_array_index (named, gint64, 0), ==, beto);
}

static void
add_tests (QhApplication *application)
{
#define ADD(name, function)                                                                      \
  g_test_add ("/users-window/" name, Day, application, day_set_up, function, day_tear_down)
  ADD ("add-and-remove", test_add_and_remove);
  ADD ("role-changes", test_role_changes);
  ADD ("case-access", test_case_access);
#undef ADD
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
