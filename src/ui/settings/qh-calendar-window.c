/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-calendar-window.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-record-dialog.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-undo-actions.h"
#include "ui/qh-undo-keys.h"
#include "ui/settings/qh-calendar-rows.h"
#include "ui/today/qh-minutes.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-weak.h"
#include "ui/widgets/qh-write.h"

/**
 * QhCalendarWindow:
 *
 * When a worker is on duty: schedules and leaves, which supervisors and
 * administrators add, change and remove. Others see them.
 */
struct _QhCalendarWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *toasts;
  AdwPreferencesGroup *schedules_group;
  AdwPreferencesGroup *leaves_group;
  GtkWidget *add_schedule;
  GtkWidget *add_leave;

  QhSession *session;
  QhUndoActions *undo;
  gint64 worker;
  GPtrArray *schedules; /* of QhRecord, the last begun first */
  GPtrArray *leaves;
  GPtrArray *rows; /* of both groups */
  GCancellable *cancellable;
  gboolean may_write;
};

G_DEFINE_FINAL_TYPE (QhCalendarWindow, qh_calendar_window, ADW_TYPE_WINDOW)

/* Reading, on a worker */

static int
compare_begins (gconstpointer a, gconstpointer b)
{
  gint64 first = qh_record_get_integer (*(QhRecord *const *)a, "begins");
  gint64 second = qh_record_get_integer (*(QhRecord *const *)b, "begins");

  return first > second ? -1 : first < second;
}

static GPtrArray *
list_of_worker (QhStore *store, guint kind, gint64 worker, GError **error)
{
  g_autoptr (GPtrArray) all = qh_store_list_all (store, kind, error);
  GPtrArray *own;

  if (all == NULL)
    return NULL;
  own = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
  for (guint i = 0; i < all->len; i++)
    if (qh_record_get_integer (g_ptr_array_index (all, i), "worker") == worker)
      g_ptr_array_add (own, qh_record_copy (g_ptr_array_index (all, i)));
  g_ptr_array_sort (own, compare_begins);
  return own;
}

