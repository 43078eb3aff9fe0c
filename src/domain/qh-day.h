/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhDay:
 *
 * A local calendar day as GLib's Julian day number (1 = 1 January of year 1).
 * 0 is no day.
 */
typedef gint32 QhDay;

#define QH_NO_DAY 0
#define QH_DAY_ISO_SIZE 11

QhDay    qh_day_today     (void);
QhDay    qh_day_from_ymd  (int year, int month, int day);
QhDay    qh_day_from_iso  (const char *iso);
void     qh_day_to_ymd    (QhDay day, int *year, int *month, int *month_day);
int      qh_day_get_year  (QhDay day);
void     qh_day_to_iso    (QhDay day, char iso[QH_DAY_ISO_SIZE]);
int      qh_day_get_weekday (QhDay day);
QhDay    qh_day_month_start (QhDay day);
QhDay    qh_day_add_months  (QhDay day, int months);
char    *qh_day_format    (QhDay day, const char *format);
char    *qh_day_format_short (QhDay day);

gboolean qh_minute_from_text (const char *text, int *minute);

G_END_DECLS
