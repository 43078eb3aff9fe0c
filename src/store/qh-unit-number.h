/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhUnitNumber:
 * @QH_UNIT_SMALL_CELLS: the least count that is shown to who may not see the rows
 *   and in what leaves the program; below 2 nothing is hidden
 * @QH_UNIT_IDLE_DAYS: after so many days without activity a case is left alone
 * @QH_UNIT_REFERRAL_DAYS: after so many days without an outcome a referral is late
 *
 * A number that a unit sets for itself. It stands in the workspace, for all who open it.
 */
typedef enum
{
  QH_UNIT_SMALL_CELLS,
  QH_UNIT_IDLE_DAYS,
  QH_UNIT_REFERRAL_DAYS,
  QH_N_UNIT_NUMBERS,
} QhUnitNumber;

const char *qh_unit_number_get_name (QhUnitNumber which);
gint64      qh_unit_number_get_most (QhUnitNumber which);
gint64      qh_unit_number_get      (QhStore *store, QhUnitNumber which);
gboolean    qh_unit_number_set      (QhStore *store, QhUnitNumber which, gint64 value, GError **error);

G_END_DECLS
