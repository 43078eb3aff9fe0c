/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subtracting figures of some rows from those of more tells the rows between. */
#include "frame/qh-filter.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-error.h"

/* @filter without one of its conditions. */
static QhFilter *
copy_without (const QhFilter *filter, guint condition)
{
  QhFilter *copy = qh_filter_copy (filter);

  g_ptr_array_remove_index (copy->conditions, condition);
  return copy;
}

static gboolean
is_few (guint more, guint fewer, guint least)
{
  return more > fewer && more - fewer < least;
}

static gboolean
refuse (const char *variable, guint least, GError **error)
{
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("The condition on “%s” leaves out fewer than %u rows; figures with it and "
                  "without it, one subtracted from the other, would tell of these. Take it away, "
                  "or choose another."),
               variable,
               least);
  return FALSE;
}

/**
 * qh_filter_may_part:
 * @mask: (array): the rows that pass, from qh_filter_to_mask()
 * @least: the least count that may be shown; below 2 everything may
 *
 * Whether figures of the rows that pass may be told to who may not see small counts:
 * neither beside those of all rows nor beside those without one of the conditions do
 * they tell of fewer rows than @least. Two ranges that differ by few rows are not seen
 * to be two.
 *
 * Returns: whether they may; else @error is set with %QH_ERROR_RANGE.
 */
gboolean
qh_filter_may_part (const QhFilter *filter, QhFrame *frame, const guint8 *mask, guint least, GError **error)
{
  guint n_rows = qh_frame_get_n_rows (frame), n_passing = qh_mask_count (mask, n_rows);
  guint n_conditions = filter->conditions->len;

  if (least < 2 || n_conditions == 0)
    return TRUE;
  for (guint i = 0; i < n_conditions; i++)
    {
      const char *variable = ((QhCondition *)g_ptr_array_index (filter->conditions, i))->variable;
      g_autoptr (QhFilter) others = copy_without (filter, i);
      g_autofree guint8 *without = qh_filter_to_mask (others, frame, error);

      if (without == NULL)
        return FALSE;
      if (is_few (qh_mask_count (without, n_rows), n_passing, least) || is_few (n_rows, n_passing, least))
        return refuse (variable, least, error);
    }
  return TRUE;
}
