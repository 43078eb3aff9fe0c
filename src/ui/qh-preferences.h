/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What this computer remembers for the window. Where the schema is not
 * installed, settings are NULL and nothing is remembered. */

GSettings *qh_preferences_new               (void);
char      *qh_preferences_get_string        (GSettings *settings, const char *key);
void       qh_preferences_set_string        (GSettings *settings, const char *key, const char *value);
void       qh_preferences_remember_workspace (GSettings *settings, const char *path);
GStrv      qh_preferences_list_recent       (GSettings *settings);
gint64     qh_preferences_get_worker        (GSettings *settings, const char *path);
void       qh_preferences_set_worker        (GSettings *settings, const char *path, gint64 worker);

G_END_DECLS
