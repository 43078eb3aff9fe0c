/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-charts-page-private.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"
#include "ui/qh-event-log.h"
#include "ui/qh-preferences.h"
#include "ui/qh-session.h"
#include "ui/qh-sidebar-button.h"

/* Lower than this there is no room for the rows beside the charts. */
#define LEAST_HEIGHT_FOR_ROWS 720
#define DRAWER_HEIGHT 200

G_DEFINE_FINAL_TYPE (QhChartsPage, qh_charts_page, GTK_TYPE_WIDGET)

static const struct
{
  const char *variable;
  const char *label;
} pills[] = {
  { "worker", N_("_Worker") },
  { "type", N_("T_ype") },
  { "function", N_("F_unction") },
  { "level", N_("Le_vel") },
  { "field", N_("Fiel_d") },
};

/* Filter */

void
qh_charts_page_apply_filter (QhChartsPage *self)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autoptr (GError) error = NULL;
  QhPeriod period = qh_period_pill_get_period (self->period);

  if (self->board == NULL)
    return;
  /* "This month" goes on when midnight passes. */
  if (period.name < QH_PERIOD_CHOSEN)
    {
      period = qh_period_new (period.name, qh_day_today ());
      qh_period_pill_set_period (self->period, period);
    }
  if (period.from != QH_NO_DAY)
    qh_filter_set_range (filter, "date", period.from, period.to);
  for (guint i = 0; i < self->pills->len; i++)
    qh_filter_pill_apply (g_ptr_array_index (self->pills, i), filter);
  if (!qh_board_set_filter (self->board, filter, &error))
    qh_toast_show (GTK_WIDGET (self), error->message);
  qh_charts_page_refresh (self);
}

/* The next time begins with the same period. */
void
qh_charts_page_save_period (QhChartsPage *self)
{
  QhPeriod period = qh_period_pill_get_period (self->period);
  g_autofree char *text = qh_period_to_text (&period);

  qh_preferences_set_string (self->settings, "chart-period", text);
}

static void
period_changed_cb (QhChartsPage *self)
{
  qh_charts_page_save_period (self);
  qh_charts_page_apply_filter (self);
}

static void
pill_changed_cb (QhChartsPage *self)
{
  qh_charts_page_apply_filter (self);
}

static void
chip_clicked_cb (QhChartsPage *self,
                 GtkWidget    *chip)
{
  for (guint i = 0; i < self->chips->len && self->board != NULL; i++)
    if (g_ptr_array_index (self->chips, i) == chip)
      {
        gtk_widget_grab_focus (GTK_WIDGET (qh_chart_card_get_view (g_ptr_array_index (self->cards, i))));
        qh_board_clear_selection (self->board, i);
        qh_charts_page_refresh (self);
        return;
      }
}

static void
selected_cb (QhChartsPage *self)
{
  qh_charts_page_refresh (self);
}

/* Session */

static void
frame_changed_cb (QhChartsPage *self)
{
  QhFrame *frame = qh_session_get_frame (self->session);
  QhLanguage language = qh_session_get_language (self->session);
  gboolean begins = FALSE;

  if (frame == NULL)
    return;
  if (self->board == NULL)
    {
      self->board = qh_board_new (frame, language, qh_session_name_record, self->session);
      qh_board_set_spec (self->board, self->spec);
      qh_board_set_comparison (self->board, gtk_drop_down_get_selected (self->comparison));
      qh_charts_hide_small (self->board, self->session);
      for (guint i = 0; i < self->cards->len; i++)
        qh_chart_card_set_board (g_ptr_array_index (self->cards, i), self->board, i);
      qh_rows_drawer_set_board (self->drawer, self->session, self->board);
      begins = TRUE;
    }
  else
    qh_board_take_frame (self->board, qh_frame_ref (frame));
  for (guint i = 0; i < self->pills->len; i++)
    qh_filter_pill_set_frame (g_ptr_array_index (self->pills, i), frame, language, qh_session_name_record, self->session);
  if (begins)
    qh_charts_page_narrow_to_own (self);
  qh_charts_page_load_others (self);
  qh_charts_page_update_board_actions (self);
  qh_charts_page_apply_filter (self);
}

