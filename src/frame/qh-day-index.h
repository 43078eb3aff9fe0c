/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame/qh-frame.h"

G_BEGIN_DECLS

/**
 * QhDayIndex:
 *
 * The rows of a frame in the order of one of its dates, so that those of some
 * days are found without going through all. Good as long as the frame is not
 * updated.
 */
typedef struct _QhDayIndex QhDayIndex;

QhDayIndex    *qh_day_index_new  (QhFrame *frame, const char *date);
void           qh_day_index_free (QhDayIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhDayIndex, qh_day_index_free)

const guint32 *qh_day_index_find (const QhDayIndex *self, QhDay from, QhDay to, guint *n);
guint32       *qh_day_index_list (const QhDayIndex *self, QhDay from, QhDay to, guint *n);

G_END_DECLS
