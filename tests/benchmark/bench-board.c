/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A board of 8 charts: its numbers after a filter change beside bare loops over
 * the same columns, its painting beside the same shapes drawn with bare Cairo,
 * and the way from a click to the first rows beside one pass and 50 rows. */
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "bench.h"
#include "board/qh-board.h"
#include "chart/qh-chart-layout-private.h"

#define RUNS 15
#define N_CHARTS 8
#define N_FIRST_ROWS 50
#define WIDTH 1600
#define HEIGHT 1000
#define COLUMNS 4

typedef struct
{
  QhFrame *frame;
  QhBoard *board;
  QhFilter *filters[2];
  guint run;
  /* What bare loops read */
  guint n_rows;
  const gint32 *dates;
  const gint16 *starts;
  const gint16 *minutes;
  const guint8 *levels;
  const guint8 *functions;
  const guint16 *workers;
  const QhFrameColumn *type;
  guint8 wanted[2]; /* levels, by run */
  guint8 *direct;   /* of each type */
  QhDay from;
  QhDay to;
  QhDay earliest;
  /* What is painted */
  PangoContext *context;
  QhChartData *data[N_CHARTS];
  QhChartLayout *layouts[N_CHARTS];
  cairo_t *cr;
} Bench;

static guint64
draw_numbers (gpointer data)
{
  Bench *bench = data;
  guint64 sum = 0;

  qh_board_set_filter (bench->board, bench->filters[bench->run++ % 2], NULL);
  for (guint i = 0; i < N_CHARTS; i++)
    {
      g_autoptr (QhChartData) drawn = qh_board_draw (bench->board, i, FALSE);

      sum += (guint64) qh_chart_data_get_total (drawn);
    }
  return sum;
}

/* The same numbers, each chart a loop over its columns into a dense array. */
static guint64
loop_numbers (gpointer data)
{
  Bench *bench = data;
  guint8 level = bench->wanted[bench->run++ % 2];
  guint32 n_days = (guint32) (bench->to - bench->from), n_all = (guint32) (bench->to - bench->earliest + 1);
  g_autofree guint8 *rest = g_malloc (bench->n_rows);
  g_autofree guint8 *in = g_malloc (bench->n_rows);
  g_autofree guint32 *days = g_new0 (guint32, n_all + 1);
  g_autofree guint32 *types = g_new0 (guint32, 512 * 256);
  g_autofree guint32 *hours = g_new0 (guint32, 7 * 64);
  g_autofree guint32 *people = g_new0 (guint32, 256 * 256);
  g_autofree guint64 *by_function = g_new0 (guint64, 256);
  g_autofree guint64 *by_direct = g_new0 (guint64, 1024 * 2);
  g_autofree guint32 *by_worker = g_new0 (guint32, 1024 * 256);
  g_autofree guint32 *by_both = g_new0 (guint32, 256 * 256);
  const QhServed *served = qh_frame_get_served (bench->frame);
  const guint8 *narrow = bench->type->data;
  const guint16 *wide = bench->type->data;
  gboolean is_narrow = bench->type->width == 1;

#define TYPE(row) (is_narrow ? narrow[row] : wide[row])
#define DAY(row) MIN ((guint32) (bench->dates[row] - bench->from), n_days)
  for (guint row = 0; row < bench->n_rows; row++)
    {
      rest[row] = bench->levels[row] == level;
      in[row] = rest[row] & ((guint32) (bench->dates[row] - bench->from) <= n_days);
    }
  for (guint row = 0; row < bench->n_rows; row++)
    days[MIN ((guint32) (bench->dates[row] - bench->earliest), n_all)] += rest[row];
  for (guint row = 0; row < bench->n_rows; row++)
    types[TYPE (row) * 256 + bench->functions[row]] += in[row];
  for (guint row = 0; row < bench->n_rows; row++)
    hours[(guint32) (bench->dates[row] + 3) % 7 * 64 + (bench->starts[row] < 0 ? 24 : bench->starts[row] / 60)] += in[row];
  for (guint row = 0; row < bench->n_rows; row++)
    if (in[row])
      for (guint32 i = served->offsets[row]; i < served->offsets[row + 1]; i++)
        people[served->sex[i] * 256 + served->age_group[i]] += served->n[i];
  for (guint row = 0; row < bench->n_rows; row++)
    by_function[bench->functions[row]] += in[row] ? (guint64) MAX (0, bench->minutes[row]) : 0;
  for (guint row = 0; row < bench->n_rows; row++)
    by_direct[DAY (row) / 7 * 2 + bench->direct[TYPE (row)]] += in[row] ? (guint64) MAX (0, bench->minutes[row]) : 0;
  for (guint row = 0; row < bench->n_rows; row++)
    by_worker[DAY (row) / 7 * 256 + bench->workers[row]] += in[row];
  for (guint row = 0; row < bench->n_rows; row++)
    by_both[bench->workers[row] * 256 + bench->functions[row]] += in[row];
  return days[0] + types[1] + hours[2] + people[3] + by_function[4] + by_direct[5] + by_worker[6] + by_both[7];
}

