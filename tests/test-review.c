/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing days and closing months: what may be written afterwards, and how. */
#include "domain/qh-roles.h"
#include "fixture.h"
#include "report/qh-month-close.h"
#include "report/qh-report-forms.h"
#include "report/qh-report-closed.h"
#include "report/qh-report.h"
#include "store/qh-change-words.h"
#include "store/qh-erase.h"
#include "store/qh-review-waiting.h"
#include "store/qh-undo.h"
#include "store/qh-users.h"
#include "store/qh-verify.h"

#define SOFIA "cuatro palabras de Sofía juntas"
#define DAY "2026-10-30"

typedef struct
{
  Fixture base;
  QhStore *sofia; /* supervises */
  gint64 activity;
} Signed;

static QhStore *
open_as (Signed *self, const char *name, QhRoles roles)
{
  g_autoptr (QhRecord) user = qh_store_new_record (self->base.store, QH_KIND_USER);
  g_autoptr (GError) error = NULL;
  QhStore *store;

  qh_record_set_text (user, "name", name);
  qh_user_set_roles (user, roles);
  g_assert_cmpint (qh_users_add (self->base.store, user, SOFIA, &error), !=, 0);
  g_assert_no_error (error);
  store = qh_store_open_as (self->base.path, name, SOFIA, &error);
  g_assert_no_error (error);
  return store;
}

static void
set_up (Signed *self, gconstpointer data)
{
  fixture_set_up (&self->base, NULL);
  self->sofia = open_as (self, "Sofía", QH_ROLE_SUPERVISOR);
  self->activity = fixture_put (self->base.store, fixture_new_activity (self->base.store));
}

static void
tear_down (Signed *self, gconstpointer data)
{
  g_clear_object (&self->sofia);
  fixture_tear_down (&self->base, NULL);
}

static gint64
get_worker (Signed *self)
{
  g_autoptr (QhRecord) activity
    = qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL);

  return qh_record_get_integer (activity, "worker");
}

static gboolean
decide (Signed *self, QhStore *store, const char *decision, const char *comment, gint64 seen, GError **error)
{
  g_autoptr (QhChange) change = qh_review_days_decide (
    store, get_worker (self), qh_day_from_iso (DAY), decision, comment, seen);

  return qh_store_apply (store, change, NULL, NULL, NULL, error);
}

static void
approve (Signed *self)
{
  g_autoptr (GError) error = NULL;

  decide (self, self->sofia, QH_REVIEW_APPROVED, NULL, 0, &error);
  g_assert_no_error (error);
}

static QhReviewDay *
get_day (Signed *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) days = qh_review_days_list (
    self->base.store, 0, qh_day_from_iso (DAY), qh_day_from_iso (DAY), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (days->len, ==, 1);
  return g_ptr_array_steal_index (days, 0);
}

static void
assert_state (Signed *self, QhReviewState state)
{
  QhReviewDay *day = get_day (self);

  g_assert_cmpint (day->state, ==, state);
  qh_review_day_free (day);
}

/* Writes other minutes, and perhaps why. */
static gboolean
correct (Signed *self, gint64 minutes, const char *reason, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();
  QhRecord *activity = qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL);

  qh_record_set_integer (activity, "minutes", minutes);
  qh_change_put (change, activity);
  change->reason = g_strdup (reason);
  return qh_store_apply (self->base.store, change, NULL, NULL, NULL, error);
}

static gint64
get_minutes (Signed *self)
{
  g_autoptr (QhRecord) activity
    = qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL);

  return qh_record_get_integer (activity, "minutes");
}

static void
assert_whole (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
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

/* Whoever began the workspace supervises too. */
static void
supervise_no_more (Signed *self)
{
  g_assert_true (qh_users_set_roles (
    self->base.store, qh_store_get_user (self->base.store), QH_ROLE_PRACTITIONER | QH_ROLE_ADMINISTRATOR, NULL));
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

static void
close_october (Signed *self)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *month = qh_store_new_record (self->sofia, QH_KIND_CLOSED_MONTH);

  qh_record_set_integer (month, "month", qh_day_from_iso ("2026-10-01"));
  qh_record_set_text (month, "figures", "{}");
  qh_change_put (change, month);
  qh_store_apply (self->sofia, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
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
  ADD ("waiting", test_waiting);
  ADD ("taken-away", test_taken_away);
  ADD ("seen-before", test_seen_before);
  ADD ("order", test_order);
  ADD ("seen", test_seen);
  ADD ("stays", test_stays);
  ADD ("closed-month", test_closed_month);
  ADD ("differences", test_differences);
  ADD ("small-differences", test_small_differences);
  ADD ("other-rule", test_other_rule);
  ADD ("older-program", test_older_program);
  ADD ("rounded", test_rounded);
  ADD ("gone", test_gone);
  ADD ("sample", test_sample);
#undef ADD
  return g_test_run ();
}
