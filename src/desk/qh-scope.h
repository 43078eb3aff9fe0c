/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhScope:
 * @unit: whose workers, or 0
 * @worker: one worker, or 0
 * @workers: (element-type gint64): ids of the workers whose work is counted; those who left too
 * @present: (element-type gint64): of these, those who did not leave
 * @whole: whether it is everybody
 *
 * Whose work a figure is of.
 */
typedef struct
{
  gint64 unit;
  gint64 worker;
  GArray *workers;
  GArray *present;
  gboolean whole;
} QhScope;

QhScope *qh_scope_new  (QhStore *store, gint64 unit, gint64 worker, GError **error);
void     qh_scope_free (QhScope *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhScope, qh_scope_free)

gboolean qh_scope_has  (const QhScope *self, gint64 worker);

G_END_DECLS
