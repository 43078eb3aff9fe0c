/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define QH_TYPE_CASE_ITEM (qh_case_item_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseItem, qh_case_item, QH, CASE_ITEM, GObject)

gint64 qh_case_item_get_id (QhCaseItem *self);

#define QH_TYPE_CASE_LIST_MODEL (qh_case_list_model_get_type ())
G_DECLARE_FINAL_TYPE (QhCaseListModel, qh_case_list_model, QH, CASE_LIST_MODEL, GObject)

/**
 * QhCaseListModel:
 *
 * A #GListModel over an array of ids. A #QhCaseItem stands for a place in the
 * list rather than for a case: when other cases are shown, the items stay, take
 * other ids and say "changed", and only the end of the list grows or shrinks.
 * So a key of the search fills the rows that show instead of making them anew.
 */

QhCaseListModel *qh_case_list_model_new     (void);
void             qh_case_list_model_set_ids (QhCaseListModel *self, GArray *ids);
guint            qh_case_list_model_get_n   (QhCaseListModel *self);
gint64           qh_case_list_model_get_id  (QhCaseListModel *self, guint position);
gboolean         qh_case_list_model_find    (QhCaseListModel *self, gint64 id, guint *position);

G_END_DECLS
