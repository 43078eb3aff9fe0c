/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-backup.h"
#include "store/qh-database.h"
#include "vault/qh-keyring.h"

G_BEGIN_DECLS

/* Who can open a workspace, carried as rows outside of it: in the header of a
 * backup, or from a workspace that is damaged. */

GVariant   *qh_key_rows_read   (QhDatabase *database, gboolean all, GError **error);
QhDatabase *qh_key_rows_open   (GVariant *rows, GError **error);
QhKeyring  *qh_key_rows_unlock (GVariant *rows, const QhSecret *secret, gint64 *user, GError **error);

G_END_DECLS
