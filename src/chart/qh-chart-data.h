/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * QhChartForm:
 * @QH_CHART_LINE: counts over time; a category is a period, a series a line
 * @QH_CHART_STACKED_BARS: horizontal bars; a category is a bar, a series a part of it
 * @QH_CHART_HEAT_MAP: a grid; a category is a row, a series a column
 * @QH_CHART_PYRAMID: two sides; a category is an age group, youngest first, a series a side
 * @QH_CHART_GROUPED_BARS: horizontal bars; a category is a group of them, a series a bar
 * @QH_CHART_SHARE_BARS: horizontal bars of the same length; a series is its share of the category
 * @QH_CHART_PARETO: bars from the longest to the shortest with what they add up to; one series
 * @QH_CHART_BULLET: bars against a mark; the first series is what was done, the second its goal
 * @QH_CHART_HISTOGRAM: columns side by side; a category is a span of numbers, in their order
 * @QH_CHART_AREA: layers over time; a category is a period, a series a layer
 * @QH_CHART_CALENDAR: days; a category is a weekday, a series a week, what is not of the year is
 * not known
 * @QH_CHART_BOX: distributions; a category has the five series of #QhChartBox and no sums
 * @QH_CHART_MULTIPLES: a small chart a series, all on the same scale; a category is a period
 * @QH_CHART_SCATTER: points; a category is a point and its key how many rows it is, the first
 * series is how far right it stands, one of the others how high
 * @QH_CHART_STEPS: curves that go down from 100 by steps; a category is a time, which the first
 * series has, a series behind it a curve
 * @QH_CHART_INTERVALS: figures with their intervals; a category is a group or a period, and each
 * three series are the lower end, the figure and the upper end
 * @QH_CHART_FLOW: streams from one column of words to the next; see #QhChartData.first_layer
 *
 * How the figures of a #QhChartData are drawn.
 */
typedef enum
{
  QH_CHART_LINE,
  QH_CHART_STACKED_BARS,
  QH_CHART_HEAT_MAP,
  QH_CHART_PYRAMID,
  QH_CHART_GROUPED_BARS,
  QH_CHART_SHARE_BARS,
  QH_CHART_PARETO,
  QH_CHART_BULLET,
  QH_CHART_HISTOGRAM,
  QH_CHART_AREA,
  QH_CHART_CALENDAR,
  QH_CHART_BOX,
  QH_CHART_MULTIPLES,
  QH_CHART_FLOW,
  QH_CHART_SCATTER,
  QH_CHART_STEPS,
  QH_CHART_INTERVALS,
  QH_CHART_N_FORMS,
} QhChartForm;

/**
 * QhChartSums:
 * @QH_CHART_SUMS_ALL: figures add up to one total, by category and by series
 * @QH_CHART_SUMS_SERIES: only within a series: the others are other periods, or goals
 * @QH_CHART_SUMS_LAYERS: within each column of a flow, and all columns to the same
 * @QH_CHART_SUMS_NONE: never, as quartiles
 *
 * Which sums of a form's figures mean something.
 */
typedef enum
{
  QH_CHART_SUMS_ALL,
  QH_CHART_SUMS_SERIES,
  QH_CHART_SUMS_LAYERS,
  QH_CHART_SUMS_NONE,
} QhChartSums;

/**
 * QhChartBox:
 *
 * The series of a category's box; see qh_chart_box_add().
 */
typedef enum
{
  QH_CHART_BOX_LOW,
  QH_CHART_BOX_FIRST_QUARTILE,
  QH_CHART_BOX_MEDIAN,
  QH_CHART_BOX_THIRD_QUARTILE,
  QH_CHART_BOX_HIGH,
  QH_CHART_BOX_N_SERIES,
} QhChartBox;

/**
 * QhChartStep:
 * @QH_CHART_STEP_NONE: periods of any length, or no periods
 * @QH_CHART_STEP_DAY: a day; an axis label stands at the first of those that share it
 * @QH_CHART_STEP_WEEK: a week
 * @QH_CHART_STEP_MONTH: a month
 *
 * How long a category of a line chart is.
 */
typedef enum
{
  QH_CHART_STEP_NONE,
  QH_CHART_STEP_DAY,
  QH_CHART_STEP_WEEK,
  QH_CHART_STEP_MONTH,
  QH_CHART_N_STEPS,
} QhChartStep;

/* What a colour index may be besides 0, 1, 2…, the theme's series colours. */
#define QH_CHART_COLOUR_AUTO (-1)     /* the form chooses by position */
#define QH_CHART_COLOUR_OTHER (-2)    /* grey: what is left over */
#define QH_CHART_COLOUR_PREVIOUS (-3) /* grey, dashed: the period before */
#define QH_CHART_COLOUR_AVERAGE (-4)  /* ink: computed from the first series, in no sum */

/* The key of the category or series that folding makes. */
#define QH_CHART_KEY_OTHER G_MININT64

/**
 * QhChartKey:
 * @key: what the caller knows this category or series by
 * @label: its full name
 * @axis: (nullable): a shorter one for the axis; categories of a line chart
 *   that follow each other and share it stand under one label, as the weeks of a month do
 * @colour: colour index, or one of the QH_CHART_COLOUR_ values
 * @n_folded: how many were folded into it, 0 for one that is itself
 */
