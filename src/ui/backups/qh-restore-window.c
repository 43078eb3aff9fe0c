/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/backups/qh-restore-window.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "store/qh-backup.h"
#include "store/qh-change-words.h"
#include "ui/backups/qh-secret-rows.h"
#include "ui/backups/qh-target-row.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-work.h"
#include "ui/widgets/qh-form-state.h"

#define SUFFIX ".quehacer-backup"

/**
 * QhRestoreWindow:
 *
 * Looks into a backup, tells what is in it, and makes a new workspace of it.
 */
struct _QhRestoreWindow
{
  AdwWindow parent_instance;

  GtkStack *stack;
  AdwActionRow *file;
  QhSecretRows *secret;
  GtkWidget *look;
  GtkWidget *spinner;
  AdwPreferencesGroup *inside;
  QhTargetRow *target;
  GtkWidget *restore;
  GtkWidget *problem;

  char *backup;
  QhSession *session;        /* (nullable) */
  char *present;             /* (nullable) the workspace that it may be of */
  GCancellable *cancellable; /* of the look */
};

G_DEFINE_FINAL_TYPE (QhRestoreWindow, qh_restore_window, ADW_TYPE_WINDOW)

enum
{
  RESTORED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What is asked of a worker, and what it brings. */
typedef struct
{
  char *backup;
  char *present;
  char *target;
  QhSecret secret;
  GPtrArray *problems;
  char *note; /* why no backup was made first */
  QhStore *store;
} Request;

static Request *
request_new (QhRestoreWindow *self)
{
  Request *request = g_new0 (Request, 1);

  request->backup = g_strdup (self->backup);
  request->present = g_strdup (self->present);
  request->target = g_strdup (qh_target_row_get_path (self->target));
  request->secret = qh_secret_rows_dup (self->secret);
  return request;
}

static void
request_free (gpointer data)
{
  Request *request = data;

  qh_secret_clear (&request->secret);
  g_clear_pointer (&request->problems, g_ptr_array_unref);
  g_clear_object (&request->store);
  g_free (request->backup);
  g_free (request->present);
  g_free (request->target);
  g_free (request->note);
  g_free (request);
}

/* The look */

static void
add_fact (QhRestoreWindow *self, const char *label, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *text = gtk_label_new (value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_halign (text, GTK_ALIGN_END);
  gtk_widget_add_css_class (text, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), text);
  adw_preferences_group_add (self->inside, row);
}

static void
add_counts (QhRestoreWindow *self, const QhBackupSummary *summary)
{
  g_autoptr (QhDictionary) dictionary = qh_dictionary_new_builtin ();

  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      const QhKind *kind = qh_dictionary_get_kind (dictionary, number);
      g_autofree char *count = g_strdup_printf ("%'" PRId64, summary->counts[number]);

      if (summary->counts[number] > 0 && number != QH_KIND_ENTRY && number != QH_KIND_OWN_FIELD)
        add_fact (self, qh_kind_get_plural (kind, qh_language_from_locale ()), count);
    }
}

static void
show_summary (QhRestoreWindow *self, const QhBackupSummary *summary)
{
  g_autofree char *made = qh_change_words_time (summary->made * 1000);
  g_autofree char *last = NULL;

  if (summary->last_day != QH_NO_DAY)
    last = qh_day_format_short (summary->last_day);
  add_fact (self, _ ("Unit"), summary->unit);
  add_fact (self, _ ("Made"), made);
  add_fact (self, _ ("Last activity"), last != NULL ? last : _ ("None yet"));
  add_counts (self, summary);
  gtk_stack_set_visible_child_name (self->stack, "inside");
  gtk_widget_set_visible (self->look, FALSE);
  gtk_widget_set_visible (self->restore, TRUE);
  gtk_window_set_default_widget (GTK_WINDOW (self), self->restore);
  gtk_widget_grab_focus (self->restore);
}

