/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-frame.h"

G_BEGIN_DECLS

#define BENCH_PASSPHRASE "lluvia tres caballos martillo"

/**
 * BenchRun:
 *
 * One thing to be timed; what it returns is kept from being optimised away.
 */
typedef guint64 (*BenchRun) (gpointer data);

char    *bench_path         (const char *name);
void     bench_remove       (const char *path);
guint    bench_n_rows       (void);
QhStore *bench_open_store   (guint n_rows);
QhStore *bench_open_cases   (guint n_cases);
QhStore *bench_open_guarded (guint n_cases);
QhFrame *bench_load_frame   (QhStore *store);
double   bench_now          (void);
double   bench_best_of      (guint times, BenchRun run, gpointer data);
double   bench_best_cpu_of  (guint times, BenchRun run, gpointer data);
double   bench_run_apart    (BenchRun run, gpointer data, double *mib);
void     bench_report       (const char *what, const char *unit, double ours, double bare, double most);
void     bench_report_limit (const char *what, const char *unit, double ours, double most);

G_END_DECLS
