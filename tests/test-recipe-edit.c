/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recipe that is changed piece by piece, and still is one. */
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "research/qh-anonymize.h"
#include "research/qh-hierarchy-table.h"
#include "research/qh-recipe-edit-privacy.h"
#include "research/qh-recipe-edit.h"
#include "research/qh-recipe.h"

static JsonObject *
parse (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  return json_node_dup_object (node);
}

/* What is made is a recipe that can be read. */
static QhRecipe *
read_back (JsonObject *recipe)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  QhRecipe *read;

  json_node_set_object (node, recipe);
  json = json_to_string (node, FALSE);
  read = qh_recipe_parse (json, &error);
  g_assert_no_error (error);
  return read;
}

static char *
join_names (JsonObject *recipe)
{
  g_autoptr (QhRecipe) read = read_back (recipe);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < read->variables->len; i++)
    {
      const QhRecipeVariable *variable = g_ptr_array_index (read->variables, i);

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", variable->as != NULL ? variable->as : variable->name);
    }
  return g_string_free (names, FALSE);
}

static void
assert_names (JsonObject *recipe, const char *expected)
{
  g_autofree char *names = join_names (recipe);

  g_assert_cmpstr (names, ==, expected);
}

static void
test_order (void)
{
  static const char *const names[] = { "sex", "schooling", "birth_year", NULL };
  g_autoptr (JsonObject) recipe = parse ("{\"name\": \"one\", \"notes\": \"stay\"}");

  qh_recipe_edit_list (recipe, names);
  assert_names (recipe, "sex schooling birth_year");
  g_assert_true (qh_recipe_edit_move (recipe, 0, 2));
  assert_names (recipe, "schooling birth_year sex");
  g_assert_true (qh_recipe_edit_move (recipe, 2, 1));
  assert_names (recipe, "schooling sex birth_year");
  g_assert_false (qh_recipe_edit_move (recipe, 0, 3));
  qh_recipe_edit_remove (recipe, 1);
  qh_recipe_edit_add (recipe, "municipality");
  assert_names (recipe, "schooling birth_year municipality");
  g_assert_cmpstr (json_object_get_string_member (recipe, "notes"), ==, "stay");
  qh_recipe_edit_list (recipe, names); /* it has its list */
  assert_names (recipe, "schooling birth_year municipality");
}

static void
test_names (void)
{
  static const struct
  {
    const char *as;
    gboolean right;
  } cases[] = {
    { "escolaridad", TRUE }, { "", TRUE },      { "schooling", TRUE }, { "2sexo", FALSE },          { "_sexo", FALSE },
    { "año", FALSE },        { "with", FALSE }, { "sex", FALSE },      { "SEX", FALSE },            { "a name", FALSE },
    { "a23456789012345678901234567890123", FALSE }, { "a2345678901234567890123456789012", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) recipe = parse ("{\"name\": \"one\", \"variables\": [\"sex\", \"schooling\"]}");
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].as);
      g_assert_cmpint (qh_recipe_edit_call (recipe, 1, cases[i].as, "Escolaridad", &error), ==, cases[i].right);
      if (!cases[i].right)
        {
          g_assert_nonnull (error);
          assert_names (recipe, "sex schooling");
          continue;
        }
      g_autoptr (QhRecipe) read = read_back (recipe);
      g_assert_cmpstr (((QhRecipeVariable *)g_ptr_array_index (read->variables, 1))->label, ==, "Escolaridad");
      g_assert_true (qh_recipe_edit_call (recipe, 1, NULL, NULL, NULL));
      assert_names (recipe, "sex schooling");
    }
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) recipe = parse ("{\"name\": \"one\", \"filter\": [\"sex=M\"]}");
  g_autoptr (QhFrame) frame = qh_frame_load (fixture->store, QH_KIND_PERSON, NULL, NULL, NULL, NULL);
  g_auto (GStrv) conditions = NULL;
  g_autofree char *keys = qh_recipe_describe_condition (frame, "sex=M,H", QH_LANGUAGE_ES);
  g_autofree char *range = qh_recipe_describe_condition (frame, "birth_year=1980..1990", QH_LANGUAGE_ES);
  g_autofree char *open = qh_recipe_describe_condition (frame, "birth_year=1980..", QH_LANGUAGE_ES);
  g_autofree char *gone = qh_recipe_describe_condition (frame, "gone=1", QH_LANGUAGE_ES);

  qh_recipe_edit_set_condition (recipe, "birth_year=1980..");
  qh_recipe_edit_set_condition (recipe, "sex=H"); /* in the place of the first */
  conditions = qh_recipe_edit_dup_filter (recipe);
  g_assert_cmpuint (g_strv_length (conditions), ==, 2);
  g_assert_cmpstr (conditions[0], ==, "birth_year=1980..");
  g_assert_cmpstr (conditions[1], ==, "sex=H");
  qh_recipe_edit_remove_condition (recipe, "sex=H");
  qh_recipe_edit_remove_condition (recipe, "birth_year=1980..");
  g_assert_false (json_object_has_member (recipe, "filter"));
  g_assert_cmpstr (keys, ==, "Sexo: Mujer, Hombre");
  g_assert_cmpstr (range, ==, "Año de nacimiento: 1980 to 1990");
  g_assert_cmpstr (open, ==, "Año de nacimiento: from 1980");
  g_assert_cmpstr (gone, ==, "gone=1");
}

