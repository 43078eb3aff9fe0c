/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/qh-session.h"

G_BEGIN_DECLS

#define QH_TYPE_FAVOURITES (qh_favourites_get_type ())
G_DECLARE_FINAL_TYPE (QhFavourites, qh_favourites, QH, FAVOURITES, GtkWidget)

#define QH_N_FAVOURITES 8

void   qh_favourites_show (QhFavourites *self, QhSession *session);
gint64 qh_favourites_find (QhSession *session, guint number);

G_END_DECLS
