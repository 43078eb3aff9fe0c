/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workspaces of every earlier schema version open and are whole. */
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "store/qh-case-index.h"
#include "store/qh-database.h"
#include "store/qh-log-read.h"
#include "store/qh-objections.h"
#include "store/qh-restriction.h"
#include "store/qh-review-days.h"
#include "store/qh-undo.h"
#include "store/qh-verify.h"

#define PRACTICE "practica"
#define JOINED "lluvia tres caballos martillo"
/* The recovery words of each version that has them. */
static const char *const recovery_words[] = {
  [2] = "alcoba pista milpa nuevo orden mazorca orilla gaviota antena "
        "oveja mazorca otono redondo enfoque pelota ensalada digno",
  [3] = "matiz cometa bolsa teatro espejo verde erizo encino dibujo "
        "ejemplo sierra nieve roble hogar guitarra sumar semilla",
  [4] = "alivio rueda romero alivio vuelo alambre estrella gacela "
        "sauce cacao tarde vuelo talento deporte maceta oveja hielo",
  [5] = "guitarra noble rueda dulce morado caracol pelota cometa "
        "belleza elefante jalea sumar dinero cuadro ostra alegre pista",
};
G_STATIC_ASSERT (G_N_ELEMENTS (recovery_words) == QH_SCHEMA_VERSION + 1);

typedef struct
{
  char *folder;
  char *path;
} Unpacked;

static char *
unpack (guint version, const char *folder)
{
  g_autofree char *name = g_strdup_printf ("v%u.quehacer.gz", version);
  g_autofree char *packed = g_test_build_filename (G_TEST_DIST, "workspaces", name, NULL);
  char *path = g_build_filename (folder, "w.quehacer", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (packed);
  g_autoptr (GFile) to = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) bytes = g_file_read (from, NULL, &error);
  g_autoptr (GZlibDecompressor) decompressor
    = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GFileOutputStream) output = NULL;

  g_assert_no_error (error);
  input = g_converter_input_stream_new (G_INPUT_STREAM (bytes), G_CONVERTER (decompressor));
  output = g_file_create (to, G_FILE_CREATE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_splice (
    G_OUTPUT_STREAM (output), input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static gint64
count (const char *path, const char *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhDatabase) database = qh_database_open (path, SQLITE_OPEN_READWRITE, &error);
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", table);

  g_assert_no_error (error);
  return qh_database_get_int (database, sql, -1);
}

/* The one passphrase of the first version becomes a user's, and stays the same. */
static void
assert_converted (const char *path, QhStore *store)
{
  g_autoptr (QhStoreInfo) info = qh_store_peek (path, NULL);
  g_autofree char *name = qh_store_dup_user_name (store);

  g_assert_cmpuint (g_strv_length (info->users), ==, 1);
  g_assert_cmpstr (info->users[0], ==, name);
  g_assert_cmpuint (qh_store_get_roles (store), ==, QH_ROLE_PRACTITIONER | QH_ROLE_ADMINISTRATOR);
  g_assert_true (qh_store_may_see_identities (store));
  g_assert_cmpint (count (path, "locks"), ==, 0);
  g_assert_cmpint (count (path, "wraps"), ==, 0);
  g_assert_cmpint (count (path, "users"), ==, 1);
  g_assert_cmpint (count (path, "key_wraps"), ==, 2);
}

/* What later versions ship is there too, brought by one change. */
static void
assert_new_entries (QhStore *store)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *entry = qh_catalogues_find_code (catalogues, "closing_reason", "B01");

  g_assert_nonnull (entry);
  g_assert_cmpstr (qh_entry_get_label (entry, QH_LANGUAGE_EN), ==, "Goal met");
}

static void
open_and_look (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open (path, "practica", &error);
  g_autoptr (QhCaseIndex) index = NULL;
  g_autoptr (GArray) found = NULL;

  g_assert_no_error (error);
  g_assert_true (qh_store_is_practice (store));
  g_assert_cmpint (qh_store_count (store, QH_KIND_ACTIVITY), ==, 12);
  index = qh_case_index_build (store, NULL, &error);
  g_assert_no_error (error);
  found = qh_case_index_search (index, "PRA-", NULL, 0);
  g_assert_cmpuint (found->len, ==, 1);
  assert_converted (path, store);
  assert_new_entries (store);
}

static void
unpack_version (Unpacked *self, guint version)
{
  self->folder = g_dir_make_tmp ("quehacer-XXXXXX", NULL);
  self->path = unpack (version, self->folder);
}

