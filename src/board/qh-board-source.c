/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "board/qh-board-private.h"

/* Forgets which rows pass, after a selection changed. */
void
qh_board_forget_rows (QhBoard *self)
{
  g_clear_pointer (&self->passed, g_free);
}

/* Forgets what the filter lets through. */
void
qh_board_forget_filter (QhBoardSource *source)
{
  g_clear_pointer (&source->rest, g_free);
  g_clear_pointer (&source->within, g_free);
}

/* Forgets what was found of the rows of a frame. */
void
qh_board_forget_source (QhBoard       *self,
                        QhBoardSource *source)
{
  qh_board_forget_filter (source);
  g_clear_pointer (&source->scratch, g_free);
  for (guint i = 0; i < self->parts->len; i++)
    if (qh_board_get_part (self, i)->spec->kind == source->kind)
      {
        g_clear_pointer (&qh_board_get_part (self, i)->selection.mask, g_free);
        g_clear_pointer (&qh_board_get_part (self, i)->own, g_free);
        qh_board_get_part (self, i)->checked = FALSE;
      }
  if (source->kind == self->listed)
    g_clear_pointer (&self->order, g_array_unref);
  qh_board_forget_rows (self);
}

/**
 * qh_board_find_source:
 *
 * Returns: (transfer none) (nullable): where the records of a kind are.
 */
QhBoardSource *
qh_board_find_source (QhBoard *self,
                      guint    kind)
{
  for (guint i = 0; i < self->n_sources; i++)
    if (self->sources[i].kind == kind)
      return &self->sources[i];
  return NULL;
}

QhFrame *
qh_board_get_source_frame (QhBoard     *self,
                           QhBoardChart chart)
{
  QhBoardSource *source = qh_board_find_source (self, qh_board_get_part (self, chart)->spec->kind);

  return source != NULL ? source->frame : NULL;
}

/**
 * qh_board_source_get_dates:
 * @name: (nullable): a field; the first date of the kind without
 *
 * Returns: (transfer none) (nullable): the days of the rows, %QH_FRAME_NO_INT32 for none.
 */
const gint32 *
qh_board_source_get_dates (const QhBoardSource *source,
                           const char          *name)
{
  for (guint i = 0; i < qh_frame_get_n_columns (source->frame); i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (source->frame, i);

      if (column->field->type == QH_TYPE_DATE && column->form == QH_COLUMN_INT32
          && (name == NULL || g_str_equal (column->field->name, name)))
        return column->data;
    }
  return NULL;
}

/* What a condition on activities asks of other records: the same, where they have it. */
static gboolean
carries_over (const QhBoardSource *source,
              const QhCondition   *condition)
{
  const QhFrameColumn *column = qh_frame_find_column (source->frame, condition->variable);

  return column != NULL && column->field->type != QH_TYPE_DATE;
}

static void
apply_conditions (const QhBoardSource *source,
                  const QhFilter      *filter,
                  guint8              *mask)
{
  g_autoptr (QhFilter) carried = qh_filter_copy (filter);
  g_autofree guint8 *passes = NULL;

  for (guint i = 0; i < filter->conditions->len; i++)
    {
      const QhCondition *condition = g_ptr_array_index (filter->conditions, i);

      if (!carries_over (source, condition))
        qh_filter_remove (carried, condition->variable);
    }
  passes = qh_filter_to_mask (carried, source->frame, NULL);
  for (guint row = 0; passes != NULL && row < source->n_rows; row++)
    mask[row] &= passes[row];
}

/**
 * qh_board_make_rest:
 *
 * Finds what the filter lets through, but for the period.
 *
 * Returns: whether the activities have what the conditions are on.
 */
