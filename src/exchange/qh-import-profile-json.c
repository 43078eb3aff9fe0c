/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-import-profile-private.h"

#include "exchange/qh-category-folder.h"
#include "exchange/qh-exchange-error.h"
#include "exchange/qh-import-json.h"

#include <glib/gi18n-lib.h>

/* What every source of the profile takes over. */
typedef struct
{
  GHashTable *missing;
} Context;

/* One code, or a list of them. */
static char **
read_codes (JsonNode    *node,
            const char  *where,
            GError     **error)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_strv_builder_add (codes, json_node_get_string (node));
      return g_strv_builder_end (codes);
    }
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    {
      qh_import_json_fail (error, where, _("a code in quotes, or a list of them in brackets, must stand here."));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);

      if (json_node_get_value_type (element) != G_TYPE_STRING)
        {
          qh_import_json_fail (error, where, _("a code in quotes, or a list of them in brackets, must stand here."));
          return NULL;
        }
      g_strv_builder_add (codes, json_node_get_string (element));
    }
  return g_strv_builder_end (codes);
}

static gboolean
read_map (JsonObject   *object,
          const char   *where,
          GHashTable  **map,
          GError      **error)
{
  JsonObject *found;
  g_autoptr (GList) members = NULL;

  if (!qh_import_json_read_object (object, "map", where, &found, error))
    return FALSE;
  if (found == NULL)
    return TRUE;
  *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  members = json_object_get_members (found);
  for (GList *l = members; l != NULL; l = l->next)
    {
      char *key = qh_category_key (l->data);
      char **codes = read_codes (json_object_get_member (found, l->data), where, error);

      if (codes == NULL)
        {
          g_free (key);
          return FALSE;
        }
      g_hash_table_insert (*map, key, codes);
    }
  return TRUE;
}

static gboolean
read_missing (JsonObject  *object,
              const char  *where,
              GHashTable  *missing,
              GError     **error)
{
  JsonObject *found;
  g_autoptr (GList) members = NULL;

  if (!qh_import_json_read_object (object, "missing", where, &found, error))
    return FALSE;
  if (found == NULL)
    return TRUE;
  members = json_object_get_members (found);
  for (GList *l = members; l != NULL; l = l->next)
    {
      char *kind;

      if (!qh_import_json_read_text (found, l->data, TRUE, where, &kind, error))
        return FALSE;
      g_hash_table_insert (missing, qh_category_key (l->data), kind);
    }
  return TRUE;
}

static GHashTable *
copy_missing (GHashTable *missing)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, missing);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (value));
  return copy;
}

#define SOURCE_MEMBERS "column", "constant", "map", "missing", "otherwise", "blank", \
                       "date_order", "decimal_mark"

static QhImportSource *
read_source (Context     *context,
             JsonObject  *object,
             const char  *where,
             GError     **error)
{
  static const char *const orders[] = { "auto", "year-first", "day-first", "month-first", NULL };
  static const char *const marks[] = { "auto", "point", "comma", NULL };
  g_autoptr (QhImportSource) source = g_new0 (QhImportSource, 1);
  guint order, mark;

  source->missing = copy_missing (context->missing);
  if (!qh_import_json_read_text (object, "column", FALSE, where, &source->column, error)
      || !qh_import_json_read_text (object, "constant", FALSE, where, &source->constant, error)
      || !qh_import_json_read_text (object, "blank", FALSE, where, &source->blank, error)
      || !read_map (object, where, &source->map, error)
      || !read_missing (object, where, source->missing, error)
      || !qh_import_json_read_word (object, "date_order", orders, &order, where, error)
      || !qh_import_json_read_word (object, "decimal_mark", marks, &mark, where, error))
    return NULL;
  source->date_order = order;
  source->decimal_mark = mark;
  if ((source->column == NULL) == (source->constant == NULL))
    {
      qh_import_json_fail (error, where, _("either “column” or “constant” must be there, and not both."));
      return NULL;
    }
  if (json_object_has_member (object, "otherwise"))
    {
      source->otherwise = read_codes (json_object_get_member (object, "otherwise"), where, error);
      if (source->otherwise == NULL)
        return NULL;
    }
  return g_steal_pointer (&source);
}

/* The elements of a list of objects, one after the other. */
typedef gboolean (*ElementFunc) (Context     *context,
                                 JsonObject  *object,
                                 const char  *where,
                                 GPtrArray   *list,
                                 GError     **error);