static void
read_in_thread (GTask *task, gpointer store, gpointer worker, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  GPtrArray *schedules = list_of_worker (store, QH_KIND_SCHEDULE, *(gint64 *)worker, &error);
  GPtrArray *leaves
    = schedules != NULL ? list_of_worker (store, QH_KIND_LEAVE, *(gint64 *)worker, &error) : NULL;

  if (schedules != NULL)
    g_ptr_array_add (lists, schedules);
  if (leaves == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_add (lists, leaves);
  g_task_return_pointer (task, g_steal_pointer (&lists), (GDestroyNotify)g_ptr_array_unref);
}

/* Changing */

static void
typed_cb (QhRecordForm *form)
{
  int minutes = (int)qh_record_get_integer (qh_record_form_get_record (form), "minutes_a_day");
  g_autofree char *words = minutes > 0 ? qh_minutes_to_text (minutes) : NULL;

  qh_record_form_set_hint (form, "minutes_a_day", words != NULL ? words : _ ("Minutes, or hours as in 7:30"));
}

static void
open_form (QhCalendarWindow *self, const char *title, const QhRecord *record)
{
  static const char *const schedule[] = { "begins", "ends", "weekdays", "minutes_a_day", "shift", NULL };
  static const char *const leave[] = { "begins", "ends", "reason", NULL };
  gboolean is_schedule = record->kind->number == QH_KIND_SCHEDULE;
  const QhFormSection section = { NULL, is_schedule ? schedule : leave };
  GtkWidget *dialog
    = qh_record_dialog_new (self->toasts, self->session, title, record, &section, 1);
  QhRecordForm *form = qh_record_dialog_get_form (QH_RECORD_DIALOG (dialog));

  if (is_schedule)
    {
      qh_record_form_set_hint (form, "ends", _ ("Nothing for until further notice"));
      g_signal_connect (form, "changed", G_CALLBACK (typed_cb), NULL);
      typed_cb (form);
    }
  gtk_window_present (GTK_WINDOW (dialog));
}

static QhRecord *
new_record (QhCalendarWindow *self, guint kind)
{
  QhRecord *record = qh_store_new_record (qh_session_get_store (self->session), kind);

  qh_record_set_integer (record, "worker", self->worker);
  qh_record_set_integer (record, "begins", qh_day_today ());
  return record;
}

static gboolean
is_open (QhCalendarWindow *self)
{
  return self->session != NULL && qh_session_get_store (self->session) != NULL;
}

/* The next schedule is mostly like the last. */
static void
add_schedule_cb (QhCalendarWindow *self)
{
  static const char *const same[] = { "shift", "minutes_a_day", "weekdays" };
  g_autoptr (QhRecord) record = is_open (self) ? new_record (self, QH_KIND_SCHEDULE) : NULL;
  const QhRecord *last
    = self->schedules != NULL && self->schedules->len > 0 ? g_ptr_array_index (self->schedules, 0) : NULL;

  if (record == NULL)
    return;
  for (guint i = 0; last != NULL && i < G_N_ELEMENTS (same); i++)
    qh_value_copy (&last->values[qh_kind_find_field (last->kind, same[i])->index],
                   qh_record_get (record, same[i]));
  open_form (self, _ ("New Schedule"), record);
}

static void
add_leave_cb (QhCalendarWindow *self)
{
  g_autoptr (QhRecord) record = is_open (self) ? new_record (self, QH_KIND_LEAVE) : NULL;

  if (record != NULL)
    open_form (self, _ ("New Leave"), record);
}

static void
activated_cb (QhCalendarWindow *self, GtkWidget *row)
{
  const QhRecord *record = g_object_get_data (G_OBJECT (row), "record");

  if (is_open (self))
    open_form (self, qh_kind_get_label (record->kind, qh_session_get_language (self->session)), record);
}

static void
remove_cb (QhCalendarWindow *self, GtkWidget *button)
{
  const QhRecord *record = g_object_get_data (G_OBJECT (button), "record");
  gboolean is_schedule = record->kind->number == QH_KIND_SCHEDULE;

  if (!is_open (self))
    return;
  gtk_widget_set_sensitive (button, FALSE);
  qh_write_delete (self->toasts,
                   qh_session_get_store (self->session),
                   qh_record_copy (record),
                   is_schedule ? _ ("The schedule was removed.") : _ ("The leave was removed."));
}

/* Showing */

static void
add_row (QhCalendarWindow *self, AdwPreferencesGroup *group, QhCalendar *calendar, const QhRecord *record)
{
  GtkWidget *row = qh_calendar_row_new (self->session, calendar, record, qh_day_today ());
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *span = qh_calendar_say_span (record);
  /* Translators: the days of a schedule or leave */
  g_autofree char *words = g_strdup_printf (_ ("Remove: %s"), span);

  g_object_set_data (G_OBJECT (row), "record", (gpointer)record);
  g_object_set_data (G_OBJECT (remove), "record", (gpointer)record);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  qh_tooltip_set (remove, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (remove, self->may_write);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), self->may_write);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_rows (QhCalendarWindow *self, AdwPreferencesGroup *group, QhCalendar *calendar, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    add_row (self, group, calendar, g_ptr_array_index (records, i));
}

static void
clear_rows (QhCalendarWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      /* The focus goes on where something can be added. */
      if (focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row)))
        gtk_widget_grab_focus (group == GTK_WIDGET (self->schedules_group) ? self->add_schedule : self->add_leave);
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
show (QhCalendarWindow *self)
{
  g_autoptr (QhCalendar) calendar = qh_calendar_new (self->schedules, self->leaves);
  g_autofree char *month = qh_calendar_say_month (calendar, self->worker, qh_day_today ());

  clear_rows (self);
  adw_preferences_group_set_description (self->schedules_group, month);
  adw_preferences_group_set_description (
    self->leaves_group, self->leaves->len == 0 ? _ ("No leave is written down.") : NULL);
  add_rows (self, self->schedules_group, calendar, self->schedules);
  add_rows (self, self->leaves_group, calendar, self->leaves);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhCalendarWindow) self = qh_weak_take (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lists = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self == NULL || !is_open (self))
    return;
  if (lists == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The calendar cannot be read"), error);
      return;
    }
  clear_rows (self); /* they point to the records */
  g_clear_pointer (&self->schedules, g_ptr_array_unref);
  g_clear_pointer (&self->leaves, g_ptr_array_unref);
  self->schedules = g_ptr_array_ref (g_ptr_array_index (lists, 0));
  self->leaves = g_ptr_array_ref (g_ptr_array_index (lists, 1));
  show (self);
}

