/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board/qh-chart-needs.h"

#include <glib/gi18n-lib.h>

#include "frame/qh-filter.h"

#define USUAL_WIDTH 10
#define USUAL_SPANS 13

/* What goals are of. */
const char *const qh_chart_goal_rows[] = { "type", "function", "worker", "month", NULL };

static const QhChartNeeds needs[] = {
  { .form = QH_CHART_STACKED_BARS, .label = N_("Bars"), .has_colours = TRUE, .minutes = TRUE },
  { .form = QH_CHART_GROUPED_BARS, .label = N_("Grouped bars"), .has_colours = TRUE, .needs_colours = TRUE, .minutes = TRUE },
  { .form = QH_CHART_SHARE_BARS, .label = N_("Bars of 100 %"), .has_colours = TRUE, .needs_colours = TRUE, .minutes = TRUE },
  { .form = QH_CHART_PARETO, .label = N_("Bars with their sum (Pareto)"), .minutes = TRUE },
  { .form = QH_CHART_LINE, .label = N_("Line over time"), .activities = TRUE, .rows = "period" },
  { .form = QH_CHART_AREA, .label = N_("Layers over time"), .rows = "period", .has_colours = TRUE, .needs_colours = TRUE, .minutes = TRUE },
  { .form = QH_CHART_MULTIPLES, .label = N_("A small chart each"), .rows = "period", .has_colours = TRUE, .needs_colours = TRUE, .minutes = TRUE },
  { .form = QH_CHART_HEAT_MAP, .label = N_("Weekday and hour"), .activities = TRUE, .rows = "weekday", .colours = "hour" },
  { .form = QH_CHART_CALENDAR, .label = N_("Calendar of the year"), .rows = "weekday", .colours = "week" },
  { .form = QH_CHART_PYRAMID, .label = N_("Pyramid of sex and age"), .activities = TRUE, .rows = "age_group", .colours = "sex" },
  { .form = QH_CHART_HISTOGRAM, .label = N_("Histogram"), .numbers = TRUE },
  { .form = QH_CHART_BOX, .label = N_("Boxes of minutes"), .activities = TRUE, .single = TRUE },
  { .form = QH_CHART_BULLET, .label = N_("Goal and what was done"), .activities = TRUE, .goals = TRUE, .single = TRUE },
  { .form = QH_CHART_FLOW, .label = N_("Flow"), .has_colours = TRUE, .needs_colours = TRUE, .has_last = TRUE, .single = TRUE },
};

/**
 * qh_chart_needs_list:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): the forms of which a chart can be.
 */
const QhChartNeeds *
qh_chart_needs_list (guint *n)
{
  *n = G_N_ELEMENTS (needs);
  return needs;
}

/**
 * qh_chart_needs_find:
 *
 * Returns: (transfer none): what a form needs.
 */
const QhChartNeeds *
qh_chart_needs_find (QhChartForm form)
{
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    if (needs[i].form == form)
      return &needs[i];
  return &needs[0];
}

static void
set_text (char      **text,
          const char *value)
{
  g_autofree char *before = *text;

  *text = g_strdup (value);
}

/* Rows and colours that come with a form, and what they are numbers of, are not kept for another. */
static gboolean
is_of_other_form (const char *variable)
{
  static const char *const given[] = { "period", "month", "weekday", "hour", "week", "age_group", "sex", "age", "wait", "minutes", NULL };

  return variable != NULL && g_strv_contains (given, variable);
}

/* What charts of goals are of. */
static void
fit_goals (QhChartSpec *spec)
{
  gboolean multiples = spec->form == QH_CHART_MULTIPLES;

  spec->measure = QH_CHART_MEASURE_GOALS;
  spec->kind = QH_KIND_ACTIVITY;
  spec->when = QH_CHART_WHEN_IN;
  if (multiples || !g_strv_contains (qh_chart_goal_rows, spec->rows))
    set_text (&spec->rows, multiples ? "month" : "type");
  set_text (&spec->colours, multiples ? "worker" : NULL);
  set_text (&spec->last, NULL);
  set_text (&spec->date, NULL);
}

/**
 * qh_chart_spec_fit:
 * @before: the form that it had
 *
 * Gives a chart whose form was changed what the form needs, and takes what it cannot have.
 */
