/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-labelled-summary.h"
#include "exchange/qh-read-back.h"

G_BEGIN_DECLS

/**
 * QhDatasetWords:
 * @name: of the files, without an ending
 * @title: what the data are
 * @unit: (nullable): whose they are
 * @filter: (nullable): which rows they are, in words
 * @notes: (nullable): what the researcher wrote about them
 * @version: of the program
 *
 * What a data set says of itself.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *unit;
  const char *filter;
  const char *notes;
  const char *version;
} QhDatasetWords;

gboolean qh_labelled_write_csv (QhLabelled *labelled, const char *path, const QhExportRun *run, QhExportReport *report, GError **error);
gboolean qh_read_back_csv      (const char *path, QhLabelled *labelled, QhColumnSum *sums, guint64 *rows,
                                GCancellable *cancellable, GError **error);

char *qh_datapackage_new (QhLabelled *labelled, const QhDatasetWords *words);
char *qh_ddi_new         (QhLabelled *labelled, GPtrArray *summaries, const QhDatasetWords *words);
char *qh_syntax_new_r    (QhLabelled *labelled, const QhDatasetWords *words);
char *qh_syntax_new_stata (QhLabelled *labelled, const QhDatasetWords *words);
char *qh_syntax_new_spss (QhLabelled *labelled, const QhDatasetWords *words);

G_END_DECLS
