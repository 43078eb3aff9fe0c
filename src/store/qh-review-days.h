/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/* What is said of a worker's day: codes of the catalogue review_decision. */
#define QH_REVIEW_APPROVED "D01"
#define QH_REVIEW_RETURNED "D02"
#define QH_REVIEW_ANSWERED "D03"
#define QH_REVIEW_CORRECTED "D04"
#define QH_REVIEW_NOTHING "D05"

/**
 * QhReviewState:
 * @QH_REVIEW_STATE_PENDING: nobody said anything of the day yet
 * @QH_REVIEW_STATE_RETURNED: a supervisor sent it back with a comment
 * @QH_REVIEW_STATE_ANSWERED: and the worker answered
 * @QH_REVIEW_STATE_APPROVED: a supervisor signed it
 * @QH_REVIEW_STATE_CORRECTED: signed, and corrected with a reason since
 * @QH_REVIEW_STATE_NOTHING: there was nothing to log on it, it was said
 */
typedef enum
{
  QH_REVIEW_STATE_PENDING,
  QH_REVIEW_STATE_RETURNED,
  QH_REVIEW_STATE_ANSWERED,
  QH_REVIEW_STATE_APPROVED,
  QH_REVIEW_STATE_CORRECTED,
  QH_REVIEW_STATE_NOTHING,
  QH_N_REVIEW_STATES,
} QhReviewState;

/**
 * QhReviewDay:
 * @n_activities: how many the worker has on it
 * @minutes: their sum
 * @review: the last review of it, or 0
 * @comment: (nullable): the last comment, if the keys open it
 * @signed_change: the change for which the signature stands, or 0
 * @returned_change: the change that returned it last, or 0
 * @corrected: whether a returned day was written to since: what was deleted or moved
 *   away from it counts too
 *
 * A worker's day, as it stands in review.
 */
typedef struct
{
  gint64 worker;
  QhDay day;
  guint n_activities;
  guint64 minutes;
  QhReviewState state;
  gint64 review;
  char *comment;
  gint64 signed_change;
  gint64 returned_change;
  gboolean corrected;
} QhReviewDay;

const char *qh_review_state_get_name  (QhReviewState state);
gboolean    qh_review_state_from_name (const char *name, QhReviewState *state);
const char *qh_review_state_get_label (QhReviewState state);
gboolean    qh_review_state_is_open   (QhReviewState state);
gboolean    qh_review_day_waits       (const QhReviewDay *day);
const char *qh_review_day_get_label   (const QhReviewDay *day);

void        qh_review_day_free        (QhReviewDay *day);
GPtrArray  *qh_review_days_list       (QhStore *store, gint64 worker, QhDay first, QhDay last, GError **error);
GPtrArray  *qh_review_days_list_nothing (QhStore *store, QhDay first, QhDay last, GError **error);
GPtrArray  *qh_review_days_list_reviews (QhStore *store, gint64 worker, QhDay day, GError **error);
GArray     *qh_review_days_sample     (QhStore *store, gint64 worker, QhDay first, QhDay last, guint n, guint32 seed, GError **error);
gint64      qh_review_days_get_head   (QhStore *store);
gboolean    qh_review_days_may_answer (QhStore *store, gint64 worker);
QhChange   *qh_review_days_decide     (QhStore *store, gint64 worker, QhDay day, const char *decision,
                                       const char *comment, gint64 seen);

G_END_DECLS
