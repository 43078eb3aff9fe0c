/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "chart/qh-chart-words.h"
#include "fixture.h"
#include "ui/charts/qh-board-editor.h"
#include "ui/charts/qh-charts-page.h"
#include "ui/forms/qh-draft-keeper.h"
#include "ui/charts/qh-rows-model.h"
#include "ui/qh-session.h"

#define PATIENCE (180 * G_USEC_PER_SEC)

typedef struct
{
  Fixture fixture;
  QhSession *session;
  GtkWindow *window;
  AdwToastOverlay *toasts;
  QhChartsPage *page;
} Bench;

typedef gboolean (*Condition) (Bench *bench);

static void
wait_for (Bench    *bench,
          Condition condition)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!condition (bench))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
    }
}

static gboolean
has_board (Bench *bench)
{
  return qh_charts_page_get_board (bench->page) != NULL && gtk_widget_get_mapped (GTK_WIDGET (bench->page))
         && gtk_widget_get_width (GTK_WIDGET (bench->page)) > 0;
}

static gboolean
has_rows (Bench *bench)
{
  return g_list_model_get_n_items (qh_rows_drawer_get_rows (qh_charts_page_get_drawer (bench->page)))
         == qh_board_count (qh_charts_page_get_board (bench->page));
}

static void
log_activity (QhStore    *store,
              const char *date,
              const char *type,
              const char *function,
              int         start,
              const char *sex)
{
  QhRecord *activity = fixture_new_activity (store);
  const gint64 served[] = { fixture_code (store, "sex", sex), fixture_code (store, "age_group", "E25"), 3 };
  QhRows *rows = qh_rows_new (0, 3);

  qh_record_set_integer (activity, "date", qh_day_from_iso (date));
  qh_record_set_integer (activity, "type", fixture_code (store, "activity_type", type));
  qh_record_set_integer (activity, "function", fixture_code (store, "function", function));
  qh_record_set_integer (activity, "start", start);
  qh_rows_append (rows, served);
  qh_record_take_rows (activity, "served", rows);
  fixture_put (store, activity);
}

static void
fill (QhStore *store)
{
  log_activity (store, "2026-10-30", "AC010", "F04", 600, "M");
  log_activity (store, "2026-10-30", "AC010", "F04", 660, "M");
  log_activity (store, "2026-10-29", "AC010", "F07", 600, "H");
  log_activity (store, "2026-10-28", "AC002", "F02", 720, "M");
  log_activity (store, "2026-10-26", "AC002", "F04", 540, "H");
}

static void
set_up (Bench        *bench,
        gconstpointer filled)
{
  fixture_set_up (&bench->fixture, NULL);
  if (filled != NULL)
    fill (bench->fixture.store);
  bench->session = qh_session_new (bench->fixture.store);
  bench->page = QH_CHARTS_PAGE (qh_charts_page_new ());
  bench->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (bench->toasts, GTK_WIDGET (bench->page));
  bench->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (bench->window, 1060, 790);
  gtk_window_set_child (bench->window, GTK_WIDGET (bench->toasts));
  qh_charts_page_set_session (bench->page, bench->session);
  gtk_window_present (bench->window);
  wait_for (bench, has_board);
  qh_charts_page_set_period (bench->page, qh_period_new_chosen (qh_day_from_iso ("2026-10-01"), qh_day_from_iso ("2026-10-31")));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bench->window));
}

static void
tear_down (Bench        *bench,
           gconstpointer filled)
{
  qh_charts_page_set_session (bench->page, NULL);
  g_assert_null (qh_charts_page_get_board (bench->page));
  gtk_window_destroy (bench->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  qh_session_close (bench->session);
  fixture_assert_finalized (bench->session);
  fixture_tear_down (&bench->fixture, NULL);
}

static QhChartData *
data_of (Bench       *bench,
         QhBoardChart chart)
{
  return qh_chart_view_get_data (qh_chart_card_get_view (qh_charts_page_get_card (bench->page, chart)));
}

static int
category_of (QhChartData *data,
             gint64       key)
{
  for (guint i = 0; i < qh_chart_data_get_n_categories (data); i++)
    if (qh_chart_data_get_category (data, i)->key == key)
      return (int) i;
  g_assert_not_reached ();
}

static gboolean
choose (Bench       *bench,
        QhBoardChart chart,
        gint64       category,
        gboolean     extend)
{
  return qh_chart_view_choose (qh_chart_card_get_view (qh_charts_page_get_card (bench->page, chart)),
                               category_of (data_of (bench, chart), category), -1, extend);
}

static void
test_counts (Bench        *bench,
             gconstpointer filled)
{
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_TIME)), ==, 5);
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_TYPES)), ==, 5);
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_HOURS)), ==, 5);
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_PEOPLE)), ==, 15);
}

