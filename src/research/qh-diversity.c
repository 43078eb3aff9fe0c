/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "research/qh-diversity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* By so much t must differ for a class not to be looked at: far more than rounding errors. */
#define SURELY 1e-9

/* A value and how many records of a class have it. */
typedef struct
{
  guint32 value;
  guint32 count;
} Count;

/* The whole: of each value that occurs, in order, its share, the shares up to
 * and with it, and the sums of those. */
typedef struct
{
  guint n_values; /* that occur */
  guint32 *place; /* of each value among those that occur */
  double *share;
  double *up_to;
  double *sums;
} Whole;

static void
whole_init (Whole *whole, const QhClasses *classes, const guint32 *values, guint n_values, const guint32 *weights, const guint8 *left_out)
{
  g_autofree guint64 *counts = g_new0 (guint64, MAX (1, n_values));
  guint64 total = 0;
  double up_to = 0, sum = 0;

  for (guint i = 0; i < classes->n; i++)
    {
      guint32 weight = weights != NULL ? weights[i] : 1;

      if (left_out != NULL && left_out[classes->class_of[i]])
        continue;
      counts[values[i]] += weight;
      total += weight;
    }
  whole->n_values = 0;
  whole->place = g_new0 (guint32, MAX (1, n_values));
  whole->share = g_new0 (double, n_values + 1);
  whole->up_to = g_new0 (double, n_values + 1);
  whole->sums = g_new0 (double, n_values + 1);
  for (guint i = 0; i < n_values; i++)
    {
      if (counts[i] == 0)
        continue;
      whole->place[i] = whole->n_values;
      whole->share[whole->n_values] = (double)counts[i] / (double)total;
      whole->up_to[whole->n_values] = up_to += whole->share[whole->n_values];
      whole->n_values++;
      whole->sums[whole->n_values] = sum += up_to;
    }
}

static void
whole_clear (Whole *whole)
{
  g_free (whole->place);
  g_free (whole->share);
  g_free (whole->up_to);
  g_free (whole->sums);
}

/* Σ |@level − shares up to i| for i in [from, to): the shares ascend. */
static double
sum_gap (const Whole *whole, double level, guint from, guint to)
{
  guint low = from, high = to;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (whole->up_to[middle] < level)
        low = middle + 1;
      else
        high = middle;
    }
  return level * (low - from) - (whole->sums[low] - whole->sums[from]) + (whole->sums[to] - whole->sums[low])
         - level * (to - low);
}

/* Li, Li and Venkatasubramanian (2007): for ordered values Σ |cumulated
 * differences| / (m − 1), where m values occur. */
static double
distance_ordered (const Whole *whole, const Count *counts, guint n, double total)
{
  double sum = 0, level = 0;
  guint from = 0;

  if (whole->n_values < 2)
    return 0;
  for (guint i = 0; i < n; i++)
    {
      sum += sum_gap (whole, level, from, whole->place[counts[i].value]);
      from = whole->place[counts[i].value];
      level += counts[i].count / total;
    }
  sum += sum_gap (whole, level, from, whole->n_values);
  return sum / (whole->n_values - 1);
}

/* The same: for values that are all equally far apart ½ Σ |differences|. */
static double
distance_equal (const Whole *whole, const Count *counts, guint n, double total)
{
  double sum = 0, rest = 1;

  for (guint i = 0; i < n; i++)
    {
      double share = whole->share[whole->place[counts[i].value]];

      sum += fabs (counts[i].count / total - share);
      rest -= share;
    }
  return 0.5 * (sum + MAX (0, rest));
}

static int
compare_values (const void *a, const void *b)
{
  const Count *first = a, *second = b;

  return first->value < second->value ? -1 : first->value > second->value;
}

static int
compare_counts (const void *a, const void *b)
{
  const Count *first = a, *second = b;

  return first->count > second->count ? -1 : first->count < second->count;
}

/* Machanavajjhala and others (2007): the greatest l with r₁ < c (r_l + … + r_m). */
static guint
find_recursive (Count *counts, guint n, double c)
{
  double tail = 0;

  qsort (counts, n, sizeof *counts, compare_counts);
  for (guint l = n; l > 0; l--)
    {
      tail += counts[l - 1].count;
      if (counts[0].count < c * tail)
        return l;
    }
  return 0;
}

