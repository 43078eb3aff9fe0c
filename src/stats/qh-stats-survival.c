/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-day.h"
#include "domain/qh-error.h"
#include "domain/qh-number.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

/* Steps of a curve that are listed. */
#define MOST_STEPS 500
/* As R tells whether a curve is at one half. */
#define AT_HALF 1.490116119384766e-08

typedef struct
{
  double time;
  guint group;
  gboolean ended;
} Life;

/* A step of a curve: at a time when one or more ended or were cut off. */
typedef struct
{
  double time;
  double at_risk;
  double ended;
  double share;
  double low;
  double high;
} Step;

typedef struct
{
  Life *lives;
  gsize n;
  guint n_groups;
  const char **labels;
  double *sizes;
  double last; /* day that is known of, where there are a beginning and an end */
} Lives;

static void
lives_clear (Lives *self)
{
  g_free (self->lives);
  g_free (self->labels);
  g_free (self->sizes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lives, lives_clear)

static int
compare_lives (const void *a, const void *b)
{
  const Life *first = a, *second = b;

  if (first->time != second->time)
    return first->time < second->time ? -1 : 1;
  return (first->group > second->group) - (first->group < second->group);
}

/* Groups without any are left out; without a variable to compare by there is one. */
static void
number_groups (const QhStatsData *data, Lives *self, const guint *counts, guint *places)
{
  const QhStatsVariable *by = data->by->len > 0 ? qh_stats_data_by (data, 0) : NULL;
  guint n_categories = by != NULL ? by->categories->len : 1;

  self->labels = g_new0 (const char *, n_categories + 1);
  self->sizes = g_new0 (double, n_categories + 1);
  for (guint c = 0; c < n_categories; c++)
    {
      places[c] = self->n_groups;
      if (counts[c] == 0)
        continue;
      self->labels[self->n_groups]
        = by != NULL ? g_ptr_array_index (by->categories, c) : _ ("All rows");
      self->sizes[self->n_groups++] = counts[c];
    }
}

/* The last day that is known of, where there are a beginning and an end. */
static double
find_last (const QhStatsData *data)
{
  double last = -INFINITY;

  for (guint v = 0; v < data->of->len && data->of->len > 1; v++)
    for (gsize i = 0; i < data->n; i++)
      if (qh_stats_data_of (data, v)->values[i] > last)
        last = qh_stats_data_of (data, v)->values[i];
  return last;
}

/* How long a row took and whether it ended; FALSE where that is not known. Who has a
 * beginning and no end is followed until the last day. */
static gboolean
read_life (const QhStatsData *data, double last, gsize i, double *time, gboolean *ended)
{
  double value = qh_stats_data_of (data, 0)->values[i];
  double event = data->event != NULL ? data->event->values[i] : 1;

  *time = value;
  *ended = event > 0;
  if (data->of->len > 1)
    {
      double end = qh_stats_data_of (data, 1)->values[i];

      /* Where there is no end yet, there is nothing to say of it. */
      *ended = !isnan (end) && event > 0;
      *time = (isnan (end) ? last : end) - value;
      return !isnan (value) && (isnan (end) || !isnan (event));
    }
  return !isnan (value) && !isnan (event);
}

static gboolean
refuse_time (const QhStatsData *data, double time, GError **error)
{
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_RANGE,
               _ ("“%s” has a time of %g, before it began. Correct it or leave it out."),
               qh_stats_data_of (data, data->of->len - 1)->label,
               time);
  return FALSE;
}

static gboolean
load (const QhStatsData *data, Lives *self, GError **error)
{
  const QhStatsVariable *by = data->by->len > 0 ? qh_stats_data_by (data, 0) : NULL;
  guint n_categories = by != NULL ? by->categories->len : 1;
  g_autofree guint *counts = g_new0 (guint, n_categories + 1),
                   *places = g_new0 (guint, n_categories + 1);

  self->last = find_last (data);
  self->lives = g_new (Life, MAX (1, data->n));
  for (gsize i = 0; i < data->n; i++)
    {
      guint category = by != NULL && !isnan (by->values[i]) ? (guint)by->values[i] : 0;
      double time;
      gboolean ended;

      if (!read_life (data, self->last, i, &time, &ended) || (by != NULL && isnan (by->values[i])))
        continue;
      if (time < 0)
        return refuse_time (data, time, error);
      self->lives[self->n++] = (Life){ time, category, ended };
      counts[category]++;
    }
  if (qh_stats_too_few (self->n, 1, error))
    return FALSE;
  number_groups (data, self, counts, places);
  for (gsize i = 0; i < self->n; i++)
    self->lives[i].group = places[self->lives[i].group];
  qsort (self->lives, self->n, sizeof *self->lives, compare_lives);
  return TRUE;
}

