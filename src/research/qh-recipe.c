/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-recipe.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "exchange/qh-csv-quote.h"

#define USUAL_DAYS 180
#define USUAL_K 5
#define MOST_K 1000000
#define MOST_LEVEL 100

static void
variable_free (gpointer data)
{
  QhRecipeVariable *variable = data;

  g_free (variable->name);
  g_free (variable->as);
  g_free (variable->label);
  g_free (variable);
}

void
qh_recipe_free (QhRecipe *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->title);
  g_free (self->notes);
  g_free (self->study);
  g_free (self->description);
  g_free (self->unit);
  g_ptr_array_unref (self->variables);
  g_strfreev (self->conditions);
  g_strfreev (self->quasi);
  g_strfreev (self->sensitive);
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->levels);
  g_hash_table_unref (self->treatments);
  g_hash_table_unref (self->dates);
  g_free (self->other_dates);
  g_free (self->json);
  g_free (self);
}

/* Says what is wrong with the recipe, and returns FALSE. */
static gboolean G_GNUC_PRINTF (2, 3)
refuse (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("The recipe: %s"), message);
  return FALSE;
}

/* Members */

static gboolean
check_members (JsonObject *object, const char *where, const char *const *known, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_strv_contains (known, name->data))
      return refuse (error, _ ("there is no “%s” in %s. Correct its name, or leave it out."), (char *)name->data, where);
  return TRUE;
}

static gboolean
read_text (JsonObject *object, const char *name, char **text, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *text = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, _ ("“%s” is not a text."), name);
  *text = json_node_get_string (node)[0] != '\0' ? json_node_dup_string (node) : NULL;
  return TRUE;
}

static gboolean
read_texts (JsonObject *object, const char *name, char ***texts, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (node != NULL && array == NULL)
    return refuse (error, _ ("“%s” is not a list of texts."), name);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) != G_TYPE_STRING)
        return refuse (error, _ ("“%s” is not a list of texts."), name);
      g_strv_builder_add (builder, json_node_get_string (element));
    }
  *texts = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_number (JsonObject *object, const char *name, double fallback, double min, double max, double *number, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  *number = fallback;
  if (node == NULL)
    return TRUE;
  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    *number = json_node_get_double (node);
  if ((type == G_TYPE_INT64 || type == G_TYPE_DOUBLE) && *number >= min && *number <= max)
    return TRUE;
  return refuse (error, _ ("“%s” is not a number from %g to %g."), name, min, max);
}

static gboolean
read_object (JsonObject *object, const char *name, JsonObject **member, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *member = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  return node == NULL || *member != NULL || refuse (error, _ ("“%s” is not an object: it begins with { and ends with }."), name);
}

/* Parts */

static char *
to_json (JsonNode *node, gboolean pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, pretty);
  return json_generator_to_data (generator, NULL);
}

/* The part that makes the frame is kept as it is. */
static char *
take_description (JsonObject *root)
{
  static const char *const members[] = { "unit", "rules", "derived" };
  g_autoptr (JsonObject) part = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (root, members[i]))
      json_object_set_member (part, members[i], json_object_dup_member (root, members[i]));
  json_node_set_object (node, part);
  return to_json (node, FALSE);
}

static gboolean
read_variables (QhRecipe *self, JsonObject *root, GError **error)
{
  static const char *const known[] = { "name", "as", "label", NULL };
  JsonNode *node = json_object_get_member (root, "variables");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (node != NULL && array == NULL)
    return refuse (error, _ ("“%s” is not a list of variables."), "variables");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      QhRecipeVariable *variable = g_new0 (QhRecipeVariable, 1);

      g_ptr_array_add (self->variables, variable);
      if (json_node_get_value_type (element) == G_TYPE_STRING)
        variable->name = json_node_dup_string (element);
      else if (!JSON_NODE_HOLDS_OBJECT (element))
        return refuse (error, _ ("“%s” is not a list of variables."), "variables");
      else if (!check_members (json_node_get_object (element), "variables", known, error)
               || !read_text (json_node_get_object (element), "name", &variable->name, error)
               || !read_text (json_node_get_object (element), "as", &variable->as, error)
               || !read_text (json_node_get_object (element), "label", &variable->label, error))
        return FALSE;
      if (variable->name == NULL)
        return refuse (error, _ ("a variable has no name."));
      if (!g_hash_table_add (names, variable->as != NULL ? variable->as : variable->name))
        return refuse (error, _ ("two variables are called “%s”. Give one another name with “as”."), variable->as != NULL ? variable->as : variable->name);
    }
  return TRUE;
}

