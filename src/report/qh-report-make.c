/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-report-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "desk/qh-indicator.h"
#include "report/qh-report-closed.h"

static void
source_free (gpointer data)
{
  QhReportSource *source = data;

  g_free (source->placed);
  g_clear_pointer (&source->of_year, qh_frame_unref);
  qh_frame_unref (source->of_period);
  g_strfreev (source->where);
  g_free (source);
}

/* Who it is of */

static gboolean
list_names (QhReporting *self, guint kind, GError **error)
{
  g_autoptr (GPtrArray) records = qh_store_list_all (self->desk->store, kind, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (records, i);
      const char *name = record->closed ? NULL : qh_record_get_text (record, "name");

      if (name != NULL && name[0] != '\0')
        g_hash_table_insert (self->names, g_memdup2 (&record->id, sizeof record->id), g_strdup (name));
    }
  return records != NULL;
}

/**
 * qh_report_find_unit:
 * @unit: its id, or 0
 * @worker: a worker of it, or 0
 *
 * Returns: (transfer full) (nullable): the unit that a report is of; of everybody the first.
 */
QhRecord *
qh_report_find_unit (QhStore *store, gint64 unit, gint64 worker)
{
  g_autoptr (QhRecord) record = worker != 0 ? qh_store_get (store, QH_KIND_WORKER, worker, NULL) : NULL;
  gint64 id = record != NULL ? qh_record_get_integer (record, "unit") : unit;
  g_autoptr (GPtrArray) units = NULL;

  if (id != 0)
    return qh_store_get (store, QH_KIND_UNIT, id, NULL);
  units = qh_store_list_all (store, QH_KIND_UNIT, NULL);
  return units != NULL && units->len > 0 ? g_ptr_array_steal_index (units, 0) : NULL;
}

static void
add_counted_fact (GPtrArray *facts, const char *label, guint n)
{
  g_autofree char *text = g_strdup_printf ("%'u", n);

  qh_report_add_fact (facts, label, text);
}

static gboolean
add_facts (QhReporting *self, const QhRecord *unit, GError **error)
{
  QhDesk *desk = self->desk;
  GPtrArray *facts = self->report->facts;
  QhCalendar *calendar = qh_desk_get_calendar (desk, error);
  const char *shift = unit != NULL ? qh_record_get_text (unit, "shift") : NULL;
  QhDuty duty;

  if (calendar == NULL)
    return FALSE;
  if (desk->scope->worker != 0)
    {
      const char *name = g_hash_table_lookup (self->names, &desk->scope->worker);

      qh_report_add_fact (facts, _ ("Worker"), name != NULL ? name : "—");
    }
  else if (unit != NULL && desk->scope->unit != 0)
    qh_report_add_fact (facts, _ ("Unit"), qh_record_get_text (unit, "name"));
  if (shift != NULL && shift[0] != '\0')
    qh_report_add_fact (facts, _ ("Shift"), shift);
  if (desk->scope->worker == 0)
    add_counted_fact (facts, _ ("Staff"), desk->scope->present->len);
  qh_desk_sum_duty (desk, calendar, &duty);
  add_counted_fact (facts, _ ("Worker-days on duty"), duty.days);
  add_counted_fact (facts, _ ("Days of leave"), duty.scheduled_days - duty.days);
  return TRUE;
}

/* Indicators and figures */

static const QhIndicator *
find_indicator (GPtrArray *indicators, const char *code)
{
  for (guint i = 0; i < indicators->len; i++)
    if (g_str_equal (((const QhIndicator *)g_ptr_array_index (indicators, i))->code, code))
      return g_ptr_array_index (indicators, i);
  return NULL;
}

/* How many records a figure is of; none stand behind duty and what is planned. */
static void
add_records (QhReportLine *line, const QhFigure *figure, double value)
{
  gboolean sums;

  if (figure == NULL)
    return;
  line->counted |= qh_counting_find (figure);
  sums = figure->op == QH_FIGURE_SUM || figure->op == QH_FIGURE_MEDIAN;
  if (line->records == NULL)
    line->records = g_array_new (FALSE, FALSE, sizeof (double));
  if (figure->op < QH_FIGURE_DUTY_DAYS || figure->op == QH_FIGURE_DONE)
    g_array_append_vals (line->records, &(double){ sums ? (double)NAN : value }, 1);
}

static void
add_value (QhReporting *self, QhReportBlock *block, const QhIndicatorValue *value)
{
  const char *name = qh_labels_get (value->indicator->labels, self->language);
  g_autofree char *label = value->label != NULL ? g_strdup_printf ("%s: %s", name, value->label) : g_strdup (name);
  QhReportLine *line = qh_report_add_line (block, label, 1);
  QhReportCell *cell = qh_report_get_cell (line, 0);

  line->unit = value->indicator->unit;
  line->code = g_strdup (value->indicator->code);
  line->category = g_strdup (value->category);
  line->rule = g_strdup (value->indicator->rule);
  add_records (line, value->indicator->value, value->numerator);
  add_records (line, value->indicator->over, value->denominator);
  cell->value = value->value;
  cell->hidden = qh_indicator_value_tells_few (value, self->report->least);
}

