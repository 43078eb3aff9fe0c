/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-frame.h"

G_BEGIN_DECLS

/**
 * QhSample:
 * @values: (nullable): what stands in the rows, in their order; of dates the
 *   days, of categories %NULL
 * @n: how many rows have a value
 * @missing: how many have none, by #QhMissing; the first has no answer at all
 *
 * What a column has in some rows.
 */
typedef struct
{
  double *values;
  gsize n;
  gsize missing[QH_FRAME_FIRST_CODE];
} QhSample;

QhSample *qh_sample_new       (const QhFrameColumn *column, const guint8 *mask, guint n_rows);
void      qh_sample_free      (QhSample *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhSample, qh_sample_free)
gboolean  qh_column_is_number (const QhFrameColumn *column);

G_END_DECLS
