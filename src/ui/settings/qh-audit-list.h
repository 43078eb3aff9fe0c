/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/qh-log-read.h"

G_BEGIN_DECLS

#define QH_TYPE_AUDIT_LIST (qh_audit_list_get_type ())
G_DECLARE_FINAL_TYPE (QhAuditList, qh_audit_list, QH, AUDIT_LIST, GObject)

/**
 * QhAuditList:
 *
 * A list model of changes, the latest first, that reads on only as it is asked
 * to. Its items are #GtkStringList, one string a column as qh_audit_dup_row()
 * tells. Emits "read" when a window was read or could not be.
 */

QhAuditList *qh_audit_list_new       (void);
void         qh_audit_list_set       (QhAuditList *self, QhStore *store, const QhLogFilter *filter);
void         qh_audit_list_read_more (QhAuditList *self);

G_END_DECLS