/* From a click to the first rows */

static guint64
click (gpointer data)
{
  Bench *bench = data;
  g_autoptr (QhRowList) rows = NULL;
  guint64 sum;

  qh_board_select (bench->board, QH_BOARD_TYPES, (int) (bench->run++ % 2), -1, FALSE);
  sum = qh_board_count (bench->board);
  rows = qh_board_list_rows (bench->board);
  for (guint i = 0; i < N_FIRST_ROWS && i < qh_row_list_get_n (rows); i++)
    for (guint c = 0; c < qh_frame_get_n_columns (bench->frame); c++)
      {
        const QhFrameColumn *column = qh_frame_get_column (bench->frame, c);

        sum += column->form != QH_COLUMN_LIST ? (guint64) qh_frame_column_get (column, qh_row_list_get (rows, i)) : 0;
      }
  return sum;
}

static guint64
pass_and_fetch (gpointer data)
{
  Bench *bench = data;
  guint32 n_days = (guint32) (bench->to - bench->from);
  g_autofree guint8 *in = g_malloc (bench->n_rows);
  guint type = QH_FRAME_FIRST_CODE + bench->run++ % 2;
  const guint8 *narrow = bench->type->data;
  const guint16 *wide = bench->type->data;
  gboolean is_narrow = bench->type->width == 1;
  guint64 sum = 0;
  guint n = 0;

  if (is_narrow)
    for (guint row = 0; row < bench->n_rows; row++)
      in[row] = (bench->levels[row] == bench->wanted[0]) & ((guint32) (bench->dates[row] - bench->from) <= n_days) & (narrow[row] == type);
  else
    for (guint row = 0; row < bench->n_rows; row++)
      in[row] = (bench->levels[row] == bench->wanted[0]) & ((guint32) (bench->dates[row] - bench->from) <= n_days) & (wide[row] == type);
  for (guint row = 0; row < bench->n_rows; row++)
    sum += in[row];
  for (guint row = bench->n_rows; row-- > 0 && n < N_FIRST_ROWS;)
    {
      if (!in[row])
        continue;
      n++;
      for (guint c = 0; c < qh_frame_get_n_columns (bench->frame); c++)
        {
          const QhFrameColumn *column = qh_frame_get_column (bench->frame, c);

          sum += column->form != QH_COLUMN_LIST ? (guint64) qh_frame_column_get (column, row) : 0;
        }
    }
  return sum;
}

/* Painting */

static void
move_to_chart (Bench *bench,
               guint  chart)
{
  cairo_identity_matrix (bench->cr);
  cairo_translate (bench->cr, chart % COLUMNS * (WIDTH / COLUMNS), chart / COLUMNS * (HEIGHT / (N_CHARTS / COLUMNS)));
}

static QhChartLayout *
lay_out (Bench *bench,
         guint  chart)
{
  return qh_chart_layout_new (bench->data[chart], QH_CHART_THEME_LIGHT, WIDTH / COLUMNS, HEIGHT / (N_CHARTS / COLUMNS),
                              QH_CHART_LAYOUT_PLAIN, bench->context);
}

static guint64
paint (gpointer data)
{
  Bench *bench = data;

  for (guint i = 0; i < N_CHARTS; i++)
    {
      move_to_chart (bench, i);
      qh_chart_layout_paint (bench->layouts[i], bench->cr);
    }
  return 1;
}

