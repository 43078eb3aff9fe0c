/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passphrases that did not open: kept in the file, so that trying again after a
 * restart is no faster. This slows down who sits at the window; who has a copy
 * of the file is slowed down by the key derivation alone. */
#include "store/qh-store-private.h"

#include <glib/gi18n-lib.h>

#define FREE_FAILURES 3
#define MOST_SECONDS 300
#define WINDOW_MS (G_GINT64_CONSTANT (3600) * 1000)

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

/* Seconds to wait after so many failures: 8, 16, 32… */
static gint64
wait_after (guint failures)
{
  if (failures < FREE_FAILURES)
    return 0;
  return failures < 9 ? MIN (G_GINT64_CONSTANT (1) << failures, MOST_SECONDS) : MOST_SECONDS;
}

/**
 * qh_attempts_check:
 *
 * Returns: whether a user may try a passphrase now; if not, %QH_ERROR_PASSPHRASE
 *   says how long to wait.
 */
gboolean
qh_attempts_check (QhDatabase *database, gint64 user, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    database,
    "SELECT count(*), coalesce (max (id), 0) FROM attempts WHERE user = ?1 AND id >= ?2 AND id < ?3",
    error);
  gint64 now = now_ms ();
  guint failures;
  gint64 left;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, user);
  sqlite3_bind_int64 (statement, 2, qh_id_from_time (now - WINDOW_MS));
  sqlite3_bind_int64 (statement, 3, qh_id_from_time (now + 1)); /* a clock that went back */
  if (sqlite3_step (statement) != SQLITE_ROW)
    {
      sqlite3_reset (statement);
      return TRUE;
    }
  failures = (guint)sqlite3_column_int64 (statement, 0);
  left = qh_id_get_time (sqlite3_column_int64 (statement, 1)) + wait_after (failures) * 1000 - now;
  sqlite3_reset (statement);
  if (failures < FREE_FAILURES || left <= 0)
    return TRUE;
  left = (left + 999) / 1000;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_PASSPHRASE,
               g_dngettext (GETTEXT_PACKAGE,
                            "The passphrase was wrong several times. Wait %d second and try again.",
                            "The passphrase was wrong several times. Wait %d seconds and try "
                            "again.",
                            (gulong)left),
               (int)left);
  return FALSE;
}

/**
 * qh_attempts_add:
 *
 * Writes down that a passphrase did not open, in a small transaction of its
 * own. Where the file cannot be written there is nothing to keep it in.
 */
void
qh_attempts_add (QhStore *self, gint64 user)
{
  sqlite3_stmt *statement
    = qh_database_prepare (self->writer,
                           "INSERT OR REPLACE INTO attempts (id, user, machine) VALUES (?1, ?2, ?3)",
                           NULL);

  if (statement == NULL)
    return;
  sqlite3_bind_int64 (statement, 1, qh_store_new_id (self));
  sqlite3_bind_int64 (statement, 2, user);
  sqlite3_bind_text (statement, 3, g_get_host_name (), -1, SQLITE_TRANSIENT);
  qh_database_step (self->writer, statement, NULL);
}

typedef struct
{
  gint64 id;
  gint64 user;
  char *machine;
} Attempt;

static void
clear_attempt (gpointer data)
{
  g_free (((Attempt *)data)->machine);
}

/* The user's own, and whatever no longer slows anybody down. */
static GArray *
list_attempts (QhStore *self, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (
    self->writer,
    "SELECT id, user, machine FROM attempts WHERE user = ?1 OR id < ?2 ORDER BY id",
    error);
  GArray *attempts;

  if (statement == NULL)
    return NULL;
  attempts = g_array_new (FALSE, FALSE, sizeof (Attempt));
  g_array_set_clear_func (attempts, clear_attempt);
  sqlite3_bind_int64 (statement, 1, self->user);
  sqlite3_bind_int64 (statement, 2, qh_id_from_time (now_ms () - WINDOW_MS));
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const Attempt attempt = { sqlite3_column_int64 (statement, 0),
                                sqlite3_column_int64 (statement, 1),
                                g_strdup ((const char *)sqlite3_column_text (statement, 2)) };

      g_array_append_val (attempts, attempt);
    }
  sqlite3_reset (statement);
  return attempts;
}

static gboolean
delete_attempt (QhDatabase *writer, gpointer data, GError **error)
{
  const Attempt *attempt = data;
  sqlite3_stmt *statement
    = qh_database_prepare (writer, "DELETE FROM attempts WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, attempt->id);
  return qh_database_step (writer, statement, error);
}

/**
 * qh_attempts_move_to_log:
 *
 * Moves the failures of whoever has unlocked now into the log, which needs keys.
 */
gboolean
qh_attempts_move_to_log (QhStore *self, GError **error)
{
  g_autoptr (GArray) attempts = list_attempts (self, error);

  for (guint i = 0; attempts != NULL && i < attempts->len; i++)
    {
      Attempt *attempt = &g_array_index (attempts, Attempt, i);
      g_autoptr (QhChange) event
        = qh_change_new_event (QH_ACTION_FAILED_UNLOCK, QH_KIND_USER, attempt->user, NULL);

      event->time = qh_id_get_time (attempt->id);
      event->user = attempt->user;
      event->machine = g_strdup (attempt->machine);
      if (!qh_store_apply_within (self, event, delete_attempt, attempt, NULL, NULL, NULL, error))
        return FALSE;
    }
  return attempts != NULL;
}
