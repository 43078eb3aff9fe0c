/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workers' days as they stand in review: what was logged on each, and what was
 * said of it last. */
#include "store/qh-review-days.h"

#include <glib/gi18n-lib.h>

#include "store/qh-day-changes.h"
#include "store/qh-signature.h"
#include "store/qh-store-private.h"

static const struct
{
  const char *name;
  const char *label;
} states[QH_N_REVIEW_STATES] = {
  [QH_REVIEW_STATE_PENDING] = { "pending", N_ ("To review") },
  [QH_REVIEW_STATE_RETURNED] = { "returned", N_ ("Returned") },
  [QH_REVIEW_STATE_ANSWERED] = { "answered", N_ ("Answered") },
  [QH_REVIEW_STATE_APPROVED] = { "approved", N_ ("Approved") },
  [QH_REVIEW_STATE_CORRECTED] = { "corrected", N_ ("Corrected after signing") },
  [QH_REVIEW_STATE_NOTHING] = { "nothing", N_ ("Nothing to report") },
};

/**
 * qh_review_state_get_name:
 *
 * Returns: the state in one word that is never translated.
 */
const char *
qh_review_state_get_name (QhReviewState state)
{
  return states[state].name;
}

/**
 * qh_review_state_from_name:
 *
 * Returns: whether there is a state of that name.
 */
gboolean
qh_review_state_from_name (const char *name, QhReviewState *state)
{
  for (guint i = 0; i < QH_N_REVIEW_STATES; i++)
    if (g_str_equal (states[i].name, name))
      {
        *state = (QhReviewState)i;
        return TRUE;
      }
  return FALSE;
}

/**
 * qh_review_state_get_label:
 *
 * Returns: the state in words.
 */
const char *
qh_review_state_get_label (QhReviewState state)
{
  return _ (states[state].label);
}

/**
 * qh_review_state_is_open:
 *
 * Returns: whether a supervisor is still to say something of such a day.
 */
gboolean
qh_review_state_is_open (QhReviewState state)
{
  return state != QH_REVIEW_STATE_APPROVED && state != QH_REVIEW_STATE_RETURNED
         && state != QH_REVIEW_STATE_NOTHING;
}

/**
 * qh_review_day_waits:
 *
 * Returns: whether a day waits for a supervisor: something is logged on it, or was until it
 *   was returned or signed, and it is not approved, nor returned without having been
 *   corrected since.
 */
gboolean
qh_review_day_waits (const QhReviewDay *day)
{
  if (day->state == QH_REVIEW_STATE_RETURNED)
    return day->corrected;
  if (day->state == QH_REVIEW_STATE_PENDING)
    return day->n_activities > 0;
  return qh_review_state_is_open (day->state);
}

/**
 * qh_review_day_get_label:
 *
 * Returns: how the day stands, in words.
 */
const char *
qh_review_day_get_label (const QhReviewDay *day)
{
  return day->corrected ? _ ("Returned, corrected since") : qh_review_state_get_label (day->state);
}

void
qh_review_day_free (QhReviewDay *day)
{
  g_free (day->comment);
  g_free (day);
}

/* What follows when one more thing is said of a day. */
static QhReviewState
step (QhReviewState state, const char *decision)
{
  if (g_str_equal (decision, QH_REVIEW_APPROVED))
    return QH_REVIEW_STATE_APPROVED;
  if (g_str_equal (decision, QH_REVIEW_RETURNED))
    return QH_REVIEW_STATE_RETURNED;
  if (g_str_equal (decision, QH_REVIEW_ANSWERED))
    return state == QH_REVIEW_STATE_RETURNED ? QH_REVIEW_STATE_ANSWERED : state;
  if (g_str_equal (decision, QH_REVIEW_NOTHING))
    return QH_REVIEW_STATE_NOTHING;
  /* A correction: in a closed month also of a day that nobody signed. */
  return state == QH_REVIEW_STATE_APPROVED ? QH_REVIEW_STATE_CORRECTED : state;
}

