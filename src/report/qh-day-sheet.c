/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qh-day-sheet.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-error.h"
#include "report/qh-report-private.h"
#include "store/qh-case-index.h"
#include "store/qh-store-lists.h"

/* What stands in a column. */
typedef enum
{
  COLUMN_MINUTES,
  COLUMN_CASE,
  COLUMN_TYPE,
  COLUMN_FUNCTION,
  COLUMN_CONTACT_MODE,
  COLUMN_PROBLEM,
  COLUMN_OUTCOME,
  COLUMN_PEOPLE,
  COLUMN_NOTE,
  N_COLUMNS,
} Column;

static const struct
{
  const char *field;
  double share;     /* of the width, where it is of texts */
  gboolean identity; /* whether it is only there where identities are */
} columns[N_COLUMNS] = {
  [COLUMN_MINUTES] = { "minutes", 0, FALSE },        [COLUMN_CASE] = { "case", 0.15, TRUE },
  [COLUMN_TYPE] = { "type", 0.14, FALSE },           [COLUMN_FUNCTION] = { "function", 0.10, FALSE },
  [COLUMN_CONTACT_MODE] = { "contact_mode", 0.08, FALSE }, [COLUMN_PROBLEM] = { "problems", 0.10, FALSE },
  [COLUMN_OUTCOME] = { "outcome", 0.09, FALSE },     [COLUMN_PEOPLE] = { "people", 0, FALSE },
  [COLUMN_NOTE] = { "note", 0.15, TRUE },
};

/* A sheet that is being made. */
typedef struct
{
  QhStore *store;
  QhCatalogues *catalogues;
  QhLanguage language;
  gboolean identities;
  guint minutes;
  guint64 people;
} Sheet;

/* Cells */

static char *
say_case (Sheet *self, gint64 id)
{
  g_autoptr (QhRecord) record = id != 0 ? qh_store_get (self->store, QH_KIND_CASE, id, NULL) : NULL;
  const QhRows *people = record != NULL ? qh_record_get_rows (record, "people") : NULL;
  g_autoptr (QhRecord) person = NULL;
  g_autofree char *name = NULL;

  if (record == NULL)
    return g_strdup ("");
  if (record->closed)
    return g_strdup ("—");
  name = g_strdup (qh_record_get_text (record, "name"));
  if (name[0] == '\0' && people != NULL && people->n_rows > 0)
    {
      person = qh_store_get (self->store, QH_KIND_PERSON, qh_rows_cell (people, 0, 0), NULL);
      g_free (name);
      name = person != NULL && !person->closed ? qh_person_dup_name (person) : g_strdup ("—");
    }
  return g_strdup_printf ("%s %s", qh_record_get_text (record, "folio"), name);
}

static guint64
count_people (const QhRecord *activity)
{
  const QhRows *served = qh_record_get_rows (activity, "served");
  const QhRows *people = qh_record_get_rows (activity, "people");
  guint64 n = 0;

  for (guint i = 0; served != NULL && i < served->n_rows; i++)
    n += (guint64)MAX (0, qh_rows_cell (served, i, 2));
  return n > 0 ? n : people != NULL ? people->n_rows : 0;
}

static const char *
say_code (Sheet *self, gint64 id)
{
  return id != 0 ? qh_catalogues_get_label (self->catalogues, id, self->language) : NULL;
}

static char *
say_number (guint64 number)
{
  return number > 0 ? g_strdup_printf ("%'" G_GUINT64_FORMAT, number) : g_strdup ("");
}

static char *
make_cell (Sheet *self, const QhRecord *activity, Column column)
{
  const QhRows *problems = qh_record_get_rows (activity, "problems");
  const char *text = NULL;

  switch (column)
    {
    case COLUMN_MINUTES:
      return say_number ((guint64)MAX (0, qh_record_get_integer (activity, "minutes")));
    case COLUMN_CASE:
      return say_case (self, qh_record_get_integer (activity, "case"));
    case COLUMN_PEOPLE:
      return say_number (count_people (activity));
    case COLUMN_PROBLEM:
      text = problems != NULL && problems->n_rows > 0 ? say_code (self, qh_rows_cell (problems, 0, 0)) : NULL;
      break;
    case COLUMN_NOTE:
      text = activity->closed ? "—" : qh_record_get_text (activity, "note");
      break;
    default:
      text = say_code (self, qh_record_get_integer (activity, columns[column].field));
    }
  return g_strdup (text != NULL ? text : "");
}

static char *
say_start (const QhRecord *activity)
{
  gint64 minute = qh_record_get_integer (activity, "start");

  return qh_record_is_set (activity, "start") ? g_strdup_printf ("%02d:%02d", (int)(minute / 60), (int)(minute % 60))
                                              : g_strdup ("—");
}

static void
add_activity (Sheet *self, QhReportBlock *block, const QhRecord *activity)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_autofree char *start = say_start (activity);
  QhReportLine *line = qh_report_add_line (block, start, 1);

  for (Column c = 0; c < N_COLUMNS; c++)
    if (self->identities || !columns[c].identity)
      {
        g_autofree char *text = make_cell (self, activity, c);

        g_strv_builder_add (texts, text);
      }
  line->texts = g_strv_builder_end (texts);
  self->minutes += (guint)MAX (0, qh_record_get_integer (activity, "minutes"));
  self->people += count_people (activity);
}

