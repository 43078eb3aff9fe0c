/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures from their definition in JSON. Who writes one by hand is told what is
 * wrong and what it can be. */
#include "desk/qh-figure-private.h"

#include <glib/gi18n-lib.h>

const QhFigureWord qh_figure_words[] = {
  { "count", NULL, QH_FIGURE_COUNT },
  { "sum", NULL, QH_FIGURE_SUM },
  { "distinct", NULL, QH_FIGURE_DISTINCT },
  { "answers", NULL, QH_FIGURE_ANSWERS },
  { "median", NULL, QH_FIGURE_MEDIAN },
  { "duty", "days", QH_FIGURE_DUTY_DAYS },
  { "duty", "minutes", QH_FIGURE_DUTY_MINUTES },
  { "duty", "workers", QH_FIGURE_WORKERS },
  { "goals", "planned", QH_FIGURE_PLANNED },
  { "goals", "done", QH_FIGURE_DONE },
};

static const char *const options[]
  = { "of", "since", "placed_by", "where", "during", "not_after", "with", NULL };

void
qh_figure_with_free (gpointer data)
{
  QhFigureWith *with = data;

  g_strfreev (with->where);
  g_free (with);
}

void
qh_figure_free (QhFigure *self)
{
  if (self == NULL)
    return;
  g_free (self->field);
  g_free (self->since);
  g_free (self->placed_by);
  g_strfreev (self->where);
  g_strfreev (self->during);
  g_strfreev (self->not_after);
  g_ptr_array_unref (self->with);
  g_free (self);
}

static gboolean
refuse (GError **error, const char *format, const char *what)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, format, what);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
read_text (JsonObject *object, const char *member, char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, _ ("“%s” is not a text in quotes. Correct the definition."), member);
  *text = g_strdup (json_node_get_string (node));
  return TRUE;
}

/* A list of texts; @n is how many there must be, or 0 for any number. */
static gboolean
read_texts (JsonObject *object, const char *member, guint n, char ***texts, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (array == NULL || (n != 0 && json_array_get_length (array) != n))
    return refuse (error,
                   n != 0 ? _ ("“%s” is not a list of two dates. Correct the definition.")
                          : _ ("“%s” is not a list in brackets. Correct the definition."),
                   member);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (item) || json_node_get_value_type (item) != G_TYPE_STRING)
        return refuse (
          error, _ ("“%s” has something that is not a text in quotes. Correct the definition."), member);
      g_strv_builder_add (builder, json_node_get_string (item));
    }
  *texts = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_kind (QhDictionary *dictionary, const char *name, guint *number, GError **error)
{
  QhKind *kind = name != NULL ? qh_dictionary_find_kind (dictionary, name) : NULL;

  if (kind == NULL)
    return refuse (
      error,
      _ ("There is no kind of record “%s” to count. Choose activity, case, referral…"),
      name != NULL ? name : "");
  *number = kind->number;
  return TRUE;
}

static gboolean
check_date (const QhKind *kind, const char *name, GError **error)
{
  const QhField *field = qh_kind_find_field (kind, name);

  if (field != NULL && field->type == QH_TYPE_DATE && qh_field_enters_frame (field))
    return TRUE;
  return refuse (error, _ ("“%s” is not a date of these records. Choose one of their dates."), name);
}

/* The one date that is not a field: of a case's first activity from the other date on. */
static gboolean
is_first_activity (const QhKind *kind, const char *name)
{
  return g_str_equal (name, "first:activity")
         && (kind->number == QH_KIND_CASE || kind->number == QH_KIND_CONSULTATION);
}

/**
 * qh_figure_op_fits:
 * @op: not %QH_FIGURE_COUNT, which is of no field
 *
 * Returns: whether a field can be counted so; of a median, whether it is one of
 *   the dates between which days are counted.
 */
gboolean
qh_figure_op_fits (QhFigureOp op, const QhField *field)
{
  gboolean several = field->type == QH_TYPE_CODES || field->type == QH_TYPE_REFERENCES;

  switch (op)
    {
    case QH_FIGURE_SUM:
      return qh_field_enters_frame (field)
             && (field->type == QH_TYPE_MINUTES || field->type == QH_TYPE_COUNT);
    case QH_FIGURE_ANSWERS:
      return several;
    case QH_FIGURE_DISTINCT:
      return several || field->type == QH_TYPE_CODE
             || (field->type == QH_TYPE_REFERENCE && !field->hidden);
    case QH_FIGURE_MEDIAN:
      return field->type == QH_TYPE_DATE && qh_field_enters_frame (field);
    default:
      return FALSE;
    }
}

static gboolean
check_field (const QhFigure *self, const QhKind *kind, GError **error)
{
  const QhField *field
    = self->field != NULL ? qh_kind_find_field (kind, self->field) : NULL;

  if (self->op == QH_FIGURE_MEDIAN)
    return (is_first_activity (kind, self->field) || check_date (kind, self->field, error))
           && (self->since != NULL
                 ? check_date (kind, self->since, error)
                 : refuse (error, _ ("A median needs “%s”, the date from which days are counted."), "since"));
  return (field != NULL && qh_figure_op_fits (self->op, field))
         || refuse (error, _ ("“%s” is not a field that can be counted so. Choose another field."), self->field);
}

