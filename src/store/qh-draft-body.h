/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

char      *qh_draft_body_encode (GPtrArray *records, gsize *length);
GPtrArray *qh_draft_body_decode (QhStore *store, const char *json, gsize length, GError **error);

G_END_DECLS
