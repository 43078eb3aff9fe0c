/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/qh-window.h"

#include <glib/gi18n-lib.h>

#include "app/qh-window-dialogs.h"
#include "app/qh-window-drafts.h"
#include "app/qh-window-private.h"
#include "config.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-preferences.h"
#include "ui/qh-undo-keys.h"

/* Below this width the sidebar goes without its key labels. */
#define WIDE 1100

G_DEFINE_FINAL_TYPE (QhWindow, qh_window, ADW_TYPE_APPLICATION_WINDOW)

static GSettings *
get_settings (QhWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  return QH_IS_APPLICATION (application) ? qh_application_get_settings (QH_APPLICATION (application)) : NULL;
}

/* Not while sizes are given out. */
static gboolean
apply_narrow_cb (gpointer data)
{
  QhWindow *self = data;

  self->narrow_source = 0;
  qh_window_pages_set_narrow (self, self->narrow);
  return G_SOURCE_REMOVE;
}

static void
row_activated_cb (QhWindow      *self,
                  GtkListBoxRow *row)
{
  qh_window_show_page (self, qh_window_pages_get (gtk_list_box_row_get_index (row))->name);
}

/* What shows */

static void
update_title (QhWindow *self)
{
  const QhWindowPage *page = qh_window_pages_find (qh_window_get_page (self));
  g_autofree char *title = NULL;

  if (page != NULL && self->store != NULL)
    title = g_strconcat (_(page->title), " — Quehacer", NULL);
  gtk_window_set_title (GTK_WINDOW (self), title != NULL ? title : "Quehacer");
}

/* A disabled action still takes its key, so these have one only where they act:
 * inside a workspace the key is the pages' own. */
static void
set_key (QhWindow   *self,
         const char *action,
         const char *key)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  const char *keys[] = { key, NULL };

  if (application != NULL)
    gtk_application_set_accels_for_action (application, action, keys);
}

/**
 * qh_window_show_view:
 * @name: start, unlock, damage or main
 *
 * Shows a view, with the actions that act in it.
 */
void
qh_window_show_view (QhWindow   *self,
                     const char *name)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean open = g_str_equal (name, "main");
  gboolean cases = open && qh_window_pages_may (self, qh_window_pages_find ("cases"));
  static const char *const inside[] = { "win.show-page", "win.lock", "win.jump", "win.next-pane", "win.previous-pane" };

  if (!g_str_equal (name, "damage"))
    qh_damage_page_clear (self->damage);
  gtk_stack_set_visible_child_name (self->stack, name);
  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    gtk_widget_action_set_enabled (widget, inside[i], open);
  gtk_widget_action_set_enabled (widget, "win.open-case", cases);
  gtk_widget_action_set_enabled (widget, "win.follow-case", cases);
  gtk_widget_action_set_enabled (widget, "win.open-person", cases);
  gtk_widget_action_set_enabled (widget, "win.new-workspace", !open);
  gtk_widget_action_set_enabled (widget, "win.open-workspace", !open);
  set_key (self, "win.new-workspace", open ? NULL : "<Control>n");
  set_key (self, "win.open-workspace", open ? NULL : "<Control>o");
  update_title (self);
}

/**
 * qh_window_show_start:
 *
 * Shows what there is to do where no workspace is open.
 */
void
qh_window_show_start (QhWindow *self)
{
  qh_window_show_view (self, "start");
  qh_first_run_page_show_welcome (self->first_run);
}

/* Workspace */

static void
set_session (QhWindow  *self,
             QhSession *session)
{
  self->roles = session != NULL ? qh_store_get_roles (qh_session_get_store (session)) : (QhRoles) 0;
  qh_window_pages_set_session (self, session);
  qh_undo_actions_set_session (self->undo, session);
  qh_backup_notice_set_session (self->backup_notice, session);
  qh_auto_lock_set_session (self->auto_lock, session);
  qh_waiting_set_session (self->waiting, (self->roles & QH_ROLES_SEEING) != 0 ? session : NULL);
  g_set_object (&self->session, session);
}

/**
 * qh_window_close_workspace:
 *
 * Closes the workspace, if one is open, and all that was shown of it.
 */
