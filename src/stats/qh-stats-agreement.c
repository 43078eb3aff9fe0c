/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include "domain/qh-error.h"
#include "stats/qh-stats-private.h"
#include "stats/qh-stats-words.h"

/* A table whose rows and columns are the same categories. */
typedef struct
{
  GPtrArray *labels;
  double *cells;
  double n;
} Square;

static guint
find_label (GPtrArray *labels, const char *label)
{
  guint i;

  for (i = 0; i < labels->len; i++)
    if (g_str_equal (g_ptr_array_index (labels, i), label))
      break;
  return i;
}

static void
square_clear (Square *self)
{
  g_ptr_array_unref (self->labels);
  g_free (self->cells);
}

/* The longer list gives the order; what only the other has comes after. */
static void
square_init (Square *self, const QhStatsCounts *counts)
{
  gboolean rows_first = counts->rows->len >= counts->columns->len;
  GPtrArray *longer = rows_first ? counts->rows : counts->columns;
  GPtrArray *other = rows_first ? counts->columns : counts->rows;
  guint size;

  self->labels = g_ptr_array_new ();
  self->n = 0;
  for (guint i = 0; i < longer->len; i++)
    g_ptr_array_add (self->labels, g_ptr_array_index (longer, i));
  for (guint i = 0; i < other->len; i++)
    if (find_label (self->labels, g_ptr_array_index (other, i)) == self->labels->len)
      g_ptr_array_add (self->labels, g_ptr_array_index (other, i));
  size = self->labels->len;
  self->cells = g_new0 (double, MAX (1, (gsize)size * size));
  for (guint r = 0; r < counts->rows->len; r++)
    for (guint c = 0; c < counts->columns->len; c++)
      {
        double count = counts->cells[(gsize)r * counts->columns->len + c];
        guint row = find_label (self->labels, g_ptr_array_index (counts->rows, r));
        guint column = find_label (self->labels, g_ptr_array_index (counts->columns, c));

        self->cells[(gsize)row * size + column] += count;
        self->n += count;
      }
}

static gboolean
share_labels (const QhStatsData *data, const Square *square, GError **error)
{
  const QhStatsCounts *counts = data->counts;

  if (square->n > 0 && square->labels->len < counts->rows->len + counts->columns->len)
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_REQUIRED,
               _ ("“%s” and “%s” have no category in common, and the test compares the same "
                  "categories twice. Choose two variables that are answered alike."),
               qh_stats_data_of (data, 0)->label,
               qh_stats_data_by (data, 0)->label);
  return FALSE;
}

/* McNemar */

/* Bowker, A test for symmetry in contingency tables, JASA 43 (1948): McNemar's of
 * any size. Pairs of cells that are both empty say nothing, and count as in R. */
static void
find_changes (const Square *square, double correction, double *statistic, double *changed)
{
  guint size = square->labels->len;

  *statistic = *changed = 0;
  for (guint r = 0; r < size; r++)
    for (guint c = r + 1; c < size; c++)
      {
        double there = square->cells[(gsize)r * size + c],
               back = square->cells[(gsize)c * size + r];
        double difference = fabs (there - back) - correction;

        if (there + back > 0)
          *statistic += difference * difference / (there + back);
        *changed += there + back;
      }
}

static void
add_square_changes (QhStatsResult *result, double there, double back)
{
  double reach
    = qnorm ((1 + result->confidence) / 2, 0, 1, TRUE, FALSE) * sqrt (1 / there + 1 / back);
  double least = MIN (there, back);

  /* Weights may be fractions, and there is no such number of rows. */
  if (least == floor (least) && there + back == floor (there + back))
    qh_stats_result_add (result,
                         "p_exact",
                         _ ("p, exact"),
                         QH_FIGURE_P,
                         MIN (1, 2 * pbinom (least, there + back, 0.5, TRUE, FALSE)));
  if (there > 0 && back > 0)
    qh_stats_result_add_with (result,
                              "odds_ratio",
                              _ ("Odds ratio of the changes"),
                              QH_FIGURE_NUMBER,
                              there / back,
                              there / back * exp (-reach),
                              there / back * exp (reach));
}

