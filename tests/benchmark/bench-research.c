/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Risk over six quasi-identifiers beside a bare hash of the six columns, and the
 * search of a lattice beside counting out every node of it. */
#include <string.h>

#include "bench.h"
#include "research/qh-anonymize.h"
#include "research/qh-risk-report.h"

#define N_QUASI 6
#define N_LEVELS 4
#define SEARCH_ROWS 30000

static const char *const names[] = { "a", "b", "c", "d", "e", "f", "secret", NULL };

/* A made table: six variables of @n_values, not evenly spread, and a secret. */
static QhFrame *
make_frame (guint n_rows, const guint *n_values)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (QhCatalogues) catalogues = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GPtrArray *fields = g_ptr_array_new ();
  QhKind *kind;
  QhFrame *frame;

  for (guint i = 0; names[i] != NULL; i++)
    {
      QhField *field = qh_field_new_own (i + 1, names[i], QH_TYPE_COUNT, QH_SENSITIVITY_PLAIN, NULL);

      field->labels[QH_LANGUAGE_ES] = g_strdup (names[i]);
      g_ptr_array_add (fields, field);
    }
  kind = qh_kind_new_made ("made", fields);
  catalogues = qh_catalogues_new (none);
  frame = qh_frame_new_made (kind, catalogues, n_rows);
  qh_kind_unref (kind);
  for (guint row = 0; row < n_rows; row++)
    for (guint c = 0; c <= N_QUASI; c++)
      {
        double share = g_rand_double (rand);

        qh_frame_set (frame, c, row, (gint64)(share * share * n_values[c]));
      }
  return frame;
}

/* The bare limit: each row's six values hashed into a table of counts. */
static guint64
hash_columns (gpointer data)
{
  QhFrame *frame = data;
  guint n_rows = qh_frame_get_n_rows (frame);
  const gint32 *columns[N_QUASI];
  guint64 size = 1, used = 0;
  guint64 *keys;
  guint32 *counts;

  while (size < 2 * (guint64)n_rows)
    size *= 2;
  keys = g_new (guint64, size);
  counts = g_new0 (guint32, size);
  for (guint c = 0; c < N_QUASI; c++)
    columns[c] = qh_frame_get_column (frame, c)->data;
  for (guint row = 0; row < n_rows; row++)
    {
      guint64 key = 0, slot;

      for (guint c = 0; c < N_QUASI; c++)
        key = key * 1000 + (guint64)columns[c][row];
      slot = key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      slot = (slot ^ (slot >> 29)) & (size - 1);
      while (counts[slot] > 0 && keys[slot] != key)
        slot = (slot + 1) & (size - 1);
      used += counts[slot] == 0;
      keys[slot] = key;
      counts[slot]++;
    }
  g_free (keys);
  g_free (counts);
  return used;
}

static guint64
compute_risk (gpointer data)
{
  static const char *const quasi[] = { "a", "b", "c", "d", "e", "f", NULL }, *const secret[] = { "secret", NULL };
  const QhRiskQuestion question = { .quasi = quasi, .sensitive = secret };
  g_autoptr (QhRiskReport) report = qh_risk_report_new (data, NULL, &question, NULL);

  g_assert (report != NULL);
  return report->risk.k + (guint64)(report->risk.average_risk * 1e6);
}

typedef struct
{
  QhFrame *frame;
  GPtrArray *codings;
  GPtrArray *hierarchies;
  GPtrArray *secrets;
  QhGoal goal;
  guint n_evaluated;
  guint64 n_nodes;
  double loss;
  gboolean proven;
} Searching;

static guint64
search (gpointer data)
{
  Searching *self = data;
  g_autoptr (QhLattice) lattice = qh_lattice_new (self->codings, self->hierarchies, self->secrets, &self->goal);
  g_autoptr (QhSearch) found = qh_lattice_search (lattice, NULL, NULL);

  self->n_evaluated = found->n_evaluated;
  self->n_nodes = found->n_nodes;
  self->proven = found->proven;
  self->loss = ((const QhNode *)g_ptr_array_index (found->best, 0))->loss;
  return found->n_evaluated;
}

static guint64
count_out (gpointer data)
{
  Searching *self = data;
  g_autoptr (QhLattice) lattice = qh_lattice_new (self->codings, self->hierarchies, self->secrets, &self->goal);
  guint64 n = qh_lattice_count (lattice);
  double least = G_MAXDOUBLE;

  for (guint64 number = 0; number < n; number++)
    {
      guint levels[N_QUASI];
      QhNode node = { levels, 0, 0 };
      guint64 rest = number;

      for (guint c = 0; c < N_QUASI; c++)
        {
          levels[c] = (guint)(rest % N_LEVELS);
          rest /= N_LEVELS;
        }
      if (qh_lattice_evaluate (lattice, &node))
        least = MIN (least, node.loss);
    }
  g_assert_cmpfloat (least, ==, self->loss);
  return n;
}

/* Ages by 5, 10 and all; the like for all six: four levels. */
static void
bench_search (double suppress, QhLoss loss)
{
  static const guint n_values[] = { 90, 60, 40, 30, 24, 16, 10 };
  static const char *const quasi[] = { "a", "b", "c", "d", "e", "f", NULL };
  Searching self = { .frame = make_frame (SEARCH_ROWS, n_values), .goal = { .k = 5, .suppress = suppress, .t = 2, .c = 2, .loss = loss } };
  g_autofree char *what = g_strdup_printf ("search by %s, 30,000 rows, 6 × 4 levels, k = 5, %.0f %% left out", qh_loss_get_word (loss), 100 * suppress);
  double ours, bare;

  self.codings = qh_coding_list_new (self.frame, quasi, NULL, NULL);
  self.secrets = g_ptr_array_new ();
  self.hierarchies = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_hierarchy_free);
  for (guint c = 0; c < N_QUASI; c++)
    {
      QhHierarchy *hierarchy = qh_hierarchy_new_usual (g_ptr_array_index (self.codings, c), NULL, qh_frame_get_catalogues (self.frame));

      while (hierarchy->levels->len > N_LEVELS)
        g_ptr_array_remove_index (hierarchy->levels, hierarchy->levels->len - 2);
      g_assert_cmpuint (hierarchy->levels->len, ==, N_LEVELS);
      g_ptr_array_add (self.hierarchies, hierarchy);
    }
  ours = bench_best_of (1, search, &self);
  bare = bench_best_of (1, count_out, &self);
  bench_report (what, "s", ours, bare, 0.2);
  g_print ("  %u of %" G_GUINT64_FORMAT " nodes counted out, %s\n", self.n_evaluated, self.n_nodes, self.proven ? "proven" : "not proven");
  g_ptr_array_unref (self.hierarchies);
  g_ptr_array_unref (self.codings);
  g_ptr_array_unref (self.secrets);
  qh_frame_unref (self.frame);
}

int
main (void)
{
  static const guint n_values[] = { 100, 2, 32, 12, 8, 5, 20 };
  QhFrame *frame = make_frame (bench_n_rows (), n_values);

  bench_report ("k, l, t and risk over six quasi-identifiers", "s", bench_best_of (5, compute_risk, frame),
                bench_best_of (5, hash_columns, frame), 3);
  qh_frame_unref (frame);
  for (QhLoss loss = 0; loss < QH_N_LOSSES; loss++)
    {
      bench_search (0, loss);
      bench_search (0.02, loss);
      bench_search (0.05, loss);
    }
  return 0;
}
