/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "board/qh-board-private.h"

static const char *const step_variables[] = { "day", "week", "month" };

/* The variable that a chart's categories are keys of; NULL for numbers in spans. */
static const char *
get_rows (QhBoard           *self,
          const QhChartSpec *spec)
{
  if (spec->form == QH_CHART_HISTOGRAM)
    return NULL;
  return g_str_equal (spec->rows, "period") ? step_variables[qh_board_get_step (self)] : spec->rows;
}

gboolean
qh_board_selection_is_empty (const QhBoardSelection *selection)
{
  return selection->filter == NULL;
}

void
qh_board_selection_clear (QhBoardSelection *selection)
{
  g_clear_pointer (&selection->categories, g_array_unref);
  g_clear_pointer (&selection->series, g_array_unref);
  g_clear_pointer (&selection->lasts, g_array_unref);
  g_clear_pointer (&selection->filter, qh_filter_free);
  g_clear_pointer (&selection->words, g_free);
  g_clear_pointer (&selection->mask, g_free);
}

static int
find_key (const GArray *keys,
          gint64        key)
{
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    if (g_array_index (keys, gint64, i) == key)
      return (int) i;
  return -1;
}

/* The keys of a variable that a chart folded, because it does not show them. */
static void
append_folded (QhFrame           *frame,
               const char        *variable,
               const QhChartData *data,
               gboolean           categories,
               GArray            *keys)
{
  g_autoptr (QhVariable) all = qh_variable_new (frame, variable, NULL);
  guint n = categories ? qh_chart_data_get_n_categories (data) : qh_chart_data_get_n_series (data);

  for (guint i = 0; all != NULL && i < qh_variable_get_n_keys (all); i++)
    {
      gint64 key = qh_variable_get_key (all, i);
      gboolean shown = FALSE;

      for (guint k = 0; k < n && !shown; k++)
        {
          const QhChartKey *there = categories ? qh_chart_data_get_category (data, k) : qh_chart_data_get_series (data, k);

          shown = there->key == key && there->key != QH_CHART_KEY_OTHER;
        }
      if (!shown)
        g_array_append_val (keys, key);
    }
}

static void
add_condition (QhFrame           *frame,
               QhFilter          *filter,
               const char        *variable,
               const QhChartData *data,
               const GArray      *selected,
               gboolean           categories)
{
  g_autoptr (GArray) keys = NULL;

  if (variable == NULL || selected->len == 0)
    return;
  keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < selected->len; i++)
    {
      gint64 key = g_array_index (selected, gint64, i);

      if (key == QH_CHART_KEY_OTHER)
        append_folded (frame, variable, data, categories, keys);
      else
        g_array_append_val (keys, key);
    }
  qh_filter_set_keys (filter, variable, (const gint64 *) (gpointer) keys->data, keys->len);
}

static char *
join_labels (const QhChartData *data,
             const GArray      *selected,
             gboolean           categories)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint n = categories ? qh_chart_data_get_n_categories (data) : qh_chart_data_get_n_series (data);

  for (guint i = 0; i < n; i++)
    {
      const QhChartKey *key = categories ? qh_chart_data_get_category (data, i) : qh_chart_data_get_series (data, i);

      if (find_key (selected, key->key) >= 0)
        g_ptr_array_add (labels, key->label);
    }
  if (labels->len == 0)
    return NULL;
  g_ptr_array_add (labels, NULL);
  return g_strjoinv (", ", (char **) labels->pdata);
}

static void
describe (QhBoardSelection  *selection,
          const QhChartData *data)
{
  g_autofree char *categories = join_labels (data, selection->categories, TRUE);
  g_autofree char *series = join_labels (data, selection->series, FALSE);

  g_free (selection->words);
  if (categories != NULL && series != NULL)
    selection->words = g_strconcat (categories, " · ", series, NULL);
  else
    selection->words = g_strdup (categories != NULL ? categories : series);
}

static void
toggle (GArray *keys,
        gint64  key,
        gboolean on)
{
  int at = find_key (keys, key);

  if (on && at < 0)
    g_array_append_val (keys, key);
  else if (!on && at >= 0)
    g_array_remove_index (keys, (guint) at);
}

static gboolean
is_only (const GArray *keys,
         gboolean      any,
         gint64        key)
{
  return any ? keys->len == 1 && g_array_index (keys, gint64, 0) == key : keys->len == 0;
}

