/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-sheet.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-error.h"
#include "domain/qh-json.h"

#define VERSION 1

/* Plain, so that LibreOffice and Word open it as a document too. */
static const char style[]
  = "body,h1,h2,p,th,td,caption{font-family:sans-serif}"
    "body{max-width:60em;margin:2em auto;padding:0 1em}"
    "p,th,td,caption{font-size:10pt}td p{margin-bottom:0cm}th p{margin-bottom:0cm}"
    "table{border-collapse:collapse;margin:.5em 0 1em}caption{text-align:left;font-weight:bold}"
    "th,td{border-bottom:1px solid #ccc;padding:.2em .6em;vertical-align:top}.more{background:#cfe3f1}.less{background:#fae8c4}"
    ".of,.line{color:#555}.note{border-left:3px solid #888;padding-left:.6em}";

QhSheet *
qh_sheet_new (void)
{
  QhSheet *self = g_new0 (QhSheet, 1);

  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_answer_free);
  return self;
}

void
qh_sheet_free (QhSheet *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->answers);
  g_free (self);
}

/**
 * qh_sheet_move:
 *
 * Puts the answer at @from before the one that stands at @to.
 */
void
qh_sheet_move (QhSheet *self, guint from, guint to)
{
  g_return_if_fail (from < self->answers->len && to < self->answers->len);

  g_ptr_array_insert (self->answers, (int)to, g_ptr_array_steal_index (self->answers, from));
}

/**
 * qh_sheet_list_questions:
 *
 * Returns: (transfer full) (element-type QhExploreQuestion): what was asked, in its order;
 *   what has an answer for each layer is asked once
 */
GPtrArray *
qh_sheet_list_questions (const QhSheet *self)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_explore_question_free);

  for (guint i = 0; i < self->answers->len; i++)
    {
      const QhExploreQuestion *question = ((QhAnswer *)g_ptr_array_index (self->answers, i))->question;
      gboolean asked = FALSE;

      for (guint j = 0; j < questions->len && !asked; j++)
        asked = qh_explore_question_equal (question, g_ptr_array_index (questions, j));
      if (!asked)
        g_ptr_array_add (questions, qh_explore_question_copy (question));
    }
  return questions;
}

/* Of an answer the one to the same question, and of the same layer; without a subtitle the
 * last one to the same question. */
static QhAnswer *
find_alike (GPtrArray *answers, const QhExploreQuestion *question, const char *subtitle)
{
  for (guint i = answers->len; i > 0; i--)
    {
      QhAnswer *answer = g_ptr_array_index (answers, i - 1);

      if (qh_explore_question_equal (answer->question, question)
          && (subtitle == NULL || g_str_equal (answer->subtitle, subtitle)))
        return answer;
    }
  return NULL;
}

/* What has no answer now is called as it was. */
static void
keep_subtitle (const QhSheet *self, QhAnswer *answer)
{
  const QhAnswer *before = find_alike (self->answers, answer->question, NULL);

  if (answer->subtitle[0] != '\0' || before == NULL)
    return;
  g_free (answer->subtitle);
  answer->subtitle = g_strdup (before->subtitle);
}

/* Where its layer is gone it goes to the last answer to the same question. */
static void
keep_note (const QhAnswer *before, GPtrArray *answers)
{
  QhAnswer *answer = find_alike (answers, before->question, before->subtitle);
  char *note;

  if (before->note == NULL || before->note[0] == '\0')
    return;
  if (answer == NULL)
    answer = find_alike (answers, before->question, NULL);
  if (answer == NULL || g_strcmp0 (answer->note, before->note) == 0)
    return;
  note = answer->note != NULL ? g_strjoin (" · ", answer->note, before->note, NULL)
                              : g_strdup (before->note);
  g_free (answer->note);
  answer->note = note;
}

/**
 * qh_sheet_replace:
 * @answers: (element-type QhAnswer): what the questions give of other rows, in the
 *   place of the answers that are there; notes stay with what was asked. One without a
 *   subtitle, which says that it has no answer, gets the one it had.
 */
void
qh_sheet_replace (QhSheet *self, GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    {
      QhAnswer *answer = g_ptr_array_index (answers, i);

      g_clear_pointer (&answer->note, g_free);
      keep_subtitle (self, answer);
    }
  for (guint i = 0; i < self->answers->len; i++)
    keep_note (g_ptr_array_index (self->answers, i), answers);
  g_ptr_array_ref (answers);
  g_ptr_array_unref (self->answers);
  self->answers = answers;
}

/**
 * qh_sheet_to_html:
 *
 * Returns: (transfer full): a page that stands by itself.
 */
char *
qh_sheet_to_html (const QhSheet *self, const char *title)
{
  GString *html = g_string_new ("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n");
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  g_string_append_printf (html, "<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<h1>%s</h1>\n", escaped, style, escaped);
  for (guint i = 0; i < self->answers->len; i++)
    qh_answer_append_html (g_ptr_array_index (self->answers, i), TRUE, html);
  g_string_append (html, "</body>\n</html>\n");
  return g_string_free (html, FALSE);
}

/**
 * qh_sheet_to_json:
 *
 * Returns: (transfer full): the sheet as a file keeps it.
 */
char *
qh_sheet_to_json (const QhSheet *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "quehacer_sheet");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "answers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->answers->len; i++)
    qh_answer_to_json (g_ptr_array_index (self->answers, i), builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return qh_json_to_text (builder, TRUE);
}

static JsonArray *
find_answers (JsonNode *root, GError **error)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *version = object != NULL ? json_object_get_member (object, "quehacer_sheet") : NULL;
  JsonNode *answers = object != NULL ? json_object_get_member (object, "answers") : NULL;

  if (version == NULL || json_node_get_value_type (version) != G_TYPE_INT64 || answers == NULL || !JSON_NODE_HOLDS_ARRAY (answers))
    g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("This is no sheet of results. Choose a file that was saved from a sheet."));
  else if (json_node_get_int (version) > VERSION)
    g_set_error (error, QH_ERROR, QH_ERROR_NEWER, _ ("The sheet was saved by a newer version. Update the program to open it."));
  else
    return json_node_get_array (answers);
  return NULL;
}

/**
 * qh_sheet_from_json:
 *
 * Returns: (transfer full): the sheet that qh_sheet_to_json() wrote; %NULL with
 *   %QH_ERROR_FORMAT or %QH_ERROR_NEWER where it is none.
 */
QhSheet *
qh_sheet_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonArray *answers = find_answers (root, error);
  g_autoptr (QhSheet) self = qh_sheet_new ();

  if (answers == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (answers); i++)
    {
      JsonNode *node = json_array_get_element (answers, i);
      g_autoptr (JsonObject) nothing = json_object_new ();
      QhAnswer *answer = qh_answer_from_json (JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : nothing, error);

      if (answer == NULL)
        return NULL;
      g_ptr_array_add (self->answers, answer);
    }
  return g_steal_pointer (&self);
}
