/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copy of all that is held on a person: nothing of theirs is missing, nobody
 * else is named, and the pages are read back by a program that is not ours. */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "fixture.h"
#include "report/qh-pages.h"
#include "report/qh-subject-copy.h"
#include "store/qh-drafts.h"
#include "store/qh-log-read.h"
#include "store/qh-restriction.h"
#include "store/qh-users.h"

#define BETO "viento cuatro mesas azules"
#define N_VISITS 40

/* Lucía in a case with Mateo, alone in another, and in one that others can read. */
typedef struct
{
  gint64 person, other, shared_case, own_case;
} World;

static void
set_people (QhStore *store, QhRecord *in_case, gint64 first, gint64 second)
{
  QhRows *rows = qh_rows_new (0, 2);
  gint64 cells[] = { first, fixture_code (store, "case_role", "TI") };

  qh_rows_append (rows, cells);
  cells[0] = second;
  if (second != 0)
    qh_rows_append (rows, cells);
  qh_record_take_rows (in_case, "people", rows);
}

static gint64
put_activity (QhStore *store, gint64 in_case, gint64 person, const char *note)
{
  QhRecord *activity = fixture_new_activity (store);
  QhRows *people = qh_rows_new (0, 1);

  if (person != 0)
    qh_rows_append (people, &person);
  if (in_case != 0)
    qh_record_set_integer (activity, "case", in_case);
  qh_record_take_rows (activity, "people", people);
  qh_record_set_text (activity, "note", note);
  return fixture_put (store, activity);
}

static void
put_own_field (QhStore *store)
{
  QhRecord *field = qh_store_new_record (store, QH_KIND_OWN_FIELD);

  qh_record_set_text (field, "kind", "person");
  qh_record_set_text (field, "name", "apodo");
  qh_record_set_text (field, "type", "text");
  qh_record_set_text (field, "label_es", "Apodo");
  qh_record_set_text (field, "sensitivity", "identifier");
  fixture_put (store, field);
}

static void
build (Fixture *fixture, World *world)
{
  QhStore *store = fixture->store;
  QhRecord *person;
  QhRecord *own;
  QhRecord *shared = fixture_new_case (store);
  QhRecord *item = qh_store_new_record (store, QH_KIND_ACTION_ITEM);

  put_own_field (store);
  person = fixture_new_person (store, "Lucía", "M", 1990);
  qh_record_set_text (person, "apodo", "La Golondrina");
  qh_record_set_missing (person, "schooling", QH_MISSING_REFUSED);
  world->person = fixture_put (store, person);
  world->other = fixture_put (store, fixture_new_person (store, "Mateo", "H", 1985));
  set_people (store, shared, world->person, world->other);
  world->shared_case = fixture_put (store, shared);
  own = fixture_new_case (store);
  set_people (store, own, world->person, 0);
  qh_record_set_text (own, "summary", "resumen del caso");
  world->own_case = fixture_put (store, own);
  put_activity (store, world->shared_case, world->other, "solo de Mateo");
  put_activity (store, world->shared_case, 0, "de la familia");
  put_activity (store, 0, world->person, "sin expediente");
  for (guint i = 0; i < N_VISITS; i++)
    put_activity (store, world->own_case, world->person, "nota de la visita");
  qh_record_set_text (item, "task", "llamar a la trabajadora de la escuela");
  qh_record_set_integer (item, "worker", fixture->worker);
  qh_record_set_integer (item, "case", world->own_case);
  fixture_put (store, item);
  person = qh_store_get (store, QH_KIND_PERSON, world->person, NULL);
  qh_record_set_text (person, "phone", "55 0000 1234");
  fixture_put (store, person);
}

static QhSubjectCopy *
make_copy (QhStore *store, guint kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  QhSubjectCopy *copy = qh_subject_copy_new (store, kind, id, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return copy;
}

static void
assert_says (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not said in:\n%s", words, text);
}

static guint
count (const char *text, const char *words)
{
  guint n = 0;

  for (const char *found = text; (found = strstr (found, words)) != NULL; found++)
    n++;
  return n;
}

static void
test_person (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhSubjectCopy) copy = NULL;
  g_autofree char *text = NULL;
  World world;

  build (fixture, &world);
  copy = make_copy (fixture->store, QH_KIND_PERSON, world.person);
  text = qh_document_to_text (copy->document);
  g_assert_cmpuint (copy->n_records[QH_KIND_PERSON], ==, 1);
  g_assert_cmpuint (copy->n_records[QH_KIND_CASE], ==, 2);
  g_assert_cmpuint (copy->n_records[QH_KIND_ACTIVITY], ==, N_VISITS + 2);
  g_assert_cmpuint (copy->n_records[QH_KIND_ACTION_ITEM], ==, 1);
  g_assert_cmpuint (copy->n_of_others, ==, 1);
  g_assert_cmpuint (count (text, "nota de la visita"), ==, N_VISITS);
  assert_says (text, "Apodo: La Golondrina");
  assert_says (text, "Schooling: Refused");
  assert_says (text, "Gender: —");
  assert_says (text, "Role in the case: ");
  assert_says (text, "Summary: resumen del caso");
  assert_says (text, "llamar a la trabajadora de la escuela");
  assert_says (text, "sin expediente");
  assert_says (text, "de la familia");
  /* The history, in words. */
  assert_says (text, "Telephone: — → 55 0000 1234");
  /* Nobody else is named. */
  g_assert_null (strstr (text, "Mateo"));
  assert_says (text, "1 other person");
  assert_says (text, "tells only of other people");
  assert_says (text, "Notes can name other people");
}