static double
exp_entropy (const Count *counts, guint n, double total)
{
  double entropy = 0;

  for (guint i = 0; i < n; i++)
    entropy -= counts[i].count / total * log (counts[i].count / total);
  return exp (entropy);
}

static void
judge (Count *counts, guint n, double total, const Whole *whole, gboolean ordered, double c, QhDiversity *of_class)
{
  if (ordered)
    qsort (counts, n, sizeof *counts, compare_values);
  of_class->t = ordered ? distance_ordered (whole, counts, n, total) : distance_equal (whole, counts, n, total);
  of_class->l_distinct = n;
  of_class->l_entropy = n == 1 ? 1 : exp_entropy (counts, n, total);
  of_class->l_recursive = find_recursive (counts, n, c);
}

/* Where the rows of each class begin, and the end. */
static guint32 *
find_starts (const QhClasses *classes, const guint32 *weights)
{
  guint32 *starts = g_new0 (guint32, classes->n_classes + 1);

  if (weights == NULL) /* then the sizes are numbers of rows */
    memcpy (starts + 1, classes->sizes, classes->n_classes * sizeof (guint32));
  else
    for (guint i = 0; i < classes->n; i++)
      starts[classes->class_of[i] + 1]++;
  for (guint i = 0; i < classes->n_classes; i++)
    starts[i + 1] += starts[i];
  return starts;
}

/* What the rows hold, those of a class together: read as it is, once. */
static guint32 *
sort_by_class (const QhClasses *classes, const guint32 *starts, const guint32 *of_rows)
{
  guint32 *sorted = g_new (guint32, MAX (1, classes->n));
  g_autofree guint32 *next = g_memdup2 (starts, (classes->n_classes + 1) * sizeof (guint32));

  for (guint i = 0; i < classes->n; i++)
    sorted[next[classes->class_of[i]]++] = of_rows[i];
  return sorted;
}

/* One sensitive variable, gone through class by class. */
typedef struct
{
  const QhClasses *classes;
  guint32 *starts;         /* where the rows of each class begin in sorted */
  guint32 *sorted;         /* values */
  guint32 *sorted_weights; /* NULL where each row is one record */
  Count *counts;           /* of the class that is looked at */
  guint32 *seen;           /* of each value its place in counts, + 1 */
  QhDiversity *alone;      /* of classes with one value only, by value; l_distinct is 0 where not yet known */
  Whole whole;
  gboolean ordered;
  double c;
} Secret;

static void
secret_init (Secret *self,
             const QhClasses *classes,
             const guint32 *values,
             guint n_values,
             const guint32 *weights,
             const guint8 *left_out,
             gboolean ordered,
             double c)
{
  self->classes = classes;
  self->ordered = ordered;
  self->c = c;
  self->starts = find_starts (classes, weights);
  self->sorted = sort_by_class (classes, self->starts, values);
  self->sorted_weights = weights != NULL ? sort_by_class (classes, self->starts, weights) : NULL;
  self->counts = g_new (Count, MAX (1, n_values));
  self->seen = g_new0 (guint32, MAX (1, n_values));
  self->alone = g_new0 (QhDiversity, MAX (1, n_values));
  whole_init (&self->whole, classes, values, n_values, weights, left_out);
}

static void
secret_clear (Secret *self)
{
  g_free (self->starts);
  g_free (self->sorted);
  g_free (self->sorted_weights);
  g_free (self->counts);
  g_free (self->seen);
  g_free (self->alone);
  whole_clear (&self->whole);
}

/* Counts the different values of a class: how many there are. */
static guint
secret_count (Secret *self, guint class)
{
  guint32 *seen = self->seen;
  guint n = 0;

  for (guint32 i = self->starts[class]; i < self->starts[class + 1]; i++)
    {
      guint32 value = self->sorted[i];

      if (seen[value] == 0)
        {
          self->counts[n] = (Count){ value, 0 };
          seen[value] = ++n;
        }
      self->counts[seen[value] - 1].count += self->sorted_weights != NULL ? self->sorted_weights[i] : 1;
    }
  for (guint i = 0; i < n; i++)
    seen[self->counts[i].value] = 0;
  return n;
}

