/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-catalogues.h"

G_BEGIN_DECLS

#define QH_N_FUNCTION_SERIES 5

guint  qh_function_get_series  (QhCatalogues *catalogues, gint64 function);
gint64 qh_function_from_series (QhCatalogues *catalogues, guint series);

G_END_DECLS
