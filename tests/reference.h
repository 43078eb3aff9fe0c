/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * Reference:
 * @name: the case
 * @data: (element-type double): what is computed from
 * @measure: what is computed
 *
 * A line of a fixture; see tests/reference/README.md.
 */
typedef struct
{
  const char *name;
  GArray *data;
  const char *measure;
  double expected;
  double tolerance;
} Reference;

guint reference_for_each     (const char *file, void (*check) (const Reference *line));
void  reference_assert_close (const Reference *line, double value);
