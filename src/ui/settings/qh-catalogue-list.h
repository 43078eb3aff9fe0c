/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

GPtrArray *qh_catalogue_list_names (QhStore *store, GPtrArray *labels);

G_END_DECLS
