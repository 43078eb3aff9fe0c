/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/review/qh-close-month.h"

#include <glib/gi18n-lib.h>

#include "report/qh-month-close.h"
#include "report/qh-report.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-work.h"

#define KEY "quehacer-close-month"

/* A month that is being closed: first what should be seen to, then, if that is
 * wanted all the same, its figures. */
typedef struct
{
  QhSession *session;
  QhStore *store;
  QhDay month;
  gint64 unit; /* 0 for all */
  QhMonthCheck *check;
  gint64 sequence;
} Closing;

static Closing *
closing_new (QhSession *session, QhDay month, gint64 unit)
{
  Closing *self = g_new0 (Closing, 1);

  self->session = g_object_ref (session);
  self->store = g_object_ref (qh_session_get_store (session));
  self->month = month;
  self->unit = unit;
  return self;
}

static void
closing_free (gpointer data)
{
  Closing *self = data;

  g_clear_pointer (&self->check, qh_month_check_free);
  g_object_unref (self->store);
  g_object_unref (self->session);
  g_free (self);
}

static gboolean
close_in_thread (gpointer data, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Closing *self = data;

  return !g_cancellable_set_error_if_cancelled (cancellable, error)
         && qh_month_close (self->store, self->month, self->unit, &self->sequence, error);
}

static void
closed_cb (GtkWidget *from, gpointer data, const GError *error)
{
  Closing *self = data;
  g_autofree char *month = qh_report_period_to_text (QH_REPORT_MONTH, self->month);
  g_autofree char *text = g_strdup_printf (_ ("%s is closed; its figures are kept."), month);

  if (error == NULL)
    qh_toast_show_undo (from, text, self->sequence);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_dialog_error (from, _ ("The month was not closed"), error);
}

static void
confirmed_cb (gpointer from)
{
  Closing *self = g_object_steal_data (from, KEY);

  if (self != NULL)
    qh_work_run (from, self->session, _ ("Counting the month…"), close_in_thread, self, closing_free, closed_cb);
}

static char *
describe (const QhMonthCheck *check)
{
  g_autofree char *left
    = qh_month_check_is_clear (check)
        ? g_strdup (_ ("Nothing is left to be seen to."))
        : g_strdup_printf (_ ("Before it is closed: findings: %u; days not signed: %u; begun and not saved: %u."),
                           check->findings->len,
                           check->days->len,
                           check->n_drafts);

  return g_strdup_printf (
    "%s\n\n%s",
    left,
    _ ("The report's figures are kept as they are now. What is corrected later says why, and shows as a difference."));
}

static void
checked_cb (GtkWidget *from, gpointer data, const GError *error)
{
  Closing *self = data;
  g_autofree char *month = qh_report_period_to_text (QH_REPORT_MONTH, self->month);
  g_autofree char *unit = self->unit != 0 ? qh_session_name_record (QH_KIND_UNIT, self->unit, self->session) : NULL;
  /* Translators: a month, such as October 2026; in the other one also the name of a unit */
  g_autofree char *heading
    = unit != NULL ? g_strdup_printf (_ ("Close %s of %s?"), month, unit) : g_strdup_printf (_ ("Close %s?"), month);
  g_autofree char *body = NULL;

  if (error != NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        qh_dialog_error (from, _ ("The month was not closed"), error);
      return;
    }
  body = describe (self->check);
  g_object_set_data_full (G_OBJECT (from), KEY, closing_new (self->session, self->month, self->unit), closing_free);
  qh_dialog_confirm (from,
                     heading,
                     body,
                     qh_month_check_is_clear (self->check) ? _ ("_Close Month") : _ ("_Close All the Same"),
                     FALSE,
                     confirmed_cb,
                     from);
}

static gboolean
check_in_thread (gpointer data, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Closing *self = data;

  self->check = qh_month_check_new (self->store, self->month, self->unit, error);
  return self->check != NULL;
}

/**
 * qh_close_month_ask:
 * @from: a widget of the page, insensitive meanwhile
 * @month: its first day
 * @unit: whose month, or 0 for that of all
 *
 * Says what should be seen to before the month is closed, and closes it if the
 * person wants to; a toast takes it back.
 */
void
qh_close_month_ask (GtkWidget *from, QhSession *session, QhDay month, gint64 unit)
{
  qh_work_run (from,
               session,
               _ ("Looking at the month…"),
               check_in_thread,
               closing_new (session, month, unit),
               closing_free,
               checked_cb);
}
