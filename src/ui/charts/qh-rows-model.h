/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "board/qh-board.h"

G_BEGIN_DECLS

#define QH_TYPE_ROW_ITEM (qh_row_item_get_type ())
G_DECLARE_FINAL_TYPE (QhRowItem, qh_row_item, QH, ROW_ITEM, GObject)

/**
 * QhRowItem:
 *
 * What the list shows of an activity: values as qh_frame_column_get() gives them.
 */
struct _QhRowItem
{
  GObject parent_instance;

  gint64 id;
  gint64 date;
  gint64 start;
  gint64 worker;
  gint64 case_id;
  gint64 type;
  gint64 function;
  gint64 minutes;
  gint64 outcome;
};

#define QH_TYPE_ROWS_MODEL (qh_rows_model_get_type ())
G_DECLARE_FINAL_TYPE (QhRowsModel, qh_rows_model, QH, ROWS_MODEL, GObject)

QhRowsModel *qh_rows_model_new      (void);
void         qh_rows_model_set_rows (QhRowsModel *self, QhFrame *frame, QhRowList *rows);

G_END_DECLS
