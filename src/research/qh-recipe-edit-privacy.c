/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a recipe that is being made does for the people behind the rows. */
#include "config.h"

#include "research/qh-recipe-edit-privacy.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "exchange/qh-csv-parser.h"
#include "exchange/qh-text-decoder.h"

static JsonObject *
get_object (JsonObject *recipe, const char *member)
{
  JsonNode *node = json_object_get_member (recipe, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonObject *
make_object (JsonObject *recipe, const char *member)
{
  if (get_object (recipe, member) == NULL)
    json_object_set_object_member (recipe, member, json_object_new ());
  return get_object (recipe, member);
}

/* What says nothing is not there. */
static void
remove_if_empty (JsonObject *recipe, const char *member)
{
  JsonObject *object = get_object (recipe, member);

  if (object != NULL && json_object_get_size (object) == 0)
    json_object_remove_member (recipe, member);
}

static void
remove_part (JsonObject *recipe, const char *member, const char *name)
{
  JsonObject *object = recipe != NULL ? get_object (recipe, member) : NULL;

  if (object == NULL)
    return;
  json_object_remove_member (object, name);
  remove_if_empty (recipe, member);
}

/* Whether it de-identifies */

static void
move_member (JsonObject *from, JsonObject *to, const char *member)
{
  if (!json_object_has_member (from, member))
    return;
  json_object_set_member (to, member, json_object_dup_member (from, member));
  json_object_remove_member (from, member);
}

/**
 * qh_recipe_edit_set_deidentifies:
 *
 * Begins or ends to tell quasi-identifiers less exactly; which variables those are stays.
 */
void
qh_recipe_edit_set_deidentifies (JsonObject *recipe, gboolean deidentifies)
{
  static const char *const lists[] = { "quasi", "sensitive" };
  const char *from = deidentifies ? "risk" : "deidentify", *to = deidentifies ? "deidentify" : "risk";

  if (deidentifies == (get_object (recipe, "deidentify") != NULL))
    return;
  make_object (recipe, from);
  make_object (recipe, to);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    move_member (get_object (recipe, from), get_object (recipe, to), lists[i]);
  if (!deidentifies)
    json_object_remove_member (recipe, "deidentify");
  remove_if_empty (recipe, "risk");
}

/* What a variable is for the risk */

static void
set_list (JsonObject *object, const char *member, const char *const *names, const char *name, gboolean in)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    if (!g_str_equal (names[i], name))
      json_array_add_string_element (array, names[i]);
  if (in)
    json_array_add_string_element (array, name);
  json_object_set_array_member (object, member, array);
}

/**
 * qh_recipe_edit_set_standing:
 * @standing: what the variable is from now on
 * @quasi: (array zero-terminated=1): the quasi-identifiers so far
 * @sensitive: (array zero-terminated=1): the sensitive variables so far
 *
 * Says what a variable is for the risk. What was done to it as a quasi-identifier goes
 * where it is none any more.
 */
void
qh_recipe_edit_set_standing (JsonObject *recipe, const char *name, QhStanding standing, const char *const *quasi, const char *const *sensitive)
{
  JsonObject *deidentify = get_object (recipe, "deidentify");
  JsonObject *part = deidentify != NULL ? deidentify : make_object (recipe, "risk");

  set_list (part, "quasi", quasi, name, standing == QH_STANDING_QUASI);
  set_list (part, "sensitive", sensitive, name, standing == QH_STANDING_SENSITIVE);
  if (standing == QH_STANDING_QUASI)
    return;
  remove_part (deidentify, "levels", name);
  remove_part (deidentify, "hierarchies", name);
}

/**
 * qh_recipe_edit_add_quasi:
 * @names: (array zero-terminated=1): what becomes a quasi-identifier
 * @quasi: (array zero-terminated=1): the quasi-identifiers so far
 * @sensitive: (array zero-terminated=1): the sensitive variables so far
 */
void
qh_recipe_edit_add_quasi (JsonObject *recipe, const char *const *names, const char *const *quasi, const char *const *sensitive)
{
  g_autoptr (GStrvBuilder) both = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
  g_auto (GStrv) all = NULL, left = NULL;

  g_strv_builder_addv (both, (const char **)quasi);
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_strv_contains (quasi, names[i]))
      g_strv_builder_add (both, names[i]);
  for (guint i = 0; sensitive[i] != NULL; i++)
    if (!g_strv_contains (names, sensitive[i]))
      g_strv_builder_add (others, sensitive[i]);
  all = g_strv_builder_end (both);
  left = g_strv_builder_end (others);
  for (guint i = 0; all[i] != NULL; i++)
    qh_recipe_edit_set_standing (recipe, all[i], QH_STANDING_QUASI, (const char *const *)all, (const char *const *)left);
}

/* Treatments */

/**
 * qh_recipe_edit_set_level:
 * @level: at which a quasi-identifier must be told; -1 for the best
 */
