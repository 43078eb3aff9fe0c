/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "domain/qh-error.h"
#include "stats/qh-descriptives.h"
#include "stats/qh-proportion.h"

/* A line of a fixture; see tests/reference/README.md. */
typedef struct
{
  char **cells;
  GArray *data;
  double expected;
  double tolerance;
} Line;

static const char *
get_place (Line *line)
{
  return line->cells[2];
}

static void
assert_close (Line *line, double value)
{
  double scale = MAX (1, fabs (line->expected));

  if (isnan (line->expected) ? isnan (value)
                             : fabs (value - line->expected) <= line->tolerance * scale)
    return;
  g_error ("%s, %s: R has %.17g, here it is %.17g",
           line->cells[0],
           get_place (line),
           line->expected,
           value);
}

static guint
for_each_line (const char *name, void (*check) (Line *line))
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "reference", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (; lines[n] != NULL && lines[n][0] != '\0'; n++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[n], "\t", -1);
      g_autoptr (GArray) data = g_array_new (FALSE, FALSE, sizeof (double));
      g_auto (GStrv) numbers = NULL;

      g_assert_cmpuint (g_strv_length (cells), ==, 5);
      numbers = g_strsplit (cells[1], ",", -1);
      for (guint i = 0; numbers[i] != NULL; i++)
        {
          double number = g_ascii_strtod (numbers[i], NULL);

          g_array_append_val (data, number);
        }
      check (&(Line){ cells, data, g_ascii_strtod (cells[3], NULL), g_ascii_strtod (cells[4], NULL) });
    }
  return n;
}

static void
check_descriptives (Line *line)
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
  if (g_str_equal (get_place (line), "n"))
    assert_close (line, (double)all.n);
  else if (g_str_equal (get_place (line), "mode_n"))
    assert_close (line, (double)all.mode_n);
  else
    for (guint i = 0; TRUE; i++)
      {
        g_assert_cmpuint (i, <, G_N_ELEMENTS (measures));
        if (g_str_equal (measures[i].name, get_place (line)))
          {
            assert_close (line, *measures[i].value);
            break;
          }
      }
}

static void
test_descriptives (void)
{
  g_assert_cmpuint (for_each_line ("descriptives.tsv", check_descriptives), ==, 150);
}

static void
check_proportion (Line *line)
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
  assert_close (line, ends[g_str_equal (get_place (line), "high")]);
}

static void
test_proportions (void)
{
  g_assert_cmpuint (for_each_line ("proportions.tsv", check_proportion), ==, 18);
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
