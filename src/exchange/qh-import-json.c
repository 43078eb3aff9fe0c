/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of a profile's objects, read one by one; what is wrong is said with its place. */
#include "exchange/qh-import-json.h"

#include <glib/gi18n-lib.h>

#include "exchange/qh-exchange-error.h"

gboolean
qh_import_json_fail (GError     **error,
                     const char  *where,
                     const char  *format,
                     ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_PROFILE,
               /* Translators: the place in the profile, then what is wrong there */
               _("“%s”: %s"), where, message);
  return FALSE;
}

/* A misspelt member would otherwise do nothing and never be noticed. */
gboolean
qh_import_json_check_members (JsonObject        *object,
                              const char *const *known,
                              const char        *where,
                              GError           **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      return qh_import_json_fail (error, where, _("the profile does not know the word “%s”. Correct or remove it."),
                   (char *) l->data);
  return TRUE;
}

/* NULL in @text where the member is not there. */
gboolean
qh_import_json_read_text (JsonObject   *object,
                          const char   *member,
                          gboolean      required,
                          const char   *where,
                          char        **text,
                          GError      **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *text = NULL;
  if (node == NULL)
    return !required || qh_import_json_fail (error, where, _("“%s” is not there. Add it."), member);
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return qh_import_json_fail (error, where, _("“%s” must be a text in quotes."), member);
  *text = json_node_dup_string (node);
  return TRUE;
}

gboolean
qh_import_json_read_object (JsonObject   *object,
                            const char   *member,
                            const char   *where,
                            JsonObject  **found,
                            GError      **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *found = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return qh_import_json_fail (error, where, _("“%s” must be an object in braces."), member);
  *found = json_node_get_object (node);
  return TRUE;
}

gboolean
qh_import_json_read_labels (JsonObject  *object,
                            const char  *member,
                            gboolean     required,
                            const char  *where,
                            char        *labels[QH_N_LANGUAGES],
                            GError     **error)
{
  JsonObject *found;

  if (!qh_import_json_read_object (object, member, where, &found, error))
    return FALSE;
  if (found == NULL)
    return !required || qh_import_json_fail (error, where, _("“%s” is not there. Add it."), member);
  for (guint i = 0; i < QH_N_LANGUAGES; i++)
    {
      g_free (labels[i]);
      if (!qh_import_json_read_text (found, qh_language_to_code (i), i == QH_LANGUAGE_ES, member, &labels[i], error))
        return FALSE;
    }
  return TRUE;
}

/* One of a few words, as the place of it in @words. */
gboolean
qh_import_json_read_word (JsonObject        *object,
                          const char        *member,
                          const char *const *words,
                          guint             *place,
                          const char        *where,
                          GError           **error)
{
  g_autofree char *text = NULL;
  g_autofree char *choices = NULL;

  if (!qh_import_json_read_text (object, member, FALSE, where, &text, error))
    return FALSE;
  *place = 0;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *place = i;
        return TRUE;
      }
  choices = g_strjoinv (", ", (char **) words);
  return qh_import_json_fail (error, where, _("“%s” cannot be “%s”. Choose one of: %s."), member, text, choices);
}
