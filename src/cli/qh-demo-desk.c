/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the supervisor's desk needs: who was to work when, why cases were
 * closed, referrals with their answers, and goals near what was done. It has its
 * dice for itself, so that the rest stays what the seed made it. */
#include "cli/qh-demo-private.h"

#define FULL_DAY 480
#define HALF_DAY 240
#define PART_TIME_EVERY 5 /* every fifth worker works half days */
#define LEAVES 4
#define ANSWERED 0.8
#define LAST_START (18 * 60 + 55)
#define NOTED_AT_ONCE 40 /* every so many of what collides is left so */
#define GOAL_TYPES 8
#define GOAL_FUNCTIONS 3
#define GOAL_MONTHS 25

typedef struct
{
  const char *code;
  guint weight;
} Weighed;

static const Weighed closing_reasons[] = { { "B01", 34 }, { "B02", 18 }, { "B03", 14 }, { "B04", 10 },
                                           { "B05", 5 },  { "B06", 4 },  { "B07", 9 },  { "B08", 3 },
                                           { "B09", 1 },  { "B11", 2 } };
static const Weighed results[] = { { "C03", 46 }, { "C02", 22 }, { "C04", 8 }, { "C05", 12 }, { "C06", 9 }, { "C07", 3 } };
static const Weighed organisations[] = { { "I06", 14 }, { "I02", 12 }, { "I01", 9 }, { "I21", 9 }, { "I22", 9 }, { "I04", 6 },
                                         { "I08", 6 },  { "I09", 6 },  { "I13", 5 }, { "I18", 5 }, { "I11", 4 }, { "I19", 4 } };
static const Weighed leave_reasons[] = { { "V01", 50 }, { "V02", 25 }, { "V03", 20 }, { "V05", 15 } };

static guint
roll (QhDemo *demo,
      guint   n)
{
  return (guint) g_rand_int_range (demo->desk_dice, 0, (gint32) n);
}

static const QhEntry *
pick (QhDemo        *demo,
      const char    *catalogue,
      const Weighed *codes,
      guint          n_codes)
{
  guint total = 0, at, i = 0;

  for (guint c = 0; c < n_codes; c++)
    total += codes[c].weight;
  at = roll (demo, total);
  while (at >= codes[i].weight)
    at -= codes[i++].weight;
  return qh_catalogues_find_code (demo->catalogues, catalogue, codes[i].code);
}

#define PICK(demo, catalogue, codes) pick (demo, catalogue, codes, G_N_ELEMENTS (codes))

/**
 * qh_demo_close_case:
 *
 * Says why a case was closed.
 */
void
qh_demo_close_case (QhDemo   *demo,
                    QhRecord *record)
{
  qh_record_set_integer (record, "closing_reason", PICK (demo, "closing_reason", closing_reasons)->id);
}

/**
 * qh_demo_add_referral:
 *
 * Adds a referral of a case's person, answered for the most part.
 */
void
qh_demo_add_referral (QhDemo           *demo,
                      const QhDemoCase *which,
                      QhDay             day)
{
  QhRecord *referral = qh_store_new_record (demo->store, QH_KIND_REFERRAL);
  const QhEntry *organisation = PICK (demo, "organisation", organisations);
  QhDay answered = day + 1 + (QhDay) roll (demo, 25);

  qh_record_set_integer (referral, "case", which->id);
  qh_record_set_integer (referral, "date", day);
  qh_record_set_integer (referral, "worker", g_array_index (demo->workers, gint64, which->worker));
  if (which->person != 0)
    qh_record_set_integer (referral, "person", which->person);
  qh_record_set_integer (referral, "type", organisation->parent);
  qh_record_set_integer (referral, "organisation", organisation->id);
  qh_record_set_text (referral, "reason", "Práctica: se solicita valoración y apoyo.");
  if (answered <= demo->until && g_rand_double (demo->desk_dice) < ANSWERED)
    {
      qh_record_set_integer (referral, "result", PICK (demo, "referral_result", results)->id);
      qh_record_set_integer (referral, "result_date", answered);
    }
  else
    qh_record_set_integer (referral, "result", qh_catalogues_find_code (demo->catalogues, "referral_result", "C01")->id);
  qh_change_put (demo->change, referral);
}

