/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing days off: who may, what a correction does to what was signed, how it is undone and answered. */
#include <string.h>

#include "review-fixture.h"
#include "store/qh-change-words.h"
#include "store/qh-erase.h"
#include "store/qh-undo.h"

static gint64
get_minutes (Signed *self)
{
  g_autoptr (QhRecord) activity
    = qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL);

  return qh_record_get_integer (activity, "minutes");
}

/* What can be taken back says whose day it is, and which, not a number. */
static void
assert_named (Signed *self, const QhRecord *review)
{
  g_autofree char *said = qh_record_describe (self->base.store, review);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, review->id);
  g_autofree char *day = qh_day_format_short (qh_day_from_iso (DAY));
  g_autoptr (QhRecord) worker = qh_store_get (self->base.store, QH_KIND_WORKER, get_worker (self), NULL);

  g_assert_null (strstr (said, number));
  g_assert_nonnull (strstr (said, day));
  g_assert_nonnull (strstr (said, qh_record_get_text (worker, "name")));
}

/* What is signed is corrected only with a reason, which stays with it. */
static void
test_correction (Signed *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  QhReviewDay *day;
  gint64 signed_change;

  assert_state (self, QH_REVIEW_STATE_PENDING);
  approve (self);
  day = get_day (self);
  g_assert_cmpint (day->state, ==, QH_REVIEW_STATE_APPROVED);
  g_assert_cmpuint (day->n_activities, ==, 1);
  g_assert_cmpuint (day->minutes, ==, 90);
  signed_change = day->signed_change;
  g_assert_cmpint (signed_change, ==, qh_review_days_get_head (self->base.store) - 1);
  qh_review_day_free (day);

  g_assert_false (correct (self, 30, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_SIGNED);
  g_clear_error (&error);
  g_assert_false (correct (self, 30, "", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_SIGNED);
  g_clear_error (&error);
  g_assert_cmpint (get_minutes (self), ==, 90);

  g_assert_true (correct (self, 30, "Se anotó la hora equivocada", &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_minutes (self), ==, 30);
  day = get_day (self);
  g_assert_cmpint (day->state, ==, QH_REVIEW_STATE_CORRECTED);
  g_assert_cmpstr (day->comment, ==, "Se anotó la hora equivocada");
  g_assert_cmpint (day->signed_change, ==, signed_change); /* it stands for what was signed */
  qh_review_day_free (day);
  reviews = qh_review_days_list_reviews (
    self->base.store, get_worker (self), qh_day_from_iso (DAY), &error);
  g_assert_cmpuint (reviews->len, ==, 2);
  assert_named (self, g_ptr_array_index (reviews, 0));
  assert_whole (self->base.store);
}

/* An undo writes too: it says why, and takes no addendum away. */
static void
test_undo (Signed *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhLogChange) undo = NULL;
  g_autoptr (QhLogChange) redo = NULL;
  g_autoptr (GPtrArray) reviews = NULL;

  approve (self);
  g_assert_true (correct (self, 30, "Mal contado", NULL));
  undo = qh_store_find_undo (self->base.store, &error);
  g_assert_no_error (error);
  g_assert_false (
    qh_store_take_back (self->base.store, undo->sequence, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_SIGNED);
  g_clear_error (&error);
  g_assert_true (qh_store_take_back (
    self->base.store, undo->sequence, "Estaba bien", NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_minutes (self), ==, 90);
  redo = qh_store_find_redo (self->base.store, &error);
  g_assert_no_error (error);
  g_assert_true (qh_store_take_back (
    self->base.store, redo->sequence, "No lo estaba", NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_minutes (self), ==, 30);
  reviews = qh_review_days_list_reviews (
    self->base.store, get_worker (self), qh_day_from_iso (DAY), &error);
  g_assert_cmpuint (reviews->len, ==, 4);
  assert_whole (self->base.store);
}

/* Neither into a signed day nor out of it, nor away. */
static void
test_ways (Signed *self, gconstpointer data)
{
  g_autoptr (QhChange) into = qh_change_new ();
  g_autoptr (QhChange) out = qh_change_new ();
  g_autoptr (QhChange) away = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *activity = fixture_new_activity (self->base.store);
  QhErasure erasure;

  approve (self);
  qh_change_put (into, activity);
  g_assert_false (qh_store_apply (self->base.store, into, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_SIGNED);
  g_clear_error (&error);
  activity = qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL);
  qh_record_set_integer (activity, "date", qh_day_from_iso ("2026-10-29"));
  qh_change_put (out, activity);
  g_assert_false (qh_store_apply (self->base.store, out, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_SIGNED);
  g_clear_error (&error);
  qh_change_delete (
    away, qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL));
  g_assert_false (qh_store_apply (self->base.store, away, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_SIGNED);
  g_clear_error (&error);
  /* The law comes before the signature. */
  g_assert_true (qh_store_erase (self->base.store,
                                 QH_KIND_ACTIVITY,
                                 self->activity,
                                 "lo pidió",
                                 &erasure,
                                 NULL,
                                 NULL,
                                 NULL,
                                 &error));
  g_assert_no_error (error);
}

/* Who says what: supervisors sign and return, practitioners answer. */
static void
test_roles (Signed *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  QhReviewDay *day;

  supervise_no_more (self);
  g_assert_false (decide (self, self->base.store, QH_REVIEW_APPROVED, NULL, 0, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_false (decide (self, self->base.store, QH_REVIEW_CORRECTED, "x", 0, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_CODE);
  g_clear_error (&error);
  g_assert_false (decide (self, self->sofia, QH_REVIEW_RETURNED, NULL, 0, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_REQUIRED);
  g_clear_error (&error);
  g_assert_true (decide (self, self->sofia, QH_REVIEW_RETURNED, "Falta el caso", 0, &error));
  assert_state (self, QH_REVIEW_STATE_RETURNED);
  g_assert_true (correct (self, 45, NULL, &error)); /* what is returned is open */
  g_assert_true (decide (self, self->base.store, QH_REVIEW_ANSWERED, "Ya está", 0, &error));
  g_assert_no_error (error);
  day = get_day (self);
  g_assert_cmpint (day->state, ==, QH_REVIEW_STATE_ANSWERED);
  g_assert_cmpstr (day->comment, ==, "Ya está");
  qh_review_day_free (day);
  approve (self);
  assert_state (self, QH_REVIEW_STATE_APPROVED);
  g_assert_true (decide (self, self->sofia, QH_REVIEW_RETURNED, "Otra vez", 0, &error));
  g_assert_true (correct (self, 50, NULL, &error));
}

/* A returned day is answered for by whose it is, or by a supervisor; only while it is returned. */
static void
test_answer (Signed *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) beto = open_as (self, "Beto", QH_ROLE_PRACTITIONER);

  g_assert_false (decide (self, self->base.store, QH_REVIEW_ANSWERED, "¿De qué?", 0, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_true (decide (self, self->sofia, QH_REVIEW_RETURNED, "Falta el caso", 0, &error));
  g_assert_false (qh_review_days_may_answer (beto, get_worker (self)));
  g_assert_false (decide (self, beto, QH_REVIEW_ANSWERED, "Yo lo sé", 0, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  assert_state (self, QH_REVIEW_STATE_RETURNED);
  g_assert_true (qh_review_days_may_answer (self->sofia, get_worker (self)));
  g_assert_true (decide (self, self->sofia, QH_REVIEW_ANSWERED, "Me lo dijo", 0, &error));
  g_assert_no_error (error);
  g_assert_true (qh_review_days_may_answer (self->base.store, get_worker (self)));
  g_assert_true (decide (self, self->base.store, QH_REVIEW_ANSWERED, "Y algo más", 0, &error));
  g_assert_no_error (error);
  approve (self);
  g_assert_false (decide (self, self->base.store, QH_REVIEW_ANSWERED, "Tarde", 0, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
}

static gboolean
say_nothing (QhStore *store, gint64 worker, const char *day, GError **error)
{
  g_autoptr (QhChange) change
    = qh_review_days_decide (store, worker, qh_day_from_iso (day), QH_REVIEW_NOTHING, NULL, 0);

  return qh_store_apply (store, change, NULL, NULL, NULL, error);
}

/* That there was nothing to log is said by whose day it is, of a day without activities. */
static void
test_nothing (Signed *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) beto = open_as (self, "Beto", QH_ROLE_PRACTITIONER);
  g_autoptr (GPtrArray) said = NULL;
  g_autoptr (QhChange) away = qh_change_new ();
  gint64 worker = get_worker (self);

  g_assert_false (say_nothing (self->base.store, worker, DAY, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_IN_USE);
  g_clear_error (&error);
  qh_change_delete (away, qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL));
  g_assert_true (qh_store_apply (self->base.store, away, NULL, NULL, NULL, &error));
  g_assert_false (say_nothing (beto, worker, DAY, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_false (say_nothing (self->base.store, worker, "2099-01-01", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_true (say_nothing (self->base.store, worker, DAY, &error));
  g_assert_no_error (error);
  assert_state (self, QH_REVIEW_STATE_NOTHING);
  said = qh_review_days_list_nothing (self->base.store, qh_day_from_iso (DAY), qh_day_from_iso (DAY), &error);
  g_assert_cmpuint (said->len, ==, 1);
  fixture_put (self->base.store, fixture_new_activity (self->base.store));
  assert_state (self, QH_REVIEW_STATE_PENDING); /* there was something after all */
}

/* The same number draws the same activities; never more than there are, none twice. */
static void
test_sample (Signed *self, gconstpointer data)
{
  QhDay first = qh_day_from_iso ("2026-10-01"), last = qh_day_from_iso ("2026-10-31");
  g_autoptr (GArray) one = NULL;
  g_autoptr (GArray) two = NULL;
  g_autoptr (GArray) other = NULL;
  g_autoptr (GArray) all = NULL;

  for (guint i = 0; i < 19; i++)
    fixture_put (self->base.store, fixture_new_activity (self->base.store));
  one = qh_review_days_sample (self->sofia, 0, first, last, 5, 7, NULL);
  two = qh_review_days_sample (self->sofia, 0, first, last, 5, 7, NULL);
  other = qh_review_days_sample (self->sofia, 0, first, last, 5, 8, NULL);
  all = qh_review_days_sample (self->sofia, 0, first, last, 500, 7, NULL);
  g_assert_cmpuint (one->len, ==, 5);
  g_assert_cmpmem (one->data, one->len * sizeof (gint64), two->data, two->len * sizeof (gint64));
  g_assert_true (memcmp (one->data, other->data, 5 * sizeof (gint64)) != 0);
  g_assert_cmpuint (all->len, ==, 20);
  for (guint i = 1; i < all->len; i++)
    g_assert_cmpint (g_array_index (all, gint64, i - 1), <, g_array_index (all, gint64, i));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/review/" name, Signed, NULL, set_up, function, tear_down)
  ADD ("correction", test_correction);
  ADD ("undo", test_undo);
  ADD ("ways", test_ways);
  ADD ("roles", test_roles);
  ADD ("answer", test_answer);
  ADD ("nothing", test_nothing);
  ADD ("sample", test_sample);
#undef ADD
  return g_test_run ();
}
