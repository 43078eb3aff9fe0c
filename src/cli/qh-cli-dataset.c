/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-research.h"
#include "domain/qh-json.h"
#include "exchange/qh-dataset.h"
#include "research/qh-recipe-run.h"
#include "research/qh-recipes.h"

static gboolean
log_export (QhStore              *store,
            const QhExportReport *report,
            GError              **error)
{
  g_autofree char *detail = g_strdup_printf ("dataset, %u", report->written);
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_EXPORT, 0, 0, detail);

  return qh_store_apply (store, event, NULL, NULL, NULL, error);
}

static gboolean
write_folder (QhFrame                *frame,
              const guint8           *mask,
              const QhDatasetOptions *options,
              QhExportReport         *report,
              GError                **error)
{
  QhCliProgress progress;
  gboolean done;

  qh_cli_progress_begin (&progress);
  done = qh_dataset_write (frame, mask, options, report, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  return done;
}

/* All rows and variables of a kind or a table, without a recipe. */
static gboolean
export_plainly (QhCli             *cli,
                const QhCliSource *source,
                const char        *usual_title,
                QhDatasetFormats   formats,
                GError           **error)
{
  g_autoptr (QhStoreInfo) info = source->store != NULL ? qh_store_peek (cli->arguments[0], NULL) : NULL;
  g_autofree char *user = source->store != NULL ? qh_store_dup_user_name (source->store) : NULL;
  g_autofree char *name = g_path_get_basename (qh_cli_get (cli, "output"));
  g_autofree char *filter_words = qh_filter_describe (source->filter, source->frame, source->language);
  const char *title = qh_cli_get (cli, "title");
  QhExportReport report = { 0 };
  const QhDatasetOptions options = {
    .folder = qh_cli_get (cli, "output"),
    .formats = formats,
    .language = source->language,
    .store = source->store,
    .user = user,
    .words = {
      .name = name,
      .title = title != NULL ? title : usual_title,
      .unit = info != NULL ? info->unit : NULL,
      .filter = filter_words,
      .notes = qh_cli_get (cli, "notes"),
      .version = QH_VERSION,
    },
  };

  return write_folder (source->frame, source->mask, &options, &report, error)
         && (source->store == NULL || log_export (source->store, &report, error))
         && qh_cli_print_export (cli, &report, options.folder, error);
}

static gboolean
export_kind (QhCli           *cli,
             QhStore         *store,
             guint            kind,
             QhDatasetFormats formats,
             GError         **error)
{
  g_auto (QhCliSource) source = { .store = g_object_ref (store), .language = qh_store_get_language (store) };

  source.frame = qh_cli_load_frame (cli, store, kind, &source.filter, error);
  source.mask = source.frame != NULL ? qh_filter_to_mask (source.filter, source.frame, error) : NULL;
  return source.mask != NULL
         && export_plainly (cli, &source, qh_kind_get_plural (qh_store_get_kind (store, kind), source.language), formats, error);
}

/* The table of --from-csv in every format: names and all, as whoever brings it has them. */
static gboolean
export_table (QhCli           *cli,
              QhDatasetFormats formats,
              GError         **error)
{
  g_auto (QhCliSource) source = { 0 };
  g_autofree char *title = g_path_get_basename (qh_cli_get (cli, "from-csv"));

  return qh_cli_source_open_csv (cli, qh_cli_get (cli, "from-csv"), &source, error)
         && export_plainly (cli, &source, title, formats, error);
}

/* Recipes */

static QhRecipeResult *
make_result (const QhRecipe *recipe,
             QhStore        *store,
             GError        **error)
{
  QhCliProgress progress;
  QhRecipeResult *result;

  qh_cli_progress_begin (&progress);
  result = qh_recipe_run (recipe, store, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  return result;
}

static QhRecipe *
load_recipe (QhCli   *cli,
             QhStore *store,
             GError **error)
{
  gint64 version;

  if (cli->arguments[2] == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _("Name a recipe behind the workspace, or a file that ends in .json."));
      return NULL;
    }
  if (!qh_cli_get_count (cli, "version", 0, 1, 1000000, &version, error))
    return NULL;
  return qh_recipes_load (store, cli->arguments[2], (guint) version, error);
}

static gboolean
export_by_recipe (QhCli   *cli,
                  QhStore *store,
                  GError **error)
{
  static const char *const of_recipe[] = { "of", "where", "formats", "title", "notes", "loss" };
  g_autoptr (QhStoreInfo) info = qh_store_peek (cli->arguments[0], NULL);
  g_autoptr (QhRecipe) recipe = load_recipe (cli, store, error);
  g_autoptr (QhRecipeResult) result = NULL;
  QhExportReport report = { 0 };
  QhCliProgress progress;
  gboolean done;

  for (guint i = 0; recipe != NULL && i < G_N_ELEMENTS (of_recipe); i++)
    if (qh_cli_get (cli, of_recipe[i]) != NULL)
      {
        g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("--%s: that stands in the recipe. Change it there."), of_recipe[i]);
        return FALSE;
      }
  result = recipe != NULL ? make_result (recipe, store, error) : NULL;
  if (result == NULL)
    return FALSE;
  qh_cli_progress_begin (&progress);
  done = qh_recipe_export (recipe, result, store, info != NULL ? info->unit : NULL, qh_cli_get (cli, "output"), &report,
                           qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  return done && qh_cli_print_export (cli, &report, qh_cli_get (cli, "output"), error);
}

/* @store: (nullable): a workspace; NULL of the table of --from-csv */
static gboolean
export (QhCli   *cli,
        QhStore *store,
        GError **error)
{
  guint kind = qh_cli_read_kind (cli, "of", error);
  QhDatasetFormats formats = kind != 0 ? qh_dataset_parse_formats (qh_cli_get (cli, "formats"), error) : 0;

  if (formats == 0)
    return FALSE;
  if (qh_cli_get (cli, "output") == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _("--output is required: the folder to make."));
      return FALSE;
    }
  if (store == NULL)
    return export_table (cli, formats, error);
  return cli->arguments[2] != NULL ? export_by_recipe (cli, store, error) : export_kind (cli, store, kind, formats, error);
}

