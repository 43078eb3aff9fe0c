/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-hierarchy.h"

G_BEGIN_DECLS

/**
 * QhHierarchyTable:
 *
 * A hierarchy that is being changed by hand: of each value that occurs what it is called at
 * each level. Level 0 are the values themselves.
 */
typedef struct _QhHierarchyTable QhHierarchyTable;

QhHierarchyTable *qh_hierarchy_table_new  (const QhHierarchy *hierarchy, const QhCoding *coding, QhCatalogues *catalogues, QhLanguage language);
void              qh_hierarchy_table_free (QhHierarchyTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhHierarchyTable, qh_hierarchy_table_free)

guint             qh_hierarchy_table_get_n_levels (const QhHierarchyTable *self);
GPtrArray        *qh_hierarchy_table_list         (const QhHierarchyTable *self, guint level);
const char       *qh_hierarchy_table_get_label    (const QhHierarchyTable *self, guint level, const char *text);
const char       *qh_hierarchy_table_get_group    (const QhHierarchyTable *self, guint level, const char *member);
void              qh_hierarchy_table_set          (QhHierarchyTable *self, guint level, const char *const *groups);
void              qh_hierarchy_table_add_level    (QhHierarchyTable *self, guint level);
void              qh_hierarchy_table_remove_level (QhHierarchyTable *self, guint level);
char             *qh_hierarchy_table_to_csv       (const QhHierarchyTable *self);

G_END_DECLS
