/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts of an answer: as a picture in a page, and as figures in a file and back. */
#include "config.h"

#include "research/qh-answer-chart.h"

#include <math.h>

#include "chart/qh-chart-save.h"
#include "chart/qh-chart-words.h"
#include "domain/qh-json.h"

/* Of a picture in a page: dots, twice as many as it is wide on the screen. */
#define PICTURE_WIDTH 1280
#define PICTURE_HEIGHT 560

/**
 * qh_answer_append_chart_html:
 *
 * Appends a chart as a picture that stands in the page itself, with its words for who
 * does not see it.
 */
void
qh_answer_append_chart_html (QhChartData *chart, GString *html)
{
  g_autoptr (GBytes) png = qh_chart_to_bytes (
    chart, QH_CHART_PNG, PICTURE_WIDTH, PICTURE_HEIGHT, QH_CHART_THEME_LIGHT, NULL);
  g_autofree char *words = qh_chart_describe (chart);
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  g_autofree char *coded = NULL;

  if (png == NULL)
    return; /* never of this size */
  coded = g_base64_encode (g_bytes_get_data (png, NULL), g_bytes_get_size (png));
  g_string_append_printf (
    html,
    "<p><img width=\"%d\" height=\"%d\" alt=\"%s\" src=\"data:image/png;base64,%s\"></p>\n",
    PICTURE_WIDTH / 2,
    PICTURE_HEIGHT / 2,
    escaped,
    coded);
}

/* JSON */

static void
add_key (JsonBuilder *builder, const QhChartKey *key)
{
  json_builder_begin_object (builder);
  qh_json_count (builder, "key", key->key);
  qh_json_optional_text (builder, "label", key->label);
  qh_json_optional_text (builder, "axis", key->axis);
  qh_json_count (builder, "colour", key->colour);
  json_builder_end_object (builder);
}

static void
add_values (JsonBuilder *builder, const QhChartData *chart)
{
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  for (guint c = 0; c < qh_chart_data_get_n_categories (chart); c++)
    for (guint s = 0; s < qh_chart_data_get_n_series (chart); s++)
      {
        double value = qh_chart_data_get_value (chart, c, s);

        if (isfinite (value))
          json_builder_add_double_value (builder, value);
        else
          json_builder_add_null_value (builder);
      }
  json_builder_end_array (builder);
}