static gboolean
list (QhCli   *cli,
      QhStore *store,
      GError **error)
{
  const QhCliColumn columns[] = {
    { "name", _("Recipe"), FALSE }, { "version", _("Version"), TRUE }, { "unit", _("Unit of analysis"), FALSE }, { "variables", _("Variables"), TRUE },
    { "k", "k", TRUE }, { "loss", _("Loss"), FALSE }, { "notes", _("Notes"), FALSE },
  };
  g_autoptr (GPtrArray) recipes = qh_recipes_list (store, error);
  g_autoptr (QhCliOutput) output = NULL;

  if (recipes == NULL)
    return FALSE;
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < recipes->len; i++)
    {
      const QhRecipe *recipe = g_ptr_array_index (recipes, i);
      g_autofree char *version = g_strdup_printf ("%u", recipe->version);
      g_autofree char *n = recipe->variables->len > 0 ? g_strdup_printf ("%u", recipe->variables->len) : g_strdup ("");
      g_autofree char *k = recipe->deidentifies ? g_strdup_printf ("%u", recipe->goal.k) : g_strdup ("");

      qh_cli_output_row (output, (const char *const[]) { recipe->name, version, recipe->unit, n, k,
                                                           recipe->deidentifies ? qh_loss_get_word (recipe->goal.loss) : "", recipe->notes != NULL ? recipe->notes : "" });
    }
  return qh_cli_output_close (output, error);
}

static gboolean
save (QhCli   *cli,
      QhStore *store,
      GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) reason = NULL;
  guint version;

  if (cli->arguments[2] == NULL || !g_str_has_suffix (cli->arguments[2], ".json"))
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _("Name the recipe's file behind the workspace; it ends in .json."));
      return FALSE;
    }
  if (!g_file_get_contents (cli->arguments[2], &json, NULL, &reason))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("“%s” could not be read: %s"), cli->arguments[2], qh_error_explain_file (reason));
      return FALSE;
    }
  if (!qh_recipes_save (store, json, &version, error))
    return FALSE;
  qh_cli_note (_("The recipe was saved as version %u."), version);
  return TRUE;
}

/* Its JSON, which another workspace can save. */
static gboolean
show (QhCli   *cli,
      QhStore *store,
      GError **error)
{
  g_autoptr (QhRecipe) recipe = load_recipe (cli, store, error);
  const char *path = qh_cli_get (cli, "output");
  g_autofree char *text = recipe != NULL ? g_strconcat (recipe->json, "\n", NULL) : NULL;
  g_autoptr (GError) reason = NULL;

  if (text == NULL)
    return FALSE;
  if (path == NULL)
    return qh_cli_print (text, error);
  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666, &reason))
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("“%s” could not be written: %s"), path, reason->message);
  return FALSE;
}

static gboolean
print_risk_json (const QhRecipeResult *result,
                 GError              **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  qh_json_count (builder, "selected", result->n_selected + result->left_out);
  qh_json_count (builder, "left_out", result->left_out);
  qh_json_count (builder, "suppressed", result->privacy->suppressed);
  qh_json_count (builder, "written", qh_frame_get_n_rows (result->frame));
  qh_privacy_to_json (result->privacy, builder);
  json_builder_end_object (builder);
  return qh_cli_print_json (builder, error);
}

