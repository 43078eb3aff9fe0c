/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/qh-case-days.h"


struct _QhCaseDays
{
  QhIdIndex *cases;
  guint32 *starts; /* of each case's days, and the end */
  QhDay *days;
};

void
qh_case_days_free (QhCaseDays *self)
{
  if (self == NULL)
    return;
  qh_id_index_free (self->cases);
  g_free (self->starts);
  g_free (self->days);
  g_free (self);
}

/**
 * qh_case_days_new:
 * @activities: a frame of activities
 * @by_day: its rows by their main date
 *
 * Returns: (transfer full): the days of each case's activities, one after the other.
 */
QhCaseDays *
qh_case_days_new (QhFrame *activities, const QhDayIndex *by_day)
{
  guint n;
  const guint32 *rows = qh_day_index_find (by_day, QH_FRAME_NO_INT32 + QH_FRAME_FIRST_CODE, G_MAXINT32, &n);
  const QhFrameColumn *in_case = qh_frame_find_column (activities, "case");
  const gint32 *dates = qh_frame_find_main_date (activities)->data;
  guint n_cases = in_case->ids->len;
  QhCaseDays *self = g_new0 (QhCaseDays, 1);
  g_autofree guint32 *ends = g_new0 (guint32, (gsize)n_cases + 1);

  self->cases = qh_frame_column_index_ids (in_case);
  self->days = g_new (QhDay, MAX (1, n));
  self->starts = g_new0 (guint32, (gsize)n_cases + 1);
  for (guint i = 0; i < n; i++)
    self->starts[qh_frame_column_get_index (in_case, rows[i]) + 1]++;
  for (guint i = 0; i < n_cases; i++)
    {
      self->starts[i + 1] += self->starts[i];
      ends[i] = self->starts[i];
    }
  for (guint i = 0; i < n; i++)
    self->days[ends[qh_frame_column_get_index (in_case, rows[i])]++] = dates[rows[i]];
  return self;
}

/**
 * qh_case_days_find:
 * @id: a case
 *
 * Returns: the day of its first activity on or after a day; %QH_SCAN_NONE where
 *   there is none.
 */
gint64
qh_case_days_find (const QhCaseDays *self, gint64 id, gint64 since)
{
  guint32 index, low, high;

  if (QH_SCAN_IS_EMPTY (id) || !qh_id_index_lookup (self->cases, id, &index))
    return QH_SCAN_NONE;
  low = self->starts[index];
  high = self->starts[index + 1];
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      if (self->days[middle] < since)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->starts[index + 1] ? self->days[low] : QH_SCAN_NONE;
}
