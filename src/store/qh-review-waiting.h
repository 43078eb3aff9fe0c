/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-review-days.h"

G_BEGIN_DECLS

/**
 * QhReviewWaiting:
 * @this_month: days of the month that goes on of which something is to be said
 * @month_before: those of the month before, where it is not closed
 *
 * How many days wait for a supervisor.
 */
typedef struct
{
  guint this_month;
  guint month_before;
} QhReviewWaiting;

GPtrArray *qh_review_waiting_list_returned (QhStore *store, gint64 worker, GError **error);
gboolean   qh_review_waiting_count         (QhStore *store, QhDay today, QhReviewWaiting *waiting, GError **error);

G_END_DECLS
