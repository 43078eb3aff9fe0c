/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-stats-data.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "domain/qh-error.h"

static void
free_variable (gpointer data)
{
  qh_stats_variable_free (data);
}

/**
 * qh_stats_data_new:
 * @n: how many rows the variables will have
 * @confidence: of every interval, between 0 and 1
 *
 * Returns: (transfer full): data without variables.
 */
QhStatsData *
qh_stats_data_new (gsize n, double confidence)
{
  QhStatsData *self = g_new0 (QhStatsData, 1);

  self->n = n;
  self->of = g_ptr_array_new_with_free_func (free_variable);
  self->by = g_ptr_array_new_with_free_func (free_variable);
  self->confidence = confidence;
  self->seed = 1;
  self->draws = QH_STATS_USUAL_DRAWS;
  return self;
}

void
qh_stats_data_free (QhStatsData *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->of);
  g_ptr_array_unref (self->by);
  qh_stats_variable_free (self->event);
  qh_stats_counts_free (self->counts);
  g_free (self);
}

/**
 * qh_stats_variable_new:
 * @values: (transfer full) (nullable): a row each, NaN for none
 * @categories: (transfer full) (nullable) (element-type utf8): labels, of categories
 *
 * Returns: (transfer full): a variable.
 */
QhStatsVariable *
qh_stats_variable_new (const char *name,
                       const char *label,
                       QhMeasurement level,
                       double *values,
                       GPtrArray *categories)
{
  QhStatsVariable *self = g_new0 (QhStatsVariable, 1);

  self->name = g_strdup (name);
  self->label = g_strdup (label);
  self->level = level;
  self->values = values;
  self->categories = categories;
  return self;
}

void
qh_stats_variable_free (QhStatsVariable *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->label);
  g_free (self->values);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_free (self);
}

/**
 * qh_stats_counts_new:
 * @rows: (element-type utf8): labels
 * @columns: (element-type utf8): labels
 *
 * Returns: (transfer full): a table of zeros.
 */
QhStatsCounts *
qh_stats_counts_new (GPtrArray *rows, GPtrArray *columns)
{
  QhStatsCounts *self = g_new0 (QhStatsCounts, 1);

  self->rows = g_ptr_array_ref (rows);
  self->columns = g_ptr_array_ref (columns);
  self->cells = g_new0 (double, MAX (1, (gsize)rows->len * columns->len));
  return self;
}

void
qh_stats_counts_free (QhStatsCounts *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->columns);
  g_free (self->cells);
  g_free (self);
}

const QhStatsVariable *
qh_stats_data_of (const QhStatsData *self, guint i)
{
  return g_ptr_array_index (self->of, i);
}

const QhStatsVariable *
qh_stats_data_by (const QhStatsData *self, guint i)
{
  return g_ptr_array_index (self->by, i);
}

/* The categories of which rows count anything, as the places that they get. */
static GPtrArray *
keep_counted (const QhStatsVariable *variable, const double *sums, guint *places)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < variable->categories->len; c++)
    {
      places[c] = kept->len;
      if (sums[c] > 0)
        g_ptr_array_add (kept, g_strdup (g_ptr_array_index (variable->categories, c)));
    }
  return kept;
}

/* What a row counts; nothing without both answers. */
static double
get_weight (const QhStatsData *self, const double *weights, gsize i)
{
  double weight = weights != NULL ? weights[i] : 1;

  if (isnan (qh_stats_data_of (self, 0)->values[i])
      || isnan (qh_stats_data_by (self, 0)->values[i]))
    return 0;
  return weight > 0 ? weight : 0;
}

/**
 * qh_stats_data_count:
 * @weights: (nullable): what each row counts; those of NaN or below nothing count nothing
 *
 * Makes the counts of the first two variables, which are of categories. Those that
 * count nothing are left out.
 */
void
qh_stats_data_count (QhStatsData *self, const double *weights)
{
  const QhStatsVariable *of = qh_stats_data_of (self, 0), *by = qh_stats_data_by (self, 0);
  g_autofree double *row_sums = g_new0 (double, of->categories->len + 1);
  g_autofree double *column_sums = g_new0 (double, by->categories->len + 1);
  g_autofree guint *rows = g_new0 (guint, of->categories->len + 1);
  g_autofree guint *columns = g_new0 (guint, by->categories->len + 1);
  g_autoptr (GPtrArray) row_labels = NULL, column_labels = NULL;

  for (gsize i = 0; i < self->n; i++)
    {
      double weight = get_weight (self, weights, i);

      if (weight <= 0)
        continue;
      row_sums[(guint)of->values[i]] += weight;
      column_sums[(guint)by->values[i]] += weight;
    }
  row_labels = keep_counted (of, row_sums, rows);
  column_labels = keep_counted (by, column_sums, columns);
  qh_stats_counts_free (self->counts);
  self->counts = qh_stats_counts_new (row_labels, column_labels);
  for (gsize i = 0; i < self->n; i++)
    {
      double weight = get_weight (self, weights, i);

      if (weight > 0)
        self->counts->cells[(gsize)rows[(guint)of->values[i]] * column_labels->len
                            + columns[(guint)by->values[i]]]
          += weight;
    }
}