gboolean
qh_board_make_rest (QhBoard       *self,
                    QhBoardSource *source,
                    GError       **error)
{
  const QhCondition *condition = qh_filter_find (self->filter, "date");

  qh_board_forget_filter (source);
  if (source->kind != QH_KIND_ACTIVITY)
    {
      source->rest = g_malloc (MAX (1, source->n_rows));
      memset (source->rest, 1, MAX (1, source->n_rows));
      apply_conditions (source, self->filter, source->rest);
    }
  else
    {
      g_autoptr (QhFilter) rest = qh_filter_copy (self->filter);

      if (condition != NULL && condition->keys == NULL)
        qh_filter_remove (rest, "date");
      source->rest = qh_filter_to_mask (rest, source->frame, error);
    }
  return source->rest != NULL;
}

/**
 * qh_board_apply_period:
 * @dates: the days of the rows
 *
 * Leaves out what lies outside the period.
 */
void
qh_board_apply_period (QhBoard      *self,
                       const gint32 *dates,
                       guint8       *mask,
                       guint         n_rows)
{
  guint32 n_days = (guint32) (self->to - self->from);

  for (guint row = 0; row < n_rows; row++)
    mask[row] &= (guint32) dates[row] - (guint32) self->from <= n_days;
}

/* What was begun, or due, by the last day of the period and ended later or not at all. */
static void
apply_open (QhBoard             *self,
            const QhBoardSource *source,
            const char          *date,
            guint8              *mask)
{
  const char *end = source->kind == QH_KIND_ACTION_ITEM ? "done" : "closed";
  const gint32 *begins = qh_board_source_get_dates (source, date);
  const gint32 *ends = qh_board_source_get_dates (source, end);

  for (guint row = 0; row < source->n_rows && begins != NULL && ends != NULL; row++)
    mask[row] &= begins[row] > QH_NO_DAY && begins[row] <= self->to && (ends[row] <= QH_NO_DAY || ends[row] > self->to);
}

/* Goals are of whole months. */
static void
apply_months (QhBoard      *self,
              const gint32 *dates,
              guint         n_rows,
              guint8       *mask)
{
  QhDay from = qh_day_month_start (self->from), to = qh_day_add_months (qh_day_month_start (self->to), 1) - 1;

  for (guint row = 0; row < n_rows; row++)
    mask[row] &= dates[row] >= from && dates[row] <= to;
}

static void
apply_when (QhBoard             *self,
            const QhBoardSource *source,
            const QhChartSpec   *spec,
            guint8              *mask)
{
  const gint32 *dates = qh_board_source_get_dates (source, spec != NULL ? spec->date : NULL);

  if (spec != NULL && spec->measure == QH_CHART_MEASURE_GOALS)
    apply_months (self, dates, source->n_rows, mask);
  else if (spec != NULL && spec->when == QH_CHART_WHEN_OPEN)
    apply_open (self, source, spec->date, mask);
  else if (dates != NULL && (spec == NULL || spec->when == QH_CHART_WHEN_IN) && (!self->all_days || (spec != NULL && spec->date != NULL)))
    qh_board_apply_period (self, dates, mask, source->n_rows);
}

static void
apply_own_filter (const QhBoardSource *source,
                  QhBoardPart         *part,
                  guint8              *mask)
{
  if (part->spec->filter == NULL)
    return;
  if (part->own == NULL)
    {
      g_autoptr (QhFilter) filter = qh_filter_new ();
      g_autoptr (GError) error = NULL;

      for (guint i = 0; part->spec->filter[i] != NULL; i++)
        if (!qh_filter_parse (filter, source->frame, part->spec->filter[i], &error))
          {
            g_warning ("%s: %s", part->spec->name, error->message);
            g_clear_error (&error);
          }
      part->own = qh_filter_to_mask (filter, source->frame, NULL);
    }
  for (guint row = 0; part->own != NULL && row < source->n_rows; row++)
    mask[row] &= part->own[row];
}

static void
apply_selections (QhBoard             *self,
                  const QhBoardSource *source,
                  QhBoardChart         but,
                  guint8              *mask)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      QhBoardPart *part = qh_board_get_part (self, i);

      if (i == but || qh_board_selection_is_empty (&part->selection))
        continue;
      if (part->spec->kind != source->kind)
        {
          apply_conditions (source, part->selection.filter, mask);
          continue;
        }
      qh_board_selection_apply (self, i);
      for (guint row = 0; part->selection.mask != NULL && row < source->n_rows; row++)
        mask[row] &= part->selection.mask[row];
    }
}

