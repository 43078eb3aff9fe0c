/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of indicators: what is shipped, then the unit's own, which stand in
 * the workspace as they were written. */
#include <glib/gi18n-lib.h>

#include "desk/qh-indicator.h"
#include "store/qh-setting.h"

#define SHIPPED "/org/quehacer/Quehacer/indicators.json"

static JsonNode *
parse (const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) reason = NULL;

  if (json_parser_load_from_data (parser, json, length, &reason)
      && json_parser_get_root (parser) != NULL)
    return json_node_copy (json_parser_get_root (parser));
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FORMAT,
               _ ("The definition is not JSON: %s. Correct it there."),
               reason != NULL ? reason->message : "");
  return NULL;
}

static gboolean
read_all (GPtrArray *indicators,
          QhDictionary *dictionary,
          JsonNode *root,
          gboolean own,
          GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      QhIndicator *indicator
        = qh_indicator_read (dictionary, json_array_get_element (array, i), error);

      if (indicator == NULL)
        return FALSE;
      indicator->own = own;
      g_ptr_array_add (indicators, indicator);
    }
  return TRUE;
}

/**
 * qh_indicators_list:
 *
 * Returns: (transfer full) (element-type QhIndicator): those that the program
 *   ships, then the unit's own.
 */
GPtrArray *
qh_indicators_list (QhStore *store, GError **error)
{
  g_autoptr (GPtrArray) indicators
    = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_indicator_free);
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (SHIPPED, 0, error);
  g_autofree char *own = qh_store_get_setting (store, QH_SETTING_INDICATORS);
  g_autoptr (JsonNode) shipped_root = NULL;
  g_autoptr (JsonNode) own_root = NULL;
  gsize length;
  const char *json;

  if (bytes == NULL)
    return NULL;
  json = g_bytes_get_data (bytes, &length);
  shipped_root = parse (json, (gssize)length, error);
  if (shipped_root == NULL || !read_all (indicators, dictionary, shipped_root, FALSE, error))
    return NULL;
  if (own == NULL)
    return g_steal_pointer (&indicators);
  own_root = parse (own, -1, error);
  if (own_root == NULL || !read_all (indicators, dictionary, own_root, TRUE, error))
    return NULL;
  return g_steal_pointer (&indicators);
}

/**
 * qh_indicators_may_write:
 *
 * Returns: whether the user may change indicators: who writes goals may.
 */
gboolean
qh_indicators_may_write (QhStore *store)
{
  return (qh_store_get_roles (store) & qh_store_get_kind (store, QH_KIND_GOAL)->writers) != 0;
}

static gboolean
check_may (QhStore *store, GError **error)
{
  if (qh_indicators_may_write (store))
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_PASSPHRASE,
                       _ ("Your role does not let you change indicators. Ask a supervisor."));
  return FALSE;
}

/* Writes the unit's indicators, without one and with another. */
static gboolean
write_own (QhStore *store,
           GPtrArray *indicators,
           const char *without,
           const QhIndicator *with,
           GError **error)
{
  g_autoptr (GString) json = g_string_new ("[");
  const char *code = with != NULL ? with->code : without;

  for (guint i = 0; i < indicators->len; i++)
    {
      const QhIndicator *indicator = g_ptr_array_index (indicators, i);

      if (indicator->own && g_strcmp0 (indicator->code, without) != 0)
        g_string_append_printf (json, "%s%s", json->len > 1 ? "," : "", indicator->definition);
    }
  if (with != NULL)
    g_string_append_printf (json, "%s%s", json->len > 1 ? "," : "", with->definition);
  g_string_append_c (json, ']');
  return qh_store_set_setting (store,
                               QH_SETTING_INDICATORS,
                               json->len > 2 ? json->str : NULL,
                               QH_ACTION_CHANGE_SETTING,
                               code,
                               error);
}

static const QhIndicator *
find (GPtrArray *indicators, const char *code)
{
  for (guint i = 0; i < indicators->len; i++)
    if (g_strcmp0 (((QhIndicator *)g_ptr_array_index (indicators, i))->code, code) == 0)
      return g_ptr_array_index (indicators, i);
  return NULL;
}

/**
 * qh_indicators_propose_code:
 * @indicators: (element-type QhIndicator): those that are there
 *
 * Returns: (transfer full): a code that none of them has, such as “U01”.
 */
char *
qh_indicators_propose_code (GPtrArray *indicators)
{
  for (guint n = 1;; n++)
    {
      g_autofree char *code = g_strdup_printf ("U%02u", n);

      if (find (indicators, code) == NULL)
        return g_steal_pointer (&code);
    }
}

/* Evaluated once, so that what it names is known to be there. */
static gboolean
try_out (QhStore *store, const QhIndicator *indicator, GError **error)
{
  QhScope *scope = qh_scope_new (store, 0, 0, error);
  g_autoptr (QhDesk) desk = NULL;
  g_autoptr (GArray) values = NULL;
  QhDay today = qh_day_today ();

  if (scope == NULL)
    return FALSE;
  desk = qh_desk_new (store, scope, qh_day_month_start (today), today, NULL);
  values = qh_indicator_evaluate (indicator, desk, error);
  return values != NULL;
}

/**
 * qh_indicators_add:
 * @json: the definition of one indicator, as in data/indicators.json
 * @code: (out) (transfer full): its code
 *
 * Adds an indicator of the unit's own, or replaces the one of that code.
 *
 * Returns: whether it was written; an error says what is wrong in the definition.
 */
gboolean
qh_indicators_add (QhStore *store, const char *json, char **code, GError **error)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (QhIndicator) added = NULL;
  g_autoptr (GPtrArray) indicators = NULL;
  const QhIndicator *same;

  if (!check_may (store, error))
    return FALSE;
  root = parse (json, -1, error);
  added = root != NULL ? qh_indicator_read (dictionary, root, error) : NULL;
  indicators = added != NULL ? qh_indicators_list (store, error) : NULL;
  if (indicators == NULL)
    return FALSE;
  same = find (indicators, added->code);
  if (same != NULL && !same->own)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_CODE,
                   _ ("There is already an indicator “%s”. Choose another code."),
                   added->code);
      return FALSE;
    }
  if (!try_out (store, added, error) || !write_own (store, indicators, added->code, added, error))
    return FALSE;
  *code = g_strdup (added->code);
  return TRUE;
}

/**
 * qh_indicators_remove:
 * @code: of an indicator of the unit's own
 *
 * Returns: whether it was taken away.
 */
gboolean
qh_indicators_remove (QhStore *store, const char *code, GError **error)
{
  g_autoptr (GPtrArray) indicators = NULL;
  const QhIndicator *there;

  if (!check_may (store, error))
    return FALSE;
  indicators = qh_indicators_list (store, error);
  if (indicators == NULL)
    return FALSE;
  there = find (indicators, code);
  if (there != NULL && there->own)
    return write_own (store, indicators, code, NULL, error);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_NOT_FOUND,
               _ ("The unit has no indicator “%s” of its own. “quehacer indicators” lists them."),
               code);
  return FALSE;
}
