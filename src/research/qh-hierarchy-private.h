/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-hierarchy.h"

G_BEGIN_DECLS

QhHierarchy *qh_hierarchy_begin     (const QhCoding *coding);
gboolean     qh_hierarchy_add_level (QhHierarchy *self, const QhCoding *coding, char **texts);
gboolean     qh_coding_get_number   (const QhCoding *coding, guint category, double *number);

G_END_DECLS
