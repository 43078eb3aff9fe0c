/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed in the window's forms outlives a lock, and is offered once. */
#include <adwaita.h>
#include <sqlite3.h>

#include "day-fixture.h"
#include "ui/cases/qh-case-dialog.h"
#include "ui/cases/qh-case-members.h"
#include "ui/cases/qh-person-search.h"
#include "ui/drafts/qh-drafts-window.h"
#include "ui/forms/qh-record-dialog.h"
#include "ui/settings/qh-editor.h"
#include "ui/settings/qh-entry-editor.h"
#include "ui/today/qh-activity-form.h"

#define NOTE "Vino con su hermana; trae la receta"

typedef struct
{
  Fixture store;
  QhWindow *window;
} World;

/* Looking */

static gint64
count_drafts (World *world)
{
  sqlite3 *db;
  sqlite3_stmt *statement;
  gint64 n;

  g_assert_cmpint (sqlite3_open (world->store.path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_prepare_v2 (db, "SELECT count(*) FROM drafts", -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return n;
}

static gboolean
has_draft (gpointer world)
{
  return count_drafts (world) == 1;
}

static gboolean
has_no_draft (gpointer world)
{
  return count_drafts (world) == 0;
}

static gboolean
is_offered (gpointer world)
{
  return find_toplevel (QH_TYPE_DRAFTS_WINDOW) != NULL;
}

static QhEntryLine *
get_entry (World *world)
{
  return find_widget (world->window, QH_TYPE_ENTRY_LINE, NULL);
}

static GtkEntryBuffer *
get_note (World *world)
{
  return GTK_ENTRY_BUFFER (gtk_widget_get_template_child (
    GTK_WIDGET (get_entry (world)), QH_TYPE_ENTRY_LINE, "note_text"));
}

/* Doing */

static void
open_window (World *world)
{
  qh_window_take_store (world->window, world->store.store);
  settle ();
}

/* As after a crash: nothing of the session is left but the file. */
static void
lock_and_unlock (World *world)
{
  g_autoptr (GError) error = NULL;

  qh_window_lock (world->window);
  settle ();
  g_assert_null (find_toplevel (QH_TYPE_RECORD_DIALOG));
  g_assert_null (find_toplevel (QH_TYPE_CASE_DIALOG));
  g_clear_object (&world->store.store);
  world->store.store = qh_store_open (world->store.path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  open_window (world);
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_not_offered (gpointer data)
{
  return find_toplevel (QH_TYPE_DRAFTS_WINDOW) == NULL;
}

static void
answer (World *world, const char *label)
{
  GtkWidget *button;

  wait_for (is_offered, world);
  button = find_button (find_toplevel (QH_TYPE_DRAFTS_WINDOW), label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  wait_for (is_not_offered, world);
  settle ();
}

static void
assert_not_offered (World *world)
{
  lock_and_unlock (world);
  for (guint i = 0; i < 5; i++)
    settle ();
  g_assert_null (find_toplevel (QH_TYPE_DRAFTS_WINDOW));
}

static void
set_note (GtkWidget *dialog, const char *text)
{
  GtkTextView *view = find_widget (dialog, GTK_TYPE_TEXT_VIEW, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

static void
set_up (World *world, gconstpointer data)
{
  fixture_set_up (&world->store, NULL);
  world->window = qh_window_new (QH_APPLICATION ((gpointer)data));
  gtk_window_set_default_size (GTK_WINDOW (world->window), 1270, 800);
  gtk_window_present (GTK_WINDOW (world->window));
  open_window (world);
}

static void
tear_down (World *world, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (world->window));
  settle ();
  fixture_tear_down (&world->store, NULL);
}

/* Tests */

static void
test_entry_line (World *world, gconstpointer data)
{
  gint64 type = fixture_code (world->store.store, "activity_type", "AC010");
  GtkEntryBuffer *note;

  qh_entry_line_set_type (get_entry (world), type);
  gtk_entry_buffer_set_text (get_note (world), NOTE, -1);
  wait_for (has_draft, world);

  lock_and_unlock (world);
  answer (world, "Continue");
  g_assert_cmpint (qh_entry_line_get_type_code (get_entry (world)), ==, type);
  note = get_note (world);
  g_assert_cmpstr (gtk_entry_buffer_get_text (note), ==, NOTE);
  g_assert_cmpint (count_drafts (world), ==, 1);
  g_assert_true (qh_entry_line_log (get_entry (world)));
  wait_for (has_no_draft, world);
  assert_not_offered (world);
}

/* A lock takes along what the last half second brought. */
static void
test_at_once (World *world, gconstpointer data)
{
  qh_entry_line_set_type (get_entry (world),
                          fixture_code (world->store.store, "activity_type", "AC010"));
  g_assert_cmpint (count_drafts (world), ==, 0);
  qh_window_lock (world->window);
  g_assert_cmpint (count_drafts (world), ==, 1);
  lock_and_unlock (world);
  answer (world, "Discard");
  g_assert_cmpint (count_drafts (world), ==, 0);
  assert_not_offered (world);
}

static void
test_activity (World *world, gconstpointer data)
{
  QhSession *session = qh_window_get_session (world->window);
  gint64 id = fixture_put (world->store.store, fixture_new_activity (world->store.store));
  g_autoptr (QhRecord) activity = qh_store_get (world->store.store, QH_KIND_ACTIVITY, id, NULL);
  GtkWidget *dialog = qh_activity_form_new (GTK_WIDGET (world->window), session, activity);
  const QhRecord *typed;

  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  g_assert_cmpint (count_drafts (world), ==, 0);
  set_note (dialog, NOTE);
  wait_for (has_draft, world);
  gtk_window_destroy (GTK_WINDOW (dialog));

  lock_and_unlock (world);
  answer (world, "Continue");
  dialog = find_toplevel (QH_TYPE_RECORD_DIALOG);
  g_assert_nonnull (dialog);
  typed = qh_record_form_get_record (qh_record_dialog_get_form (QH_RECORD_DIALOG (dialog)));
  g_assert_cmpint (typed->id, ==, id);
  g_assert_cmpstr (qh_record_get_text (typed, "note"), ==, NOTE);
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  wait_for (has_no_draft, world);
  assert_not_offered (world);
  g_clear_pointer (&activity, qh_record_free);
  activity = qh_store_get (world->store.store, QH_KIND_ACTIVITY, id, NULL);
  g_assert_cmpstr (qh_record_get_text (activity, "note"), ==, NOTE);
}

/* Nothing is left of a form that was changed back, or closed unchanged. */
static void
test_changed_back (World *world, gconstpointer data)
{
  QhSession *session = qh_window_get_session (world->window);
  gint64 id = fixture_put (world->store.store, fixture_new_activity (world->store.store));
  g_autoptr (QhRecord) activity = qh_store_get (world->store.store, QH_KIND_ACTIVITY, id, NULL);
  GtkWidget *dialog = qh_activity_form_new (GTK_WIDGET (world->window), session, activity);

  gtk_window_present (GTK_WINDOW (dialog));
  settle ();
  set_note (dialog, NOTE);
  wait_for (has_draft, world);
  set_note (dialog, "");
  wait_for (has_no_draft, world);
  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
}

static void
test_case (World *world, gconstpointer data)
{
  QhSession *session = qh_window_get_session (world->window);
  GtkWidget *dialog = qh_case_dialog_new (GTK_WIDGET (world->window), session, NULL);
  QhRecord *person = fixture_new_person (world->store.store, "Guadalupe", "M", 1980);
  QhCaseMembers *members;

  person->id = qh_store_new_id (world->store.store);
  gtk_window_present (GTK_WINDOW (dialog));
  members = find_widget (dialog, QH_TYPE_CASE_MEMBERS, NULL);
  qh_case_members_put (members, person);
  set_note (dialog, NOTE);
  wait_for (has_draft, world);
  gtk_window_destroy (GTK_WINDOW (dialog));

  lock_and_unlock (world);
  answer (world, "Continue");
  dialog = find_toplevel (QH_TYPE_CASE_DIALOG);
  g_assert_nonnull (dialog);
  members = find_widget (dialog, QH_TYPE_CASE_MEMBERS, NULL);
  g_assert_cmpuint (qh_case_members_get_n (members), ==, 1);
  g_assert_cmpstr (
    qh_record_get_text (qh_case_members_get_record (members, person->id), "given_names"),
    ==,
    "Guadalupe");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  wait_for (has_no_draft, world);
  assert_not_offered (world);
  g_assert_cmpint (qh_store_count (world->store.store, QH_KIND_CASE), ==, 1);
  g_assert_cmpint (qh_store_count (world->store.store, QH_KIND_PERSON), ==, 1);
  qh_record_free (person);
}

/* Somebody of whom no more than a name is known yet is kept too. */
static void
test_named_person (World *world, gconstpointer data)
{
  QhSession *session = qh_window_get_session (world->window);
  GtkWidget *dialog = qh_case_dialog_new (GTK_WIDGET (world->window), session, NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  g_signal_emit_by_name (find_widget (dialog, QH_TYPE_PERSON_SEARCH, NULL), "create", "Guadalupe Encino");
  wait_for (has_draft, world);
  gtk_window_destroy (GTK_WINDOW (dialog));

  lock_and_unlock (world);
  wait_for (is_offered, world);
  g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (GTK_WINDOW (find_toplevel (QH_TYPE_DRAFTS_WINDOW)))));
  answer (world, "Continue");
  dialog = find_toplevel (QH_TYPE_CASE_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_cmpuint (qh_case_members_get_n (find_widget (dialog, QH_TYPE_CASE_MEMBERS, NULL)), ==, 1);
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  wait_for (has_no_draft, world);
  g_assert_cmpint (qh_store_count (world->store.store, QH_KIND_PERSON), ==, 1);
}

/* The editors of the settings hold rows and no record yet. */
static void
test_editor (World *world, gconstpointer data)
{
  QhSession *session = qh_window_get_session (world->window);
  gint64 id = fixture_code (world->store.store, "place", "L01");
  GtkWindow *editor
    = qh_entry_editor_open (GTK_WIDGET (world->window), session, "place", id);
  GtkWidget *row = find_widget (editor, ADW_TYPE_ENTRY_ROW, NULL);
  g_autoptr (QhCatalogues) catalogues = NULL;

  gtk_editable_set_text (GTK_EDITABLE (row), "Domicilio nuevo");
  wait_for (has_draft, world);
  gtk_window_destroy (editor);

  lock_and_unlock (world);
  answer (world, "Continue");
  editor = GTK_WINDOW (find_toplevel (QH_TYPE_EDITOR));
  g_assert_nonnull (editor);
  row = find_widget (editor, ADW_TYPE_ENTRY_ROW, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Domicilio nuevo");
  g_signal_emit_by_name (editor, "save");
  wait_for (has_no_draft, world);
  assert_not_offered (world);
  catalogues = qh_store_ref_catalogues (world->store.store);
  g_assert_cmpstr (
    qh_entry_get_label (qh_catalogues_find (catalogues, id), QH_LANGUAGE_ES), ==, "Domicilio nuevo");
}

static void
add_tests (QhApplication *application)
{
#define ADD(path, function)                                                                        \
  g_test_add ("/drafts-window/" path, World, application, set_up, function, tear_down)
  ADD ("entry-line", test_entry_line);
  ADD ("at-once", test_at_once);
  ADD ("activity", test_activity);
  ADD ("changed-back", test_changed_back);
  ADD ("case", test_case);
  ADD ("named-person", test_named_person);
  ADD ("editor", test_editor);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