typedef struct
{
  gint64 key;
  char *label;
  char *axis;
  int colour;
  guint n_folded;
} QhChartKey;

/**
 * QhChartOutlier:
 * @category: index of the category whose box it is beyond
 * @value: where it stands
 * @n: how many rows it is
 *
 * A value beyond the whiskers of a box.
 */
typedef struct
{
  guint category;
  double value;
  guint n;
} QhChartOutlier;

/**
 * QhChartData:
 * @form: how it is drawn
 * @step: how long the periods of a line chart are
 * @title: (nullable): the chart's name
 * @subtitle: (nullable): what the figures are of
 * @unit: (nullable): what is counted, plural: "activities"
 * @unit_of_one: (nullable): the same of one: "activity"
 * @category_title: (nullable): heading of the categories in a table: "Type"
 * @series_unit: (nullable): what stands after the columns of a heat map: "h"
 * @note: (nullable): a line under the chart; a heat map makes its own without one
 * @others_label: (nullable): name for the bars that are not shown: "Other types"
 * @unspecified: how many are in no category for want of an answer; -1 says nothing of it
 * @empty_reason: (nullable): why there is nothing to show
 * @shares: whether the figures are per cents, which never add up
 * @first_layer: of a flow: how many categories stand in its first column; the
 *   others, in their order, are the first series too, and stand between. The
 *   series that are no category stand last.
 *
 * @has_line: of points: whether a straight line goes through them
 * @slope: how much it goes up for each one to the right
 * @intercept: how high it stands at 0
 *
 * The figures of one chart and their words: no GTK, no store, no frame.
 * Made by one thread, then only read. The fields may be set directly (strings
 * with qh_chart_data_set_string()); keys, figures and selection have functions.
 */
typedef struct
{
  QhChartForm form;
  QhChartStep step;
  char *title;
  char *subtitle;
  char *unit;
  char *unit_of_one;
  char *category_title;
  char *series_unit;
  char *note;
  char *others_label;
  gint64 unspecified;
  char *empty_reason;
  guint first_layer;
  gboolean shares;
  gboolean has_line;
  double slope;
  double intercept;

  /*< private >*/
  GArray *categories;          /* QhChartKey */
  GArray *series;              /* QhChartKey */
  GArray *values;              /* double, [category][series] */
  GArray *outliers;            /* QhChartOutlier */
  GArray *selected_categories; /* gint64 */
  GArray *selected_series;     /* gint64 */
} QhChartData;

#define QH_TYPE_CHART_DATA (qh_chart_data_get_type ())
GType qh_chart_data_get_type (void);

QhChartData *qh_chart_data_new (QhChartForm form, const char *title);
QhChartData *qh_chart_data_ref (QhChartData *data);
void qh_chart_data_unref (QhChartData *data);
void qh_chart_data_set_string (char **field, const char *value);

guint
qh_chart_data_add_category (QhChartData *data, gint64 key, const char *label, const char *axis);
guint qh_chart_data_add_series (QhChartData *data, gint64 key, const char *label, int colour);
void qh_chart_data_set_series_axis (QhChartData *data, guint series, const char *axis);
guint qh_chart_data_get_n_categories (const QhChartData *data);
guint qh_chart_data_get_n_series (const QhChartData *data);
const QhChartKey *qh_chart_data_get_category (const QhChartData *data, guint index);
const QhChartKey *qh_chart_data_get_series (const QhChartData *data, guint index);

void qh_chart_data_set_value (QhChartData *data, guint category, guint series, double value);
void qh_chart_data_add_outlier (QhChartData *data, guint category, double value, guint n);
const QhChartOutlier *qh_chart_data_get_outliers (const QhChartData *data, guint *n_outliers);
QhChartSums qh_chart_form_get_sums (QhChartForm form);
QhChartSums qh_chart_data_get_sums (const QhChartData *data);
gboolean qh_chart_form_from_name (const char *name, QhChartForm *form);
const char *qh_chart_form_get_name (QhChartForm form);
void qh_chart_data_add_average (QhChartData *data, guint periods, const char *label);
gboolean qh_chart_data_is_computed (const QhChartData *data, guint series);
double qh_chart_data_get_value (const QhChartData *data, guint category, guint series);
double qh_chart_data_get_category_total (const QhChartData *data, guint category);
double qh_chart_data_get_category_figure (const QhChartData *data, guint category);
double qh_chart_data_get_series_total (const QhChartData *data, guint series);
double qh_chart_data_get_total (const QhChartData *data);
double qh_chart_data_get_maximum (const QhChartData *data, guint *category, guint *series);
gboolean qh_chart_data_is_empty (const QhChartData *data);

void qh_chart_data_select_category (QhChartData *data, gint64 key);
void qh_chart_data_select_series (QhChartData *data, gint64 key);
void qh_chart_data_clear_selection (QhChartData *data);
gboolean qh_chart_data_has_selection (const QhChartData *data);
gboolean qh_chart_data_is_category_selected (const QhChartData *data, guint category);
gboolean qh_chart_data_is_series_selected (const QhChartData *data, guint series);
gboolean qh_chart_data_is_selected (const QhChartData *data, guint category, guint series);

QhChartData *qh_chart_data_fold (const QhChartData *data,
                                 guint max_categories,
                                 guint max_series,
                                 const char *other_categories,
                                 const char *other_series);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhChartData, qh_chart_data_unref)

G_END_DECLS
