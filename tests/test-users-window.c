/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users, roles and the recovery key, with the real window. */
#include <glib/gstdio.h>
#include <string.h>

#include "day-fixture.h"
#include "store/qh-restriction.h"
#include "store/qh-users.h"
#include "app/qh-jump.h"
#include "ui/cases/qh-case-page.h"
#include "ui/cases/qh-cases-page.h"
#include "ui/settings/qh-editor.h"
#include "ui/settings/qh-settings-page.h"
#include "ui/settings/qh-settings-users.h"
#include "ui/unlock/qh-unlock-page.h"
#include "ui/users/qh-case-access.h"
#include "ui/users/qh-forgot-window.h"
#include "ui/users/qh-new-passphrase.h"
#include "ui/users/qh-new-recovery-window.h"
#include "ui/users/qh-recovery-window.h"

#define BETO "viento cuatro mesas azules"
#define RITA "puente nueve lunas calladas"
#define NEW_PASSPHRASE "arroz doce barcos dormidos"

static gpointer
find_window (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static gboolean
has_recovery_window (gpointer data)
{
  return find_window (QH_TYPE_RECOVERY_WINDOW) != NULL;
}

static gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static gboolean
is_open (gpointer window)
{
  return qh_window_get_store (window) != NULL;
}

static void
click (gpointer button)
{
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gint64
add_user (Day *day, const char *name, QhRoles roles, const char *passphrase)
{
  g_autoptr (QhRecord) user = qh_store_new_record (day->store.store, QH_KIND_USER);
  g_autoptr (GError) error = NULL;
  gint64 id;

  qh_record_set_text (user, "name", name);
  qh_user_set_roles (user, roles);
  id = qh_users_add (day->store.store, user, passphrase, &error);
  g_assert_no_error (error);
  return id;
}

static void
type_new (gpointer passphrase, const char *text, const char *again)
{
  gtk_editable_set_text (child_of (passphrase, QH_TYPE_NEW_PASSPHRASE, "passphrase"), text);
  gtk_editable_set_text (child_of (passphrase, QH_TYPE_NEW_PASSPHRASE, "again"), again);
}

static QhUnlockPage *
lock (Day *day)
{
  qh_window_lock (day->window);
  settle ();
  return child_of (day->window, QH_TYPE_WINDOW, "unlock");
}

/* Recovery */

static void
acknowledged_cb (guint *n)
{
  (*n)++;
}

static void
test_recovery_window (Day *day, gconstpointer data)
{
  QhRecoveryWindow *window = qh_recovery_window_open (
    day->page, "Trabajo Social", qh_store_take_recovery_words (day->store.store));
  g_autofree char *path = g_build_filename (day->store.folder, "sheet.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (day->store.folder, "none", "sheet.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) bad_file = g_file_new_for_path (nowhere);
  GtkWidget *done = child_of (window, QH_TYPE_RECOVERY_WINDOW, "done");
  guint n_acknowledged = 0;
  GStatBuf status;

  g_signal_connect_swapped (window, "acknowledged", G_CALLBACK (acknowledged_cb), &n_acknowledged);
  g_assert_false (gtk_widget_is_sensitive (done));
  gtk_window_close (GTK_WINDOW (window));
  settle ();
  g_assert_true (has_recovery_window (NULL));

  qh_recovery_window_save (window, bad_file);
  while (find_dialog () == NULL)
    settle ();
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));
  qh_recovery_window_save (window, file);
  wait_for (is_visible, child_of (window, QH_TYPE_RECOVERY_WINDOW, "saved"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (status.st_size, >, 1000);

  gtk_check_button_set_active (child_of (window, QH_TYPE_RECOVERY_WINDOW, "kept"), TRUE);
  click (done);
  settle ();
  g_assert_cmpuint (n_acknowledged, ==, 1);
  g_assert_false (has_recovery_window (NULL));
}

/* What shows in the window as words. */
static char *
read_words (QhRecoveryWindow *window)
{
  GtkWidget *grid = child_of (window, QH_TYPE_RECOVERY_WINDOW, "grid");
  GString *words = g_string_new (NULL);

  for (GtkWidget *box = gtk_widget_get_first_child (grid); box != NULL;
       box = gtk_widget_get_next_sibling (box))
    g_string_append_printf (
      words, "%s ", gtk_label_get_text (GTK_LABEL (gtk_widget_get_last_child (box))));
  return g_string_free (words, FALSE);
}

static void
test_new_recovery_key (Day *day, gconstpointer data)
{
  g_autofree char *old_words = qh_store_take_recovery_words (day->store.store);
  g_autofree char *words = NULL;
  QhNewRecoveryWindow *window = qh_new_recovery_window_open (day->page, day->store.store);
  GtkEditable *passphrase = child_of (window, QH_TYPE_NEW_RECOVERY_WINDOW, "passphrase");
  GtkWidget *make = child_of (window, QH_TYPE_NEW_RECOVERY_WINDOW, "make");
  QhRecoveryWindow *shown;
  g_autoptr (GError) error = NULL;

  gtk_editable_set_text (passphrase, BETO);
  click (make);
  wait_for (is_visible, child_of (window, QH_TYPE_NEW_RECOVERY_WINDOW, "problem"));
  g_assert_false (has_recovery_window (NULL));
  gtk_editable_set_text (passphrase, FIXTURE_PASSPHRASE);
  click (make);
  wait_for (has_recovery_window, NULL);
  shown = find_window (QH_TYPE_RECOVERY_WINDOW);
  words = read_words (shown);
  gtk_check_button_set_active (child_of (shown, QH_TYPE_RECOVERY_WINDOW, "kept"), TRUE);
  click (child_of (shown, QH_TYPE_RECOVERY_WINDOW, "done"));
  lock (day);

  g_assert_null (qh_store_recover (day->store.path, old_words, NULL, NEW_PASSPHRASE, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_clear_object (&day->store.store);
  day->store.store = qh_store_recover (day->store.path, words, NULL, NEW_PASSPHRASE, &error);
  g_assert_no_error (error);
}

static void
test_forgot (Day *day, gconstpointer data)
{
  g_autofree char *words = qh_store_take_recovery_words (day->store.store);
  QhUnlockPage *unlock = lock (day);
  QhForgotWindow *window;
  GtkTextBuffer *buffer;
  GtkWidget *problem, *recover;
  QhNewPassphrase *passphrase;

  click (child_of (unlock, QH_TYPE_UNLOCK_PAGE, "forgot"));
  window = find_window (QH_TYPE_FORGOT_WINDOW);
  g_assert_nonnull (window);
  buffer = gtk_text_view_get_buffer (child_of (window, QH_TYPE_FORGOT_WINDOW, "words"));
  problem = child_of (window, QH_TYPE_FORGOT_WINDOW, "problem");
  recover = child_of (window, QH_TYPE_FORGOT_WINDOW, "recover");
  passphrase = child_of (window, QH_TYPE_FORGOT_WINDOW, "passphrase");

  gtk_text_buffer_set_text (buffer, words, -1);
  type_new (passphrase, "1234", "1234");
  click (recover);
  g_assert_true (gtk_widget_get_visible (problem));
  type_new (passphrase, NEW_PASSPHRASE, BETO);
  click (recover);
  g_assert_true (gtk_widget_get_visible (problem));
  type_new (passphrase, NEW_PASSPHRASE, NEW_PASSPHRASE);
  gtk_text_buffer_set_text (buffer, "abanico abuelo", -1);
  g_assert_false (gtk_widget_get_visible (problem));
  click (recover);
  wait_for (is_visible, problem);
  g_assert_false (is_open (day->window));

  gtk_text_buffer_set_text (buffer, words, -1);
  click (recover);
  wait_for (is_open, day->window);
  settle ();
  g_assert_null (find_window (QH_TYPE_FORGOT_WINDOW));
  g_assert_true (qh_store_may_see_identities (qh_window_get_store (day->window)));
  g_clear_object (&day->store.store);
  lock (day);
  day->store.store = qh_store_open (day->store.path, NEW_PASSPHRASE, NULL);
  g_assert_nonnull (day->store.store);
}

/* Who unlocks */

static void
unlock_as (QhUnlockPage *unlock, const char *name, const char *passphrase)
{
  AdwComboRow *user = child_of (unlock, QH_TYPE_UNLOCK_PAGE, "user");
  GListModel *names = adw_combo_row_get_model (user);

  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (names, i);

      if (g_str_equal (gtk_string_object_get_string (item), name))
        adw_combo_row_set_selected (user, i);
    }
  gtk_editable_set_text (child_of (unlock, QH_TYPE_UNLOCK_PAGE, "passphrase"), passphrase);
  click (child_of (unlock, QH_TYPE_UNLOCK_PAGE, "unlock"));
}

static void
test_who (Day *day, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  QhUnlockPage *unlock = lock (day);
  AdwComboRow *user = child_of (unlock, QH_TYPE_UNLOCK_PAGE, "user");
  GtkWidget *problem = child_of (unlock, QH_TYPE_UNLOCK_PAGE, "problem");
  gint64 beto;

  /* Somebody alone is not asked. */
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (user)));
  g_clear_object (&day->store.store);
  day->store.store = qh_store_open (day->store.path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  beto = add_user (day, "Beto", QH_ROLE_SUPERVISOR, BETO);
  g_assert_true (qh_unlock_page_set_path (unlock, day->store.path, NULL));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (user)));
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (user)), ==, 2);

  unlock_as (unlock, "Beto", FIXTURE_PASSPHRASE);
  wait_for (is_visible, problem);
  unlock_as (unlock, "Beto", BETO);
  wait_for (is_open, day->window);
  g_assert_cmpint (qh_store_get_user (qh_window_get_store (day->window)), ==, beto);

  /* Next time he is proposed. */
  unlock = lock (day);
  g_assert_cmpstr (
    gtk_string_object_get_string (GTK_STRING_OBJECT (adw_combo_row_get_selected_item (user))),
    ==,
    "Beto");
}

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
  return find_window (QH_TYPE_EDITOR) == NULL;
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
  editor = find_window (QH_TYPE_EDITOR);
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
  editor = find_window (QH_TYPE_EDITOR);
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
  editor = find_window (QH_TYPE_EDITOR);
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

