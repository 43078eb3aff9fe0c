/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's boards: the program's and a unit's own, and the editor of them. */
#include <string.h>

#include "charts-page-fixture.h"
#include "ui-fixture.h"
#include "ui/charts/qh-board-editor.h"
#include "ui/forms/qh-draft-keeper.h"

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
has_cases (gpointer data)
{
  Bench *bench = data;

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
  wait_for (has_cases, bench);
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
may_copy (gpointer data)
{
  Bench *bench = data;

  gtk_widget_activate_action (GTK_WIDGET (bench->page), "charts.copy-board", NULL);
  return find_toplevel (QH_TYPE_BOARD_EDITOR) != NULL;
}

static gboolean
has_no_editor (gpointer data)
{
  return find_toplevel (QH_TYPE_BOARD_EDITOR) == NULL;
}

static gboolean
shows_own (gpointer data)
{
  Bench *bench = data;
  const QhBoardSpec *spec = qh_board_get_spec (qh_charts_page_get_board (bench->page));

  return g_str_has_prefix (spec->name, "The unit (");
}

static gboolean
shows_unit (gpointer data)
{
  Bench *bench = data;

  return qh_board_get_spec (qh_charts_page_get_board (bench->page)) == qh_board_spec_find ("unit", NULL);
}

/* A copy of a board is kept in the workspace, shown, and deleted again. */
static void
test_own_boards (Bench        *bench,
                 gconstpointer filled)
{
  g_autoptr (GPtrArray) boards = NULL;
  const QhOwnBoard *own;

  wait_for (may_copy, bench);
  /* What was begun outlives a crash. */
  {
    g_autoptr (QhBoardSpec) typed = qh_board_spec_copy (qh_board_spec_find ("demand", NULL), "The unit (typed)");
    GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) qh_record_free);
    QhRecord *record = qh_store_new_record (bench->fixture.store, QH_KIND_DEFINITION);
    g_autoptr (QhDraft) draft = qh_draft_new (QH_DRAFT_FORM_BOARD, 0, records);

    qh_own_board_write (record, typed);
    g_ptr_array_add (records, record);
    qh_board_editor_continue (QH_BOARD_EDITOR (find_toplevel (QH_TYPE_BOARD_EDITOR)), draft);
  }
  gtk_widget_activate_action (GTK_WIDGET (find_toplevel (QH_TYPE_BOARD_EDITOR)), "board-editor.save", NULL);
  wait_for (has_no_editor, bench);
  wait_for (shows_own, bench);
  boards = qh_own_boards_list (bench->fixture.store, NULL);
  g_assert_cmpuint (boards->len, ==, 1);
  own = g_ptr_array_index (boards, 0);
  g_assert_cmpstr (own->name, ==, "The unit (typed)");
  g_assert_cmpuint (own->spec->charts->len, ==, 8);
  g_assert_cmpfloat (qh_chart_data_get_total (data_of (bench, 1)), ==, 5);
  gtk_widget_activate_action (GTK_WIDGET (bench->page), "charts.remove-board", NULL);
  wait_for (shows_unit, bench);
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
has_status (gpointer data)
{
  return find_pill (GTK_WIDGET (find_toplevel (QH_TYPE_BOARD_EDITOR)), "status") != NULL;
}

static gboolean
shows_caseload (gpointer data)
{
  Bench *bench = data;
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
  wait_for (may_copy, bench);
  wait_for (has_status, bench);
  g_assert_null (find_pill (GTK_WIDGET (find_toplevel (QH_TYPE_BOARD_EDITOR)), "function"));
  qh_filter_pill_set_key (QH_FILTER_PILL (find_pill (GTK_WIDGET (find_toplevel (QH_TYPE_BOARD_EDITOR)), "status")),
                          fixture_code (bench->fixture.store, "case_status", "S1"), TRUE);
  gtk_widget_activate_action (GTK_WIDGET (find_toplevel (QH_TYPE_BOARD_EDITOR)), "board-editor.save", NULL);
  wait_for (has_no_editor, bench);
  wait_for (shows_caseload, bench);
  boards = qh_own_boards_list (bench->fixture.store, NULL);
  chart = g_ptr_array_index (((const QhOwnBoard *) g_ptr_array_index (boards, 0))->spec->charts, 0);
  g_assert_nonnull (chart->filter);
  g_assert_cmpstr (chart->filter[0], ==, "status=S1");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, filled, function) g_test_add ("/charts-page/" name, Bench, filled, set_up, function, tear_down)
  ADD ("boards", "filled", test_boards);
  ADD ("own-boards", "filled", test_own_boards);
  ADD ("filter-of-cases", "filled", test_filter_of_cases);
  ADD ("leaving", "filled", test_leaving);
  return g_test_run ();
}
