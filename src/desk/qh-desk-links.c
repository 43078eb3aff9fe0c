/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which records belong to which: found once, then kept with the desk. */
#include "desk/qh-desk.h"

#include <string.h>

#include "frame/qh-id-index.h"

#define MOST_MARKS 24

static void
link_free (gpointer data)
{
  QhDeskLink *link = data;

  g_free (link->indices);
  g_free (link);
}

static QhDeskLink *
make_link (QhFrame *children, QhFrame *parents)
{
  guint n = qh_frame_get_n_rows (parents);
  const gint64 *ids = qh_frame_get_ids (parents);
  QhDeskLink *link = g_new0 (QhDeskLink, 1);
  QhIdIndex *index;

  link->column = qh_frame_find_column (children, qh_frame_get_kind (parents)->name);
  link->indices = g_new (guint32, MAX (1, n));
  index = qh_frame_column_index_ids (link->column);
  for (guint row = 0; row < n; row++)
    if (!qh_id_index_lookup (index, ids[row], &link->indices[row]))
      link->indices[row] = QH_FRAME_NONE;
  qh_id_index_free (index);
  return link;
}

/**
 * qh_desk_get_link:
 * @child: the kind of records that belong to others
 * @parent: the kind of these, which the children have a field for
 *
 * Returns: (transfer none): by which index of the children's field each parent goes.
 */
const QhDeskLink *
qh_desk_get_link (QhDesk *self, guint child, guint parent, GError **error)
{
  gpointer name = GUINT_TO_POINTER (child * QH_N_KINDS + parent);
  QhFrame *children = qh_desk_get_frame (self, child, error);
  QhFrame *parents = children != NULL ? qh_desk_get_frame (self, parent, error) : NULL;
  QhDeskLink *link;

  if (parents == NULL)
    return NULL;
  if (self->links == NULL)
    self->links = g_hash_table_new_full (NULL, NULL, NULL, link_free);
  link = g_hash_table_lookup (self->links, name);
  if (link == NULL)
    {
      link = make_link (children, parents);
      g_hash_table_insert (self->links, name, link);
    }
  return link;
}

static void
mark (const QhFrameColumn *column, const guint8 *passed, const guint32 *rows, guint n, guint8 *marks)
{
  for (guint i = 0; i < n; i++)
    {
      guint32 row = rows != NULL ? rows[i] : i;

      if (passed == NULL || passed[row])
        marks[qh_frame_column_get_index (column, row)] = 1;
    }
  memset (marks, 0, QH_FRAME_FIRST_CODE);
}

/* What is there at some time does not hang on the days of the desk: found once. */
static const guint8 *
mark_for_ever (QhDesk *self, const QhDeskLink *link, QhFrame *children, char *const *where, const guint8 *passed)
{
  g_autofree char *conditions = where != NULL ? g_strjoinv ("\n", (char **)where) : NULL;
  g_autofree char *name = g_strdup_printf ("%p %s", (void *)link, conditions != NULL ? conditions : "");
  guint8 *marks;

  if (self->marks == NULL)
    self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  marks = g_hash_table_lookup (self->marks, name);
  if (marks != NULL)
    return marks;
  if (g_hash_table_size (self->marks) >= MOST_MARKS)
    g_hash_table_remove_all (self->marks);
  marks = g_new0 (guint8, link->column->ids->len);
  mark (link->column, passed, NULL, qh_frame_get_n_rows (children), marks);
  g_hash_table_insert (self->marks, g_steal_pointer (&name), marks);
  return marks;
}

/**
 * qh_desk_mark_parents:
 * @link: from @child to its parents
 * @where: (nullable) (array zero-terminated=1): conditions on the children
 * @from: the first day of theirs that counts, or %QH_NO_DAY for any time
 * @to: the last
 *
 * Returns: (transfer full): by the indices of @link 1 for each parent to which
 *   such a record belongs.
 */
guint8 *
qh_desk_mark_parents (QhDesk *self, const QhDeskLink *link, guint child, char *const *where, QhDay from, QhDay to, GError **error)
{
  QhFrame *children = qh_desk_get_frame (self, child, error);
  const guint8 *passed = where != NULL ? qh_desk_get_mask (self, child, where, error) : NULL;
  const QhFrameColumn *date = qh_frame_find_main_date (children);
  guint n_marks = link->column->ids->len;
  const QhDayIndex *days;
  const guint32 *rows;
  guint8 *marks;
  guint n;

  if (where != NULL && passed == NULL)
    return NULL;
  if (from == QH_NO_DAY || date == NULL)
    return g_memdup2 (mark_for_ever (self, link, children, where, passed), n_marks);
  days = qh_desk_get_days (self, child, date->field->name, error);
  if (days == NULL)
    return NULL;
  rows = qh_day_index_find (days, from, to, &n);
  marks = g_new0 (guint8, n_marks);
  mark (link->column, passed, rows, n, marks);
  return marks;
}

/**
 * qh_desk_get_case_days:
 *
 * Returns: (transfer none): the days on which cases have activities.
 */
const QhCaseDays *
qh_desk_get_case_days (QhDesk *self, GError **error)
{
  QhFrame *frame = qh_desk_get_frame (self, QH_KIND_ACTIVITY, error);
  const QhDayIndex *days
    = frame != NULL ? qh_desk_get_days (
        self, QH_KIND_ACTIVITY, qh_frame_find_main_date (frame)->field->name, error)
                    : NULL;

  if (days == NULL)
    return NULL;
  if (self->case_days == NULL)
    self->case_days = qh_case_days_new (frame, days);
  return self->case_days;
}
