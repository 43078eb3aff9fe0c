/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-page-check.h"

#include <glib/gi18n-lib.h>

#include "store/qh-database.h"

#define STEPS_BETWEEN_CALLS 100000
#define STEPS_A_PAGE 2000 /* about as many as SQLite takes */
#define WHOLE 1000

struct _QhPageCheck
{
  QhDatabase *database;
  GCancellable *cancellable;
  GThread *thread;
  guint64 steps;
  guint64 expected;
  int done;    /* in thousandths; atomic */
  int stopped; /* atomic */

  GMutex lock; /* guards over */
  GCond ended;
  gboolean over;

  /* Of the thread, until it is joined. */
  GPtrArray *problems;
  GError *error;
};

/* SQLite calls it now and then; what is not 0 interrupts it. */
static int
tick_cb (gpointer data)
{
  QhPageCheck *self = data;

  self->steps += STEPS_BETWEEN_CALLS;
  g_atomic_int_set (&self->done, (int)(MIN (self->steps, self->expected) * WHOLE / self->expected));
  return g_cancellable_is_cancelled (self->cancellable) || g_atomic_int_get (&self->stopped) != 0;
}

static void
check (QhPageCheck *self)
{
  sqlite3_stmt *statement
    = qh_database_prepare (self->database, "PRAGMA integrity_check", &self->error);
  int code;

  if (statement == NULL)
    return;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *said = (const char *)sqlite3_column_text (statement, 0);

      if (g_strcmp0 (said, "ok") != 0)
        g_ptr_array_add (self->problems,
                         g_strdup_printf (_ ("The file's structure is damaged: %s"), said));
    }
  if (code != SQLITE_DONE && !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    qh_database_set_error (self->database, code, &self->error);
  sqlite3_reset (statement);
}

static gpointer
check_in_thread (gpointer data)
{
  QhPageCheck *self = data;

  check (self);
  g_atomic_int_set (&self->done, WHOLE);
  g_mutex_lock (&self->lock);
  self->over = TRUE;
  g_cond_signal (&self->ended);
  g_mutex_unlock (&self->lock);
  return NULL;
}

/**
 * qh_page_check_start:
 *
 * Returns: (transfer full): a check under way, to be ended by
 *   qh_page_check_finish(), or %NULL when the file cannot be opened.
 */
QhPageCheck *
qh_page_check_start (const char *path, GCancellable *cancellable, GError **error)
{
  QhDatabase *database = qh_database_open (path, SQLITE_OPEN_READONLY, error);
  QhPageCheck *self;

  if (database == NULL)
    return NULL;
  self = g_new0 (QhPageCheck, 1);
  self->database = database;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : g_cancellable_new ();
  self->problems = g_ptr_array_new_with_free_func (g_free);
  self->expected
    = MAX (1, (guint64)qh_database_get_int (database, "PRAGMA page_count", 0) * STEPS_A_PAGE);
  g_mutex_init (&self->lock);
  g_cond_init (&self->ended);
  sqlite3_progress_handler (database->db, STEPS_BETWEEN_CALLS, tick_cb, self);
  self->thread = g_thread_new ("page-check", check_in_thread, self);
  return self;
}

/**
 * qh_page_check_get_done:
 *
 * Returns: about how much of it is done, in thousandths.
 */
guint
qh_page_check_get_done (QhPageCheck *self)
{
  return (guint)g_atomic_int_get (&self->done);
}

/**
 * qh_page_check_wait:
 * @milliseconds: at most so long
 *
 * Returns: whether it is over.
 */
gboolean
qh_page_check_wait (QhPageCheck *self, guint milliseconds)
{
  gint64 until = g_get_monotonic_time () + (gint64)milliseconds * G_TIME_SPAN_MILLISECOND;
  gboolean over;

  g_mutex_lock (&self->lock);
  while (!self->over && g_cond_wait_until (&self->ended, &self->lock, until))
    ;
  over = self->over;
  g_mutex_unlock (&self->lock);
  return over;
}

/**
 * qh_page_check_stop:
 *
 * Breaks it off: what it would find is not wanted any more.
 */
void
qh_page_check_stop (QhPageCheck *self)
{
  g_atomic_int_set (&self->stopped, 1);
}

/**
 * qh_page_check_finish:
 * @self: (transfer full): a check
 * @problems: (element-type utf8): gets what is wrong, a sentence each
 *
 * Waits for its end.
 *
 * Returns: whether the file could be read.
 */
gboolean
qh_page_check_finish (QhPageCheck *self, GPtrArray *problems, GError **error)
{
  gboolean done;

  g_thread_join (self->thread);
  done = self->error == NULL;
  if (!done)
    g_propagate_error (error, g_steal_pointer (&self->error));
  g_ptr_array_extend_and_steal (problems, g_steal_pointer (&self->problems));
  qh_database_close (self->database);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ended);
  g_free (self);
  return done;
}
