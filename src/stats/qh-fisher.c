/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-fisher.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"

/* A table is no more likely up to this relative error, as in R; of logarithms up to
 * what their rounding may be. */
#define SLACK 1e-7
#define LOG_SLACK 1e-12
/* Past so many rows chi-square says the same, and drawing would take minutes. */
#define MOST_ROWS 1000000

/**
 * qh_fisher_square:
 * @cells: two by two whole numbers, row by row
 *
 * Returns: p of Fisher's exact test of two sides, as R's fisher.test() has it:
 *   of all tables with these sums that are no more likely than this one.
 */
double
qh_fisher_square (const double cells[4])
{
  double first = cells[0] + cells[1], second = cells[2] + cells[3], drawn = cells[0] + cells[2];
  double here = dhyper (cells[0], first, second, drawn, FALSE) * (1 + SLACK);
  double sum = 0;

  for (double k = MAX (0, drawn - second); k <= MIN (first, drawn); k++)
    {
      double likely = dhyper (k, first, second, drawn, FALSE);

      if (likely <= here)
        sum += likely;
    }
  return MIN (1, sum);
}

/* How many of @drawn out of @white + @black are white: the values are gone through
 * from the likeliest outwards until their probabilities reach @chance. */
static double
draw_white (double white, double black, double drawn, double chance)
{
  double low = MAX (0, drawn - black), high = MIN (white, drawn);
  double mode = floor ((drawn + 1) * (white + 1) / (white + black + 2));
  double below, above, under, over;

  mode = CLAMP (mode, low, high);
  under = over = dhyper (mode, white, black, drawn, FALSE);
  below = above = mode;
  chance -= over;
  while (chance > 0 && (below > low || above < high))
    {
      if (above < high)
        {
          over *= (white - above) * (drawn - above) / ((above + 1) * (black - drawn + above + 1));
          above++;
          chance -= over;
          if (chance <= 0)
            return above;
        }
      if (below > low)
        {
          under *= below * (black - drawn + below) / ((white - below + 1) * (drawn - below + 1));
          below--;
          chance -= under;
          if (chance <= 0)
            return below;
        }
    }
  return mode;
}

/* What is not constant of a table's log-probability when its sums are given. */
static double
add_logs (const double *cells, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum -= lgammafn (cells[i] + 1);
  return sum;
}

/* A table with these sums, as chance has it: cell by cell, each out of what its
 * column still has. */
static void
draw_table (const double *row_sums,
            const double *column_sums,
            guint rows,
            guint columns,
            GRand *rand,
            double *left,
            double *cells)
{
  double all = 0;

  for (guint c = 0; c < columns; c++)
    all += left[c] = column_sums[c];
  for (guint r = 0; r < rows; r++)
    {
      double drawn = row_sums[r], others = all;

      for (guint c = 0; c < columns; c++)
        {
          double white = left[c], taken;

          others -= white;
          taken = draw_white (white, others, drawn, g_rand_double (rand));
          cells[(gsize)r * columns + c] = taken;
          left[c] -= taken;
          drawn -= taken;
        }
      all -= row_sums[r];
    }
}

/**
 * qh_fisher_draw:
 * @counts: (array): whole numbers, row by row
 * @draws: how many tables are drawn
 * @seed: where the drawing begins, so that it can be done again
 * @p: (out): the share of tables no more likely than this one, (k + 1) / (draws + 1)
 *   as R's fisher.test (simulate.p.value = TRUE) has it
 * @error_of_p: (out): its standard error
 *
 * Fisher's exact test of any size, by tables drawn by chance with these sums.
 *
 * Returns: %FALSE with %QH_ERROR_RANGE when there are too many rows.
 */
gboolean
qh_fisher_draw (const double *counts,
                guint rows,
                guint columns,
                guint draws,
                guint32 seed,
                double *p,
                double *error_of_p,
                GError **error)
{
  gsize n_cells = (gsize)rows * columns;
  g_autofree double *row_sums = g_new0 (double, rows), *column_sums = g_new0 (double, columns);
  g_autofree double *left = g_new (double, columns), *cells = g_new (double, n_cells);
  GRand *rand;
  double all = 0, here = add_logs (counts, n_cells);
  guint unlikely = 0;

  for (guint r = 0; r < rows; r++)
    for (guint c = 0; c < columns; c++)
      {
        double count = counts[(gsize)r * columns + c];

        row_sums[r] += count;
        column_sums[c] += count;
        all += count;
      }
  if (all > MOST_ROWS)
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_RANGE,
        _ ("Fisher's test of %'.0f rows would take too long, and chi-square says the same "
           "of so many. Use chi-square."),
        all);
      return FALSE;
    }
  rand = g_rand_new_with_seed (seed);
  for (guint i = 0; i < draws; i++)
    {
      draw_table (row_sums, column_sums, rows, columns, rand, left, cells);
      unlikely += add_logs (cells, n_cells) <= here + LOG_SLACK * fabs (here);
    }
  g_rand_free (rand);
  *p = (unlikely + 1.0) / (draws + 1.0);
  *error_of_p = sqrt (*p * (1 - *p) / draws);
  return TRUE;
}
