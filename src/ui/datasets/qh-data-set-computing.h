/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-recipe-preview.h"
#include "ui/qh-session.h"

G_BEGIN_DECLS

/**
 * QhDataSetComputing:
 * @result: (nullable): what would leave
 * @preview: (nullable): see qh_recipe_result_preview()
 *
 * A recipe that is tried out on a worker.
 */
typedef struct
{
  QhStore *store;
  QhLanguage language;
  char *json;
  QhRecipe *recipe;
  QhRecipeResult *result;
  GPtrArray *preview;
} QhDataSetComputing;

void qh_data_set_compute_async (GObject *source, QhSession *session, char *json, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
const QhDataSetComputing *qh_data_set_compute_finish (GAsyncResult *result, GError **error);

G_END_DECLS
