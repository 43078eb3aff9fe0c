/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of some days: found by an index, taken out of the frame once for
 * all figures that count them. */
#include "desk/qh-desk.h"

#include "frame/qh-filter.h"

#define MOST_PARTS 24
#define MOST_ROWS 4000000

static void
part_free (gpointer data)
{
  QhDeskPart *part = data;

  qh_frame_unref (part->frame);
  g_free (part->rows);
  g_free (part);
}

/**
 * qh_desk_get_days:
 * @kind: a #QhKindNumber
 * @placed_by: the name of a date of its records
 *
 * Returns: (transfer none): the rows of the desk's frame in the order of that date.
 */
const QhDayIndex *
qh_desk_get_days (QhDesk *self, guint kind, const char *placed_by, GError **error)
{
  QhFrame *frame = qh_desk_get_frame (self, kind, error);
  g_autofree char *name = g_strdup_printf ("%u %s", kind, placed_by);
  QhDayIndex *days;

  if (frame == NULL)
    return NULL;
  if (self->days == NULL)
    self->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)qh_day_index_free);
  days = g_hash_table_lookup (self->days, name);
  if (days != NULL)
    return days;
  days = qh_day_index_new (frame, placed_by);
  g_return_val_if_fail (days != NULL, NULL); /* definitions are checked when they are read */
  g_hash_table_insert (self->days, g_steal_pointer (&name), days);
  return days;
}

/* Leaves out the work of others. */
static guint
keep_scope (const QhScope *scope, QhFrame *frame, guint32 *rows, guint n)
{
  const QhFrameColumn *worker = qh_frame_find_column (frame, "worker");
  g_autofree guint8 *has = NULL;
  guint kept = 0;

  if (scope->whole || worker == NULL)
    return n;
  has = g_new0 (guint8, worker->ids->len);
  for (guint i = QH_FRAME_FIRST_CODE; i < worker->ids->len; i++)
    has[i] = (guint8)qh_scope_has (scope, qh_frame_column_get_id (worker, i));
  for (guint i = 0; i < n; i++)
    {
      rows[kept] = rows[i];
      kept += has[qh_frame_column_get_index (worker, rows[i])];
    }
  return kept;
}

static QhDeskPart *
take_part (QhDesk *self, guint kind, const char *placed_by, QhDay from, QhDay to, GError **error)
{
  QhFrame *frame = qh_desk_get_frame (self, kind, error);
  const QhDayIndex *days = frame != NULL ? qh_desk_get_days (self, kind, placed_by, error) : NULL;
  QhDeskPart *part;
  guint n;

  if (days == NULL)
    return NULL;
  part = g_new0 (QhDeskPart, 1);
  part->rows = qh_day_index_list (days, from, to, &n);
  n = keep_scope (self->scope, frame, part->rows, n);
  part->frame = qh_frame_take_rows (frame, part->rows, n);
  return part;
}

/* Parts of long periods take much memory: they go when there are many rows. */
static void
make_room (QhDesk *self, guint n_rows)
{
  self->n_part_rows += n_rows;
  if (g_hash_table_size (self->parts) < MOST_PARTS && self->n_part_rows <= MOST_ROWS)
    return;
  g_hash_table_remove_all (self->parts);
  self->n_part_rows = n_rows;
}

/**
 * qh_desk_find_part:
 * @placed_by: a date of the records
 *
 * Returns: (transfer none): the records of the scope of some days, which several
 *   figures count; good until the next one is asked for.
 */
const QhDeskPart *
qh_desk_find_part (QhDesk *self, guint kind, const char *placed_by, QhDay from, QhDay to, GError **error)
{
  g_autofree char *name
    = g_strdup_printf ("%u %s %d %d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                       kind, placed_by, from, to, self->scope->unit, self->scope->worker);
  QhDeskPart *part;

  if (self->parts == NULL)
    self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, part_free);
  part = g_hash_table_lookup (self->parts, name);
  if (part != NULL)
    return part;
  part = take_part (self, kind, placed_by, from, to, error);
  if (part == NULL)
    return NULL;
  make_room (self, qh_frame_get_n_rows (part->frame));
  g_hash_table_insert (self->parts, g_steal_pointer (&name), part);
  return part;
}

/**
 * qh_desk_get_part:
 *
 * Returns: (transfer none): the frame of qh_desk_find_part().
 */
QhFrame *
qh_desk_get_part (QhDesk *self, guint kind, const char *placed_by, QhDay from, QhDay to, GError **error)
{
  const QhDeskPart *part = qh_desk_find_part (self, kind, placed_by, from, to, error);

  return part != NULL ? part->frame : NULL;
}

/**
 * qh_desk_get_mask:
 * @where: (array zero-terminated=1): conditions
 *
 * Returns: (transfer none): 1 for each row of the desk's frame that passes, at
 *   any time and whosoever's it is.
 */
const guint8 *
qh_desk_get_mask (QhDesk *self, guint kind, char *const *where, GError **error)
{
  QhFrame *frame = qh_desk_get_frame (self, kind, error);
  g_autofree char *conditions = g_strjoinv ("\n", (char **)where);
  g_autofree char *name = g_strdup_printf ("%u %s", kind, conditions);
  g_autoptr (QhFilter) filter = qh_filter_new ();
  guint8 *mask;

  if (frame == NULL)
    return NULL;
  if (self->masks == NULL)
    self->masks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  mask = g_hash_table_lookup (self->masks, name);
  if (mask != NULL)
    return mask;
  for (guint i = 0; where[i] != NULL; i++)
    if (!qh_filter_parse (filter, frame, where[i], error))
      return NULL;
  mask = qh_filter_to_mask (filter, frame, error);
  if (mask == NULL)
    return NULL;
  if (g_hash_table_size (self->masks) >= MOST_PARTS)
    g_hash_table_remove_all (self->masks);
  g_hash_table_insert (self->masks, g_steal_pointer (&name), mask);
  return mask;
}