/* The period is one condition more. */
static gboolean
read_conditions (QhRecipe *self, JsonObject *root, GError **error)
{
  static const char *const known[] = { "variable", "from", "to", NULL };
  g_auto (GStrv) filter = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonObject *period;

  if (!read_texts (root, "filter", &filter, error) || !read_object (root, "period", &period, error))
    return FALSE;
  g_strv_builder_addv (builder, (const char **)filter);
  if (period != NULL)
    {
      g_autofree char *variable = NULL, *from = NULL, *to = NULL, *condition = NULL;

      if (!check_members (period, "period", known, error) || !read_text (period, "variable", &variable, error)
          || !read_text (period, "from", &from, error) || !read_text (period, "to", &to, error))
        return FALSE;
      condition = g_strdup_printf ("%s=%s..%s", variable != NULL ? variable : "date", from != NULL ? from : "", to != NULL ? to : "");
      g_strv_builder_add (builder, condition);
    }
  self->conditions = g_strv_builder_end (builder);
  return TRUE;
}

/* A list of rows, each a value and what it is called at every level. */
static gboolean
read_table (QhRecipe *self, const char *name, JsonNode *node, GError **error)
{
  JsonArray *rows = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GString *text = g_string_new (NULL);
  gboolean right = rows != NULL;

  for (guint r = 0; right && r < json_array_get_length (rows); r++)
    {
      JsonNode *row = json_array_get_element (rows, r);
      JsonArray *cells = JSON_NODE_HOLDS_ARRAY (row) ? json_node_get_array (row) : NULL;

      right = cells != NULL;
      for (guint c = 0; right && c < json_array_get_length (cells); c++)
        {
          JsonNode *cell = json_array_get_element (cells, c);

          right = json_node_get_value_type (cell) == G_TYPE_STRING;
          if (!right)
            break;
          if (c > 0)
            g_string_append_c (text, ',');
          qh_csv_append_quoted (text, json_node_get_string (cell));
        }
      g_string_append (text, "\r\n");
    }
  if (!right)
    {
      g_string_free (text, TRUE);
      return refuse (error, _ ("the hierarchy of “%s” is not a list of lists of texts."), name);
    }
  g_hash_table_insert (self->tables, g_strdup (name), g_string_free_to_bytes (text));
  return TRUE;
}

static gboolean
read_tables (QhRecipe *self, JsonObject *part, GError **error)
{
  JsonObject *tables;
  g_autoptr (GList) names = NULL;

  if (!read_object (part, "hierarchies", &tables, error))
    return FALSE;
  names = tables != NULL ? json_object_get_members (tables) : NULL;
  for (GList *name = names; name != NULL; name = name->next)
    if (!read_table (self, name->data, json_object_get_member (tables, name->data), error))
      return FALSE;
  return TRUE;
}

static gboolean
read_levels (QhRecipe *self, JsonObject *part, GError **error)
{
  JsonObject *levels;
  g_autoptr (GList) names = NULL;

  if (!read_object (part, "levels", &levels, error))
    return FALSE;
  names = levels != NULL ? json_object_get_members (levels) : NULL;
  for (GList *name = names; name != NULL; name = name->next)
    {
      double level;

      if (!read_number (levels, name->data, 0, 0, MOST_LEVEL, &level, error))
        return FALSE;
      g_hash_table_insert (self->levels, g_strdup (name->data), GUINT_TO_POINTER (1 + (guint)level));
    }
  return TRUE;
}

