/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goals from a table, and as a table. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-goals-private.h"

static void
note_counts (const QhGoalsImport *import)
{
  qh_cli_note (g_dngettext (GETTEXT_PACKAGE, "%u goal is new.", "%u goals are new.", import->n_new), import->n_new);
  qh_cli_note (g_dngettext (GETTEXT_PACKAGE, "%u goal changes.", "%u goals change.", import->n_changed), import->n_changed);
  qh_cli_note (g_dngettext (GETTEXT_PACKAGE, "%u goal stands so already.", "%u goals stand so already.", import->n_same),
        import->n_same);
}

/* The first of what is wrong, on one line; the dry run tells all. */
static void
refuse (const QhGoalsImport *import, GError **error)
{
  const char *first = g_ptr_array_index (import->faults, 0);
  guint others = import->n_faults - 1;

  if (others == 0)
    g_set_error_literal (error, QH_ERROR, QH_ERROR_FORMAT, first);
  else
    g_set_error (error,
                 QH_ERROR,
                 QH_ERROR_FORMAT,
                 g_dngettext (GETTEXT_PACKAGE,
                              "%s (And %u more; --dry-run lists them. Nothing was written.)",
                              "%s (And %u more; --dry-run lists them. Nothing was written.)",
                              others),
                 first,
                 others);
}

/**
 * qh_cli_import_goals:
 * @path: csv or xlsx, as qh_cli_export_goals() wrote it
 *
 * Writes all goals of a table, in the place of what was planned of the same
 * before; with --dry-run only says what it would write.
 *
 * Returns: whether they were written; if not, none was.
 */
gboolean
qh_cli_import_goals (QhCli *cli, QhStore *store, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (QhGoalsImport) import = qh_goals_import_read (store, file, NULL, error);
  gboolean dry = qh_cli_get (cli, "dry-run") != NULL;

  if (import == NULL)
    return FALSE;
  for (guint i = 0; dry && i < import->faults->len; i++)
    qh_cli_note ("%s", (const char *)g_ptr_array_index (import->faults, i));
  if (dry)
    note_counts (import);
  if (import->n_faults > 0)
    {
      refuse (import, error);
      return FALSE;
    }
  if (dry)
    return TRUE;
  if (!qh_goals_write (store, import->goals, error))
    return FALSE;
  qh_cli_note (g_dngettext (GETTEXT_PACKAGE, "%u goal was written.", "%u goals were written.", import->goals->len),
        import->goals->len);
  return TRUE;
}

static gboolean
read_by (QhCli *cli, QhGoalsWanted *wanted, GError **error)
{
  const char *by = qh_cli_get (cli, "by");

  wanted->by_type = g_strcmp0 (by, "type") == 0;
  if (by == NULL || wanted->by_type || g_str_equal (by, "function"))
    return TRUE;
  g_set_error (
    error, QH_ERROR, QH_ERROR_FORMAT, _ ("--by: “%s” is neither type nor function. Choose one of them."), by);
  return FALSE;
}

/**
 * qh_cli_export_goals:
 * @path: what is written: .csv or .xlsx
 *
 * Writes the goals of --year: everybody's, or those of --unit or --worker; with
 * --by also the rows in which nothing is planned.
 *
 * Returns: whether it was written.
 */
gboolean
qh_cli_export_goals (QhCli *cli, QhStore *store, const char *path, GError **error)
{
  QhGoalsWanted wanted = { 0 };
  gint64 year;

  if (!qh_cli_get_count (cli, "year", qh_day_get_year (qh_day_today ()), 1950, 2200, &year, error)
      || !qh_cli_get_scope (cli, store, &wanted.unit, &wanted.worker, error) || !read_by (cli, &wanted, error))
    return FALSE;
  wanted.year = qh_day_from_ymd ((int)year, 1, 1);
  wanted.only = wanted.unit != 0 || wanted.worker != 0;
  wanted.empty = qh_cli_get (cli, "by") != NULL;
  if (wanted.empty && !wanted.only)
    {
      g_set_error_literal (
        error, QH_ERROR, QH_ERROR_REQUIRED, _ ("--by: whose rows? Give --unit or --worker too."));
      return FALSE;
    }
  return qh_goals_export (store, &wanted, path, error);
}
