/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to single numbers and dates, and what that costs. */
#include "config.h"

#include "research/qh-recipe-treat.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
make_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.12g", number));
}

/**
 * qh_recipe_describe_ends:
 *
 * Returns: (transfer full) (nullable): which values are told as one, in words; %NULL for none.
 */
char *
qh_recipe_describe_ends (const QhCodeEnds *ends)
{
  g_autofree char *bottom = make_number (ends->bottom);
  g_autofree char *top = make_number (ends->top);
  g_autofree char *low = ends->bottom > -G_MAXDOUBLE ? g_strdup_printf (_ ("bottom %s"), bottom) : NULL;
  g_autofree char *high = ends->top < G_MAXDOUBLE ? g_strdup_printf (_ ("top %s"), top) : NULL;
  g_autofree char *rare = ends->least > 1 ? g_strdup_printf (_ ("fewer than %u merged"), ends->least) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (low != NULL)
    g_strv_builder_add (builder, low);
  if (high != NULL)
    g_strv_builder_add (builder, high);
  if (rare != NULL)
    g_strv_builder_add (builder, rare);
  parts = g_strv_builder_end (builder);
  return parts[0] != NULL ? g_strjoinv (", ", parts) : NULL;
}

/**
 * qh_recipe_describe_numbers:
 *
 * Returns: (transfer full) (nullable): what is done to a number that is no quasi-identifier; %NULL for nothing.
 */
char *
qh_recipe_describe_numbers (const QhRecipeTreatment *treatment)
{
  g_autofree char *ends = qh_recipe_describe_ends (&treatment->ends);
  g_autofree char *means = treatment->means > 1 ? g_strdup_printf (_ ("means of %u"), treatment->means) : NULL;
  g_autofree char *noise = treatment->noise > 0 ? g_strdup_printf (_ ("noise of %.3g %%"), 100 * treatment->noise) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (ends != NULL)
    g_strv_builder_add (builder, ends);
  if (means != NULL)
    g_strv_builder_add (builder, means);
  if (noise != NULL)
    g_strv_builder_add (builder, noise);
  parts = g_strv_builder_end (builder);
  return parts[0] != NULL ? g_strjoinv (", ", parts) : NULL;
}

/**
 * qh_recipe_describe_date:
 * @how: as qh_recipe_get_treatment() gives it
 *
 * Returns: what is done to a date, in words.
 */
const char *
qh_recipe_describe_date (const char *how)
{
  if (g_str_equal (how, "shift"))
    return _ ("moved by each person's days");
  return g_str_equal (how, "month") ? _ ("by month") : g_str_equal (how, "quarter") ? _ ("by quarter") : g_str_equal (how, "year") ? _ ("by year") : _ ("as it is");
}

/* How much of what tells the numbers apart is gone: Σ (before − after)² beside Σ (before − mean)². */
static double
compute_loss (const double *before, const double *after, gsize n)
{
  double mean = 0, spread = 0, error = 0;

  for (gsize i = 0; i < n; i++)
    {
      double step = before[i] - mean;

      mean += step / (double)(i + 1);
      spread += step * (before[i] - mean);
      error += (before[i] - after[i]) * (before[i] - after[i]);
    }
  return spread > 0 ? MIN (1, error / spread) : 0;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return (first > second) - (first < second);
}

static guint
count_values (const double *values, gsize n)
{
  g_autofree double *sorted = g_memdup2 (values, n * sizeof (double));
  guint count = 0;

  if (n > 0)
    qsort (sorted, n, sizeof *sorted, compare_numbers);
  for (gsize i = 0; i < n; i++)
    count += i == 0 || sorted[i] != sorted[i - 1];
  return count;
}

/* Without what sums of many numbers leave behind. */
static double
round_off (double number)
{
  g_autofree char *text = make_number (number);

  return g_ascii_strtod (text, NULL);
}

/**
 * qh_recipe_treat_numbers:
 * @name: the variable's, of which the noise depends
 * @whole: whether they are whole, and stay so but for means
 * @values: (array length=n) (inout): the numbers
 * @cost: (out): what that costs
 *
 * Each beyond an end becomes the end; then means of the nearest, then noise.
 *
 * Returns: whether there are enough of them for means.
 */
gboolean
qh_recipe_treat_numbers (const QhRecipeTreatment *treatment, const QhSetKey *key, const char *name, gboolean whole, double *values, gsize n,
                         QhTreatCost *cost)
{
  g_autofree double *before = g_memdup2 (values, n * sizeof (double));

  cost->values_before = count_values (values, n);
  for (gsize i = 0; i < n; i++)
    values[i] = CLAMP (values[i], treatment->ends.bottom, treatment->ends.top);
  if (treatment->means > 1 && !qh_microaggregate (values, n, treatment->means))
    return FALSE;
  for (gsize i = 0; i < n && treatment->means > 1; i++)
    values[i] = round_off (values[i]);
  if (treatment->noise > 0)
    qh_treat_noise (key, name, values, n, treatment->noise, whole);
  cost->values_after = count_values (values, n);
  cost->loss = compute_loss (before, values, n);
  return TRUE;
}

/**
 * qh_recipe_treat_days:
 * @before: (array length=n): days
 * @groups: (array length=n) (element-type utf8): the period that each becomes
 * @cost: (out): what that costs: how much of their range a period spans, on average
 */
void
qh_recipe_treat_days (const double *before, char **groups, gsize n, QhTreatCost *cost)
{
  g_autoptr (GHashTable) spans = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  double least = G_MAXDOUBLE, greatest = -G_MAXDOUBLE, sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double *span = g_hash_table_lookup (spans, groups[i]);

      least = MIN (least, before[i]), greatest = MAX (greatest, before[i]);
      if (span == NULL)
        {
          span = g_new (double, 2);
          span[0] = span[1] = before[i];
          g_hash_table_insert (spans, groups[i], span);
        }
      span[0] = MIN (span[0], before[i]), span[1] = MAX (span[1], before[i]);
    }
  for (gsize i = 0; i < n && greatest > least; i++)
    {
      const double *span = g_hash_table_lookup (spans, groups[i]);

      sum += (span[1] - span[0]) / (greatest - least);
    }
  cost->values_before = count_values (before, n);
  cost->values_after = g_hash_table_size (spans);
  cost->loss = n > 0 ? sum / (double)n : 0;
}
