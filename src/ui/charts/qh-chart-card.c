/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-chart-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "chart/qh-chart-save.h"
#include "ui/charts/qh-chart-print.h"
#include "ui/charts/qh-chart-table.h"
#include "ui/charts/qh-saved-toast.h"
#include "ui/qh-dialogs.h"
#include "ui/widgets/qh-tooltip.h"

/* A picture of its own: pixels of a PNG, points of a PDF. */
#define PICTURE_WIDTH 1200
#define PICTURE_HEIGHT 720

/**
 * QhChartCard:
 *
 * A chart of the board with its title, as a picture or as a table, to be saved,
 * printed and copied.
 */
struct _QhChartCard
{
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *subtitle;
  GtkToggleButton *table_button;
  GtkMenuButton *menu_button;
  GtkStack *stack;
  QhChartView *view;
  QhChartTable *table;
  GtkPopover *popover;

  QhBoard *board; /* not owned */
  QhBoardChart chart;
  const char *name; /* the chart's, also when what was begun ends after the board has gone */
};

enum
{
  SELECTED,
  EXPORTED,
  PRINTED,
  SHARED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhChartCard, qh_chart_card, GTK_TYPE_WIDGET)

static void
chosen_cb (QhChartCard *self,
           int          category,
           int          series,
           gboolean     extend)
{
  if (self->board == NULL)
    return;
  qh_board_select (self->board, self->chart, category, series, extend);
  g_signal_emit (self, signals[SELECTED], 0);
}

/* Two lines, whatever they hold: the chart below does not jump. */
static void
set_subtitle (QhChartCard *self,
              const char  *text)
{
  gboolean empty = text == NULL || *text == '\0';

  gtk_label_set_lines (self->title, empty ? 2 : 1);
  gtk_label_set_text (self->subtitle, empty ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), !empty);
}

static void
show_subtitle (QhChartCard *self)
{
  QhChartData *data = qh_chart_view_get_data (self->view);
  const char *text = data != NULL ? data->subtitle : NULL;

  if (text == NULL && data != NULL && data->form == QH_CHART_STACKED_BARS && !qh_chart_data_has_selection (data) && !qh_chart_data_is_empty (data))
    text = _("click a bar to filter the rest");
  set_subtitle (self, text);
  qh_tooltip_set (GTK_WIDGET (self->subtitle), text);
}

/* What the arrow keys are on is told beside the title. */
static void
told_cb (QhChartCard *self,
         const char  *figure)
{
  if (figure != NULL)
    set_subtitle (self, figure);
  else
    show_subtitle (self);
}

static void
table_toggled_cb (QhChartCard *self)
{
  gboolean table = gtk_toggle_button_get_active (self->table_button);

  gtk_stack_set_visible_child (self->stack, table ? GTK_WIDGET (self->table) : GTK_WIDGET (self->view));
  qh_tooltip_set (GTK_WIDGET (self->table_button), table ? _("Show the chart") : _("Show the figures as a table"));
}

static void
secondary_pressed_cb (QhChartCard *self,
                      int          n_press,
                      double       x,
                      double       y)
{
  gtk_popover_set_pointing_to (self->popover, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (self->popover);
}

/* Saving */

typedef struct
{
  QhChartData *data;
  char *path;
  QhChartFormat format;
  QhChartTheme theme;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  qh_chart_data_unref (saving->data);
  g_free (saving->path);
  g_free (saving);
}

static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  if (qh_chart_save (saving->data, saving->path, saving->format, PICTURE_WIDTH, PICTURE_HEIGHT, saving->theme, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The format and which chart, for the log. */
static void
tell_export (QhChartCard *self,
             const char  *format)
{
  g_autofree char *detail = g_strdup_printf ("%s, %s", format, self->name);

  g_signal_emit (self, signals[EXPORTED], 0, detail);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  QhChartCard *self = QH_CHART_CARD (source);
  Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      qh_dialog_error (GTK_WIDGET (self), _("The chart could not be saved"), error);
      return;
    }
  {
    g_autoptr (GFile) file = g_file_new_for_path (saving->path);
    g_autofree char *name = g_path_get_basename (saving->path);
    /* Translators: %s is a file's name */
    g_autofree char *text = g_strdup_printf (_("The chart is in “%s”."), name);

    tell_export (self, strrchr (name, '.') + 1);
    qh_saved_toast_show (GTK_WIDGET (self), text, file);
  }
}

/**
 * qh_chart_card_save_to:
 * @file: where to; its ending says as what
 *
 * Saves the chart as a picture, with its period and filter in words.
 */
void
qh_chart_card_save_to (QhChartCard *self,
                       GFile       *file)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  Saving *saving;
  QhChartFormat format;
  g_autofree char *path = g_file_get_path (file);

  g_return_if_fail (self->board != NULL);

  if (path == NULL || !qh_chart_format_from_path (path, &format, &error))
    {
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("The folder is not on this computer. Choose one that is."));
      qh_dialog_error (GTK_WIDGET (self), _("The chart could not be saved"), error);
      return;
    }
  saving = g_new0 (Saving, 1);
  saving->data = qh_board_draw (self->board, self->chart, TRUE);
  saving->path = g_steal_pointer (&path);
  saving->format = format;
  saving->theme = QH_CHART_THEME_LIGHT;
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_in_thread);
}

