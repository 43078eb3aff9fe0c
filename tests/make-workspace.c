/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes the workspace that a schema version leaves in workspaces/ (see the README
 * there): practice data, users of each role, a restricted case with a referral, an
 * own field, an objection to data sets, a recipe, a signed day and an undo. Prints its recovery words. */
#include <stdio.h>

#include "cli/qh-demo.h"
#include "domain/qh-roles.h"
#include "store/qh-restriction.h"
#include "store/qh-review-days.h"
#include "store/qh-undo.h"
#include "store/qh-users.h"

#define N_ACTIVITIES 12
#define SEED 1
#define PASSPHRASE "lluvia tres caballos martillo" /* of the users who join */

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static gint64
put (QhStore *store, QhRecord *record)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  qh_change_put (change, record);
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  check (error);
  return record->id;
}

static gint64
add_user (QhStore *store, const char *name, QhRoles roles)
{
  g_autoptr (QhRecord) user = qh_store_new_record (store, QH_KIND_USER);
  g_autoptr (GError) error = NULL;
  gint64 id;

  qh_record_set_text (user, "name", name);
  qh_user_set_roles (user, roles);
  id = qh_users_add (store, user, PASSPHRASE, &error);
  check (error);
  return id;
}

static void
add_own_field (QhStore *store)
{
  QhRecord *definition = qh_store_new_record (store, QH_KIND_OWN_FIELD);

  qh_record_set_text (definition, "kind", "activity");
  qh_record_set_text (definition, "name", "kilometros");
  qh_record_set_text (definition, "type", "count");
  qh_record_set_text (definition, "sensitivity", "plain");
  qh_record_set_text (definition, "label_es", "Kilómetros");
  put (store, definition);
}

/* One activity edited by hand, with a value of the own field; then an edit undone. */
static void
edit (QhStore *store)
{
  g_autoptr (GPtrArray) activities = qh_store_list_all (store, QH_KIND_ACTIVITY, NULL);
  g_autoptr (QhLogChange) last = NULL;
  g_autoptr (GError) error = NULL;
  QhRecord *record = qh_store_get (store, QH_KIND_ACTIVITY, ((QhRecord *)activities->pdata[0])->id, &error);

  check (error);
  qh_record_set_integer (record, "kilometros", 12);
  qh_record_set_text (record, "note", "Visita de práctica, con nota.");
  put (store, record);
  record = qh_store_get (store, QH_KIND_ACTIVITY, ((QhRecord *)activities->pdata[0])->id, &error);
  check (error);
  qh_record_set_integer (record, "kilometros", 99);
  put (store, record);
  last = qh_store_find_undo (store, &error);
  check (error);
  qh_store_take_back (store, last->sequence, NULL, NULL, NULL, NULL, &error);
  check (error);
}

static void
add_referral (QhStore *store)
{
  g_autoptr (GPtrArray) cases = qh_store_list_all (store, QH_KIND_CASE, NULL);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhRecord *first = g_ptr_array_index (cases, 0);
  QhRecord *referral = qh_store_new_record (store, QH_KIND_REFERRAL);

  qh_record_set_integer (referral, "case", first->id);
  qh_record_set_integer (referral, "worker", qh_record_get_integer (first, "worker"));
  qh_record_set_integer (referral, "date", qh_day_from_ymd (2026, 10, 30));
  qh_record_set_integer (referral, "type", qh_catalogues_find_code (catalogues, "referral_type", "D03")->id);
  qh_record_set_text (referral, "reason", "Canalización de práctica, con motivo.");
  put (store, referral);
}

/* Somebody who objects to being in data sets, and a recipe. */
static void
add_research (QhStore *store)
{
  QhRecord *person = qh_store_new_record (store, QH_KIND_PERSON);
  QhRecord *recipe = qh_store_new_record (store, QH_KIND_DEFINITION);

  qh_record_set_text (person, "given_names", "Práctica");
  qh_record_set_text (person, "first_surname", "Opuesta");
  qh_record_set_integer (person, "objects", TRUE);
  put (store, person);
  qh_record_set_text (recipe, "use", "recipe");
  qh_record_set_text (recipe, "name", "Receta de práctica");
  qh_record_set_text (recipe, "body", "{\"of\": \"activity\"}");
  put (store, recipe);
}

/* The supervisor signs the last activity's day. */
static void
sign (const char *path, QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) sofia = qh_store_open_as (path, "Sofía", PASSPHRASE, &error);
  g_autoptr (GPtrArray) activities = qh_store_list_all (store, QH_KIND_ACTIVITY, NULL);
  const QhRecord *last = g_ptr_array_index (activities, activities->len - 1);
  g_autoptr (QhChange) change = NULL;

  check (error);
  change = qh_review_days_decide (sofia,
                                  qh_record_get_integer (last, "worker"),
                                  (QhDay)qh_record_get_integer (last, "date"),
                                  QH_REVIEW_APPROVED,
                                  "Revisado, de práctica.",
                                  0);
  qh_store_apply (sofia, change, NULL, NULL, NULL, &error);
  check (error);
  qh_store_close (sofia);
}

static void
restrict_case (QhStore *store)
{
  g_autoptr (GPtrArray) cases = qh_store_list_all (store, QH_KIND_CASE, NULL);
  g_autoptr (GError) error = NULL;
  gint64 user = qh_store_get_user (store);

  qh_store_restrict_case (store, ((QhRecord *)cases->pdata[0])->id, &user, 1, &error);
  check (error);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autofree char *words = NULL;
  QhNewStore start;

  if (argc != 2)
    {
      fprintf (stderr, "make-workspace FILE\n");
      return 1;
    }
  qh_demo_start (&start);
  store = qh_store_create (argv[1], QH_DEMO_PASSPHRASE, &start, &error);
  check (error);
  words = qh_store_take_recovery_words (store);
  qh_demo_fill (store, N_ACTIVITIES, SEED, qh_day_from_ymd (2026, 10, 30), NULL, NULL, NULL, &error);
  check (error);
  add_user (store, "Beto", QH_ROLE_PRACTITIONER);
  add_user (store, "Sofía", QH_ROLE_SUPERVISOR);
  add_user (store, "Rita", QH_ROLE_RESEARCHER);
  add_user (store, "Adela", QH_ROLE_ADMINISTRATOR);
  add_own_field (store);
  add_referral (store);
  add_research (store);
  edit (store);
  restrict_case (store);
  sign (argv[1], store);
  printf ("%s\n", words);
  qh_store_close (store);
  return 0;
}
