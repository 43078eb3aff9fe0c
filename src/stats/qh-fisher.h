/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double   qh_fisher_square (const double cells[4]);
gboolean qh_fisher_draw   (const double *counts, guint rows, guint columns, guint draws, guint32 seed, double *p, double *error_of_p, GError **error);

G_END_DECLS
