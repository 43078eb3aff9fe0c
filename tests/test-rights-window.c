/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the law lets a person ask for, in the window, with its real widgets. */
#include <glib/gstdio.h>
#include <string.h>

#include "day-fixture.h"
#include "store/qh-restriction.h"
#include "store/qh-retention.h"
#include "store/qh-users.h"
#include "ui/cases/qh-person-dialog.h"
#include "app/qh-jump.h"
#include "ui/cases/qh-case-page.h"
#include "ui/charts/qh-chart-print.h"
#include "ui/charts/qh-charts-page.h"
#include "ui/rights/qh-copy-window.h"
#include "ui/rights/qh-due-rows.h"
#include "ui/rights/qh-erase-window.h"
#include "ui/settings/qh-editor.h"
#include "ui/settings/qh-settings-page.h"
#include "ui/settings/qh-settings-retention.h"

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

/* What cannot be printed is said, and not logged. */
static void
test_print_refused (Day *day, gconstpointer data)
{
  g_autofree char *path = make_path (day, "no/papel.pdf");
  QhCopyWindow *window;
  World world;

  build (day, &world);
  open_from_case (day, &world, "case.copy-data");
  window = find_window (QH_TYPE_COPY_WINDOW);
  qh_copy_window_print_to (window, path);
  wait_for (has_error, (gpointer) "It could not be printed");
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));
  g_assert_cmpuint (count_actions (day, QH_ACTION_SUBJECT_ACCESS), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
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
  return find_window (QH_TYPE_ERASE_WINDOW) == NULL;
}

static gpointer
open_erase_window (Day *day, const World *world)
{
  gpointer window;

  open_from_case (day, world, "case.erase");
  window = find_window (QH_TYPE_ERASE_WINDOW);
  g_assert_nonnull (window);
  return window;
}

static gboolean
can_erase (gpointer window)
{
  return gtk_widget_is_sensitive (find_widget (window, GTK_TYPE_BUTTON, "_Erase"));
}

static void
type (gpointer window, const char *row, const char *text)
{
  gtk_editable_set_text (child_of (window, QH_TYPE_ERASE_WINDOW, row), text);
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
  gtk_widget_activate_action (find_window (QH_TYPE_PERSON_DIALOG), "dialog.erase", NULL);
  window = find_window (QH_TYPE_ERASE_WINDOW);
  wait_for (is_counted, window);
  type (window, "reason", "solicitud");
  type (window, "confirmation", "erase");
  g_assert_true (can_erase (window));
  gtk_widget_activate_action (window, "erase.erase", NULL);
  wait_for (has_no_erase_window, NULL);
  settle ();
  g_assert_null (find_window (QH_TYPE_PERSON_DIALOG));
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
  jump = find_window (QH_TYPE_JUMP);
  gtk_editable_set_text (child_of (jump, QH_TYPE_JUMP, "search"), "sola");
  g_signal_emit_by_name (child_of (jump, QH_TYPE_JUMP, "search"), "activate");
  dialog = find_window (QH_TYPE_PERSON_DIALOG);
  g_assert_nonnull (dialog);
  wait_for (is_lone, dialog);
  wait_for (is_person_opening_logged, day);

  gtk_widget_activate_action (dialog, "dialog.copy-data", NULL);
  g_assert_nonnull (find_window (QH_TYPE_COPY_WINDOW));
  gtk_window_destroy (find_window (QH_TYPE_COPY_WINDOW));
  gtk_widget_activate_action (dialog, "dialog.erase", NULL);
  g_assert_nonnull (find_window (QH_TYPE_ERASE_WINDOW));
  gtk_window_destroy (find_window (QH_TYPE_ERASE_WINDOW));
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
  editor = find_window (QH_TYPE_EDITOR);
  g_assert_nonnull (editor);
  g_signal_emit_by_name (editor, "save");
  g_assert_true (editor == find_window (QH_TYPE_EDITOR));
  fill_in_reason (editor);
  g_signal_emit_by_name (editor, "save");
  wait_for (is_not_due, day);
  g_assert_cmpint (qh_retention_count_due (store, qh_day_today (), NULL), ==, 0);
  g_assert_null (find_window (QH_TYPE_EDITOR));

  g_clear_pointer (&record, qh_record_free);
  id = put_old_case (store);
  record = qh_store_get (store, QH_KIND_CASE, id, NULL);
  wait_for (is_due, day);
  g_signal_emit_by_name (find_widget (find_due_rows (day), GTK_TYPE_BUTTON, "Erase…"), "clicked");
  window = find_window (QH_TYPE_ERASE_WINDOW);
  wait_for (is_counted, window);
  type (window, "reason", "plazo vencido");
  type (window, "confirmation", qh_record_get_text (record, "folio"));
  gtk_widget_activate_action (window, "erase.erase", NULL);
  wait_for (is_not_due, day);
  g_assert_cmpint (qh_store_count (store, QH_KIND_CASE), ==, 1);
}

