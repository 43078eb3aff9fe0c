/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-settings-users.h"

#include <glib/gi18n-lib.h>

#include "store/qh-relay.h"
#include "store/qh-users.h"
#include "ui/qh-dialogs.h"
#include "ui/users/qh-user-editor.h"
#include "ui/widgets/qh-tooltip.h"

/**
 * QhSettingsUsers:
 *
 * Who unlocks the workspace and what their keys open, for administrators.
 */
struct _QhSettingsUsers
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwPreferencesGroup *group;
  GtkWidget *seals;
  AdwActionRow *reseal;
  GtkWidget *start;
  GtkWidget *stop;
  GtkProgressBar *progress;

  QhSession *session;
  GCancellable *cancellable; /* until the session goes */
  GCancellable *resealing;   /* while records are sealed anew */
  GPtrArray *rows;
  GPtrArray *units;
  GPtrArray *users; /* as rows */
  gint64 removing;  /* who is asked about */
};

G_DEFINE_FINAL_TYPE (QhSettingsUsers, qh_settings_users, GTK_TYPE_WIDGET)

static void load (QhSettingsUsers *self);

static QhStore *
get_store (QhSettingsUsers *self)
{
  return qh_session_get_store (self->session);
}

/* Sealing anew */

typedef struct
{
  QhStore *store;
  QhRelay *relay;
} Resealing;

static void
resealing_free (gpointer data)
{
  Resealing *resealing = data;

  qh_relay_free (resealing->relay);
  g_object_unref (resealing->store);
  g_free (resealing);
}

static void
reseal_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Resealing *resealing = data;
  GError *error = NULL;

  if (qh_store_reseal (
        resealing->store, qh_relay_progress, resealing->relay, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_resealing (QhSettingsUsers *self, gboolean running)
{
  gtk_widget_set_visible (self->start, !running);
  gtk_widget_set_visible (self->stop, running);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  gtk_progress_bar_set_fraction (self->progress, 0);
}

static void
reseal_progress_cb (guint64 done, guint64 total, gpointer user_data)
{
  QhSettingsUsers *self = user_data;

  if (self->content != NULL && total > 0)
    gtk_progress_bar_set_fraction (self->progress, (double)done / (double)total);
}

static void
resealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QhSettingsUsers *self = QH_SETTINGS_USERS (source);
  g_autoptr (GError) error = NULL;
  gboolean locked = self->resealing != g_task_get_cancellable (G_TASK (result));

  if (g_task_propagate_boolean (G_TASK (result), &error))
    qh_toast_show (GTK_WIDGET (self), _ ("All records that you can read have the newest key."));
  if (locked)
    return;
  g_clear_object (&self->resealing);
  show_resealing (self, FALSE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_toast_show (GTK_WIDGET (self), _ ("Stopped. The next time goes on from there."));
  else if (error != NULL)
    qh_dialog_error (GTK_WIDGET (self), _ ("The records could not be sealed anew"), error);
}

static void
start_cb (gpointer user_data)
{
  QhSettingsUsers *self = user_data;
  g_autoptr (GTask) task = NULL;
  Resealing *resealing;

  if (self->session == NULL || self->resealing != NULL)
    return;
  self->resealing = g_cancellable_new ();
  show_resealing (self, TRUE);
  resealing = g_new0 (Resealing, 1);
  resealing->store = g_object_ref (get_store (self));
  resealing->relay = qh_relay_new (reseal_progress_cb, self);
  task = g_task_new (self, self->resealing, resealed_cb, NULL);
  g_task_set_task_data (task, resealing, resealing_free);
  g_task_run_in_thread (task, reseal_in_thread);
}

static void
stop_cb (QhSettingsUsers *self)
{
  g_cancellable_cancel (self->resealing);
}

/* Removing, giving keys */

typedef struct
{
  QhStore *store;
  gint64 user;
  gboolean removes;
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_object_unref (deed->store);
  g_free (deed);
}

static void
do_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Deed *deed = data;
  GError *error = NULL;

  if (deed->removes ? qh_users_remove (deed->store, deed->user, &error)
                    : qh_users_give_keys (deed->store, deed->user, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
offer_resealing (QhSettingsUsers *self)
{
  qh_dialog_confirm (
    GTK_WIDGET (self),
    _ ("The user was removed. Seal the old records anew?"),
    _ ("What is written from now on has a new key. Old records keep the key that the user had, "
       "until they are sealed anew. It runs beside your work and can be stopped; the history "
       "keeps the old key."),
    _ ("_Seal Anew"),
    FALSE,
    start_cb,
    self);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QhSettingsUsers *self = QH_SETTINGS_USERS (source);
  const Deed *deed = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (self->session != NULL)
        qh_dialog_error (GTK_WIDGET (self), _ ("The user was not changed"), error);
      return;
    }
  if (self->session == NULL)
    return;
  load (self);
  if (!deed->removes)
    qh_toast_show (GTK_WIDGET (self), _ ("The keys were given."));
  else if (qh_store_may_see_identities (get_store (self)))
    offer_resealing (self);
}

static void
carry_out (QhSettingsUsers *self, gint64 user, gboolean removes)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done_cb, NULL);
  Deed *deed = g_new0 (Deed, 1);

  deed->store = g_object_ref (get_store (self));
  deed->user = user;
  deed->removes = removes;
  g_task_set_task_data (task, deed, deed_free);
  g_task_run_in_thread (task, do_in_thread);
}

/* The user of the row in which a widget stands. */
static const QhRecord *
find_user (QhSettingsUsers *self, GtkWidget *widget)
{
  GtkWidget *row
    = GTK_IS_LIST_BOX_ROW (widget) ? widget : gtk_widget_get_ancestor (widget, ADW_TYPE_ACTION_ROW);
  guint position;

  return g_ptr_array_find (self->rows, row, &position) ? g_ptr_array_index (self->users, position)
                                                       : NULL;
}

static void
removal_confirmed_cb (gpointer user_data)
{
  QhSettingsUsers *self = user_data;

  if (self->session != NULL)
    carry_out (self, self->removing, TRUE);
}

static void
remove_cb (QhSettingsUsers *self, GtkWidget *button)
{
  const QhRecord *user = find_user (self, button);
  g_autofree char *heading
    = g_strdup_printf (_ ("Remove “%s”?"), qh_record_get_text (user, "name"));

  self->removing = user->id;
  qh_dialog_confirm (
    GTK_WIDGET (self),
    heading,
    _ ("They can no longer unlock this workspace, and their unsaved forms are lost. What is "
       "sealed from now on has a new identity key that they never had. What they could read "
       "before they may have copied."),
    _ ("_Remove"),
    TRUE,
    removal_confirmed_cb,
    self);
}

static void
give_cb (QhSettingsUsers *self, GtkWidget *button)
{
  carry_out (self, find_user (self, button)->id, FALSE);
}

static void
reset_cb (QhSettingsUsers *self, GtkWidget *button)
{
  gtk_window_present (GTK_WINDOW (
    qh_user_reset_new (GTK_WIDGET (self), self->session, find_user (self, button))));
}

static void
activated_cb (QhSettingsUsers *self, GtkWidget *row)
{
  gtk_window_present (GTK_WINDOW (qh_user_editor_new (
    GTK_WIDGET (self), self->session, find_user (self, row), self->units)));
}

static void
add_cb (QhSettingsUsers *self)
{
  if (self->session != NULL && self->units != NULL)
    gtk_window_present (
      GTK_WINDOW (qh_user_editor_new (GTK_WIDGET (self), self->session, NULL, self->units)));
}

/* Rows */

static void
clear_rows (QhSettingsUsers *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->users, g_ptr_array_unref);
}

