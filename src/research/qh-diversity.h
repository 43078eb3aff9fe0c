/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-classes.h"

G_BEGIN_DECLS

/* The usual c of recursive (c, l)-diversity, as sdcMicro's. */
#define QH_DIVERSITY_USUAL_C 2.0

/**
 * QhDiversity:
 * @l_distinct: the fewest different values in a class
 * @l_entropy: the least exp (entropy) of a class
 * @l_recursive: the greatest l with which every class is (c, l)-diverse; 0 when none is
 * @t: the greatest distance of a class's distribution from the whole's
 *
 * How much a class tells of a sensitive variable to who knows that somebody is in it.
 */
typedef struct
{
  guint l_distinct;
  double l_entropy;
  guint l_recursive;
  double t;
} QhDiversity;

/**
 * QhDiversityFunc:
 *
 * Takes what one class tells.
 */
typedef void (*QhDiversityFunc) (guint class, const QhDiversity *of_class, gpointer user_data);

void qh_diversity_each    (const QhClasses *classes, const guint32 *values, guint n_values, const guint32 *weights,
                           const guint8 *left_out, gboolean ordered, double c, QhDiversityFunc function, gpointer user_data);
void qh_diversity_compute (const QhClasses *classes, const guint32 *values, guint n_values, const guint32 *weights,
                           gboolean ordered, double c, QhDiversity *diversity);

G_END_DECLS
