/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhImportSkip:
 * @line: line of the file where the row begins, from 1
 * @reason: why it is left out, translated
 */
typedef struct
{
  guint line;
  char *reason;
} QhImportSkip;

/**
 * QhImportFold:
 * @column: the column
 * @label: the spelling that stands for the category
 * @spellings: the other spellings
 * @count: how many cells had one of them
 */
typedef struct
{
  char *column;
  char *label;
  char **spellings;
  guint count;
} QhImportFold;

/**
 * QhImportUnmapped:
 * @column: the column
 * @value: a value that the profile's map does not have
 * @code: the code that the profile gives to such
 * @count: how many cells had it
 */
typedef struct
{
  char *column;
  char *value;
  char *code;
  guint count;
} QhImportUnmapped;

/**
 * QhImportReport:
 * @file_name: the file
 * @profile: the profile's name
 * @applied: whether the rows are in the workspace, rather than only planned
 * @sequence: the place in the log of the change that wrote them, or 0
 * @n_read: rows of the table
 * @n_wrapped: of them, those that stood whole in one quoted cell
 * @n_new: rows that are imported
 * @n_already: rows that were imported before
 * @n_folded: cells whose spelling was folded into another
 * @n_served: people served in the new rows
 * @n_cases: cases that are new
 * @n_workers: workers that are new
 * @n_own_fields: own fields that are new
 * @n_codes: codes that are new
 * @skips: (element-type QhImportSkip): rows left out, by line
 * @folds: (element-type QhImportFold): what was folded
 * @unmapped: (element-type QhImportUnmapped): what the profile had no code for
 *
 * What an import did, or would do. Read = new + already there + skipped.
 */
typedef struct
{
  char *file_name;
  char *profile;
  gboolean applied;
  gint64 sequence;
  guint n_read;
  guint n_wrapped;
  guint n_new;
  guint n_already;
  guint n_folded;
  guint64 n_served;
  guint n_cases;
  guint n_workers;
  guint n_own_fields;
  guint n_codes;
  GPtrArray *skips;
  GPtrArray *folds;
  GPtrArray *unmapped;
} QhImportReport;

QhImportReport *qh_import_report_new          (const char            *file_name,
                                               const char            *profile);
void            qh_import_report_free         (QhImportReport        *report);
void            qh_import_report_add_skip     (QhImportReport        *report,
                                               guint                  line,
                                               const char            *reason);
void            qh_import_report_add_fold     (QhImportReport        *report,
                                               const char            *column,
                                               const char            *label,
                                               GPtrArray             *spellings,
                                               guint                  count);
void            qh_import_report_add_unmapped (QhImportReport        *report,
                                               const char            *column,
                                               const char            *value,
                                               const char            *code,
                                               guint                  count);
char          **qh_import_report_describe     (const QhImportReport  *report);
char          **qh_import_report_list_skips   (const QhImportReport  *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhImportReport, qh_import_report_free)

G_END_DECLS
