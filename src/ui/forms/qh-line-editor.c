/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-line-editor.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-number.h"
#include "ui/forms/qh-chooser.h"
#include "ui/forms/qh-date-text.h"
#include "ui/widgets/qh-tooltip.h"

/* What is typed in one line: text, numbers, dates, times. */
struct _QhLineEditor
{
  GtkWidget parent_instance;

  const QhField *field;
  QhLanguage language;
  GtkEditable *entry;
  GtkMenuButton *calendar_button; /* dates only */
  GtkCalendar *calendar;
  QhChooser *missing;             /* where a reason can be given */
  gboolean setting;
};

static void editor_init (QhValueEditorInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QhLineEditor, qh_line_editor, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (QH_TYPE_VALUE_EDITOR, editor_init))

/* Text to value */

static gboolean
refuse (QhLineEditor *self,
        GError       **error,
        const char    *words)
{
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, "%s: %s", qh_field_get_label (self->field, self->language), words);
  return FALSE;
}

static gboolean
parse_whole (const char *text,
             gint64     *number)
{
  char *end;

  errno = 0;
  *number = g_ascii_strtoll (text, &end, 10);
  return end != text && *end == '\0' && errno == 0;
}

/* Minutes are typed as 90 or as 1:30. */
static gboolean
parse_minutes (const char *text,
               gint64     *number)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  gint64 hours, minutes;

  if (parts[1] == NULL)
    return parse_whole (text, number);
  if (!parse_whole (parts[0], &hours) || !parse_whole (parts[1], &minutes) || hours < 0 || hours > 99 || minutes < 0 || minutes > 59)
    return FALSE;
  *number = hours * 60 + minutes;
  return TRUE;
}

/* A time is typed as 9:05, 905 or 9. */
static gboolean
parse_time (const char *text,
            gint64     *number)
{
  gint64 whole;
  int minute;

  if (qh_minute_from_text (text, &minute))
    {
      *number = minute;
      return TRUE;
    }
  if (!parse_whole (text, &whole) || whole < 0)
    return FALSE;
  if (whole < 24 && strlen (text) <= 2)
    *number = whole * 60;
  else if (strlen (text) >= 3 && whole / 100 < 24 && whole % 100 < 60)
    *number = whole / 100 * 60 + whole % 100;
  else
    return FALSE;
  return TRUE;
}

static char *
fold_text (QhLineEditor *self,
           const char    *text)
{
  return g_strcmp0 (self->field->format, "curp") == 0 ? g_utf8_strup (text, -1) : g_strdup (text);
}

static gboolean
parse (QhLineEditor *self,
       const char    *text,
       QhValue       *value,
       GError       **error)
{
  QhDay day;

  value->tag = QH_VALUE_INTEGER;
  switch (self->field->type)
    {
    case QH_TYPE_DATE:
      day = qh_date_text_parse (text, qh_day_today ());
      value->integer = day;
      return day != QH_NO_DAY || refuse (self, error, _("There is no such date. Write it as in 30/10/2026 or 2026-10-30."));
    case QH_TYPE_TIME:
      return parse_time (text, &value->integer) || refuse (self, error, _("There is no such time of day. Write it as 13:50."));
    case QH_TYPE_MINUTES:
      return parse_minutes (text, &value->integer) || refuse (self, error, _("That is no duration. Write minutes, such as 90, or 1:30."));
    case QH_TYPE_COUNT:
      return parse_whole (text, &value->integer) || refuse (self, error, _("That is no whole number. Write digits only."));
    case QH_TYPE_NUMBER:
      value->tag = QH_VALUE_REAL;
      return qh_number_parse (text, &value->real) || refuse (self, error, _("That is no number. Write digits, such as 12.5."));
    default:
      value->tag = QH_VALUE_TEXT;
      value->text = fold_text (self, text);
      return TRUE;
    }
}

static char *
format (QhLineEditor *self,
        const QhValue *value)
{
  char real[G_ASCII_DTOSTR_BUF_SIZE];

  if (value->tag == QH_VALUE_TEXT)
    return g_strdup (value->text);
  if (value->tag == QH_VALUE_REAL)
    return g_strdup (g_ascii_formatd (real, sizeof real, "%.12g", value->real));
  if (value->tag != QH_VALUE_INTEGER)
    return g_strdup ("");
  if (self->field->type == QH_TYPE_DATE)
    return value->integer > 0 ? qh_date_text_format ((QhDay) value->integer) : g_strdup ("");
  if (self->field->type == QH_TYPE_TIME)
    return g_strdup_printf ("%d:%02d", (int) value->integer / 60, (int) value->integer % 60);
  return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
}

static void
set_value (QhValueEditor *editor,
           const QhValue *value)
{
  QhLineEditor *self = QH_LINE_EDITOR (editor);
  g_autofree char *text = format (self, value);

  self->setting = TRUE;
  gtk_editable_set_text (self->entry, text);
  if (self->missing != NULL)
    qh_chooser_set_value (self->missing, value->tag == QH_VALUE_MISSING ? value : &(QhValue) { QH_VALUE_NONE });
  self->setting = FALSE;
}

static gboolean
get_value (QhValueEditor *editor,
           QhValue       *value,
           GError       **error)
{
  QhLineEditor *self = QH_LINE_EDITOR (editor);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (text[0] != '\0')
    {
      if (parse (self, text, value, error))
        return TRUE;
      *value = (QhValue) { QH_VALUE_NONE };
      return FALSE;
    }
  if (self->missing != NULL)
    *value = *qh_chooser_get_value (self->missing);
  return TRUE;
}

