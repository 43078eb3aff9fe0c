/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_UNLOCK_PAGE (qh_unlock_page_get_type ())
G_DECLARE_FINAL_TYPE (QhUnlockPage, qh_unlock_page, QH, UNLOCK_PAGE, GtkWidget)

gboolean    qh_unlock_page_set_path (QhUnlockPage *self, const char *path, GError **error);
const char *qh_unlock_page_get_path (QhUnlockPage *self);

G_END_DECLS
