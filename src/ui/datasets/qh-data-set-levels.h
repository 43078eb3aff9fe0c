/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-hierarchy-table.h"
#include "ui/settings/qh-editor.h"

G_BEGIN_DECLS

/**
 * QhLevelsFunction:
 *
 * What is done with levels that were changed by hand.
 *
 * Returns: whether they can be used.
 */
typedef gboolean (*QhLevelsFunction) (const QhHierarchyTable *table, gpointer data, GError **error);

void qh_data_set_edit_levels (GtkWidget *from, QhStore *store, const char *title, QhHierarchyTable *table, QhLevelsFunction done, gpointer data,
                              GDestroyNotify free_data);

G_END_DECLS
