/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a table of a report has. */
#include "report/qh-report-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#define FEW_ENTRIES 12 /* so many codes get a column even without a count */

static void
set_where (QhReportHead *head, char *const *where, const char *more)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; where != NULL && where[i] != NULL; i++)
    g_strv_builder_add (builder, where[i]);
  if (more != NULL)
    g_strv_builder_add (builder, more);
  g_strfreev (head->where);
  head->where = g_strv_builder_end (builder);
}

static char *
say_part (const char *placed, QhDay from, QhDay to)
{
  char first[QH_DAY_ISO_SIZE], last[QH_DAY_ISO_SIZE];

  qh_day_to_iso (from, first);
  qh_day_to_iso (to, last);
  return g_strdup_printf ("%s=%s..%s", placed, first, last);
}

static void
add_months (QhReporting *self, const QhReportColumn *column, guint index, const char *placed, QhReportBlock *block)
{
  for (QhDay month = self->report->from; month <= self->report->to; month = qh_day_add_months (month, 1))
    {
      g_autofree char *label = qh_day_format (month, "%b");
      g_autofree char *code = qh_day_format (month, "%Y-%m");
      QhReportHead *head = qh_report_add_head (block, label, QH_REPORT_PARTS, index);

      head->measure = column->measure;
      head->by = g_strdup_printf ("%s:month", placed);
      head->code = g_steal_pointer (&code);
      head->least = head->greatest = month;
      set_where (head, column->where, NULL);
    }
}

static void
add_days (QhReporting *self, const QhReportColumn *column, guint index, const char *placed, QhReportBlock *block)
{
  for (QhDay day = self->report->from; day <= self->report->to; day++)
    {
      g_autofree char *label = g_strdup_printf ("%d", day - self->report->from + 1);
      char iso[QH_DAY_ISO_SIZE];
      QhReportHead *head = qh_report_add_head (block, label, QH_REPORT_DAYS, index);

      qh_day_to_iso (day, iso);
      head->measure = column->measure;
      head->by = g_strdup_printf ("%s:day", placed);
      head->code = g_strdup (iso);
      head->least = head->greatest = day;
      set_where (head, column->where, NULL);
    }
}

static void
add_thirds (QhReporting *self, const QhReportColumn *column, guint index, const char *placed, QhReportBlock *block)
{
  static const int begins[] = { 0, 10, 20 };

  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    {
      QhDay from = self->report->from + begins[i];
      QhDay to = i + 1 < G_N_ELEMENTS (begins) ? self->report->from + begins[i + 1] - 1 : self->report->to;
      g_autofree char *label
        = g_strdup_printf ("%d–%d", begins[i] + 1, to - self->report->from + 1);
      g_autofree char *part = say_part (placed, from, to);
      QhReportHead *head = qh_report_add_head (block, label, QH_REPORT_PARTS, index);

      head->measure = column->measure;
      head->least = from;
      head->greatest = to;
      set_where (head, column->where, part);
    }
}

/* “0–4” and “60+” fit above a column, “60 years and over” does not. */
static char *
make_category_label (QhReporting *self, const QhVariable *variable, gint64 key)
{
  const QhEntry *entry = qh_catalogues_find (qh_frame_get_catalogues (variable->frame), key);
  int from, to;

  if (g_str_equal (variable->name, "age_group") && entry != NULL && entry->crosswalk != NULL
      && sscanf (entry->crosswalk, "%d-%d", &from, &to) == 2)
    return to >= 120 ? g_strdup_printf ("%d+", from) : g_strdup_printf ("%d–%d", from, to);
  return qh_variable_dup_key_label (variable, key, self->language, qh_reporting_name, self);
}

/* Whether a code gets a column though nothing was counted. */
static gboolean
is_offered (const QhVariable *variable, gint64 key)
{
  const QhEntry *entry = qh_catalogues_find (qh_frame_get_catalogues (variable->frame), key);

  if (QH_SCAN_IS_EMPTY (key))
    return FALSE;
  if (variable->form == QH_VARIABLE_DIRECT || variable->form == QH_VARIABLE_YESNO)
    return TRUE;
  return variable->form == QH_VARIABLE_CODE && entry != NULL && !entry->retired
         && variable->keys->len <= FEW_ENTRIES + QH_FRAME_FIRST_CODE;
}

