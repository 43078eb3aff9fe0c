/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-regression.h"

#include <glib/gi18n-lib.h>
#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <math.h>

#include "domain/qh-error.h"

#define MOST_TERMS 200
/* Of rows by terms: what a few hundred megabytes hold. */
#define MOST_CELLS 40000000
/* A term is a sum of others where this little is left of it, as R's lm() has it. */
#define NOTHING_LEFT 1e-7
/* Rows that are taken at once: so many stay near the processor. */
#define BLOCK 256

void
qh_design_free (QhDesign *self)
{
  if (self == NULL)
    return;
  g_free (self->x);
  g_free (self->y);
  g_free (self->others);
  g_ptr_array_unref (self->terms);
  g_free (self);
}

/* Categories that complete rows have; the first of them is what others are compared with. */
static gboolean *
find_present (const QhStatsVariable *variable, const gboolean *whole, gsize n)
{
  gboolean *present = g_new0 (gboolean, variable->categories->len + 1);

  for (gsize i = 0; i < n; i++)
    if (whole[i])
      present[(guint)variable->values[i]] = TRUE;
  return present;
}

static gboolean *
find_whole (const QhStatsData *data, gsize *count)
{
  gboolean *whole = g_new (gboolean, MAX (1, data->n));

  *count = 0;
  for (gsize i = 0; i < data->n; i++)
    {
      whole[i] = !isnan (qh_stats_data_of (data, 0)->values[i]);
      for (guint v = 0; v < data->by->len && whole[i]; v++)
        whole[i] = !isnan (qh_stats_data_by (data, v)->values[i]);
      *count += whole[i];
    }
  return whole;
}

/* A term: a variable, or one category of it. */
typedef struct
{
  const QhStatsVariable *variable;
  int category;      /* -1: the number itself */
  const char *other; /* the category that it is compared with */
} Term;

static void
add_terms (QhDesign *self,
           const QhStatsVariable *variable,
           const gboolean *whole,
           gsize n,
           GArray *terms)
{
  g_autofree gboolean *present = NULL;
  const char *first = NULL;

  if (variable->categories == NULL)
    {
      Term term = { variable, -1, NULL };

      g_array_append_val (terms, term);
      g_ptr_array_add (self->terms, g_strdup (variable->label));
      return;
    }
  present = find_present (variable, whole, n);
  for (guint c = 0; c < variable->categories->len; c++)
    {
      const char *label = g_ptr_array_index (variable->categories, c);
      Term term = { variable, (int)c, first };

      if (!present[c])
        continue;
      if (first == NULL)
        {
          first = label;
          continue;
        }
      g_array_append_val (terms, term);
      g_ptr_array_add (
        self->terms,
        /* Translators: a variable, one of its categories, and the one that it is compared with */
        g_strdup_printf (_ ("%s: %s (not %s)"), variable->label, label, first));
    }
}

static void
fill (QhDesign *self, const QhStatsData *data, const gboolean *whole, const GArray *terms)
{
  gsize row = 0;

  self->x = g_new (double, MAX (1, self->n * self->k));
  self->y = g_new (double, MAX (1, self->n));
  self->others = g_new0 (const char *, self->k);
  for (guint t = 0; t < terms->len; t++)
    self->others[t + 1] = g_array_index (terms, Term, t).other;
  for (gsize i = 0; i < data->n; i++)
    {
      double *x = self->x + row * self->k;

      if (!whole[i])
        continue;
      self->y[row++] = qh_stats_data_of (data, 0)->values[i];
      x[0] = 1;
      for (guint t = 0; t < terms->len; t++)
        {
          const Term *term = &g_array_index (terms, Term, t);
          double value = term->variable->values[i];

          x[t + 1] = term->category < 0 ? value : value == term->category;
        }
    }
}

/**
 * qh_design_new:
 *
 * Returns: (transfer full): the first of @data as the outcome, by the others; %NULL
 *   with %QH_ERROR_REQUIRED when there are too few rows for so many terms.
 */
