/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-private.h"
#include "report/qh-subject-copy.h"

/* Whose copy it is: a person by number, or a case by folio. */
static gint64
find_subject (QhCli *cli, QhStore *store, guint *kind, GError **error)
{
  const char *folio = qh_cli_get (cli, "case");
  const char *person = cli->arguments[1];

  if ((person == NULL) == (folio == NULL))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_REQUIRED,
                           _ ("Give either the number of a person or --case with a folio."));
      return 0;
    }
  *kind = folio != NULL ? QH_KIND_CASE : QH_KIND_PERSON;
  if (folio != NULL)
    return qh_cli_find_case (store, folio, error);
  return qh_cli_find_record (store, qh_store_get_kind (store, QH_KIND_PERSON), person, error);
}

static gboolean
check_output (QhCli *cli, GError **error)
{
  const char *path = qh_cli_get (cli, "output");

  if (path != NULL)
    return qh_document_check_path (path, error);
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_REQUIRED,
                       _ ("--output is required: a file that ends in .pdf, .txt or .json."));
  return FALSE;
}

static gboolean
print_report (QhCli *cli,
              const QhSubjectCopy *copy,
              const char *path,
              guint n_pages,
              GError **error)
{
  const QhCliColumn columns[] = { { "file", NULL, FALSE },
                                  { "records", NULL, TRUE },
                                  { "pages", NULL, TRUE },
                                  { "restricted", NULL, TRUE },
                                  { "of_others", NULL, TRUE } };
  g_autofree char *sentence = qh_subject_copy_describe (copy, path);
  g_autofree char *records = g_strdup_printf ("%u", qh_subject_copy_count (copy));
  g_autofree char *pages = n_pages > 0 ? g_strdup_printf ("%u", n_pages) : NULL;
  g_autofree char *restricted = g_strdup_printf ("%u", copy->n_restricted);
  g_autofree char *of_others = g_strdup_printf ("%u", copy->n_of_others);
  const char *cells[] = { path, records, pages, restricted, of_others };
  g_autoptr (QhCliOutput) output = NULL;

  if (cli->format == QH_CLI_TEXT)
    {
      qh_cli_note ("%s", sentence);
      for (guint i = 0; i < copy->document->warnings->len; i++)
        qh_cli_note ("%s", (char *)g_ptr_array_index (copy->document->warnings, i));
      return TRUE;
    }
  output = qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
  qh_cli_output_row (output, cells);
  return qh_cli_output_close (output, error);
}

static gboolean
save_copy (QhCli *cli, QhStore *store, guint kind, gint64 id, GError **error)
{
  const char *path = qh_cli_get (cli, "output");
  g_autoptr (QhSubjectCopy) copy = NULL;
  QhCliProgress progress;
  guint n_pages = 0;
  gboolean saved;

  qh_cli_progress_begin (&progress);
  copy = qh_subject_copy_new (
    store, kind, id, qh_cli_progress_cb, &progress, progress.cancellable, error);
  saved = copy != NULL
          && qh_subject_copy_save (copy, store, path, &n_pages, progress.cancellable, error);
  qh_cli_progress_end (&progress);
  return saved && print_report (cli, copy, path, n_pages, error);
}

static gboolean
run (QhCli *cli, GError **error)
{
  g_autoptr (QhStore) store = NULL;
  guint kind;
  gint64 id;

  if (!check_output (cli, error) || (store = qh_cli_open (cli, error)) == NULL)
    return FALSE;
  id = find_subject (cli, store, &kind, error);
  return id != 0 && save_copy (cli, store, kind, id, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("output", N_ ("The file to write: FILE.pdf, FILE.txt or FILE.json"), N_ ("FILE")),
  QH_CLI_OPTION ("case", N_ ("Copy a case with its people instead"), N_ ("FOLIO")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_subject_access = {
  .name = "subject-access",
  .arguments = N_ ("WORKSPACE PERSON"),
  .summary = N_ ("Copy all that is held on a person, to be handed to them"),
  .entries = entries,
  .least = 1,
  .most = 2,
  .run = run,
};
