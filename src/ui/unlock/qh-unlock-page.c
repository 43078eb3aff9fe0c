/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/unlock/qh-unlock-page.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-demo.h"
#include "store/qh-store.h"
#include "ui/users/qh-forgot-window.h"
#include "ui/widgets/qh-form-state.h"

/**
 * QhUnlockPage:
 *
 * Asks for the passphrase of one workspace and opens it; also who asks, where
 * several people have one.
 */
struct _QhUnlockPage
{
  GtkWidget parent_instance;

  GtkWidget *title;
  GtkWidget *practice_tag;
  GtkWidget *institution;
  GtkWidget *file;
  AdwPreferencesGroup *form;
  AdwComboRow *user;
  GtkWidget *passphrase;
  GtkWidget *problem;
  GtkWidget *unlock;
  GtkWidget *spinner;
  GtkWidget *forgot;

  char *path;
  char **users;
  gboolean busy;
  guint focus_source;
};

G_DEFINE_FINAL_TYPE (QhUnlockPage, qh_unlock_page, GTK_TYPE_WIDGET)

enum
{
  WORKSPACE_OPENED,
  DAMAGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_busy (QhUnlockPage *self,
          gboolean      busy)
{
  self->busy = busy;
  qh_form_set_busy (busy, self->spinner, GTK_WIDGET (self->form), self->unlock, self->forgot, NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
}

static void
show_problem (QhUnlockPage *self,
              const char   *text)
{
  qh_form_show_problem (self->problem, text);
  if (text != NULL)
    {
      gtk_widget_add_css_class (self->passphrase, "error");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->passphrase), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
    }
  else
    {
      gtk_widget_remove_css_class (self->passphrase, "error");
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->passphrase), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->passphrase), GTK_ACCESSIBLE_STATE_INVALID,
                               text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (QhUnlockPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhStore) store = qh_store_open_finish (result, &error);

  set_busy (self, FALSE);
  if (store != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
      g_signal_emit (self, signals[WORKSPACE_OPENED], 0, store);
      return;
    }
  if (g_error_matches (error, QH_ERROR, QH_ERROR_DAMAGED))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->passphrase), "");
      g_signal_emit (self, signals[DAMAGED], 0, error->message);
      return;
    }
  show_problem (self, error->message);
  gtk_widget_grab_focus (self->passphrase);
  gtk_editable_select_region (GTK_EDITABLE (self->passphrase), 0, -1);
}

/* Who asks; NULL where nobody else could. */
static const char *
get_user (QhUnlockPage *self)
{
  GtkStringObject *selected = adw_combo_row_get_selected_item (self->user);

  return gtk_widget_get_visible (GTK_WIDGET (self->user)) && selected != NULL ? gtk_string_object_get_string (selected) : NULL;
}

static void
unlock_cb (QhUnlockPage *self)
{
  if (self->busy || self->path == NULL)
    return;
  show_problem (self, NULL);
  set_busy (self, TRUE);
  qh_store_open_as_async (self->path, get_user (self), gtk_editable_get_text (GTK_EDITABLE (self->passphrase)), opened_cb, g_object_ref (self));
}

static void
recovered_cb (QhUnlockPage *self,
              QhStore      *store)
{
  g_signal_emit (self, signals[WORKSPACE_OPENED], 0, store);
}

static void
forgot_cb (QhUnlockPage *self)
{
  QhForgotWindow *window;

  if (self->busy || self->path == NULL)
    return;
  window = qh_forgot_window_open (GTK_WIDGET (self), self->path, (const char *const *) self->users,
                                  adw_combo_row_get_selected (self->user));
  g_signal_connect_object (window, "workspace-opened", G_CALLBACK (recovered_cb), self, G_CONNECT_SWAPPED);
}

static void
changed_cb (QhUnlockPage *self)
{
  show_problem (self, NULL);
}

