/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-record.h"

G_BEGIN_DECLS

typedef enum
{
  QH_CHANGE_PUT,
  QH_CHANGE_DELETE,
} QhChangeOp;

/**
 * QhChangeItem:
 * @record: what is put, or the record that is deleted
 * @import_key: (nullable): the key of the outside row from which it came
 */
typedef struct
{
  QhChangeOp op;
  QhRecord *record;
  GBytes *import_key;
} QhChangeItem;

/**
 * QhChange:
 *
 * One thing that a user does: records put and deleted, in this order, in one
 * transaction.
 */
typedef struct
{
  GPtrArray *items; /* of QhChangeItem */
} QhChange;

/**
 * QhTouched:
 * @case_before: the case to which the record belonged, or 0
 * @case_after: the case to which it belongs now, or 0
 *
 * A record that a change touched.
 */
typedef struct
{
  guint kind;
  gint64 id;
  QhChangeOp op;
  gint64 case_before;
  gint64 case_after;
} QhTouched;

QhChange *qh_change_new    (void);
void      qh_change_free   (QhChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhChange, qh_change_free)

void      qh_change_put    (QhChange *change, QhRecord *record);
void      qh_change_put_imported (QhChange *change, QhRecord *record, GBytes *key);
void      qh_change_delete (QhChange *change, QhRecord *record);

G_END_DECLS
