/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The monthly report of 60 workers: its figures beside the painting of its pages. */
#include "bench.h"
#include "report/qh-report-pages.h"

#define RUNS 15
#define N_WORKERS 60

typedef struct
{
  QhDesk *desk;
  QhReportTemplate *template;
  QhReport *report;
  guint n_pages;
} Bench;

/* Each time as if another month had been shown before. */
static guint64
count_figures (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&bench->report, qh_report_free);
  g_clear_pointer (&bench->desk->parts, g_hash_table_unref);
  bench->desk->n_part_rows = 0;
  bench->report = qh_report_new (bench->desk, bench->template, QH_REPORT_MONTH, qh_day_from_ymd (2026, 5, 1), 5, &error);
  g_assert_no_error (error);
  return bench->report->blocks->len;
}

static guint64
paint_pages (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = qh_report_to_pdf (bench->report, &bench->n_pages, NULL, &error);

  g_assert_no_error (error);
  return g_bytes_get_size (bytes);
}

/* The practice workspace has few workers: its activities are shared out. */
static void
share_out (QhFrame *frame)
{
  QhFrameColumn *column = (QhFrameColumn *)qh_frame_find_column (frame, "worker");
  guint16 *data = column->data;

  for (gint64 id = 1; column->ids->len < QH_FRAME_FIRST_CODE + N_WORKERS; id++)
    g_array_append_val (column->ids, id);
  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    data[row] = (guint16)(QH_FRAME_FIRST_CODE + (guint)((guint64)row * 2654435761u >> 7) % N_WORKERS);
}

int
main (void)
{
  QhStore *store = bench_open_store (bench_n_rows ());
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  Bench bench = { qh_desk_new (store, qh_scope_new (store, 0, 0, NULL), 1, 1, NULL),
                  qh_report_template_new_builtin (dictionary), NULL, 0 };
  double figures, painting;

  share_out (qh_desk_get_frame (bench.desk, QH_KIND_ACTIVITY, NULL));
  count_figures (&bench); /* reads what is not read yet */
  figures = bench_best_cpu_of (RUNS, count_figures, &bench);
  painting = bench_best_cpu_of (RUNS, paint_pages, &bench);
  g_print ("# %u pages\n", bench.n_pages);
  bench_report ("figures of a month, 60 workers, beside painting its pages", "ms", 1000 * figures, 1000 * painting, 0.1);
  qh_report_free (bench.report);
  qh_report_template_free (bench.template);
  qh_desk_free (bench.desk);
  g_object_unref (store);
  return 0;
}
