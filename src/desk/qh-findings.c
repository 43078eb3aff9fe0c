/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/qh-findings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-referral.h"
#include "store/qh-review-days.h"
#include "store/qh-unit-number.h"

static const struct
{
  const char *name;
  const char *label;
  const char *remedy;
} words[QH_N_FINDINGS] = {
  [QH_FINDING_NO_ENTRIES]
  = { "no-entries",
      N_ ("Day without entries"),
      N_ ("Log the day, write down the leave, or say that there was nothing to report.") },
  [QH_FINDING_OVERLAP] = { "overlap",
                           N_ ("Activities at the same time"),
                           N_ ("Correct the start or the minutes of one of them.") },
  [QH_FINDING_LONG] = { "long",
                        N_ ("Very long activity"),
                        N_ ("Correct the minutes: hours may have been written for minutes.") },
  [QH_FINDING_DUPLICATE] = { "duplicate",
                             N_ ("Activity written twice"),
                             N_ ("Delete one of the two, if it was done once.") },
  [QH_FINDING_TIMER] = { "timer",
                         N_ ("Timer left running"),
                         N_ ("Stop it in Today and correct the minutes.") },
  [QH_FINDING_IDLE_CASE] = { "idle-case",
                             N_ ("Case without activity"),
                             N_ ("Follow it up, or close it with its reason.") },
  [QH_FINDING_OVERDUE] = { "overdue",
                           N_ ("Action item overdue"),
                           N_ ("Mark it as done, or give it another date.") },
  [QH_FINDING_LATE_REFERRAL] = { "late-referral",
                                 N_ ("Referral without outcome"),
                                 N_ ("Ask what came of it, and write down its outcome.") },
};

/**
 * qh_finding_get_name:
 *
 * Returns: a word for it in csv and JSON, the same in every language.
 */
const char *
qh_finding_get_name (QhFindingKind kind)
{
  return words[kind].name;
}

/**
 * qh_finding_get_label:
 *
 * Returns: what is off, translated.
 */
const char *
qh_finding_get_label (QhFindingKind kind)
{
  return _ (words[kind].label);
}

/**
 * qh_finding_get_remedy:
 *
 * Returns: what can be done about it, translated.
 */
const char *
qh_finding_get_remedy (QhFindingKind kind)
{
  return _ (words[kind].remedy);
}

/**
 * qh_finding_describe:
 *
 * Returns: (transfer full): how much it is, in words, without names.
 */
char *
qh_finding_describe (const QhFinding *finding)
{
  gulong n = finding->amount;

  switch (finding->kind)
    {
    case QH_FINDING_NO_ENTRIES:
      return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%'lu minute on duty", "%'lu minutes on duty", n), n);
    case QH_FINDING_OVERLAP:
      return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%'lu minute counted twice", "%'lu minutes counted twice", n),
        n);
    case QH_FINDING_IDLE_CASE:
      return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%'lu day without activity", "%'lu days without activity", n),
        n);
    case QH_FINDING_OVERDUE:
      return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%'lu day overdue", "%'lu days overdue", n), n);
    case QH_FINDING_LATE_REFERRAL:
      return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%'lu day without an outcome", "%'lu days without an outcome", n), n);
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'lu minute", "%'lu minutes", n), n);
    }
}

/**
 * qh_finding_limits_init:
 * @limits: (out caller-allocates): the limits that the unit has set, all as of today
 */
void
qh_finding_limits_init (QhFindingLimits *limits, QhStore *store, QhDay today)
{
  *limits = (QhFindingLimits){ .today = today,
                               .as_of = today,
                               .idle_days = (guint)qh_unit_number_get (store, QH_UNIT_IDLE_DAYS),
                               .referral_days = (guint)qh_unit_number_get (store, QH_UNIT_REFERRAL_DAYS),
                               .long_minutes = QH_FINDINGS_LONG_MINUTES };
}

/* Looking */

/* An activity of the period, with what tells it from another. */
typedef struct
{
  gint64 worker;
  QhDay day;
  gint64 start;
  gint64 type;
  gint64 in_case;
  gint64 minutes;
  gint64 id;
} Entry;

typedef struct
{
  QhDesk *desk;
  const QhFindingLimits *limits;
  GArray *found;
} Looking;

static gint64
get (QhFrame *frame, const char *name, guint row)
{
  return qh_frame_column_get (qh_frame_find_column (frame, name), row);
}

static void
add (Looking *self,
     QhFindingKind kind,
     QhDay day,
     gint64 worker,
     guint record_kind,
     gint64 record,
     gint64 other,
     gint64 amount)
{
  QhFinding finding = { kind, day, worker, record_kind, record, other, (guint)MAX (0, amount) };

  g_array_append_val (self->found, finding);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *first = a, *second = b;
  const gint64 keys[][2] = {
    { first->worker, second->worker }, { first->day, second->day },
    { first->start, second->start },   { first->type, second->type },
    { first->in_case, second->in_case }, { first->minutes, second->minutes },
    { first->id, second->id },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i][0] != keys[i][1])
      return keys[i][0] < keys[i][1] ? -1 : 1;
  return 0;
}