static gboolean
read_list (Context      *context,
           JsonObject   *object,
           const char   *member,
           ElementFunc   read_element,
           GPtrArray    *list,
           GError      **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return qh_import_json_fail (error, member, _("a list in brackets must stand here."));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);
      g_autofree char *where = g_strdup_printf ("%s[%u]", member, i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        return qh_import_json_fail (error, where, _("an object in braces must stand here."));
      if (!read_element (context, json_node_get_object (element), where, list, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_feed (Context     *context,
           JsonObject  *object,
           const char  *where,
           GPtrArray   *list,
           GError     **error)
{
  static const char *const known[] = { "field", SOURCE_MEMBERS, NULL };
  g_autoptr (QhImportFeed) feed = g_new0 (QhImportFeed, 1);

  if (!qh_import_json_check_members (object, known, where, error)
      || !qh_import_json_read_text (object, "field", TRUE, where, &feed->field, error))
    return FALSE;
  feed->source = read_source (context, object, feed->field, error);
  if (feed->source == NULL)
    return FALSE;
  g_ptr_array_add (list, g_steal_pointer (&feed));
  return TRUE;
}

static gboolean
read_translations (JsonObject        *object,
                   QhImportOwnField  *own_field,
                   GError           **error)
{
  JsonObject *found;
  g_autoptr (GList) members = NULL;

  own_field->translations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                   (GDestroyNotify) g_strfreev);
  if (!qh_import_json_read_object (object, "translations", own_field->name, &found, error))
    return FALSE;
  members = found != NULL ? json_object_get_members (found) : NULL;
  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autofree char *spelling = g_strstrip (g_strdup (l->data));
      char *labels[QH_N_LANGUAGES] = { NULL };
      char **copy;

      if (!JSON_NODE_HOLDS_OBJECT (json_object_get_member (found, l->data)))
        return qh_import_json_fail (error, own_field->name, _("“%s” must be an object in braces."), spelling);
      copy = g_new0 (char *, QH_N_LANGUAGES + 1);
      for (guint i = 0; i < QH_N_LANGUAGES; i++)
        {
          JsonObject *texts = json_object_get_object_member (found, l->data);

          if (!qh_import_json_read_text (texts, qh_language_to_code (i), FALSE, spelling, &labels[i], error))
            {
              g_strfreev (copy);
              return FALSE;
            }
          copy[i] = labels[i] != NULL ? labels[i] : g_strdup (i == QH_LANGUAGE_ES ? spelling : "");
        }
      g_hash_table_insert (own_field->translations, qh_category_key (spelling), copy);
    }
  return TRUE;
}

static gboolean
read_own_field (Context     *context,
                JsonObject  *object,
                const char  *where,
                GPtrArray   *list,
                GError     **error)
{
  static const char *const known[] = { "name", "type", "sensitivity", "label", "translations",
                                       SOURCE_MEMBERS, NULL };
  g_autoptr (QhImportOwnField) own_field = g_new0 (QhImportOwnField, 1);
  g_autofree char *type = NULL;
  g_autofree char *sensitivity = NULL;

  if (!qh_import_json_check_members (object, known, where, error)
      || !qh_import_json_read_text (object, "name", TRUE, where, &own_field->name, error)
      || !qh_import_json_read_text (object, "type", TRUE, own_field->name, &type, error)
      || !qh_import_json_read_text (object, "sensitivity", TRUE, own_field->name, &sensitivity, error)
      || !qh_import_json_read_labels (object, "label", TRUE, own_field->name, own_field->labels, error)
      || !read_translations (object, own_field, error))
    return FALSE;
  if (!qh_type_from_name (type, &own_field->type))
    return qh_import_json_fail (error, own_field->name, _("there is no type “%s”."), type);
  if (!qh_sensitivity_from_name (sensitivity, &own_field->sensitivity))
    return qh_import_json_fail (error, own_field->name, _("there is no sensitivity “%s”."), sensitivity);
  own_field->source = read_source (context, object, own_field->name, error);
  if (own_field->source == NULL)
    return FALSE;
  g_ptr_array_add (list, g_steal_pointer (&own_field));
  return TRUE;
}

static gboolean
read_note (Context     *context,
           JsonObject  *object,
           const char  *where,
           GPtrArray   *list,
           GError     **error)
{
  g_auto (GStrv) note = g_new0 (char *, QH_N_LANGUAGES + 1);

  for (guint i = 0; i < QH_N_LANGUAGES; i++)
    {
      if (!qh_import_json_read_text (object, qh_language_to_code (i), i == QH_LANGUAGE_ES, where, &note[i], error))
        return FALSE;
      if (note[i] == NULL)
        note[i] = g_strdup ("");
    }
  g_ptr_array_add (list, g_steal_pointer (&note));
  return TRUE;
}

static gboolean
read_case (Context          *context,
           JsonObject       *root,
           QhImportProfile  *profile,
           GError          **error)
{
  static const char *const known[] = { "column", "prefix", "fields", NULL };
  g_autoptr (QhImportCase) group = g_new0 (QhImportCase, 1);
  JsonObject *object;

  if (!qh_import_json_read_object (root, "case", "case", &object, error))
    return FALSE;
  if (object == NULL)
    return TRUE;
  group->source = g_new0 (QhImportSource, 1);
  group->source->missing = copy_missing (context->missing);
  group->feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) qh_import_feed_free);
  if (!qh_import_json_check_members (object, known, "case", error)
      || !qh_import_json_read_text (object, "column", TRUE, "case", &group->source->column, error)
      || !qh_import_json_read_text (object, "prefix", TRUE, "case", &group->prefix, error)
      || !read_list (context, object, "fields", read_feed, group->feeds, error))
    return FALSE;
  profile->group = g_steal_pointer (&group);
  return TRUE;
}

