/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of charts: counted, selected, filtered, told in words and as a table. */
#include "chart/qh-chart-words.h"
#include "charts-page-fixture.h"
#include "ui-fixture.h"
#include "ui/charts/qh-rows-model.h"

static gboolean
has_rows (gpointer data)
{
  Bench *bench = data;

  return g_list_model_get_n_items (qh_rows_drawer_get_rows (qh_charts_page_get_drawer (bench->page)))
         == qh_board_count (qh_charts_page_get_board (bench->page));
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

  wait_for (has_rows, bench);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 5);
  g_assert_true (choose (bench, QH_BOARD_TYPES, visit, FALSE));
  g_assert_cmpuint (qh_board_count (board), ==, 3);
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_HOURS)), ==, 3);
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_PEOPLE)), ==, 9);
  /* Its own chart keeps its bars and dims what is not chosen. */
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, QH_BOARD_TYPES)), ==, 5);
  g_assert_true (qh_chart_data_has_selection (data_of (bench, QH_BOARD_TYPES)));
  wait_for (has_rows, bench);
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
  wait_for (has_rows, bench);
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

static gboolean
has_seven (gpointer data)
{
  Bench *bench = data;
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
  wait_for (has_seven, bench);
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
  ADD ("unnamed", "filled", test_unnamed);
  ADD ("own-month", "filled", test_own_month);
  return g_test_run ();
}
