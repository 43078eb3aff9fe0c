/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/qh-measurement.h"

G_BEGIN_DECLS

/**
 * QhStatsVariable:
 * @values: a row each; NaN for none; of categories their place in @categories
 * @categories: (element-type utf8) (nullable): their labels, in their order; %NULL of numbers
 */
typedef struct
{
  char *name;
  char *label;
  QhMeasurement level;
  double *values;
  GPtrArray *categories;
} QhStatsVariable;

/**
 * QhStatsCounts:
 * @cells: row after row; with weights not always whole
 * @rows: (element-type utf8): the labels of the rows
 * @columns: (element-type utf8): the labels of the columns
 *
 * A table of two variables, without those who have no answer.
 */
typedef struct
{
  double *cells;
  GPtrArray *rows;
  GPtrArray *columns;
} QhStatsCounts;

/**
 * QhStatsData:
 * @n: how many rows the variables have
 * @of: (element-type QhStatsVariable): what is looked at
 * @by: (element-type QhStatsVariable): what it is compared by
 * @event: (nullable): of times: 1 where they ended, 0 where they were cut off
 * @counts: (nullable): the first of @of by the first of @by, where a test wants counts
 * @several: whether a row may count in several cells
 * @seed: where chance is drawn, so that it can be drawn again
 * @draws: how often chance is drawn
 *
 * What a test is computed from.
 */
typedef struct
{
  gsize n;
  GPtrArray *of;
  GPtrArray *by;
  QhStatsVariable *event;
  QhStatsCounts *counts;
  gboolean several;
  double confidence;
  guint32 seed;
  guint draws;
} QhStatsData;

/* Draws of chance, where nothing else is asked for. */
#define QH_STATS_USUAL_DRAWS 10000

QhStatsData     *qh_stats_data_new      (gsize n, double confidence);
void             qh_stats_data_free     (QhStatsData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhStatsData, qh_stats_data_free)

QhStatsVariable *qh_stats_variable_new  (const char *name, const char *label, QhMeasurement level, double *values, GPtrArray *categories);
void             qh_stats_variable_free (QhStatsVariable *self);
QhStatsCounts   *qh_stats_counts_new    (GPtrArray *rows, GPtrArray *columns);
void             qh_stats_counts_free   (QhStatsCounts *self);
void             qh_stats_data_count    (QhStatsData *self, const double *weights);

const QhStatsVariable *qh_stats_data_of (const QhStatsData *self, guint i);
const QhStatsVariable *qh_stats_data_by (const QhStatsData *self, guint i);

/**
 * QhStatsGroups:
 * @values: the values of each group
 * @sizes: how many
 * @labels: (transfer none): what each is called
 *
 * The values of a variable, parted by the categories of another; groups without
 * any are left out.
 */
typedef struct
{
  guint n_groups;
  gsize n;
  double **values;
  gsize *sizes;
  const char **labels;
  double *all;
} QhStatsGroups;

QhStatsGroups *qh_stats_data_split   (const QhStatsData *self, guint least, guint most, gsize smallest, GError **error);
void           qh_stats_groups_free  (QhStatsGroups *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhStatsGroups, qh_stats_groups_free)

gsize          qh_stats_data_pair    (const QhStatsVariable *a, const QhStatsVariable *b, gsize n, double **x, double **y);
gsize          qh_stats_data_values  (const QhStatsVariable *a, gsize n, double **x);

gboolean       qh_stats_too_few      (gsize n, gsize least, GError **error);

G_END_DECLS
