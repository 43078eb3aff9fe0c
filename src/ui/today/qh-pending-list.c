/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-pending-list.h"

#include <glib/gi18n-lib.h>

#include "store/qh-store-lists.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-write.h"

#define MOST_SHOWN 6
#define MOST_COUNTED 500
#define DAYS_A_WEEK 7

/**
 * QhPendingList:
 *
 * The worker's action items that are not done, the longest overdue first.
 */
struct _QhPendingList
{
  GtkWidget parent_instance;

  GtkLabel *count;
  GtkListBox *list;
  QhSession *session;
};

G_DEFINE_FINAL_TYPE (QhPendingList, qh_pending_list, GTK_TYPE_WIDGET)

/**
 * qh_pending_describe_due:
 * @due: when something is due
 *
 * Returns: (transfer full): that day in words.
 */
char *
qh_pending_describe_due (QhDay due,
                         QhDay today)
{
  g_autofree char *day = NULL;

  if (due == QH_NO_DAY)
    return g_strdup (_("no date"));
  if (due == today)
    return g_strdup (_("today"));
  if (due == today - 1)
    return g_strdup (_("was due yesterday"));
  if (due == today + 1)
    return g_strdup (_("tomorrow"));
  /* Translators: a weekday and a day of a month, as g_date_time_format() writes them. */
  day = qh_day_format (due, due > today && due - today < DAYS_A_WEEK ? _("%A %-d %b") : _("%-d %b %Y"));
  return due < today ? g_strdup_printf (_("was due %s"), day) : g_steal_pointer (&day);
}

/* Done and not done */

static void
done_cb (QhPendingList  *self,
         GtkCheckButton *button)
{
  const QhRecord *item = g_object_get_data (G_OBJECT (button), "item");
  QhStore *store = qh_session_get_store (self->session);
  g_autofree char *text = g_strdup_printf (_("Done: %s"), qh_record_get_text (item, "task"));
  QhRecord *finished;

  if (!gtk_check_button_get_active (button))
    return;
  finished = qh_record_copy (item);
  qh_record_set_integer (finished, "done", qh_day_today ());
  qh_write_tick (button, store, finished, text);
}

/* Rows */

static char *
dup_subtitle (QhPendingList  *self,
              const QhRecord *item,
              QhDay           today)
{
  gint64 case_id = qh_record_get_integer (item, "case");
  g_autofree char *due = qh_pending_describe_due ((QhDay) qh_record_get_integer (item, "due"), today);
  g_autofree char *title = NULL;

  if (case_id == 0)
    return g_steal_pointer (&due);
  title = qh_session_dup_case_title (self->session, case_id);
  return g_strdup_printf ("%s · %s", due, title);
}

static const char *
get_due_class (QhDay due,
               QhDay today)
{
  if (due != QH_NO_DAY && due < today)
    return "due-late";
  return due == today ? "due-today" : "dim-label";
}

static GtkWidget *
append_line (GtkWidget  *box,
             const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
create_check (QhPendingList  *self,
              const QhRecord *item)
{
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *name = g_strdup_printf (_("Mark as done: %s"), qh_record_get_text (item, "task"));

  g_object_set_data_full (G_OBJECT (check), "item", qh_record_copy (item), (GDestroyNotify) qh_record_free);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  qh_tooltip_set (check, _("Mark as done"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (done_cb), self);
  return check;
}

static GtkWidget *
create_row (QhPendingList  *self,
            const QhRecord *item,
            QhDay           today)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name ("qh-due-symbolic");
  const char *due_class = get_due_class ((QhDay) qh_record_get_integer (item, "due"), today);
  const char *task = qh_record_get_text (item, "task");
  g_autofree char *subtitle = dup_subtitle (self, item, today);
  g_autofree char *name = g_strdup_printf ("%s, %s", task, subtitle);
  gint64 case_id = qh_record_get_integer (item, "case");
  GtkWidget *line;

  gtk_widget_add_css_class (icon, due_class);
  gtk_box_append (GTK_BOX (box), icon);
  append_line (lines, task);
  line = append_line (lines, subtitle);
  gtk_widget_add_css_class (line, "caption");
  gtk_widget_add_css_class (line, due_class);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), create_check (self, item));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  qh_tooltip_set (row, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), case_id != 0);
  if (case_id != 0)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", case_id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-case");
    }
  return row;
}

static void
clear_rows (QhPendingList *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
qh_pending_list_dispose (GObject *object)
{
  QhPendingList *self = QH_PENDING_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_pending_list_parent_class)->dispose (object);
}

static void
qh_pending_list_class_init (QhPendingListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_pending_list_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qh_pending_list_init (QhPendingList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *heading = append_line (top, _("Pending action items"));
  GtkWidget *empty = gtk_label_new (_("Nothing is pending"));

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_set_hexpand (heading, TRUE);
  self->count = GTK_LABEL (append_line (top, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "caption");
  gtk_box_append (GTK_BOX (box), top);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_widget_add_css_class (empty, "side-empty");
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "pending");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pending action items"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}

/**
 * qh_pending_list_show:
 * @session: (nullable): the open workspace
 */
void
qh_pending_list_show (QhPendingList *self,
                      QhSession     *session)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *count = NULL;
  QhDay today = qh_day_today ();

  g_set_object (&self->session, session);
  clear_rows (self);
  gtk_label_set_text (self->count, "");
  if (session == NULL || qh_session_get_worker (session) == 0)
    return;
  items = qh_store_list_pending (qh_session_get_store (session), qh_session_get_worker (session), MOST_COUNTED, &error);
  if (items == NULL)
    {
      g_warning ("The action items could not be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < MIN (items->len, MOST_SHOWN); i++)
    gtk_list_box_append (self->list, create_row (self, g_ptr_array_index (items, i), today));
  if (items->len > MOST_SHOWN)
    count = g_strdup_printf (_("%u of %u"), MOST_SHOWN, items->len);
  else if (items->len > 0)
    count = g_strdup_printf ("%u", items->len);
  gtk_label_set_text (self->count, count != NULL ? count : "");
}
