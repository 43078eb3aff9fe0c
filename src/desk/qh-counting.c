/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By which rules figures are counted, so that one that was kept can be told from a
 * correction where the rule changed. */
#include "desk/qh-counting.h"

/* From each version on, what was counted otherwise than before. */
static const struct
{
  gint64 rules;
  QhCounted counted;
} changes[] = {
  /* An activity meets goals by type and by function once; a worker without goals of
   * their own has a share of their unit's. */
  { 1, QH_COUNTED_GOALS },
};

/**
 * qh_counting_find:
 * @figure: (nullable): a figure
 *
 * Returns: what it is counted from; 0 of none.
 */
QhCounted
qh_counting_find (const QhFigure *figure)
{
  if (figure == NULL)
    return (QhCounted)0;
  switch (figure->op)
    {
    case QH_FIGURE_PLANNED:
    case QH_FIGURE_DONE:
      return QH_COUNTED_GOALS;
    case QH_FIGURE_DUTY_DAYS:
    case QH_FIGURE_DUTY_MINUTES:
    case QH_FIGURE_WORKERS:
      return QH_COUNTED_DUTY;
    default:
      return QH_COUNTED_RECORDS;
    }
}

/**
 * qh_counting_changed_from:
 * @rules: the rules by which figures were kept; 0 where they are of before rules had numbers
 *
 * Returns: what is counted otherwise now.
 */
QhCounted
qh_counting_changed_from (gint64 rules)
{
  QhCounted counted = (QhCounted)0;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (changes[i].rules > rules)
      counted |= changes[i].counted;
  return counted;
}
