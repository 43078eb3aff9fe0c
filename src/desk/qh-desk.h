/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-calendar.h"
#include "desk/qh-scope.h"
#include "frame/qh-frame.h"

G_BEGIN_DECLS

/**
 * QhDeskAnswers:
 * @offsets: where the answers of each row of the frame begin, and the end
 * @values: (element-type gint64): the answers
 *
 * The answers of a field that stands in no frame, such as the people of activities.
 */
typedef struct
{
  guint32 *offsets;
  GArray *values;
} QhDeskAnswers;

/**
 * QhDesk:
 * @store: the workspace
 * @scope: whose work is looked at
 * @from: the first day
 * @to: the last day
 *
 * What figures are computed from: whose work, which days, and the frames and the
 * calendar, read when they are first asked for and then kept. For one thread,
 * and not the main one: it reads the file.
 */
typedef struct
{
  QhStore *store;
  QhScope *scope;
  QhDay from;
  QhDay to;
  QhCalendar *calendar;
  QhFrame *frames[QH_N_KINDS];
  GHashTable *answers; /* by field */
  GHashTable *activity_days;
  GHashTable *parts; /* frames of some days, by what they are of */
  GCancellable *cancellable;
} QhDesk;

QhDesk     *qh_desk_new          (QhStore *store, QhScope *scope, QhDay from, QhDay to, GCancellable *cancellable);
void        qh_desk_free         (QhDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhDesk, qh_desk_free)

QhFrame    *qh_desk_get_frame    (QhDesk *self, guint kind, GError **error);
QhCalendar *qh_desk_get_calendar (QhDesk *self, GError **error);
const QhDeskAnswers *qh_desk_get_answers (QhDesk *self, QhFrame *frame, const QhField *field, GError **error);
QhFrame    *qh_desk_get_part     (QhDesk *self, guint kind, const char *placed_by, QhDay from, QhDay to, GError **error);
GHashTable *qh_desk_get_activity_days (QhDesk *self, GError **error);
void        qh_desk_sum_duty     (QhDesk *self, QhCalendar *calendar, QhDuty *duty);

G_END_DECLS
