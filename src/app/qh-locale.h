/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void qh_locale_init       (void);
void qh_locale_set_language (const char *code);

G_END_DECLS
