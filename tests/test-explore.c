/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Explore finds in a frame, and how it is kept, without a display. */
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/qh-chart-box.h"
#include "domain/qh-error.h"
#include "exchange/qh-csv-frame.h"
#include "exchange/qh-exchange-error.h"
#include "exchange/qh-zip-reader.h"
#include "research/qh-explore.h"
#include "research/qh-sheet.h"
#include "research/qh-variables.h"
#include "stats/qh-stats-test.h"

static const QhExploreRules all = { QH_LANGUAGE_EN, 0 };
static const QhExploreRules few = { QH_LANGUAGE_EN, 5 };

/* 30 of north, 20 of south; yes where told; south lacks an answer twice. */
static QhCsvFrame *
make_frame (void)
{
  g_autoptr (GString) csv = g_string_new ("place,said,minutes\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QhCsvReader) table = NULL;
  g_autoptr (GError) error = NULL;
  QhCsvFrame *frame;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (csv, "north,%s,%u.5\n", i < 20 ? "yes" : "no", 10 + i);
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (csv, "south,%s,%u.5\n", i < 2 ? "" : i < 5 ? "yes" : "no", 40 + i);
  bytes = g_bytes_new (csv->str, csv->len);
  table = qh_csv_reader_new_for_bytes (bytes, "made.csv", NULL, &error);
  g_assert_no_error (error);
  frame = qh_csv_frame_new (table, NULL, NULL, &error);
  g_assert_no_error (error);
  return frame;
}

static GPtrArray *
ask (QhCsvFrame *csv, const QhExploreQuestion *question, const QhExploreRules *rules)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *answers = qh_explore_ask (csv->frame, question, rules, NULL, &error);

  g_assert_no_error (error);
  return answers;
}

static const QhAnswerTable *
get_table (GPtrArray *answers, guint answer, guint table)
{
  return g_ptr_array_index (((QhAnswer *)g_ptr_array_index (answers, answer))->tables, table);
}

static void
test_list (void)
{
  g_autoptr (QhCsvFrame) csv = make_frame ();
  g_autoptr (GPtrArray) list = qh_explore_list (csv->frame, &all, NULL);
  const QhExploreVariable *said = g_ptr_array_index (list, 1), *minutes = g_ptr_array_index (list, 2);

  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpuint (said->n, ==, 48);
  g_assert_cmpuint (said->missing[0], ==, 2);
  g_assert_cmpuint (said->n_bars, ==, 2);
  g_assert_cmpfloat (said->bars[0], ==, 1);
  g_assert_cmpint (minutes->level, ==, QH_MEASUREMENT_SCALE);
}

static void
test_frequencies (void)
{
  g_autoptr (QhCsvFrame) csv = make_frame ();
  QhExploreQuestion question = { .rows = "place" };
  g_autoptr (GPtrArray) answers = ask (csv, &question, &all);
  const QhAnswerTable *table = get_table (answers, 0, 0);

  g_assert_cmpuint (qh_answer_table_get_n_rows (table), ==, 4);
  g_assert_cmpstr (qh_answer_table_get (table, 1, 0), ==, "north");
  g_assert_cmpstr (qh_answer_table_get (table, 1, 1), ==, "30");
  g_assert_cmpstr (qh_answer_table_get (table, 1, 2), ==, "60.0 %");
  g_assert_cmpstr (qh_answer_table_get (table, 2, 4), ==, "100.0 %");
  g_assert_cmpstr (qh_answer_table_get (table, 3, 1), ==, "50");
}

static guint
find_row (const QhAnswerTable *table, const char *name)
{
  for (guint r = 0; r < qh_answer_table_get_n_rows (table); r++)
    if (g_str_equal (qh_answer_table_get (table, r, 0), name))
      return r;
  g_assert_not_reached ();
}

static guint
find_column (const QhAnswerTable *table, const char *name)
{
  for (guint c = 0; c < table->n_columns; c++)
    if (g_ascii_strcasecmp (qh_answer_table_get (table, 0, c), name) == 0)
      return c;
  g_assert_not_reached ();
}

static void
test_cross_table (void)
{
  g_autoptr (QhCsvFrame) csv = make_frame ();
  QhExploreQuestion question = { .rows = "place", .columns = "said", .figures = QH_ANSWER_COUNT | QH_ANSWER_ROW_PERCENT | QH_ANSWER_EXPECTED };
  g_autoptr (GPtrArray) answers = ask (csv, &question, &all);
  const QhAnswerTable *table = get_table (answers, 0, 0);
  guint north = find_row (table, "north"), yes = find_column (table, "yes");

  /* 48 answered; 30 × 23 / 48 is expected. */
  g_assert_cmpstr (qh_answer_table_get (table, north, yes), ==, "20 · 66.7 % · 14.4");
  g_assert_cmpint (g_array_index (table->tints, gint8, north * table->n_columns + yes), ==, 1);
  g_assert_cmpuint (((QhAnswer *)g_ptr_array_index (answers, 0))->tables->len, >, 1);
}

/* Three of south said yes: neither that nor what would tell it leaves. */
static void
test_small (void)
{
  g_autoptr (QhCsvFrame) csv = make_frame ();
  QhExploreQuestion question = { .rows = "place", .columns = "said", .figures = QH_ANSWER_USUAL_FIGURES };
  g_autoptr (GPtrArray) answers = ask (csv, &question, &few);
  const QhAnswerTable *table = get_table (answers, 0, 0);
  guint yes = find_column (table, "yes");

  g_assert_cmpstr (qh_answer_table_get (table, find_row (table, "south"), yes), ==, "<5");
  g_assert_cmpstr (qh_answer_table_get (table, find_row (table, "north"), yes), ==, "…");
}

static gboolean
has_cell (const QhAnswer *answer, const char *text)
{
  for (guint t = 0; t < answer->tables->len; t++)
    for (guint c = 0; c < ((QhAnswerTable *)g_ptr_array_index (answer->tables, t))->cells->len; c++)
      if (g_str_equal (g_ptr_array_index (((QhAnswerTable *)g_ptr_array_index (answer->tables, t))->cells, c), text))
        return TRUE;
  return FALSE;
}

