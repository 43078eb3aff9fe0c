/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board/qh-board-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const chart_names[QH_BOARD_N_CHARTS] = { "time", "types", "hours", "people" };

/* What is counted once for a frame: its days, its hours, its functions. */

static void
measure_days (QhBoard *self)
{
  const gint32 *dates = qh_frame_find_column (self->frame, "date")->data;
  gint32 first = G_MAXINT32, last = 0;

  for (guint row = 0; row < self->n_rows; row++)
    {
      /* What has no date is before all days. */
      first = dates[row] > QH_NO_DAY ? MIN (first, dates[row]) : first;
      last = MAX (last, dates[row]);
    }
  self->first_day = last > 0 ? first : QH_NO_DAY;
  self->last_day = last > 0 ? last : QH_NO_DAY;
}

static void
measure_hours (QhBoard *self)
{
  g_autoptr (QhTable) table = qh_table_new (self->frame, "hour", NULL, NULL, QH_MEASURE_COUNT, NULL);

  self->first_hour = 24;
  self->last_hour = 0;
  for (guint hour = 0; table != NULL && hour < 24; hour++)
    if (qh_table_get_cell (table, QH_FRAME_FIRST_CODE + hour, 0) > 0)
      {
        self->first_hour = MIN (self->first_hour, hour);
        self->last_hour = hour;
      }
  if (self->first_hour > self->last_hour)
    {
      self->first_hour = 8;
      self->last_hour = 15;
    }
}

static void
list_functions (QhBoard *self)
{
  for (guint i = 0; i < QH_N_FUNCTION_SERIES; i++)
    self->functions[i] = qh_function_from_series (qh_frame_get_catalogues (self->frame), i + 1);
}

/* Forgets which rows pass, after a selection changed. */
void
qh_board_forget_rows (QhBoard *self)
{
  g_clear_pointer (&self->passed, g_free);
}

/* Forgets what was found of the rows of the frame. */
void
qh_board_forget_frame (QhBoard *self)
{
  g_clear_pointer (&self->rest, g_free);
  g_clear_pointer (&self->scratch, g_free);
  g_clear_pointer (&self->order, g_array_unref);
  for (guint i = 0; i < QH_BOARD_N_CHARTS; i++)
    g_clear_pointer (&self->selections[i].mask, g_free);
  qh_board_forget_rows (self);
}

/* The days of the period. */
static void
set_days (QhBoard *self)
{
  const QhCondition *condition = qh_filter_find (self->filter, "date");
  QhDay first = self->first_day, last = self->last_day;

  if (first == QH_NO_DAY)
    first = last = qh_day_today ();
  self->all_days = condition == NULL;
  self->from = first;
  self->to = last;
  if (condition == NULL)
    return;
  if (condition->keys != NULL)
    for (guint i = 0; i < condition->keys->len; i++)
      {
        gint64 day = g_array_index (condition->keys, gint64, i);

        if (QH_SCAN_IS_EMPTY (day) || day < 1)
          continue;
        self->from = (QhDay) (i == 0 ? day : MIN (self->from, day));
        self->to = (QhDay) (i == 0 ? day : MAX (self->to, day));
      }
  else
    {
      if (condition->least >= 1 && condition->least <= G_MAXINT32)
        self->from = (QhDay) condition->least;
      if (condition->greatest >= 1 && condition->greatest <= G_MAXINT32)
        self->to = (QhDay) condition->greatest;
    }
  /* A day written a century wrong must not make a picture of a century. */
  self->from = MAX (self->from, MIN (first, last - 36525));
  self->to = MAX (self->from, MIN (self->to, MAX (last, qh_day_today ()) + 366));
}

static gboolean
make_rest (QhBoard *self,
           GError **error)
{
  g_autoptr (QhFilter) rest = qh_filter_copy (self->filter);
  const QhCondition *condition = qh_filter_find (rest, "date");

  if (condition != NULL && condition->keys == NULL)
    qh_filter_remove (rest, "date");
  g_free (self->rest);
  self->rest = qh_filter_to_mask (rest, self->frame, error);
  return self->rest != NULL;
}

static void
apply_period (QhBoard *self,
              guint8  *mask)
{
  const gint32 *dates = qh_frame_find_column (self->frame, "date")->data;
  guint32 n_days = (guint32) (self->to - self->from);

  if (self->all_days)
    return;
  for (guint row = 0; row < self->n_rows; row++)
    mask[row] &= (guint32) dates[row] - (guint32) self->from <= n_days;
}

