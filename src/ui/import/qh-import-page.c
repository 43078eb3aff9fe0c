/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import/qh-import-page.h"

#include <glib/gi18n-lib.h>

#include "store/qh-backup.h"
#include "ui/import/qh-import-page-private.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-sidebar-button.h"

/**
 * QhImportPage:
 *
 * Brings in a table step by step: the file, what was understood of it, the
 * profile, a dry run, the import. Nothing is written before the last step.
 */
G_DEFINE_FINAL_TYPE (QhImportPage, qh_import_page, GTK_TYPE_WIDGET)

/* One piece of slow work. What it brings is dropped once the page has turned to
 * something else, which it tells by the cancellable. */
typedef struct
{
  QhImportPage *page;
  GCancellable *cancellable;
  QhSession *session; /* not locked for idleness meanwhile */
} Run;

static void
free_run (Run *run)
{
  g_object_unref (run->page);
  qh_session_end_work (run->session);
  g_object_unref (run->session);
  g_object_unref (run->cancellable);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, free_run)

static gboolean
is_current (Run *run)
{
  return run->page->cancellable == run->cancellable;
}

/* Running */

static Run *
start_run (QhImportPage *self,
           const char   *title)
{
  Run *run = g_new (Run, 1);

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  *run = (Run) { g_object_ref (self), g_object_ref (self->cancellable), g_object_ref (self->session) };
  qh_session_begin_work (self->session);
  qh_import_page_show_problem (self, NULL);
  gtk_label_set_text (self->busy_title, title);
  qh_import_page_set_progress (self, 0, 0);
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "busy");
  qh_import_page_update_actions (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (self->cancel);
  return run;
}

static void
end_run (QhImportPage *self)
{
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->spinner);
}

static void
progress_cb (guint64  done,
             guint64  total,
             gpointer data)
{
  Run *run = data;

  if (is_current (run))
    qh_import_page_set_progress (run->page, done, total);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The file */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (Run) run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhCsvReader) table = qh_csv_reader_new_for_file_finish (result, &error);
  QhImportPage *self = run->page;

  if (!is_current (run))
    return;
  end_run (self);
  if (table == NULL)
    {
      qh_import_page_show_problem (self, is_cancelled (error) ? NULL : error->message);
      qh_import_page_show_step (self, STEP_FILE);
      return;
    }
  g_set_object (&self->table, table);
  qh_import_table_view_set_table (self->table_view, table);
  qh_import_profile_view_set_table (self->profile_view, self->session, table);
  qh_import_page_show_step (self, STEP_TABLE);
}

static void
forget_file (QhImportPage *self)
{
  qh_import_table_view_set_table (self->table_view, NULL);
  qh_import_profile_view_set_table (self->profile_view, NULL, NULL);
  qh_import_report_view_set_importer (self->report_view, NULL);
  g_clear_object (&self->importer);
  g_clear_object (&self->table);
  qh_import_page_show_problem (self, NULL);
}

static void
start_over (QhImportPage *self)
{
  g_cancellable_cancel (self->cancellable);
  end_run (self);
  forget_file (self);
  qh_import_page_show_step (self, STEP_FILE);
}

static void
file_chosen_cb (GFile   *file,
                gpointer data)
{
  if (file != NULL)
    qh_import_page_open_file (QH_IMPORT_PAGE (data), file);
}

static void
choose_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  const QhFileFilter filters[] = { { _("Tables of text"), "*.csv;*.CSV;*.tsv;*.TSV;*.txt;*.TXT" }, { _("All files"), "*" }, { NULL } };

  qh_dialog_open_file (widget, _("Choose a Table"), filters, NULL, file_chosen_cb, widget);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         QhImportPage  *self)
{
  GSList *files = g_value_get_boxed (value);

  if (self->session == NULL || self->cancellable != NULL || files == NULL)
    return FALSE;
  if (files->next != NULL)
    {
      qh_toast_show (GTK_WIDGET (self), _("Drop one file at a time"));
      return FALSE;
    }
  qh_import_page_open_file (self, files->data);
  return TRUE;
}

