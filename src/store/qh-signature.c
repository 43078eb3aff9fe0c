/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days that a supervisor signed and months that are closed. What is written there
 * afterwards, an undo included, says why: the reason is kept as an addendum, a
 * review of its own, and what was signed stays in the log up to the change that
 * the signature names. */
#include "store/qh-signature.h"

#include <glib/gi18n-lib.h>

#include "store/qh-day-changes.h"
#include "store/qh-reseal.h"
#include "store/qh-row.h"

static gint64
find_decision (QhTransaction *self, const char *code)
{
  const QhEntry *entry = qh_catalogues_find_code (self->catalogues, "review_decision", code);

  return entry != NULL ? entry->id : 0;
}

/* Whose day a record is of; FALSE where it is nobody's. */
static gboolean
find_day (const QhRecord *record, QhSignedDay *day)
{
  if (record == NULL || qh_kind_find_field (record->kind, "date") == NULL
      || qh_kind_find_field (record->kind, "worker") == NULL
      || !qh_record_is_set (record, "date") || !qh_record_is_set (record, "worker"))
    return FALSE;
  day->worker = qh_record_get_integer (record, "worker");
  day->day = (QhDay)qh_record_get_integer (record, "date");
  return TRUE;
}

/* Signed is what was last approved and not returned since. */
static gboolean
is_signed (QhTransaction *self, const QhSignedDay *day)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->database,
    "SELECT (SELECT e.code FROM reviews r JOIN entries e ON e.id = r.decision WHERE r.worker = ?1 "
    "AND r.day = ?2 AND e.code IN ('" QH_REVIEW_APPROVED "', '" QH_REVIEW_RETURNED
    "') ORDER BY r.change DESC, r.id DESC LIMIT 1) IS '" QH_REVIEW_APPROVED
    "' OR EXISTS (SELECT 1 FROM closed_months WHERE month = ?3 AND (unit IS NULL OR unit = (SELECT "
    "unit FROM workers WHERE id = ?1)))",
    NULL);
  char iso[QH_DAY_ISO_SIZE], month[QH_DAY_ISO_SIZE];
  gboolean found;

  if (statement == NULL)
    return FALSE;
  qh_day_to_iso (day->day, iso);
  qh_day_to_iso (qh_day_month_start (day->day), month);
  sqlite3_bind_int64 (statement, 1, day->worker);
  sqlite3_bind_text (statement, 2, iso, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 3, month, -1, SQLITE_TRANSIENT);
  found = sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_int (statement, 0) != 0;
  sqlite3_reset (statement);
  return found;
}

static void
note_corrected (QhTransaction *self, const QhSignedDay *day)
{
  if (self->corrected == NULL)
    self->corrected = g_array_new (FALSE, FALSE, sizeof (QhSignedDay));
  for (guint i = 0; i < self->corrected->len; i++)
    {
      const QhSignedDay *noted = &g_array_index (self->corrected, QhSignedDay, i);

      if (noted->worker == day->worker && noted->day == day->day)
        return;
    }
  g_array_append_vals (self->corrected, day, 1);
}

static gboolean
check_day (QhTransaction *self, const QhRecord *record, GError **error)
{
  QhSignedDay day;
  g_autofree char *when = NULL;

  if (!find_day (record, &day) || !is_signed (self, &day))
    return TRUE;
  if (self->reason != NULL && self->reason[0] != '\0')
    {
      note_corrected (self, &day);
      return TRUE;
    }
  when = qh_day_format_short (day.day);
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_SIGNED,
               _ ("%s is signed, or its month is closed. Say why it is corrected (--reason): what "
                  "was signed is kept, and the reason with it."),
               when);
  return FALSE;
}

/**
 * qh_signature_check:
 * @before: (nullable): a record as it stands
 * @after: (nullable): as it is to be
 *
 * Whether a record may be written: what is in a signed day, or was, only with a
 * reason. An erasure needs none: the law asks for it.
 *
 * Returns: whether it may; if not, %QH_ERROR_SIGNED asks for a reason.
 */
gboolean
qh_signature_check (QhTransaction *self, const QhRecord *before, const QhRecord *after, GError **error)
{
  return self->erasing || (check_day (self, before, error) && check_day (self, after, error));
}

