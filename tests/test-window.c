/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/qh-application.h"
#include "app/qh-jump.h"
#include "app/qh-window.h"
#include "store/qh-unit-number.h"
#include "ui/first-run/qh-first-run-page.h"
#include "ui/first-run/qh-new-workspace.h"
#include "ui/qh-preferences.h"
#include "ui/settings/qh-editor.h"
#include "ui/settings/qh-entry-editor.h"
#include "ui/settings/qh-field-editor.h"
#include "ui/settings/qh-passphrase-window.h"
#include "ui/settings/qh-settings-page.h"
#include "ui/settings/qh-settings-unit.h"
#include "ui/unlock/qh-unlock-page.h"
#include "ui/users/qh-recovery-window.h"

#define PASSPHRASE "cuatro sillas bajo nieve verde"
#define OTHER_PASSPHRASE "tres puentes sobre lana morada"
#define WORKER "Marcelina Canario Ejemplo"
#define PATIENCE (180 * G_USEC_PER_SEC)

typedef struct
{
  char *folder;
  char *path;
  QhApplication *application;
  QhWindow *window;
} Fixture;

/* Waiting */

typedef gboolean (*Condition) (gpointer data);

static void
wait_for (Condition condition,
          gpointer  data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
    }
}

static gboolean
is_open (gpointer data)
{
  return qh_window_get_store (data) != NULL;
}

static gboolean
is_visible (gpointer data)
{
  return gtk_widget_get_visible (data);
}

static void
settle (void)
{
  for (guint i = 0; i < 20; i++)
    while (g_main_context_iteration (NULL, FALSE))
      ;
}

/* Finding */

static gpointer
child_of (gpointer    widget,
          GType       type,
          const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, type, name);

  g_assert_nonnull (child);
  return child;
}

static const char *
get_view (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (child_of (fixture->window, QH_TYPE_WINDOW, "stack"));
}

static GtkWidget *
get_page (Fixture    *fixture,
          const char *name)
{
  return gtk_stack_get_child_by_name (child_of (fixture->window, QH_TYPE_WINDOW, "pages"), name);
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (ADW_IS_PREFERENCES_ROW (child) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), title) == 0)
        return child;
      found = find_row (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type (gpointer    root,
      const char *title,
      const char *text)
{
  GtkWidget *row = find_row (root, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
choose (gpointer    root,
        const char *title,
        const char *label)
{
  GtkWidget *row = find_row (root, title);
  GListModel *model;

  g_assert_nonnull (row);
  model = adw_combo_row_get_model (ADW_COMBO_ROW (row));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), label))
        {
          adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
          return;
        }
    }
  g_error ("%s cannot be chosen", label);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Presses Save; the editor closes once the store has written. */
static void
save_editor (GtkWindow *editor)
{
  gpointer watched = editor;

  g_object_add_weak_pointer (G_OBJECT (editor), &watched);
  g_signal_emit_by_name (editor, "save");
  wait_for (is_gone, &watched);
}

