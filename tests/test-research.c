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

/* Categories of a byte, of more than fits a dense array, of 32 bits and more, whose low
 * 32 bits are then those of two columns, and of more than 64 bits in all. */
static void
test_classes (void)
{
  static const struct
  {
    guint n_columns, n, most;
  } cases[] = { { 1, 300, 4 }, { 3, 400, 6 }, { 3, 400, 1000 }, { 4, 300, 1000 }, { 3, 400, 65536 }, { 14, 200, 100000 }, { 0, 5, 1 }, { 2, 0, 3 }, { 2, 1, 3 } };
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

static void
take_least (guint class, const QhDiversity *of_class, gpointer data)
{
  QhDiversity *least = data;

  least->l_distinct = MIN (least->l_distinct, of_class->l_distinct);
  least->l_entropy = MIN (least->l_entropy, of_class->l_entropy);
  least->l_recursive = MIN (least->l_recursive, of_class->l_recursive);
  least->t = MAX (least->t, of_class->t);
}

/* What is found by looking at the classes that could matter is what all of them have,
 * to the last bit: large classes, and so many that some have one value. */
static void
test_least_diversity (void)
{
  static const guint n_classes[] = { 2, 10, 60, 150 }, n_values[] = { 2, 7, 40 };
  static const double factors[] = { 0.9, 1, 2, 5 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  for (guint t = 0; t < 400; t++)
    {
      guint most = n_classes[t % 4], n = 200, values = n_values[t % 3];
      g_autofree guint32 *column = g_new (guint32, n), *secrets = g_new (guint32, n), *weights = g_new (guint32, n);
      const guint32 *columns[] = { column }, *given = t % 5 == 0 ? weights : NULL;
      g_autoptr (QhClasses) classes = NULL;
      QhDiversity one, all = { G_MAXUINT, G_MAXDOUBLE, G_MAXUINT, 0 };

      for (guint i = 0; i < n; i++)
        {
          double share = g_rand_double (rand);

          column[i] = (guint32)g_rand_int_range (rand, 0, (gint)most);
          secrets[i] = (guint32)(share * share * values);
          weights[i] = (guint32)g_rand_int_range (rand, 1, 4);
        }
      classes = qh_classes_new (columns, &most, 1, n, given);
      qh_diversity_compute (classes, secrets, values, given, t % 2, factors[t / 12 % 4], &one);
      qh_diversity_each (classes, secrets, values, given, NULL, t % 2, factors[t / 12 % 4], take_least, &all);
      g_assert_cmpuint (one.l_distinct, ==, all.l_distinct);
      g_assert_cmpuint (one.l_recursive, ==, all.l_recursive);
      g_assert_cmpfloat (one.l_entropy, ==, all.l_entropy);
      g_assert_cmpfloat (one.t, ==, all.t);
    }
}

/* The class with the greatest t comes first, another has the least l. */
static void
test_diversity_of_two (void)
{
  guint32 column[106], secrets[106];
  const guint32 *columns[] = { column };
  const guint n_categories = 2;
  g_autoptr (QhClasses) classes = NULL;
  QhDiversity diversity;

  for (guint i = 0; i < G_N_ELEMENTS (column); i++)
    {
      column[i] = i >= 6;
      secrets[i] = i < 6 ? 2 + i / 2 : i % 2;
    }
  classes = qh_classes_new (columns, &n_categories, 1, G_N_ELEMENTS (column), NULL);
  qh_diversity_compute (classes, secrets, 5, NULL, FALSE, 2, &diversity);
  g_assert_cmpuint (diversity.l_distinct, ==, 2);
  g_assert_cmpuint (diversity.l_recursive, ==, 2);
  g_assert_cmpfloat_with_epsilon (diversity.l_entropy, 2, 1e-12);
  g_assert_cmpfloat_with_epsilon (diversity.t, 100.0 / 106, 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/research/classes", test_classes);
  g_test_add_func ("/research/weights", test_weights);
  g_test_add_func ("/research/least-diversity", test_least_diversity);
  g_test_add_func ("/research/diversity-of-two", test_diversity_of_two);
  return g_test_run ();
}