static guint64
lay_out_and_paint (gpointer data)
{
  Bench *bench = data;

  for (guint i = 0; i < N_CHARTS; i++)
    {
      g_autoptr (QhChartLayout) layout = lay_out (bench, i);

      move_to_chart (bench, i);
      qh_chart_layout_paint (layout, bench->cr);
    }
  return 1;
}

static void
draw_bare_shape (cairo_t             *cr,
                 const QhChartLayout *layout,
                 const QhChartItem   *item)
{
  const QhChartPoint *points = &g_array_index (layout->points, QhChartPoint, item->first_point);
  double r = MIN (item->radius, MIN (item->rect.width, item->rect.height) / 2);

  if (item->kind == QH_CHART_ITEM_DOT)
    cairo_arc (cr, item->rect.x, item->rect.y, item->radius, 0, 2 * G_PI);
  else if (item->kind == QH_CHART_ITEM_LINE)
    {
      cairo_move_to (cr, item->rect.x, item->rect.y);
      cairo_rel_line_to (cr, item->rect.width, item->rect.height);
    }
  else if (item->kind != QH_CHART_ITEM_RECT)
    for (guint i = 0; i < item->n_points; i++)
      cairo_line_to (cr, points[i].x, points[i].y);
  else if (r <= 0)
    cairo_rectangle (cr, item->rect.x, item->rect.y, item->rect.width, item->rect.height);
  else
    {
      cairo_arc (cr, item->rect.x + item->rect.width - r, item->rect.y + r, r, -G_PI_2, 0);
      cairo_arc (cr, item->rect.x + item->rect.width - r, item->rect.y + item->rect.height - r, r, 0, G_PI_2);
      cairo_arc (cr, item->rect.x + r, item->rect.y + item->rect.height - r, r, G_PI_2, G_PI);
      cairo_arc (cr, item->rect.x + r, item->rect.y + r, r, G_PI, 3 * G_PI_2);
      cairo_close_path (cr);
    }
  if (item->filled || item->kind == QH_CHART_ITEM_SHAPE)
    {
      cairo_set_source_rgb (cr, item->fill.red, item->fill.green, item->fill.blue);
      cairo_fill_preserve (cr);
    }
  if (item->stroke > 0)
    {
      cairo_set_source_rgb (cr, item->line.red, item->line.green, item->line.blue);
      cairo_set_line_width (cr, item->stroke);
      cairo_stroke_preserve (cr);
    }
  cairo_new_path (cr);
}

/* The same shapes, straight from a list; a text is laid out anew where @texts says so. */
static void
draw_bare (Bench   *bench,
           gboolean texts)
{
  for (guint i = 0; i < N_CHARTS; i++)
    {
      const QhChartLayout *layout = bench->layouts[i];

      move_to_chart (bench, i);
      for (guint k = 0; k < layout->items->len; k++)
        {
          const QhChartItem *item = &g_array_index (layout->items, QhChartItem, k);
          g_autoptr (PangoLayout) text = NULL;

          if (item->kind != QH_CHART_ITEM_TEXT)
            {
              draw_bare_shape (bench->cr, layout, item);
              continue;
            }
          if (texts)
            {
              text = pango_layout_new (bench->context);
              pango_layout_set_font_description (text, pango_layout_get_font_description (item->text));
              pango_layout_set_text (text, pango_layout_get_text (item->text), -1);
            }
          cairo_set_source_rgb (bench->cr, item->fill.red, item->fill.green, item->fill.blue);
          cairo_move_to (bench->cr, item->rect.x, item->rect.y);
          pango_cairo_show_layout (bench->cr, text != NULL ? text : item->text);
          cairo_new_path (bench->cr);
        }
    }
}

static guint64
paint_bare (gpointer data)
{
  draw_bare (data, FALSE);
  return 1;
}

static guint64
write_and_paint_bare (gpointer data)
{
  draw_bare (data, TRUE);
  return 1;
}

/* Preparing */