static void
add_review (QhReviewDay *day, const QhRecord *review, QhCatalogues *catalogues)
{
  const QhEntry *entry
    = qh_catalogues_find (catalogues, qh_record_get_integer (review, "decision"));

  if (entry == NULL)
    return;
  day->state = step (day->state, entry->code);
  day->review = review->id;
  g_free (day->comment);
  day->comment = !review->closed && qh_record_is_set (review, "comment")
                   ? g_strdup (qh_record_get_text (review, "comment"))
                   : NULL;
  if (g_str_equal (entry->code, QH_REVIEW_APPROVED))
    day->signed_change = qh_record_get_integer (review, "change");
  else if (g_str_equal (entry->code, QH_REVIEW_RETURNED))
    {
      day->signed_change = 0;
      day->returned_change = qh_record_get_integer (review, "change") + 1; /* its own */
    }
}

/* Which of the returned days were written to since. */
static gboolean
find_corrected (QhStore *store, GPtrArray *days, GError **error)
{
  g_autoptr (GArray) returned = g_array_new (FALSE, FALSE, sizeof (QhDayChange));
  gboolean done;
  guint n = 0;

  for (guint i = 0; i < days->len; i++)
    {
      const QhReviewDay *day = g_ptr_array_index (days, i);
      QhDayChange asked = { day->worker, day->day, day->returned_change, FALSE };

      if (day->state == QH_REVIEW_STATE_RETURNED)
        g_array_append_val (returned, asked);
    }
  if (returned->len == 0)
    return TRUE;
  g_mutex_lock (&store->read_lock);
  done = store->reader != NULL && qh_day_changes_find (store, store->reader, returned, error);
  if (store->reader == NULL)
    qh_store_set_locked_error (error);
  g_mutex_unlock (&store->read_lock);
  for (guint i = 0; done && i < days->len; i++)
    {
      QhReviewDay *day = g_ptr_array_index (days, i);

      if (day->state == QH_REVIEW_STATE_RETURNED)
        day->corrected = g_array_index (returned, QhDayChange, n++).changed;
    }
  return done;
}

static char *
make_key (gint64 worker, QhDay day)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%u", worker, (guint)day);
}

static gboolean
read_days (QhStore *store, GPtrArray *days, gint64 worker, const char *first, const char *last, GError **error)
{
  sqlite3_stmt *statement;
  gboolean done = FALSE;

  g_mutex_lock (&store->read_lock);
  if (store->reader == NULL)
    qh_store_set_locked_error (error);
  else
    {
      statement = qh_database_prepare (
        store->reader,
        "SELECT worker, date, count(*), coalesce (sum (minutes), 0) FROM activities WHERE date "
        "BETWEEN ?1 AND ?2 AND (?3 = 0 OR worker = ?3) GROUP BY date, worker ORDER BY date, worker",
        error);
      done = statement != NULL;
      if (done)
        {
          sqlite3_bind_text (statement, 1, first, -1, SQLITE_TRANSIENT);
          sqlite3_bind_text (statement, 2, last, -1, SQLITE_TRANSIENT);
          sqlite3_bind_int64 (statement, 3, worker);
        }
      while (done && sqlite3_step (statement) == SQLITE_ROW)
        {
          QhReviewDay *day = g_new0 (QhReviewDay, 1);

          day->worker = sqlite3_column_int64 (statement, 0);
          day->day = qh_day_from_iso ((const char *)sqlite3_column_text (statement, 1));
          day->n_activities = (guint)sqlite3_column_int (statement, 2);
          day->minutes = (guint64)sqlite3_column_int64 (statement, 3);
          g_ptr_array_add (days, day);
        }
      if (statement != NULL)
        sqlite3_reset (statement);
    }
  g_mutex_unlock (&store->read_lock);
  return done;
}

/* In the order of the log: ids of two machines, or of two writers in one millisecond, have
 * none. A decision names the change before its own, an addendum its own. */
static GPtrArray *
read_reviews (QhStore *store, gint64 worker, const char *first, const char *last, GError **error)
{
  QhParameter parameters[] = { { 0, first }, { 0, last }, { worker, NULL } };

  return qh_store_query (
    store,
    QH_KIND_REVIEW,
    "WHERE day BETWEEN ?1 AND ?2 AND (?3 = 0 OR worker = ?3) ORDER BY change, decision NOT IN "
    "(SELECT id FROM entries WHERE code = '" QH_REVIEW_CORRECTED "'), id",
    parameters,
    G_N_ELEMENTS (parameters),
    error);
}