/**
 * qh_stats_too_few:
 *
 * Returns: whether @n is less than @least, with %QH_ERROR_REQUIRED.
 */
gboolean
qh_stats_too_few (gsize n, gsize least, GError **error)
{
  if (n >= least)
    return FALSE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_REQUIRED,
               _ ("There are %u rows with an answer, and the test needs %u or more. Choose other "
                  "rows or variables."),
               (guint)n,
               (guint)least);
  return TRUE;
}

static QhStatsGroups *
fill_groups (const QhStatsVariable *of, const QhStatsVariable *by, gsize n, const gsize *counts)
{
  QhStatsGroups *groups = g_new0 (QhStatsGroups, 1);
  guint n_categories = by->categories->len;
  g_autofree double **ends = g_new0 (double *, n_categories + 1);
  double *end;

  groups->values = g_new0 (double *, n_categories + 1);
  groups->sizes = g_new0 (gsize, n_categories + 1);
  groups->labels = g_new0 (const char *, n_categories + 1);
  for (guint c = 0; c < n_categories; c++)
    groups->n += counts[c];
  end = groups->all = g_new (double, MAX (1, groups->n));
  for (guint c = 0; c < n_categories; c++)
    {
      ends[c] = end;
      if (counts[c] == 0)
        continue;
      groups->values[groups->n_groups] = end;
      groups->sizes[groups->n_groups] = counts[c];
      groups->labels[groups->n_groups++] = g_ptr_array_index (by->categories, c);
      end += counts[c];
    }
  for (gsize i = 0; i < n; i++)
    if (!isnan (of->values[i]) && !isnan (by->values[i]))
      *ends[(guint)by->values[i]]++ = of->values[i];
  return groups;
}

static gboolean
check_groups (const QhStatsGroups *groups, guint least, guint most, gsize smallest, GError **error)
{
  if (groups->n_groups < least || groups->n_groups > most)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   least == most
                     ? _ ("The test is for %u groups, and here are %u. Choose other rows "
                          "with --where, or another test.")
                     : _ ("The test needs %u groups or more, and here are %u. Choose other "
                          "rows or another variable."),
                   least,
                   groups->n_groups);
      return FALSE;
    }
  for (guint g = 0; g < groups->n_groups; g++)
    if (groups->sizes[g] < smallest)
      {
        g_set_error (
          error,
          QH_ERROR,
          QH_ERROR_REQUIRED,
          _ ("The group “%s” has %u rows, and the test needs %u or more in each. Leave it "
             "out or merge it."),
          groups->labels[g],
          (guint)groups->sizes[g],
          (guint)smallest);
        return FALSE;
      }
  return TRUE;
}

/**
 * qh_stats_data_split:
 * @least: groups
 * @most: groups
 * @smallest: rows in each
 *
 * Returns: (transfer full): the first variable's values by the categories of the
 *   second; %NULL with %QH_ERROR_RANGE when there are too few or too many groups,
 *   and with %QH_ERROR_REQUIRED when one is too small.
 */
QhStatsGroups *
qh_stats_data_split (const QhStatsData *self,
                     guint least,
                     guint most,
                     gsize smallest,
                     GError **error)
{
  const QhStatsVariable *of = qh_stats_data_of (self, 0), *by = qh_stats_data_by (self, 0);
  g_autofree gsize *counts = g_new0 (gsize, by->categories->len + 1);
  g_autoptr (QhStatsGroups) groups = NULL;

  for (gsize i = 0; i < self->n; i++)
    if (!isnan (of->values[i]) && !isnan (by->values[i]))
      counts[(guint)by->values[i]]++;
  groups = fill_groups (of, by, self->n, counts);
  return check_groups (groups, least, most, smallest, error) ? g_steal_pointer (&groups) : NULL;
}

void
qh_stats_groups_free (QhStatsGroups *self)
{
  if (self == NULL)
    return;
  g_free (self->values);
  g_free (self->sizes);
  g_free (self->labels);
  g_free (self->all);
  g_free (self);
}

/**
 * qh_stats_data_pair:
 * @x: (out) (transfer full): what @a has where both have something
 * @y: (out) (transfer full): what @b has there
 *
 * Returns: how many rows have both.
 */
gsize
qh_stats_data_pair (const QhStatsVariable *a,
                    const QhStatsVariable *b,
                    gsize n,
                    double **x,
                    double **y)
{
  gsize count = 0;

  *x = g_new (double, MAX (1, n));
  *y = g_new (double, MAX (1, n));
  for (gsize i = 0; i < n; i++)
    if (!isnan (a->values[i]) && !isnan (b->values[i]))
      {
        (*x)[count] = a->values[i];
        (*y)[count++] = b->values[i];
      }
  return count;
}

/**
 * qh_stats_data_values:
 * @x: (out) (transfer full): what @a has
 *
 * Returns: how many rows have something.
 */
gsize
qh_stats_data_values (const QhStatsVariable *a, gsize n, double **x)
{
  gsize count = 0;

  *x = g_new (double, MAX (1, n));
  for (gsize i = 0; i < n; i++)
    if (!isnan (a->values[i]))
      (*x)[count++] = a->values[i];
  return count;
}