static gboolean
read_loss (JsonObject *part, QhLoss *loss, GError **error)
{
  g_autofree char *word = NULL;

  if (!read_text (part, "loss", &word, error))
    return FALSE;
  *loss = word != NULL ? qh_loss_parse (word) : QH_LOSS_CERTAINTY;
  return *loss != QH_N_LOSSES || refuse (error, _ ("there is no loss “%s”. Choose ncp, discernibility or class-size."), word);
}

static gboolean
read_deidentification (QhRecipe *self, JsonObject *root, GError **error)
{
  static const char *const known[] = { "quasi", "sensitive", "k", "l", "t", "suppress", "blank_cells", "hierarchies", "levels", "loss", NULL };
  JsonObject *part;
  double k, l;

  self->goal = (QhGoal){ .k = USUAL_K, .t = 2, .c = QH_DIVERSITY_USUAL_C };
  if (!read_object (root, "deidentify", &part, error))
    return FALSE;
  self->deidentifies = part != NULL;
  if (part == NULL)
    return TRUE;
  self->names_quasi = json_object_has_member (part, "quasi");
  self->names_sensitive = json_object_has_member (part, "sensitive");
  if (!check_members (part, "deidentify", known, error) || !read_texts (part, "quasi", &self->quasi, error)
      || !read_texts (part, "sensitive", &self->sensitive, error) || !read_number (part, "k", USUAL_K, 1, MOST_K, &k, error)
      || !read_number (part, "l", 0, 0, 1000, &l, error) || !read_number (part, "t", 2, 0, 2, &self->goal.t, error)
      || !read_number (part, "suppress", 0, 0, 1, &self->goal.suppress, error) || !read_tables (self, part, error)
      || !read_levels (self, part, error) || !read_loss (part, &self->goal.loss, error))
    return FALSE;
  if (k != floor (k) || l != floor (l))
    return refuse (error, _ ("k and l are whole numbers."));
  self->goal.k = (guint)k;
  self->goal.l_distinct = (guint)l;
  self->blank_cells = json_object_get_boolean_member_with_default (part, "blank_cells", FALSE);
  return TRUE;
}

/* The risk of what leaves; who de-identifies says there which variables it is of. */
static gboolean
read_risk (QhRecipe *self, JsonObject *root, GError **error)
{
  static const char *const known[] = { "quasi", "sensitive", "missing", "fraction", NULL };
  JsonObject *part;
  g_auto (GStrv) quasi = NULL, sensitive = NULL;
  g_autofree char *missing = NULL;

  if (!read_object (root, "risk", &part, error))
    return FALSE;
  if (part == NULL)
    return TRUE;
  if (!check_members (part, "risk", known, error) || !read_texts (part, "quasi", &quasi, error)
      || !read_texts (part, "sensitive", &sensitive, error) || !read_text (part, "missing", &missing, error)
      || !read_number (part, "fraction", 0, 0, 1, &self->fraction, error))
    return FALSE;
  if (missing != NULL && !g_str_equal (missing, "value") && !g_str_equal (missing, "wildcard"))
    return refuse (error, _ ("“missing” is neither value nor wildcard."));
  self->missing = g_strcmp0 (missing, "wildcard") == 0 ? QH_RISK_MISSING_WILDCARD : QH_RISK_MISSING_VALUE;
  if (!self->names_quasi)
    {
      self->names_quasi = json_object_has_member (part, "quasi");
      g_strfreev (self->quasi);
      self->quasi = g_steal_pointer (&quasi);
    }
  if (!self->names_sensitive)
    {
      self->names_sensitive = json_object_has_member (part, "sensitive");
      g_strfreev (self->sensitive);
      self->sensitive = g_steal_pointer (&sensitive);
    }
  return TRUE;
}

/* Treatments of single variables */

