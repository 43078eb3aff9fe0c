/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-day-picker.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/forms/qh-date-text.h"
#include "ui/widgets/qh-tooltip.h"

/**
 * QhDayPicker:
 *
 * A day as the title of a page; a click on it opens a calendar, with a line to
 * type another day into.
 */
struct _QhDayPicker
{
  GtkWidget parent_instance;

  AdwWindowTitle *title;
  GtkMenuButton *button;
  GtkWidget *entry;
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

/* A day that is yet to come has nothing to show: the latest stands for it. */
static void
pick (QhDayPicker *self,
      QhDay        day)
{
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[PICKED], 0, (gint64) MIN (day, self->latest));
}

static void
day_selected_cb (QhDayPicker *self)
{
  pick (self, get_calendar_day (self));
}

static void
typed_cb (QhDayPicker *self)
{
  gtk_widget_remove_css_class (self->entry, "error");
}

static void
entered_cb (QhDayPicker *self)
{
  QhDay day = qh_date_text_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->latest);

  if (day != QH_NO_DAY)
    pick (self, day);
  else
    gtk_widget_add_css_class (self->entry, "error");
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
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (self->entry);
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

static GtkWidget *
make_popover (QhDayPicker *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  g_autofree char *hint = qh_date_text_hint ();

  self->entry = gtk_entry_new ();
  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Another day"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Another day"), -1);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (show_calendar_cb), self);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entered_cb), self);
  return popover;
}

static void
qh_day_picker_init (QhDayPicker *self)
{
  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("", ""));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->title));
  gtk_menu_button_set_popover (self->button, make_popover (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  qh_tooltip_set (GTK_WIDGET (self->button), _("Another day (Ctrl+D)"));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "day-title");
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
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
