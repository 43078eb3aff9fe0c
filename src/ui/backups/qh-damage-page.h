/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/qh-store.h"

G_BEGIN_DECLS

#define QH_TYPE_DAMAGE_PAGE (qh_damage_page_get_type ())
G_DECLARE_FINAL_TYPE (QhDamagePage, qh_damage_page, QH, DAMAGE_PAGE, GtkWidget)

void qh_damage_page_show  (QhDamagePage *self, const char *path, const char *what);
void qh_damage_page_clear (QhDamagePage *self);
const char *
     qh_damage_page_get_path (QhDamagePage *self);

G_END_DECLS
