/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-review-waiting.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_WAITING (qh_waiting_get_type ())
G_DECLARE_FINAL_TYPE (QhWaiting, qh_waiting, QH, WAITING, GObject)

/**
 * QhWaitingCounts:
 * @returned: days of who works here that a supervisor returned, not answered yet
 * @to_review: days that wait for a supervisor; none for who is no supervisor
 * @findings: what is off in this month: everybody's for a supervisor, else one's own
 *
 * What waits for somebody.
 */
typedef struct
{
  guint returned;
  QhReviewWaiting to_review;
  guint findings;
} QhWaitingCounts;

QhWaiting             *qh_waiting_new         (void);
void                   qh_waiting_set_session (QhWaiting *self, QhSession *session);
const QhWaitingCounts *qh_waiting_get_counts  (QhWaiting *self);

G_END_DECLS
