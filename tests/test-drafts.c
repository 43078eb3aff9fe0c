/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is being typed outlives the program, sealed for who typed it. */
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "domain/qh-roles.h"
#include "fixture.h"
#include "store/qh-drafts.h"
#include "store/qh-erase.h"
#include "store/qh-users.h"
#include "store/qh-verify.h"

#define NOTE "canario de una nota que nadie guardó"
#define BETO "ventana azul siete montañas"

static QhDraft *
new_draft (QhStore *store, gint64 about)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
  QhRecord *activity = fixture_new_activity (store);
  QhRows *problems = qh_rows_new (0, 1);
  gint64 code = fixture_code (store, "problem", "P01");

  qh_rows_append (problems, &code);
  qh_record_set_text (activity, "note", NOTE);
  qh_record_set_integer (activity, "minutes", 45);
  qh_record_set_missing (activity, "outcome", QH_MISSING_NOT_ASKED);
  qh_record_take_rows (activity, "problems", problems);
  g_ptr_array_add (records, activity);
  return qh_draft_new ("activity", about, records);
}

static void
save (QhStore *store, QhDraft *draft)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (qh_drafts_save (store, draft, &error));
  g_assert_no_error (error);
}

static GPtrArray *
list (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = qh_drafts_list (store, &error);

  g_assert_no_error (error);
  return drafts;
}

static guint
count (QhStore *store)
{
  g_autoptr (GPtrArray) drafts = list (store);

  return drafts->len;
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  qh_store_close (fixture->store);
  g_object_unref (fixture->store);
  fixture->store = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  g_assert_no_error (error);
}

static void
exec (Fixture *fixture, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static gboolean
file_holds (const char *path, const char *text)
{
  g_autofree char *contents = NULL;
  gsize length;

  return g_file_get_contents (path, &contents, &length, NULL)
         && memmem (contents, length, text, strlen (text)) != NULL;
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhDraft) draft = new_draft (fixture->store, 0);
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GPtrArray) drafts = NULL;
  const QhDraft *kept;
  const QhRecord *record;
  gint64 id;

  save (fixture->store, draft);
  id = draft->id;
  qh_record_set_integer (g_ptr_array_index (draft->records, 0), "minutes", 50);
  save (fixture->store, draft);
  g_assert_cmpint (draft->id, ==, id);
  g_assert_false (file_holds (fixture->path, NOTE));
  g_assert_false (file_holds (log, NOTE));

  reopen (fixture);
  drafts = list (fixture->store);
  g_assert_cmpuint (drafts->len, ==, 1);
  kept = g_ptr_array_index (drafts, 0);
  g_assert_cmpstr (kept->form, ==, "activity");
  g_assert_cmpint (kept->id, ==, id);
  g_assert_cmpuint (kept->records->len, ==, 1);
  record = g_ptr_array_index (kept->records, 0);
  g_assert_cmpint (record->kind->number, ==, QH_KIND_ACTIVITY);
  for (guint i = 0; i < record->n_values; i++)
    g_assert_true (qh_value_equal (
      &record->values[i], &((QhRecord *)g_ptr_array_index (draft->records, 0))->values[i]));

  g_assert_true (qh_drafts_discard (fixture->store, id, NULL));
  g_assert_true (qh_drafts_discard (fixture->store, id, NULL));
  g_assert_cmpuint (count (fixture->store), ==, 0);
}

static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhDraft) draft = new_draft (fixture->store, 0);
  g_autoptr (QhChange) wrong = qh_change_new ();
  g_autoptr (QhChange) right = qh_change_new ();
  g_autoptr (GError) error = NULL;
  QhRecord *record = qh_record_copy (g_ptr_array_index (draft->records, 0));

  save (fixture->store, draft);
  qh_change_put (wrong, qh_record_copy (record));
  qh_record_clear (((QhChangeItem *)g_ptr_array_index (wrong->items, 0))->record, "type");
  wrong->draft = draft->id;
  g_assert_false (qh_store_apply (fixture->store, wrong, NULL, NULL, NULL, &error));
  reopen (fixture);
  g_assert_cmpuint (count (fixture->store), ==, 1);

  g_clear_error (&error);
  qh_change_put (right, record);
  right->draft = draft->id;
  qh_store_apply (fixture->store, right, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  reopen (fixture);
  g_assert_cmpuint (count (fixture->store), ==, 0);
}

/* A draft is no change: the log does not grow and nothing can be undone of it. */
static void
test_not_in_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhDraft) draft = new_draft (fixture->store, 0);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;
  sqlite3_stmt *statement;
  gint64 before;

  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "SELECT count(*) FROM changes", -1, &statement, NULL);
  sqlite3_step (statement);
  before = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  save (fixture->store, draft);
  sqlite3_step (statement);
  g_assert_cmpint (sqlite3_column_int64 (statement, 0), ==, before);
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

