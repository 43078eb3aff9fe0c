/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-privacy.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "domain/qh-json.h"

static void
measure_free (gpointer data)
{
  QhPrivacyMeasure *measure = data;

  g_free (measure->name);
  g_free (measure->label);
  g_free (measure);
}

static void
check_free (gpointer data)
{
  QhPrivacyCheck *check = data;

  g_free (check->name);
  g_free (check->label);
  g_free (check->basis);
  g_free (check->broken);
  g_free (check);
}

static void
step_free (gpointer data)
{
  QhPrivacyStep *step = data;

  g_free (step->variable);
  g_free (step->treatment);
  g_free (step);
}

static void
clear_loss (QhPrivacyLoss *loss)
{
  g_free (loss->name);
  g_free (loss->label);
  g_free (loss->definition);
  g_free (loss->text);
}

QhPrivacy *
qh_privacy_new (void)
{
  QhPrivacy *self = g_new0 (QhPrivacy, 1);

  self->measures = g_ptr_array_new_with_free_func (measure_free);
  self->checks = g_ptr_array_new_with_free_func (check_free);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
qh_privacy_free (QhPrivacy *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->measures);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->steps);
  clear_loss (&self->loss);
  g_strfreev (self->uncounted);
  g_strfreev (self->uncounted_labels);
  g_free (self);
}

void
qh_privacy_add_measure (QhPrivacy *self, const char *name, const char *label, double before, double after)
{
  QhPrivacyMeasure *measure = g_new0 (QhPrivacyMeasure, 1);

  *measure = (QhPrivacyMeasure){ g_strdup (name), g_strdup (label), before, after };
  g_ptr_array_add (self->measures, measure);
}

void
qh_privacy_add_check (QhPrivacy *self, const char *name, const char *label, const char *basis, const char *broken)
{
  QhPrivacyCheck *check = g_new0 (QhPrivacyCheck, 1);

  *check = (QhPrivacyCheck){ g_strdup (name), g_strdup (label), g_strdup (basis), g_strdup (broken) };
  g_ptr_array_add (self->checks, check);
}

void
qh_privacy_add_step (QhPrivacy *self, const char *variable, const char *treatment, guint before, guint after, double loss)
{
  QhPrivacyStep *step = g_new0 (QhPrivacyStep, 1);

  *step = (QhPrivacyStep){ g_strdup (variable), g_strdup (treatment), before, after, loss };
  g_ptr_array_add (self->steps, step);
}

/**
 * qh_privacy_set_loss:
 * @text: (transfer full): @value for people
 *
 * Says by what the ways to reach the goal were compared.
 */
void
qh_privacy_set_loss (QhPrivacy *self, const char *name, const char *label, const char *definition, double value, char *text, gboolean proven,
                     guint64 n_ways)
{
  clear_loss (&self->loss);
  self->loss = (QhPrivacyLoss){ g_strdup (name), g_strdup (label), g_strdup (definition), value, text, proven, n_ways };
}

/**
 * qh_privacy_dup_warning:
 *
 * Returns: (transfer full) (nullable): which quasi-identifiers the risk does not count; %NULL
 *   where it counts all.
 */
char *
qh_privacy_dup_warning (const QhPrivacy *self)
{
  g_autofree char *names = NULL;

  if (self->uncounted_labels == NULL || self->uncounted_labels[0] == NULL)
    return NULL;
  names = g_strjoinv (", ", self->uncounted_labels);
  return g_strdup_printf (_ ("The risk does not count these, which the dictionary marks as quasi-identifiers and which leave: %s. Who knows them finds people more easily than these figures say."), names);
}

/**
 * qh_privacy_count_kept:
 *
 * Returns: how many points of the checklist are kept.
 */
guint
qh_privacy_count_kept (const QhPrivacy *self)
{
  guint kept = 0;

  for (guint i = 0; i < self->checks->len; i++)
    kept += ((QhPrivacyCheck *)g_ptr_array_index (self->checks, i))->broken == NULL;
  return kept;
}

/**
 * qh_privacy_dup_figure:
 *
 * Returns: (transfer full): a count as it is, a part with three digits; "" for NaN.
 */
char *
qh_privacy_dup_figure (double figure)
{
  if (isnan (figure))
    return g_strdup ("");
  return figure == floor (figure) ? g_strdup_printf ("%.0f", figure) : g_strdup_printf ("%.3g", figure);
}

/* JSON */

static void
add_figure (JsonBuilder *builder, const char *name, double figure)
{
  json_builder_set_member_name (builder, name);
  if (isnan (figure))
    json_builder_add_null_value (builder);
  else if (figure == floor (figure) && fabs (figure) < 1e15)
    json_builder_add_int_value (builder, (gint64)figure);
  else
    json_builder_add_double_value (builder, figure);
}

static void
add_risk (const QhPrivacy *self, JsonBuilder *builder, const char *when, gboolean after)
{
  json_builder_set_member_name (builder, when);
  json_builder_begin_object (builder);
  for (guint i = 0; i < self->measures->len; i++)
    {
      const QhPrivacyMeasure *measure = g_ptr_array_index (self->measures, i);

      add_figure (builder, measure->name, after ? measure->after : measure->before);
    }
  json_builder_end_object (builder);
}

