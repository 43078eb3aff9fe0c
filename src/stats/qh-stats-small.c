/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests say to who may not see the rows: nothing of few of them. First groups of few
 * are left out, and categories with small counts put together; then the test is made of
 * that, so that nothing that is hidden stands behind its figures; at last the figures
 * that are single rows are taken away. */
#include "config.h"

#include "stats/qh-stats-small.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "domain/qh-error.h"
#include "frame/qh-small-cells.h"
#include "stats/qh-stats-small-cells.h"

/**
 * qh_stats_small_refuse:
 *
 * Says that there are too few rows to be shown.
 *
 * Returns: %FALSE
 */
gboolean
qh_stats_small_refuse (guint least, GError **error)
{
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("These are fewer than %u rows with an answer, and so few are not shown, so that "
                  "nobody can be recognized. Choose other rows or variables."),
               least);
  return FALSE;
}

static gboolean
is_answered (const QhStatsVariable *variable, gsize row)
{
  return variable->values == NULL || !isnan (variable->values[row]);
}

/**
 * qh_stats_small_find_whole:
 *
 * Returns: (transfer full) (array): for each row whether it has all that is asked of
 *   it; of two days the second may be missing
 */
guint8 *
qh_stats_small_find_whole (const QhStatsTest *test, const QhStatsData *data)
{
  guint8 *whole = g_malloc (MAX (1, data->n));
  guint n_of = test->event ? 1 : data->of->len;

  for (gsize i = 0; i < data->n; i++)
    {
      whole[i] = data->event == NULL || is_answered (data->event, i);
      for (guint v = 0; v < n_of; v++)
        whole[i] &= is_answered (qh_stats_data_of (data, v), i);
      for (guint v = 0; v < data->by->len; v++)
        whole[i] &= is_answered (qh_stats_data_by (data, v), i);
    }
  return whole;
}

static gsize
count_whole (const guint8 *whole, gsize n)
{
  gsize count = 0;

  for (gsize i = 0; i < n; i++)
    count += whole[i];
  return count;
}

/**
 * qh_stats_small_count:
 * @whole: (array): which of @n rows count
 *
 * Returns: (transfer full) (array): how many rows each category has
 */
double *
qh_stats_small_count (const QhStatsVariable *variable, const guint8 *whole, gsize n)
{
  double *counts = g_new0 (double, variable->categories->len + 1);

  for (gsize i = 0; i < n; i++)
    if (whole[i] && is_answered (variable, i))
      counts[(guint)variable->values[i]]++;
  return counts;
}

/* A variable by what it is compared by: its categories, or whether a time ended, or all
 * rows alike; across, the groups, or again all rows alike. */
typedef struct
{
  const QhStatsTest *test;
  const QhStatsData *rows;
  const QhStatsVariable *of; /* NULL: no categories */
  const QhStatsVariable *by; /* NULL: no categories */
  guint n_rows;
  guint n_columns;
} Crossing;

static guint
get_row (const Crossing *self, gsize i)
{
  gboolean ended = self->rows->event == NULL || self->rows->event->values[i] > 0;

  if (self->test->event)
    return ended && (self->rows->of->len < 2 || is_answered (qh_stats_data_of (self->rows, 1), i));
  return self->of != NULL ? (guint)self->of->values[i] : 0;
}

static const QhStatsVariable *
get_categories (const QhStatsVariable *variable)
{
  return variable->categories != NULL ? variable : NULL;
}

static void
crossing_init (Crossing *self, const QhStatsTest *test, const QhStatsData *rows, guint v)
{
  self->test = test;
  self->rows = rows;
  self->of = test->event ? NULL : get_categories (qh_stats_data_of (rows, 0));
  self->by = v < rows->by->len ? get_categories (qh_stats_data_by (rows, v)) : NULL;
  self->n_rows = test->event ? 2 : self->of != NULL ? self->of->categories->len : 1;
  self->n_columns = self->by != NULL ? self->by->categories->len : 1;
}

static double *
count_crossing (const Crossing *self)
{
  g_autofree guint8 *whole = qh_stats_small_find_whole (self->test, self->rows);
  double *counts = g_new0 (double, (gsize)self->n_rows * self->n_columns + 1);

  for (gsize i = 0; i < self->rows->n; i++)
    if (whole[i])
      counts[get_row (self, i) * self->n_columns + (self->by != NULL ? (guint)self->by->values[i] : 0)]++;
  return counts;
}

/* What was done so that nothing of few rows is told. */
typedef struct
{
  GPtrArray *left_out; /* of char *: categories */
  GPtrArray *together;
  guint least;
} Changes;

static void
changes_clear (Changes *self)
{
  g_ptr_array_unref (self->left_out);
  g_ptr_array_unref (self->together);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Changes, changes_clear)

static GPtrArray *
list_wanted (const QhStatsVariable *variable, const gboolean *wanted)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < variable->categories->len; c++)
    if (wanted[c])
      g_ptr_array_add (labels, g_strdup (g_ptr_array_index (variable->categories, c)));
  return labels;
}

