/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/qh-drafts.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_DATASETS_PAGE (qh_datasets_page_get_type ())
G_DECLARE_FINAL_TYPE (QhDatasetsPage, qh_datasets_page, QH, DATASETS_PAGE, GtkWidget)

GtkWidget  *qh_datasets_page_new         (void);
void        qh_datasets_page_set_session (QhDatasetsPage *self, QhSession *session);
void        qh_datasets_page_open        (QhDatasetsPage *self, const char *json);
void        qh_datasets_page_export      (QhDatasetsPage *self, const char *folder);
void        qh_datasets_page_write_recipe (QhDatasetsPage *self, GFile *file);
void        qh_datasets_page_continue    (QhDatasetsPage *self, const QhDraft *draft);
const char *qh_datasets_page_get_state   (QhDatasetsPage *self);

G_END_DECLS
