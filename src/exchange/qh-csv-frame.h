/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-csv-variable.h"
#include "frame/qh-frame.h"

G_BEGIN_DECLS

/**
 * QhCsvFrame:
 * @frame: the rows
 * @variables: (element-type QhCsvVariable): what each column was understood to be, as in @frame
 * @types: (array zero-terminated=1): what was corrected, as qh_csv_frame_new() takes it
 * @no_answer: (array zero-terminated=1): what stands for no answer, besides nothing and NA
 * @rows: (element-type guint): the row of @table that each row of @frame is
 * @notes: (array zero-terminated=1): what its reader should know, each a sentence
 *
 * A frame of a table that somebody brings.
 */
typedef struct
{
  QhCsvReader *table;
  QhFrame *frame;
  GPtrArray *variables;
  GArray *rows;
  char **types;
  char **no_answer;
  char **notes;
} QhCsvFrame;

QhCsvFrame *qh_csv_frame_new  (QhCsvReader *table, const char *const *types, const char *const *no_answer, GError **error);
char       *qh_csv_frame_dup_types (const QhCsvFrame *self, const char *const *names);
QhCsvFrame *qh_csv_frame_retype (const QhCsvFrame *self, const char *types, GError **error);
QhCsvFrame *qh_csv_frame_ref    (QhCsvFrame *self);
void        qh_csv_frame_unref  (QhCsvFrame *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCsvFrame, qh_csv_frame_unref)

G_END_DECLS
