/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "review-fixture.h"

#include "domain/qh-roles.h"
#include "store/qh-change.h"
#include "store/qh-users.h"
#include "store/qh-verify.h"

#define SOFIA "cuatro palabras de Sofía juntas"

QhStore *
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

void
set_up (Signed *self, gconstpointer data)
{
  fixture_set_up (&self->base, NULL);
  self->sofia = open_as (self, "Sofía", QH_ROLE_SUPERVISOR);
  self->activity = fixture_put (self->base.store, fixture_new_activity (self->base.store));
}

void
tear_down (Signed *self, gconstpointer data)
{
  g_clear_object (&self->sofia);
  fixture_tear_down (&self->base, NULL);
}

gint64
get_worker (Signed *self)
{
  g_autoptr (QhRecord) activity
    = qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL);

  return qh_record_get_integer (activity, "worker");
}

gboolean
decide (Signed *self, QhStore *store, const char *decision, const char *comment, gint64 seen, GError **error)
{
  g_autoptr (QhChange) change = qh_review_days_decide (
    store, get_worker (self), qh_day_from_iso (DAY), decision, comment, seen);

  return qh_store_apply (store, change, NULL, NULL, NULL, error);
}

void
approve (Signed *self)
{
  g_autoptr (GError) error = NULL;

  decide (self, self->sofia, QH_REVIEW_APPROVED, NULL, 0, &error);
  g_assert_no_error (error);
}

QhReviewDay *
get_day (Signed *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) days = qh_review_days_list (
    self->base.store, 0, qh_day_from_iso (DAY), qh_day_from_iso (DAY), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (days->len, ==, 1);
  return g_ptr_array_steal_index (days, 0);
}

void
assert_state (Signed *self, QhReviewState state)
{
  QhReviewDay *day = get_day (self);

  g_assert_cmpint (day->state, ==, state);
  qh_review_day_free (day);
}

/* Writes other minutes, and perhaps why. */
gboolean
correct (Signed *self, gint64 minutes, const char *reason, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();
  QhRecord *activity = qh_store_get (self->base.store, QH_KIND_ACTIVITY, self->activity, NULL);

  qh_record_set_integer (activity, "minutes", minutes);
  qh_change_put (change, activity);
  change->reason = g_strdup (reason);
  return qh_store_apply (self->base.store, change, NULL, NULL, NULL, error);
}

void
assert_whole (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
}

/* Whoever began the workspace supervises too. */
void
supervise_no_more (Signed *self)
{
  g_assert_true (qh_users_set_roles (
    self->base.store, qh_store_get_user (self->base.store), QH_ROLE_PRACTITIONER | QH_ROLE_ADMINISTRATOR, NULL));
}

void
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