static void
add_outliers (JsonBuilder *builder, const QhChartData *chart)
{
  guint n = 0;
  const QhChartOutlier *outliers = qh_chart_data_get_outliers (chart, &n);

  json_builder_set_member_name (builder, "outliers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      qh_json_count (builder, "category", outliers[i].category);
      qh_json_real (builder, "value", outliers[i].value);
      qh_json_count (builder, "n", outliers[i].n);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/**
 * qh_answer_chart_to_json:
 *
 * Adds a chart's figures and words as an object.
 */
void
qh_answer_chart_to_json (const QhChartData *chart, JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  qh_json_optional_text (builder, "form", qh_chart_form_get_name (chart->form));
  qh_json_count (builder, "step", chart->step);
  qh_json_optional_text (builder, "title", chart->title);
  qh_json_optional_text (builder, "note", chart->note);
  qh_json_optional_text (builder, "unit", chart->unit);
  qh_json_optional_text (builder, "category_title", chart->category_title);
  qh_json_optional_text (builder, "empty_reason", chart->empty_reason);
  if (chart->has_line)
    {
      json_builder_set_member_name (builder, "slope");
      json_builder_add_double_value (builder, chart->slope);
      json_builder_set_member_name (builder, "intercept");
      json_builder_add_double_value (builder, chart->intercept);
    }
  json_builder_set_member_name (builder, "series");
  json_builder_begin_array (builder);
  for (guint s = 0; s < qh_chart_data_get_n_series (chart); s++)
    add_key (builder, qh_chart_data_get_series (chart, s));
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "categories");
  json_builder_begin_array (builder);
  for (guint c = 0; c < qh_chart_data_get_n_categories (chart); c++)
    add_key (builder, qh_chart_data_get_category (chart, c));
  json_builder_end_array (builder);
  add_values (builder, chart);
  if (chart->form == QH_CHART_BOX)
    add_outliers (builder, chart);
  json_builder_end_object (builder);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static gboolean
get_number (JsonNode *node, double *value)
{
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return FALSE;
  *value = type == G_TYPE_DOUBLE ? json_node_get_double (node) : (double)json_node_get_int (node);
  return TRUE;
}

static gint64
get_integer (JsonObject *object, const char *name)
{
  double value = 0;

  get_number (json_object_get_member (object, name), &value);
  return (gint64)value;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* The series, or the categories. */
static gboolean
read_keys (QhChartData *chart, JsonArray *keys, gboolean series)
{
  for (guint i = 0; i < json_array_get_length (keys); i++)
    {
      JsonNode *node = json_array_get_element (keys, i);
      JsonObject *key = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *label = key != NULL ? get_text (key, "label") : NULL;

      if (label == NULL)
        return FALSE;
      if (series)
        qh_chart_data_add_series (
          chart, get_integer (key, "key"), label, (int)get_integer (key, "colour"));
      else
        qh_chart_data_add_category (chart, get_integer (key, "key"), label, get_text (key, "axis"));
    }
  return TRUE;
}

static gboolean
read_values (QhChartData *chart, JsonArray *values)
{
  guint n_series = qh_chart_data_get_n_series (chart);

  if (json_array_get_length (values) != qh_chart_data_get_n_categories (chart) * n_series)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      double value = NAN;

      get_number (json_array_get_element (values, i), &value);
      qh_chart_data_set_value (chart, i / n_series, i % n_series, value);
    }
  return TRUE;
}

/* Charts that were kept before outliers were drawn have none. */
static gboolean
read_outliers (QhChartData *chart, JsonArray *outliers)
{
  for (guint i = 0; outliers != NULL && i < json_array_get_length (outliers); i++)
    {
      JsonNode *node = json_array_get_element (outliers, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 category = object != NULL ? get_integer (object, "category") : -1;
      gint64 n = object != NULL ? get_integer (object, "n") : 0;
      double value;

      if (category < 0 || category >= qh_chart_data_get_n_categories (chart) || n < 1 || n > G_MAXUINT
          || !get_number (json_object_get_member (object, "value"), &value))
        return FALSE;
      qh_chart_data_add_outlier (chart, (guint)category, value, (guint)n);
    }
  return TRUE;
}

static void
read_words (QhChartData *chart, JsonObject *object)
{
  gint64 step = get_integer (object, "step");

  chart->step = step > 0 && step < QH_CHART_N_STEPS ? (QhChartStep)step : QH_CHART_STEP_NONE;
  qh_chart_data_set_string (&chart->note, get_text (object, "note"));
  qh_chart_data_set_string (&chart->unit, get_text (object, "unit"));
  qh_chart_data_set_string (&chart->category_title, get_text (object, "category_title"));
  qh_chart_data_set_string (&chart->empty_reason, get_text (object, "empty_reason"));
  chart->has_line = get_number (json_object_get_member (object, "slope"), &chart->slope)
                    && get_number (json_object_get_member (object, "intercept"), &chart->intercept);
}

/**
 * qh_answer_chart_from_json:
 *
 * Returns: (transfer full) (nullable): the chart that qh_answer_chart_to_json() wrote;
 *   %NULL where it is no such thing
 */
QhChartData *
qh_answer_chart_from_json (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object != NULL ? get_text (object, "form") : NULL;
  JsonArray *series = object != NULL ? get_array (object, "series") : NULL;
  JsonArray *categories = object != NULL ? get_array (object, "categories") : NULL;
  JsonArray *values = object != NULL ? get_array (object, "values") : NULL;
  g_autoptr (QhChartData) chart = NULL;
  QhChartForm form;

  /* A flow has more than is kept here. */
  if (name == NULL || series == NULL || categories == NULL || values == NULL
      || !qh_chart_form_from_name (name, &form) || form == QH_CHART_FLOW)
    return NULL;
  chart = qh_chart_data_new (form, get_text (object, "title"));
  read_words (chart, object);
  if (!read_keys (chart, series, TRUE) || !read_keys (chart, categories, FALSE)
      || !read_values (chart, values) || !read_outliers (chart, get_array (object, "outliers")))
    return NULL;
  return g_steal_pointer (&chart);
}
