/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

GPtrArray *qh_store_list_day     (QhStore *self, QhDay day, gint64 worker, GError **error);
GPtrArray *qh_store_list_of_case (QhStore *self, guint kind, gint64 case_id, GError **error);
GPtrArray    *qh_store_list_goals        (QhStore *self, QhDay from, QhDay to, GError **error);
GPtrArray *qh_store_list_pending (QhStore *self, gint64 worker, guint limit, GError **error);
GPtrArray *qh_store_list_of_person (QhStore *self, guint kind, gint64 person, GError **error);
GPtrArray *qh_store_list_cases_of_person (QhStore *self, gint64 person, GError **error);
QhRecord  *qh_store_get_last_activity (QhStore *self, gint64 worker, GError **error);
QhRecord  *qh_store_find_closed_month (QhStore *self, QhDay month, gint64 unit, GError **error);
gint64     qh_store_find_folio   (QhStore *self, const char *folio, GError **error);

G_END_DECLS
