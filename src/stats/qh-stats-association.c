/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"
#include "stats/qh-crosstab.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

/* Shares of a table: the sums of its rows and columns, its largest cells. */
typedef struct
{
  const double *cells;
  guint rows;
  guint columns;
  double n;
  double *row_sums;
  double *column_sums;
} Shares;

static void
shares_init (Shares *self, const QhStatsCounts *counts)
{
  self->cells = counts->cells;
  self->rows = counts->rows->len;
  self->columns = counts->columns->len;
  self->n = 0;
  self->row_sums = g_new0 (double, self->rows + 1);
  self->column_sums = g_new0 (double, self->columns + 1);
  for (guint r = 0; r < self->rows; r++)
    for (guint c = 0; c < self->columns; c++)
      {
        double count = self->cells[(gsize)r * self->columns + c];

        self->row_sums[r] += count;
        self->column_sums[c] += count;
        self->n += count;
      }
}

static void
shares_clear (Shares *self)
{
  g_free (self->row_sums);
  g_free (self->column_sums);
}

static guint
find_largest (const double *values, guint n, gsize step)
{
  guint largest = 0;

  for (guint i = 1; i < n; i++)
    if (values[i * step] > values[largest * step])
      largest = i;
  return largest;
}

/* Lambda: by how much knowing one category lowers the errors of guessing the
 * other; its variance is that of Goodman and Kruskal, Measures of association for
 * cross classifications III, JASA 58 (1963). */
typedef struct
{
  double value;
  double error;
} Estimate;

static Estimate
find_lambda (const Shares *shares, gboolean of_columns)
{
  guint known = of_columns ? shares->rows : shares->columns;
  guint guessed = of_columns ? shares->columns : shares->rows;
  const double *sums = of_columns ? shares->column_sums : shares->row_sums;
  gsize step = of_columns ? 1 : shares->columns, stride = of_columns ? shares->columns : 1;
  guint usual = find_largest (sums, guessed, 1);
  double best = 0, same = 0, left = shares->n - sums[usual];
  Estimate lambda = { NAN, NAN };

  for (guint i = 0; i < known; i++)
    {
      const double *first = shares->cells + i * stride;
      guint largest = find_largest (first, guessed, step);

      best += first[largest * step];
      if (largest == usual)
        same += first[largest * step];
    }
  if (left <= 0)
    return lambda;
  lambda.value = (best - sums[usual]) / left;
  lambda.error = sqrt ((shares->n - best) * (best + sums[usual] - 2 * same) / pow (left, 3));
  return lambda;
}

static void
add_estimate (QhStatsResult *result, const char *name, const char *label, Estimate estimate)
{
  double reach = qnorm ((1 + result->confidence) / 2, 0, 1, TRUE, FALSE) * estimate.error;

  qh_stats_result_add_with (result,
                            name,
                            label,
                            QH_FIGURE_NUMBER,
                            estimate.value,
                            MAX (-1, estimate.value - reach),
                            MIN (1, estimate.value + reach));
}

static void
add_lambdas (QhStatsResult *result, const QhStatsData *data, const Shares *shares)
{
  Estimate rows = find_lambda (shares, FALSE), columns = find_lambda (shares, TRUE);
  g_autofree char *of_label
    = g_strdup_printf (_ ("Lambda, “%s” guessed"), qh_stats_data_of (data, 0)->label);
  g_autofree char *by_label
    = g_strdup_printf (_ ("Lambda, “%s” guessed"), qh_stats_data_by (data, 0)->label);
  guint usual_row = find_largest (shares->row_sums, shares->rows, 1);
  guint usual_column = find_largest (shares->column_sums, shares->columns, 1);
  double left_rows = shares->n - shares->row_sums[usual_row];
  double left_columns = shares->n - shares->column_sums[usual_column];

  /* Never below 0: knowing more never adds errors. */
  add_estimate (result, "lambda_of", of_label, rows);
  add_estimate (result, "lambda_by", by_label, columns);
  if (left_rows + left_columns > 0)
    qh_stats_result_add (result,
                         "lambda",
                         _ ("Lambda, symmetric"),
                         QH_FIGURE_NUMBER,
                         ((left_rows > 0 ? rows.value * left_rows : 0)
                          + (left_columns > 0 ? columns.value * left_columns : 0))
                           / (left_rows + left_columns));
}