/* Which of the operations is asked for, and that only one is. */
static gboolean
read_op (QhFigure *self, JsonObject *object, char **argument, GError **error)
{
  guint n_found = 0;

  for (guint i = 0; i < QH_FIGURE_N_OPS; i++)
    {
      g_autofree char *text = NULL;

      if (!json_object_has_member (object, qh_figure_words[i].member))
        continue;
      if (!read_text (object, qh_figure_words[i].member, &text, error))
        return FALSE;
      if (qh_figure_words[i].value != NULL && !g_str_equal (qh_figure_words[i].value, text))
        continue;
      self->op = qh_figure_words[i].op;
      g_free (*argument);
      *argument = g_steal_pointer (&text);
      n_found++;
    }
  if (n_found == 1)
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_FORMAT,
                       _ ("A figure is one of count, sum, distinct, answers, median, duty (days, "
                          "minutes, workers) and goals (planned, done). Write exactly one."));
  return FALSE;
}

static gboolean
check_members (JsonObject *object, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *link = members; link != NULL; link = link->next)
    {
      gboolean known = g_strv_contains (options, link->data);

      for (guint i = 0; !known && i < QH_FIGURE_N_OPS; i++)
        known = g_str_equal (qh_figure_words[i].member, link->data);
      if (!known)
        return refuse (error, _ ("A figure knows no “%s”. Correct the word or leave it out."), link->data);
    }
  return TRUE;
}

static gboolean
read_with (QhFigure *self, QhDictionary *dictionary, JsonObject *object, GError **error)
{
  QhKind *kind = qh_dictionary_get_kind (dictionary, self->kind);
  JsonNode *node = json_object_get_member (object, "with");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node != NULL && array == NULL)
    return refuse (error, _ ("“%s” is not a list in brackets. Correct the definition."), "with");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      JsonObject *child = JSON_NODE_HOLDS_OBJECT (item) ? json_node_get_object (item) : NULL;
      QhFigureWith *with = g_new0 (QhFigureWith, 1);
      g_autofree char *name = NULL;
      const QhField *link;

      g_ptr_array_add (self->with, with);
      if (child == NULL || !read_text (child, "of", &name, error)
          || !read_kind (dictionary, name, &with->kind, error)
          || !read_texts (child, "where", 0, &with->where, error))
        return child != NULL
                 ? FALSE
                 : refuse (error, _ ("“%s” has something that is not in braces. Correct the definition."), "with");
      link = qh_kind_find_field (qh_dictionary_get_kind (dictionary, with->kind), kind->name);
      if (link == NULL || link->type != QH_TYPE_REFERENCE || link->hidden)
        return refuse (error, _ ("“%s” does not belong to these records. Choose another kind."), name);
      with->within_days = (guint)json_object_get_int_member_with_default (child, "within_days", 0);
    }
  return TRUE;
}

static gboolean
read_of_records (QhFigure *self,
                 QhDictionary *dictionary,
                 JsonObject *object,
                 char *argument,
                 GError **error)
{
  g_autofree char *of = self->op == QH_FIGURE_COUNT ? g_strdup (argument) : NULL;
  QhKind *kind;

  if (self->op != QH_FIGURE_COUNT)
    {
      self->field = g_strdup (argument);
      if (!read_text (object, "of", &of, error))
        return FALSE;
    }
  if (!read_kind (dictionary, of, &self->kind, error))
    return FALSE;
  kind = qh_dictionary_get_kind (dictionary, self->kind);
  if (!read_text (object, "since", &self->since, error)
      || !read_text (object, "placed_by", &self->placed_by, error)
      || !read_texts (object, "where", 0, &self->where, error)
      || !read_texts (object, "during", 2, &self->during, error)
      || !read_texts (object, "not_after", 2, &self->not_after, error)
      || !read_with (self, dictionary, object, error)
      || (self->op != QH_FIGURE_COUNT && !check_field (self, kind, error))
      || (self->placed_by != NULL && !check_date (kind, self->placed_by, error)))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    if ((self->during != NULL && !check_date (kind, self->during[i], error))
        || (self->not_after != NULL && !check_date (kind, self->not_after[i], error)))
      return FALSE;
  return TRUE;
}

/**
 * qh_figure_read:
 * @node: such as {"count": "case", "placed_by": "closed", "where": ["level=N1"]}
 *
 * Returns: (transfer full): the figure, or %NULL with %QH_ERROR_FORMAT. That
 *   the conditions name variables and codes is seen when it is evaluated.
 */
QhFigure *
qh_figure_read (QhDictionary *dictionary, JsonNode *node, GError **error)
{
  g_autoptr (QhFigure) self = qh_figure_new ();
  g_autofree char *argument = NULL;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_FORMAT,
                           _ ("A figure is written in braces, such as {\"count\": \"activity\"}."));
      return NULL;
    }
  object = json_node_get_object (node);
  if (!check_members (object, error) || !read_op (self, object, &argument, error))
    return NULL;
  if (self->op < QH_FIGURE_DUTY_DAYS
      && !read_of_records (self, dictionary, object, argument, error))
    return NULL;
  return g_steal_pointer (&self);
}
