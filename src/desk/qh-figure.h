/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "desk/qh-desk.h"

G_BEGIN_DECLS

/**
 * QhFigureOp:
 * @QH_FIGURE_COUNT: records
 * @QH_FIGURE_SUM: of a field of numbers
 * @QH_FIGURE_DISTINCT: how many different answers a field has
 * @QH_FIGURE_ANSWERS: how many answers a field of several has in all
 * @QH_FIGURE_MEDIAN: of the days between two dates
 * @QH_FIGURE_DUTY_DAYS: days on which workers were on duty
 * @QH_FIGURE_DUTY_MINUTES: minutes for which they were
 * @QH_FIGURE_WORKERS: workers who did not leave
 * @QH_FIGURE_PLANNED: the goals, less what leave takes from them
 * @QH_FIGURE_DONE: what was done of what has a goal
 */
typedef enum
{
  QH_FIGURE_COUNT,
  QH_FIGURE_SUM,
  QH_FIGURE_DISTINCT,
  QH_FIGURE_ANSWERS,
  QH_FIGURE_MEDIAN,
  QH_FIGURE_DUTY_DAYS,
  QH_FIGURE_DUTY_MINUTES,
  QH_FIGURE_WORKERS,
  QH_FIGURE_PLANNED,
  QH_FIGURE_DONE,
} QhFigureOp;

#define QH_FIGURE_N_OPS (QH_FIGURE_DONE + 1)

/**
 * QhFigureWith:
 *
 * Lets through only records that have another record that belongs to them, such
 * as cases with an activity of a type in the last days of the period.
 */
typedef struct
{
  guint kind;
  char **where;
  guint within_days; /* 0: at any time */
} QhFigureWith;

/**
 * QhFigure:
 * @kind: a #QhKindNumber; 0 where it is of no records
 * @field: (nullable): what is summed or told apart; the later date of a median
 * @since: (nullable): the earlier date of a median
 * @placed_by: (nullable): the date that places a record in the period, or its first
 * @where: (nullable) (array zero-terminated=1): conditions, as of “quehacer table”
 * @during: (nullable): two dates: the record counts where the period's last day lies between them
 * @not_after: (nullable): two dates: the first is there and not after the second
 * @with: (element-type QhFigureWith): what else must be there
 *
 * A number that is computed from records by a definition that is data.
 */
typedef struct
{
  QhFigureOp op;
  guint kind;
  char *field;
  char *since;
  char *placed_by;
  char **where;
  char **during;
  char **not_after;
  GPtrArray *with;
} QhFigure;

gboolean  qh_figure_op_fits     (QhFigureOp op, const QhField *field);
gboolean  qh_figure_counts_kind (const QhKind *kind);
QhFigure *qh_figure_new         (void);
JsonNode *qh_figure_to_node     (const QhFigure *self, QhDictionary *dictionary);
const char *qh_figure_get_condition (const QhFigure *self, const QhField *field);
void      qh_figure_set_condition (QhFigure *self, const QhField *field, const char *value);
GArray   *qh_figure_get_codes   (const QhFigure *self, const QhField *field, QhCatalogues *catalogues);
void      qh_figure_set_codes   (QhFigure *self, const QhField *field, QhCatalogues *catalogues, const GArray *codes);

QhFigure *qh_figure_read (QhDictionary *dictionary, JsonNode *node, GError **error);
void      qh_figure_free (QhFigure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhFigure, qh_figure_free)

guint8   *qh_figure_to_mask  (const QhFigure *self, QhDesk *desk, QhFrame *frame, GError **error);
gboolean  qh_figure_evaluate (const QhFigure *self, QhDesk *desk, double *value, GError **error);

G_END_DECLS