/* The rows within the filter, and within the period where @within says so. */
static const guint8 *
find_base (QhBoard       *self,
           QhBoardSource *source,
           gboolean       within)
{
  if (source->rest == NULL)
    qh_board_make_rest (self, source, NULL);
  if (!within)
    return source->rest;
  if (source->within == NULL)
    {
      source->within = g_memdup2 (source->rest, MAX (1, source->n_rows));
      apply_when (self, source, NULL, source->within);
    }
  return source->within;
}

static guint8 *
begin_mask (QhBoard       *self,
            QhBoardSource *source,
            gboolean       within)
{
  const guint8 *base = find_base (self, source, within);

  if (source->scratch == NULL)
    source->scratch = g_malloc (MAX (1, source->n_rows));
  memcpy (source->scratch, base, source->n_rows);
  return source->scratch;
}

/* Whether a chart's rows are of the period as those of all charts are. */
static gboolean
is_usual (const QhChartSpec *spec)
{
  return spec == NULL || (spec->when == QH_CHART_WHEN_IN && spec->date == NULL && spec->measure != QH_CHART_MEASURE_GOALS);
}

static gboolean
is_narrowed (QhBoard     *self,
             QhBoardChart but)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (i != but && !qh_board_selection_is_empty (&qh_board_get_part (self, i)->selection))
      return TRUE;
  return but != QH_BOARD_ALL && qh_board_get_part (self, but)->spec->filter != NULL;
}

/**
 * qh_board_mask_for:
 * @chart: the chart that is drawn, whose own selection does not count
 * @with_period: whether rows outside the period are left out
 *
 * Returns: (transfer none): the rows to count, good until the next call.
 */
const guint8 *
qh_board_mask_for (QhBoard     *self,
                   QhBoardChart chart,
                   gboolean     with_period)
{
  QhBoardPart *part = qh_board_get_part (self, chart);
  QhBoardSource *source = qh_board_find_source (self, part->spec->kind);
  gboolean within = with_period && is_usual (part->spec);
  guint8 *mask;

  if ((within || !with_period) && !is_narrowed (self, chart))
    return find_base (self, source, within);
  mask = begin_mask (self, source, within);
  apply_selections (self, source, chart, mask);
  apply_own_filter (source, part, mask);
  if (with_period && !within)
    apply_when (self, source, part->spec, mask);
  return mask;
}

/* What is selected last of a kind says of which days its rows are. */
static const QhChartSpec *
find_listed_spec (QhBoard *self)
{
  const QhChartSpec *spec = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      QhBoardPart *part = qh_board_get_part (self, i);

      if (part->spec->kind == self->listed && !qh_board_selection_is_empty (&part->selection))
        spec = part->spec;
    }
  return spec;
}

/**
 * qh_board_mask_listed:
 *
 * Returns: (transfer none): the rows behind the filter and all selections, of
 *   the kind that is listed. What is listed of a chart with conditions of its
 *   own has to fulfil them too, once something is selected in it.
 */
const guint8 *
qh_board_mask_listed (QhBoard *self)
{
  QhBoardSource *source = qh_board_find_source (self, self->listed);
  const QhChartSpec *spec = find_listed_spec (self);
  gboolean within = is_usual (spec);
  guint8 *mask = begin_mask (self, source, within);

  apply_selections (self, source, QH_BOARD_ALL, mask);
  for (guint i = 0; i < self->parts->len; i++)
    {
      QhBoardPart *part = qh_board_get_part (self, i);

      if (part->spec->kind == source->kind && !qh_board_selection_is_empty (&part->selection))
        apply_own_filter (source, part, mask);
    }
  if (!within)
    apply_when (self, source, spec, mask);
  return mask;
}