static gboolean
print_risk (QhCli                *cli,
            const QhRecipeResult *result,
            GError              **error)
{
  const QhCliColumn columns[] = { { "measure", _("Risk of re-identification"), FALSE }, { "before", _("before"), TRUE }, { "after", _("after"), TRUE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  const QhPrivacy *privacy = result->privacy;
  g_autofree char *suppressed = g_strdup_printf ("%u", privacy->suppressed);
  g_autofree char *loss = privacy->loss.name != NULL ? g_strdup_printf (_("Information lost: %s"), privacy->loss.label) : NULL;
  g_autofree char *warning = qh_privacy_dup_warning (privacy);

  for (guint i = 0; i < privacy->measures->len; i++)
    {
      const QhPrivacyMeasure *measure = g_ptr_array_index (privacy->measures, i);
      g_autofree char *before = qh_privacy_dup_figure (measure->before);
      g_autofree char *after = qh_privacy_dup_figure (measure->after);

      qh_cli_output_row (output, (const char *const[]) { measure->label, before, after });
    }
  qh_cli_output_row (output, (const char *const[]) { _("Rows suppressed"), "0", suppressed });
  if (loss != NULL)
    qh_cli_output_row (output, (const char *const[]) { loss, "", privacy->loss.text });
  if (warning != NULL && cli->format == QH_CLI_TEXT)
    qh_cli_note ("%s", warning);
  for (guint i = 0; i < privacy->checks->len; i++)
    {
      const QhPrivacyCheck *check = g_ptr_array_index (privacy->checks, i);

      qh_cli_output_row (output, (const char *const[]) { check->label, check->broken != NULL ? check->broken : "", check->broken == NULL ? _("kept") : _("broken") });
    }
  return qh_cli_output_close (output, error);
}

static gboolean
risk (QhCli   *cli,
      QhStore *store,
      GError **error)
{
  g_autoptr (QhRecipe) recipe = load_recipe (cli, store, error);
  g_autoptr (QhRecipeResult) result = NULL;

  if (recipe == NULL || !qh_cli_get_loss (cli, &recipe->goal.loss, error))
    return FALSE;
  result = make_result (recipe, store, error);
  if (result == NULL)
    return FALSE;
  return cli->format == QH_CLI_JSON ? print_risk_json (result, error) : print_risk (cli, result, error);
}

/* Recipes are kept in workspaces. */
static gboolean
run_on_table (QhCli   *cli,
              GError **error)
{
  if (g_str_equal (cli->arguments[1], "export") && cli->arguments[2] == NULL)
    return export (cli, NULL, error);
  g_set_error_literal (error, QH_ERROR, QH_ERROR_FORMAT, _("--from-csv goes with export and without a recipe, since recipes are kept in workspaces. To lower the risk of a table use “quehacer anonymize”."));
  return FALSE;
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  static const char *const names[] = { "export", "list", "save", "show", "risk", NULL };
  static gboolean (*const actions[]) (QhCli *cli, QhStore *store, GError **error) = { export, list, save, show, risk };
  g_autoptr (QhStore) store = NULL;

  qh_cli_put_workspace_first (cli, names);
  if (qh_cli_get (cli, "from-csv") != NULL)
    return run_on_table (cli, error);
  if (qh_cli_get (cli, "type") != NULL || qh_cli_get (cli, "no-answer") != NULL || qh_cli_get (cli, "variables") != NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_FORMAT, _("--type, --no-answer and --variables go with --from-csv here: a recipe says what its variables are."));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (names[i], cli->arguments[1]))
      {
        store = qh_cli_open (cli, error);
        return store != NULL && actions[i] (cli, store, error);
      }
  g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("Data sets cannot be asked to “%s”. Choose list, save, show, risk or export."), cli->arguments[1]);
  return FALSE;
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("output", N_("The folder to make; its name is also that of the files. Of show the recipe's file"), N_("FOLDER")),
  QH_CLI_OPTION ("version", N_("Which version of the recipe; the last if not given"), N_("NUMBER")),
  QH_CLI_OPTION ("formats", N_("csv, xlsx, sav, zsav, dta, ddi, html, syntax, parted by commas; all if not given"), N_("FORMATS")),
  QH_CLI_OPTION ("title", N_("What the data are"), N_("TEXT")),
  QH_CLI_OPTION ("notes", N_("What whoever uses the data ought to know"), N_("TEXT")),
  QH_CLI_LOSS_OPTION,
  QH_CLI_WHERE_OPTION,
  QH_CLI_OF_OPTION,
  QH_CLI_CSV_OPTIONS,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_dataset = {
  .name = "dataset",
  .arguments = N_("list|save|show|risk|export WORKSPACE|--from-csv FILE [RECIPE] [--output FOLDER]"),
  .summary = N_("Keep recipes of data sets, tell their risk, and write them in every format with codebook, syntax and manifest"),
  .entries = entries,
  .least = 2,
  .most = 3,
  .describe = qh_cli_describe_variables,
  .run = run,
};
