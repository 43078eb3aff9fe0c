/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-function-style.h"

static const char *const classes[QH_N_FUNCTION_SERIES + 1]
  = { "series-other", "series-1", "series-2", "series-3", "series-4", "series-5" };

/**
 * qh_function_get_css_class:
 *
 * Returns: the style class that gives a widget the function's colour as background.
 */
const char *
qh_function_get_css_class (QhCatalogues *catalogues, gint64 function)
{
  return classes[qh_function_get_series (catalogues, function)];
}
