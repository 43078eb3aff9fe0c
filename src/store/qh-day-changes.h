/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-day.h"
#include "store/qh-database.h"
#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhDayChange:
 * @since: a change in the log
 * @changed: whether the day's activities were written to after it
 *
 * A worker's day, of which is asked whether it is as it was.
 */
typedef struct
{
  gint64 worker;
  QhDay day;
  gint64 since;
  gboolean changed;
} QhDayChange;

gboolean qh_day_changes_find (QhStore *store, QhDatabase *database, GArray *days, GError **error);

G_END_DECLS
