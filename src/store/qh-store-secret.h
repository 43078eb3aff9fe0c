/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

#define QH_STORE_SECRET_SIZE 32

gboolean qh_store_make_secret (QhStore *self, const char *use, const char *name, guint8 secret[QH_STORE_SECRET_SIZE], GError **error);

G_END_DECLS
