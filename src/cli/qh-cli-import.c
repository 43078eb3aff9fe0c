/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "cli/qh-cli-private.h"
#include "domain/qh-json.h"
#include "exchange/qh-importer.h"

static void
append_lines (GString *text,
              char   **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "%s\n", lines[i]);
}

static gboolean
print_text (QhCsvReader          *table,
            const QhImportReport *report,
            GError              **error)
{
  g_auto (GStrv) understood = qh_csv_reader_describe (table);
  g_auto (GStrv) done = qh_import_report_describe (report);
  g_auto (GStrv) skips = qh_import_report_list_skips (report);
  g_autoptr (GString) text = g_string_new (NULL);

  append_lines (text, understood);
  append_lines (text, done);
  append_lines (text, skips);
  return qh_cli_print (text->str, error);
}

/* Row by row: what was left out. */
static gboolean
print_csv (QhCli                *cli,
           const QhImportReport *report,
           GError              **error)
{
  const QhCliColumn columns[] = { { "line", NULL, TRUE }, { "reason", NULL, FALSE } };
  g_autoptr (QhCliOutput) output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < report->skips->len; i++)
    {
      const QhImportSkip *skip = g_ptr_array_index (report->skips, i);
      g_autofree char *line = g_strdup_printf ("%u", skip->line);
      const char *cells[] = { line, skip->reason };

      qh_cli_output_row (output, cells);
    }
  return qh_cli_output_close (output, error);
}

static void
add_skips (JsonBuilder          *builder,
           const QhImportReport *report)
{
  json_builder_set_member_name (builder, "skipped");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->skips->len; i++)
    {
      const QhImportSkip *skip = g_ptr_array_index (report->skips, i);

      json_builder_begin_object (builder);
      qh_json_count (builder, "line", skip->line);
      qh_json_text (builder, "reason", skip->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_folds (JsonBuilder          *builder,
           const QhImportReport *report)
{
  json_builder_set_member_name (builder, "folds");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->folds->len; i++)
    {
      const QhImportFold *fold = g_ptr_array_index (report->folds, i);

      json_builder_begin_object (builder);
      qh_json_text (builder, "column", fold->column);
      qh_json_text (builder, "label", fold->label);
      qh_json_count (builder, "count", fold->count);
      json_builder_set_member_name (builder, "spellings");
      json_builder_begin_array (builder);
      for (guint s = 0; fold->spellings[s] != NULL; s++)
        json_builder_add_string_value (builder, fold->spellings[s]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static gboolean
print_json (const QhImportReport *report,
            GError              **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  qh_json_text (builder, "file", report->file_name);
  qh_json_text (builder, "profile", report->profile);
  json_builder_set_member_name (builder, "applied");
  json_builder_add_boolean_value (builder, report->applied);
  qh_json_count (builder, "read", report->n_read);
  qh_json_count (builder, "wrapped", report->n_wrapped);
  qh_json_count (builder, "new", report->n_new);
  qh_json_count (builder, "already", report->n_already);
  qh_json_count (builder, "folded", report->n_folded);
  qh_json_count (builder, "served", report->n_served);
  qh_json_count (builder, "cases", report->n_cases);
  qh_json_count (builder, "workers", report->n_workers);
  qh_json_count (builder, "own_fields", report->n_own_fields);
  qh_json_count (builder, "codes", report->n_codes);
  add_skips (builder, report);
  add_folds (builder, report);
  json_builder_end_object (builder);
  text = qh_json_to_text (builder, TRUE);
  line = g_strconcat (text, "\n", NULL);
  return qh_cli_print (line, error);
}

static gboolean
print_report (QhCli       *cli,
              QhCsvReader *table,
              QhImporter  *importer,
              GError     **error)
{
  const QhImportReport *report = qh_importer_get_report (importer);

  if (cli->format == QH_CLI_JSON)
    return print_json (report, error);
  return cli->format == QH_CLI_CSV ? print_csv (cli, report, error) : print_text (table, report, error);
}

static gboolean
import (QhCli      *cli,
        QhStore    *store,
        QhImporter *importer,
        GError    **error)
{
  QhCliProgress progress;
  gboolean done;

  qh_cli_progress_begin (&progress);
  done = qh_importer_plan (importer, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  if (!done || qh_cli_get (cli, "dry-run") != NULL)
    return done;
  if (qh_importer_get_report (importer)->n_new > 0 && !qh_cli_back_up (store, QH_BACKUP_BEFORE_IMPORT, error))
    return FALSE;
  qh_cli_progress_begin (&progress);
  done = qh_importer_apply (importer, qh_cli_progress_cb, &progress, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  return done;
}

static QhImportProfile *
open_profile (QhCli   *cli,
              GError **error)
{
  const char *name = qh_cli_get (cli, "profile");

  if (name != NULL)
    return qh_import_profile_open (name, error);
  g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _("--profile is required: the name of a profile or its file."));
  return NULL;
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (cli->arguments[1]);
  g_autoptr (QhImportProfile) profile = open_profile (cli, error);
  g_autoptr (QhCsvReader) table = profile != NULL ? qh_csv_reader_new_for_file (file, NULL, error) : NULL;
  g_autoptr (QhStore) store = table != NULL ? qh_cli_open (cli, error) : NULL;
  g_autoptr (QhImporter) importer = NULL;
  const char *worker = qh_cli_get (cli, "worker");

  if (store == NULL)
    return FALSE;
  importer = qh_importer_new (store, table, profile);
  qh_importer_set_reason (importer, qh_cli_get (cli, "reason"));
  if (worker != NULL)
    {
      gint64 id = qh_cli_find_worker (store, worker, error);

      if (id == 0)
        return FALSE;
      qh_importer_set_worker (importer, id);
    }
  return import (cli, store, importer, error) && print_report (cli, table, importer, error);
}

static char *
describe_profiles (void)
{
  g_autoptr (GPtrArray) profiles = qh_import_profile_list_shipped ();
  GString *text = g_string_new (_("Profiles that come with the program:"));

  for (guint i = 0; i < profiles->len; i++)
    {
      const QhImportProfile *profile = g_ptr_array_index (profiles, i);

      g_string_append_printf (text, "\n  %s", profile->id);
    }
  return g_string_free (text, FALSE);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("profile", N_("Which column is what: a profile's name or its file"), N_("PROFILE")),
  QH_CLI_FLAG ("dry-run", N_("Tell what would be imported and write nothing")),
  QH_CLI_OPTION ("worker", N_("Whose work it is, where the file does not tell"), N_("NAME")),
  QH_CLI_REASON_OPTION,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_import = {
  .name = "import",
  .arguments = N_("WORKSPACE FILE --profile PROFILE"),
  .summary = N_("Import a spreadsheet from elsewhere"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .describe = describe_profiles,
  .run = run,
};