static gboolean
add_addendum (QhTransaction *self, const QhSignedDay *day, GError **error)
{
  QhStored nothing = { NULL, NULL };
  g_autoptr (QhRecord) record = qh_record_new (qh_store_get_kind (self->store, QH_KIND_REVIEW));
  g_autoptr (GBytes) sealed = NULL;

  record->id = qh_store_new_id (self->store);
  qh_record_set_integer (record, "worker", day->worker);
  qh_record_set_integer (record, "day", day->day);
  qh_record_set_integer (record, "decision", find_decision (self, QH_REVIEW_CORRECTED));
  qh_record_set_integer (record, "reviewer", self->store->user);
  qh_record_set_integer (record, "change", self->log.sequence);
  qh_record_set_text (record, "comment", self->reason);
  sealed = qh_sealed_fields_seal (record,
                                  self->store->keyring,
                                  qh_store_find_seal_key (self->store, self->database, record),
                                  error);
  return sealed != NULL && qh_transaction_put (self, &nothing, record, sealed, error);
}

/**
 * qh_signature_add_addenda:
 *
 * Writes the reason once for each signed day in which the transaction wrote.
 *
 * Returns: whether it could be written.
 */
gboolean
qh_signature_add_addenda (QhTransaction *self, GError **error)
{
  for (guint i = 0; self->corrected != NULL && i < self->corrected->len; i++)
    if (!add_addendum (self, &g_array_index (self->corrected, QhSignedDay, i), error))
      return FALSE;
  return TRUE;
}

/* Whether the day was written to after the last change that the person saw: what they
 * sign is what they saw. */
static gboolean
check_seen (QhTransaction *self, const QhRecord *review, GError **error)
{
  QhDayChange day = { qh_record_get_integer (review, "worker"), (QhDay)qh_record_get_integer (review, "day"),
                      qh_record_get_integer (review, "change"), FALSE };
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (QhDayChange));

  g_array_append_val (days, day);
  if (!qh_day_changes_find (self->store, self->database, days, error))
    return FALSE;
  if (!g_array_index (days, QhDayChange, 0).changed)
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_IN_USE,
                       _ ("This day was changed since you looked at it. Look again."));
  return FALSE;
}

/**
 * qh_signature_may_answer:
 * @user: who would answer
 * @worker: whose day was returned
 *
 * Returns: whether a user may answer for a worker's day: it is their own, or they
 *   supervise.
 */
gboolean
qh_signature_may_answer (QhDatabase *database, gint64 user, QhRoles roles, gint64 worker)
{
  sqlite3_stmt *statement;
  gboolean own;

  if ((roles & QH_ROLE_SUPERVISOR) != 0)
    return TRUE;
  statement
    = qh_database_prepare (database, "SELECT 1 FROM users WHERE id = ?1 AND worker = ?2", NULL);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, user);
  sqlite3_bind_int64 (statement, 2, worker);
  own = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_reset (statement);
  return own;
}

/* Returned, and not approved since: answered or not. */
static gboolean
is_returned (QhTransaction *self, const QhRecord *review)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->database,
    "SELECT (SELECT e.code FROM reviews r JOIN entries e ON e.id = r.decision WHERE r.worker = ?1 "
    "AND r.day = ?2 AND e.code IN ('" QH_REVIEW_APPROVED "', '" QH_REVIEW_RETURNED
    "') ORDER BY r.change DESC, r.id DESC LIMIT 1) IS '" QH_REVIEW_RETURNED "'",
    NULL);
  char iso[QH_DAY_ISO_SIZE];
  gboolean found;

  if (statement == NULL)
    return FALSE;
  qh_day_to_iso ((QhDay)qh_record_get_integer (review, "day"), iso);
  sqlite3_bind_int64 (statement, 1, qh_record_get_integer (review, "worker"));
  sqlite3_bind_text (statement, 2, iso, -1, SQLITE_TRANSIENT);
  found = sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_int (statement, 0) != 0;
  sqlite3_reset (statement);
  return found;
}

static gboolean
is_empty (QhTransaction *self, const QhRecord *review)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->database, "SELECT 1 FROM activities WHERE date = ?1 AND worker = ?2 LIMIT 1", NULL);
  char iso[QH_DAY_ISO_SIZE];
  gboolean found;

  if (statement == NULL)
    return FALSE;
  qh_day_to_iso ((QhDay)qh_record_get_integer (review, "day"), iso);
  sqlite3_bind_text (statement, 1, iso, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 2, qh_record_get_integer (review, "worker"));
  found = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_reset (statement);
  return !found;
}