static void
test_period (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) recipe = parse ("{\"name\": \"one\", \"period\": {\"from\": \"2026-02\", \"to\": \"2026-02\"}}");
  g_autoptr (QhFrame) frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
  QhDay from, to;

  g_assert_true (qh_recipe_edit_get_period (recipe, frame, &from, &to));
  g_assert_cmpint (from, ==, qh_day_from_ymd (2026, 2, 1));
  g_assert_cmpint (to, ==, qh_day_from_ymd (2026, 2, 28));
  qh_recipe_edit_set_period (recipe, "date", qh_day_from_ymd (2026, 3, 2), qh_day_from_ymd (2026, 3, 9));
  g_autoptr (QhRecipe) read = read_back (recipe);
  g_assert_cmpstr (read->conditions[0], ==, "date=2026-03-02..2026-03-09");
  qh_recipe_edit_set_period (recipe, "date", QH_NO_DAY, QH_NO_DAY);
  g_assert_false (qh_recipe_edit_get_period (recipe, frame, &from, &to));
}

static void
test_privacy (Fixture *fixture, gconstpointer data)
{
  static const char *const quasi[] = { "sex", "schooling", NULL }, *const none[] = { NULL };
  g_autoptr (JsonObject) recipe = parse ("{\"name\": \"one\", \"unit\": \"activity\", \"dates\": \"month\"}");
  g_autoptr (QhFrame) frame = qh_frame_load (fixture->store, QH_KIND_ACTIVITY, NULL, NULL, NULL, NULL);
  const QhRecipeTreatment treatment = { .ends = { 0, 60, 3 }, .means = 5, .noise = 0.5 };
  const QhRecipeTreatment nothing = { .ends = { -G_MAXDOUBLE, G_MAXDOUBLE, 0 } };

  qh_recipe_edit_set_standing (recipe, "minutes", QH_STANDING_QUASI, quasi, none);
  qh_recipe_edit_set_standing (recipe, "problems", QH_STANDING_SENSITIVE, quasi, none);
  qh_recipe_edit_set_deidentifies (recipe, TRUE);
  qh_recipe_edit_set_level (recipe, "sex", 0);
  qh_recipe_edit_set_level (recipe, "schooling", 2);
  qh_recipe_edit_set_treatment (recipe, "minutes", &treatment);
  qh_recipe_edit_set_date (recipe, frame, "date", "shift");
  {
    g_autoptr (QhRecipe) read = read_back (recipe);
    const QhRecipeTreatment *found = qh_recipe_find_treatment (read, "minutes");

    g_assert_true (read->deidentifies && read->names_quasi);
    g_assert_cmpuint (g_strv_length (read->quasi), ==, 2);
    g_assert_cmpstr (read->sensitive[0], ==, "problems");
    g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (read->levels, "sex")), ==, 1);
    g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (read->levels, "schooling")), ==, 3);
    g_assert_true (found->ends.bottom == 0 && found->ends.top == 60 && found->ends.least == 3 && found->means == 5 && found->noise == 0.5);
    g_assert_cmpstr (qh_recipe_get_treatment (read, "date"), ==, "shift");
  }
  /* What is no quasi-identifier has no level, what does nothing is not there, and what no longer leaves is forgotten. */
  qh_recipe_edit_set_standing (recipe, "schooling", QH_STANDING_FREE, quasi, none);
  qh_recipe_edit_set_treatment (recipe, "minutes", &nothing);
  qh_recipe_edit_forget (recipe, "sex");
  qh_recipe_edit_set_date (recipe, frame, "date", "kept");
  {
    g_autoptr (QhRecipe) read = read_back (recipe);

    g_assert_cmpuint (g_hash_table_size (read->levels), ==, 0);
    g_assert_false (json_object_has_member (recipe, "treat"));
    g_assert_cmpstr (qh_recipe_get_treatment (read, "date"), ==, "kept");
  }
  qh_recipe_edit_set_deidentifies (recipe, FALSE);
  {
    g_autoptr (QhRecipe) read = read_back (recipe);

    g_assert_false (read->deidentifies);
    g_assert_cmpstr (read->quasi[0], ==, "sex");
  }
}

