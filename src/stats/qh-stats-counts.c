/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "domain/qh-error.h"
#include "stats/qh-crosstab.h"
#include "stats/qh-fisher.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

static gboolean
compute (const QhStatsData *data, QhCrosstab *crosstab, GError **error)
{
  const QhStatsCounts *counts = data->counts;

  return qh_crosstab_compute (
    counts->cells, counts->rows->len, counts->columns->len, data->confidence, crosstab, error);
}

/**
 * qh_stats_add_cramers_v:
 *
 * Adds V with its interval, of the noncentrality of chi-square (Smithson,
 * Confidence intervals, 2003), without adding the degrees of freedom, so that it
 * begins at 0 where there may be no association.
 */
void
qh_stats_add_cramers_v (QhStatsResult *result, const QhCrosstab *crosstab)
{
  double most = crosstab->n * (MIN (crosstab->rows, crosstab->columns) - 1.0);
  double tail = (1 - result->confidence) / 2;

  qh_stats_result_add_with (
    result,
    "cramers_v",
    _ ("Cramér's V"),
    QH_FIGURE_NUMBER,
    crosstab->cramers_v,
    sqrt (qh_stats_noncentral_chi (crosstab->chi_square, crosstab->df, 1 - tail) / most),
    MIN (1, sqrt (qh_stats_noncentral_chi (crosstab->chi_square, crosstab->df, tail) / most)));
}

static void
add_effects (QhStatsResult *result, const QhCrosstab *crosstab)
{
  qh_stats_add_cramers_v (result, crosstab);
  qh_stats_result_add (result, "phi", _ ("Phi"), QH_FIGURE_NUMBER, crosstab->phi);
  qh_stats_result_add_with (result,
                            "odds_ratio",
                            _ ("Odds ratio"),
                            QH_FIGURE_NUMBER,
                            crosstab->odds_ratio,
                            crosstab->odds_low,
                            crosstab->odds_high);
  qh_stats_result_add (result,
                       "smallest_expected",
                       _ ("Smallest expected count"),
                       QH_FIGURE_NUMBER,
                       crosstab->smallest_expected);
}

static void
assume_expected (QhStatsResult *result, const QhCrosstab *crosstab)
{
  guint cells = crosstab->rows * crosstab->columns;

  if (crosstab->n_small * 5 > cells || crosstab->smallest_expected < 1)
    qh_stats_result_assume (
      result,
      QH_ASSUMPTION_BROKEN,
      g_strdup_printf (
        _ ("Expected counts are large enough: %u of %u are below 5. Merge categories, "
           "or use Fisher's test."),
        crosstab->n_small,
        cells));
  else
    qh_stats_result_assume (
      result,
      QH_ASSUMPTION_MET,
      g_strdup_printf (
        _ ("Expected counts are large enough: %u of %u are below 5."), crosstab->n_small, cells));
}

/**
 * qh_stats_assume_independent:
 *
 * Adds what no figure tells: that a row says nothing on another.
 */
void
qh_stats_assume_independent (QhStatsResult *result)
{
  qh_stats_result_assume (
    result,
    QH_ASSUMPTION_OPEN,
    g_strdup (
      _ ("Rows are independent: nobody is in them twice, and nobody answers for another.")));
}

/**
 * qh_stats_add_crosstab:
 *
 * Adds what every test of two categories has: how strong they are, and whether their
 * counts are large enough.
 */
void
qh_stats_add_crosstab (QhStatsResult *result, const QhCrosstab *crosstab)
{
  add_effects (result, crosstab);
  assume_expected (result, crosstab);
  qh_stats_assume_independent (result);
}

/**
 * qh_stats_words_association:
 *
 * Returns: (transfer full): how strong an association is.
 */
char *
qh_stats_words_association (const QhCrosstab *crosstab)
{
  double part = sqrt (MIN (crosstab->rows, crosstab->columns) - 1.0);

  return qh_stats_words_size ("V", crosstab->cramers_v, 0.1 / part, 0.3 / part, 0.5 / part);
}

static gboolean
is_square (const QhCrosstab *crosstab, const char *test, GError **error)
{
  if (crosstab->rows == 2 && crosstab->columns == 2)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("“%s” is for two by two categories, and here are %u by %u. Use chi-square, or "
                  "choose rows with --where."),
               test,
               crosstab->rows,
               crosstab->columns);
  return FALSE;
}

