/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves of a recipe's rows, variable by variable. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-dictionary-private.h"
#include "exchange/qh-export-private.h"
#include "research/qh-recipe-frame-private.h"
#include "research/qh-recipe-treat.h"

/* Ids of codes that no workspace gives, behind those of derived variables. */
#define FIRST_ID (G_GINT64_CONSTANT (1) << 41)

guint
qh_filling_get_row (const QhFilling *filling, guint place)
{
  return g_array_index (filling->rows, guint, place);
}

static void
choose_rows (QhFilling *filling)
{
  const QhAnonymization *found = filling->result->anonymization;
  guint record = 0;

  for (guint row = 0; row < qh_frame_get_n_rows (filling->result->source); row++)
    {
      if (!filling->result->mask[row])
        continue;
      if (found == NULL || found->keep[record])
        {
          g_array_append_val (filling->rows, row);
          g_array_append_val (filling->records, record);
        }
      record++;
    }
}

/* Fields */

void
qh_filling_set_labels (QhField *field, const QhRecipeVariable *variable, const QhField *source, const char *name)
{
  qh_labels_clear (field->labels);
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    field->labels[l] = g_strdup (variable != NULL && variable->label != NULL ? variable->label : source != NULL ? source->labels[l] : l == QH_LANGUAGE_ES ? name : NULL);
}

const char *
qh_filling_get_name (const QhRecipeVariable *variable, const char *name)
{
  return variable != NULL && variable->as != NULL ? variable->as : name;
}

QhField *
qh_filling_new_field (QhFilling *filling, const char *name, QhType type, QhSensitivity sensitivity, const char *catalogue)
{
  QhField *field = qh_field_new_own (filling->next_field++, name, type, sensitivity, catalogue);

  field->own = FALSE;
  return field;
}

/* Texts as codes */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* Every text that occurs is a code; they are in the order of their letters where
 * that is their order, else as they first occur. */
static GPtrArray *
list_texts (GPtrArray *told, gboolean sorted, GHashTable *places)
{
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = 0; i < told->len; i++)
    {
      char *text = g_ptr_array_index (told, i);

      if (text[0] != '\0' && g_hash_table_add (places, text))
        g_ptr_array_add (texts, text);
    }
  if (sorted)
    g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    g_hash_table_insert (places, g_ptr_array_index (texts, i), GUINT_TO_POINTER (i));
  return texts;
}

/* @source: (nullable): of whose catalogue the texts may be codes */
void
qh_filling_add_texts (QhFilling *filling, QhField *field, const QhField *source, gboolean sorted, QhTellFunc tell, gpointer user_data)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) texts = NULL;
  g_autofree QhEntryText *entries = NULL;
  g_autofree gint64 *values = g_new (gint64, MAX (1, filling->rows->len));
  g_autoptr (QhCatalogues) catalogues = NULL;

  for (guint i = 0; i < filling->rows->len; i++)
    g_ptr_array_add (told, tell (filling, i, user_data));
  texts = list_texts (told, sorted, places);
  entries = g_new (QhEntryText, MAX (1, texts->len));
  for (guint i = 0; i < texts->len; i++)
    {
      g_ptr_array_add (labels, qh_hierarchy_dup_words (g_ptr_array_index (texts, i), source, qh_frame_get_catalogues (filling->result->source), filling->language));
      entries[i] = (QhEntryText){ g_ptr_array_index (texts, i), g_ptr_array_index (labels, i) };
    }
  for (guint i = 0; i < told->len; i++)
    {
      char *text = g_ptr_array_index (told, i);

      values[i] = text[0] == '\0' ? QH_SCAN_NONE : filling->next_id + GPOINTER_TO_UINT (g_hash_table_lookup (places, text));
    }
  field->ordered = sorted;
  catalogues = qh_catalogues_with (qh_frame_get_catalogues (filling->made), field->catalogue, entries, texts->len, filling->next_id);
  filling->next_id += texts->len;
  qh_frame_add_column (filling->made, field, catalogues, values);
}

/* Says of the columns that were just added where they come from. */
static void
note_source (QhFilling *filling, const char *name)
{
  while (filling->result->names->len < qh_frame_get_n_columns (filling->made))
    g_ptr_array_add (filling->result->names, g_strdup (name));
}

/* Quasi-identifiers */

static char *
tell_quasi (QhFilling *filling, guint place, gpointer user_data)
{
  return g_strdup (qh_anonymization_get_text (filling->result->anonymization, GPOINTER_TO_UINT (user_data), g_array_index (filling->records, guint, place)));
}

