/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "store/qh-unit-number.h"
#include "ui/charts/qh-charts-page-private.h"
#include "ui/charts/qh-rows-export.h"
#include "ui/qh-dialogs.h"

static void
clear_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  QhChartsPage *self = QH_CHARTS_PAGE (widget);

  for (guint i = 0; i < self->pills->len; i++)
    qh_filter_pill_clear (g_ptr_array_index (self->pills, i));
  qh_charts_page_narrow_to_own (self);
  if (self->board != NULL)
    qh_board_clear_selection (self->board, QH_BOARD_ALL);
  qh_charts_page_apply_filter (self);
}

static void
clear_selection_cb (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  QhChartsPage *self = QH_CHARTS_PAGE (widget);

  if (self->board == NULL || !qh_board_has_selection (self->board, QH_BOARD_ALL))
    return;
  qh_board_clear_selection (self->board, QH_BOARD_ALL);
  qh_charts_page_refresh (self);
}

/* One step back: what was chosen last in a chart is let go. */
static void
step_back_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  QhChartsPage *self = QH_CHARTS_PAGE (widget);

  if (self->board == NULL || self->chosen->len == 0)
    return;
  qh_board_clear_selection (self->board, g_array_index (self->chosen, guint, self->chosen->len - 1));
  qh_charts_page_refresh (self);
}

static void
focus_rows_cb (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  qh_rows_drawer_focus (QH_CHARTS_PAGE (widget)->drawer);
}

static void
widen_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  QhChartsPage *self = QH_CHARTS_PAGE (widget);
  QhPeriod period = qh_period_pill_get_period (self->period);

  /* Wide enough that there is something. */
  do
    {
      period = qh_period_widen (&period, qh_day_today ());
      qh_period_pill_set_period (self->period, period);
      qh_charts_page_apply_filter (self);
    }
  while (self->board != NULL && period.name != QH_PERIOD_ALL && qh_board_count_period (self->board) == 0);
  qh_charts_page_save_period (self);
}

static void
file_chosen_cb (GFile   *file,
                gpointer data)
{
  g_autoptr (QhChartsPage) self = data;

  if (file != NULL)
    qh_charts_page_export_to (self, file);
}

static void
export_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  QhChartsPage *self = QH_CHARTS_PAGE (widget);
  g_autoptr (GArray) filters = qh_dialog_list_export_filters ();
  g_autofree char *day = qh_day_format (qh_day_today (), "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("%s %s.xlsx", _("Activities"), day);

  if (self->board != NULL && !qh_rows_drawer_is_busy (self->drawer))
    qh_dialog_save_file (widget, _("Export Rows"), (const QhFileFilter *) filters->data, NULL, name, file_chosen_cb, g_object_ref (self));
}

static void
cancel_export_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  g_cancellable_cancel (QH_CHARTS_PAGE (widget)->cancellable);
  g_clear_object (&QH_CHARTS_PAGE (widget)->cancellable);
}

/* Keys hold for the page wherever the focus is, as long as the page shows. */
static gboolean
export_key_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_activate_action (widget, "charts.export", NULL);
}

void
qh_charts_page_add_keys (QhChartsPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_e, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (export_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
qh_charts_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "charts.clear", NULL, clear_cb);
  gtk_widget_class_install_action (widget_class, "charts.clear-selection", NULL, clear_selection_cb);
  gtk_widget_class_install_action (widget_class, "charts.widen", NULL, widen_cb);
  gtk_widget_class_install_action (widget_class, "charts.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "charts.cancel-export", NULL, cancel_export_cb);
  gtk_widget_class_install_action (widget_class, "charts.back", NULL, step_back_cb);
  gtk_widget_class_install_action (widget_class, "charts.focus-rows", NULL, focus_rows_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "charts.clear-selection", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "charts.back", NULL);
}

/* The one worker whose work is looked at, or 0. */
static gint64
find_only_worker (QhBoard *board)
{
  const QhCondition *condition = qh_filter_find (qh_board_get_filter (board), "worker");

  return condition != NULL && condition->keys != NULL && condition->keys->len == 1 ? g_array_index (condition->keys, gint64, 0) : 0;
}

/**
 * qh_charts_page_share:
 * @chart: a chart of the board that shows
 *
 * Opens the window in which a chart, or an indicator of the same days, becomes a picture
 * for sharing.
 *
 * Returns: (transfer none) (nullable): the window
 */
QhShareWindow *
qh_charts_page_share (QhChartsPage *self,
                      QhBoardChart  chart)
{
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;
  g_autoptr (QhChartData) data = NULL;
  QhShareSubject subject = { 0 };

  if (store == NULL || self->board == NULL)
    return NULL;
  data = qh_board_draw (self->board, chart, TRUE);
  qh_chart_data_clear_selection (data); /* nobody chooses in a picture */
  subject.data = data;
  subject.name = qh_board_get_chart (self->board, chart)->name;
  qh_board_get_period (self->board, &subject.from, &subject.to);
  subject.to = MAX (subject.from, MIN (subject.to, qh_day_today ()));
  subject.worker = find_only_worker (self->board);
  subject.least = (guint) qh_unit_number_get (store, QH_UNIT_SMALL_CELLS);
  return qh_share_window_open (GTK_WIDGET (self), self->session, &subject);
}

/**
 * qh_charts_page_export_to:
 * @file: its ending says in which format, see qh_export_get_format()
 *
 * Writes the rows behind the charts.
 */
void
qh_charts_page_export_to (QhChartsPage *self,
                          GFile        *file)
{
  if (self->board == NULL || qh_rows_drawer_is_busy (self->drawer)
      || qh_board_get_listed (self->board) != qh_board_get_frame (self->board))
    return;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  qh_rows_export_start (self->drawer, self->session, self->board, file,
                        self->settings != NULL && g_settings_get_boolean (self->settings, "csv-bom"), self->cancellable);
}
