/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The frame: its loading beside bare SQLite, its memory, and the numbers of the
 * four charts beside GROUP BY. */
#include <malloc.h>
#include <sqlite3.h>

#include "bench.h"
#include "frame/qh-table.h"

#define RUNS 3
#define TABLE_RUNS 7

typedef struct
{
  QhStore *store;
  QhFrame *frame;
  sqlite3 *db;
  GPtrArray *queries; /* of what the frame reads */
} Bench;

static guint64
load_frame (gpointer data)
{
  Bench *bench = data;

  g_clear_pointer (&bench->frame, qh_frame_unref);
  bench->frame = bench_load_frame (bench->store);
  return qh_frame_get_n_rows (bench->frame);
}

/* The queries that give the columns of the frame, with their companions. */
static void
list_queries (Bench *bench)
{
  GString *columns = g_string_new ("SELECT id");

  for (guint c = 0; c < qh_frame_get_n_columns (bench->frame); c++)
    {
      const QhFrameColumn *column = qh_frame_get_column (bench->frame, c);

      if (column->field->own || column->form == QH_COLUMN_LIST)
        continue;
      g_string_append_printf (columns, ", \"%s\"", column->field->name);
      if (column->field->missing && column->field->type != QH_TYPE_CODE)
        g_string_append_printf (columns, ", \"%s_missing\"", column->field->name);
    }
  g_string_append (columns, " FROM activities ORDER BY id");
  g_ptr_array_add (bench->queries, g_string_free (columns, FALSE));
  g_ptr_array_add (bench->queries, g_strdup ("SELECT owner, code FROM activities_problems ORDER BY owner, position"));
  g_ptr_array_add (bench->queries, g_strdup ("SELECT owner, sex, age_group, n FROM activities_served ORDER BY owner, position"));
  g_ptr_array_add (bench->queries, g_strdup ("SELECT owner, person FROM activities_people ORDER BY owner, position"));
  g_ptr_array_add (bench->queries, g_strdup ("SELECT owner, person, role FROM cases_people ORDER BY owner, position"));
  g_ptr_array_add (bench->queries, g_strdup ("SELECT id, sex, birth_year FROM persons ORDER BY id"));
  g_ptr_array_add (bench->queries, g_strdup ("SELECT field, record, value, missing FROM own_values"));
}

static guint64
step_through (Bench      *bench,
              const char *sql)
{
  sqlite3_stmt *statement;
  guint64 sum = 0;
  int n;

  if (sqlite3_prepare_v2 (bench->db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (bench->db));
  n = sqlite3_column_count (statement);
  while (sqlite3_step (statement) == SQLITE_ROW)
    for (int c = 0; c < n; c++)
      sum += sqlite3_column_type (statement, c) == SQLITE_TEXT ? sqlite3_column_text (statement, c)[0]
                                                               : (guint64) sqlite3_column_int64 (statement, c);
  sqlite3_finalize (statement);
  return sum;
}

static guint64
load_bare (gpointer data)
{
  Bench *bench = data;
  guint64 sum = 0;

  sqlite3_open_v2 (qh_store_get_path (bench->store), &bench->db, SQLITE_OPEN_READONLY, NULL);
  for (guint i = 0; i < bench->queries->len; i++)
    sum += step_through (bench, g_ptr_array_index (bench->queries, i));
  sqlite3_close (bench->db);
  return sum;
}

static void
count_chart (QhFrame       *frame,
             const char    *rows,
             const char    *columns,
             guint64       *sum)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhTable) table = qh_table_new (frame, rows, columns, NULL, QH_MEASURE_COUNT, &error);

  g_assert_no_error (error);
  *sum += qh_table_sum (table);
}

static guint64
count_charts (gpointer data)
{
  Bench *bench = data;
  guint64 sum = 0;

  count_chart (bench->frame, "month", NULL, &sum);
  count_chart (bench->frame, "type", "function", &sum);
  count_chart (bench->frame, "weekday", "hour", &sum);
  count_chart (bench->frame, "age_group", "sex", &sum);
  return sum;
}

static guint64
group_by (gpointer data)
{
  Bench *bench = data;
  static const char *const queries[] = {
    "SELECT substr(date, 1, 7), count(*) FROM activities GROUP BY 1",
    "SELECT type, \"function\", count(*) FROM activities GROUP BY 1, 2",
    "SELECT strftime('%w', date), start / 60, count(*) FROM activities GROUP BY 1, 2",
    /* The groups as noted, else the linked people, else the titular of direct work. */
    "SELECT sex, age_group, sum(n) FROM ("
    " SELECT sex, age_group, n FROM activities_served"
    " UNION ALL SELECT p.sex, min(max(substr(a.date, 1, 4) - p.birth_year, 0), 99) / 5, 1"
    "  FROM activities_people l JOIN activities a ON a.id = l.owner JOIN persons p ON p.id = l.person"
    "  WHERE NOT EXISTS (SELECT 1 FROM activities_served s WHERE s.owner = a.id)"
    " UNION ALL SELECT p.sex, min(max(substr(a.date, 1, 4) - p.birth_year, 0), 99) / 5, 1"
    "  FROM activities a JOIN entries t ON t.id = a.type AND t.direct = 1"
    "  JOIN cases_people c ON c.owner = a.\"case\" AND c.position = 1 JOIN persons p ON p.id = c.person"
    "  WHERE NOT EXISTS (SELECT 1 FROM activities_served s WHERE s.owner = a.id)"
    "   AND NOT EXISTS (SELECT 1 FROM activities_people l WHERE l.owner = a.id))"
    " GROUP BY 1, 2",
  };
  guint64 sum = 0;

  sqlite3_open_v2 (qh_store_get_path (bench->store), &bench->db, SQLITE_OPEN_READONLY, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    sum += step_through (bench, queries[i]);
  sqlite3_close (bench->db);
  return sum;
}

int
main (void)
{
  Bench bench = { .store = bench_open_store (bench_n_rows ()), .queries = g_ptr_array_new_with_free_func (g_free) };
  struct mallinfo2 before, after;
  double ours, bare;

  load_frame (&bench); /* the file into the system's memory, for both */
  g_clear_pointer (&bench.frame, qh_frame_unref);
  before = mallinfo2 ();
  load_frame (&bench);
  after = mallinfo2 ();
  list_queries (&bench);
  bare = bench_best_of (RUNS, load_bare, &bench);
  ours = bench_best_of (RUNS, load_frame, &bench);
  bench_report ("frame load", "s", ours, bare, 1.5);
  bench_report ("frame memory", "MiB", (double) (after.uordblks + after.hblkhd - before.uordblks - before.hblkhd) / 1048576,
                (double) qh_frame_get_declared_bytes (bench.frame) / 1048576, 1.1);
  ours = bench_best_of (TABLE_RUNS, count_charts, &bench);
  bare = bench_best_of (1, group_by, &bench);
  bench_report ("numbers of the four charts", "s", ours, bare, 0.01);
  qh_frame_unref (bench.frame);
  g_ptr_array_unref (bench.queries);
  g_object_unref (bench.store);
  return 0;
}