static int
find_quasi (const QhFilling *filling, const char *name)
{
  const QhAnonymization *found = filling->result->anonymization;

  for (guint c = 0; found != NULL && c < found->codings->len; c++)
    if (g_str_equal (((const QhCoding *)g_ptr_array_index (found->codings, c))->name, name))
      return (int)c;
  return -1;
}

static void
add_told (QhFilling *filling, const QhRecipeVariable *variable, const char *name, const QhField *source, guint quasi)
{
  g_autofree char *catalogue = g_strconcat ("told-", qh_filling_get_name (variable, name), NULL);
  QhField *field = qh_filling_new_field (filling, qh_filling_get_name (variable, name), QH_TYPE_CODE, QH_SENSITIVITY_QUASI_IDENTIFIER, catalogue);

  qh_filling_set_labels (field, variable, source, name);
  qh_filling_add_texts (filling, field, source, FALSE, tell_quasi, GUINT_TO_POINTER (quasi));
}

/* Dates */

/* Whose a row is: the case's, or its own where cases or persons are the unit;
 * none has no offset that would be the same elsewhere. */
char *
qh_filling_dup_person (const QhFilling *filling, guint place)
{
  QhFrame *source = filling->result->source;
  guint row = qh_filling_get_row (filling, place);
  const QhFrameColumn *column = NULL;
  gint64 id = qh_frame_get_ids (source)[row];

  if (g_str_equal (filling->recipe->unit, "activity") || g_str_equal (filling->recipe->unit, "consultation"))
    column = qh_frame_find_column (source, "case");
  if (column != NULL)
    {
      id = qh_frame_column_get (column, row);
      return QH_SCAN_IS_EMPTY (id) ? g_strdup ("") : g_strdup_printf ("case %" G_GINT64_FORMAT, id);
    }
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, filling->recipe->unit, id);
}

/* Several answers: the export gives them both shapes */

static void
add_list (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column)
{
  QhField *field = qh_filling_new_field (filling, qh_filling_get_name (variable, column->field->name), QH_TYPE_CODES, column->field->sensitivity,
                                         column->field->catalogue);

  qh_filling_set_labels (field, variable, column->field, column->field->name);
  qh_frame_add_list (filling->made, field, column, (const guint32 *)(void *)filling->rows->data);
}

/* Others */

void
qh_filling_add_copy (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column)
{
  g_autofree gint64 *values = g_new (gint64, MAX (1, filling->rows->len));
  QhField *field = qh_field_copy (column->field);

  if (variable != NULL && variable->as != NULL)
    {
      g_free (field->name);
      field->name = g_strdup (variable->as);
    }
  qh_filling_set_labels (field, variable, column->field, column->field->name);
  for (guint i = 0; i < filling->rows->len; i++)
    values[i] = qh_frame_column_get (column, qh_filling_get_row (filling, i));
  qh_frame_add_column (filling->made, field, NULL, values);
}

static char *
tell_key (QhFilling *filling, guint place, gpointer user_data)
{
  g_autofree char *person = qh_filling_dup_person (filling, place);

  return qh_treat_id (filling->key, person);
}

/* By which the rows of a person are joined, within a study across its sets. */
static void
add_key (QhFilling *filling)
{
  QhField *field = qh_filling_new_field (filling, "study_key", QH_TYPE_CODE, QH_SENSITIVITY_PLAIN, "told-study_key");

  field->format = g_strdup (QH_FORMAT_KEY);
  qh_filling_set_labels (field, NULL, NULL, _ ("Key of the person in the study"));
  qh_filling_add_texts (filling, field, NULL, TRUE, tell_key, NULL);
  note_source (filling, "study_key");
}

static gboolean
add_variable (QhFilling *filling, const QhRecipeVariable *variable, const QhFrameColumn *column, GError **error)
{
  const char *name = column->field->name;
  const char *how = qh_recipe_get_treatment (filling->recipe, name);
  const QhRecipeTreatment *treatment = qh_recipe_find_treatment (filling->recipe, name);
  int quasi = find_quasi (filling, name);
  gboolean done = TRUE;

  if (quasi >= 0)
    add_told (filling, variable, name, column->field, (guint)quasi);
  else if (column->form == QH_COLUMN_LIST)
    add_list (filling, variable, column);
  else if (column->field->type == QH_TYPE_DATE && !g_str_equal (how, "kept"))
    qh_filling_add_date (filling, variable, column, how);
  else if (treatment != NULL)
    done = qh_filling_add_treated (filling, variable, column, treatment, error);
  else
    qh_filling_add_copy (filling, variable, column);
  if (done)
    note_source (filling, name);
  return done;
}

/* Without a list all leaves that may; who de-identifies keeps back what marks a
 * person and is not told less exactly, and the numbers of other records. */