/**
 * qh_board_mask_for:
 * @chart: the chart that is drawn, whose own selection does not count; or
 *   %QH_BOARD_N_CHARTS, where all of them do
 * @with_period: whether rows outside the period are left out
 *
 * Returns: (transfer none): the rows to count, good until the next call.
 */
const guint8 *
qh_board_mask_for (QhBoard     *self,
                   QhBoardChart chart,
                   gboolean     with_period)
{
  if (self->rest == NULL)
    make_rest (self, NULL);
  if (self->scratch == NULL)
    self->scratch = g_malloc (MAX (1, self->n_rows));
  memcpy (self->scratch, self->rest, self->n_rows);
  for (guint i = 0; i < QH_BOARD_N_CHARTS; i++)
    if (i != chart && self->selections[i].filter != NULL)
      {
        const guint8 *mask;

        qh_board_selection_apply (self, i);
        mask = self->selections[i].mask;
        for (guint row = 0; mask != NULL && row < self->n_rows; row++)
          self->scratch[row] &= mask[row];
      }
  if (with_period)
    apply_period (self, self->scratch);
  return self->scratch;
}

static void
count_rows (QhBoard *self)
{
  if (self->passed != NULL)
    return;
  self->passed = g_memdup2 (qh_board_mask_for (self, QH_BOARD_N_CHARTS, TRUE), MAX (1, self->n_rows));
  self->n_passed = qh_mask_count (self->passed, self->n_rows);
  memset (self->scratch, 1, self->n_rows);
  apply_period (self, self->scratch);
  self->n_period = qh_mask_count (self->scratch, self->n_rows);
}

/**
 * qh_board_new:
 * @frame: activities
 * @namer: (nullable): names workers and others
 *
 * Returns: (transfer full): a board without filter or selection.
 */
QhBoard *
qh_board_new (QhFrame   *frame,
              QhLanguage language,
              QhNamer    namer,
              gpointer   namer_data)
{
  QhBoard *self = g_new0 (QhBoard, 1);

  self->language = language;
  self->namer = namer;
  self->namer_data = namer_data;
  self->filter = qh_filter_new ();
  qh_board_take_frame (self, qh_frame_ref (frame));
  return self;
}

void
qh_board_free (QhBoard *self)
{
  if (self == NULL)
    return;
  qh_board_forget_frame (self);
  for (guint i = 0; i < QH_BOARD_N_CHARTS; i++)
    {
      qh_board_selection_clear (&self->selections[i]);
      g_clear_pointer (&self->drawn[i], qh_chart_data_unref);
    }
  qh_filter_free (self->filter);
  g_clear_pointer (&self->frame, qh_frame_unref);
  g_free (self);
}

/**
 * qh_board_take_frame:
 * @frame: (transfer full): a new frame, or the same one after it was updated
 *
 * Counts other rows from now on; filter and selections stay.
 */
void
qh_board_take_frame (QhBoard *self,
                     QhFrame *frame)
{
  g_clear_pointer (&self->frame, qh_frame_unref);
  self->frame = frame;
  self->n_rows = qh_frame_get_n_rows (frame);
  self->serial++;
  qh_board_forget_frame (self);
  measure_days (self);
  measure_hours (self);
  list_functions (self);
  set_days (self);
}

QhFrame *
qh_board_get_frame (QhBoard *self)
{
  return self->frame;
}

/**
 * qh_board_set_filter:
 * @filter: conditions; one on "date" is the period. What is selected in the
 *   chart over time is let go when the period changes.
 *
 * Returns: whether the frame has what the conditions are on; else the filter stays as it was.
 */
gboolean
qh_board_set_filter (QhBoard        *self,
                     const QhFilter *filter,
                     GError        **error)
{
  QhDay from = self->from, to = self->to;
  QhFilter *before = self->filter;

  self->filter = qh_filter_copy (filter);
  if (!make_rest (self, error))
    {
      qh_filter_free (self->filter);
      self->filter = before;
      return FALSE;
    }
  qh_filter_free (before);
  qh_board_forget_rows (self);
  set_days (self);
  if (self->from != from || self->to != to)
    qh_board_selection_clear (&self->selections[QH_BOARD_TIME]);
  return TRUE;
}

const QhFilter *
qh_board_get_filter (QhBoard *self)
{
  return self->filter;
}

/**
 * qh_board_dup_whole_filter:
 *
 * Returns: (transfer full): the filter with all selections, for who cannot take
 *   qh_board_get_mask(). Of people, sex and age are then asked each by itself.
 */
