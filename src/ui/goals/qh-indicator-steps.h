/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhIndicatorChange:
 * @QH_INDICATOR_CHANGE_NONE: nobody here did anything
 * @QH_INDICATOR_CHANGE_MADE: something was added, changed or removed
 * @QH_INDICATOR_CHANGE_UNDONE: the last thing was taken back
 * @QH_INDICATOR_CHANGE_REDONE: what was taken back was done again
 */
typedef enum
{
  QH_INDICATOR_CHANGE_NONE,
  QH_INDICATOR_CHANGE_MADE,
  QH_INDICATOR_CHANGE_UNDONE,
  QH_INDICATOR_CHANGE_REDONE,
} QhIndicatorChange;

/**
 * QhIndicatorStep:
 * @code: an indicator's
 * @json: its definition to go back to; "" for none
 */
typedef struct
{
  char *code;
  char *json;
} QhIndicatorStep;

typedef struct _QhIndicatorSteps QhIndicatorSteps;

QhIndicatorSteps *qh_indicator_steps_new    (void);
void              qh_indicator_steps_free   (QhIndicatorSteps *self);
void              qh_indicator_steps_expect (QhIndicatorSteps *self, QhIndicatorChange change);
void              qh_indicator_steps_look   (QhIndicatorSteps *self, GHashTable *now);
QhIndicatorStep  *qh_indicator_steps_take   (QhIndicatorSteps *self, gboolean redo);
void              qh_indicator_step_free    (QhIndicatorStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhIndicatorStep, qh_indicator_step_free)

G_END_DECLS
