/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-unit-number.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_UNIT_NUMBER_ROW (qh_unit_number_row_get_type ())
G_DECLARE_FINAL_TYPE (QhUnitNumberRow, qh_unit_number_row, QH, UNIT_NUMBER_ROW, AdwEntryRow)

void qh_unit_number_row_set_session (QhUnitNumberRow *self, QhSession *session, QhUnitNumber which);

G_END_DECLS