void
qh_window_close_workspace (QhWindow *self)
{
  g_autoptr (QhSession) session = self->session != NULL ? g_object_ref (self->session) : NULL;

  if (session != NULL)
    qh_session_prepare_close (session);
  set_session (self, NULL);
  if (session != NULL)
    {
      qh_window_dialogs_close (self);
      g_signal_handlers_disconnect_by_data (session, self);
      qh_session_close (session);
      adw_avatar_set_text (self->avatar, NULL);
      gtk_label_set_text (self->worker, NULL);
    }
  g_clear_object (&self->store);
}

static const QhRecord *
find_worker (QhSession *session)
{
  GPtrArray *workers = qh_session_get_workers (session);

  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);

      if (worker->id == qh_session_get_worker (session))
        return worker;
    }
  return NULL;
}

/* What is remembered is each user's own. */
static char *
make_worker_key (QhStore *store)
{
  return g_strdup_printf ("%s#%" G_GINT64_FORMAT, qh_store_get_path (store), qh_store_get_user (store));
}

/* Who works here, below the pages: by the user's name where no worker's is seen. */
static void
show_worker_cb (QhWindow *self)
{
  const QhRecord *worker = find_worker (self->session);
  g_autofree char *key = make_worker_key (self->store);
  g_autoptr (QhRecord) user = qh_store_get (self->store, QH_KIND_USER, qh_store_get_user (self->store), NULL);
  gboolean named = worker != NULL && qh_record_get_text (worker, "name")[0] != '\0';
  const char *name = named ? qh_record_get_text (worker, "name") : user != NULL ? qh_record_get_text (user, "name") : "";
  const char *post = worker != NULL ? qh_record_get_text (worker, "post") : "";

  /* Remembered is who was chosen to work here, not whom the user is. */
  qh_preferences_set_worker (get_settings (self), key, worker != NULL && worker->id != qh_session_get_own_worker (self->session) ? worker->id : 0);
  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->worker, name);
  gtk_label_set_text (self->post, post);
  gtk_widget_set_visible (GTK_WIDGET (self->post), post[0] != '\0');
}

/* While it was open, as something of it could not be read. */
static void
session_damaged_cb (QhWindow   *self,
                    const char *what)
{
  qh_window_show_damage (self, qh_store_get_path (self->store), what);
}

/* Roles change while the window is open, too: what is no longer theirs goes. */
static void
follow_roles_cb (QhWindow *self)
{
  QhRoles roles = qh_store_get_roles (self->store);

  if (roles == self->roles)
    return;
  if (roles == 0) /* they were removed, from another computer or window */
    {
      qh_window_lock (self);
      return;
    }
  qh_window_dialogs_close (self);
  set_session (self, self->session);
  qh_window_show_view (self, "main");
  if (!qh_window_pages_may (self, qh_window_pages_find (qh_window_get_page (self))))
    qh_window_show_page (self, qh_window_pages_get_first (self)->name);
}

static void
open_session (QhWindow *self)
{
  g_autoptr (QhSession) session = qh_session_new (self->store);
  g_autofree char *key = make_worker_key (self->store);
  gint64 worker = qh_preferences_get_worker (get_settings (self), key);

  for (guint i = 0; i < qh_session_get_workers (session)->len; i++)
    if (((QhRecord *) g_ptr_array_index (qh_session_get_workers (session), i))->id == worker)
      qh_session_set_worker (session, worker);
  set_session (self, session);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (show_worker_cb), self);
  g_signal_connect_swapped (session, "damaged", G_CALLBACK (session_damaged_cb), self);
  g_signal_connect_swapped (session, "changed", G_CALLBACK (follow_roles_cb), self);
  show_worker_cb (self);
}

static void
waiting_changed_cb (QhWindow  *self,
                    QhWaiting *waiting)
{
  qh_window_pages_show_waiting (self, qh_waiting_get_counts (waiting));
}

static void
workspace_opened_cb (QhWindow *self,
                     QhStore  *store)
{
  qh_window_take_store (self, store);
}

static void
damaged_cb (QhWindow   *self,
            const char *what)
{
  qh_window_show_damage (self, qh_unlock_page_get_path (self->unlock), what);
}

