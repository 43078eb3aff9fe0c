/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/qh-demo.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-demo-private.h"

#define BATCH 10000
#define DAYS 730
#define ACTIVITIES_PER_CASE 20
#define ACTIVITIES_PER_WORKER 10000
#define MAX_WORKERS 100
/* So many of the cases were open when the data begins. */
#define OLD_CASES 0.08
#define OLD_DAYS 120
#define SECOND_CONSULTATIONS 0.2

static const char *const workers[] = { "Amelia Ríos", "Bruno Cano", "Citlali Mora", "Darío Peña", "Ximena Luna" };

/* The state of one qh_demo_fill(). */
typedef struct
{
  QhDemo demo;
  guint64 n_activities;
  guint64 n_cases;
  double weights[DAYS];
  double total_weight;
  double weight_so_far;
  guint64 activities_so_far;
  guint64 cases_so_far;
  QhProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} Filling;

/**
 * qh_demo_start:
 * @start: (out caller-allocates): how a practice workspace begins
 */
void
qh_demo_start (QhNewStore *start)
{
  *start = (QhNewStore){
    .unit = "Trabajo Social (práctica)",
    .institution = "Hospital Ficticio",
    .worker = workers[0],
    .user = "practica",
    .practice = TRUE,
  };
}

static gboolean
flush (Filling *self,
       guint    least,
       GError **error)
{
  QhDemo *demo = &self->demo;

  if (demo->change->items->len < least)
    return TRUE;
  if (!qh_store_apply (demo->store, demo->change, NULL, NULL, self->cancellable, error))
    return FALSE;
  qh_change_free (demo->change);
  demo->change = qh_change_new ();
  demo->change->action = QH_ACTION_PRACTICE;
  if (self->progress != NULL)
    self->progress (self->activities_so_far, self->n_activities, self->progress_data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
add_workers (Filling *self,
             GError **error)
{
  QhDemo *demo = &self->demo;
  guint wanted = (guint) CLAMP (self->n_activities / ACTIVITIES_PER_WORKER, G_N_ELEMENTS (workers), MAX_WORKERS);
  g_autoptr (GPtrArray) present = qh_store_list_all (demo->store, QH_KIND_WORKER, error);
  g_autoptr (GPtrArray) units = present != NULL ? qh_store_list_all (demo->store, QH_KIND_UNIT, error) : NULL;

  if (units == NULL)
    return FALSE;
  if (units->len > 0)
    demo->unit = ((QhRecord *) g_ptr_array_index (units, 0))->id;
  for (guint i = 0; i < present->len; i++)
    g_array_append_val (demo->workers, ((QhRecord *) g_ptr_array_index (present, i))->id);
  for (guint i = demo->workers->len; i < wanted; i++)
    {
      QhRecord *worker = qh_store_new_record (demo->store, QH_KIND_WORKER);
      g_autofree char *name = i < G_N_ELEMENTS (workers) ? g_strdup (workers[i]) : qh_demo_make_name (demo);

      worker->id = qh_store_new_id (demo->store);
      qh_record_set_text (worker, "name", name);
      if (demo->unit != 0)
        qh_record_set_integer (worker, "unit", demo->unit);
      g_array_append_val (demo->workers, worker->id);
      qh_change_put (demo->change, worker);
    }
  return TRUE;
}

/* How many of @total there have been when @share of the weight has passed. */
static guint64
count_until (guint64 total,
             double  share)
{
  return MIN (total, (guint64) ((double) total * share + 0.5));
}

static void
close_cases (QhDemo *demo,
             QhDay   day)
{
  for (guint i = demo->active->len; i > 0; i--)
    {
      const QhDemoCase *which = &g_array_index (demo->active, QhDemoCase, i - 1);

      if (which->closed != QH_NO_DAY && which->closed < day)
        g_array_remove_index_fast (demo->active, i - 1);
    }
}

static gboolean
add_old_cases (Filling *self,
               GError **error)
{
  guint64 n_old = count_until (self->n_cases, OLD_CASES);

  for (; self->cases_so_far < n_old; self->cases_so_far++)
    {
      QhDay opened = self->demo.from - OLD_DAYS + (QhDay) (self->cases_so_far * OLD_DAYS / MAX (n_old, 1));

      qh_demo_add_case (&self->demo, opened);
      if (!flush (self, BATCH, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_cases (Filling *self,
           QhDay    day,
           double   share,
           GError **error)
{
  QhDemo *demo = &self->demo;
  guint64 n_old = count_until (self->n_cases, OLD_CASES);
  guint64 until = n_old + count_until (self->n_cases - n_old, share);

  for (; self->cases_so_far < until; self->cases_so_far++)
    {
      qh_demo_add_case (demo, day);
      if (qh_demo_chance (demo, SECOND_CONSULTATIONS))
        {
          guint again = (guint) qh_demo_between (demo, 0, (gint32) demo->active->len - 1);

          qh_demo_add_consultation (demo, &g_array_index (demo->active, QhDemoCase, again), day);
        }
      if (!flush (self, BATCH, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_minutes (gconstpointer a,
                 gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

static gboolean
add_activities (Filling *self,
                QhDay    day,
                double   share,
                GError **error)
{
  guint64 n = count_until (self->n_activities, share) - self->activities_so_far;
  g_autoptr (GArray) starts = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint64 i = 0; i < n; i++)
    {
      int start = qh_demo_pick_minute (&self->demo);

      g_array_append_val (starts, start);
    }
  g_array_sort (starts, compare_minutes);
  for (guint64 i = 0; i < n; i++)
    {
      qh_demo_add_activity (&self->demo, day, g_array_index (starts, int, i));
      self->activities_so_far++;
      if (!flush (self, BATCH, error))
        return FALSE;
    }
  return TRUE;
}

static void
weigh_days (Filling *self)
{
  for (guint i = 0; i < DAYS; i++)
    {
      self->weights[i] = qh_demo_day_weight (self->demo.from + (QhDay) i) * (0.85 + 0.3 * g_rand_double (self->demo.dice));
      self->total_weight += self->weights[i];
    }
}

static gboolean
fill_days (Filling *self,
           GError **error)
{
  weigh_days (self);
  if (!add_workers (self, error) || !add_old_cases (self, error))
    return FALSE;
  qh_demo_add_calendars (&self->demo);
  for (guint i = 0; i < DAYS; i++)
    {
      QhDay day = self->demo.from + (QhDay) i;
      double share;

      self->weight_so_far += self->weights[i];
      share = i + 1 == DAYS ? 1 : self->weight_so_far / self->total_weight;
      close_cases (&self->demo, day);
      if (!add_cases (self, day, share, error) || !add_activities (self, day, share, error))
        return FALSE;
    }
  qh_demo_add_goals (&self->demo);
  return flush (self, 1, error);
}

static gboolean
check (QhStore *store,
       QhDay    until,
       GError **error)
{
  if (!qh_store_is_practice (store))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_PLACE, _("“%s” is no practice workspace. Invented people go into a practice workspace only."),
                   qh_store_get_path (store));
      return FALSE;
    }
  if (until > qh_day_today () || until < qh_day_from_ymd (1960, 1, 1))
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_RANGE, _("The last day of practice data must lie between 1960 and today. Choose another day."));
      return FALSE;
    }
  return TRUE;
}

/**
 * qh_demo_fill:
 * @store: a practice workspace, as created from qh_demo_start()
 * @n_activities: exactly so many; a case for each 20
 * @seed: the same seed, number and day give the same data except ids
 * @until: the last day of the data, today or before; they begin two years earlier
 * @progress: (nullable): called with activities done, on the calling thread
 *
 * Fills a practice workspace with invented people, cases, consultations,
 * activities, action items, referrals, schedules, leaves and goals, in several changes so that memory stays small.
 * Where it fails or is cancelled, what was written stays: remove the file.
 *
 * Returns: whether all was written.
 */
gboolean
qh_demo_fill (QhStore      *store,
              guint64       n_activities,
              guint32       seed,
              QhDay         until,
              QhProgress    progress,
              gpointer      progress_data,
              GCancellable *cancellable,
              GError      **error)
{
  g_autofree Filling *self = NULL;
  gboolean done;

  if (!check (store, until, error))
    return FALSE;
  self = g_new0 (Filling, 1);
  self->n_activities = n_activities;
  self->n_cases = (n_activities + ACTIVITIES_PER_CASE - 1) / ACTIVITIES_PER_CASE;
  self->progress = progress;
  self->progress_data = progress_data;
  self->cancellable = cancellable;
  self->demo = (QhDemo){
    .store = store,
    .catalogues = qh_store_ref_catalogues (store),
    .dice = g_rand_new_with_seed (seed),
    .desk_dice = g_rand_new_with_seed (seed + 1),
    .counts = { g_hash_table_new (NULL, NULL), g_hash_table_new (NULL, NULL) },
    .from = until - DAYS + 1,
    .until = until,
    .workers = g_array_new (FALSE, FALSE, sizeof (gint64)),
    .active = g_array_new (FALSE, FALSE, sizeof (QhDemoCase)),
    .leaves = g_array_new (FALSE, FALSE, sizeof (QhDemoLeave)),
    .busy = g_array_new (FALSE, TRUE, sizeof (QhDemoBusy)),
    .change = qh_change_new_event (QH_ACTION_PRACTICE, 0, 0, NULL),
  };
  qh_demo_load_shares (&self->demo);
  done = fill_days (self, error);
  qh_change_free (self->demo.change);
  g_array_unref (self->demo.active);
  g_array_unref (self->demo.workers);
  g_array_unref (self->demo.leaves);
  g_array_unref (self->demo.busy);
  g_rand_free (self->demo.dice);
  g_rand_free (self->demo.desk_dice);
  g_hash_table_unref (self->demo.counts[0]);
  g_hash_table_unref (self->demo.counts[1]);
  qh_catalogues_unref (self->demo.catalogues);
  return done;
}
