/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests as answers. */
#include "config.h"

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
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (QhStatsResult) result = NULL;
  QhAnswer *answer;
  gboolean hidden;

  if (data == NULL || !qh_explore_leave_out (self, test, data, left_out, error))
    return NULL;
  result = test->run (data, error);
  if (result == NULL)
    return NULL;
  answer = qh_answer_new (self->question, result->title, self->subtitle);
  hidden = qh_explore_hide_figures (self, result, data);
  qh_answer_add_result (answer, result);
  qh_explore_tell_hidden (answer, self->rules->least, left_out, hidden);
  if (!test->counts)
    qh_explore_draw (self, data, answer);
  return answer;
}
