/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done to the unit's indicators while their window is open, to be taken back and
 * done again. What changed is seen by comparing them before and after. */
#include "ui/goals/qh-indicator-steps.h"

struct _QhIndicatorSteps
{
  GHashTable *known;   /* code → definition; NULL before the first look */
  GPtrArray *lists[2]; /* of QhIndicatorStep: to undo, to redo */
  QhIndicatorChange expected;
};

void
qh_indicator_step_free (QhIndicatorStep *step)
{
  g_free (step->code);
  g_free (step->json);
  g_free (step);
}

/**
 * qh_indicator_steps_new:
 *
 * Returns: (transfer full): nothing done yet.
 */
QhIndicatorSteps *
qh_indicator_steps_new (void)
{
  QhIndicatorSteps *self = g_new0 (QhIndicatorSteps, 1);

  for (guint i = 0; i < 2; i++)
    self->lists[i] = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_indicator_step_free);
  return self;
}

void
qh_indicator_steps_free (QhIndicatorSteps *self)
{
  g_clear_pointer (&self->known, g_hash_table_unref);
  for (guint i = 0; i < 2; i++)
    g_ptr_array_unref (self->lists[i]);
  g_free (self);
}

/**
 * qh_indicator_steps_expect:
 *
 * Says what was done of which the next look shows the outcome.
 */
void
qh_indicator_steps_expect (QhIndicatorSteps *self, QhIndicatorChange change)
{
  self->expected = change;
}

static void
note (QhIndicatorSteps *self, const char *code, const char *before)
{
  QhIndicatorStep *step = g_new0 (QhIndicatorStep, 1);

  step->code = g_strdup (code);
  step->json = g_strdup (before != NULL ? before : "");
  g_ptr_array_add (self->lists[self->expected == QH_INDICATOR_CHANGE_UNDONE], step);
}

/* What there is now and was otherwise, or is no more. */
static void
compare (QhIndicatorSteps *self, GHashTable *now)
{
  GHashTableIter iter;
  gpointer code, json;

  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &code, &json))
    {
      const char *before = g_hash_table_lookup (self->known, code);

      if (g_strcmp0 (before, json) != 0)
        note (self, code, before);
    }
  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &code, &json))
    if (!g_hash_table_contains (now, code))
      note (self, code, json);
}

/**
 * qh_indicator_steps_look:
 * @now: (element-type utf8 utf8): the unit's indicators, code → definition; it is kept
 *
 * Notes how to take back what was done since the last look.
 */
void
qh_indicator_steps_look (QhIndicatorSteps *self, GHashTable *now)
{
  if (self->expected == QH_INDICATOR_CHANGE_MADE)
    g_ptr_array_set_size (self->lists[1], 0);
  if (self->known != NULL && self->expected != QH_INDICATOR_CHANGE_NONE)
    compare (self, now);
  g_clear_pointer (&self->known, g_hash_table_unref);
  self->known = g_hash_table_ref (now);
  self->expected = QH_INDICATOR_CHANGE_NONE;
}

/**
 * qh_indicator_steps_take:
 * @redo: whether what was taken back is to be done again
 *
 * Returns: (transfer full) (nullable): what is to be written; %NULL for nothing, or while
 *   the last thing is still being done.
 */
QhIndicatorStep *
qh_indicator_steps_take (QhIndicatorSteps *self, gboolean redo)
{
  GPtrArray *list = self->lists[redo];

  if (list->len == 0 || self->expected != QH_INDICATOR_CHANGE_NONE)
    return NULL;
  self->expected = redo ? QH_INDICATOR_CHANGE_REDONE : QH_INDICATOR_CHANGE_UNDONE;
  return g_ptr_array_steal_index (list, list->len - 1);
}
