/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stats/qh-stats-test.h"

#include <glib/gi18n-lib.h>

#include "stats/qh-stats-private.h"
#include "stats/qh-stats-several.h"
#include "stats/qh-stats-small.h"

/* In the order in which they are offered. */
static const QhStatsTest tests[] = {
  /* Categories by categories */
  { .name = "cross-table",
    .label = N_ ("Cross-table"),
    .summary = N_ ("Counts, per cents, what is expected and how far the counts are from it"),
    .of = QH_STATS_CATEGORIES,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .counts = TRUE,
    .several = TRUE,
    .run = qh_stats_cross_table },
  { .name = "chi-square",
    .label = N_ ("Pearson's chi-square"),
    .summary = N_ ("Do two categories have to do with each other?"),
    .of = QH_STATS_CATEGORIES,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .counts = TRUE,
    .run = qh_stats_chi_square },
  { .name = "chi-square-corrected",
    .label = N_ ("Chi-square with Yates's correction"),
    .summary = N_ ("The same of two by two categories, more cautious"),
    .of = QH_STATS_PAIR,
    .by = QH_STATS_PAIR,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .counts = TRUE,
    .run = qh_stats_chi_square_corrected },
  { .name = "likelihood-ratio",
    .label = N_ ("Likelihood ratio"),
    .summary = N_ ("The likelihood ratio (G²) in the place of chi-square"),
    .of = QH_STATS_CATEGORIES,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .counts = TRUE,
    .run = qh_stats_likelihood_ratio },
  { .name = "fisher",
    .label = N_ ("Fisher's exact test"),
    .summary = N_ ("The same for small counts: two by two exactly, more by tables drawn by chance"),
    .of = QH_STATS_CATEGORIES,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .counts = TRUE,
    .run = qh_stats_fisher },
  { .name = "association",
    .label = N_ ("Cramér's V, phi and lambda"),
    .summary = N_ ("How much do two categories have to do with each other?"),
    .of = QH_STATS_CATEGORIES,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .counts = TRUE,
    .run = qh_stats_association },
  { .name = "odds-ratio",
    .label = N_ ("Odds ratio and relative risk"),
    .summary = N_ ("How many times likelier is one of two outcomes in one of two groups?"),
    .of = QH_STATS_PAIR,
    .by = QH_STATS_PAIR,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .counts = TRUE,
    .run = qh_stats_odds_ratio },
  { .name = "gamma",
    .label = N_ ("Goodman and Kruskal's gamma"),
    .summary = N_ ("Do two categories with an order go along with each other?"),
    .of = QH_STATS_ORDER,
    .by = QH_STATS_ORDER,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .counts = TRUE,
    .run = qh_stats_gamma },
  { .name = "mcnemar",
    .label = N_ ("McNemar's test of change"),
    .summary = N_ ("Do more change one way than the other, between two answers of the same rows?"),
    .of = QH_STATS_CATEGORIES,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .counts = TRUE,
    .same = TRUE,
    .run = qh_stats_mcnemar },
  { .name = "kappa",
    .label = N_ ("Cohen's kappa"),
    .summary = N_ ("Do two who judge the same rows agree beyond chance?"),
    .of = QH_STATS_CATEGORIES,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .counts = TRUE,
    .same = TRUE,
    .run = qh_stats_kappa },
  /* A number by groups */
  { .name = "welch",
    .label = N_ ("Welch's t of two groups"),
    .summary = N_ ("Do two groups differ in their mean?"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_PAIR,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_welch },
  { .name = "student",
    .label = N_ ("Student's t of two groups"),
    .summary = N_ ("The same where both groups are spread alike"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_PAIR,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_student },
  { .name = "mann-whitney",
    .label = N_ ("Mann–Whitney's U"),
    .summary = N_ ("Is one of two groups more than the other, by ranks?"),
    .of = QH_STATS_ORDER,
    .by = QH_STATS_PAIR,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_mann_whitney },
  { .name = "anova",
    .label = N_ ("Analysis of variance"),
    .summary = N_ ("Do groups differ in their mean? With Tukey's pairs"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_anova },
  { .name = "anova-welch",
    .label = N_ ("Welch's analysis of variance"),
    .summary = N_ ("The same where groups are not spread alike, with Games and Howell's pairs"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_anova_welch },
  { .name = "kruskal-wallis",
    .label = N_ ("Kruskal–Wallis"),
    .summary = N_ ("Are groups more or less than each other, by ranks? With Dunn's pairs"),
    .of = QH_STATS_ORDER,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_kruskal_wallis },
  { .name = "levene",
    .label = N_ ("Levene's test of spread"),
    .summary = N_ ("Are groups spread alike around their mean?"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_levene },
  { .name = "brown-forsythe",
    .label = N_ ("Brown and Forsythe's test of spread"),
    .summary = N_ ("Are groups spread alike around their median?"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_brown_forsythe },
  /* Two that have an order */
  { .name = "pearson",
    .label = N_ ("Pearson's correlation"),
    .summary = N_ ("Do two numbers go along with each other in a straight line?"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_NUMBER,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_pearson },
  { .name = "spearman",
    .label = N_ ("Spearman's rank correlation"),
    .summary = N_ ("Do two go along with each other, by ranks?"),
    .of = QH_STATS_ORDER,
    .by = QH_STATS_ORDER,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_spearman },
  { .name = "kendall",
    .label = N_ ("Kendall's tau-b"),
    .summary = N_ ("The same by pairs of rows, for few rows and many equal values"),
    .of = QH_STATS_ORDER,
    .by = QH_STATS_ORDER,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_kendall },
  { .name = "paired",
    .label = N_ ("Student's t of pairs"),
    .summary = N_ ("Do two numbers of the same rows differ, such as before and after?"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_NUMBER,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_paired },
  { .name = "wilcoxon",
    .label = N_ ("Wilcoxon's signed ranks of pairs"),
    .summary = N_ ("The same by ranks"),
    .of = QH_STATS_ORDER,
    .by = QH_STATS_ORDER,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .run = qh_stats_wilcoxon },
  /* One by several */
  { .name = "linear",
    .label = N_ ("Linear regression"),
    .summary = N_ ("How does a number go along with others?"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_ANY,
    .of_least = 1,
    .of_most = 1,
    .by_most = 50,
    .run = qh_stats_linear },
  { .name = "logistic",
    .label = N_ ("Logistic regression"),
    .summary = N_ ("What makes one of two outcomes likelier?"),
    .of = QH_STATS_PAIR,
    .by = QH_STATS_ANY,
    .of_least = 1,
    .of_most = 1,
    .by_most = 50,
    .run = qh_stats_logistic },
  /* One, or several that belong together */
  { .name = "describe",
    .label = N_ ("Mean, spread and quartiles"),
    .summary = N_ ("How large is a number, and how sure is its mean? Also by groups"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 1,
    .by_most = 1,
    .by_optional = TRUE,
    .run = qh_stats_describe },
  { .name = "proportion",
    .label = N_ ("Shares with their intervals (Wilson)"),
    .summary = N_ ("How large are the shares, and how sure?"),
    .of = QH_STATS_CATEGORIES,
    .by = QH_STATS_NOTHING,
    .of_least = 1,
    .of_most = 1,
    .by_most = 0,
    .run = qh_stats_proportion },
  { .name = "shapiro-wilk",
    .label = N_ ("Shapiro–Wilk's test of normality"),
    .summary = N_ ("Is a number normally distributed?"),
    .of = QH_STATS_NUMBER,
    .by = QH_STATS_NOTHING,
    .of_least = 1,
    .of_most = 1,
    .by_most = 0,
    .run = qh_stats_shapiro_wilk },
  { .name = "cronbach",
    .label = N_ ("Cronbach's alpha"),
    .summary = N_ ("Do the items of an instrument go together?"),
    .of = QH_STATS_ORDER,
    .by = QH_STATS_NOTHING,
    .of_least = 2,
    .of_most = 100,
    .by_most = 0,
    .run = qh_stats_cronbach },
  { .name = "kaplan-meier",
    .label = N_ ("Kaplan–Meier and log-rank"),
    .summary = N_ ("How long until an end, such as closing, and do groups differ in it?"),
    .of = QH_STATS_TIME,
    .by = QH_STATS_CATEGORIES,
    .of_least = 1,
    .of_most = 2,
    .by_most = 1,
    .event = TRUE,
    .by_optional = TRUE,
    .run = qh_stats_kaplan_meier },
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

/* Where the data of a question come from. */
typedef struct
{
  QhFrame *frame;
  const guint8 *mask;
  const QhStatsTest *test;
  guint least;
  QhLanguage language;
  QhNamer namer;
  gpointer namer_data;
} Source;

static QhStatsData *
load (const Source *source, const QhStatsQuestion *question, GError **error)
{
  return qh_stats_load (source->frame,
                        source->mask,
                        source->test,
                        question,
                        source->language,
                        source->namer,
                        source->namer_data,
                        error);
}

/* The rows themselves, whatever they are weighted to: so many are there to be recognized. */
static QhStatsData *
load_rows (const Source *source, const QhStatsQuestion *question, GError **error)
{
  QhStatsQuestion plain = *question;

  plain.weight = NULL;
  return load (source, &plain, error);
}

static QhStatsResult *
run_one (const QhStatsQuestion *question, gpointer user_data, GError **error)
{
  const Source *source = user_data;
  g_autoptr (QhStatsData) data = load (source, question, error);
  g_autoptr (QhStatsData) rows = NULL;

  if (data == NULL)
    return NULL;
  if (source->least < 2 || question->weight == NULL)
    return qh_stats_small_run (source->test, data, data, source->least, error);
  rows = load_rows (source, question, error);
  return rows != NULL ? qh_stats_small_run (source->test, data, rows, source->least, error) : NULL;
}

static gboolean
are_several (const QhStatsTest *test, const QhStatsQuestion *question)
{
  guint of = question->of != NULL ? g_strv_length ((char **)question->of) : 0;
  guint by = question->by != NULL ? g_strv_length ((char **)question->by) : 0;

  return test->of_most == 1 && test->by_most <= 1 && of > 0 && (of > 1 || by > 1)
         && (by == 0) == (test->by == QH_STATS_NOTHING);
}

/**
 * qh_stats_run:
 * @mask: (nullable) (array): the rows
 * @least: the least count of rows of which something is told, see qh_stats_small_run();
 *   0 for all
 * @namer: (nullable): gives the names of records
 *
 * Asks @question of the rows of a frame; of several variables where the test takes one,
 * of each. May take seconds: not for the main thread.
 *
 * Returns: (transfer full): what the test says; %NULL where it cannot be computed.
 */
QhStatsResult *
qh_stats_run (QhFrame *frame,
              const guint8 *mask,
              const QhStatsQuestion *question,
              guint least,
              QhLanguage language,
              QhNamer namer,
              gpointer namer_data,
              GError **error)
{
  const QhStatsTest *test = qh_stats_test_find (question->test, error);
  Source source = { frame, mask, test, least, language, namer, namer_data };

  if (test == NULL)
    return NULL;
  if (are_several (test, question))
    return qh_stats_several (test, question, run_one, &source);
  return run_one (question, &source, error);
}
