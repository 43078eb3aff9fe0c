/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must not be shown of a report's figures. Heads that share a total are a
 * table; rows within a row are a table whose total that row is. Each is
 * completed until none hides more, so that nothing follows by subtracting. */
#include "report/qh-report-private.h"

#include <math.h>
#include <string.h>

static QhReportLine *
get_line (const QhReportBlock *block, guint index)
{
  return g_ptr_array_index (block->lines, index);
}

static const QhReportHead *
get_head (const QhReportBlock *block, guint index)
{
  return g_ptr_array_index (block->heads, index);
}

/* Heads that are parts of one sum, and the head of the sum. */
typedef struct
{
  GArray *parts; /* of guint */
  int total;     /* or −1 */
} Part;

/* A table of the block: some rows, and the row of their sum. */
typedef struct
{
  GArray *lines; /* of guint */
  int sum;       /* or −1 */
} Group;

static void
hide_at (const QhReportBlock *block, int line, int head)
{
  if (line >= 0 && head >= 0)
    qh_report_get_cell (get_line (block, (guint)line), (guint)head)->hidden = TRUE;
}

static gboolean
is_hidden_at (const QhReportBlock *block, int line, int head)
{
  return line >= 0 && head >= 0
         && qh_report_get_cell (get_line (block, (guint)line), (guint)head)->hidden;
}

/* The line and head at a place of the table with its totals, or −1. */
static int
line_at (const Group *group, guint r)
{
  return r < group->lines->len ? (int)g_array_index (group->lines, guint, r) : group->sum;
}

static int
head_at (const Part *part, guint c)
{
  return c < part->parts->len ? (int)g_array_index (part->parts, guint, c) : part->total;
}

/* Whether anything more was hidden. */
static gboolean
complete (const QhReportBlock *block, const Group *group, const Part *part)
{
  guint n_rows = group->lines->len, n_columns = part->parts->len;
  guint n = (n_rows + 1) * (n_columns + 1);
  g_autofree double *cells = g_new (double, MAX (1, n_rows * n_columns));
  g_autofree guint8 *hidden = g_new0 (guint8, n);
  gboolean more = FALSE;

  for (guint r = 0; r < n_rows; r++)
    for (guint c = 0; c < n_columns; c++)
      cells[r * n_columns + c]
        = qh_report_get_cell (get_line (block, (guint)line_at (group, r)), (guint)head_at (part, c))->count;
  for (guint i = 0; i < n; i++)
    hidden[i] = is_hidden_at (
      block, line_at (group, i / (n_columns + 1)), head_at (part, i % (n_columns + 1)));
  if (memchr (hidden, 1, n) == NULL)
    return FALSE;
  qh_small_cells_complete (cells, n_rows, n_columns, hidden);
  for (guint i = 0; i < n; i++)
    {
      int line = line_at (group, i / (n_columns + 1)), head = head_at (part, i % (n_columns + 1));

      if (!hidden[i] || line < 0 || head < 0 || is_hidden_at (block, line, head))
        continue;
      hide_at (block, line, head);
      more = TRUE;
    }
  return more;
}

/* Groups */

static void
group_clear (gpointer data)
{
  g_array_unref (((Group *)data)->lines);
}

static Group
begin_group (int sum)
{
  return (Group){ g_array_new (FALSE, FALSE, sizeof (guint)), sum };
}

static GArray *
list_groups (const QhReportBlock *block)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));
  Group all = begin_group (-1);

  g_array_set_clear_func (groups, group_clear);
  for (guint i = 0; i < block->lines->len; i++)
    {
      const QhReportLine *line = get_line (block, i);

      if (line->total)
        all.sum = (int)i;
      else if (line->level == 1)
        g_array_append_val (all.lines, i);
      else
        {
          Group *last = groups->len > 0 ? &g_array_index (groups, Group, groups->len - 1) : NULL;

          if (last == NULL || g_array_index (last->lines, guint, last->lines->len - 1) + 1 != i)
            {
              Group group = begin_group ((int)i - 1);

              g_array_append_val (groups, group);
              last = &g_array_index (groups, Group, groups->len - 1);
            }
          g_array_append_val (last->lines, i);
        }
    }
  g_array_append_val (groups, all);
  return groups;
}

/* Parts */

static void
part_clear (gpointer data)
{
  g_array_unref (((Part *)data)->parts);
}

static gboolean
is_plain_total (const QhReportHead *head, QhReportMeasure measure)
{
  return head->show == QH_REPORT_TOTAL && head->measure == measure && head->where[0] == NULL;
}

static gboolean
belongs_together (const QhReportHead *a, const QhReportHead *b)
{
  gboolean parts = a->show == QH_REPORT_TOTAL;

  if (a->measure != b->measure || a->show != b->show)
    return FALSE;
  /* Named parts of a total, such as shifts, are of different columns. */
  return parts ? a->where[0] != NULL && b->where[0] != NULL : a->column == b->column;
}

