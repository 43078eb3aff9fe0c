/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-goals-private.h"
#include "cli/qh-cli-small.h"
#include "cli/qh-cli-frame.h"

#define MOST_MONTHS 1200

/* Listing */

static QhCliOutput *
new_output (QhCli *cli)
{
  const QhCliColumn columns[] = {
    { "month", _ ("Month"), FALSE },      { "unit", _ ("Unit"), FALSE },
    { "worker", _ ("Worker"), FALSE },    { "type", _ ("Type"), FALSE },
    { "function", _ ("Function"), FALSE }, { "planned", _ ("Planned"), TRUE },
    { "due", C_ ("goal", "Due"), TRUE },  { "done", C_ ("goal", "Done"), TRUE },
    { "percent", _ ("Per cent"), TRUE },
  };

  return qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
}

static char *
say_code (QhCli *cli, QhStore *store, gint64 id)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *entry = id != 0 ? qh_catalogues_find (catalogues, id) : NULL;

  if (entry == NULL)
    return g_strdup ("");
  return g_strdup (cli->format == QH_CLI_TEXT
                     ? qh_entry_get_label (entry, qh_store_get_language (store))
                     : entry->code);
}

static void
print_result (QhCli *cli, QhStore *store, QhCliOutput *output, const QhGoalResult *result, guint least)
{
  const QhGoal *goal = &result->goal;
  g_autofree char *unit
    = goal->unit != 0 ? qh_cli_name_record (QH_KIND_UNIT, goal->unit, store) : NULL;
  g_autofree char *worker = qh_cli_name_worker (store, goal->worker);
  g_autofree char *type = say_code (cli, store, goal->type);
  g_autofree char *function = say_code (cli, store, goal->function);
  g_autofree char *planned = g_strdup_printf ("%u", goal->planned);
  g_autofree char *due = qh_cli_make_real (cli, result->due);
  gboolean hidden = result->done > 0 && result->done < least;
  const char *mark = cli->format == QH_CLI_TEXT ? "…" : "";
  g_autofree char *done = hidden ? g_strdup (mark) : g_strdup_printf ("%" G_GUINT64_FORMAT, result->done);
  g_autofree char *percent = hidden ? g_strdup (mark) : qh_cli_make_real (cli, result->percent);
  gboolean not_planned = cli->format == QH_CLI_TEXT && percent[0] == '\0';
  char month[QH_DAY_ISO_SIZE];

  qh_day_to_iso (goal->month, month);
  month[7] = '\0';
  qh_cli_output_row (output,
                     (const char *const[]){ month,
                                            unit != NULL ? unit : "",
                                            worker,
                                            type,
                                            function,
                                            planned,
                                            due,
                                            done,
                                            not_planned ? _ ("not planned") : percent });
}

static gboolean
get_months (QhCli *cli, gint64 fallback, QhDay *first, gint64 *n_months, GError **error)
{
  const char *month = qh_cli_get (cli, "month");

  *first = qh_day_month_start (qh_day_today ());
  return qh_cli_get_count (cli, "months", fallback, 1, MOST_MONTHS, n_months, error)
         && (month == NULL || qh_cli_read_month (month, first, error));
}

/* Of all goals those that were asked for. */
static GArray *
list_wanted (QhCli *cli, QhStore *store, GArray *goals, gint64 unit, gint64 worker, GError **error)
{
  GArray *list;

  if (worker != 0 && qh_cli_get (cli, "share") != NULL)
    return qh_goals_list_for_worker (store, goals, worker, error);
  list = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  for (guint i = 0; i < goals->len; i++)
    {
      QhGoal goal = g_array_index (goals, QhGoal, i);

      if ((unit == 0 || goal.unit == unit) && (worker == 0 || goal.worker == worker))
        g_array_append_val (list, goal);
    }
  return list;
}

static gboolean
list (QhCli *cli, QhStore *store, GError **error)
{
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) goals = NULL;
  g_autoptr (GArray) results = NULL;
  g_autoptr (QhFrame) frame = NULL;
  g_autoptr (QhFilter) filter = NULL;
  g_autoptr (QhCalendar) calendar = NULL;
  g_autoptr (QhCliOutput) output = NULL;
  gint64 unit, worker, n_months;
  QhDay first;

  if (!get_months (cli, 1, &first, &n_months, error)
      || !qh_cli_get_scope (cli, store, &unit, &worker, error))
    return FALSE;
  all = qh_goals_list (store, first, qh_day_add_months (first, (int)n_months) - 1, error);
  goals = all != NULL ? list_wanted (cli, store, all, unit, worker, error) : NULL;
  frame = goals != NULL ? qh_cli_load_frame (cli, store, QH_KIND_ACTIVITY, &filter, error) : NULL;
  calendar = frame != NULL ? qh_calendar_load (store, error) : NULL;
  results = calendar != NULL ? qh_goals_compare (store, goals, frame, calendar, error) : NULL;
  if (results == NULL)
    return FALSE;
  output = new_output (cli);
  for (guint i = 0; i < results->len; i++)
    print_result (cli, store, output, &g_array_index (results, QhGoalResult, i), qh_cli_get_least (store));
  if (results->len == 0 && cli->format == QH_CLI_TEXT)
    qh_cli_note (_ ("There are no goals. Write one with “quehacer goals set”, or copy those of other months."));
  return qh_cli_output_close (output, error);
}

