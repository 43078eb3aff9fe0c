/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "research/qh-lattice-private.h"

#include <math.h>

static void
free_columns (guint32 **columns, guint n)
{
  for (guint i = 0; columns != NULL && i < n; i++)
    g_free (columns[i]);
  g_free (columns);
}

/* One row for all records that are alike in every variable. */
static void
gather_rows (QhLattice *self)
{
  guint n = self->n_columns + self->secrets->len;
  g_autofree const guint32 **columns = g_new0 (const guint32 *, MAX (1, n));
  g_autofree guint *n_categories = g_new0 (guint, MAX (1, n));

  for (guint i = 0; i < n; i++)
    {
      const QhCoding *coding = i < self->n_columns ? g_ptr_array_index (self->codings, i)
                                                   : g_ptr_array_index (self->secrets, i - self->n_columns);

      columns[i] = coding->codes;
      n_categories[i] = coding->n_categories;
    }
  self->rows = qh_classes_new (columns, n_categories, n, self->n_records, NULL);
}

static guint32 **
gather_columns (QhLattice *self, GPtrArray *codings)
{
  guint32 **columns = g_new0 (guint32 *, MAX (1, codings->len));

  for (guint i = 0; i < codings->len; i++)
    {
      const QhCoding *coding = g_ptr_array_index (codings, i);

      columns[i] = g_new (guint32, MAX (1, self->rows->n_classes));
      for (guint row = 0; row < self->rows->n_classes; row++)
        columns[i][row] = coding->codes[self->rows->first[row]];
    }
  return columns;
}

static double
average_loss (QhLattice *self, guint variable, guint level)
{
  const QhHierarchyLevel *groups = qh_hierarchy_get_level (g_ptr_array_index (self->hierarchies, variable), level);
  double sum = 0;

  for (guint row = 0; row < self->rows->n_classes; row++)
    sum += groups->loss[groups->groups[self->base[variable][row]]] * self->rows->sizes[row];
  return sum / self->n_records;
}

/* Of the losses of classes: as if the variables had nothing to do with each other. */
static double
guess_order (QhLattice *self, guint variable, guint level)
{
  const QhHierarchyLevel *told = qh_hierarchy_get_level (g_ptr_array_index (self->hierarchies, variable), level);
  g_autofree guint64 *sizes = g_new0 (guint64, MAX (1, told->texts->len));
  double sum = 0;

  if (self->goal.loss == QH_LOSS_CLASS_SIZE)
    return -log (MAX (1, told->texts->len));
  for (guint row = 0; row < self->rows->n_classes; row++)
    sizes[told->groups[self->base[variable][row]]] += self->rows->sizes[row];
  for (guint group = 0; group < told->texts->len; group++)
    sum += (double)sizes[group] * (double)sizes[group];
  return log (sum / self->n_records / self->n_records);
}

/**
 * qh_lattice_new:
 * @codings: (element-type QhCoding): the quasi-identifiers
 * @hierarchies: (element-type QhHierarchy): one for each
 * @secrets: (element-type QhCoding): the sensitive variables that the goal is about
 *
 * Returns: (transfer full): every way to generalise them; the three arrays must outlive it.
 */
QhLattice *
qh_lattice_new (GPtrArray *codings, GPtrArray *hierarchies, GPtrArray *secrets, const QhGoal *goal)
{
  QhLattice *self = g_new0 (QhLattice, 1);

  self->goal = *goal;
  self->codings = codings;
  self->hierarchies = hierarchies;
  self->secrets = secrets;
  self->n_columns = codings->len;
  self->n_records = ((const QhCoding *)g_ptr_array_index (codings, 0))->n;
  gather_rows (self);
  self->base = gather_columns (self, codings);
  self->values = gather_columns (self, secrets);
  self->columns = gather_columns (self, codings);
  self->losses = g_new0 (double *, self->n_columns);
  self->orders = g_new0 (double *, self->n_columns);
  self->least = g_new0 (guint, self->n_columns);
  self->n_levels = g_new0 (guint, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const QhHierarchy *hierarchy = g_ptr_array_index (hierarchies, i);

      self->n_levels[i] = hierarchy->levels->len;
      self->losses[i] = g_new0 (double, hierarchy->levels->len);
      self->orders[i] = g_new0 (double, hierarchy->levels->len);
      for (guint level = 0; level < hierarchy->levels->len; level++)
        {
          self->losses[i][level] = average_loss (self, i, level);
          self->orders[i][level] = goal->loss == QH_LOSS_CERTAINTY ? self->losses[i][level] : guess_order (self, i, level);
        }
    }
  return self;
}