#define REVIEW_ROW 5

static gboolean
row_shows (Day *day, int number)
{
  GtkListBox *list = child_of (day->window, QH_TYPE_WINDOW, "list");

  return gtk_widget_get_visible (GTK_WIDGET (gtk_list_box_get_row_at_index (list, number)));
}

static gboolean
section_shows (Day *day, const char *name)
{
  GtkStack *stack
    = child_of (qh_window_get_page_widget (day->window), QH_TYPE_SETTINGS_PAGE, "stack");

  return gtk_stack_page_get_visible (
    gtk_stack_get_page (stack, gtk_stack_get_child_by_name (stack, name)));
}

static void
open_as (Day *day, const char *name, QhRoles roles)
{
  g_autoptr (GError) error = NULL;

  add_user (day, name, roles, BETO);
  lock (day);
  g_clear_object (&day->store.store);
  day->store.store = qh_store_open_as (day->store.path, name, BETO, &error);
  g_assert_no_error (error);
  qh_window_take_store (day->window, day->store.store);
  settle ();
}

static guint
count_jumps (Day *day, const char *text)
{
  QhJump *jump;
  GtkWidget *list;
  guint n = 0;

  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.jump", NULL);
  jump = find_window (QH_TYPE_JUMP);
  gtk_editable_set_text (child_of (jump, QH_TYPE_JUMP, "search"), text);
  g_signal_emit_by_name (child_of (jump, QH_TYPE_JUMP, "search"), "search-changed");
  list = child_of (jump, QH_TYPE_JUMP, "list");
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  gtk_window_destroy (GTK_WINDOW (jump));
  return n;
}

