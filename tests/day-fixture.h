/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/qh-application.h"
#include "app/qh-window.h"
#include "fixture.h"
#include "store/qh-change-words.h"
#include "store/qh-store-lists.h"
#include "ui-fixture.h"
#include "ui/qh-session.h"
#include "ui/today/qh-entry-line.h"

G_BEGIN_DECLS

/**
 * Day:
 *
 * The real window with a new workspace open on Today.
 */
typedef struct
{
  Fixture store;
  QhWindow *window;
  QhSession *session;
  GtkWidget *page;
  QhEntryLine *entry;
} Day;

void day_open (Day *day, QhApplication *application);
void day_set_up (Day *day, gconstpointer data);
void day_tear_down (Day *day, gconstpointer data);
GPtrArray *list_day (Day *day, QhDay date);
guint count_today (Day *day);
void wait_for_count (Day *day, guint n);
void log_favourite (Day *day);
QhLogChange *get_last (Day *day);
QhAction get_last_action (Day *day);
int day_run (int argc, char *argv[], void (*add_tests) (QhApplication *application));

G_END_DECLS
