/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart-checks.h"

#include <math.h>

const int chart_checks_size[CHART_CHECKS_N_SIZES][2]
  = { { 360, 220 }, { 500, 220 }, { 640, 400 }, { 1920, 1080 }, { 3840, 2160 } };

/* n by m figures, each told from the others, in every form. */
QhChartData *
chart_checks_make (QhChartForm form,
                   guint n_categories,
                   guint n_series,
                   double factor,
                   const char *label)
{
  QhChartData *data = qh_chart_data_new (form, "Prueba");

  for (guint s = 0; s < n_series; s++)
    {
      g_autofree char *name = g_strdup_printf ("%s S%u", label, s);
      qh_chart_data_add_series (data, s, name, QH_CHART_COLOUR_AUTO);
    }
  for (guint c = 0; c < n_categories; c++)
    {
      g_autofree char *name = g_strdup_printf ("%s C%u", label, c);
      qh_chart_data_add_category (data, c, name, NULL);
      for (guint s = 0; s < n_series; s++)
        qh_chart_data_set_value (data, c, s, factor * (1 + (c * 7 + s * 3) % 11));
    }
  return data;
}

static gboolean
is_within (const QhChartRect *rect, double width, double height)
{
  return rect->x >= -0.51 && rect->y >= -0.51 && rect->x + rect->width <= width + 0.51
         && rect->y + rect->height <= height + 0.51;
}

static gboolean
do_overlap (const QhChartRect *a, const QhChartRect *b)
{
  const double slack = 0.75;

  return a->width > 0 && b->width > 0 && a->x + slack < b->x + b->width
         && b->x + slack < a->x + a->width && a->y + slack < b->y + b->height
         && b->y + slack < a->y + a->height;
}

/* What must hold of every layout, whatever the figures. */
void
chart_checks_layout (QhChartData *data, double width, double height, QhChartLayoutFlags flags)
{
  g_autoptr (QhChartLayout) layout
    = qh_chart_layout_new (data, QH_CHART_THEME_LIGHT, width, height, flags, NULL);
  guint n_marks = 0;
  guint n_labels = 0;
  const QhChartMark *marks = qh_chart_layout_get_marks (layout, &n_marks);
  const QhChartRect *labels = qh_chart_layout_get_labels (layout, &n_labels);

  g_assert_cmpuint (n_labels, >, 0);
  for (guint i = 0; i < n_labels; i++)
    {
      if (!is_within (&labels[i], width, height))
        g_error ("form %d, %g × %g: label %u at %g, %g, %g × %g leaves the chart",
                 data->form,
                 width,
                 height,
                 i,
                 labels[i].x,
                 labels[i].y,
                 labels[i].width,
                 labels[i].height);
      for (guint j = 0; j < i; j++)
        {
          if (do_overlap (&labels[i], &labels[j]))
            g_error (
              "form %d, %g × %g: labels %u (%g, %g, %g × %g) and %u (%g, %g, %g × %g) overlap",
              data->form,
              width,
              height,
              i,
              labels[i].x,
              labels[i].y,
              labels[i].width,
              labels[i].height,
              j,
              labels[j].x,
              labels[j].y,
              labels[j].width,
              labels[j].height);
        }
    }
  for (guint i = 0; i < n_marks; i++)
    {
      const QhChartMark *mark = &marks[i];
      g_autofree char *tooltip = qh_chart_layout_dup_tooltip (layout, i);
      g_assert_nonnull (tooltip);
      if (!is_within (&mark->rect, width, height))
        g_error ("form %d, %g × %g: mark %u at %g, %g, %g × %g leaves the chart",
                 data->form,
                 width,
                 height,
                 i,
                 mark->rect.x,
                 mark->rect.y,
                 mark->rect.width,
                 mark->rect.height);
      switch (mark->kind)
        {
        case QH_CHART_MARK_VALUE:
          g_assert_false (isnan (mark->value));
          g_assert_cmpfloat (
            mark->value, ==, qh_chart_data_get_value (data, mark->category, mark->series));
          break;
        case QH_CHART_MARK_CATEGORY:
          g_assert_cmpint (mark->series, ==, -1);
          g_assert_nonnull (qh_chart_data_get_category (data, mark->category));
          break;
        case QH_CHART_MARK_SERIES:
          g_assert_cmpint (mark->category, ==, -1);
          if (qh_chart_form_get_sums (data->form) != QH_CHART_SUMS_NONE)
            g_assert_cmpfloat (
              mark->value, ==, qh_chart_data_get_series_total (data, mark->series));
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

void
chart_checks_sizes (QhChartData *data)
{
  for (guint i = 0; i < CHART_CHECKS_N_SIZES; i++)
    {
      chart_checks_layout (
        data, chart_checks_size[i][0], chart_checks_size[i][1], QH_CHART_LAYOUT_PLAIN);
      chart_checks_layout (
        data, chart_checks_size[i][0], chart_checks_size[i][1], QH_CHART_LAYOUT_PAGE);
    }
}
