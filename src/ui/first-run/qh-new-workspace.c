/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/first-run/qh-new-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "store/qh-store.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-strength-meter.h"
#include "ui/users/qh-recovery-window.h"
#include "ui/widgets/qh-form-state.h"

/**
 * QhNewWorkspace:
 *
 * The form that makes a workspace: whose it is, its passphrase, where it stands.
 */
struct _QhNewWorkspace
{
  GtkWidget parent_instance;

  GtkWidget *forms;
  GtkEditable *unit;
  GtkEditable *institution;
  GtkEditable *worker;
  GtkEditable *passphrase;
  GtkEditable *again;
  QhStrengthMeter *meter;
  AdwActionRow *place;
  GtkWidget *problem;
  GtkWidget *create;
  GtkWidget *spinner;

  char *path; /* where the person wants it, or NULL for the proposal */
  QhStore *store; /* while its recovery words show */
};

G_DEFINE_FINAL_TYPE (QhNewWorkspace, qh_new_workspace, GTK_TYPE_WIDGET)

enum
{
  WORKSPACE_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_folder (void)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  return documents != NULL ? documents : g_get_home_dir ();
}

/* A file name that every system takes, made of the unit's name. */
static char *
propose_name (QhNewWorkspace *self)
{
  g_autofree char *unit = g_strstrip (g_strdup (gtk_editable_get_text (self->unit)));

  g_strdelimit (unit, "/\\:*?\"<>|\n\t", '-');
  while (unit[0] == '.')
    memmove (unit, unit + 1, strlen (unit));
  if (g_utf8_strlen (unit, -1) > 60)
    *g_utf8_offset_to_pointer (unit, 60) = '\0';
  return g_strconcat (unit[0] != '\0' ? unit : _("Workspace"), ".quehacer", NULL);
}

static char *
get_place (QhNewWorkspace *self)
{
  g_autofree char *name = NULL;

  if (self->path != NULL)
    return g_strdup (self->path);
  name = propose_name (self);
  return g_build_filename (get_folder (), name, NULL);
}

static gboolean
is_filled (GtkEditable *editable)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (editable)));

  return text[0] != '\0';
}

static gboolean
is_same (QhNewWorkspace *self)
{
  return g_str_equal (gtk_editable_get_text (self->passphrase), gtk_editable_get_text (self->again));
}

static void
mark (GtkEditable *editable,
      gboolean     wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (editable), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (editable), "error");
}

static void
changed_cb (QhNewWorkspace *self)
{
  g_autofree char *place = get_place (self);
  g_autofree char *shown = g_filename_display_name (place);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  qh_strength_meter_set_passphrase (self->meter, gtk_editable_get_text (self->passphrase));
  adw_action_row_set_subtitle (self->place, escaped);
  mark (self->unit, FALSE);
  mark (self->worker, FALSE);
  mark (self->again, gtk_editable_get_text (self->again)[0] != '\0' && !is_same (self));
  qh_form_show_problem (self->problem, NULL);
}

static gboolean
refuse (QhNewWorkspace *self,
        GtkEditable    *editable,
        const char     *why)
{
  mark (editable, TRUE);
  qh_form_show_problem (self->problem, why);
  gtk_widget_grab_focus (GTK_WIDGET (editable));
  return FALSE;
}

static gboolean
check (QhNewWorkspace *self)
{
  if (!is_filled (self->unit))
    return refuse (self, self->unit, _("The unit has no name. Type one."));
  if (!is_filled (self->worker))
    return refuse (self, self->worker, _("The worker has no name. Type yours."));
  if (!qh_strength_meter_is_enough (self->meter))
    return refuse (self, self->passphrase, _("The passphrase is too easy to guess. Use four or more words that do not belong together."));
  if (!is_same (self))
    return refuse (self, self->again, _("The two passphrases differ. Type the second one again."));
  mark (self->passphrase, FALSE);
  return TRUE;
}

static void
acknowledged_cb (QhNewWorkspace *self)
{
  g_autoptr (QhStore) store = g_steal_pointer (&self->store);

  qh_new_workspace_reset (self);
  g_signal_emit (self, signals[WORKSPACE_OPENED], 0, store);
}

