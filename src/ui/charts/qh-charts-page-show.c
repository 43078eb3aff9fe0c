/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What shows: the cards, the chips of what is selected, the count, the rows. */
#include "ui/charts/qh-charts-page-private.h"

#include <glib/gi18n-lib.h>

#include "chart/qh-chart-scale.h"
#include "board/qh-chart-needs.h"
#include "ui/widgets/qh-tooltip.h"

/* Of more rows than these, charts are counted one after the other, so that the
 * window stays awake between them. */
#define MOST_COUNTED_AT_ONCE 200000

static void
show_count (QhChartsPage *self)
{
  guint n = qh_board_count (self->board), of = qh_board_count_period (self->board);
  g_autofree char *some = qh_chart_format_number (n);
  g_autofree char *all = qh_chart_format_number (of);
  g_autofree char *text = NULL;

  if (qh_board_get_listed (self->board) != qh_board_get_frame (self->board))
    {
      const QhKind *kind = qh_frame_get_kind (qh_board_get_listed (self->board));

      text = g_strdup_printf (_("%s: <b>%s</b>"), qh_kind_get_plural (kind, qh_language_from_locale ()), some);
    }
  else if (n == of)
    text = g_strdup_printf (ngettext ("<b>%s</b> activity", "<b>%s</b> activities", n), some);
  else
    /* Translators: how many activities pass the filters: "1,595 of 18,122 (8.8 %)" */
    text = g_strdup_printf (_("<b>%s</b> of %s (%.1f %%)"), some, all, of > 0 ? 100.0 * n / of : 0);
  gtk_label_set_markup (self->count, text);
}

/* What a chart's selection is of. */
static const char *
name_chip (const QhChartSpec *spec)
{
  static const struct
  {
    const char *rows;
    const char *name;
  } names[] = { { "period", N_("Period") }, { "type", N_("Type") }, { "weekday", N_("Time") }, { "age_group", N_("People") } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].rows, spec->rows))
      return _(names[i].name);
  if (qh_chart_spec_get_label (spec, qh_language_from_locale ()) != NULL)
    return qh_chart_spec_get_label (spec, qh_language_from_locale ());
  return _(qh_chart_needs_find (spec->form)->label);
}

static void
show_chips (QhChartsPage *self)
{
  for (guint i = 0; i < self->chips->len; i++)
    {
      GtkWidget *chip = g_ptr_array_index (self->chips, i);
      g_autofree char *words = qh_board_dup_selection_words (self->board, i);
      g_autofree char *text = words != NULL ? g_strdup_printf (_("%s: %s"), name_chip (qh_board_get_chart (self->board, i)), words) : NULL;
      g_autofree char *name = text != NULL ? g_strdup_printf (_("Remove the filter “%s”"), text) : NULL;

      gtk_widget_set_visible (chip, words != NULL);
      if (words == NULL)
        continue;
      gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (chip)))), text);
      qh_tooltip_set (chip, text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
}

/* In which order charts were chosen from. */
static void
note_chosen (QhChartsPage *self)
{
  for (guint i = self->chosen->len; i-- > 0;)
    {
      guint chart = g_array_index (self->chosen, guint, i);

      if (chart >= qh_board_get_n_charts (self->board) || !qh_board_has_selection (self->board, chart))
        g_array_remove_index (self->chosen, i);
    }
  for (guint chart = 0; chart < qh_board_get_n_charts (self->board); chart++)
    {
      gboolean there = FALSE;

      for (guint i = 0; i < self->chosen->len; i++)
        there |= g_array_index (self->chosen, guint, i) == chart;
      if (!there && qh_board_has_selection (self->board, chart))
        g_array_append_val (self->chosen, chart);
    }
}

static gboolean
has_filters (QhChartsPage *self)
{
  for (guint i = 0; i < self->pills->len; i++)
    if (qh_filter_pill_is_active (g_ptr_array_index (self->pills, i)))
      return TRUE;
  return self->board != NULL && qh_board_has_selection (self->board, QH_BOARD_ALL);
}