static void
test_accessible (Bench        *bench,
                 gconstpointer filled)
{
  for (guint i = 0; i < qh_board_get_n_charts (qh_charts_page_get_board (bench->page)); i++)
    {
      QhChartView *view = qh_chart_card_get_view (qh_charts_page_get_card (bench->page, i));
      g_autofree char *sentence = qh_chart_describe (data_of (bench, i));

      gtk_test_accessible_assert_role (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_ROLE_IMG);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, data_of (bench, i)->title);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence);
    }
}

static void
test_select (Bench        *bench,
             gconstpointer filled)
{
  QhStore *store = bench->fixture.store;
  QhBoard *board = qh_charts_page_get_board (bench->page);
  gint64 visit = fixture_code (store, "activity_type", "AC010");
  GListModel *rows = qh_rows_drawer_get_rows (qh_charts_page_get_drawer (bench->page));

  wait_for (bench, has_rows);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 5);
  g_assert_true (choose (bench, QH_BOARD_TYPES, visit, FALSE));
  g_assert_cmpuint (qh_board_count (board), ==, 3);
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_HOURS)), ==, 3);
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_PEOPLE)), ==, 9);
  /* Its own chart keeps its bars and dims what is not chosen. */
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_TYPES)), ==, 5);
  g_assert_true (qh_chart_data_has_selection (data_of (bench, QH_BOARD_TYPES)));
  wait_for (bench, has_rows);
  {
    g_autoptr (QhRowItem) first = g_list_model_get_item (rows, 0);
    g_autoptr (QhRowItem) last = g_list_model_get_item (rows, 2);

    g_assert_cmpint (first->date, ==, qh_day_from_iso ("2026-10-30"));
    g_assert_cmpint (first->start, ==, 660);
    g_assert_cmpint (last->date, ==, qh_day_from_iso ("2026-10-29"));
  }
  /* Thursday as well. */
  g_assert_true (choose (bench, QH_BOARD_HOURS, 3, FALSE));
  g_assert_cmpuint (qh_board_count (board), ==, 1);
  /* Friday too. */
  g_assert_true (choose (bench, QH_BOARD_HOURS, 4, TRUE));
  g_assert_cmpuint (qh_board_count (board), ==, 3);

  /* One step back lets the hours go, the next one the type. */
  gtk_widget_activate_action (GTK_WIDGET (bench->page), "charts.back", NULL);
  g_assert_cmpuint (qh_board_count (board), ==, 3);
  g_assert_false (qh_board_has_selection (board, QH_BOARD_HOURS));
  g_assert_true (qh_board_has_selection (board, QH_BOARD_TYPES));
  g_assert_true (choose (bench, QH_BOARD_HOURS, 3, FALSE));
  gtk_widget_activate_action (GTK_WIDGET (bench->page), "charts.clear-selection", NULL);
  g_assert_cmpuint (qh_board_count (board), ==, 5);
  g_assert_false (qh_chart_data_has_selection (data_of (bench, QH_BOARD_TYPES)));
}

static void
test_filter (Bench        *bench,
             gconstpointer filled)
{
  QhFilterPill *function = qh_charts_page_get_pill (bench->page, 2);
  QhBoard *board = qh_charts_page_get_board (bench->page);

  qh_filter_pill_set_key (function, fixture_code (bench->fixture.store, "function", "F04"), TRUE);
  g_assert_true (qh_filter_pill_is_active (function));
  g_assert_cmpuint (qh_board_count (board), ==, 3);
  g_assert_cmpuint (qh_board_count_period (board), ==, 5);
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_TYPES)), ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (bench->page), "charts.clear", NULL);
  g_assert_false (qh_filter_pill_is_active (function));
  g_assert_cmpuint (qh_board_count (board), ==, 5);
}

