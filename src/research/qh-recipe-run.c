/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-recipe-run.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "research/qh-recipe-edit.h"
#include "research/qh-recipe-treat.h"
#include "research/qh-risk-report.h"
#include "research/qh-variables.h"
#include "store/qh-store-secret.h"

G_STATIC_ASSERT (QH_STORE_SECRET_SIZE == QH_SET_KEY_SIZE);

void
qh_recipe_result_free (QhRecipeResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->frame, qh_frame_unref);
  g_clear_pointer (&self->source, qh_frame_unref);
  g_clear_pointer (&self->anonymization, qh_anonymization_free);
  g_clear_pointer (&self->privacy, qh_privacy_free);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->filter_words);
  g_free (self->mask);
  g_free (self);
}

/* The sets of a study share their secret; each other set has its own. */
static gboolean
make_keys (const QhRecipe *recipe, QhStore *store, QhSetKey *key, guint8 order[QH_HASH_SHORT_KEY_SIZE], GError **error)
{
  const char *name = recipe->study != NULL ? recipe->study : recipe->name;
  guint8 secret[QH_STORE_SECRET_SIZE];

  if (!qh_store_make_secret (store, recipe->study != NULL ? "study" : "data set", name, key->bytes, error)
      || !qh_store_make_secret (store, "data set's order", recipe->name, secret, error))
    return FALSE;
  memcpy (order, secret, QH_HASH_SHORT_KEY_SIZE);
  return TRUE;
}

/* What a recipe asks for and the unit of analysis has no more, or never had. */
static gboolean
check_variables (const QhRecipe *recipe, QhFrame *frame, GError **error)
{
  for (guint i = 0; i < recipe->variables->len; i++)
    {
      const QhRecipeVariable *variable = g_ptr_array_index (recipe->variables, i);
      const QhFrameColumn *column = qh_frame_find_column (frame, variable->name);

      if (qh_recipe_names_served (variable, frame))
        {
          if (variable->as == NULL && variable->label == NULL)
            continue;
          g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("“%s” is several columns and keeps their names. Take “as” and “label” of it out of the recipe."), variable->name);
          return FALSE;
        }
      if (column == NULL)
        {
          g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("There is no variable “%s” that may leave. Correct its name in the recipe, or take it out."), variable->name);
          return FALSE;
        }
      if (column->field->retired)
        {
          g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("The field “%s” was retired. Take it out of the recipe, or put the one that took its place."), variable->name);
          return FALSE;
        }
    }
  return TRUE;
}

static QhLanguage
choose_language (const QhRecipe *recipe, QhStore *store)
{
  return recipe->language < QH_N_LANGUAGES ? recipe->language : qh_store_get_language (store);
}

static gboolean
select_rows (const QhRecipe *recipe, QhStore *store, QhRecipeResult *self, GError **error)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autofree guint8 *mask = NULL;

  for (guint i = 0; recipe->conditions[i] != NULL; i++)
    if (!qh_filter_parse (filter, self->source, recipe->conditions[i], error))
      return FALSE;
  mask = qh_filter_to_mask (filter, self->source, error);
  self->mask = mask != NULL ? qh_export_leave_out (self->source, mask, store, &self->left_out, error) : NULL;
  if (self->mask == NULL)
    return FALSE;
  self->filter_words = qh_filter_describe (filter, self->source, choose_language (recipe, store));
  self->n_selected = qh_mask_count (self->mask, qh_frame_get_n_rows (self->source));
  if (self->n_selected > 0)
    return TRUE;
  g_set_error_literal (error, QH_ERROR, QH_ERROR_RANGE, _ ("The filter and the period leave no rows. Change them in the recipe."));
  return FALSE;
}

/* De-identification */

static gboolean
leaves (const QhRecipe *recipe, const char *name)
{
  gboolean any = recipe->variables->len == 0;

  for (guint i = 0; i < recipe->variables->len; i++)
    any |= g_str_equal (((const QhRecipeVariable *)g_ptr_array_index (recipe->variables, i))->name, name);
  return any;
}

static gboolean
is_blurred (const QhRecipe *recipe, const char *name)
{
  const QhRecipeTreatment *treatment = qh_recipe_find_treatment (recipe, name);

  return treatment != NULL && (treatment->means > 0 || treatment->noise > 0);
}

