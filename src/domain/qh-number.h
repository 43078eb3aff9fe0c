/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean qh_number_parse  (const char *text, double *number);
char    *qh_number_format (double number, int digits);
char    *qh_number_format_decimals (double number, int decimals);

G_END_DECLS
