/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-figure.h"

G_BEGIN_DECLS

/* By which rules this program counts. It goes up by one where the same records and
 * the same definitions give other figures than before; qh-counting.c says which. */
#define QH_COUNTING_RULES 1

/**
 * QhCounted:
 * @QH_COUNTED_RECORDS: records, and what is added up of them
 * @QH_COUNTED_GOALS: what was planned, and what was done of it
 * @QH_COUNTED_DUTY: days, minutes and workers on duty
 *
 * What a figure is counted from.
 */
typedef enum
{
  QH_COUNTED_RECORDS = 1 << 0,
  QH_COUNTED_GOALS = 1 << 1,
  QH_COUNTED_DUTY = 1 << 2,
} QhCounted;

QhCounted qh_counting_find         (const QhFigure *figure);
QhCounted qh_counting_changed_from (gint64 rules);

G_END_DECLS