static gboolean
has_focus_within (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* Setting up */

/* One application serves all tests, as it serves all windows of a person. */
static QhApplication *
create_application (void)
{
  g_autoptr (GSettings) settings = qh_preferences_new ();
  g_autoptr (GError) error = NULL;
  QhApplication *application = qh_application_new (settings);

  g_assert_nonnull (settings);
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  return application;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->application = QH_APPLICATION (g_application_get_default ());
  fixture->folder = g_dir_make_tmp ("quehacer-window-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "unit.quehacer", NULL);
  g_settings_reset (qh_application_get_settings (fixture->application), "last-workspace");
  g_application_activate (G_APPLICATION (fixture->application));
  fixture->window = QH_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (fixture->application)));
  settle ();
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  gpointer window = fixture->window;

  g_object_add_weak_pointer (G_OBJECT (window), &window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_for (is_gone, &window);
  settle ();
  remove_folder (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
open_new (Fixture *fixture)
{
  const QhNewStore start = { .unit = "Unit", .institution = "Institution", .worker = WORKER, .floor = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_create (fixture->path, PASSPHRASE, &start, &error);

  g_assert_no_error (error);
  qh_window_take_store (fixture->window, store);
  settle ();
}

static void
unlock_with (Fixture    *fixture,
             const char *passphrase)
{
  QhUnlockPage *unlock = child_of (fixture->window, QH_TYPE_WINDOW, "unlock");

  gtk_editable_set_text (child_of (unlock, QH_TYPE_UNLOCK_PAGE, "passphrase"), passphrase);
  g_signal_emit_by_name (child_of (unlock, QH_TYPE_UNLOCK_PAGE, "passphrase"), "entry-activated");
}

/* Tests */

static void
assert_key (Fixture    *fixture,
            const char *action,
            const char *key)
{
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (GTK_APPLICATION (fixture->application), action);

  g_assert_cmpstr (keys[0], ==, key);
}

static void
test_first_run (Fixture      *fixture,
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
test_new_workspace (Fixture      *fixture,
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
test_unlock (Fixture      *fixture,
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
test_slowed_down (Fixture      *fixture,
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
test_remembers (Fixture      *fixture,
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
test_pages (Fixture      *fixture,
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
test_panes (Fixture      *fixture,
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
find_window (Fixture *fixture,
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
test_jump (Fixture      *fixture,
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
test_lock_closes_dialogs (Fixture      *fixture,
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
test_bad_file (Fixture      *fixture,
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

static gboolean
offers_to_apply (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "adw-entry-apply-symbolic") == 0)
    return gtk_widget_get_mapped (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (offers_to_apply (child))
      return TRUE;
  return FALSE;
}

/* A number of the unit's own is written; a senseless one is refused, and the row shows what holds. */
static void
check_unit_number (Fixture    *fixture,
                   GtkWidget  *row,
                   const char *typed,
                   const char *holds)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  gtk_editable_set_text (GTK_EDITABLE (row), typed);
  g_signal_emit_by_name (row, "apply");
  while (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), holds)
         || qh_unit_number_get (qh_window_get_store (fixture->window), QH_UNIT_IDLE_DAYS) != atoi (holds))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
}

/* What is typed reaches the file, and a locked window forgets it. */
static void
test_unit (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = NULL;
  GtkWidget *settings, *unit, *row;
  gint64 end;

  open_new (fixture);
  settings = get_page (fixture, "settings");
  unit = (gpointer) gtk_stack_get_child_by_name (child_of (settings, QH_TYPE_SETTINGS_PAGE, "stack"), "unit");
  row = child_of (unit, QH_TYPE_SETTINGS_UNIT, "name");
  settle ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, ""); /* read once it is seen */
  qh_window_show_page (fixture->window, "settings");
  for (end = g_get_monotonic_time () + PATIENCE; !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "Unit");)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
  settle ();
  g_assert_false (offers_to_apply (row)); /* nobody has typed anything */
  gtk_editable_set_text (GTK_EDITABLE (row), "Another Name");
  g_assert_true (offers_to_apply (row));
  g_signal_emit_by_name (row, "apply");
  for (end = g_get_monotonic_time () + PATIENCE; units == NULL;)
    {
      g_autoptr (QhStoreInfo) info = qh_store_peek (fixture->path, NULL);

      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
      if (g_strcmp0 (info->unit, "Another Name") == 0)
        units = qh_store_list_all (qh_window_get_store (fixture->window), QH_KIND_UNIT, &error);
    }
  g_assert_cmpuint (units->len, ==, 1);
  g_assert_cmpstr (qh_record_get_text (g_ptr_array_index (units, 0), "institution"), ==, "Institution");
  g_assert_nonnull (find_row (unit, WORKER));
  check_unit_number (fixture, child_of (unit, QH_TYPE_SETTINGS_UNIT, "idle_days"), "45", "45");
  check_unit_number (fixture, child_of (unit, QH_TYPE_SETTINGS_UNIT, "idle_days"), "mucho", "45");
  qh_window_lock (fixture->window);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  g_assert_null (find_row (unit, WORKER));
}

static guint
find_position (QhStore    *store,
               const char *catalogue,
               gint64      id)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  GPtrArray *entries = qh_catalogues_list (catalogues, catalogue);

  for (guint i = 0; i < entries->len; i++)
    if (((const QhEntry *) g_ptr_array_index (entries, i))->id == id)
      return i;
  return G_MAXUINT;
}

static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (QhCatalogues) catalogues = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhChange) change = NULL;
  const QhEntry *second;
  QhStore *store;

  open_new (fixture);
  store = qh_window_get_store (fixture->window);
  catalogues = qh_store_ref_catalogues (store);
  second = g_ptr_array_index (qh_catalogues_list (catalogues, "outcome"), 1);
  change = qh_entries_move (store, "outcome", second->id, -1);
  g_assert_true (qh_store_apply (store, change, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (find_position (store, "outcome", second->id), ==, 0);
  g_assert_null (qh_entries_move (store, "outcome", second->id, -1));
}

/* A place among the favourites belongs to one type, and a label may be corrected. */
static void
test_entry (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (QhCatalogues) before = NULL;
  g_autoptr (QhCatalogues) after = NULL;
  const QhEntry *first = NULL, *other = NULL;
  QhStore *store;
  GtkWindow *editor;

  open_new (fixture);
  store = qh_window_get_store (fixture->window);
  before = qh_store_ref_catalogues (store);
  for (guint i = 0; i < qh_catalogues_list (before, "activity_type")->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (qh_catalogues_list (before, "activity_type"), i);

      if (entry->favourite == 1)
        first = entry;
      if (entry->favourite == 0)
        other = entry;
    }
  g_assert_nonnull (first);
  editor = qh_entry_editor_open (GTK_WIDGET (fixture->window), qh_window_get_session (fixture->window), "activity_type", other->id);
  type (editor, "Label in _Spanish", "Otra etiqueta");
  choose (editor, "_Favourite", "Alt+1");
  type (editor, "_Minutes", "1441");
  g_signal_emit_by_name (editor, "save");
  g_assert_true (gtk_widget_get_visible (child_of (editor, QH_TYPE_EDITOR, "problem")));
  type (editor, "_Minutes", "35");
  save_editor (editor);
  after = qh_store_ref_catalogues (store);
  g_assert_cmpuint (qh_catalogues_find (after, first->id)->favourite, ==, 0);
  g_assert_cmpuint (qh_catalogues_find (after, other->id)->favourite, ==, 1);
  g_assert_cmpint (qh_catalogues_find (after, other->id)->default_minutes, ==, 35);
  g_assert_cmpstr (qh_catalogues_find (after, other->id)->labels[QH_LANGUAGE_ES], ==, "Otra etiqueta");
  g_assert_cmpstr (qh_catalogues_find (after, other->id)->code, ==, other->code);
  g_assert_cmpint (qh_catalogues_find (after, first->id)->default_function, ==, first->default_function);
}

static void
test_new_entry (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (QhCatalogues) catalogues = NULL;
  GPtrArray *entries;
  GtkWindow *editor;
  QhStore *store;

  open_new (fixture);
  store = qh_window_get_store (fixture->window);
  editor = qh_entry_editor_open (GTK_WIDGET (fixture->window), qh_window_get_session (fixture->window), "place", 0);
  type (editor, "Label in _Spanish", "");
  g_signal_emit_by_name (editor, "save");
  g_assert_true (gtk_widget_get_visible (child_of (editor, QH_TYPE_EDITOR, "problem")));
  type (editor, "Label in _Spanish", "Mercado");
  save_editor (editor);
  catalogues = qh_store_ref_catalogues (store);
  entries = qh_catalogues_list (catalogues, "place");
  g_assert_cmpstr (((const QhEntry *) g_ptr_array_index (entries, entries->len - 1))->labels[QH_LANGUAGE_ES], ==, "Mercado");
}

static void
test_own_field (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (QhCatalogues) catalogues = NULL;
  const QhField *field;
  GtkWindow *editor;
  GPtrArray *entries;
  QhStore *store;

  open_new (fixture);
  store = qh_window_get_store (fixture->window);
  editor = qh_field_editor_open (GTK_WIDGET (fixture->window), qh_window_get_session (fixture->window), NULL);
  type (editor, "Label in _Spanish", "Pabellón de origen");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (GTK_WIDGET (editor), "_Variable Name"))), ==, "pabellon_de_origen");
  choose (editor, "_Type", "One entry of a catalogue");
  g_assert_false (gtk_widget_get_visible (find_row (GTK_WIDGET (editor), "_Least Value")));
  g_signal_emit_by_name (editor, "save");
  g_assert_true (gtk_widget_get_visible (child_of (editor, QH_TYPE_EDITOR, "problem")));
  type (editor, "Its E_ntries, with ; between them", "Norte; Sur ;; Urgencias");
  save_editor (editor);
  field = qh_kind_find_field (qh_store_get_kind (store, QH_KIND_ACTIVITY), "pabellon_de_origen");
  g_assert_nonnull (field);
  g_assert_true (field->own);
  g_assert_cmpint (field->type, ==, QH_TYPE_CODE);
  catalogues = qh_store_ref_catalogues (store);
  entries = qh_catalogues_list (catalogues, field->catalogue);
  g_assert_cmpuint (entries->len, ==, 3);
  g_assert_cmpstr (((const QhEntry *) g_ptr_array_index (entries, 1))->labels[QH_LANGUAGE_ES], ==, "Sur");
}

static void
test_passphrase (Fixture      *fixture,
                 gconstpointer data)
{
  QhUnlockPage *unlock = child_of (fixture->window, QH_TYPE_WINDOW, "unlock");
  GtkWidget *problem;
  GtkWidget *window;
  gpointer watched;

  open_new (fixture);
  window = GTK_WIDGET (qh_passphrase_window_open (GTK_WIDGET (fixture->window), qh_window_get_store (fixture->window)));
  problem = child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "problem");
  gtk_editable_set_text (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "old"), "not the one");
  gtk_editable_set_text (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "passphrase"), OTHER_PASSPHRASE);
  gtk_editable_set_text (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "again"), OTHER_PASSPHRASE);
  g_signal_emit_by_name (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "change"), "clicked");
  wait_for (is_visible, problem);
  gtk_editable_set_text (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "old"), PASSPHRASE);
  watched = window;
  g_object_add_weak_pointer (G_OBJECT (window), &watched);
  g_signal_emit_by_name (child_of (window, QH_TYPE_PASSPHRASE_WINDOW, "change"), "clicked");
  wait_for (is_gone, &watched);

  qh_window_lock (fixture->window);
  unlock_with (fixture, PASSPHRASE);
  wait_for (is_visible, child_of (unlock, QH_TYPE_UNLOCK_PAGE, "problem"));
  unlock_with (fixture, OTHER_PASSPHRASE);
  wait_for (is_open, fixture->window);
}

static void
test_practice (Fixture      *fixture,
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

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

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
  ADD ("/settings/unit", test_unit);
  ADD ("/settings/order", test_order);
  ADD ("/settings/entry", test_entry);
  ADD ("/settings/new-entry", test_new_entry);
  ADD ("/settings/own-field", test_own_field);
  ADD ("/settings/passphrase", test_passphrase);
  return g_test_run ();
}