/* As a file and back, and what does not cover a value. */
static void
test_hierarchy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) recipe = parse ("{\"name\": \"one\", \"unit\": \"person\", \"deidentify\": {\"quasi\": [\"birth_year\"], \"levels\": {\"birth_year\": 1}}}");
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhCoding) coding = NULL;
  g_autoptr (QhHierarchy) usual = NULL;
  g_autoptr (QhHierarchyTable) table = NULL;
  g_autofree char *csv = NULL;
  g_autoptr (GBytes) bytes = NULL, few = g_bytes_new_static ("1950,*", 6);
  g_autoptr (GError) error = NULL;

  for (int year = 1950; year < 1990; year += 3)
    fixture_put (fixture->store, fixture_new_person (fixture->store, "Ana", "M", year));
  frame = qh_frame_load (fixture->store, QH_KIND_PERSON, NULL, NULL, NULL, NULL);
  coding = qh_coding_new (frame, "birth_year", NULL, &error);
  g_assert_no_error (error);
  usual = qh_hierarchy_new_usual (coding, NULL, qh_frame_get_catalogues (frame));
  table = qh_hierarchy_table_new (usual, coding, NULL, QH_LANGUAGE_EN);
  csv = qh_hierarchy_table_to_csv (table);
  g_assert_nonnull (strstr (csv, "\"1950\",\"1950–1954\",\"1950–1959\",\"1940–1959\",\"*\"\r\n"));
  bytes = g_bytes_new_static (csv, strlen (csv));
  g_assert_true (qh_recipe_edit_set_hierarchy (recipe, "birth_year", "years.csv", bytes, coding, &error));
  g_assert_no_error (error);
  {
    g_autoptr (QhRecipe) read = read_back (recipe);
    g_autoptr (QhHierarchy) again = qh_hierarchy_new_bytes (coding, "again", g_hash_table_lookup (read->tables, "birth_year"), &error);

    g_assert_no_error (error);
    g_assert_cmpuint (again->levels->len, ==, usual->levels->len);
    g_assert_cmpuint (g_hash_table_size (read->levels), ==, 0);
  }
  g_assert_false (qh_recipe_edit_set_hierarchy (recipe, "birth_year", "few.csv", few, coding, &error));
  g_assert_nonnull (strstr (error->message, "does not cover"));
  g_assert_true (qh_recipe_edit_set_hierarchy (recipe, "birth_year", NULL, NULL, coding, NULL));
  g_autoptr (QhRecipe) read = read_back (recipe);
  g_assert_cmpuint (g_hash_table_size (read->tables), ==, 0);
}

static QhHierarchyTable *
make_years (Fixture *fixture, const QhCodeEnds *ends, QhCoding **coding)
{
  static const int years[] = { 1950, 1952, 1957, 1963, 1988 };
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhHierarchy) usual = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    fixture_put (fixture->store, fixture_new_person (fixture->store, "Ana", "M", years[i]));
  frame = qh_frame_load (fixture->store, QH_KIND_PERSON, NULL, NULL, NULL, NULL);
  *coding = qh_coding_new (frame, "birth_year", NULL, NULL);
  usual = qh_hierarchy_new_usual (*coding, ends, qh_frame_get_catalogues (frame));
  return qh_hierarchy_table_new (usual, *coding, qh_frame_get_catalogues (frame), QH_LANGUAGE_EN);
}

