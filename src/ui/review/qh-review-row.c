/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One worker's day in the queue: what was logged on it opens below, and beside it
 * stand the two things that a supervisor can say of it. */
#include "ui/review/qh-review-row.h"

#include <glib/gi18n-lib.h>

#include "store/qh-store-lists.h"
#include "ui/qh-dialogs.h"
#include "ui/today/qh-minutes.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-write.h"

#define ROW_KEY "quehacer-review"

/* What a row is about. */
typedef struct
{
  QhSession *session;
  gint64 worker;
  QhDay day;
  gint64 seen;
  gboolean may_approve;
  gboolean may_return;
  gboolean listed; /* whether its activities were asked for */
  GtkWidget *details;
  GtkWidget *arrow;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_object_unref (row->session);
  g_free (row);
}

static Row *
get_row (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), ROW_KEY);
}

/* Activities */

/**
 * qh_review_row_describe:
 *
 * Returns: (transfer full): when an activity was, how long, in which case and the note,
 *   in one line.
 */
char *
qh_review_row_describe (QhSession *session, const QhRecord *activity)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (qh_record_get (activity, "start")->tag == QH_VALUE_INTEGER)
    {
      int start = (int)qh_record_get_integer (activity, "start");

      g_ptr_array_add (parts, g_strdup_printf ("%02d:%02d", start / 60, start % 60));
    }
  if (qh_record_get (activity, "minutes")->tag == QH_VALUE_INTEGER)
    g_ptr_array_add (parts,
                     g_strdup_printf (_ ("%d min"), (int)qh_record_get_integer (activity, "minutes")));
  if (qh_record_get_integer (activity, "case") != 0)
    g_ptr_array_add (
      parts, qh_session_dup_case_title (session, qh_record_get_integer (activity, "case")));
  if (qh_record_is_set (activity, "note"))
    g_ptr_array_add (parts, g_strdup (qh_record_get_text (activity, "note")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_activity (Row *row, const QhRecord *activity)
{
  g_autofree char *words = qh_review_row_describe (row->session, activity);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box),
                  make_label (qh_session_get_label (row->session, qh_record_get_integer (activity, "type")), NULL));
  gtk_box_append (GTK_BOX (box), make_label (words, "dim-label"));
  gtk_box_append (GTK_BOX (row->details), box);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) widget = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) activities = g_task_propagate_pointer (G_TASK (result), &error);
  Row *row = get_row (widget);

  if (activities == NULL)
    g_warning ("The activities could not be read: %s", error->message);
  if (activities == NULL || qh_session_get_store (row->session) == NULL || gtk_widget_get_root (widget) == NULL)
    return;
  for (guint i = activities->len; i > 0; i--)
    add_activity (row, g_ptr_array_index (activities, i - 1));
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Row *row = data;
  GError *error = NULL;
  GPtrArray *activities = qh_store_list_day (source, row->day, row->worker, &error);

  if (activities != NULL)
    g_task_return_pointer (task, activities, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
list_activities (GtkWidget *widget)
{
  Row *row = get_row (widget);
  QhStore *store = qh_session_get_store (row->session);
  g_autoptr (GTask) task = NULL;

  if (row->listed || store == NULL)
    return;
  row->listed = TRUE;
  task = g_task_new (store, NULL, listed_cb, g_object_ref (widget));
  g_task_set_task_data (task, row, NULL); /* the row is held until it is done */
  g_task_run_in_thread (task, list_in_thread);
}

/**
 * qh_review_row_toggle:
 *
 * Shows below the row what was logged on the day, or no longer.
 */
void
qh_review_row_toggle (gpointer widget)
{
  Row *row = get_row (widget);
  gboolean shown = !gtk_widget_get_visible (row->details);

  list_activities (widget);
  gtk_widget_set_visible (row->details, shown);
  gtk_image_set_from_icon_name (GTK_IMAGE (row->arrow), shown ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_EXPANDED, shown, -1);
}

/* Deciding */

static void
decide (GtkWidget *widget, const char *decision, const char *comment, const char *words)
{
  const Row *row = get_row (widget);
  QhStore *store = qh_session_get_store (row->session);

  if (store != NULL)
    qh_write (widget,
              store,
              qh_review_days_decide (store, row->worker, row->day, decision, comment, row->seen),
              words,
              NULL,
              NULL);
}

static void
approve_cb (GtkWidget *expander)
{
  decide (expander, QH_REVIEW_APPROVED, NULL, _ ("The day was approved"));
}

static void
comment_given_cb (const char *text, gpointer data)
{
  g_autoptr (GtkWidget) expander = data;

  if (text != NULL && gtk_widget_get_root (expander) != NULL)
    decide (expander, QH_REVIEW_RETURNED, text, _ ("The day was returned"));
}

static void
return_cb (GtkWidget *expander)
{
  const QhQuestion question = { _ ("Return the Day"),
                                _ ("Whose day it is sees your comment, corrects the day or answers."),
                                _ ("What is missing or wrong"),
                                _ ("_Return") };

  qh_dialog_ask_text (expander, &question, comment_given_cb, g_object_ref (expander));
}

/**
 * qh_review_row_press:
 * @keyval: a key that was pressed on the row: A approves the day, R returns it
 *
 * Returns: whether the row knows it.
 */
gboolean
qh_review_row_press (gpointer row, guint keyval)
{
  const Row *self = get_row (row);

  if (keyval == GDK_KEY_a && self->may_approve)
    approve_cb (row);
  else if (keyval == GDK_KEY_r && self->may_return)
    return_cb (row);
  else
    return FALSE;
  return TRUE;
}

static void
add_button (GtkWidget *widget, GtkWidget *line, const char *words, const char *tooltip, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (words);

  qh_tooltip_set (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", callback, widget, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), button);
}

static void
add_tag (GtkWidget *line, const QhReviewDay *day)
{
  GtkWidget *tag = gtk_label_new (qh_review_day_get_label (day));

  gtk_widget_add_css_class (tag, "tag");
  if (day->state == QH_REVIEW_STATE_RETURNED || day->state == QH_REVIEW_STATE_CORRECTED)
    gtk_widget_add_css_class (tag, "practice");
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), tag);
}

