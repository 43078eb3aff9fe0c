/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-database.h"
#include "store/qh-store.h"
#include "vault/qh-keyring.h"

G_BEGIN_DECLS

guint32  qh_store_find_seal_key (QhStore *self, QhDatabase *database, const QhRecord *record);
gboolean qh_reseal_with         (QhDatabase *writer, const QhKind *kind, gint64 id, QhKeyring *keyring,
                                 guint32 number, GError **error);
gboolean qh_store_reseal_record (QhStore *self, QhDatabase *writer, guint number, gint64 id, GError **error);

G_END_DECLS
