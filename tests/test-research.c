/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bench's loops beside plain counts of every pair. */
#include <math.h>

#include "research/qh-classes.h"
#include "research/qh-diversity.h"
#include "research/qh-risk.h"

#define MOST_COLUMNS 14

/* Rows of categories below @most, many of which repeat. */
static guint32 **
make_columns (GRand *rand, guint n_columns, guint n, guint most)
{
  guint32 **columns = g_new0 (guint32 *, n_columns + 1);

  for (guint c = 0; c < n_columns; c++)
    columns[c] = g_new0 (guint32, n + 1);
  for (guint i = 0; i < n; i++)
    {
      guint like = i > 0 && g_rand_int_range (rand, 0, 3) > 0 ? (guint)g_rand_int_range (rand, 0, (gint)i) : i;

      for (guint c = 0; c < n_columns; c++)
        columns[c][i] = like < i && g_rand_int_range (rand, 0, 20) > 0
                          ? columns[c][like]
                          : (guint32)g_rand_int_range (rand, 0, (gint)most);
    }
  return columns;
}

static gboolean
is_alike (guint32 **columns, guint n_columns, guint a, guint b)
{
  for (guint c = 0; c < n_columns; c++)
    if (columns[c][a] != columns[c][b])
      return FALSE;
  return TRUE;
}

/* Categories of a byte, of more than fits a dense array, and more than 64 bits in all. */
static void
test_classes (void)
{
  static const struct
  {
    guint n_columns, n, most;
  } cases[] = { { 1, 300, 4 }, { 3, 400, 6 }, { 4, 300, 1000 }, { 14, 200, 100000 }, { 0, 5, 1 }, { 2, 0, 3 }, { 2, 1, 3 } };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint t = 0; t < G_N_ELEMENTS (cases); t++)
    {
      guint n = cases[t].n, n_columns = cases[t].n_columns, n_categories[MOST_COLUMNS];
      guint32 **columns = make_columns (rand, n_columns, n, cases[t].most);
      g_autoptr (QhClasses) classes = NULL;

      for (guint c = 0; c < n_columns; c++)
        n_categories[c] = cases[t].most;
      classes = qh_classes_new ((const guint32 *const *)columns, n_categories, n_columns, n, NULL);
      for (guint a = 0; a < n; a++)
        {
          guint32 alike = 0;

          for (guint b = 0; b < n; b++)
            {
              gboolean same = is_alike (columns, n_columns, a, b);

              alike += same;
              g_assert_cmpint (classes->class_of[a] == classes->class_of[b], ==, same);
            }
          g_assert_cmpuint (classes->sizes[classes->class_of[a]], ==, alike);
          g_assert_cmpuint (classes->first[classes->class_of[a]], <=, a);
        }
      g_assert_cmpuint (classes->n_classes, <=, n);
      for (guint c = 0; c < n_columns; c++)
        g_free (columns[c]);
      g_free (columns);
    }
}

/* A row that stands for three records is three rows. */
static void
test_weights (void)
{
  const guint32 few[] = { 5, 6, 5 }, weights[] = { 3, 1, 2 }, secrets[] = { 0, 1, 1 };
  const guint32 all[] = { 5, 5, 5, 6, 5, 5 }, all_secrets[] = { 0, 0, 0, 1, 1, 1 };
  const guint32 *columns[] = { few }, *all_columns[] = { all };
  const guint n_categories[] = { 7 };
  g_autoptr (QhClasses) classes = qh_classes_new (columns, n_categories, 1, 3, weights);
  g_autoptr (QhClasses) all_classes = qh_classes_new (all_columns, n_categories, 1, 6, NULL);
  QhDiversity one, other;
  QhRisk risk;

  qh_risk_of_classes (classes, &risk);
  g_assert_cmpuint (risk.records, ==, 6);
  g_assert_cmpuint (risk.k, ==, 1);
  g_assert_cmpuint (risk.uniques, ==, 1);
  g_assert_cmpfloat (risk.average_risk, ==, 2.0 / 6);
  for (guint ordered = 0; ordered < 2; ordered++)
    {
      qh_diversity_compute (classes, secrets, 2, weights, ordered != 0, 2, &one);
      qh_diversity_compute (all_classes, all_secrets, 2, NULL, ordered != 0, 2, &other);
      g_assert_cmpfloat (one.t, ==, other.t);
      g_assert_cmpfloat (fabs (one.t - 0.5), <, 1e-15);
      g_assert_cmpfloat (one.l_entropy, ==, other.l_entropy);
      g_assert_cmpuint (one.l_distinct, ==, 1);
      g_assert_cmpuint (one.l_recursive, ==, other.l_recursive);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/research/classes", test_classes);
  g_test_add_func ("/research/weights", test_weights);
  return g_test_run ();
}
