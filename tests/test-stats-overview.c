/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <math.h>

#include "stats/qh-overview.h"
#include "stats/qh-sample.h"

#define CONFIDENCE 0.95

/* A variable of a made frame: what its numbers are. */
typedef struct
{
  const char *name;
  QhType type;
  double least;
  double most;
  double step; /* of numbers with fractions: 0 for any */
} Made;

static const Made made[] = {
  { "minutes", QH_TYPE_MINUTES, 0, 240, 1 },
  { "negative", QH_TYPE_MINUTES, -300, 300, 1 },
  { "count", QH_TYPE_COUNT, 0, 12, 1 },
  { "far_apart", QH_TYPE_COUNT, -50000000, 2000000000, 1 },
  { "day", QH_TYPE_DATE, 18000, 20000, 1 },
  { "time", QH_TYPE_TIME, 0, 1439, 1 },
  { "price", QH_TYPE_NUMBER, -5, 900, 0.25 },
  { "measured", QH_TYPE_NUMBER, -1000, 1000, 0 },
  { "constant", QH_TYPE_NUMBER, 0.1, 0.1, 0 },
  { "yesno", QH_TYPE_YESNO, 0, 1, 1 },
  { "large", QH_TYPE_NUMBER, -1e60, 1e60, 0 },
};

static QhFrame *
make_frame (guint n_rows, gboolean empty)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (QhCatalogues) catalogues = qh_catalogues_new (none);
  GPtrArray *fields = g_ptr_array_new ();
  QhKind *kind;
  QhFrame *frame;

  for (guint c = 0; c < G_N_ELEMENTS (made); c++)
    {
      QhField *field
        = qh_field_new_own (c + 1, made[c].name, made[c].type, QH_SENSITIVITY_PLAIN, NULL);

      field->labels[QH_LANGUAGE_ES] = g_strdup (made[c].name);
      g_ptr_array_add (fields, field);
    }
  kind = qh_kind_new_made ("made", fields);
  frame = qh_frame_new_made (kind, catalogues, n_rows);
  qh_kind_unref (kind);
  for (guint c = 0; c < G_N_ELEMENTS (made) && !empty; c++)
    for (guint row = 0; row < n_rows; row++)
      {
        double value = made[c].least + g_rand_double (rand) * (made[c].most - made[c].least);
        int chance = g_rand_int_range (rand, 0, 20);

        if (made[c].step > 0)
          value
            = made[c].least + floor ((value - made[c].least) / made[c].step + 0.5) * made[c].step;
        if (chance < QH_FRAME_FIRST_CODE)
          qh_frame_set (frame, c, row, QH_SCAN_NONE + chance);
        else
          qh_frame_set (frame,
                        c,
                        row,
                        made[c].type == QH_TYPE_NUMBER ? qh_scan_from_real (value) : (gint64)value);
      }
  return frame;
}

static void
assert_near (const char *name, const char *measure, double is, double should)
{
  if (isnan (should) ? isnan (is) : fabs (is - should) <= 1e-9 * MAX (1e-9, fabs (should)))
    return;
  g_error ("%s: %s is %.17g, not %.17g", name, measure, is, should);
}

static void
compare (const QhFrameColumn *column, const QhOverview *overview, QhSample *sample)
{
  const char *name = column->field->name;
  const QhDescriptives *is = &overview->descriptives;
  QhDescriptives should;
  guint64 binned = 0;

  g_assert_cmpuint (overview->n, ==, sample->n);
  g_assert_cmpmem (
    overview->missing, sizeof overview->missing, sample->missing, sizeof sample->missing);
  for (guint i = 0; i < QH_OVERVIEW_BINS; i++)
    binned += overview->bins[i];
  if (column->ids == NULL)
    g_assert_cmpuint (binned, ==, overview->n);
  if (!overview->described)
    {
      g_assert_true (sample->n == 0 || !qh_column_is_number (column));
      return;
    }
  g_assert_true (qh_descriptives_compute (sample->values, sample->n, CONFIDENCE, &should, NULL));
  g_assert_cmpuint (is->n, ==, should.n);
  g_assert_cmpuint (is->mode_n, ==, should.mode_n);
  assert_near (name, "mean", is->mean, should.mean);
  assert_near (name, "sd", is->sd, should.sd);
  assert_near (name, "low", is->low, should.low);
  assert_near (name, "min", is->min, should.min);
  assert_near (name, "q1", is->q1, should.q1);
  assert_near (name, "median", is->median, should.median);
  assert_near (name, "q3", is->q3, should.q3);
  assert_near (name, "max", is->max, should.max);
  assert_near (name, "mode", is->mode, should.mode);
  assert_near (name, "skewness", is->skewness, should.skewness);
  assert_near (name, "kurtosis", is->kurtosis, should.kurtosis);
}

/* The overview says what sorting every value says, for every form of column, with all
 * rows, some and none; 300,000 rows have more different numbers than are counted. */
static void
test_same (void)
{
  const guint sizes[] = { 0, 1, 2, 7, 3000, 300000 };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint kind = 0; kind < 3; kind++)
      {
        g_autoptr (QhFrame) frame = make_frame (sizes[s], FALSE);
        g_autofree guint8 *mask = g_new (guint8, MAX (1, sizes[s]));

        for (guint row = 0; row < sizes[s]; row++)
          mask[row] = kind == 0 || (kind == 1 && row % 3 != 0);
        for (guint c = 0; c < qh_frame_get_n_columns (frame); c++)
          {
            const QhFrameColumn *column = qh_frame_get_column (frame, c);
            g_autoptr (QhOverview) overview = qh_overview_new (column, mask, sizes[s], CONFIDENCE);
            g_autoptr (QhSample) sample = qh_sample_new (column, mask, sizes[s]);

            compare (column, overview, sample);
          }
      }
}

static void
test_empty (void)
{
  g_autoptr (QhFrame) frame = make_frame (50, TRUE);

  for (guint c = 0; c < qh_frame_get_n_columns (frame); c++)
    {
      g_autoptr (QhOverview) overview
        = qh_overview_new (qh_frame_get_column (frame, c), NULL, 50, CONFIDENCE);

      g_assert_cmpuint (overview->n, ==, 0);
      g_assert_cmpuint (overview->missing[0], ==, 50);
      g_assert_false (overview->described);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/overview/same", test_same);
  g_test_add_func ("/stats/overview/empty", test_empty);
  return g_test_run ();
}
