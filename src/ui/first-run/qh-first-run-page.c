/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/first-run/qh-first-run-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/first-run/qh-new-workspace.h"
#include "ui/first-run/qh-practice.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-preferences.h"

#define MAX_RECENT 4

/**
 * QhFirstRunPage:
 *
 * What there is to do without a workspace: make one, open one, or practise.
 */
struct _QhFirstRunPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkWidget *back;
  GtkWidget *choices;
  AdwPreferencesGroup *recent;
  QhNewWorkspace *new_workspace;
  GtkWidget *practice;
  GtkWidget *practice_spinner;
  GtkWidget *making;
  GtkProgressBar *progress;

  GSettings *settings;
  GPtrArray *recent_rows;
  GCancellable *cancellable;
  int thousandths; /* of the practice workspace that are made; atomic */
  guint progress_source;
};

G_DEFINE_FINAL_TYPE (QhFirstRunPage, qh_first_run_page, GTK_TYPE_WIDGET)

enum
{
  WORKSPACE_OPENED,
  FILE_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
workspace_opened_cb (QhFirstRunPage *self,
                     QhStore        *store)
{
  g_signal_emit (self, signals[WORKSPACE_OPENED], 0, store);
}

static void
file_chosen_cb (GFile   *file,
                gpointer user_data)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    g_signal_emit (user_data, signals[FILE_CHOSEN], 0, path);
}

/* Workspaces opened lately */

static void
recent_activated_cb (QhFirstRunPage *self,
                     GtkWidget      *row)
{
  g_signal_emit (self, signals[FILE_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "path"));
}

static GtkWidget *
create_recent_row (QhFirstRunPage *self,
                   const char     *path)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *subtitle = g_markup_escape_text (shown, -1);

  if (g_str_has_suffix (name, ".quehacer"))
    name[strlen (name) - strlen (".quehacer")] = '\0';
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "document-open-recent-symbolic");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (recent_activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
fill_recent (QhFirstRunPage *self)
{
  g_auto (GStrv) paths = qh_preferences_list_recent (self->settings);
  g_autofree char *practice = qh_practice_get_path (); /* has its own row */

  for (guint i = 0; i < self->recent_rows->len; i++)
    adw_preferences_group_remove (self->recent, g_ptr_array_index (self->recent_rows, i));
  g_ptr_array_set_size (self->recent_rows, 0);
  for (guint i = 0; paths[i] != NULL && self->recent_rows->len < MAX_RECENT; i++)
    {
      GtkWidget *row;

      if (g_str_equal (paths[i], practice))
        continue;
      row = create_recent_row (self, paths[i]);
      adw_preferences_group_add (self->recent, row);
      g_ptr_array_add (self->recent_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->recent), self->recent_rows->len > 0);
}

/* Practice */

static void
set_practice_busy (QhFirstRunPage *self,
                   gboolean        busy)
{
  gtk_widget_set_visible (self->practice_spinner, busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->practice_spinner), busy);
  gtk_widget_set_sensitive (self->choices, !busy);
}

static gboolean
show_progress_cb (gpointer data)
{
  QhFirstRunPage *self = data;
  int thousandths = g_atomic_int_get (&self->thousandths);

  gtk_widget_set_visible (self->making, thousandths > 0);
  gtk_progress_bar_set_fraction (self->progress, thousandths / 1000.0);
  return G_SOURCE_CONTINUE;
}

/* On the worker. */
static void
progress_cb (guint64  done,
             guint64  total,
             gpointer user_data)
{
  QhFirstRunPage *self = user_data;

  if (total > 0)
    g_atomic_int_set (&self->thousandths, (int) (1000 * done / total));
}

