/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closing a month: what should be seen to before, and the figures that are kept. */
#include "report/qh-month-close.h"

#include <glib/gi18n-lib.h>

#include "report/qh-report-closed.h"
#include "report/qh-report-forms.h"
#include "store/qh-drafts.h"
#include "store/qh-store-lists.h"
#include "store/qh-unit-number.h"

void
qh_month_check_free (QhMonthCheck *self)
{
  g_clear_pointer (&self->findings, g_array_unref);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  g_free (self);
}

/**
 * qh_month_check_is_clear:
 *
 * Returns: whether nothing is left to be seen to.
 */
gboolean
qh_month_check_is_clear (const QhMonthCheck *self)
{
  return self->findings->len == 0 && self->days->len == 0 && self->n_drafts == 0;
}

/* A month that goes on cannot be closed, nor one that is. */
static gboolean
check_month (QhStore *store, QhDay month, gint64 unit, GError **error)
{
  g_autofree char *name = qh_report_period_to_text (QH_REPORT_MONTH, month);
  g_autoptr (GError) reason = NULL;
  g_autoptr (QhRecord) closed = qh_store_find_closed_month (store, month, unit, &reason);

  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (closed != NULL)
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_IN_USE,
                 _ ("%s is closed already. What is corrected in it says why, and shows as a difference."),
                 name);
  else if (qh_day_add_months (month, 1) > qh_day_today ())
    g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("%s is not over. Close it once it is."), name);
  else
    return TRUE;
  return FALSE;
}

static gboolean
list_days (QhMonthCheck *self, QhDesk *desk, GError **error)
{
  g_autoptr (GPtrArray) days = qh_review_days_list (desk->store, desk->scope->worker, desk->from, desk->to, error);

  for (guint i = 0; days != NULL && i < days->len;)
    {
      const QhReviewDay *day = g_ptr_array_index (days, i);
      gboolean open = qh_review_day_waits (day)
                      || (day->state == QH_REVIEW_STATE_RETURNED && day->n_activities > 0);

      if (!open || !qh_scope_has (desk->scope, day->worker))
        g_ptr_array_remove_index (days, i);
      else
        i++;
    }
  self->days = g_steal_pointer (&days);
  return self->days != NULL;
}

/* Drafts without a date may be of any month. */
static gboolean
is_draft_of (const QhDraft *draft, QhDesk *desk)
{
  for (guint i = 0; i < draft->records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (draft->records, i);
      QhDay day;

      if (record->kind->number != QH_KIND_ACTIVITY)
        continue;
      day = qh_record_is_set (record, "date") ? (QhDay)qh_record_get_integer (record, "date") : QH_NO_DAY;
      return day == QH_NO_DAY || (day >= desk->from && day <= desk->to);
    }
  return FALSE;
}

static gboolean
count_drafts (QhMonthCheck *self, QhDesk *desk, GError **error)
{
  g_autoptr (GPtrArray) drafts = qh_drafts_list (desk->store, error);

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    self->n_drafts += is_draft_of (g_ptr_array_index (drafts, i), desk) ? 1 : 0;
  return drafts != NULL;
}

static QhDesk *
new_desk (QhStore *store, QhDay month, gint64 unit, GError **error)
{
  QhScope *scope = qh_scope_new (store, unit, 0, error);

  return scope != NULL ? qh_desk_new (store, scope, month, qh_day_add_months (month, 1) - 1, NULL) : NULL;
}

/**
 * qh_month_check_new:
 * @month: its first day
 * @unit: whose month, or 0 for that of all
 *
 * Looks at what should be seen to before the month is closed: what is off, days
 * that nobody signed, activities that are begun and not saved. Reads the file: not
 * for the main thread.
 *
 * Returns: (transfer full): it; %NULL with %QH_ERROR_IN_USE where the month is
 *   closed, %QH_ERROR_RANGE where it is not over.
 */
QhMonthCheck *
qh_month_check_new (QhStore *store, QhDay month, gint64 unit, GError **error)
{
  g_autoptr (QhMonthCheck) self = g_new0 (QhMonthCheck, 1);
  g_autoptr (QhDesk) desk = NULL;
  QhFindingLimits limits;

  if (!check_month (store, month, unit, error))
    return NULL;
  desk = new_desk (store, month, unit, error);
  if (desk == NULL)
    return NULL;
  qh_finding_limits_init (&limits, store, qh_day_today ());
  limits.as_of = desk->to; /* what became late since is of a later month */
  self->findings = qh_findings_list (desk, &limits, error);
  if (self->findings == NULL || !list_days (self, desk, error) || !count_drafts (self, desk, error))
    return NULL;
  return g_steal_pointer (&self);
}

static char *
make_figures (QhStore *store, QhDay month, gint64 unit, GError **error)
{
  gint64 least = qh_unit_number_get (store, QH_UNIT_SMALL_CELLS);
  g_autoptr (QhReportTemplate) template = qh_report_form_load (store, NULL, error);
  g_autoptr (QhDesk) desk = template != NULL ? new_desk (store, month, unit, error) : NULL;
  g_autoptr (QhReport) report = NULL;

  if (desk == NULL)
    return NULL;
  report = qh_report_new (desk, template, QH_REPORT_MONTH, month, (guint)CLAMP (least, 0, 1000), error);
  return report != NULL ? qh_report_keep_figures (report, qh_store_get_language (store)) : NULL;
}

/**
 * qh_month_close:
 * @month: its first day
 * @unit: whose month, or 0 for that of all
 * @sequence: (out) (optional): the change that did it
 *
 * Keeps the figures of the unit's monthly report as they are now. What is written
 * in the month afterwards says why. Reads and writes the file: not for the main
 * thread.
 *
 * Returns: whether it was closed: %QH_ERROR_IN_USE where it is already, or where
 *   somebody wrote meanwhile; %QH_ERROR_PASSPHRASE for who does not supervise.
 */
gboolean
qh_month_close (QhStore *store, QhDay month, gint64 unit, gint64 *sequence, GError **error)
{
  gint64 head = qh_review_days_get_head (store);
  g_autoptr (QhChange) change = qh_change_new ();
  g_autofree char *figures = NULL;
  QhRecord *record;

  if (!check_month (store, month, unit, error))
    return FALSE;
  figures = make_figures (store, month, unit, error);
  if (figures == NULL)
    return FALSE;
  if (qh_review_days_get_head (store) != head)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_IN_USE,
                           _ ("Something was written while the month was counted. Close it again."));
      return FALSE;
    }
  record = qh_store_new_record (store, QH_KIND_CLOSED_MONTH);
  qh_record_set_integer (record, "month", month);
  if (unit != 0)
    qh_record_set_integer (record, "unit", unit);
  qh_record_set_text (record, "figures", figures);
  qh_change_put (change, record);
  if (!qh_store_apply (store, change, NULL, NULL, NULL, error))
    return FALSE;
  if (sequence != NULL)
    *sequence = change->sequence;
  return TRUE;
}