static void
file_chosen_cb (QhWindow   *self,
                const char *path)
{
  qh_window_open_path (self, path);
}

/* Overrides */

static void
qh_window_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  QhWindow *self = QH_WINDOW (widget);
  gboolean narrow = width < WIDE;

  GTK_WIDGET_CLASS (qh_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  if (self->narrow_source == 0)
    self->narrow_source = g_idle_add (apply_narrow_cb, self);
}

static gboolean
qh_window_close_request (GtkWindow *window)
{
  QhWindow *self = QH_WINDOW (window);
  GSettings *settings = get_settings (self);
  int width, height;

  if (settings != NULL)
    {
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_int (settings, "window-width", MAX (width, 1));
      g_settings_set_int (settings, "window-height", MAX (height, 1));
      g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
    }
  qh_window_close_workspace (self);
  return GTK_WINDOW_CLASS (qh_window_parent_class)->close_request (window);
}

static void
qh_window_dispose (GObject *object)
{
  QhWindow *self = QH_WINDOW (object);

  g_clear_handle_id (&self->narrow_source, g_source_remove);
  if (self->pages != NULL)
    qh_window_close_workspace (self);
  self->pages = NULL;
  g_clear_object (&self->auto_lock);
  g_clear_object (&self->waiting);
  g_clear_object (&self->undo);
  g_clear_object (&self->backup_notice);
  G_OBJECT_CLASS (qh_window_parent_class)->dispose (object);
}

static void
qh_window_class_init (QhWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_window_dispose;
  widget_class->size_allocate = qh_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = qh_window_close_request;

  g_type_ensure (QH_TYPE_FIRST_RUN_PAGE);
  g_type_ensure (QH_TYPE_NOTICE_BAR);
  g_type_ensure (QH_TYPE_UNLOCK_PAGE);
  g_type_ensure (QH_TYPE_DAMAGE_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/app/qh-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, first_run);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, unlock);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, damage);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, list);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, content);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, backup_bar);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, practice_tag);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, avatar);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, worker);
  gtk_widget_class_bind_template_child (widget_class, QhWindow, post);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, workspace_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, damaged_cb);

  qh_window_actions_install (widget_class);
}

static void
qh_window_init (QhWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  qh_window_pages_add (self);
  self->undo = qh_undo_actions_new (GTK_WIDGET (self->toasts), G_ACTION_MAP (self));
  qh_undo_actions_add_to_menu (self->undo, self->menu_button);
  qh_undo_keys_add (GTK_WIDGET (self));
  self->backup_notice = qh_backup_notice_new (self->backup_bar);
  self->waiting = qh_waiting_new ();
  g_signal_connect_object (self->waiting, "changed", G_CALLBACK (waiting_changed_cb), self, G_CONNECT_SWAPPED);
  self->auto_lock = qh_auto_lock_new ();
  g_signal_connect_swapped (self->auto_lock, "lock", G_CALLBACK (qh_window_lock), self);
  qh_auto_lock_watch (self->auto_lock, GTK_WIDGET (self));
  qh_window_show_start (self);
  qh_window_dialogs_watch (self);
}

static void
lock_setting_cb (QhWindow   *self,
                 const char *key,
                 GSettings  *settings)
{
  qh_auto_lock_set_seconds (self->auto_lock, 60 * g_settings_get_uint (settings, "lock-minutes"));
}

static void
follow_lock_setting (QhWindow  *self,
                     GSettings *settings)
{
  g_signal_connect_object (settings, "changed::lock-minutes", G_CALLBACK (lock_setting_cb), self, G_CONNECT_SWAPPED);
  lock_setting_cb (self, NULL, settings);
}

/**
 * qh_window_new:
 *
 * Returns: (transfer none): a window of the program, as large as the last one was.
 */
QhWindow *
qh_window_new (QhApplication *application)
{
  QhWindow *self = g_object_new (QH_TYPE_WINDOW, "application", application, NULL);
  GSettings *settings = qh_application_get_settings (application);

  qh_auto_lock_use_buses (self->auto_lock);
  if (settings != NULL)
    {
      follow_lock_setting (self, settings);
      gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                                   g_settings_get_int (settings, "window-height"));
      if (g_settings_get_boolean (settings, "window-maximized"))
        gtk_window_maximize (GTK_WINDOW (self));
    }
  return self;
}

