/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

void qh_event_log_open_case (QhStore *store, gint64 id);
void qh_event_log_open_person (QhStore *store, gint64 id);
void qh_event_log_export    (QhStore *store, const char *detail);
void qh_event_log_print     (QhStore *store, const char *detail);

G_END_DECLS
