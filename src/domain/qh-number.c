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

/* From here on thousands are grouped; below may be a year. */
#define GROUPED 1e4
/* Beyond this it would be digits that no double has. */
#define EXACT 1e15

/**
 * qh_number_format:
 * @number: a measure; what is not finite is told as C tells it
 * @digits: how many digits tell enough, 1 to 15
 *
 * Returns: (transfer full): the number as the locale writes it, for people: rounded to so
 *   many digits or to a whole number, thousands grouped from 10,000 on, so that years are not
 */
char *
qh_number_format (double number, int digits)
{
  double magnitude = fabs (number);

  if (!(magnitude >= GROUPED && magnitude < EXACT)) /* so too what is no number */
    return g_strdup_printf ("%.*g", digits, number);
  return g_strdup_printf ("%'.*f",
                          number == floor (number) ? 0 : MAX (0, digits - 1 - (int)floor (log10 (magnitude))),
                          number);
}

/**
 * qh_number_format_decimals:
 * @number: a measure, finite
 * @decimals: how many
 *
 * Returns: (transfer full): the number as qh_number_format() writes it, with so many decimals,
 *   so that those of a column stand below each other
 */
char *
qh_number_format_decimals (double number, int decimals)
{
  return g_strdup_printf (fabs (number) < GROUPED ? "%.*f" : "%'.*f", decimals, number);
}
