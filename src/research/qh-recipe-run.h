/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-recipe.h"
#include "research/qh-treatment.h"

G_BEGIN_DECLS

/* The people served of activities, among the variables of a recipe. */
#define QH_RECIPE_SERVED "served"

/**
 * QhRecipeResult:
 * @frame: what leaves, row by row
 * @source: the rows of the unit of analysis, with all their variables
 * @mask: which of them were selected and may leave
 * @n_selected: how many that are
 * @left_out: rows of who objects
 * @filter_words: (nullable): which rows they are; %NULL for all
 * @names: (element-type utf8): of each column of @frame the variable that it comes from
 * @anonymization: (nullable): where the recipe de-identifies
 * @privacy: the risk and the checklist
 * @key: of the order of rows and the numbers of records
 *
 * A recipe on the data of a workspace, before it is written.
 */
typedef struct
{
  QhFrame *frame;
  QhFrame *source;
  guint8 *mask;
  guint n_selected;
  guint left_out;
  char *filter_words;
  GPtrArray *names;
  QhAnonymization *anonymization;
  QhPrivacy *privacy;
  guint8 key[QH_HASH_SHORT_KEY_SIZE];
} QhRecipeResult;

/**
 * QhRecipeUse:
 * @QH_RECIPE_TO_WRITE: what does not reach the goal is an error
 * @QH_RECIPE_TO_LOOK: what does not reach it is told all the same
 * @QH_RECIPE_TO_SEARCH: as if no levels were chosen
 *
 * What a recipe is run for.
 */
typedef enum
{
  QH_RECIPE_TO_WRITE,
  QH_RECIPE_TO_LOOK,
  QH_RECIPE_TO_SEARCH,
} QhRecipeUse;

QhRecipeResult *qh_recipe_run         (const QhRecipe *recipe, QhStore *store, QhProgress progress, gpointer progress_data,
                                       GCancellable *cancellable, GError **error);
QhRecipeResult *qh_recipe_run_on      (const QhRecipe *recipe, QhStore *store, QhFrame *source, QhRecipeUse use,
                                       GCancellable *cancellable, GError **error);
void            qh_recipe_result_free (QhRecipeResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhRecipeResult, qh_recipe_result_free)

gboolean        qh_recipe_export      (const QhRecipe *recipe, const QhRecipeResult *result, QhStore *store, const char *unit, const char *folder,
                                       QhExportReport *report, QhProgress progress, gpointer progress_data,
                                       GCancellable *cancellable, GError **error);

gboolean        qh_recipe_names_served (const QhRecipeVariable *variable, QhFrame *source);
char          **qh_recipe_dup_sensitive (const QhRecipe *recipe, QhFrame *frame);
char          **qh_recipe_dup_quasi   (const QhRecipe *recipe, QhFrame *frame);
char          **qh_recipe_dup_countable (const QhRecipe *recipe, const QhRecipeResult *result);
QhFrame        *qh_recipe_make_frame  (const QhRecipe *recipe, QhRecipeResult *result, const QhSetKey *key, QhLanguage language, GError **error);
void            qh_recipe_check_privacy (const QhRecipe *recipe, QhRecipeResult *result, QhLanguage language);

G_END_DECLS