static gboolean
read_served_part (Context          *context,
                  JsonObject       *object,
                  const char       *member,
                  QhImportSource  **source,
                  GError          **error)
{
  static const char *const known[] = { SOURCE_MEMBERS, NULL };
  g_autofree char *where = g_strconcat ("served.", member, NULL);
  JsonObject *found;

  if (!qh_import_json_read_object (object, member, "served", &found, error))
    return FALSE;
  if (found == NULL)
    return TRUE;
  if (!qh_import_json_check_members (found, known, where, error))
    return FALSE;
  *source = read_source (context, found, where, error);
  return *source != NULL;
}

static gboolean
read_served (Context          *context,
             JsonObject       *root,
             QhImportProfile  *profile,
             GError          **error)
{
  static const char *const known[] = { "count", "sex", "age", "age_group", "known", NULL };
  g_autoptr (QhImportServed) served = g_new0 (QhImportServed, 1);
  JsonObject *object;
  gint64 n_known;

  if (!qh_import_json_read_object (root, "served", "served", &object, error))
    return FALSE;
  if (object == NULL)
    return TRUE;
  if (!qh_import_json_check_members (object, known, "served", error)
      || !read_served_part (context, object, "count", &served->count, error)
      || !read_served_part (context, object, "sex", &served->sex, error)
      || !read_served_part (context, object, "age", &served->age, error)
      || !read_served_part (context, object, "age_group", &served->age_group, error))
    return FALSE;
  if (served->count == NULL || served->sex == NULL)
    return qh_import_json_fail (error, "served", _("“count” and “sex” must be there."));
  n_known = json_object_get_int_member_with_default (object, "known", 0);
  if (n_known < 0 || n_known > G_MAXINT)
    return qh_import_json_fail (error, "served", _("“known” must be a number of people, 0 for all."));
  served->known = n_known;
  profile->served = g_steal_pointer (&served);
  return TRUE;
}

static gboolean
read_profile (JsonObject       *root,
              QhImportProfile  *profile,
              GError          **error)
{
  static const char *const known[] = { "id", "name", "description", "notes", "source", "kind",
                                       "missing", "fields", "own_fields", "case", "served", NULL };
  g_autoptr (GHashTable) missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Context context = { missing };

  return qh_import_json_check_members (root, known, "profile", error)
         && qh_import_json_read_text (root, "id", TRUE, "profile", &profile->id, error)
         && qh_import_json_read_labels (root, "name", TRUE, "profile", profile->names, error)
         && qh_import_json_read_labels (root, "description", FALSE, "profile", profile->descriptions, error)
         && read_list (&context, root, "notes", read_note, profile->notes, error)
         && qh_import_json_read_text (root, "kind", TRUE, "profile", &profile->kind, error)
         && read_missing (root, "missing", missing, error)
         && read_list (&context, root, "fields", read_feed, profile->feeds, error)
         && read_list (&context, root, "own_fields", read_own_field, profile->own_fields, error)
         && read_case (&context, root, profile, error)
         && read_served (&context, root, profile, error);
}

/* The parser has forgotten its place when it returns, but says it here. */
static void
note_place_cb (JsonParser *parser,
               gpointer    parse_error,
               gpointer    user_data)
{
  *(guint *) user_data = json_parser_get_current_line (parser);
}

/* What is not text at all has no line. */
static void
set_parse_error (const char *file_name,
                 guint       line,
                 GError    **error)
{
  if (line > 0)
    g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_MALFORMED,
                 _("The profile “%s” is not well-formed JSON in line %u: correct that line."), file_name, line);
  else
    g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_MALFORMED,
                 _("The profile “%s” is not a JSON text in UTF-8: open another file."), file_name);
}

/**
 * qh_import_profile_new_from_json:
 * @json: the profile's text
 * @length: its bytes, or -1
 * @file_name: how messages call the profile
 * @error: return location
 *
 * Reads a profile. What it names is checked by qh_import_profile_check() and
 * qh_import_profile_check_columns().
 *
 * Returns: (transfer full): the profile
 */
QhImportProfile *
qh_import_profile_new_from_json (const char   *json,
                                 gssize        length,
                                 const char   *file_name,
                                 GError      **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (QhImportProfile) profile = qh_import_profile_alloc ();
  g_autoptr (GError) parse_error = NULL;
  JsonNode *root;
  guint line = 0;

  g_signal_connect (parser, "error", G_CALLBACK (note_place_cb), &line);
  if (!json_parser_load_from_data (parser, json, length, &parse_error))
    {
      set_parse_error (file_name, line, error);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
                   _("“%s” is not an import profile: an object in braces must stand there."), file_name);
      return NULL;
    }
  if (!read_profile (json_node_get_object (root), profile, error))
    {
      g_prefix_error (error, _("Profile “%s”: "), file_name);
      return NULL;
    }
  return g_steal_pointer (&profile);
}
