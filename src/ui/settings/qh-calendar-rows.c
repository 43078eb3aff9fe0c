/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worker's schedules and leaves in words. */
#include "ui/settings/qh-calendar-rows.h"

#include <glib/gi18n-lib.h>

#include "ui/today/qh-minutes.h"

static char *
say_day (QhDay day)
{
  /* Translators: a day, as strftime writes it: 5 October 2026 */
  return qh_day_format (day, _ ("%-d %B %Y"));
}

/**
 * qh_calendar_say_span:
 * @record: a schedule or a leave
 *
 * Returns: (transfer full): the days that it holds: “1 May 2026 – 3 May 2026”.
 */
char *
qh_calendar_say_span (const QhRecord *record)
{
  QhDay first = (QhDay)qh_record_get_integer (record, "begins");
  QhDay last = (QhDay)qh_record_get_integer (record, "ends");
  g_autofree char *begins = say_day (first);
  g_autofree char *ends = last != QH_NO_DAY ? say_day (last) : NULL;

  if (ends == NULL)
    /* Translators: from a day on, without an end */
    return g_strdup_printf (_ ("From %s on"), begins);
  return first == last ? g_steal_pointer (&begins) : g_strdup_printf ("%s – %s", begins, ends);
}

static char *
say_weekdays (QhSession *session, const QhRecord *schedule)
{
  const QhRows *rows = qh_record_get_rows (schedule, "weekdays");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;

  for (guint i = 0; rows != NULL && i < rows->n_rows; i++)
    g_strv_builder_add (builder, qh_session_get_label (session, qh_rows_cell (rows, i, 0)));
  labels = g_strv_builder_end (builder);
  return g_strjoinv (", ", labels);
}

static char *
describe_schedule (QhSession *session, const QhRecord *schedule)
{
  gint64 shift = qh_record_get_integer (schedule, "shift");
  g_autofree char *weekdays = say_weekdays (session, schedule);
  g_autofree char *minutes
    = qh_minutes_to_text ((int)qh_record_get_integer (schedule, "minutes_a_day"));
  /* Translators: days of the week, then how long: Monday, Tuesday: 7 h 30 min a day */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s a day"), weekdays, minutes);

  return shift != 0 ? g_strconcat (text, " · ", qh_session_get_label (session, shift), NULL)
                    : g_steal_pointer (&text);
}

static char *
describe_leave (QhSession *session, QhCalendar *calendar, const QhRecord *leave)
{
  gint64 worker = qh_record_get_integer (leave, "worker");
  QhDay last = (QhDay)qh_record_get_integer (leave, "ends");
  guint n = 0;

  for (QhDay day = (QhDay)qh_record_get_integer (leave, "begins"); day <= last; day++)
    n += qh_calendar_get_scheduled (calendar, worker, day) > 0;
  return g_strdup_printf (
    /* Translators: the reason for a leave, then how many working days it takes */
    g_dngettext (GETTEXT_PACKAGE, "%s · %u day on duty", "%s · %u days on duty", n),
    qh_session_get_label (session, qh_record_get_integer (leave, "reason")),
    n);
}

/**
 * qh_calendar_say_month:
 * @day: of the month
 *
 * Returns: (transfer full): what the month comes to for a worker.
 */
char *
qh_calendar_say_month (QhCalendar *calendar, gint64 worker, QhDay day)
{
  QhDay first = qh_day_month_start (day);
  QhDuty duty = { 0, 0, 0, 0 };
  g_autofree char *hours = NULL;
  g_autofree char *on_duty = NULL;
  g_autofree char *on_leave = NULL;
  guint away;

  qh_calendar_add_duty (calendar, worker, first, qh_day_add_months (first, 1) - 1, &duty);
  if (duty.scheduled_days == 0)
    return g_strdup (
      _ ("Without a schedule nobody knows when this worker is on duty: goals are not shared out by hours, "
         "and days without entries are not noticed."));
  hours = qh_minutes_to_text ((int)duty.minutes);
  away = duty.scheduled_days - duty.days;
  on_duty = g_strdup_printf (
    /* Translators: a number of days, then how long they are in all */
    g_dngettext (GETTEXT_PACKAGE, "This month: %u day on duty, %s", "This month: %u days on duty, %s", duty.days),
    duty.days,
    hours);
  on_leave = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u day on leave", "%u days on leave", away), away);
  return away > 0 ? g_strdup_printf ("%s; %s", on_duty, on_leave) : g_steal_pointer (&on_duty);
}

static gboolean
holds (const QhRecord *record, QhDay day)
{
  QhDay last = (QhDay)qh_record_get_integer (record, "ends");

  return qh_record_get_integer (record, "begins") <= day && (last == QH_NO_DAY || day <= last);
}

/**
 * qh_calendar_row_new:
 * @record: a schedule or a leave
 *
 * Returns: (transfer floating): an AdwActionRow that says what it holds.
 */
GtkWidget *
qh_calendar_row_new (QhSession *session, QhCalendar *calendar, const QhRecord *record, QhDay today)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = qh_calendar_say_span (record);
  g_autofree char *words = record->kind->number == QH_KIND_SCHEDULE
                             ? describe_schedule (session, record)
                             : describe_leave (session, calendar, record);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  if (holds (record, today))
    {
      /* Translators: a schedule or a leave that holds today */
      GtkWidget *tag = gtk_label_new (C_ ("calendar", "Now"));

      gtk_widget_add_css_class (tag, "tag");
      gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), tag);
    }
  return row;
}
