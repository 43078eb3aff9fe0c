/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-import-report.h"

#include <glib/gi18n-lib.h>

static void
free_skip (gpointer data)
{
  QhImportSkip *skip = data;

  g_free (skip->reason);
  g_free (skip);
}

static void
free_fold (gpointer data)
{
  QhImportFold *fold = data;

  g_free (fold->column);
  g_free (fold->label);
  g_strfreev (fold->spellings);
  g_free (fold);
}

static void
free_unmapped (gpointer data)
{
  QhImportUnmapped *unmapped = data;

  g_free (unmapped->column);
  g_free (unmapped->value);
  g_free (unmapped->code);
  g_free (unmapped);
}

/**
 * qh_import_report_new:
 * @file_name: the file
 * @profile: the profile's name
 *
 * Returns: (transfer full): a report of nothing yet
 */
QhImportReport *
qh_import_report_new (const char *file_name,
                      const char *profile)
{
  QhImportReport *report = g_new0 (QhImportReport, 1);

  report->file_name = g_strdup (file_name);
  report->profile = g_strdup (profile);
  report->skips = g_ptr_array_new_with_free_func (free_skip);
  report->folds = g_ptr_array_new_with_free_func (free_fold);
  report->unmapped = g_ptr_array_new_with_free_func (free_unmapped);
  return report;
}

void
qh_import_report_free (QhImportReport *report)
{
  if (report == NULL)
    return;
  g_free (report->file_name);
  g_free (report->profile);
  g_ptr_array_unref (report->skips);
  g_ptr_array_unref (report->folds);
  g_ptr_array_unref (report->unmapped);
  g_free (report);
}

/**
 * qh_import_report_add_skip:
 * @report: a report
 * @line: line of the file where the row begins
 * @reason: why it is left out
 *
 * Notes a row that is not imported.
 */
void
qh_import_report_add_skip (QhImportReport *report,
                           guint           line,
                           const char     *reason)
{
  QhImportSkip *skip = g_new (QhImportSkip, 1);

  skip->line = line;
  skip->reason = g_strdup (reason);
  g_ptr_array_add (report->skips, skip);
}

/**
 * qh_import_report_add_fold:
 * @report: a report
 * @column: the column
 * @label: the spelling that stands for the category
 * @spellings: (element-type utf8): the other spellings
 * @count: how many cells had one of them
 *
 * Notes a category that was spelled in several ways.
 */
void
qh_import_report_add_fold (QhImportReport *report,
                           const char     *column,
                           const char     *label,
                           GPtrArray      *spellings,
                           guint           count)
{
  QhImportFold *fold = g_new (QhImportFold, 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < spellings->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (spellings, i));
  fold->column = g_strdup (column);
  fold->label = g_strdup (label);
  fold->spellings = g_strv_builder_end (builder);
  fold->count = count;
  g_ptr_array_add (report->folds, fold);
  report->n_folded += count;
}

/**
 * qh_import_report_add_unmapped:
 * @report: a report
 * @column: the column
 * @value: a value that the profile's map does not have
 * @code: the code that it got
 * @count: how many cells had it
 *
 * Notes a value that the profile foresees only as "otherwise".
 */
void
qh_import_report_add_unmapped (QhImportReport *report,
                               const char     *column,
                               const char     *value,
                               const char     *code,
                               guint           count)
{
  QhImportUnmapped *unmapped = g_new (QhImportUnmapped, 1);

  unmapped->column = g_strdup (column);
  unmapped->value = g_strdup (value);
  unmapped->code = g_strdup (code);
  unmapped->count = count;
  g_ptr_array_add (report->unmapped, unmapped);
}

static void G_GNUC_PRINTF (2, 3)
add_line (GStrvBuilder *lines,
          const char   *format,
          ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_strv_builder_add (lines, line);
}

static void
describe_rows (const QhImportReport *report,
               GStrvBuilder         *lines)
{
  add_line (lines, ngettext ("%'u row read", "%'u rows read", report->n_read), report->n_read);
  if (report->n_wrapped > 0)
    add_line (lines, ngettext ("%'u of them stood whole in one quoted cell",
                               "%'u of them stood whole in one quoted cell", report->n_wrapped),
              report->n_wrapped);
  add_line (lines, report->applied ? ngettext ("%'u row imported", "%'u rows imported", report->n_new)
                                   : ngettext ("%'u row to import", "%'u rows to import", report->n_new),
            report->n_new);
  if (report->n_already > 0)
    add_line (lines, ngettext ("%'u row was already here and is not repeated",
                               "%'u rows were already here and are not repeated", report->n_already),
              report->n_already);
  add_line (lines, ngettext ("%'u row skipped", "%'u rows skipped", report->skips->len),
            report->skips->len);
}

static void
describe_additions (const QhImportReport *report,
                    GStrvBuilder         *lines)
{
  if (report->n_served > 0)
    add_line (lines, ngettext ("%'u person served", "%'u people served", (gulong) report->n_served),
              (guint) report->n_served);
  if (report->n_cases > 0)
    add_line (lines, ngettext ("%'u new case", "%'u new cases", report->n_cases), report->n_cases);
  if (report->n_workers > 0)
    add_line (lines, ngettext ("%'u new worker", "%'u new workers", report->n_workers),
              report->n_workers);
  if (report->n_own_fields > 0)
    add_line (lines, ngettext ("%'u new own field", "%'u new own fields", report->n_own_fields),
              report->n_own_fields);
  if (report->n_codes > 0)
    add_line (lines, ngettext ("%'u new code", "%'u new codes", report->n_codes), report->n_codes);
}

/**
 * qh_import_report_describe:
 * @report: a report
 *
 * Returns: (transfer full) (array zero-terminated=1): translated lines: the counts,
 *   then what was folded and what had no code. Skipped rows are apart, in
 *   qh_import_report_list_skips().
 */
char **
qh_import_report_describe (const QhImportReport *report)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  describe_rows (report, lines);
  describe_additions (report, lines);
  if (report->n_folded > 0)
    add_line (lines, ngettext ("%'u value folded into another spelling",
                               "%'u values folded into other spellings", report->n_folded),
              report->n_folded);
  for (guint i = 0; i < report->folds->len; i++)
    {
      const QhImportFold *fold = g_ptr_array_index (report->folds, i);
      g_autofree char *spellings = g_strjoinv ("”, “", fold->spellings);

      /* Translators: a column's name, other spellings, the spelling that stays, how many */
      add_line (lines, _("%s: “%s” is “%s” (%'u)"), fold->column, spellings, fold->label, fold->count);
    }
  for (guint i = 0; i < report->unmapped->len; i++)
    {
      const QhImportUnmapped *unmapped = g_ptr_array_index (report->unmapped, i);

      /* Translators: a column's name, a value, how many, a code */
      add_line (lines, _("%s: the profile has no code for “%s” (%'u): it became %s"), unmapped->column,
                unmapped->value, unmapped->count, unmapped->code);
    }
  return g_strv_builder_end (lines);
}

/**
 * qh_import_report_list_skips:
 * @report: a report
 *
 * Returns: (transfer full) (array zero-terminated=1): a translated line for each
 *   row that was left out, with its line in the file and the reason
 */
char **
qh_import_report_list_skips (const QhImportReport *report)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < report->skips->len; i++)
    {
      const QhImportSkip *skip = g_ptr_array_index (report->skips, i);

      add_line (lines, _("Line %u: %s"), skip->line, skip->reason);
    }
  return g_strv_builder_end (lines);
}