/**
 * qh_recipe_dup_quasi:
 *
 * Returns: (transfer full) (array zero-terminated=1): the quasi-identifiers: those that it
 *   names, or those that the dictionary marks and that leave as they are; a date that is
 *   moved or coarsened is no longer what is known of somebody.
 */
char **
qh_recipe_dup_quasi (const QhRecipe *recipe, QhFrame *frame)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (recipe->names_quasi)
    return g_strdupv (recipe->quasi);
  for (guint i = 0; i < qh_frame_get_n_columns (frame); i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (frame, i);

      if (column->field->sensitivity == QH_SENSITIVITY_QUASI_IDENTIFIER && column->form != QH_COLUMN_LIST && !column->field->retired
          && leaves (recipe, column->field->name) && !is_blurred (recipe, column->field->name) && g_str_equal (qh_recipe_get_treatment (recipe, column->field->name), "kept"))
        g_strv_builder_add (builder, column->field->name);
    }
  return g_strv_builder_end (builder);
}

/**
 * qh_recipe_dup_countable:
 *
 * Returns: (transfer full) (array zero-terminated=1): which of the quasi-identifiers that the risk
 *   does not count it could: not several answers, and no numbers that means or noise blur.
 */
char **
qh_recipe_dup_countable (const QhRecipe *recipe, const QhRecipeResult *result)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; result->privacy->uncounted[i] != NULL; i++)
    {
      const char *name = result->privacy->uncounted[i];
      const QhFrameColumn *column = qh_frame_find_column (result->source, name);

      if (column != NULL && column->form != QH_COLUMN_LIST && !is_blurred (recipe, name))
        g_strv_builder_add (builder, name);
    }
  return g_strv_builder_end (builder);
}

/**
 * qh_recipe_dup_sensitive:
 *
 * Returns: (transfer full) (array zero-terminated=1): what must not be told of anybody: the
 *   variables that it names, or those that leave and that the dictionary marks, but for
 *   quasi-identifiers and those of several answers.
 */
char **
qh_recipe_dup_sensitive (const QhRecipe *recipe, QhFrame *frame)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) quasi = NULL;

  if (recipe->names_sensitive)
    return g_strdupv (recipe->sensitive);
  quasi = qh_recipe_dup_quasi (recipe, frame);
  for (guint i = 0; i < qh_frame_get_n_columns (frame); i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (frame, i);

      if (column->field->sensitivity == QH_SENSITIVITY_SENSITIVE && column->form == QH_COLUMN_CODED && !column->field->retired
          && leaves (recipe, column->field->name) && !g_strv_contains ((const char *const *)quasi, column->field->name))
        g_strv_builder_add (builder, column->field->name);
    }
  return g_strv_builder_end (builder);
}

static void
add_risk (QhPrivacy *privacy, const QhRisk *before, const QhRisk *after)
{
  qh_privacy_add_measure (privacy, "records", _ ("Records"), before->records, after->records);
  qh_privacy_add_measure (privacy, "k", _ ("k (smallest class)"), before->k, after->k);
  qh_privacy_add_measure (privacy, "uniques", _ ("Uniques"), before->uniques, after->uniques);
  qh_privacy_add_measure (privacy, "average_risk", _ ("Average risk"), before->average_risk, after->average_risk);
  qh_privacy_add_measure (privacy, "highest_risk", _ ("Highest risk"), before->highest_risk, after->highest_risk);
  qh_privacy_add_measure (privacy, "classes", _ ("Classes"), before->classes, after->classes);
}

static void
add_diversity (QhPrivacy *privacy, const QhDiversity *before, const QhDiversity *after)
{
  qh_privacy_add_measure (privacy, "l_distinct", _ ("l, distinct"), before->l_distinct, after->l_distinct);
  qh_privacy_add_measure (privacy, "t", _ ("t"), before->t, after->t);
}

/* "groups of 20, from 60 on as one" */
static char *
describe_level (const QhRecipe *recipe, const QhAnonymization *found, guint variable, const QhAnonymizeStep *step)
{
  const QhRecipeTreatment *treatment = qh_recipe_find_treatment (recipe, step->name);
  g_autofree char *label = qh_hierarchy_dup_label (g_ptr_array_index (found->hierarchies, variable), step->level);
  g_autofree char *ends = treatment != NULL && step->values_after > 1 ? qh_recipe_describe_ends (&treatment->ends) : NULL;

  return ends == NULL ? g_steal_pointer (&label) : g_strjoin (", ", label, ends, NULL);
}

