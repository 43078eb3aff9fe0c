/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-day-list.h"

#include <glib/gi18n-lib.h>

#include "ui/today/qh-activity-row.h"
#include "ui/today/qh-minutes.h"
#include "ui/today/qh-running-row.h"
#include "ui/widgets/qh-write.h"

#define NOON (12 * 60)

typedef enum
{
  PART_AFTERNOON,
  PART_MORNING,
  PART_UNTIMED,
  N_PARTS,
} Part;

static const char *const part_names[N_PARTS] = { N_("Afternoon"), N_("Morning"), N_("No time") };

/**
 * QhDayList:
 *
 * The activities of one day, the latest first. Enter or F2 edits one in place,
 * Delete takes it away with an undo.
 */
struct _QhDayList
{
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkWidget *running; /* QhRunningRow, or NULL */
  GtkWidget *menu;
  GtkLabel *empty;

  QhSession *session;
  gboolean brief;
  guint n_activities[N_PARTS];
  gint64 minutes[N_PARTS];
};

G_DEFINE_FINAL_TYPE (QhDayList, qh_day_list, GTK_TYPE_WIDGET)

enum
{
  OPEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Parts of the day */

static Part
get_part (const QhRecord *activity)
{
  if (qh_record_get (activity, "start")->tag != QH_VALUE_INTEGER)
    return PART_UNTIMED;
  return qh_record_get_integer (activity, "start") >= NOON ? PART_AFTERNOON : PART_MORNING;
}

static Part
get_row_part (GtkListBoxRow *row)
{
  if (QH_IS_RUNNING_ROW (row))
    return qh_running_row_get_start (QH_RUNNING_ROW (row)) >= NOON ? PART_AFTERNOON : PART_MORNING;
  return get_part (qh_activity_row_get_activity (QH_ACTIVITY_ROW (row)));
}

static void
count_parts (QhDayList *self,
             GPtrArray *activities)
{
  for (guint part = 0; part < N_PARTS; part++)
    self->n_activities[part] = 0, self->minutes[part] = 0;
  for (guint i = 0; i < activities->len; i++)
    {
      const QhRecord *activity = g_ptr_array_index (activities, i);
      Part part = get_part (activity);

      self->n_activities[part]++;
      if (qh_record_get (activity, "minutes")->tag == QH_VALUE_INTEGER)
        self->minutes[part] += qh_record_get_integer (activity, "minutes");
    }
}

static GtkWidget *
append_label (GtkWidget  *box,
              const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
create_header (QhDayList *self,
               Part       part,
               gboolean   first)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *count = g_strdup_printf (ngettext ("%u activity", "%u activities", self->n_activities[part]), self->n_activities[part]);
  g_autofree char *minutes = g_strdup_printf (_("%d min"), (int) self->minutes[part]);
  g_autofree char *text = g_strdup_printf ("%s · %s", count, minutes);
  GtkWidget *label;

  gtk_widget_add_css_class (box, "day-header");
  append_label (box, _(part_names[part]), "heading");
  label = append_label (box, text, "dim-label");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (first)
    append_label (box, _("min"), "dim-label");
  return box;
}

static void
update_header_cb (GtkListBoxRow *row,
                  GtkListBoxRow *before,
                  gpointer       data)
{
  Part part = get_row_part (row);

  if (before == NULL || get_row_part (before) != part)
    gtk_list_box_row_set_header (row, create_header (QH_DAY_LIST (data), part, before == NULL));
  else
    gtk_list_box_row_set_header (row, NULL);
}

/* Rows */

static QhActivityRow *
find_row (QhDayList *self,
          gint64     id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (QH_IS_ACTIVITY_ROW (row) && qh_activity_row_get_activity (QH_ACTIVITY_ROW (row))->id == id)
      return QH_ACTIVITY_ROW (row);
  return NULL;
}

static void
double_click_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 gpointer         data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (n_press != 2 || qh_activity_row_is_editing (QH_ACTIVITY_ROW (row)))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (row, "day.open", NULL);
}

