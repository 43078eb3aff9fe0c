/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-category-folder.h"
#include "exchange/qh-exchange-error.h"
#include "exchange/qh-import-profile.h"

#include <string.h>

#define HEAD "{\"id\": \"x\", \"name\": {\"es\": \"X\"}, \"kind\": \"activity\", "
#define DATE "{\"field\": \"date\", \"column\": \"fecha\"}"
#define TYPE "{\"field\": \"type\", \"constant\": \"AC030\"}"

typedef struct
{
  QhDictionary *dictionary;
  QhCatalogues *catalogues;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) entries = NULL;

  fixture->dictionary = qh_dictionary_new_builtin ();
  entries = qh_catalogues_shipped (fixture->dictionary);
  fixture->catalogues = qh_catalogues_new (entries);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  qh_catalogues_unref (fixture->catalogues);
  qh_dictionary_unref (fixture->dictionary);
}

static QhCsvReader *
read_table (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  QhCsvReader *table = qh_csv_reader_new_for_bytes (bytes, "tabla.csv", NULL, &error);

  g_assert_no_error (error);
  return table;
}

static QhImportProfile *
read_profile (const char *json)
{
  g_autoptr (GError) error = NULL;
  QhImportProfile *profile = qh_import_profile_new_from_json (json, -1, "perfil.json", &error);

  g_assert_no_error (error);
  return profile;
}

static void
test_shipped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) shipped = qh_import_profile_list_shipped ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (shipped->len, >, 0);
  for (guint i = 0; i < shipped->len; i++)
    {
      QhImportProfile *profile = g_ptr_array_index (shipped, i);

      for (guint l = 0; l < QH_N_LANGUAGES; l++)
        {
          g_assert_cmpstr (profile->names[l], !=, NULL);
          g_assert_cmpstr (profile->descriptions[l], !=, NULL);
          for (guint j = 0; j < profile->notes->len; j++)
            g_assert_cmpstr (((char **) profile->notes->pdata[j])[l], !=, "");
        }
      qh_import_profile_check (profile, fixture->dictionary, fixture->catalogues, &error);
      g_assert_no_error (error);
    }
}

static void
test_linea137 (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhImportProfile) profile = qh_import_profile_open ("linea137", &error);
  const char *const three[] = { "P04", "P02", "P01", NULL };
  const QhImportFeed *problems = NULL;
  const QhImportOwnField *violence = NULL;
  g_autofree char *key = qh_category_key ("ECONÓMICA, Fisica y  psicológica");
  g_autofree char *no_data = qh_category_key ("Sin Dato");

  g_assert_no_error (error);
  for (guint i = 0; i < profile->feeds->len; i++)
    if (g_str_equal (((QhImportFeed *) profile->feeds->pdata[i])->field, "problems"))
      problems = profile->feeds->pdata[i];
  for (guint i = 0; i < profile->own_fields->len; i++)
    if (g_str_equal (((QhImportOwnField *) profile->own_fields->pdata[i])->name, "violencia_tipo"))
      violence = profile->own_fields->pdata[i];
  g_assert_nonnull (problems);
  g_assert_true (g_strv_equal (g_hash_table_lookup (problems->source->map, key), three));
  g_assert_cmpstr (g_hash_table_lookup (problems->source->missing, no_data), ==, "NS");
  g_assert_nonnull (violence);
  g_assert_cmpint (violence->type, ==, QH_TYPE_CODE);
  g_assert_cmpint (violence->sensitivity, ==, QH_SENSITIVITY_SENSITIVE);
  g_assert_cmpstr (profile->group->source->column, ==, "caso_id");
  g_assert_cmpuint (profile->served->known, ==, 1);
}