static GArray *
list_entries (Looking *self, QhFrame *frame)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  const gint64 *ids = qh_frame_get_ids (frame);

  for (guint row = 0; row < qh_frame_get_n_rows (frame); row++)
    {
      QhDay day = (QhDay)get (frame, "date", row);
      Entry entry;

      if (day < self->desk->from || day > self->desk->to)
        continue;
      entry = (Entry){ get (frame, "worker", row), day,
                       get (frame, "start", row),  get (frame, "type", row),
                       get (frame, "case", row),   get (frame, "minutes", row),
                       ids[row] };
      if (qh_scope_has (self->desk->scope, entry.worker))
        g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);
  return entries;
}

static gboolean
is_same (const Entry *first, const Entry *second)
{
  return first->worker == second->worker && first->day == second->day
         && first->start == second->start && first->type == second->type
         && first->in_case == second->in_case && first->minutes == second->minutes
         && !QH_SCAN_IS_EMPTY (first->start);
}

/* Sorted, the activities of a day stand together, by their start. */
static void
look_at_entries (Looking *self, GArray *entries)
{
  const Entry *last = NULL; /* of the day, the one that ends last */

  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      const Entry *before = i > 0 ? entry - 1 : NULL;
      gboolean timed = !QH_SCAN_IS_EMPTY (entry->start) && entry->minutes > 0;

      if (!QH_SCAN_IS_EMPTY (entry->minutes) && entry->minutes >= self->limits->long_minutes)
        add (self, QH_FINDING_LONG, entry->day, entry->worker, QH_KIND_ACTIVITY, entry->id, 0, entry->minutes);
      if (last != NULL && (last->worker != entry->worker || last->day != entry->day))
        last = NULL;
      if (before != NULL && is_same (before, entry))
        add (self, QH_FINDING_DUPLICATE, entry->day, entry->worker, QH_KIND_ACTIVITY, entry->id, before->id, entry->minutes);
      else if (timed && last != NULL && last->start + last->minutes > entry->start)
        add (self,
             QH_FINDING_OVERLAP,
             entry->day,
             entry->worker,
             QH_KIND_ACTIVITY,
             entry->id,
             last->id,
             MIN (last->start + last->minutes, entry->start + entry->minutes) - entry->start);
      if (timed && (last == NULL || last->start + last->minutes < entry->start + entry->minutes))
        last = entry;
    }
}

/* Whether it was said that there was nothing to log. */
static gboolean
is_said_empty (GPtrArray *said, gint64 worker, QhDay day)
{
  for (guint i = 0; i < said->len; i++)
    {
      const QhRecord *review = g_ptr_array_index (said, i);

      if (qh_record_get_integer (review, "worker") == worker && qh_record_get_integer (review, "day") == day)
        return TRUE;
    }
  return FALSE;
}

/* Today may still be written. */
static gboolean
look_for_empty_days (Looking *self, GArray *entries, QhCalendar *calendar, GError **error)
{
  QhDay to = MIN (self->desk->to, self->limits->today - 1);
  GArray *workers = self->desk->scope->present;
  g_autoptr (GPtrArray) said = qh_review_days_list_nothing (self->desk->store, self->desk->from, to, error);

  if (said == NULL)
    return FALSE;
  for (guint w = 0; w < workers->len; w++)
    {
      gint64 worker = g_array_index (workers, gint64, w);
      g_autofree guint8 *written = g_new0 (guint8, MAX (1, to - self->desk->from + 1));

      for (guint i = 0; i < entries->len; i++)
        {
          const Entry *entry = &g_array_index (entries, Entry, i);

          if (entry->worker == worker && entry->day <= to)
            written[entry->day - self->desk->from] = 1;
        }
      for (QhDay day = self->desk->from; day <= to; day++)
        {
          guint minutes = qh_calendar_get_minutes (calendar, worker, day);

          if (minutes > 0 && !written[day - self->desk->from] && !is_said_empty (said, worker, day))
            add (self, QH_FINDING_NO_ENTRIES, day, worker, 0, 0, 0, minutes);
        }
    }
  return TRUE;
}

static void
look_at_timer (Looking *self)
{
  g_autoptr (GDateTime) started = NULL;
  gint64 seconds = g_get_real_time () / G_USEC_PER_SEC - self->limits->timer_started;
  QhDay day;

  if (self->limits->timer_started <= 0 || seconds < 0)
    return;
  started = g_date_time_new_from_unix_local (self->limits->timer_started);
  if (started == NULL)
    return;
  day = qh_day_from_ymd (g_date_time_get_year (started),
                         g_date_time_get_month (started),
                         g_date_time_get_day_of_month (started));
  if (day < self->limits->today || seconds / 60 >= self->limits->long_minutes)
    add (self, QH_FINDING_TIMER, day, 0, 0, 0, 0, seconds / 60);
}