/* Dry run and import */

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Run) run = data;
  g_autoptr (GError) error = NULL;
  gboolean planned = qh_importer_plan_finish (QH_IMPORTER (source), result, &error);
  QhImportPage *self = run->page;

  if (!is_current (run))
    return;
  end_run (self);
  if (!planned)
    {
      g_clear_object (&self->importer);
      if (!is_cancelled (error))
        qh_import_profile_view_show_problem (self->profile_view, error->message);
      qh_import_page_show_step (self, STEP_PROFILE);
      return;
    }
  qh_import_report_view_set_importer (self->report_view, self->importer);
  qh_import_page_show_step (self, STEP_PLAN);
}

static void
plan (QhImportPage *self)
{
  QhImportProfile *profile = qh_import_profile_view_get_profile (self->profile_view);
  Run *run;

  g_clear_object (&self->importer);
  self->importer = qh_importer_new (qh_session_get_store (self->session), self->table, profile);
  qh_importer_set_worker (self->importer, qh_import_profile_view_get_worker (self->profile_view));
  qh_import_profile_view_show_problem (self->profile_view, NULL);
  run = start_run (self, _("Working out what would be imported…"));
  qh_importer_plan_async (self->importer, progress_cb, run, run->cancellable, planned_cb, run);
}

static void
import_failed (QhImportPage *self,
               const GError *error)
{
  g_clear_object (&self->importer);
  qh_import_profile_view_show_problem (self->profile_view,
                                       is_cancelled (error) ? _("The import was cancelled. Nothing was written.") : error->message);
  qh_import_page_show_step (self, STEP_PROFILE);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Run) run = data;
  g_autoptr (GError) error = NULL;
  gboolean applied = qh_importer_apply_finish (QH_IMPORTER (source), result, &error);
  QhImportPage *self = run->page;

  if (!is_current (run))
    return;
  end_run (self);
  if (!applied)
    {
      import_failed (self, error);
      return;
    }
  qh_import_report_view_set_importer (self->report_view, self->importer);
  qh_import_page_show_step (self, STEP_DONE);
}

static void
apply (QhImportPage *self)
{
  Run *run = start_run (self, _("Importing…"));

  qh_importer_apply_async (self->importer, progress_cb, run, run->cancellable, applied_cb, run);
}

/* A backup that fails is told, and does not keep anybody from importing, for an
 * import can be undone; but nothing more goes into a workspace that is damaged. */
static void
backed_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (Run) run = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = qh_backup_make_finish (QH_STORE (source), result, &error);
  QhImportPage *self = run->page;

  if (!is_cancelled (error))
    qh_session_tell_backup (run->session, path, error);
  if (!is_current (run))
    return;
  end_run (self);
  if (is_cancelled (error) || g_error_matches (error, QH_ERROR, QH_ERROR_DAMAGED))
    import_failed (self, error);
  else
    apply (self);
}

/* A practice workspace needs no backup: all in it is invented. */
static void
back_up_and_apply (QhImportPage *self)
{
  QhStore *store = qh_session_get_store (self->session);
  Run *run;

  /* An import that fails takes its report along. */
  qh_import_report_view_set_importer (self->report_view, NULL);
  if (qh_store_is_practice (store))
    {
      apply (self);
      return;
    }
  run = start_run (self, _("Making a backup first…"));
  qh_backup_make_async (store, QH_BACKUP_BEFORE_IMPORT, NULL, progress_cb, run, run->cancellable, backed_up_cb, run);
}

/* Actions */

static void
next_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhImportPage *self = QH_IMPORT_PAGE (widget);

  switch (self->step)
    {
    case STEP_TABLE:
      qh_import_profile_view_update (self->profile_view);
      qh_import_page_show_step (self, STEP_PROFILE);
      break;
    case STEP_PROFILE:
      plan (self);
      break;
    case STEP_PLAN:
      back_up_and_apply (self);
      break;
    case STEP_DONE:
      gtk_widget_activate_action (widget, "win.show-imported", NULL);
      break;
    case STEP_FILE:
    case N_STEPS:
    default:
      break;
    }
}

