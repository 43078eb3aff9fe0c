/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-referral-outcome.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-record-dialog.h"

/**
 * qh_referral_outcome_open:
 * @widget: from where it is asked for
 * @record: a referral
 *
 * Opens its form with the keyboard where the outcome goes; of today, unless it has a day.
 */
void
qh_referral_outcome_open (GtkWidget *widget, QhSession *session, const QhRecord *record)
{
  g_autoptr (QhRecord) referral = qh_record_copy (record);
  GtkWidget *dialog;

  if (!qh_record_is_set (referral, "result_date"))
    qh_record_set_integer (referral, "result_date", qh_day_today ());
  dialog = qh_record_dialog_new (widget, session, _ ("Outcome of the Referral"), referral, NULL, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  qh_record_form_focus_field (qh_record_dialog_get_form (QH_RECORD_DIALOG (dialog)), "result");
}
