/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts-page-fixture.h"

#include "ui-fixture.h"

static gboolean
has_board (gpointer data)
{
  Bench *bench = data;

  return qh_charts_page_get_board (bench->page) != NULL && gtk_widget_get_mapped (GTK_WIDGET (bench->page))
         && gtk_widget_get_width (GTK_WIDGET (bench->page)) > 0;
}

void
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

void
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
  wait_for (has_board, bench);
  qh_charts_page_set_period (bench->page, qh_period_new_chosen (qh_day_from_iso ("2026-10-01"), qh_day_from_iso ("2026-10-31")));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bench->window));
}

void
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

QhChartData *
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

gboolean
choose (Bench       *bench,
        QhBoardChart chart,
        gint64       category,
        gboolean     extend)
{
  return qh_chart_view_choose (qh_chart_card_get_view (qh_charts_page_get_card (bench->page, chart)),
                               category_of (data_of (bench, chart), category), -1, extend);
}
