/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-lattice.h"

G_BEGIN_DECLS

struct _QhLattice
{
  QhGoal goal;
  GPtrArray *codings;     /* the caller's */
  GPtrArray *hierarchies; /* the caller's */
  GPtrArray *secrets;     /* the caller's */
  guint n_columns;
  guint n_records;
  /* Records that are alike in all variables, secrets included, are one row. */
  QhClasses *rows;
  guint32 **base;    /* of each variable the category of each row */
  guint32 **values;  /* of each secret */
  guint32 **columns; /* of each variable the group of each row, while a node is evaluated */
  guint *least;      /* of each variable its first level, and */
  guint *n_levels;   /* how many there are from there */
  double **losses;   /* of each variable and level its certainty penalty, the mean over the records */
  double **orders;   /* of each variable and level what adds up to a guess of the loss; never less at a coarser level */
};

/* What is known of a node once it was evaluated. */
typedef struct
{
  gboolean reaches;        /* the goal */
  gboolean reaches_at_all; /* what only gets better upwards */
  double floor;            /* what is lost at least here and above */
} QhVerdict;

QhVerdict qh_lattice_judge (QhLattice *self, QhNode *node, guint8 **fails, QhClasses **classes);
double    qh_lattice_get_floor (const QhLattice *self, const guint *levels);

G_END_DECLS
