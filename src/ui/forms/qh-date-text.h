/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-day.h"

G_BEGIN_DECLS

QhDay qh_date_text_parse  (const char *text, QhDay today);
char *qh_date_text_format (QhDay day);
char *qh_date_text_hint   (void);

G_END_DECLS
