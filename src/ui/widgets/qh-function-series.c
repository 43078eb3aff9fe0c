/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-function-series.h"

/* The functions of most of the work, each with a colour of its own wherever it shows. */
static const char *const codes[QH_N_FUNCTION_SERIES] = { "F04", "F02", "F07", "F09", "F05" };

static const char *const classes[QH_N_FUNCTION_SERIES + 1] = { "series-other", "series-1", "series-2", "series-3", "series-4", "series-5" };

/**
 * qh_function_get_series:
 * @function: a function, or 0
 *
 * Returns: the number of the function's colour, 1 to %QH_N_FUNCTION_SERIES, or 0
 *   for the colour of all others.
 */
guint
qh_function_get_series (QhCatalogues *catalogues,
                        gint64        function)
{
  const QhEntry *entry = qh_catalogues_find (catalogues, function);

  for (guint i = 0; entry != NULL && i < QH_N_FUNCTION_SERIES; i++)
    if (g_str_equal (entry->code, codes[i]))
      return i + 1;
  return 0;
}

/**
 * qh_function_get_css_class:
 *
 * Returns: the style class that gives a widget the function's colour as background.
 */
const char *
qh_function_get_css_class (QhCatalogues *catalogues,
                           gint64        function)
{
  return classes[qh_function_get_series (catalogues, function)];
}
