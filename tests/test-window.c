/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: its first run, unlocking, its pages and what jumps to them. */
#include <string.h>

#include "app/qh-jump.h"
#include "ui-fixture.h"
#include "ui/first-run/qh-first-run-page.h"
#include "ui/first-run/qh-new-workspace.h"
#include "ui/settings/qh-entry-editor.h"
#include "ui/unlock/qh-unlock-page.h"
#include "ui/users/qh-recovery-window.h"
#include "window-fixture.h"

/* Finding */

static const char *
get_view (World *fixture)
{
  return gtk_stack_get_visible_child_name (child_of (fixture->window, QH_TYPE_WINDOW, "stack"));
}

static gboolean
has_focus_within (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Tests */

static void
assert_key (World      *fixture,
            const char *action,
            const char *key)
{
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (GTK_APPLICATION (fixture->application), action);

  g_assert_cmpstr (keys[0], ==, key);
}

static void
test_first_run (World        *fixture,
                gconstpointer data)
{
  QhFirstRunPage *page = child_of (fixture->window, QH_TYPE_WINDOW, "first_run");
  GtkStack *stack = child_of (page, QH_TYPE_FIRST_RUN_PAGE, "stack");

  g_assert_cmpstr (get_view (fixture), ==, "start");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "welcome");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.lock", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-page", "s", "cases");
  g_assert_cmpstr (get_view (fixture), ==, "start");
  g_assert_cmpstr (qh_window_get_page (fixture->window), ==, "today");
  assert_key (fixture, "win.new-workspace", "<Control>n");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-workspace", NULL));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "new");
}

static void
fill_new (QhNewWorkspace *form,
          const char     *passphrase,
          const char     *again)
{
  gtk_editable_set_text (child_of (form, QH_TYPE_NEW_WORKSPACE, "unit"), "Trabajo Social / matutino");
  gtk_editable_set_text (child_of (form, QH_TYPE_NEW_WORKSPACE, "institution"), "Hospital & Clínica");
  gtk_editable_set_text (child_of (form, QH_TYPE_NEW_WORKSPACE, "worker"), WORKER);
  gtk_editable_set_text (child_of (form, QH_TYPE_NEW_WORKSPACE, "passphrase"), passphrase);
  gtk_editable_set_text (child_of (form, QH_TYPE_NEW_WORKSPACE, "again"), again);
}

static gpointer
find_recovery_window (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (QH_IS_RECOVERY_WINDOW (window))
        return window;
    }
  return NULL;
}

static gboolean
has_recovery_window (gpointer data)
{
  return find_recovery_window () != NULL;
}

static void
acknowledge (void)
{
  gpointer window = find_recovery_window ();

  gtk_check_button_set_active (child_of (window, QH_TYPE_RECOVERY_WINDOW, "kept"), TRUE);
  g_signal_emit_by_name (child_of (window, QH_TYPE_RECOVERY_WINDOW, "done"), "clicked");
}

static void
test_new_workspace (World        *fixture,
                    gconstpointer data)
{
  QhFirstRunPage *page = child_of (fixture->window, QH_TYPE_WINDOW, "first_run");
  QhNewWorkspace *form = child_of (page, QH_TYPE_FIRST_RUN_PAGE, "new_workspace");
  GtkWidget *problem = child_of (form, QH_TYPE_NEW_WORKSPACE, "problem");
  GtkWidget *create = child_of (form, QH_TYPE_NEW_WORKSPACE, "create");
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStoreInfo) info = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-workspace", NULL);
  fill_new (form, "123456", "123456");
  qh_new_workspace_set_path (form, fixture->path);
  g_signal_emit_by_name (create, "clicked");
  g_assert_true (gtk_widget_get_visible (problem));
  fill_new (form, PASSPHRASE, OTHER_PASSPHRASE);
  g_signal_emit_by_name (create, "clicked");
  g_assert_true (gtk_widget_get_visible (problem));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));

  fill_new (form, PASSPHRASE, PASSPHRASE);
  g_assert_false (gtk_widget_get_visible (problem));
  g_signal_emit_by_name (create, "clicked");
  g_assert_false (gtk_widget_is_sensitive (create));
  wait_for (has_recovery_window, NULL);
  settle ();
  g_assert_false (is_open (fixture->window)); /* before somebody has the recovery key on paper */
  acknowledge ();
  wait_for (is_open, fixture->window);
  g_assert_cmpstr (get_view (fixture), ==, "main");
  g_assert_cmpstr (gtk_editable_get_text (child_of (form, QH_TYPE_NEW_WORKSPACE, "passphrase")), ==, "");
  info = qh_store_peek (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->unit, ==, "Trabajo Social / matutino");
  g_assert_cmpstr (info->institution, ==, "Hospital & Clínica");
  g_assert_false (info->practice);
  g_assert_cmpstr (gtk_label_get_text (child_of (fixture->window, QH_TYPE_WINDOW, "worker")), ==, WORKER);
}