static void
editor_init (QhValueEditorInterface *interface)
{
  interface->set_value = set_value;
  interface->get_value = get_value;
}

/* Callbacks */

static void
typed_cb (QhLineEditor *self)
{
  if (self->setting)
    return;
  if (self->missing != NULL && gtk_editable_get_text (self->entry)[0] != '\0')
    qh_chooser_set_value (self->missing, &(QhValue) { QH_VALUE_NONE });
  qh_value_editor_changed (QH_VALUE_EDITOR (self));
}

static void
missing_chosen_cb (QhLineEditor *self)
{
  self->setting = TRUE;
  gtk_editable_set_text (self->entry, "");
  self->setting = FALSE;
  qh_value_editor_changed (QH_VALUE_EDITOR (self));
}

/* A date that was typed carelessly is shown as it was understood. */
static void
left_cb (QhLineEditor *self)
{
  g_autofree char *text = NULL;
  QhDay day = qh_date_text_parse (gtk_editable_get_text (self->entry), qh_day_today ());

  if (day == QH_NO_DAY)
    return;
  text = qh_date_text_format (day);
  self->setting = TRUE;
  gtk_editable_set_text (self->entry, text);
  self->setting = FALSE;
}

static void
day_selected_cb (QhLineEditor *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char *text = qh_date_text_format (qh_day_from_ymd (g_date_time_get_year (date), g_date_time_get_month (date),
                                                                g_date_time_get_day_of_month (date)));

  gtk_editable_set_text (self->entry, text);
  gtk_menu_button_popdown (self->calendar_button);
}

static void
create_calendar_cb (GtkMenuButton *button,
                    gpointer       data)
{
  QhLineEditor *self = data;
  QhDay day = qh_date_text_parse (gtk_editable_get_text (self->entry), qh_day_today ());
  g_autoptr (GDateTime) date = NULL;
  int year, month, month_day;

  if (self->calendar == NULL)
    {
      GtkWidget *popover = gtk_popover_new ();

      self->calendar = GTK_CALENDAR (gtk_calendar_new ());
      g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self);
      gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
      gtk_menu_button_set_popover (button, popover);
    }
  qh_day_to_ymd (day != QH_NO_DAY ? day : qh_day_today (), &year, &month, &month_day);
  date = g_date_time_new_local (year, month, month_day, 12, 0, 0);
  g_signal_handlers_block_by_func (self->calendar, day_selected_cb, self);
  gtk_calendar_select_day (self->calendar, date);
  g_signal_handlers_unblock_by_func (self->calendar, day_selected_cb, self);
}

/* Building */

static void
add_calendar (QhLineEditor *self)
{
  g_autofree char *hint = qh_date_text_hint ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), hint);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  self->calendar_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->calendar_button, "x-office-calendar-symbolic");
  gtk_menu_button_set_create_popup_func (self->calendar_button, create_calendar_cb, self, NULL);
  qh_tooltip_set (GTK_WIDGET (self->calendar_button), _("Choose from a calendar"));
  gtk_widget_add_css_class (GTK_WIDGET (self->calendar_button), "flat");
  gtk_widget_set_parent (GTK_WIDGET (self->calendar_button), GTK_WIDGET (self));
}

static void
add_unit (QhLineEditor *self,
          const char    *unit)
{
  GtkWidget *label = gtk_label_new (g_str_equal (unit, "years") ? _("years") : unit);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_parent (label, GTK_WIDGET (self));
}

static void
add_missing (QhLineEditor *self,
             QhSession     *session)
{
  QhChoices *choices = qh_choices_new_missing (session);

  qh_choices_set_none (choices, _("With an answer"));
  self->missing = QH_CHOOSER (qh_chooser_new (choices));
  qh_chooser_set_placeholder (self->missing, _("No answer?"));
  qh_chooser_set_label (self->missing, _("Why there is no answer"));
  gtk_widget_add_css_class (GTK_WIDGET (self->missing), "reason");
  g_signal_connect_swapped (self->missing, "changed", G_CALLBACK (missing_chosen_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->missing), GTK_WIDGET (self));
}

static gboolean
is_short (const QhField *field)
{
  return field->type != QH_TYPE_TEXT;
}

static gboolean
qh_line_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_LINE_EDITOR (widget)->entry));
}

static void
qh_line_editor_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_line_editor_parent_class)->dispose (object);
}

static void
qh_line_editor_class_init (QhLineEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_line_editor_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = qh_line_editor_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
qh_line_editor_init (QhLineEditor *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->entry = GTK_EDITABLE (gtk_entry_new ());
  gtk_entry_set_activates_default (GTK_ENTRY (self->entry), TRUE);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (typed_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->entry), GTK_WIDGET (self));
}

/**
 * qh_line_editor_new:
 * @field: a field of text, a number, a date or a time
 *
 * Returns: (transfer floating): an editor of one line.
 */
GtkWidget *
qh_line_editor_new (QhSession     *session,
                     const QhField *field)
{
  QhLineEditor *self = g_object_new (QH_TYPE_LINE_EDITOR, NULL);

  self->field = field;
  self->language = qh_session_get_language (session);
  if (is_short (field))
    {
      gtk_editable_set_width_chars (self->entry, 10);
      gtk_editable_set_max_width_chars (self->entry, 10);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
    }
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), !is_short (field));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  qh_field_get_label (field, self->language), -1);
  if (field->type == QH_TYPE_DATE)
    add_calendar (self);
  if (field->unit != NULL)
    add_unit (self, field->unit);
  if (field->missing)
    add_missing (self, session);
  return GTK_WIDGET (self);
}
