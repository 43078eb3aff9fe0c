/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "stats/qh-stats-adjust.h"
#include "stats/qh-stats-several.h"

/* What says how large an effect is, of whichever test. */
static const char *const effects[]
  = { "cramers_v",     "cohens_d", "eta_squared", "r",     "rho",  "tau_b",
      "rank_biserial", "gamma",    "kappa",       "alpha", "area", "r_squared" };

static double
get_figure (const QhStatsResult *result, const char *name)
{
  const QhFigure *figure = result != NULL ? qh_stats_result_find (result, name) : NULL;

  return figure != NULL ? figure->value : NAN;
}

static double
get_effect (const QhStatsResult *result, const char **label)
{
  for (guint i = 0; result != NULL && i < G_N_ELEMENTS (effects); i++)
    {
      const QhFigure *figure = qh_stats_result_find (result, effects[i]);

      if (figure != NULL)
        {
          *label = figure->label;
          return figure->value;
        }
    }
  return NAN;
}

/* One of those that are asked at once. */
typedef struct
{
  const char *of;
  const char *by;
  QhStatsResult *result;
} Asked;

static void
clear_asked (gpointer data)
{
  qh_stats_result_free (((Asked *)data)->result);
}

static void
begin_table (QhFigureTable *table, const char *effect)
{
  qh_figure_table_column (table, "of", _ ("Variable"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "by", _ ("By"), QH_FIGURE_TEXT);
  qh_figure_table_column (table, "n", _ ("n"), QH_FIGURE_COUNT);
  qh_figure_table_column (table, "statistic", _ ("Statistic"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "df", _ ("Degrees of freedom"), QH_FIGURE_NUMBER);
  qh_figure_table_column (
    table, "effect", effect != NULL ? effect : _ ("Effect"), QH_FIGURE_NUMBER);
  qh_figure_table_column (table, "p", _ ("p"), QH_FIGURE_P);
  qh_figure_table_column (table, "p_holm", _ ("p by Holm"), QH_FIGURE_P);
  qh_figure_table_column (table, "p_benjamini", _ ("p by Benjamini–Hochberg"), QH_FIGURE_P);
}

static guint
add_rows (QhStatsResult *result, const GArray *asked, double limit)
{
  QhFigureTable *table = qh_stats_result_add_table (result, "several", result->title);
  g_autofree double *p = g_new (double, asked->len), *holm = g_new (double, asked->len);
  g_autofree double *benjamini = g_new (double, asked->len);
  const char *label = NULL;
  guint rare = 0;

  for (guint i = 0; i < asked->len; i++)
    {
      p[i] = get_figure (g_array_index (asked, Asked, i).result, "p");
      get_effect (g_array_index (asked, Asked, i).result, &label);
    }
  qh_stats_adjust_holm (p, asked->len, holm);
  qh_stats_adjust_benjamini (p, asked->len, benjamini);
  begin_table (table, label);
  for (guint i = 0; i < asked->len; i++)
    {
      const Asked *one = &g_array_index (asked, Asked, i);

      qh_figure_table_text (table, one->of);
      qh_figure_table_text (table, one->by != NULL ? one->by : "");
      qh_figure_table_value (table, get_figure (one->result, "n"));
      qh_figure_table_value (table, get_figure (one->result, "statistic"));
      qh_figure_table_value (table, get_figure (one->result, "df"));
      qh_figure_table_value (table, get_effect (one->result, &label));
      qh_figure_table_value (table, p[i]);
      qh_figure_table_value (table, holm[i]);
      qh_figure_table_value (table, benjamini[i]);
      rare += holm[i] < limit;
    }
  return rare;
}

/* Each of those asked; what cannot be computed is noted and left empty. */
static gboolean
ask (QhStatsRunner run,
     gpointer user_data,
     const QhStatsQuestion *question,
     Asked *asked,
     QhStatsResult *result)
{
  const char *of[] = { asked->of, NULL }, *by[] = { asked->by, NULL };
  QhStatsQuestion one = *question;
  g_autoptr (GError) error = NULL;

  one.of = of;
  one.by = asked->by != NULL ? by : NULL;
  asked->result = run (&one, user_data, &error);
  if (asked->result == NULL)
    qh_stats_result_note (result,
                          asked->by != NULL
                            ? g_strdup_printf ("%s × %s: %s", asked->of, asked->by, error->message)
                            : g_strdup_printf ("%s: %s", asked->of, error->message));
  return asked->result != NULL;
}

/**
 * qh_stats_several:
 * @question: with several variables where @test takes one
 * @run: asks it of one of them
 *
 * Asks a test of each of several variables, and says what is still rare when so
 * many are looked at.
 *
 * Returns: (transfer full): a result with a table "several"; what could not be
 *   computed is noted
 */
QhStatsResult *
qh_stats_several (const QhStatsTest *test,
                  const QhStatsQuestion *question,
                  QhStatsRunner run,
                  gpointer user_data)
{
  double confidence = question->confidence > 0 ? question->confidence : 0.95;
  QhStatsResult *result = qh_stats_result_new (test->name, _ (test->label), confidence);
  g_autoptr (GArray) asked = g_array_new (FALSE, TRUE, sizeof (Asked));
  const char *const none[] = { NULL };
  const char *const *by = question->by != NULL ? question->by : none;
  guint rare, computed = 0;
  gboolean partial = FALSE;

  g_array_set_clear_func (asked, clear_asked);
  for (guint i = 0; question->of[i] != NULL; i++)
    for (guint j = 0; j == 0 || by[j] != NULL; j++)
      {
        Asked one = { question->of[i], by[j], NULL };

        computed += ask (run, user_data, question, &one, result);
        partial |= one.result != NULL && one.result->partial;
        g_array_append_val (asked, one);
      }
  rare = add_rows (result, asked, 1 - confidence);
  qh_stats_result_add (result, "computed", _ ("Computed"), QH_FIGURE_COUNT, computed);
  qh_stats_result_note (
    result,
    g_strdup (_ ("Who looks at many finds some by chance. Holm keeps down how often any is wrong; "
                 "Benjamini–Hochberg keeps down the share of wrong ones.")));
  if (partial)
    qh_stats_result_note (result,
                          g_strdup (_ ("Of some, groups or categories of few rows were left out or "
                                       "put together. Ask for one alone to see which.")));
  qh_stats_result_say (
    result,
    g_strdup_printf (_ ("Of %u, %u would be rare by chance alone (p by Holm below %.2f)."),
                     computed,
                     rare,
                     1 - confidence));
  return result;
}