static gboolean
has_line (const QhAnswer *answer, const char *part)
{
  for (guint i = 0; i < answer->lines->len; i++)
    if (strstr (g_ptr_array_index (answer->lines, i), part) != NULL)
      return TRUE;
  return FALSE;
}

/* 40 of north, 30 of west, 20 of south, 3 of east, whose minutes are the largest; two kinds. */
static QhCsvFrame *
make_small_frame (void)
{
  g_autoptr (GString) csv = g_string_new ("place,minutes,kind,other\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QhCsvReader) table = NULL;
  g_autoptr (GError) error = NULL;
  QhCsvFrame *frame;

  for (guint i = 0; i < 93; i++)
    g_string_append_printf (csv, "%s,%u,%s,%u\n", i < 40 ? "north" : i < 70 ? "west" : i < 90 ? "south" : "east",
                            i < 90 ? 10 + i % 35 : 700 + i, i % 4 == 0 ? "a" : "b", 200 - i * 2);
  bytes = g_bytes_new (csv->str, csv->len);
  table = qh_csv_reader_new_for_bytes (bytes, "made.csv", NULL, &error);
  g_assert_no_error (error);
  frame = qh_csv_frame_new (table, NULL, NULL, &error);
  g_assert_no_error (error);
  return frame;
}

/* Who may not see small counts sees no group of three, nor the one that would tell it. */
static void
test_small_groups (void)
{
  static const char *const tests[] = { "describe", "anova", "anova-welch", "kruskal-wallis", "levene" };
  g_autoptr (QhCsvFrame) csv = make_small_frame ();

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      QhExploreQuestion question = { .rows = "minutes", .columns = "place", .test = (char *)tests[i] };
      g_autoptr (GPtrArray) seen = ask (csv, &question, &all), hidden = ask (csv, &question, &few);
      const QhAnswer *answer = g_ptr_array_index (hidden, 0);

      g_assert_true (has_cell (g_ptr_array_index (seen, 0), "east"));
      g_assert_true (has_cell (g_ptr_array_index (seen, 0), "south"));
      g_assert_false (has_cell (answer, "east"));
      g_assert_false (has_cell (answer, "south"));
      g_assert_true (has_cell (answer, "north"));
      g_assert_true (has_line (answer, "east, south") || has_line (answer, "south, east"));
      g_assert_null (answer->sentence != NULL ? strstr (answer->sentence, "east") : NULL);
    }
}

/* Nobody is left out where no group is small. */
static void
test_large_groups (void)
{
  g_autoptr (QhCsvFrame) csv = make_small_frame ();
  QhExploreQuestion question = { .rows = "minutes", .columns = "kind", .test = "anova" };
  g_autoptr (GPtrArray) answers = ask (csv, &question, &few);

  g_assert_true (has_cell (g_ptr_array_index (answers, 0), "a"));
  g_assert_false (has_line (g_ptr_array_index (answers, 0), "Left out"));
}

