/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A person's copy of what is held of them: saved, printed, refused; and charts on paper. */
#include <string.h>

#include "rights-fixture.h"
#include "ui/charts/qh-chart-print.h"
#include "ui/charts/qh-charts-page.h"
#include "ui/rights/qh-copy-window.h"

static gboolean
has_no_copy_window (gpointer data)
{
  return find_toplevel (QH_TYPE_COPY_WINDOW) == NULL;
}

/* Whether a dialog tells of an error under this heading. */
static gboolean
has_error (gpointer heading)
{
  GtkWidget *dialog = find_dialog ();

  return dialog != NULL
         && g_strcmp0 (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), heading) == 0;
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
  window = find_toplevel (QH_TYPE_COPY_WINDOW);
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
  window = find_toplevel (QH_TYPE_COPY_WINDOW);
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
  window = find_toplevel (QH_TYPE_COPY_WINDOW);
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
  window = find_toplevel (QH_TYPE_COPY_WINDOW);
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
  window = find_toplevel (QH_TYPE_COPY_WINDOW);
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