static void
set_busy (QhRestoreWindow *self, gboolean busy)
{
  qh_form_set_busy (busy, self->spinner, GTK_WIDGET (self->secret), NULL);
  gtk_widget_set_sensitive (self->look, !busy && !qh_secret_rows_is_empty (self->secret));
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  QhBackupSummary *summary = qh_backup_peek (request->backup, &request->secret, &error);

  if (summary != NULL)
    g_task_return_pointer (task, summary, (GDestroyNotify)qh_backup_summary_free);
  else
    g_task_return_error (task, error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhRestoreWindow *self = QH_RESTORE_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhBackupSummary) summary = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (summary != NULL)
    {
      show_summary (self, summary);
      return;
    }
  qh_form_show_problem (self->problem, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->secret));
}

static void
look_cb (QhRestoreWindow *self)
{
  g_autoptr (GTask) task = NULL;

  if (!gtk_widget_is_sensitive (self->look))
    return;
  qh_form_show_problem (self->problem, NULL);
  set_busy (self, TRUE);
  task = g_task_new (self, self->cancellable, looked_cb, NULL);
  g_task_set_task_data (task, request_new (self), request_free);
  g_task_run_in_thread (task, look_in_thread);
}

static void
secret_changed_cb (QhRestoreWindow *self)
{
  qh_form_show_problem (self->problem, NULL);
  gtk_widget_set_sensitive (self->look, !qh_secret_rows_is_empty (self->secret));
}

/* The new file */

/* Beside the workspace that it may be of, or else among the documents. */
static void
propose_target (QhRestoreWindow *self)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *folder = self->present != NULL
                              ? g_path_get_dirname (self->present)
                              : g_strdup (documents != NULL ? documents : g_get_home_dir ());
  g_autofree char *name = g_path_get_basename (self->backup);

  if (g_str_has_suffix (name, SUFFIX))
    name[strlen (name) - strlen (SUFFIX)] = '\0';
  qh_target_row_propose (self->target, folder, name);
}

/* Restoring */

/* What was restored is opened at once where the passphrase is its only user's. */
static gboolean
restore (gpointer data,
         QhProgress progress,
         gpointer progress_data,
         GCancellable *cancellable,
         GError **error)
{
  Request *request = data;
  g_autoptr (GError) problem = NULL;

  if (!qh_backup_before_restore (request->backup,
                                 request->present,
                                 &request->secret,
                                 progress,
                                 progress_data,
                                 cancellable,
                                 &problem))
    request->note = g_strdup (problem->message);
  if (!qh_backup_restore (request->backup,
                          &request->secret,
                          request->target,
                          progress,
                          progress_data,
                          cancellable,
                          &request->problems,
                          error))
    return FALSE;
  if (request->secret.passphrase != NULL)
    request->store = qh_store_open (request->target, request->secret.passphrase, NULL);
  return TRUE;
}

static void
tell_problems (GtkWidget *window, GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < MIN (problems->len, 5); i++)
    g_string_append_printf (text, "%s\n", (const char *)g_ptr_array_index (problems, i));
  g_string_append (text, _ ("It was restored as the backup has it. Look for an older backup."));
  error = g_error_new_literal (QH_ERROR, QH_ERROR_DAMAGED, text->str);
  qh_dialog_error (window, _ ("The backup is not as it should be"), error);
}

/* The way back to what was there is missing, and so it is said. */
static void
tell_note (GtkWindow *window, const char *note)
{
  g_autoptr (GError) error = g_error_new_literal (QH_ERROR, QH_ERROR_FAILED, note);

  qh_dialog_error (GTK_WIDGET (window), _ ("No backup was made of the workspace as it was"), error);
}