QhStatsResult *
qh_stats_association (const QhStatsData *data, GError **error)
{
  const QhStatsCounts *counts = data->counts;
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("association", _ ("Cramér's V, phi and lambda"), data->confidence);
  QhCrosstab crosstab;
  Shares shares;

  if (!qh_crosstab_compute (
        counts->cells, counts->rows->len, counts->columns->len, data->confidence, &crosstab, error))
    return NULL;
  shares_init (&shares, counts);
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, crosstab.n);
  qh_stats_add_cramers_v (result, &crosstab);
  qh_stats_result_add (result, "phi", _ ("Phi"), QH_FIGURE_NUMBER, crosstab.phi);
  qh_stats_result_add (result,
                       "contingency",
                       _ ("Contingency coefficient"),
                       QH_FIGURE_NUMBER,
                       sqrt (crosstab.chi_square / (crosstab.chi_square + crosstab.n)));
  add_lambdas (result, data, &shares);
  qh_stats_result_add (result, "p", _ ("p"), QH_FIGURE_P, crosstab.p);
  qh_stats_assume_independent (result);
  qh_stats_result_note (result, g_strdup (_ ("p is chi-square's.")));
  qh_stats_result_say (
    result, qh_stats_words_related (data, crosstab.p, qh_stats_words_association (&crosstab)));
  shares_clear (&shares);
  return g_steal_pointer (&result);
}

/* Gamma */

/* Of each cell: how many are beyond it in both (agreeing) and in one (not). */
typedef struct
{
  double agreeing; /* twice, over all cells */
  double opposed;
  double error;
  double error_of_none; /* where there is no association */
} Ordered;

static double
sum_block (const double *sums, guint columns, guint r0, guint c0, guint r1, guint c1)
{
  guint width = columns + 1;

  return sums[r1 * width + c1] - sums[r0 * width + c1] - sums[r1 * width + c0]
         + sums[r0 * width + c0];
}

static double *
make_sums (const Shares *shares)
{
  guint width = shares->columns + 1;
  double *sums = g_new0 (double, (gsize)(shares->rows + 1) * width);

  for (guint r = 0; r < shares->rows; r++)
    for (guint c = 0; c < shares->columns; c++)
      sums[(r + 1) * width + c + 1] = shares->cells[(gsize)r * shares->columns + c]
                                      + sums[r * width + c + 1] + sums[(r + 1) * width + c]
                                      - sums[r * width + c];
  return sums;
}

static void
find_ordered (const Shares *shares, Ordered *self)
{
  g_autofree double *sums = make_sums (shares);
  gsize n_cells = (gsize)shares->rows * shares->columns;
  g_autofree double *agreeing = g_new (double, n_cells), *opposed = g_new (double, n_cells);
  guint rows = shares->rows, columns = shares->columns;
  double squares = 0, none = 0, all;

  self->agreeing = self->opposed = 0;
  for (guint r = 0; r < rows; r++)
    for (guint c = 0; c < columns; c++)
      {
        gsize i = (gsize)r * columns + c;

        agreeing[i] = sum_block (sums, columns, 0, 0, r, c)
                      + sum_block (sums, columns, r + 1, c + 1, rows, columns);
        opposed[i] = sum_block (sums, columns, 0, c + 1, r, columns)
                     + sum_block (sums, columns, r + 1, 0, rows, c);
        self->agreeing += shares->cells[i] * agreeing[i];
        self->opposed += shares->cells[i] * opposed[i];
      }
  all = self->agreeing + self->opposed;
  for (gsize i = 0; i < n_cells; i++)
    {
      double part = self->opposed * agreeing[i] - self->agreeing * opposed[i];
      double difference = agreeing[i] - opposed[i];

      squares += shares->cells[i] * part * part;
      none += shares->cells[i] * difference * difference;
    }
  self->error = 4 / (all * all) * sqrt (squares);
  self->error_of_none
    = 2 / all * sqrt (MAX (0, none - pow (self->agreeing - self->opposed, 2) / shares->n));
}

/**
 * qh_stats_words_trend:
 * @measure: such as "r"
 *
 * Returns: (transfer full): whether one grows with the other.
 */
char *
qh_stats_words_trend (const QhStatsData *data, double p, const char *measure, double value)
{
  const char *of = qh_stats_data_of (data, 0)->label, *by = qh_stats_data_by (data, 0)->label;
  g_autofree char *chance = qh_stats_words_p (p);
  g_autofree char *size = qh_stats_words_size (measure, value, 0.1, 0.3, 0.5);

  if (!qh_stats_is_rare (data, p))
    return qh_stats_words_related (data, p, NULL);
  return g_strdup_printf (
    value > 0 ? _ (
      "Where “%s” is more, “%s” tends to be more; by chance alone so much would be rare (%s). %s")
              : _ ("Where “%s” is more, “%s” tends to be less; by chance alone so much would be "
                   "rare (%s). %s"),
    of,
    by,
    chance,
    size);
}

