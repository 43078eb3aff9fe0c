/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-review-days.h"
#include "store/qh-transaction.h"

G_BEGIN_DECLS

/**
 * QhSignedDay:
 *
 * A worker's day that is signed, or in a month that is closed.
 */
typedef struct
{
  gint64 worker;
  QhDay day;
} QhSignedDay;

gboolean qh_signature_check        (QhTransaction *self, const QhRecord *before, const QhRecord *after, GError **error);
gboolean qh_signature_add_addenda  (QhTransaction *self, GError **error);
gboolean qh_signature_complete     (QhTransaction *self, QhRecord *record, gboolean is_new, GError **error);
gboolean qh_signature_may_answer  (QhDatabase *database, gint64 user, QhRoles roles, gint64 worker);
gboolean qh_signature_is_addendum  (QhTransaction *self, const QhRecord *record);

G_END_DECLS
