/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a cell of a plan's columns. */
#include "exchange/qh-export-private.h"

#include <string.h>

/**
 * qh_export_quote:
 *
 * Returns: (transfer full): @text as a cell of a csv (RFC 4180).
 */
char *
qh_export_quote (const char *text)
{
  GString *quoted;

  if (strpbrk (text, ",\"\r\n") == NULL)
    return g_strdup (text);
  quoted = g_string_new ("\"");
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (quoted, '"');
      g_string_append_c (quoted, *text);
    }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

/**
 * qh_export_is_key:
 *
 * Returns: whether the texts of the column are keys, by which the rows of several
 *   files are joined.
 */
gboolean
qh_export_is_key (const QhExportColumn *column)
{
  return column->field != NULL && g_strcmp0 (column->field->format, QH_FORMAT_KEY) == 0;
}

/**
 * qh_export_get_flag:
 * @column: a %QH_EXPORT_FLAG
 *
 * Returns: 1 where the answer was given, 0 where others were; %QH_SCAN_NONE or one of
 *   QH_SCAN_MISSING() where none was.
 */
gint64
qh_export_get_flag (const QhExportColumn *column,
                    guint                 row)
{
  const guint16 *answers = column->source->data;
  guint32 from = column->source->offsets[row], to = column->source->offsets[row + 1];
  guint missing = 0;

  for (guint32 i = from; i < to; i++)
    {
      if (answers[i] == column->slot)
        return 1;
      if (answers[i] < QH_FRAME_FIRST_CODE)
        missing = answers[i];
    }
  return from == to || missing != 0 ? QH_SCAN_NONE + missing : 0;
}

/**
 * qh_export_plan_count_served:
 * @counts: (array): one for each slot of @plan; all are set
 *
 * Counts whom a row served: in all, by sex and by age group.
 */
void
qh_export_plan_count_served (const QhExportPlan *plan,
                             guint               row,
                             guint32            *counts)
{
  const QhServed *served = qh_frame_get_served (plan->frame);

  memset (counts, 0, sizeof *counts * plan->n_slots);
  for (guint32 i = served->offsets[row]; i < served->offsets[row + 1]; i++)
    {
      counts[QH_SERVED_TOTAL] += served->n[i];
      counts[plan->sex_slots + served->sex[i]] += served->n[i];
      counts[plan->age_slots + served->age_group[i]] += served->n[i];
    }
}