/* Writing */

static gboolean
set (QhCli *cli, QhStore *store, GError **error)
{
  g_autoptr (QhGoalReader) reader = qh_goal_reader_new (store, error);
  QhGoalTexts texts = {
    qh_cli_get (cli, "month"), qh_cli_get (cli, "unit"),     qh_cli_get (cli, "worker"),
    qh_cli_get (cli, "type"),  qh_cli_get (cli, "function"), qh_cli_get (cli, "planned"),
  };
  g_autoptr (GArray) goals = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  gint64 n_months;
  QhDay first;
  QhGoal goal;

  if (reader == NULL || !get_months (cli, 1, &first, &n_months, error))
    return FALSE;
  if (texts.month == NULL)
    return qh_cli_read_month (NULL, &first, error); /* says how it is given */
  if (!qh_goal_reader_read (reader, &texts, &goal, error))
    return FALSE;
  for (gint64 i = 0; i < n_months; i++)
    {
      goal.month = qh_day_add_months (first, (int)i);
      g_array_append_val (goals, goal);
    }
  return qh_goals_write (store, goals, error);
}

static gboolean
copy (QhCli *cli, QhStore *store, GError **error)
{
  g_autoptr (GArray) copies = NULL;
  gint64 n_months;
  QhDay from, first;

  if (qh_cli_get (cli, "from") == NULL || qh_cli_get (cli, "month") == NULL)
    {
      g_set_error_literal (
        error,
        QH_ERROR,
        QH_ERROR_REQUIRED,
        _ ("Say from which month to which: --from 2025-01 --month 2026-01 --months 12."));
      return FALSE;
    }
  if (!qh_cli_read_month (qh_cli_get (cli, "from"), &from, error)
      || !get_months (cli, 12, &first, &n_months, error))
    return FALSE;
  copies = qh_goals_list_copies (
    store, from, first, (guint)n_months, qh_cli_get (cli, "replace") != NULL, error);
  if (copies == NULL || !qh_goals_write (store, copies, error))
    return FALSE;
  qh_cli_note (g_dngettext (GETTEXT_PACKAGE, "%u goal was copied.", "%u goals were copied.", copies->len), copies->len);
  return TRUE;
}

static gboolean
run (QhCli *cli, GError **error)
{
  static const char *const actions[] = { "list", "set", "copy", "import", "export", NULL };
  g_autoptr (QhStore) store = NULL;
  const char *action, *file;

  qh_cli_put_workspace_first (cli, actions);
  action = cli->arguments[1];
  file = cli->arguments[2];
  if (!g_strv_contains (actions, action))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("Goals cannot be asked to “%s”. Choose list, set, copy, import or export."),
                   g_file_test (action, G_FILE_TEST_EXISTS) ? cli->arguments[0] : action);
      return FALSE;
    }
  if ((g_str_equal (action, "import") || g_str_equal (action, "export")) != (file != NULL))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_REQUIRED,
                   _ ("The usage is: quehacer goals %s WORKSPACE%s"),
                   action,
                   file == NULL ? " FILE" : "");
      return FALSE;
    }
  store = qh_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  if (file != NULL)
    return g_str_equal (action, "import") ? qh_cli_import_goals (cli, store, file, error)
                                          : qh_cli_export_goals (cli, store, file, error);
  return g_str_equal (action, "list")  ? list (cli, store, error)
         : g_str_equal (action, "set") ? set (cli, store, error)
                                       : copy (cli, store, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("month", N_ ("The month, or the first of several; this one if not given"), N_ ("MONTH")),
  QH_CLI_OPTION ("months", N_ ("How many months from it on"), N_ ("NUMBER")),
  QH_CLI_OPTION ("unit", N_ ("A unit's goals"), N_ ("NAME")),
  QH_CLI_OPTION ("worker", N_ ("A worker's goals"), N_ ("NAME")),
  QH_CLI_FLAG ("share", N_ ("list: of a worker, the share of the unit's goals where there are no own")),
  QH_CLI_OPTION ("type", N_ ("set: of activities of this type"), N_ ("CODE")),
  QH_CLI_OPTION ("function", N_ ("set: of activities of this function"), N_ ("CODE")),
  QH_CLI_OPTION ("planned", N_ ("set: how many a month; 0 is not planned"), N_ ("NUMBER")),
  QH_CLI_OPTION ("from", N_ ("copy: the first month that is copied"), N_ ("MONTH")),
  QH_CLI_FLAG ("replace", N_ ("copy: change goals that are there already")),
  QH_CLI_OPTION ("year", N_ ("export: of this year; the current one if not given"), N_ ("YEAR")),
  QH_CLI_OPTION ("by", N_ ("export: with empty rows of all types or functions, to fill in"), N_ ("type|function")),
  QH_CLI_FLAG ("dry-run", N_ ("import: only say what it would write")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_goals = {
  .name = "goals",
  .arguments = N_ ("list|set|copy|import|export WORKSPACE [FILE]"),
  .summary = N_ ("List goals beside what was done, set, copy, import and export them"),
  .entries = entries,
  .least = 2,
  .most = 3,
  .run = run,
};