/* Says why there is nothing, and offers the way out. */
static void
show_empty (QhChartsPage *self)
{
  gboolean none = qh_frame_get_n_rows (qh_board_get_frame (self->board)) == 0;
  gboolean period = qh_board_count_period (self->board) == 0;

  adw_status_page_set_title (self->empty, none ? _("No activities yet") : period ? _("Nothing in this period") : _("Nothing passes these filters"));
  adw_status_page_set_description (self->empty, none     ? _("Charts appear with the first activity that is logged on the page Today.")
                                                : period ? _("No activity was logged in these days. A longer period may have some.")
                                                         : _("No activity of this period passes all of them."));
  gtk_widget_set_visible (self->today_button, none);
  gtk_widget_set_visible (self->widen_button, !none && period);
  gtk_widget_set_visible (self->clear_button, !none && !period);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_problem (QhChartsPage *self)
{
  adw_status_page_set_title (self->empty, _("This board cannot be read"));
  adw_status_page_set_description (self->empty, self->problem);
  gtk_widget_hide (self->today_button);
  gtk_widget_hide (self->widen_button);
  gtk_widget_hide (self->clear_button);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

void
qh_charts_page_show_drawer (QhChartsPage *self)
{
  g_autofree char *words = qh_board_dup_narrowing (self->board);

  qh_rows_drawer_refresh (self->drawer, words);
}

static gboolean
draw_next_cb (gpointer data)
{
  QhChartsPage *self = data;

  qh_chart_card_refresh (g_ptr_array_index (self->cards, self->next_card++));
  if (self->next_card < self->cards->len)
    return G_SOURCE_CONTINUE;
  self->draw_source = 0;
  return G_SOURCE_REMOVE;
}

static void
draw_cards (QhChartsPage *self)
{
  g_clear_handle_id (&self->draw_source, g_source_remove);
  self->next_card = 0;
  if (qh_frame_get_n_rows (qh_board_get_frame (self->board)) > MOST_COUNTED_AT_ONCE)
    self->draw_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 1, draw_next_cb, self, NULL);
  else
    while (self->next_card < self->cards->len)
      qh_chart_card_refresh (g_ptr_array_index (self->cards, self->next_card++));
}

/* Goals, cases and action items are there without activities of the period too. */
static gboolean
needs_activities (QhChartsPage *self)
{
  for (guint i = 0; i < qh_board_get_n_charts (self->board); i++)
    {
      const QhChartSpec *chart = qh_board_get_chart (self->board, i);

      if (chart->kind == QH_KIND_ACTIVITY && chart->measure != QH_CHART_MEASURE_GOALS)
        return TRUE;
    }
  return FALSE;
}

static void
show_last_day (QhChartsPage *self)
{
  QhDay last = qh_board_get_last_day (self->board);
  g_autofree char *day = last != QH_NO_DAY ? qh_day_format (last, _("%-d %B %Y")) : NULL;
  g_autofree char *subtitle = day != NULL ? g_strdup_printf (_("Data up to %s"), day) : NULL;

  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
}

void
qh_charts_page_refresh (QhChartsPage *self)
{
  gboolean any;

  if (self->board == NULL)
    return;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->stale = TRUE;
      return;
    }
  self->stale = FALSE;
  any = qh_board_count (self->board) > 0;
  draw_cards (self);
  note_chosen (self);
  show_count (self);
  show_chips (self);
  qh_charts_page_show_drawer (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "charts.export", any && qh_board_get_listed (self->board) == qh_board_get_frame (self->board));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "charts.clear", has_filters (self));
  if (self->problem != NULL)
    show_problem (self);
  else if (any || !needs_activities (self) || qh_board_has_selection (self->board, QH_BOARD_ALL))
    gtk_stack_set_visible_child_name (self->stack, "charts");
  else
    show_empty (self);
  show_last_day (self);
}