/* The day of the last activity of each case. */
static GHashTable *
list_last_days (QhFrame *activities)
{
  GHashTable *last = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint row = 0; row < qh_frame_get_n_rows (activities); row++)
    {
      gint64 in_case = get (activities, "case", row);
      QhDay day = (QhDay)get (activities, "date", row);

      if (!QH_SCAN_IS_EMPTY (in_case)
          && GPOINTER_TO_INT (g_hash_table_lookup (last, &in_case)) < day)
        g_hash_table_insert (
          last, g_memdup2 (&in_case, sizeof in_case), GINT_TO_POINTER (day));
    }
  return last;
}

static gboolean
look_at_cases (Looking *self, QhFrame *activities, GError **error)
{
  QhFrame *cases = qh_desk_get_frame (self->desk, QH_KIND_CASE, error);
  g_autoptr (GHashTable) last = NULL;
  const gint64 *ids;

  if (cases == NULL)
    return FALSE;
  last = list_last_days (activities);
  ids = qh_frame_get_ids (cases);
  for (guint row = 0; row < qh_frame_get_n_rows (cases); row++)
    {
      gint64 worker = get (cases, "worker", row);
      QhDay day = GPOINTER_TO_INT (g_hash_table_lookup (last, &ids[row]));

      if (!QH_SCAN_IS_EMPTY (get (cases, "closed", row)) || !qh_scope_has (self->desk->scope, worker))
        continue;
      day = MAX (day, (QhDay)get (cases, "opened", row));
      if (self->limits->as_of - day >= (QhDay)self->limits->idle_days)
        add (self, QH_FINDING_IDLE_CASE, day, worker, QH_KIND_CASE, ids[row], 0, self->limits->as_of - day);
    }
  return TRUE;
}

static gboolean
look_at_action_items (Looking *self, GError **error)
{
  QhFrame *items = qh_desk_get_frame (self->desk, QH_KIND_ACTION_ITEM, error);
  const gint64 *ids;

  if (items == NULL)
    return FALSE;
  ids = qh_frame_get_ids (items);
  for (guint row = 0; row < qh_frame_get_n_rows (items); row++)
    {
      gint64 due = get (items, "due", row);
      gint64 worker = get (items, "worker", row);

      if (!QH_SCAN_IS_EMPTY (get (items, "done", row)) || QH_SCAN_IS_EMPTY (due)
          || due >= self->limits->as_of || !qh_scope_has (self->desk->scope, worker))
        continue;
      add (self, QH_FINDING_OVERDUE, (QhDay)due, worker, QH_KIND_ACTION_ITEM, ids[row], 0, self->limits->as_of - due);
    }
  return TRUE;
}

static gboolean
look_at_referrals (Looking *self, GError **error)
{
  QhFrame *referrals = qh_desk_get_frame (self->desk, QH_KIND_REFERRAL, error);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (self->desk->store);
  const gint64 *ids;

  if (referrals == NULL)
    return FALSE;
  ids = qh_frame_get_ids (referrals);
  for (guint row = 0; row < qh_frame_get_n_rows (referrals); row++)
    {
      QhDay day = (QhDay)get (referrals, "date", row);
      gint64 worker = get (referrals, "worker", row);

      if (self->limits->as_of - day >= (QhDay)self->limits->referral_days
          && qh_referral_is_waiting (get (referrals, "result", row), catalogues)
          && qh_scope_has (self->desk->scope, worker))
        add (self, QH_FINDING_LATE_REFERRAL, day, worker, QH_KIND_REFERRAL, ids[row], 0, self->limits->as_of - day);
    }
  return TRUE;
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const QhFinding *first = a, *second = b;

  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  if (first->worker != second->worker)
    return first->worker < second->worker ? -1 : 1;
  return first->record < second->record ? -1 : first->record > second->record;
}

/**
 * qh_findings_list:
 * @desk: whose work, and the days whose activities are looked at; cases,
 *   action items and referrals are looked at as they stand
 * @limits: from when on something is off
 *
 * Returns: (transfer full) (element-type QhFinding): what is off, by kind and day.
 */
GArray *
qh_findings_list (QhDesk *desk, const QhFindingLimits *limits, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (QhFinding));
  QhCalendar *calendar = qh_desk_get_calendar (desk, error);
  QhFrame *activities
    = calendar != NULL ? qh_desk_get_frame (desk, QH_KIND_ACTIVITY, error) : NULL;
  Looking self = { desk, limits, found };
  g_autoptr (GArray) entries = NULL;

  if (activities == NULL)
    return NULL;
  entries = list_entries (&self, activities);
  look_at_entries (&self, entries);
  look_at_timer (&self);
  if (!look_for_empty_days (&self, entries, calendar, error) || !look_at_cases (&self, activities, error)
      || !look_at_action_items (&self, error) || !look_at_referrals (&self, error))
    return NULL;
  g_array_sort (found, compare_findings);
  return g_steal_pointer (&found);
}
