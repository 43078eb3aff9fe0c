/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-file-check.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "store/qh-verify.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-work.h"

#define MOST_SHOWN 5 /* of the problems */

typedef struct
{
  GWeakRef session; /* which damage ends */
  QhStore *store;
  QhVerifyReport *report;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_clear_pointer (&check->report, qh_verify_report_free);
  g_weak_ref_clear (&check->session);
  g_object_unref (check->store);
  g_free (check);
}

static gboolean
check (gpointer      data,
       QhProgress    progress,
       gpointer      progress_data,
       GCancellable *cancellable,
       GError      **error)
{
  Check *self = data;

  self->report = qh_store_verify (self->store, progress, progress_data, cancellable, error);
  return self->report != NULL;
}

/* All that is wrong is said, as far as it fits, where there is something to be
 * done about it: the session ends, and the page of damage shows. */
static void
show_problems (Check *self)
{
  const GPtrArray *problems = self->report->problems;
  g_autoptr (QhSession) session = g_weak_ref_get (&self->session);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (problems->len, MOST_SHOWN); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (problems, i));
  if (problems->len > MOST_SHOWN)
    {
      guint more = problems->len - MOST_SHOWN;

      g_string_append_printf (text, ngettext ("\nAnd %u more: “quehacer verify” says it.",
                                                "\nAnd %u more: “quehacer verify” lists them.", more),
                              more);
    }
  if (session != NULL)
    qh_session_tell_damage (session, text->str);
}

static void
show_whole (GtkWidget            *from,
            const QhVerifyReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, _("The file is whole: %'" PRIu64 " records, %'" PRIu64 " seals opened, %'" PRIu64 " changes chained."),
                   report->n_records, report->n_seals, report->n_changes);
  if (report->n_closed > 0)
    g_string_append_printf (text, _(" Not opened, because they are for others: %'" PRIu64 "."), report->n_closed);
  qh_toast_show (from, text->str);
}

static void
checked_cb (GtkWidget    *from,
            gpointer      data,
            const GError *error)
{
  Check *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_toast_show (from, _("The check was cancelled. Nothing was changed."));
  else if (error != NULL)
    qh_dialog_error (from, _("The file could not be checked"), error);
  else if (self->report->problems->len > 0)
    show_problems (self);
  else
    show_whole (from, self->report);
}

/**
 * qh_file_check_run:
 * @from: the button, insensitive meanwhile; what was found shows over it
 *
 * Checks the whole workspace on a worker, with a dialog that tells how far it is
 * and can stop it. What is damaged ends the session; see #QhSession::damaged.
 */
void
qh_file_check_run (GtkWidget *from,
                   QhSession *session)
{
  Check *self = g_new0 (Check, 1);

  g_weak_ref_init (&self->session, session);
  self->store = g_object_ref (qh_session_get_store (session));
  qh_work_run (from, session, _("Checking the file…"), check, self, check_free, checked_cb);
}
