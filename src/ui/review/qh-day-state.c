/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/review/qh-day-state.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"
#include "ui/review/qh-review-read.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-write.h"

/* A line about a day: what was said of it, and what can be done. */
typedef struct
{
  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *words;
  GtkWidget *go; /* (nullable): leads to the day */
  GtkWidget *answer;
  QhDay day;
} Line;

/**
 * QhDayState:
 *
 * What a supervisor said of the day that shows, nothing while nobody said anything;
 * and, whichever day shows, of the first that was returned and waits for an answer.
 */
struct _QhDayState
{
  GtkBox parent_instance;

  Line shown;
  Line returned;

  QhSession *session;
  GCancellable *cancellable;
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

static gboolean
may_answer (QhDayState *self)
{
  return qh_review_days_may_answer (qh_session_get_store (self->session), self->worker);
}

static void
fill (Line *line, const QhReviewDay *day, const char *words, gboolean answerable)
{
  gboolean returned = day->state == QH_REVIEW_STATE_RETURNED;

  line->day = day->day;
  gtk_label_set_text (GTK_LABEL (line->words), words);
  gtk_image_set_from_icon_name (GTK_IMAGE (line->icon), get_icon (day->state));
  gtk_widget_set_visible (line->answer, returned && answerable);
  if (returned)
    gtk_widget_add_css_class (line->box, "notice");
  else
    gtk_widget_remove_css_class (line->box, "notice");
}

static void
say_shown (QhDayState *self, const QhReviewDay *day)
{
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->shown.box, day != NULL && day->review != 0);
  if (day == NULL || day->review == 0)
    return;
  words = day->comment != NULL
            ? g_strdup_printf ("%s: %s", qh_review_state_get_label (day->state), day->comment)
            : g_strdup (qh_review_state_get_label (day->state));
  fill (&self->shown, day, words, may_answer (self));
}

static char *
describe_returned (const QhReviewDay *day, guint n_more)
{
  /* Translators: a day in a list, as strftime writes it: Thursday 26 November */
  g_autofree char *date = qh_day_format (day->day, _ ("%A, %-d %B"));
  g_autofree char *words = NULL;
  g_autofree char *more = NULL;

  if (day->comment != NULL)
    /* Translators: a date, and what the supervisor wrote */
    words = g_strdup_printf (_ ("Returned to you, %s: %s"), date, day->comment);
  else
    words = g_strdup_printf (_ ("Returned to you, %s"), date);
  if (n_more == 0)
    return g_steal_pointer (&words);
  more = g_strdup_printf (ngettext ("and %u day more", "and %u days more", n_more), n_more);
  return g_strdup_printf ("%s · %s", words, more);
}

/* The first returned day that is not the one that shows. */
static void
say_returned (QhDayState *self, GPtrArray *days, QhDay shown)
{
  const QhReviewDay *first = NULL;
  g_autofree char *words = NULL;
  guint n = 0;

  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      const QhReviewDay *day = g_ptr_array_index (days, i);

      if (day->day == shown)
        continue;
      first = first != NULL ? first : day;
      n++;
    }
  gtk_widget_set_visible (self->returned.box, first != NULL);
  if (first == NULL)
    return;
  words = describe_returned (first, n - 1);
  fill (&self->returned, first, words, may_answer (self));
}

static void
show_lines (QhDayState *self, const QhReviewRead *read)
{
  say_shown (self, read != NULL && read->days->len > 0 ? g_ptr_array_index (read->days, 0) : NULL);
  say_returned (self, read != NULL ? read->returned : NULL, self->shown.day);
  gtk_widget_set_visible (
    GTK_WIDGET (self), gtk_widget_get_visible (self->shown.box) || gtk_widget_get_visible (self->returned.box));
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
    show_lines (data, read);
}

/**
 * qh_day_state_show:
 * @session: (nullable): whose worker's day it is; %NULL shows nothing
 *
 * Reads, on a worker, what was said of a day and which others were returned, and
 * shows it.
 */
