/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean qh_proportion_interval (guint64 count,
                                 guint64 n,
                                 double confidence,
                                 double *low,
                                 double *high,
                                 GError **error);

G_END_DECLS
