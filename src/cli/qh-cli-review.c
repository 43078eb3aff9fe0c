/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-desk.h"
#include "store/qh-review-days.h"

#define SAMPLE 20
#define MOST_SAMPLED 100000

/* Listing */

static QhCliOutput *
new_output (QhCli *cli)
{
  const QhCliColumn columns[] = {
    { "date", _ ("Date"), FALSE },           { "worker", _ ("Worker"), FALSE },
    { "activities", _ ("Activities"), TRUE }, { "minutes", _ ("Minutes"), TRUE },
    { "state", _ ("State"), FALSE },         { "signed_change", _ ("Signed up to change"), TRUE },
    { "comment", _ ("Comment"), FALSE },
  };

  return qh_cli_output_new (cli, columns, G_N_ELEMENTS (columns));
}

static void
print_day (QhCli *cli, QhStore *store, QhCliOutput *output, const QhReviewDay *day)
{
  g_autofree char *worker = qh_cli_name_worker (store, day->worker);
  g_autofree char *count = g_strdup_printf ("%u", day->n_activities);
  g_autofree char *minutes = g_strdup_printf ("%" G_GUINT64_FORMAT, day->minutes);
  g_autofree char *change = day->signed_change != 0
                              ? g_strdup_printf ("%" G_GINT64_FORMAT, day->signed_change)
                              : g_strdup ("");
  char date[QH_DAY_ISO_SIZE];

  qh_day_to_iso (day->day, date);
  qh_cli_output_row (
    output,
    (const char *const[]){ date,
                           worker,
                           count,
                           minutes,
                           cli->format == QH_CLI_TEXT ? qh_review_state_get_label (day->state)
                                                      : qh_review_state_get_name (day->state),
                           change,
                           day->comment != NULL ? day->comment : "" });
}

static gboolean
get_state (QhCli *cli, gboolean *wanted, QhReviewState *state, GError **error)
{
  const char *text = qh_cli_get (cli, "state");

  *wanted = text != NULL;
  if (text == NULL || qh_review_state_from_name (text, state))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("--state: there is no “%s”. Choose pending, returned, answered, approved, "
                  "corrected or nothing."),
               text);
  return FALSE;
}

/* The days of --worker and --date, or --period. */
static GPtrArray *
list_days (QhCli *cli, QhStore *store, GError **error)
{
  const char *name = qh_cli_get (cli, "worker");
  gint64 worker = name != NULL ? qh_cli_find_worker (store, name, error) : 0;
  QhDay first, last;

  if (name != NULL && worker == 0)
    return NULL;
  if (qh_cli_get (cli, "date") != NULL)
    {
      if (!qh_cli_get_day (cli, "date", QH_NO_DAY, &first, error))
        return NULL;
      last = first;
    }
  else if (!qh_cli_get_period (cli, &first, &last, error))
    return NULL;
  return qh_review_days_list (store, worker, first, last, error);
}

static gboolean
list (QhCli *cli, QhStore *store, GError **error)
{
  g_autoptr (GPtrArray) days = NULL;
  g_autoptr (QhCliOutput) output = NULL;
  QhReviewState state;
  gboolean wanted;

  if (!get_state (cli, &wanted, &state, error))
    return FALSE;
  days = list_days (cli, store, error);
  if (days == NULL)
    return FALSE;
  output = new_output (cli);
  for (guint i = 0; i < days->len; i++)
    {
      const QhReviewDay *day = g_ptr_array_index (days, i);

      if (!wanted || day->state == state)
        print_day (cli, store, output, day);
    }
  return qh_cli_output_close (output, error);
}

/* Deciding */

static gboolean
decide (QhStore *store, const QhReviewDay *day, const char *decision, const char *comment, gint64 seen, GError **error)
{
  g_autoptr (QhChange) change
    = qh_review_days_decide (store, day->worker, day->day, decision, comment, seen);

  return qh_store_apply (store, change, NULL, NULL, NULL, error);
}

/* Signs every day that waits for it. */
static gboolean
approve (QhCli *cli, QhStore *store, GError **error)
{
  gint64 seen = qh_review_days_get_head (store);
  g_autoptr (GPtrArray) days = list_days (cli, store, error);
  guint n = 0;

  if (days == NULL)
    return FALSE;
  for (guint i = 0; i < days->len; i++)
    {
      const QhReviewDay *day = g_ptr_array_index (days, i);

      if (!qh_review_state_is_open (day->state) || day->n_activities == 0)
        continue;
      if (!decide (store, day, QH_REVIEW_APPROVED, qh_cli_get (cli, "comment"), seen, error))
        return FALSE;
      n++;
    }
  qh_cli_note (g_dngettext (GETTEXT_PACKAGE, "%u day was approved.", "%u days were approved.", n), n);
  return TRUE;
}

