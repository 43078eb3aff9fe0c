/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vault/qh-keyring.h"

G_BEGIN_DECLS

/* How the keys stood in files of the first version: encrypted under the one
 * passphrase. Only read, to convert such a file. */

/**
 * QhOldWrap:
 *
 * A key of the workspace, encrypted.
 */
typedef struct
{
  guint32 number;
  QhKeyPurpose purpose;
  GBytes *blob;
} QhOldWrap;

QhOldWrap *qh_old_wrap_new   (guint32 number, QhKeyPurpose purpose, GBytes *blob);
void       qh_old_wrap_free  (QhOldWrap *wrap);
QhKeyring *qh_old_wraps_open (GPtrArray *wraps, const QhLock *lock, const char *passphrase, GError **error);

G_END_DECLS
