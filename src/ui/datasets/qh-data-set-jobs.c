/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving and exporting: work that is waited for, with progress and Cancel. */
#include "ui/datasets/qh-data-set-jobs.h"

#include <glib/gi18n-lib.h>

#include "research/qh-recipe-run.h"
#include "research/qh-recipes.h"
#include "ui/charts/qh-saved-toast.h"
#include "ui/datasets/qh-datasets-page-private.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-work.h"

typedef struct
{
  QhStore *store;
  char *json;
  char *folder;
  guint version;
  gint64 sequence;
  QhExportReport report;
} Job;

static Job *
job_new (QhSession *session, const char *json, const char *folder)
{
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (qh_session_get_store (session));
  job->json = g_strdup (json);
  job->folder = g_strdup (folder);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  g_free (job->json);
  g_free (job->folder);
  g_free (job);
}

static gboolean
save_in_thread (gpointer data, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return qh_recipes_save (job->store, job->json, &job->version, error);
}

static void
saved_cb (GtkWidget *from, gpointer data, const GError *error)
{
  Job *job = data;
  g_autofree char *text = g_strdup_printf (_ ("The recipe was saved as version %u."), job->version);

  if (error != NULL)
    {
      qh_dialog_error (from, _ ("The recipe could not be saved"), error);
      return;
    }
  qh_datasets_page_note_saved (QH_DATASETS_PAGE (from), job->json, job->version);
  qh_toast_show (from, text);
}

static gboolean
retire_in_thread (gpointer data, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Job *job = data;

  return qh_recipes_retire (job->store, job->json, &job->sequence, error);
}

static void
retired_cb (GtkWidget *from, gpointer data, const GError *error)
{
  Job *job = data;
  g_autofree char *text = g_strdup_printf (_ ("The recipe “%s” was removed."), job->json);

  if (error != NULL)
    qh_dialog_error (from, _ ("The recipe could not be removed"), error);
  else
    qh_toast_show_undo (from, text, job->sequence);
}

static gboolean
export_in_thread (gpointer data, QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr (GPtrArray) found = qh_store_list_all (job->store, QH_KIND_UNIT, NULL);
  const char *unit = found != NULL && found->len > 0 ? qh_record_get_text (g_ptr_array_index (found, 0), "name") : NULL;
  g_autoptr (QhRecipe) recipe = qh_recipe_parse (job->json, error);
  g_autoptr (QhRecipeResult) result = recipe != NULL ? qh_recipe_run (recipe, job->store, NULL, NULL, cancellable, error) : NULL;

  return result != NULL && qh_recipe_export (recipe, result, job->store, unit, job->folder, &job->report, progress, progress_data, cancellable, error);
}

static void
exported_cb (GtkWidget *from, gpointer data, const GError *error)
{
  Job *job = data;
  g_autofree char *name = g_path_get_basename (job->folder);
  g_autofree char *text = NULL;
  g_autoptr (GFile) folder = g_file_new_for_path (job->folder);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_toast_show (from, _ ("The export was cancelled; no file was written."));
  else if (error != NULL)
    qh_dialog_error (from, _ ("The data set could not be exported"), error);
  else
    {
      text = qh_export_report_describe (&job->report, name);
      qh_saved_toast_show (from, text, folder);
    }
}

/**
 * qh_data_set_save:
 * @from: the page
 * @json: a recipe
 *
 * Saves a recipe as its next version.
 */
void
qh_data_set_save (GtkWidget *from, QhSession *session, const char *json)
{
  qh_work_run (from, session, _ ("Saving the recipe…"), save_in_thread, job_new (session, json, NULL), job_free, saved_cb);
}

/**
 * qh_data_set_retire:
 * @from: the page
 * @name: a recipe's
 *
 * Takes a recipe out of the list, with Undo.
 */
void
qh_data_set_retire (GtkWidget *from, QhSession *session, const char *name)
{
  qh_work_run (from, session, _ ("Removing the recipe…"), retire_in_thread, job_new (session, name, NULL), job_free, retired_cb);
}

/**
 * qh_data_set_export:
 * @from: the page
 * @json: a recipe
 * @folder: to be made
 *
 * Writes a data set.
 */
void
qh_data_set_export (GtkWidget *from, QhSession *session, const char *json, const char *folder)
{
  qh_work_run (from, session, _ ("Exporting the data set…"), export_in_thread, job_new (session, json, folder), job_free, exported_cb);
}
