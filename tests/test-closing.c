/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closing a month: its figures are kept, and told from those of today. */
#include "report/qh-month-close.h"
#include "report/qh-report-closed.h"
#include "report/qh-report-forms.h"
#include "report/qh-report.h"
#include "review-fixture.h"
#include "store/qh-undo.h"

/* In a closed month every day asks for a reason, signed or not; in others none does. */
static void
test_closed_month (Signed *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  QhRecord *november = fixture_new_activity (self->base.store);

  close_october (self);
  g_assert_false (correct (self, 45, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_SIGNED);
  g_clear_error (&error);
  g_assert_true (correct (self, 45, "Llegó tarde la hoja", &error));
  g_assert_no_error (error);
  assert_state (self, QH_REVIEW_STATE_PENDING); /* nobody signed the day itself */
  qh_record_set_integer (november, "date", qh_day_from_iso ("2026-11-02"));
  fixture_put (self->base.store, november);
  assert_whole (self->base.store);
}

static QhReport *
make_report (Signed *self, guint least)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhReportTemplate) template = qh_report_form_load (self->sofia, NULL, &error);
  g_autoptr (QhDesk) desk = qh_desk_new (self->sofia, qh_scope_new (self->sofia, 0, 0, &error), 1, 1, NULL);
  QhReport *report
    = qh_report_new (desk, template, QH_REPORT_MONTH, qh_day_from_iso (DAY), least, &error);

  g_assert_no_error (error);
  return report;
}

static double
find_difference (const QhReport *report, double closed, double now)
{
  for (guint i = 0; report->differences != NULL && i < report->differences->lines->len; i++)
    {
      const QhReportLine *line = g_ptr_array_index (report->differences->lines, i);

      if (qh_report_get_cell (line, 0)->value == closed && qh_report_get_cell (line, 1)->value == now)
        return qh_report_get_cell (line, 2)->value;
    }
  return 0;
}

/* What has changed since a month was closed shows where nothing hides it: one
 * activity is too few to be told, before and after. */
