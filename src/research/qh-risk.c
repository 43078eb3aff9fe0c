/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "research/qh-risk.h"

#include <math.h>
#include <string.h>

#include "research/qh-coding.h"

/**
 * qh_quasi_new:
 * @codings: (element-type QhCoding): variables of the same rows; they must outlive it
 *
 * Returns: (transfer full): them as the quasi-identifiers.
 */
QhQuasi *
qh_quasi_new (GPtrArray *codings)
{
  QhQuasi *self = g_new0 (QhQuasi, 1);

  self->n_columns = codings->len;
  self->columns = g_new0 (const guint32 *, MAX (1, codings->len));
  self->n_categories = g_new0 (guint, MAX (1, codings->len));
  for (guint i = 0; i < codings->len; i++)
    {
      const QhCoding *coding = g_ptr_array_index (codings, i);

      self->columns[i] = coding->codes;
      self->n_categories[i] = coding->n_categories;
      self->n = coding->n;
    }
  return self;
}

void
qh_quasi_free (QhQuasi *self)
{
  if (self == NULL)
    return;
  g_free (self->columns);
  g_free (self->n_categories);
  g_free (self);
}

/**
 * qh_quasi_classes:
 *
 * Returns: (transfer full): the records that are alike, a missing value being a value.
 */
QhClasses *
qh_quasi_classes (const QhQuasi *quasi)
{
  return qh_classes_new (quasi->columns, quasi->n_categories, quasi->n_columns, quasi->n, NULL);
}

static QhQuasi *
leave_out (const QhQuasi *quasi, guint left_out)
{
  QhQuasi *rest = g_new0 (QhQuasi, 1);

  rest->n = quasi->n;
  rest->columns = g_new (const guint32 *, MAX (1, quasi->n_columns));
  rest->n_categories = g_new (guint, MAX (1, quasi->n_columns));
  for (guint i = 0; i < quasi->n_columns; i++)
    if (i != left_out)
      {
        rest->columns[rest->n_columns] = quasi->columns[i];
        rest->n_categories[rest->n_columns++] = quasi->n_categories[i];
      }
  return rest;
}

/**
 * qh_quasi_classes_without:
 * @left_out: the place of a variable
 *
 * Returns: (transfer full): as qh_quasi_classes(), as if that variable were not known.
 */
QhClasses *
qh_quasi_classes_without (const QhQuasi *quasi, guint left_out)
{
  g_autoptr (QhQuasi) rest = leave_out (quasi, left_out);

  return qh_quasi_classes (rest);
}

/* Wildcards */

/* One row for each class, by which of its variables are missing. */
static guint64
find_pattern (const QhQuasi *quasi, guint32 row)
{
  guint64 pattern = 0;

  for (guint c = 0; c < quasi->n_columns; c++)
    if (qh_category_is_missing (quasi->columns[c][row]))
      pattern |= G_GUINT64_CONSTANT (1) << c;
  return pattern;
}

/* Adds to each class of @mine the records of @others that it could be: those
 * that agree in every variable which neither lacks. */
static void
add_matches (const QhQuasi *quasi, const QhClasses *classes, GArray *mine, GArray *others, guint64 lacking, guint32 *matches)
{
  guint n = mine->len + others->len, n_columns = 0;
  g_autofree guint32 *cells = g_new (guint32, (gsize)n * quasi->n_columns);
  g_autofree guint32 *weights = g_new0 (guint32, n);
  const guint32 *columns[64];
  guint n_categories[64];
  g_autoptr (QhClasses) alike = NULL;

  for (guint c = 0; c < quasi->n_columns; c++)
    {
      guint32 *column = cells + (gsize)n_columns * n;

      if (lacking & (G_GUINT64_CONSTANT (1) << c))
        continue;
      for (guint i = 0; i < n; i++)
        {
          guint class = i < mine->len ? g_array_index (mine, guint, i) : g_array_index (others, guint, i - mine->len);

          column[i] = quasi->columns[c][classes->first[class]];
        }
      columns[n_columns] = column;
      n_categories[n_columns++] = quasi->n_categories[c];
    }
  for (guint i = 0; i < others->len; i++)
    weights[mine->len + i] = classes->sizes[g_array_index (others, guint, i)];
  alike = qh_classes_new (columns, n_categories, n_columns, n, weights);
  for (guint i = 0; i < mine->len; i++)
    matches[g_array_index (mine, guint, i)] += alike->sizes[alike->class_of[i]];
}

static guint32 *
count_matches (const QhQuasi *quasi, const QhClasses *classes)
{
  guint32 *matches = g_new0 (guint32, MAX (1, classes->n_classes));
  g_autoptr (GHashTable) groups
    = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  GHashTableIter outer, inner;
  gpointer mine, others, key, other_key;

  for (guint class = 0; class < classes->n_classes; class++)
    {
      guint64 pattern = find_pattern (quasi, classes->first[class]);
      GArray *group = g_hash_table_lookup (groups, &pattern);

      if (group == NULL)
        {
          group = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (groups, g_memdup2 (&pattern, sizeof pattern), group);
        }
      g_array_append_val (group, class);
    }
  g_hash_table_iter_init (&outer, groups);
  while (g_hash_table_iter_next (&outer, &key, &mine))
    {
      g_hash_table_iter_init (&inner, groups);
      while (g_hash_table_iter_next (&inner, &other_key, &others))
        add_matches (quasi, classes, mine, others, *(guint64 *)key | *(guint64 *)other_key, matches);
    }
  return matches;
}

