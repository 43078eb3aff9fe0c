/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board/qh-function-series.h"

/* The functions of most of the work: each has one colour wherever it shows. */
static const char *const codes[QH_N_FUNCTION_SERIES] = { "F04", "F02", "F07", "F09", "F05" };

/**
 * qh_function_get_series:
 * @function: a function, or 0
 *
 * Returns: the number of the function's colour, 1 to %QH_N_FUNCTION_SERIES, or 0
 *   for the colour of all others.
 */
guint
qh_function_get_series (QhCatalogues *catalogues, gint64 function)
{
  const QhEntry *entry = qh_catalogues_find (catalogues, function);

  for (guint i = 0; entry != NULL && i < QH_N_FUNCTION_SERIES; i++)
    if (g_str_equal (entry->code, codes[i]))
      return i + 1;
  return 0;
}

/**
 * qh_function_from_series:
 * @series: 1 to %QH_N_FUNCTION_SERIES
 *
 * Returns: the function that has the colour of that number, or 0.
 */
gint64
qh_function_from_series (QhCatalogues *catalogues, guint series)
{
  const QhEntry *entry = qh_catalogues_find_code (catalogues, "function", codes[series - 1]);

  return entry != NULL ? entry->id : 0;
}
