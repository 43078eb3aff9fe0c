/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_ENTRY_DEFAULTS (qh_entry_defaults_get_type ())
G_DECLARE_FINAL_TYPE (QhEntryDefaults, qh_entry_defaults, QH, ENTRY_DEFAULTS, GtkWidget)

void qh_entry_defaults_set_session (QhEntryDefaults *self, QhSession *session);
void qh_entry_defaults_set_now     (QhEntryDefaults *self, gboolean now);
void qh_entry_defaults_set_minutes (QhEntryDefaults *self, int minutes);
void qh_entry_defaults_set_start   (QhEntryDefaults *self, int minute);
void qh_entry_defaults_clear       (QhEntryDefaults *self);
void qh_entry_defaults_follow      (QhEntryDefaults *self, const QhEntry *type);
void qh_entry_defaults_read        (QhEntryDefaults *self, const QhRecord *activity);
void qh_entry_defaults_write       (QhEntryDefaults *self, QhRecord *activity);

G_END_DECLS
