/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vault/qh-lock.h"

G_BEGIN_DECLS

/**
 * QhKeyPurpose:
 * @QH_KEY_IDENTITY: seals identifiers and narratives
 * @QH_KEY_WORKSPACE: seals backups and the log's details, keys the log's chain; everybody has it
 * @QH_KEY_CASE: seals the identifiers and narratives of a restricted case
 * @QH_KEY_OWN: seals what is one user's alone, such as drafts; it stands in no file
 */
typedef enum
{
  QH_KEY_IDENTITY = 1,
  QH_KEY_WORKSPACE = 2,
  QH_KEY_CASE = 3,
  QH_KEY_OWN = 4,
} QhKeyPurpose;

#define QH_OWN_KEY_NUMBER G_MAXUINT32

/**
 * QhKeyInfo:
 * @number: by which seals name the key; 1 or more
 * @case_id: the restricted case that it is for, or 0
 *
 * What is known of a key beside its secret.
 */
typedef struct
{
  guint32 number;
  QhKeyPurpose purpose;
  gint64 case_id;
} QhKeyInfo;

typedef struct _QhKeyring QhKeyring;

void       qh_vault_init        (void);

QhKeyring *qh_keyring_new       (void);
QhKeyring *qh_keyring_generate  (void);
QhKeyring *qh_keyring_ref       (QhKeyring *self);
void       qh_keyring_unref     (QhKeyring *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhKeyring, qh_keyring_unref)

void       qh_keyring_add       (QhKeyring *self, const QhKeyInfo *info, const guint8 *key);
void       qh_keyring_make      (QhKeyring *self, const QhKeyInfo *info);

guint            qh_keyring_get_n_keys  (QhKeyring *self);
const QhKeyInfo *qh_keyring_get_info    (QhKeyring *self, guint position);
const QhKeyInfo *qh_keyring_find_info   (QhKeyring *self, guint32 number);
const guint8    *qh_keyring_find        (QhKeyring *self, guint32 number);
guint32          qh_keyring_get_current (QhKeyring *self, QhKeyPurpose purpose);
guint32          qh_keyring_get_first   (QhKeyring *self, QhKeyPurpose purpose);

G_END_DECLS
