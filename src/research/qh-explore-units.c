/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows that Explore looks at by unit of analysis, with what is usual of their children. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "research/qh-explore-private.h"
#include "research/qh-variables.h"

/* What is made of a record's children, by unit. */
static const struct
{
  const char *unit;
  const char *name;
  const char *label;
  const char *of;
  const char *take;
  const char *field; /* NULL: none, or the usual one */
} rules[] = {
  { "consultation", "n_activities", N_ ("Activities in it"), "activity", "count", NULL },
  { "consultation", "sum_minutes", N_ ("Minutes in all"), "activity", "sum", "minutes" },
  { "case", "n_activities", N_ ("Activities in it"), "activity", "count", NULL },
  { "case", "sum_minutes", N_ ("Minutes in all"), "activity", "sum", "minutes" },
  { "case", "first_activity", N_ ("First activity"), "activity", "first", NULL },
  { "case", "last_activity", N_ ("Last activity"), "activity", "last", NULL },
  { "case", "n_consultations", N_ ("Consultations in it"), "consultation", "count", NULL },
  { "person", "n_activities", N_ ("Activities with the person"), "activity", "count", NULL },
  { "person", "sum_minutes", N_ ("Minutes in all"), "activity", "sum", "minutes" },
  { "person", "first_activity", N_ ("First activity"), "activity", "first", NULL },
  { "person", "last_activity", N_ ("Last activity"), "activity", "last", NULL },
  { "person", "n_consultations", N_ ("Consultations of the person"), "consultation", "count", NULL },
};

/* What follows from a record's own dates. */
static const struct
{
  const char *unit;
  const char *name;
  const char *label;
  const char *end;
  const char *start;
} differences[] = {
  { "case", "days_open", N_ ("Days from opening to closing"), "closed", "opened" },
};

/**
 * qh_explore_find_span:
 * @unit: (nullable): of the question
 * @name: (nullable): a variable's name
 * @start: (out): the day on which what it is of begins
 * @end: (out): the day on which it ends, if it has
 *
 * Returns: whether a variable is a beginning, an end or the time between, so that it can be
 *   asked how long it takes
 */
gboolean
qh_explore_find_span (const char *unit, const char *name, const char **start, const char **end)
{
  for (guint i = 0; unit != NULL && name != NULL && i < G_N_ELEMENTS (differences); i++)
    if (g_str_equal (differences[i].unit, unit)
        && (g_str_equal (differences[i].name, name) || g_str_equal (differences[i].start, name)
            || g_str_equal (differences[i].end, name)))
      {
        *start = differences[i].start;
        *end = differences[i].end;
        return TRUE;
      }
  return FALSE;
}

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_rules (JsonBuilder *builder, const char *unit)
{
  json_builder_set_member_name (builder, "rules");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].unit, unit))
      {
        json_builder_begin_object (builder);
        add_member (builder, "name", rules[i].name);
        add_member (builder, "label", _ (rules[i].label));
        add_member (builder, "of", rules[i].of);
        add_member (builder, "take", rules[i].take);
        add_member (builder, "field", rules[i].field);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

static void
add_differences (JsonBuilder *builder, const char *unit)
{
  json_builder_set_member_name (builder, "derived");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    if (g_str_equal (differences[i].unit, unit))
      {
        json_builder_begin_object (builder);
        add_member (builder, "name", differences[i].name);
        add_member (builder, "label", _ (differences[i].label));
        add_member (builder, "make", "difference");
        json_builder_set_member_name (builder, "from");
        json_builder_begin_array (builder);
        json_builder_add_string_value (builder, differences[i].end);
        json_builder_add_string_value (builder, differences[i].start);
        json_builder_end_array (builder);
        json_builder_end_object (builder);
      }
  json_builder_end_array (builder);
}

/**
 * qh_explore_load_unit:
 * @unit: a name as qh_variables_get_unit() gives it
 *
 * Loads the rows of a unit of analysis with what is usual of their children: how many,
 * the first, the last, how long. May take seconds: not for the main thread.
 *
 * Returns: (transfer full): a frame that is not kept current.
 */
QhFrame *
qh_explore_load_unit (QhStore *store, const char *unit, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  add_member (builder, "unit", unit);
  add_rules (builder, unit);
  add_differences (builder, unit);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  return qh_variables_load (store, json, NULL, NULL, cancellable, error);
}
