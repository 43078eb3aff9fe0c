/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-measurement.h"
#include "frame/qh-frame.h"
#include "research/qh-answer.h"

G_BEGIN_DECLS

/* Bars of a variable's little picture. */
#define QH_EXPLORE_BARS 12

/**
 * QhExploreVariable:
 * @name: as questions name it
 * @label: translated
 * @level: how it is measured
 * @n: how many rows have a value
 * @missing: how many have none, by kind; the first has no answer at all
 * @bars: its distribution, the highest 1
 * @n_bars: how many of them there are
 * @least: the least count that may be shown
 *
 * A variable at a glance.
 */
typedef struct
{
  char *name;
  char *label;
  QhMeasurement level;
  gsize n;
  gsize missing[QH_FRAME_FIRST_CODE];
  double bars[QH_EXPLORE_BARS];
  guint n_bars;
  guint least;
} QhExploreVariable;

/**
 * QhExploreRules:
 * @language: of the labels
 * @least: the least count that may be shown, see qh_small_cells_find(); 0 for any
 */
typedef struct
{
  QhLanguage language;
  guint least;
} QhExploreRules;

void       qh_explore_variable_free (QhExploreVariable *self);
GPtrArray *qh_explore_list  (QhFrame *frame, const QhExploreRules *rules, GCancellable *cancellable);
char      *qh_explore_variable_dup_n (const QhExploreVariable *self);
char      *qh_explore_variable_dup_percent (const QhExploreVariable *self);
char      *qh_explore_variable_dup_missing (const QhExploreVariable *self, QhCatalogues *catalogues, QhLanguage language);
QhFrame   *qh_explore_load_unit (QhStore *store, const char *unit, GCancellable *cancellable, GError **error);
GPtrArray *qh_explore_offer (QhFrame *frame, const QhExploreQuestion *question, GError **error);
GPtrArray *qh_explore_ask   (QhFrame *frame, const QhExploreQuestion *question, const QhExploreRules *rules,
                             GCancellable *cancellable, GError **error);

G_END_DECLS
