/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Searching names as they are typed: the slowest key of several names among
 * 100,000 people with a case each. */
#include <stdio.h>

#include "bench.h"
#include "store/qh-case-index.h"

#define N_PEOPLE 100000
#define SHOWN 200
#define RUNS 5

static const char *const texts[] = { "maría gonzález", "guadalupe", "her jua", "zzzz", "TS-0123", "ñ", "a e i" };

static guint
search (QhCaseIndex *index,
        const char  *typed,
        gboolean     persons)
{
  const QhCaseFilter filter = { 0 };
  g_autoptr (GPtrArray) people = persons ? qh_case_index_search_persons (index, typed, SHOWN) : NULL;
  g_autoptr (GArray) cases = persons ? NULL : qh_case_index_search (index, typed, &filter, 0);

  return persons ? people->len : cases->len;
}

/* Types a text key by key; returns the seconds of the slowest one, each the best
 * of a few. */
static double
type (QhCaseIndex *index,
      const char  *text,
      gboolean     persons)
{
  double slowest = 0;

  for (const char *end = g_utf8_next_char (text);; end = g_utf8_next_char (end))
    {
      g_autofree char *typed = g_strndup (text, (gsize) (end - text));
      double best = G_MAXDOUBLE;

      for (guint i = 0; i < RUNS; i++)
        {
          double start = bench_now ();

          search (index, typed, persons);
          best = MIN (best, bench_now () - start);
        }
      slowest = MAX (slowest, best);
      if (*end == '\0')
        return slowest;
    }
}

int
main (void)
{
  g_autoptr (QhStore) store = bench_open_cases (N_PEOPLE);
  g_autoptr (GError) error = NULL;
  double start = bench_now ();
  g_autoptr (QhCaseIndex) index = qh_case_index_build (store, NULL, &error);
  double slowest[2] = { 0 };

  g_assert_no_error (error);
  printf ("# an index of %u cases and %u people, built in %.2f s\n", qh_case_index_get_n (index), qh_case_index_get_n_persons (index),
           bench_now () - start);
  for (guint persons = 0; persons < 2; persons++)
    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      slowest[persons] = MAX (slowest[persons], type (index, texts[i], persons == 1));
  bench_report_limit ("name search in people, slowest key", "ms", slowest[1] * 1000, 16);
  bench_report_limit ("name search in cases, slowest key", "ms", slowest[0] * 1000, 16);
  return 0;
}