static void
take_figures (const QhRecipe *recipe, QhPrivacy *privacy, const QhAnonymization *found)
{
  add_risk (privacy, &found->before, &found->after);
  if (found->secrets->len > 0)
    add_diversity (privacy, &found->diversity_before, &found->diversity_after);
  privacy->suppressed = found->n_records - found->n_kept;
  privacy->blank_cells = found->n_blank_cells;
  qh_privacy_set_loss (privacy, qh_loss_get_word (found->by), qh_loss_get_label (found->by), qh_loss_get_definition (found->by), found->losses[found->by],
                       qh_loss_dup_figure (found->by, found->losses[found->by]), found->search->proven && !found->missed, found->search->n_nodes);
  for (guint i = 0; i < found->steps->len; i++)
    {
      const QhAnonymizeStep *step = g_ptr_array_index (found->steps, i);
      g_autofree char *treatment = describe_level (recipe, found, i, step);

      qh_privacy_add_step (privacy, step->name, treatment, step->values_before, step->values_after, step->loss);
    }
}

/* Of those that are quasi-identifiers. */
static GHashTable *
list_ends (const QhRecipe *recipe, char **quasi)
{
  GHashTable *ends = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; quasi[i] != NULL; i++)
    {
      const QhRecipeTreatment *treatment = qh_recipe_find_treatment (recipe, quasi[i]);

      if (treatment != NULL)
        g_hash_table_insert (ends, quasi[i], (gpointer)&treatment->ends);
    }
  return ends;
}