static void
assert_table (const QhHierarchyTable *table, const QhCoding *coding, const char *line)
{
  g_autofree char *csv = qh_hierarchy_table_to_csv (table);
  g_autoptr (GBytes) bytes = g_bytes_new_static (csv, strlen (csv));
  g_autoptr (GError) error = NULL;
  g_autoptr (QhHierarchy) read = qh_hierarchy_new_bytes (coding, "table", bytes, &error);

  g_assert_no_error (error); /* it covers all, and is ever coarser */
  if (strstr (csv, line) == NULL)
    g_test_message ("%s", csv);
  g_assert_nonnull (strstr (csv, line));
}

/* Grouped by hand at one level: those above follow. */
static void
test_hierarchy_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (QhCoding) coding = NULL;
  g_autoptr (QhHierarchyTable) table = make_years (fixture, NULL, &coding);

  g_assert_cmpuint (qh_hierarchy_table_get_n_levels (table), ==, 4);
  assert_table (table, coding, "\"1963\",\"1960–1964\",\"1960–1969\",\"*\"\r\n");
  g_assert_cmpstr (qh_hierarchy_table_get_group (table, 2, "1950–1954"), ==, "1950–1959");
  /* 1950 to those of the sixties: it goes where they go above. */
  qh_hierarchy_table_set (table, 1, (const char *const[]){ "1960–1964", "1950–1954", "1955–1959", "1960–1964", "1985–1989" });
  assert_table (table, coding, "\"1950\",\"1960–1964\",\"1960–1969\",\"*\"\r\n");
  assert_table (table, coding, "\"1952\",\"1950–1954\",\"1950–1959\",\"*\"\r\n");
  qh_hierarchy_table_set (table, 1, (const char *const[]){ "sixty", "fifty \"one\"", "fifties", "sixty", "eighty" });
  assert_table (table, coding, "\"1952\",\"fifty \"\"one\"\"\",\"1950–1959\",\"*\"\r\n");
  qh_hierarchy_table_add_level (table, 2);
  assert_table (table, coding, "\"1963\",\"sixty\",\"sixty\",\"1960–1969\",\"*\"\r\n");
  qh_hierarchy_table_set (table, 2, (const char *const[]){ "old", "old", "old", "young" });
  assert_table (table, coding, "\"1952\",\"fifty \"\"one\"\"\",\"old\",\"1960–1969\",\"*\"\r\n");
  qh_hierarchy_table_remove_level (table, 3);
  assert_table (table, coding, "\"1988\",\"eighty\",\"young\",\"*\"\r\n");
}

/* What is beyond an end is told as one in the table too, above its values. */
static void
test_hierarchy_table_of_ends (Fixture *fixture, gconstpointer data)
{
  const QhCodeEnds ends = { 1955, 1980, 0 };
  g_autoptr (QhCoding) coding = NULL;
  g_autoptr (QhHierarchyTable) table = make_years (fixture, &ends, &coding);

  assert_table (table, coding, "\"1950\",\"<1955\",");
  assert_table (table, coding, "\"1988\",\"1980+\",");
  assert_table (table, coding, "\"1963\",\"1963\",");
}

/* What others are made of keeps its name and stays. */
static void
test_derived (void)
{
  g_autoptr (JsonObject) recipe = parse ("{\"name\": \"one\", \"variables\": [\"type\"]}");
  g_autoptr (GError) error = NULL;

  g_assert_true (qh_recipe_edit_put_derived (recipe, -1, parse ("{\"name\": \"a\", \"make\": \"bins\", \"from\": \"minutes\", \"width\": 5}"), &error));
  g_assert_true (qh_recipe_edit_put_derived (recipe, -1, parse ("{\"name\": \"b\", \"make\": \"ratio\", \"from\": [\"a\", \"minutes\"]}"), &error));
  qh_recipe_edit_add (recipe, "b");
  g_assert_cmpint (qh_recipe_edit_find_derived (recipe, "b"), ==, 1);
  g_assert_false (qh_recipe_edit_remove_derived (recipe, 0, &error));
  g_clear_error (&error);
  g_assert_false (qh_recipe_edit_put_derived (recipe, 0, parse ("{\"name\": \"c\"}"), &error));
  g_clear_error (&error);
  g_assert_true (qh_recipe_edit_put_derived (recipe, 1, parse ("{\"name\": \"c\", \"make\": \"ratio\", \"from\": [\"a\", \"minutes\"]}"), &error));
  assert_names (recipe, "type c");
  qh_recipe_edit_set_condition (recipe, "c=1..2");
  g_assert_false (qh_recipe_edit_remove_derived (recipe, 1, NULL));
  qh_recipe_edit_remove_condition (recipe, "c=1..2");
  g_assert_true (qh_recipe_edit_remove_derived (recipe, 1, &error));
  g_assert_no_error (error);
  g_assert_true (qh_recipe_edit_remove_derived (recipe, 0, NULL));
  assert_names (recipe, "type");
  g_assert_false (json_object_has_member (recipe, "derived"));
}