static void
append_label (GPtrArray *categories, guint place, const char *label)
{
  char *both = g_strdup_printf ("%s + %s", (char *)g_ptr_array_index (categories, place), label);

  g_free (g_ptr_array_index (categories, place));
  g_ptr_array_index (categories, place) = both;
}

/* Gives the categories of @labels one place, or none: then their rows have no answer. */
static void
replace_categories (QhStatsVariable *variable, gsize n, GPtrArray *labels, gboolean together)
{
  guint n_categories = variable->categories->len, place = G_MAXUINT;
  g_autofree double *places = g_new (double, n_categories + 1);
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_free);

  for (guint c = 0; c < n_categories; c++)
    {
      const char *label = g_ptr_array_index (variable->categories, c);
      gboolean wanted = g_ptr_array_find_with_equal_func (labels, label, g_str_equal, NULL);

      places[c] = !wanted ? kept->len : !together ? NAN : place == G_MAXUINT ? place = kept->len : place;
      if (wanted && together && place < kept->len)
        append_label (kept, place, label);
      else if (!wanted || together)
        g_ptr_array_add (kept, g_strdup (label));
    }
  for (gsize i = 0; i < n; i++)
    if (!isnan (variable->values[i]))
      variable->values[i] = places[(guint)variable->values[i]];
  g_ptr_array_unref (variable->categories);
  variable->categories = kept;
}

/* In both: what is computed from, and the rows that it was made of. */
static void
replace_in_both (QhStatsData *data,
                 QhStatsData *rows,
                 QhStatsVariable *of_data,
                 QhStatsVariable *of_rows,
                 const gboolean *wanted,
                 gboolean together,
                 GPtrArray *told)
{
  g_autoptr (GPtrArray) labels = list_wanted (of_rows, wanted);

  if (labels->len == 0)
    return;
  replace_categories (of_data, data->n, labels, together);
  if (rows != data)
    replace_categories (of_rows, rows->n, labels, together);
  for (guint i = 0; i < labels->len; i++)
    g_ptr_array_add (told, g_strdup (g_ptr_array_index (labels, i)));
}

/* One of two outcomes cannot be done without: then the groups are left out, or none. */
static gboolean
change_by (const QhStatsTest *test, QhStatsData *data, QhStatsData *rows, guint v, Changes *changes)
{
  Crossing crossing;
  g_autofree double *counts = NULL;
  g_autofree gboolean *together = NULL, *out = NULL;
  gboolean may_together;

  crossing_init (&crossing, test, rows, v);
  may_together = crossing.of != NULL && test->of != QH_STATS_PAIR;
  counts = count_crossing (&crossing);
  if (!qh_stats_small_find_out (counts,
                                crossing.n_rows,
                                crossing.n_columns,
                                changes->least,
                                TRUE,
                                may_together ? &together : NULL,
                                crossing.by != NULL ? &out : NULL))
    return FALSE;
  if (together != NULL)
    replace_in_both (data,
                     rows,
                     g_ptr_array_index (data->of, 0),
                     g_ptr_array_index (rows->of, 0),
                     together,
                     TRUE,
                     changes->together);
  if (out != NULL)
    replace_in_both (data,
                     rows,
                     g_ptr_array_index (data->by, v),
                     g_ptr_array_index (rows->by, v),
                     out,
                     FALSE,
                     changes->left_out);
  return TRUE;
}

/* Who is left out by one variable is no longer of the others: until nothing is small. */
static void
change_groups (const QhStatsTest *test, QhStatsData *data, QhStatsData *rows, Changes *changes)
{
  gboolean changed = TRUE;

  while (changed)
    {
      changed = FALSE;
      for (guint v = 0; v < data->by->len; v++)
        changed |= change_by (test, data, rows, v, changes);
    }
}

/* Of two outcomes each follows from the other; whom they are compared by is no matter. */
static gboolean
has_small_outcome (const QhStatsTest *test, const QhStatsData *rows, guint least)
{
  Crossing crossing;
  g_autofree double *counts = NULL;
  g_autofree guint8 *hidden = NULL;

  if (test->of != QH_STATS_PAIR)
    return FALSE;
  crossing_init (&crossing, test, rows, G_MAXUINT);
  counts = count_crossing (&crossing);
  hidden = qh_small_cells_find (counts, crossing.n_rows, 1, least, TRUE);
  return memchr (hidden, 1, (crossing.n_rows + 1) * 2) != NULL;
}

/* What a weight adds up to does not tell how many rows it was. */
static gboolean
may_weigh (const QhStatsTest *test, gboolean weighted, guint least, GError **error)
{
  if (!weighted || test->counts || (!test->event && test->of != QH_STATS_PAIR))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("The test is not shown with a weight where counts below %u are hidden. Take the "
                  "weight away."),
               least);
  return FALSE;
}

