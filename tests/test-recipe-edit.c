/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recipe that is changed piece by piece, and still is one. */
#include "fixture.h"
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe-edit/order", test_order);
  g_test_add_func ("/recipe-edit/names", test_names);
  g_test_add ("/recipe-edit/filter", Fixture, NULL, fixture_set_up, test_filter, fixture_tear_down);
  g_test_add ("/recipe-edit/period", Fixture, NULL, fixture_set_up, test_period, fixture_tear_down);
  return g_test_run ();
}
