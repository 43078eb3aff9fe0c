/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/qh-goals.h"

G_BEGIN_DECLS

/**
 * QhGoalsWish:
 * @unit: whose goals: a unit's, or 0
 * @worker: or a worker's, with their share of the unit's where they have none
 * @year: the first of January
 */
typedef struct
{
  gint64 unit;
  gint64 worker;
  QhDay year;
} QhGoalsWish;

/**
 * QhGoalsWritten:
 * @n: how many goals were new or changed
 * @sequence: the place of the change in the log; 0 where nothing changed
 */
typedef struct
{
  guint n;
  gint64 sequence;
} QhGoalsWritten;

void      qh_goals_read_async   (QhStore *store, const QhGoalsWish *wish, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GArray   *qh_goals_read_finish  (GAsyncResult *result, GError **error);
void      qh_goals_write_async  (QhStore *store, GArray *goals, GAsyncReadyCallback callback, gpointer user_data);
void      qh_goals_copy_async   (QhStore *store, QhDay from, QhDay to, GAsyncReadyCallback callback, gpointer user_data);
gboolean  qh_goals_write_finish (GAsyncResult *result, QhGoalsWritten *written, GError **error);

G_END_DECLS