static void
restored_cb (GtkWidget *from, gpointer data, const GError *error)
{
  GtkRoot *root = gtk_widget_get_root (from);
  g_autoptr (QhRestoreWindow) self = root != NULL ? g_object_ref (QH_RESTORE_WINDOW (root)) : NULL;
  g_autoptr (GtkWindow) below = NULL;
  Request *request = data;

  /* Closed meanwhile, as by a lock. */
  if (self == NULL || gtk_window_get_transient_for (GTK_WINDOW (self)) == NULL)
    return;
  below = g_object_ref (gtk_window_get_transient_for (GTK_WINDOW (self)));
  if (error != NULL)
    {
      qh_form_show_problem (self->problem,
                            g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                              ? _ ("It was cancelled. Nothing was written.")
                              : error->message);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[RESTORED], 0, request->target, request->store);
  if (request->problems->len > 0)
    tell_problems (GTK_WIDGET (below), request->problems);
  else if (request->note != NULL)
    tell_note (below, request->note);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
restore_cb (QhRestoreWindow *self)
{
  qh_form_show_problem (self->problem, NULL);
  qh_work_run (self->restore,
               self->session,
               _ ("Restoring the backup…"),
               restore,
               request_new (self),
               request_free,
               restored_cb);
}

/* Overrides */

static void
qh_restore_window_dispose (GObject *object)
{
  QhRestoreWindow *self = QH_RESTORE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (qh_restore_window_parent_class)->dispose (object);
}

static void
qh_restore_window_finalize (GObject *object)
{
  QhRestoreWindow *self = QH_RESTORE_WINDOW (object);

  g_object_unref (self->cancellable);
  g_clear_object (&self->session);
  g_free (self->backup);
  g_free (self->present);
  G_OBJECT_CLASS (qh_restore_window_parent_class)->finalize (object);
}

static void
qh_restore_window_class_init (QhRestoreWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_restore_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_restore_window_finalize;

  /**
   * QhRestoreWindow::restored:
   * @path: of the new workspace
   * @store: (nullable): the new workspace, open where it could be
   */
  signals[RESTORED] = g_signal_new ("restored",
                                    QH_TYPE_RESTORE_WINDOW,
                                    G_SIGNAL_RUN_LAST,
                                    0,
                                    NULL,
                                    NULL,
                                    NULL,
                                    G_TYPE_NONE,
                                    2,
                                    G_TYPE_STRING,
                                    QH_TYPE_STORE);

  g_type_ensure (QH_TYPE_SECRET_ROWS);
  g_type_ensure (QH_TYPE_TARGET_ROW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/backups/qh-restore-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhRestoreWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, QhRestoreWindow, file);
  gtk_widget_class_bind_template_child (widget_class, QhRestoreWindow, secret);
  gtk_widget_class_bind_template_child (widget_class, QhRestoreWindow, look);
  gtk_widget_class_bind_template_child (widget_class, QhRestoreWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, QhRestoreWindow, inside);
  gtk_widget_class_bind_template_child (widget_class, QhRestoreWindow, target);
  gtk_widget_class_bind_template_child (widget_class, QhRestoreWindow, restore);
  gtk_widget_class_bind_template_child (widget_class, QhRestoreWindow, problem);
  gtk_widget_class_bind_template_callback (widget_class, look_cb);
  gtk_widget_class_bind_template_callback (widget_class, secret_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qh_restore_window_init (QhRestoreWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_restore_window_open:
 * @from: a widget of the window over which it stands
 * @session: (nullable): of the workspace that is open
 * @backup: the backup
 * @present: (nullable): the workspace that it may be of: a backup of it is made first
 *
 * Returns: (transfer none): the window; #QhRestoreWindow::restored tells what came of it.
 */
QhRestoreWindow *
qh_restore_window_open (GtkWidget *from,
                        QhSession *session,
                        const char *backup,
                        const char *present)
{
  QhRestoreWindow *self
    = g_object_new (QH_TYPE_RESTORE_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);
  g_autofree char *name = g_filename_display_name (backup);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  g_set_object (&self->session, session);
  self->backup = g_strdup (backup);
  self->present = g_strdup (present);
  propose_target (self);
  adw_action_row_set_subtitle (self->file, escaped);
  gtk_widget_grab_focus (GTK_WIDGET (self->secret));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