static void
test_unlock (World        *fixture,
             gconstpointer data)
{
  QhUnlockPage *unlock = child_of (fixture->window, QH_TYPE_WINDOW, "unlock");
  GtkWidget *problem = child_of (unlock, QH_TYPE_UNLOCK_PAGE, "problem");
  GtkWidget *spinner = child_of (unlock, QH_TYPE_UNLOCK_PAGE, "spinner");

  open_new (fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.lock", NULL));
  g_assert_null (qh_window_get_store (fixture->window));
  g_assert_cmpstr (get_view (fixture), ==, "unlock");
  g_assert_cmpstr (gtk_label_get_text (child_of (unlock, QH_TYPE_UNLOCK_PAGE, "title")), ==, "Unit");
  g_assert_cmpstr (gtk_editable_get_text (child_of (unlock, QH_TYPE_UNLOCK_PAGE, "passphrase")), ==, "");
  g_assert_cmpstr (gtk_label_get_text (child_of (fixture->window, QH_TYPE_WINDOW, "worker")), ==, "");

  unlock_with (fixture, "not the one");
  g_assert_true (gtk_widget_get_visible (spinner));
  wait_for (is_visible, problem);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (problem)), ==, "The passphrase is not correct.");
  g_assert_false (gtk_widget_get_visible (spinner));
  g_assert_null (qh_window_get_store (fixture->window));
  g_assert_cmpstr (get_view (fixture), ==, "unlock");

  unlock_with (fixture, PASSPHRASE);
  g_assert_false (gtk_widget_get_visible (problem));
  wait_for (is_open, fixture->window);
  g_assert_cmpstr (get_view (fixture), ==, "main");
}

/* After several wrong ones even the right passphrase waits, and the page says so. */
static void
test_slowed_down (World        *fixture,
                  gconstpointer data)
{
  QhUnlockPage *unlock = child_of (fixture->window, QH_TYPE_WINDOW, "unlock");
  GtkWidget *problem = child_of (unlock, QH_TYPE_UNLOCK_PAGE, "problem");

  open_new (fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.lock", NULL));
  for (guint i = 0; i < 3; i++)
    {
      unlock_with (fixture, "not the one");
      wait_for (is_visible, problem);
    }
  unlock_with (fixture, PASSPHRASE);
  wait_for (is_visible, problem);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (problem)), "Wait"));
  g_assert_null (qh_window_get_store (fixture->window));
}

static void
test_remembers (World        *fixture,
                gconstpointer data)
{
  GSettings *settings = qh_application_get_settings (fixture->application);
  g_autofree char *last = NULL;

  open_new (fixture);
  last = g_settings_get_string (settings, "last-workspace");
  g_assert_cmpstr (last, ==, fixture->path);
  qh_window_lock (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.other-workspace", NULL);
  g_assert_cmpstr (get_view (fixture), ==, "start");
  g_assert_nonnull (find_row (child_of (fixture->window, QH_TYPE_WINDOW, "first_run"), "unit"));
  qh_window_start (fixture->window);
  g_assert_cmpstr (get_view (fixture), ==, "unlock");
  settle ();
  g_assert_true (has_focus_within (child_of (child_of (fixture->window, QH_TYPE_WINDOW, "unlock"), QH_TYPE_UNLOCK_PAGE, "passphrase")));
}

static void
test_pages (World        *fixture,
            gconstpointer data)
{
  static const char *const names[] = { "today", "cases", "charts", "import", "settings" };

  open_new (fixture);
  g_assert_cmpstr (qh_window_get_page (fixture->window), ==, "today");
  assert_key (fixture, "win.show-page::cases", "<Control>2");
  assert_key (fixture, "win.lock", "<Control>l");
  assert_key (fixture, "win.new-workspace", NULL); /* there it is the pages' own */
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-page", "s", names[i]);
      settle ();
      g_assert_cmpstr (qh_window_get_page (fixture->window), ==, names[i]);
      g_assert_null (strstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), "Canario"));
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-page", "s", "nowhere");
  g_assert_cmpstr (qh_window_get_page (fixture->window), ==, "settings");
}