static void
find_table (GtkWidget  *widget,
            GtkWidget **view)
{
  if (GTK_IS_COLUMN_VIEW (widget))
    *view = widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    find_table (child, view);
}

/* Every function is a column, narrow enough to be found, and the side can be scrolled to. */
static void
test_table (Bench        *bench,
            gconstpointer filled)
{
  GtkWidget *card = GTK_WIDGET (qh_charts_page_get_card (bench->page, QH_BOARD_TYPES));
  GtkWidget *view = NULL;
  GListModel *columns;
  guint n = qh_chart_data_get_n_series (data_of (bench, QH_BOARD_TYPES));

  gtk_widget_activate_action (card, "chart.toggle-table", NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bench->window));
  find_table (card, &view);
  g_assert_nonnull (view);
  columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, n + 2);
  for (guint i = 1; i < n + 2; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const char *title = i <= n ? qh_chart_data_get_series (data_of (bench, QH_BOARD_TYPES), i - 1)->label : "Total";

      g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, title);
      g_assert_cmpint (gtk_column_view_column_get_fixed_width (column), >, 0);
      g_assert_cmpint (gtk_column_view_column_get_fixed_width (column), <=, 100);
    }
  if (g_getenv ("QH_CHART_PICTURES") != NULL)
    {
      g_autofree char *path = g_build_filename (g_getenv ("QH_CHART_PICTURES"), "table.png", NULL);
      g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (bench->page));
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;
      g_autoptr (GdkTexture) texture = NULL;

      for (guint i = 0; i < 5; i++)
        gtk_test_widget_wait_for_draw (GTK_WIDGET (bench->window));
      gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (bench->page)), gtk_widget_get_height (GTK_WIDGET (bench->page)));
      node = gtk_snapshot_free_to_node (snapshot);
      texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (bench->window)), node, NULL);
      g_assert_true (gdk_texture_save_to_png (texture, path));
    }
}

/* What is logged elsewhere shows here. */
static void
test_follow (Bench        *bench,
             gconstpointer filled)
{
  log_activity (bench->fixture.store, "2026-10-31", "AC001", "F02", 600, "H");
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_TIME)), ==, 6);
  wait_for (bench, has_rows);
  g_assert_cmpuint (g_list_model_get_n_items (qh_rows_drawer_get_rows (qh_charts_page_get_drawer (bench->page))), ==, 6);
}

static void
test_empty (Bench        *bench,
            gconstpointer filled)
{
  GtkStack *stack = GTK_STACK (gtk_widget_get_template_child (GTK_WIDGET (bench->page), QH_TYPE_CHARTS_PAGE, "stack"));

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  log_activity (bench->fixture.store, "2025-03-01", "AC001", "F02", 600, "H");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  /* Cases and goals are there without activities, or say themselves why not. */
  qh_charts_page_show_board (bench->page, qh_board_spec_find ("goals", NULL));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "charts");
  qh_charts_page_show_board (bench->page, qh_board_spec_find ("unit", NULL));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  /* A longer period, as long as it takes. */
  gtk_widget_activate_action (GTK_WIDGET (bench->page), "charts.widen", NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "charts");
  g_assert_cmpuint (qh_board_count (qh_charts_page_get_board (bench->page)), ==, 1);
}

static const char *saved_path;

static gboolean
is_saved (Bench *bench)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  return g_file_get_contents (saved_path, &bytes, &length, NULL) && length > 500;
}