/* Of Today, Cases, Charts, Goals, Reports, Review, What is off, Explore, Data sets, Import
 * and Settings those without names show. */
static void
assert_no_names (Day *day, gboolean reports)
{
  const gboolean shown[] = { FALSE, FALSE, TRUE,    FALSE, reports, FALSE,
                             FALSE, TRUE,  reports, FALSE, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_assert_cmpint (row_shows (day, (int)i), ==, shown[i]);
  g_assert_cmpstr (qh_window_get_page (day->window), ==, "charts");
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.show-page", "s", "today");
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.show-page", "s", "cases");
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.open-case", "x", (gint64)1);
  settle ();
  g_assert_cmpstr (qh_window_get_page (day->window), ==, "charts");
  g_assert_cmpuint (count_jumps (day, ""), ==, reports ? 5 : 3);
  g_assert_cmpuint (count_jumps (day, "xochi"), ==, 0);
}

static gint64
put_case (Day *day)
{
  QhRecord *record = fixture_new_case (day->store.store);

  qh_record_set_text (record, "name", "Xochiquetzal");
  return fixture_put (day->store.store, record);
}

static gboolean
finds_case (gpointer day)
{
  return count_jumps (day, "xochi") == 1;
}

static void
test_researcher (Day *day, gconstpointer data)
{
  put_case (day);
  wait_for (finds_case, day); /* the trial would find it */
  open_as (day, "Rita", QH_ROLE_RESEARCHER);
  assert_no_names (day, TRUE);
  g_assert_cmpstr (gtk_label_get_text (child_of (day->window, QH_TYPE_WINDOW, "worker")), ==, "Rita");
  qh_window_show_page (day->window, "settings");
  g_assert_true (section_shows (day, "computer"));
  g_assert_false (section_shows (day, "unit"));
  g_assert_false (section_shows (day, "users"));
  g_assert_false (section_shows (day, "catalogues"));
  g_assert_false (section_shows (day, "audit"));
}

static void
test_administrator (Day *day, gconstpointer data)
{
  put_case (day);
  open_as (day, "Ada", QH_ROLE_ADMINISTRATOR);
  assert_no_names (day, FALSE);
  qh_window_show_page (day->window, "settings");
  g_assert_true (section_shows (day, "users"));
  g_assert_true (section_shows (day, "catalogues"));
  g_assert_true (section_shows (day, "audit"));
}

static void
test_practitioner (Day *day, gconstpointer data)
{
  open_as (day, "Beto", QH_ROLE_PRACTITIONER);
  for (int i = 0; i < 11; i++)
    g_assert_cmpint (row_shows (day, i), ==, i != REVIEW_ROW);
  g_assert_cmpstr (qh_window_get_page (day->window), ==, "today");
  qh_window_show_page (day->window, "settings");
  g_assert_true (section_shows (day, "unit"));
  g_assert_false (section_shows (day, "users"));
  g_assert_false (section_shows (day, "catalogues"));
}

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
  return find_window (QH_TYPE_EDITOR) != NULL;
}

static gpointer
open_access (Day *day, gint64 case_id)
{
  qh_case_access_open (day->page, day->session, case_id);
  wait_for (has_editor, NULL);
  return find_window (QH_TYPE_EDITOR);
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
  ADD ("recovery", test_recovery_window);
  ADD ("new-recovery-key", test_new_recovery_key);
  ADD ("forgot", test_forgot);
  ADD ("who", test_who);
  ADD ("add-and-remove", test_add_and_remove);
  ADD ("researcher", test_researcher);
  ADD ("administrator", test_administrator);
  ADD ("practitioner", test_practitioner);
  ADD ("role-changes", test_role_changes);
  ADD ("case-access", test_case_access);
#undef ADD
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
