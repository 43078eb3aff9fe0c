/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

GArray *qh_objections_list (QhStore *store, guint kind, GError **error);

G_END_DECLS
