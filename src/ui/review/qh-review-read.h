/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/qh-review-waiting.h"

G_BEGIN_DECLS

/**
 * QhReviewRead:
 * @days: (element-type QhReviewDay): the days of a period
 * @seen: the last change in the log when they were read
 * @closed: whether the month of the first day is closed, for the unit or for all
 * @returned: (element-type QhReviewDay) (nullable): one worker's days that were returned and
 *   not answered, whenever they were
 * @waiting: how many of everybody's days wait for a supervisor
 */
typedef struct
{
  GPtrArray *days;
  gint64 seen;
  gboolean closed;
  GPtrArray *returned;
  QhReviewWaiting waiting;
} QhReviewRead;

void          qh_review_read_async  (QhStore *store, gint64 worker, gint64 unit, QhDay first, QhDay last, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
QhReviewRead *qh_review_read_finish (GAsyncResult *result, GError **error);
void          qh_review_read_free   (QhReviewRead *read);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhReviewRead, qh_review_read_free)

G_END_DECLS
