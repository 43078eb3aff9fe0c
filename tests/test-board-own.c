/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program's boards and a unit's own: read, written, checked against the records. */
#include <string.h>

#include "board-fixture.h"
#include "board/qh-chart-needs.h"
#include "board/qh-own-boards.h"
#include "chart/qh-chart-words.h"
#include "fixture.h"

/* Every chart of every board can be drawn, and tells what it is. */
static void
test_boards (Fixture      *fixture,
             gconstpointer user_data)
{
  GPtrArray *boards = qh_board_specs_get ();
  const guint others[] = { QH_KIND_CASE, QH_KIND_CONSULTATION, QH_KIND_ACTION_ITEM };
  Bench bench;

  fill (fixture->store);
  bench = open_bench (fixture->store, "date=2026-10..2026-10");
  for (guint b = 0; b < boards->len; b++)
    {
      const QhBoardSpec *spec = g_ptr_array_index (boards, b);

      qh_board_set_spec (bench.board, spec);
      g_assert_cmpuint (qh_board_get_n_charts (bench.board), ==, spec->charts->len);
      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        if (qh_board_uses (bench.board, others[i]) && qh_board_is_missing (bench.board, others[i]))
          {
            g_autoptr (QhChartData) waiting = NULL;

            for (guint c = 0; c < spec->charts->len && waiting == NULL; c++)
              if (qh_board_get_chart (bench.board, c)->kind == others[i])
                waiting = qh_board_draw (bench.board, c, FALSE);
            g_assert_nonnull (strstr (waiting->empty_reason, "read"));
            qh_board_take_other (bench.board, qh_frame_load (fixture->store, others[i], NULL, NULL, NULL, NULL));
          }
      for (guint c = 0; c < spec->charts->len; c++)
        {
          g_autoptr (QhChartData) data = qh_board_draw (bench.board, c, TRUE);
          g_autofree char *words = qh_chart_describe (data);

          g_assert_nonnull (data->title);
          g_assert_cmpuint (strlen (data->title), >, 3);
          g_assert_nonnull (words);
        }
    }
  close_bench (&bench);
}