static void
add_total (Sheet *self, QhReportBlock *block)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  QhReportLine *line = qh_report_add_line (block, _ ("Total"), 1);

  for (Column c = 0; c < N_COLUMNS; c++)
    if (self->identities || !columns[c].identity)
      {
        g_autofree char *text = c == COLUMN_MINUTES  ? say_number (self->minutes)
                                : c == COLUMN_PEOPLE ? say_number (self->people)
                                                     : g_strdup ("");

        g_strv_builder_add (texts, text);
      }
  line->texts = g_strv_builder_end (texts);
  line->total = TRUE;
}

static void
add_heads (Sheet *self, QhReportBlock *block)
{
  const QhKind *kind = qh_store_get_kind (self->store, QH_KIND_ACTIVITY);

  for (Column c = 0; c < N_COLUMNS; c++)
    {
      const QhField *field = qh_kind_find_field (kind, columns[c].field);

      if (self->identities || !columns[c].identity)
        qh_report_add_head (block, qh_field_get_label (field, self->language), QH_REPORT_TOTAL, c)->share
          = columns[c].share * (self->identities ? 1 : 1.45);
    }
  block->row_title = g_strdup (qh_field_get_label (qh_kind_find_field (kind, "start"), self->language));
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const QhRecord *first = *(QhRecord *const *)a, *second = *(QhRecord *const *)b;
  gint64 one = qh_record_get_integer (first, "start"), other = qh_record_get_integer (second, "start");

  return one < other ? -1 : one > other ? 1 : first->id < second->id ? -1 : first->id > second->id;
}

static void
fill (Sheet *self, QhReport *report, GPtrArray *activities)
{
  QhReportBlock *block = qh_report_add_block (report, QH_REPORT_TABLE, _ ("Activities of the day"));

  g_ptr_array_sort (activities, compare_starts);
  add_heads (self, block);
  block->empty = activities->len == 0;
  for (guint i = 0; i < activities->len; i++)
    add_activity (self, block, g_ptr_array_index (activities, i));
  if (block->empty)
    g_ptr_array_add (block->notes, g_strdup (_ ("There is nothing recorded on this day.")));
  else
    add_total (self, block);
}

static void
add_facts (QhReport *report, const QhRecord *worker, const QhRecord *unit, guint n)
{
  g_autofree char *count = g_strdup_printf ("%'u", n);
  const char *shift = unit != NULL ? qh_record_get_text (unit, "shift") : NULL;

  qh_report_add_fact (report->facts, _ ("Worker"), worker->closed ? "—" : qh_record_get_text (worker, "name"));
  if (shift != NULL && shift[0] != '\0')
    qh_report_add_fact (report->facts, _ ("Shift"), shift);
  qh_report_add_fact (report->facts, _ ("Activities"), count);
}

static gboolean
check_day (QhDay day, GError **error)
{
  g_autofree char *text = qh_day_format_short (day);

  if (day <= qh_day_today ())
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("%s is still to come. Choose a day up to today."), text);
  return FALSE;
}

/**
 * qh_day_sheet_new:
 * @template: whose institution, logo, paper and signatures it takes
 * @worker: whose day
 * @identities: whether cases are named and notes are there; only for who may see them
 *
 * The sheet of one worker's day (hoja diaria), a row for each activity, lying.
 * Reads the file: not for the main thread.
 *
 * Returns: (transfer full): the sheet, to be saved as a report is; %NULL with
 *   %QH_ERROR_RANGE for a day that is to come.
 */
QhReport *
qh_day_sheet_new (QhStore *store,
                  const QhReportTemplate *template,
                  QhDay day,
                  gint64 worker,
                  gboolean identities,
                  GError **error)
{
  g_autoptr (GPtrArray) activities
    = check_day (day, error) ? qh_store_list_day (store, day, worker, error) : NULL;
  g_autoptr (QhRecord) record = activities != NULL ? qh_store_get (store, QH_KIND_WORKER, worker, error) : NULL;
  g_autoptr (QhRecord) unit = NULL;
  g_autofree char *shown = NULL;
  QhReport *report;
  Sheet self = { .store = store, .language = qh_store_get_language (store) };

  if (record == NULL)
    return NULL;
  report = qh_report_new_empty ();
  unit = qh_report_find_unit (store, 0, worker);
  qh_report_begin (report, store, template, unit);
  report->landscape = TRUE;
  report->from = report->to = day;
  report->title = g_strdup (_ ("Day sheet of social work"));
  report->subtitle = qh_day_format_short (day);
  self.catalogues = qh_store_ref_catalogues (store);
  self.identities = identities && qh_store_may_see_identities (store);
  add_facts (report, record, unit, activities->len);
  fill (&self, report, activities);
  report->foot = g_strdup (self.identities ? _ ("With identities: confidential") : _ ("Without identities"));
  qh_catalogues_unref (self.catalogues);
  return report;
}
