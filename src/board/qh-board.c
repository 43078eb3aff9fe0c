/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "board/qh-board-private.h"

#include <string.h>

/* What is counted once for a frame: its days, its hours, its functions. */

static void
measure_days (QhBoard *self)
{
  const gint32 *dates = qh_frame_find_column (self->sources[0].frame, "date")->data;
  gint32 first = G_MAXINT32, last = 0;

  for (guint row = 0; row < self->sources[0].n_rows; row++)
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
  g_autoptr (QhTable) table = qh_table_new (self->sources[0].frame, "hour", NULL, NULL, QH_MEASURE_COUNT, NULL);

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
    self->functions[i] = qh_function_from_series (qh_frame_get_catalogues (self->sources[0].frame), i + 1);
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

/* How many rows the period has, whatever is selected. */
static guint
count_period (QhBoard             *self,
              const QhBoardSource *source)
{
  g_autofree guint8 *period = NULL;

  if (self->all_days)
    return source->n_rows;
  period = g_malloc (MAX (1, source->n_rows));
  memset (period, 1, MAX (1, source->n_rows));
  qh_board_apply_period (self, qh_board_source_get_dates (source, NULL), period, source->n_rows);
  return qh_mask_count (period, source->n_rows);
}

static void
count_rows (QhBoard *self)
{
  QhBoardSource *source = qh_board_find_source (self, self->listed);

  if (self->passed != NULL)
    return;
  self->passed = g_memdup2 (qh_board_mask_listed (self), MAX (1, source->n_rows));
  self->n_passed = qh_mask_count (self->passed, source->n_rows);
  if (self->periods_counted != self->listed)
    self->n_period = count_period (self, source);
  self->periods_counted = self->listed;
}

static void
clear_part (gpointer data)
{
  QhBoardPart *part = data;

  qh_board_selection_clear (&part->selection);
  g_clear_pointer (&part->drawn, qh_chart_data_unref);
  g_clear_pointer (&part->own, g_free);
  g_clear_pointer (&part->problem, g_free);
  g_clear_pointer (&part->note, g_free);
}

/* What a mark was chosen of is listed; of several charts the last one's rows. */
static void
list_kind (QhBoard *self,
           guint    kind)
{
  if (self->listed == kind || qh_board_find_source (self, kind) == NULL)
    return;
  self->listed = kind;
  self->serial++;
  g_clear_pointer (&self->order, g_array_unref);
  qh_board_forget_rows (self);
}

/**
 * qh_board_new:
 * @frame: activities
 * @namer: (nullable): names workers and others
 *
 * Returns: (transfer full): the board "unit", without filter or selection.
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
  self->listed = QH_KIND_ACTIVITY;
  self->n_sources = 1;
  self->sources[0].kind = QH_KIND_ACTIVITY;
  self->parts = g_array_new (FALSE, TRUE, sizeof (QhBoardPart));
  g_array_set_clear_func (self->parts, clear_part);
  qh_board_set_spec (self, g_ptr_array_index (qh_board_specs_get (), 0));
  qh_board_take_frame (self, qh_frame_ref (frame));
  return self;
}

void
qh_board_free (QhBoard *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_sources; i++)
    {
      qh_board_forget_source (self, &self->sources[i]);
      g_clear_pointer (&self->sources[i].frame, qh_frame_unref);
    }
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->goals, qh_board_goals_free);
  g_array_unref (self->parts);
  qh_filter_free (self->filter);
  g_free (self);
}

/**
 * qh_board_set_spec:
 * @spec: its charts; must outlive the board
 *
 * Shows other charts, in which nothing is selected.
 */
void
qh_board_set_spec (QhBoard           *self,
                   const QhBoardSpec *spec)
{
  self->spec = spec;
  g_array_set_size (self->parts, 0);
  for (guint i = 0; i < spec->charts->len; i++)
    {
      QhBoardPart part = { .spec = g_ptr_array_index (spec->charts, i) };

      g_array_append_val (self->parts, part);
    }
  if (self->sources[0].frame != NULL)
    list_kind (self, QH_KIND_ACTIVITY);
  qh_board_forget_rows (self);
}

const QhBoardSpec *
qh_board_get_spec (QhBoard *self)
{
  return self->spec;
}

guint
qh_board_get_n_charts (QhBoard *self)
{
  return self->parts->len;
}

/**
 * qh_board_get_chart:
 *
 * Returns: (transfer none): what a chart is of.
 */
const QhChartSpec *
qh_board_get_chart (QhBoard     *self,
                    QhBoardChart chart)
{
  g_return_val_if_fail (chart < self->parts->len, NULL);

  return qh_board_get_part (self, chart)->spec;
}

/**
 * qh_board_uses:
 * @kind: a #QhKindNumber
 *
 * Returns: whether a chart is of such records.
 */
gboolean
qh_board_uses (QhBoard *self,
               guint    kind)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (qh_board_get_part (self, i)->spec->kind == kind)
      return TRUE;
  return FALSE;
}

/**
 * qh_board_is_missing:
 * @kind: a #QhKindNumber
 *
 * Returns: whether the board was not given such records yet, by qh_board_take_other().
 */
gboolean
qh_board_is_missing (QhBoard *self,
                     guint    kind)
{
  return qh_board_find_source (self, kind) == NULL;
}

void
qh_board_set_comparison (QhBoard          *self,
                         QhBoardComparison comparison)
{
  self->comparison = comparison;
}

static void
put_frame (QhBoard       *self,
           QhBoardSource *source,
           QhFrame       *frame)
{
  g_clear_pointer (&source->frame, qh_frame_unref);
  source->frame = frame;
  source->n_rows = qh_frame_get_n_rows (frame);
  self->serial++;
  self->periods_counted = 0;
  qh_board_forget_source (self, source);
}