static void
test_case (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhSubjectCopy) copy = NULL;
  g_autofree char *text = NULL;
  World world;

  build (fixture, &world);
  copy = make_copy (fixture->store, QH_KIND_CASE, world.shared_case);
  text = qh_document_to_text (copy->document);
  g_assert_cmpuint (copy->n_records[QH_KIND_PERSON], ==, 2);
  g_assert_cmpuint (copy->n_records[QH_KIND_CASE], ==, 1);
  g_assert_cmpuint (copy->n_records[QH_KIND_ACTIVITY], ==, 2);
  assert_says (text, "the data of 2 people");
  assert_says (text, "solo de Mateo");
  g_assert_null (strstr (text, "nota de la visita"));
}

static void
delete_record (QhStore *store, guint kind, gint64 id)
{
  g_autoptr (QhChange) change = qh_change_new ();
  g_autoptr (GError) error = NULL;

  qh_change_delete (change, qh_store_get (store, kind, id, NULL));
  qh_store_apply (store, change, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What was deleted by hand is still held: the log can put it back. */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhSubjectCopy) copy = NULL;
  g_autofree char *text = NULL;
  World world;
  gint64 deleted, of_other;

  build (fixture, &world);
  deleted = put_activity (fixture->store, 0, world.person, "nota que se borró");
  of_other = put_activity (fixture->store, 0, world.other, "nota de Mateo que se borró");
  delete_record (fixture->store, QH_KIND_ACTIVITY, deleted);
  delete_record (fixture->store, QH_KIND_ACTIVITY, of_other);
  copy = make_copy (fixture->store, QH_KIND_PERSON, world.person);
  text = qh_document_to_text (copy->document);
  assert_says (text, "Deleted, but still in the log");
  g_assert_cmpuint (count (text, "Note: nota que se borró"), ==, 1);
  g_assert_null (strstr (text, "nota de Mateo"));
}

/* What is being typed is another's, and is said to be left out. */
static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_record_free);
  g_autoptr (QhDraft) draft = NULL;
  g_autoptr (QhSubjectCopy) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  World world;

  build (fixture, &world);
  g_ptr_array_add (records, fixture_new_activity (fixture->store));
  draft = qh_draft_new ("quick-add", world.own_case, g_steal_pointer (&records));
  g_assert_true (qh_drafts_save (fixture->store, draft, &error));
  g_assert_no_error (error);
  copy = make_copy (fixture->store, QH_KIND_PERSON, world.person);
  text = qh_document_to_text (copy->document);
  assert_says (text, "1 draft that somebody is typing");
}

static gint64
add_beto (QhStore *store)
{
  g_autoptr (QhRecord) user = qh_store_new_record (store, QH_KIND_USER);
  g_autoptr (GError) error = NULL;
  gint64 id;

  qh_record_set_text (user, "name", "Beto");
  qh_user_set_roles (user, QH_ROLE_PRACTITIONER);
  id = qh_users_add (store, user, BETO, &error);
  g_assert_no_error (error);
  return id;
}