/* Numbers that are changed are no longer the values by which somebody is known. */
static gboolean
check_quasi (const QhRecipe *recipe, char **quasi, GError **error)
{
  for (guint i = 0; quasi[i] != NULL; i++)
    {
      const QhRecipeTreatment *treatment = qh_recipe_find_treatment (recipe, quasi[i]);

      if (treatment == NULL)
        continue;
      if (g_hash_table_contains (recipe->tables, quasi[i]))
        {
          g_set_error (error, QH_ERROR, QH_ERROR_FORMAT,
                       _ ("“%s” has a hierarchy of its own, which says also what is told as one beyond an end or because it is rare. Leave the treatment out."), quasi[i]);
          return FALSE;
        }
      if (treatment->means == 0 && treatment->noise == 0)
        continue;
      g_set_error (error, QH_ERROR, QH_ERROR_FORMAT,
                   _ ("“%s” is a quasi-identifier, which is told less exactly; means and noise are for other numbers. Leave one of them out."), quasi[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
deidentify (const QhRecipe *recipe, QhRecipeResult *self, QhRecipeUse use, GCancellable *cancellable, GError **error)
{
  g_auto (GStrv) quasi = qh_recipe_dup_quasi (recipe, self->source);
  g_auto (GStrv) sensitive = qh_recipe_dup_sensitive (recipe, self->source);
  g_autoptr (GHashTable) ends = list_ends (recipe, quasi);
  const QhAnonymizeRequest request = {
    .quasi = (const char *const *)quasi,
    .sensitive = (const char *const *)sensitive,
    .tables = recipe->tables,
    .ends = ends,
    .levels = use == QH_RECIPE_TO_SEARCH ? NULL : recipe->levels,
    .even_if_missed = use == QH_RECIPE_TO_LOOK,
    .blank_cells = recipe->blank_cells,
    .goal = recipe->goal,
  };

  if (!check_quasi (recipe, quasi, error))
    return FALSE;
  self->anonymization = qh_anonymize (self->source, self->mask, &request, cancellable, error);
  if (self->anonymization == NULL)
    return FALSE;
  take_figures (recipe, self->privacy, self->anonymization);
  return TRUE;
}

/* What leaves as it is has a risk too. */
static gboolean
tell_risk (const QhRecipe *recipe, QhRecipeResult *self, GError **error)
{
  g_auto (GStrv) quasi = qh_recipe_dup_quasi (recipe, self->source);
  g_auto (GStrv) sensitive = qh_recipe_dup_sensitive (recipe, self->source);
  const QhRiskQuestion question = { .quasi = (const char *const *)quasi, .sensitive = (const char *const *)sensitive };
  g_autoptr (QhRiskReport) found = NULL;
  QhDiversity least;

  if (quasi[0] == NULL)
    return TRUE;
  found = qh_risk_report_new (self->source, self->mask, &question, error);
  if (found == NULL)
    return FALSE;
  add_risk (self->privacy, &found->risk, &found->risk);
  if (qh_risk_report_get_diversity (found, &least))
    add_diversity (self->privacy, &least, &least);
  return TRUE;
}

/**
 * qh_recipe_run_on:
 * @source: what qh_variables_load() makes of the recipe's description
 * @use: what it is run for
 *
 * Selects the rows, tells the quasi-identifiers as exactly as the recipe lets it,
 * treats the dates, and goes through the privacy checklist. The same recipe on
 * the same data gives the same.
 *
 * Returns: (transfer full): what would leave; %NULL with an error.
 */
QhRecipeResult *
qh_recipe_run_on (const QhRecipe *recipe, QhStore *store, QhFrame *source, QhRecipeUse use,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (QhRecipeResult) self = g_new0 (QhRecipeResult, 1);
  QhSetKey key;

  self->privacy = qh_privacy_new ();
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->source = qh_frame_ref (source);
  if (!check_variables (recipe, self->source, error) || !select_rows (recipe, store, self, error)
      || !(recipe->deidentifies ? deidentify (recipe, self, use, cancellable, error) : tell_risk (recipe, self, error))
      || !make_keys (recipe, store, &key, self->key, error))
    return NULL;
  self->frame = qh_recipe_make_frame (recipe, self, &key, choose_language (recipe, store), error);
  qh_set_key_forget (&key);
  if (self->frame == NULL)
    return NULL;
  qh_recipe_check_privacy (recipe, self, choose_language (recipe, store));
  return g_steal_pointer (&self);
}

/**
 * qh_recipe_run:
 * @progress: (nullable): of the reading
 *
 * Reads the unit of analysis, then see qh_recipe_run_on().
 *
 * Returns: (transfer full): what would leave; %NULL with an error.
 */
QhRecipeResult *
qh_recipe_run (const QhRecipe *recipe, QhStore *store, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (QhFrame) source = qh_variables_load (store, recipe->description, progress, progress_data, cancellable, error);

  return source != NULL ? qh_recipe_run_on (recipe, store, source, QH_RECIPE_TO_WRITE, cancellable, error) : NULL;
}

/* Writing */

static gboolean
log_export (const QhRecipe *recipe, QhStore *store, const QhExportReport *report, GError **error)
{
  g_autofree char *detail = recipe->version > 0 ? g_strdup_printf ("dataset, %u, %s %u", report->written, recipe->name, recipe->version)
                                                : g_strdup_printf ("dataset, %u, %s", report->written, recipe->name);
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_EXPORT, 0, 0, detail);

  return qh_store_apply (store, event, NULL, NULL, NULL, error);
}

/**
 * qh_recipe_export:
 * @result: of qh_recipe_run()
 * @unit: (nullable): whose the data are
 * @folder: to be made
 * @report: (out): how many rows were selected, left out and written
 *
 * Writes what leaves, in every format of the recipe, and logs it.
 *
 * Returns: whether the folder was written.
 */
gboolean
qh_recipe_export (const QhRecipe *recipe, const QhRecipeResult *result, QhStore *store, const char *unit, const char *folder,
                  QhExportReport *report, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_autofree char *user = qh_store_dup_user_name (store);
  g_autofree char *name = g_path_get_basename (folder);
  const QhDatasetOptions options = {
    .folder = folder,
    .formats = recipe->formats,
    .language = choose_language (recipe, store),
    .key = result->key,
    .user = user,
    .recipe = recipe->json,
    .privacy = result->privacy,
    .left_out = result->left_out,
    .words = {
      .name = name,
      .title = recipe->title != NULL ? recipe->title : recipe->name,
      .unit = unit,
      .filter = result->filter_words,
      .notes = recipe->notes,
      .version = QH_VERSION,
    },
  };

  return qh_dataset_write (result->frame, NULL, &options, report, progress, progress_data, cancellable, error)
         && log_export (recipe, store, report, error);
}
