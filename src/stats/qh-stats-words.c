/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-stats-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/**
 * qh_stats_words_p:
 *
 * Returns: (transfer full): p as it stands in a sentence, such as "p = 0.031".
 */
char *
qh_stats_words_p (double p)
{
  return p < 0.001 ? g_strdup_printf ("p < %.3f", 0.001) : g_strdup_printf ("p = %.3f", p);
}

/**
 * qh_stats_is_rare:
 *
 * Returns: whether chance alone would rarely give this: less often than the
 *   confidence of the intervals leaves open.
 */
gboolean
qh_stats_is_rare (const QhStatsData *data, double p)
{
  return p < 1 - data->confidence;
}

/**
 * qh_stats_words_size:
 * @what: the measure, such as "V"
 * @small: from where it is called small
 *
 * Returns: (transfer full): a sentence that says how large an effect is, by the
 *   conventions of Cohen, Statistical power analysis for the behavioral sciences (1988).
 */
char *
qh_stats_words_size (const char *what, double size, double small, double medium, double large)
{
  const char *text = fabs (size) >= large    ? N_ ("The effect is large (%s = %.2f).")
                     : fabs (size) >= medium ? N_ ("The effect is of medium size (%s = %.2f).")
                     : fabs (size) >= small  ? N_ ("The effect is small (%s = %.2f).")
                                             : N_ ("The effect is very small (%s = %.2f).");

  if (isnan (size))
    return NULL;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (text), what, size);
#pragma GCC diagnostic pop
}

static char *
join (char *first, char *second)
{
  char *text = second != NULL ? g_strconcat (first, " ", second, NULL) : g_strdup (first);

  g_free (first);
  g_free (second);
  return text;
}

/**
 * qh_stats_words_related:
 * @size: (transfer full) (nullable): a sentence on the size of the effect
 *
 * Returns: (transfer full): whether the two variables have to do with each other.
 */
char *
qh_stats_words_related (const QhStatsData *data, double p, char *size)
{
  const char *of = qh_stats_data_of (data, 0)->label, *by = qh_stats_data_by (data, 0)->label;
  g_autofree char *chance = qh_stats_words_p (p);

  if (isnan (p))
    {
      g_free (size);
      return g_strdup_printf (
        _ ("There is too little here to tell whether “%s” and “%s” have to do with each other."),
        of,
        by);
    }
  if (qh_stats_is_rare (data, p))
    return join (
      g_strdup_printf (
        _ ("“%s” and “%s” have to do with each other: by chance alone so much would be rare (%s)."),
        of,
        by,
        chance),
      size);
  g_free (size);
  return g_strdup_printf (_ ("Nothing shows here that “%s” and “%s” have to do with each other: "
                             "chance alone may explain it (%s)."),
                          of,
                          by,
                          chance);
}

/**
 * qh_stats_words_differ:
 * @how: (transfer full): a sentence that says what differs, for where it does
 * @size: (transfer full) (nullable): a sentence on the size of the effect
 *
 * Returns: (transfer full): whether the groups differ.
 */
char *
qh_stats_words_differ (const QhStatsData *data, double p, char *how, char *size)
{
  const char *of = qh_stats_data_of (data, 0)->label, *by = qh_stats_data_by (data, 0)->label;
  g_autofree char *chance = qh_stats_words_p (p);

  if (qh_stats_is_rare (data, p))
    return join (
      join (how, g_strdup_printf (_ ("By chance alone so much would be rare (%s)."), chance)),
      size);
  g_free (how);
  g_free (size);
  return g_strdup_printf (_ ("Nothing shows here that “%s” differs by “%s”: chance alone may "
                             "explain what difference there is (%s)."),
                          of,
                          by,
                          chance);
}

/**
 * qh_stats_add_test:
 * @statistic: NaN for none
 * @df: NaN for none
 *
 * Adds what every test has.
 */
void
qh_stats_add_test (QhStatsResult *result, double statistic, double df, double p)
{
  qh_stats_result_add (result, "statistic", _ ("Statistic"), QH_FIGURE_NUMBER, statistic);
  qh_stats_result_add (result, "df", _ ("Degrees of freedom"), QH_FIGURE_NUMBER, df);
  qh_stats_result_add (result, "p", _ ("p"), QH_FIGURE_P, p);
}
