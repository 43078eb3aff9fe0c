/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/qh-indicator.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "domain/qh-dictionary-private.h"
#include "frame/qh-table.h"

#define MAX_CODE 16

static const char *const directions[] = { "none", "up", "down", NULL };
static const char *const units[] = { "number", "percent", "days", "minutes", NULL };
static const char *const members[]
  = { "code", "label", "source", "direction", "unit", "value", "over", "split", NULL };

void
qh_indicator_free (QhIndicator *self)
{
  if (self == NULL)
    return;
  g_free (self->code);
  qh_labels_clear (self->labels);
  g_free (self->source);
  qh_figure_free (self->value);
  qh_figure_free (self->over);
  g_free (self->split);
  g_free (self->definition);
  g_free (self->rule);
  g_free (self);
}

/* Reading */

static gboolean
refuse (GError **error, const char *format, const char *what)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, format, what);
#pragma GCC diagnostic pop
  return FALSE;
}

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static gboolean
read_word (JsonObject *object,
           const char *member,
           const char *const *words,
           guint *position,
           GError **error)
{
  const char *text = get_text (object, member);
  g_autofree char *all = g_strjoinv (", ", (char **)words);

  for (guint i = 0; text != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      {
        *position = i;
        return TRUE;
      }
  if (!json_object_has_member (object, member))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FORMAT,
               _ ("“%s” is none of: %s. Choose one of them."),
               member,
               all);
  return FALSE;
}

static gboolean
read_name (QhIndicator *self, JsonObject *object, GError **error)
{
  const char *code = get_text (object, "code");
  JsonNode *label = json_object_get_member (object, "label");

  if (code == NULL || code[0] == '\0' || strlen (code) > MAX_CODE || strpbrk (code, " \t\r\n,;\"") != NULL)
    return refuse (
      error, _ ("An indicator needs a “%s” of 1 to 16 letters and digits, such as \"U01\"."), "code");
  self->code = g_strdup (code);
  if (label != NULL && JSON_NODE_HOLDS_OBJECT (label))
    for (guint l = 0; l < QH_N_LANGUAGES; l++)
      self->labels[l]
        = g_strdup (get_text (json_node_get_object (label), qh_language_to_code (l)));
  else
    self->labels[QH_LANGUAGE_ES] = g_strdup (get_text (object, "label"));
  if (self->labels[QH_LANGUAGE_ES] != NULL && self->labels[QH_LANGUAGE_ES][0] != '\0')
    return TRUE;
  return refuse (
    error, _ ("The indicator “%s” has no name. Give it a \"label\", such as {\"es\": \"Visitas por caso\"}."), code);
}

static gboolean
check_members (JsonObject *object, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *link = names; link != NULL; link = link->next)
    if (!g_strv_contains (members, link->data))
      return refuse (
        error, _ ("An indicator knows no “%s”. Correct the word or leave it out."), link->data);
  return TRUE;
}

static gboolean
read_split (QhIndicator *self, QhDictionary *dictionary, JsonObject *object, GError **error)
{
  const char *name = get_text (object, "split");
  const QhField *field;

  if (!json_object_has_member (object, "split"))
    return TRUE;
  if (self->value->op != QH_FIGURE_COUNT || self->over != NULL)
    return refuse (error, _ ("Only a count without “%s” can be split. Leave one of them out."), "over");
  field = name != NULL ? qh_kind_find_field (
            qh_dictionary_get_kind (dictionary, self->value->kind), name)
                       : NULL;
  if (field == NULL || field->type != QH_TYPE_CODE)
    return refuse (
      error, _ ("It cannot be split by “%s”. Choose a field of codes of these records."), name != NULL ? name : "");
  self->split = g_strdup (name);
  return TRUE;
}

static char *
make_rule (JsonNode *node)
{
  static const char *const beside[] = { "label", "source", "direction", NULL };
  g_autoptr (JsonNode) rule = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &member, &value))
    if (!g_strv_contains (beside, member))
      json_object_set_member (object, member, json_node_copy (value));
  json_node_take_object (rule, object);
  return json_to_string (rule, FALSE);
}

/**
 * qh_indicator_read:
 * @node: as in data/indicators.json
 *
 * Returns: (transfer full): the indicator, or %NULL with %QH_ERROR_FORMAT,
 *   which says what is wrong and what it can be.
 */
QhIndicator *
qh_indicator_read (QhDictionary *dictionary, JsonNode *node, GError **error)
{
  g_autoptr (QhIndicator) self = g_new0 (QhIndicator, 1);
  JsonObject *object;
  guint direction = 0, unit = 0;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_FORMAT,
                           _ ("An indicator is written in braces, with its code, label and value."));
      return NULL;
    }
  object = json_node_get_object (node);
  if (!check_members (object, error) || !read_name (self, object, error)
      || !read_word (object, "direction", directions, &direction, error)
      || !read_word (object, "unit", units, &unit, error))
    return NULL;
  self->direction = (QhDirection)direction;
  self->unit = (QhIndicatorUnit)unit;
  self->source = g_strdup (get_text (object, "source"));
  self->value = qh_figure_read (dictionary, json_object_get_member (object, "value"), error);
  if (self->value == NULL)
    return NULL;
  if (json_object_has_member (object, "over"))
    {
      self->over = qh_figure_read (dictionary, json_object_get_member (object, "over"), error);
      if (self->over == NULL)
        return NULL;
    }
  if (!read_split (self, dictionary, object, error))
    return NULL;
  self->definition = json_to_string (node, FALSE);
  self->rule = make_rule (node);
  return g_steal_pointer (&self);
}

/* Writing */