void
qh_chart_spec_fit (QhChartSpec *spec,
                   QhChartForm  before)
{
  const QhChartNeeds *form = qh_chart_needs_find (spec->form);

  if (form->goals || (spec->measure == QH_CHART_MEASURE_GOALS && spec->form == QH_CHART_MULTIPLES))
    {
      fit_goals (spec);
      return;
    }
  if (form->activities)
    spec->kind = QH_KIND_ACTIVITY;
  if (form->rows != NULL)
    set_text (&spec->rows, form->rows);
  else if (form->numbers)
    set_text (&spec->rows, spec->kind == QH_KIND_CASE ? "age" : spec->kind == QH_KIND_CONSULTATION ? "wait" : "minutes");
  else if (is_of_other_form (spec->rows) && form->form != before)
    set_text (&spec->rows, spec->kind == QH_KIND_ACTIVITY ? "type" : "worker");
  if (form->colours != NULL || !form->has_colours)
    set_text (&spec->colours, form->colours);
  else if (is_of_other_form (spec->colours) && form->form != before)
    set_text (&spec->colours, NULL);
  if (form->needs_colours && form->colours == NULL && spec->colours == NULL)
    set_text (&spec->colours, spec->kind == QH_KIND_ACTIVITY ? "function" : "worker");
  if (!form->has_last)
    set_text (&spec->last, NULL);
  else if (spec->last == NULL)
    set_text (&spec->last, spec->kind == QH_KIND_ACTIVITY ? "outcome" : "worker");
  if (form->numbers)
    {
      spec->width = spec->width > 0 ? spec->width : USUAL_WIDTH;
      spec->most = spec->most > 0 ? spec->most : USUAL_SPANS;
    }
  if (!form->minutes || spec->kind != QH_KIND_ACTIVITY || spec->measure == QH_CHART_MEASURE_GOALS)
    spec->measure = QH_CHART_MEASURE_COUNT;
}

/* Checking */

static gboolean
refuse (GError    **error,
        const char *text)
{
  g_set_error_literal (error, QH_ERROR, QH_ERROR_FORMAT, text);
  return FALSE;
}

static gboolean
check_variable (QhFrame    *frame,
                const char *name,
                gboolean    single,
                GError    **error)
{
  g_autoptr (QhVariable) variable = name != NULL ? qh_variable_new (frame, name, NULL) : NULL;

  if (variable == NULL)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("there is no field “%s” any more to tell them apart"), name != NULL ? name : "");
      return FALSE;
    }
  return !single || variable->level == QH_LEVEL_ROW || refuse (error, _("its rows have several answers each; choose the first answer only"));
}

static gboolean
check_numbers (const QhChartSpec *spec,
               QhFrame           *frame,
               GError           **error)
{
  const QhFrameColumn *column = qh_frame_find_column (frame, spec->rows);
  gboolean known = (column != NULL && (column->form == QH_COLUMN_INT16 || column->form == QH_COLUMN_INT32))
                   || (g_str_equal (spec->rows, "age") && spec->kind == QH_KIND_CASE)
                   || (g_str_equal (spec->rows, "wait") && spec->kind == QH_KIND_CONSULTATION);

  if (known)
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("there is no number “%s” any more"), spec->rows);
  return FALSE;
}

/* The codes that a condition names and that are retired. */
static void
note_retired (QhFrame        *frame,
              const QhFilter *filter,
              GString        *names)
{
  QhCatalogues *catalogues = qh_frame_get_catalogues (frame);

  for (guint i = 0; i < filter->conditions->len; i++)
    {
      const QhCondition *condition = g_ptr_array_index (filter->conditions, i);

      for (guint k = 0; condition->keys != NULL && k < condition->keys->len; k++)
        {
          const QhEntry *entry = qh_catalogues_find (catalogues, g_array_index (condition->keys, gint64, k));

          if (entry != NULL && entry->retired)
            g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", entry->code);
        }
    }
}

static gboolean
check_filter (const QhChartSpec *spec,
              QhFrame           *frame,
              char             **note,
              GError           **error)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; spec->filter != NULL && spec->filter[i] != NULL; i++)
    if (!qh_filter_parse (filter, frame, spec->filter[i], NULL))
      {
        g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("its condition “%s” names what is not there any more"), spec->filter[i]);
        return FALSE;
      }
  note_retired (frame, filter, names);
  if (names->len > 0)
    *note = g_strdup_printf (_("with retired codes: %s"), names->str);
  return TRUE;
}

/**
 * qh_chart_spec_check:
 * @frame: the records that it is of
 * @note: (out): %NULL, or what to say beside the figures, such as that a code is retired
 *
 * A unit's own chart may be of a field or a code that is no longer there.
 *
 * Returns: whether it can be drawn; else why not.
 */
gboolean
qh_chart_spec_check (const QhChartSpec *spec,
                     QhFrame           *frame,
                     char             **note,
                     GError           **error)
{
  const QhChartNeeds *form = qh_chart_needs_find (spec->form);

  *note = NULL;
  if (spec->measure == QH_CHART_MEASURE_GOALS)
    return check_filter (spec, frame, note, error);
  if (form->activities && spec->kind != QH_KIND_ACTIVITY)
    return refuse (error, _("charts of this form are of activities only"));
  if (form->numbers ? !check_numbers (spec, frame, error)
                    : form->rows == NULL && !check_variable (frame, spec->rows, form->single, error))
    return FALSE;
  if (form->colours == NULL && (spec->colours != NULL || form->needs_colours) && !check_variable (frame, spec->colours, form->single, error))
    return FALSE;
  if (form->has_last && !check_variable (frame, spec->last, form->single, error))
    return FALSE;
  if (spec->date != NULL && (qh_frame_find_column (frame, spec->date) == NULL || qh_frame_find_column (frame, spec->date)->field->type != QH_TYPE_DATE))
    return check_variable (frame, NULL, FALSE, error);
  return check_filter (spec, frame, note, error);
}