static char *
say_changes (const QhStatsData *data, const Square *square, double p)
{
  g_autofree char *chance = qh_stats_words_p (p);
  const char *of = qh_stats_data_of (data, 0)->label, *by = qh_stats_data_by (data, 0)->label;

  if (!qh_stats_is_rare (data, p))
    return g_strdup_printf (_ ("Nothing shows here that from “%s” to “%s” more change one way than "
                               "the other (%s)."),
                            of,
                            by,
                            chance);
  if (square->labels->len > 2)
    return g_strdup_printf (
      _ ("From “%s” to “%s” more change one way than the other; by chance alone "
         "so much would be rare (%s)."),
      of,
      by,
      chance);
  return g_strdup_printf (_ ("%'.0f change from “%s” to “%s” and %'.0f the other way; by chance "
                             "alone so much would be rare (%s)."),
                          square->cells[1],
                          (char *)g_ptr_array_index (square->labels, 0),
                          (char *)g_ptr_array_index (square->labels, 1),
                          square->cells[2],
                          chance);
}

QhStatsResult *
qh_stats_mcnemar (const QhStatsData *data, GError **error)
{
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("mcnemar", _ ("McNemar's test of change"), data->confidence);
  Square square;
  double statistic, changed, df, p, size;

  square_init (&square, data->counts);
  size = square.labels->len;
  find_changes (&square, size == 2 ? 1 : 0, &statistic, &changed);
  if (!share_labels (data, &square, error))
    g_clear_pointer (&result, qh_stats_result_free);
  else if (changed <= 0)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_RANGE,
                           _ ("Nobody changed: both variables say the same in every row, so that "
                              "there is nothing to test."));
      g_clear_pointer (&result, qh_stats_result_free);
    }
  else
    {
      /* The correction is never more than the difference itself. */
      if (size == 2 && square.cells[1] == square.cells[2])
        statistic = 0;
      df = size * (size - 1) / 2;
      p = pchisq (statistic, df, FALSE, FALSE);
      qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, square.n);
      qh_stats_result_add (result, "changed", _ ("Changed"), QH_FIGURE_COUNT, changed);
      qh_stats_add_test (result, statistic, df, p);
      if (size == 2)
        add_square_changes (result, square.cells[1], square.cells[2]);
      qh_stats_result_assume (
        result,
        changed < 25 ? QH_ASSUMPTION_BROKEN : QH_ASSUMPTION_MET,
        g_strdup_printf (
          changed < 25 && qh_stats_result_find (result, "p_exact") != NULL
            ? _ ("Enough changed for chi-square: %'.0f, and 25 are wanted. Read the exact p.")
            : _ ("Enough changed for chi-square: %'.0f, and 25 are wanted."),
          changed));
      qh_stats_result_say (result, say_changes (data, &square, p));
    }
  square_clear (&square);
  return g_steal_pointer (&result);
}

/* Kappa */

typedef enum
{
  WEIGHTS_NONE,
  WEIGHTS_LINEAR,
  WEIGHTS_SQUARED,
} Weights;

typedef struct
{
  double agreed;
  double value;
  double error;
  double error_of_none;
} Kappa;

static double
weigh (Weights weights, guint r, guint c, guint size)
{
  double distance = fabs ((double)r - c) / (size - 1);

  switch (weights)
    {
    case WEIGHTS_LINEAR:
      return 1 - distance;
    case WEIGHTS_SQUARED:
      return 1 - distance * distance;
    default:
      return r == c;
    }
}

/* Fleiss, Cohen and Everitt, Large sample standard errors of kappa and weighted
 * kappa, Psychological Bulletin 72 (1969). */
static void
find_kappa (const Square *square, Weights weights, Kappa *self)
{
  guint size = square->labels->len;
  g_autofree double *rows = g_new0 (double, size), *columns = g_new0 (double, size);
  g_autofree double *row_means = g_new0 (double, size), *column_means = g_new0 (double, size);
  double chance = 0, sum = 0, none = 0;

  self->agreed = 0;
  for (guint r = 0; r < size; r++)
    for (guint c = 0; c < size; c++)
      {
        double share = square->cells[(gsize)r * size + c] / square->n;

        rows[r] += share;
        columns[c] += share;
        self->agreed += share * weigh (weights, r, c, size);
      }
  for (guint r = 0; r < size; r++)
    for (guint c = 0; c < size; c++)
      {
        double weight = weigh (weights, r, c, size);

        chance += rows[r] * columns[c] * weight;
        row_means[r] += columns[c] * weight;
        column_means[c] += rows[r] * weight;
      }
  self->value = (self->agreed - chance) / (1 - chance);
  for (guint r = 0; r < size; r++)
    for (guint c = 0; c < size; c++)
      {
        double weight = weigh (weights, r, c, size), means = row_means[r] + column_means[c];

        sum += square->cells[(gsize)r * size + c] / square->n
               * pow (weight - means * (1 - self->value), 2);
        none += rows[r] * columns[c] * pow (weight - means, 2);
      }
  sum -= pow (self->value - chance * (1 - self->value), 2);
  none -= chance * chance;
  self->error = sqrt (MAX (0, sum) / square->n) / (1 - chance);
  self->error_of_none = sqrt (MAX (0, none) / square->n) / (1 - chance);
}

