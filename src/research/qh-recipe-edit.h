/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "frame/qh-frame.h"

G_BEGIN_DECLS

/**
 * QhRecipeEntry:
 * @name: of the frame's variable
 * @as: (nullable): its name in the data set
 * @label: (nullable): its label there
 *
 * One variable of a recipe that is being made, as its JSON has it.
 */
typedef struct
{
  const char *name;
  const char *as;
  const char *label;
} QhRecipeEntry;

guint       qh_recipe_edit_count         (JsonObject *recipe);
void        qh_recipe_edit_get           (JsonObject *recipe, guint at, QhRecipeEntry *entry);
void        qh_recipe_edit_list          (JsonObject *recipe, const char *const *names);
void        qh_recipe_edit_add           (JsonObject *recipe, const char *name);
void        qh_recipe_edit_remove        (JsonObject *recipe, guint at);
gboolean    qh_recipe_edit_move          (JsonObject *recipe, guint from, guint to);
gboolean    qh_recipe_edit_call          (JsonObject *recipe, guint at, const char *as, const char *label, GError **error);

char      **qh_recipe_edit_dup_filter    (JsonObject *recipe);
void        qh_recipe_edit_set_condition (JsonObject *recipe, const char *condition);
void        qh_recipe_edit_remove_condition (JsonObject *recipe, const char *condition);
void        qh_recipe_edit_set_period    (JsonObject *recipe, const char *variable, QhDay from, QhDay to);
gboolean    qh_recipe_edit_get_period    (JsonObject *recipe, QhFrame *frame, QhDay *from, QhDay *to);

guint       qh_recipe_edit_count_derived (JsonObject *recipe);
JsonObject *qh_recipe_edit_get_derived   (JsonObject *recipe, guint at);
int         qh_recipe_edit_find_derived  (JsonObject *recipe, const char *name);
gboolean    qh_recipe_edit_put_derived   (JsonObject *recipe, int at, JsonObject *derived, GError **error);
gboolean    qh_recipe_edit_remove_derived (JsonObject *recipe, guint at, GError **error);

char       *qh_recipe_describe_condition (QhFrame *frame, const char *condition, QhLanguage language);

G_END_DECLS
