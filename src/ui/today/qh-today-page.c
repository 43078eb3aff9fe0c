/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-today-page.h"

#include <glib/gi18n-lib.h>

#include "store/qh-store-lists.h"
#include "ui/qh-preferences.h"
#include "ui/qh-session.h"
#include "ui/qh-sidebar-button.h"
#include "ui/review/qh-day-state.h"
#include "ui/today/qh-activity-form.h"
#include "ui/today/qh-day-picker.h"
#include "ui/today/qh-day-list.h"
#include "ui/today/qh-day-totals.h"
#include "ui/today/qh-entry-line.h"
#include "ui/today/qh-favourites.h"
#include "ui/today/qh-pending-list.h"
#include "ui/today/qh-timer.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-watch-layout.h"

/* Below this width the column beside the day goes behind a button. */
#define WIDE 900
#define CHECK_DAY_SECONDS 60

/**
 * QhTodayPage:
 *
 * A day: what is logged goes in on top, what was logged stands below it.
 */
struct _QhTodayPage
{
  GtkWidget parent_instance;

  QhDayPicker *title;
  GtkWidget *today_button;
  GtkWidget *timer_button;
  GtkWidget *timer_clock;
  GtkWidget *timer_stop;
  GtkToggleButton *side_toggle;
  GtkWidget *nobody;
  GtkLabel *nobody_words;
  GtkWidget *nobody_button;
  QhEntryLine *entry;
  QhDayState *state;
  QhDayList *list;
  GtkWidget *side;
  QhFavourites *favourites;
  QhDayTotals *totals;
  QhPendingList *pending;

  QhSession *session;
  QhTimer *timer;
  QhDay day;
  QhDay today;
  guint day_source;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (QhTodayPage, qh_today_page, GTK_TYPE_WIDGET)

/* What it shows */

static char *
dup_unit (QhTodayPage *self)
{
  QhStore *store = qh_session_get_store (self->session);
  g_autoptr (GPtrArray) units = qh_store_list_all (store, QH_KIND_UNIT, NULL);
  const QhRecord *unit = units != NULL && units->len > 0 ? g_ptr_array_index (units, 0) : NULL;
  const char *shift = unit != NULL ? qh_record_get_text (unit, "shift") : "";

  if (unit == NULL)
    return g_strdup ("");
  if (shift[0] == '\0')
    return g_strdup (qh_record_get_text (unit, "name"));
  return g_strdup_printf ("%s · %s", qh_record_get_text (unit, "name"), shift);
}

static void
show_title (QhTodayPage *self)
{
  g_autofree char *unit = self->session != NULL ? dup_unit (self) : g_strdup ("");

  qh_day_picker_show (self->title, self->day, self->today, unit);
  if (self->day == self->today)
    gtk_widget_add_css_class (self->today_button, "current-day");
  else
    gtk_widget_remove_css_class (self->today_button, "current-day");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "today.next", self->day < self->today);
}

/* While it is not said whose day it is, nothing is logged, and it is said how to mend that. */
static void
show_nobody (QhTodayPage *self)
{
  const char *words = self->session != NULL ? qh_session_say_nobody (self->session) : NULL;
  gboolean administers = words != NULL
                         && (qh_store_get_roles (qh_session_get_store (self->session)) & QH_ROLE_ADMINISTRATOR) != 0;

  gtk_widget_set_visible (self->nobody, words != NULL);
  if (words != NULL && gtk_widget_get_focus_child (gtk_widget_get_parent (GTK_WIDGET (self->entry))) != NULL)
    gtk_widget_grab_focus (self->nobody_button);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), words == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->favourites), words == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), words == NULL);
  gtk_label_set_text (self->nobody_words, words != NULL ? words : "");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->nobody_button), "s", administers ? "users" : "unit");
}

static void
show_day (QhTodayPage *self)
{
  g_autoptr (GPtrArray) activities = NULL;
  g_autoptr (GError) error = NULL;

  show_title (self);
  qh_day_state_show (self->state, self->session, self->day);
  show_nobody (self);
  if (self->session == NULL || qh_session_get_worker (self->session) == 0)
    return;
  activities = qh_store_list_day (qh_session_get_store (self->session), self->day, qh_session_get_worker (self->session), &error);
  if (activities == NULL)
    {
      g_warning ("The day could not be read: %s", error->message);
      return;
    }
  qh_day_list_set_activities (self->list, activities, self->day == self->today);
  qh_day_totals_show (self->totals, self->session, activities);
}