/* Which keys are selected after a mark was chosen. */
static void
choose (QhBoardSelection *selection,
        gboolean          with_category,
        gint64            category,
        gboolean          with_series,
        gint64            series,
        gboolean          extend)
{
  gboolean same = is_only (selection->categories, with_category, category) && is_only (selection->series, with_series, series);
  gboolean on = (!with_category || find_key (selection->categories, category) < 0)
                || (with_series && find_key (selection->series, series) < 0);

  if (extend && with_series && !with_category)
    on = find_key (selection->series, series) < 0;
  if (!extend || same)
    {
      g_array_set_size (selection->categories, 0);
      g_array_set_size (selection->series, 0);
      if (same)
        return;
      on = TRUE;
    }
  /* Of several figures of one row only the column is let go, and the other way round. */
  if (with_category && (on || !with_series || selection->categories->len > 1))
    toggle (selection->categories, category, on);
  if (with_series && (on || !with_category || selection->categories->len <= 1))
    toggle (selection->series, series, on);
}

/* Whether a mark of a piece stands for all of its category: of bars the bar, of a
 * line its period, of a box the box. */
static gboolean
is_whole (const QhChartSpec *spec,
          int                category)
{
  switch (spec->form)
    {
    case QH_CHART_LINE:
    case QH_CHART_BOX:
    case QH_CHART_BULLET:
      return TRUE;
    case QH_CHART_STACKED_BARS:
    case QH_CHART_SHARE_BARS:
    case QH_CHART_PARETO:
    case QH_CHART_HISTOGRAM:
      return category >= 0;
    default:
      return FALSE;
    }
}

/* A flow's words are keys of three variables, two of them in its categories. */
static void
choose_in_flow (QhBoardSelection  *selection,
                const QhChartData *data,
                int                category,
                int                series,
                gboolean           extend)
{
  guint n_first = data->first_layer, n_between = qh_chart_data_get_n_categories (data) - n_first;
  GArray *lists[] = { selection->categories, selection->series, selection->lasts };
  int layers[2];
  gint64 keys[2];
  guint n = 0, n_there = 0, n_selected = 0;

  if (category >= 0)
    {
      layers[n] = (guint) category < n_first ? 0 : 1;
      keys[n++] = qh_chart_data_get_category (data, (guint) category)->key;
    }
  if (series >= 0)
    {
      layers[n] = (guint) series < n_between ? 1 : 2;
      keys[n++] = qh_chart_data_get_series (data, (guint) series)->key;
    }
  for (guint i = 0; i < n; i++)
    n_there += find_key (lists[layers[i]], keys[i]) >= 0;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      n_selected += lists[i]->len;
      if (!extend)
        g_array_set_size (lists[i], 0);
    }
  for (guint i = 0; i < n; i++)
    if (extend || n_there < n || n_selected > n)
      toggle (lists[layers[i]], keys[i], n_there < n || !extend);
}

/**
 * qh_board_select:
 * @chart: the chart that a mark of which was chosen, as last drawn
 * @category: index of the mark's category, or -1
 * @series: index of its series, or -1
 * @extend: whether to add it to what is selected; else it takes its place. A
 *   mark that is selected already is let go.
 *
 * Selects in one chart, which filters the others.
 */
void
qh_board_select (QhBoard     *self,
                 QhBoardChart chart,
                 int          category,
                 int          series,
                 gboolean     extend)
{
  QhBoardPart *part = qh_board_get_part (self, chart);
  QhBoardSelection *selection = &part->selection;
  const QhChartSpec *spec = part->spec;
  QhChartData *data = part->drawn;
  QhFrame *frame = qh_board_get_source_frame (self, chart);

  g_return_if_fail (data != NULL);

  if (is_whole (spec, category))
    series = -1;
  if (frame == NULL || category >= (int) qh_chart_data_get_n_categories (data) || series >= (int) qh_chart_data_get_n_series (data)
      || (category < 0 && series < 0))
    return;
  if (selection->categories == NULL)
    {
      selection->categories = g_array_new (FALSE, FALSE, sizeof (gint64));
      selection->series = g_array_new (FALSE, FALSE, sizeof (gint64));
      selection->lasts = g_array_new (FALSE, FALSE, sizeof (gint64));
    }
  if (spec->form == QH_CHART_FLOW)
    choose_in_flow (selection, data, category, series, extend);
  else
    choose (selection,
            category >= 0, category >= 0 ? qh_chart_data_get_category (data, (guint) category)->key : 0,
            series >= 0, series >= 0 ? qh_chart_data_get_series (data, (guint) series)->key : 0,
            extend);
  g_clear_pointer (&selection->mask, g_free);
  g_clear_pointer (&selection->filter, qh_filter_free);
  qh_board_forget_rows (self);
  if (selection->categories->len == 0 && selection->series->len == 0 && selection->lasts->len == 0)
    {
      qh_board_selection_clear (selection);
      qh_board_list_chart (self, QH_BOARD_ALL);
      return;
    }
  selection->filter = qh_filter_new ();
  add_condition (frame, selection->filter, get_rows (self, spec), data, selection->categories, TRUE);
  add_condition (frame, selection->filter, spec->colours, data, selection->series, spec->form == QH_CHART_FLOW);
  add_condition (frame, selection->filter, spec->last, data, selection->lasts, FALSE);
  describe (selection, data);
  qh_board_list_chart (self, chart);
}