static gboolean
read_treatment (JsonObject *part, const char *name, QhRecipeTreatment *treatment, GError **error)
{
  static const char *const known[] = { "bottom", "top", "least", "means", "noise", NULL };
  double least, means;

  if (!check_members (part, name, known, error) || !read_number (part, "bottom", -G_MAXDOUBLE, -1e12, 1e12, &treatment->ends.bottom, error)
      || !read_number (part, "top", G_MAXDOUBLE, -1e12, 1e12, &treatment->ends.top, error)
      || !read_number (part, "least", 0, 0, 1e6, &least, error) || !read_number (part, "means", 0, 0, 1e6, &means, error)
      || !read_number (part, "noise", 0, 0, 10, &treatment->noise, error))
    return FALSE;
  if (treatment->ends.bottom > treatment->ends.top)
    return refuse (error, _ ("of “%s” the bottom is above the top."), name);
  treatment->ends.least = (guint)least;
  treatment->means = (guint)means;
  return TRUE;
}

static gboolean
read_treatments (QhRecipe *self, JsonObject *root, GError **error)
{
  JsonObject *parts;
  g_autoptr (GList) names = NULL;

  if (!read_object (root, "treat", &parts, error))
    return FALSE;
  names = parts != NULL ? json_object_get_members (parts) : NULL;
  for (GList *name = names; name != NULL; name = name->next)
    {
      JsonObject *part;
      QhRecipeTreatment treatment = { 0 };

      if (!read_object (parts, name->data, &part, error) || !read_treatment (part, name->data, &treatment, error))
        return FALSE;
      g_hash_table_insert (self->treatments, g_strdup (name->data), g_memdup2 (&treatment, sizeof treatment));
    }
  return TRUE;
}

/* Dates */

static gboolean
check_treatment (const char *how, GError **error)
{
  static const char *const treatments[] = { "kept", "month", "quarter", "year", "shift", NULL };

  return g_strv_contains (treatments, how)
         || refuse (error, _ ("a date cannot be told as “%s”. Choose kept, month, quarter, year or shift."), how);
}

