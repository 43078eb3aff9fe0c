/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>

#include "domain/qh-error.h"
#include "reference.h"
#include "stats/qh-descriptives.h"
#include "stats/qh-proportion.h"

static void
check_descriptives (const Reference *line)
{
  QhDescriptives all;
  g_autoptr (GError) error = NULL;
  const struct
  {
    const char *name;
    const double *value;
  } measures[] = {
    { "mean", &all.mean },         { "sd", &all.sd },         { "se", &all.se },
    { "low", &all.low },           { "high", &all.high },     { "min", &all.min },
    { "q1", &all.q1 },             { "median", &all.median }, { "q3", &all.q3 },
    { "max", &all.max },           { "mode", &all.mode },     { "skewness", &all.skewness },
    { "kurtosis", &all.kurtosis },
  };

  qh_descriptives_compute ((double *)(void *)line->data->data, line->data->len, 0.95, &all, &error);
  g_assert_no_error (error);
  if (g_str_equal (line->measure, "n"))
    reference_assert_close (line, (double)all.n);
  else if (g_str_equal (line->measure, "mode_n"))
    reference_assert_close (line, (double)all.mode_n);
  else
    for (guint i = 0; TRUE; i++)
      {
        g_assert_cmpuint (i, <, G_N_ELEMENTS (measures));
        if (g_str_equal (measures[i].name, line->measure))
          {
            reference_assert_close (line, *measures[i].value);
            break;
          }
      }
}

static void
test_descriptives (void)
{
  g_assert_cmpuint (reference_for_each ("descriptives.tsv", check_descriptives), ==, 150);
}

static void
check_proportion (const Reference *line)
{
  double ends[2];
  g_autoptr (GError) error = NULL;

  qh_proportion_interval ((guint64)g_array_index (line->data, double, 0),
                          (guint64)g_array_index (line->data, double, 1),
                          0.95,
                          &ends[0],
                          &ends[1],
                          &error);
  g_assert_no_error (error);
  reference_assert_close (line, ends[g_str_equal (line->measure, "high")]);
}

static void
test_proportions (void)
{
  g_assert_cmpuint (reference_for_each ("proportions.tsv", check_proportion), ==, 18);
}

static void
test_refused (void)
{
  double values[] = { 1, NAN, 2 }, infinite[] = { 1, INFINITY }, low, high;
  QhDescriptives all;
  g_autoptr (GError) error = NULL;

  g_assert_false (qh_descriptives_compute (NULL, 0, 0.95, &all, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_REQUIRED);
  g_clear_error (&error);
  g_assert_false (qh_descriptives_compute (values, 3, 0.95, &all, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (qh_descriptives_compute (infinite, 2, 0.95, &all, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (qh_proportion_interval (0, 0, 0.95, &low, &high, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_REQUIRED);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/descriptives", test_descriptives);
  g_test_add_func ("/stats/proportions", test_proportions);
  g_test_add_func ("/stats/refused", test_refused);
  return g_test_run ();
}