/* With one value only its share matters, which is all: the same in all such classes. */
static const QhDiversity *
secret_judge_alone (Secret *self, guint32 value)
{
  Count count = { value, 1 };

  if (self->alone[value].l_distinct == 0)
    judge (&count, 1, 1, &self->whole, self->ordered, self->c, &self->alone[value]);
  return &self->alone[value];
}

/* Judges the class that was counted. */
static QhDiversity
secret_judge (Secret *self, guint class, guint n)
{
  guint32 records = self->classes->sizes[class];
  QhDiversity of_class;

  if (n == 1 && records > 0)
    return *secret_judge_alone (self, self->counts[0].value);
  judge (self->counts, n, records, &self->whole, self->ordered, self->c, &of_class);
  return of_class;
}

/* Whether the class that was counted surely has no less l and no greater t than
 * @least. A class with one value has the least l of every kind that there can be.
 * And both distances are convex: that of a mixture is at most the mixture of those
 * that its values have alone. */
static gboolean
secret_is_surely_more (Secret *self, guint class, guint n, const QhDiversity *least)
{
  double most = 0;

  if (least->l_distinct > 1 || n == 1)
    return FALSE;
  for (guint i = 0; i < n; i++)
    most += self->counts[i].count * secret_judge_alone (self, self->counts[i].value)->t;
  return most < (least->t - SURELY) * self->classes->sizes[class];
}

static void
take_least (QhDiversity *least, const QhDiversity *of_class)
{
  least->t = MAX (least->t, of_class->t);
  least->l_distinct = MIN (least->l_distinct, of_class->l_distinct);
  least->l_entropy = MIN (least->l_entropy, of_class->l_entropy);
  least->l_recursive = MIN (least->l_recursive, of_class->l_recursive);
}

/**
 * qh_diversity_compute:
 * @classes: of at least one row
 * @values: (array): the value of each row
 * @n_values: values are below it
 * @weights: (nullable) (array): how many records each row stands for
 * @ordered: whether values are more and less, which says how far apart they are
 * @c: of recursive diversity
 *
 * l-diversity after Machanavajjhala and others (2007), t-closeness after Li, Li
 * and Venkatasubramanian (2007). A missing value is a value of its own.
 */
void
qh_diversity_compute (const QhClasses *classes,
                      const guint32 *values,
                      guint n_values,
                      const guint32 *weights,
                      gboolean ordered,
                      double c,
                      QhDiversity *diversity)
{
  QhDiversity least = { G_MAXUINT, G_MAXDOUBLE, G_MAXUINT, 0 };
  Secret secret;

  secret_init (&secret, classes, values, n_values, weights, NULL, ordered, c);
  for (guint class = 0; class < classes->n_classes; class++)
    {
      guint n = secret_count (&secret, class);

      if (!secret_is_surely_more (&secret, class, n, &least))
        {
          QhDiversity of_class = secret_judge (&secret, class, n);

          take_least (&least, &of_class);
        }
    }
  *diversity = least;
  secret_clear (&secret);
}

/**
 * qh_diversity_each:
 * @left_out: (nullable) (array): of each class whether it is no part of the whole
 * @function: (scope call): takes each other class
 *
 * As qh_diversity_compute(), class by class.
 */
void
qh_diversity_each (const QhClasses *classes,
                   const guint32 *values,
                   guint n_values,
                   const guint32 *weights,
                   const guint8 *left_out,
                   gboolean ordered,
                   double c,
                   QhDiversityFunc function,
                   gpointer user_data)
{
  Secret secret;

  secret_init (&secret, classes, values, n_values, weights, left_out, ordered, c);
  for (guint class = 0; class < classes->n_classes; class++)
    if (left_out == NULL || !left_out[class])
      {
        QhDiversity of_class = secret_judge (&secret, class, secret_count (&secret, class));

        function (class, &of_class, user_data);
      }
  secret_clear (&secret);
}