static void
test_save (Bench        *bench,
           gconstpointer filled)
{
  static const struct
  {
    const char *name;
    const char *begin;
  } files[] = { { "tipos.pdf", "%PDF" }, { "tipos.svg", "<?xml" }, { "tipos.png", "\x89PNG" } };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (bench->fixture.folder, files[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autofree char *bytes = NULL;

      saved_path = path;
      qh_chart_card_save_to (qh_charts_page_get_card (bench->page, QH_BOARD_TYPES), file);
      wait_for (bench, is_saved);
      g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
      g_assert_cmpint (strncmp (bytes, files[i].begin, strlen (files[i].begin)), ==, 0);
      g_remove (path);
    }
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static QhShareWindow *shared;

static gboolean
is_ready (Bench *bench)
{
  return qh_share_window_is_ready (shared);
}

static gboolean
is_shared (Bench *bench)
{
  g_autofree char *bytes = NULL;

  return g_file_get_contents (saved_path, &bytes, NULL, NULL) && strstr (bytes, "</svg>") != NULL;
}

static void
text_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *copied;

static gboolean
is_copied (Bench *bench)
{
  return copied != NULL;
}

/* A chart becomes a picture for sharing; its words are on the clipboard, small figures in neither. */
static void
test_share (Bench        *bench,
            gconstpointer filled)
{
  g_autofree char *path = g_build_filename (bench->fixture.folder, "card.svg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (bench->window));

  gdk_clipboard_set_text (clipboard, "before");
  gtk_widget_activate_action (GTK_WIDGET (qh_charts_page_get_card (bench->page, QH_BOARD_TYPES)), "chart.share", NULL);
  {
    GListModel *windows = gtk_window_get_toplevels ();

    shared = NULL;
    for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
      {
        g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

        if (QH_IS_SHARE_WINDOW (window))
          shared = QH_SHARE_WINDOW (window);
      }
  }
  g_assert_nonnull (shared);
  saved_path = path;
  wait_for (bench, is_ready);
  qh_share_window_save_to (shared, file);
  wait_for (bench, is_shared);
  /* What was saved is said, and its words are copied, after it is there. */
  for (guint i = 0; i < 400 && !gdk_clipboard_is_local (clipboard); i++)
    g_main_context_iteration (NULL, FALSE);
  copied = NULL;
  for (guint i = 0; i < 50 && (copied == NULL || g_str_equal (copied, "before")); i++)
    {
      g_clear_pointer (&copied, g_free);
      gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, &copied);
      wait_for (bench, is_copied);
      g_usleep (20000);
    }
  g_assert_nonnull (strstr (copied, "By type and function"));
  g_assert_nonnull (strstr (copied, "hidden"));
  g_clear_pointer (&copied, g_free);
  gtk_window_destroy (GTK_WINDOW (shared));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What leaves the program has no small figures; on the screen they are there. */
static void
test_leaving (Bench        *bench,
              gconstpointer filled)
{
  QhBoard *board = qh_charts_page_get_board (bench->page);
  g_autoptr (QhChartData) paper = qh_board_draw (board, QH_BOARD_TYPES, TRUE);
  g_autoptr (QhChartData) screen = qh_board_draw (board, QH_BOARD_TYPES, FALSE);

  g_assert_cmpfloat (qh_chart_data_get_total (screen), ==, 5);
  g_assert_true (qh_chart_data_is_empty (paper));
  g_assert_nonnull (strstr (paper->empty_reason, "hidden"));
}

static gboolean
has_cases (Bench *bench)
{
  return !qh_board_is_missing (qh_charts_page_get_board (bench->page), QH_KIND_CASE);
}

/* Another board: other cards, its own records, and a mark lists what it is of. */
static void
test_boards (Bench        *bench,
             gconstpointer filled)
{
  QhBoard *board = qh_charts_page_get_board (bench->page);
  QhFrame *listed;

  g_assert_cmpuint (qh_board_get_n_charts (board), ==, 8);
  qh_charts_page_show_board (bench->page, qh_board_spec_find ("caseload", NULL));
  g_assert_cmpuint (qh_board_get_n_charts (board), ==, 6);
  wait_for (bench, has_cases);
  qh_chart_card_refresh (qh_charts_page_get_card (bench->page, 0));
  if (!qh_chart_data_is_empty (data_of (bench, 0)))
    {
      qh_board_select (board, 0, 0, -1, FALSE);
      listed = qh_board_get_listed (board);
      g_assert_cmpuint (qh_frame_get_kind (listed)->number, ==, QH_KIND_CASE);
      g_assert_cmpuint (qh_board_count (board), ==, (guint) qh_chart_data_get_category_total (data_of (bench, 0), 0));
    }
  qh_charts_page_show_board (bench->page, qh_board_spec_find ("unit", NULL));
  g_assert_false (qh_board_has_selection (board, QH_BOARD_ALL));
  g_assert_true (qh_board_get_listed (board) == qh_board_get_frame (board));
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_TYPES)), ==, 5);
}

