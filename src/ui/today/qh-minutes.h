/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean qh_minutes_from_text (const char *text, int *minutes);
char    *qh_minutes_to_text   (int minutes);
int      qh_minutes_get_start (int minutes);

G_END_DECLS
