/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean qh_cli_takes (const char *argument);
int      qh_cli_run   (int argc, char *argv[]);

G_END_DECLS
