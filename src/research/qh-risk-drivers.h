/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-recipe-run.h"
#include "research/qh-risk-report.h"

G_BEGIN_DECLS

/**
 * QhRiskDriver:
 * @label: what the variable is called
 * @values: how many different values it has
 * @uniques_without: how many rows would be like no other if it were not known
 * @share: which part of the average risk there would not be without it, 0 to 1
 *
 * What one quasi-identifier does to the risk of what leaves.
 */
typedef struct
{
  char *label;
  guint values;
  guint uniques_without;
  double share;
} QhRiskDriver;

/**
 * QhRiskClass:
 * @words: what its rows have in common
 * @size: how many they are
 */
typedef struct
{
  char *words;
  guint size;
} QhRiskClass;

/**
 * QhRiskDrivers:
 * @report: the figures behind it
 * @variables: (element-type QhRiskDriver): that with the greatest share first
 * @classes: (element-type QhRiskClass): some of the smallest
 *
 * Which variables and which rows drive the risk of what leaves.
 */
typedef struct
{
  QhRiskReport *report;
  GPtrArray *variables;
  GPtrArray *classes;
} QhRiskDrivers;

QhRiskDrivers *qh_risk_drivers_new  (const QhRecipe *recipe, const QhRecipeResult *result, QhLanguage language, GError **error);
void           qh_risk_drivers_free (QhRiskDrivers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhRiskDrivers, qh_risk_drivers_free)

G_END_DECLS