static void
find_columns (Bench *bench)
{
  const QhFrameColumn *level = qh_frame_find_column (bench->frame, "level");
  const QhFrameColumn *worker = qh_frame_find_column (bench->frame, "worker");
  const QhFrameColumn *function = qh_frame_find_column (bench->frame, "function");

  g_assert_true (level->width == 1 && function->width == 1 && worker->width == 2 && worker->ids->len <= 256);
  bench->n_rows = qh_frame_get_n_rows (bench->frame);
  bench->dates = qh_frame_find_column (bench->frame, "date")->data;
  bench->starts = qh_frame_find_column (bench->frame, "start")->data;
  bench->minutes = qh_frame_find_column (bench->frame, "minutes")->data;
  bench->levels = level->data;
  bench->functions = function->data;
  bench->workers = worker->data;
  bench->type = qh_frame_find_column (bench->frame, "type");
  bench->direct = g_new0 (guint8, bench->type->ids->len);
  for (guint i = QH_FRAME_FIRST_CODE; i < bench->type->ids->len; i++)
    {
      const QhEntry *entry = qh_catalogues_find (qh_frame_get_catalogues (bench->frame), qh_frame_column_get_id (bench->type, i));

      bench->direct[i] = entry != NULL && entry->direct;
    }
}

/* A year, and one of two levels. */
static void
make_filters (Bench *bench)
{
  const QhFrameColumn *level = qh_frame_find_column (bench->frame, "level");

  bench->to = qh_day_from_ymd (2026, 5, 31);
  bench->from = qh_day_from_ymd (2025, 6, 1);
  bench->earliest = qh_day_from_ymd (2024, 6, 1);
  for (guint i = 0; i < 2; i++)
    {
      gint64 key = qh_frame_column_get_id (level, QH_FRAME_FIRST_CODE + i);

      bench->wanted[i] = (guint8) (QH_FRAME_FIRST_CODE + i);
      bench->filters[i] = qh_filter_new ();
      qh_filter_set_range (bench->filters[i], "date", bench->from, bench->to);
      qh_filter_set_keys (bench->filters[i], "level", &key, 1);
    }
}

static void
prepare_painting (Bench *bench)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  PangoFontMap *map = pango_cairo_font_map_get_default ();

  bench->cr = cairo_create (surface);
  cairo_surface_destroy (surface);
  bench->context = pango_font_map_create_context (map);
  for (guint i = 0; i < N_CHARTS; i++)
    {
      bench->data[i] = qh_board_draw (bench->board, i, FALSE);
      bench->layouts[i] = lay_out (bench, i);
    }
}

int
main (void)
{
  QhStore *store = bench_open_store (bench_n_rows ());
  Bench bench = { .frame = bench_load_frame (store) };
  double ours, bare;

  find_columns (&bench);
  make_filters (&bench);
  bench.board = qh_board_new (bench.frame, QH_LANGUAGE_ES, NULL, NULL);
  g_assert_cmpuint (qh_board_get_n_charts (bench.board), ==, N_CHARTS);
  ours = bench_best_cpu_of (RUNS, draw_numbers, &bench);
  bare = bench_best_cpu_of (RUNS, loop_numbers, &bench);
  bench_report ("numbers of a board of 8 charts after a filter change, beside bare loops", "ms", 1000 * ours, 1000 * bare, 2);

  qh_board_set_filter (bench.board, bench.filters[0], NULL);
  prepare_painting (&bench);
  ours = bench_best_cpu_of (RUNS, paint, &bench);
  bare = bench_best_cpu_of (RUNS, paint_bare, &bench);
  bench_report ("painting that board at 1600×1000, beside bare Cairo", "ms", 1000 * ours, 1000 * bare, 1.3);
  ours = bench_best_cpu_of (RUNS, lay_out_and_paint, &bench);
  bare = bench_best_cpu_of (RUNS, write_and_paint_bare, &bench);
  g_print ("      laying it out and painting it, beside bare Cairo and Pango: %.3g ms beside %.3g: %.3f ×\n", 1000 * ours, 1000 * bare, ours / bare);

  click (&bench); /* sorts, once for the frame */
  ours = bench_best_cpu_of (RUNS, click, &bench);
  bare = bench_best_cpu_of (RUNS, pass_and_fetch, &bench);
  bench_report ("click on a mark to the first rows, beside one pass and 50 rows", "ms", 1000 * ours, 1000 * bare, 1.5);
  g_object_unref (store);
  return 0;
}
