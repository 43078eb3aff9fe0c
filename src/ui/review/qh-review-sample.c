/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window with activities drawn at random, to be looked at one by one. The number
 * of the draw stands in it: the same one draws the same activities again. */
#include "ui/review/qh-review-sample.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "store/qh-review-days.h"
#include "ui/qh-dialogs.h"
#include "ui/review/qh-review-row.h"
#include "ui/today/qh-activity-form.h"
#include "ui/widgets/qh-tooltip.h"

#define KEY "quehacer-sample"
#define USUAL 20
#define MOST 500
#define LAST_DRAW 9999

typedef struct
{
  GtkWidget *window; /* owns it */
  GtkSpinButton *size;
  GtkSpinButton *draw;
  GtkListBox *list;
  QhSession *session;
  QhDay first;
  QhDay last;
  GCancellable *cancellable;
} Sample;

/* What is to be drawn, for the worker. */
typedef struct
{
  QhDay first;
  QhDay last;
  guint n;
  guint32 draw;
} Wish;

static void
sample_free (gpointer data)
{
  Sample *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->session);
  g_free (self);
}

static void
open_cb (Sample *self, AdwActionRow *row)
{
  const QhRecord *activity = g_object_get_data (G_OBJECT (row), KEY);

  if (qh_session_get_store (self->session) != NULL)
    gtk_window_present (GTK_WINDOW (qh_activity_form_new (GTK_WIDGET (row), self->session, activity)));
}

static void
add_row (Sample *self, const QhRecord *activity)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *worker
    = qh_session_dup_worker_name (self->session, qh_record_get_integer (activity, "worker"));
  g_autofree char *day = qh_day_format_short ((QhDay)qh_record_get_integer (activity, "date"));
  g_autofree char *words = qh_review_row_describe (self->session, activity);
  g_autofree char *title = g_strdup_printf (
    "%s · %s · %s", day, worker, qh_session_get_label (self->session, qh_record_get_integer (activity, "type")));
  g_autofree char *subtitle = g_markup_escape_text (words, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), KEY, qh_record_copy (activity), (GDestroyNotify)qh_record_free);
  gtk_list_box_append (self->list, row);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) activities = g_task_propagate_pointer (G_TASK (result), &error);
  Sample *self = data;
  GtkListBoxRow *row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || qh_session_get_store (self->session) == NULL)
    return;
  if (activities == NULL)
    {
      qh_dialog_error (self->window, _ ("The sample could not be drawn"), error);
      return;
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < activities->len; i++)
    add_row (self, g_ptr_array_index (activities, i));
}

static void
draw_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Wish *wish = data;
  GError *error = NULL;
  g_autoptr (GArray) ids
    = qh_review_days_sample (source, 0, wish->first, wish->last, wish->n, wish->draw, &error);
  g_autoptr (GPtrArray) activities = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);

  for (guint i = 0; ids != NULL && error == NULL && i < ids->len; i++)
    {
      QhRecord *activity = qh_store_get (source, QH_KIND_ACTIVITY, g_array_index (ids, gint64, i), &error);

      if (activity != NULL)
        g_ptr_array_add (activities, activity);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&activities), (GDestroyNotify)g_ptr_array_unref);
}

static void
draw (Sample *self)
{
  QhStore *store = qh_session_get_store (self->session);
  const Wish wish = { self->first,
                      self->last,
                      (guint)gtk_spin_button_get_value_as_int (self->size),
                      (guint32)gtk_spin_button_get_value_as_int (self->draw) };
  g_autoptr (GTask) task = NULL;

  if (store == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (store, self->cancellable, drawn_cb, self);
  g_task_set_task_data (task, g_memdup2 (&wish, sizeof wish), g_free);
  g_task_run_in_thread (task, draw_in_thread);
}

static GtkSpinButton *
add_number (GtkWidget *box, const char *words, double most, double value)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (words);
  GtkWidget *number = gtk_spin_button_new_with_range (1, most, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), value);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), number);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), number);
  return GTK_SPIN_BUTTON (number);
}

static GtkWidget *
create_numbers (Sample *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  self->size = add_number (box, _ ("_How many"), MOST, USUAL);
  self->draw = add_number (box, _ ("_Draw number"), LAST_DRAW, 1);
  qh_tooltip_set (GTK_WIDGET (self->draw), _ ("The same number draws the same activities"));
  g_signal_connect_swapped (self->size, "value-changed", G_CALLBACK (draw), self);
  g_signal_connect_swapped (self->draw, "value-changed", G_CALLBACK (draw), self);
  return box;
}

static GtkWidget *
create_list (Sample *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *empty = gtk_label_new (_ ("Nothing was logged in this month."));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_widget_add_css_class (empty, "day-empty");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Activities drawn"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (open_cb), self);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 860);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->list));
  gtk_widget_set_margin_start (clamp, 18);
  gtk_widget_set_margin_end (clamp, 18);
  gtk_widget_set_margin_bottom (clamp, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static gboolean
escape_cb (GtkWidget *window, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

static void
add_escape (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (window, controller);
}

/**
 * qh_review_sample_new:
 * @from: a widget of the window below
 * @first: the first day of the period
 * @last: the last
 *
 * Draws activities at random, each as likely as any other; Enter opens one.
 *
 * Returns: (transfer none): the window; it goes with the session.
 */
GtkWidget *
qh_review_sample_new (GtkWidget *from, QhSession *session, QhDay first, QhDay last)
{
  Sample *self = g_new0 (Sample, 1);
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->window = window;
  self->session = g_object_ref (session);
  self->first = first;
  self->last = last;
  self->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (window), KEY, self, sample_free);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Sample of Activities"));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (from)));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 560);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), create_numbers (self));
  gtk_box_append (GTK_BOX (box), create_list (self));
  adw_window_set_content (ADW_WINDOW (window), box);
  add_escape (window);
  g_signal_connect_object (session, "closing", G_CALLBACK (gtk_window_destroy), window, G_CONNECT_SWAPPED);
  draw (self);
  return window;
}
