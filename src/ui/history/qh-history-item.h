/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-history.h"

G_BEGIN_DECLS

#define QH_TYPE_HISTORY_ITEM (qh_history_item_get_type ())
G_DECLARE_FINAL_TYPE (QhHistoryItem, qh_history_item, QH, HISTORY_ITEM, GObject)

/**
 * QhHistoryEdit:
 * @field: what the field is called
 * @before: what it was, in words; "" when the record was new
 * @after: what it became; "" when the record was deleted
 */
typedef struct
{
  char *field;
  char *before;
  char *after;
} QhHistoryEdit;

/**
 * QhHistoryItem:
 *
 * One version of a record in words. Its property "expanded" says whether its
 * fields show.
 */

QhHistoryItem  *qh_history_item_new         (QhStore *store, QhKind *kind, const QhVersion *version, gboolean current);
const char     *qh_history_item_get_what    (QhHistoryItem *self);
const char     *qh_history_item_get_when    (QhHistoryItem *self);
const char     *qh_history_item_get_summary (QhHistoryItem *self);
GPtrArray      *qh_history_item_get_edits   (QhHistoryItem *self);
const QhRecord *qh_history_item_get_record  (QhHistoryItem *self);
gboolean        qh_history_item_is_expanded (QhHistoryItem *self);
void            qh_history_item_toggle      (QhHistoryItem *self);

G_END_DECLS
