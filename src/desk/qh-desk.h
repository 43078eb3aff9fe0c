/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-calendar.h"
#include "desk/qh-scope.h"
#include "frame/qh-case-days.h"

G_BEGIN_DECLS

/**
 * QhDeskAnswers:
 * @offsets: where the answers of each row of the frame begin, and the end
 * @places: (element-type guint32): the answers, from 0 to @n_different − 1
 *
 * The answers of a field that stands in no frame, such as the people of activities.
 */
typedef struct
{
  guint32 *offsets;
  GArray *places;
  guint n_different;
} QhDeskAnswers;

/**
 * QhDeskPart:
 * @frame: some of the records of a frame
 * @rows: where each of them stands in that frame
 */
typedef struct
{
  QhFrame *frame;
  guint32 *rows;
} QhDeskPart;

/**
 * QhDeskLink:
 * @column: the field by which the children belong to parents
 * @indices: of each row of the parents which of the ids of @column it is; 0
 *   where nothing belongs to it
 */
typedef struct
{
  const QhFrameColumn *column;
  guint32 *indices;
} QhDeskLink;


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
  GHashTable *days;    /* rows by a date */
  GHashTable *parts;   /* records of some days, by what they are of */
  guint n_part_rows;
  GHashTable *masks;   /* by conditions */
  GHashTable *links;   /* by two kinds */
  GHashTable *marks;   /* by link and conditions */
  QhCaseDays *case_days;
  GCancellable *cancellable;
} QhDesk;

QhDesk     *qh_desk_new          (QhStore *store, QhScope *scope, QhDay from, QhDay to, GCancellable *cancellable);
void        qh_desk_free         (QhDesk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhDesk, qh_desk_free)

QhFrame    *qh_desk_get_frame    (QhDesk *self, guint kind, GError **error);
void        qh_desk_lend_frame   (QhDesk *self, QhFrame *frame);
QhCalendar *qh_desk_get_calendar (QhDesk *self, GError **error);
const QhDeskAnswers *qh_desk_get_answers (QhDesk *self, QhFrame *frame, const QhField *field, GError **error);
QhFrame    *qh_desk_get_part     (QhDesk *self, guint kind, const char *placed_by, QhDay from, QhDay to, GError **error);
const QhDeskPart *qh_desk_find_part (QhDesk *self, guint kind, const char *placed_by, QhDay from, QhDay to, GError **error);
const QhDayIndex *qh_desk_get_days (QhDesk *self, guint kind, const char *placed_by, GError **error);
const guint8 *qh_desk_get_mask     (QhDesk *self, guint kind, char *const *where, GError **error);
const QhDeskLink *qh_desk_get_link (QhDesk *self, guint child, guint parent, GError **error);
guint8     *qh_desk_mark_parents (QhDesk *self, const QhDeskLink *link, guint child, char *const *where, QhDay from, QhDay to, GError **error);
const QhCaseDays *qh_desk_get_case_days (QhDesk *self, GError **error);
void        qh_desk_sum_duty     (QhDesk *self, QhCalendar *calendar, QhDuty *duty);

G_END_DECLS