QhDesign *
qh_design_new (const QhStatsData *data, GError **error)
{
  g_autoptr (QhDesign) self = g_new0 (QhDesign, 1);
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (Term));
  g_autofree gboolean *whole = find_whole (data, &self->n);

  self->terms = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->terms, g_strdup (_ ("Constant")));
  for (guint v = 0; v < data->by->len; v++)
    add_terms (self, qh_stats_data_by (data, v), whole, data->n, terms);
  self->k = self->terms->len;
  if (self->k > MOST_TERMS)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_RANGE,
                   _ ("The variables have %u categories in all, and a regression takes at most %u. "
                      "Merge categories or choose others."),
                   self->k,
                   MOST_TERMS);
      return NULL;
    }
  if (self->n * self->k > MOST_CELLS)
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_RANGE,
        _ ("%u rows by %u terms are more than a regression takes at once. Choose fewer rows "
           "with --where, or fewer variables."),
        (guint)self->n,
        self->k);
      return NULL;
    }
  if (qh_stats_too_few (self->n, self->k + 1, error))
    return NULL;
  fill (self, data, whole, terms);
  return g_steal_pointer (&self);
}

void
qh_fit_clear (QhFit *self)
{
  g_clear_pointer (&self->b, g_free);
  g_clear_pointer (&self->covariance, g_free);
}

/* X = QR of a tall matrix, some rows at a time: what the rows so far have become stands
 * on top of those that follow. */
typedef struct
{
  guint k;
  gsl_matrix *rows;
  gsl_vector *outcome;
  gsl_vector *tau;
  double *lengths; /* of each term, squared */
} Factors;

static void
factors_init (Factors *self, guint k)
{
  /* What cannot be computed is said by what it returns, not by ending the program. */
  gsl_set_error_handler_off ();
  self->k = k;
  self->rows = gsl_matrix_calloc (k + BLOCK, k);
  self->outcome = gsl_vector_calloc (k + BLOCK);
  self->tau = gsl_vector_alloc (k);
  self->lengths = g_new0 (double, k);
}

static void
factors_clear (Factors *self)
{
  gsl_matrix_free (self->rows);
  gsl_vector_free (self->outcome);
  gsl_vector_free (self->tau);
  g_free (self->lengths);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Factors, factors_clear)

static void
put_row (Factors *self, guint at, const double *x, double y, double weight)
{
  double root = sqrt (weight);

  for (guint t = 0; t < self->k; t++)
    {
      double value = root * x[t];

      gsl_matrix_set (self->rows, self->k + at, t, value);
      self->lengths[t] += value * value;
    }
  gsl_vector_set (self->outcome, self->k + at, root * y);
}

static void
factor_rows (Factors *self, guint n)
{
  gsl_matrix_view rows = gsl_matrix_submatrix (self->rows, 0, 0, self->k + n, self->k);
  gsl_vector_view outcome = gsl_vector_subvector (self->outcome, 0, self->k + n);

  gsl_linalg_QR_decomp (&rows.matrix, self->tau);
  gsl_linalg_QR_QTvec (&rows.matrix, self->tau, &outcome.vector);
  for (guint r = 1; r < self->k; r++)
    for (guint c = 0; c < r; c++)
      gsl_matrix_set (self->rows, r, c, 0);
}

static void
factor_all (Factors *self, const QhDesign *design, const double *weights, const double *outcome)
{
  for (gsize start = 0; start < design->n; start += BLOCK)
    {
      guint n = (guint)MIN (BLOCK, design->n - start);

      for (guint i = 0; i < n; i++)
        put_row (self,
                 i,
                 design->x + (start + i) * design->k,
                 outcome[start + i],
                 weights != NULL ? weights[start + i] : 1);
      factor_rows (self, n);
    }
}

/* The term of which nothing is left beside the others, or -1. */
static int
find_sum_of_others (const Factors *self)
{
  for (guint t = 0; t < self->k; t++)
    if (fabs (gsl_matrix_get (self->rows, t, t)) <= NOTHING_LEFT * sqrt (self->lengths[t]))
      return (int)t;
  return -1;
}

/* R⁻¹, of which R⁻¹ R⁻ᵀ is the covariance and the rows of X R⁻¹ are those of Q. */
static gsl_matrix *
invert_r (const gsl_matrix *qr, guint k)
{
  gsl_matrix *inverse = gsl_matrix_alloc (k, k);

  gsl_matrix_set_identity (inverse);
  for (guint r = 0; r < k; r++)
    {
      gsl_matrix_const_view triangle = gsl_matrix_const_submatrix (qr, 0, 0, k, k);
      gsl_vector_view column = gsl_matrix_column (inverse, r);

      gsl_blas_dtrsv (CblasUpper, CblasNoTrans, CblasNonUnit, &triangle.matrix, &column.vector);
    }
  return inverse;
}

