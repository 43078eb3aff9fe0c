/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-catalogues.h"
#include "domain/qh-day.h"
#include "domain/qh-record.h"

G_BEGIN_DECLS

gboolean qh_referral_is_waiting       (gint64 result, QhCatalogues *catalogues);
int      qh_referral_get_waiting_days (const QhRecord *referral, QhCatalogues *catalogues, QhDay today);

G_END_DECLS
