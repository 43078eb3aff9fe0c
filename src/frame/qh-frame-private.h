/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-frame.h"
#include "frame/qh-id-index.h"

G_BEGIN_DECLS

struct _QhFrame
{
  gatomicrefcount references;
  QhDictionary *dictionary; /* NULL of a frame that is not a workspace's */
  QhCatalogues *catalogues;
  QhKind *kind;
  GPtrArray *kinds; /* those whose fields the columns have, where columns were added */
  guint n_rows;
  guint allocated;
  gint64 *ids;
  GPtrArray *columns; /* of QhFrameColumn */
  QhServed *served;   /* only of activities */
  QhFrame *source;    /* of a frame of some rows: where a column that is not here yet comes from */
  guint32 *rows;      /* and which these are */
};

/* Columns */
QhFrameColumn *qh_frame_column_new       (const QhField *field, QhCatalogues *catalogues);
void           qh_frame_column_free      (QhFrameColumn *column);
void           qh_frame_column_allocate  (QhFrameColumn *column, guint rows);
void           qh_frame_column_set       (QhFrameColumn *column, guint row, gint64 value);
void           qh_frame_column_widen     (QhFrameColumn *column, guint rows, guint allocated);
guint32        qh_frame_column_index_of  (QhFrameColumn *column, gint64 value);
void           qh_frame_column_remove    (QhFrameColumn *column, guint row, guint n_rows);
void           qh_frame_column_insert    (QhFrameColumn *column, guint row, guint n_rows);
void           qh_frame_list_replace     (QhFrameColumn *column, guint row, guint n_rows, const gint64 *values, guint n_values);
gboolean       qh_frame_column_find_range (const QhFrameColumn *column, guint n_rows, gint64 *least, gint64 *greatest);

/* Some of the rows */
const QhField *qh_frame_add_field        (QhFrame *self, QhField *field);
const QhFrameColumn *qh_frame_take_column (QhFrame *self, guint position);
void           qh_frame_take_ids         (QhFrame *self);
void           qh_frame_take_served      (QhFrame *self);

/* People served */
QhServed      *qh_served_load            (QhFrame *frame, QhReading *reading, GError **error);
void           qh_served_free            (QhServed *served);
void           qh_served_replace         (QhFrame *frame, guint row, QhStore *store, const QhRecord *activity);
void           qh_served_insert          (QhFrame *frame, guint row);
void           qh_served_remove          (QhFrame *frame, guint row);

G_END_DECLS
