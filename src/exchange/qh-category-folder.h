/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhCategory:
 * @label: the spelling that occurs most often
 * @count: how many cells hold it in any spelling
 * @n_folded: how many of them were spelled otherwise than @label
 * @spellings: (element-type utf8): the other spellings, as they first occurred
 *
 * One category of a column, with all the ways in which it is written.
 */
typedef struct
{
  const char *label;
  guint count;
  guint n_folded;
  GPtrArray *spellings;
} QhCategory;

typedef struct _QhCategoryFolder QhCategoryFolder;

QhCategoryFolder *qh_category_folder_new         (void);
void              qh_category_folder_free        (QhCategoryFolder *self);
void              qh_category_folder_add         (QhCategoryFolder *self,
                                                  const char       *value);
void              qh_category_folder_settle      (QhCategoryFolder *self);
const char       *qh_category_folder_lookup      (QhCategoryFolder *self,
                                                  const char       *value);
guint             qh_category_folder_get_n       (QhCategoryFolder *self);
const QhCategory *qh_category_folder_get         (QhCategoryFolder *self,
                                                  guint             index);
guint             qh_category_folder_get_n_folded (QhCategoryFolder *self);

char             *qh_category_key                (const char       *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCategoryFolder, qh_category_folder_free)

G_END_DECLS