static void
show_side (QhTodayPage *self)
{
  qh_favourites_show (self->favourites, self->session);
  qh_pending_list_show (self->pending, self->session);
}

static void
go_to_day (QhTodayPage *self,
           QhDay        day)
{
  if (day > self->today || day == self->day)
    return;
  self->day = day;
  qh_entry_line_set_day (self->entry, day);
  show_day (self);
}

/* Timer */

static char *
dup_running_case (QhTodayPage *self)
{
  gint64 case_id = qh_entry_line_get_case (self->entry);

  return case_id != 0 ? qh_session_dup_case_title (self->session, case_id) : g_strdup (_("It fills in the minutes when it is stopped"));
}

static void
show_timer_cb (QhTodayPage *self)
{
  gboolean running = self->timer != NULL && qh_timer_is_running (self->timer);
  g_autofree char *clock = running ? qh_timer_dup_text (self->timer) : NULL;
  g_autofree char *subtitle = NULL;
  gint64 type = running && self->session != NULL ? qh_entry_line_get_type_code (self->entry) : 0;

  gtk_widget_set_visible (self->timer_clock, running);
  gtk_widget_set_visible (self->timer_stop, running);
  gtk_label_set_text (GTK_LABEL (self->timer_clock), running ? clock : "");
  qh_tooltip_set (self->timer_button, running ? _("Stop the timer and fill in its minutes (Ctrl+T)") : _("Start a timer (Ctrl+T)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->timer_button), GTK_ACCESSIBLE_PROPERTY_LABEL, running ? _("Stop the timer") : _("Start a timer"), -1);
  if (running)
    gtk_widget_add_css_class (self->timer_button, "running");
  else
    gtk_widget_remove_css_class (self->timer_button, "running");
  if (self->session == NULL)
    return;
  subtitle = dup_running_case (self);
  qh_day_list_set_running (self->list, running && self->day == self->today ? qh_timer_get_start (self->timer) : -1,
                           type != 0 ? qh_session_get_label (self->session, type) : _("Timer"), subtitle, clock);
}

/* Callbacks */

static void
day_picked_cb (QhTodayPage *self,
               gint64       day)
{
  go_to_day (self, (QhDay) day);
  show_timer_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
entry_changed_cb (QhTodayPage *self)
{
  if (self->timer != NULL && qh_timer_is_running (self->timer))
    show_timer_cb (self);
}

static void
open_activity_cb (QhTodayPage *self,
                  QhRecord    *activity)
{
  gtk_window_present (GTK_WINDOW (qh_activity_form_new (GTK_WIDGET (self), self->session, activity)));
}

static gboolean
touches (GArray *touched,
         guint   kind)
{
  for (guint i = 0; touched != NULL && i < touched->len; i++)
    if (g_array_index (touched, QhTouched, i).kind == kind)
      return TRUE;
  return touched == NULL || touched->len == 0;
}

static void
session_changed_cb (QhTodayPage *self,
                    GArray      *touched)
{
  gboolean names = touches (touched, QH_KIND_CASE) || touches (touched, QH_KIND_PERSON) || touches (touched, QH_KIND_ENTRY)
                   || touches (touched, QH_KIND_UNIT);

  if (names || touches (touched, QH_KIND_ACTIVITY))
    show_day (self);
  else if (touches (touched, QH_KIND_REVIEW))
    qh_day_state_show (self->state, self->session, self->day);
  if (names || touches (touched, QH_KIND_ACTION_ITEM))
    show_side (self);
}

/* Past midnight the page goes on to the new day, unless another one shows. */
static gboolean
check_day_cb (gpointer data)
{
  QhTodayPage *self = data;
  QhDay today = qh_day_today ();
  gboolean follow = self->day == self->today;

  if (today == self->today)
    return G_SOURCE_CONTINUE;
  self->today = today;
  if (follow)
    go_to_day (self, today);
  show_day (self);
  show_side (self);
  return G_SOURCE_CONTINUE;
}

static void
show_narrow (QhTodayPage *self)
{
  gboolean side = gtk_toggle_button_get_active (self->side_toggle);

  qh_entry_line_set_narrow (self->entry, self->narrow);
  qh_day_list_set_brief (self->list, self->narrow && side);
  gtk_widget_set_visible (GTK_WIDGET (self->side_toggle), self->narrow);
  gtk_widget_set_visible (self->side, !self->narrow || side);
}

static void
follow_width (GtkWidget *widget,
              int        width)
{
  QhTodayPage *self = QH_TODAY_PAGE (widget);

  if (self->narrow == (width < WIDE))
    return;
  self->narrow = width < WIDE;
  show_narrow (self);
}

/* Actions */

static void
previous_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  QhTodayPage *self = QH_TODAY_PAGE (widget);

  go_to_day (self, self->day - 1);
  show_timer_cb (self);
}

static void
next_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhTodayPage *self = QH_TODAY_PAGE (widget);

  go_to_day (self, self->day + 1);
  show_timer_cb (self);
}

static void
today_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  QhTodayPage *self = QH_TODAY_PAGE (widget);

  go_to_day (self, self->today);
  show_timer_cb (self);
}