/* Of each date, or one text for all. */
static gboolean
read_dates (QhRecipe *self, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "dates");
  JsonObject *dates;
  g_autoptr (GList) names = NULL;
  double days;

  if (!read_number (root, "most_days", USUAL_DAYS, 1, 3660, &days, error))
    return FALSE;
  self->most_days = (guint)days;
  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      self->other_dates = json_node_dup_string (node);
      return check_treatment (self->other_dates, error);
    }
  if (!read_object (root, "dates", &dates, error))
    return FALSE;
  names = dates != NULL ? json_object_get_members (dates) : NULL;
  for (GList *name = names; name != NULL; name = name->next)
    {
      char *how;

      if (!read_text (dates, name->data, &how, error))
        return FALSE;
      if (how == NULL)
        return refuse (error, _ ("nothing is said of what to do with the date “%s”."), (char *)name->data);
      g_hash_table_insert (self->dates, g_strdup (name->data), how);
      if (!check_treatment (how, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_formats (QhRecipe *self, JsonObject *root, GError **error)
{
  g_auto (GStrv) formats = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *language = NULL;

  if (!read_texts (root, "formats", &formats, error) || !read_text (root, "language", &language, error))
    return FALSE;
  joined = formats[0] != NULL ? g_strjoinv (",", formats) : NULL;
  self->formats = qh_dataset_parse_formats (joined, error);
  if (self->formats == 0)
    return FALSE;
  self->language = QH_N_LANGUAGES;
  for (guint l = 0; language != NULL && l < QH_N_LANGUAGES; l++)
    if (g_str_equal (language, qh_language_to_code (l)))
      self->language = l;
  return language == NULL || self->language != QH_N_LANGUAGES
         || refuse (error, _ ("there is no language “%s”. Choose es, en or pt."), language);
}

static gboolean
read_all (QhRecipe *self, JsonObject *root, GError **error)
{
  static const char *const known[] = { "recipe", "version", "name", "title", "notes", "study", "unit", "rules", "derived", "variables",
                                       "filter", "period", "deidentify", "risk", "treat", "dates", "most_days", "formats", "language", NULL };
  double recipe, version;

  if (!check_members (root, "recipe", known, error) || !read_number (root, "recipe", 1, 1, 1, &recipe, error)
      || !read_number (root, "version", 0, 0, 1e6, &version, error) || !read_text (root, "name", &self->name, error)
      || !read_text (root, "title", &self->title, error) || !read_text (root, "notes", &self->notes, error)
      || !read_text (root, "study", &self->study, error) || !read_text (root, "unit", &self->unit, error))
    return FALSE;
  self->version = (guint)version;
  if (self->name == NULL || strlen (self->name) > 200)
    return refuse (error, _ ("it has no name, or one of more than 200 bytes."));
  if (self->unit == NULL)
    self->unit = g_strdup ("activity");
  self->description = take_description (root);
  return read_variables (self, root, error) && read_conditions (self, root, error) && read_deidentification (self, root, error)
         && read_risk (self, root, error) && read_treatments (self, root, error) && read_dates (self, root, error) && read_formats (self, root, error);
}

/**
 * qh_recipe_parse:
 * @json: as this room's README describes it
 *
 * Returns: (transfer full): the recipe; %NULL with an error that says what is wrong.
 */
QhRecipe *
qh_recipe_parse (const char *json, GError **error)
{
  g_autoptr (QhRecipe) self = g_new0 (QhRecipe, 1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) reason = NULL;
  JsonNode *root;

  self->variables = g_ptr_array_new_with_free_func (variable_free);
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  self->levels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->treatments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->dates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!json_parser_load_from_data (parser, json, -1, &reason))
    {
      refuse (error, _ ("it is not JSON: %s"), reason->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      refuse (error, _ ("it is not an object: it begins with { and ends with }."));
      return NULL;
    }
  if (!read_all (self, json_node_get_object (root), error))
    return NULL;
  if (self->quasi == NULL)
    self->quasi = g_new0 (char *, 1);
  if (self->sensitive == NULL)
    self->sensitive = g_new0 (char *, 1);
  self->json = to_json (root, TRUE);
  return g_steal_pointer (&self);
}

/**
 * qh_recipe_describe:
 *
 * Returns: (transfer full): what it makes, in a line.
 */
char *
qh_recipe_describe (const QhRecipe *self)
{
  const char *unit = g_str_equal (self->unit, "case")           ? _ ("By case")
                     : g_str_equal (self->unit, "person")       ? _ ("By person")
                     : g_str_equal (self->unit, "consultation") ? _ ("By consultation")
                                                                : _ ("By activity");
  g_autofree char *variables = self->variables->len == 0 ? g_strdup (_ ("all variables that may leave"))
                                                         : g_strdup_printf (ngettext ("%u variable", "%u variables", self->variables->len), self->variables->len);
  g_autofree char *k = self->deidentifies ? g_strdup_printf (_ ("k = %u"), self->goal.k) : NULL;

  return g_strjoin (" · ", unit, variables, self->conditions[0] != NULL ? _ ("filtered") : _ ("all rows"), k, NULL);
}

/**
 * qh_recipe_find_treatment:
 *
 * Returns: (nullable): what is done to a variable beside what all get.
 */
const QhRecipeTreatment *
qh_recipe_find_treatment (const QhRecipe *self, const char *variable)
{
  return g_hash_table_lookup (self->treatments, variable);
}

/**
 * qh_recipe_get_treatment:
 *
 * Returns: what is done to a date: "kept", "month", "quarter", "year" or "shift".
 */
const char *
qh_recipe_get_treatment (const QhRecipe *self, const char *date)
{
  const char *how = g_hash_table_lookup (self->dates, date);

  return how != NULL ? how : self->other_dates != NULL ? self->other_dates : "kept";
}