/**
 * qh_risk_count:
 * @quasi: at most 64 variables
 *
 * Returns: (transfer full) (array): for each record how many records it could
 *   be, itself included. With wildcards it is what sdcMicro's freqCalc() counts.
 */
guint32 *
qh_risk_count (const QhQuasi *quasi, QhRiskMissing missing)
{
  g_autoptr (QhClasses) classes = qh_quasi_classes (quasi);
  g_autofree guint32 *matches = missing == QH_RISK_MISSING_WILDCARD ? count_matches (quasi, classes) : NULL;
  const guint32 *sizes = matches != NULL ? matches : classes->sizes;
  guint32 *frequencies = g_new (guint32, MAX (1, quasi->n));

  for (guint i = 0; i < quasi->n; i++)
    frequencies[i] = sizes[classes->class_of[i]];
  return frequencies;
}

/**
 * qh_risk_count_without:
 * @left_out: the place of a variable
 *
 * Returns: (transfer full) (array): as qh_risk_count(), as if that variable were not known.
 */
guint32 *
qh_risk_count_without (const QhQuasi *quasi, QhRiskMissing missing, guint left_out)
{
  g_autoptr (QhQuasi) rest = leave_out (quasi, left_out);

  return qh_risk_count (rest, missing);
}

/**
 * qh_risk_compute:
 * @frequencies: (array length=n): of at least one record, from qh_risk_count()
 * @classes: how many classes; 0 with wildcards
 * @risk: (out): the risk
 */
void
qh_risk_compute (const guint32 *frequencies, guint n, guint classes, QhRisk *risk)
{
  double sum = 0;

  *risk = (QhRisk){ .records = n, .classes = classes, .k = G_MAXUINT };
  for (guint i = 0; i < n; i++)
    {
      risk->k = MIN (risk->k, frequencies[i]);
      risk->uniques += frequencies[i] == 1;
      sum += 1.0 / frequencies[i];
    }
  risk->average_risk = sum / n;
  risk->highest_risk = 1.0 / risk->k;
}

/**
 * qh_risk_of_classes:
 * @classes: of at least one record
 * @risk: (out): the risk
 */
void
qh_risk_of_classes (const QhClasses *classes, QhRisk *risk)
{
  guint64 records = 0;

  *risk = (QhRisk){ .classes = classes->n_classes, .k = G_MAXUINT };
  for (guint i = 0; i < classes->n_classes; i++)
    {
      risk->k = MIN (risk->k, classes->sizes[i]);
      risk->uniques += classes->sizes[i] == 1;
      records += classes->sizes[i];
    }
  risk->records = (guint)records;
  risk->average_risk = (double)classes->n_classes / (double)records;
  risk->highest_risk = 1.0 / risk->k;
}

/* Population */

/* E (1/F | f) where F of the population is negative binomial given f in a sample
 * of the fraction π: ∫₀¹ w^(f − 1) / (1 + r w) dw with r = (1 − π) / π. That is
 * π/f · ₂F₁ (1, 1; f + 1; 1 − π), whose series is short for π of a half and more. */
static double
sum_series (guint f, double fraction)
{
  double term = 1, sum = 0;

  for (guint j = 1; term > sum * 1e-17; j++)
    {
      sum += term;
      term *= (1 - fraction) * j / (f + j);
    }
  return fraction / f * sum;
}

/* For f = 1 … most; below a half by E(f + 1) = (1/f − E(f)) / r, whose errors shrink. */
static double *
make_expectations (guint most, double fraction)
{
  double *expected = g_new0 (double, (gsize)most + 1);
  double r = (1 - fraction) / fraction;

  expected[1] = r > 0 ? log1p (r) / r : 1;
  for (guint f = 2; f <= most; f++)
    expected[f] = r > 1 ? (1.0 / (f - 1) - expected[f - 1]) / r : sum_series (f, fraction);
  return expected;
}

/**
 * qh_population_risk_compute:
 * @frequencies: (array length=n): of at least one record
 * @fraction: which part of the population the records are, above 0, at most 1
 * @risk: (out): the risk
 *
 * The risk of who does not know whether somebody is among the records, where
 * these were drawn at random: Benedetti and Franconi (1998), as in Franconi and
 * Polettini (2004).
 */
void
qh_population_risk_compute (const guint32 *frequencies, guint n, double fraction, QhPopulationRisk *risk)
{
  g_autofree double *expected = NULL;
  guint most = 1, uniques = 0;

  for (guint i = 0; i < n; i++)
    most = MAX (most, frequencies[i]);
  expected = make_expectations (most, fraction);
  *risk = (QhPopulationRisk){ 0 };
  for (guint i = 0; i < n; i++)
    {
      risk->expected += expected[frequencies[i]];
      risk->highest = MAX (risk->highest, expected[frequencies[i]]);
      uniques += frequencies[i] == 1;
    }
  risk->average = risk->expected / n;
  risk->uniques = uniques * fraction;
}
