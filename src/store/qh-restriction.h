/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/* A case that only some users can read has a key of its own. */

gboolean qh_store_restrict_case   (QhStore *self, gint64 case_id, const gint64 *users, guint n_users, GError **error);
gboolean qh_store_unrestrict_case (QhStore *self, gint64 case_id, GError **error);
GArray  *qh_store_list_case_users (QhStore *self, gint64 case_id, GError **error);

G_END_DECLS
