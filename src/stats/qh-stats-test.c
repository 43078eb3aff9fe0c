/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-stats-test.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "stats/qh-stats-private.h"

#define BLOCK 4096

/* In the order in which they are offered. */
static const QhStatsTest tests[] = {
  /* Categories by categories */
  { "chi-square", N_ ("Pearson's chi-square"), N_ ("Do two categories have to do with each other?"),
    QH_STATS_CATEGORIES, QH_STATS_CATEGORIES, 1, 1, 1, TRUE, FALSE, FALSE, qh_stats_chi_square },
  { "chi-square-corrected", N_ ("Chi-square with Yates's correction"), N_ ("The same of two by two categories, more cautious"),
    QH_STATS_PAIR, QH_STATS_PAIR, 1, 1, 1, TRUE, FALSE, FALSE, qh_stats_chi_square_corrected },
  { "likelihood-ratio", N_ ("Likelihood ratio"), N_ ("The likelihood ratio (G²) in the place of chi-square"),
    QH_STATS_CATEGORIES, QH_STATS_CATEGORIES, 1, 1, 1, TRUE, FALSE, FALSE, qh_stats_likelihood_ratio },
  { "fisher", N_ ("Fisher's exact test"), N_ ("The same for small counts: two by two exactly, more by tables drawn by chance"),
    QH_STATS_CATEGORIES, QH_STATS_CATEGORIES, 1, 1, 1, TRUE, FALSE, FALSE, qh_stats_fisher },
  /* A number by groups */
  { "welch", N_ ("Welch's t of two groups"), N_ ("Do two groups differ in their mean?"),
    QH_STATS_NUMBER, QH_STATS_PAIR, 1, 1, 1, FALSE, FALSE, FALSE, qh_stats_welch },
  { "student", N_ ("Student's t of two groups"), N_ ("The same where both groups are spread alike"),
    QH_STATS_NUMBER, QH_STATS_PAIR, 1, 1, 1, FALSE, FALSE, FALSE, qh_stats_student },
  /* Two numbers */
  { "paired", N_ ("Student's t of pairs"), N_ ("Do two numbers of the same rows differ, such as before and after?"),
    QH_STATS_NUMBER, QH_STATS_NUMBER, 1, 1, 1, FALSE, FALSE, FALSE, qh_stats_paired },
};

/**
 * qh_stats_test_get:
 *
 * Returns: (nullable): the test at a place among all, %NULL past the last.
 */
const QhStatsTest *
qh_stats_test_get (guint i)
{
  return i < G_N_ELEMENTS (tests) ? &tests[i] : NULL;
}

/**
 * qh_stats_test_find:
 *
 * Returns: (nullable): the test of that name; %NULL with %QH_ERROR_CODE.
 */
const QhStatsTest *
qh_stats_test_find (const char *name, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    if (g_str_equal (tests[i].name, name))
      return &tests[i];
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_CODE,
               _ ("There is no test “%s”. “quehacer test WORKSPACE list” shows their names."),
               name);
  return NULL;
}

/* What a variable is, for what is offered. */
typedef struct
{
  QhMeasurement level;
  guint n_categories; /* that have any; 0 of numbers with fractions */
} Kind;

static gboolean
fits (QhStatsNeed need, const Kind *kind)
{
  gboolean categories = kind->level == QH_MEASUREMENT_NOMINAL || kind->level == QH_MEASUREMENT_ORDINAL;

  switch (need)
    {
    case QH_STATS_NOTHING:
      return FALSE;
    case QH_STATS_CATEGORIES:
      return categories && kind->n_categories >= 2;
    case QH_STATS_PAIR:
      return categories && kind->n_categories == 2;
    case QH_STATS_ORDER:
      return kind->level != QH_MEASUREMENT_NOMINAL;
    case QH_STATS_NUMBER:
      return kind->level == QH_MEASUREMENT_SCALE || kind->level == QH_MEASUREMENT_TIME;
    default:
      return kind->level == QH_MEASUREMENT_SCALE || kind->n_categories >= 2;
    }
}

static guint
count_categories (const QhVariable *variable, QhFrame *frame, const guint8 *mask)
{
  g_autofree gboolean *any = g_new0 (gboolean, qh_variable_get_n_keys (variable));
  guint n_rows = qh_frame_get_n_rows (frame), count = 0;
  guint32 block[BLOCK];

  for (guint start = 0; start < n_rows; start += BLOCK)
    {
      guint n = MIN (BLOCK, n_rows - start);

      qh_variable_decode (variable, start, n, block);
      for (guint i = 0; i < n; i++)
        if (mask == NULL || mask[start + i])
          any[block[i]] = TRUE;
    }
  for (guint c = QH_FRAME_FIRST_CODE; c < qh_variable_get_n_keys (variable); c++)
    count += any[c];
  return count;
}

static gboolean
look_at (QhFrame *frame, const guint8 *mask, const char *name, Kind *kind)
{
  const QhFrameColumn *column = qh_frame_find_column (frame, name);
  g_autoptr (QhVariable) variable = NULL;

  kind->n_categories = 0;
  if (column != NULL)
    kind->level = qh_measurement_of_field (column->field);
  if (column != NULL && kind->level > QH_MEASUREMENT_ORDINAL)
    return TRUE;
  variable = qh_variable_new (frame, name, NULL);
  if (variable == NULL || variable->level != QH_LEVEL_ROW)
    return FALSE;
  if (column == NULL)
    kind->level = qh_stats_level_of (variable);
  kind->n_categories = count_categories (variable, frame, mask);
  return TRUE;
}

/**
 * qh_stats_test_offer:
 * @mask: (nullable) (array): the rows
 * @of: a variable's name
 * @by: (nullable): another's
 *
 * Which tests fit how the variables are measured and how many categories these
 * rows have of them.
 *
 * Returns: (transfer full) (element-type QhStatsTest): the usual ones first
 */
GPtrArray *
qh_stats_test_offer (QhFrame *frame, const guint8 *mask, const char *of, const char *by)
{
  GPtrArray *offered = g_ptr_array_new ();
  Kind first, second;

  if (!look_at (frame, mask, of, &first) || (by != NULL && !look_at (frame, mask, by, &second)))
    return offered;
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      gboolean alone = tests[i].by == QH_STATS_NOTHING || tests[i].by_optional;

      if (fits (tests[i].of, &first) && tests[i].of_least <= 1
          && (by != NULL ? fits (tests[i].by, &second) : alone))
        g_ptr_array_add (offered, (gpointer)&tests[i]);
    }
  return offered;
}

/**
 * qh_stats_run:
 * @mask: (nullable) (array): the rows
 * @namer: (nullable): gives the names of records
 *
 * Asks @question of the rows of a frame. May take seconds: not for the main thread.
 *
 * Returns: (transfer full): what the test says; %NULL where it cannot be computed.
 */
QhStatsResult *
qh_stats_run (QhFrame *frame,
              const guint8 *mask,
              const QhStatsQuestion *question,
              QhLanguage language,
              QhNamer namer,
              gpointer namer_data,
              GError **error)
{
  const QhStatsTest *test = qh_stats_test_find (question->test, error);
  g_autoptr (QhStatsData) data = NULL;

  if (test == NULL)
    return NULL;
  data = qh_stats_load (frame, mask, test, question, language, namer, namer_data, error);
  return data != NULL ? test->run (data, error) : NULL;
}
