/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/qh-calendar.h"

#define FIRST_WEEKDAY 28001 /* Monday; shipped entries have fixed ids */
#define EVERY_DAY 0x7f

/* Days from one to another; of a schedule, what is worked on which weekdays. */
typedef struct
{
  QhDay begins;
  QhDay ends;
  guint minutes;
  guint weekdays;
} Span;

struct _QhCalendar
{
  GHashTable *schedules; /* worker → GArray of Span, the last begun first */
  GHashTable *leaves;    /* worker → GArray of Span */
};

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (
    g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
}

static void
add_span (GHashTable *table, gint64 worker, const Span *span)
{
  GArray *spans = g_hash_table_lookup (table, &worker);

  if (spans == NULL)
    {
      spans = g_array_new (FALSE, FALSE, sizeof (Span));
      g_hash_table_insert (table, g_memdup2 (&worker, sizeof worker), spans);
    }
  g_array_append_val (spans, *span);
}

static guint
read_weekdays (const QhRecord *schedule)
{
  const QhRows *rows = qh_record_get_rows (schedule, "weekdays");
  guint weekdays = 0;

  for (guint i = 0; rows != NULL && i < rows->n_rows; i++)
    {
      gint64 weekday = qh_rows_cell (rows, i, 0) - FIRST_WEEKDAY;

      if (weekday >= 0 && weekday < 7)
        weekdays |= 1u << weekday;
    }
  return weekdays;
}

static void
add_records (GHashTable *table, GPtrArray *records, gboolean schedules)
{
  for (guint i = 0; i < records->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (records, i);
      Span span = {
        .begins = (QhDay)qh_record_get_integer (record, "begins"),
        .ends = (QhDay)qh_record_get_integer (record, "ends"),
        .minutes = schedules ? (guint)qh_record_get_integer (record, "minutes_a_day") : 0,
        .weekdays = schedules ? read_weekdays (record) : EVERY_DAY,
      };

      if (span.ends == QH_NO_DAY)
        span.ends = G_MAXINT32;
      add_span (table, qh_record_get_integer (record, "worker"), &span);
    }
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *first = a, *second = b;

  return first->begins > second->begins ? -1 : first->begins < second->begins;
}

/**
 * qh_calendar_new:
 * @schedules: (element-type QhRecord): schedules of any workers
 * @leaves: (element-type QhRecord): their leaves
 *
 * Returns: (transfer full): what they come to.
 */
QhCalendar *
qh_calendar_new (GPtrArray *schedules, GPtrArray *leaves)
{
  QhCalendar *self = g_new0 (QhCalendar, 1);
  GHashTableIter iter;
  gpointer spans;

  self->schedules = new_table ();
  self->leaves = new_table ();
  add_records (self->schedules, schedules, TRUE);
  add_records (self->leaves, leaves, FALSE);
  g_hash_table_iter_init (&iter, self->schedules);
  while (g_hash_table_iter_next (&iter, NULL, &spans))
    g_array_sort (spans, compare_spans);
  return self;
}

/**
 * qh_calendar_load:
 *
 * Returns: (transfer full): the calendar of all workers of a workspace. Reads
 *   the file: not for the main thread.
 */
QhCalendar *
qh_calendar_load (QhStore *store, GError **error)
{
  g_autoptr (GPtrArray) schedules = qh_store_list_all (store, QH_KIND_SCHEDULE, error);
  g_autoptr (GPtrArray) leaves
    = schedules != NULL ? qh_store_list_all (store, QH_KIND_LEAVE, error) : NULL;

  return leaves != NULL ? qh_calendar_new (schedules, leaves) : NULL;
}

void
qh_calendar_free (QhCalendar *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->schedules);
  g_hash_table_unref (self->leaves);
  g_free (self);
}

static const Span *
find_span (GHashTable *table, gint64 worker, QhDay day)
{
  GArray *spans = g_hash_table_lookup (table, &worker);

  for (guint i = 0; spans != NULL && i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);

      if (span->begins <= day && day <= span->ends)
        return span;
    }
  return NULL;
}

/**
 * qh_calendar_get_scheduled:
 *
 * Returns: the minutes that the worker is to work on a day, leave or not. Of
 *   several schedules that hold for it, the one that began last counts: a new
 *   schedule replaces an old one that was never ended.
 */
guint
qh_calendar_get_scheduled (QhCalendar *self, gint64 worker, QhDay day)
{
  const Span *span = find_span (self->schedules, worker, day);

  return span != NULL && (span->weekdays & 1u << qh_day_get_weekday (day)) != 0 ? span->minutes
                                                                                : 0;
}

/**
 * qh_calendar_is_on_leave:
 *
 * Returns: whether a leave of the worker covers the day.
 */
gboolean
qh_calendar_is_on_leave (QhCalendar *self, gint64 worker, QhDay day)
{
  return find_span (self->leaves, worker, day) != NULL;
}

/**
 * qh_calendar_get_minutes:
 *
 * Returns: the minutes on duty on a day; 0 off duty, on leave, and for a worker
 *   without a schedule.
 */
guint
qh_calendar_get_minutes (QhCalendar *self, gint64 worker, QhDay day)
{
  guint minutes = qh_calendar_get_scheduled (self, worker, day);

  return minutes > 0 && qh_calendar_is_on_leave (self, worker, day) ? 0 : minutes;
}

/**
 * qh_calendar_add_duty:
 * @from: the first day
 * @to: the last
 * @duty: (inout): sums that grow
 *
 * Adds what a worker's days come to.
 */
void
qh_calendar_add_duty (QhCalendar *self, gint64 worker, QhDay from, QhDay to, QhDuty *duty)
{
  if (g_hash_table_lookup (self->schedules, &worker) == NULL)
    return;
  for (QhDay day = from; day <= to; day++)
    {
      guint minutes = qh_calendar_get_scheduled (self, worker, day);

      if (minutes == 0)
        continue;
      duty->scheduled_days++;
      duty->scheduled_minutes += minutes;
      if (qh_calendar_is_on_leave (self, worker, day))
        continue;
      duty->days++;
      duty->minutes += minutes;
    }
}
