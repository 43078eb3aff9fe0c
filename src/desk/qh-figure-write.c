/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as their definition in JSON, and what a person chooses of one. */
#include <string.h>

#include "desk/qh-figure-private.h"
#include "domain/qh-json.h"
#include "domain/qh-roles.h"

static void
add_texts (JsonBuilder *builder, const char *member, char *const *texts)
{
  if (texts == NULL || texts[0] == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

static void
add_with (JsonBuilder *builder, const QhFigure *self, QhDictionary *dictionary)
{
  if (self->with->len == 0)
    return;
  json_builder_set_member_name (builder, "with");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->with->len; i++)
    {
      const QhFigureWith *with = g_ptr_array_index (self->with, i);

      json_builder_begin_object (builder);
      qh_json_optional_text (builder, "of", qh_dictionary_get_kind (dictionary, with->kind)->name);
      add_texts (builder, "where", with->where);
      if (with->within_days > 0)
        {
          json_builder_set_member_name (builder, "within_days");
          json_builder_add_int_value (builder, with->within_days);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_of_records (JsonBuilder *builder, const QhFigure *self, QhDictionary *dictionary)
{
  const char *kind = qh_dictionary_get_kind (dictionary, self->kind)->name;
  const char *member = qh_figure_words[self->op].member;

  if (self->op == QH_FIGURE_COUNT)
    qh_json_optional_text (builder, member, kind);
  else
    {
      qh_json_optional_text (builder, member, self->field != NULL ? self->field : "");
      qh_json_optional_text (builder, "since", self->op == QH_FIGURE_MEDIAN ? self->since : NULL);
      qh_json_optional_text (builder, "of", kind);
    }
  qh_json_optional_text (builder, "placed_by", self->placed_by);
  add_texts (builder, "where", self->where);
  add_texts (builder, "during", self->during);
  add_texts (builder, "not_after", self->not_after);
  add_with (builder, self, dictionary);
}

/**
 * qh_figure_new:
 *
 * Returns: (transfer full): a count of activities.
 */
QhFigure *
qh_figure_new (void)
{
  QhFigure *self = g_new0 (QhFigure, 1);

  self->kind = QH_KIND_ACTIVITY;
  self->with = g_ptr_array_new_with_free_func (qh_figure_with_free);
  return self;
}

/**
 * qh_figure_to_node:
 *
 * Returns: (transfer full): the definition, as qh_figure_read() reads it.
 */
JsonNode *
qh_figure_to_node (const QhFigure *self, QhDictionary *dictionary)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (self->op < QH_FIGURE_DUTY_DAYS)
    add_of_records (builder, self, dictionary);
  else
    qh_json_optional_text (builder, qh_figure_words[self->op].member, qh_figure_words[self->op].value);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/**
 * qh_figure_counts_kind:
 *
 * Returns: whether records of a kind are work that a figure is usually of: those
 *   that practitioners write, and that have a date.
 */
gboolean
qh_figure_counts_kind (const QhKind *kind)
{
  gboolean dated = FALSE;

  for (guint i = 0; i < qh_kind_get_n_fields (kind); i++)
    dated |= qh_figure_op_fits (QH_FIGURE_MEDIAN, qh_kind_get_field (kind, i));
  return dated && (kind->writers & QH_ROLE_PRACTITIONER) != 0;
}

/* Where the condition “field=…” is; the end of the list for none. */
static guint
find_condition (const QhFigure *self, const char *field)
{
  gsize length = strlen (field);
  guint i;

  for (i = 0; self->where != NULL && self->where[i] != NULL; i++)
    if (strncmp (self->where[i], field, length) == 0 && self->where[i][length] == '=')
      break;
  return i;
}

/**
 * qh_figure_get_condition:
 *
 * Returns: (transfer none) (nullable): what the condition on a field lets through, as of
 *   “quehacer table”: codes with commas, or FROM..TO; %NULL for all.
 */
const char *
qh_figure_get_condition (const QhFigure *self, const QhField *field)
{
  guint place = find_condition (self, field->name);

  return self->where != NULL && self->where[place] != NULL ? self->where[place] + strlen (field->name) + 1 : NULL;
}

/**
 * qh_figure_set_condition:
 * @value: (nullable): what is let through; %NULL for all
 *
 * Replaces the condition on a field; others stay.
 */
void
qh_figure_set_condition (QhFigure *self, const QhField *field, const char *value)
{
  guint place = find_condition (self, field->name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *condition = value != NULL ? g_strconcat (field->name, "=", value, NULL) : NULL;

  for (guint i = 0; self->where != NULL && self->where[i] != NULL; i++)
    if (i != place)
      g_strv_builder_add (builder, self->where[i]);
  if (condition != NULL)
    g_strv_builder_add (builder, condition);
  g_strfreev (self->where);
  self->where = g_strv_builder_end (builder);
}

/**
 * qh_figure_get_codes:
 * @field: a field of codes
 *
 * Returns: (transfer full) (element-type gint64): the codes that are let through;
 *   none where all are.
 */
GArray *
qh_figure_get_codes (const QhFigure *self, const QhField *field, QhCatalogues *catalogues)
{
  GArray *codes = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *condition = qh_figure_get_condition (self, field);
  g_auto (GStrv) texts = NULL;

  if (condition == NULL)
    return codes;
  texts = g_strsplit (condition, ",", -1);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      const QhEntry *entry = qh_catalogues_find_text (catalogues, field->catalogue, texts[i]);

      if (entry != NULL)
        g_array_append_val (codes, entry->id);
    }
  return codes;
}

static char *
join_codes (QhCatalogues *catalogues, const GArray *codes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      const QhEntry *entry = qh_catalogues_find (catalogues, g_array_index (codes, gint64, i));

      if (i > 0)
        g_string_append_c (text, ',');
      g_string_append (text, entry != NULL ? entry->code : "");
    }
  return g_string_free (text, FALSE);
}

/**
 * qh_figure_set_codes:
 * @field: a field of codes
 * @codes: (element-type gint64): what is let through; nothing for all
 *
 * Replaces the condition on a field; others stay.
 */
void
qh_figure_set_codes (QhFigure *self, const QhField *field, QhCatalogues *catalogues, const GArray *codes)
{
  g_autofree char *value = codes->len > 0 ? join_codes (catalogues, codes) : NULL;

  qh_figure_set_condition (self, field, value);
}
