/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart's figures, its words, and what must not be shown of them. */
#include "board/qh-board-private.h"

#include <glib/gi18n-lib.h>

#include "board/qh-chart-needs.h"

typedef QhChartData *(*Drawing) (QhBoard *self, QhBoardChart chart);

/* What counts a chart's figures. */
static Drawing
choose_drawing (const QhChartSpec *spec)
{
  if (spec->measure == QH_CHART_MEASURE_GOALS)
    return qh_board_draw_goals;
  switch (spec->form)
    {
    case QH_CHART_LINE:
      return qh_board_draw_time;
    case QH_CHART_AREA:
    case QH_CHART_MULTIPLES:
      return qh_board_draw_layers;
    case QH_CHART_HEAT_MAP:
      return qh_board_draw_hours;
    case QH_CHART_CALENDAR:
      return qh_board_draw_calendar;
    case QH_CHART_PYRAMID:
      return qh_board_draw_people;
    case QH_CHART_HISTOGRAM:
      return qh_board_draw_spans;
    case QH_CHART_BOX:
      return qh_board_draw_boxes;
    case QH_CHART_FLOW:
      return qh_board_draw_flow;
    default:
      return qh_board_draw_bars;
    }
}

/* Its counter's own title is of the charts that come with the program. */
static gboolean
has_own_title (const QhChartSpec *spec,
               const QhChartData *data)
{
  if (data->title == NULL || spec->kind != QH_KIND_ACTIVITY)
    return FALSE;
  return choose_drawing (spec) != qh_board_draw_bars
         || (g_str_equal (spec->rows, "type") && g_strcmp0 (spec->colours, "function") == 0);
}

/* "Consultations: Received by", for a chart of the unit's own without a title. */
static void
add_title (QhBoard           *self,
           const QhChartSpec *spec,
           QhChartData       *data)
{
  QhFrame *frame = qh_board_find_source (self, spec->kind)->frame;
  const char *plural = qh_kind_get_plural (qh_frame_get_kind (frame), self->language);
  g_autoptr (QhVariable) rows = qh_variable_new (frame, spec->rows, NULL);
  g_autofree char *label = rows != NULL ? qh_variable_dup_label (rows, self->language) : NULL;
  g_autofree char *title = label != NULL ? g_strdup_printf (_("%s: %s"), plural, label) : g_strdup (plural);

  qh_chart_data_set_string (&data->title, title);
}

/* Whether a chart's fields and codes are there; looked at once for a frame. */
static gboolean
check_part (QhBoard     *self,
            QhBoardPart *part)
{
  g_autoptr (GError) error = NULL;

  if (part->checked)
    return part->problem == NULL;
  part->checked = TRUE;
  g_clear_pointer (&part->problem, g_free);
  g_clear_pointer (&part->note, g_free);
  if (!qh_chart_spec_check (part->spec, qh_board_find_source (self, part->spec->kind)->frame, &part->note, &error))
    part->problem = g_strdup_printf (_("This chart cannot be drawn: %s."), error->message);
  return part->problem == NULL;
}

static void
add_note (QhChartData *data,
          const char  *note)
{
  g_autofree char *both = data->subtitle != NULL ? g_strdup_printf ("%s · %s", data->subtitle, note) : g_strdup (note);

  qh_chart_data_set_string (&data->subtitle, both);
}

/* Small counts, and minutes of few. */
static void
hide_small (QhBoard     *self,
            QhBoardChart chart,
            QhChartData *data)
{
  QhBoardPart *part = qh_board_get_part (self, chart);
  const QhChartSpec *spec = part->spec;
  QhChartSpec counted;
  g_autoptr (QhChartData) counts = NULL;

  /* Those of goals have hidden theirs. */
  if (self->least < 2 || data->empty_reason != NULL || spec->measure == QH_CHART_MEASURE_GOALS)
    return;
  if (spec->measure == QH_CHART_MEASURE_COUNT)
    {
      qh_board_hide_small (data, self->least, self->secondary);
      return;
    }
  counted = *spec;
  counted.measure = QH_CHART_MEASURE_COUNT;
  part->spec = &counted;
  counts = choose_drawing (spec) (self, chart);
  part->spec = spec;
  qh_board_hide_of_few (data, counts, self->least, self->secondary);
}

/**
 * qh_board_draw:
 * @for_paper: whether it leaves the page and has to tell its period and filter by itself
 *
 * Returns: (transfer full): a chart's figures within the filter and the
 *   selections of the other charts; its own selection is only marked.
 */
QhChartData *
qh_board_draw (QhBoard     *self,
               QhBoardChart chart,
               gboolean     for_paper)
{
  QhBoardPart *part;
  QhChartData *data;
  guint least = self->least;
  gboolean secondary = self->secondary;

  g_return_val_if_fail (chart < self->parts->len, NULL);

  if (for_paper && self->leaving > 0)
    {
      self->least = MAX (least, self->leaving);
      self->secondary = TRUE;
    }

  part = qh_board_get_part (self, chart);
  if (qh_board_find_source (self, part->spec->kind) == NULL)
    {
      data = qh_chart_data_new (part->spec->form, NULL);
      qh_chart_data_set_string (&data->empty_reason, _("These records are still being read."));
    }
  else if (!check_part (self, part))
    {
      data = qh_chart_data_new (part->spec->form, NULL);
      qh_chart_data_set_string (&data->empty_reason, part->problem);
    }
  else
    data = choose_drawing (part->spec) (self, chart);
  if (qh_chart_spec_get_label (part->spec, self->language) != NULL)
    qh_chart_data_set_string (&data->title, qh_chart_spec_get_label (part->spec, self->language));
  else if (qh_board_find_source (self, part->spec->kind) != NULL && !has_own_title (part->spec, data))
    add_title (self, part->spec, data);
  qh_board_mark_selection (self, chart, data);
  if (data->empty_reason == NULL)
    qh_board_add_words (self, chart, data, for_paper);
  if (part->note != NULL && data->empty_reason == NULL)
    add_note (data, part->note);
  hide_small (self, chart, data);
  self->least = least;
  self->secondary = secondary;
  if (for_paper)
    return data;
  g_clear_pointer (&part->drawn, qh_chart_data_unref);
  part->drawn = qh_chart_data_ref (data);
  return data;
}

/**
 * qh_board_chart:
 * @frame: activities
 * @name: a chart of activities, of any board
 * @filter: (nullable): conditions; one on "date" is the period
 * @namer: (nullable): names workers and others
 *
 * Returns: (transfer full): the figures of a chart that tells its period and filter by itself.
 */
QhChartData *
qh_board_chart (QhFrame        *frame,
                const char     *name,
                const QhFilter *filter,
                QhLanguage      language,
                QhNamer         namer,
                gpointer        namer_data,
                GError        **error)
{
  const QhBoardSpec *spec;
  g_autoptr (QhBoard) board = NULL;
  QhBoardChart chart;

  if (!qh_board_specs_find_chart (name, &spec, &chart, error))
    return NULL;
  board = qh_board_new (frame, language, namer, namer_data);
  qh_board_set_spec (board, spec);
  if (filter != NULL && !qh_board_set_filter (board, filter, error))
    return NULL;
  return qh_board_draw (board, chart, TRUE);
}