/* A window that opens looks for a focus of its own after this. */
static gboolean
focus_cb (gpointer data)
{
  QhUnlockPage *self = data;

  self->focus_source = 0;
  gtk_widget_grab_focus (self->passphrase);
  return G_SOURCE_REMOVE;
}

static void
qh_unlock_page_map (GtkWidget *widget)
{
  QhUnlockPage *self = QH_UNLOCK_PAGE (widget);

  GTK_WIDGET_CLASS (qh_unlock_page_parent_class)->map (widget);
  if (self->focus_source == 0)
    self->focus_source = g_idle_add (focus_cb, self);
}

static gboolean
qh_unlock_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (QH_UNLOCK_PAGE (widget)->passphrase);
}

static void
qh_unlock_page_dispose (GObject *object)
{
  QhUnlockPage *self = QH_UNLOCK_PAGE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->focus_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->users, g_strfreev);
  G_OBJECT_CLASS (qh_unlock_page_parent_class)->dispose (object);
}

static void
qh_unlock_page_class_init (QhUnlockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_unlock_page_dispose;
  widget_class->map = qh_unlock_page_map;
  widget_class->grab_focus = qh_unlock_page_grab_focus;

  /**
   * QhUnlockPage::workspace-opened:
   * @store: the open workspace
   */
  signals[WORKSPACE_OPENED] = g_signal_new ("workspace-opened", QH_TYPE_UNLOCK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, QH_TYPE_STORE);

  /**
   * QhUnlockPage::damaged:
   * @what: what is damaged
   *
   * The workspace cannot be opened because it is damaged.
   */
  signals[DAMAGED] = g_signal_new ("damaged", QH_TYPE_UNLOCK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/unlock/qh-unlock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, title);
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, practice_tag);
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, institution);
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, file);
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, form);
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, user);
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, problem);
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, unlock);
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, QhUnlockPage, forgot);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, forgot_cb);
}

static void
qh_unlock_page_init (QhUnlockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_ancestor (self->passphrase, GTK_TYPE_LIST_BOX)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Passphrase"), -1);
}

static void
show_users (QhUnlockPage      *self,
            const QhStoreInfo *info)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new ((const char *const *) info->users);

  g_strfreev (self->users);
  self->users = g_strdupv (info->users);
  adw_combo_row_set_model (self->user, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->user, info->last_user);
  gtk_widget_set_visible (GTK_WIDGET (self->user), g_strv_length (info->users) > 1);
}

/**
 * qh_unlock_page_set_path:
 * @path: a workspace file
 *
 * Shows what the workspace tells of itself and asks for its passphrase.
 *
 * Returns: whether there is such a workspace and this version can open it.
 */
gboolean
qh_unlock_page_set_path (QhUnlockPage *self,
                         const char   *path,
                         GError      **error)
{
  g_autoptr (QhStoreInfo) info = qh_store_peek (path, error);
  g_autofree char *name = NULL;
  gboolean has_institution;

  if (info == NULL)
    return FALSE;
  g_free (self->path);
  self->path = g_strdup (path);
  name = g_filename_display_basename (path);
  has_institution = info->institution != NULL && info->institution[0] != '\0';
  gtk_label_set_text (GTK_LABEL (self->title), info->unit != NULL ? info->unit : name);
  gtk_label_set_text (GTK_LABEL (self->institution), has_institution ? info->institution : "");
  gtk_widget_set_visible (self->institution, has_institution);
  gtk_label_set_text (GTK_LABEL (self->file), name);
  gtk_widget_set_visible (self->practice_tag, info->practice);
  gtk_widget_set_visible (self->forgot, !info->practice);
  show_users (self, info);
  gtk_editable_set_text (GTK_EDITABLE (self->passphrase), info->practice ? QH_DEMO_PASSPHRASE : "");
  show_problem (self, NULL);
  return TRUE;
}

/**
 * qh_unlock_page_get_path:
 *
 * Returns: (nullable): the workspace that is asked for.
 */
const char *
qh_unlock_page_get_path (QhUnlockPage *self)
{
  return self->path;
}