static void
cancel_cb (QhFirstRunPage *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
practice_opened_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (QhFirstRunPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_practice_open_finish (result, &error);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  gtk_widget_set_visible (self->making, FALSE);
  set_practice_busy (self, FALSE);
  if (store != NULL)
    workspace_opened_cb (self, store);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_dialog_error (GTK_WIDGET (self), _("The practice workspace cannot be opened"), error);
}

static void
practice_cb (QhFirstRunPage *self)
{
  qh_first_run_page_open_practice (self);
}

static void
back_cb (QhFirstRunPage *self)
{
  qh_first_run_page_show_welcome (self);
}

static gboolean
qh_first_run_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (gtk_stack_get_visible_child (QH_FIRST_RUN_PAGE (widget)->stack), GTK_DIR_TAB_FORWARD);
}

static void
qh_first_run_page_dispose (GObject *object)
{
  QhFirstRunPage *self = QH_FIRST_RUN_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->recent_rows, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_first_run_page_parent_class)->dispose (object);
}

static void
qh_first_run_page_class_init (QhFirstRunPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_first_run_page_dispose;
  widget_class->grab_focus = qh_first_run_page_grab_focus;

  /**
   * QhFirstRunPage::workspace-opened:
   * @store: the open workspace
   */
  signals[WORKSPACE_OPENED] = g_signal_new ("workspace-opened", QH_TYPE_FIRST_RUN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, QH_TYPE_STORE);

  /**
   * QhFirstRunPage::file-chosen:
   * @path: the workspace that is to be unlocked
   */
  signals[FILE_CHOSEN] = g_signal_new ("file-chosen", QH_TYPE_FIRST_RUN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (QH_TYPE_NEW_WORKSPACE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/first-run/qh-first-run-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhFirstRunPage, stack);
  gtk_widget_class_bind_template_child (widget_class, QhFirstRunPage, back);
  gtk_widget_class_bind_template_child (widget_class, QhFirstRunPage, choices);
  gtk_widget_class_bind_template_child (widget_class, QhFirstRunPage, new_workspace);
  gtk_widget_class_bind_template_child (widget_class, QhFirstRunPage, practice);
  gtk_widget_class_bind_template_child (widget_class, QhFirstRunPage, practice_spinner);
  gtk_widget_class_bind_template_child (widget_class, QhFirstRunPage, recent);
  gtk_widget_class_bind_template_child (widget_class, QhFirstRunPage, making);
  gtk_widget_class_bind_template_child (widget_class, QhFirstRunPage, progress);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, workspace_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, practice_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
qh_first_run_page_init (QhFirstRunPage *self)
{
  self->settings = qh_preferences_new ();
  self->recent_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_first_run_page_show_welcome:
 *
 * Shows the choices.
 */
void
qh_first_run_page_show_welcome (QhFirstRunPage *self)
{
  fill_recent (self);
  gtk_stack_set_visible_child_name (self->stack, "welcome");
  gtk_widget_set_visible (self->back, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * qh_first_run_page_show_new:
 *
 * Shows the form for a new workspace.
 */
void
qh_first_run_page_show_new (QhFirstRunPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "new");
  gtk_widget_set_visible (self->back, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_workspace));
}

/**
 * qh_first_run_page_choose_file:
 *
 * Lets a person choose a workspace; #QhFirstRunPage::file-chosen tells which.
 */
void
qh_first_run_page_choose_file (QhFirstRunPage *self)
{
  const QhFileFilter filters[] = { { _("Workspaces"), "*.quehacer" }, { _("All files"), "*" }, { NULL } };
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autoptr (GFile) folder = documents != NULL ? g_file_new_for_path (documents) : NULL;

  qh_dialog_open_file (GTK_WIDGET (self), _("Open Workspace"), filters, folder, file_chosen_cb, self);
}

/**
 * qh_first_run_page_open_practice:
 *
 * Opens this computer's practice workspace, which is made where there is none.
 */
void
qh_first_run_page_open_practice (QhFirstRunPage *self)
{
  g_autofree char *path = qh_practice_get_path ();

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_practice_busy (self, TRUE);
  g_atomic_int_set (&self->thousandths, 0);
  self->progress_source = g_timeout_add (100, show_progress_cb, self);
  qh_practice_open_async (path, progress_cb, self, self->cancellable, practice_opened_cb, g_object_ref (self));
}
