/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "qh-chart-rows.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* How many letters of a name are seen in a narrow chart. */
#define TOLD_APART 15

QhChartRows *
qh_chart_rows_new (QhChartLayout *layout, double least_pitch, double most_pitch)
{
  QhChartRows *self = g_new0 (QhChartRows, 1);

  self->layout = layout;
  self->least_pitch = MAX (least_pitch, 1);
  self->most_pitch = MAX (most_pitch, self->least_pitch);
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
qh_chart_rows_free (QhChartRows *self)
{
  g_array_unref (self->shown);
  g_free (self);
}

guint
qh_chart_rows_get_category (const QhChartRows *self, guint row)
{
  return g_array_index (self->shown, guint, row);
}

double
qh_chart_rows_get_top (const QhChartRows *self, guint row)
{
  return self->bars.y + self->pitch * row;
}

static gboolean
is_folded (const QhChartRows *self, guint category)
{
  return qh_chart_data_get_category (self->layout->data, category)->key == QH_CHART_KEY_OTHER;
}

static gboolean
is_selected (const QhChartRows *self, guint category)
{
  return qh_chart_data_is_category_selected (self->layout->data, category);
}

/* Rows for as many as there is height for, in the order given; one that is
 * selected takes the last place rather than being hidden. */
void
qh_chart_rows_choose (QhChartRows *self)
{
  const QhChartData *data = self->layout->data;
  guint n = qh_chart_data_get_n_categories (data);
  guint n_own = 0;

  for (guint c = 0; c < n; c++)
    n_own += is_folded (self, c) ? 0 : 1;
  g_array_set_size (self->shown, 0);
  self->n_hidden = 0;
  self->hidden_total = 0;

  /* The line of those that are hidden takes a row, or what part of one it needs. */
  double height = self->layout->area.height - self->foot;
  double line = MIN (self->layout->line, self->least_pitch);
  gboolean fits = n_own == n && n_own <= MAX (1, (guint)(height / self->least_pitch));
  guint room = MAX (1, (guint)(MAX (0, height - line) / self->least_pitch));
  guint n_rows = fits ? n_own : MIN (n_own, room);
  for (guint c = 0; c < n; c++)
    {
      guint last = self->shown->len;
      if (!is_folded (self, c) && last < n_rows)
        g_array_append_val (self->shown, c);
      else if (!is_folded (self, c) && last > 0 && is_selected (self, c)
               && !is_selected (self, qh_chart_rows_get_category (self, last - 1)))
        g_array_index (self->shown, guint, last - 1) = c;
    }
  for (guint c = 0, next = 0; c < n; c++)
    {
      if (next < self->shown->len && qh_chart_rows_get_category (self, next) == c)
        {
          next++;
          continue;
        }
      self->n_hidden += MAX (qh_chart_data_get_category (data, c)->n_folded, 1);
      self->hidden_total += qh_chart_data_get_category_total (data, c);
    }
}

/* Names at the left, up to two fifths of the width; @figures are kept at the right. */
void
qh_chart_rows_place (QhChartRows *self, double figures)
{
  QhChartLayout *layout = self->layout;
  QhChartRect area = layout->area;
  double labels = 0;

  for (guint i = 0; i < self->shown->len; i++)
    {
      guint c = qh_chart_rows_get_category (self, i);
      const char *label = qh_chart_key_get_axis (qh_chart_data_get_category (layout->data, c));
      labels = MAX (labels, qh_chart_layout_measure (layout, label, QH_CHART_TEXT_BOLD));
    }
  labels = MIN (labels, area.width * 0.4);
  double hidden = self->n_hidden > 0 ? MIN (layout->line, self->least_pitch) : 0;
  double height = MAX (area.height - self->foot - hidden, 1);
  self->pitch = MIN (height / MAX (self->shown->len, 1), self->most_pitch);
  double x = area.x + 6 * layout->unit + labels + 8 * layout->unit;
  self->bars = (QhChartRect){ x,
                              area.y,
                              MAX (1, area.x + area.width - x - figures - 12 * layout->unit),
                              self->pitch * self->shown->len };
}

/* The ground of a row that was chosen, up to @right. */
void
qh_chart_rows_add_band (QhChartRows *self, guint row, double right)
{
  QhChartLayout *layout = self->layout;
  double left = layout->area.x;

  if (is_selected (self, qh_chart_rows_get_category (self, row)))
    qh_chart_layout_add_rect (
      layout,
      (QhChartRect){ left, qh_chart_rows_get_top (self, row), right - left, self->pitch },
      5 * layout->unit,
      layout->palette->selection);
}

void
qh_chart_rows_add_label (QhChartRows *self, guint row)
{
  QhChartLayout *layout = self->layout;
  guint c = qh_chart_rows_get_category (self, row);
  gboolean selected = is_selected (self, c);
  double end = self->bars.x - 8 * layout->unit;
  guint before = layout->items->len;

  qh_chart_layout_add_text (layout,
                            qh_chart_key_get_axis (qh_chart_data_get_category (layout->data, c)),
                            selected ? QH_CHART_TEXT_BOLD : QH_CHART_TEXT_NORMAL,
                            selected ? layout->palette->selection_ink : layout->palette->dim_ink,
                            end,
                            qh_chart_rows_get_top (self, row) + self->pitch / 2,
                            1,
                            end - layout->area.x - 6 * layout->unit);
  qh_chart_layout_tell_apart (layout, before, TRUE, c, TOLD_APART);
}

/* The whole of a row, from its name to @right, stands for its category. */
void
qh_chart_rows_add_mark (QhChartRows *self, guint row, double right)
{
  QhChartRect area = self->layout->area;
  guint c = qh_chart_rows_get_category (self, row);
  double total = qh_chart_data_get_category_figure (self->layout->data, c);

  qh_chart_layout_add_mark (self->layout,
                            QH_CHART_MARK_CATEGORY,
                            c,
                            -1,
                            total,
                            (QhChartRect){ area.x,
                                           qh_chart_rows_get_top (self, row),
                                           MIN (right, area.x + area.width) - area.x,
                                           self->pitch });
}

static const char *
get_others_label (const QhChartRows *self)
{
  const QhChartData *data = self->layout->data;

  if (data->others_label != NULL)
    return data->others_label;
  for (guint c = 0; c < qh_chart_data_get_n_categories (data); c++)
    {
      if (is_folded (self, c))
        return qh_chart_data_get_category (data, c)->label;
    }
  return _ ("Others");
}

/* What has no row: "Others (6): 2,678"; without sums only how many. */
void
qh_chart_rows_add_hidden (QhChartRows *self)
{
  QhChartLayout *layout = self->layout;
  double end = self->bars.x - 8 * layout->unit;
  double middle = layout->area.y + layout->area.height - layout->line / 2;
  double under
    = self->bars.y + self->bars.height + self->foot + MIN (self->pitch, layout->line) / 2;

  if (self->n_hidden == 0)
    return;
  g_autofree char *count = qh_chart_format_number (self->hidden_total);
  g_autofree char *text
    = isnan (self->hidden_total)
        ? g_strdup_printf ("%s (%u)", get_others_label (self), self->n_hidden)
        /* Translators: what has no bar of its own: "Other types (6): 2,678" */
        : g_strdup_printf (_ ("%1$s (%2$u): %3$s"), get_others_label (self), self->n_hidden, count);
  double width = qh_chart_layout_measure (layout, text, QH_CHART_TEXT_NORMAL);
  double left = layout->area.x + 6 * layout->unit;
  double x = MAX (end - width, left);
  qh_chart_layout_add_text (layout,
                            text,
                            QH_CHART_TEXT_NORMAL,
                            layout->palette->dim_ink,
                            x,
                            MIN (under + 2 * layout->unit, middle),
                            0,
                            layout->area.x + layout->area.width - x);
}

/* An axis in the foot of the rows, with pale lines up through them. */
void
qh_chart_rows_add_range (QhChartRows *self, const QhChartRange *range)
{
  QhChartLayout *layout = self->layout;
  const QhChartPalette *palette = layout->palette;
  double bottom = self->bars.y + self->bars.height, last_end = -INFINITY;
  double edge = layout->area.x + layout->area.width;

  for (guint i = 0; i <= range->n_ticks; i++)
    {
      g_autofree char *number = qh_chart_range_dup_tick (range, i);
      double value = range->least + i * range->step;
      double x = self->bars.x + self->bars.width * qh_chart_range_map (range, value);
      double width = qh_chart_layout_measure (layout, number, QH_CHART_TEXT_NORMAL);
      double from = CLAMP (x - width / 2, layout->area.x, MAX (layout->area.x, edge - width));

      qh_chart_layout_add_line (layout,
                                x,
                                self->bars.y,
                                x,
                                bottom,
                                layout->unit,
                                fabs (value) < range->step / 2 ? palette->axis : palette->grid);
      if (from < last_end + 6 * layout->unit)
        continue;
      qh_chart_layout_add_text (layout,
                                number,
                                QH_CHART_TEXT_NORMAL,
                                palette->dim_ink,
                                from,
                                bottom + 4 * layout->unit + layout->line / 2,
                                0,
                                layout->area.width);
      last_end = from + width;
    }
}