void
qh_lattice_free (QhLattice *self)
{
  if (self == NULL)
    return;
  free_columns (self->base, self->n_columns);
  free_columns (self->columns, self->n_columns);
  free_columns (self->values, self->secrets->len);
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_free (self->losses[i]);
      g_free (self->orders[i]);
    }
  g_free (self->losses);
  g_free (self->orders);
  g_free (self->least);
  g_free (self->n_levels);
  qh_classes_free (self->rows);
  g_free (self);
}

/**
 * qh_lattice_fix:
 *
 * Lets a variable be told at one level alone.
 */
void
qh_lattice_fix (QhLattice *self, guint variable, guint level)
{
  self->least[variable] = level;
  self->n_levels[variable] = 1;
}

/**
 * qh_lattice_get_coarsest:
 *
 * Returns: the coarsest level at which a variable may be told.
 */
guint
qh_lattice_get_coarsest (const QhLattice *self, guint variable)
{
  return self->least[variable] + self->n_levels[variable] - 1;
}

/**
 * qh_lattice_count:
 *
 * Returns: how many nodes there are.
 */
guint64
qh_lattice_count (const QhLattice *self)
{
  guint64 n = 1;

  for (guint i = 0; i < self->n_columns; i++)
    n = n > G_MAXUINT64 / self->n_levels[i] ? G_MAXUINT64 : n * self->n_levels[i];
  return n;
}

/**
 * qh_lattice_loss_of:
 *
 * Returns: what one variable loses at a level if no record is left out.
 */
double
qh_lattice_loss_of (const QhLattice *self, guint variable, guint level)
{
  return self->losses[variable][level];
}

/* Evaluating a node */

static QhClasses *
make_classes (QhLattice *self, const guint *levels)
{
  g_autofree guint *n_groups = g_new (guint, self->n_columns);
  guint n = self->rows->n_classes;

  for (guint c = 0; c < self->n_columns; c++)
    {
      const QhHierarchyLevel *level = qh_hierarchy_get_level (g_ptr_array_index (self->hierarchies, c), levels[c]);
      const guint32 *base = self->base[c], *groups = level->groups;
      guint32 *column = self->columns[c];

      for (guint row = 0; row < n; row++)
        column[row] = groups[base[row]];
      n_groups[c] = level->texts->len;
    }
  return qh_classes_new ((const guint32 *const *)self->columns, n_groups, self->n_columns, n, self->rows->sizes);
}

typedef struct
{
  const QhGoal *goal;
  guint8 *fails;
  gboolean upwards; /* only what gets better upwards whatever is left out */
  gboolean more;
} Marking;

static void
mark_class (guint class, const QhDiversity *of_class, gpointer data)
{
  Marking *marking = data;
  const QhGoal *goal = marking->goal;
  gboolean fails = of_class->l_distinct < goal->l_distinct;

  if (!marking->upwards)
    fails |= of_class->l_entropy < goal->l_entropy * (1 - 1e-12) || of_class->l_recursive < goal->l_recursive
             || of_class->t > goal->t * (1 + 1e-12);
  marking->fails[class] |= fails;
  marking->more |= fails;
}

static void
mark_secrets (QhLattice *self, const QhClasses *classes, Marking *marking)
{
  for (guint i = 0; i < self->secrets->len; i++)
    {
      const QhCoding *secret = g_ptr_array_index (self->secrets, i);

      qh_diversity_each (classes, self->values[i], secret->n_categories, self->rows->sizes, marking->fails,
                         qh_coding_is_ordered (secret), self->goal.c, mark_class, marking);
    }
}

static guint
count_failing (const QhClasses *classes, const guint8 *fails)
{
  guint n = 0;

  for (guint i = 0; i < classes->n_classes; i++)
    n += fails[i] ? classes->sizes[i] : 0;
  return n;
}

/* The certainty penalty of what is kept, and all of what is not. */
static double
sum_penalty (QhLattice *self, const guint *levels, const QhClasses *classes, const guint8 *fails)
{
  double sum = 0;

  for (guint c = 0; c < self->n_columns; c++)
    {
      const double *loss = qh_hierarchy_get_level (g_ptr_array_index (self->hierarchies, c), levels[c])->loss;
      const guint32 *column = self->columns[c];

      for (guint row = 0; row < self->rows->n_classes; row++)
        sum += (fails[classes->class_of[row]] ? 1 : loss[column[row]]) * self->rows->sizes[row];
    }
  return sum / self->n_records / self->n_columns;
}