static void
go_cb (GtkWidget  *widget,
       const char *action,
       GVariant   *parameter)
{
  day_picked_cb (QH_TODAY_PAGE (widget), g_variant_get_int32 (parameter));
}

static void
pick_day_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  qh_day_picker_popup (QH_TODAY_PAGE (widget)->title);
}

static void
favourite_cb (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  QhTodayPage *self = QH_TODAY_PAGE (widget);
  gint64 type = self->session != NULL ? qh_favourites_find (self->session, g_variant_get_uint32 (parameter)) : 0;

  if (type != 0)
    qh_entry_line_set_type (self->entry, type);
}

static void
repeat_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  QhTodayPage *self = QH_TODAY_PAGE (widget);

  if (self->session != NULL)
    qh_entry_line_repeat_last (self->entry);
}

static void
timer_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  QhTodayPage *self = QH_TODAY_PAGE (widget);
  int start, minutes;

  if (self->timer == NULL)
    return;
  if (!qh_timer_is_running (self->timer))
    {
      qh_timer_start (self->timer);
      return;
    }
  start = qh_timer_get_start (self->timer);
  minutes = qh_timer_stop (self->timer);
  qh_entry_line_set_timed (self->entry, minutes, start);
}

static void
side_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhTodayPage *self = QH_TODAY_PAGE (widget);

  gtk_toggle_button_set_active (self->side_toggle, !gtk_toggle_button_get_active (self->side_toggle));
}

static void
returned_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  QhTodayPage *self = QH_TODAY_PAGE (widget);

  if (self->session != NULL)
    qh_day_state_activate (self->state);
}

static void
more_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (QH_TODAY_PAGE (widget)->entry), "entry.more", NULL);
}

static const struct
{
  const char *trigger;
  const char *action;
  guint number; /* of a favourite, or 0 */
} shortcuts[] = {
  { "<Alt>Left", "today.previous", 0 },
  { "<Alt>Right", "today.next", 0 },
  { "<Alt>Home", "today.today", 0 },
  { "<Control>d", "today.pick-day", 0 },
  { "<Control>r", "today.repeat", 0 },
  { "<Control>t", "today.timer", 0 },
  { "F9", "today.side", 0 },
  { "F4", "today.returned", 0 },
  { "<Control>m", "today.more", 0 },
  { "<Alt>1|<Alt>KP_1", "today.favourite", 1 },
  { "<Alt>2|<Alt>KP_2", "today.favourite", 2 },
  { "<Alt>3|<Alt>KP_3", "today.favourite", 3 },
  { "<Alt>4|<Alt>KP_4", "today.favourite", 4 },
  { "<Alt>5|<Alt>KP_5", "today.favourite", 5 },
  { "<Alt>6|<Alt>KP_6", "today.favourite", 6 },
  { "<Alt>7|<Alt>KP_7", "today.favourite", 7 },
  { "<Alt>8|<Alt>KP_8", "today.favourite", 8 },
};

/* The keys work wherever the focus is in the window, while the page shows. */
static gboolean
shortcut_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  guint i = GPOINTER_TO_UINT (data);

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (shortcuts[i].number != 0)
    return gtk_widget_activate_action (widget, shortcuts[i].action, "u", shortcuts[i].number);
  return gtk_widget_activate_action (widget, shortcuts[i].action, NULL);
}

static void
add_shortcuts (QhTodayPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (shortcuts[i].trigger);
      GtkShortcutAction *action = gtk_callback_action_new (shortcut_cb, GUINT_TO_POINTER (i), NULL);

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), gtk_shortcut_new (trigger, action));
    }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* Overrides */

static gboolean
qh_today_page_grab_focus (GtkWidget *widget)
{
  QhTodayPage *self = QH_TODAY_PAGE (widget);

  return gtk_widget_grab_focus (gtk_widget_get_visible (self->nobody) ? self->nobody_button : GTK_WIDGET (self->entry));
}

