/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Boards of what is odd: 60 workers, a label of 120 letters, a month without
 * data, a retired code with history, clocks that change. With QUEHACER_PICTURES
 * set to a folder each chart is drawn there, to be looked at. */
#include <string.h>

#include "board/qh-board.h"
#include "chart/qh-chart-save.h"
#include "chart-checks.h"
#include "fixture.h"

#define N_WORKERS 60

typedef struct
{
  GHashTable *names;
  gint64 type; /* the one that is retired */
  QhFrame *frame;
  QhBoard *board;
} Bench;

static char *
name_record (guint kind, gint64 id, gpointer names)
{
  return g_strdup (g_hash_table_lookup (names, &id));
}

static gint64
put_worker (Fixture *fixture, Bench *bench, guint number)
{
  QhRecord *record = qh_store_new_record (fixture->store, QH_KIND_WORKER);
  g_autofree char *long_name = g_strnfill (120, 'w');
  g_autofree char *name = number == 7 ? g_steal_pointer (&long_name) : g_strdup_printf ("Trabajadora Social %02u", number);
  gint64 id;

  qh_record_set_text (record, "name", name);
  id = fixture_put (fixture->store, record);
  g_hash_table_insert (bench->names, g_memdup2 (&id, sizeof id), g_strdup (name));
  return id;
}

/* A type whose name has 120 letters, and which is retired after it was used. */
static gint64
put_type (QhStore *store, gboolean retired, gint64 id)
{
  QhRecord *record = qh_store_new_record (store, QH_KIND_ENTRY);
  g_autofree char *name = g_strnfill (120, 'M');

  record->id = id;
  qh_record_set_text (record, "catalogue", "activity_type");
  qh_record_set_text (record, "code", "PROPIO");
  qh_record_set_text (record, "label_es", name);
  qh_record_set_integer (record, "retired", retired);
  return fixture_put (store, record);
}

static void
put_activity (QhStore *store, gint64 worker, gint64 type, const char *date, int start)
{
  QhRecord *activity = fixture_new_activity (store);

  qh_record_set_integer (activity, "worker", worker);
  qh_record_set_integer (activity, "date", qh_day_from_iso (date));
  qh_record_set_integer (activity, "start", start);
  if (type != 0)
    qh_record_set_integer (activity, "type", type);
  fixture_put (store, activity);
}

static void
fill (Fixture *fixture, Bench *bench)
{
  bench->type = put_type (fixture->store, FALSE, 0);
  for (guint i = 0; i < N_WORKERS; i++)
    {
      gint64 worker = put_worker (fixture, bench, i);

      for (guint k = 0; k <= i % 5; k++)
        {
          g_autofree char *date = g_strdup_printf ("2026-10-%02u", 1 + (i * 7 + k * 3) % 28);

          put_activity (fixture->store, worker, k == 1 ? bench->type : 0, date, 480 + (int)k * 60);
        }
    }
  put_type (fixture->store, TRUE, bench->type);
}

static Bench
open_bench (Fixture *fixture)
{
  Bench bench = { g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free), 0, NULL, NULL };
  static const guint kinds[] = { QH_KIND_CASE, QH_KIND_CONSULTATION, QH_KIND_ACTION_ITEM };

  fill (fixture, &bench);
  bench.frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
  bench.board = qh_board_new (bench.frame, QH_LANGUAGE_ES, name_record, bench.names);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    qh_board_take_other (bench.board, qh_frame_load (fixture->store, kinds[i], NULL, NULL, NULL, NULL));
  return bench;
}

static void
close_bench (Bench *bench)
{
  qh_board_free (bench->board);
  qh_frame_unref (bench->frame);
  g_hash_table_unref (bench->names);
}

static void
set_days (Bench *bench, const char *from, const char *to)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();

  qh_filter_set_range (filter, "date", qh_day_from_iso (from), qh_day_from_iso (to));
  g_assert_true (qh_board_set_filter (bench->board, filter, NULL));
}

static void
look_at (QhChartData *data, const char *name)
{
  const char *folder = g_getenv ("QUEHACER_PICTURES");
  g_autofree char *path = folder != NULL ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;

  chart_checks_layout (data, 900, 500, QH_CHART_LAYOUT_PAGE);
  chart_checks_layout (data, 460, 240, QH_CHART_LAYOUT_PLAIN);
  if (path != NULL)
    g_assert_true (qh_chart_save (data, path, QH_CHART_PNG, 900, 500, QH_CHART_THEME_LIGHT, NULL));
}

