/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/qh-window.h"
#include "fixture.h"
#include "ui/widgets/qh-notice-bar.h"

/* The window with a workspace whose backups are looked at. */

typedef struct
{
  Fixture store;
  QhWindow *window;
} World;

typedef struct
{
  GtkWidget *root;
  const char *text;
} Words;

QhNoticeBar *get_bar (World *world);
gboolean is_noticed (gpointer world);
GPtrArray *list (World *world);
gboolean has_backup (gpointer world);
void open_window (World *world);
void wait_for_view (GtkWidget *page, const char *name);
GtkWidget *plan_import (World *world);
gboolean has_imported (gpointer world);
GtkWidget *open_settings (World *world);
gboolean says (gpointer data);
void set_up (World *world, gconstpointer data);
void tear_down (World *world, gconstpointer data);
