/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "board/qh-board-private.h"
#include "board/qh-period.h"

/* More answers than these are counted, not listed. */
#define MOST_LISTED 3

static char *
condition_words (QhBoard           *self,
                 const QhCondition *condition)
{
  g_autoptr (QhVariable) variable = qh_variable_new (self->sources[0].frame, condition->variable, NULL);
  g_autoptr (GString) words = g_string_new (NULL);

  if (variable == NULL)
    return NULL;
  if (condition->keys == NULL || condition->keys->len > MOST_LISTED)
    return qh_variable_dup_label (variable, self->language);
  for (guint i = 0; i < condition->keys->len; i++)
    {
      g_autofree char *label = qh_variable_dup_key_label (variable, g_array_index (condition->keys, gint64, i), self->language, self->namer, self->namer_data);

      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", label);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * qh_board_dup_filter_words:
 * @with_filter: whether to tell the filter too, or only the other charts' selections
 *
 * Returns: (transfer full) (nullable): what a chart's figures are narrowed to,
 *   the period aside.
 */
char *
qh_board_dup_filter_words (QhBoard     *self,
                           QhBoardChart chart,
                           gboolean     with_filter)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; with_filter && i < self->filter->conditions->len; i++)
    {
      const QhCondition *condition = g_ptr_array_index (self->filter->conditions, i);
      char *words = g_str_equal (condition->variable, "date") ? NULL : condition_words (self, condition);

      if (words != NULL)
        g_ptr_array_add (parts, words);
    }
  for (guint i = 0; i < self->parts->len; i++)
    if (i != chart && qh_board_get_part (self, i)->selection.words != NULL)
      g_ptr_array_add (parts, g_strdup (qh_board_get_part (self, i)->selection.words));
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static const char *
find_reason (QhBoard     *self,
             QhBoardChart chart,
             QhChartData *data)
{
  const QhChartSpec *spec = qh_board_get_part (self, chart)->spec;

  if (spec->kind != QH_KIND_ACTIVITY)
    return _("There is none in this period that passes these filters.");
  if (self->sources[0].n_rows == 0)
    return _("There are no activities yet. The first one is logged on the page Today.");
  if (self->listed == QH_KIND_ACTIVITY && qh_board_count_period (self) == 0)
    return _("There are no activities in this period.");
  if (spec->form == QH_CHART_HEAT_MAP && data->unspecified > 0)
    return _("None of these activities has a time.");
  if (spec->form == QH_CHART_PYRAMID && data->unspecified > 0)
    return _("The sex and age of the people served are not known.");
  if (spec->form == QH_CHART_PYRAMID && qh_board_count (self) > 0)
    return _("These activities served nobody directly.");
  return _("No activity of this period passes these filters.");
}

static void
join (GString    *text,
      const char *part)
{
  if (part == NULL)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

/**
 * qh_board_dup_narrowing:
 *
 * Returns: (transfer full) (nullable): the filter and all selections in words,
 *   the period aside.
 */
char *
qh_board_dup_narrowing (QhBoard *self)
{
  return qh_board_dup_filter_words (self, QH_BOARD_ALL, TRUE);
}

/**
 * qh_board_dup_words:
 *
 * Returns: (transfer full): the period, the filter and all selections in words.
 */
char *
qh_board_dup_words (QhBoard *self)
{
  g_autofree char *narrowing = qh_board_dup_narrowing (self);
  g_autofree char *days = qh_period_format_days (self->from, self->to, TRUE);
  GString *words = g_string_new (NULL);

  join (words, days);
  join (words, narrowing);
  return g_string_free (words, FALSE);
}

/* What is counted: many, and one. */
static void
set_unit (QhChartData *data, const QhChartSpec *spec)
{
  static const struct
  {
    guint kind;
    const char *many;
    const char *one;
  } units[] = {
    { QH_KIND_CASE, N_("cases"), N_("case") },
    { QH_KIND_CONSULTATION, N_("consultations"), N_("consultation") },
    { QH_KIND_ACTION_ITEM, N_("action items"), N_("action item") },
    { QH_KIND_ACTIVITY, N_("activities"), N_("activity") },
  };
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (units) && units[i].kind != spec->kind)
    i++;
  if (spec->measure == QH_CHART_MEASURE_MINUTES)
    qh_chart_data_set_string (&data->unit, _("minutes"));
  else
    {
      qh_chart_data_set_string (&data->unit, _(units[i].many));
      qh_chart_data_set_string (&data->unit_of_one, _(units[i].one));
    }
}

/**
 * qh_board_add_words:
 * @for_paper: whether the chart leaves the page and has to tell its period and filter by itself
 *
 * Adds what a chart says beside its figures.
 */
void
qh_board_add_words (QhBoard     *self,
                    QhBoardChart chart,
                    QhChartData *data,
                    gboolean     for_paper)
{
  g_autofree char *filter = qh_board_dup_filter_words (self, chart, for_paper);
  g_autoptr (GString) subtitle = g_string_new (NULL);

  if (for_paper && self->sources[0].n_rows > 0)
    {
      g_autofree char *days = qh_period_format_days (self->from, self->to, TRUE);

      join (subtitle, days);
    }
  join (subtitle, filter);
  join (subtitle, data->subtitle);
  qh_chart_data_set_string (&data->subtitle, subtitle->len > 0 ? subtitle->str : NULL);
  if (data->unit == NULL)
    set_unit (data, qh_board_get_part (self, chart)->spec);
  if (qh_chart_data_is_empty (data))
    qh_chart_data_set_string (&data->empty_reason, find_reason (self, chart, data));
}