static void
menu_click_cb (GtkGestureClick *gesture,
               int              n_press,
               double           x,
               double           y,
               gpointer         data)
{
  QhDayList *self = data;
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  double at_x, at_y;

  gtk_widget_grab_focus (row);
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  gtk_widget_translate_coordinates (row, GTK_WIDGET (self), x, y, &at_x, &at_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) at_x, (int) at_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static GtkWidget *
create_row (QhDayList *self)
{
  GtkWidget *row = qh_activity_row_new (self->session);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (double_click_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (menu_click_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  return row;
}

/* Puts the row of @activity in its place, be it new, old or elsewhere. */
static void
place_row (QhDayList      *self,
           const QhRecord *activity,
           int             position)
{
  QhActivityRow *row = find_row (self, activity->id);
  g_autoptr (GtkWidget) kept = row != NULL ? g_object_ref (GTK_WIDGET (row)) : g_object_ref_sink (create_row (self));

  qh_activity_row_set_activity (QH_ACTIVITY_ROW (kept), activity);
  qh_activity_row_set_brief (QH_ACTIVITY_ROW (kept), self->brief);
  if (row != NULL && gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) == position)
    return;
  if (row != NULL)
    gtk_list_box_remove (self->list, kept);
  gtk_list_box_insert (self->list, kept, position);
}

static gboolean
has_activity (GPtrArray *activities,
              gint64     id)
{
  for (guint i = 0; i < activities->len; i++)
    if (((QhRecord *) g_ptr_array_index (activities, i))->id == id)
      return TRUE;
  return FALSE;
}

static void
remove_rows (QhDayList *self,
             GPtrArray *activities)
{
  for (int i = 0;;)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row == NULL)
        return;
      if (QH_IS_ACTIVITY_ROW (row) && (activities == NULL || !has_activity (activities, qh_activity_row_get_activity (QH_ACTIVITY_ROW (row))->id)))
        gtk_list_box_remove (self->list, GTK_WIDGET (row));
      else
        i++;
    }
}

/* Actions */

static QhActivityRow *
get_selected (QhDayList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, QH_TYPE_ACTIVITY_ROW) : NULL;
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    return QH_ACTIVITY_ROW (row);
  return QH_IS_ACTIVITY_ROW (selected) ? QH_ACTIVITY_ROW (selected) : NULL;
}

static void
row_activated_cb (QhDayList     *self,
                  GtkListBoxRow *row)
{
  if (QH_IS_ACTIVITY_ROW (row))
    qh_activity_row_edit (QH_ACTIVITY_ROW (row));
}

static void
edit_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhActivityRow *row = get_selected (QH_DAY_LIST (widget));

  if (row != NULL)
    qh_activity_row_edit (row);
}

static void
open_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhActivityRow *row = get_selected (QH_DAY_LIST (widget));

  if (row != NULL)
    g_signal_emit (widget, signals[OPEN], 0, qh_activity_row_get_activity (row));
}

static void
focus_beside (QhDayList     *self,
              GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);
  GtkListBoxRow *other = gtk_list_box_get_row_at_index (self->list, index + 1);

  if (other == NULL && index > 0)
    other = gtk_list_box_get_row_at_index (self->list, index - 1);
  if (other != NULL)
    {
      gtk_list_box_select_row (self->list, other);
      gtk_widget_grab_focus (GTK_WIDGET (other));
    }
}

static void
delete_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  QhDayList *self = QH_DAY_LIST (widget);
  QhActivityRow *row = get_selected (self);
  QhStore *store;
  const QhRecord *activity;
  g_autoptr (QhRecord) deleted = NULL;
  g_autofree char *text = NULL;

  if (row == NULL || qh_activity_row_is_editing (row))
    return;
  store = qh_session_get_store (self->session);
  activity = qh_activity_row_get_activity (row);
  if (qh_record_get (activity, "minutes")->tag == QH_VALUE_INTEGER)
    text = g_strdup_printf (_("Activity deleted: %s, %d min"), qh_session_get_label (self->session, qh_record_get_integer (activity, "type")),
                            (int) qh_record_get_integer (activity, "minutes"));
  else
    text = g_strdup_printf (_("Activity deleted: %s"), qh_session_get_label (self->session, qh_record_get_integer (activity, "type")));
  deleted = qh_record_copy (activity);
  focus_beside (self, GTK_LIST_BOX_ROW (row));
  qh_write_delete (widget, store, g_steal_pointer (&deleted), text);
}