static void
file_chosen_cb (GFile   *file,
                gpointer data)
{
  g_autoptr (QhChartCard) self = data;

  if (file != NULL && self->board != NULL)
    qh_chart_card_save_to (self, file);
}

static void
save_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhChartCard *self = QH_CHART_CARD (widget);
  const char *ending = g_variant_get_string (parameter, NULL);
  g_autofree char *pattern = g_strconcat ("*.", ending, NULL);
  g_autofree char *kind = g_ascii_strup (ending, -1);
  QhChartData *data = qh_chart_view_get_data (self->view);
  const QhFileFilter filters[] = { { kind, pattern }, { NULL, NULL } };

  if (self->board != NULL && data != NULL)
    {
      g_autofree char *name = g_strconcat (data->title, ".", ending, NULL);

      qh_dialog_save_file (widget, _("Save Chart"), filters, NULL, name, file_chosen_cb, g_object_ref (self));
    }
}

static void
copy_picture_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  QhChartCard *self = QH_CHART_CARD (widget);
  g_autoptr (QhChartData) data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  if (self->board == NULL)
    return;
  data = qh_board_draw (self->board, self->chart, TRUE);
  bytes = qh_chart_to_bytes (data, QH_CHART_PNG, PICTURE_WIDTH, PICTURE_HEIGHT, QH_CHART_THEME_LIGHT, &error);
  texture = bytes != NULL ? gdk_texture_new_from_bytes (bytes, &error) : NULL;
  if (texture == NULL)
    {
      qh_dialog_error (widget, _("The chart could not be copied"), error);
      return;
    }
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  tell_export (self, "png");
  qh_toast_show (widget, _("The picture was copied."));
}

static void
printed_cb (GtkWidget *widget)
{
  QhChartCard *self = QH_CHART_CARD (widget);

  g_signal_emit (self, signals[PRINTED], 0, self->name);
}

/**
 * qh_chart_card_print:
 * @path: (nullable): a PDF file instead of a printer
 *
 * Prints the chart, with its period and filter in words.
 */
void
qh_chart_card_print (QhChartCard *self,
                     const char  *path)
{
  g_autoptr (QhChartData) data = self->board != NULL ? qh_board_draw (self->board, self->chart, TRUE) : NULL;

  if (data != NULL)
    qh_chart_print (GTK_WIDGET (self), data, printed_cb, path);
}

static void
print_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  qh_chart_card_print (QH_CHART_CARD (widget), NULL);
}

static void
share_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  QhChartCard *self = QH_CHART_CARD (widget);

  if (self->board != NULL)
    g_signal_emit (self, signals[SHARED], 0, self->chart);
}

static void
copy_figures_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  QhChartCard *self = QH_CHART_CARD (widget);
  g_autoptr (QhChartData) data = self->board != NULL ? qh_board_draw (self->board, self->chart, TRUE) : NULL;
  g_autofree char *text = NULL;

  if (data == NULL)
    return;
  text = qh_chart_table_dup_text (data);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  tell_export (self, "text");
  qh_toast_show (widget, _("The figures were copied."));
}

