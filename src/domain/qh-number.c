/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-number.h"

#include <math.h>

/**
 * qh_number_parse:
 * @text: as a person types it: digits with a point or a comma, a sign before them
 * @number: (out): what it says
 *
 * Unlike strtod() takes nothing else for a number: no "inf", "nan", hexadecimal or
 * exponent, and none that is too great.
 *
 * Returns: whether it is a number.
 */
gboolean
qh_number_parse (const char *text, double *number)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  const char *at = plain + (*plain == '-' || *plain == '+');
  guint n_digits = 0, n_marks = 0;

  g_strdelimit (plain, ",", '.');
  for (; *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      n_digits++;
    else if (*at != '.' || n_marks++ > 0)
      return FALSE;
  *number = g_ascii_strtod (plain, NULL);
  return n_digits > 0 && isfinite (*number);
}
