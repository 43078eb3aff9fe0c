/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cross-table with chi-square beside a bare loop into a dense array, and the
 * overview of all variables beside one pass over them. */
#include <math.h>
#include <stdlib.h>

#include "bench.h"
#include "stats/qh-overview.h"
#include "stats/qh-stats-test.h"

#define RUNS 9
#define N_CODES 30
#define FIRST_CODE 1000
#define N_VARIABLES 25

/* 25 variables as a workspace has them: codes, yes or no, whole numbers and days. The last
 * is a number of two decimals, which only a field of the unit's own is; it stands apart. */
static const struct
{
  QhType type;
  guint n_variables;
  guint n_values;
} made[] = {
  { QH_TYPE_CODE, 10, N_CODES }, { QH_TYPE_YESNO, 3, 2 },  { QH_TYPE_MINUTES, 3, 240 },
  { QH_TYPE_TIME, 2, 1440 },     { QH_TYPE_COUNT, 4, 40 }, { QH_TYPE_DATE, 3, 1500 },
  { QH_TYPE_NUMBER, 1, 1000 },
};

static QhCatalogues *
make_catalogues (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (QhCatalogues) empty = qh_catalogues_new (none);
  QhEntryText entries[N_CODES];
  char codes[N_CODES][4];

  for (guint i = 0; i < N_CODES; i++)
    {
      g_snprintf (codes[i], sizeof codes[i], "%u", i);
      entries[i] = (QhEntryText){ codes[i], codes[i] };
    }
  return qh_catalogues_with (empty, "made", entries, N_CODES, FIRST_CODE);
}

static QhFrame *
make_frame (guint n_rows)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (QhCatalogues) catalogues = make_catalogues ();
  GPtrArray *fields = g_ptr_array_new ();
  QhKind *kind;
  QhFrame *frame;
  guint column = 0;

  for (guint m = 0; m < G_N_ELEMENTS (made); m++)
    for (guint i = 0; i < made[m].n_variables; i++)
      {
        g_autofree char *name = g_strdup_printf ("v%u", fields->len + 1);
        QhField *field = qh_field_new_own (fields->len + 1,
                                           name,
                                           made[m].type,
                                           QH_SENSITIVITY_PLAIN,
                                           made[m].type == QH_TYPE_CODE ? "made" : NULL);

        field->labels[QH_LANGUAGE_ES] = g_strdup (name);
        g_ptr_array_add (fields, field);
      }
  kind = qh_kind_new_made ("made", fields);
  frame = qh_frame_new_made (kind, catalogues, n_rows);
  qh_kind_unref (kind);
  for (guint m = 0; m < G_N_ELEMENTS (made); m++)
    for (guint i = 0; i < made[m].n_variables; i++, column++)
      for (guint row = 0; row < n_rows; row++)
        {
          double share = g_rand_double (rand), value = share * share * made[m].n_values;

          /* One in fifty has no answer. */
          if (g_rand_int_range (rand, 0, 50) > 0)
            qh_frame_set (frame,
                          column,
                          row,
                          made[m].type == QH_TYPE_NUMBER
                            ? qh_scan_from_real (floor (value * 100) / 100)
                          : made[m].type == QH_TYPE_CODE ? FIRST_CODE + (gint64)value
                          : made[m].type == QH_TYPE_DATE ? 20000 + (gint64)value
                                                         : (gint64)value);
        }
  return frame;
}

/* Some of the columns of a frame. */
typedef struct
{
  QhFrame *frame;
  guint first;
  guint end;
} Columns;

/* Two columns of codes into a dense array. */
static guint64
count_bare (gpointer data)
{
  const QhFrameColumn *a = qh_frame_get_column (data, 0), *b = qh_frame_get_column (data, 1);
  const guint8 *rows = a->data, *columns = b->data;
  guint n_columns = b->ids->len, n = qh_frame_get_n_rows (data);
  g_autofree guint64 *cells = g_new0 (guint64, (gsize)a->ids->len * n_columns);

  for (guint row = 0; row < n; row++)
    cells[rows[row] * n_columns + columns[row]]++;
  return cells[a->ids->len + 7];
}

static guint64
test_two (gpointer data)
{
  static const char *const of[] = { "v1", NULL }, *const by[] = { "v2", NULL };
  const QhStatsQuestion question = { .test = "chi-square", .of = of, .by = by };
  g_autoptr (QhStatsResult) result
    = qh_stats_run (data, NULL, &question, 0, QH_LANGUAGE_ES, NULL, NULL, NULL);

  g_assert (result != NULL);
  return (guint64)qh_stats_result_find (result, "n")->value;
}

#define SUM(type)                                                                                  \
  for (guint row = 0; row < n; row++)                                                              \
    sum += (guint64)((const type *)column->data)[row];

static guint64
sum_columns (gpointer data)
{
  const Columns *columns = data;
  guint n = qh_frame_get_n_rows (columns->frame);
  guint64 sum = 0;

  for (guint c = columns->first; c < columns->end; c++)
    {
      const QhFrameColumn *column = qh_frame_get_column (columns->frame, c);

      if (column->width == 1)
        SUM (guint8)
      else if (column->width == 2)
        SUM (guint16)
      else if (column->width == 4)
        SUM (guint32)
      else
        SUM (guint64)
    }
  return sum;
}

static int
compare_values (const void *a, const void *b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return (first > second) - (first < second);
}

static guint64
sort_column (gpointer data)
{
  const Columns *columns = data;
  const QhFrameColumn *column = qh_frame_get_column (columns->frame, columns->first);
  guint n_rows = qh_frame_get_n_rows (columns->frame), n = 0;
  g_autofree double *values = g_new (double, n_rows);

  for (guint row = 0; row < n_rows; row++)
    {
      gint64 value = qh_frame_column_get (column, row);

      if (!QH_SCAN_IS_EMPTY (value))
        values[n++] = qh_scan_to_real (value);
    }
  qsort (values, n, sizeof *values, compare_values);
  return (guint64)values[n / 2];
}

static guint64
look_at_all (gpointer data)
{
  const Columns *columns = data;
  guint n = qh_frame_get_n_rows (columns->frame);
  guint64 sum = 0;

  for (guint c = columns->first; c < columns->end; c++)
    {
      g_autoptr (QhOverview) overview
        = qh_overview_new (qh_frame_get_column (columns->frame, c), NULL, n, 0.95);

      sum += overview->n;
    }
  return sum;
}

int
main (void)
{
  g_autoptr (QhFrame) frame = make_frame (bench_n_rows ());
  Columns workspace = { frame, 0, N_VARIABLES },
          fractions = { frame, N_VARIABLES, N_VARIABLES + 1 };

  bench_report ("cross-table of two variables with chi-square",
                "s",
                bench_best_of (RUNS, test_two, frame),
                bench_best_of (RUNS, count_bare, frame),
                2);
  bench_report ("overview of 25 variables",
                "s",
                bench_best_of (RUNS, look_at_all, &workspace),
                bench_best_of (RUNS, sum_columns, &workspace),
                3);
  bench_report ("overview of a number with fractions beside sorting it",
                "s",
                bench_best_of (RUNS, look_at_all, &fractions),
                bench_best_of (RUNS, sort_column, &fractions),
                1);
  return 0;
}
