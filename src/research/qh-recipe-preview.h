/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-recipe-run.h"

G_BEGIN_DECLS

GPtrArray *qh_recipe_result_preview (const QhRecipeResult *self, QhLanguage language, guint n_rows);

G_END_DECLS