static void
back_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  QhImportPage *self = QH_IMPORT_PAGE (widget);

  if (self->step == STEP_TABLE)
    start_over (self);
  else
    qh_import_page_show_step (self, self->step - 1);
}

static void
again_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  start_over (QH_IMPORT_PAGE (widget));
}

/* The work is awaited, for only its end tells whether anything was written. */
static void
cancel_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  QhImportPage *self = QH_IMPORT_PAGE (widget);

  g_cancellable_cancel (self->cancellable);
  gtk_label_set_text (self->busy_title, _("Stopping…"));
  gtk_widget_action_set_enabled (widget, "import.cancel", FALSE);
}

static void
profile_changed_cb (QhImportPage *self)
{
  qh_import_page_update_actions (self);
}

/* Overrides */

static gboolean
qh_import_page_grab_focus (GtkWidget *widget)
{
  QhImportPage *self = QH_IMPORT_PAGE (widget);

  if (self->cancellable != NULL)
    return gtk_widget_grab_focus (self->cancel);
  qh_import_page_focus_step (self);
  return gtk_widget_get_focus_child (widget) != NULL;
}

static void
qh_import_page_dispose (GObject *object)
{
  QhImportPage *self = QH_IMPORT_PAGE (object);
  GtkWidget *child;

  if (self->stack != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      g_clear_object (&self->importer);
      g_clear_object (&self->table);
      g_clear_object (&self->session);
    }
  self->stack = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_import_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, title);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, stack);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, problem);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, choose);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, table_view);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, profile_view);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, report_view);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, busy_title);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, bar);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, count);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, actions);
  gtk_widget_class_bind_template_child (widget_class, QhImportPage, next);
  gtk_widget_class_bind_template_callback (widget_class, profile_changed_cb);
}

static void
qh_import_page_class_init (QhImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_import_page_dispose;
  widget_class->grab_focus = qh_import_page_grab_focus;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (QH_TYPE_IMPORT_TABLE_VIEW);
  g_type_ensure (QH_TYPE_IMPORT_PROFILE_VIEW);
  g_type_ensure (QH_TYPE_IMPORT_REPORT_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/import/qh-import-page.ui");
  bind_children (widget_class);

  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "import.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "import.again", NULL, again_cb);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "import.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.cancel", NULL);
}

static void
qh_import_page_init (QhImportPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  qh_import_page_show_step (self, STEP_FILE);
}

/**
 * qh_import_page_new:
 *
 * Returns: (transfer floating): the page.
 */
GtkWidget *
qh_import_page_new (void)
{
  return g_object_new (QH_TYPE_IMPORT_PAGE, NULL);
}

/**
 * qh_import_page_set_session:
 * @session: (nullable): the open workspace; %NULL when it is locked
 *
 * Takes the workspace that rows go to. What was shown for another is forgotten;
 * what still runs is stopped, and then nothing of it is written.
 */
void
qh_import_page_set_session (QhImportPage *self,
                            QhSession    *session)
{
  if (!g_set_object (&self->session, session) || self->stack == NULL)
    return;
  start_over (self);
}

/**
 * qh_import_page_open_file:
 * @file: a table of text
 *
 * Begins with a file, as if it had been chosen. Does nothing while the
 * workspace is locked or something runs.
 */
void
qh_import_page_open_file (QhImportPage *self,
                          GFile        *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *title = NULL;
  Run *run;

  if (self->session == NULL || self->cancellable != NULL)
    return;
  forget_file (self);
  self->step = STEP_FILE;
  qh_import_page_label_title (self);
  title = g_strdup_printf (_("Reading “%s”…"), name);
  run = start_run (self, title);
  qh_csv_reader_new_for_file_async (file, run->cancellable, read_cb, run);
}