/* Days on which nothing is left also show, if something was said of them. */
static QhReviewDay *
take_day (GHashTable *by_key, GPtrArray *days, const QhRecord *review)
{
  gint64 worker = qh_record_get_integer (review, "worker");
  QhDay date = (QhDay)qh_record_get_integer (review, "day");
  g_autofree char *key = make_key (worker, date);
  QhReviewDay *day = g_hash_table_lookup (by_key, key);

  if (day != NULL)
    return day;
  day = g_new0 (QhReviewDay, 1);
  day->worker = worker;
  day->day = date;
  g_ptr_array_add (days, day);
  g_hash_table_insert (by_key, g_steal_pointer (&key), day);
  return day;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const QhReviewDay *one = *(QhReviewDay *const *)a, *two = *(QhReviewDay *const *)b;

  if (one->day != two->day)
    return one->day < two->day ? -1 : 1;
  return one->worker < two->worker ? -1 : one->worker > two->worker;
}

/**
 * qh_review_days_list:
 * @worker: whose, or 0 for everybody's
 *
 * Returns: (transfer full) (element-type QhReviewDay): the days of a period on
 *   which something was logged, or of which something was said, the earliest first.
 */
GPtrArray *
qh_review_days_list (QhStore *store, gint64 worker, QhDay first, QhDay last, GError **error)
{
  g_autoptr (GPtrArray) days
    = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_review_day_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  g_autoptr (GPtrArray) reviews = NULL;
  char from[QH_DAY_ISO_SIZE], to[QH_DAY_ISO_SIZE];

  qh_day_to_iso (first, from);
  qh_day_to_iso (last, to);
  if (!read_days (store, days, worker, from, to, error))
    return NULL;
  reviews = read_reviews (store, worker, from, to, error);
  if (reviews == NULL)
    return NULL;
  for (guint i = 0; i < days->len; i++)
    {
      QhReviewDay *day = g_ptr_array_index (days, i);

      g_hash_table_insert (by_key, make_key (day->worker, day->day), day);
    }
  for (guint i = 0; i < reviews->len; i++)
    {
      const QhRecord *review = g_ptr_array_index (reviews, i);

      add_review (take_day (by_key, days, review), review, catalogues);
    }
  for (guint i = 0; i < days->len; i++)
    {
      QhReviewDay *day = g_ptr_array_index (days, i);

      if (day->state == QH_REVIEW_STATE_NOTHING && day->n_activities > 0) /* there was, after all */
        day->state = QH_REVIEW_STATE_PENDING;
    }
  if (!find_corrected (store, days, error))
    return NULL;
  g_ptr_array_sort (days, compare_days);
  return g_steal_pointer (&days);
}

/**
 * qh_review_days_list_nothing:
 *
 * Returns: (transfer full) (element-type QhRecord): what was said of days on which there
 *   was nothing to log.
 */
GPtrArray *
qh_review_days_list_nothing (QhStore *store, QhDay first, QhDay last, GError **error)
{
  char from[QH_DAY_ISO_SIZE], to[QH_DAY_ISO_SIZE];
  const QhParameter parameters[] = { { 0, from }, { 0, to }, { 0, QH_REVIEW_NOTHING } };

  qh_day_to_iso (first, from);
  qh_day_to_iso (last, to);
  return qh_store_query (
    store,
    QH_KIND_REVIEW,
    "WHERE day BETWEEN ?1 AND ?2 AND decision IN (SELECT id FROM entries WHERE code = ?3)",
    parameters,
    G_N_ELEMENTS (parameters),
    error);
}

/**
 * qh_review_days_list_reviews:
 *
 * Returns: (transfer full) (element-type QhRecord): what was said of a day, the earliest first.
 */
GPtrArray *
qh_review_days_list_reviews (QhStore *store, gint64 worker, QhDay day, GError **error)
{
  char iso[QH_DAY_ISO_SIZE];

  qh_day_to_iso (day, iso);
  return read_reviews (store, worker, iso, iso, error);
}

