/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which days wait to be signed, and what was said of each last. */
#include "review-fixture.h"
#include "store/qh-review-waiting.h"

static void
assert_waiting (Signed *self, QhDay today, guint this_month, guint month_before, guint returned)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) days
    = qh_review_waiting_list_returned (self->base.store, get_worker (self), &error);
  QhReviewWaiting waiting;

  g_assert_no_error (error);
  g_assert_true (qh_review_waiting_count (self->sofia, today, &waiting, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (waiting.this_month, ==, this_month);
  g_assert_cmpuint (waiting.month_before, ==, month_before);
  g_assert_cmpuint (days->len, ==, returned);
  if (returned > 0)
    g_assert_cmpstr (((QhReviewDay *)g_ptr_array_index (days, 0))->comment, ==, "Falta el caso");
}

/* A day waits for a supervisor or, once it is returned, for whose it is; a closed month for nobody. */
static void
test_waiting (Signed *self, gconstpointer data)
{
  QhDay october = qh_day_from_iso (DAY), november = qh_day_from_iso ("2026-11-05");

  assert_waiting (self, october, 1, 0, 0);
  assert_waiting (self, november, 0, 1, 0);
  assert_waiting (self, qh_day_from_iso ("2026-12-05"), 0, 0, 0);
  decide (self, self->sofia, QH_REVIEW_RETURNED, "Falta", 0, NULL);
  decide (self, self->sofia, QH_REVIEW_RETURNED, "Falta el caso", 0, NULL);
  assert_waiting (self, october, 0, 0, 1);
  g_assert_true (correct (self, 45, NULL, NULL));
  assert_waiting (self, october, 1, 0, 1); /* corrected, and not answered: both may go on */
  decide (self, self->base.store, QH_REVIEW_ANSWERED, "Ya está", 0, NULL);
  assert_waiting (self, october, 1, 0, 0);
  approve (self);
  assert_waiting (self, october, 0, 0, 0);
  g_assert_true (correct (self, 50, "Se contó mal", NULL));
  assert_waiting (self, november, 0, 1, 0);
  close_october (self);
  assert_waiting (self, november, 0, 0, 0);
}

/* What is done with activities, by whose it is. */
static void
apply (Signed *self, gint64 activity, gboolean deletes, const char *date)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *record = qh_store_get (self->base.store, QH_KIND_ACTIVITY, activity, NULL);

  if (date != NULL)
    qh_record_set_integer (record, "date", qh_day_from_iso (date));
  if (deletes)
    qh_change_delete (change, record);
  else
    qh_change_put (change, record);
  qh_store_apply (self->base.store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_corrected (Signed *self, gboolean corrected)
{
  QhReviewDay *day = get_day (self);

  g_assert_cmpint (day->state, ==, QH_REVIEW_STATE_RETURNED);
  g_assert_cmpint (day->corrected, ==, corrected);
  g_assert_cmpint (qh_review_day_waits (day), ==, corrected);
  qh_review_day_free (day);
}

/* A returned day comes back to the supervisor when an activity is deleted or leaves the day,
 * even if none is left; what leaves another day is no correction of this one. */
static void
test_taken_away (Signed *self, gconstpointer data)
{
  gint64 second = fixture_put (self->base.store, fixture_new_activity (self->base.store));
  gint64 third = fixture_put (self->base.store, fixture_new_activity (self->base.store));
  gint64 other = fixture_put (self->base.store, fixture_new_activity (self->base.store));

  apply (self, other, FALSE, "2026-10-28"); /* before it is returned */
  decide (self, self->sofia, QH_REVIEW_RETURNED, "Sobra una", 0, NULL);
  assert_corrected (self, FALSE);
  apply (self, other, FALSE, "2026-10-27");
  apply (self, other, TRUE, NULL);
  assert_corrected (self, FALSE);
  apply (self, second, TRUE, NULL);
  assert_corrected (self, TRUE);
  decide (self, self->sofia, QH_REVIEW_RETURNED, "Y otra es de ayer", 0, NULL);
  assert_corrected (self, FALSE);
  apply (self, third, FALSE, "2026-10-29");
  assert_corrected (self, TRUE);
  apply (self, third, TRUE, NULL); /* gone since, and moved before that */
  assert_corrected (self, TRUE);
  decide (self, self->sofia, QH_REVIEW_RETURNED, "La que queda es de Eva", 0, NULL);
  apply (self, self->activity, FALSE, "2026-10-26");
  assert_corrected (self, TRUE);
  decide (self, self->sofia, QH_REVIEW_APPROVED, NULL, 0, NULL);
  assert_state (self, QH_REVIEW_STATE_APPROVED);
}

/* Nobody signs a day that lost an activity since they looked. */
static void
test_seen_before (Signed *self, gconstpointer data)
{
  gint64 second = fixture_put (self->base.store, fixture_new_activity (self->base.store));
  gint64 seen = qh_review_days_get_head (self->sofia);
  g_autoptr (GError) error = NULL;

  apply (self, second, TRUE, NULL);
  g_assert_false (decide (self, self->sofia, QH_REVIEW_APPROVED, NULL, seen, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_true (decide (self, self->sofia, QH_REVIEW_APPROVED, NULL, qh_review_days_get_head (self->sofia), &error));
  g_assert_no_error (error);
}

static void
decide_with_id (Signed *self, const char *decision, const char *comment, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhChange) change = qh_review_days_decide (
    self->sofia, get_worker (self), qh_day_from_iso (DAY), decision, comment, 0);

  ((QhChangeItem *)g_ptr_array_index (change->items, 0))->record->id = id;
  qh_store_apply (self->sofia, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What was said last is what the log says last: a machine whose clock is behind gives its
 * records lower ids. */
static void
test_order (Signed *self, gconstpointer data)
{
  gint64 ids[4];
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = qh_store_new_id (self->sofia);
  decide_with_id (self, QH_REVIEW_APPROVED, NULL, ids[3]);
  decide_with_id (self, QH_REVIEW_RETURNED, "Falta el caso", ids[2]);
  assert_state (self, QH_REVIEW_STATE_RETURNED);
  assert_waiting (self, qh_day_from_iso (DAY), 0, 0, 1);
  g_assert_true (correct (self, 45, NULL, &error));
  decide_with_id (self, QH_REVIEW_ANSWERED, "Ya está", ids[1]);
  assert_waiting (self, qh_day_from_iso (DAY), 1, 0, 0);
  g_assert_true (correct (self, 50, "Se contó mal", &error));
  assert_state (self, QH_REVIEW_STATE_ANSWERED);
  decide_with_id (self, QH_REVIEW_APPROVED, NULL, ids[0]);
  assert_state (self, QH_REVIEW_STATE_APPROVED);
  g_assert_false (correct (self, 55, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_SIGNED);
  g_clear_error (&error);
  g_assert_true (correct (self, 55, "Se contó mal otra vez", &error));
  assert_state (self, QH_REVIEW_STATE_CORRECTED);
  reviews = qh_review_days_list_reviews (self->sofia, get_worker (self), qh_day_from_iso (DAY), &error);
  g_assert_cmpuint (reviews->len, ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpint (((QhRecord *)g_ptr_array_index (reviews, i))->id, ==, ids[3 - i]);
}

/* What somebody signs is what they saw. */
static void
test_seen (Signed *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 seen = qh_review_days_get_head (self->sofia);

  g_assert_true (correct (self, 45, NULL, &error));
  g_assert_false (decide (self, self->sofia, QH_REVIEW_APPROVED, NULL, seen, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_clear_error (&error);
  seen = qh_review_days_get_head (self->sofia);
  g_assert_true (decide (self, self->sofia, QH_REVIEW_APPROVED, NULL, seen, &error));
  g_assert_no_error (error);
}

/* What was said is neither written over nor deleted. */
static void
test_stays (Signed *self, gconstpointer data)
{
  g_autoptr (GPtrArray) reviews = NULL;
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (QhChange) away = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *review;

  approve (self);
  reviews = qh_review_days_list_reviews (
    self->sofia, get_worker (self), qh_day_from_iso (DAY), &error);
  review = qh_record_copy (g_ptr_array_index (reviews, 0));
  qh_record_set_integer (review, "day", qh_day_from_iso ("2026-10-29"));
  qh_change_put (change, review);
  g_assert_false (qh_store_apply (self->sofia, change, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_clear_error (&error);
  qh_change_delete (away, qh_record_copy (g_ptr_array_index (reviews, 0)));
  g_assert_false (qh_store_apply (self->sofia, away, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/review/" name, Signed, NULL, set_up, function, tear_down)
  ADD ("waiting", test_waiting);
  ADD ("taken-away", test_taken_away);
  ADD ("seen-before", test_seen_before);
  ADD ("order", test_order);
  ADD ("seen", test_seen);
  ADD ("stays", test_stays);
#undef ADD
  return g_test_run ();
}