/* The extremes of a number are single rows', unless enough share them. */
static void
test_small_extremes (void)
{
  g_autoptr (QhCsvFrame) csv = make_small_frame ();
  QhExploreQuestion question = { .rows = "minutes" }, rest = { .rows = "minutes", .filter = "place=east" };
  g_autoptr (GPtrArray) seen = ask (csv, &question, &all), answers = ask (csv, &question, &few);
  const QhAnswer *answer = g_ptr_array_index (answers, 0);
  const QhChartData *histogram = g_ptr_array_index (answer->charts, 0), *box = g_ptr_array_index (answer->charts, 1);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (has_cell (g_ptr_array_index (seen, 0), "Largest"));
  g_assert_true (has_cell (g_ptr_array_index (seen, 0), "792"));
  g_assert_false (has_cell (answer, "Largest"));
  g_assert_false (has_cell (answer, "Smallest"));
  g_assert_false (has_cell (answer, "792"));
  g_assert_true (has_cell (answer, "Median"));
  g_assert_true (has_line (answer, "fewer than 5 rows"));
  for (guint c = 0; c < qh_chart_data_get_n_categories (histogram); c++)
    {
      double value = qh_chart_data_get_value (histogram, c, 0);

      g_assert_true (isnan (value) || value == 0 || value >= 5);
    }
  qh_chart_data_get_outliers (g_ptr_array_index (((QhAnswer *)g_ptr_array_index (seen, 0))->charts, 1), &n);
  g_assert_cmpuint (n, ==, 3);
  qh_chart_data_get_outliers (box, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (isnan (qh_chart_data_get_value (box, 0, QH_CHART_BOX_LOW)));
  g_assert_false (isnan (qh_chart_data_get_value (box, 0, QH_CHART_BOX_MEDIAN)));
  g_assert_null (qh_explore_ask (csv->frame, &rest, &few, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
}

/* A test of two by two would tell what is hidden: it is that number more. */
static void
test_small_tests (void)
{
  g_autoptr (QhCsvFrame) csv = make_frame ();
  QhExploreQuestion cross = { .rows = "place", .columns = "said" };
  QhExploreQuestion odds = { .rows = "place", .columns = "said", .test = "odds-ratio" };
  QhExploreQuestion shares = { .rows = "said", .filter = "place=south", .test = "proportion" };
  g_autoptr (GPtrArray) seen = ask (csv, &cross, &all), hidden = ask (csv, &cross, &few);
  g_autoptr (GPtrArray) told = ask (csv, &shares, &few);
  g_autoptr (GError) error = NULL;

  g_assert_true (has_cell (g_ptr_array_index (seen, 0), "Pearson's chi-square"));
  g_assert_false (has_cell (g_ptr_array_index (hidden, 0), "Pearson's chi-square"));
  g_assert_true (has_line (g_ptr_array_index (hidden, 0), "The test is not shown"));
  g_assert_null (qh_explore_ask (csv->frame, &odds, &few, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_assert_false (has_cell (g_ptr_array_index (told, 0), "3"));
  g_assert_false (has_cell (g_ptr_array_index (told, 0), "15"));
  g_assert_true (has_cell (g_ptr_array_index (told, 0), "…"));
}

/* Two numbers: no square of fewer than five where such are hidden, else each row. */
static void
test_pairs (void)
{
  g_autoptr (QhCsvFrame) csv = make_small_frame ();
  QhExploreQuestion question = { .rows = "minutes", .columns = "other" };
  QhExploreQuestion coloured = { .rows = "minutes", .columns = "other", .colour = "kind" };
  QhExploreQuestion wrong = { .rows = "minutes", .columns = "other", .colour = "minutes" };
  g_autoptr (GPtrArray) seen = ask (csv, &question, &all), hidden = ask (csv, &question, &few);
  g_autoptr (GPtrArray) parted = ask (csv, &coloured, &all), whole = ask (csv, &wrong, &all);
  const QhChartData *chart = g_ptr_array_index (((QhAnswer *)g_ptr_array_index (seen, 0))->charts, 0);

  g_assert_cmpint (chart->form, ==, QH_CHART_SCATTER);
  g_assert_cmpuint (qh_chart_data_get_n_categories (chart), ==, 93);
  g_assert_true (chart->has_line);
  g_assert_cmpfloat (chart->slope, <, 0);
  chart = g_ptr_array_index (((QhAnswer *)g_ptr_array_index (parted, 0))->charts, 0);
  g_assert_cmpuint (qh_chart_data_get_n_series (chart), ==, 3);
  chart = g_ptr_array_index (((QhAnswer *)g_ptr_array_index (whole, 0))->charts, 0);
  g_assert_cmpuint (qh_chart_data_get_n_series (chart), ==, 2);
  g_assert_true (has_line (g_ptr_array_index (whole, 0), "without colours"));
  chart = g_ptr_array_index (((QhAnswer *)g_ptr_array_index (hidden, 0))->charts, 0);
  g_assert_cmpuint (qh_chart_data_get_n_categories (chart), <, 93);
  for (guint c = 0; c < qh_chart_data_get_n_categories (chart); c++)
    g_assert_cmpint (qh_chart_data_get_category (chart, c)->key, >=, 5);
}

static gboolean
is_offered (GPtrArray *offered, const char *name)
{
  for (guint i = 0; i < offered->len; i++)
    if (g_str_equal (((const QhStatsTest *)g_ptr_array_index (offered, i))->name, name))
      return TRUE;
  return FALSE;
}

/* Of cases it is asked how long they take to close, by groups, with the curve. */
static void
test_curves (void)
{
  g_autoptr (GString) csv = g_string_new ("place,opened,closed,days_open\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QhCsvReader) table = NULL;
  g_autoptr (QhCsvFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  QhExploreQuestion by = { .unit = "case", .rows = "place", .columns = "days_open", .test = "kaplan-meier" };
  QhExploreQuestion alone = { .unit = "case", .rows = "opened", .test = "kaplan-meier" };
  QhExploreQuestion other = { .rows = "place", .columns = "days_open" };
  g_autoptr (GPtrArray) groups = NULL, one = NULL, hidden = NULL, offered = NULL, unlike = NULL;
  const QhAnswer *answer;
  const QhChartData *chart;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *end = i % 5 == 0 ? g_strdup ("") : g_strdup_printf ("2026-0%u-%02u", 2 + i % 6, 1 + i % 27);

      g_string_append_printf (csv, "%s,2026-01-%02u,%s,%u\n", i % 2 ? "north" : "south", 1 + i % 28, end, 10 + i);
    }
  bytes = g_bytes_new (csv->str, csv->len);
  table = qh_csv_reader_new_for_bytes (bytes, "made.csv", NULL, &error);
  frame = qh_csv_frame_new (table, NULL, NULL, &error);
  g_assert_no_error (error);
  offered = qh_explore_offer (frame->frame, &by, &error);
  g_assert_true (is_offered (offered, "kaplan-meier"));
  unlike = qh_explore_offer (frame->frame, &other, &error);
  g_assert_false (is_offered (unlike, "kaplan-meier"));
  groups = ask (frame, &by, &all);
  answer = g_ptr_array_index (groups, 0);
  chart = g_ptr_array_index (answer->charts, 0);
  g_assert_cmpint (chart->form, ==, QH_CHART_STEPS);
  g_assert_cmpuint (qh_chart_data_get_n_series (chart), ==, 3);
  g_assert_true (has_cell (answer, "Statistic"));
  one = ask (frame, &alone, &all);
  g_assert_cmpuint (qh_chart_data_get_n_series (g_ptr_array_index (((QhAnswer *)g_ptr_array_index (one, 0))->charts, 0)), ==, 2);
  /* Where few are hidden a step is at least five ends. */
  hidden = ask (frame, &by, &few);
  answer = g_ptr_array_index (hidden, 0);
  g_assert_cmpuint (qh_chart_data_get_n_categories (g_ptr_array_index (answer->charts, 0)), <=, 48 / 5);
  g_assert_true (has_line (answer, "fewer than 5 rows"));
}

/* Means by group and colour; none of fewer than five rows. */
static void
test_means (void)
{
  g_autoptr (QhCsvFrame) csv = make_small_frame ();
  QhExploreQuestion question = { .rows = "minutes", .columns = "place", .colour = "kind" };
  g_autoptr (GPtrArray) seen = ask (csv, &question, &all), hidden = ask (csv, &question, &few);
  const QhChartData *chart = g_ptr_array_index (((QhAnswer *)g_ptr_array_index (seen, 0))->charts, 0);

  g_assert_cmpuint (qh_chart_data_get_n_categories (chart), ==, 4);
  g_assert_cmpuint (qh_chart_data_get_n_series (chart), ==, 6);
  chart = g_ptr_array_index (((QhAnswer *)g_ptr_array_index (hidden, 0))->charts, 0);
  g_assert_cmpuint (qh_chart_data_get_n_categories (chart), ==, 2);
}

/* The list at the side tells no small counts either. */
static void
test_small_list (void)
{
  g_autoptr (QhCsvFrame) csv = make_frame ();
  g_autoptr (GPtrArray) list = qh_explore_list (csv->frame, &few, NULL);
  const QhExploreVariable *said = g_ptr_array_index (list, 1);
  g_autofree char *n = qh_explore_variable_dup_n (said), *percent = qh_explore_variable_dup_percent (said);
  g_autofree char *missing
    = qh_explore_variable_dup_missing (said, qh_frame_get_catalogues (csv->frame), QH_LANGUAGE_EN);

  g_assert_cmpstr (n, ==, "n > 45");
  g_assert_cmpstr (percent, ==, "<10.0");
  g_assert_cmpstr (missing, ==, "No answer: <5");
}

static void
test_numbers (void)
{
  g_autoptr (QhCsvFrame) csv = make_frame ();
  QhExploreQuestion alone = { .rows = "minutes" }, by = { .rows = "place", .columns = "minutes" };
  QhExploreQuestion welch = { .rows = "place", .columns = "minutes", .test = "welch" };
  g_autoptr (GPtrArray) one = ask (csv, &alone, &all);
  g_autoptr (GPtrArray) groups = ask (csv, &by, &all);
  g_autoptr (GPtrArray) tested = ask (csv, &welch, &all);
  g_autoptr (GPtrArray) offered = qh_explore_offer (csv->frame, &by, NULL);
  const QhAnswer *answer = g_ptr_array_index (one, 0);

  g_assert_cmpuint (answer->charts->len, ==, 2);
  g_assert_cmpint (((QhChartData *)g_ptr_array_index (answer->charts, 0))->form, ==, QH_CHART_HISTOGRAM);
  answer = g_ptr_array_index (groups, 0);
  g_assert_cmpint (((QhChartData *)g_ptr_array_index (answer->charts, 0))->form, ==, QH_CHART_INTERVALS);
  g_assert_cmpfloat (qh_chart_data_get_value (g_ptr_array_index (answer->charts, 0), 0, 1), ==, 25);
  g_assert_cmpint (((QhChartData *)g_ptr_array_index (answer->charts, 1))->form, ==, QH_CHART_BOX);
  answer = g_ptr_array_index (tested, 0);
  g_assert_nonnull (answer->sentence);
  g_assert_cmpuint (offered->len, >, 3);
}

/* The share of a count that is shown is shown too, but not what adds up past a hidden one. */
static void
test_small_frequencies (void)
{
  g_autoptr (QhCsvFrame) csv = make_small_frame ();
  QhExploreQuestion question = { .rows = "place" };
  g_autoptr (GPtrArray) answers = ask (csv, &question, &few);
  const QhAnswerTable *table = get_table (answers, 0, 0);

  g_assert_cmpstr (qh_answer_table_get (table, find_row (table, "east"), 1), ==, "<5");
  g_assert_cmpstr (qh_answer_table_get (table, find_row (table, "south"), 1), ==, "…");
  g_assert_cmpstr (qh_answer_table_get (table, find_row (table, "west"), 2), ==, "32.3 %");
  g_assert_cmpstr (qh_answer_table_get (table, find_row (table, "west"), 4), ==, "…");
  g_assert_cmpstr (qh_answer_table_get (table, find_row (table, "Total"), 1), ==, "93");
}

/* A row that stands for several counts so often, in every answer. */
static void
test_weight (void)
{
  static const char *const types[] = { "w=scale", "minutes=scale", NULL };
  g_autoptr (GString) csv = g_string_new ("place,said,minutes,w\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QhCsvReader) table = NULL;
  g_autoptr (QhCsvFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  QhExploreQuestion place = { .rows = "place", .weight = "w" };
  QhExploreQuestion cross = { .rows = "place", .columns = "said", .weight = "w", .figures = QH_ANSWER_COUNT };
  QhExploreQuestion minutes = { .rows = "minutes", .weight = "w" };
  QhExploreQuestion wrong = { .rows = "place", .weight = "said" };
  g_autoptr (GPtrArray) counted = NULL, crossed = NULL, described = NULL, hidden = NULL;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (csv, "%s,%s,%u,%u\n", i < 12 ? "north" : i < 18 ? "south" : "east", i % 2 ? "yes" : "no", i, i < 12 ? 1 : 10);
  bytes = g_bytes_new (csv->str, csv->len);
  table = qh_csv_reader_new_for_bytes (bytes, "made.csv", NULL, &error);
  frame = qh_csv_frame_new (table, types, NULL, &error);
  g_assert_no_error (error);
  counted = ask (frame, &place, &all);
  g_assert_cmpstr (qh_answer_table_get (get_table (counted, 0, 0), find_row (get_table (counted, 0, 0), "south"), 1), ==, "60");
  crossed = ask (frame, &cross, &all);
  g_assert_cmpstr (qh_answer_table_get (get_table (crossed, 0, 0), find_row (get_table (crossed, 0, 0), "south"), 1), ==, "30");
  described = ask (frame, &minutes, &all);
  g_assert_true (has_cell (g_ptr_array_index (described, 0), "92"));
  /* The two of east are few, whatever they weigh. */
  hidden = ask (frame, &place, &few);
  g_assert_cmpstr (qh_answer_table_get (get_table (hidden, 0, 0), find_row (get_table (hidden, 0, 0), "east"), 1), ==, "<5");
  g_assert_null (qh_explore_ask (frame->frame, &wrong, &all, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_CODE);
}

/* Neither a layer of few rows nor the one that would tell it is shown; and figures with a
 * condition differ from those without it by no few rows. */
static void
test_small_subtracting (void)
{
  g_autoptr (QhCsvFrame) csv = make_small_frame ();
  QhExploreQuestion layers = { .rows = "kind", .layers = "place" };
  QhExploreQuestion rest = { .rows = "kind", .filter = "place=north,west,south" };
  QhExploreQuestion both = { .rows = "kind", .filter = "place=north,west\nminutes=..600" };
  g_autoptr (GPtrArray) answers = ask (csv, &layers, &few), seen = ask (csv, &rest, &all), parted = ask (csv, &both, &few);
  g_autoptr (GError) error = NULL;
  guint n_told = 0;

  g_assert_cmpuint (answers->len, ==, 4);
  for (guint i = 0; i < answers->len; i++)
    n_told += ((QhAnswer *)g_ptr_array_index (answers, i))->tables->len > 0;
  g_assert_cmpuint (n_told, ==, 2);
  g_assert_cmpuint (seen->len, ==, 1);
  g_assert_cmpuint (parted->len, ==, 1);
  g_assert_null (qh_explore_ask (csv->frame, &rest, &few, NULL, &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "leaves out fewer than 5 rows"));
}

static void
test_layers_and_filter (void)
{
  g_autoptr (QhCsvFrame) csv = make_frame ();
  QhExploreQuestion layers = { .rows = "said", .layers = "place" };
  QhExploreQuestion nothing = { .rows = "said", .filter = "minutes=500..600" };
  g_autoptr (GPtrArray) answers = ask (csv, &layers, &all);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (answers->len, ==, 2);
  g_assert_null (qh_explore_ask (csv->frame, &nothing, &all, NULL, &error));
  g_assert_nonnull (error);
}

static QhChartData *
make_box (void)
{
  QhChartData *chart = qh_chart_box_new ("Minutes");
  double values[] = { 1, 2, 3, 4, 90, 90 };

  qh_chart_box_add (chart, 0, "all", values, G_N_ELEMENTS (values), 0);
  qh_chart_data_add_outlier (chart, 0, 200, 1);
  return chart;
}

static QhAnswer *
make_answer (void)
{
  QhExploreQuestion question = { .rows = "a", .columns = "b", .figures = QH_ANSWER_COUNT };
  QhAnswer *answer = qh_answer_new (&question, "A < B", "a × b");
  QhAnswerTable *table = qh_answer_add_table (answer, "Count", 2);
  QhChartData *chart;

  answer->note = g_strdup ("mine & yours");
  qh_answer_table_add (table, g_strdup (""), 0);
  qh_answer_table_add (table, g_strdup ("n"), 0);
  qh_answer_table_add (table, g_strdup ("tab\there"), 0);
  qh_answer_table_add (table, g_strdup ("7"), -1);
  chart = qh_chart_data_new (QH_CHART_SCATTER, "a × b");
  qh_chart_data_add_series (chart, 0, "a", QH_CHART_COLOUR_AUTO);
  qh_chart_data_add_series (chart, 1, "b", 0);
  qh_chart_data_set_value (chart, qh_chart_data_add_category (chart, 3, "1; 2", NULL), 0, 1);
  qh_chart_data_set_value (chart, 0, 1, NAN);
  qh_chart_data_set_value (chart, qh_chart_data_add_category (chart, 1, "2; 4", NULL), 1, 4);
  chart->has_line = TRUE;
  chart->slope = 2;
  g_ptr_array_add (answer->charts, chart);
  g_ptr_array_add (answer->charts, make_box ());
  return answer;
}

static void
test_text (void)
{
  g_autoptr (QhAnswer) answer = make_answer ();
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  qh_answer_append_html (answer, TRUE, html);
  qh_answer_append_text (answer, text);
  g_assert_nonnull (strstr (html->str, "<h2>A &lt; B</h2>"));
  g_assert_nonnull (strstr (html->str, "mine &amp; yours"));
  g_assert_nonnull (strstr (html->str, "class=\"less\" bgcolor=\"#fae8c4\">7</td>"));
  g_assert_nonnull (strstr (text->str, "tab here\t7\n"));
  g_assert_nonnull (strstr (html->str, "src=\"data:image/png;base64,"));
  g_string_truncate (html, 0);
  qh_answer_append_html (answer, FALSE, html);
  g_assert_null (strstr (html->str, "<img"));
}

static void
test_json (void)
{
  g_autoptr (QhAnswer) answer = make_answer (), again = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  const QhChartData *chart;
  const QhChartOutlier *outliers;
  guint n = 0;
  g_autoptr (JsonNode) broken = json_from_string ("{\"title\":\"x\",\"question\":{\"rows\":\"a\"},\"tables\":[{\"title\":\"t\",\"columns\":2,\"cells\":[\"1\"]}]}", NULL);
  g_autoptr (GError) error = NULL;

  qh_answer_to_json (answer, builder);
  node = json_builder_get_root (builder);
  again = qh_answer_from_json (json_node_get_object (node), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->note, ==, answer->note);
  g_assert_cmpstr (again->question->columns, ==, "b");
  g_assert_cmpstr (qh_answer_table_get (g_ptr_array_index (again->tables, 0), 1, 1), ==, "7");
  chart = g_ptr_array_index (again->charts, 0);
  g_assert_cmpint (chart->form, ==, QH_CHART_SCATTER);
  g_assert_cmpint (qh_chart_data_get_category (chart, 0)->key, ==, 3);
  g_assert_cmpfloat (qh_chart_data_get_value (chart, 1, 1), ==, 4);
  g_assert_true (isnan (qh_chart_data_get_value (chart, 0, 1)));
  g_assert_true (chart->has_line);
  g_assert_cmpfloat (chart->slope, ==, 2);
  outliers = qh_chart_data_get_outliers (g_ptr_array_index (again->charts, 1), &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (outliers[0].value, ==, 200);
  g_assert_null (qh_answer_from_json (json_node_get_object (broken), &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_FORMAT);
}

/* Three grades whose texts do not sort as they rise, with what parts lists in them; more points
 * with each. */
static QhCsvFrame *
read_grades (const char *last, const char *const *types)
{
  const char *const grades[] = { "low, or less", "a=middle", last };
  g_autoptr (GString) csv = g_string_new ("grade,points,place\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QhCsvReader) table = NULL;
  g_autoptr (GError) error = NULL;
  QhCsvFrame *frame;

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (csv, "\"%s\",%u.5,p%u\n", grades[i % 3], (i % 3) * 10 + i % 5, i % 2);
  bytes = g_bytes_new (csv->str, csv->len);
  table = qh_csv_reader_new_for_bytes (bytes, "grades.csv", NULL, &error);
  frame = qh_csv_frame_new (table, types, NULL, &error);
  g_assert_no_error (error);
  return frame;
}

static char *
order_grades (const char *last)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  g_ptr_array_add (order, (char *)"low, or less");
  g_ptr_array_add (order, (char *)"a=middle");
  g_ptr_array_add (order, (char *)last);
  return qh_csv_type_new ("grade", QH_MEASUREMENT_ORDINAL, order);
}

static const char *
get_figure (QhCsvFrame *csv, const char *test)
{
  QhExploreQuestion question = { .rows = "points", .columns = "grade", .test = (char *)test };
  g_autoptr (GPtrArray) answers = ask (csv, &question, &all);
  const QhAnswerTable *table = g_ptr_array_index (((QhAnswer *)g_ptr_array_index (answers, 0))->tables, 0);

  for (guint r = 1; r < qh_answer_table_get_n_rows (table); r++)
    if (g_strcmp0 (qh_answer_table_get (table, r, 0), "n") != 0)
      return g_intern_string (qh_answer_table_get (table, r, 1));
  return NULL;
}

/* An order given by hand is that of tables and of measures by rank. */
static void
test_order (void)
{
  g_autofree char *type = order_grades ("high");
  const char *const given[] = { type, NULL }, *const only[] = { "grade=ordinal", NULL };
  g_autoptr (QhCsvFrame) ordered = read_grades ("high", given), sorted = read_grades ("high", only);
  QhExploreQuestion question = { .rows = "grade" };
  g_autoptr (GPtrArray) answers = ask (ordered, &question, &all);
  const QhAnswerTable *table = g_ptr_array_index (((QhAnswer *)g_ptr_array_index (answers, 0))->tables, 0);
  const QhCsvVariable *variable = g_ptr_array_index (ordered->variables, 0);
  g_autofree char *again = qh_csv_variable_dup_type (variable, FALSE);

  g_assert_cmpstr (qh_answer_table_get (table, 1, 0), ==, "low, or less");
  g_assert_cmpstr (qh_answer_table_get (table, 2, 0), ==, "a=middle");
  g_assert_cmpstr (qh_answer_table_get (table, 3, 0), ==, "high");
  g_assert_cmpstr (again, ==, type);
  for (guint i = 0; i < 2; i++)
    {
      const char *test = i == 0 ? "spearman" : "kendall";

      g_assert_cmpfloat (g_ascii_strtod (get_figure (ordered, test), NULL), >, 0.8);
      g_assert_cmpfloat (g_ascii_strtod (get_figure (sorted, test), NULL), <, 0.5);
    }
}

/* Another table is understood as the one was of which the question was asked; what is corrected
 * of it itself goes before that, and what cannot be read so is told. */
static void
test_retype (void)
{
  g_autofree char *type = order_grades ("high"), *other = order_grades ("top"), *types = NULL;
  const char *const given[] = { type, NULL }, *const corrected[] = { other, NULL };
  const char *const names[] = { "grade", "place=p1", NULL };
  g_autoptr (QhCsvFrame) first = read_grades ("high", given), same = read_grades ("high", NULL);
  g_autoptr (QhCsvFrame) new_grade = read_grades ("top", NULL), mended = read_grades ("top", corrected);
  g_autoptr (QhCsvFrame) again = NULL;
  g_autoptr (GError) error = NULL;

  types = qh_csv_frame_dup_types (first, names);
  g_assert_true (g_str_has_suffix (types, "\nplace=nominal"));
  g_assert_null (qh_csv_frame_retype (first, types, &error));
  g_assert_no_error (error);
  again = qh_csv_frame_retype (same, types, &error);
  g_assert_no_error (error);
  g_assert_true (((QhCsvVariable *)g_ptr_array_index (again->variables, 0))->ordered);
  g_assert_null (qh_csv_frame_retype (new_grade, types, &error));
  g_assert_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "top"));
  g_clear_error (&error);
  g_assert_null (qh_csv_frame_retype (mended, types, &error));
  g_assert_no_error (error);
}

/* Thousands are grouped as the locale does where people read, and not where a spreadsheet does. */
static void
test_groups (void)
{
  g_autoptr (GString) csv = g_string_new ("place,half,income\n"), html = g_string_new (NULL), text = g_string_new (NULL);
  g_autoptr (QhCsvFrame) frame = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (QhCsvReader) table = NULL;
  g_autoptr (GPtrArray) counts = NULL, numbers = NULL, crossed = NULL;
  QhExploreQuestion count = { .rows = "place" }, number = { .rows = "income" };
  QhExploreQuestion cross = { .rows = "place", .columns = "half", .figures = QH_ANSWER_COUNT | QH_ANSWER_EXPECTED };
  g_autoptr (GError) error = NULL;

  if (setlocale (LC_NUMERIC, "en_US.UTF-8") == NULL)
    {
      g_test_skip ("en_US.UTF-8 is not installed");
      return;
    }
  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (csv, "%s,%s,%u\n", i % 3 == 0 ? "south" : "north", i % 2 == 0 ? "a" : "b", 20000 + i);
  bytes = g_bytes_new (csv->str, csv->len);
  table = qh_csv_reader_new_for_bytes (bytes, "made.csv", NULL, &error);
  frame = qh_csv_frame_new (table, NULL, NULL, &error);
  g_assert_no_error (error);
  counts = ask (frame, &count, &all);
  numbers = ask (frame, &number, &all);
  crossed = ask (frame, &cross, &all);
  qh_answer_append_html (g_ptr_array_index (counts, 0), FALSE, html);
  qh_answer_append_text (g_ptr_array_index (counts, 0), text);
  setlocale (LC_NUMERIC, "C");
  g_assert_true (has_cell (g_ptr_array_index (counts, 0), "4,000"));
  g_assert_true (has_cell (g_ptr_array_index (numbers, 0), "6,000"));
  g_assert_true (has_cell (g_ptr_array_index (numbers, 0), "22,999.5"));
  g_assert_nonnull (strstr (((QhAnswer *)g_ptr_array_index (numbers, 0))->sentence, "23,000"));
  g_assert_true (has_cell (g_ptr_array_index (crossed, 0), "2,000 · 2,000.0"));
  g_assert_nonnull (strstr (html->str, "sdval=\"4000\">4,000</td>"));
  g_assert_nonnull (strstr (text->str, "\t4000\t"));
  g_assert_null (strstr (text->str, "4,000"));
}

/* What cannot be asked again keeps its name and its notes; a note of a layer that is gone goes
 * to the last answer to the same question. */
static void
test_replace (void)
{
  QhExploreQuestion one = { .rows = "a", .layers = "c" }, two = { .rows = "b" };
  g_autoptr (QhSheet) sheet = qh_sheet_new ();
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_answer_free);
  const char *const layers[] = { "a: x", "a: y" };
  QhAnswer *answer;

  for (guint i = 0; i < 2; i++)
    {
      answer = qh_answer_new (&one, "Frequencies", layers[i]);
      answer->note = g_strdup_printf ("note %u", i);
      g_ptr_array_add (sheet->answers, answer);
    }
  answer = qh_answer_new (&two, "Frequencies", "b");
  answer->note = g_strdup ("mine");
  g_ptr_array_add (sheet->answers, answer);
  g_ptr_array_add (answers, qh_answer_new (&one, "Frequencies", "a: y"));
  g_ptr_array_add (answers, qh_answer_new (&two, "Not computed", ""));
  qh_sheet_replace (sheet, answers);
  answer = g_ptr_array_index (sheet->answers, 0);
  g_assert_nonnull (strstr (answer->note, "note 0"));
  g_assert_nonnull (strstr (answer->note, "note 1"));
  answer = g_ptr_array_index (sheet->answers, 1);
  g_assert_cmpstr (answer->subtitle, ==, "b");
  g_assert_cmpstr (answer->note, ==, "mine");
}

/* A sheet comes back from its file, and keeps its notes when it is asked again. */
static void
test_sheet (void)
{
  g_autoptr (QhSheet) sheet = qh_sheet_new (), again = NULL;
  g_autoptr (GPtrArray) questions = NULL;
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_answer_free);
  g_autofree char *json = NULL;
  g_autofree char *html = NULL;
  g_autoptr (GError) error = NULL;
  QhAnswer *answer = make_answer ();

  g_ptr_array_add (sheet->answers, make_answer ());
  g_ptr_array_add (sheet->answers, make_answer ());
  json = qh_sheet_to_json (sheet);
  again = qh_sheet_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->answers->len, ==, 2);
  html = qh_sheet_to_html (again, "My <sheet>");
  g_assert_nonnull (strstr (html, "<h1>My &lt;sheet&gt;</h1>"));
  questions = qh_sheet_list_questions (again);
  g_assert_cmpuint (questions->len, ==, 1);
  g_clear_pointer (&answer->note, g_free);
  g_ptr_array_add (answers, answer);
  qh_sheet_replace (again, answers);
  g_assert_cmpuint (again->answers->len, ==, 1);
  g_assert_cmpstr (((QhAnswer *)g_ptr_array_index (again->answers, 0))->note, ==, "mine & yours");
  g_assert_null (qh_sheet_from_json ("{\"a\":1}", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (qh_sheet_from_json ("{\"quehacer_sheet\":2,\"answers\":[]}", &error));
  g_assert_error (error, QH_ERROR, QH_ERROR_NEWER);
}

/* A table that is too wide for a page goes on below itself. */
static void
test_wide (void)
{
  QhExploreQuestion question = { .rows = "a" };
  g_autoptr (QhSheet) wide = qh_sheet_new (), narrow = qh_sheet_new ();
  g_autoptr (QhSheetPages) one = NULL, two = NULL;

  for (guint i = 0; i < 2; i++)
    {
      QhAnswer *answer = qh_answer_new (&question, "A", "a");
      QhAnswerTable *table = qh_answer_add_table (answer, "t", i == 0 ? 17 : 9);

      for (guint c = 0; c < table->n_columns * 40; c++)
        qh_answer_table_add (table, g_strdup ("1"), 0);
      g_ptr_array_add (i == 0 ? wide->answers : narrow->answers, answer);
    }
  one = qh_sheet_pages_new (wide, "Sheet", 500, 700);
  two = qh_sheet_pages_new (narrow, "Sheet", 500, 700);
  g_assert_cmpuint (qh_sheet_pages_get_n (one), ==, 2);
  g_assert_cmpuint (qh_sheet_pages_get_n (two), ==, 1);
}

/* In a document wide tables go on below with the names of their rows; a spreadsheet gets them whole. */
static void
test_bands (void)
{
  QhExploreQuestion question = { .rows = "a" };
  g_autoptr (QhAnswer) answer = qh_answer_new (&question, "A", "a");
  QhAnswerTable *table = qh_answer_add_table (answer, "t", 15);
  g_autoptr (GString) document = g_string_new (NULL), spreadsheet = g_string_new (NULL);
  g_auto (GStrv) bands = NULL, whole = NULL;

  for (guint c = 0; c < table->n_columns * 2; c++)
    qh_answer_table_add (table, g_strdup (c == 15 ? "row" : "12345.67"), 0);
  qh_answer_append_html (answer, TRUE, document);
  qh_answer_append_html (answer, FALSE, spreadsheet);
  bands = g_strsplit (document->str, ">row</th>", -1);
  whole = g_strsplit (spreadsheet->str, ">row</th>", -1);
  g_assert_cmpuint (g_strv_length (bands), ==, 3);
  g_assert_cmpuint (g_strv_length (whole), ==, 2);
  g_strfreev (g_steal_pointer (&bands));
  bands = g_strsplit (document->str, ">12345.67</td>", -1);
  g_assert_cmpuint (g_strv_length (bands), ==, 1 + 14);
}

static gboolean
append_chunk (const char *bytes, gsize length, gpointer text)
{
  g_string_append_len (text, bytes, (gssize)length);
  return TRUE;
}

/* What LibreOffice Writer is started by, where it is installed. */
static char *
find_writer (void)
{
  g_autofree char *program = g_find_program_in_path ("soffice");
  g_autofree char *real = program != NULL ? realpath (program, NULL) : NULL;
  g_autofree char *folder = real != NULL ? g_path_get_dirname (real) : NULL;
  g_autofree char *writer = folder != NULL ? g_build_filename (folder, "libswlo.so", NULL) : NULL;

  return writer != NULL && g_file_test (writer, G_FILE_TEST_EXISTS) ? g_steal_pointer (&program) : NULL;
}

/* A saved sheet is a document in LibreOffice: text with its accents, tables, pictures. */
static void
test_writer (void)
{
  g_autofree char *program = find_writer (), *folder = NULL, *page = NULL, *odt = NULL, *profile = NULL, *html = NULL;
  g_autoptr (QhSheet) sheet = qh_sheet_new ();
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  QhExploreQuestion question = { .rows = "a" };
  QhAnswer *answer;
  QhAnswerTable *table;
  int status = 0;

  if (program == NULL)
    {
      g_test_skip ("LibreOffice Writer is not here");
      return;
    }
  folder = g_dir_make_tmp ("quehacer-sheet-XXXXXX", &error);
  page = g_build_filename (folder, "hoja.html", NULL);
  odt = g_build_filename (folder, "hoja.odt", NULL);
  profile = g_strdup_printf ("-env:UserInstallation=file://%s/profile", folder);
  answer = qh_answer_new (&question, "Tabla cruzada", "Ámbito × «Niñez»");
  table = qh_answer_add_table (answer, "Cuenta", 2);
  for (guint i = 0; i < 4; i++)
    qh_answer_table_add (table, g_strdup_printf ("celda ñ%u", i), 0);
  answer->sentence = g_strdup ("¿Qué? η² = 0.1 < 1 & más");
  g_ptr_array_add (answer->charts, make_box ());
  g_ptr_array_add (sheet->answers, answer);
  html = qh_sheet_to_html (sheet, "Hoja de resultados");
  g_assert_true (g_file_set_contents (page, html, -1, &error));
  {
    const char *const command[] = { program, profile, "--headless", "--convert-to", "odt", "--outdir", folder, page, NULL };

    g_assert_true (g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                                 NULL, NULL, NULL, &status, &error));
  }
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_assert_true (qh_zip_read (odt, "content.xml", append_chunk, content));
  g_assert_nonnull (strstr (content->str, "Ámbito × «Niñez»"));
  g_assert_nonnull (strstr (content->str, "η² = 0.1 &lt; 1 &amp; más"));
  g_assert_nonnull (strstr (content->str, "<table:table "));
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *cell = g_strdup_printf (">celda ñ%u<", i);

      g_assert_nonnull (strstr (content->str, cell));
    }
  g_assert_nonnull (strstr (content->str, "xlink:href=\"Pictures/"));
  {
    const char *const clean[] = { "rm", "-r", folder, NULL };

    g_assert_true (g_spawn_sync (NULL, (char **)clean, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, &error));
  }
}

/* A long sheet goes over several pages. */
static void
test_pages (void)
{
  g_autoptr (QhSheet) sheet = qh_sheet_new ();
  g_autoptr (QhSheetPages) pages = NULL;

  for (guint i = 0; i < 40; i++)
    g_ptr_array_add (sheet->answers, make_answer ());
  pages = qh_sheet_pages_new (sheet, "Sheet", 500, 700);
  g_assert_cmpuint (qh_sheet_pages_get_n (pages), >, 2);
}

/* What is derived later takes nothing from what was derived before. */
static void
test_derived_twice (void)
{
  g_autoptr (QhCsvFrame) csv = make_small_frame ();
  const QhFrameColumn *first;
  const QhEntry *entry;
  g_autoptr (GError) error = NULL;

  g_assert_true (qh_variables_add (csv->frame, "{\"derived\": [{\"name\": \"one\", \"from\": \"minutes\", \"make\": \"bins\", \"width\": 10}]}", &error));
  g_assert_no_error (error);
  g_assert_true (qh_variables_add (csv->frame, "{\"derived\": [{\"name\": \"two\", \"from\": \"other\", \"make\": \"bins\", \"width\": 50}]}", &error));
  g_assert_no_error (error);
  first = qh_frame_find_column (csv->frame, "one");
  entry = qh_catalogues_find (qh_frame_get_catalogues (csv->frame), qh_frame_column_get (first, 0));
  g_assert_nonnull (entry);
  g_assert_cmpstr (entry->catalogue, ==, "derived-one");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explore/list", test_list);
  g_test_add_func ("/explore/frequencies", test_frequencies);
  g_test_add_func ("/explore/cross-table", test_cross_table);
  g_test_add_func ("/explore/small", test_small);
  g_test_add_func ("/explore/derived-twice", test_derived_twice);
  g_test_add_func ("/explore/small-groups", test_small_groups);
  g_test_add_func ("/explore/large-groups", test_large_groups);
  g_test_add_func ("/explore/small-extremes", test_small_extremes);
  g_test_add_func ("/explore/small-tests", test_small_tests);
  g_test_add_func ("/explore/pairs", test_pairs);
  g_test_add_func ("/explore/means", test_means);
  g_test_add_func ("/explore/curves", test_curves);
  g_test_add_func ("/explore/small-subtracting", test_small_subtracting);
  g_test_add_func ("/explore/small-list", test_small_list);
  g_test_add_func ("/explore/numbers", test_numbers);
  g_test_add_func ("/explore/small-frequencies", test_small_frequencies);
  g_test_add_func ("/explore/weight", test_weight);
  g_test_add_func ("/explore/layers-and-filter", test_layers_and_filter);
  g_test_add_func ("/explore/text", test_text);
  g_test_add_func ("/explore/json", test_json);
  g_test_add_func ("/explore/order", test_order);
  g_test_add_func ("/explore/retype", test_retype);
  g_test_add_func ("/explore/replace", test_replace);
  g_test_add_func ("/explore/groups", test_groups);
  g_test_add_func ("/explore/sheet", test_sheet);
  g_test_add_func ("/explore/pages", test_pages);
  g_test_add_func ("/explore/wide", test_wide);
  g_test_add_func ("/explore/bands", test_bands);
  g_test_add_func ("/explore/writer", test_writer);
  return g_test_run ();
}