static void
read_calendar (QhCalendarWindow *self)
{
  g_autoptr (GTask) task
    = g_task_new (qh_session_get_store (self->session), self->cancellable, read_cb, qh_weak_new (self));

  g_task_set_task_data (task, g_memdup2 (&self->worker, sizeof self->worker), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

static void
changed_cb (QhCalendarWindow *self, GArray *touched)
{
  gboolean any = touched == NULL;

  for (guint i = 0; touched != NULL && i < touched->len; i++)
    {
      guint kind = g_array_index (touched, QhTouched, i).kind;

      any |= kind == QH_KIND_SCHEDULE || kind == QH_KIND_LEAVE;
    }
  if (any && is_open (self))
    read_calendar (self);
}

/* The widget */

static void
qh_calendar_window_dispose (GObject *object)
{
  QhCalendarWindow *self = QH_CALENDAR_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->undo != NULL)
    qh_undo_actions_set_session (self->undo, NULL);
  g_clear_object (&self->undo);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_calendar_window_parent_class)->dispose (object);
}

static void
qh_calendar_window_finalize (GObject *object)
{
  QhCalendarWindow *self = QH_CALENDAR_WINDOW (object);

  g_clear_pointer (&self->schedules, g_ptr_array_unref);
  g_clear_pointer (&self->leaves, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (qh_calendar_window_parent_class)->finalize (object);
}

static void
qh_calendar_window_class_init (QhCalendarWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_calendar_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_calendar_window_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/settings/qh-calendar-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhCalendarWindow, title);
  gtk_widget_class_bind_template_child (widget_class, QhCalendarWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, QhCalendarWindow, schedules_group);
  gtk_widget_class_bind_template_child (widget_class, QhCalendarWindow, leaves_group);
  gtk_widget_class_bind_template_child (widget_class, QhCalendarWindow, add_schedule);
  gtk_widget_class_bind_template_child (widget_class, QhCalendarWindow, add_leave);
  gtk_widget_class_bind_template_callback (widget_class, add_schedule_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_leave_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qh_calendar_window_init (QhCalendarWindow *self)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->undo = qh_undo_actions_new (self->toasts, G_ACTION_MAP (actions));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (actions));
  qh_undo_keys_add (GTK_WIDGET (self));
}

/**
 * qh_calendar_window_new:
 * @from: a widget of the window over which it shows
 * @worker: whose calendar it is
 *
 * Returns: (transfer none): the window, to be presented.
 */
GtkWidget *
qh_calendar_window_new (GtkWidget *from, QhSession *session, gint64 worker)
{
  QhStore *store = qh_session_get_store (session);
  QhCalendarWindow *self
    = g_object_new (QH_TYPE_CALENDAR_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);
  g_autofree char *name = qh_session_dup_worker_name (session, worker);

  self->session = g_object_ref (session);
  self->worker = worker;
  self->may_write
    = (qh_store_get_roles (store) & qh_store_get_kind (store, QH_KIND_SCHEDULE)->writers) != 0;
  adw_window_title_set_subtitle (self->title, name);
  gtk_widget_set_visible (self->add_schedule, self->may_write);
  gtk_widget_set_visible (self->add_leave, self->may_write);
  qh_undo_actions_set_session (self->undo, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_calendar (self);
  return GTK_WIDGET (self);
}
