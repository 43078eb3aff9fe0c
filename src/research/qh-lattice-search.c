/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "research/qh-lattice-private.h"

#include <math.h>
#include <string.h>

/* Larger lattices are not looked through, only walked down. */
#define MOST_NODES 4000000
#define ROUNDING 1e-12

/* A node that is not yet evaluated, and where it stands in the order in which they are:
 * by what its levels lose if nothing is left out, or by a guess of that. */
typedef struct
{
  guint64 node;
  double order;
} Candidate;

/* What a node that was evaluated and those above it lose at least. */
typedef struct
{
  guint *levels;
  double floor;
} Floor;

typedef struct
{
  QhLattice *lattice;
  QhSearch *search;
  guint n_columns;
  const guint *least;
  const guint *n_levels; /* from the least on */
  GHashTable *evaluated; /* nodes' numbers */
  GPtrArray *failing;    /* levels: all below them fail too */
  GPtrArray *reaching;   /* levels: all above them reach what only gets better upwards */
  GPtrArray *costly;     /* levels: all above them lose too much; only of the losses of classes */
  GArray *floors;        /* of Floor: those that may yet be too costly */
} Walk;

static void
node_free (gpointer data)
{
  QhNode *node = data;

  g_free (node->levels);
  g_free (node);
}

void
qh_search_free (QhSearch *search)
{
  if (search == NULL)
    return;
  g_ptr_array_unref (search->best);
  g_free (search);
}

static void
levels_of (const Walk *walk, guint64 node, guint *levels)
{
  for (guint c = 0; c < walk->n_columns; c++)
    {
      levels[c] = walk->least[c] + (guint)(node % walk->n_levels[c]);
      node /= walk->n_levels[c];
    }
}

static guint64
number_of (const Walk *walk, const guint *levels)
{
  guint64 node = 0;

  for (guint c = walk->n_columns; c-- > 0;)
    node = node * walk->n_levels[c] + levels[c] - walk->least[c];
  return node;
}

static double
order_of (const Walk *walk, const guint *levels)
{
  double sum = 0;

  for (guint c = 0; c < walk->n_columns; c++)
    sum += walk->lattice->orders[c][levels[c]];
  return sum;
}

/* Whether the order of the nodes is that of what they lose at least. */
static gboolean
is_ordered_by_loss (const Walk *walk)
{
  return walk->lattice->goal.loss == QH_LOSS_CERTAINTY;
}

static gboolean
is_below (const Walk *walk, const guint *below, const guint *above)
{
  for (guint c = 0; c < walk->n_columns; c++)
    if (below[c] > above[c])
      return FALSE;
  return TRUE;
}

/* Predictive tagging: what is known without evaluating. */
static gboolean
is_known_to_fail (const Walk *walk, const guint *levels)
{
  for (guint i = 0; i < walk->failing->len; i++)
    if (is_below (walk, levels, g_ptr_array_index (walk->failing, i)))
      return TRUE;
  return FALSE;
}

static gboolean
is_known_to_reach (const Walk *walk, const guint *levels)
{
  for (guint i = 0; i < walk->reaching->len; i++)
    if (is_below (walk, g_ptr_array_index (walk->reaching, i), levels))
      return TRUE;
  return FALSE;
}

/* Keeps only the tags that say the most. */
static void
tag (Walk *walk, GPtrArray *tags, const guint *levels, gboolean failing)
{
  for (guint i = tags->len; i-- > 0;)
    if (failing ? is_below (walk, g_ptr_array_index (tags, i), levels) : is_below (walk, levels, g_ptr_array_index (tags, i)))
      g_ptr_array_remove_index_fast (tags, i);
  g_ptr_array_add (tags, g_memdup2 (levels, walk->n_columns * sizeof (guint)));
}

/* What a node must stay below to be worth looking at. */
static double
get_threshold (const Walk *walk)
{
  const GPtrArray *best = walk->search->best;

  if (best->len < QH_LATTICE_N_BEST)
    return G_MAXDOUBLE;
  return ((const QhNode *)g_ptr_array_index (best, best->len - 1))->loss - ROUNDING;
}

