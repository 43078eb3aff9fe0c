/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report counts: the records of the scope and the period, taken out of
 * the frame once, and what is planned for them. */
#include "report/qh-report-private.h"

#include "desk/qh-goals.h"

static char *
say_days (const char *placed, QhDay from, QhDay to)
{
  char first[QH_DAY_ISO_SIZE], last[QH_DAY_ISO_SIZE];

  qh_day_to_iso (from, first);
  qh_day_to_iso (to, last);
  return g_strdup_printf ("%s=%s..%s", placed, first, last);
}

/* "worker=1,2,3", or %NULL where it is everybody. */
static char *
say_workers (const QhScope *scope)
{
  g_autoptr (GString) text = g_string_new ("worker=");

  if (scope->whole)
    return NULL;
  for (guint i = 0; i < scope->workers->len; i++)
    g_string_append_printf (text,
                            "%s%" G_GINT64_FORMAT,
                            i > 0 ? "," : "",
                            g_array_index (scope->workers, gint64, i));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Records that no date places: all of the scope. */
static QhFrame *
take_scope (QhFrame *frame, const QhScope *scope, GError **error)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autofree guint8 *mask = NULL;

  if (scope->whole || qh_frame_find_column (frame, "worker") == NULL)
    return qh_frame_ref (frame);
  qh_filter_set_keys (filter, "worker", (const gint64 *)(void *)scope->workers->data, scope->workers->len);
  mask = qh_filter_to_mask (filter, frame, error);
  return mask != NULL ? qh_frame_take (frame, mask) : NULL;
}

static QhFrame *
take_days (QhReporting *self, guint kind, const char *placed, QhDay from, GError **error)
{
  QhFrame *frame = placed != NULL
                     ? qh_desk_get_part (self->desk, kind, placed, from, self->report->to, error)
                     : qh_desk_get_frame (self->desk, kind, error);

  if (frame == NULL)
    return NULL;
  return placed != NULL ? qh_frame_ref (frame) : take_scope (frame, self->desk->scope, error);
}

static char **
say_all (QhReporting *self, QhFrame *frame, const char *placed)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *days
    = placed != NULL ? say_days (placed, self->report->from, self->report->to) : NULL;
  g_autofree char *workers
    = qh_frame_find_column (frame, "worker") != NULL ? say_workers (self->desk->scope) : NULL;

  if (days != NULL)
    g_strv_builder_add (builder, days);
  if (workers != NULL)
    g_strv_builder_add (builder, workers);
  return g_strv_builder_end (builder);
}

/**
 * qh_reporting_get_source:
 * @placed_by: (nullable): the date that places a record, or its first
 *
 * Returns: (transfer none): the records of a kind; %NULL where they cannot be read.
 */
QhReportSource *
qh_reporting_get_source (QhReporting *self, guint kind, const char *placed_by, GError **error)
{
  QhFrame *frame = qh_desk_get_frame (self->desk, kind, error);
  const QhFrameColumn *date = frame != NULL ? qh_frame_find_main_date (frame) : NULL;
  const char *placed = placed_by == NULL && date != NULL ? date->field->name : placed_by;
  QhFrame *of_period;
  QhReportSource *source;

  if (frame == NULL)
    return NULL;
  for (guint i = 0; i < self->sources->len; i++)
    {
      source = g_ptr_array_index (self->sources, i);
      if (source->kind == kind && g_strcmp0 (source->placed, placed) == 0)
        return source;
    }
  of_period = take_days (self, kind, placed, self->report->from, error);
  if (of_period == NULL)
    return NULL;
  source = g_new0 (QhReportSource, 1);
  source->kind = kind;
  source->placed = g_strdup (placed);
  source->of_period = of_period;
  source->where = say_all (self, frame, placed);
  g_ptr_array_add (self->sources, source);
  return source;
}

/**
 * qh_reporting_get_year:
 *
 * Returns: (transfer none): the records of a source since the year began.
 */
QhFrame *
qh_reporting_get_year (QhReporting *self, QhReportSource *source, GError **error)
{
  QhDay from, to;

  qh_report_period_bounds (QH_REPORT_YEAR, self->report->to, &from, &to);
  if (source->of_year == NULL)
    source->of_year = take_days (self, source->kind, source->placed, from, error);
  return source->of_year;
}

