/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "qh-chart-layout-private.h"

G_BEGIN_DECLS

/**
 * QhChartRows:
 * @layout: what is laid out
 * @least_pitch: the least height of a row
 * @most_pitch: the most height of a row
 * @foot: height kept under the rows for an axis
 * @shown: (element-type guint): the categories that have a row
 * @n_hidden: how many are told in one line of text instead
 * @hidden_total: what those add up to
 * @pitch: from one row to the next
 * @bars: from where the rows' bars begin to where the longest may end
 *
 * Categories below each other, their names at the left: what bars, boxes and
 * bullets have in common.
 */
typedef struct
{
  QhChartLayout *layout;
  double least_pitch;
  double most_pitch;
  double foot;
  GArray *shown;
  guint n_hidden;
  double hidden_total;
  double pitch;
  QhChartRect bars;
} QhChartRows;

QhChartRows *qh_chart_rows_new (QhChartLayout *layout, double least_pitch, double most_pitch);
void qh_chart_rows_free (QhChartRows *self);
void qh_chart_rows_choose (QhChartRows *self);
void qh_chart_rows_place (QhChartRows *self, double figures);
guint qh_chart_rows_get_category (const QhChartRows *self, guint row);
double qh_chart_rows_get_top (const QhChartRows *self, guint row);
void qh_chart_rows_add_band (QhChartRows *self, guint row, double right);
void qh_chart_rows_add_label (QhChartRows *self, guint row);
void qh_chart_rows_add_mark (QhChartRows *self, guint row, double right);
void qh_chart_rows_add_hidden (QhChartRows *self);
void qh_chart_rows_add_range (QhChartRows *self, const QhChartRange *range);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhChartRows, qh_chart_rows_free)

G_END_DECLS
