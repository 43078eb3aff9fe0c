/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-drafts.h"

G_BEGIN_DECLS

char    *qh_draft_body_encode (const QhDraft *draft, gsize *length);
gboolean qh_draft_body_decode (QhStore *store, const char *json, gsize length, QhDraft *draft, GError **error);

G_END_DECLS
