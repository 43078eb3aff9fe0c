/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "stats/qh-crosstab.h"
#include "stats/qh-fisher.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

/* Past so many rows Fisher's test is not made unless it is asked for. */
#define MOST_EXACT 10000

static void
begin_cells (QhFigureTable *table)
{
  qh_figure_table_column (table, "row", _ ("Row"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "column", _ ("Column"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "count", _ ("Count"), QH_FIGURE_COUNT);
  qh_figure_table_column (table, "row_percent", _ ("Row %"), QH_FIGURE_PERCENT);
  qh_figure_table_column (table, "column_percent", _ ("Column %"), QH_FIGURE_PERCENT);
  qh_figure_table_column (table, "total_percent", _ ("Total %"), QH_FIGURE_PERCENT);
  qh_figure_table_column (table, "expected", _ ("Expected"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "residual", _ ("Adjusted residual"), QH_FIGURE_NUMBER);
}

static double
percent (double part, double whole)
{
  return whole > 0 ? 100 * part / whole : NAN;
}

static double
add_cells (QhStatsResult *result, const QhStatsCounts *counts)
{
  guint rows = counts->rows->len, columns = counts->columns->len;
  gsize n_cells = (gsize)rows * columns;
  QhFigureTable *table = qh_stats_result_add_table (result, "cells", _ ("Cells"));
  g_autofree double *expected = g_new (double, MAX (1, n_cells));
  g_autofree double *residuals = g_new (double, MAX (1, n_cells));
  g_autofree double *row_sums = g_new0 (double, rows + 1),
                    *column_sums = g_new0 (double, columns + 1);
  double n = 0;

  begin_cells (table);
  qh_crosstab_expect (counts->cells, rows, columns, expected, residuals);
  for (gsize i = 0; i < n_cells; i++)
    {
      row_sums[i / columns] += counts->cells[i];
      column_sums[i % columns] += counts->cells[i];
      n += counts->cells[i];
    }
  for (gsize i = 0; i < n_cells; i++)
    {
      qh_figure_table_text (table, g_ptr_array_index (counts->rows, i / columns));
      qh_figure_table_text (table, g_ptr_array_index (counts->columns, i % columns));
      qh_figure_table_value (table, counts->cells[i]);
      qh_figure_table_value (table, percent (counts->cells[i], row_sums[i / columns]));
      qh_figure_table_value (table, percent (counts->cells[i], column_sums[i % columns]));
      qh_figure_table_value (table, percent (counts->cells[i], n));
      qh_figure_table_value (table, expected[i]);
      qh_figure_table_value (table, residuals[i]);
    }
  return n;
}

static void
add_row (QhFigureTable *table,
         const char *name,
         const char *label,
         double statistic,
         double df,
         double p)
{
  if (isnan (p))
    return;
  qh_figure_table_text (table, name);
  qh_figure_table_text (table, label);
  qh_figure_table_value (table, statistic);
  qh_figure_table_value (table, df);
  qh_figure_table_value (table, p);
}

/* Where counts are so small that chi-square may not be trusted, or so few that it
 * costs nothing. */
static void
add_fisher (QhFigureTable *table, const QhStatsData *data, const QhCrosstab *crosstab)
{
  g_autoptr (QhStatsResult) fisher = NULL;
  gboolean small
    = crosstab->n_small * 5 > crosstab->rows * crosstab->columns || crosstab->smallest_expected < 1;
  gboolean square = crosstab->rows == 2 && crosstab->columns == 2;

  if (crosstab->n > MOST_EXACT || (!square && !small))
    return;
  fisher = qh_stats_fisher (data, NULL);
  if (fisher != NULL)
    add_row (table, "fisher", fisher->title, NAN, NAN, qh_stats_result_find (fisher, "p")->value);
}

static void
add_tests (QhStatsResult *result, const QhStatsData *data, const QhCrosstab *crosstab)
{
  QhFigureTable *table = qh_stats_result_add_table (result, "tests", _ ("Tests"));

  qh_figure_table_column (table, "test", _ ("Test"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "label", _ ("Name"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "statistic", _ ("Statistic"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "df", _ ("Degrees of freedom"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "p", _ ("p"), QH_FIGURE_P);
  add_row (table,
           "chi-square",
           _ ("Pearson's chi-square"),
           crosstab->chi_square,
           crosstab->df,
           crosstab->p);
  add_row (table,
           "chi-square-corrected",
           _ ("Chi-square with Yates's correction"),
           crosstab->corrected,
           crosstab->df,
           crosstab->corrected_p);
  add_row (table,
           "likelihood-ratio",
           _ ("Likelihood ratio"),
           crosstab->likelihood,
           crosstab->df,
           crosstab->likelihood_p);
  add_fisher (table, data, crosstab);
}

QhStatsResult *
qh_stats_cross_table (const QhStatsData *data, GError **error)
{
  const QhStatsCounts *counts = data->counts;
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("cross-table", _ ("Cross-table"), data->confidence);
  g_autoptr (GError) refused = NULL;
  QhCrosstab crosstab;
  double n = add_cells (result, counts);

  if (n <= 0)
    {
      qh_stats_too_few (0, 1, error);
      return NULL;
    }
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, n);
  qh_stats_result_add (result, "rows", _ ("Rows"), QH_FIGURE_COUNT, counts->rows->len);
  qh_stats_result_add (result, "columns", _ ("Columns"), QH_FIGURE_COUNT, counts->columns->len);
  if (data->several)
    qh_stats_result_say (
      result,
      g_strdup (_ ("Rows with several answers, or several people, count in each; so "
                   "there is no test, and per cents are of answers or of people.")));
  else if (qh_crosstab_compute (counts->cells,
                                counts->rows->len,
                                counts->columns->len,
                                data->confidence,
                                &crosstab,
                                &refused))
    {
      qh_stats_add_crosstab (result, &crosstab);
      add_tests (result, data, &crosstab);
      qh_stats_result_say (
        result, qh_stats_words_related (data, crosstab.p, qh_stats_words_association (&crosstab)));
    }
  else
    qh_stats_result_say (result, g_strdup (refused->message));
  if (n != floor (n))
    qh_stats_result_note (result, g_strdup (_ ("Counts are sums of weights, and n is theirs.")));
  return g_steal_pointer (&result);
}
