/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>

#include "cli/qh-cli-research.h"
#include "exchange/qh-export.h"
#include "research/qh-anonymize-frame.h"

/**
 * qh_cli_leave_out_objectors:
 *
 * Of a workspace: takes those who object to being in data sets out of the rows.
 */
gboolean
qh_cli_leave_out_objectors (QhCliSource *source, GError **error)
{
  guint8 *mask;
  guint left_out = 0;

  if (source->store == NULL)
    return TRUE;
  mask = qh_export_leave_out (source->frame, source->mask, source->store, &left_out, error);
  if (mask == NULL)
    return FALSE;
  g_free (source->mask);
  source->mask = mask;
  if (left_out > 0)
    qh_cli_note (ngettext ("%u row was left out, of who objects to being in data sets.", "%u rows were left out, of who objects to being in data sets.", left_out), left_out);
  return TRUE;
}

/* A csv is read as anybody would, and its risk computed anew. */
static gboolean
read_back (const QhAnonymization *result, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (QhCsvReader) table = qh_csv_reader_new_for_file (file, NULL, error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) types = g_strv_builder_new ();
  g_auto (GStrv) quasi = NULL;
  g_auto (GStrv) nominal = NULL;
  g_autoptr (QhCsvFrame) csv = NULL;
  g_autoptr (QhRiskReport) found = NULL;

  for (guint c = 0; c < result->codings->len; c++)
    {
      const char *name = ((const QhCoding *)g_ptr_array_index (result->codings, c))->name;
      g_autofree char *type = g_strconcat (name, "=nominal", NULL);

      g_strv_builder_add (names, name);
      g_strv_builder_add (types, type);
    }
  quasi = g_strv_builder_end (names);
  nominal = g_strv_builder_end (types);
  csv = table != NULL ? qh_csv_frame_new (table, (const char *const *)nominal, NULL, error) : NULL;
  found = csv != NULL ? qh_risk_report_new (csv->frame, NULL, &(QhRiskQuestion){ .quasi = (const char *const *)quasi }, error) : NULL;
  if (found == NULL)
    return FALSE;
  if (found->risk.records == result->after.records && found->risk.classes == result->after.classes && found->risk.k == result->after.k
      && found->risk.uniques == result->after.uniques && fabs (found->risk.average_risk - result->after.average_risk) < 1e-12)
    return TRUE;
  g_set_error_literal (error, QH_ERROR, QH_ERROR_FAILED, _ ("The file was read back and its risk is not what was computed, so it was not kept. Report this as a fault of the program."));
  return FALSE;
}

/* The csv stands beside its name until it was read back; the exporter itself
 * compares what it wrote in other formats. */
static gboolean
write_and_check (QhFrame *made, QhExportOptions *options, const QhAnonymization *result, QhExportReport *report, GError **error)
{
  const char *path = options->path;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_strdup_printf (".%08x.%s", g_random_int (), base);
  g_autofree char *beside = g_build_filename (folder, name, NULL);
  gboolean csv = g_str_has_suffix (path, ".csv"), done;

  options->path = csv ? beside : path;
  done = qh_export (made, NULL, options, report, NULL, NULL, NULL, error) && (!csv || read_back (result, beside, error));
  options->path = path;
  if (done && csv && g_rename (beside, path) != 0)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _ ("“%s” is no ordinary file. Choose another name."), path);
      done = FALSE;
    }
  if (!done && csv)
    g_unlink (beside);
  return done;
}

/**
 * qh_cli_export_anonymous:
 * @dropped: (array zero-terminated=1): variables that are left out
 *
 * Exports what @result says of a workspace's rows, in the format of the file's
 * ending, and logs it.
 *
 * Returns: whether the file is there.
 */
gboolean
qh_cli_export_anonymous (const QhCliSource *source, const QhAnonymization *result, const char *const *dropped, const char *path, GError **error)
{
  g_autoptr (QhFrame) made = qh_anonymization_make_frame (result, source->frame, source->mask, dropped);
  QhExportOptions options = { .path = path, .language = source->language, .answers = QH_EXPORT_CODES, .variable_names = TRUE };
  QhExportReport report = { 0 };
  g_autofree char *detail = NULL;
  g_autoptr (QhChange) event = NULL;

  if (!write_and_check (made, &options, result, &report, error))
    return FALSE;
  detail = qh_export_report_dup_detail (&report, path);
  event = qh_change_new_event (QH_ACTION_EXPORT, 0, 0, detail);
  return qh_store_apply (source->store, event, NULL, NULL, NULL, error);
}