/* A file of boards that is wrong says where. */
static void
test_bad_boards (void)
{
  static const struct
  {
    const char *json;
    const char *says;
  } bad[] = {
    { "{}", "name" },
    { "[1]", "name" },
    { "[{\"name\": \"a\"}]", "charts" },
    { "[{\"name\": \"a\", \"charts\": []}]", "charts" },
    { "[{\"name\": \"a\", \"charts\": [3]}]", "charts" },
    { "[{\"name\": \"a\", \"charts\": [{\"name\": \"x\"}]}]", "rows" },
    { "[{\"name\": \"a\", \"charts\": [{\"name\": \"x\", \"rows\": \"type\", \"form\": \"pie\"}]}]", "pie" },
    { "[{\"name\": \"a\", \"charts\": [{\"name\": \"x\", \"rows\": \"type\", \"form\": \"bars\", \"kind\": \"dog\"}]}]", "dog" },
    { "[{\"name\": \"a\", \"charts\": [{\"name\": \"x\", \"rows\": \"type\", \"form\": \"bars\", \"when\": \"never\"}]}]", "never" },
    { "[{\"name\": \"a\", \"charts\": [{\"name\": \"x\", \"rows\": \"type\", \"form\": \"bullet\"}]}]", "count" },
    { "[{\"name\": \"a\", \"charts\": [{\"name\": \"x\", \"rows\": \"type\", \"form\": \"bars\", \"measure\": \"goals\"}]}]", "goals" },
    { "[", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (qh_board_specs_parse (bad[i].json, -1, &error));
      g_assert_nonnull (error);
      if (bad[i].says != NULL)
        g_assert_nonnull (strstr (error->message, bad[i].says));
    }
}

static void
put_board (QhStore    *store,
           const char *name,
           const char *body)
{
  QhRecord *record = qh_store_new_record (store, QH_KIND_DEFINITION);

  qh_record_set_text (record, "use", QH_BOARD_USE);
  qh_record_set_text (record, "name", name);
  qh_record_set_text (record, "body", body);
  fixture_put (store, record);
}

/* What is written of a board is read back; one that cannot be read says why; names are not given twice. */
static void
test_own (Fixture      *fixture,
          gconstpointer user_data)
{
  const QhBoardSpec *unit = qh_board_spec_find ("demand", NULL);
  g_autoptr (QhBoardSpec) copy = qh_board_spec_copy (unit, "Tablero de urgencias");
  g_autofree char *body = qh_board_spec_to_json (copy);
  g_autofree char *again = NULL;
  g_autoptr (GPtrArray) boards = NULL;
  g_autoptr (GError) error = NULL;
  const QhOwnBoard *board;

  put_board (fixture->store, "Tablero de urgencias", body);
  put_board (fixture->store, "Roto", "{\"charts\": [{\"name\": \"x\", \"rows\": \"type\", \"form\": \"cake\"}]}");
  boards = qh_own_boards_list (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (boards->len, ==, 2);
  board = g_ptr_array_index (boards, 0);
  g_assert_cmpstr (board->name, ==, "Roto");
  g_assert_null (board->spec);
  g_assert_nonnull (strstr (board->problem, "cake"));
  board = g_ptr_array_index (boards, 1);
  again = qh_board_spec_to_json (board->spec);
  g_assert_cmpstr (again, ==, body);
  g_assert_true (qh_own_boards_find (boards, "Tablero de urgencias", NULL) == board->spec);
  g_assert_true (qh_own_boards_find (boards, "demand", NULL) == unit);
  g_assert_null (qh_own_boards_find (boards, "Roto", &error));
  g_assert_nonnull (strstr (error->message, "cake"));
  g_clear_error (&error);
  g_assert_null (qh_own_boards_find (boards, "nada", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_CODE);
  g_clear_error (&error);
  g_assert_true (qh_own_board_check (boards, board->spec, board->id, NULL));
  g_assert_false (qh_own_board_check (boards, board->spec, 0, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
}

static void
assert_reason (QhBoard     *board,
               QhBoardChart chart,
               const char  *says)
{
  g_autoptr (QhChartData) data = qh_board_draw (board, chart, FALSE);

  if (says == NULL)
    g_assert_null (data->empty_reason);
  else
    g_assert_nonnull (strstr (data->empty_reason, says));
}

/* A field or a code that is gone takes its chart with it, and no other; a retired code counts and is told. */
static void
test_gone (Fixture      *fixture,
           gconstpointer user_data)
{
  static const char body[]
    = "{\"charts\": ["
      "{\"name\": \"a\", \"form\": \"bars\", \"rows\": \"own_gone\"},"
      "{\"name\": \"b\", \"form\": \"bars\", \"rows\": \"type\", \"filter\": [\"type=AC999\"]},"
      "{\"name\": \"c\", \"form\": \"line\", \"rows\": \"period\", \"kind\": \"case\"},"
      "{\"name\": \"d\", \"form\": \"box\", \"rows\": \"problems\"},"
      "{\"name\": \"e\", \"form\": \"flow\", \"rows\": \"type\", \"colours\": \"function\", \"last\": \"gone\"},"
      "{\"name\": \"f\", \"form\": \"histogram\", \"rows\": \"gone\", \"width\": 5},"
      "{\"name\": \"g\", \"form\": \"bars\", \"rows\": \"function\", \"filter\": [\"type=AC010\"]},"
      "{\"name\": \"h\", \"form\": \"area\", \"rows\": \"period\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (QhBoardSpec) spec = qh_board_spec_parse ("Propio", body, &error);
  g_autoptr (QhChartData) data = NULL;
  g_autoptr (QhRecord) entry = NULL;
  Bench bench;

  g_assert_no_error (error);
  fill (fixture->store);
  entry = qh_store_get (fixture->store, QH_KIND_ENTRY, fixture_code (fixture->store, "activity_type", "AC010"), &error);
  g_assert_no_error (error);
  qh_record_set_integer (entry, "retired", 1);
  fixture_put (fixture->store, qh_record_copy (entry));
  bench = open_bench (fixture->store, NULL);
  qh_board_take_other (bench.board, qh_frame_load (fixture->store, QH_KIND_CASE, NULL, NULL, NULL, NULL));
  qh_board_set_spec (bench.board, spec);
  assert_reason (bench.board, 0, "own_gone");
  assert_reason (bench.board, 1, "AC999");
  assert_reason (bench.board, 2, "activities only");
  assert_reason (bench.board, 3, "several answers");
  assert_reason (bench.board, 4, "gone");
  assert_reason (bench.board, 5, "gone");
  assert_reason (bench.board, 6, NULL);
  assert_reason (bench.board, 7, "field");
  data = qh_board_draw (bench.board, 6, FALSE);
  g_assert_cmpfloat (qh_chart_data_get_total (data), ==, 2);
  g_assert_nonnull (strstr (data->subtitle, "AC010"));
  g_assert_cmpstr (data->title, ==, "Actividades: Función");
  close_bench (&bench);
}

/* Whatever form a chart gets, of whatever records, it can be drawn. */
static void
test_fit (Fixture      *fixture,
          gconstpointer user_data)
{
  static const QhKindNumber kinds[] = { QH_KIND_ACTIVITY, QH_KIND_CASE, QH_KIND_CONSULTATION, QH_KIND_ACTION_ITEM };
  guint n;
  const QhChartNeeds *needs = qh_chart_needs_list (&n);

  fill (fixture->store);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint from = 0; from < n; from++)
      for (guint to = 0; to < n; to++)
        {
          g_autoptr (QhFrame) frame = qh_frame_load (fixture->store, kinds[k], NULL, NULL, NULL, NULL);
          g_autoptr (QhBoardSpec) spec = qh_board_spec_parse ("x", "{\"charts\": [{\"name\": \"x\", \"form\": \"bars\", \"rows\": \"worker\"}]}", NULL);
          QhChartSpec *chart = g_ptr_array_index (spec->charts, 0);
          g_autoptr (GError) error = NULL;
          g_autofree char *note = NULL;

          chart->kind = kinds[k];
          chart->form = needs[from].form;
          qh_chart_spec_fit (chart, QH_CHART_STACKED_BARS);
          chart->form = needs[to].form;
          qh_chart_spec_fit (chart, needs[from].form);
          if (chart->kind != kinds[k] || (needs[to].numbers && kinds[k] == QH_KIND_ACTION_ITEM))
            continue;
          qh_chart_spec_check (chart, frame, &note, &error);
          g_assert_no_error (error);
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/board/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("boards", test_boards);
  ADD ("own", test_own);
  ADD ("gone", test_gone);
  ADD ("fit", test_fit);
  g_test_add_func ("/board/bad-boards", test_bad_boards);
  return g_test_run ();
}
