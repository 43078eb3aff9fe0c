/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/qh-import-profile.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_IMPORT_PROFILE_VIEW (qh_import_profile_view_get_type ())
G_DECLARE_FINAL_TYPE (QhImportProfileView, qh_import_profile_view, QH, IMPORT_PROFILE_VIEW, GtkWidget)

void             qh_import_profile_view_set_table    (QhImportProfileView *self, QhSession *session, QhCsvReader *table);
void             qh_import_profile_view_open_file    (QhImportProfileView *self, GFile *file);
void             qh_import_profile_view_update       (QhImportProfileView *self);
void             qh_import_profile_view_show_problem (QhImportProfileView *self, const char *text);
QhImportProfile *qh_import_profile_view_get_profile  (QhImportProfileView *self);
gint64           qh_import_profile_view_get_worker   (QhImportProfileView *self);

G_END_DECLS
