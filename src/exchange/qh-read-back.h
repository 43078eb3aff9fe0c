/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-labelled.h"

G_BEGIN_DECLS

/**
 * QhColumnSum:
 * @n: values that are there
 * @missing: how often each kind of missing is
 * @sum: of the numbers as the file holds them; of a text, its bytes
 *
 * What is known of a column without keeping it.
 */
typedef struct
{
  guint64 n;
  guint64 missing[QH_N_MISSING + 1];
  double sum;
} QhColumnSum;

/**
 * QhReadBack:
 * @sums: (array): one for each variable, all 0 before
 * @rows: (out): how many the file holds
 *
 * Reads a file that was written and adds up its columns.
 */
typedef gboolean (*QhReadBack) (const char *path, QhLabelled *labelled, QhColumnSum *sums, guint64 *rows,
                                GCancellable *cancellable, GError **error);

gboolean qh_read_back_rows  (guint64 written, guint64 found, GError **error);
void     qh_read_back_set_column (const char *name, GError **error);
gboolean qh_read_back_sav   (const char *path, QhLabelled *labelled, QhColumnSum *sums, guint64 *rows, GCancellable *cancellable, GError **error);
gboolean qh_read_back_dta   (const char *path, QhLabelled *labelled, QhColumnSum *sums, guint64 *rows, GCancellable *cancellable, GError **error);
gboolean qh_read_back_check (QhReadBack read, const char *path, QhLabelled *labelled, const QhColumnSum *sums, guint64 rows,
                             GCancellable *cancellable, GError **error);

G_END_DECLS
