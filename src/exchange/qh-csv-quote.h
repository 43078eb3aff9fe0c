/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void qh_csv_append_quoted (GString *line, const char *text);

G_END_DECLS
