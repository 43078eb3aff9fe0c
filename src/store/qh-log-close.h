/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-database.h"
#include "vault/qh-keyring.h"

G_BEGIN_DECLS

/* How a body stands in the log: as it was written, or not any more. */
#define QH_LOG_BODY_ERASED 1 /* its digest */
#define QH_LOG_BODY_CLOSED 2 /* its digest, and then itself, sealed for the users of a restricted case */

gboolean qh_log_close_entries (QhDatabase *writer, QhKeyring *keyring, guint kind, gint64 record,
                               guint32 number, GError **error);
gboolean qh_log_open_entries  (QhDatabase *writer, QhKeyring *keyring, guint kind, gint64 record, GError **error);
GBytes  *qh_log_open_body     (QhKeyring *keyring, gint64 entry, const guint8 *data, gsize size);

G_END_DECLS