/* Kaplan and Meier, Nonparametric estimation from incomplete observations, JASA 53
 * (1958), with Greenwood's variance and the interval of the logarithm, as R's survfit(). */
static GArray *
make_curve (const Lives *lives, guint group, double confidence)
{
  GArray *curve = g_array_new (FALSE, FALSE, sizeof (Step));
  double at_risk = lives->sizes[group], share = 1, variance = 0;
  double z = qnorm ((1 + confidence) / 2, 0, 1, TRUE, FALSE);

  for (gsize i = 0; i < lives->n;)
    {
      double time = lives->lives[i].time, ended = 0, gone = 0;
      Step step;

      for (; i < lives->n && lives->lives[i].time == time; i++)
        if (lives->lives[i].group == group)
          {
            ended += lives->lives[i].ended;
            gone++;
          }
      if (gone == 0)
        continue;
      share *= 1 - ended / at_risk;
      variance += ended > 0 ? ended / (at_risk * (at_risk - ended)) : 0;
      step = (Step){ time, at_risk, ended, share, NAN, NAN };
      if (share > 0)
        {
          step.low = share * exp (-z * sqrt (variance));
          step.high = MIN (1, share * exp (z * sqrt (variance)));
        }
      g_array_append_val (curve, step);
      at_risk -= gone;
    }
  return curve;
}

static double
get_share (const Step *step, int which)
{
  return which < 0 ? step->low : which > 0 ? step->high : step->share;
}

/* When a curve reaches one half; where it stays there, the middle of that time. */
static double
find_median (const GArray *curve, int which)
{
  for (guint i = 0; i < curve->len; i++)
    {
      const Step *step = &g_array_index (curve, Step, i);
      double share = get_share (step, which);

      if (isnan (share) || share >= 0.5 + AT_HALF)
        continue;
      if (fabs (share - 0.5) < AT_HALF)
        for (guint k = i + 1; k < curve->len; k++)
          {
            const Step *later = &g_array_index (curve, Step, k);

            if (get_share (later, which) < share)
              return (step->time + later->time) / 2;
          }
      return step->time;
    }
  return NAN;
}

