/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "research/qh-lattice.h"
#include "research/qh-risk.h"

G_BEGIN_DECLS

/**
 * QhAnonymizeRequest:
 * @quasi: (array zero-terminated=1): the variables that may be told less exactly
 * @sensitive: (array zero-terminated=1): those that the goal's l and t are about, and whose
 *   figures are told
 * @files: (nullable): from a variable's name to the #GFile of its hierarchy
 * @tables: (nullable): from a variable's name to the #GBytes of such a file
 * @ends: (nullable): from a variable's name to its #QhCodeEnds
 * @levels: (nullable): from a variable's name to 1 + the level at which it must be told
 * @even_if_missed: whether to tell what comes of it also where the goal is not reached
 * @blank_cells: whether records may stay with some cells left blank rather than be left out;
 *   only where nothing is asked of l and t
 */
typedef struct
{
  const char *const *quasi;
  const char *const *sensitive;
  GHashTable *files;
  GHashTable *ends;
  gboolean blank_cells;
  QhGoal goal;
  GHashTable *tables;
  GHashTable *levels;
  gboolean even_if_missed;
} QhAnonymizeRequest;

/**
 * QhAnonymizeStep:
 * @level: how far the variable was generalised, of @n_levels
 * @values_before: how many values it had
 * @values_after: how many it has
 * @loss: what that costs: its normalised certainty penalty, what is left out aside
 * @k_if_exact: what k would be if this one alone were told as it was
 * @average_if_exact: what the average risk would be
 *
 * What was done to one variable, what it costs and what it gains.
 */
typedef struct
{
  char *name;
  guint level;
  guint n_levels;
  guint values_before;
  guint values_after;
  double loss;
  guint k_if_exact;
  double average_if_exact;
} QhAnonymizeStep;

/**
 * QhLevelOption:
 * @label: how exactly it tells, in words
 * @example: one of its values, as people call it
 * @values: how many different values it has
 * @loss: its normalised certainty penalty
 * @uniques: how many records would be like no other if this one variable were told so, and
 *   nothing left out
 * @average_risk: the average risk there would be
 *
 * What telling a variable at a level costs, and what it gains.
 */
typedef struct
{
  char *label;
  char *example;
  guint values;
  double loss;
  guint uniques;
  double average_risk;
} QhLevelOption;

/**
 * QhAnonymization:
 * @missed: whether the goal is not reached; then nothing is left out
 * @keep: (array): of each record whether it stays
 * @blanks: (nullable) (array): of each record which of its variables are left blank, a bit each
 * @by: by what the ways were compared
 * @losses: (array): what is lost of what is written by each #QhLoss, a blank cell counting 1 as a penalty
 * @losses_before: (array): what each was of the records as they were
 * @search: what was found; the first is what was done
 * @before: the risk of all records as they were
 * @after: that of the records that stay
 * @diversity_before: where there is a sensitive variable
 * @steps: (element-type QhAnonymizeStep)
 */
typedef struct
{
  GPtrArray *codings;
  GPtrArray *hierarchies;
  GPtrArray *secrets;
  QhSearch *search;
  guint n_records;
  guint n_kept;
  guint8 *keep;
  guint64 *blanks;
  guint n_blank_cells;
  QhLoss by;
  double losses[QH_N_LOSSES];
  double losses_before[QH_N_LOSSES];
  QhRisk before;
  QhRisk after;
  QhDiversity diversity_before;
  QhDiversity diversity_after;
  GPtrArray *steps;
  gboolean missed;
} QhAnonymization;

QhAnonymization *qh_anonymize           (QhFrame *frame, const guint8 *mask, const QhAnonymizeRequest *request,
                                         GCancellable *cancellable, GError **error);
void             qh_anonymization_free  (QhAnonymization *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhAnonymization, qh_anonymization_free)

guint            qh_anonymization_get_k    (const QhAnonymization *self, guint alternative, guint least);
GHashTable      *qh_anonymization_list_options (const QhAnonymization *self, QhCatalogues *catalogues, QhLanguage language, GCancellable *cancellable);
const QhNode    *qh_anonymization_get_node (const QhAnonymization *self);
const char      *qh_anonymization_get_text (const QhAnonymization *self, guint variable, guint record);

G_END_DECLS
