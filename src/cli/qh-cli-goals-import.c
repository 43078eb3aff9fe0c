/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goals from a table, as “quehacer goals list --format csv” writes it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-goals-private.h"
#include "exchange/qh-csv-reader.h"

#define N_COLUMNS 6

static const char *const names[N_COLUMNS]
  = { "month", "unit", "worker", "type", "function", "planned" };

static gboolean
find_columns (QhCsvReader *reader, const char *path, int columns[N_COLUMNS], GError **error)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      columns[i] = qh_csv_reader_find_column (reader, names[i]);
      if (columns[i] < 0 && (i == 0 || i == N_COLUMNS - 1))
        {
          g_set_error (error,
                       QH_ERROR,
                       QH_ERROR_FORMAT,
                       _ ("“%s” has no column “%s”. Write goals as “quehacer goals list --format csv” prints them."),
                       path,
                       names[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static const char *
get_cell (QhCsvReader *reader, guint row, int column)
{
  const char *cell = column >= 0 ? qh_csv_reader_get_cell (reader, row, (guint)column) : NULL;

  return cell != NULL && cell[0] != '\0' ? cell : NULL;
}

static gboolean
read_row (QhStore *store,
          QhCsvReader *reader,
          guint row,
          const int columns[N_COLUMNS],
          GArray *goals,
          GError **error)
{
  QhCliGoalTexts texts = {
    get_cell (reader, row, columns[0]), get_cell (reader, row, columns[1]),
    get_cell (reader, row, columns[2]), get_cell (reader, row, columns[3]),
    get_cell (reader, row, columns[4]), get_cell (reader, row, columns[5]),
  };
  QhGoal goal;

  if (!qh_cli_read_goal (store, &texts, &goal, error))
    {
      /* Translators: the number of a line of a file */
      g_prefix_error (error, _ ("Line %u: "), qh_csv_reader_get_line (reader, row));
      return FALSE;
    }
  g_array_append_val (goals, goal);
  return TRUE;
}

/**
 * qh_cli_import_goals:
 * @path: a table with the columns month, unit, worker, type, function, planned; others are left alone
 *
 * Writes all goals of a table, in the place of what was planned of the same
 * before.
 *
 * Returns: whether they were written; if not, none was.
 */
gboolean
qh_cli_import_goals (QhStore *store, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (QhCsvReader) reader = qh_csv_reader_new_for_file (file, NULL, error);
  g_autoptr (GArray) goals = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  int columns[N_COLUMNS];

  if (reader == NULL || !find_columns (reader, path, columns, error))
    return FALSE;
  for (guint row = 0; row < qh_csv_reader_get_n_rows (reader); row++)
    if (!read_row (store, reader, row, columns, goals, error))
      return FALSE;
  if (!qh_goals_write (store, goals, error))
    return FALSE;
  qh_cli_note (g_dngettext (GETTEXT_PACKAGE, "%u goal was written.", "%u goals were written.", goals->len),
               goals->len);
  return TRUE;
}
