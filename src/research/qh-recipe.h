/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/qh-dataset.h"
#include "research/qh-anonymize.h"

G_BEGIN_DECLS

/**
 * QhRecipeVariable:
 * @name: of the frame's variable
 * @as: (nullable): its name in the data set
 * @label: (nullable): its label there
 *
 * One variable that leaves.
 */
typedef struct
{
  char *name;
  char *as;
  char *label;
} QhRecipeVariable;

/**
 * QhRecipe:
 * @study: (nullable): sets of one study know a person by the same id
 * @description: unit, rules and derived variables, as qh_variables_load() takes them
 * @unit: "activity", "consultation", "case" or "person"
 * @variables: (element-type QhRecipeVariable): in their order; none for all that may leave
 * @conditions: (array zero-terminated=1): as qh_filter_parse() takes them; the period is the last
 * @deidentifies: whether quasi-identifiers are told less exactly
 * @quasi: (array zero-terminated=1): none for those among the variables that the dictionary marks
 * @tables: (element-type utf8 GBytes): hierarchies
 * @dates: (element-type utf8 utf8): what is done to a date: "kept", "month", "quarter", "year", "shift"
 * @other_dates: (nullable): what is done to those that @dates does not name
 * @most_days: how far dates are moved at most
 * @language: %QH_N_LANGUAGES for the workspace's
 * @json: the whole of it, in one form for one meaning
 *
 * A saved data set.
 */
typedef struct
{
  char *name;
  char *title;
  char *notes;
  char *study;
  char *description;
  char *unit;
  GPtrArray *variables;
  char **conditions;
  gboolean deidentifies;
  char **quasi;
  char **sensitive;
  QhGoal goal;
  gboolean blank_cells;
  GHashTable *tables;
  GHashTable *dates;
  char *other_dates;
  guint most_days;
  QhDatasetFormats formats;
  QhLanguage language;
  guint version;
  char *json;
} QhRecipe;

QhRecipe   *qh_recipe_parse         (const char *json, GError **error);
void        qh_recipe_free          (QhRecipe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhRecipe, qh_recipe_free)
const char *qh_recipe_get_treatment (const QhRecipe *self, const char *date);

G_END_DECLS