static gboolean
add_indicators (QhReporting *self, const QhReportSection *section, GError **error)
{
  g_autoptr (GPtrArray) indicators = qh_indicators_list (self->desk->store, error);
  QhReportBlock *block;

  if (indicators == NULL)
    return FALSE;
  block = qh_report_add_block (
    self->report, QH_REPORT_INDICATORS, qh_labels_get (section->titles, self->language));
  qh_report_add_head (block, _ ("Value"), QH_REPORT_TOTAL, 0);
  for (guint i = 0; section->codes[i] != NULL; i++)
    {
      const QhIndicator *indicator = find_indicator (indicators, section->codes[i]);
      g_autoptr (GArray) values = NULL;

      if (indicator == NULL)
        {
          g_ptr_array_add (block->notes,
                           g_strdup_printf (_ ("There is no indicator “%s” any more."), section->codes[i]));
          continue;
        }
      values = qh_indicator_evaluate (indicator, self->desk, error);
      if (values == NULL)
        return FALSE;
      for (guint v = 0; v < values->len; v++)
        add_value (self, block, &g_array_index (values, QhIndicatorValue, v));
    }
  return TRUE;
}

/* As of the day before the period: all that is read stays with the desk. */
static gboolean
evaluate (QhReporting *self, const QhReportRow *row, double *value, GError **error)
{
  QhDay to = self->desk->to;
  gboolean done;

  if (row->at_start)
    self->desk->to = self->desk->from - 1;
  done = qh_figure_evaluate (row->figure, self->desk, value, error);
  self->desk->to = to;
  return done;
}

static gboolean
add_figures (QhReporting *self, const QhReportSection *section, GError **error)
{
  QhReportBlock *block = qh_report_add_block (
    self->report, QH_REPORT_FIGURES, qh_labels_get (section->titles, self->language));

  qh_report_add_head (block, _ ("Count"), QH_REPORT_TOTAL, 0);
  for (guint i = 0; i < section->rows->len; i++)
    {
      const QhReportRow *row = g_ptr_array_index (section->rows, i);
      QhReportLine *line
        = qh_report_add_line (block, qh_labels_get (row->labels, self->language), row->level);
      QhReportCell *cell = qh_report_get_cell (line, 0);

      if (!evaluate (self, row, &cell->value, error))
        return FALSE;
      line->rule = g_strdup (row->rule);
      add_records (line, row->figure, cell->value);
      if (row->figure->op == QH_FIGURE_COUNT || row->figure->op == QH_FIGURE_DISTINCT
          || row->figure->op == QH_FIGURE_ANSWERS)
        cell->count = cell->value;
    }
  qh_report_figures_hide (block, self->report->least);
  return TRUE;
}

/* The whole */

static void
add_table_notes (QhReportBlock *block)
{
  gboolean percent = FALSE, unplanned = FALSE;

  if (block->empty)
    g_ptr_array_add (block->notes, g_strdup (_ ("There is nothing recorded of this in the period.")));
  for (guint h = 0; h < block->heads->len; h++)
    percent |= ((const QhReportHead *)g_ptr_array_index (block->heads, h))->show == QH_REPORT_PERCENT;
  for (guint i = 0; i < block->lines->len; i++)
    unplanned |= !(((const QhReportLine *)g_ptr_array_index (block->lines, i))->due > 0);
  if (percent && unplanned)
    g_ptr_array_add (block->notes, g_strdup (_ ("n. p.: not planned; it does not enter the per cent.")));
}

static gboolean
add_section (QhReporting *self, const QhReportSection *section, GError **error)
{
  QhReportBlock *block;

  switch (section->form)
    {
    case QH_REPORT_INDICATORS:
      return add_indicators (self, section, error);
    case QH_REPORT_FIGURES:
      return add_figures (self, section, error);
    case QH_REPORT_TABLE:
      if (!qh_reporting_add_table (self, section, error))
        return FALSE;
      block = g_ptr_array_index (self->report->blocks, self->report->blocks->len - 1);
      qh_report_block_hide (block, self->report->least);
      add_table_notes (block);
      return TRUE;
    default:
      block = qh_report_add_block (
        self->report, QH_REPORT_NOTES, qh_labels_get (section->titles, self->language));
      block->n_lines = section->lines;
      return TRUE;
    }
}