static void
append_part (GString *text, const char *part)
{
  if (part != NULL && part[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static char *
describe (QhSettingsUsers *self, const QhRecord *user)
{
  g_autofree char *roles = qh_user_describe_roles (self->session, user);
  g_autofree char *worker
    = qh_session_dup_worker_name (self->session, qh_record_get_integer (user, "worker"));
  GString *text = g_string_new (NULL);

  append_part (text, roles);
  for (guint i = 0; i < self->units->len; i++)
    {
      const QhRecord *unit = g_ptr_array_index (self->units, i);

      if (unit->id == qh_record_get_integer (user, "unit"))
        append_part (text, qh_record_get_text (unit, "name"));
    }
  append_part (text, worker);
  return g_string_free (text, FALSE);
}

static void
add_tag (GtkWidget *row, const char *words)
{
  GtkWidget *tag = gtk_label_new (words);

  gtk_widget_add_css_class (tag, "tag");
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), tag);
}

static void
add_button (QhSettingsUsers *self,
            GtkWidget *row,
            const char *icon,
            const char *words,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  const char *name = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *label = g_strconcat (words, ": ", name, NULL);

  qh_tooltip_set (button, words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
create_row (QhSettingsUsers *self, const QhRecord *user, gboolean waits)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe (self, user);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);
  gboolean removed = qh_record_get_integer (user, "retired") != 0;
  gboolean own = user->id == qh_store_get_user (get_store (self));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), qh_record_get_text (user, "name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  if (removed)
    {
      add_tag (row, _ ("Removed"));
      return row;
    }
  if (own)
    add_tag (row, _ ("You"));
  if (waits)
    add_tag (row, _ ("Waits for keys"));
  if (waits && qh_store_may_see_identities (get_store (self)))
    add_button (self,
                row,
                "dialog-password-symbolic",
                _ ("Give the keys of names"),
                G_CALLBACK (give_cb));
  if (!own)
    {
      add_button (
        self, row, "view-refresh-symbolic", _ ("Reset the passphrase"), G_CALLBACK (reset_cb));
      add_button (self, row, "user-trash-symbolic", _ ("Remove"), G_CALLBACK (remove_cb));
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("document-edit-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (
    row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

/* Loading */

typedef struct
{
  GPtrArray *users;
  GPtrArray *waiting;
  GPtrArray *units;
} Lists;

static void
lists_free (gpointer data)
{
  Lists *lists = data;

  g_clear_pointer (&lists->users, g_ptr_array_unref);
  g_clear_pointer (&lists->waiting, g_ptr_array_unref);
  g_clear_pointer (&lists->units, g_ptr_array_unref);
  g_free (lists);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Lists *lists = g_new0 (Lists, 1);
  GError *error = NULL;

  lists->users = qh_users_list (data, &error);
  if (lists->users != NULL)
    lists->waiting = qh_users_list_waiting (data, &error);
  if (lists->waiting != NULL)
    lists->units = qh_store_list_all (data, QH_KIND_UNIT, &error);
  if (lists->units != NULL)
    {
      g_task_return_pointer (task, lists, lists_free);
      return;
    }
  lists_free (lists);
  g_task_return_error (task, error);
}

static gboolean
is_among (GPtrArray *users, gint64 id)
{
  for (guint i = 0; i < users->len; i++)
    if (((const QhRecord *)g_ptr_array_index (users, i))->id == id)
      return TRUE;
  return FALSE;
}

static void
show_lists (QhSettingsUsers *self, Lists *lists)
{
  clear_rows (self);
  g_clear_pointer (&self->units, g_ptr_array_unref);
  self->units = g_steal_pointer (&lists->units);
  self->users = g_steal_pointer (&lists->users);
  for (guint i = 0; i < self->users->len; i++)
    {
      const QhRecord *user = g_ptr_array_index (self->users, i);
      GtkWidget *row = create_row (self, user, is_among (lists->waiting, user->id));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_set_description (
    self->group,
    self->users->len > 1
      ? NULL
      : _ ("You alone unlock this workspace. Add a user for each colleague, with Add, so that "
           "everybody has a passphrase of their own and sees what their role lets them."));
  gtk_widget_set_visible (
    self->seals, self->users->len > 1 && qh_store_may_see_identities (get_store (self)));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  QhSettingsUsers *self = QH_SETTINGS_USERS (source);
  g_autoptr (GError) error = NULL;
  Lists *lists = g_task_propagate_pointer (G_TASK (result), &error);

  if (lists != NULL && self->session != NULL)
    show_lists (self, lists);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_dialog_error (GTK_WIDGET (self), _ ("The users cannot be read"), error);
  g_clear_pointer (&lists, lists_free);
}

static void
load (QhSettingsUsers *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, loaded_cb, NULL);

  g_task_set_task_data (task, g_object_ref (get_store (self)), g_object_unref);
  g_task_run_in_thread (task, load_in_thread);
}

static void
changed_cb (QhSettingsUsers *self, GArray *touched)
{
  static const guint kinds[] = { QH_KIND_USER, QH_KIND_UNIT, QH_KIND_WORKER };

  for (guint i = 0; touched != NULL && i < touched->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (g_array_index (touched, QhTouched, i).kind == kinds[k])
        {
          load (self);
          return;
        }
  if (touched == NULL)
    load (self);
}

static void
qh_settings_users_dispose (GObject *object)
{
  QhSettingsUsers *self = QH_SETTINGS_USERS (object);

  if (self->content != NULL)
    qh_settings_users_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (qh_settings_users_parent_class)->dispose (object);
}

static void
qh_settings_users_class_init (QhSettingsUsersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_users_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/settings/qh-settings-users.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUsers, content);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUsers, group);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUsers, seals);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUsers, reseal);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUsers, start);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUsers, stop);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUsers, progress);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
qh_settings_users_init (QhSettingsUsers *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_settings_users_set_session:
 * @session: (nullable): the open workspace of an administrator
 */
void
qh_settings_users_set_session (QhSettingsUsers *self, QhSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      g_cancellable_cancel (self->resealing);
      g_clear_object (&self->resealing);
      show_resealing (self, FALSE);
      g_signal_handlers_disconnect_by_data (self->session, self);
      clear_rows (self);
      g_clear_pointer (&self->units, g_ptr_array_unref);
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
}