/* Charts */

static gboolean
is_print_logged (gpointer data)
{
  return count_actions (data, QH_ACTION_PRINT) == 1;
}

static gboolean
is_drawn (gpointer card)
{
  return qh_chart_view_get_data (qh_chart_card_get_view (card)) != NULL;
}

/* What a PDF paints, its streams inflated one after the other. */
static char *
read_streams (const char *bytes, gsize length)
{
  GString *text = g_string_new (NULL);
  const char *at = bytes;

  while ((at = g_strstr_len (at, (gssize)(length - (gsize)(at - bytes)), "stream\n")) != NULL)
    {
      g_autoptr (GZlibDecompressor) inflate = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
      static char room[1 << 20];
      gsize read = 0, written = 0;

      at += strlen ("stream\n");
      if (g_converter_convert (G_CONVERTER (inflate), at, length - (gsize)(at - bytes), room, sizeof room,
                               G_CONVERTER_NO_FLAGS, &read, &written, NULL) != G_CONVERTER_ERROR)
        g_string_append_len (text, room, (gssize)written);
    }
  /* Fonts have bytes that end a text. */
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\0')
      text->str[i] = ' ';
  return g_string_free (text, FALSE);
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
  wait_for (is_drawn, qh_charts_page_get_card (page, QH_BOARD_TYPES));
  qh_chart_card_print (qh_charts_page_get_card (page, QH_BOARD_TYPES), path);
  wait_for (is_print_logged, day);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_cmpint (strncmp (bytes, "%PDF", 4), ==, 0);
}

static void
bars_printed_cb (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), "printed", widget);
}

static gboolean
is_printed (gpointer window)
{
  return g_object_get_data (window, "printed") != NULL;
}

/* On paper hatching tells bars apart, and not the colours of the screen. */
static void
test_chart_hatched (Day *day, gconstpointer data)
{
  g_autofree char *path = make_path (day, "barras.pdf");
  g_autofree char *bytes = NULL, *painted = NULL;
  g_autoptr (QhChartData) bars = qh_chart_data_new (QH_CHART_STACKED_BARS, "Barras");
  gsize length;

  qh_chart_data_add_series (bars, 0, "uno", 0);
  qh_chart_data_add_series (bars, 1, "dos", 1);
  qh_chart_data_add_category (bars, 0, "a", NULL);
  qh_chart_data_set_value (bars, 0, 0, 20);
  qh_chart_data_set_value (bars, 0, 1, 30);
  qh_chart_print (GTK_WIDGET (day->window), bars, bars_printed_cb, path);
  wait_for (is_printed, day->window);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  painted = read_streams (bytes, length);
  g_assert_nonnull (strstr (painted, " re"));
  g_assert_null (strstr (painted, "0.698039"));
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
    { "/rights-window/print-refused", test_print_refused },
    { "/rights-window/no-printer", test_no_printer },
    { "/rights-window/erase-case", test_erase_case },
    { "/rights-window/erase-person", test_erase_person },
    { "/rights-window/person-in-no-case", test_person_in_no_case },
    { "/rights-window/erase-refused", test_erase_refused },
    { "/rights-window/retention", test_retention },
    { "/rights-window/chart-printed", test_chart_printed },
    { "/rights-window/chart-hatched", test_chart_hatched },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Day, application, day_set_up, tests[i].function, day_tear_down);
}

int
main (int argc, char *argv[])
{
  return day_run (argc, argv, add_tests);
}