static void
add_loss (const QhPrivacyLoss *loss, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "loss");
  json_builder_begin_object (builder);
  qh_json_text (builder, "name", loss->name);
  qh_json_text (builder, "label", loss->label);
  qh_json_text (builder, "definition", loss->definition);
  add_figure (builder, "value", loss->value);
  add_figure (builder, "ways", (double)loss->n_ways);
  json_builder_set_member_name (builder, "proven_least");
  json_builder_add_boolean_value (builder, loss->proven);
  json_builder_end_object (builder);
}

static void
add_uncounted (const QhPrivacy *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "quasi_identifiers_not_counted");
  json_builder_begin_array (builder);
  for (guint i = 0; self->uncounted != NULL && self->uncounted[i] != NULL; i++)
    json_builder_add_string_value (builder, self->uncounted[i]);
  json_builder_end_array (builder);
}

static void
add_steps (const QhPrivacy *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "treatments");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const QhPrivacyStep *step = g_ptr_array_index (self->steps, i);

      json_builder_begin_object (builder);
      qh_json_text (builder, "variable", step->variable);
      qh_json_text (builder, "treatment", step->treatment);
      add_figure (builder, "values_before", step->values_before);
      add_figure (builder, "values_after", step->values_after);
      add_figure (builder, "loss", step->loss);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * qh_privacy_to_json:
 *
 * Adds the members "risk", "loss", "quasi_identifiers_not_counted", "treatments" and "privacy" to
 * an object.
 */
void
qh_privacy_to_json (const QhPrivacy *self, JsonBuilder *builder)
{
  if (self->measures->len > 0)
    {
      json_builder_set_member_name (builder, "risk");
      json_builder_begin_object (builder);
      add_risk (self, builder, "before", FALSE);
      add_risk (self, builder, "after", TRUE);
      json_builder_end_object (builder);
    }
  if (self->loss.name != NULL)
    add_loss (&self->loss, builder);
  add_uncounted (self, builder);
  add_figure (builder, "blank_cells", self->blank_cells);
  add_steps (self, builder);
  json_builder_set_member_name (builder, "privacy");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->checks->len; i++)
    {
      const QhPrivacyCheck *check = g_ptr_array_index (self->checks, i);

      json_builder_begin_object (builder);
      qh_json_text (builder, "name", check->name);
      qh_json_text (builder, "point", check->label);
      qh_json_text (builder, "basis", check->basis);
      json_builder_set_member_name (builder, "kept");
      json_builder_add_boolean_value (builder, check->broken == NULL);
      qh_json_text (builder, "broken_by", check->broken);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* HTML */

static void
put_row (GString *html, const char *const *cells)
{
  g_string_append (html, "<tr>");
  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_autofree char *escaped = g_markup_escape_text (cells[i], -1);

      g_string_append_printf (html, "<td>%s</td>", escaped);
    }
  g_string_append (html, "</tr>\n");
}

/**
 * qh_privacy_to_html:
 *
 * Appends the risk, what was done to the variables, and the checklist.
 */
void
qh_privacy_to_html (const QhPrivacy *self, GString *html)
{
  g_autofree char *loss = self->loss.name != NULL ? g_strdup_printf (_ ("Information lost: %s"), self->loss.label) : NULL;
  g_autofree char *warning = qh_privacy_dup_warning (self);

  g_string_append_printf (html, "<section>\n<h2>%s</h2>\n<table>\n", _ ("Risk of re-identification"));
  if (self->measures->len > 0)
    put_row (html, (const char *const[]){ "", _ ("before"), _ ("after"), NULL });
  for (guint i = 0; i < self->measures->len; i++)
    {
      const QhPrivacyMeasure *measure = g_ptr_array_index (self->measures, i);
      g_autofree char *before = qh_privacy_dup_figure (measure->before);
      g_autofree char *after = qh_privacy_dup_figure (measure->after);

      put_row (html, (const char *const[]){ measure->label, before, after, NULL });
    }
  if (loss != NULL)
    put_row (html, (const char *const[]){ loss, "", self->loss.text, self->loss.definition, NULL });
  if (warning != NULL)
    put_row (html, (const char *const[]){ "⚠", "", "", warning, NULL });
  for (guint i = 0; i < self->steps->len; i++)
    {
      const QhPrivacyStep *step = g_ptr_array_index (self->steps, i);
      g_autofree char *values = g_strdup_printf ("%u → %u", step->values_before, step->values_after);

      put_row (html, (const char *const[]){ step->variable, step->treatment, values, NULL });
    }
  g_string_append_printf (html, "</table>\n<h2>%s</h2>\n<table>\n", _ ("Privacy checklist"));
  for (guint i = 0; i < self->checks->len; i++)
    {
      const QhPrivacyCheck *check = g_ptr_array_index (self->checks, i);

      put_row (html, (const char *const[]){ check->broken == NULL ? "✓" : "✗", check->label, check->basis, check->broken != NULL ? check->broken : "", NULL });
    }
  g_string_append (html, "</table>\n</section>\n");
}
