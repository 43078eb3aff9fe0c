/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-record.h"

G_BEGIN_DECLS

/**
 * QhOperation:
 *
 * What a change did to a record. The numbers stand in the log and never change.
 */
typedef enum
{
  QH_OPERATION_ADD = 1,
  QH_OPERATION_EDIT = 2,
  QH_OPERATION_DELETE = 3,
} QhOperation;

/**
 * QhFieldEdit:
 * @field: the field's id
 * @before: what it held; %QH_VALUE_NONE for nothing
 * @after: what it holds since
 */
typedef struct
{
  gint64 field;
  QhValue before;
  QhValue after;
} QhFieldEdit;

/**
 * QhEntryBody:
 * @edits: (element-type QhFieldEdit): the fields that differ, sealed ones aside
 * @sealed_differs: whether the sealed part differs
 * @sealed_before: (nullable): the seal as it was
 * @sealed_after: (nullable): the seal as it is since
 *
 * What a change did to one record, by field id, so that it outlives the schema.
 */
typedef struct
{
  GArray *edits;
  gboolean sealed_differs;
  GBytes *sealed_before;
  GBytes *sealed_after;
} QhEntryBody;

GBytes      *qh_entry_body_compare (const QhRecord *before, GBytes *sealed_before,
                                    const QhRecord *after, GBytes *sealed_after);
QhEntryBody *qh_entry_body_decode  (gint64 record, const guint8 *data, gsize size, GError **error);
QhRecord    *qh_entry_body_apply   (const QhEntryBody *body, const QhRecord *stored, QhKind *kind, gint64 id, gboolean forward);
void         qh_entry_body_free    (QhEntryBody *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhEntryBody, qh_entry_body_free)

G_END_DECLS
