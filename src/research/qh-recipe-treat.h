/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-recipe.h"
#include "research/qh-treatment.h"

G_BEGIN_DECLS

/**
 * QhTreatCost:
 * @values_before: how many different values there were
 * @values_after: how many there are
 * @loss: how much of the information is gone, 0 to 1
 *
 * What treating one variable costs.
 */
typedef struct
{
  guint values_before;
  guint values_after;
  double loss;
} QhTreatCost;

char    *qh_recipe_describe_ends    (const QhCodeEnds *ends);
char    *qh_recipe_describe_numbers (const QhRecipeTreatment *treatment);
const char *qh_recipe_describe_date (const char *how);
gboolean qh_recipe_treat_numbers    (const QhRecipeTreatment *treatment, const QhSetKey *key, const char *name, gboolean whole,
                                     double *values, gsize n, QhTreatCost *cost);
void     qh_recipe_treat_days       (const double *before, char **groups, gsize n, QhTreatCost *cost);

G_END_DECLS
