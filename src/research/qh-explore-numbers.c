/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests as answers. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "research/qh-explore-private.h"

/**
 * qh_explore_numbers:
 * @name: a test's name
 *
 * Returns: (transfer full): what the test says, with the chart that fits numbers.
 */
QhAnswer *
qh_explore_numbers (const QhExploring *self, const char *name, GError **error)
{
  const QhStatsTest *test = qh_stats_test_find (name, error);
  g_autoptr (QhStatsData) data = test != NULL ? qh_explore_load (self, test, error) : NULL;
  g_autoptr (QhStatsData) rows = NULL;
  g_autoptr (QhStatsResult) result = NULL;
  QhAnswer *answer;

  if (data == NULL)
    return NULL;
  if (self->rules->least > 0 && self->weight != NULL && (rows = qh_explore_load_rows (self, test, error)) == NULL)
    return NULL;
  result = qh_stats_small_run (test, data, rows != NULL ? rows : data, self->rules->least, error);
  if (result == NULL)
    return NULL;
  answer = qh_answer_new (self->question, result->title, self->subtitle);
  qh_answer_add_result (answer, result);
  /* Columns of weights would not tell how few rows they are. */
  if (test->event)
    qh_explore_draw_curves (result,
                            qh_stats_data_of (data, 0)->level == QH_MEASUREMENT_DATE
                              ? _ ("Days")
                              : qh_stats_data_of (data, 0)->label,
                            answer);
  else if (!test->counts && rows == NULL)
    qh_explore_draw (self, data, answer);
  return answer;
}
