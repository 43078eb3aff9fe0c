/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goals from a file and into one, on a worker. */
#include "ui/goals/qh-goals-files.h"

#include <glib/gi18n-lib.h>

#include "ui/charts/qh-saved-toast.h"
#include "ui/goals/qh-goals-import-window.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-work.h"

/* A file that is asked for, then read or written. */
typedef struct
{
  GWeakRef from;
  GWeakRef focus; /* what had it before */
  QhSession *session;
  QhStore *store;
  GFile *file;
  QhGoalsWanted wanted;
  QhGoalsImport *import;
} Job;

static Job *
job_new (GtkWidget *from, QhSession *session, const QhGoalsWanted *wanted)
{
  Job *job = g_new0 (Job, 1);

  g_weak_ref_init (&job->from, from);
  g_weak_ref_init (&job->focus, NULL);
  job->session = g_object_ref (session);
  job->store = g_object_ref (qh_session_get_store (session));
  if (wanted != NULL)
    job->wanted = *wanted;
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->from);
  g_weak_ref_clear (&job->focus);
  g_object_unref (job->session);
  g_object_unref (job->store);
  g_clear_object (&job->file);
  qh_goals_import_free (job->import);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* Whether what was asked for can still be done: nothing was locked meanwhile. */
static gboolean
is_open (Job *job)
{
  return qh_session_get_store (job->session) == job->store;
}

/* An entry that turns insensitive does not give the focus up by itself. */
static void
run (GtkWidget *from, Job *job, const char *heading, QhWorkFunction function, QhWorkDone done)
{
  GtkRoot *root = gtk_widget_get_root (from);

  g_weak_ref_set (&job->focus, gtk_root_get_focus (root));
  gtk_root_set_focus (root, NULL);
  qh_work_run (from, job->session, heading, function, job, job_free, done);
}

static void
give_focus_back (Job *job)
{
  g_autoptr (GtkWidget) focus = g_weak_ref_get (&job->focus);

  if (focus != NULL && gtk_widget_get_root (focus) != NULL)
    gtk_widget_grab_focus (focus);
}

/* Importing */

static gboolean
read_work (gpointer data, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  job->import = qh_goals_import_read (job->store, job->file, cancellable, error);
  return job->import != NULL;
}

static void
read_done (GtkWidget *from, gpointer data, const GError *error)
{
  Job *job = data;
  g_autofree char *name = g_file_get_basename (job->file);

  give_focus_back (job);
  if (!is_open (job) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    qh_dialog_error (from, _ ("The goals cannot be imported"), error);
  else
    gtk_window_present (
      GTK_WINDOW (qh_goals_import_window_new (from, job->session, name, g_steal_pointer (&job->import))));
}

/**
 * qh_goals_files_open:
 * @file: a table of goals
 *
 * Reads it and shows what it would write, over the window of @from.
 */
void
qh_goals_files_open (GtkWidget *from, QhSession *session, GFile *file)
{
  Job *job = job_new (from, session, NULL);

  job->file = g_object_ref (file);
  run (from, job, _ ("Reading the goals…"), read_work, read_done);
}

static void
table_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&job->from);

  if (file != NULL && from != NULL && is_open (job))
    qh_goals_files_open (from, job->session, file);
}

/**
 * qh_goals_files_import:
 *
 * Asks for a table of goals and shows what it would write.
 */
void
qh_goals_files_import (GtkWidget *from, QhSession *session)
{
  const QhFileFilter filters[]
    = { { _ ("Tables of goals"), "*.xlsx;*.XLSX;*.csv;*.CSV" }, { _ ("All files"), "*" }, { NULL } };

  qh_dialog_open_file (from, _ ("Import Goals"), filters, NULL, table_chosen_cb, job_new (from, session, NULL));
}

/* Exporting */

static gboolean
write_work (gpointer data, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autofree char *path = g_file_get_path (job->file);

  if (path != NULL)
    return qh_goals_export (job->store, &job->wanted, path, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("The folder is not on this computer. Choose one that is."));
  return FALSE;
}

static void
write_done (GtkWidget *from, gpointer data, const GError *error)
{
  Job *job = data;
  g_autofree char *name = g_file_get_basename (job->file);
  /* Translators: the name of a file */
  g_autofree char *text = g_strdup_printf (_ ("The goals are in “%s”."), name);

  give_focus_back (job);
  if (error == NULL)
    qh_saved_toast_show (from, text, job->file);
  else
    qh_dialog_error (from, _ ("The goals were not exported"), error);
}

/**
 * qh_goals_files_write_to:
 * @file: .xlsx or .csv
 *
 * Writes goals into a file, and says so.
 */
void
qh_goals_files_write_to (GtkWidget *from, QhSession *session, const QhGoalsWanted *wanted, GFile *file)
{
  Job *job = job_new (from, session, wanted);

  job->file = g_object_ref (file);
  run (from, job, _ ("Exporting the goals…"), write_work, write_done);
}

static void
place_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&job->from);

  if (file != NULL && from != NULL && is_open (job))
    qh_goals_files_write_to (from, job->session, &job->wanted, file);
}

/**
 * qh_goals_files_export:
 *
 * Asks where to, and writes goals there as a table that can be imported again.
 */
void
qh_goals_files_export (GtkWidget *from, QhSession *session, const QhGoalsWanted *wanted)
{
  const QhFileFilter filters[]
    = { { _ ("Spreadsheet (xlsx)"), "*.xlsx" }, { _ ("Table of text (csv)"), "*.csv" }, { NULL } };
  /* Translators: the name of a file; the number is a year */
  g_autofree char *name = g_strdup_printf (_ ("goals-%d.xlsx"), qh_day_get_year (wanted->year));

  qh_dialog_save_file (
    from, _ ("Export Goals"), filters, NULL, name, place_chosen_cb, job_new (from, session, wanted));
}
