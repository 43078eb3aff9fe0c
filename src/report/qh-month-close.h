/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-findings.h"
#include "store/qh-review-days.h"

G_BEGIN_DECLS

/**
 * QhMonthCheck:
 * @findings: (element-type QhFinding): what is off
 * @days: (element-type QhReviewDay): the workers' days that nobody signed
 * @n_drafts: how many activities of it are begun and not saved
 *
 * What should be seen to before a month is closed.
 */
typedef struct
{
  GArray *findings;
  GPtrArray *days;
  guint n_drafts;
} QhMonthCheck;

QhMonthCheck *qh_month_check_new      (QhStore *store, QhDay month, gint64 unit, GError **error);
void          qh_month_check_free     (QhMonthCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhMonthCheck, qh_month_check_free)
gboolean      qh_month_check_is_clear (const QhMonthCheck *self);

gboolean      qh_month_close          (QhStore *store, QhDay month, gint64 unit, gint64 *sequence, GError **error);

G_END_DECLS
