/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/review/qh-review-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "store/qh-store-lists.h"
#include "ui/qh-sidebar-button.h"
#include "ui/review/qh-close-month.h"
#include "ui/review/qh-review-read.h"
#include "ui/review/qh-review-row.h"
#include "ui/review/qh-review-sample.h"

#define PAGE 100

/**
 * QhReviewPage:
 *
 * A supervisor's queue: the days of all workers in a month, those first of which
 * something is still to be said.
 */
struct _QhReviewPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkDropDown *which;
  GtkDropDown *of;
  GtkLabel *month_label;
  GtkWidget *closed_tag;
  GtkWidget *close_button;
  GtkListBox *list;
  GtkWidget *more;
  GtkStack *stack;
  GtkWidget *none;

  QhSession *session;
  GCancellable *cancellable;
  GArray *units; /* ids, as in @of; 0 is all */
  QhDay month;
  guint limit; /* so many days show */
  gboolean filling; /* @of is being filled */
  gboolean stale;   /* to be read when it shows */
  gboolean waiting; /* for a row to take the focus */
};

G_DEFINE_FINAL_TYPE (QhReviewPage, qh_review_page, GTK_TYPE_WIDGET)

/* What shows, in the order of the list at the top. */
enum
{
  SHOW_OPEN,
  SHOW_RETURNED,
  SHOW_ALL,
};

/* The chosen unit, or 0. */
static gint64
get_unit (QhReviewPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->of);

  return selected < self->units->len ? g_array_index (self->units, gint64, selected) : 0;
}

static gboolean
is_of_unit (QhReviewPage *self, gint64 worker)
{
  GPtrArray *workers = qh_session_get_workers (self->session);
  gint64 unit = get_unit (self);

  for (guint i = 0; unit != 0 && i < workers->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (workers, i);

      if (record->id == worker)
        return qh_record_get_integer (record, "unit") == unit;
    }
  return unit == 0;
}

static gboolean
is_shown (QhReviewPage *self, const QhReviewDay *day)
{
  if (!is_of_unit (self, day->worker))
    return FALSE;
  switch (gtk_drop_down_get_selected (self->which))
    {
    case SHOW_OPEN:
      return qh_review_state_is_open (day->state) && day->n_activities > 0;
    case SHOW_RETURNED:
      return day->state == QH_REVIEW_STATE_RETURNED || day->state == QH_REVIEW_STATE_ANSWERED;
    default:
      return TRUE;
    }
}

static void
clear (QhReviewPage *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* The keyboard stays where it was: what was decided makes room for the next. */
static void
focus_row (QhReviewPage *self, int index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);

  if (row == NULL && index > 0)
    row = gtk_list_box_get_row_at_index (self->list, index - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static int
find_focused (QhReviewPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  for (int i = 0; focus != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row == NULL)
        return -1;
      if (focus == GTK_WIDGET (row) || gtk_widget_is_ancestor (focus, GTK_WIDGET (row)))
        return i;
    }
  return -1;
}

/* A month that is over can be closed, once. */
static void
show_closed (QhReviewPage *self, gboolean closed)
{
  gtk_widget_set_visible (self->closed_tag, closed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self),
                                 "review.close-month",
                                 !closed && self->month < qh_day_month_start (qh_day_today ()));
}

/* Where this month waits for nothing, the month before may. */
static void
show_none (QhReviewPage *self, const QhReviewRead *read)
{
  guint before = read->waiting.month_before;
  gboolean now = self->month == qh_day_month_start (qh_day_today ());
  g_autofree char *words = NULL;

  if (now && before > 0)
    words = g_strdup_printf (ngettext ("No day of this month waits for it, but %u of the month before (Alt+←).",
                                       "No day of this month waits for it, but %u of the month before (Alt+←).",
                                       before),
                             before);
  adw_status_page_set_description (
    ADW_STATUS_PAGE (self->none), words != NULL ? words : _ ("No day of this month waits for it."));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhReviewRead) read = qh_review_read_finish (result, &error);
  QhReviewPage *self = data;
  guint n_shown = 0;
  int focused;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (read == NULL)
    {
      g_warning ("The days could not be read: %s", error->message);
      return;
    }
  focused = find_focused (self);
  clear (self);
  for (guint i = 0; i < read->days->len; i++)
    {
      const QhReviewDay *day = g_ptr_array_index (read->days, i);

      if (is_shown (self, day) && n_shown++ < self->limit)
        gtk_list_box_append (self->list, qh_review_row_new (self->session, day, read->seen));
    }
  gtk_widget_set_visible (self->more, n_shown > self->limit);
  show_closed (self, read->closed);
  show_none (self, read);
  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "days" : "none");
  if (focused >= 0 || self->waiting)
    focus_row (self, MAX (focused, 0));
  self->waiting = FALSE;
}

static void
show_month (QhReviewPage *self)
{
  /* Translators: a month in a heading, as strftime writes it: November 2026 */
  g_autofree char *words = qh_day_format (self->month, _ ("%B %Y"));

  gtk_label_set_text (self->month_label, words);
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "review.next", self->month < qh_day_month_start (qh_day_today ()));
}