QhFilter *
qh_board_dup_whole_filter (QhBoard *self)
{
  QhFilter *whole = qh_filter_copy (self->filter);

  for (guint i = 0; i < QH_BOARD_N_CHARTS; i++)
    for (guint c = 0; self->selections[i].filter != NULL && c < self->selections[i].filter->conditions->len; c++)
      {
        const QhCondition *condition = g_ptr_array_index (self->selections[i].filter->conditions, c);
        const QhCondition *other = qh_filter_find (whole, condition->variable);
        g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

        for (guint k = 0; k < condition->keys->len; k++)
          {
            gint64 key = g_array_index (condition->keys, gint64, k);
            gboolean both = other == NULL || other->keys == NULL;

            for (guint o = 0; !both && o < other->keys->len; o++)
              both = g_array_index (other->keys, gint64, o) == key;
            if (both)
              g_array_append_val (keys, key);
          }
        qh_filter_set_keys (whole, condition->variable, (const gint64 *) (gpointer) keys->data, keys->len);
      }
  return whole;
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
  static QhChartData *(*const draw[QH_BOARD_N_CHARTS]) (QhBoard *) = {
    qh_board_draw_time, qh_board_draw_types, qh_board_draw_hours, qh_board_draw_people
  };
  QhChartData *data;

  g_return_val_if_fail (chart < QH_BOARD_N_CHARTS, NULL);

  data = draw[chart](self);
  qh_board_mark_selection (self, chart, data);
  qh_board_add_words (self, chart, data, for_paper);
  if (for_paper)
    return data;
  g_clear_pointer (&self->drawn[chart], qh_chart_data_unref);
  self->drawn[chart] = qh_chart_data_ref (data);
  return data;
}

/**
 * qh_board_get_function_colour:
 *
 * Returns: the colour index of a function in all charts, %QH_CHART_COLOUR_OTHER
 *   for one that has none of its own.
 */
int
qh_board_get_function_colour (QhBoard *self,
                              gint64   function)
{
  for (guint i = 0; i < QH_N_FUNCTION_SERIES; i++)
    if (function != 0 && self->functions[i] == function)
      return (int) i;
  return QH_CHART_COLOUR_OTHER;
}

/**
 * qh_board_count:
 *
 * Returns: how many rows are behind the filter and all selections.
 */
guint
qh_board_count (QhBoard *self)
{
  count_rows (self);
  return self->n_passed;
}

/**
 * qh_board_count_period:
 *
 * Returns: how many rows the period has.
 */
guint
qh_board_count_period (QhBoard *self)
{
  count_rows (self);
  return self->n_period;
}

/**
 * qh_board_get_mask:
 *
 * Returns: (transfer none) (array): for each row of the frame whether it is
 *   behind the filter and all selections; good until one of them changes.
 */
const guint8 *
qh_board_get_mask (QhBoard *self)
{
  count_rows (self);
  return self->passed;
}

QhDay
qh_board_get_last_day (QhBoard *self)
{
  return self->last_day;
}

/**
 * qh_board_chart_get_name:
 *
 * Returns: (transfer none): the name of a chart in commands.
 */
const char *
qh_board_chart_get_name (QhBoardChart chart)
{
  g_return_val_if_fail (chart < QH_BOARD_N_CHARTS, NULL);

  return chart_names[chart];
}

/**
 * qh_board_chart_from_name:
 *
 * Returns: whether there is a chart of that name; else %QH_ERROR_CODE.
 */
gboolean
qh_board_chart_from_name (const char   *name,
                          QhBoardChart *chart,
                          GError      **error)
{
  for (guint i = 0; i < QH_BOARD_N_CHARTS; i++)
    if (g_str_equal (chart_names[i], name))
      {
        *chart = i;
        return TRUE;
      }
  g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("There is no chart “%s”. The charts are time, types, hours and people."), name);
  return FALSE;
}

/**
 * qh_board_chart:
 * @frame: activities
 * @name: "time", "types", "hours" or "people"
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
  g_autoptr (QhBoard) board = NULL;
  QhBoardChart chart;

  if (!qh_board_chart_from_name (name, &chart, error))
    return NULL;
  board = qh_board_new (frame, language, namer, namer_data);
  if (filter != NULL && !qh_board_set_filter (board, filter, error))
    return NULL;
  return qh_board_draw (board, chart, TRUE);
}