static char *
make_subtitle (const QhReviewDay *day)
{
  g_autofree char *count
    = g_strdup_printf (ngettext ("%u activity", "%u activities", day->n_activities), day->n_activities);
  g_autofree char *minutes = qh_minutes_to_text ((int)day->minutes);

  return day->comment != NULL ? g_strdup_printf ("%s · %s · %s", count, minutes, day->comment)
                              : g_strdup_printf ("%s · %s", count, minutes);
}

static void
fill (GtkWidget *widget, Row *row, const QhReviewDay *day)
{
  g_autofree char *name = qh_session_dup_worker_name (row->session, day->worker);
  /* Translators: a day in a list, as strftime writes it: Thursday 26 November */
  g_autofree char *date = qh_day_format (day->day, _ ("%A, %-d %B"));
  g_autofree char *title = g_strdup_printf ("%s · %s", name, date);
  g_autofree char *subtitle = make_subtitle (day);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (texts), make_label (title, NULL));
  gtk_box_append (GTK_BOX (texts), make_label (subtitle, "subtitle"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), texts);
  if (row->may_approve)
    add_button (widget, line, _ ("_Approve"), _ ("Approve the day (A)"), G_CALLBACK (approve_cb));
  if (row->may_return)
    add_button (widget, line, _ ("_Return…"), _ ("Return the day with a comment (R)"), G_CALLBACK (return_cb));
  add_tag (line, day);
  row->arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");
  gtk_box_append (GTK_BOX (line), row->arrow);
  row->details = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (row->details, "review-details");
  gtk_widget_set_visible (row->details, FALSE);
  gtk_widget_add_css_class (line, "review-line");
  gtk_box_append (GTK_BOX (column), line);
  gtk_box_append (GTK_BOX (column), row->details);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (widget), column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
}

/**
 * qh_review_row_new:
 * @day: what it shows
 * @seen: the last change that is in it: what is approved is what was seen
 *
 * Returns: (transfer floating): the row; light, as a month of a large team has hundreds.
 */
GtkWidget *
qh_review_row_new (QhSession *session, const QhReviewDay *day, gint64 seen)
{
  GtkWidget *widget = gtk_list_box_row_new ();
  Row *row = g_new0 (Row, 1);

  row->session = g_object_ref (session);
  row->worker = day->worker;
  row->day = day->day;
  row->seen = seen;
  row->may_approve = qh_review_day_waits (day);
  row->may_return = row->may_approve || (day->n_activities > 0 && day->state != QH_REVIEW_STATE_RETURNED);
  g_object_set_data_full (G_OBJECT (widget), ROW_KEY, row, row_free);
  fill (widget, row, day);
  return widget;
}