static gboolean
has_seven (Bench *bench)
{
  QhSession *session = bench->session;

  return qh_session_get_frame (session) != NULL && qh_frame_get_n_rows (qh_session_get_frame (session)) == 7;
}

/* Whom no name is known of is told by a number, not by nothing. */
static void
test_unnamed (Bench        *bench,
              gconstpointer filled)
{
  g_autofree char *known = qh_session_name_record (QH_KIND_WORKER, bench->fixture.worker, bench->session);
  g_autofree char *unknown = qh_session_name_record (QH_KIND_WORKER, 7, bench->session);

  g_assert_cmpstr (known, ==, "Amelia Muestra");
  g_assert_null (unknown);
}

/* One's own month is of one's own work; whoever looks can choose another worker, and other
 * boards are of all again. */
static void
test_own_month (Bench        *bench,
                gconstpointer filled)
{
  QhBoard *board = qh_charts_page_get_board (bench->page);
  QhRecord *other = qh_store_new_record (bench->fixture.store, QH_KIND_WORKER);
  QhFilterPill *pill = qh_charts_page_get_pill (bench->page, 0);
  gint64 id;

  qh_record_set_text (other, "name", "Bruno Muestra");
  id = fixture_put (bench->fixture.store, other);
  for (guint i = 0; i < 2; i++)
    {
      QhRecord *activity = fixture_new_activity (bench->fixture.store);

      qh_record_set_integer (activity, "date", qh_day_from_iso ("2026-10-21"));
      qh_record_set_integer (activity, "worker", id);
      fixture_put (bench->fixture.store, activity);
    }
  wait_for (bench, has_seven);
  g_assert_cmpint (qh_session_get_own_worker (bench->session), ==, bench->fixture.worker);
  g_assert_cmpuint (qh_board_count (board), ==, 7);
  qh_charts_page_show_board (bench->page, qh_board_spec_find ("my-month", NULL));
  g_assert_cmpuint (qh_board_count (board), ==, 5);
  g_assert_true (qh_filter_pill_is_active (pill));
  qh_filter_pill_set_key (pill, bench->fixture.worker, FALSE);
  qh_filter_pill_set_key (pill, id, TRUE);
  g_assert_cmpuint (qh_board_count (board), ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (bench->page), "charts.clear", NULL);
  g_assert_cmpuint (qh_board_count (board), ==, 5);
  qh_charts_page_show_board (bench->page, qh_board_spec_find ("unit", NULL));
  g_assert_cmpuint (qh_board_count (board), ==, 7);
  g_assert_false (qh_filter_pill_is_active (pill));
}

static GtkWindow *
find_editor (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (QH_IS_BOARD_EDITOR (window))
        return window;
    }
  return NULL;
}

static gboolean
may_copy (Bench *bench)
{
  gtk_widget_activate_action (GTK_WIDGET (bench->page), "charts.copy-board", NULL);
  return find_editor () != NULL;
}

static gboolean
has_no_editor (Bench *bench)
{
  return find_editor () == NULL;
}

static gboolean
shows_own (Bench *bench)
{
  const QhBoardSpec *spec = qh_board_get_spec (qh_charts_page_get_board (bench->page));

  return g_str_has_prefix (spec->name, "The unit (");
}

static gboolean
shows_unit (Bench *bench)
{
  return qh_board_get_spec (qh_charts_page_get_board (bench->page)) == qh_board_spec_find ("unit", NULL);
}

/* A copy of a board is kept in the workspace, shown, and deleted again. */
static void
test_own_boards (Bench        *bench,
                 gconstpointer filled)
{
  g_autoptr (GPtrArray) boards = NULL;
  const QhOwnBoard *own;

  wait_for (bench, may_copy);
  /* What was begun outlives a crash. */
  {
    g_autoptr (QhBoardSpec) typed = qh_board_spec_copy (qh_board_spec_find ("demand", NULL), "The unit (typed)");
    GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) qh_record_free);
    QhRecord *record = qh_store_new_record (bench->fixture.store, QH_KIND_DEFINITION);
    g_autoptr (QhDraft) draft = qh_draft_new (QH_DRAFT_FORM_BOARD, 0, records);

    qh_own_board_write (record, typed);
    g_ptr_array_add (records, record);
    qh_board_editor_continue (QH_BOARD_EDITOR (find_editor ()), draft);
  }
  gtk_widget_activate_action (GTK_WIDGET (find_editor ()), "board-editor.save", NULL);
  wait_for (bench, has_no_editor);
  wait_for (bench, shows_own);
  boards = qh_own_boards_list (bench->fixture.store, NULL);
  g_assert_cmpuint (boards->len, ==, 1);
  own = g_ptr_array_index (boards, 0);
  g_assert_cmpstr (own->name, ==, "The unit (typed)");
  g_assert_cmpuint (own->spec->charts->len, ==, 8);
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, 1)), ==, 5);
  gtk_widget_activate_action (GTK_WIDGET (bench->page), "charts.remove-board", NULL);
  wait_for (bench, shows_unit);
}