static void
refresh (QhReviewPage *self)
{
  self->stale = TRUE;
  if (self->filling || self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  show_month (self);
  qh_review_read_async (qh_session_get_store (self->session),
                        0,
                        get_unit (self),
                        self->month,
                        qh_day_add_months (self->month, 1) - 1,
                        self->cancellable,
                        read_cb,
                        self);
}

/* Where there are several units, a supervisor may look at one. */
static void
fill_units (QhReviewPage *self)
{
  g_autoptr (GPtrArray) units = qh_store_list_all (qh_session_get_store (self->session), QH_KIND_UNIT, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 chosen = get_unit (self), all = 0;
  guint selected = 0;

  self->filling = TRUE;
  g_array_set_size (self->units, 0);
  g_array_append_val (self->units, all);
  gtk_string_list_append (names, _ ("Everybody"));
  for (guint i = 0; units != NULL && i < units->len; i++)
    {
      const QhRecord *unit = g_ptr_array_index (units, i);

      if (unit->id == chosen)
        selected = self->units->len;
      g_array_append_val (self->units, unit->id);
      gtk_string_list_append (names, qh_record_get_text (unit, "name"));
    }
  gtk_drop_down_set_model (self->of, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->of, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->of), self->units->len > 2);
  self->filling = FALSE;
}

static void
changed_cb (QhReviewPage *self, GArray *touched)
{
  gboolean units = touched == NULL;

  for (guint i = 0; touched != NULL && i < touched->len; i++)
    units |= g_array_index (touched, QhTouched, i).kind == QH_KIND_UNIT;
  if (units)
    fill_units (self);
  for (guint i = 0; touched != NULL && i < touched->len; i++)
    {
      guint kind = g_array_index (touched, QhTouched, i).kind;

      if (kind == QH_KIND_ACTIVITY || kind == QH_KIND_REVIEW || kind == QH_KIND_WORKER || kind == QH_KIND_UNIT
          || kind == QH_KIND_CLOSED_MONTH)
        {
          refresh (self);
          return;
        }
    }
  if (touched == NULL)
    refresh (self);
}

static void
activated_cb (QhReviewPage *self, GtkListBoxRow *row)
{
  qh_review_row_toggle (row);
}

static void
more_cb (QhReviewPage *self)
{
  self->limit += PAGE;
  refresh (self);
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhReviewPage *self = QH_REVIEW_PAGE (widget);

  self->month = qh_day_add_months (self->month, g_str_equal (action, "review.next") ? 1 : -1);
  self->limit = PAGE;
  refresh (self);
}

static void
close_month_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhReviewPage *self = QH_REVIEW_PAGE (widget);

  if (self->session != NULL)
    qh_close_month_ask (GTK_WIDGET (self->stack), self->session, self->month, get_unit (self));
}

static void
sample_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhReviewPage *self = QH_REVIEW_PAGE (widget);

  if (self->session != NULL)
    gtk_window_present (GTK_WINDOW (
      qh_review_sample_new (widget, self->session, self->month, qh_day_add_months (self->month, 1) - 1)));
}

/* What a row's buttons do is also a key of the row. */
static gboolean
key_cb (QhReviewPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  int focused = find_focused (self);

  if (focused < 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  return qh_review_row_press (gtk_list_box_get_row_at_index (self->list, focused), gdk_keyval_to_lower (keyval));
}

static gboolean
qh_review_page_grab_focus (GtkWidget *widget)
{
  QhReviewPage *self = QH_REVIEW_PAGE (widget);

  self->waiting = gtk_list_box_get_row_at_index (self->list, 0) == NULL;
  if (self->waiting)
    return gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
  focus_row (self, 0);
  return TRUE;
}

static void
qh_review_page_map (GtkWidget *widget)
{
  QhReviewPage *self = QH_REVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (qh_review_page_parent_class)->map (widget);
  if (self->stale)
    refresh (self);
}

static void
qh_review_page_dispose (GObject *object)
{
  QhReviewPage *self = QH_REVIEW_PAGE (object);

  qh_review_page_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->units, g_array_unref);
  G_OBJECT_CLASS (qh_review_page_parent_class)->dispose (object);
}

static void
qh_review_page_class_init (QhReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_review_page_dispose;
  widget_class->map = qh_review_page_map;
  widget_class->grab_focus = qh_review_page_grab_focus;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/review/qh-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhReviewPage, content);
  gtk_widget_class_bind_template_child (widget_class, QhReviewPage, which);
  gtk_widget_class_bind_template_child (widget_class, QhReviewPage, of);
  gtk_widget_class_bind_template_child (widget_class, QhReviewPage, month_label);
  gtk_widget_class_bind_template_child (widget_class, QhReviewPage, closed_tag);
  gtk_widget_class_bind_template_child (widget_class, QhReviewPage, close_button);
  gtk_widget_class_bind_template_child (widget_class, QhReviewPage, list);
  gtk_widget_class_bind_template_child (widget_class, QhReviewPage, more);
  gtk_widget_class_bind_template_child (widget_class, QhReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, QhReviewPage, none);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_install_action (widget_class, "review.previous", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "review.next", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "review.close-month", NULL, close_month_cb);
  gtk_widget_class_install_action (widget_class, "review.sample", NULL, sample_cb);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Left, GDK_ALT_MASK, "review.previous", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Right, GDK_ALT_MASK, "review.next", NULL);
}

static void
qh_review_page_init (QhReviewPage *self)
{
  self->month = qh_day_month_start (qh_day_today ());
  self->units = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->limit = PAGE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
qh_review_page_new (void)
{
  return g_object_new (QH_TYPE_REVIEW_PAGE, NULL);
}

/**
 * qh_review_page_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_review_page_set_session (QhReviewPage *self, QhSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->list != NULL)
    clear (self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->month = qh_day_month_start (qh_day_today ());
  fill_units (self);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (changed_cb), self);
  refresh (self);
}