static gboolean
check_nothing (QhTransaction *self, const QhRecord *review, GError **error)
{
  QhDay day = (QhDay)qh_record_get_integer (review, "day");
  g_autofree char *text = qh_day_format_short (day);

  if (day > qh_day_today ())
    g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("%s is still to come. Choose a day up to today."), text);
  else if (!is_empty (self, review))
    g_set_error_literal (error,
                         QH_ERROR,
                         QH_ERROR_IN_USE,
                         _ ("Activities are logged on this day: there is something to report."));
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_answer (QhTransaction *self, const QhRecord *review, GError **error)
{
  if (is_returned (self, review))
    return TRUE;
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_IN_USE,
                       _ ("This day is not returned: there is nothing to answer."));
  return FALSE;
}

/* What is said of a day by whose it is, or for them. */
static gboolean
check_own_word (QhTransaction *self, const QhRecord *review, GError **error)
{
  const QhStore *store = self->store;

  if (!qh_signature_may_answer (
        self->database, store->user, store->roles, qh_record_get_integer (review, "worker")))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_PASSPHRASE,
                           _ ("Only whose day it is, or a supervisor, answers for it. Settings → "
                              "Users says who is which worker."));
      return FALSE;
    }
  if (qh_record_get_integer (review, "decision") == find_decision (self, QH_REVIEW_NOTHING))
    return check_nothing (self, review, error);
  return check_answer (self, review, error);
}

/* Supervisors sign and return; whose day it is answers; an addendum writes itself. */
static gboolean
check_decision (QhTransaction *self, const QhRecord *review, GError **error)
{
  gint64 decision = qh_record_get_integer (review, "decision");
  gboolean answers = decision == find_decision (self, QH_REVIEW_ANSWERED);
  gboolean nothing = decision == find_decision (self, QH_REVIEW_NOTHING);

  if (decision == find_decision (self, QH_REVIEW_CORRECTED))
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_CODE,
                           _ ("A correction is noted by itself. Correct the activity, and say why."));
      return FALSE;
    }
  if (!answers && !nothing && (self->store->roles & QH_ROLE_SUPERVISOR) == 0)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_PASSPHRASE,
                           _ ("Only a supervisor approves or returns a day."));
      return FALSE;
    }
  if (!nothing && decision != find_decision (self, QH_REVIEW_APPROVED)
      && !qh_record_is_set (review, "comment"))
    {
      g_set_error_literal (
        error, QH_ERROR, QH_ERROR_REQUIRED, _ ("Say in the comment what this is about."));
      return FALSE;
    }
  return (!answers && !nothing) || check_own_word (self, review, error);
}

/**
 * qh_signature_complete:
 * @record: a review or a closed month that is to be written. Its change, if set, is the
 *   last one that the person saw
 * @is_new: whether it is not there yet
 *
 * Checks who may say what of a day, and fills in who says it and up to which change.
 *
 * Returns: whether it may be written: %QH_ERROR_IN_USE when the day was changed
 *   since the person looked, or the record is there already.
 */
gboolean
qh_signature_complete (QhTransaction *self, QhRecord *record, gboolean is_new, GError **error)
{
  if (!is_new)
    {
      g_set_error_literal (error,
                           QH_ERROR,
                           QH_ERROR_IN_USE,
                           _ ("What was signed or closed is not written over. Say it anew."));
      return FALSE;
    }
  if (record->kind->number == QH_KIND_REVIEW)
    {
      if (!check_decision (self, record, error)
          || (qh_record_is_set (record, "change") && !check_seen (self, record, error)))
        return FALSE;
      qh_record_set_integer (record, "reviewer", self->store->user);
    }
  qh_record_set_integer (record, "change", self->log.sequence - 1);
  return TRUE;
}

/**
 * qh_signature_is_addendum:
 * @record: (nullable): a record
 *
 * Returns: whether it tells of a correction after a signature.
 */
gboolean
qh_signature_is_addendum (QhTransaction *self, const QhRecord *record)
{
  return record != NULL && record->kind->number == QH_KIND_REVIEW
         && qh_record_get_integer (record, "decision") == find_decision (self, QH_REVIEW_CORRECTED);
}
