/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "domain/qh-error.h"
#include "reference.h"
#include "stats/qh-stats-test.h"

/* The last case that was computed: its figures stand in lines that follow. */
typedef struct
{
  char *name;
  QhStatsResult *result;
} Computed;

static Computed computed;

static QhStatsVariable *
read_variable (const double *data, gsize n, gsize *at, const char *name)
{
  guint n_categories = (guint)data[(*at)++];
  double *values = g_memdup2 (data + *at, n * sizeof *values);
  GPtrArray *categories = n_categories > 0 ? g_ptr_array_new_with_free_func (g_free) : NULL;

  for (guint c = 0; c < n_categories; c++)
    g_ptr_array_add (categories, g_strdup_printf ("%u", c + 1));
  *at += n;
  return qh_stats_variable_new (
    name, name, n_categories > 0 ? QH_MEASUREMENT_ORDINAL : QH_MEASUREMENT_SCALE, values, categories);
}

/* See tests/reference/lib/emit.R. */
static QhStatsData *
read_data (const QhStatsTest *test, const GArray *numbers)
{
  const double *data = (const double *)(const void *)numbers->data;
  QhStatsData *self = qh_stats_data_new ((gsize)data[3], 0.95);
  gsize at = 4;

  for (guint i = 0; i < (guint)data[0]; i++)
    {
      g_autofree char *name = g_strdup_printf ("of%u", i + 1);

      g_ptr_array_add (self->of, read_variable (data, self->n, &at, name));
    }
  for (guint i = 0; i < (guint)data[1]; i++)
    {
      g_autofree char *name = g_strdup_printf ("by%u", i + 1);

      g_ptr_array_add (self->by, read_variable (data, self->n, &at, name));
    }
  if (data[2] != 0)
    self->event = read_variable (data, self->n, &at, "event");
  g_assert_cmpuint (at, ==, numbers->len);
  if (test->counts)
    qh_stats_data_count (self, NULL);
  return self;
}

static const QhStatsTest *
find_test (const char *name)
{
  g_autofree char *test = g_strndup (name, strchr (name, '/') - name);
  g_autoptr (GError) error = NULL;
  const QhStatsTest *found = qh_stats_test_find (test, &error);

  g_assert_no_error (error);
  return found;
}

static void
compute (const Reference *line)
{
  const QhStatsTest *test = find_test (line->name);
  g_autoptr (QhStatsData) data = NULL;
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (computed.name, line->name) == 0)
    return;
  g_clear_pointer (&computed.name, g_free);
  g_clear_pointer (&computed.result, qh_stats_result_free);
  data = read_data (test, line->data);
  computed.name = g_strdup (line->name);
  computed.result = test->run (data, &error);
  if (error != NULL)
    g_error ("%s: %s", line->name, error->message);
  g_assert_nonnull (computed.result->sentence);
}

/* "groups.2.mean": of the second row of the table "groups". */
static double
find_cell (const QhStatsResult *result, char *const *parts)
{
  const QhFigureTable *table = qh_stats_result_find_table (result, parts[0]);
  guint row = (guint)g_ascii_strtoull (parts[1], NULL, 10) - 1;

  g_assert_nonnull (table);
  g_assert_cmpuint (row, <, qh_figure_table_get_n_rows (table));
  for (guint c = 0; c < table->columns->len; c++)
    if (g_str_equal (g_array_index (table->columns, QhFigureColumn, c).name, parts[2]))
      return qh_figure_table_get (table, row, c)->value;
  g_error ("%s has no column “%s”", table->name, parts[2]);
}

static double
find_measure (const char *measure)
{
  g_auto (GStrv) parts = g_strsplit (measure, ".", 3);
  const QhFigure *figure = qh_stats_result_find (computed.result, parts[0]);

  if (g_strv_length (parts) == 3)
    return find_cell (computed.result, parts);
  if (figure == NULL)
    return NAN;
  return parts[1] == NULL ? figure->value : g_str_equal (parts[1], "low") ? figure->low : figure->high;
}

static void
check_line (const Reference *line)
{
  compute (line);
  reference_assert_close (line, find_measure (line->measure));
}

static void
test_reference (gconstpointer file)
{
  g_assert_cmpuint (reference_for_each (file, check_line), >, 0);
}

int
main (int argc, char **argv)
{
  static const char *const files[] = { "association.tsv", "counts.tsv", "models.tsv", "ranks.tsv", "singles.tsv", "t-tests.tsv" };

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/stats/tests/", files[i], NULL);

      g_test_add_data_func (path, files[i], test_reference);
    }
  return g_test_run ();
}