/**
 * qh_reporting_name:
 * @user_data: a #QhReporting
 *
 * A #QhNamer of workers and units.
 */
char *
qh_reporting_name (guint kind, gint64 id, gpointer user_data)
{
  QhReporting *self = user_data;

  return kind == QH_KIND_WORKER || kind == QH_KIND_UNIT
           ? g_strdup (g_hash_table_lookup (self->names, &id))
           : NULL;
}

/* Goals */

static void
add_due (GHashTable *table, gint64 key, double due)
{
  double *sum = g_hash_table_lookup (table, &key);

  if (sum == NULL)
    {
      sum = g_new0 (double, 1);
      g_hash_table_insert (table, g_memdup2 (&key, sizeof key), sum);
    }
  *sum += due;
}

static double
look_up (GHashTable *table, gint64 key)
{
  const double *sum = g_hash_table_lookup (table, &key);

  return sum != NULL ? *sum : 0;
}

/**
 * qh_reporting_load_goals:
 *
 * Reads what is planned for the scope in the period, less what leave takes from it.
 */
gboolean
qh_reporting_load_goals (QhReporting *self, GError **error)
{
  QhDesk *desk = self->desk;
  QhReportSource *source;
  QhCalendar *calendar;
  g_autoptr (GArray) goals = NULL;
  g_autoptr (GArray) results = NULL;

  if (self->due_types != NULL)
    return TRUE;
  source = qh_reporting_get_source (self, QH_KIND_ACTIVITY, NULL, error);
  calendar = source != NULL ? qh_desk_get_calendar (desk, error) : NULL;
  goals = calendar != NULL ? qh_goals_list (desk->store, self->report->from, self->report->to, error) : NULL;
  if (goals == NULL)
    return FALSE;
  for (guint i = goals->len; i > 0; i--)
    if (!qh_goal_is_of (&g_array_index (goals, QhGoal, i - 1), desk->scope))
      g_array_remove_index (goals, i - 1);
  results = qh_goals_compare (desk->store, goals, source->of_period, calendar, error);
  if (results == NULL)
    return FALSE;
  self->due_types = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->due_functions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < results->len; i++)
    {
      const QhGoalResult *result = &g_array_index (results, QhGoalResult, i);

      if (result->goal.type != 0)
        add_due (self->due_types, result->goal.type, result->due);
      else
        add_due (self->due_functions, result->goal.function, result->due);
    }
  return TRUE;
}

/**
 * qh_reporting_is_through_types:
 * @type: a type of activity
 *
 * Returns: whether a function is planned by the goals of its types, of which
 *   @type is one: it has no goal of its own, and the type is usually of it.
 */
gboolean
qh_reporting_is_through_types (QhReporting *self, gint64 function, gint64 type)
{
  const QhEntry *entry
    = qh_catalogues_find (self->catalogues, type);

  return look_up (self->due_functions, function) == 0 && look_up (self->due_types, type) > 0
         && entry != NULL && entry->default_function == function;
}

/* Of the types that are usually of a function. */
static double
sum_types (QhReporting *self, gint64 function)
{
  GHashTableIter iter;
  gpointer key, due;
  double sum = 0;

  g_hash_table_iter_init (&iter, self->due_types);
  while (g_hash_table_iter_next (&iter, &key, &due))
    if (qh_reporting_is_through_types (self, function, *(gint64 *)key))
      sum += *(double *)due;
  return sum;
}

/**
 * qh_reporting_get_due:
 * @by: "type" or "function"
 *
 * Returns: what is planned of it: a function's own goal or, where it has none,
 *   those of the types that are usually of it.
 */
double
qh_reporting_get_due (QhReporting *self, const char *by, gint64 key)
{
  double due;

  if (self->due_types == NULL)
    return 0;
  if (g_str_equal (by, "type"))
    return look_up (self->due_types, key);
  due = look_up (self->due_functions, key);
  return due > 0 ? due : sum_types (self, key);
}