static void
remove_unpacked (Unpacked *self)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (self->path, endings[i], NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

static void
test_first (void)
{
  Unpacked unpacked;

  unpack_version (&unpacked, 1);
  open_and_look (unpacked.path);
  open_and_look (unpacked.path);
  remove_unpacked (&unpacked);
}

static QhStore *
open_as (const Unpacked *unpacked, const char *user, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  QhStore *store = qh_store_open_as (unpacked->path, user, passphrase, &error);

  g_assert_no_error (error);
  return store;
}

static void
assert_whole (QhStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (store, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (report->n_changes, >=, 11);
}

/* What cannot be opened is not called whole, nor damaged: it is counted. */
static void
assert_seals (QhStore *store, gboolean any_opened, gboolean any_closed)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (QhVerifyReport) report = qh_store_verify (store, NULL, NULL, cancellable, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_true ((report->n_seals > 0) == any_opened);
  g_assert_true ((report->n_closed > 0) == any_closed);
  g_cancellable_cancel (cancellable);
  g_assert_null (qh_store_verify (store, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The one activity with a value of the own field, as the undo left it. */
static gint64
find_edited (QhStore *store)
{
  g_autoptr (GPtrArray) activities = qh_store_list_all (store, QH_KIND_ACTIVITY, NULL);
  gint64 found = 0;

  g_assert_cmpuint (activities->len, ==, 12);
  for (guint i = 0; i < activities->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (activities, i);

      if (!qh_record_is_set (record, "kilometros"))
        continue;
      g_assert_cmpint (found, ==, 0);
      g_assert_cmpint (qh_record_get_integer (record, "kilometros"), ==, 12);
      found = record->id;
    }
  g_assert_cmpint (found, !=, 0);
  return found;
}

static guint
count_closed_cases (QhStore *store)
{
  g_autoptr (GPtrArray) cases = qh_store_list_all (store, QH_KIND_CASE, NULL);
  guint n_closed = 0;

  g_assert_cmpuint (cases->len, >, 0);
  for (guint i = 0; i < cases->len; i++)
    n_closed += ((QhRecord *)g_ptr_array_index (cases, i))->closed;
  return n_closed;
}

static void
test_log (gconstpointer version)
{
  Unpacked unpacked;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhLogChange) undo = NULL;
  g_autoptr (QhLogChange) redo = NULL;
  g_autoptr (QhRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  unpack_version (&unpacked, GPOINTER_TO_UINT (version));
  store = open_as (&unpacked, PRACTICE, PRACTICE);
  assert_whole (store);
  assert_new_entries (store);
  /* The undo that it holds can be redone, exactly, and undone again. */
  redo = qh_store_find_redo (store, &error);
  g_assert_no_error (error);
  record = qh_store_get (store, QH_KIND_ACTIVITY, find_edited (store), NULL);
  g_assert_true (qh_store_take_back (store, redo->sequence, NULL, NULL, NULL, NULL, &error));
  g_clear_pointer (&record, qh_record_free);
  undo = qh_store_find_undo (store, &error);
  g_assert_no_error (error);
  g_assert_true (qh_store_take_back (store, undo->sequence, NULL, NULL, NULL, NULL, &error));
  record = qh_store_get (store, QH_KIND_ACTIVITY, find_edited (store), NULL);
  g_assert_cmpstr (qh_record_get_text (record, "note"), ==, "Visita de práctica, con nota.");
  assert_whole (store);
  qh_store_close (store);
  remove_unpacked (&unpacked);
}

static void
test_users (gconstpointer version)
{
  static const struct
  {
    const char *name;
    const char *passphrase;
    guint roles;
    gboolean identities;
    gboolean restricted; /* whether the restricted case is open to them */
  } users[] = {
    { PRACTICE, PRACTICE, QH_ROLE_PRACTITIONER | QH_ROLE_ADMINISTRATOR, TRUE, TRUE },
    { "Beto", JOINED, QH_ROLE_PRACTITIONER, TRUE, FALSE },
    { "Sofía", JOINED, QH_ROLE_SUPERVISOR, TRUE, FALSE },
    { "Rita", JOINED, QH_ROLE_RESEARCHER, FALSE, FALSE },
    { "Adela", JOINED, QH_ROLE_ADMINISTRATOR, FALSE, FALSE },
  };
  Unpacked unpacked;

  unpack_version (&unpacked, GPOINTER_TO_UINT (version));
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autoptr (QhStore) store = open_as (&unpacked, users[i].name, users[i].passphrase);

      g_assert_cmpuint (qh_store_get_roles (store), ==, users[i].roles);
      g_assert_true (qh_store_may_see_identities (store) == users[i].identities);
      g_assert_true ((count_closed_cases (store) == 0) == users[i].restricted);
      assert_seals (store, users[i].identities, !users[i].restricted);
      qh_store_close (store);
    }
  remove_unpacked (&unpacked);
}

static void
test_recovery (gconstpointer version)
{
  Unpacked unpacked;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GError) error = NULL;

  unpack_version (&unpacked, GPOINTER_TO_UINT (version));
  store = qh_store_recover (unpacked.path, recovery_words[GPOINTER_TO_UINT (version)], PRACTICE, "nuevo faro cuatro nubes verdes", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_closed_cases (store), ==, 0);
  assert_whole (store);
  qh_store_close (store);
  remove_unpacked (&unpacked);
}

/* What the third version brought: its records, and a referral that is sealed
 * for those who read its case. */
static void
test_desk (void)
{
  static const guint kinds[] = { QH_KIND_SCHEDULE, QH_KIND_LEAVE, QH_KIND_GOAL, QH_KIND_REFERRAL };
  Unpacked unpacked;

  unpack_version (&unpacked, 3);
  for (guint user = 0; user < 2; user++)
    {
      g_autoptr (QhStore) store = user == 0 ? open_as (&unpacked, PRACTICE, PRACTICE)
                                            : open_as (&unpacked, "Beto", JOINED);
      g_autoptr (GPtrArray) referrals = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        g_assert_cmpint (qh_store_count (store, kinds[i]), >, 0);
      referrals = qh_store_list_all (store, QH_KIND_REFERRAL, NULL);
      g_assert_cmpstr (qh_record_get_text (g_ptr_array_index (referrals, 0), "reason"),
                       ==,
                       user == 0 ? "Canalización de práctica, con motivo." : "");
      qh_store_close (store);
    }
  remove_unpacked (&unpacked);
}

/* What the fourth version brought: who objects, and what a unit defines for itself. */
static void
test_research (void)
{
  Unpacked unpacked;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GArray) objections = NULL;
  g_autoptr (GPtrArray) definitions = NULL;
  g_autoptr (GError) error = NULL;

  unpack_version (&unpacked, 4);
  store = open_as (&unpacked, "Rita", JOINED);
  objections = qh_objections_list (store, QH_KIND_PERSON, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (objections->len, ==, 1);
  definitions = qh_store_list_all (store, QH_KIND_DEFINITION, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (definitions->len, ==, 1);
  g_assert_cmpstr (qh_record_get_text (definitions->pdata[0], "use"), ==, "recipe");
  qh_store_close (store);
  remove_unpacked (&unpacked);
}

/* What the fifth version brought: a day that a supervisor signed. */
static void
test_signed (void)
{
  Unpacked unpacked;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (GPtrArray) days = NULL;
  g_autoptr (GError) error = NULL;
  guint n_signed = 0;

  unpack_version (&unpacked, 5);
  store = open_as (&unpacked, "Beto", JOINED);
  days = qh_review_days_list (
    store, 0, qh_day_from_iso ("2020-01-01"), qh_day_from_iso ("2030-01-01"), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < days->len; i++)
    {
      const QhReviewDay *day = g_ptr_array_index (days, i);

      if (day->state != QH_REVIEW_STATE_APPROVED)
        continue;
      n_signed++;
      g_assert_cmpstr (day->comment, ==, "Revisado, de práctica.");
    }
  g_assert_cmpuint (n_signed, ==, 1);
  qh_store_close (store);
  remove_unpacked (&unpacked);
}

static void
add (const char *name, guint version, GTestDataFunc function)
{
  g_autofree char *path = g_strdup_printf ("/versions/%u/%s", version, name);

  g_test_add_data_func (path, GUINT_TO_POINTER (version), function);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/versions/1", test_first);
  for (guint version = 2; version <= QH_SCHEMA_VERSION; version++)
    {
      add ("log", version, test_log);
      add ("users", version, test_users);
      add ("recovery", version, test_recovery);
    }
  g_test_add_func ("/versions/3/desk", test_desk);
  g_test_add_func ("/versions/4/research", test_research);
  g_test_add_func ("/versions/5/signed", test_signed);
  return g_test_run ();
}
