/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "domain/qh-error.h"
#include "reference.h"
#include "stats/qh-fisher.h"
#include "stats/qh-stats-adjust.h"
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
  return qh_stats_variable_new (name,
                                name,
                                n_categories > 0 ? QH_MEASUREMENT_ORDINAL : QH_MEASUREMENT_SCALE,
                                values,
                                categories);
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
  return parts[1] == NULL                ? figure->value
         : g_str_equal (parts[1], "low") ? figure->low
                                         : figure->high;
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

/* What is wrong with data, whatever the test: too little, nothing that varies, no answers. */
typedef struct
{
  const char *name;
  gsize n;
  double of[4];
  double by[4];
} Bad;

static const Bad bad[] = {
  { "nothing", 0, { 0 }, { 0 } },
  { "one row", 1, { 3 }, { 1 } },
  { "two rows", 2, { 3, 5 }, { 0, 1 } },
  { "two of one group", 2, { 3, 5 }, { 1, 1 } },
  { "constant", 4, { 2, 2, 2, 2 }, { 0, 0, 1, 1 } },
  { "constant groups", 4, { 1, 1, 2, 2 }, { 0, 0, 1, 1 } },
  { "both constant", 4, { 1, 1, 1, 1 }, { 1, 1, 1, 1 } },
  { "all missing", 4, { NAN, NAN, NAN, NAN }, { 0, 1, 0, 1 } },
  { "no group", 4, { 1, 2, 3, 4 }, { NAN, NAN, NAN, NAN } },
  { "never both", 4, { 1, NAN, 3, NAN }, { NAN, 1, NAN, 0 } },
  { "one left", 4, { 1, NAN, 3, NAN }, { 0, 1, NAN, 0 } },
  { "alike", 4, { 1, 2, 1, 2 }, { 1, 2, 1, 2 } },
};

static QhStatsVariable *
make_variable (const char *name, const double *values, gsize n, gboolean categories)
{
  double *copy = g_memdup2 (values, MAX (1, n) * sizeof *values);
  GPtrArray *labels = NULL;

  if (categories)
    {
      labels = g_ptr_array_new_with_free_func (g_free);
      for (guint c = 0; c < 6; c++)
        g_ptr_array_add (labels, g_strdup_printf ("%u", c));
    }
  return qh_stats_variable_new (
    name, name, categories ? QH_MEASUREMENT_ORDINAL : QH_MEASUREMENT_SCALE, copy, labels);
}

static QhStatsData *
make_bad (const QhStatsTest *test, const Bad *from)
{
  static const double events[] = { 1, 0, 1, 1 };
  QhStatsData *data = qh_stats_data_new (from->n, 0.95);
  gboolean of_counted = test->counts || test->of <= QH_STATS_PAIR;
  gboolean by_counted = test->counts || test->by <= QH_STATS_PAIR;

  for (guint i = 0; i < test->of_least; i++)
    g_ptr_array_add (data->of, make_variable ("of", from->of, from->n, of_counted));
  if (test->by != QH_STATS_NOTHING)
    g_ptr_array_add (data->by, make_variable ("by", from->by, from->n, by_counted));
  if (test->event)
    data->event = make_variable ("event", events, from->n, FALSE);
  if (test->counts)
    qh_stats_data_count (data, NULL);
  return data;
}

/* A figure that is shown is a number, and p is between 0 and 1. */
static void
check_sound (const QhStatsResult *result, const char *what)
{
  const QhFigure *p = qh_stats_result_find (result, "p");

  for (guint i = 0; i < result->figures->len; i++)
    if (isnan (g_array_index (result->figures, QhFigure, i).value))
      g_error ("%s: %s of %s is no number",
               what,
               g_array_index (result->figures, QhFigure, i).name,
               result->test);
  if (p != NULL && !(p->value >= 0 && p->value <= 1))
    g_error ("%s: p of %s is %g", what, result->test, p->value);
  if (result->sentence == NULL || strstr (result->sentence, "nan") != NULL)
    g_error ("%s: what %s says is nothing", what, result->test);
}

static void
test_bad (void)
{
  guint refused = 0;

  for (guint i = 0; qh_stats_test_get (i) != NULL; i++)
    for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
      {
        const QhStatsTest *test = qh_stats_test_get (i);
        g_autoptr (QhStatsData) data = make_bad (test, &bad[b]);
        g_autoptr (GError) error = NULL;
        g_autoptr (QhStatsResult) result = test->run (data, &error);

        g_test_message (
          "%s: %s: %s", test->name, bad[b].name, error != NULL ? error->message : result->sentence);
        g_assert_true ((result == NULL) == (error != NULL));
        if (result != NULL)
          check_sound (result, bad[b].name);
        else
          {
            g_assert_true (error->domain == QH_ERROR);
            refused++;
          }
        /* Nothing at all is refused by every test. */
        if (b == 0 && result != NULL)
          g_error ("%s makes something of nothing", test->name);
      }
  g_assert_cmpuint (refused, >, 100);
}

/* Holm's and Benjamini and Hochberg's, as R's p.adjust() of (0.01, NA, 0.04, 0.03, 0.005, 0.3). */
static void
test_adjusted (void)
{
  static const double p[] = { 0.01, NAN, 0.04, 0.03, 0.005, 0.3 };
  static const double holm[] = { 0.04, NAN, 0.09, 0.09, 0.025, 0.3 };
  static const double benjamini[] = { 0.025, NAN, 0.05, 0.05, 0.025, 0.3 };
  double adjusted[G_N_ELEMENTS (p)];

  qh_stats_adjust_holm (p, G_N_ELEMENTS (p), adjusted);
  for (guint i = 0; i < G_N_ELEMENTS (p); i++)
    g_assert_true (isnan (holm[i]) ? isnan (adjusted[i]) : fabs (adjusted[i] - holm[i]) < 1e-15);
  qh_stats_adjust_benjamini (p, G_N_ELEMENTS (p), adjusted);
  for (guint i = 0; i < G_N_ELEMENTS (p); i++)
    g_assert_true (isnan (benjamini[i]) ? isnan (adjusted[i])
                                        : fabs (adjusted[i] - benjamini[i]) < 1e-15);
  qh_stats_adjust_holm (NULL, 0, NULL);
}

/* The same seed gives the same p, another another. */
static void
test_seed (void)
{
  static const double counts[] = { 3, 1, 4, 1, 5, 2, 2, 2, 6 };
  double p[3], error_of_p;

  for (guint i = 0; i < 3; i++)
    g_assert_true (qh_fisher_draw (counts, 3, 3, 1000, i == 2 ? 2 : 1, &p[i], &error_of_p, NULL));
  g_assert_cmpfloat (p[0], ==, p[1]);
  g_assert_cmpfloat (p[0], !=, p[2]);
  g_assert_cmpfloat (error_of_p, >, 0);
}

int
main (int argc, char **argv)
{
  static const char *const files[] = { "association.tsv", "counts.tsv",  "models.tsv", "pspp.tsv",
                                       "ranks.tsv",       "singles.tsv", "t-tests.tsv" };

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/stats/tests/", files[i], NULL);

      g_test_add_data_func (path, files[i], test_reference);
    }
  g_test_add_func ("/stats/tests/bad", test_bad);
  g_test_add_func ("/stats/tests/adjusted", test_adjusted);
  g_test_add_func ("/stats/tests/seed", test_seed);
  return g_test_run ();
}
