/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-recipe-preview.h"
#include "research/qh-risk-drivers.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

/**
 * QhDataSetComputing:
 * @source: (nullable): the rows of the unit of analysis, with their derived variables if those can be made
 * @description: (nullable): what @source was made of
 * @result: (nullable): what would leave
 * @preview: (nullable): see qh_recipe_result_preview()
 * @options: (nullable): see qh_anonymization_list_options()
 * @drivers: (nullable): what drives the risk of what leaves
 * @error: (nullable): why there is no @result
 *
 * A recipe that is tried out on a worker; counted by references.
 */
typedef struct
{
  QhStore *store;
  QhLanguage language;
  char *json;
  QhFrame *source;
  char *description;
  QhRecipe *recipe;
  QhRecipeResult *result;
  GPtrArray *preview;
  GHashTable *options;
  QhRiskDrivers *drivers;
  GError *error;
} QhDataSetComputing;

void qh_data_set_compute_async (GObject *source, QhSession *session, char *json, QhFrame *frame, const char *description,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
QhDataSetComputing *qh_data_set_compute_finish (GAsyncResult *result);
void qh_data_set_computing_unref (QhDataSetComputing *computing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhDataSetComputing, qh_data_set_computing_unref)

G_END_DECLS
