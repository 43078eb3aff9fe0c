/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint8 *qh_small_cells_find (const double *cells,
                             guint n_rows,
                             guint n_columns,
                             double least,
                             gboolean secondary);
void    qh_small_cells_complete (const double *cells,
                                 guint n_rows,
                                 guint n_columns,
                                 guint8 *hidden);

G_END_DECLS