/* Leaves out groups of fewer rows than may be shown, and those that would give them
 * away, and puts together what cannot be left out. Whether what is left may be shown. */
static gboolean
change (const QhStatsTest *test, QhStatsData *data, QhStatsData *rows, Changes *changes, GError **error)
{
  g_autofree guint8 *whole = NULL;

  if (!may_weigh (test, data != rows, changes->least, error))
    return FALSE;
  if (test->counts)
    return qh_stats_small_put_cells (test, data, rows, changes->least, changes->together, error);
  change_groups (test, data, rows, changes);
  whole = qh_stats_small_find_whole (test, rows);
  if (count_whole (whole, rows->n) >= changes->least && !has_small_outcome (test, rows, changes->least))
    return TRUE;
  return qh_stats_small_refuse (changes->least, error);
}

/* To say so */

static char *
name_labels (GPtrArray *labels)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < labels->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (labels, i));
  list = g_strv_builder_end (builder);
  return g_strjoinv (", ", list);
}

static char *
tell_left_out (const Changes *changes)
{
  g_autofree char *names = name_labels (changes->left_out);

  return g_strdup_printf (
    _ ("Left out, since they have fewer than %u rows or would give such groups away: %s."), changes->least, names);
}

static char *
tell_together (const Changes *changes)
{
  g_autofree char *names = name_labels (changes->together);

  return g_strdup_printf (
    _ ("Put together, since they have counts below %u or would give such counts away: %s."), changes->least, names);
}

static void
tell (QhStatsResult *result, const Changes *changes, gboolean hidden)
{
  result->partial = hidden || changes->left_out->len > 0 || changes->together->len > 0;
  if (changes->left_out->len > 0)
    qh_stats_result_note (result, tell_left_out (changes));
  if (changes->together->len > 0)
    qh_stats_result_note (result, tell_together (changes));
  if (hidden)
    qh_stats_result_note (
      result, g_strdup_printf (_ ("Figures that rest on fewer than %u rows are hidden."), changes->least));
}

/* Of what was left a test may not be possible, and the reason is what was left out. */
static void
fail (GError **error, GError *reason, const Changes *changes)
{
  g_autofree char *together = changes->together->len > 0 ? tell_together (changes) : NULL;
  g_autofree char *left_out = changes->left_out->len > 0 ? tell_left_out (changes) : NULL;

  if (together != NULL)
    g_prefix_error (&reason, "%s ", together);
  if (left_out != NULL)
    g_prefix_error (&reason, "%s ", left_out);
  g_propagate_error (error, reason);
}

static QhStatsResult *
run_rest (const QhStatsTest *test, QhStatsData *data, QhStatsData *rows, guint least, GError **error)
{
  g_auto (Changes) changes
    = { g_ptr_array_new_with_free_func (g_free), g_ptr_array_new_with_free_func (g_free), least };
  QhStatsResult *result = NULL;
  GError *reason = NULL;

  if (change (test, data, rows, &changes, &reason))
    result = test->run (data, &reason);
  if (result == NULL)
    {
      fail (error, reason, &changes);
      return NULL;
    }
  tell (result, &changes, qh_stats_small_hide_figures (result, test, rows, least));
  return result;
}

/* All cells, those that may be with their counts, and what a test says of the rest. */
static QhStatsResult *
run_cross_table (const QhStatsTest *test, QhStatsData *data, QhStatsData *rows, guint least, GError **error)
{
  QhStatsResult *whole = test->run (data, error);
  g_autoptr (QhStatsResult) rest = NULL;
  g_autoptr (GError) unfit = NULL;

  if (whole == NULL || !qh_stats_small_hide_cells (whole, rows->counts, least))
    return whole;
  qh_stats_result_note (
    whole, g_strdup_printf (_ ("Counts below %u, and those that would give them away, are hidden."), least));
  if (data->several)
    return whole;
  rest = run_rest (test, data, rows, least, &unfit);
  if (rest != NULL)
    qh_stats_small_take_tests (whole, rest);
  else
    qh_stats_result_note (whole, g_strdup (unfit->message));
  return whole;
}

/**
 * qh_stats_small_run:
 * @data: what @test is computed from; what is of few rows is taken out of it
 * @rows: (nullable): the same where each row stands for itself, or @data where there is
 *   no weight; %NULL where nothing is hidden
 * @least: the least count that may be shown; below 2 nothing is hidden
 *
 * Makes a test of what may be shown, and says what was left out.
 *
 * Returns: (transfer full): what the test says; %NULL with an error that says why where
 *   nothing may be shown
 */
QhStatsResult *
qh_stats_small_run (const QhStatsTest *test, QhStatsData *data, QhStatsData *rows, guint least, GError **error)
{
  if (rows == NULL || least < 2)
    return test->run (data, error);
  return g_str_equal (test->name, "cross-table") ? run_cross_table (test, data, rows, least, error)
                                                 : run_rest (test, data, rows, least, error);
}