/**
 * qh_window_start:
 *
 * Asks for the passphrase of the workspace that was open last, or shows what
 * there is to do where there was none.
 */
void
qh_window_start (QhWindow *self)
{
  g_autofree char *last = qh_preferences_get_string (get_settings (self), "last-workspace");

  if (last[0] != '\0' && g_file_test (last, G_FILE_TEST_EXISTS))
    qh_window_open_path (self, last);
  else
    qh_window_show_start (self);
}

/**
 * qh_window_open_path:
 * @path: a workspace file
 *
 * Closes the open workspace, if any, and asks for the passphrase of this one.
 */
void
qh_window_open_path (QhWindow   *self,
                     const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!qh_unlock_page_set_path (self->unlock, path, &error))
    {
      if (g_error_matches (error, QH_ERROR, QH_ERROR_DAMAGED))
        qh_window_show_damage (self, path, error->message);
      else
        qh_dialog_error (GTK_WIDGET (self), _("The workspace cannot be opened"), error);
      return;
    }
  qh_window_close_workspace (self);
  qh_window_show_view (self, "unlock");
  gtk_widget_grab_focus (GTK_WIDGET (self->unlock));
}

/**
 * qh_window_take_store:
 * @store: (transfer none): an open workspace
 *
 * Shows the pages of a workspace.
 */
void
qh_window_take_store (QhWindow *self,
                      QhStore  *store)
{
  qh_window_close_workspace (self);
  self->store = g_object_ref (store);
  qh_preferences_remember_workspace (get_settings (self), qh_store_get_path (store));
  gtk_widget_set_visible (self->practice_tag, qh_store_is_practice (store));
  open_session (self);
  qh_window_show_view (self, "main");
  qh_window_show_page (self, qh_window_pages_get_first (self)->name);
  qh_window_drafts_offer (self, self->session);
}

/**
 * qh_window_get_store:
 *
 * Returns: (transfer none) (nullable): the open workspace.
 */
QhStore *
qh_window_get_store (QhWindow *self)
{
  return self->store;
}

/**
 * qh_window_get_session:
 *
 * Returns: (transfer none) (nullable): what the pages share of the open workspace.
 */
QhSession *
qh_window_get_session (QhWindow *self)
{
  return self->session;
}

/**
 * qh_window_lock:
 *
 * Closes the workspace, forgets what was shown of it and asks for its passphrase.
 */
void
qh_window_lock (QhWindow *self)
{
  g_autofree char *path = NULL;

  if (self->store == NULL)
    return;
  path = g_strdup (qh_store_get_path (self->store));
  qh_window_close_workspace (self);
  qh_window_show_start (self);
  qh_window_open_path (self, path);
}

/**
 * qh_window_show_page:
 * @name: today, cases, charts, import or settings
 *
 * Shows a page and gives it the focus, if it is for the user's roles.
 */
void
qh_window_show_page (QhWindow   *self,
                     const char *name)
{
  const QhWindowPage *found = qh_window_pages_find (name);
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (found == NULL || !qh_window_pages_may (self, found))
    return;
  gtk_stack_set_visible_child (self->pages, page);
  adw_leaflet_set_visible_child (self->leaflet, self->content);
  qh_window_pages_select (self, name);
  update_title (self);
  if (!gtk_widget_grab_focus (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

/**
 * qh_window_get_page:
 *
 * Returns: the name of the page that shows.
 */
const char *
qh_window_get_page (QhWindow *self)
{
  return gtk_stack_get_visible_child_name (self->pages);
}

/**
 * qh_window_get_page_widget:
 *
 * Returns: (transfer none): the page that shows.
 */
GtkWidget *
qh_window_get_page_widget (QhWindow *self)
{
  return gtk_stack_get_visible_child (self->pages);
}

/**
 * qh_window_get_auto_lock:
 *
 * Returns: (transfer none): what locks the workspace by itself.
 */
QhAutoLock *
qh_window_get_auto_lock (QhWindow *self)
{
  return self->auto_lock;
}
