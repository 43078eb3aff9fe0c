/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/qh-subject-copy.h"

G_BEGIN_DECLS

/**
 * QhCopying:
 * @copy: what is being made
 * @people: (element-type gint64): whose data it may name; others stay unnamed
 * @records: (element-type QhRecord): what it holds, in its order
 * @held: the ids of these
 *
 * A copy under way.
 */
typedef struct
{
  QhStore *store;
  QhSubjectCopy *copy;
  GHashTable *people;
  GPtrArray *records;
  GHashTable *held;
  QhProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} QhCopying;

gboolean qh_copying_is_of_others   (const QhCopying *self, gint64 person);
char    *qh_copying_make_title     (const QhCopying *self, const QhRecord *record);
char    *qh_copying_describe_value (const QhCopying *self, const QhField *field, const QhValue *value);
char    *qh_copying_code_value     (const QhCopying *self, const QhField *field, const QhValue *value);
void     qh_copying_add_front      (QhCopying *self);
gboolean qh_copying_add_history    (QhCopying *self, GError **error);
gboolean qh_copying_add_events     (QhCopying *self, GError **error);

G_END_DECLS