/* Whether it is known, without evaluating, that a node and those above it cannot be better. */
static gboolean
is_too_costly (const Walk *walk, const guint *levels)
{
  if (qh_lattice_get_floor (walk->lattice, levels) >= get_threshold (walk))
    return TRUE;
  for (guint i = 0; i < walk->costly->len; i++)
    if (is_below (walk, g_ptr_array_index (walk->costly, i), levels))
      return TRUE;
  return FALSE;
}

/* What was not too costly may be so now. */
static void
tag_costly (Walk *walk)
{
  double threshold = get_threshold (walk);

  for (guint i = walk->floors->len; i-- > 0;)
    {
      const Floor *floor = &g_array_index (walk->floors, Floor, i);

      if (floor->floor < threshold)
        continue;
      tag (walk, walk->costly, floor->levels, FALSE);
      g_array_remove_index_fast (walk->floors, i);
    }
}

static void
note_floor (Walk *walk, const guint *levels, double least)
{
  Floor floor = { NULL, least };

  if (is_ordered_by_loss (walk)) /* then it is known of all */
    return;
  floor.levels = g_memdup2 (levels, walk->n_columns * sizeof (guint));
  g_array_append_val (walk->floors, floor);
  tag_costly (walk);
}

static void
floor_clear (gpointer data)
{
  g_free (((Floor *)data)->levels);
}

static void
keep_if_good (Walk *walk, const QhNode *node)
{
  GPtrArray *best = walk->search->best;
  QhNode *copy = g_new0 (QhNode, 1);
  guint place = best->len;

  *copy = *node;
  copy->levels = g_memdup2 (node->levels, walk->n_columns * sizeof (guint));
  while (place > 0 && ((const QhNode *)g_ptr_array_index (best, place - 1))->loss > node->loss + ROUNDING)
    place--;
  g_ptr_array_insert (best, (gint)place, copy);
  if (best->len > QH_LATTICE_N_BEST)
    g_ptr_array_remove_index (best, QH_LATTICE_N_BEST);
}

/* Returns whether the node reaches what only gets better upwards. */
static gboolean
evaluate (Walk *walk, guint *levels)
{
  QhNode node = { levels, 0, 0 };
  QhVerdict verdict = qh_lattice_judge (walk->lattice, &node, NULL, NULL);
  guint64 number = number_of (walk, levels);

  walk->search->n_evaluated++;
  g_hash_table_add (walk->evaluated, g_memdup2 (&number, sizeof number));
  if (verdict.reaches)
    keep_if_good (walk, &node);
  note_floor (walk, levels, verdict.floor);
  if (verdict.reaches_at_all)
    tag (walk, walk->reaching, levels, FALSE);
  else
    tag (walk, walk->failing, levels, TRUE);
  return verdict.reaches_at_all;
}

/* From @levels upwards, always the cheapest step, as long as it may be worth it. */
static GPtrArray *
make_path (const Walk *walk, const guint *levels)
{
  GPtrArray *path = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *at = g_memdup2 (levels, walk->n_columns * sizeof (guint));

  for (;;)
    {
      guint cheapest = walk->n_columns;
      double least = G_MAXDOUBLE;

      g_ptr_array_add (path, g_memdup2 (at, walk->n_columns * sizeof (guint)));
      for (guint c = 0; c < walk->n_columns; c++)
        if (at[c] + 1 < walk->least[c] + walk->n_levels[c])
          {
            double step = walk->lattice->orders[c][at[c] + 1] - walk->lattice->orders[c][at[c]];

            if (step < least)
              least = step, cheapest = c;
          }
      if (cheapest == walk->n_columns)
        return path;
      at[cheapest]++;
      if (is_too_costly (walk, at))
        return path;
    }
}

/* Finds by halves where the path begins to reach; each miss tags all below it,
 * each hit all above it. */
static void
search_path (Walk *walk, const guint *levels)
{
  g_autoptr (GPtrArray) path = make_path (walk, levels);
  guint low = 0, high = path->len;

  while (low < high)
    {
      /* Mostly the upper end decides, as a miss there settles the whole path. */
      guint middle = high == path->len ? high - 1 : (low + high) / 2;
      guint *at = g_ptr_array_index (path, middle);
      gboolean reaches = is_known_to_reach (walk, at) || (!is_known_to_fail (walk, at) && evaluate (walk, at));

      if (reaches)
        high = middle;
      else
        low = middle + 1;
    }
}

