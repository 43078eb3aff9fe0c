/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-report.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
head_free (gpointer data)
{
  QhReportHead *head = data;

  g_free (head->label);
  g_free (head->by);
  g_free (head->code);
  g_strfreev (head->where);
  g_free (head);
}

static void
line_free (gpointer data)
{
  QhReportLine *line = data;

  g_free (line->label);
  g_free (line->by);
  g_free (line->code);
  g_free (line->category);
  g_strfreev (line->where);
  g_free (line->rule);
  g_clear_pointer (&line->records, g_array_unref);
  g_strfreev (line->texts);
  g_array_unref (line->cells);
  g_free (line);
}

static void
block_free (gpointer data)
{
  QhReportBlock *block = data;

  g_free (block->title);
  g_free (block->row_title);
  g_free (block->kind);
  g_strfreev (block->where);
  g_free (block->rule);
  g_ptr_array_unref (block->heads);
  g_ptr_array_unref (block->lines);
  g_ptr_array_unref (block->notes);
  g_free (block);
}

static void
fact_free (gpointer data)
{
  QhReportFact *fact = data;

  g_free (fact->label);
  g_free (fact->text);
  g_free (fact);
}

/**
 * qh_report_new_empty:
 *
 * Returns: (transfer full): a report without anything in it.
 */
QhReport *
qh_report_new_empty (void)
{
  QhReport *self = g_new0 (QhReport, 1);

  g_atomic_ref_count_init (&self->references);
  self->facts = g_ptr_array_new_with_free_func (fact_free);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->signatures = g_ptr_array_new_with_free_func (fact_free);
  return self;
}

/**
 * qh_report_ref:
 *
 * Returns: (transfer full): the report, for who needs it longer; once made it does not change.
 */
QhReport *
qh_report_ref (const QhReport *self)
{
  QhReport *report = (QhReport *)self;

  g_atomic_ref_count_inc (&report->references);
  return report;
}

/**
 * qh_report_free:
 *
 * Gives it back; the last one frees it.
 */
void
qh_report_free (QhReport *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->title);
  g_free (self->institution);
  g_free (self->subtitle);
  g_free (self->author);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->signatures);
  g_free (self->foot);
  g_free (self);
}

/**
 * qh_report_add_fact:
 *
 * Returns: (transfer none): it, which the list owns.
 */
QhReportFact *
qh_report_add_fact (GPtrArray *facts, const char *label, const char *text)
{
  QhReportFact *fact = g_new0 (QhReportFact, 1);

  fact->label = g_strdup (label);
  fact->text = g_strdup (text);
  g_ptr_array_add (facts, fact);
  return fact;
}

/**
 * qh_report_add_block:
 *
 * Returns: (transfer none): a section without figures, which the report owns.
 */
QhReportBlock *
qh_report_add_block (QhReport *self, QhReportForm form, const char *title)
{
  QhReportBlock *block = g_new0 (QhReportBlock, 1);

  block->form = form;
  block->title = g_strdup (title);
  block->where = g_new0 (char *, 1);
  block->heads = g_ptr_array_new_with_free_func (head_free);
  block->lines = g_ptr_array_new_with_free_func (line_free);
  block->notes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->blocks, block);
  return block;
}

/**
 * qh_report_add_head:
 * @column: which of the template's
 *
 * Returns: (transfer none): a column that the block owns. Heads come before lines.
 */
QhReportHead *
qh_report_add_head (QhReportBlock *block, const char *label, QhReportShow show, guint column)
{
  QhReportHead *head = g_new0 (QhReportHead, 1);

  head->label = g_strdup (label);
  head->show = show;
  head->column = column;
  head->where = g_new0 (char *, 1);
  g_ptr_array_add (block->heads, head);
  return head;
}

/**
 * qh_report_add_line:
 *
 * Returns: (transfer none): a row that the block owns, of as many cells as there are heads.
 */
QhReportLine *
qh_report_add_line (QhReportBlock *block, const char *label, guint level)
{
  QhReportLine *line = g_new0 (QhReportLine, 1);
  QhReportCell nothing = { (double)NAN, (double)NAN, FALSE };

  line->label = g_strdup (label);
  line->level = level;
  line->where = g_new0 (char *, 1);
  line->cells = g_array_new (FALSE, FALSE, sizeof (QhReportCell));
  for (guint i = 0; i < block->heads->len; i++)
    g_array_append_val (line->cells, nothing);
  g_ptr_array_add (block->lines, line);
  return line;
}

QhReportCell *
qh_report_get_cell (const QhReportLine *line, guint head)
{
  return &g_array_index (line->cells, QhReportCell, head);
}

/**
 * qh_report_cell_to_text:
 * @head: which of the block's
 *
 * Returns: (transfer full): a cell as it is printed: its figure in the locale's
 *   digits, “*” where it is hidden, “–” where there is none.
 */
char *
qh_report_cell_to_text (const QhReportBlock *block, const QhReportLine *line, guint head)
{
  const QhReportCell *cell = qh_report_get_cell (line, head);
  const QhReportHead *column = g_ptr_array_index (block->heads, head);
  QhIndicator indicator = { .unit = line->unit };

  if (line->texts != NULL)
    return g_strdup (line->texts[head]);
  if (cell->hidden)
    return g_strdup ("*");
  if (isnan (cell->value))
    /* Translators: short for “not planned”, in a narrow column of per cent */
    return g_strdup (column->show == QH_REPORT_PERCENT ? _ ("n. p.") : "–");
  if (block->form == QH_REPORT_INDICATORS)
    return qh_indicator_format (&indicator, cell->value);
  if (column->show == QH_REPORT_PERCENT)
    /* Translators: a per cent, with a no-break space */
    return g_strdup_printf (_ ("%'.0f %%"), cell->value);
  return g_strdup_printf ("%'.0f", cell->value);
}

/**
 * qh_report_period_bounds:
 * @day: a day in it
 */
void
qh_report_period_bounds (QhReportPeriod period, QhDay day, QhDay *from, QhDay *to)
{
  int year, month;

  qh_day_to_ymd (day, &year, &month, NULL);
  if (period == QH_REPORT_MONTH)
    *from = qh_day_month_start (day);
  else if (period == QH_REPORT_QUARTER)
    *from = qh_day_from_ymd (year, month - (month - 1) % 3, 1);
  else
    *from = qh_day_from_ymd (year, 1, 1);
  *to = qh_day_add_months (*from, period == QH_REPORT_MONTH ? 1 : period == QH_REPORT_QUARTER ? 3 : 12) - 1;
}

/**
 * qh_report_period_to_text:
 * @day: a day in it
 *
 * Returns: (transfer full): “October 2026”, “3rd quarter of 2026”, “2026”.
 */
char *
qh_report_period_to_text (QhReportPeriod period, QhDay day)
{
  g_autofree char *month = NULL;
  gunichar first;
  int year, number;

  qh_day_to_ymd (day, &year, &number, NULL);
  if (period == QH_REPORT_YEAR)
    return g_strdup_printf ("%d", year);
  if (period == QH_REPORT_QUARTER)
    /* Translators: a quarter by its number, and the year */
    return g_strdup_printf (_ ("Quarter %d of %d"), (number + 2) / 3, year);
  /* Translators: a month and its year, as a heading; see strftime */
  month = qh_day_format (day, _ ("%OB %Y"));
  first = g_unichar_toupper (g_utf8_get_char (month));
  {
    g_autoptr (GString) text = g_string_new (NULL);

    g_string_append_unichar (text, first);
    g_string_append (text, g_utf8_next_char (month));
    return g_string_free (g_steal_pointer (&text), FALSE);
  }
}