/**
 * qh_board_clear_selection:
 * @chart: a chart, or %QH_BOARD_ALL for all of them
 */
void
qh_board_clear_selection (QhBoard     *self,
                          QhBoardChart chart)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (chart == QH_BOARD_ALL || i == chart)
      qh_board_selection_clear (&qh_board_get_part (self, i)->selection);
  if (!qh_board_has_selection (self, QH_BOARD_ALL))
    qh_board_list_chart (self, QH_BOARD_ALL);
  qh_board_forget_rows (self);
}

/**
 * qh_board_has_selection:
 * @chart: a chart, or %QH_BOARD_ALL for any of them
 */
gboolean
qh_board_has_selection (QhBoard     *self,
                        QhBoardChart chart)
{
  for (guint i = 0; i < self->parts->len; i++)
    if ((chart == QH_BOARD_ALL || i == chart) && !qh_board_selection_is_empty (&qh_board_get_part (self, i)->selection))
      return TRUE;
  return FALSE;
}

/**
 * qh_board_dup_selection_words:
 *
 * Returns: (transfer full) (nullable): what is selected in a chart: "Monday, Tuesday · 12 h".
 */
char *
qh_board_dup_selection_words (QhBoard     *self,
                              QhBoardChart chart)
{
  return g_strdup (qh_board_get_part (self, chart)->selection.words);
}

/* For each key of the people served, whether a condition lets it through. */
static guint8 *
list_allowed (const QhCondition *condition,
              const GArray      *ids)
{
  guint8 *allowed = g_new (guint8, ids->len);

  for (guint i = 0; i < ids->len; i++)
    allowed[i] = condition == NULL || find_key (condition->keys, g_array_index (ids, gint64, i)) >= 0;
  return allowed;
}

/* Somebody must be of the sex and of the age: not one of each. */
static guint8 *
mask_people (QhBoard        *self,
             const QhFilter *filter)
{
  const QhServed *served = qh_frame_get_served (self->sources[0].frame);
  guint8 *mask = g_new0 (guint8, MAX (1, self->sources[0].n_rows));
  g_autofree guint8 *sexes = list_allowed (qh_filter_find (filter, "sex"), served->sex_ids);
  g_autofree guint8 *ages = list_allowed (qh_filter_find (filter, "age_group"), served->age_group_ids);

  for (guint row = 0; row < self->sources[0].n_rows; row++)
    for (guint32 i = served->offsets[row]; i < served->offsets[row + 1] && !mask[row]; i++)
      mask[row] = sexes[served->sex[i]] & ages[served->age_group[i]];
  return mask;
}

/* Makes the mask of what is selected in a chart. */
void
qh_board_selection_apply (QhBoard     *self,
                          QhBoardChart chart)
{
  QhBoardPart *part = qh_board_get_part (self, chart);
  QhBoardSelection *selection = &part->selection;

  if (qh_board_selection_is_empty (selection) || selection->mask != NULL)
    return;
  if (part->spec->form == QH_CHART_HISTOGRAM)
    selection->mask = qh_board_mask_spans (self, chart);
  else if (part->spec->measure == QH_CHART_MEASURE_GOALS)
    selection->mask = qh_board_mask_goals (self, chart);
  else if (part->spec->form == QH_CHART_PYRAMID && qh_frame_get_served (self->sources[0].frame) != NULL)
    selection->mask = mask_people (self, selection->filter);
  else
    selection->mask = qh_filter_to_mask (selection->filter, qh_board_get_source_frame (self, chart), NULL);
}

/* Tells the figures which of them are selected. */
void
qh_board_mark_selection (QhBoard     *self,
                         QhBoardChart chart,
                         QhChartData *data)
{
  const QhBoardSelection *selection = &qh_board_get_part (self, chart)->selection;

  qh_chart_data_clear_selection (data);
  if (selection->filter == NULL)
    return;
  for (guint i = 0; i < selection->categories->len; i++)
    qh_chart_data_select_category (data, g_array_index (selection->categories, gint64, i));
  for (guint i = 0; i < selection->series->len; i++)
    qh_chart_data_select_series (data, g_array_index (selection->series, gint64, i));
  for (guint i = 0; i < selection->lasts->len; i++)
    qh_chart_data_select_series (data, g_array_index (selection->lasts, gint64, i));
}