/**
 * qh_demo_count:
 *
 * Remembers an activity, for the goals; one that refers somebody is a referral too.
 */
void
qh_demo_count (QhDemo           *demo,
               const QhRecord   *activity,
               const QhDemoCase *which,
               QhDay             day)
{
  static const char *const names[2] = { "type", "function" };
  const QhEntry *type = qh_catalogues_find (demo->catalogues, qh_record_get_integer (activity, "type"));

  for (guint i = 0; i < 2; i++)
    {
      gpointer key = GINT_TO_POINTER ((int) qh_record_get_integer (activity, names[i])); /* shipped ids are small */

      g_hash_table_insert (demo->counts[i], key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (demo->counts[i], key)) + 1));
    }
  if (which != NULL && (g_str_equal (type->code, "AC020") || g_str_equal (type->code, "AC022")))
    qh_demo_add_referral (demo, which, day);
}

static void
add_schedule (QhDemo *demo,
              guint   position)
{
  QhRecord *schedule = qh_store_new_record (demo->store, QH_KIND_SCHEDULE);
  QhRows *weekdays = qh_rows_new (0, 1);
  const char *shift = position % 3 == 2 ? "T2" : "T1";

  for (int i = 0; i < 5; i++)
    {
      const char code[] = { (char) ('1' + i), '\0' };

      qh_rows_append (weekdays, &qh_catalogues_find_code (demo->catalogues, "weekday", code)->id);
    }
  qh_record_set_integer (schedule, "worker", g_array_index (demo->workers, gint64, position));
  qh_record_set_integer (schedule, "begins", demo->from);
  qh_record_set_integer (schedule, "shift", qh_catalogues_find_code (demo->catalogues, "shift", shift)->id);
  qh_record_set_integer (schedule, "minutes_a_day", position % PART_TIME_EVERY == PART_TIME_EVERY - 1 ? HALF_DAY : FULL_DAY);
  qh_record_take_rows (schedule, "weekdays", weekdays);
  qh_change_put (demo->change, schedule);
}

/* Holidays last two weeks, the rest some days. */
static void
add_leave (QhDemo *demo,
           guint   position,
           guint   nth)
{
  QhRecord *leave = qh_store_new_record (demo->store, QH_KIND_LEAVE);
  const QhEntry *reason = PICK (demo, "leave_reason", leave_reasons);
  guint part = (guint) (demo->until - demo->from + 1) / LEAVES;
  QhDay begins = demo->from + (QhDay) (nth * part + roll (demo, part - 14));

  QhDemoLeave away = { position, begins, begins + (g_str_equal (reason->code, "V01") ? 13 : (QhDay) roll (demo, 4)) };

  qh_record_set_integer (leave, "worker", g_array_index (demo->workers, gint64, position));
  qh_record_set_integer (leave, "begins", away.begins);
  qh_record_set_integer (leave, "ends", away.ends);
  qh_record_set_integer (leave, "reason", reason->id);
  qh_change_put (demo->change, leave);
  g_array_append_val (demo->leaves, away);
}

static gboolean
is_away (const QhDemo *demo,
         guint         worker,
         QhDay         day)
{
  for (guint i = 0; i < demo->leaves->len; i++)
    {
      const QhDemoLeave *leave = &g_array_index (demo->leaves, QhDemoLeave, i);

      if (leave->worker == worker && day >= leave->begins && day <= leave->ends)
        return TRUE;
    }
  return FALSE;
}

/**
 * qh_demo_find_present:
 * @worker: position among the workers
 *
 * Returns: that one, or who stands in for them on a day on which they are away.
 */
guint
qh_demo_find_present (QhDemo *demo,
                      guint   worker,
                      QhDay   day)
{
  for (guint i = 0; i < demo->workers->len; i++)
    {
      guint other = (worker + i) % demo->workers->len;

      if (!is_away (demo, other, day))
        return other;
    }
  return worker;
}

/**
 * qh_demo_take_time:
 * @worker: position among the workers
 * @start: minute of the day, the earliest first
 *
 * Nobody does two things at once, but for now and then when it was noted so.
 *
 * Returns: when the worker is free for it.
 */
