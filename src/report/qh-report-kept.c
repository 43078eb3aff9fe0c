/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure as it was kept when its month was closed, and what may be told of it. */
#include "report/qh-report-closed-private.h"

#include <math.h>

void
qh_report_kept_clear (QhReportKept *kept)
{
  g_clear_pointer (&kept->records, g_array_unref);
}

/* Reading */

static GArray *
read_records (JsonArray *array)
{
  GArray *records = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      double n = json_array_get_null_element (array, i) ? (double)NAN : json_array_get_double_element (array, i);

      g_array_append_val (records, n);
    }
  return records;
}

/**
 * qh_report_kept_read:
 * @figures: of a section
 * @kept: (out caller-allocates): what is not there counted nothing
 *
 * Returns: whether it can be understood.
 */
gboolean
qh_report_kept_read (JsonObject *figures, const char *key, QhReportKept *kept)
{
  JsonNode *node = json_object_get_member (figures, key);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  *kept = (QhReportKept){ 0, FALSE, node == NULL, NULL };
  if (array == NULL || json_array_get_length (array) < 2)
    return node == NULL;
  kept->value = json_array_get_double_element (array, 0);
  kept->hidden = json_array_get_boolean_element (array, 1);
  kept->known = json_array_get_length (array) > 2 && JSON_NODE_HOLDS_ARRAY (json_array_get_element (array, 2));
  if (kept->known)
    kept->records = read_records (json_array_get_array_element (array, 2));
  return TRUE;
}

/**
 * qh_report_kept_get_name:
 * @which: rows, columns, row_rules or column_rules
 *
 * Returns: (transfer none) (nullable): what a row or a column was called, or how it was
 *   defined, when the month was closed.
 */
const char *
qh_report_kept_get_name (JsonObject *kept, const char *which, const char *key)
{
  JsonObject *names = json_object_has_member (kept, which) ? json_object_get_object_member (kept, which) : NULL;

  return names != NULL && key != NULL ? json_object_get_string_member_with_default (names, key, NULL) : NULL;
}

/* Few records */

static double
get_records (const GArray *records, guint position)
{
  return records != NULL ? g_array_index (records, double, position) : 0;
}

/**
 * qh_report_kept_tells_few:
 * @now: (nullable): the records behind it today; %NULL where there are none any more
 * @least: the least count that is shown; 0 for all
 *
 * Returns: whether between then and now there are so few records that the difference would
 *   tell of them: fewer than are shown, or none more or less, so that what changed is in some.
 */
gboolean
qh_report_kept_tells_few (const QhReportKept *then, const GArray *now, guint least)
{
  guint n_records = now != NULL ? now->len : then->records != NULL ? then->records->len : 0;
  gboolean many = FALSE;

  if (least < 2 || (now != NULL && now->len == 0))
    return FALSE;
  if (!then->known || (now != NULL && then->records != NULL && then->records->len != now->len))
    return TRUE;
  for (guint i = 0; i < n_records; i++)
    {
      double n = fabs (get_records (now, i) - get_records (then->records, i));

      if (isnan (n) || (n > 0 && n < least))
        return TRUE;
      many |= n > 0;
    }
  return !many;
}

/**
 * qh_report_kept_may_tell:
 * @least: the least count that is shown; 0 for all
 *
 * Returns: whether what was closed may be shown: it was, and as little is shown today.
 */
gboolean
qh_report_kept_may_tell (const QhReportKept *kept, guint least)
{
  if (least < 2)
    return TRUE;
  if (kept->hidden || (!kept->known && kept->value > 0 && kept->value < least))
    return FALSE;
  for (guint i = 0; kept->records != NULL && i < kept->records->len; i++)
    {
      double n = g_array_index (kept->records, double, i);

      if (n > 0 && n < least)
        return FALSE;
    }
  return TRUE;
}