/* What was not seen yet could not take the focus. */
static void
qh_today_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qh_today_page_parent_class)->map (widget);
  if (gtk_widget_get_visible (QH_TODAY_PAGE (widget)->nobody))
    gtk_widget_grab_focus (QH_TODAY_PAGE (widget)->nobody_button);
}

static void
qh_today_page_dispose (GObject *object)
{
  QhTodayPage *self = QH_TODAY_PAGE (object);
  GtkWidget *child;

  if (self->session != NULL)
    qh_today_page_set_session (self, NULL);
  g_clear_object (&self->timer);
  g_clear_handle_id (&self->day_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_today_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "today.previous", NULL, previous_cb);
  gtk_widget_class_install_action (widget_class, "today.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "today.today", NULL, today_cb);
  gtk_widget_class_install_action (widget_class, "today.go", "i", go_cb);
  gtk_widget_class_install_action (widget_class, "today.pick-day", NULL, pick_day_cb);
  gtk_widget_class_install_action (widget_class, "today.favourite", "u", favourite_cb);
  gtk_widget_class_install_action (widget_class, "today.repeat", NULL, repeat_cb);
  gtk_widget_class_install_action (widget_class, "today.timer", NULL, timer_cb);
  gtk_widget_class_install_action (widget_class, "today.side", NULL, side_cb);
  gtk_widget_class_install_action (widget_class, "today.more", NULL, more_cb);
  gtk_widget_class_install_action (widget_class, "today.returned", NULL, returned_cb);
}

static void
qh_today_page_class_init (QhTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_today_page_dispose;
  widget_class->grab_focus = qh_today_page_grab_focus;
  widget_class->map = qh_today_page_map;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (QH_TYPE_DAY_PICKER);
  g_type_ensure (QH_TYPE_ENTRY_LINE);
  g_type_ensure (QH_TYPE_DAY_STATE);
  g_type_ensure (QH_TYPE_DAY_LIST);
  g_type_ensure (QH_TYPE_FAVOURITES);
  g_type_ensure (QH_TYPE_DAY_TOTALS);
  g_type_ensure (QH_TYPE_PENDING_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, QH_TYPE_WATCH_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/today/qh-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, title);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, today_button);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, timer_button);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, timer_clock);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, timer_stop);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, side_toggle);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, nobody);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, nobody_words);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, nobody_button);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, entry);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, state);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, list);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, side);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, favourites);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, totals);
  gtk_widget_class_bind_template_child (widget_class, QhTodayPage, pending);
  gtk_widget_class_bind_template_callback (widget_class, day_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_activity_cb);
  install_actions (widget_class);
}

static void
qh_today_page_init (QhTodayPage *self)
{
  g_autoptr (GSettings) settings = qh_preferences_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  qh_watch_layout_connect (GTK_WIDGET (self), follow_width);
  self->today = self->day = qh_day_today ();
  qh_entry_line_set_day (self->entry, self->day);
  self->timer = qh_timer_new (settings);
  g_signal_connect_object (self->timer, "tick", G_CALLBACK (show_timer_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->side_toggle, "toggled", G_CALLBACK (show_narrow), self);
  self->day_source = g_timeout_add_seconds (CHECK_DAY_SECONDS, check_day_cb, self);
  add_shortcuts (self);
  show_timer_cb (self);
  show_title (self);
}

/**
 * qh_today_page_new:
 *
 * Returns: (transfer floating): the page.
 */
GtkWidget *
qh_today_page_new (void)
{
  return g_object_new (QH_TYPE_TODAY_PAGE, NULL);
}

/**
 * qh_today_page_set_session:
 * @session: (nullable): the open workspace; %NULL when it is locked
 *
 * Shows a workspace, or forgets all that was shown of one.
 */
void
qh_today_page_set_session (QhTodayPage *self,
                           QhSession   *session)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  qh_entry_line_set_session (self->entry, session);
  qh_day_list_set_session (self->list, session);
  qh_day_totals_show (self->totals, NULL, NULL);
  self->today = qh_day_today ();
  self->day = self->today;
  qh_entry_line_set_day (self->entry, self->day);
  if (session != NULL)
    g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  show_day (self);
  show_side (self);
  show_timer_cb (self);
}

/**
 * qh_today_page_continue:
 * @draft: what had been typed in the entry line
 *
 * Shows the day of a draft and goes on with it.
 */
void
qh_today_page_continue (QhTodayPage   *self,
                        const QhDraft *draft)
{
  const QhRecord *activity = g_ptr_array_index (draft->records, 0);

  go_to_day (self, (QhDay) qh_record_get_integer (activity, "date"));
  qh_entry_line_continue (self->entry, draft);
}
