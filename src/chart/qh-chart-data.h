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
 *
 * How the figures of a #QhChartData are drawn.
 */
typedef enum
{
  QH_CHART_LINE,
  QH_CHART_STACKED_BARS,
  QH_CHART_HEAT_MAP,
  QH_CHART_PYRAMID,
  QH_CHART_N_FORMS,
} QhChartForm;

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
 * QhChartData:
 * @form: how it is drawn
 * @step: how long the periods of a line chart are
 * @title: (nullable): the chart's name
 * @subtitle: (nullable): what the figures are of
 * @unit: (nullable): what is counted, plural: "activities"
 * @category_title: (nullable): heading of the categories in a table: "Type"
 * @series_unit: (nullable): what stands after the columns of a heat map: "h"
 * @note: (nullable): a line under the chart; a heat map makes its own without one
 * @others_label: (nullable): name for the bars that are not shown: "Other types"
 * @unspecified: how many are in no category for want of an answer; -1 says nothing of it
 * @empty_reason: (nullable): why there is nothing to show
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
  char *category_title;
  char *series_unit;
  char *note;
  char *others_label;
  gint64 unspecified;
  char *empty_reason;

  /*< private >*/
  GArray *categories;          /* QhChartKey */
  GArray *series;              /* QhChartKey */
  GArray *values;              /* double, [category][series] */
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
double qh_chart_data_get_value (const QhChartData *data, guint category, guint series);
double qh_chart_data_get_category_total (const QhChartData *data, guint category);
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