QhStatsResult *
qh_stats_gamma (const QhStatsData *data, GError **error)
{
  const QhStatsCounts *counts = data->counts;
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("gamma", _ ("Goodman and Kruskal's gamma"), data->confidence);
  QhCrosstab crosstab;
  Shares shares;
  Ordered ordered;
  double gamma, z, p;

  if (!qh_crosstab_compute (
        counts->cells, counts->rows->len, counts->columns->len, data->confidence, &crosstab, error))
    return NULL;
  shares_init (&shares, counts);
  find_ordered (&shares, &ordered);
  shares_clear (&shares);
  gamma = (ordered.agreeing - ordered.opposed) / (ordered.agreeing + ordered.opposed);
  z = ordered.error_of_none > 0 ? gamma / ordered.error_of_none : NAN;
  p = 2 * pnorm (fabs (z), 0, 1, FALSE, FALSE);
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, crosstab.n);
  add_estimate (result, "gamma", _ ("Gamma"), (Estimate){ gamma, ordered.error });
  qh_stats_result_add (result, "se", _ ("Standard error"), QH_FIGURE_NUMBER, ordered.error);
  qh_stats_add_test (result, z, NAN, p);
  qh_stats_assume_independent (result);
  qh_stats_result_say (result, qh_stats_words_trend (data, p, "γ", gamma));
  return g_steal_pointer (&result);
}

/* Odds and risks */

static gboolean
find_square (const QhStatsCounts *counts, double cells[4], GError **error)
{
  guint n = 0;

  for (guint r = 0; r < counts->rows->len; r++)
    for (guint c = 0; c < counts->columns->len; c++)
      {
        if (n < 4)
          cells[n] = counts->cells[(gsize)r * counts->columns->len + c];
        n++;
      }
  if (counts->rows->len == 2 && counts->columns->len == 2)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("“%s” is for two by two categories, and here are %u by %u. Use chi-square, or "
                  "choose rows with --where."),
               "odds-ratio",
               counts->rows->len,
               counts->columns->len);
  return FALSE;
}

static void
add_ratio (QhStatsResult *result,
           const char *name,
           const char *label,
           double ratio,
           double error_of_log)
{
  double reach = qnorm ((1 + result->confidence) / 2, 0, 1, TRUE, FALSE) * error_of_log;

  if (ratio > 0 && isfinite (ratio))
    qh_stats_result_add_with (
      result, name, label, QH_FIGURE_NUMBER, ratio, ratio * exp (-reach), ratio * exp (reach));
}

/* Katz and others, Obtaining confidence intervals for the risk ratio, Biometrics 34 (1978). */
static void
add_risk (QhStatsResult *result,
          const char *name,
          const char *column,
          const double cells[4],
          guint c)
{
  double first = cells[0] + cells[1], second = cells[2] + cells[3];
  g_autofree char *label = g_strdup_printf (_ ("Relative risk of “%s”"), column);

  add_ratio (result,
             name,
             label,
             cells[c] / first / (cells[2 + c] / second),
             sqrt (1 / cells[c] - 1 / first + 1 / cells[2 + c] - 1 / second));
}

static char *
say_risk (const QhStatsData *data, const double cells[4], double p)
{
  const QhStatsCounts *counts = data->counts;
  g_autofree char *chance = qh_stats_words_p (p);

  if (!qh_stats_is_rare (data, p))
    return qh_stats_words_related (data, p, NULL);
  return g_strdup_printf (
    _ ("Of “%s” %.1f %% have “%s”, of “%s” %.1f %%. By chance alone so much would be rare (%s)."),
    (char *)g_ptr_array_index (counts->rows, 0),
    100 * cells[0] / (cells[0] + cells[1]),
    (char *)g_ptr_array_index (counts->columns, 0),
    (char *)g_ptr_array_index (counts->rows, 1),
    100 * cells[2] / (cells[2] + cells[3]),
    chance);
}

QhStatsResult *
qh_stats_odds_ratio (const QhStatsData *data, GError **error)
{
  const QhStatsCounts *counts = data->counts;
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("odds-ratio", _ ("Odds ratio and relative risk"), data->confidence);
  QhCrosstab crosstab;
  double cells[4];

  if (!find_square (counts, cells, error)
      || !qh_crosstab_compute (counts->cells, 2, 2, data->confidence, &crosstab, error))
    return NULL;
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, crosstab.n);
  qh_stats_result_add_with (result,
                            "odds_ratio",
                            _ ("Odds ratio"),
                            QH_FIGURE_NUMBER,
                            crosstab.odds_ratio,
                            crosstab.odds_low,
                            crosstab.odds_high);
  add_risk (result, "relative_risk", g_ptr_array_index (counts->columns, 0), cells, 0);
  add_risk (result, "relative_risk_second", g_ptr_array_index (counts->columns, 1), cells, 1);
  qh_stats_result_add (result, "p", _ ("p"), QH_FIGURE_P, crosstab.p);
  qh_stats_assume_independent (result);
  qh_stats_result_note (result, g_strdup (_ ("p is chi-square's.")));
  if (isnan (crosstab.odds_ratio))
    qh_stats_result_note (result,
                          g_strdup (_ ("A cell is empty, so that there is no odds ratio.")));
  qh_stats_result_say (result, say_risk (data, cells, crosstab.p));
  return g_steal_pointer (&result);
}