static void
index_changed_cb (QhChartsPage *self)
{
  if (self->board != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    qh_charts_page_show_drawer (self);
}

static void
forget_session (QhChartsPage *self)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_handle_id (&self->draw_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < self->pills->len; i++)
    qh_filter_pill_set_frame (g_ptr_array_index (self->pills, i), NULL, QH_LANGUAGE_ES, NULL, NULL);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  for (guint i = 0; i < self->cards->len; i++)
    {
      GtkWidget *chip = g_ptr_array_index (self->chips, i);

      qh_chart_card_set_board (g_ptr_array_index (self->cards, i), NULL, i);
      gtk_widget_set_visible (chip, FALSE);
      gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (chip)))), "");
    }
  qh_rows_drawer_set_board (self->drawer, NULL, NULL);
  gtk_label_set_text (self->count, "");
  adw_window_title_set_subtitle (self->title, "");
  gtk_stack_set_visible_child_name (self->stack, "loading");
  self->own_worker = 0;
  g_clear_pointer (&self->board, qh_board_free);
  g_clear_object (&self->session);
  qh_charts_page_update_board_actions (self);
  if (self->own_id != 0)
    qh_charts_page_show_board (self, g_ptr_array_index (qh_board_specs_get (), 0));
  g_clear_pointer (&self->own, g_ptr_array_unref);
}

/* Overrides: the page is its one child, and notices how high it is */

static GtkSizeRequestMode
qh_charts_page_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qh_charts_page_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, NULL, NULL);
}

static gboolean
apply_low_cb (gpointer data)
{
  QhChartsPage *self = data;

  self->low_source = 0;
  qh_rows_drawer_set_open (self->drawer, !self->low);
  return G_SOURCE_REMOVE;
}

static void
qh_charts_page_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  QhChartsPage *self = QH_CHARTS_PAGE (widget);
  gboolean low = height < LEAST_HEIGHT_FOR_ROWS;

  gtk_widget_size_allocate (gtk_widget_get_first_child (widget), &(GtkAllocation) { 0, 0, width, height }, baseline);
  if (low == self->low)
    return;
  self->low = low;
  if (self->low_source == 0)
    self->low_source = g_idle_add (apply_low_cb, self);
}

/* The drawer is as high as its rows need, or as its header when it is closed. */
static void
drawer_toggled_cb (QhChartsPage *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));

  gtk_paned_set_position (self->paned, qh_rows_drawer_get_open (self->drawer) ? MAX (0, height - DRAWER_HEIGHT) : G_MAXINT16);
}

static void
qh_charts_page_map (GtkWidget *widget)
{
  QhChartsPage *self = QH_CHARTS_PAGE (widget);

  GTK_WIDGET_CLASS (qh_charts_page_parent_class)->map (widget);
  if (self->stale)
    qh_charts_page_refresh (self);
}

static void
qh_charts_page_dispose (GObject *object)
{
  QhChartsPage *self = QH_CHARTS_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->low_source, g_source_remove);
  if (self->pills != NULL)
    forget_session (self);
  g_clear_pointer (&self->pills, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->chips, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (qh_charts_page_parent_class)->dispose (object);
}

static void
qh_charts_page_class_init (QhChartsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_charts_page_dispose;
  widget_class->get_request_mode = qh_charts_page_get_request_mode;
  widget_class->measure = qh_charts_page_measure;
  widget_class->size_allocate = qh_charts_page_size_allocate;
  widget_class->map = qh_charts_page_map;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (QH_TYPE_FILTER_BAR);
  g_type_ensure (QH_TYPE_CHART_GRID);
  g_type_ensure (QH_TYPE_ROWS_DRAWER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/charts/qh-charts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, title);
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, boards);
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, filters);
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, widen_button);
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, today_button);
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, paned);
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, grid);
  gtk_widget_class_bind_template_child (widget_class, QhChartsPage, drawer);
  gtk_widget_class_bind_template_callback (widget_class, drawer_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, qh_charts_page_board_chosen_cb);
  qh_charts_page_install_actions (widget_class);
  qh_charts_page_install_board_actions (widget_class);
}

static void
add_pills (QhChartsPage *self)
{
  self->period = QH_PERIOD_PILL (qh_period_pill_new ());
  g_signal_connect_swapped (self->period, "changed", G_CALLBACK (period_changed_cb), self);
  qh_filter_bar_append (self->filters, GTK_WIDGET (self->period));
  for (guint i = 0; i < G_N_ELEMENTS (pills); i++)
    {
      GtkWidget *pill = qh_filter_pill_new (pills[i].variable, _(pills[i].label));

      g_signal_connect_swapped (pill, "changed", G_CALLBACK (pill_changed_cb), self);
      qh_filter_bar_append (self->filters, pill);
      g_ptr_array_add (self->pills, pill);
    }
}

