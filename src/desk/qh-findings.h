/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-desk.h"

G_BEGIN_DECLS

#define QH_FINDINGS_LONG_MINUTES (14 * 60)

/**
 * QhFindingKind:
 * @QH_FINDING_NO_ENTRIES: a day on duty without activities
 * @QH_FINDING_OVERLAP: two activities of one worker at the same time
 * @QH_FINDING_LONG: an activity of 14 hours or more
 * @QH_FINDING_DUPLICATE: an activity that says the same as another
 * @QH_FINDING_TIMER: a timer left running
 * @QH_FINDING_IDLE_CASE: an open case without activity for long
 * @QH_FINDING_OVERDUE: an action item that is overdue
 * @QH_FINDING_LATE_REFERRAL: a referral that waits for its outcome for long
 *
 * What can be off.
 */
typedef enum
{
  QH_FINDING_NO_ENTRIES,
  QH_FINDING_OVERLAP,
  QH_FINDING_LONG,
  QH_FINDING_DUPLICATE,
  QH_FINDING_TIMER,
  QH_FINDING_IDLE_CASE,
  QH_FINDING_OVERDUE,
  QH_FINDING_LATE_REFERRAL,
  QH_N_FINDINGS,
} QhFindingKind;

/**
 * QhFinding:
 * @day: on which it happened; of a case its last activity, of an action item or referral its date
 * @worker: whose, or 0
 * @record_kind: with @record, what is to be looked at; 0 where there is none
 * @other: the record with which it collides, or 0
 * @amount: minutes, or days, as the kind says
 *
 * One thing that is off.
 */
typedef struct
{
  QhFindingKind kind;
  QhDay day;
  gint64 worker;
  guint record_kind;
  gint64 record;
  gint64 other;
  guint amount;
} QhFinding;

/**
 * QhFindingLimits:
 * @today: the day on which it is looked at
 * @as_of: the day as of which cases, action items and referrals are looked at; what was
 *   mended after it is mended
 * @idle_days: a case is left alone after so many days
 * @referral_days: a referral is late after so many days
 * @long_minutes: an activity is too long from so many minutes on
 * @timer_started: when this computer's running timer was started, in seconds since 1970, or 0
 *
 * From when on something is off.
 */
typedef struct
{
  QhDay today;
  QhDay as_of;
  guint idle_days;
  guint referral_days;
  guint long_minutes;
  gint64 timer_started;
} QhFindingLimits;

void        qh_finding_limits_init (QhFindingLimits *limits, QhStore *store, QhDay today);
GArray     *qh_findings_list       (QhDesk *desk, const QhFindingLimits *limits, GError **error);

const char *qh_finding_get_name    (QhFindingKind kind);
const char *qh_finding_get_label   (QhFindingKind kind);
const char *qh_finding_get_remedy  (QhFindingKind kind);
char       *qh_finding_describe    (const QhFinding *finding);

G_END_DECLS