void
qh_recipe_edit_set_level (JsonObject *recipe, const char *name, int level)
{
  JsonObject *deidentify = get_object (recipe, "deidentify");

  if (level < 0 || deidentify == NULL)
    remove_part (deidentify, "levels", name);
  else
    json_object_set_int_member (make_object (deidentify, "levels"), name, level);
}

/**
 * qh_recipe_edit_set_treatment:
 * @treatment: what is done to a variable, whether it is generalised or not
 */
void
qh_recipe_edit_set_treatment (JsonObject *recipe, const char *name, const QhRecipeTreatment *treatment)
{
  JsonObject *part = json_object_new ();

  if (treatment->ends.bottom > -G_MAXDOUBLE)
    json_object_set_double_member (part, "bottom", treatment->ends.bottom);
  if (treatment->ends.top < G_MAXDOUBLE)
    json_object_set_double_member (part, "top", treatment->ends.top);
  if (treatment->ends.least > 1)
    json_object_set_int_member (part, "least", treatment->ends.least);
  if (treatment->means > 1)
    json_object_set_int_member (part, "means", treatment->means);
  if (treatment->noise > 0)
    json_object_set_double_member (part, "noise", treatment->noise);
  json_object_set_object_member (make_object (recipe, "treat"), name, part);
  if (json_object_get_size (part) == 0)
    remove_part (recipe, "treat", name);
}

/**
 * qh_recipe_edit_set_date:
 * @frame: the rows of the unit of analysis
 * @how: "kept", "month", "quarter", "year" or "shift"
 *
 * Says what is done to a date. Where one thing was said of all, the others stay as they were.
 */
void
qh_recipe_edit_set_date (JsonObject *recipe, QhFrame *frame, const char *name, const char *how)
{
  const char *all = get_object (recipe, "dates") == NULL ? json_object_get_string_member_with_default (recipe, "dates", NULL) : NULL;
  g_autofree char *others = g_strdup (all);

  if (others != NULL)
    json_object_remove_member (recipe, "dates");
  for (guint i = 0; others != NULL && i < qh_frame_get_n_columns (frame); i++)
    {
      const QhField *field = qh_frame_get_column (frame, i)->field;

      if (field->type == QH_TYPE_DATE && !field->retired)
        json_object_set_string_member (make_object (recipe, "dates"), field->name, others);
    }
  if (g_str_equal (how, "kept"))
    remove_part (recipe, "dates", name);
  else
    json_object_set_string_member (make_object (recipe, "dates"), name, how);
}

/**
 * qh_recipe_edit_forget:
 *
 * Takes away all that is done to a variable which no longer leaves.
 */
void
qh_recipe_edit_forget (JsonObject *recipe, const char *name)
{
  JsonObject *deidentify = get_object (recipe, "deidentify");

  remove_part (deidentify, "levels", name);
  remove_part (deidentify, "hierarchies", name);
  remove_part (recipe, "treat", name);
  if (get_object (recipe, "dates") != NULL)
    remove_part (recipe, "dates", name);
}

/* Hierarchies */

static void
take_row_cb (guint line, GPtrArray *cells, gpointer user_data)
{
  JsonArray *row = json_array_new ();

  for (guint i = 0; i < cells->len; i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (g_ptr_array_index (cells, i)));

      json_array_add_string_element (row, text);
    }
  json_array_add_array_element (user_data, row);
}

/**
 * qh_recipe_edit_set_hierarchy:
 * @file_name: what messages call it
 * @bytes: (nullable): as qh_hierarchy_new_file() takes them; %NULL for the usual hierarchy
 * @coding: the variable, whose values it must cover
 *
 * Says how a quasi-identifier is told less exactly. The level that was chosen goes, and with a
 * hierarchy of its own what was told as one beyond its ends or because it is rare.
 *
 * Returns: whether the hierarchy covers every value, and is ever coarser.
 */
gboolean
qh_recipe_edit_set_hierarchy (JsonObject *recipe, const char *name, const char *file_name, GBytes *bytes, const QhCoding *coding, GError **error)
{
  JsonObject *deidentify = make_object (recipe, "deidentify");
  g_autoptr (QhHierarchy) hierarchy = bytes != NULL ? qh_hierarchy_new_bytes (coding, file_name, bytes, error) : NULL;
  g_autoptr (GBytes) text = NULL;
  JsonArray *rows;
  QhTextEncoding encoding;
  const char *content;
  gsize length;

  if (bytes != NULL && hierarchy == NULL)
    return FALSE;
  remove_part (deidentify, "levels", name);
  remove_part (deidentify, "hierarchies", name);
  if (bytes == NULL)
    return TRUE;
  text = qh_text_decode (bytes, file_name, &encoding, error);
  if (text == NULL)
    return FALSE;
  content = g_bytes_get_data (text, &length);
  rows = json_array_new ();
  json_object_set_array_member (make_object (deidentify, "hierarchies"), name, rows);
  remove_part (recipe, "treat", name);
  return qh_csv_parse (content, length, qh_csv_detect_separator (content, length), take_row_cb, rows, NULL, error);
}
