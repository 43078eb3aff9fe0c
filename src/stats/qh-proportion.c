/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-proportion.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"

/**
 * qh_proportion_interval:
 * @count: how many of @n
 * @confidence: between 0 and 1
 * @low: (out): lower end, 0 to 1
 * @high: (out): upper end, 0 to 1
 *
 * The score interval of Wilson, Probable inference, Journal of the American
 * Statistical Association 22 (1927), without continuity correction.
 *
 * Returns: %FALSE with %QH_ERROR_REQUIRED when @n is 0.
 */
gboolean
qh_proportion_interval (guint64 count,
                        guint64 n,
                        double confidence,
                        double *low,
                        double *high,
                        GError **error)
{
  double z, all = (double)n, share, middle, half;

  g_return_val_if_fail (count <= n && confidence > 0 && confidence < 1, FALSE);

  if (n == 0)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_REQUIRED,
                           _ ("There is nothing to take a share of. Choose other rows."));
      return FALSE;
    }
  z = qnorm ((1 + confidence) / 2, 0, 1, TRUE, FALSE);
  share = (double)count / all;
  middle = share + z * z / (2 * all);
  half = z * sqrt (share * (1 - share) / all + z * z / (4 * all * all));
  *low = count == 0 ? 0 : (middle - half) / (1 + z * z / all);
  *high = count == n ? 1 : (middle + half) / (1 + z * z / all);
  return TRUE;
}