static void
add_member (JsonBuilder *builder, const char *member, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
add_figure (JsonBuilder *builder, const char *member, const QhFigure *figure, QhDictionary *dictionary)
{
  if (figure == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_value (builder, qh_figure_to_node (figure, dictionary));
}

/**
 * qh_indicator_to_json:
 *
 * Returns: (transfer full): the definition, as qh_indicator_read() reads it.
 */
char *
qh_indicator_to_json (const QhIndicator *self, QhDictionary *dictionary)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_member (builder, "code", self->code);
  json_builder_set_member_name (builder, "label");
  json_builder_begin_object (builder);
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    add_member (builder, qh_language_to_code (l), self->labels[l]);
  json_builder_end_object (builder);
  add_member (builder, "source", self->source);
  add_member (builder, "direction", directions[self->direction]);
  add_member (builder, "unit", units[self->unit]);
  add_figure (builder, "value", self->value, dictionary);
  add_figure (builder, "over", self->over, dictionary);
  add_member (builder, "split", self->split);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* Evaluating */

static void
clear_value (gpointer data)
{
  QhIndicatorValue *value = data;

  g_free (value->category);
  g_free (value->label);
}

static gboolean
evaluate_split (const QhIndicator *self, QhDesk *desk, GArray *values, GError **error)
{
  QhFrame *frame = qh_desk_get_frame (desk, self->value->kind, error);
  g_autofree guint8 *mask
    = frame != NULL ? qh_figure_to_mask (self->value, desk, frame, error) : NULL;
  g_autoptr (QhTable) table
    = mask != NULL ? qh_table_new (frame, self->split, NULL, mask, QH_MEASURE_COUNT, error) : NULL;

  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < table->n_rows; i++)
    {
      guint row = qh_table_order (i, table->n_rows);
      gint64 key = qh_variable_get_key (table->rows, row);
      QhIndicatorValue value = { .indicator = self, .denominator = (double)NAN };

      value.numerator = value.value = (double)qh_table_sum_row (table, row);
      if (value.value == 0)
        continue;
      value.category = qh_variable_dup_key_code (table->rows, key);
      value.label = qh_variable_dup_key_label (
        table->rows, key, qh_store_get_language (desk->store), NULL, NULL);
      g_array_append_val (values, value);
    }
  return TRUE;
}

/**
 * qh_indicator_evaluate:
 * @desk: whose work and which days
 *
 * Returns: (transfer full) (element-type QhIndicatorValue): its one value, or of
 *   an indicator that is split one for each category that has any. Per cent are
 *   of 100. Good as long as the indicator is.
 */
GArray *
qh_indicator_evaluate (const QhIndicator *self, QhDesk *desk, GError **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (QhIndicatorValue));
  QhIndicatorValue value = { .indicator = self, .denominator = (double)NAN };

  g_array_set_clear_func (values, clear_value);
  if (self->split != NULL)
    return evaluate_split (self, desk, values, error) ? g_steal_pointer (&values) : NULL;
  if (!qh_figure_evaluate (self->value, desk, &value.numerator, error)
      || (self->over != NULL
          && !qh_figure_evaluate (self->over, desk, &value.denominator, error)))
    return NULL;
  if (self->over == NULL)
    value.value = value.numerator;
  else
    value.value = value.denominator > 0 ? value.numerator / value.denominator : (double)NAN;
  if (self->unit == QH_INDICATOR_PERCENT)
    value.value *= 100;
  g_array_append_val (values, value);
  return g_steal_pointer (&values);
}

static gboolean
is_whole (double value)
{
  return fabs (value - round (value)) < 1e-9;
}

/**
 * qh_indicator_format:
 *
 * Returns: (transfer full): a value in words, without needless decimals: “71.4 %”, “100 %”,
 *   “3 days”, “—” for none.
 */
char *
qh_indicator_format (const QhIndicator *self, double value)
{
  gboolean whole = is_whole (value);

  if (isnan (value))
    return g_strdup ("—");
  switch (self->unit)
    {
    case QH_INDICATOR_PERCENT:
      /* Translators: a per cent, with a no-break space */
      return whole ? g_strdup_printf (_ ("%'.0f %%"), value) : g_strdup_printf (_ ("%'.1f %%"), value);
    case QH_INDICATOR_DAYS:
      return whole ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'.0f day", "%'.0f days", (gulong)fabs (value)), value)
                   : g_strdup_printf (_ ("%'.1f days"), value);
    case QH_INDICATOR_MINUTES:
      return g_strdup_printf (_ ("%'.0f min"), value);
    default:
      return g_strdup_printf (whole ? "%'.0f" : is_whole (value * 10) ? "%'.1f" : "%'.2f", value);
    }
}

/* The number is told by records of which there are few. */
static gboolean
is_small (const QhFigure *figure, double value, guint least)
{
  return figure != NULL && figure->op != QH_FIGURE_SUM && figure->op != QH_FIGURE_MEDIAN
         && figure->op < QH_FIGURE_DUTY_DAYS && value > 0 && value < least;
}

/**
 * qh_indicator_value_tells_few:
 * @least: the least count of records that may be told; below 2 all may
 *
 * Returns: whether the number, or the rest of what it is a part of, is of so few records
 *   that it must not be shown to who may not see them, nor leave the program.
 */
gboolean
qh_indicator_value_tells_few (const QhIndicatorValue *value, guint least)
{
  const QhIndicator *indicator = value->indicator;
  double others = value->denominator - value->numerator;

  if (least < 2)
    return FALSE;
  return is_small (indicator->value, value->numerator, least)
         || is_small (indicator->over, value->denominator, least)
         || (indicator->unit == QH_INDICATOR_PERCENT && is_small (indicator->over, others, least));
}
