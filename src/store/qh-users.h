/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/* Who can unlock a workspace, and what their keys open. */

gint64     qh_users_add          (QhStore *store, const QhRecord *user, const char *passphrase, GError **error);
gboolean   qh_users_change       (QhStore *store, const QhRecord *user, GError **error);
gboolean   qh_users_set_roles    (QhStore *store, gint64 user, QhRoles roles, GError **error);
gboolean   qh_users_reset        (QhStore *store, gint64 user, const char *passphrase, GError **error);
gboolean   qh_users_remove       (QhStore *store, gint64 user, GError **error);
gboolean   qh_users_give_keys    (QhStore *store, gint64 user, GError **error);

GPtrArray *qh_users_list         (QhStore *store, GError **error);
GPtrArray *qh_users_list_seeing  (QhStore *store, GError **error);
GPtrArray *qh_users_list_waiting (QhStore *store, GError **error);
gint64     qh_users_find         (QhStore *store, const char *name, GError **error);
gint64     qh_users_get_worker   (QhStore *store);

G_END_DECLS
