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
 * QhRecipeTreatment:
 * @ends: numbers below and above, and rare values, are told as one; of a number that is no
 *   quasi-identifier each beyond an end becomes the end
 * @means: numbers become the mean of so many nearest; 0 for not
 * @noise: the standard deviation of the noise beside the numbers' own; 0 for none
 *
 * What is done to one variable, whether it is generalised or not.
 */
typedef struct
{
  QhCodeEnds ends;
  guint means;
  double noise;
} QhRecipeTreatment;

/**
 * QhRecipe:
 * @study: (nullable): sets of one study know a person by the same id
 * @description: unit, rules and derived variables, as qh_variables_load() takes them
 * @unit: "activity", "consultation", "case" or "person"
 * @variables: (element-type QhRecipeVariable): in their order; none for all that may leave
 * @conditions: (array zero-terminated=1): as qh_filter_parse() takes them; the period is the last
 * @deidentifies: whether quasi-identifiers are told less exactly
 * @quasi: (array zero-terminated=1): see @names_quasi
 * @names_quasi: whether it says which variables are quasi-identifiers; else those among the
 *   variables that the dictionary marks
 * @sensitive: (array zero-terminated=1): see @names_sensitive
 * @names_sensitive: whether it says which variables are sensitive; else those among the
 *   variables that the dictionary marks
 * @tables: (element-type utf8 GBytes): hierarchies
 * @levels: (element-type utf8 guint): 1 + the level at which a quasi-identifier must be told
 * @treatments: (element-type utf8 QhRecipeTreatment)
 * @missing: what a missing value of a quasi-identifier is taken for, where the risk is told
 * @fraction: which part of a population the rows are; 0 where that is not said
 * @dates: (element-type utf8 utf8): what is done to a date: "kept", "month", "quarter", "year", "shift"
 * @other_dates: (nullable): what is done to those that @dates does not name
 * @most_days: how far dates are moved at most
 * @language: %QH_N_LANGUAGES for the workspace's
 * @saved: when it was saved in a workspace, in milliseconds since 1970; 0 where it was not
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
  gboolean names_quasi;
  char **sensitive;
  gboolean names_sensitive;
  QhGoal goal;
  gboolean blank_cells;
  GHashTable *tables;
  GHashTable *levels;
  GHashTable *treatments;
  QhRiskMissing missing;
  double fraction;
  GHashTable *dates;
  char *other_dates;
  guint most_days;
  QhDatasetFormats formats;
  QhLanguage language;
  guint version;
  gint64 saved;
  char *json;
} QhRecipe;

QhRecipe   *qh_recipe_parse         (const char *json, GError **error);
void        qh_recipe_free          (QhRecipe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhRecipe, qh_recipe_free)
char       *qh_recipe_describe      (const QhRecipe *self);
const QhRecipeTreatment *qh_recipe_find_treatment (const QhRecipe *self, const char *variable);
const char *qh_recipe_get_treatment (const QhRecipe *self, const char *date);

G_END_DECLS
