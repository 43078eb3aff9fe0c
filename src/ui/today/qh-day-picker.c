/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-day-picker.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/**
 * QhDayPicker:
 *
 * A day as the title of a page; a click on it opens a calendar of other days.
 */
struct _QhDayPicker
{
  GtkWidget parent_instance;

  AdwWindowTitle *title;
  GtkMenuButton *button;
  GtkCalendar *calendar;

  QhDay day;
  QhDay latest;
};

enum
{
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhDayPicker, qh_day_picker, GTK_TYPE_WIDGET)

static char *
capitalise (const char *text)
{
  g_autofree char *first = g_utf8_strup (text, (gssize) (g_utf8_next_char (text) - text));

  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

/* Calendar */

static QhDay
get_calendar_day (QhDayPicker *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);

  return qh_day_from_ymd (g_date_time_get_year (date), g_date_time_get_month (date), g_date_time_get_day_of_month (date));
}

/* A day that is yet to come has nothing to show: the calendar goes back to the latest. */
static void
day_selected_cb (QhDayPicker *self)
{
  QhDay day = get_calendar_day (self);

  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[PICKED], 0, (gint64) MIN (day, self->latest));
}

static void
show_calendar_cb (QhDayPicker *self)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, month_day;

  qh_day_to_ymd (self->day, &year, &month, &month_day);
  date = g_date_time_new_local (year, month, month_day, 12, 0, 0);
  g_signal_handlers_block_by_func (self->calendar, day_selected_cb, self);
  gtk_calendar_select_day (self->calendar, date);
  g_signal_handlers_unblock_by_func (self->calendar, day_selected_cb, self);
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

/* Building */

static void
qh_day_picker_dispose (GObject *object)
{
  QhDayPicker *self = QH_DAY_PICKER (object);

  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_day_picker_parent_class)->dispose (object);
}

static void
qh_day_picker_class_init (QhDayPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_day_picker_dispose;

  /**
   * QhDayPicker::picked:
   * @day: (type gint64): a #QhDay, not after the latest
   */
  signals[PICKED] = g_signal_new ("picked", QH_TYPE_DAY_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qh_day_picker_init (QhDayPicker *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->title));
  gtk_menu_button_set_popover (self->button, popover);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("Another day (Ctrl+D)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Another day"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  g_signal_connect_swapped (popover, "show", G_CALLBACK (show_calendar_cb), self);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
}

/**
 * qh_day_picker_show:
 * @day: the day that the page is about
 * @latest: the last that can be picked
 * @subtitle: what stands below the day
 */
void
qh_day_picker_show (QhDayPicker *self,
                    QhDay        day,
                    QhDay        latest,
                    const char  *subtitle)
{
  /* Translators: a whole date with its weekday, as g_date_time_format() writes it. */
  g_autofree char *text = qh_day_format (day, _("%A, %-d %B %Y"));
  g_autofree char *title = capitalise (text);

  self->day = day;
  self->latest = latest;
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
}

/**
 * qh_day_picker_popup:
 *
 * Opens the calendar.
 */
void
qh_day_picker_popup (QhDayPicker *self)
{
  gtk_menu_button_popup (self->button);
}
