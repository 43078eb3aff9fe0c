/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of fields that stand in no frame: read once, then kept with the desk. */
#include "desk/qh-desk.h"

#include "frame/qh-id-index.h"

static void
answers_free (gpointer data)
{
  QhDeskAnswers *answers = data;

  g_free (answers->offsets);
  g_array_unref (answers->places);
  g_free (answers);
}

static void
append (QhDeskAnswers *answers, QhIdIndex *known, gint64 value)
{
  guint32 place;

  if (!qh_id_index_lookup (known, value, &place))
    {
      place = answers->n_different++;
      qh_id_index_insert (known, value, place);
    }
  g_array_append_val (answers->places, place);
}

/* Answers come in the order of the records' ids, as the rows do. */
static gboolean
read_answers (QhDeskAnswers *answers, QhScan *scan, QhFrame *frame, QhIdIndex *known, GError **error)
{
  const gint64 *ids = qh_frame_get_ids (frame);
  gint64 values[2];
  gboolean more = qh_scan_next (scan, values);

  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    {
      answers->offsets[row] = answers->places->len;
      while (more && values[0] < ids[row])
        more = qh_scan_next (scan, values);
      for (; more && values[0] == ids[row]; more = qh_scan_next (scan, values))
        if (!QH_SCAN_IS_EMPTY (values[1]))
          append (answers, known, values[1]);
    }
  answers->offsets[qh_frame_get_n_rows (frame)] = answers->places->len;
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
  QhIdIndex *known;
  QhDeskAnswers *answers;
  gboolean read;
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
  answers->places = g_array_new (FALSE, FALSE, sizeof (guint32));
  known = qh_id_index_new (1024);
  read = read_answers (answers, scan, frame, known, error);
  qh_id_index_free (known);
  if (read)
    {
      g_hash_table_insert (self->answers, (gpointer)field, answers);
      return answers;
    }
  answers_free (answers);
  return NULL;
}