static void
read_fit (const Factors *factors, const gsl_matrix *inverse, QhFit *self)
{
  guint k = factors->k;

  self->b = g_new0 (double, k);
  self->covariance = g_new0 (double, (gsize)k *k);
  for (guint r = 0; r < k; r++)
    {
      for (guint c = r; c < k; c++)
        self->b[r] += gsl_matrix_get (inverse, r, c) * gsl_vector_get (factors->outcome, c);
      for (guint c = 0; c < k; c++)
        for (guint i = MAX (r, c); i < k; i++)
          self->covariance[r * k + c]
            += gsl_matrix_get (inverse, r, i) * gsl_matrix_get (inverse, c, i);
    }
}

/**
 * qh_fit_compute:
 * @weights: (nullable) (array): of each row
 * @outcome: (array): what is fitted
 * @self: (out caller-allocates): the fit, to be cleared
 *
 * Least squares by Householder's QR.
 *
 * Returns: %FALSE with %QH_ERROR_RANGE when a term is a sum of others.
 */
gboolean
qh_fit_compute (const QhDesign *design,
                const double *weights,
                const double *outcome,
                QhFit *self,
                GError **error)
{
  g_auto (Factors) factors = { 0 };
  gsl_matrix *inverse;
  int sum;

  *self = (QhFit){ 0 };
  factors_init (&factors, design->k);
  factor_all (&factors, design, weights, outcome);
  sum = find_sum_of_others (&factors);
  if (sum >= 0)
    {
      g_set_error (
        error,
        QH_ERROR,
        QH_ERROR_RANGE,
        _ ("“%s” says nothing that the others do not say: it is the same in all rows, or a "
           "sum of them. Leave it out."),
        (char *)g_ptr_array_index (design->terms, sum));
      return FALSE;
    }
  inverse = invert_r (factors.rows, design->k);
  read_fit (&factors, inverse, self);
  gsl_matrix_free (inverse);
  return TRUE;
}

/**
 * qh_fit_get_leverage:
 *
 * Returns: how far a row pulls a fit without weights to itself, 0 to 1.
 */
double
qh_fit_get_leverage (const QhFit *self, const QhDesign *design, gsize row)
{
  const double *x = design->x + row * design->k;
  double leverage = 0;

  for (guint r = 0; r < design->k; r++)
    if (x[r] != 0)
      {
        double sum = 0;

        for (guint c = 0; c < design->k; c++)
          sum += self->covariance[r * design->k + c] * x[c];
        leverage += x[r] * sum;
      }
  return leverage;
}

/**
 * qh_design_spread:
 *
 * Returns: (transfer full) (array): the standard deviation of each term.
 */
double *
qh_design_spread (const QhDesign *design)
{
  double *spread = g_new0 (double, design->k);

  for (guint t = 0; t < design->k; t++)
    {
      long double sum = 0, squares = 0;

      for (gsize i = 0; i < design->n; i++)
        sum += design->x[i * design->k + t];
      sum /= design->n;
      for (gsize i = 0; i < design->n; i++)
        squares += (design->x[i * design->k + t] - sum) * (design->x[i * design->k + t] - sum);
      spread[t] = sqrt ((double)squares / ((double)design->n - 1));
    }
  return spread;
}

/**
 * qh_design_inflation:
 * @fit: one without weights
 *
 * Returns: (transfer full) (array): of each term how many times its variance is
 *   larger for what it shares with the others (VIF); NaN for the constant.
 */
double *
qh_design_inflation (const QhDesign *design, const QhFit *fit)
{
  double *inflation = g_new (double, design->k);
  g_autofree double *spread = qh_design_spread (design);

  inflation[0] = NAN;
  for (guint t = 1; t < design->k; t++)
    inflation[t]
      = fit->covariance[t * design->k + t] * spread[t] * spread[t] * ((double)design->n - 1);
  return inflation;
}
