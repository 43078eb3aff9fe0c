/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void qh_theme_apply (const char *colour_scheme);

G_END_DECLS
