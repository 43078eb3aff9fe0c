/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-goals.h"

G_BEGIN_DECLS

GHashTable *qh_goals_index (GArray *goals);

G_END_DECLS
