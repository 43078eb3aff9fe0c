/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-crosstab.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"

/* The counts with what they add up to. */
typedef struct
{
  const double *counts;
  guint n_rows;
  guint n_columns;
  double *row_sums;
  double *column_sums;
} Table;

static void
add_up (Table *table, QhCrosstab *self)
{
  for (guint r = 0; r < table->n_rows; r++)
    for (guint c = 0; c < table->n_columns; c++)
      {
        double count = table->counts[(gsize)r * table->n_columns + c];

        table->row_sums[r] += count;
        table->column_sums[c] += count;
        self->n += count;
      }
  for (guint r = 0; r < table->n_rows; r++)
    self->rows += table->row_sums[r] > 0;
  for (guint c = 0; c < table->n_columns; c++)
    self->columns += table->column_sums[c] > 0;
}

/* Empty rows and columns are left out: nothing is expected there. */
static void
sum_cells (const Table *table, QhCrosstab *self)
{
  gboolean square = self->rows == 2 && self->columns == 2;

  self->smallest_expected = INFINITY;
  for (guint r = 0; r < table->n_rows; r++)
    for (guint c = 0; c < table->n_columns; c++)
      {
        double count = table->counts[(gsize)r * table->n_columns + c];
        double expected = table->row_sums[r] * table->column_sums[c] / self->n;
        double difference = fabs (count - expected);
        double corrected = difference - MIN (0.5, difference);

        if (expected == 0)
          continue;
        self->smallest_expected = MIN (self->smallest_expected, expected);
        self->n_small += expected < 5;
        self->chi_square += difference * difference / expected;
        if (square)
          self->corrected += corrected * corrected / expected;
        if (count > 0)
          self->likelihood += 2 * count * log (count / expected);
      }
}

/* The four cells that are not in an empty row or column. */
static void
find_cells (const Table *table, double cells[4])
{
  guint n = 0;

  for (guint r = 0; r < table->n_rows; r++)
    for (guint c = 0; c < table->n_columns; c++)
      if (table->row_sums[r] > 0 && table->column_sums[c] > 0)
        cells[n++] = table->counts[(gsize)r * table->n_columns + c];
}

static void
compute_square (const Table *table, double confidence, QhCrosstab *self)
{
  double cells[4], half;

  find_cells (table, cells);
  self->phi
    = copysign (sqrt (self->chi_square / self->n), cells[0] * cells[3] - cells[1] * cells[2]);
  self->corrected_p = pchisq (self->corrected, self->df, FALSE, FALSE);
  if (cells[0] == 0 || cells[1] == 0 || cells[2] == 0 || cells[3] == 0)
    return;
  self->odds_ratio = cells[0] * cells[3] / (cells[1] * cells[2]);
  half = qnorm ((1 + confidence) / 2, 0, 1, TRUE, FALSE)
         * sqrt (1 / cells[0] + 1 / cells[1] + 1 / cells[2] + 1 / cells[3]);
  self->odds_low = self->odds_ratio * exp (-half);
  self->odds_high = self->odds_ratio * exp (half);
}

/**
 * qh_crosstab_compute:
 * @counts: (array): row by row; with weights not always whole
 * @confidence: of the odds ratio's interval, between 0 and 1
 * @self: (out caller-allocates): what the table tells
 *
 * Tests whether two categories have to do with each other: Pearson's
 * chi-square and its kin, as R's chisq.test() has them.
 *
 * Returns: %FALSE with %QH_ERROR_REQUIRED when fewer than two rows or two
 *   columns have anything.
 */
gboolean
qh_crosstab_compute (const double *counts,
                     guint rows,
                     guint columns,
                     double confidence,
                     QhCrosstab *self,
                     GError **error)
{
  g_autofree double *row_sums = g_new0 (double, MAX (1, rows));
  g_autofree double *column_sums = g_new0 (double, MAX (1, columns));
  Table table = { counts, rows, columns, row_sums, column_sums };

  g_return_val_if_fail (confidence > 0 && confidence < 1, FALSE);

  *self = (QhCrosstab){ 0 };
  add_up (&table, self);
  if (self->rows < 2 || self->columns < 2)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_REQUIRED,
                           _ ("A comparison needs two categories or more in each variable, and "
                              "there are fewer in these rows. Choose other rows or variables."));
      return FALSE;
    }
  sum_cells (&table, self);
  self->df = (self->rows - 1.0) * (self->columns - 1.0);
  self->p = pchisq (self->chi_square, self->df, FALSE, FALSE);
  self->likelihood_p = pchisq (self->likelihood, self->df, FALSE, FALSE);
  self->cramers_v = sqrt (self->chi_square / (self->n * (MIN (self->rows, self->columns) - 1.0)));
  self->phi = self->odds_ratio = self->odds_low = self->odds_high = NAN;
  self->corrected_p = NAN;
  if (self->rows == 2 && self->columns == 2)
    compute_square (&table, confidence, self);
  else
    self->corrected = NAN;
  return TRUE;
}

/**
 * qh_crosstab_expect:
 * @counts: (array): row by row
 * @expected: (out caller-allocates) (array): what would be in each cell if the
 *   two had nothing to do with each other
 * @residuals: (out caller-allocates) (array): adjusted residuals: how many standard
 *   errors the count is from there (Haberman, The analysis of residuals in
 *   cross-classified tables, Biometrics 29, 1973); NaN in empty rows and columns
 */
void
qh_crosstab_expect (const double *counts,
                    guint rows,
                    guint columns,
                    double *expected,
                    double *residuals)
{
  g_autofree double *row_sums = g_new0 (double, MAX (1, rows));
  g_autofree double *column_sums = g_new0 (double, MAX (1, columns));
  Table table = { counts, rows, columns, row_sums, column_sums };
  QhCrosstab all = { 0 };

  add_up (&table, &all);
  for (guint r = 0; r < rows; r++)
    for (guint c = 0; c < columns; c++)
      {
        gsize i = (gsize)r * columns + c;
        double spread = (1 - row_sums[r] / all.n) * (1 - column_sums[c] / all.n);

        expected[i] = all.n > 0 ? row_sums[r] * column_sums[c] / all.n : 0;
        residuals[i] = expected[i] > 0 && spread > 0
                         ? (counts[i] - expected[i]) / sqrt (expected[i] * spread)
                         : NAN;
      }
}