static void
test_restricted (Fixture *fixture, gconstpointer data)
{
  QhStore *store = fixture->store;
  gint64 beto = add_beto (store);
  g_autoptr (QhSubjectCopy) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  World world;

  build (fixture, &world);
  g_assert_true (qh_store_restrict_case (store, world.own_case, &beto, 1, &error));
  g_assert_no_error (error);
  copy = make_copy (store, QH_KIND_PERSON, world.person);
  text = qh_document_to_text (copy->document);
  g_assert_cmpuint (copy->n_restricted, ==, 1);
  g_assert_cmpuint (copy->n_records[QH_KIND_CASE], ==, 1);
  g_assert_null (strstr (text, "resumen del caso"));
  g_assert_null (strstr (text, "nota de la visita"));
  assert_says (text, "1 case is restricted to other users");
  g_assert_null (
    qh_subject_copy_new (store, QH_KIND_CASE, world.own_case, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PASSPHRASE);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  World world;

  build (fixture, &world);
  g_assert_null (
    qh_subject_copy_new (fixture->store, QH_KIND_PERSON, 77, NULL, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_cancellable_cancel (cancelled);
  g_assert_null (qh_subject_copy_new (
    fixture->store, QH_KIND_PERSON, world.person, NULL, NULL, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Files */

static char *
make_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static char *
run_tool (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_spawn_sync (
    NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, &error);
  if (g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT))
    return NULL;
  g_assert_no_error (error);
  return output;
}

static void
test_pdf (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture, "copia.pdf");
  g_autoptr (QhSubjectCopy) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *info = NULL;
  g_autofree char *last = NULL;
  g_autofree char *pages = NULL;
  guint n_pages;
  GStatBuf status;
  World world;

  build (fixture, &world);
  copy = make_copy (fixture->store, QH_KIND_PERSON, world.person);
  g_assert_true (qh_document_save (copy->document, path, &n_pages, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  text = run_tool ((const char *[]){ "pdftotext", "-layout", path, "-", NULL });
  info = run_tool ((const char *[]){ "pdfinfo", path, NULL });
  if (text == NULL || info == NULL)
    {
      g_test_skip ("no poppler-utils here");
      return;
    }
  g_assert_cmpuint (n_pages, >, 3);
  g_assert_cmpuint (count (text, "nota de la visita"), ==, N_VISITS);
  last = g_strdup_printf ("Page %u of %u", n_pages, n_pages);
  assert_says (text, last);
  assert_says (text, "Activities (continued)");
  pages = g_strdup_printf ("%u", n_pages);
  assert_says (strstr (info, "Pages:"), pages);
  assert_says (info, "All data held: Lucía Ejemplo");
  assert_says (info, "Author:");
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture, "copia.json");
  g_autoptr (QhSubjectCopy) copy = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root;
  JsonArray *sections;
  guint n_activities = 0;
  World world;

  build (fixture, &world);
  copy = make_copy (fixture->store, QH_KIND_PERSON, world.person);
  g_assert_true (qh_document_save (copy->document, path, NULL, NULL, &error));
  g_assert_true (json_parser_load_from_file (parser, path, &error));
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  sections = json_object_get_array_member (root, "sections");
  for (guint i = 0; i < json_array_get_length (sections); i++)
    {
      JsonObject *section = json_array_get_object_element (sections, i);

      n_activities += g_str_equal (json_object_get_string_member (section, "about"), "activity");
    }
  g_assert_cmpuint (n_activities, ==, N_VISITS + 2);

  g_clear_pointer (&path, g_free);
  path = make_path (fixture, "copia.docx");
  g_assert_false (qh_document_save (copy->document, path, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_CODE);
  g_clear_error (&error);
  g_clear_pointer (&path, g_free);
  path = make_path (fixture, "no/copia.txt");
  g_assert_false (qh_document_save (copy->document, path, NULL, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_PLACE);
}

static void
test_logged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhSubjectCopy) copy = NULL;
  g_autoptr (QhSubjectCopy) next = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = make_path (fixture, "copia.txt");
  g_autofree char *text = NULL;
  const QhLogChange *event;
  World world;

  build (fixture, &world);
  copy = make_copy (fixture->store, QH_KIND_PERSON, world.person);
  g_assert_true (qh_subject_copy_save (copy, fixture->store, path, NULL, NULL, &error));
  g_assert_no_error (error);
  events = qh_log_list_about (fixture->store, QH_KIND_PERSON, world.person, NULL);
  g_assert_cmpuint (events->len, ==, 1);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpint (event->action, ==, QH_ACTION_SUBJECT_ACCESS);
  g_assert_true (g_str_has_prefix (event->detail, "txt, "));
  next = make_copy (fixture->store, QH_KIND_PERSON, world.person);
  text = qh_document_to_text (next->document);
  assert_says (text, "Copy of a person's data made");

  /* What cannot be logged does not stay. */
  qh_store_close (fixture->store);
  g_unlink (path);
  g_assert_false (qh_subject_copy_save (copy, fixture->store, path, NULL, NULL, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A note that is longer than pages is parted, and none of it is lost. */
static void
test_long_note (void)
{
  g_autoptr (QhDocument) document = qh_document_new ("Título", "Ana");
  QhSection *section = qh_document_add_fields (document, "activity", 1, 1, "Actividad");
  g_autoptr (GString) note = g_string_new (NULL);
  g_autoptr (QhPages) pages = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  guint n_pages;

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (note, "palabra%u ", i);
  qh_section_add_field (section, "note", "Nota", note->str, NULL);
  qh_section_add_field (section, "empty", "", "", NULL);
  pages = qh_pages_new (document, 400, 600);
  while (!qh_pages_lay_out (pages, 1))
    ;
  g_assert_cmpuint (qh_pages_get_n (pages), >, 8);
  g_assert_cmpuint (qh_pages_find_section (pages, 0), ==, 0);
  pdf = qh_pages_to_pdf (document, &n_pages, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_pages, >, 5);
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/subject-access/person", test_person);
  ADD ("/subject-access/case", test_case);
  ADD ("/subject-access/deleted", test_deleted);
  ADD ("/subject-access/draft", test_draft);
  ADD ("/subject-access/restricted", test_restricted);
  ADD ("/subject-access/refused", test_refused);
  ADD ("/subject-access/pdf", test_pdf);
  ADD ("/subject-access/json", test_json);
  ADD ("/subject-access/logged", test_logged);
  g_test_add_func ("/subject-access/long-note", test_long_note);
  return g_test_run ();
}
