/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the law lets a person ask for, in the window, with its real widgets. */
#include <glib/gstdio.h>
#include <string.h>

#include "day-fixture.h"
#include "ui/cases/qh-case-page.h"
#include "ui/charts/qh-charts-page.h"
#include "ui/rights/qh-copy-window.h"

/* A case with two people and an activity with a note. */
typedef struct
{
  gint64 person, other, in_case, activity;
} World;

static void
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

static guint
count_actions (Day *day, QhAction action)
{
  const QhLogFilter filter = { .action = action };
  g_autoptr (GPtrArray) changes = qh_log_list (day->store.store, &filter, 1000, NULL);

  return changes->len;
}

/* The window of a type, if it is open. */
static gpointer
find_window (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

static gboolean
has_no_copy_window (gpointer data)
{
  return find_window (QH_TYPE_COPY_WINDOW) == NULL;
}

/* Whether a dialog tells of an error under this heading. */
static gboolean
has_error (gpointer heading)
{
  GtkWidget *dialog = find_dialog ();

  return dialog != NULL
         && g_strcmp0 (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), heading) == 0;
}

static gpointer
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

static char *
make_path (Day *day, const char *name)
{
  return g_build_filename (day->store.folder, name, NULL);
}

/* Copies */

static void
choose (gpointer window, GType type, const char *row, guint position)
{
  adw_combo_row_set_selected (child_of (window, type, row), position);
}

/* From the case's menu: each of its people, then the whole case. */
static void
test_copy_saved (Day *day, gconstpointer data)
{
  g_autofree char *path = make_path (day, "copia.txt");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  QhCopyWindow *window;
  World world;

  build (day, &world);
  open_from_case (day, &world, "case.copy-data");
  window = find_window (QH_TYPE_COPY_WINDOW);
  g_assert_nonnull (window);
  g_assert_cmpuint (g_list_model_get_n_items (
                      adw_combo_row_get_model (child_of (window, QH_TYPE_COPY_WINDOW, "subject"))),
                    ==,
                    3);
  choose (window, QH_TYPE_COPY_WINDOW, "subject", 1);
  qh_copy_window_save_to (window, file);
  wait_for (has_no_copy_window, NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Mateo"));
  g_assert_null (strstr (text, "Lucía"));
  g_assert_cmpuint (count_actions (day, QH_ACTION_SUBJECT_ACCESS), ==, 1);
}

static void
test_copy_refused (Day *day, gconstpointer data)
{
  g_autofree char *path = make_path (day, "no/copia.pdf");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  QhCopyWindow *window;
  World world;

  build (day, &world);
  open_from_case (day, &world, "case.copy-data");
  window = find_window (QH_TYPE_COPY_WINDOW);
  qh_copy_window_save_to (window, file);
  wait_for (has_error, (gpointer) "The copy could not be made");
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));
  g_assert_cmpuint (count_actions (day, QH_ACTION_SUBJECT_ACCESS), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Printed onto the pages of a file, by the same way as onto paper. */
static void
test_copy_printed (Day *day, gconstpointer data)
{
  g_autofree char *path = make_path (day, "papel.pdf");
  g_autofree char *bytes = NULL;
  QhCopyWindow *window;
  World world;
  gsize length;

  build (day, &world);
  open_from_case (day, &world, "case.copy-data");
  window = find_window (QH_TYPE_COPY_WINDOW);
  choose (window, QH_TYPE_COPY_WINDOW, "subject", 2);
  qh_copy_window_print_to (window, path);
  wait_for (has_no_copy_window, NULL);
  settle ();
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpint (strncmp (bytes, "%PDF", 4), ==, 0);
  g_assert_cmpuint (length, >, 5000);
  g_assert_cmpuint (count_actions (day, QH_ACTION_SUBJECT_ACCESS), ==, 1);
}

/* Where there is no printer that is said, and what to do. */
static void
test_no_printer (Day *day, gconstpointer data)
{
  QhCopyWindow *window;
  const char *body;
  World world;

  g_object_set (gtk_settings_get_default (), "gtk-print-backends", "file", NULL);
  build (day, &world);
  open_from_case (day, &world, "case.copy-data");
  window = find_window (QH_TYPE_COPY_WINDOW);
  gtk_widget_activate_action (GTK_WIDGET (window), "copy.print", NULL);
  wait_for (has_error, (gpointer) "It could not be printed");
  body = adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (find_dialog ()));
  g_assert_nonnull (strstr (body, "No printer is set up"));
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));
  g_assert_cmpuint (count_actions (day, QH_ACTION_SUBJECT_ACCESS), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Charts */

static gboolean
is_print_logged (gpointer data)
{
  return count_actions (data, QH_ACTION_PRINT) == 1;
}

static void
test_chart_printed (Day *day, gconstpointer data)
{
  g_autofree char *path = make_path (day, "grafica.pdf");
  g_autofree char *bytes = NULL;
  QhChartsPage *page;
  World world;

  build (day, &world);
  gtk_widget_activate_action (GTK_WIDGET (day->window), "win.show-page", "s", "charts");
  settle ();
  page = find_widget (day->window, QH_TYPE_CHARTS_PAGE, NULL);
  qh_chart_card_print (qh_charts_page_get_card (page, QH_BOARD_TYPES), path);
  wait_for (is_print_logged, day);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpint (strncmp (bytes, "%PDF", 4), ==, 0);
}

static void
add_tests (QhApplication *application)
{
  static const struct
  {
    const char *path;
    void (*function) (Day *day, gconstpointer data);
  } tests[] = {
    { "/rights-window/copy-saved", test_copy_saved },
    { "/rights-window/copy-refused", test_copy_refused },
    { "/rights-window/copy-printed", test_copy_printed },
    { "/rights-window/no-printer", test_no_printer },
    { "/rights-window/chart-printed", test_chart_printed },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Day, application, day_set_up, tests[i].function, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