int
qh_demo_take_time (QhDemo *demo,
                   guint   worker,
                   QhDay   day,
                   int     start,
                   int     minutes)
{
  QhDemoBusy *busy;
  int free;

  if (demo->busy->len < demo->workers->len)
    g_array_set_size (demo->busy, demo->workers->len);
  busy = &g_array_index (demo->busy, QhDemoBusy, worker);
  if (busy->day != day)
    *busy = (QhDemoBusy){ day, 0 };
  free = (busy->until + 4) / 5 * 5;
  if (start < free && free <= LAST_START && roll (demo, NOTED_AT_ONCE) != 0)
    start = free;
  busy->until = MAX (busy->until, start + minutes);
  return start;
}

/**
 * qh_demo_add_calendars:
 *
 * Gives each worker a schedule and some leaves.
 */
void
qh_demo_add_calendars (QhDemo *demo)
{
  for (guint position = 0; position < demo->workers->len; position++)
    {
      add_schedule (demo, position);
      for (guint nth = 0; nth < LEAVES; nth++)
        add_leave (demo, position, nth);
    }
}

typedef struct
{
  int id;
  guint n;
} Total;

/* The most first; of as many the one with the lower id, so that it is always the same. */
static int
compare_totals (gconstpointer a,
                gconstpointer b)
{
  const Total *first = a, *second = b;

  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;
  return first->id - second->id;
}

static GArray *
list_totals (GHashTable *counts)
{
  GArray *totals = g_array_new (FALSE, FALSE, sizeof (Total));
  GHashTableIter iter;
  gpointer key, n;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &n))
    {
      Total total = { GPOINTER_TO_INT (key), GPOINTER_TO_UINT (n) };

      g_array_append_val (totals, total);
    }
  g_array_sort (totals, compare_totals);
  return totals;
}

static void
add_goal (QhDemo     *demo,
          QhDay       month,
          const char *whose,
          gint64      who,
          const char *what,
          int         code,
          double      monthly)
{
  QhRecord *goal = qh_store_new_record (demo->store, QH_KIND_GOAL);
  double planned = monthly * (0.95 + 0.3 * g_rand_double (demo->desk_dice));

  qh_record_set_integer (goal, "month", month);
  qh_record_set_integer (goal, whose, who);
  qh_record_set_integer (goal, what, code);
  qh_record_set_integer (goal, "planned", MAX (1, (gint64) (planned + 0.5)));
  qh_change_put (demo->change, goal);
}

/* For the unit each month, and for each worker what is done most. */
static void
add_goals_of_month (QhDemo *demo,
                    QhDay   month,
                    GArray *types,
                    GArray *functions)
{
  double months = (demo->until - demo->from + 1) / 30.4;

  for (guint i = 0; demo->unit != 0 && i < MIN (types->len, GOAL_TYPES); i++)
    add_goal (demo, month, "unit", demo->unit, "type", g_array_index (types, Total, i).id, g_array_index (types, Total, i).n / months);
  for (guint i = 0; demo->unit != 0 && i < MIN (functions->len, GOAL_FUNCTIONS); i++)
    add_goal (demo, month, "unit", demo->unit, "function", g_array_index (functions, Total, i).id, g_array_index (functions, Total, i).n / months);
  for (guint worker = 0; types->len > 0 && worker < demo->workers->len; worker++)
    add_goal (demo, month, "worker", g_array_index (demo->workers, gint64, worker), "type", g_array_index (types, Total, 0).id,
              g_array_index (types, Total, 0).n / months / demo->workers->len);
}

/**
 * qh_demo_add_goals:
 *
 * Plans, for each month of the data, somewhat more than what was done in most.
 */
void
qh_demo_add_goals (QhDemo *demo)
{
  g_autoptr (GArray) types = list_totals (demo->counts[0]);
  g_autoptr (GArray) functions = list_totals (demo->counts[1]);
  QhDay first = qh_day_add_months (qh_day_month_start (demo->until), 1 - GOAL_MONTHS);

  for (int month = 0; month < GOAL_MONTHS; month++)
    add_goals_of_month (demo, qh_day_add_months (first, month), types, functions);
}
