/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "vault/qh-key-holder.h"

G_BEGIN_DECLS

#define QH_RECOVERY_KEY_SIZE 16
#define QH_RECOVERY_N_WORDS (QH_RECOVERY_KEY_SIZE + 1)

char      *qh_recovery_generate  (void);
char      *qh_recovery_to_words  (const guint8 key[QH_RECOVERY_KEY_SIZE]);
gboolean   qh_recovery_from_words (const char *words, guint8 key[QH_RECOVERY_KEY_SIZE], GError **error);
QhKeyPair *qh_recovery_open      (const char *words, GError **error);

G_END_DECLS
