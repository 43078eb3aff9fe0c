/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "board/qh-board-spec.h"
#include "frame/qh-frame.h"

G_BEGIN_DECLS

/**
 * QhChartNeeds:
 * @label: what it is called in the window, to be translated
 * @activities: whether it is only of activities
 * @rows: (nullable): the only rows that it has; %NULL where they are chosen
 * @colours: (nullable): likewise
 * @has_colours: whether it has colours
 * @needs_colours: whether it is nothing without
 * @has_last: whether it has a last column
 * @numbers: whether its rows are numbers in spans
 * @single: whether its rows have one answer a record
 * @minutes: whether it can be of minutes
 * @goals: whether it is of goals
 *
 * What a form of chart is made of.
 */
typedef struct
{
  QhChartForm form;
  const char *label;
  gboolean activities;
  const char *rows;
  const char *colours;
  gboolean has_colours;
  gboolean needs_colours;
  gboolean has_last;
  gboolean numbers;
  gboolean single;
  gboolean minutes;
  gboolean goals;
} QhChartNeeds;

extern const char *const qh_chart_goal_rows[];

const QhChartNeeds *qh_chart_needs_list (guint *n);
const QhChartNeeds *qh_chart_needs_find (QhChartForm form);
void                qh_chart_spec_fit   (QhChartSpec *spec, QhChartForm before);
gboolean            qh_chart_spec_check (const QhChartSpec *spec, QhFrame *frame, char **note, GError **error);

G_END_DECLS
