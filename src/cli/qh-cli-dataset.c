/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-frame.h"
#include "exchange/qh-dataset.h"

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

static gboolean
export (QhCli   *cli,
        QhStore *store,
        guint    kind,
        QhDatasetFormats formats,
        GError **error)
{
  g_autoptr (QhStoreInfo) info = qh_store_peek (cli->arguments[0], NULL);
  g_autofree char *user = qh_store_dup_user_name (store);
  g_autofree char *filter_words = qh_cli_describe_conditions (cli);
  g_autofree char *name = g_path_get_basename (qh_cli_get (cli, "output"));
  QhLanguage language = qh_store_get_language (store);
  const char *title = qh_cli_get (cli, "title");
  g_autoptr (QhFilter) filter = NULL;
  g_autoptr (QhFrame) frame = qh_cli_load_frame (cli, store, kind, &filter, error);
  g_autofree guint8 *mask = frame != NULL ? qh_filter_to_mask (filter, frame, error) : NULL;
  QhExportReport report = { 0 };
  const QhDatasetOptions options = {
    .folder = qh_cli_get (cli, "output"),
    .formats = formats,
    .language = language,
    .store = store,
    .user = user,
    .words = {
      .name = name,
      .title = title != NULL ? title : qh_kind_get_plural (qh_store_get_kind (store, kind), language),
      .unit = info != NULL ? info->unit : NULL,
      .filter = filter_words,
      .notes = qh_cli_get (cli, "notes"),
      .version = QH_VERSION,
    },
  };

  return mask != NULL && write_folder (frame, mask, &options, &report, error) && log_export (store, &report, error)
         && qh_cli_print_export (cli, &report, options.folder, error);
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  static const char *const actions[] = { "export", NULL };
  guint kind = qh_cli_read_kind (cli, "of", error);
  g_autoptr (QhStore) store = NULL;
  QhDatasetFormats formats;

  qh_cli_put_workspace_first (cli, actions);
  if (kind == 0)
    return FALSE;
  if (!g_strv_contains (actions, cli->arguments[1]))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _("Data sets cannot be asked to “%s”. Choose export."), cli->arguments[1]);
      return FALSE;
    }
  if (qh_cli_get (cli, "output") == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _("--output is required: the folder to make."));
      return FALSE;
    }
  formats = qh_dataset_parse_formats (qh_cli_get (cli, "formats"), error);
  store = formats != 0 ? qh_cli_open (cli, error) : NULL;
  return store != NULL && export (cli, store, kind, formats, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("output", N_("The folder to make; its name is also that of the files"), N_("FOLDER")),
  QH_CLI_OPTION ("formats", N_("csv, xlsx, sav, zsav, dta, ddi, html, syntax, parted by commas; all if not given"), N_("FORMATS")),
  QH_CLI_OPTION ("title", N_("What the data are"), N_("TEXT")),
  QH_CLI_OPTION ("notes", N_("What whoever uses the data ought to know"), N_("TEXT")),
  QH_CLI_WHERE_OPTION,
  QH_CLI_OF_OPTION,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_dataset = {
  .name = "dataset",
  .arguments = N_("export WORKSPACE --output FOLDER"),
  .summary = N_("Write a data set in every format, with codebook, syntax and manifest"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .describe = qh_cli_describe_variables,
  .run = run,
};