static QhStatsResult *
finish (const QhStatsData *data,
        const QhCrosstab *crosstab,
        QhStatsResult *result,
        double statistic,
        double p)
{
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, crosstab->n);
  qh_stats_add_test (result, statistic, crosstab->df, p);
  qh_stats_add_crosstab (result, crosstab);
  qh_stats_result_say (result,
                       qh_stats_words_related (data, p, qh_stats_words_association (crosstab)));
  return result;
}

QhStatsResult *
qh_stats_chi_square (const QhStatsData *data, GError **error)
{
  QhCrosstab crosstab;

  if (!compute (data, &crosstab, error))
    return NULL;
  return finish (data,
                 &crosstab,
                 qh_stats_result_new ("chi-square", _ ("Pearson's chi-square"), data->confidence),
                 crosstab.chi_square,
                 crosstab.p);
}

QhStatsResult *
qh_stats_chi_square_corrected (const QhStatsData *data, GError **error)
{
  QhCrosstab crosstab;

  if (!compute (data, &crosstab, error) || !is_square (&crosstab, "chi-square-corrected", error))
    return NULL;
  return finish (data,
                 &crosstab,
                 qh_stats_result_new ("chi-square-corrected",
                                      _ ("Chi-square with Yates's correction"),
                                      data->confidence),
                 crosstab.corrected,
                 crosstab.corrected_p);
}

QhStatsResult *
qh_stats_likelihood_ratio (const QhStatsData *data, GError **error)
{
  QhCrosstab crosstab;

  if (!compute (data, &crosstab, error))
    return NULL;
  return finish (data,
                 &crosstab,
                 qh_stats_result_new ("likelihood-ratio", _ ("Likelihood ratio"), data->confidence),
                 crosstab.likelihood,
                 crosstab.likelihood_p);
}

static gboolean
are_whole (const QhStatsCounts *counts, GError **error)
{
  for (gsize i = 0; i < (gsize)counts->rows->len * counts->columns->len; i++)
    if (counts->cells[i] != floor (counts->cells[i]))
      {
        g_set_error (error,
                     QH_ERROR,
                     QH_ERROR_RANGE,
                     _ ("The test counts rows, and the weights add up to %g in a cell. Use weights "
                        "that are whole numbers, or chi-square."),
                     counts->cells[i]);
        return FALSE;
      }
  return TRUE;
}

/* The four cells that are not in an empty row or column. */
static void
find_cells (const QhStatsCounts *counts, double cells[4])
{
  guint n_rows = counts->rows->len, n_columns = counts->columns->len, n = 0;

  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < n_columns; c++)
      {
        double row = 0, column = 0;

        for (guint i = 0; i < n_columns; i++)
          row += counts->cells[r * n_columns + i];
        for (guint i = 0; i < n_rows; i++)
          column += counts->cells[i * n_columns + c];
        if (row > 0 && column > 0 && n < 4)
          cells[n++] = counts->cells[r * n_columns + c];
      }
}

QhStatsResult *
qh_stats_fisher (const QhStatsData *data, GError **error)
{
  const QhStatsCounts *counts = data->counts;
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("fisher", _ ("Fisher's exact test"), data->confidence);
  QhCrosstab crosstab;
  double p, error_of_p = NAN, cells[4];

  if (!compute (data, &crosstab, error) || !are_whole (counts, error))
    return NULL;
  if (crosstab.rows == 2 && crosstab.columns == 2)
    {
      find_cells (counts, cells);
      p = qh_fisher_square (cells);
    }
  else if (!qh_fisher_draw (counts->cells,
                            counts->rows->len,
                            counts->columns->len,
                            data->draws,
                            data->seed,
                            &p,
                            &error_of_p,
                            error))
    return NULL;
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, crosstab.n);
  qh_stats_result_add (result, "p", _ ("p"), QH_FIGURE_P, p);
  qh_stats_result_add (result, "p_error", _ ("Standard error of p"), QH_FIGURE_NUMBER, error_of_p);
  add_effects (result, &crosstab);
  qh_stats_assume_independent (result);
  if (isnan (error_of_p))
    qh_stats_result_note (result, g_strdup (_ ("p is exact.")));
  else
    qh_stats_result_note (
      result,
      g_strdup_printf (
        _ ("p is of %u tables drawn by chance (seed %u); the same seed gives the same p."),
        data->draws,
        data->seed));
  qh_stats_result_say (result,
                       qh_stats_words_related (data, p, qh_stats_words_association (&crosstab)));
  return g_steal_pointer (&result);
}
