/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "research/qh-recipe.h"

G_BEGIN_DECLS

/**
 * QhStanding:
 * @QH_STANDING_QUASI: by it, with others, somebody might be known
 * @QH_STANDING_SENSITIVE: it must not be told of anybody
 * @QH_STANDING_FREE: neither
 *
 * What a variable is for the risk.
 */
typedef enum
{
  QH_STANDING_QUASI,
  QH_STANDING_SENSITIVE,
  QH_STANDING_FREE,
} QhStanding;

void     qh_recipe_edit_set_deidentifies (JsonObject *recipe, gboolean deidentifies);
void     qh_recipe_edit_set_standing  (JsonObject *recipe, const char *name, QhStanding standing, const char *const *quasi,
                                       const char *const *sensitive);
void     qh_recipe_edit_add_quasi     (JsonObject *recipe, const char *const *names, const char *const *quasi, const char *const *sensitive);
void     qh_recipe_edit_set_level     (JsonObject *recipe, const char *name, int level);
void     qh_recipe_edit_set_treatment (JsonObject *recipe, const char *name, const QhRecipeTreatment *treatment);
void     qh_recipe_edit_set_date      (JsonObject *recipe, QhFrame *frame, const char *name, const char *how);
gboolean qh_recipe_edit_set_hierarchy (JsonObject *recipe, const char *name, const char *file_name, GBytes *bytes, const QhCoding *coding,
                                       GError **error);
void     qh_recipe_edit_forget        (JsonObject *recipe, const char *name);

G_END_DECLS
