/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/review/qh-day-state.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"
#include "ui/review/qh-review-read.h"
#include "ui/widgets/qh-write.h"

/**
 * QhDayState:
 *
 * What a supervisor said of the day that shows: nothing while nobody said
 * anything; a comment that can be answered when the day was returned.
 */
struct _QhDayState
{
  GtkBox parent_instance;

  GtkWidget *icon;
  GtkWidget *words;
  GtkWidget *answer;

  QhSession *session;
  GCancellable *cancellable;
  QhDay day;
  gint64 worker;
};

G_DEFINE_FINAL_TYPE (QhDayState, qh_day_state, GTK_TYPE_BOX)

static const char *
get_icon (QhReviewState state)
{
  switch (state)
    {
    case QH_REVIEW_STATE_RETURNED:
      return "mail-reply-sender-symbolic";
    case QH_REVIEW_STATE_ANSWERED:
      return "mail-unread-symbolic";
    default:
      return "emblem-ok-symbolic";
    }
}

static void
say (QhDayState *self, const QhReviewDay *day)
{
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), day != NULL && day->review != 0);
  if (day == NULL || day->review == 0)
    return;
  words = day->comment != NULL
            ? g_strdup_printf ("%s: %s", qh_review_state_get_label (day->state), day->comment)
            : g_strdup (qh_review_state_get_label (day->state));
  gtk_label_set_text (GTK_LABEL (self->words), words);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), get_icon (day->state));
  gtk_widget_set_visible (self->answer,
                          day->state == QH_REVIEW_STATE_RETURNED
                            && qh_review_days_may_answer (qh_session_get_store (self->session), self->worker));
  if (day->state == QH_REVIEW_STATE_RETURNED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "notice");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "notice");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhReviewRead) read = qh_review_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (read == NULL)
    g_warning ("What was said of the day could not be read: %s", error->message);
  else
    say (data, read->days->len > 0 ? g_ptr_array_index (read->days, 0) : NULL);
}

/**
 * qh_day_state_show:
 * @session: (nullable): whose worker's day it is; %NULL shows nothing
 *
 * Reads, on a worker, what was said of a day, and shows it.
 */
void
qh_day_state_show (QhDayState *self, QhSession *session, QhDay day)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->session, session);
  self->day = day;
  if (session == NULL)
    {
      say (self, NULL);
      return;
    }
  self->worker = qh_session_get_worker (session);
  self->cancellable = g_cancellable_new ();
  qh_review_read_async (
    qh_session_get_store (session), self->worker, day, day, self->cancellable, read_cb, self);
}

static void
answered_cb (const char *text, gpointer data)
{
  g_autoptr (QhDayState) self = data;
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;

  if (text == NULL || store == NULL)
    return;
  qh_write (GTK_WIDGET (self),
            store,
            qh_review_days_decide (store, self->worker, self->day, QH_REVIEW_ANSWERED, text, 0),
            _ ("Answered"),
            NULL,
            NULL);
}

static void
answer_cb (QhDayState *self)
{
  const QhQuestion question = { _ ("Answer"),
                                gtk_label_get_text (GTK_LABEL (self->words)),
                                _ ("Your answer"),
                                _ ("_Answer") };

  qh_dialog_ask_text (GTK_WIDGET (self), &question, answered_cb, g_object_ref (self));
}

static void
qh_day_state_dispose (GObject *object)
{
  QhDayState *self = QH_DAY_STATE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_day_state_parent_class)->dispose (object);
}

static void
qh_day_state_class_init (QhDayStateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_day_state_dispose;
}

static void
qh_day_state_init (QhDayState *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 9);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->icon = gtk_image_new ();
  self->words = gtk_label_new (NULL);
  self->answer = gtk_button_new_with_mnemonic (_ ("An_swer…"));
  gtk_label_set_wrap (GTK_LABEL (self->words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_widget_set_hexpand (self->words, TRUE);
  g_signal_connect_swapped (self->answer, "clicked", G_CALLBACK (answer_cb), self);
  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_box_append (GTK_BOX (self), self->words);
  gtk_box_append (GTK_BOX (self), self->answer);
}
