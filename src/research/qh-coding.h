/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-measurement.h"
#include "frame/qh-variable.h"

G_BEGIN_DECLS

/**
 * QhCoding:
 * @variable: (nullable): where it comes from; %NULL of a column of numbers with fractions
 * @column: what it is read from
 * @numbers: (nullable): of such a column: what each category stands for
 * @n_categories: the first %QH_FRAME_FIRST_CODE are nothing and the kinds of missing
 * @codes: (array length=n): the category of each row
 *
 * A variable of some rows of a frame, as categories.
 */
typedef struct
{
  char *name;
  QhVariable *variable;
  const QhFrameColumn *column;
  double *numbers;
  guint n_categories;
  guint32 *codes;
  guint n;
} QhCoding;

QhCoding *qh_coding_new       (QhFrame *frame, const char *name, const guint8 *mask, GError **error);
void      qh_coding_free      (QhCoding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCoding, qh_coding_free)
GPtrArray *qh_coding_list_new (QhFrame *frame, const char *const *names, const guint8 *mask, GError **error);

gboolean  qh_coding_is_ordered (const QhCoding *self);
char     *qh_coding_dup_text   (const QhCoding *self, guint category);

#define qh_category_is_missing(category) ((category) < QH_FRAME_FIRST_CODE)

G_END_DECLS
