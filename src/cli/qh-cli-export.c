/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-frame.h"
#include "exchange/qh-export.h"

static gboolean
read_answers (QhCli           *cli,
              QhExportAnswers *answers,
              GError         **error)
{
  static const struct
  {
    const char *name;
    QhExportAnswers answers;
  } all[] = { { "both", QH_EXPORT_CODES_AND_LABELS }, { "codes", QH_EXPORT_CODES }, { "labels", QH_EXPORT_LABELS } };
  const char *name = qh_cli_get (cli, "answers");

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (name == NULL || g_str_equal (name, all[i].name))
      {
        *answers = all[i].answers;
        return TRUE;
      }
  g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("--answers: there is no “%s”. Choose both, codes or labels."), name);
  return FALSE;
}

/**
 * qh_cli_print_export:
 * @path: the file or folder that was written
 *
 * Tells how many rows were selected, left out and written.
 */
gboolean
qh_cli_print_export (QhCli                *cli,
                     const QhExportReport *report,
                     const char           *path,
                     GError              **error)
{
  const QhCliColumn columns[] = { { "file", NULL, FALSE }, { "selected", NULL, TRUE }, { "left_out", NULL, TRUE }, { "written", NULL, TRUE }, { "columns", NULL, TRUE }, { "sheets", NULL, TRUE } };
  g_autofree char *sentence = qh_export_report_describe (report, path);
  g_autofree char *selected = g_strdup_printf ("%u", report->selected);
  g_autofree char *left_out = g_strdup_printf ("%u", report->left_out);
  g_autofree char *written = g_strdup_printf ("%u", report->written);
  g_autofree char *n_columns = g_strdup_printf ("%u", report->columns);
  g_autofree char *sheets = g_strdup_printf ("%u", report->sheets);
  const char *cells[] = { path, selected, left_out, written, n_columns, sheets };
  g_autoptr (QhCliOutput) output = NULL;

  if (cli->format == QH_CLI_TEXT)
    {
      qh_cli_note ("%s", sentence);
      return TRUE;
    }
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  qh_cli_output_row (output, cells);
  return qh_cli_output_close (output, error);
}

static gboolean
write_file (QhFrame         *frame,
            const guint8    *mask,
            QhExportOptions *options,
            QhExportReport  *report,
            GError         **error)
{
  QhCliProgress progress;
  gboolean done;

  qh_cli_progress_begin (&progress);
  done = qh_export (frame, mask, options, report, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  return done;
}

static gboolean
log_export (QhStore              *store,
            const QhExportReport *report,
            const char           *path,
            GError              **error)
{
  g_autofree char *detail = qh_export_report_dup_detail (report, path);
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_EXPORT, 0, 0, detail);

  return qh_store_apply (store, event, NULL, NULL, NULL, error);
}

static gboolean
check_output (QhCli   *cli,
              GError **error)
{
  const char *path = qh_cli_get (cli, "output");

  if (path != NULL)
    return qh_export_check_path (path, error);
  g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _("--output is required: a file that ends in .xlsx, .csv, .sav, .zsav or .dta."));
  return FALSE;
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  guint kind = qh_cli_read_kind (cli, "of", error);
  g_autofree char *described = NULL;
  g_autoptr (QhStoreInfo) info = NULL;
  g_autoptr (QhStore) store = NULL;
  g_autoptr (QhFilter) filter = NULL;
  g_autoptr (QhFrame) frame = NULL;
  g_autofree guint8 *mask = NULL;
  QhExportOptions options = {
    .path = qh_cli_get (cli, "output"),
    .variable_names = qh_cli_get (cli, "variable-names") != NULL,
    .byte_order_mark = qh_cli_get (cli, "byte-order-mark") != NULL,
  };
  QhExportReport report = { 0 };

  if (kind == 0 || !check_output (cli, error) || !read_answers (cli, &options.answers, error))
    return FALSE;
  store = qh_cli_open (cli, error);
  frame = store != NULL ? qh_cli_load_frame (cli, store, kind, &filter, error) : NULL;
  mask = frame != NULL ? qh_filter_to_mask (filter, frame, error) : NULL;
  if (mask == NULL)
    return FALSE;
  options.store = store;
  info = qh_store_peek (cli->arguments[0], NULL);
  options.language = qh_store_get_language (store);
  options.filter = described = qh_filter_describe (filter, frame, options.language);
  options.title = qh_kind_get_plural (qh_store_get_kind (store, kind), options.language);
  options.unit = info != NULL ? info->unit : NULL;
  return write_file (frame, mask, &options, &report, error) && log_export (store, &report, options.path, error)
         && qh_cli_print_export (cli, &report, options.path, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("output", N_("The file to write: FILE.xlsx, .csv, .sav, .zsav or .dta"), N_("FILE")),
  QH_CLI_WHERE_OPTION,
  QH_CLI_OF_OPTION,
  QH_CLI_OPTION ("answers", N_("Coded answers as codes, labels or both"), N_("WHAT")),
  QH_CLI_FLAG ("variable-names", N_("Variables' names as headers, not their labels")),
  QH_CLI_FLAG ("byte-order-mark", N_("Begin a csv with the mark of UTF-8")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_export = {
  .name = "export",
  .arguments = N_("WORKSPACE --output FILE"),
  .summary = N_("Export rows for Excel, SPSS, Stata and others, without names or notes"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .describe = qh_cli_describe_variables,
  .run = run,
};
