/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who unlocks, and what helps who forgot the passphrase. */
#include <glib/gstdio.h>

#include "ui/users/qh-forgot-window.h"
#include "ui/users/qh-new-passphrase.h"
#include "ui/users/qh-new-recovery-window.h"
#include "ui/users/qh-recovery-window.h"
#include "users-window-fixture.h"

#define NEW_PASSPHRASE "arroz doce barcos dormidos"

static gboolean
has_recovery_window (gpointer data)
{
  return find_toplevel (QH_TYPE_RECOVERY_WINDOW) != NULL;
}

static gboolean
is_open (gpointer window)
{
  return qh_window_get_store (window) != NULL;
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
  shown = find_toplevel (QH_TYPE_RECOVERY_WINDOW);
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
  window = find_toplevel (QH_TYPE_FORGOT_WINDOW);
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
  g_assert_null (find_toplevel (QH_TYPE_FORGOT_WINDOW));
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

static void
add_tests (QhApplication *application)
{
#define ADD(name, function)                                                                      \
  g_test_add ("/users-window/" name, Day, application, day_set_up, function, day_tear_down)
  ADD ("recovery", test_recovery_window);
  ADD ("new-recovery-key", test_new_recovery_key);
  ADD ("forgot", test_forgot);
  ADD ("who", test_who);
#undef ADD
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