static void
add_kappa (QhStatsResult *result, const char *name, const char *label, const Kappa *kappa)
{
  double reach = qnorm ((1 + result->confidence) / 2, 0, 1, TRUE, FALSE) * kappa->error;

  qh_stats_result_add_with (result,
                            name,
                            label,
                            QH_FIGURE_NUMBER,
                            kappa->value,
                            kappa->value - reach,
                            MIN (1, kappa->value + reach));
}

/* Landis and Koch, The measurement of observer agreement, Biometrics 33 (1977). */
static char *
say_kappa (const QhStatsData *data, const Kappa *kappa)
{
  const char *text
    = kappa->value > 0.8 ? N_ (
        "“%s” and “%s” say the same in %.1f %% of rows; beyond chance they agree almost perfectly.")
      : kappa->value > 0.6
        ? N_ ("“%s” and “%s” say the same in %.1f %% of rows; beyond chance they agree well.")
      : kappa->value > 0.4
        ? N_ ("“%s” and “%s” say the same in %.1f %% of rows; beyond chance they agree moderately.")
      : kappa->value > 0.2
        ? N_ ("“%s” and “%s” say the same in %.1f %% of rows; beyond chance they agree a little.")
        : N_ ("“%s” and “%s” say the same in %.1f %% of rows; beyond chance they hardly agree.");

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (text),
                          qh_stats_data_of (data, 0)->label,
                          qh_stats_data_by (data, 0)->label,
                          100 * kappa->agreed);
#pragma GCC diagnostic pop
}

static QhStatsResult *
make_kappa (const QhStatsData *data, const Square *square, GError **error)
{
  g_autoptr (QhStatsResult) result
    = qh_stats_result_new ("kappa", _ ("Cohen's kappa"), data->confidence);
  gboolean ordered = qh_stats_data_of (data, 0)->level != QH_MEASUREMENT_NOMINAL
                     && qh_stats_data_by (data, 0)->level != QH_MEASUREMENT_NOMINAL;
  Kappa kappa, weighted;
  double z;

  if (!share_labels (data, square, error))
    return NULL;
  find_kappa (square, WEIGHTS_NONE, &kappa);
  if (square->labels->len < 2 || !isfinite (kappa.value))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_RANGE,
                           _ ("Both variables have one category only, so that agreement beyond "
                              "chance cannot be told. Choose other rows."));
      return NULL;
    }
  z = kappa.value / kappa.error_of_none;
  qh_stats_result_add (result, "n", _ ("n"), QH_FIGURE_COUNT, square->n);
  qh_stats_result_add (result, "agreed", _ ("Say the same"), QH_FIGURE_PERCENT, 100 * kappa.agreed);
  add_kappa (result, "kappa", _ ("Kappa"), &kappa);
  qh_stats_result_add (result, "se", _ ("Standard error"), QH_FIGURE_NUMBER, kappa.error);
  qh_stats_add_test (result, z, NAN, 2 * pnorm (fabs (z), 0, 1, FALSE, FALSE));
  if (ordered && square->labels->len > 2)
    {
      find_kappa (square, WEIGHTS_LINEAR, &weighted);
      add_kappa (result, "kappa_linear", _ ("Kappa, linear weights"), &weighted);
      find_kappa (square, WEIGHTS_SQUARED, &weighted);
      add_kappa (result, "kappa_squared", _ ("Kappa, squared weights"), &weighted);
    }
  qh_stats_assume_independent (result);
  qh_stats_result_say (result, say_kappa (data, &kappa));
  return g_steal_pointer (&result);
}

QhStatsResult *
qh_stats_kappa (const QhStatsData *data, GError **error)
{
  Square square;
  QhStatsResult *result;

  square_init (&square, data->counts);
  result = make_kappa (data, &square, error);
  square_clear (&square);
  return result;
}
