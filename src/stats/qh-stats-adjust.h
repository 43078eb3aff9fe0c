/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void qh_stats_adjust_holm      (const double *p, guint n, double *adjusted);
void qh_stats_adjust_benjamini (const double *p, guint n, double *adjusted);

G_END_DECLS