static int
compare_orders (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a, *second = b;

  if (first->order != second->order)
    return first->order < second->order ? -1 : 1;
  return first->node < second->node ? -1 : first->node > second->node;
}

static GArray *
list_candidates (const Walk *walk, guint64 n)
{
  GArray *candidates = g_array_sized_new (FALSE, FALSE, sizeof (Candidate), (guint)n);
  g_autofree guint *levels = g_new0 (guint, walk->n_columns);

  for (guint64 node = 0; node < n; node++)
    {
      Candidate candidate = { node, 0 };

      levels_of (walk, node, levels);
      candidate.order = order_of (walk, levels);
      g_array_append_val (candidates, candidate);
    }
  g_array_sort (candidates, compare_orders);
  return candidates;
}

static gboolean
has_budget (const Walk *walk)
{
  guint most = walk->lattice->goal.most_evaluated;

  return most == 0 || walk->search->n_evaluated < most;
}

/* By what a node loses at least, so that the first that cannot be better ends
 * the search, and proves it. Where that is only guessed each one must be known to fail or to be
 * too costly. */
static gboolean
look_through (Walk *walk, guint64 n, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) candidates = list_candidates (walk, n);
  g_autofree guint *levels = g_new0 (guint, walk->n_columns);

  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      levels_of (walk, candidate->node, levels);
      if (is_too_costly (walk, levels) && is_ordered_by_loss (walk))
        break;
      if (is_too_costly (walk, levels) || g_hash_table_contains (walk->evaluated, &candidate->node) || is_known_to_fail (walk, levels))
        continue;
      if (!has_budget (walk))
        return TRUE;
      if (!is_known_to_reach (walk, levels))
        search_path (walk, levels);
      if (!g_hash_table_contains (walk->evaluated, &candidate->node) && !is_known_to_fail (walk, levels) && !is_too_costly (walk, levels))
        evaluate (walk, levels);
    }
  walk->search->proven = TRUE;
  return TRUE;
}

/* From the top downwards, always to the neighbour that loses least. */
static gboolean
walk_down (Walk *walk, GCancellable *cancellable, GError **error)
{
  g_autofree guint *levels = g_new0 (guint, walk->n_columns);
  double last = G_MAXDOUBLE;

  for (guint c = 0; c < walk->n_columns; c++)
    levels[c] = walk->least[c] + walk->n_levels[c] - 1;
  evaluate (walk, levels);
  while (walk->search->best->len > 0 && has_budget (walk))
    {
      const QhNode *best = g_ptr_array_index (walk->search->best, 0);

      if (best->loss >= last)
        break;
      last = best->loss;
      memcpy (levels, best->levels, walk->n_columns * sizeof (guint));
      for (guint c = 0; c < walk->n_columns; c++)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (levels[c] == walk->least[c])
            continue;
          levels[c]--;
          evaluate (walk, levels);
          levels[c]++;
        }
    }
  return TRUE;
}

/**
 * qh_lattice_search:
 *
 * Finds the ways to generalise that reach the goal and lose least by the
 * goal's loss. In lattices of up to four million nodes the result is proven: no
 * node that was not evaluated can lose less. What is known by others above or below
 * it to fail, to reach or to lose too much is not evaluated: no loss is less
 * at a coarser node than it is here where nothing is left out.
 *
 * Returns: (transfer full): what was found, maybe nothing; %NULL when cancelled.
 */
QhSearch *
qh_lattice_search (QhLattice *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (QhSearch) search = g_new0 (QhSearch, 1);
  g_autoptr (GHashTable) evaluated = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) failing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) reaching = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) costly = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) floors = g_array_new (FALSE, FALSE, sizeof (Floor));
  Walk walk = { self, search, self->n_columns, self->least, self->n_levels, evaluated, failing, reaching, costly, floors };
  gboolean done;

  g_array_set_clear_func (floors, floor_clear);
  search->best = g_ptr_array_new_with_free_func (node_free);
  search->n_nodes = qh_lattice_count (self);
  done = search->n_nodes <= MOST_NODES ? look_through (&walk, search->n_nodes, cancellable, error)
                                       : walk_down (&walk, cancellable, error);
  return done ? g_steal_pointer (&search) : NULL;
}