static double
compute_loss (QhLattice *self, const guint *levels, const QhClasses *classes, const guint8 *fails)
{
  return self->goal.loss == QH_LOSS_CERTAINTY ? sum_penalty (self, levels, classes, fails)
                                              : qh_loss_of_classes (self->goal.loss, classes, fails, self->n_records, self->goal.k);
}

/**
 * qh_lattice_get_floor:
 *
 * Returns: what is lost at least at @levels and at coarser ones, as far as it is known without
 *   counting the classes: the certainty penalty where nothing is left out; of the losses of
 *   classes what it would be if all that there could be were of one size.
 */
double
qh_lattice_get_floor (const QhLattice *self, const guint *levels)
{
  double penalty = 0, n_classes = 1;

  for (guint c = 0; c < self->n_columns; c++)
    {
      penalty += self->losses[c][levels[c]];
      n_classes *= MAX (1, qh_hierarchy_count_groups (g_ptr_array_index (self->hierarchies, c), levels[c]));
    }
  n_classes = MIN (n_classes, self->n_records);
  return self->goal.loss == QH_LOSS_CERTAINTY        ? penalty / self->n_columns
         : self->goal.loss == QH_LOSS_DISCERNIBILITY ? 1 / n_classes
                                                     : self->n_records / n_classes / self->goal.k;
}

/* Without a class that fails the whole is another, and others may fail. */
QhVerdict
qh_lattice_judge (QhLattice *self, QhNode *node, guint8 **fails_out, QhClasses **classes_out)
{
  g_autoptr (QhClasses) classes = make_classes (self, node->levels);
  g_autofree guint8 *fails = g_malloc0 (MAX (1, classes->n_classes));
  double limit = self->goal.suppress * self->n_records * (1 + 1e-12);
  Marking marking = { &self->goal, fails, TRUE, FALSE };
  QhVerdict verdict;

  for (guint i = 0; i < classes->n_classes; i++)
    fails[i] = classes->sizes[i] < self->goal.k;
  mark_secrets (self, classes, &marking);
  node->suppressed = count_failing (classes, fails);
  verdict.reaches_at_all = node->suppressed <= limit;
  marking.upwards = FALSE;
  do
    {
      marking.more = FALSE;
      if (node->suppressed <= limit && node->suppressed < self->n_records)
        mark_secrets (self, classes, &marking);
      node->suppressed = count_failing (classes, fails);
    }
  while (marking.more);
  verdict.reaches = node->suppressed <= limit && node->suppressed < self->n_records;
  if (self->goal.suppress == 0) /* then all of it gets better upwards */
    verdict.reaches_at_all = verdict.reaches;
  node->loss = compute_loss (self, node->levels, classes, fails);
  verdict.floor = self->goal.loss == QH_LOSS_CERTAINTY ? qh_lattice_get_floor (self, node->levels)
                                                       : qh_loss_of_classes (self->goal.loss, classes, NULL, self->n_records, self->goal.k);
  if (fails_out != NULL)
    {
      *fails_out = g_steal_pointer (&fails);
      *classes_out = g_steal_pointer (&classes);
    }
  return verdict;
}

/**
 * qh_lattice_evaluate:
 * @node: its levels are set; the rest will be
 *
 * Returns: whether it reaches the goal.
 */
gboolean
qh_lattice_evaluate (QhLattice *self, QhNode *node)
{
  return qh_lattice_judge (self, node, NULL, NULL).reaches;
}

/**
 * qh_lattice_keep:
 * @levels: of a node that reaches the goal
 * @n: the number of records
 *
 * Returns: (transfer full) (array): of each record whether it stays.
 */
guint8 *
qh_lattice_keep (QhLattice *self, const guint *levels, guint n)
{
  QhNode node = { (guint *)levels, 0, 0 };
  g_autofree guint8 *fails = NULL;
  g_autoptr (QhClasses) classes = NULL;
  guint8 *keep = g_malloc0 (MAX (1, n));

  qh_lattice_judge (self, &node, &fails, &classes);
  for (guint i = 0; i < n; i++)
    keep[i] = !fails[classes->class_of[self->rows->class_of[i]]];
  return keep;
}