/* Overrides */

static void
create_menu (QhDayList *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  g_menu_append (menu, _("Edit Here"), "day.edit");
  g_menu_append (menu, _("Open the Whole Form"), "day.open");
  g_menu_append (menu, _("Delete"), "day.delete");
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}

static gboolean
qh_day_list_grab_focus (GtkWidget *widget)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (QH_DAY_LIST (widget)->list);

  return row != NULL ? gtk_widget_grab_focus (GTK_WIDGET (row)) : gtk_widget_child_focus (GTK_WIDGET (QH_DAY_LIST (widget)->list), GTK_DIR_TAB_FORWARD);
}

static void
qh_day_list_dispose (GObject *object)
{
  QhDayList *self = QH_DAY_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_day_list_parent_class)->dispose (object);
}

static void
qh_day_list_class_init (QhDayListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_day_list_dispose;
  widget_class->grab_focus = qh_day_list_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  /**
   * QhDayList::open:
   * @activity: (type gpointer): a #QhRecord
   *
   * The whole form of an activity is wanted.
   */
  signals[OPEN] = g_signal_new ("open", QH_TYPE_DAY_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_install_action (widget_class, "day.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "day.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "day.delete", NULL, delete_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "day.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "day.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "day.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "day.delete", NULL);
}

static void
qh_day_list_init (QhDayList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_activate_on_single_click (self->list, FALSE);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "day-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Activities of the day"), -1);
  self->empty = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->empty, TRUE);
  gtk_label_set_justify (self->empty, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "day-empty");
  gtk_list_box_set_placeholder (self->list, GTK_WIDGET (self->empty));
  gtk_list_box_set_header_func (self->list, update_header_cb, self, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  create_menu (self);
}

/**
 * qh_day_list_set_session:
 * @session: (nullable): the open workspace
 *
 * Empties the list.
 */
void
qh_day_list_set_session (QhDayList *self,
                         QhSession *session)
{
  remove_rows (self, NULL);
  g_set_object (&self->session, session);
}

/**
 * qh_day_list_set_activities:
 * @activities: (element-type QhRecord): a day's, the latest first
 * @today: whether the day is today
 *
 * Shows a day. Rows that were there stay as they are, and so does what is typed in them.
 */
void
qh_day_list_set_activities (QhDayList *self,
                            GPtrArray *activities,
                            gboolean   today)
{
  int first = self->running != NULL ? 1 : 0;

  gtk_label_set_text (self->empty, today ? _("Log the first activity: write a type, or Alt+1") : _("Nothing was logged on this day. Write a type, or Alt+1, to log it now."));
  count_parts (self, activities);
  remove_rows (self, activities);
  for (guint i = 0; i < activities->len; i++)
    place_row (self, g_ptr_array_index (activities, i), first + (int) i);
  gtk_list_box_invalidate_headers (self->list);
}

/**
 * qh_day_list_set_brief:
 * @brief: whether there is little room: types before outcomes
 */
void
qh_day_list_set_brief (QhDayList *self,
                       gboolean   brief)
{
  GtkListBoxRow *row;

  self->brief = brief;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (QH_IS_ACTIVITY_ROW (row))
      qh_activity_row_set_brief (QH_ACTIVITY_ROW (row), brief);
}

/**
 * qh_day_list_set_running:
 * @start: the minute of the day at which the timer was started, or -1 when none runs
 * @title: (nullable): what is measured
 * @subtitle: (nullable): for whom
 * @clock: (nullable): for how long already
 *
 * Shows the running timer on top.
 */
void
qh_day_list_set_running (QhDayList  *self,
                         int         start,
                         const char *title,
                         const char *subtitle,
                         const char *clock)
{
  if (start < 0)
    {
      if (self->running != NULL)
        gtk_list_box_remove (self->list, self->running);
      self->running = NULL;
      return;
    }
  if (self->running == NULL)
    {
      self->running = qh_running_row_new ();
      qh_running_row_show (QH_RUNNING_ROW (self->running), start, title, subtitle, clock);
      gtk_list_box_insert (self->list, self->running, 0);
    }
  else
    qh_running_row_show (QH_RUNNING_ROW (self->running), start, title, subtitle, clock);
}
