/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/qh-application.h"
#include "app/qh-window.h"

/* The window as it opens, without a workspace yet. */

#define PASSPHRASE "cuatro sillas bajo nieve verde"
#define OTHER_PASSPHRASE "tres puentes sobre lana morada"
#define WORKER "Marcelina Canario Ejemplo"

typedef struct
{
  char *folder;
  char *path;
  QhApplication *application;
  QhWindow *window;
} World;

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

gboolean is_open (gpointer data);
gboolean is_visible (gpointer data);
GtkWidget *get_page (World *fixture, const char *name);
GtkWidget *find_row (GtkWidget *root, const char *title);
gboolean is_gone (gpointer data);
QhApplication *create_application (void);
void set_up (World *fixture, gconstpointer data);
void tear_down (World *fixture, gconstpointer data);
void open_new (World *fixture);
void unlock_with (World *fixture, const char *passphrase);
