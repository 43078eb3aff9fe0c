/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-function-series.h"

G_BEGIN_DECLS

const char *qh_function_get_css_class (QhCatalogues *catalogues, gint64 function);

G_END_DECLS