static char *
make_institution (const QhReportTemplate *template, const QhRecord *unit)
{
  const char *own = template->institution;
  const char *institution = unit != NULL ? qh_record_get_text (unit, "institution") : NULL;
  const char *name = unit != NULL ? qh_record_get_text (unit, "name") : NULL;

  if (own != NULL && own[0] != '\0')
    return g_strdup (own);
  if (institution != NULL && institution[0] != '\0' && name != NULL)
    return g_strdup_printf ("%s · %s", institution, name);
  return g_strdup (name != NULL ? name : "");
}

static char *
make_foot (QhReporting *self)
{
  g_autofree char *day = qh_day_format_short (MIN (qh_day_today (), self->report->to));
  g_autofree char *hidden
    = self->report->least > 1
        ? g_strdup_printf (_ ("* Hidden: fewer than %u, or would give such a figure away"), self->report->least)
        : NULL;
  g_autofree char *until = g_strdup_printf (_ ("Data up to %s"), day);

  return g_strjoin (" · ",
                    until,
                    hidden != NULL ? hidden : _ ("Small figures are shown: for internal use"),
                    self->report->practice ? _ ("Practice data, invented") : NULL,
                    NULL);
}

/**
 * qh_report_begin:
 * @template: whose institution, logo, paper and signatures it takes
 * @unit: (nullable): the unit's record
 *
 * Fills in what stands on every report, but for its title and its period.
 */
void
qh_report_begin (QhReport *report, QhStore *store, const QhReportTemplate *template, const QhRecord *unit)
{
  g_autofree char *user = qh_store_dup_user_name (store);

  report->institution = make_institution (template, unit);
  report->author = g_strdup (user != NULL ? user : report->institution);
  report->logo = template->logo != NULL ? g_bytes_ref (template->logo) : NULL;
  report->a4 = template->a4;
  report->landscape = template->landscape;
  report->practice = qh_store_is_practice (store);
  for (guint i = 0; i < template->signatures->len; i++)
    {
      const QhReportSignature *signature = g_ptr_array_index (template->signatures, i);

      qh_report_add_fact (report->signatures,
                          qh_labels_get (signature->labels, qh_store_get_language (store)),
                          signature->name);
    }
}

static gboolean
make (QhReporting *self, const QhReportTemplate *template, GError **error)
{
  g_autoptr (QhRecord) unit = NULL;

  if (!list_names (self, QH_KIND_WORKER, error) || !list_names (self, QH_KIND_UNIT, error))
    return FALSE;
  unit = qh_report_find_unit (self->desk->store, self->desk->scope->unit, self->desk->scope->worker);
  qh_report_begin (self->report, self->desk->store, template, unit);
  self->report->title = g_strdup (qh_labels_get (template->titles[self->report->period], self->language));
  self->report->subtitle = qh_report_period_to_text (self->report->period, self->report->from);
  self->report->foot = make_foot (self);
  if (!add_facts (self, unit, error))
    return FALSE;
  for (guint i = 0; i < template->sections->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (self->desk->cancellable, error)
          || !add_section (self, g_ptr_array_index (template->sections, i), error))
        return FALSE;
    }
  /* A closed month's figures are those of a unit, or of all: not of one worker. */
  return self->report->period != QH_REPORT_MONTH || self->desk->scope->worker != 0
         || qh_report_compare_closed (self->report, self->desk->store, self->desk->scope->unit, error);
}

/**
 * qh_report_new:
 * @desk: whose work; its days are set to those of the period, up to today
 * @day: a day of the period
 * @least: the least count that is shown; 0 shows all
 *
 * Counts what a report shows. Reads the file: not for the main thread.
 *
 * Returns: (transfer full): the report; %NULL with an error, such as
 *   %QH_ERROR_CODE where the template names a code that is not there.
 */
QhReport *
qh_report_new (QhDesk *desk,
               const QhReportTemplate *template,
               QhReportPeriod period,
               QhDay day,
               guint least,
               GError **error)
{
  g_autoptr (QhReport) report = qh_report_new_empty ();
  QhReporting self = { .desk = desk, .report = report, .language = qh_store_get_language (desk->store) };
  gboolean made;

  report->period = period;
  report->least = least;
  qh_report_period_bounds (period, day, &report->from, &report->to);
  if (report->from > qh_day_today ())
    {
      g_autofree char *text = qh_report_period_to_text (period, day);

      g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("%s has not begun. Choose an earlier period."), text);
      return NULL;
    }
  desk->from = report->from;
  desk->to = MIN (report->to, qh_day_today ());
  self.catalogues = qh_store_ref_catalogues (desk->store);
  self.sources = g_ptr_array_new_with_free_func (source_free);
  self.names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  made = make (&self, template, error);
  qh_catalogues_unref (self.catalogues);
  g_ptr_array_unref (self.sources);
  g_hash_table_unref (self.names);
  g_clear_pointer (&self.due_types, g_hash_table_unref);
  g_clear_pointer (&self.due_functions, g_hash_table_unref);
  return made ? g_steal_pointer (&report) : NULL;
}
