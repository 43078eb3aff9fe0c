/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhClasses:
 * @class_of: (array length=n): the class of each row
 * @sizes: (array length=n_classes): how many rows, or how much weight, each class has
 * @first: (array length=n_classes): the first row of each class
 *
 * Rows that are alike in some columns. Classes are numbered as they first occur.
 */
typedef struct
{
  guint n;
  guint n_classes;
  guint32 *class_of;
  guint32 *sizes;
  guint32 *first;
} QhClasses;

QhClasses *qh_classes_new  (const guint32 *const *columns, const guint *n_categories, guint n_columns,
                            guint n, const guint32 *weights);
void       qh_classes_free (QhClasses *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhClasses, qh_classes_free)

G_END_DECLS
