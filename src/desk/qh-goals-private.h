/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-goals.h"

G_BEGIN_DECLS

guint       qh_goal_hash   (gconstpointer goal);
gboolean    qh_goal_equal  (gconstpointer a, gconstpointer b);
GHashTable *qh_goals_index (GArray *goals);

G_END_DECLS
