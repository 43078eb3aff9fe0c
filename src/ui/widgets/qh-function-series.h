/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-catalogues.h"

G_BEGIN_DECLS

#define QH_N_FUNCTION_SERIES 5

guint       qh_function_get_series    (QhCatalogues *catalogues, gint64 function);
const char *qh_function_get_css_class (QhCatalogues *catalogues, gint64 function);

G_END_DECLS
