/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pieces of which a template is made. Who writes one by hand is told where
 * it is wrong: “section 2”, “section 2, column 3”, or the template itself. */
#include "report/qh-report-read.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_LABEL 300

/**
 * qh_report_refuse:
 * @where: (nullable): the part of the template; %NULL for the template itself
 * @member: what in it is wrong
 * @what: what is wrong with it, in words
 *
 * Returns: %FALSE, with %QH_ERROR_FORMAT.
 */
gboolean
qh_report_refuse (GError **error, const char *where, const char *member, const char *what)
{
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FORMAT,
               /* Translators: where in a report's template, which of its words, what is wrong with it */
               _ ("Report template, %s: “%s” is %s. Correct the template."),
               where != NULL ? where : _ ("at its top"),
               member,
               what);
  return FALSE;
}

/**
 * qh_report_check_members:
 * @known: (array zero-terminated=1): what may stand there
 *
 * Returns: whether nothing else does.
 */
gboolean
qh_report_check_members (JsonObject *object, const char *where, const char *const *known, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);
  g_autofree char *all = g_strjoinv (", ", (char **)known);

  for (GList *link = names; link != NULL; link = link->next)
    if (!g_strv_contains (known, link->data))
      {
        g_autofree char *what = g_strdup_printf (_ ("not known there; known are: %s"), all);

        return qh_report_refuse (error, where, link->data, what);
      }
  return TRUE;
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* A member that is there and not null. */
static JsonNode *
find_member (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/**
 * qh_report_read_text:
 * @text: (out): unchanged where there is none
 */
gboolean
qh_report_read_text (JsonObject *object, const char *where, const char *member, char **text, GError **error)
{
  JsonNode *node = find_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!is_text (node))
    return qh_report_refuse (error, where, member, _ ("not a text in quotes"));
  *text = g_strdup (json_node_get_string (node));
  return TRUE;
}

gboolean
qh_report_read_texts (JsonObject *object, const char *where, const char *member, char ***texts, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!qh_report_read_array (object, where, member, FALSE, QH_REPORT_MOST_ROWS, &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (!is_text (item))
        return qh_report_refuse (error, where, member, _ ("not a list of texts in quotes"));
      g_strv_builder_add (builder, json_node_get_string (item));
    }
  *texts = g_strv_builder_end (builder);
  return TRUE;
}

/* A label is one text for all languages, or one for each. */
static gboolean
take_labels (JsonNode *node, const char *where, const char *member, char *labels[QH_N_LANGUAGES], GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL && is_text (node))
    labels[QH_LANGUAGE_ES] = g_strdup (json_node_get_string (node));
  else if (object == NULL)
    return qh_report_refuse (error, where, member, _ ("neither a text nor texts by language"));
  for (guint l = 0; object != NULL && l < QH_N_LANGUAGES; l++)
    if (!qh_report_read_text (object, where, qh_language_to_code (l), &labels[l], error))
      return FALSE;
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    if (labels[l] != NULL && g_utf8_strlen (labels[l], -1) > MOST_LABEL)
      return qh_report_refuse (error, where, member, _ ("longer than 300 letters"));
  return TRUE;
}

/**
 * qh_report_read_labels:
 * @required: whether there must be one, in Spanish at least
 */
gboolean
qh_report_read_labels (JsonObject *object,
                       const char *where,
                       const char *member,
                       gboolean required,
                       char *labels[QH_N_LANGUAGES],
                       GError **error)
{
  JsonNode *node = find_member (object, member);

  if (node != NULL && !take_labels (node, where, member, labels, error))
    return FALSE;
  if (!required || (labels[QH_LANGUAGE_ES] != NULL && labels[QH_LANGUAGE_ES][0] != '\0'))
    return TRUE;
  return qh_report_refuse (
    error, where, member, node == NULL ? _ ("missing") : _ ("without a text in Spanish"));
}

/**
 * qh_report_read_word:
 * @words: (array zero-terminated=1): one of them; the first where there is none
 */
gboolean
qh_report_read_word (JsonObject *object,
                     const char *where,
                     const char *member,
                     const char *const *words,
                     guint *position,
                     GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *all = g_strjoinv (", ", (char **)words);
  g_autofree char *what = NULL;

  *position = 0;
  if (!qh_report_read_text (object, where, member, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *position = i;
        return TRUE;
      }
  what = g_strdup_printf (_ ("none of: %s"), all);
  return qh_report_refuse (error, where, member, what);
}

gboolean
qh_report_read_flag (JsonObject *object, const char *where, const char *member, gboolean *flag, GError **error)
{
  JsonNode *node = find_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return qh_report_refuse (error, where, member, _ ("neither true nor false"));
  *flag = json_node_get_boolean (node);
  return TRUE;
}

/**
 * qh_report_read_array:
 * @array: (out) (transfer none) (nullable): %NULL where there is none
 */
gboolean
qh_report_read_array (JsonObject *object,
                      const char *where,
                      const char *member,
                      gboolean required,
                      guint most,
                      JsonArray **array,
                      GError **error)
{
  JsonNode *node = find_member (object, member);

  *array = NULL;
  if (node == NULL)
    return required ? qh_report_refuse (error, where, member, _ ("missing")) : TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return qh_report_refuse (error, where, member, _ ("not a list in brackets"));
  *array = json_node_get_array (node);
  if (required && json_array_get_length (*array) == 0)
    return qh_report_refuse (error, where, member, _ ("empty"));
  if (json_array_get_length (*array) > most)
    {
      g_autofree char *what = g_strdup_printf (_ ("longer than %u"), most);

      return qh_report_refuse (error, where, member, what);
    }
  return TRUE;
}

/**
 * qh_report_read_object:
 * @known: (array zero-terminated=1): the members that it may have
 *
 * Returns: (transfer none): an item of a list.
 */
JsonObject *
qh_report_read_object (JsonArray *array, guint position, const char *where, const char *const *known, GError **error)
{
  JsonNode *node = json_array_get_element (array, position);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      qh_report_refuse (error, where, "{ }", _ ("missing: it is not in braces"));
      return NULL;
    }
  return qh_report_check_members (json_node_get_object (node), where, known, error)
           ? json_node_get_object (node)
           : NULL;
}
