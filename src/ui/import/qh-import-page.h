/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _QhSession QhSession;

#define QH_TYPE_IMPORT_PAGE (qh_import_page_get_type ())
G_DECLARE_FINAL_TYPE (QhImportPage, qh_import_page, QH, IMPORT_PAGE, GtkWidget)

GtkWidget *qh_import_page_new         (void);
void       qh_import_page_set_session (QhImportPage *self, QhSession *session);
void       qh_import_page_open_file   (QhImportPage *self, GFile *file);

G_END_DECLS