static GtkWidget *
add_chip (QhChartsPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *chip = gtk_button_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_set_visible (chip, FALSE);
  g_signal_connect_swapped (chip, "clicked", G_CALLBACK (chip_clicked_cb), self);
  qh_filter_bar_append (self->filters, chip);
  return chip;
}

static void
exported_cb (QhChartsPage *self,
             const char   *detail)
{
  if (self->session != NULL && qh_session_get_store (self->session) != NULL)
    qh_event_log_export (qh_session_get_store (self->session), detail);
}

static void
printed_cb (QhChartsPage *self,
            const char   *chart)
{
  if (self->session != NULL && qh_session_get_store (self->session) != NULL)
    qh_event_log_print (qh_session_get_store (self->session), chart);
}

static void
shared_cb (QhChartsPage *self,
           guint         chart)
{
  qh_charts_page_share (self, chart);
}

static QhChartCard *
add_card (QhChartsPage *self)
{
  GtkWidget *card = qh_chart_card_new ();

  g_signal_connect_swapped (card, "selected", G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (card, "exported", G_CALLBACK (exported_cb), self);
  g_signal_connect_swapped (card, "printed", G_CALLBACK (printed_cb), self);
  g_signal_connect_swapped (card, "shared", G_CALLBACK (shared_cb), self);
  qh_chart_grid_append (self->grid, card);
  return QH_CHART_CARD (card);
}

/* A card and a chip a chart. */
void
qh_charts_page_fit_cards (QhChartsPage *self)
{
  while (self->cards->len > self->spec->charts->len)
    {
      gtk_widget_unparent (GTK_WIDGET (g_ptr_array_steal_index (self->cards, self->cards->len - 1)));
      gtk_widget_unparent (g_ptr_array_steal_index (self->chips, self->chips->len - 1));
    }
  while (self->cards->len < self->spec->charts->len)
    {
      g_ptr_array_add (self->cards, add_card (self));
      g_ptr_array_add (self->chips, add_chip (self));
    }
}

static void
qh_charts_page_init (QhChartsPage *self)
{
  g_autofree char *period = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->settings = qh_preferences_new ();
  self->pills = g_ptr_array_new ();
  self->cards = g_ptr_array_new ();
  self->chips = g_ptr_array_new ();
  self->chosen = g_array_new (FALSE, FALSE, sizeof (guint));
  add_pills (self);
  qh_charts_page_add_comparison (self);
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "filter-count");
  qh_filter_bar_set_end (self->filters, GTK_WIDGET (self->count));
  qh_charts_page_list_boards (self);
  period = qh_preferences_get_string (self->settings, "chart-period");
  qh_period_pill_set_period (self->period, qh_period_from_text (period, qh_day_today ()));
  qh_charts_page_add_keys (self);
}

/**
 * qh_charts_page_new:
 *
 * Returns: (transfer floating): the page.
 */
GtkWidget *
qh_charts_page_new (void)
{
  return g_object_new (QH_TYPE_CHARTS_PAGE, NULL);
}

/**
 * qh_charts_page_set_session:
 * @session: (nullable): the open workspace; %NULL when it is locked
 *
 * Shows a workspace, or forgets all that was shown of one.
 */
void
qh_charts_page_set_session (QhChartsPage *self,
                            QhSession    *session)
{
  if (session == self->session)
    return;
  forget_session (self);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "frame-changed", G_CALLBACK (frame_changed_cb), self);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (qh_charts_page_records_changed_cb), self);
  g_signal_connect_swapped (session, "index-changed", G_CALLBACK (index_changed_cb), self);
  frame_changed_cb (self);
  qh_charts_page_read_own (self);
}

/**
 * qh_charts_page_set_period:
 *
 * Chooses the period as a person would.
 */
void
qh_charts_page_set_period (QhChartsPage *self,
                           QhPeriod      period)
{
  qh_period_pill_set_period (self->period, period);
  period_changed_cb (self);
}

QhBoard *
qh_charts_page_get_board (QhChartsPage *self)
{
  return self->board;
}

QhChartCard *
qh_charts_page_get_card (QhChartsPage *self,
                         QhBoardChart  chart)
{
  return g_ptr_array_index (self->cards, chart);
}

/**
 * qh_charts_page_get_pill:
 * @number: 0 worker, 1 type, 2 function, 3 level, 4 field
 */
QhFilterPill *
qh_charts_page_get_pill (QhChartsPage *self,
                         guint         number)
{
  return g_ptr_array_index (self->pills, number);
}

QhRowsDrawer *
qh_charts_page_get_drawer (QhChartsPage *self)
{
  return self->drawer;
}
