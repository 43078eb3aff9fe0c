/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reference.h"

#include <math.h>

/**
 * reference_assert_close:
 *
 * Stops the test unless @value is what R has, within the line's tolerance.
 */
void
reference_assert_close (const Reference *line, double value)
{
  double scale = MAX (1e-9, fabs (line->expected));

  if (isnan (line->expected) ? isnan (value)
                             : fabs (value - line->expected) <= line->tolerance * scale)
    return;
  g_error ("%s, %s: R has %.17g, here it is %.17g", line->name, line->measure, line->expected, value);
}

static void
read_line (const char *text, void (*check) (const Reference *line))
{
  g_auto (GStrv) cells = g_strsplit (text, "\t", -1);
  g_auto (GStrv) numbers = NULL;
  g_autoptr (GArray) data = g_array_new (FALSE, FALSE, sizeof (double));

  g_assert_cmpuint (g_strv_length (cells), ==, 5);
  numbers = g_strsplit (cells[1], ",", -1);
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      double number = g_ascii_strtod (numbers[i], NULL);

      g_array_append_val (data, number);
    }
  check (&(Reference){ .name = cells[0],
                       .data = data,
                       .measure = cells[2],
                       .expected = g_ascii_strtod (cells[3], NULL),
                       .tolerance = g_ascii_strtod (cells[4], NULL) });
}

/**
 * reference_for_each:
 * @file: in tests/reference/
 *
 * Returns: how many lines were checked.
 */
guint
reference_for_each (const char *file, void (*check) (const Reference *line))
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "reference", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (; lines[n] != NULL && lines[n][0] != '\0'; n++)
    read_line (lines[n], check);
  return n;
}