/* Nothing overlaps or is cut, and no figure is lost. */
static void
test_many (Fixture *fixture, gconstpointer user_data)
{
  GPtrArray *specs = qh_board_specs_get ();
  Bench bench = open_bench (fixture);

  set_days (&bench, "2026-10-01", "2026-10-31");
  for (guint b = 0; b < specs->len; b++)
    {
      const QhBoardSpec *spec = g_ptr_array_index (specs, b);

      qh_board_set_spec (bench.board, spec);
      for (guint i = 0; i < qh_board_get_n_charts (bench.board); i++)
        {
          g_autoptr (QhChartData) data = qh_board_draw (bench.board, i, TRUE);
          const QhChartSpec *chart = qh_board_get_chart (bench.board, i);

          look_at (data, chart->name);
          if (chart->kind == QH_KIND_ACTIVITY && chart->measure == QH_CHART_MEASURE_COUNT && chart->colours != NULL
              && g_str_equal (chart->colours, "worker"))
            g_assert_cmpfloat (qh_chart_data_get_total (data), ==, qh_board_count (bench.board));
        }
    }
  close_bench (&bench);
}

/* A retired code still has its bar, by its name. */
static void
test_retired (Fixture *fixture, gconstpointer user_data)
{
  Bench bench = open_bench (fixture);
  g_autoptr (QhChartData) data = NULL;
  gboolean found = FALSE;

  set_days (&bench, "2026-10-01", "2026-10-31");
  data = qh_board_draw (bench.board, QH_BOARD_TYPES, TRUE);
  for (guint i = 0; i < qh_chart_data_get_n_categories (data); i++)
    {
      const QhChartKey *key = qh_chart_data_get_category (data, i);

      if (key->key != bench.type)
        continue;
      found = TRUE;
      g_assert_true (g_str_has_prefix (key->label, "MMMM"));
      g_assert_cmpfloat (qh_chart_data_get_category_total (data, i), ==, 48);
    }
  g_assert_true (found);
  close_bench (&bench);
}

/* A month without data says so in every chart, whatever it is of. */
static void
test_empty_month (Fixture *fixture, gconstpointer user_data)
{
  GPtrArray *specs = qh_board_specs_get ();
  Bench bench = open_bench (fixture);

  set_days (&bench, "2026-02-01", "2026-02-28");
  for (guint b = 0; b < specs->len; b++)
    {
      qh_board_set_spec (bench.board, g_ptr_array_index (specs, b));
      for (guint i = 0; i < qh_board_get_n_charts (bench.board); i++)
        {
          g_autoptr (QhChartData) data = qh_board_draw (bench.board, i, TRUE);
          g_autofree char *name = g_strconcat ("empty-", qh_board_get_chart (bench.board, i)->name, NULL);

          /* The calendar is of the year, and there is October. */
          if (qh_board_get_chart (bench.board, i)->form != QH_CHART_CALENDAR)
            g_assert_nonnull (data->empty_reason);
          look_at (data, name);
        }
    }
  close_bench (&bench);
}

/* Half past two in the night in which clocks go forward, and in that in which they go back. */
static void
test_clocks (Fixture *fixture, gconstpointer user_data)
{
  Bench bench;
  g_autoptr (QhChartData) hours = NULL;
  g_autoptr (QhChartData) days = NULL;

  put_activity (fixture->store, fixture->worker, 0, "2026-03-29", 150);
  put_activity (fixture->store, fixture->worker, 0, "2026-03-28", 150);
  put_activity (fixture->store, fixture->worker, 0, "2026-10-25", 150);
  bench = open_bench (fixture);
  set_days (&bench, "2026-03-01", "2026-03-31");
  hours = qh_board_draw (bench.board, QH_BOARD_HOURS, TRUE);
  days = qh_board_draw (bench.board, QH_BOARD_TIME, TRUE);
  look_at (hours, "clocks-hours");
  g_assert_cmpfloat (qh_chart_data_get_total (hours), ==, 2);
  g_assert_cmpint (qh_chart_data_get_series (hours, 0)->key, ==, 2);
  g_assert_cmpint (qh_chart_data_get_category (hours, 6)->key, ==, 6);
  g_assert_cmpfloat (qh_chart_data_get_value (hours, 6, 0), ==, 1);
  g_assert_cmpuint (qh_chart_data_get_n_categories (days), ==, 31);
  for (guint i = 0; i < 31; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      g_assert_nonnull (strstr (qh_chart_data_get_category (days, i)->label, number));
      g_assert_cmpfloat (qh_chart_data_get_value (days, i, 0), ==, i == 27 || i == 28);
    }
  close_bench (&bench);
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "Europe/Madrid", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/board-odd/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("many", test_many);
  ADD ("retired", test_retired);
  ADD ("empty-month", test_empty_month);
  ADD ("clocks", test_clocks);
  return g_test_run ();
}
