/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhDuty:
 * @days: on duty: scheduled, and not on leave
 * @minutes: on duty
 * @scheduled_days: on duty or on leave
 * @scheduled_minutes: on duty or on leave
 *
 * What a worker's schedule comes to over some days.
 */
typedef struct
{
  guint days;
  guint64 minutes;
  guint scheduled_days;
  guint64 scheduled_minutes;
} QhDuty;

/**
 * QhCalendar:
 *
 * Who was to work when: the schedules and leaves of all workers as they were
 * read. Immutable.
 */
typedef struct _QhCalendar QhCalendar;

QhCalendar *qh_calendar_new          (GPtrArray *schedules, GPtrArray *leaves);
QhCalendar *qh_calendar_load         (QhStore *store, GError **error);
void        qh_calendar_free         (QhCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhCalendar, qh_calendar_free)

guint       qh_calendar_get_scheduled (QhCalendar *self, gint64 worker, QhDay day);
gboolean    qh_calendar_is_on_leave  (QhCalendar *self, gint64 worker, QhDay day);
guint       qh_calendar_get_minutes  (QhCalendar *self, gint64 worker, QhDay day);
gboolean    qh_calendar_fit          (QhStore *store, QhChange *change, GError **error);
void        qh_calendar_add_duty     (QhCalendar *self, gint64 worker, QhDay from, QhDay to, QhDuty *duty);

G_END_DECLS