static void
begin_steps (QhFigureTable *table)
{
  qh_figure_table_column (table, "group", _ ("Group"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "time", _ ("Duration"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "at_risk", _ ("Still there"), QH_FIGURE_COUNT);
  qh_figure_table_column (table, "ended", _ ("Ended"), QH_FIGURE_COUNT);
  qh_figure_table_column (table, "share", _ ("Share that goes on"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "low", C_ ("interval", "From"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "high", C_ ("interval", "to"), QH_FIGURE_NUMBER);
}

static void
add_steps (QhFigureTable *table, const char *label, const GArray *curve, guint every)
{
  for (guint i = 0; i < curve->len; i++)
    {
      const Step *step = &g_array_index (curve, Step, i);

      if (step->ended <= 0 || (i % every != 0 && i + 1 < curve->len))
        continue;
      qh_figure_table_text (table, label);
      qh_figure_table_value (table, step->time);
      qh_figure_table_value (table, step->at_risk);
      qh_figure_table_value (table, step->ended);
      qh_figure_table_value (table, step->share);
      qh_figure_table_value (table, step->low);
      qh_figure_table_value (table, step->high);
    }
}

/* Log-rank */

typedef struct
{
  guint k;
  double *seen;
  double *expected;
  gsl_matrix *variance; /* k by k */
} LogRank;

static void
log_rank_clear (LogRank *self)
{
  g_free (self->seen);
  g_free (self->expected);
  g_clear_pointer (&self->variance, gsl_matrix_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LogRank, log_rank_clear)

static void
add_time (LogRank *self, const double *at_risk, const double *ended)
{
  double all = 0, over = 0;

  for (guint g = 0; g < self->k; g++)
    {
      all += at_risk[g];
      over += ended[g];
    }
  for (guint g = 0; g < self->k; g++)
    {
      self->seen[g] += ended[g];
      self->expected[g] += over * at_risk[g] / all;
      for (guint h = 0; h < self->k && all > 1; h++)
        *gsl_matrix_ptr (self->variance, g, h)
          += over * (all - over) / (all - 1) * at_risk[g] / all * ((g == h) - at_risk[h] / all);
    }
}

/* Peto and Peto, Asymptotically efficient rank invariant test procedures, JRSS A 135 (1972). */
static void
compare (const Lives *lives, LogRank *self)
{
  g_autofree double *at_risk = g_memdup2 (lives->sizes, lives->n_groups * sizeof *lives->sizes);
  g_autofree double *ended = g_new (double, lives->n_groups),
                    *gone = g_new (double, lives->n_groups);

  self->k = lives->n_groups;
  self->seen = g_new0 (double, self->k);
  self->expected = g_new0 (double, self->k);
  self->variance = gsl_matrix_calloc (self->k, self->k);
  for (gsize i = 0; i < lives->n;)
    {
      double time = lives->lives[i].time, over = 0;

      for (guint g = 0; g < self->k; g++)
        ended[g] = gone[g] = 0;
      for (; i < lives->n && lives->lives[i].time == time; i++)
        {
          ended[lives->lives[i].group] += lives->lives[i].ended;
          gone[lives->lives[i].group]++;
          over += lives->lives[i].ended;
        }
      if (over > 0)
        add_time (self, at_risk, ended);
      for (guint g = 0; g < self->k; g++)
        at_risk[g] -= gone[g];
    }
}

/* The groups of which somebody was there when any ended: of others, cut off before,
 * nothing can be expected, as R's survdiff() has it. */
static GArray *
list_compared (const LogRank *self)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint g = 0; g < self->k; g++)
    if (self->expected[g] > 0)
      g_array_append_val (groups, g);
  return groups;
}

/* The sum of squares of @difference in the measure of @variance, which is lost; NaN
 * where that has no inverse. */
static double
solve_form (gsl_matrix *variance, const gsl_vector *difference)
{
  gsize n = difference->size;
  gsl_vector *solved = gsl_vector_alloc (n);
  gsl_permutation *order = gsl_permutation_alloc (n);
  double sum = 0;
  int sign;

  gsl_set_error_handler_off ();
  gsl_linalg_LU_decomp (variance, order, &sign);
  for (gsize g = 0; g < n; g++)
    if (gsl_matrix_get (variance, g, g) == 0)
      sum = NAN;
  if (!isnan (sum))
    {
      gsl_linalg_LU_solve (variance, order, difference, solved);
      for (gsize g = 0; g < n; g++)
        sum += gsl_vector_get (difference, g) * gsl_vector_get (solved, g);
    }
  gsl_vector_free (solved);
  gsl_permutation_free (order);
  return sum;
}

/* The last group follows from the others. */
static double
find_chi_square (const LogRank *self, const GArray *groups)
{
  guint df = groups->len - 1;
  gsl_matrix *variance;
  gsl_vector *difference;
  double sum;

  if (groups->len < 2)
    return NAN;
  variance = gsl_matrix_alloc (df, df);
  difference = gsl_vector_alloc (df);
  for (guint i = 0; i < df; i++)
    {
      guint g = g_array_index (groups, guint, i);

      gsl_vector_set (difference, i, self->seen[g] - self->expected[g]);
      for (guint k = 0; k < df; k++)
        gsl_matrix_set (variance, i, k, gsl_matrix_get (self->variance, g, g_array_index (groups, guint, k)));
    }
  sum = solve_form (variance, difference);
  gsl_matrix_free (variance);
  gsl_vector_free (difference);
  return sum;
}

/* Whether the curves differ. */
static double
add_log_rank (QhStatsResult *result, const LogRank *rank)
{
  g_autoptr (GArray) groups = list_compared (rank);
  double statistic = find_chi_square (rank, groups), df = groups->len - 1.0;
  double p = isnan (statistic) ? NAN : pchisq (statistic, df, FALSE, FALSE);

  qh_stats_add_test (result, statistic, groups->len > 0 ? df : NAN, p);
  if (groups->len < rank->k)
    qh_stats_result_note (
      result,
      g_strdup (_ ("Groups of which nobody was left when any ended are not compared: nothing can be expected of them.")));
  return p;
}

static void
add_curves (QhStatsResult *result, const Lives *lives, const LogRank *rank, double *medians)
{
  QhFigureTable *table = qh_stats_result_add_table (result, "groups", _ ("Groups"));
  QhFigureTable *steps = qh_stats_result_add_table (result, "steps", _ ("How many go on"));
  gboolean many = lives->n > MOST_STEPS;

  qh_figure_table_column (table, "group", _ ("Group"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "n", _ ("n"), QH_FIGURE_COUNT);
  qh_figure_table_column (table, "ended", _ ("Ended"), QH_FIGURE_COUNT);
  qh_figure_table_column (table, "expected", _ ("Expected"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "median", _ ("Median time"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "low", C_ ("interval", "From"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "high", C_ ("interval", "to"), QH_FIGURE_NUMBER);
  begin_steps (steps);
  for (guint g = 0; g < lives->n_groups; g++)
    {
      g_autoptr (GArray) curve = make_curve (lives, g, result->confidence);

      medians[g] = find_median (curve, 0);
      qh_figure_table_text (table, lives->labels[g]);
      qh_figure_table_value (table, lives->sizes[g]);
      qh_figure_table_value (table, rank->seen[g]);
      qh_figure_table_value (table, rank->expected[g]);
      qh_figure_table_value (table, medians[g]);
      qh_figure_table_value (table, find_median (curve, -1));
      qh_figure_table_value (table, find_median (curve, 1));
      add_steps (steps, lives->labels[g], curve, many ? MAX (1, curve->len * lives->n_groups / MOST_STEPS) : 1);
    }
  if (many)
    qh_stats_result_note (
      result, g_strdup (_ ("The steps of the curves are too many to be listed; some of them are.")));
}

/* Of days from a beginning to an end. */
static void
note_last (QhStatsResult *result, const QhStatsData *data, const Lives *lives)
{
  char iso[QH_DAY_ISO_SIZE];

  if (data->of->len < 2 || qh_stats_data_of (data, 0)->level != QH_MEASUREMENT_DATE)
    return;
  qh_day_to_iso ((QhDay)lives->last, iso);
  qh_stats_result_note (
    result,
    g_strdup_printf (
      _ ("Times are days. Who has no end is followed until %s, the last day there is."), iso));
}

static char *
say (const QhStatsData *data, const Lives *lives, const double *medians, double p)
{
  g_autofree char *chance = isnan (p) ? NULL : qh_stats_words_p (p);
  g_autofree char *first = NULL, *last = NULL;
  guint least = 0, most = 0;

  for (guint g = 1; g < lives->n_groups; g++)
    {
      least = medians[g] < medians[least] ? g : least;
      most = medians[g] > medians[most] || isnan (medians[g]) ? g : most;
    }
  first = qh_number_format (medians[least], 4);
  last = qh_number_format (medians[most], 4);
  if (lives->n_groups == 1)
    return isnan (medians[0])
             ? g_strdup_printf (_ ("Less than half of “%s” ended while they were looked at."),
                                qh_stats_data_of (data, 0)->label)
             : g_strdup_printf (
               _ ("Half of “%s” ended within %s."), qh_stats_data_of (data, 0)->label, first);
  if (chance == NULL)
    return g_strdup_printf (
      _ ("There is too little here to tell whether the groups of “%s” take unlike times."),
      qh_stats_data_by (data, 0)->label);
  if (!qh_stats_is_rare (data, p))
    return g_strdup_printf (
      _ ("Nothing shows here that the groups of “%s” take unlike times (%s)."),
      qh_stats_data_by (data, 0)->label,
      chance);
  if (isnan (medians[least]) || isnan (medians[most]) || least == most)
    return g_strdup_printf (
      _ ("The groups of “%s” take unlike times; by chance alone so much would be rare (%s)."),
      qh_stats_data_by (data, 0)->label,
      chance);
  return g_strdup_printf (_ ("Half of “%s” ended within %s, half of “%s” within %s; by chance "
                             "alone so much would be rare (%s)."),
                          lives->labels[least],
                          first,
                          lives->labels[most],
                          last,
                          chance);
}

QhStatsResult *
qh_stats_kaplan_meier (const QhStatsData *data, GError **error)
{
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("kaplan-meier", _ ("Kaplan–Meier and log-rank"), data->confidence);
  g_auto (Lives) lives = { 0 };
  g_auto (LogRank) rank = { 0 };
  g_autofree double *medians = NULL;
  double p = NAN, all = 0;

  if (!load (data, &lives, error))
    return NULL;
  compare (&lives, &rank);
  for (guint g = 0; g < lives.n_groups; g++)
    all += rank.seen[g];
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, (double)lives.n);
  qh_stats_result_add (result, "ended", _ ("Ended"), QH_FIGURE_COUNT, all);
  if (lives.n_groups > 1)
    p = add_log_rank (result, &rank);
  medians = g_new (double, lives.n_groups);
  add_curves (result, &lives, &rank, medians);
  note_last (result, data, &lives);
  qh_stats_result_assume (result,
                          QH_ASSUMPTION_OPEN,
                          g_strdup (_ ("Those who were cut off would have gone on like the others: "
                                       "leaving had nothing to do with the time.")));
  qh_stats_assume_independent (result);
  qh_stats_result_say (result, say (data, &lives, medians, p));
  return g_steal_pointer (&result);
}
