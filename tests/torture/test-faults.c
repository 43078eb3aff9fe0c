/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails, call by call, and power that goes: what was acknowledged
 * stays, and what was not is there whole or not at all. */
#include <string.h>

#include "faulty-vfs.h"
#include "store/qh-backup.h"
#include "store/qh-undo.h"
#include "store/qh-verify.h"
#include "torture.h"

static char *template;

/* A short day's work */

typedef gboolean (*Step) (QhStore *store, GError **error);

static gboolean
log_first (QhStore *store, GError **error)
{
  return torture_put_activity (store, "uno", 10, NULL, error);
}

static gboolean
log_second (QhStore *store, GError **error)
{
  return torture_put_activity (store, "dos", 20, NULL, error);
}

static QhRecord *
find_noted (QhStore *store, const char *note, GError **error)
{
  g_autoptr (GPtrArray) activities = qh_store_list_all (store, QH_KIND_ACTIVITY, error);

  for (guint i = 0; activities != NULL && i < activities->len; i++)
    if (g_str_equal (qh_record_get_text (activities->pdata[i], "note"), note))
      return qh_record_copy (activities->pdata[i]);
  return NULL;
}

static gboolean
edit_first (QhStore *store, GError **error)
{
  g_autoptr (QhChange) change = qh_change_new ();
  QhRecord *activity = find_noted (store, "uno", error);

  if (activity == NULL)
    return FALSE;
  qh_record_set_text (activity, "note", "uno, corregido");
  qh_record_set_integer (activity, "minutes", 15);
  qh_change_put (change, activity);
  return qh_store_apply (store, change, NULL, NULL, NULL, error);
}

static gboolean
undo_last (QhStore *store, GError **error)
{
  g_autoptr (QhLogChange) change = qh_store_find_undo (store, error);

  return change != NULL
         && qh_store_take_back (store, change->sequence, NULL, NULL, NULL, NULL, error);
}

static gboolean
import_twenty (QhStore *store, GError **error)
{
  return torture_import (store, 20, error);
}

static gboolean
back_up (QhStore *store, GError **error)
{
  return qh_backup_make (store, QH_BACKUP_BY_HAND, NULL, NULL, NULL, NULL, NULL, error);
}

static gboolean
log_last (QhStore *store, GError **error)
{
  return torture_put_activity (store, "tres", 30, NULL, error);
}

static const Step steps[]
  = { log_first, log_second, edit_first, undo_last, import_twenty, back_up, log_last };

#define N_STEPS G_N_ELEMENTS (steps)

/* What the workspace says after so many steps. */
static char *expected[N_STEPS + 1];

static void
learn_steps (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = NULL;

  torture_copy (template, path);
  store = qh_store_open (path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
  expected[0] = torture_describe (store);
  for (guint i = 0; i < N_STEPS; i++)
    {
      steps[i](store, &error);
      g_assert_no_error (error);
      expected[i + 1] = torture_describe (store);
    }
  torture_assert_sound (store);
  qh_store_close (store);
  torture_remove (path);
}

/* One call fails */

typedef struct
{
  FaultyCall call;
  guint nth;
  FaultyError error;
  gboolean from_then_on;
} Fault;

/* The workspace after a fault: opens, is sound, and stands after @done steps or
 * one more, which was carried out although it was not acknowledged. */
static void
check_after (const char *path, guint done)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open (path, FIXTURE_PASSPHRASE, &error);
  g_autofree char *now = NULL;

  g_assert_no_error (error);
  torture_assert_sound (store);
  now = torture_describe (store);
  if (!g_str_equal (now, expected[done])
      && (done == N_STEPS || !g_str_equal (now, expected[done + 1])))
    g_error ("After %u steps the workspace says:\n%s\nand not:\n%s", done, now, expected[done]);
}

/* Goes through the steps up to one that fails, which is then tried again: it
 * must work, and must not be done twice. Returns how many were acknowledged. */
static guint
work (QhStore *store, gboolean again)
{
  guint done = 0;

  while (done < N_STEPS)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *now = NULL;

      if (steps[done](store, &error))
        {
          g_assert_no_error (error);
          done++;
          continue;
        }
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, !=, "");
      if (!again)
        return done;
      now = torture_describe (store);
      if (steps[done] != back_up && g_str_equal (now, expected[done]))
        continue;
      g_assert_cmpstr (now, ==, expected[done + 1]);
      done++;
    }
  return done;
}