/* Another program, that has typed something and not saved it: see main(). */
static GSubprocess *
start_other (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *other = g_subprocess_new (
    G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "type", fixture->path, NULL);
  char byte = 0;

  g_assert_no_error (error);
  g_input_stream_read (g_subprocess_get_stdout_pipe (other), &byte, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (byte, ==, 'y');
  return other;
}

static int
type_and_wait (const char *path)
{
  g_autoptr (QhStore) store = qh_store_open (path, FIXTURE_PASSPHRASE, NULL);
  g_autoptr (QhDraft) draft = store != NULL ? new_draft (store, 0) : NULL;
  char byte = store != NULL && qh_drafts_save (store, draft, NULL) ? 'y' : 'n';

  if (write (STDOUT_FILENO, &byte, 1) == 1)
    pause ();
  return 0;
}

static void
kill_other (GSubprocess *other)
{
  g_subprocess_force_exit (other);
  g_assert_true (g_subprocess_wait (other, NULL, NULL));
}

/* Another program that runs keeps its drafts to itself; once it is dead they are offered. */
static void
test_of_running (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) other = start_other (fixture);

  g_assert_cmpuint (count (fixture->store), ==, 0);
  kill_other (other);
  g_assert_cmpuint (count (fixture->store), ==, 1);
}

/* Of two that die at once each one's is offered, and each only once. */
static void
test_of_two (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) first = start_other (fixture);
  g_autoptr (GSubprocess) second = start_other (fixture);
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count (fixture->store), ==, 0);
  kill_other (first);
  g_assert_cmpuint (count (fixture->store), ==, 1);
  kill_other (second);
  drafts = list (fixture->store);
  g_assert_cmpuint (drafts->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      QhDraft *draft = g_ptr_array_index (drafts, i);

      g_assert_nonnull (draft->records);
      g_assert_true (qh_drafts_discard (fixture->store, draft->id, &error));
      g_assert_cmpuint (count (fixture->store), ==, 1 - i);
    }
}

static void
test_of_others (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhRecord) user = qh_store_new_record (fixture->store, QH_KIND_USER);
  g_autoptr (QhDraft) draft = new_draft (fixture->store, 0);
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autofree char *take = NULL;
  gint64 beto;

  qh_record_set_text (user, "name", "Beto");
  qh_user_set_roles (user, QH_ROLE_PRACTITIONER);
  beto = qh_users_add (fixture->store, user, BETO, &error);
  g_assert_no_error (error);
  save (fixture->store, draft);
  store = qh_store_open_as (fixture->path, "Beto", BETO, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (store), ==, 0);

  /* Nor does another's key open it when the row says that it is theirs. */
  take = g_strdup_printf ("UPDATE drafts SET user = %" G_GINT64_FORMAT, beto);
  exec (fixture, take);
  drafts = list (store);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_null (((QhDraft *)g_ptr_array_index (drafts, 0))->records);
  qh_store_close (store);

  /* With a user go the drafts that nobody can open any more. */
  g_assert_true (qh_users_remove (fixture->store, beto, &error));
  g_assert_no_error (error);
  exec (fixture, "UPDATE drafts SET user = (SELECT id FROM users WHERE name <> 'Beto')");
  g_assert_cmpuint (count (fixture->store), ==, 0);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhDraft) draft = new_draft (fixture->store, 0);
  g_autoptr (GPtrArray) drafts = NULL;

  save (fixture->store, draft);
  exec (fixture, "UPDATE drafts SET sealed = zeroblob (100)");
  drafts = list (fixture->store);
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_null (((QhDraft *)g_ptr_array_index (drafts, 0))->records);
}

static void
test_erased (Fixture *fixture, gconstpointer data)
{
  gint64 about = fixture_put (fixture->store, fixture_new_case (fixture->store));
  g_autoptr (QhDraft) draft = new_draft (fixture->store, about);
  g_autoptr (QhDraft) other = new_draft (fixture->store, 0);
  g_autoptr (GError) error = NULL;
  QhErasure erasure;

  save (fixture->store, draft);
  save (fixture->store, other);
  g_assert_cmpuint (count (fixture->store), ==, 2);
  g_assert_true (
    qh_store_erase (fixture->store, QH_KIND_CASE, about, "solicitud", &erasure, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture->store), ==, 1);
}

static void
count_changed_cb (guint *n)
{
  (*n)++;
}

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* Another window is not made to read everything anew by what is typed here. */
static void
test_not_watched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) other = qh_store_open (fixture->path, FIXTURE_PASSPHRASE, &error);
  g_autoptr (QhDraft) draft = new_draft (fixture->store, 0);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint n_changed = 0;

  g_assert_no_error (error);
  g_signal_connect_swapped (other, "changed", G_CALLBACK (count_changed_cb), &n_changed);
  qh_store_watch (other);
  save (fixture->store, draft);
  g_timeout_add (5000, stop_cb, loop);
  g_main_loop_run (loop);
  g_assert_cmpuint (n_changed, ==, 0);
  fixture_put (fixture->store, fixture_new_activity (fixture->store));
  while (n_changed == 0)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "type"))
    return type_and_wait (argv[2]);
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/drafts/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("kept", test_kept);
  ADD ("saved", test_saved);
  ADD ("not-in-log", test_not_in_log);
  ADD ("of-running", test_of_running);
  ADD ("of-two", test_of_two);
  ADD ("of-others", test_of_others);
  ADD ("damaged", test_damaged);
  ADD ("erased", test_erased);
  ADD ("not-watched", test_not_watched);
  return g_test_run ();
}
