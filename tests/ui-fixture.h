/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What tests of real widgets do alike: wait, look for a widget, press keys. */

/* How long something may take before a test gives up on it, in microseconds. */
#define PATIENCE (180 * G_USEC_PER_SEC)

typedef gboolean (*Condition) (gpointer data);

void wait_for (Condition condition, gpointer data);
void let_run (guint milliseconds);
void settle (void);
gpointer find_widget (gpointer root, GType type, const char *label);
gpointer find_toplevel (GType type);
gpointer child_of (gpointer widget, GType type, const char *name);
gpointer child_named (gpointer widget, const char *name);
gboolean has_button (gpointer root, const char *label);
GtkWidget *find_dialog (void);
gboolean has_no_dialog (gpointer data);
gboolean can_press_keys (void);
guint press_keys (gpointer window, const char *keys);

G_END_DECLS
