/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "desk/qh-findings.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

/* So many of a kind are shown; the others are counted. */
#define QH_FINDINGS_MOST_SHOWN 100

/**
 * QhFindingsItem:
 * @finding: what is off
 * @record: (nullable): the activity or action item that it is about
 */
typedef struct
{
  QhFinding finding;
  QhRecord *record;
} QhFindingsItem;

/**
 * QhFindingsRead:
 * @items: (element-type QhFindingsItem): what is off, by kind and day; of each kind the
 *   latest
 * @counts: how many there are of each kind
 */
typedef struct
{
  GPtrArray *items;
  guint counts[QH_N_FINDINGS];
} QhFindingsRead;

void            qh_findings_read_async  (QhSession *session, gint64 worker, QhDay from, QhDay to, guint most,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
QhFindingsRead *qh_findings_read_finish (GAsyncResult *result, GError **error);
void            qh_findings_read_free   (QhFindingsRead *read);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhFindingsRead, qh_findings_read_free)

G_END_DECLS
