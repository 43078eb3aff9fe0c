/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/qh-application.h"
#include "app/qh-window.h"
#include "fixture.h"
#include "store/qh-change-words.h"
#include "store/qh-store-lists.h"
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

typedef gboolean (*Condition) (gpointer data);

void wait_for (Condition condition, gpointer data);
void settle (void);
gpointer find_widget (gpointer root, GType type, const char *label);
GPtrArray *list_day (Day *day, QhDay date);
gpointer child_of (gpointer widget, GType type, const char *name);
void day_set_up (Day *day, gconstpointer data);
void day_tear_down (Day *day, gconstpointer data);
gboolean has_button (gpointer root, const char *label);
GtkWidget *find_dialog (void);
gboolean has_no_dialog (gpointer data);
QhLogChange *get_last (Day *day);
QhAction get_last_action (Day *day);
int day_run (int argc, char *argv[], void (*add_tests) (QhApplication *application));

G_END_DECLS