void
qh_day_state_show (QhDayState *self, QhSession *session, QhDay day)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->session, session);
  self->shown.day = day;
  if (session == NULL)
    {
      show_lines (self, NULL);
      return;
    }
  self->worker = qh_session_get_worker (session);
  self->cancellable = g_cancellable_new ();
  qh_review_read_async (
    qh_session_get_store (session), self->worker, 0, day, day, self->cancellable, read_cb, self);
}

/* Answering */

typedef struct
{
  QhDayState *state;
  QhDay day;
} Answer;

static void
answered_cb (const char *text, gpointer data)
{
  g_autofree Answer *answer = data;
  g_autoptr (QhDayState) self = answer->state;
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;

  if (text == NULL || store == NULL)
    return;
  qh_write (GTK_WIDGET (self),
            store,
            qh_review_days_decide (store, self->worker, answer->day, QH_REVIEW_ANSWERED, text, 0),
            _ ("Answered"),
            NULL,
            NULL);
}

static void
ask (QhDayState *self, const Line *line)
{
  const QhQuestion question
    = { _ ("Answer"), gtk_label_get_text (GTK_LABEL (line->words)), _ ("Your answer"), _ ("_Answer") };
  Answer *answer = g_new0 (Answer, 1);

  answer->state = g_object_ref (self);
  answer->day = line->day;
  qh_dialog_ask_text (GTK_WIDGET (self), &question, answered_cb, answer);
}

static void
answer_shown_cb (QhDayState *self)
{
  ask (self, &self->shown);
}

static void
answer_returned_cb (QhDayState *self)
{
  ask (self, &self->returned);
}

static void
go_cb (QhDayState *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "today.go", "i", (gint32)self->returned.day);
}

/**
 * qh_day_state_activate:
 *
 * Answers for the day that shows where it was returned; else goes to the first one
 * that was.
 */
void
qh_day_state_activate (QhDayState *self)
{
  if (gtk_widget_get_visible (self->shown.box) && gtk_widget_get_visible (self->shown.answer))
    ask (self, &self->shown);
  else if (gtk_widget_get_visible (self->returned.box))
    go_cb (self);
  else
    qh_toast_show (GTK_WIDGET (self), _ ("No day was returned to you."));
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
init_line (QhDayState *self, Line *line, gboolean leads, GCallback answer)
{
  line->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  line->icon = gtk_image_new ();
  line->words = gtk_label_new (NULL);
  line->answer = gtk_button_new_with_mnemonic (_ ("An_swer…"));
  gtk_label_set_wrap (GTK_LABEL (line->words), TRUE);
  gtk_label_set_xalign (GTK_LABEL (line->words), 0);
  gtk_widget_set_hexpand (line->words, TRUE);
  gtk_box_append (GTK_BOX (line->box), line->icon);
  gtk_box_append (GTK_BOX (line->box), line->words);
  if (leads)
    {
      line->go = gtk_button_new_with_mnemonic (_ ("_Go to the Day"));
      qh_tooltip_set (line->go, _ ("Go to the day that was returned (F4)"));
      gtk_widget_set_valign (line->go, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (line->go, "clicked", G_CALLBACK (go_cb), self);
      gtk_box_append (GTK_BOX (line->box), line->go);
    }
  else
    qh_tooltip_set (line->answer, _ ("Answer for the day that was returned (F4)"));
  gtk_widget_set_valign (line->answer, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (line->answer, "clicked", answer, self);
  gtk_box_append (GTK_BOX (line->box), line->answer);
  gtk_widget_add_css_class (line->box, "day-line");
  gtk_widget_set_visible (line->box, FALSE);
  gtk_box_append (GTK_BOX (self), line->box);
}

static void
qh_day_state_init (QhDayState *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  init_line (self, &self->shown, FALSE, G_CALLBACK (answer_shown_cb));
  init_line (self, &self->returned, TRUE, G_CALLBACK (answer_returned_cb));
}