static void
test_panes (World        *fixture,
            gconstpointer data)
{
  GtkWidget *list, *page;

  open_new (fixture);
  qh_window_show_page (fixture->window, "settings");
  settle ();
  list = child_of (fixture->window, QH_TYPE_WINDOW, "list");
  page = get_page (fixture, "settings");
  g_assert_true (has_focus_within (page));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.next-pane", NULL);
  g_assert_true (has_focus_within (list));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.next-pane", NULL);
  g_assert_true (has_focus_within (page));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.previous-pane", NULL);
  g_assert_true (has_focus_within (list));
}

static GtkWindow *
find_window (World *fixture,
             GType    type_of)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type_of) && gtk_window_get_transient_for (window) == GTK_WINDOW (fixture->window))
        return window;
    }
  return NULL;
}

static void
test_jump (World        *fixture,
           gconstpointer data)
{
  GtkWindow *jump;
  GtkListBox *list;

  open_new (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.jump", NULL);
  jump = find_window (fixture, QH_TYPE_JUMP);
  g_assert_nonnull (jump);
  list = child_of (jump, QH_TYPE_JUMP, "list");
  gtk_editable_set_text (child_of (jump, QH_TYPE_JUMP, "search"), "nothing is called so");
  g_signal_emit_by_name (child_of (jump, QH_TYPE_JUMP, "search"), "search-changed");
  g_assert_null (gtk_list_box_get_row_at_index (list, 0));
  gtk_editable_set_text (child_of (jump, QH_TYPE_JUMP, "search"), "CHÁR");
  g_signal_emit_by_name (child_of (jump, QH_TYPE_JUMP, "search"), "search-changed");
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 0));
  g_signal_emit_by_name (child_of (jump, QH_TYPE_JUMP, "search"), "activate");
  settle ();
  g_assert_cmpstr (qh_window_get_page (fixture->window), ==, "charts");
  g_assert_null (find_window (fixture, QH_TYPE_JUMP));
}

/* Nothing of the workspace stays on the screen, whatever was open. */
static void
test_lock_closes_dialogs (World        *fixture,
                          gconstpointer data)
{
  GtkWindow *editor;
  gpointer watched;

  open_new (fixture);
  editor = qh_entry_editor_open (GTK_WIDGET (fixture->window), qh_window_get_session (fixture->window), "place", 0);
  settle ();
  watched = editor;
  g_object_add_weak_pointer (G_OBJECT (editor), &watched);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.lock", NULL);
  wait_for (is_gone, &watched);
  g_assert_null (qh_window_get_store (fixture->window));
}

static void
test_bad_file (World        *fixture,
               gconstpointer data)
{
  GtkWindow *dialog;

  g_assert_true (g_file_set_contents (fixture->path, "not a workspace at all", -1, NULL));
  qh_window_open_path (fixture->window, fixture->path);
  g_assert_cmpstr (get_view (fixture), ==, "start");
  dialog = find_window (fixture, ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog)), fixture->path));
  gtk_window_destroy (dialog);
}

static void
test_practice (World        *fixture,
               gconstpointer data)
{
  QhFirstRunPage *page = child_of (fixture->window, QH_TYPE_WINDOW, "first_run");
  gint64 n;

  qh_first_run_page_open_practice (page);
  wait_for (is_open, fixture->window);
  g_assert_true (gtk_widget_get_visible (child_of (fixture->window, QH_TYPE_WINDOW, "practice_tag")));
  n = qh_store_count (qh_window_get_store (fixture->window), QH_KIND_ACTIVITY);
  g_assert_cmpint (n, >, 1000);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.other-workspace", NULL);
  g_assert_null (qh_window_get_store (fixture->window));
  qh_first_run_page_open_practice (page);
  wait_for (is_open, fixture->window);
  g_assert_cmpint (qh_store_count (qh_window_get_store (fixture->window), QH_KIND_ACTIVITY), ==, n);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("quehacer-home-XXXXXX", NULL);
  g_autoptr (QhApplication) application = NULL;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
  gtk_test_init (&argc, &argv, NULL);
  application = create_application ();
  ADD ("/window/first-run", test_first_run);
  ADD ("/window/new-workspace", test_new_workspace);
  ADD ("/window/unlock", test_unlock);
  ADD ("/window/slowed-down", test_slowed_down);
  ADD ("/window/remembers", test_remembers);
  ADD ("/window/pages", test_pages);
  ADD ("/window/panes", test_panes);
  ADD ("/window/jump", test_jump);
  ADD ("/window/lock-closes-dialogs", test_lock_closes_dialogs);
  ADD ("/window/bad-file", test_bad_file);
  ADD ("/window/practice", test_practice);
  return g_test_run ();
}
