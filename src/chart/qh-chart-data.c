/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-data.h"

#include <math.h>

#include <glib/gi18n-lib.h>

G_DEFINE_BOXED_TYPE (QhChartData, qh_chart_data, qh_chart_data_ref, qh_chart_data_unref)

static void
clear_key (gpointer item)
{
  QhChartKey *key = item;

  g_clear_pointer (&key->label, g_free);
  g_clear_pointer (&key->axis, g_free);
}

static void
free_contents (gpointer box)
{
  QhChartData *self = box;

  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->subtitle, g_free);
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->unit_of_one, g_free);
  g_clear_pointer (&self->category_title, g_free);
  g_clear_pointer (&self->series_unit, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->others_label, g_free);
  g_clear_pointer (&self->empty_reason, g_free);
  g_clear_pointer (&self->categories, g_array_unref);
  g_clear_pointer (&self->series, g_array_unref);
  g_clear_pointer (&self->values, g_array_unref);
  g_clear_pointer (&self->outliers, g_array_unref);
  g_clear_pointer (&self->selected_categories, g_array_unref);
  g_clear_pointer (&self->selected_series, g_array_unref);
}

static gboolean
holds (const GArray *keys, gint64 key)
{
  for (guint i = 0; i < keys->len; i++)
    {
      if (g_array_index (keys, gint64, i) == key)
        return TRUE;
    }
  return FALSE;
}

/**
 * qh_chart_data_new:
 * @form: how the figures are drawn
 * @title: (nullable): the chart's name, translated
 *
 * Makes figures without categories or series yet.
 *
 * Returns: (transfer full): the new data
 */
