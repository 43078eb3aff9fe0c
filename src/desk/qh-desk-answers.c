/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What figures look at beside frames: read once, then kept with the desk. */
#include "desk/qh-desk.h"

#include "frame/qh-filter.h"

#define MOST_PARTS 24

static void
answers_free (gpointer data)
{
  QhDeskAnswers *answers = data;

  g_free (answers->offsets);
  g_array_unref (answers->values);
  g_free (answers);
}

/* Answers come in the order of the records' ids, as the rows do. */
static gboolean
read_answers (QhDeskAnswers *answers, QhScan *scan, QhFrame *frame, GError **error)
{
  const gint64 *ids = qh_frame_get_ids (frame);
  gint64 values[2];
  gboolean more = qh_scan_next (scan, values);

  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    {
      answers->offsets[row] = answers->values->len;
      while (more && values[0] < ids[row])
        more = qh_scan_next (scan, values);
      for (; more && values[0] == ids[row]; more = qh_scan_next (scan, values))
        if (!QH_SCAN_IS_EMPTY (values[1]))
          g_array_append_val (answers->values, values[1]);
    }
  answers->offsets[qh_frame_get_n_rows (frame)] = answers->values->len;
  return qh_scan_finish (scan, error);
}

/**
 * qh_desk_get_answers:
 * @frame: the desk's, of the kind of the field
 * @field: of one record, or of several
 *
 * Returns: (transfer none): the answers of a field, told apart as the file has them.
 */
const QhDeskAnswers *
qh_desk_get_answers (QhDesk *self, QhFrame *frame, const QhField *field, GError **error)
{
  QhKind *kind = qh_frame_get_kind (frame);
  g_autoptr (QhReading) reading = NULL;
  QhDeskAnswers *answers;
  QhScan *scan;

  if (self->answers == NULL)
    self->answers = g_hash_table_new_full (NULL, NULL, NULL, answers_free);
  answers = g_hash_table_lookup (self->answers, field);
  if (answers != NULL)
    return answers;
  reading = qh_reading_new (self->store, error);
  if (reading == NULL)
    return NULL;
  scan = qh_field_is_list (field) ? qh_reading_scan_list (reading, kind, field, error)
                                  : qh_reading_scan (reading, kind, &field, 1, error);
  if (scan == NULL)
    return NULL;
  answers = g_new0 (QhDeskAnswers, 1);
  answers->offsets = g_new (guint32, (gsize)qh_frame_get_n_rows (frame) + 1);
  answers->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (read_answers (answers, scan, frame, error))
    {
      g_hash_table_insert (self->answers, (gpointer)field, answers);
      return answers;
    }
  answers_free (answers);
  return NULL;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return *(const QhDay *)a - *(const QhDay *)b;
}

static void
sort_all (GHashTable *table)
{
  GHashTableIter iter;
  gpointer days;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &days))
    g_array_sort (days, compare_days);
}

/**
 * qh_desk_get_activity_days:
 *
 * Returns: (transfer none) (element-type gint64 GArray): by case the days of its
 *   activities, ascending.
 */
GHashTable *
qh_desk_get_activity_days (QhDesk *self, GError **error)
{
  QhFrame *frame;
  const QhFrameColumn *of_column, *date;

  if (self->activity_days != NULL)
    return self->activity_days;
  frame = qh_desk_get_frame (self, QH_KIND_ACTIVITY, error);
  if (frame == NULL)
    return NULL;
  of_column = qh_frame_find_column (frame, "case");
  date = qh_frame_find_column (frame, "date");
  self->activity_days
    = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    {
      gint64 of = qh_frame_column_get (of_column, row);
      QhDay day = (QhDay)qh_frame_column_get (date, row);
      GArray *list;

      if (QH_SCAN_IS_EMPTY (of))
        continue;
      list = g_hash_table_lookup (self->activity_days, &of);
      if (list == NULL)
        {
          list = g_array_new (FALSE, FALSE, sizeof (QhDay));
          g_hash_table_insert (self->activity_days, g_memdup2 (&of, sizeof of), list);
        }
      g_array_append_val (list, day);
    }
  sort_all (self->activity_days);
  return self->activity_days;
}

static QhFrame *
take_part (QhDesk *self, QhFrame *frame, const char *placed_by, QhDay from, QhDay to, GError **error)
{
  g_autoptr (QhFilter) filter = qh_filter_new ();
  g_autofree guint8 *mask = NULL;

  qh_filter_set_range (filter, placed_by, from, to);
  if (!self->scope->whole && qh_frame_find_column (frame, "worker") != NULL)
    qh_filter_set_keys (filter,
                        "worker",
                        (const gint64 *)(void *)self->scope->workers->data,
                        self->scope->workers->len);
  mask = qh_filter_to_mask (filter, frame, error);
  return mask != NULL ? qh_frame_take (frame, mask) : NULL;
}

/**
 * qh_desk_get_part:
 * @placed_by: a date of the records
 *
 * Returns: (transfer none): the records of the scope of some days, which several
 *   figures count; good until the next one is asked for.
 */
QhFrame *
qh_desk_get_part (QhDesk *self, guint kind, const char *placed_by, QhDay from, QhDay to, GError **error)
{
  QhFrame *frame = qh_desk_get_frame (self, kind, error);
  g_autofree char *name
    = g_strdup_printf ("%u %s %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                       kind, placed_by, from, to, self->scope->unit, self->scope->worker);
  QhFrame *part;

  if (frame == NULL)
    return NULL;
  if (self->parts == NULL)
    self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)qh_frame_unref);
  part = g_hash_table_lookup (self->parts, name);
  if (part != NULL)
    return part;
  if (g_hash_table_size (self->parts) >= MOST_PARTS)
    g_hash_table_remove_all (self->parts);
  part = take_part (self, frame, placed_by, from, to, error);
  if (part != NULL)
    g_hash_table_insert (self->parts, g_steal_pointer (&name), part);
  return part;
}
