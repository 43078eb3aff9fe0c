/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-read-back.h"

G_BEGIN_DECLS

GPtrArray *qh_export_list_plain  (const QhExportPlan *plan);
void       qh_export_sum_columns (const QhExportPlan *plan, QhColumnSum *sums);

G_END_DECLS