static void
test_differences (Signed *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhReport) same = NULL;
  g_autoptr (QhReport) all = NULL;
  g_autoptr (QhReport) hidden = NULL;
  g_autoptr (QhReport) other_language = NULL;
  gint64 sequence = 0;

  supervise_no_more (self);
  g_assert_false (qh_month_close (self->base.store, qh_day_from_iso ("2026-10-01"), 0, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE); /* who works does not close */
  g_clear_error (&error);
  g_assert_true (qh_month_close (self->sofia, qh_day_from_iso ("2026-10-01"), 0, &sequence, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sequence, >, 0);
  g_assert_false (qh_month_close (self->sofia, qh_day_from_iso ("2026-10-01"), 0, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_clear_error (&error);
  same = make_report (self, 0);
  g_assert_null (same->differences);
  g_assert_true (correct (self, 45, "Llegó tarde la hoja", &error));
  g_assert_no_error (error);
  all = make_report (self, 0);
  g_assert_nonnull (all->differences);
  g_assert_cmpfloat (find_difference (all, 90, 45), ==, -45);
  hidden = make_report (self, 5);
  g_assert_cmpfloat (find_difference (hidden, 90, 45), ==, 0);
  qh_store_set_language (self->sofia, qh_store_get_language (self->sofia) == QH_LANGUAGE_ES ? QH_LANGUAGE_EN : QH_LANGUAGE_ES);
  other_language = make_report (self, 0);
  g_assert_cmpuint (other_language->differences->lines->len, ==, all->differences->lines->len);
  /* Undone, the month is open again. */
  g_assert_true (qh_store_take_back (self->sofia, sequence, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (correct (self, 50, NULL, &error));
  g_assert_no_error (error);
}

static void
put_more (Signed *self, guint n)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  change->reason = g_strdup ("Faltaba la hoja");
  for (guint i = 0; i < n; i++)
    {
      QhRecord *activity = fixture_new_activity (self->base.store);

      qh_record_set_integer (activity, "date", qh_day_from_iso (DAY));
      qh_change_put (change, activity);
    }
  qh_store_apply (self->base.store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* A difference of few records is not told where few are hidden, nor what it follows from. */
static void
test_small_differences (Signed *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhReport) all = NULL;
  g_autoptr (QhReport) few = NULL;
  g_autoptr (QhReport) many = NULL;

  put_more (self, 11);
  g_assert_true (qh_month_close (self->sofia, qh_day_from_iso ("2026-10-01"), 0, NULL, &error));
  put_more (self, 1);
  all = make_report (self, 0);
  g_assert_cmpfloat (find_difference (all, 12, 13), ==, 1);
  few = make_report (self, 5);
  g_assert_nonnull (few->differences);
  g_assert_cmpuint (few->differences->lines->len, ==, 0);
  g_assert_cmpuint (few->differences->notes->len, ==, 1);
  put_more (self, 6);
  many = make_report (self, 5);
  g_assert_cmpfloat (find_difference (many, 12, 19), ==, 7);
}

static void
close_as (Signed *self, const char *figures)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *month = qh_store_new_record (self->sofia, QH_KIND_CLOSED_MONTH);

  qh_record_set_integer (month, "month", qh_day_from_iso ("2026-10-01"));
  qh_record_set_text (month, "figures", figures);
  qh_change_put (change, month);
  qh_store_apply (self->sofia, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static char *
keep_figures (Signed *self)
{
  g_autoptr (QhReport) report = make_report (self, 0);

  return qh_report_keep_figures (report, qh_store_get_language (self->sofia));
}

/* Closes the month with figures that were counted otherwise. */
static void
close_with (Signed *self, const char *from, const char *to)
{
  g_autofree char *figures = keep_figures (self);
  g_auto (GStrv) parts = g_strsplit (figures, from, -1);
  g_autofree char *other = g_strjoinv (to, parts);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  close_as (self, other);
}

/* Closes it as if all rows had been defined otherwise, but for those of totals. */
static void
close_defined_otherwise (Signed *self)
{
  g_autofree char *figures = keep_figures (self);
  g_autoptr (JsonNode) root = json_from_string (figures, NULL);
  JsonArray *sections = json_object_get_array_member (json_node_get_object (root), "sections");
  g_autofree char *other = NULL;

  for (guint i = 0; i < json_array_get_length (sections); i++)
    {
      JsonObject *rules
        = json_object_get_object_member (json_array_get_object_element (sections, i), "row_rules");
      g_autoptr (GList) rows = json_object_get_members (rules);

      for (GList *l = rows; l != NULL; l = l->next)
        if (!g_str_equal (l->data, "total"))
          json_object_set_string_member (rules, l->data, "other");
    }
  other = json_to_string (root, FALSE);
  close_as (self, other);
}

static guint
count_anew (const QhReport *report)
{
  guint n = 0;

  for (guint i = 0; report->differences != NULL && i < report->differences->lines->len; i++)
    n += ((const QhReportLine *)g_ptr_array_index (report->differences->lines, i))->anew ? 1 : 0;
  return n;
}

/* Figures of another definition than today's are told from corrected ones. */
static void
test_other_rule (Signed *self, gconstpointer data)
{
  g_autoptr (QhReport) report = NULL;

  close_defined_otherwise (self);
  g_assert_true (correct (self, 45, "Se contó mal", NULL));
  report = make_report (self, 0);
  g_assert_cmpuint (report->differences->lines->len, >, count_anew (report));
  g_assert_cmpuint (count_anew (report), >, 0);
}

/* So are goals that were kept before the program counted them as it does now. */
static void
test_older_program (Signed *self, gconstpointer data)
{
  g_autoptr (QhReport) report = NULL;
  QhRecord *goal = qh_store_new_record (self->base.store, QH_KIND_GOAL);
  g_autoptr (QhRecord) worker = qh_store_get (self->base.store, QH_KIND_WORKER, get_worker (self), NULL);
  g_autoptr (QhRecord) activity = qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL);

  qh_record_set_integer (goal, "month", qh_day_from_iso ("2026-10-01"));
  qh_record_set_integer (goal, "unit", qh_record_get_integer (worker, "unit"));
  qh_record_set_integer (goal, "function", qh_record_get_integer (activity, "function"));
  qh_record_set_integer (goal, "planned", 10);
  fixture_put (self->base.store, goal);
  g_assert_cmpint (qh_counting_changed_from (QH_COUNTING_RULES), ==, 0);
  close_with (self, "\"rules\":1,", "");
  put_more (self, 1);
  report = make_report (self, 0);
  g_assert_cmpuint (report->differences->lines->len, >, count_anew (report));
  g_assert_cmpuint (count_anew (report), >, 0);
}

/* What is the same once it is rounded is no difference. */
static void
test_rounded (Signed *self, gconstpointer data)
{
  g_autoptr (QhReport) report = NULL;

  close_with (self, "[90.0,", "[90.3,");
  report = make_report (self, 0);
  g_assert_null (report->differences);
}

/* Activities of a type that are there no longer are missed too. */
static void
test_gone (Signed *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhReport) report = NULL;
  g_autoptr (QhChange) change = qh_change_new ();

  g_assert_true (qh_month_close (self->sofia, qh_day_from_iso ("2026-10-01"), 0, NULL, &error));
  g_assert_no_error (error);
  change->reason = g_strdup ("Se anotó dos veces");
  qh_change_delete (change, qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL));
  qh_store_apply (self->base.store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  report = make_report (self, 0);
  g_assert_cmpfloat (find_difference (report, 1, 0), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/review/" name, Signed, NULL, set_up, function, tear_down)
  ADD ("closed-month", test_closed_month);
  ADD ("differences", test_differences);
  ADD ("small-differences", test_small_differences);
  ADD ("other-rule", test_other_rule);
  ADD ("older-program", test_older_program);
  ADD ("rounded", test_rounded);
  ADD ("gone", test_gone);
#undef ADD
  return g_test_run ();
}