static void
test_suggest (void)
{
  g_autoptr (QhCsvReader) own = read_table (
    "CASO_ID,llamante_descripcion,llamante_genero,llamante_vinculo_ninios_presentes,violencia_tipo,"
    "victima_edad,victima_rango_etario,victima_genero,victima_cantidad,agresor_cantidad,agresor_genero,"
    "agresor_relacion_victima,llamado_derivacion,llamado_fecha,llamado_hora,llamado_region,otra\n");
  g_autoptr (QhCsvReader) other = read_table ("fecha,tipo\n");
  g_autoptr (GPtrArray) found = qh_import_profile_suggest (own);
  g_autoptr (GPtrArray) none = qh_import_profile_suggest (other);

  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((QhImportProfile *) found->pdata[0])->id, ==, "linea137");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_malformed (void)
{
  static const struct
  {
    const char *json;
    int code;
    const char *says;
  } cases[] = {
    { "{\n\"id\": \"x\",\n\"name\" {}\n}", QH_EXCHANGE_ERROR_MALFORMED, "line 3" },
    { "{\"id\": \"x\"", QH_EXCHANGE_ERROR_MALFORMED, "line 1" },
    { "\x89PNG\r\n", QH_EXCHANGE_ERROR_MALFORMED, "UTF-8" },
    { "", QH_EXCHANGE_ERROR_PROFILE, "perfil.json" },
    { "[]", QH_EXCHANGE_ERROR_PROFILE, "perfil.json" },
    { "{\"id\": \"x\"}", QH_EXCHANGE_ERROR_PROFILE, "name" },
    { "{\"id\": 5}", QH_EXCHANGE_ERROR_PROFILE, "id" },
    { HEAD "\"fieldz\": []}", QH_EXCHANGE_ERROR_PROFILE, "fieldz" },
    { HEAD "\"fields\": {}}", QH_EXCHANGE_ERROR_PROFILE, "fields" },
    { HEAD "\"fields\": [7]}", QH_EXCHANGE_ERROR_PROFILE, "fields[0]" },
    { HEAD "\"fields\": [{\"field\": \"date\"}]}", QH_EXCHANGE_ERROR_PROFILE, "column" },
    { HEAD "\"fields\": [{\"field\": \"date\", \"column\": \"a\", \"colum\": \"a\"}]}",
      QH_EXCHANGE_ERROR_PROFILE, "colum" },
    { HEAD "\"fields\": [{\"field\": \"date\", \"column\": \"a\", \"date_order\": \"dmy\"}]}",
      QH_EXCHANGE_ERROR_PROFILE, "day-first" },
    { HEAD "\"fields\": [{\"field\": \"type\", \"column\": \"a\", \"map\": {\"a\": 5}}]}",
      QH_EXCHANGE_ERROR_PROFILE, "type" },
    { HEAD "\"fields\": [{\"field\": \"type\", \"column\": \"a\", \"otherwise\": []}]}",
      QH_EXCHANGE_ERROR_PROFILE, "type" },
    { HEAD "\"own_fields\": [{\"name\": \"a\", \"type\": \"colour\", \"sensitivity\": \"plain\", "
           "\"label\": {\"es\": \"A\"}, \"column\": \"a\"}]}", QH_EXCHANGE_ERROR_PROFILE, "colour" },
    { HEAD "\"served\": {\"count\": {\"column\": \"n\"}}}", QH_EXCHANGE_ERROR_PROFILE, "sex" },
    { HEAD "\"case\": {\"column\": \"n\"}}", QH_EXCHANGE_ERROR_PROFILE, "prefix" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = g_strescape (cases[i].json, NULL);
      QhImportProfile *profile = qh_import_profile_new_from_json (cases[i].json, -1, "perfil.json", &error);

      g_test_message ("%s", shown);
      g_assert_null (profile);
      g_assert_error (error, QH_EXCHANGE_ERROR, cases[i].code);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_nonnull (strstr (error->message, "perfil.json"));
    }
}

/* A damaged profile is refused or still fits; it never breaks the program. */
static void
test_mutated (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/quehacer/Quehacer/profiles/linea137.json", 0, NULL);
  static const char spice[] = "{}[]\",:0a \n\\";
  g_autoptr (GRand) random = g_rand_new_with_seed (137);
  gsize length;
  const char *json = g_bytes_get_data (bytes, &length);

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *copy = g_strndup (json, length);
      g_autoptr (GError) error = NULL;
      QhImportProfile *profile;

      for (guint j = g_rand_int_range (random, 1, 4); j > 0; j--)
        copy[g_rand_int_range (random, 0, length)] = spice[g_rand_int_range (random, 0, sizeof spice - 1)];
      profile = qh_import_profile_new_from_json (copy, -1, "perfil.json", &error);
      g_assert_true ((profile == NULL) == (error != NULL));
      if (profile == NULL)
        continue;
      qh_import_profile_check (profile, fixture->dictionary, fixture->catalogues, NULL);
      qh_import_profile_unref (profile);
    }
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *json;
    int code;
    const char *says;
  } cases[] = {
    { HEAD "\"fields\": [" DATE ", " TYPE "]}", -1, NULL },
    { HEAD "\"fields\": [" DATE "]}", QH_EXCHANGE_ERROR_PROFILE, "type" },
    { HEAD "\"fields\": [" DATE ", " TYPE ", {\"field\": \"colour\", \"column\": \"a\"}]}",
      QH_EXCHANGE_ERROR_FIELD, "colour" },
    { HEAD "\"fields\": [" DATE ", " TYPE ", {\"field\": \"served\", \"column\": \"a\"}]}",
      QH_EXCHANGE_ERROR_FIELD, "served" },
    { HEAD "\"fields\": [" DATE ", {\"field\": \"type\", \"constant\": \"AC999\"}]}",
      QH_EXCHANGE_ERROR_CODE, "AC999" },
    { HEAD "\"fields\": [" DATE ", {\"field\": \"type\", \"column\": \"t\", \"map\": {\"a\": \"AC998\"}}]}",
      QH_EXCHANGE_ERROR_CODE, "AC998" },
    { HEAD "\"fields\": [" DATE ", {\"field\": \"type\", \"column\": \"t\", \"otherwise\": \"AC997\"}]}",
      QH_EXCHANGE_ERROR_CODE, "AC997" },
    { HEAD "\"missing\": {\"-\": \"XX\"}, \"fields\": [" DATE ", " TYPE "]}", QH_EXCHANGE_ERROR_CODE, "XX" },
    { HEAD "\"fields\": [" DATE ", " TYPE "], \"own_fields\": [{\"name\": \"Año\", \"type\": \"text\", "
           "\"sensitivity\": \"plain\", \"label\": {\"es\": \"A\"}, \"column\": \"a\"}]}",
      QH_EXCHANGE_ERROR_PROFILE, "Año" },
    { HEAD "\"fields\": [" DATE ", " TYPE "], \"own_fields\": [{\"name\": \"place\", \"type\": \"text\", "
           "\"sensitivity\": \"plain\", \"label\": {\"es\": \"A\"}, \"column\": \"a\"}]}",
      QH_EXCHANGE_ERROR_PROFILE, "place" },
    { HEAD "\"fields\": [" DATE ", " TYPE "], \"case\": {\"column\": \"a\", \"prefix\": \"\", \"fields\": []}}",
      QH_EXCHANGE_ERROR_PROFILE, "level" },
    { HEAD "\"fields\": [" DATE ", " TYPE "], \"served\": {\"count\": {\"column\": \"n\"}, "
           "\"sex\": {\"column\": \"s\", \"map\": {\"f\": \"Q\"}}}}", QH_EXCHANGE_ERROR_CODE, "Q" },
    { "{\"id\": \"x\", \"name\": {\"es\": \"X\"}, \"kind\": \"planet\"}", QH_EXCHANGE_ERROR_PROFILE, "planet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (QhImportProfile) profile = read_profile (cases[i].json);
      gboolean good = qh_import_profile_check (profile, fixture->dictionary, fixture->catalogues, &error);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (good, ==, cases[i].code < 0);
      if (good)
        continue;
      g_assert_error (error, QH_EXCHANGE_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_columns (void)
{
  g_autoptr (QhImportProfile) profile = read_profile (HEAD "\"fields\": [" DATE ", " TYPE "]}");
  g_autoptr (QhCsvReader) good = read_table ("FECHA;a\n");
  g_autoptr (QhCsvReader) lacking = read_table ("dia;a\n");
  g_autoptr (QhCsvReader) twice = read_table ("fecha;fecha\n");
  g_autoptr (GError) error = NULL;

  g_assert_true (qh_import_profile_check_columns (profile, good, &error));
  g_assert_false (qh_import_profile_check_columns (profile, lacking, &error));
  g_assert_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_COLUMN);
  g_assert_nonnull (strstr (error->message, "fecha"));
  g_clear_error (&error);
  g_assert_false (qh_import_profile_check_columns (profile, twice, &error));
  g_assert_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_COLUMN);
  g_assert_nonnull (strstr (error->message, "more than one"));
}

static void
test_open (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (qh_import_profile_open ("nowhere", &error));
  g_assert_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "linea137"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/import-profile/shipped", Fixture, NULL, set_up, test_shipped, tear_down);
  g_test_add ("/import-profile/linea137", Fixture, NULL, set_up, test_linea137, tear_down);
  g_test_add_func ("/import-profile/suggest", test_suggest);
  g_test_add_func ("/import-profile/malformed", test_malformed);
  g_test_add ("/import-profile/mutated", Fixture, NULL, set_up, test_mutated, tear_down);
  g_test_add ("/import-profile/check", Fixture, NULL, set_up, test_check, tear_down);
  g_test_add_func ("/import-profile/columns", test_columns);
  g_test_add_func ("/import-profile/open", test_open);
  return g_test_run ();
}
