/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-day.h"
#include "domain/qh-error.h"

G_BEGIN_DECLS

gboolean qh_recovery_sheet_save (const char *path, const char *unit, QhDay day, const char *words, GError **error);

G_END_DECLS