QhChartData *
qh_chart_data_new (QhChartForm form, const char *title)
{
  g_return_val_if_fail (form < QH_CHART_N_FORMS, NULL);

  QhChartData *self = g_atomic_rc_box_new0 (QhChartData);
  self->form = form;
  self->title = g_strdup (title);
  self->unspecified = -1;
  self->categories = g_array_new (FALSE, TRUE, sizeof (QhChartKey));
  self->series = g_array_new (FALSE, TRUE, sizeof (QhChartKey));
  g_array_set_clear_func (self->categories, clear_key);
  g_array_set_clear_func (self->series, clear_key);
  self->values = g_array_new (FALSE, TRUE, sizeof (double));
  self->outliers = g_array_new (FALSE, FALSE, sizeof (QhChartOutlier));
  self->selected_categories = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->selected_series = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

/**
 * qh_chart_data_ref:
 * @data: the data
 *
 * Returns: (transfer full): @data with one more reference
 */
QhChartData *
qh_chart_data_ref (QhChartData *data)
{
  g_return_val_if_fail (data != NULL, NULL);

  return g_atomic_rc_box_acquire (data);
}

/**
 * qh_chart_data_unref:
 * @data: (transfer full): the data
 *
 * Drops a reference; the last one frees the data.
 */
void
qh_chart_data_unref (QhChartData *data)
{
  g_return_if_fail (data != NULL);

  g_atomic_rc_box_release_full (data, free_contents);
}

/**
 * qh_chart_data_set_string:
 * @field: one of the data's strings, as in `&data->subtitle`
 * @value: (nullable): what it shall say
 *
 * Replaces a string of the data.
 */
void
qh_chart_data_set_string (char **field, const char *value)
{
  g_return_if_fail (field != NULL);

  char *copy = g_strdup (value);
  g_free (*field);
  *field = copy;
}

/**
 * qh_chart_data_add_category:
 * @data: the data
 * @key: what the caller knows it by
 * @label: its full name
 * @axis: (nullable): a shorter one for the axis; see #QhChartKey
 *
 * Adds a category after the ones there are; its figures are 0.
 *
 * Returns: its index
 */
guint
qh_chart_data_add_category (QhChartData *data, gint64 key, const char *label, const char *axis)
{
  g_return_val_if_fail (data != NULL, 0);
  g_return_val_if_fail (label != NULL, 0);

  QhChartKey item
    = { key, g_utf8_make_valid (label, -1), g_strdup (axis), QH_CHART_COLOUR_AUTO, 0 };
  g_array_append_val (data->categories, item);
  g_array_set_size (data->values, data->categories->len * data->series->len);

  return data->categories->len - 1;
}

/**
 * qh_chart_data_add_series:
 * @data: the data
 * @key: what the caller knows it by
 * @label: its full name
 * @colour: index of a series colour of the theme, or a QH_CHART_COLOUR_ value
 *
 * Adds a series after the ones there are; its figures are 0. Adding the series
 * before the categories moves no figures.
 *
 * Returns: its index
 */
guint
qh_chart_data_add_series (QhChartData *data, gint64 key, const char *label, int colour)
{
  g_return_val_if_fail (data != NULL, 0);
  g_return_val_if_fail (label != NULL, 0);

  guint before = data->series->len;
  QhChartKey item = { key, g_utf8_make_valid (label, -1), NULL, colour, 0 };
  g_array_append_val (data->series, item);

  GArray *values = g_array_new (FALSE, TRUE, sizeof (double));
  g_array_set_size (values, data->categories->len * data->series->len);
  for (guint c = 0; c < data->categories->len; c++)
    {
      for (guint s = 0; s < before; s++)
        g_array_index (values, double, c * data->series->len + s)
          = g_array_index (data->values, double, c *before + s);
    }
  g_array_unref (data->values);
  data->values = values;

  return before;
}

/**
 * qh_chart_data_set_series_axis:
 * @data: the data
 * @series: a series' index
 * @axis: (nullable): a shorter name for the axis: the columns of a heat map
 */
void
qh_chart_data_set_series_axis (QhChartData *data, guint series, const char *axis)
{
  g_return_if_fail (data != NULL);
  g_return_if_fail (series < data->series->len);

  qh_chart_data_set_string (&g_array_index (data->series, QhChartKey, series).axis, axis);
}

/**
 * qh_chart_data_get_n_categories:
 * @data: the data
 *
 * Returns: how many categories there are
 */
guint
qh_chart_data_get_n_categories (const QhChartData *data)
{
  g_return_val_if_fail (data != NULL, 0);

  return data->categories->len;
}

/**
 * qh_chart_data_get_n_series:
 * @data: the data
 *
 * Returns: how many series there are
 */
guint
qh_chart_data_get_n_series (const QhChartData *data)
{
  g_return_val_if_fail (data != NULL, 0);

  return data->series->len;
}

/**
 * qh_chart_data_get_category:
 * @data: the data
 * @index: which one
 *
 * Returns: (transfer none): its key and labels
 */
const QhChartKey *
qh_chart_data_get_category (const QhChartData *data, guint index)
{
  g_return_val_if_fail (data != NULL && index < data->categories->len, NULL);

  return &g_array_index (data->categories, QhChartKey, index);
}

/**
 * qh_chart_data_get_series:
 * @data: the data
 * @index: which one
 *
 * Returns: (transfer none): its key, label and colour
 */
const QhChartKey *
qh_chart_data_get_series (const QhChartData *data, guint index)
{
  g_return_val_if_fail (data != NULL && index < data->series->len, NULL);

  return &g_array_index (data->series, QhChartKey, index);
}

/**
 * qh_chart_data_set_value:
 * @data: the data
 * @category: a category's index
 * @series: a series' index
 * @value: the figure; NAN where it is not known. Below 0 only where figures do not add up
 */
void
qh_chart_data_set_value (QhChartData *data, guint category, guint series, double value)
{
  g_return_if_fail (data != NULL);
  g_return_if_fail (category < data->categories->len && series < data->series->len);

  g_array_index (data->values, double, category * data->series->len + series)
    = isfinite (value) ? value : NAN;
}

/**
 * qh_chart_data_get_value:
 * @data: the data
 * @category: a category's index
 * @series: a series' index
 *
 * Returns: the figure, NAN where it is not known
 */
double
qh_chart_data_get_value (const QhChartData *data, guint category, guint series)
{
  g_return_val_if_fail (data != NULL, 0);
  g_return_val_if_fail (category < data->categories->len && series < data->series->len, 0);

  return g_array_index (data->values, double, category * data->series->len + series);
}

/**
 * qh_chart_data_add_outlier:
 * @data: the data, of boxes
 * @category: a category's index
 * @value: beyond the category's whiskers
 * @n: how many rows it is
 */
void
qh_chart_data_add_outlier (QhChartData *data, guint category, double value, guint n)
{
  g_return_if_fail (data != NULL && category < data->categories->len && isfinite (value));

  QhChartOutlier outlier = { category, value, n };
  g_array_append_val (data->outliers, outlier);
}

/**
 * qh_chart_data_get_outliers:
 * @data: the data
 * @n_outliers: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_outliers): what stands beyond the whiskers
 */
const QhChartOutlier *
qh_chart_data_get_outliers (const QhChartData *data, guint *n_outliers)
{
  g_return_val_if_fail (data != NULL && n_outliers != NULL, NULL);

  *n_outliers = data->outliers->len;
  return (const QhChartOutlier *)(gpointer)data->outliers->data;
}

static gboolean
has_figure (const QhChartData *data)
{
  for (guint i = 0; i < data->values->len; i++)
    if (!isnan (g_array_index (data->values, double, i)))
      return TRUE;
  return FALSE;
}

/**
 * qh_chart_data_is_empty:
 * @data: the data
 *
 * Returns: whether there is nothing to draw: a reason was given, or no figure is above 0;
 *   of figures that never add up, which may be below it, whether there is none
 */
gboolean
qh_chart_data_is_empty (const QhChartData *data)
{
  g_return_val_if_fail (data != NULL, TRUE);

  if (data->empty_reason != NULL)
    return TRUE;
  return qh_chart_form_get_sums (data->form) == QH_CHART_SUMS_NONE
           ? !has_figure (data)
           : qh_chart_data_get_maximum (data, NULL, NULL) <= 0;
}

/**
 * qh_chart_data_select_category:
 * @data: the data
 * @key: a category's key; one that is not there selects nothing
 *
 * Adds a category to the selection, which is drawn strong while the rest dims.
 * With categories and series selected, a figure is selected that is in both.
 */
void
qh_chart_data_select_category (QhChartData *data, gint64 key)
{
  g_return_if_fail (data != NULL);

  g_array_append_val (data->selected_categories, key);
}

/**
 * qh_chart_data_select_series:
 * @data: the data
 * @key: a series' key
 *
 * Adds a series to the selection; see qh_chart_data_select_category().
 */
void
qh_chart_data_select_series (QhChartData *data, gint64 key)
{
  g_return_if_fail (data != NULL);

  g_array_append_val (data->selected_series, key);
}

/**
 * qh_chart_data_clear_selection:
 * @data: the data
 */
void
qh_chart_data_clear_selection (QhChartData *data)
{
  g_return_if_fail (data != NULL);

  g_array_set_size (data->selected_categories, 0);
  g_array_set_size (data->selected_series, 0);
}

/**
 * qh_chart_data_has_selection:
 * @data: the data
 *
 * Returns: whether anything is selected
 */
gboolean
qh_chart_data_has_selection (const QhChartData *data)
{
  return data->selected_categories->len > 0 || data->selected_series->len > 0;
}

/**
 * qh_chart_data_is_category_selected:
 * @data: the data
 * @category: a category's index
 *
 * Returns: whether this category itself was selected
 */
gboolean
qh_chart_data_is_category_selected (const QhChartData *data, guint category)
{
  return holds (data->selected_categories, qh_chart_data_get_category (data, category)->key);
}

/**
 * qh_chart_data_is_series_selected:
 * @data: the data
 * @series: a series' index
 *
 * Returns: whether this series itself was selected
 */
gboolean
qh_chart_data_is_series_selected (const QhChartData *data, guint series)
{
  return holds (data->selected_series, qh_chart_data_get_series (data, series)->key);
}

/**
 * qh_chart_data_is_selected:
 * @data: the data
 * @category: a category's index
 * @series: a series' index
 *
 * Returns: whether a figure is within the selection; FALSE when there is none
 */
gboolean
qh_chart_data_is_selected (const QhChartData *data, guint category, guint series)
{
  if (!qh_chart_data_has_selection (data))
    return FALSE;
  if (data->selected_categories->len > 0 && !qh_chart_data_is_category_selected (data, category))
    return FALSE;
  return data->selected_series->len == 0 || qh_chart_data_is_series_selected (data, series);
}
