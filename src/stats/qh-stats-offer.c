/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats/qh-stats-test.h"

#define BLOCK 4096

/* What a variable is, for what is offered. */
typedef struct
{
  QhMeasurement level;
  guint n_categories; /* that have any; 0 of numbers */
} Kind;

static gboolean
fits (QhStatsNeed need, const Kind *kind)
{
  gboolean categories
    = kind->level == QH_MEASUREMENT_NOMINAL || kind->level == QH_MEASUREMENT_ORDINAL;

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
    case QH_STATS_TIME:
      return kind->level == QH_MEASUREMENT_SCALE || kind->level == QH_MEASUREMENT_DATE;
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

/* What two answers of the same rows are compared by: McNemar's and kappa. */
static gboolean
are_same (QhFrame *frame, const char *of, const char *by)
{
  const QhFrameColumn *first = qh_frame_find_column (frame, of),
                      *second = qh_frame_find_column (frame, by);
  guint shared = 0;

  if (first == NULL || second == NULL || first->ids == NULL || second->ids == NULL
      || first->field->type != second->field->type)
    return FALSE;
  if (g_strcmp0 (first->field->catalogue, second->field->catalogue) == 0)
    return TRUE;
  for (guint a = QH_FRAME_FIRST_CODE; a < first->ids->len; a++)
    for (guint b = QH_FRAME_FIRST_CODE; b < second->ids->len; b++)
      {
        QhCatalogues *catalogues = qh_frame_get_catalogues (frame);
        const QhEntry *one = qh_catalogues_find (catalogues, g_array_index (first->ids, gint64, a));
        const QhEntry *other
          = qh_catalogues_find (catalogues, g_array_index (second->ids, gint64, b));

        shared += one != NULL && other != NULL && g_str_equal (one->code, other->code);
      }
  return shared >= 2;
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
 * Returns: (transfer container) (element-type QhStatsTest): the usual ones first
 */
GPtrArray *
qh_stats_test_offer (QhFrame *frame, const guint8 *mask, const char *of, const char *by)
{
  GPtrArray *offered = g_ptr_array_new ();
  Kind first, second = { 0 };
  gboolean same = by != NULL && are_same (frame, of, by);

  if (!look_at (frame, mask, of, &first) || (by != NULL && !look_at (frame, mask, by, &second)))
    return offered;
  for (guint i = 0; qh_stats_test_get (i) != NULL; i++)
    {
      const QhStatsTest *test = qh_stats_test_get (i);
      gboolean alone = test->by == QH_STATS_NOTHING || test->by_optional;

      if (fits (test->of, &first) && test->of_least <= 1 && (!test->same || same)
          && (by != NULL ? fits (test->by, &second) : alone))
        g_ptr_array_add (offered, (gpointer)test);
    }
  return offered;
}
