/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define QH_TYPE_SIDEBAR_BUTTON (qh_sidebar_button_get_type ())
G_DECLARE_FINAL_TYPE (QhSidebarButton, qh_sidebar_button, QH, SIDEBAR_BUTTON, GtkWidget)

G_END_DECLS