static gboolean
leaves_unnamed (const QhFilling *filling, const QhFrameColumn *column)
{
  const QhField *field = column->field;
  gboolean treated = field->type == QH_TYPE_DATE && !g_str_equal (qh_recipe_get_treatment (filling->recipe, field->name), "kept");

  if (field->retired)
    return FALSE;
  if (!filling->recipe->deidentifies || find_quasi (filling, field->name) >= 0 || treated)
    return TRUE;
  return field->sensitivity != QH_SENSITIVITY_QUASI_IDENTIFIER && field->type != QH_TYPE_REFERENCE;
}

static gboolean
add_all (QhFilling *filling, GError **error)
{
  QhFrame *source = filling->result->source;

  for (guint i = 0; i < qh_frame_get_n_columns (source); i++)
    if (leaves_unnamed (filling, qh_frame_get_column (source, i)) && !add_variable (filling, NULL, qh_frame_get_column (source, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
add_listed (QhFilling *filling, GError **error)
{
  for (guint i = 0; i < filling->recipe->variables->len; i++)
    {
      const QhRecipeVariable *variable = g_ptr_array_index (filling->recipe->variables, i);

      if (!qh_recipe_names_served (variable, filling->result->source)
          && !add_variable (filling, variable, qh_frame_find_column (filling->result->source, variable->name), error))
        return FALSE;
    }
  return TRUE;
}

/* The people served are counts by sex and age, which mark somebody: who
 * de-identifies has to name them. */
static void
add_served (QhFilling *filling)
{
  const GPtrArray *variables = filling->recipe->variables;
  gboolean named = variables->len == 0 && !filling->recipe->deidentifies;

  for (guint i = 0; i < variables->len; i++)
    named |= qh_recipe_names_served (g_ptr_array_index (variables, i), filling->result->source);
  if (named && qh_frame_get_served (filling->result->source) != NULL)
    qh_frame_add_served (filling->made, filling->result->source, (const guint32 *)(void *)filling->rows->data);
}

/* Such as "opened:month", which is made of another variable. */
static void
add_made_quasi (QhFilling *filling)
{
  const QhAnonymization *found = filling->result->anonymization;

  for (guint c = 0; found != NULL && c < found->codings->len; c++)
    {
      const char *name = ((const QhCoding *)g_ptr_array_index (found->codings, c))->name;

      if (qh_frame_find_column (filling->result->source, name) != NULL)
        continue;
      add_told (filling, NULL, name, NULL, c);
      note_source (filling, name);
    }
}

static gboolean
check_names (QhFilling *filling, GError **error)
{
  QhFrame *source = filling->result->source;
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, filling->recipe->dates);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      const QhFrameColumn *column = qh_frame_find_column (source, name);

      if (column != NULL && column->field->type == QH_TYPE_DATE)
        continue;
      g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("“%s” is no date of this unit of analysis. Correct “dates” in the recipe."), (char *)name);
      return FALSE;
    }
  g_hash_table_iter_init (&iter, filling->recipe->treatments);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (qh_frame_find_column (source, name) == NULL)
      {
        g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("There is no variable “%s” that could be treated. Correct “treat” in the recipe."), (char *)name);
        return FALSE;
      }
  return TRUE;
}

/**
 * qh_recipe_names_served:
 *
 * Returns: whether a variable of a recipe is the people served of the unit of analysis.
 */
gboolean
qh_recipe_names_served (const QhRecipeVariable *variable, QhFrame *source)
{
  return g_str_equal (variable->name, QH_RECIPE_SERVED) && qh_frame_get_served (source) != NULL;
}

/**
 * qh_recipe_make_frame:
 * @result: with its source, mask and anonymization
 * @key: of ids and offsets
 * @language: of labels that are the same in every language
 *
 * Returns: (transfer full): what leaves: the variables of the recipe in their
 *   order, with their names and labels, as they are told.
 */
QhFrame *
qh_recipe_make_frame (const QhRecipe *recipe, QhRecipeResult *result, const QhSetKey *key, QhLanguage language, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (guint));
  QhFilling filling = { recipe, result, key, NULL, rows, records, FIRST_ID, FIRST_ID, language };
  QhKind *kind;

  if (!check_names (&filling, error))
    return NULL;
  kind = qh_kind_new_made (qh_frame_get_kind (result->source)->name, g_ptr_array_new ());
  choose_rows (&filling);
  filling.made = qh_frame_new_made (kind, qh_frame_get_catalogues (result->source), rows->len);
  qh_kind_unref (kind);
  if (recipe->study != NULL)
    add_key (&filling);
  add_made_quasi (&filling);
  if (!(recipe->variables->len > 0 ? add_listed (&filling, error) : add_all (&filling, error)))
    {
      qh_frame_unref (filling.made);
      return NULL;
    }
  add_served (&filling);
  return filling.made;
}
