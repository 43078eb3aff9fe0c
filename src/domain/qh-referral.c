/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-referral.h"

/* The outcome that says that there is none yet. */
#define WAITING "C01"

/**
 * qh_referral_is_waiting:
 * @result: the outcome of a referral, or a value that is none
 * @catalogues: where it is from
 *
 * Returns: whether that says that the outcome is still to come.
 */
gboolean
qh_referral_is_waiting (gint64 result, QhCatalogues *catalogues)
{
  const QhEntry *entry = qh_catalogues_find (catalogues, result);

  return entry == NULL || g_str_equal (entry->code, WAITING);
}

/**
 * qh_referral_get_waiting_days:
 * @referral: a referral
 * @catalogues: where its outcome is from
 * @today: the day on which it is looked at
 *
 * Returns: for how many days it has waited for its outcome; −1 where it has one.
 */
int
qh_referral_get_waiting_days (const QhRecord *referral, QhCatalogues *catalogues, QhDay today)
{
  if (!qh_referral_is_waiting (qh_record_get_integer (referral, "result"), catalogues))
    return -1;
  return MAX (0, (int)today - (int)qh_record_get_integer (referral, "date"));
}
