/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-recipe.h"

G_BEGIN_DECLS

/* The definitions of this use are recipes of data sets. */
#define QH_RECIPE_USE "recipe"

GPtrArray *qh_recipes_list (QhStore *store, GError **error);
GPtrArray *qh_recipes_list_versions (QhStore *store, GError **error);
gboolean   qh_recipes_retire (QhStore *store, const char *name, gint64 *sequence, GError **error);
QhRecipe  *qh_recipes_find (QhStore *store, const char *name, guint version, GError **error);
QhRecipe  *qh_recipes_load (QhStore *store, const char *name, guint version, GError **error);
gboolean   qh_recipes_save (QhStore *store, const char *json, guint *version, GError **error);

G_END_DECLS