static void
toggle_table_cb (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  QhChartCard *self = QH_CHART_CARD (widget);

  gtk_toggle_button_set_active (self->table_button, !gtk_toggle_button_get_active (self->table_button));
}

static void
open_menu_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  gtk_menu_button_popup (QH_CHART_CARD (widget)->menu_button);
}

static void
qh_chart_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_chart_card_parent_class)->dispose (object);
}

static void
qh_chart_card_class_init (QhChartCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_chart_card_dispose;

  /**
   * QhChartCard::selected:
   *
   * What is selected in the chart has changed: all charts have to be counted again.
   */
  signals[SELECTED] = g_signal_new ("selected", QH_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhChartCard::exported:
   * @detail: as what, and which chart
   *
   * The chart was saved or copied.
   */
  signals[EXPORTED] = g_signal_new ("exported", QH_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * QhChartCard::printed:
   * @chart: which chart
   *
   * The chart was printed.
   */
  signals[PRINTED] = g_signal_new ("printed", QH_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * QhChartCard::shared:
   * @chart: its place on the board
   *
   * The chart is wanted as a picture for sharing.
   */
  signals[SHARED] = g_signal_new ("shared", QH_TYPE_CHART_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (QH_TYPE_CHART_VIEW);
  g_type_ensure (QH_TYPE_CHART_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/charts/qh-chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, QhChartCard, title);
  gtk_widget_class_bind_template_child (widget_class, QhChartCard, subtitle);
  gtk_widget_class_bind_template_child (widget_class, QhChartCard, table_button);
  gtk_widget_class_bind_template_child (widget_class, QhChartCard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, QhChartCard, stack);
  gtk_widget_class_bind_template_child (widget_class, QhChartCard, view);
  gtk_widget_class_bind_template_child (widget_class, QhChartCard, table);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, told_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, secondary_pressed_cb);
  gtk_widget_class_install_action (widget_class, "chart.save", "s", save_cb);
  gtk_widget_class_install_action (widget_class, "chart.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "chart.share", NULL, share_cb);
  gtk_widget_class_install_action (widget_class, "chart.copy-picture", NULL, copy_picture_cb);
  gtk_widget_class_install_action (widget_class, "chart.copy-figures", NULL, copy_figures_cb);
  gtk_widget_class_install_action (widget_class, "chart.toggle-table", NULL, toggle_table_cb);
  gtk_widget_class_install_action (widget_class, "chart.open-menu", NULL, open_menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chart.copy-figures", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "chart.print", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "chart.share", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "chart.toggle-table", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.open-menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.open-menu", NULL);
  gtk_widget_class_set_css_name (widget_class, "chart-card");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qh_chart_card_init (QhChartCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->popover = GTK_POPOVER (gtk_popover_menu_new_from_model (gtk_menu_button_get_menu_model (self->menu_button)));
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
  table_toggled_cb (self);
}

GtkWidget *
qh_chart_card_new (void)
{
  return g_object_new (QH_TYPE_CHART_CARD, NULL);
}

/**
 * qh_chart_card_set_board:
 * @board: (nullable): must live until another one is set
 * @chart: which of its charts
 */
void
qh_chart_card_set_board (QhChartCard *self,
                         QhBoard     *board,
                         QhBoardChart chart)
{
  self->board = board;
  self->chart = chart;
  if (board != NULL)
    self->name = qh_board_get_chart (board, chart)->name;
  qh_chart_card_refresh (self);
}

/**
 * qh_chart_card_refresh:
 *
 * Counts again.
 */
void
qh_chart_card_refresh (QhChartCard *self)
{
  g_autoptr (QhChartData) data = self->board != NULL ? qh_board_draw (self->board, self->chart, FALSE) : NULL;

  qh_chart_view_set_data (self->view, data);
  qh_chart_table_set_data (self->table, data);
  gtk_label_set_text (self->title, data != NULL ? data->title : "");
  if (!gtk_widget_has_focus (GTK_WIDGET (self->view)))
    show_subtitle (self);
}

QhChartView *
qh_chart_card_get_view (QhChartCard *self)
{
  return self->view;
}