/**
 * qh_board_take_frame:
 * @frame: (transfer full): a new frame of activities, or the same one after it was updated
 *
 * Counts other rows from now on; filter and selections stay.
 */
void
qh_board_take_frame (QhBoard *self,
                     QhFrame *frame)
{
  put_frame (self, &self->sources[0], frame);
  measure_days (self);
  measure_hours (self);
  list_functions (self);
  set_days (self);
  /* The days of the activities bound a period that is open at one end. */
  for (guint i = 0; i < self->n_sources; i++)
    qh_board_forget_filter (&self->sources[i]);
}

/**
 * qh_board_take_other:
 * @frame: (transfer full): of cases, consultations or action items
 *
 * Gives the charts that are not of activities their rows.
 */
void
qh_board_take_other (QhBoard *self,
                     QhFrame *frame)
{
  guint kind = qh_frame_get_kind (frame)->number;
  QhBoardSource *source = qh_board_find_source (self, kind);

  g_return_if_fail (kind != QH_KIND_ACTIVITY);

  if (source == NULL)
    {
      g_return_if_fail (self->n_sources < QH_BOARD_MOST_KINDS);
      source = &self->sources[self->n_sources++];
      source->kind = kind;
    }
  put_frame (self, source, frame);
}

/**
 * qh_board_take_goals:
 * @goals: (transfer full): all goals beside what was done
 *
 * Gives the charts of goals their figures.
 */
void
qh_board_take_goals (QhBoard      *self,
                     QhBoardGoals *goals)
{
  g_clear_pointer (&self->goals, qh_board_goals_free);
  self->goals = goals;
  for (guint i = 0; i < self->parts->len; i++)
    if (qh_board_get_part (self, i)->spec->measure == QH_CHART_MEASURE_GOALS)
      g_clear_pointer (&qh_board_get_part (self, i)->selection.mask, g_free);
  qh_board_forget_rows (self);
}

/**
 * qh_board_uses_goals:
 *
 * Returns: whether a chart is of goals, which qh_board_take_goals() gives.
 */
gboolean
qh_board_uses_goals (QhBoard *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (qh_board_get_part (self, i)->spec->measure == QH_CHART_MEASURE_GOALS)
      return TRUE;
  return FALSE;
}

/**
 * qh_board_has_goals:
 *
 * Returns: whether qh_board_take_goals() gave them.
 */
gboolean
qh_board_has_goals (QhBoard *self)
{
  return self->goals != NULL;
}

/**
 * qh_board_get_frame_of:
 * @kind: a #QhKindNumber
 *
 * Returns: (transfer none) (nullable): the records of a kind; %NULL where they were not given yet
 */
QhFrame *
qh_board_get_frame_of (QhBoard *self,
                       guint    kind)
{
  QhBoardSource *source = qh_board_find_source (self, kind);

  return source != NULL ? source->frame : NULL;
}

/**
 * qh_board_get_period:
 * @from: (out): the first day
 * @to: (out): the last day
 */
void
qh_board_get_period (QhBoard *self,
                     QhDay   *from,
                     QhDay   *to)
{
  *from = self->from;
  *to = self->to;
}

QhFrame *
qh_board_get_frame (QhBoard *self)
{
  return self->sources[0].frame;
}

/**
 * qh_board_set_filter:
 * @filter: conditions; one on "date" is the period. What is selected in charts
 *   over time is let go when the period changes.
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
  if (!qh_board_make_rest (self, &self->sources[0], error))
    {
      qh_filter_free (self->filter);
      self->filter = before;
      return FALSE;
    }
  qh_filter_free (before);
  for (guint i = 1; i < self->n_sources; i++)
    qh_board_forget_filter (&self->sources[i]);
  qh_board_forget_rows (self);
  set_days (self);
  self->periods_counted = 0;
  for (guint i = 0; i < self->parts->len && (self->from != from || self->to != to); i++)
    if (g_str_equal (qh_board_get_part (self, i)->spec->rows, "period") || g_str_equal (qh_board_get_part (self, i)->spec->rows, "month"))
      qh_board_selection_clear (&qh_board_get_part (self, i)->selection);
  return TRUE;
}

const QhFilter *
qh_board_get_filter (QhBoard *self)
{
  return self->filter;
}

/* Only what is selected of activities is a condition on them. */
static guint
count_conditions (QhBoard     *self,
                  QhBoardChart chart)
{
  const QhBoardPart *part = qh_board_get_part (self, chart);

  return part->spec->kind == QH_KIND_ACTIVITY && part->selection.filter != NULL ? part->selection.filter->conditions->len : 0;
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

  for (guint i = 0; i < self->parts->len; i++)
    for (guint c = 0; c < count_conditions (self, i); c++)
      {
        const QhCondition *condition = g_ptr_array_index (qh_board_get_part (self, i)->selection.filter->conditions, c);
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
 * qh_board_get_listed:
 *
 * Returns: (transfer none): the frame whose rows are counted and listed: of the
 *   chart in which something was selected last, else of activities.
 */
QhFrame *
qh_board_get_listed (QhBoard *self)
{
  return qh_board_find_source (self, self->listed)->frame;
}

/* Lists what the last selection is of. */
void
qh_board_list_chart (QhBoard     *self,
                     QhBoardChart chart)
{
  list_kind (self, chart == QH_BOARD_ALL ? QH_KIND_ACTIVITY : qh_board_get_part (self, chart)->spec->kind);
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