/* Before anything else is done with it: the words are never seen again. */
static void
show_recovery (QhNewWorkspace *self,
               QhStore        *store)
{
  QhRecoveryWindow *window = qh_recovery_window_open (GTK_WIDGET (self), gtk_editable_get_text (self->unit),
                                                      qh_store_take_recovery_words (store));

  g_set_object (&self->store, store);
  g_signal_connect_object (window, "acknowledged", G_CALLBACK (acknowledged_cb), self, G_CONNECT_SWAPPED);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (QhNewWorkspace) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open_finish (result, &error);

  qh_form_set_busy (FALSE, self->spinner, self->forms, self->create, NULL);
  if (store == NULL)
    {
      qh_form_show_problem (self->problem, error->message);
      gtk_widget_grab_focus (self->create);
      return;
    }
  show_recovery (self, store);
}

static void
create_cb (QhNewWorkspace *self)
{
  g_autofree char *path = NULL;
  QhNewStore start = { 0 };

  if (!gtk_widget_is_sensitive (self->create) || !check (self))
    return;
  path = get_place (self);
  start.unit = gtk_editable_get_text (self->unit);
  start.institution = gtk_editable_get_text (self->institution);
  start.worker = gtk_editable_get_text (self->worker);
  qh_form_show_problem (self->problem, NULL);
  qh_form_set_busy (TRUE, self->spinner, self->forms, self->create, NULL);
  qh_store_create_async (path, gtk_editable_get_text (self->passphrase), &start, created_cb, g_object_ref (self));
}

static void
place_chosen_cb (GFile   *file,
                 gpointer user_data)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    qh_new_workspace_set_path (QH_NEW_WORKSPACE (user_data), path);
}

static void
choose_cb (QhNewWorkspace *self)
{
  const QhFileFilter filters[] = { { _("Workspaces"), "*.quehacer" }, { NULL } };
  g_autofree char *place = get_place (self);
  g_autofree char *name = g_path_get_basename (place);
  g_autofree char *folder_path = g_path_get_dirname (place);
  g_autoptr (GFile) folder = g_file_new_for_path (folder_path);

  qh_dialog_save_file (GTK_WIDGET (self), _("Where the Workspace Is to Stand"), filters, folder, name, place_chosen_cb, self);
}

static gboolean
qh_new_workspace_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_NEW_WORKSPACE (widget)->unit));
}

static void
qh_new_workspace_dispose (GObject *object)
{
  QhNewWorkspace *self = QH_NEW_WORKSPACE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (qh_new_workspace_parent_class)->dispose (object);
}

static void
qh_new_workspace_class_init (QhNewWorkspaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_new_workspace_dispose;
  widget_class->grab_focus = qh_new_workspace_grab_focus;

  /**
   * QhNewWorkspace::workspace-opened:
   * @store: the workspace that was made
   */
  signals[WORKSPACE_OPENED] = g_signal_new ("workspace-opened", QH_TYPE_NEW_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, QH_TYPE_STORE);

  g_type_ensure (QH_TYPE_STRENGTH_METER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/first-run/qh-new-workspace.ui");
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, forms);
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, unit);
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, institution);
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, worker);
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, passphrase);
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, again);
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, meter);
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, place);
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, problem);
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, create);
  gtk_widget_class_bind_template_child (widget_class, QhNewWorkspace, spinner);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
}

static void
qh_new_workspace_init (QhNewWorkspace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  changed_cb (self);
}

/**
 * qh_new_workspace_reset:
 *
 * Empties the form.
 */
void
qh_new_workspace_reset (QhNewWorkspace *self)
{
  GtkEditable *editables[] = { self->unit, self->institution, self->worker, self->passphrase, self->again };

  for (guint i = 0; i < G_N_ELEMENTS (editables); i++)
    gtk_editable_set_text (editables[i], "");
  qh_new_workspace_set_path (self, NULL);
}

/**
 * qh_new_workspace_set_path:
 * @path: (nullable): where the workspace is to stand; %NULL to follow the unit's name
 */
void
qh_new_workspace_set_path (QhNewWorkspace *self,
                           const char     *path)
{
  char *copy = g_strdup (path);

  g_free (self->path);
  self->path = copy;
  changed_cb (self);
}