/* What each level costs and gains, beside a count by hand; and a goal that is missed. */
static void
test_options (Fixture *fixture, gconstpointer data)
{
  static const char *const quasi[] = { "sex", "birth_year", NULL }, *const none[] = { NULL };
  g_autoptr (GHashTable) levels = g_hash_table_new (g_str_hash, g_str_equal);
  QhAnonymizeRequest request = { .quasi = quasi, .sensitive = none, .levels = levels, .even_if_missed = TRUE, .goal = { .k = 2, .t = 2 } };
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhAnonymization) found = NULL;
  g_autoptr (GHashTable) options = NULL;
  g_autoptr (GError) error = NULL;
  const QhLevelOption *option;
  GPtrArray *list;

  for (int year = 1970; year < 1980; year++) /* ten women, one of each year; two men of 1975 */
    fixture_put (fixture->store, fixture_new_person (fixture->store, "Ana", "M", year));
  fixture_put (fixture->store, fixture_new_person (fixture->store, "Leo", "H", 1975));
  fixture_put (fixture->store, fixture_new_person (fixture->store, "Luis", "H", 1975));
  frame = qh_frame_load (fixture->store, QH_KIND_PERSON, NULL, NULL, NULL, NULL);
  g_hash_table_insert (levels, (gpointer)"sex", GUINT_TO_POINTER (1));
  g_hash_table_insert (levels, (gpointer)"birth_year", GUINT_TO_POINTER (1));
  found = qh_anonymize (frame, NULL, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (found->missed);
  g_assert_cmpuint (found->n_kept, ==, 12);
  options = qh_anonymization_list_options (found, qh_frame_get_catalogues (frame), QH_LANGUAGE_EN, NULL);
  option = g_ptr_array_index ((GPtrArray *)g_hash_table_lookup (options, "sex"), 0);
  g_assert_cmpstr (option->example, ==, "Woman"); /* not its code */
  list = g_hash_table_lookup (options, "birth_year");
  option = g_ptr_array_index (list, 0);
  g_assert_true (option->values == 10 && option->uniques == 10 && option->loss == 0 && fabs (option->average_risk - 11.0 / 12) < 1e-12);
  option = g_ptr_array_index (list, 1); /* 1970–1974, 1975–1979 */
  g_assert_cmpstr (option->label, ==, "groups of 5");
  g_assert_true (option->values == 2 && option->uniques == 0 && fabs (option->average_risk - 3.0 / 12) < 1e-12 && fabs (option->loss - 4.0 / 9) < 1e-12);
  option = g_ptr_array_index (list, list->len - 1);
  g_assert_true (option->values == 1 && option->loss == 1 && fabs (option->average_risk - 2.0 / 12) < 1e-12);
  request.even_if_missed = FALSE;
  g_assert_null (qh_anonymize (frame, NULL, &request, NULL, &error));
  g_assert_nonnull (strstr (error->message, "at the levels that were chosen"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe-edit/order", test_order);
  g_test_add_func ("/recipe-edit/names", test_names);
  g_test_add_func ("/recipe-edit/derived", test_derived);
  g_test_add ("/recipe-edit/filter", Fixture, NULL, fixture_set_up, test_filter, fixture_tear_down);
  g_test_add ("/recipe-edit/period", Fixture, NULL, fixture_set_up, test_period, fixture_tear_down);
  g_test_add ("/recipe-edit/privacy", Fixture, NULL, fixture_set_up, test_privacy, fixture_tear_down);
  g_test_add ("/recipe-edit/hierarchy", Fixture, NULL, fixture_set_up, test_hierarchy, fixture_tear_down);
  g_test_add ("/recipe-edit/hierarchy-table", Fixture, NULL, fixture_set_up, test_hierarchy_table, fixture_tear_down);
  g_test_add ("/recipe-edit/hierarchy-table-of-ends", Fixture, NULL, fixture_set_up, test_hierarchy_table_of_ends, fixture_tear_down);
  g_test_add ("/recipe-edit/options", Fixture, NULL, fixture_set_up, test_options, fixture_tear_down);
  return g_test_run ();
}