/* Returns whether the call was there to be failed. */
static gboolean
run_fault (const char *path, const Fault *fault)
{
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gboolean hit;
  guint done = 0;

  torture_copy (template, path);
  faulty_vfs_fail (fault->call, fault->nth, fault->error, fault->from_then_on);
  store = qh_store_open (path, FIXTURE_PASSPHRASE, &error);
  g_assert_true ((store == NULL) == (error != NULL));
  if (store != NULL)
    {
      done = work (store, !fault->from_then_on);
      qh_store_close (store);
    }
  hit = faulty_vfs_disarm ();
  check_after (path, done);
  torture_remove (path);
  return hit;
}

static void
test_faults (void)
{
  static const guint strides[FAULTY_N_CALLS] = { 67, 13, 2, 9 };
  char *folder = torture_new_folder ();
  g_autofree char *path = g_build_filename (folder, "w.quehacer", NULL);
  guint runs[FAULTY_N_CALLS] = { 0 };

  for (guint call = 0; call < FAULTY_N_CALLS; call++)
    for (guint way = 0; way < 4; way++)
      {
        Fault fault = { call, 1, way & 1 ? FAULTY_ENOSPC : FAULTY_EIO, (way & 2) != 0 };

        while (run_fault (path, &fault))
          {
            runs[call]++;
            fault.nth += torture_get_size (strides[call], 1);
          }
      }
  torture_report ("faults: %u writes, %u syncs, %u truncations, %u openings failed, once and from "
                  "then on, with EIO and ENOSPC: nothing acknowledged lost, nothing done twice",
                  runs[FAULTY_WRITE],
                  runs[FAULTY_SYNC],
                  runs[FAULTY_TRUNCATE],
                  runs[FAULTY_OPEN]);
  torture_remove_folder (folder);
}

/* The power goes */

/* A drive that is no longer there: whatever is asked, there is an answer. */
static void
ask_in_vain (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (store, NULL, NULL, NULL, &error);
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_OPEN_CASE, 0, 0, NULL);
  g_autoptr (QhLogChange) undo = NULL;

  g_assert_null (report);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (qh_store_apply (store, event, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (back_up (store, &error));
  g_assert_nonnull (error);
  qh_store_count (store, QH_KIND_ACTIVITY);
  undo = qh_store_find_undo (store, NULL);
}

static gboolean
run_cut (const char *path, guint after, GRand *rand, guint *kept, guint *dropped)
{
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gboolean cut;
  guint done = 0;

  torture_copy (template, path);
  faulty_vfs_record (after);
  store = qh_store_open (path, FIXTURE_PASSPHRASE, &error);
  if (store != NULL)
    {
      done = work (store, FALSE);
      if (faulty_vfs_is_cut ())
        ask_in_vain (store);
      qh_store_close (store);
    }
  cut = faulty_vfs_is_cut ();
  faulty_vfs_restore (rand, kept, dropped);
  if (cut)
    check_after (path, done);
  torture_remove (path);
  return cut;
}

static void
test_power_cut (void)
{
  char *folder = torture_new_folder ();
  g_autofree char *path = g_build_filename (folder, "w.quehacer", NULL);
  g_autoptr (GRand) rand = torture_new_rand ();
  guint rounds = torture_get_size (1, 4), stride = torture_get_size (29, 1);
  guint runs = 0, kept = 0, dropped = 0;

  for (guint round = 0; round < rounds; round++)
    for (guint after = 1; run_cut (path, after, rand, &kept, &dropped); after += stride)
      runs++;
  torture_report ("power cuts: %u, at which %u sectors that were not synced stayed and %u did not: "
                  "nothing acknowledged lost",
                  runs,
                  kept,
                  dropped);
  torture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  char *folder;
  g_autofree char *path = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  faulty_vfs_register ();
  folder = torture_new_folder ();
  template = g_build_filename (folder, "template.quehacer", NULL);
  path = g_build_filename (folder, "w.quehacer", NULL);
  torture_make_template (template);
  learn_steps (path);
  g_test_add_func ("/torture/faults", test_faults);
  g_test_add_func ("/torture/power-cut", test_power_cut);
  status = g_test_run ();
  for (guint i = 0; i <= N_STEPS; i++)
    g_free (expected[i]);
  g_free (template);
  torture_remove_folder (folder);
  return status;
}
