/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>

#include "domain/qh-error.h"
#include "reference.h"
#include "stats/qh-crosstab.h"

static void
check_line (const Reference *line)
{
  QhCrosstab all;
  const struct
  {
    const char *name;
    const double *value;
  } measures[] = {
    { "n", &all.n },
    { "df", &all.df },
    { "chi_square", &all.chi_square },
    { "p", &all.p },
    { "corrected", &all.corrected },
    { "corrected_p", &all.corrected_p },
    { "likelihood", &all.likelihood },
    { "likelihood_p", &all.likelihood_p },
    { "cramers_v", &all.cramers_v },
    { "phi", &all.phi },
    { "odds_ratio", &all.odds_ratio },
    { "odds_low", &all.odds_low },
    { "odds_high", &all.odds_high },
    { "smallest_expected", &all.smallest_expected },
  };
  const double *data = (const double *)(void *)line->data->data;
  g_autofree double *counts = g_new (double, line->data->len);
  g_autoptr (GError) error = NULL;

  for (guint i = 2; i < line->data->len; i++)
    counts[i - 2] = data[i];
  qh_crosstab_compute (counts, (guint)data[0], (guint)data[1], 0.95, &all, &error);
  g_assert_no_error (error);
  if (g_str_equal (line->measure, "n_small"))
    {
      reference_assert_close (line, all.n_small);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (g_str_equal (measures[i].name, line->measure))
      {
        reference_assert_close (line, *measures[i].value);
        return;
      }
  g_assert_not_reached ();
}

static void
test_reference (void)
{
  g_assert_cmpuint (reference_for_each ("crosstabs.tsv", check_line), ==, 138);
}

static void
test_refused (void)
{
  const struct
  {
    guint rows;
    guint columns;
    double counts[4];
  } cases[] = { { 0, 0, { 0 } }, { 1, 1, { 5 } }, { 2, 2, { 0 } }, { 2, 2, { 3, 4, 0, 0 } }, { 2, 2, { 3, 0, 4, 0 } }, { 1, 4, { 1, 2, 3, 4 } } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      QhCrosstab all;
      g_autoptr (GError) error = NULL;

      g_assert_false (qh_crosstab_compute (cases[i].counts, cases[i].rows, cases[i].columns, 0.95, &all, &error));
      g_assert_error (error, QH_ERROR, QH_ERROR_REQUIRED);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/crosstab/reference", test_reference);
  g_test_add_func ("/stats/crosstab/refused", test_refused);
  return g_test_run ();
}
