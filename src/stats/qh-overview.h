/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-frame.h"
#include "stats/qh-descriptives.h"

G_BEGIN_DECLS

/* Bars of a number's distribution. */
#define QH_OVERVIEW_BINS 16

/**
 * QhOverview:
 * @n: how many rows have a value
 * @missing: how many have none, by #QhMissing; the first has no answer at all
 * @described: whether @descriptives say something: of numbers of which there are any
 * @bins: of numbers and days: how many lie in each part between the smallest and the largest
 * @counts: (nullable): of categories: how many each index of the column's ids has
 * @n_counts: how many indices
 *
 * What a variable has in some rows, at a glance. Of several answers the first counts.
 */
typedef struct
{
  gsize n;
  gsize missing[QH_FRAME_FIRST_CODE];
  gboolean described;
  QhDescriptives descriptives;
  guint64 bins[QH_OVERVIEW_BINS];
  guint64 *counts;
  guint n_counts;
} QhOverview;

QhOverview *qh_overview_new  (const QhFrameColumn *column, const guint8 *mask, guint n_rows, double confidence);
void        qh_overview_free (QhOverview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhOverview, qh_overview_free)

G_END_DECLS
