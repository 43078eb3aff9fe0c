/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-minutes.h"

#include <glib/gi18n-lib.h>

#define MOST_DIGITS 6

static const char *
read_number (const char *text,
             int        *number)
{
  int digits = 0;

  for (*number = 0; g_ascii_isdigit (*text) && digits < MOST_DIGITS; text++, digits++)
    *number = *number * 10 + (*text - '0');
  return digits > 0 ? text : NULL;
}

/**
 * qh_minutes_from_text:
 * @text: minutes, or hours and minutes such as "1:30"
 * @minutes: (out): how many
 *
 * Returns: whether @text says a duration.
 */
gboolean
qh_minutes_from_text (const char *text,
                      int        *minutes)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  const char *rest;
  int first, second;

  rest = read_number (stripped, &first);
  if (rest == NULL)
    return FALSE;
  if (*rest == '\0')
    {
      *minutes = first;
      return TRUE;
    }
  if (*rest != ':' || first > 99)
    return FALSE;
  rest = read_number (rest + 1, &second);
  if (rest == NULL || *rest != '\0' || second > 59)
    return FALSE;
  *minutes = first * 60 + second;
  return TRUE;
}

/**
 * qh_minutes_to_text:
 *
 * Returns: (transfer full): a duration in hours and minutes.
 */
char *
qh_minutes_to_text (int minutes)
{
  if (minutes < 60)
    /* Translators: a duration in minutes. */
    return g_strdup_printf (_("%d min"), minutes);
  if (minutes % 60 == 0)
    /* Translators: a duration in hours. */
    return g_strdup_printf (_("%d h"), minutes / 60);
  /* Translators: a duration in hours and minutes. */
  return g_strdup_printf (_("%d h %d min"), minutes / 60, minutes % 60);
}

/**
 * qh_minutes_get_start:
 * @minutes: how long something took that ends now
 *
 * Returns: the minute of today at which it began; 0 when it began yesterday.
 */
int
qh_minutes_get_start (int minutes)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return MAX (g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now) - minutes, 0);
}
