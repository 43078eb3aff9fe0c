/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-day-index.h"

G_BEGIN_DECLS

/**
 * QhCaseDays:
 *
 * The days on which each case has activities. Good as long as the frame is not
 * updated.
 */
typedef struct _QhCaseDays QhCaseDays;

QhCaseDays *qh_case_days_new  (QhFrame *activities, const QhDayIndex *by_day);
void        qh_case_days_free (QhCaseDays *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCaseDays, qh_case_days_free)

gint64      qh_case_days_find (const QhCaseDays *self, gint64 id, gint64 since);

G_END_DECLS
