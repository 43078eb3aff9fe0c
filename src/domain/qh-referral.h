/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-catalogues.h"
#include "domain/qh-day.h"
#include "domain/qh-record.h"

G_BEGIN_DECLS

/* A referral is late when it waits for its outcome for so many days. */
#define QH_REFERRAL_LATE_DAYS 30

int qh_referral_get_waiting_days (const QhRecord *referral, QhCatalogues *catalogues, QhDay today);

G_END_DECLS
