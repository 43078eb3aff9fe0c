/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-day.h"

G_BEGIN_DECLS

/**
 * QhPeriodName:
 *
 * The periods that charts can be asked for by name; each ends today.
 */
typedef enum
{
  QH_PERIOD_MONTH,
  QH_PERIOD_LAST_MONTH,
  QH_PERIOD_QUARTER,
  QH_PERIOD_YEAR,
  QH_PERIOD_TWELVE_MONTHS,
  QH_PERIOD_ALL,
  QH_PERIOD_CHOSEN,
  QH_N_PERIODS,
} QhPeriodName;

/**
 * QhPeriod:
 * @name: which one
 * @from: its first day; of %QH_PERIOD_ALL %QH_NO_DAY
 * @to: its last day; of %QH_PERIOD_ALL %QH_NO_DAY
 */
typedef struct
{
  QhPeriodName name;
  QhDay from;
  QhDay to;
} QhPeriod;

QhPeriod    qh_period_new          (QhPeriodName name, QhDay today);
QhPeriod    qh_period_new_chosen   (QhDay from, QhDay to);
QhPeriod    qh_period_from_text    (const char *text, QhDay today);
char       *qh_period_to_text      (const QhPeriod *period);
const char *qh_period_get_label    (QhPeriodName name);
QhPeriod    qh_period_widen        (const QhPeriod *period, QhDay today);
char       *qh_period_format_days  (QhDay from, QhDay to, gboolean with_year);

G_END_DECLS