static GArray *
list_ids (QhStore *store, gint64 worker, QhDay first, QhDay last, GError **error)
{
  sqlite3_stmt *statement = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  char from[QH_DAY_ISO_SIZE], to[QH_DAY_ISO_SIZE];

  qh_day_to_iso (first, from);
  qh_day_to_iso (last, to);
  g_mutex_lock (&store->read_lock);
  if (store->reader == NULL)
    qh_store_set_locked_error (error);
  else
    statement = qh_database_prepare (store->reader,
                                     "SELECT id FROM activities WHERE date BETWEEN ?1 AND ?2 AND "
                                     "(?3 = 0 OR worker = ?3) ORDER BY date, id",
                                     error);
  if (statement != NULL)
    {
      sqlite3_bind_text (statement, 1, from, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (statement, 2, to, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (statement, 3, worker);
      while (sqlite3_step (statement) == SQLITE_ROW)
        g_array_append_vals (ids, &(gint64){ sqlite3_column_int64 (statement, 0) }, 1);
      sqlite3_reset (statement);
    }
  else
    g_clear_pointer (&ids, g_array_unref);
  g_mutex_unlock (&store->read_lock);
  return ids;
}

/**
 * qh_review_days_sample:
 * @worker: whose, or 0 for everybody's
 * @n: how many are wanted
 * @seed: the same number draws the same ones from the same activities
 *
 * Draws activities of a period, each as likely as any other (the first n of a
 * Fisher–Yates shuffle).
 *
 * Returns: (transfer full) (element-type gint64): their ids, by day; fewer than @n
 *   where there are no more.
 */
GArray *
qh_review_days_sample (
  QhStore *store, gint64 worker, QhDay first, QhDay last, guint n, guint32 seed, GError **error)
{
  g_autoptr (GArray) ids = list_ids (store, worker, first, last, error);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree guint *order = NULL;
  g_autofree gboolean *drawn = NULL;
  GArray *sample;

  if (ids == NULL)
    return NULL;
  n = MIN (n, ids->len);
  order = g_new (guint, MAX (ids->len, 1));
  drawn = g_new0 (gboolean, MAX (ids->len, 1));
  sample = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < ids->len; i++)
    order[i] = i;
  for (guint i = 0; i < n; i++)
    {
      guint j = (guint)g_rand_int_range (random, (gint32)i, (gint32)ids->len);
      guint taken = order[j];

      order[j] = order[i];
      drawn[taken] = TRUE;
    }
  for (guint i = 0; i < ids->len; i++)
    if (drawn[i])
      g_array_append_val (sample, g_array_index (ids, gint64, i));
  return sample;
}

/**
 * qh_review_days_get_head:
 *
 * Returns: the last change in the log: what somebody who looks now has seen.
 */
gint64
qh_review_days_get_head (QhStore *store)
{
  gint64 head = 0;

  g_mutex_lock (&store->read_lock);
  if (store->reader != NULL)
    head = qh_database_get_int (store->reader, "SELECT max (sequence) FROM changes", 0);
  g_mutex_unlock (&store->read_lock);
  return head;
}

/**
 * qh_review_days_may_answer:
 *
 * Returns: whether who unlocked the workspace may answer for a worker's returned
 *   days: they are that worker, or they supervise.
 */
gboolean
qh_review_days_may_answer (QhStore *store, gint64 worker)
{
  gboolean may;

  g_mutex_lock (&store->read_lock);
  may = store->reader != NULL
        && qh_signature_may_answer (store->reader, store->user, store->roles, worker);
  g_mutex_unlock (&store->read_lock);
  return may;
}

/**
 * qh_review_days_decide:
 * @decision: %QH_REVIEW_APPROVED, %QH_REVIEW_RETURNED, %QH_REVIEW_ANSWERED or %QH_REVIEW_NOTHING
 * @comment: (nullable): needed to return and to answer
 * @seen: the last change that the person saw, or 0 where that is not known
 *
 * Returns: (transfer full): the change that says it, to be applied.
 */
QhChange *
qh_review_days_decide (QhStore *store,
                       gint64 worker,
                       QhDay day,
                       const char *decision,
                       const char *comment,
                       gint64 seen)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  const QhEntry *entry = qh_catalogues_find_code (catalogues, "review_decision", decision);
  QhRecord *review = qh_store_new_record (store, QH_KIND_REVIEW);
  QhChange *change = qh_change_new ();

  g_return_val_if_fail (entry != NULL, change);

  qh_record_set_integer (review, "worker", worker);
  qh_record_set_integer (review, "day", day);
  qh_record_set_integer (review, "decision", entry->id);
  if (comment != NULL && comment[0] != '\0')
    qh_record_set_text (review, "comment", comment);
  if (seen != 0)
    qh_record_set_integer (review, "change", seen);
  qh_change_put (change, review);
  return change;
}