static gboolean
add_by (QhReporting *self,
        const QhReportSection *section,
        const QhReportColumn *column,
        guint index,
        QhReportSource *source,
        QhReportBlock *block,
        GError **error)
{
  char *const *wheres[] = { section->where, column->where, NULL };
  g_autoptr (QhTable) table = qh_reporting_count (
    source->of_period, section->where != NULL ? wheres : wheres + 1, NULL, column->by, NULL, QH_MEASURE_COUNT, error);

  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < table->n_rows; i++)
    {
      guint row = qh_table_order (i, table->n_rows);
      gint64 key = qh_variable_get_key (table->rows, row);
      g_autofree char *label = NULL;
      QhReportHead *head;

      if (qh_table_sum_row (table, row) == 0 && !is_offered (table->rows, key))
        continue;
      label = make_category_label (self, table->rows, key);
      head = qh_report_add_head (block, label, QH_REPORT_BY, index);
      head->measure = column->measure;
      head->by = g_strdup (column->by);
      head->code = qh_variable_dup_key_code (table->rows, key);
      head->least = head->greatest = key;
      set_where (head, column->where, NULL);
    }
  return TRUE;
}

static const char *
name_column (QhReporting *self, const QhReportColumn *column)
{
  if (column->labels[QH_LANGUAGE_ES] != NULL && column->labels[QH_LANGUAGE_ES][0] != '\0')
    return qh_labels_get (column->labels, self->language);
  switch (column->show)
    {
    case QH_REPORT_PRINCIPAL:
      return _ ("Principal");
    case QH_REPORT_PLANNED:
      return _ ("Planned");
    case QH_REPORT_PERCENT:
      return "%";
    case QH_REPORT_OF_YEAR:
      return _ ("Year to date");
    default:
      return column->measure == QH_REPORT_PEOPLE ? _ ("People") : _ ("Total");
    }
}

static void
add_one (QhReporting *self, const QhReportColumn *column, guint index, const char *placed, QhReportBlock *block)
{
  QhReportHead *head = qh_report_add_head (block, name_column (self, column), column->show, index);
  g_autofree char *year = NULL;
  QhDay from, to;

  head->measure = column->measure;
  if (column->show == QH_REPORT_OF_YEAR)
    {
      qh_report_period_bounds (QH_REPORT_YEAR, self->report->to, &from, &to);
      year = say_part (placed, from, self->report->to);
    }
  set_where (head, column->where, year);
}

/**
 * qh_reporting_add_heads:
 *
 * Adds the columns of a table. What is of days is of months in what is longer
 * than a month; what is of the year is left out of a report of the year.
 */
gboolean
qh_reporting_add_heads (QhReporting *self,
                        const QhReportSection *section,
                        QhReportSource *source,
                        QhReportBlock *block,
                        GError **error)
{
  gboolean month = self->report->period == QH_REPORT_MONTH;

  for (guint i = 0; i < section->columns->len; i++)
    {
      const QhReportColumn *column = g_ptr_array_index (section->columns, i);
      gboolean by_days = column->show == QH_REPORT_DAYS || column->show == QH_REPORT_PARTS;

      if (source->placed == NULL && (by_days || column->show == QH_REPORT_OF_YEAR))
        continue;
      if (column->show == QH_REPORT_BY && !add_by (self, section, column, i, source, block, error))
        return FALSE;
      else if (by_days && !month)
        add_months (self, column, i, source->placed, block);
      else if (column->show == QH_REPORT_DAYS)
        add_days (self, column, i, source->placed, block);
      else if (by_days)
        add_thirds (self, column, i, source->placed, block);
      else if (column->show != QH_REPORT_BY
               && (column->show != QH_REPORT_OF_YEAR || self->report->period != QH_REPORT_YEAR))
        add_one (self, column, i, source->placed, block);
    }
  return TRUE;
}
