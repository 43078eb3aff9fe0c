/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "research/qh-diversity.h"
#include "research/qh-hierarchy.h"
#include "research/qh-loss.h"

G_BEGIN_DECLS

#define QH_LATTICE_N_BEST 3

/**
 * QhGoal:
 * @k: the least class
 * @suppress: which part of the records may be left out, 0 to 1
 * @l_distinct: 0 for not asked, as the other two
 * @t: above 1 for not asked
 * @c: of recursive diversity
 * @most_evaluated: after so many nodes the search ends unproven; 0 for never
 * @loss: by what the ways that reach it are compared
 *
 * What is asked of a data set that leaves.
 */
typedef struct
{
  guint k;
  double suppress;
  guint l_distinct;
  double l_entropy;
  guint l_recursive;
  double t;
  double c;
  guint most_evaluated;
  QhLoss loss;
} QhGoal;

/**
 * QhNode:
 * @levels: (array): the level of each variable
 * @loss: what is lost of the whole, by the goal's loss
 * @suppressed: how many records must be left out
 *
 * One way to generalise every variable.
 */
typedef struct
{
  guint *levels;
  double loss;
  guint suppressed;
} QhNode;

/**
 * QhSearch:
 * @best: (element-type QhNode): at most %QH_LATTICE_N_BEST that reach the goal, the least loss first
 * @n_nodes: of the lattice
 * @n_evaluated: how many were counted out
 * @proven: whether no other node loses less
 */
typedef struct
{
  GPtrArray *best;
  guint64 n_nodes;
  guint n_evaluated;
  gboolean proven;
} QhSearch;

typedef struct _QhLattice QhLattice;

QhLattice *qh_lattice_new      (GPtrArray *codings, GPtrArray *hierarchies, GPtrArray *secrets, const QhGoal *goal);
void       qh_lattice_free     (QhLattice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhLattice, qh_lattice_free)
void       qh_lattice_fix      (QhLattice *self, guint variable, guint level);
guint      qh_lattice_get_coarsest (const QhLattice *self, guint variable);
guint64    qh_lattice_count    (const QhLattice *self);
gboolean   qh_lattice_evaluate (QhLattice *self, QhNode *node);
double     qh_lattice_loss_of  (const QhLattice *self, guint variable, guint level);
QhSearch  *qh_lattice_search   (QhLattice *self, GCancellable *cancellable, GError **error);
void       qh_search_free      (QhSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhSearch, qh_search_free)
guint8    *qh_lattice_keep     (QhLattice *self, const guint *levels, guint n);

G_END_DECLS