/* Returns or answers one day, or says that there was nothing to log on it. */
static gboolean
comment_on (QhCli *cli, QhStore *store, const char *decision, GError **error)
{
  const gboolean nothing = g_str_equal (decision, QH_REVIEW_NOTHING);
  g_autoptr (GPtrArray) days = NULL;
  QhReviewDay empty = { 0 };

  if (qh_cli_get (cli, "worker") == NULL || qh_cli_get (cli, "date") == NULL)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_REQUIRED,
                           _ ("Say whose day and which: --worker NAME --date DATE --comment TEXT."));
      return FALSE;
    }
  days = list_days (cli, store, error);
  if (days == NULL)
    return FALSE;
  if (days->len == 0 && nothing)
    {
      empty.worker = qh_cli_find_worker (store, qh_cli_get (cli, "worker"), error);
      return empty.worker != 0 && qh_cli_get_day (cli, "date", QH_NO_DAY, &empty.day, error)
             && decide (store, &empty, decision, qh_cli_get (cli, "comment"), 0, error);
    }
  if (days->len == 0)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_NOT_FOUND,
                   _ ("%s logged nothing on %s."),
                   qh_cli_get (cli, "worker"),
                   qh_cli_get (cli, "date"));
      return FALSE;
    }
  return decide (
    store, g_ptr_array_index (days, 0), decision, qh_cli_get (cli, "comment"), 0, error);
}

/* Sampling */

static gboolean
sample (QhCli *cli, QhStore *store, GError **error)
{
  const char *name = qh_cli_get (cli, "worker");
  gint64 worker = name != NULL ? qh_cli_find_worker (store, name, error) : 0;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (QhCliActivities) rows = NULL;
  gint64 n, seed;
  QhDay first, last;

  if ((name != NULL && worker == 0) || !qh_cli_get_period (cli, &first, &last, error)
      || !qh_cli_get_count (cli, "size", SAMPLE, 1, MOST_SAMPLED, &n, error)
      || !qh_cli_get_count (cli, "seed", 1, 0, G_MAXUINT32, &seed, error))
    return FALSE;
  ids = qh_review_days_sample (store, worker, first, last, (guint)n, (guint32)seed, error);
  rows = ids != NULL ? qh_cli_activities_new (cli, store, error) : NULL;
  for (guint i = 0; rows != NULL && i < ids->len; i++)
    {
      g_autoptr (QhRecord) activity
        = qh_store_get (store, QH_KIND_ACTIVITY, g_array_index (ids, gint64, i), error);

      if (activity == NULL || !qh_cli_activities_add (rows, activity, error))
        return FALSE;
    }
  return rows != NULL && qh_cli_activities_close (rows, error);
}

static gboolean
run (QhCli *cli, GError **error)
{
  static const char *const actions[] = { "list", "approve", "return", "answer", "nothing", "sample", NULL };
  g_autoptr (QhStore) store = NULL;
  const char *action;

  qh_cli_put_workspace_first (cli, actions);
  action = cli->arguments[1];
  if (!g_strv_contains (actions, action))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("A review cannot “%s”. Choose list, approve, return, answer, nothing or sample."),
                   g_file_test (action, G_FILE_TEST_EXISTS) ? cli->arguments[0] : action);
      return FALSE;
    }
  store = qh_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  if (g_str_equal (action, "list"))
    return list (cli, store, error);
  if (g_str_equal (action, "approve"))
    return approve (cli, store, error);
  if (g_str_equal (action, "sample"))
    return sample (cli, store, error);
  if (g_str_equal (action, "nothing"))
    return comment_on (cli, store, QH_REVIEW_NOTHING, error);
  return comment_on (
    cli, store, g_str_equal (action, "return") ? QH_REVIEW_RETURNED : QH_REVIEW_ANSWERED, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("worker", N_ ("Whose days"), N_ ("NAME")),
  QH_CLI_OPTION ("date", N_ ("Only this day"), N_ ("DATE")),
  QH_CLI_PERIOD_OPTION,
  QH_CLI_OPTION ("state", N_ ("list: only pending, returned, answered, approved, corrected or nothing"), N_ ("STATE")),
  QH_CLI_OPTION ("comment", N_ ("What is said of the day"), N_ ("TEXT")),
  QH_CLI_OPTION ("size", N_ ("sample: how many activities (20)"), N_ ("NUMBER")),
  QH_CLI_OPTION ("seed", N_ ("The same number gives the same data"), N_ ("NUMBER")),
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_review = {
  .name = "review",
  .arguments = N_ ("list|approve|return|answer|nothing|sample WORKSPACE"),
  .summary = N_ ("List, sign, return and answer workers' days, say that there was nothing to log, and draw a sample of activities"),
  .entries = entries,
  .least = 2,
  .most = 2,
  .run = run,
};