static GtkWidget *
find_pill (GtkWidget *widget, const char *variable)
{
  if (QH_IS_FILTER_PILL (widget) && g_strcmp0 (g_object_get_data (G_OBJECT (widget), "variable"), variable) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_pill (child, variable);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_status (Bench *bench)
{
  return find_pill (GTK_WIDGET (find_editor ()), "status") != NULL;
}

static gboolean
shows_caseload (Bench *bench)
{
  const QhBoardSpec *spec = qh_board_get_spec (qh_charts_page_get_board (bench->page));

  return g_str_has_prefix (spec->name, "Caseload (");
}

/* Charts of cases are filtered by what cases have, once these are read. */
static void
test_filter_of_cases (Bench        *bench,
                      gconstpointer filled)
{
  g_autoptr (GPtrArray) boards = NULL;
  const QhChartSpec *chart;

  qh_charts_page_show_board (bench->page, qh_board_spec_find ("caseload", NULL));
  wait_for (bench, may_copy);
  wait_for (bench, has_status);
  g_assert_null (find_pill (GTK_WIDGET (find_editor ()), "function"));
  qh_filter_pill_set_key (QH_FILTER_PILL (find_pill (GTK_WIDGET (find_editor ()), "status")),
                          fixture_code (bench->fixture.store, "case_status", "S1"), TRUE);
  gtk_widget_activate_action (GTK_WIDGET (find_editor ()), "board-editor.save", NULL);
  wait_for (bench, has_no_editor);
  wait_for (bench, shows_caseload);
  boards = qh_own_boards_list (bench->fixture.store, NULL);
  chart = g_ptr_array_index (((const QhOwnBoard *) g_ptr_array_index (boards, 0))->spec->charts, 0);
  g_assert_nonnull (chart->filter);
  g_assert_cmpstr (chart->filter[0], ==, "status=S1");
}

static void
test_export (Bench        *bench,
             gconstpointer filled)
{
  g_autofree char *path = g_build_filename (bench->fixture.folder, "filas.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  guint lines = 0;

  g_assert_true (choose (bench, QH_BOARD_TYPES, fixture_code (bench->fixture.store, "activity_type", "AC010"), FALSE));
  saved_path = path;
  qh_charts_page_export_to (bench->page, file);
  wait_for (bench, is_saved);
  for (guint i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (2000);
    }
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (const char *at = text; (at = strchr (at, '\n')) != NULL; at++)
    lines++;
  g_assert_cmpuint (lines, ==, 1 + 3);
  g_remove (path);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, filled, function) g_test_add ("/charts-page/" name, Bench, filled, set_up, function, tear_down)
  ADD ("counts", "filled", test_counts);
  ADD ("accessible", "filled", test_accessible);
  ADD ("select", "filled", test_select);
  ADD ("filter", "filled", test_filter);
  ADD ("table", "filled", test_table);
  ADD ("follow", "filled", test_follow);
  ADD ("empty", NULL, test_empty);
  ADD ("boards", "filled", test_boards);
  ADD ("unnamed", "filled", test_unnamed);
  ADD ("own-month", "filled", test_own_month);
  ADD ("own-boards", "filled", test_own_boards);
  ADD ("filter-of-cases", "filled", test_filter_of_cases);
  ADD ("save", "filled", test_save);
  ADD ("share", "filled", test_share);
  ADD ("leaving", "filled", test_leaving);
  ADD ("export", "filled", test_export);
  return g_test_run ();
}