static GArray *
list_parts (const QhReportBlock *block)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  int totals[3] = { -1, -1, -1 };

  g_array_set_clear_func (parts, part_clear);
  for (guint h = 0; h < block->heads->len; h++)
    for (guint measure = 0; measure < G_N_ELEMENTS (totals); measure++)
      if (is_plain_total (get_head (block, h), measure))
        totals[measure] = (int)h;
  for (guint h = 0; h < block->heads->len; h++)
    {
      const QhReportHead *head = get_head (block, h);
      Part *last = parts->len > 0 ? &g_array_index (parts, Part, parts->len - 1) : NULL;
      gboolean whole = head->show == QH_REPORT_OF_YEAR || is_plain_total (head, head->measure);

      if (head->show == QH_REPORT_PLANNED || head->show == QH_REPORT_PERCENT)
        continue;
      if (last == NULL || !belongs_together (get_head (block, (guint)head_at (last, 0)), head))
        {
          Part part = { g_array_new (FALSE, FALSE, sizeof (guint)), whole ? -1 : totals[head->measure] };

          g_array_append_val (parts, part);
          last = &g_array_index (parts, Part, parts->len - 1);
        }
      g_array_append_val (last->parts, h);
    }
  return parts;
}

/* All of it */

static void
hide_small (const QhReportBlock *block, guint least)
{
  for (guint i = 0; i < block->lines->len; i++)
    for (guint h = 0; h < block->heads->len; h++)
      {
        QhReportCell *cell = qh_report_get_cell (get_line (block, i), h);

        if (!isnan (cell->count) && cell->count > 0 && cell->count < least)
          cell->hidden = TRUE;
      }
}

/* The first answers, less than all: the difference must not be small either. */
static void
hide_differences (const QhReportBlock *block, guint least)
{
  int principal = -1, total = -1;

  for (guint h = 0; h < block->heads->len; h++)
    {
      principal = get_head (block, h)->show == QH_REPORT_PRINCIPAL ? (int)h : principal;
      total = is_plain_total (get_head (block, h), QH_REPORT_COUNT) ? (int)h : total;
    }
  for (guint i = 0; principal >= 0 && total >= 0 && i < block->lines->len; i++)
    {
      QhReportCell *first = qh_report_get_cell (get_line (block, i), (guint)principal);
      double others = qh_report_get_cell (get_line (block, i), (guint)total)->count - first->count;

      if (others > 0 && others < least)
        first->hidden = TRUE;
    }
}

/* What is told of a row beside its count, such as the per cent of a goal or the
 * year, would tell the count. */
static gboolean
hide_what_follows (const QhReportBlock *block)
{
  gboolean more = FALSE;

  for (guint i = 0; i < block->lines->len; i++)
    {
      const QhReportLine *line = get_line (block, i);
      gboolean hidden = FALSE;

      for (guint h = 0; h < block->heads->len; h++)
        hidden |= get_head (block, h)->show == QH_REPORT_TOTAL && get_head (block, h)->where[0] == NULL
                  && get_head (block, h)->measure != QH_REPORT_PEOPLE && qh_report_get_cell (line, h)->hidden;
      for (guint h = 0; hidden && h < block->heads->len; h++)
        {
          const QhReportHead *head = get_head (block, h);
          QhReportCell *cell = qh_report_get_cell (line, h);

          if ((head->show != QH_REPORT_OF_YEAR && head->show != QH_REPORT_PERCENT && !is_plain_total (head, head->measure))
              || head->measure == QH_REPORT_PEOPLE || isnan (cell->value) || cell->hidden)
            continue;
          cell->hidden = TRUE;
          more = TRUE;
        }
    }
  return more;
}

/**
 * qh_report_block_hide:
 * @block: a table
 * @least: the least count that may be shown
 *
 * Hides small cells, and those that would give them away.
 */
void
qh_report_block_hide (QhReportBlock *block, guint least)
{
  g_autoptr (GArray) groups = list_groups (block);
  g_autoptr (GArray) parts = list_parts (block);
  gboolean more = TRUE;

  if (least < 2)
    return;
  hide_small (block, least);
  hide_differences (block, least);
  while (more)
    {
      more = hide_what_follows (block);
      for (guint g = 0; g < groups->len; g++)
        for (guint p = 0; p < parts->len; p++)
          more |= complete (block, &g_array_index (groups, Group, g), &g_array_index (parts, Part, p));
    }
}

/**
 * qh_report_figures_hide:
 * @block: figures one below the other, of which those of level 1 may add up with others
 *
 * Hides small ones, and where it is one alone another beside it, so that it
 * does not follow from the rest.
 */
void
qh_report_figures_hide (QhReportBlock *block, guint least)
{
  QhReportCell *next = NULL;
  guint n_hidden = 0;

  if (least < 2)
    return;
  hide_small (block, least);
  for (guint i = 0; i < block->lines->len; i++)
    {
      QhReportCell *cell = qh_report_get_cell (get_line (block, i), 0);

      if (get_line (block, i)->level > 1)
        continue;
      n_hidden += cell->hidden;
      if (!cell->hidden && cell->count > 0 && (next == NULL || cell->count < next->count))
        next = cell;
    }
  if (n_hidden == 1 && next != NULL)
    next->hidden = TRUE;
}
