/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-settings-backups.h"

#include <glib/gi18n-lib.h>

#include "store/qh-backup.h"
#include "store/qh-change-words.h"
#include "ui/backups/qh-back-up.h"
#include "ui/backups/qh-backup-rows.h"
#include "ui/qh-dialogs.h"

#define WRITE_AFTER_MS 800

/**
 * QhSettingsBackups:
 *
 * The backups of the workspace, where they go and how long they are kept.
 */
struct _QhSettingsBackups
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwActionRow *last;
  GtkWidget *now;
  GtkWidget *elsewhere;
  AdwActionRow *folder;
  GtkWidget *beside;
  GtkSpinButton *days;
  GtkSpinButton *weeks;
  GtkSpinButton *months;
  QhBackupRows *rows;

  QhSession *session;
  guint write_source; /* of the rule */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (QhSettingsBackups, qh_settings_backups, GTK_TYPE_WIDGET)

/* What shows */

typedef struct
{
  gint64 last;
  char *folder;
  char *beside;
  QhBackupRule rule;
} Settings;

static void
settings_free (gpointer data)
{
  Settings *settings = data;

  g_free (settings->folder);
  g_free (settings->beside);
  g_free (settings);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  QhStore *store = data;
  Settings *settings = g_new0 (Settings, 1);

  settings->last = qh_backup_get_last (store);
  settings->folder = qh_backup_get_folder (store);
  settings->beside = qh_backup_make_default_folder (qh_store_get_path (store));
  settings->rule = qh_backup_get_rule (store);
  g_task_return_pointer (task, settings, settings_free);
}

static void
show_last (QhSettingsBackups *self, gint64 last)
{
  g_autofree char *when = qh_change_words_time (last * 1000);

  adw_action_row_set_subtitle (self->last, last > 0 ? when : _ ("None yet"));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhSettingsBackups *self = QH_SETTINGS_BACKUPS (source);
  g_autoptr (GError) error = NULL;
  Settings *settings = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *shown = NULL;
  g_autofree char *escaped = NULL;

  if (settings == NULL)
    return;
  shown = g_filename_display_name (settings->folder);
  escaped = g_markup_escape_text (shown, -1);
  show_last (self, settings->last);
  adw_action_row_set_subtitle (self->folder, escaped);
  gtk_widget_set_visible (self->beside, !g_str_equal (settings->folder, settings->beside));
  if (self->write_source == 0)
    {
      self->filling = TRUE;
      gtk_spin_button_set_value (self->days, settings->rule.days);
      gtk_spin_button_set_value (self->weeks, settings->rule.weeks);
      gtk_spin_button_set_value (self->months, settings->rule.months);
      self->filling = FALSE;
    }
  settings_free (settings);
}

static void
read_settings (QhSettingsBackups *self)
{
  g_autoptr (GTask) task
    = g_task_new (self, qh_session_get_cancellable (self->session), read_cb, NULL);

  g_task_set_task_data (task, g_object_ref (qh_session_get_store (self->session)), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}

/* What is done */

static void
now_cb (QhSettingsBackups *self)
{
  qh_back_up_run (self->now, self->session, NULL);
}

static void
elsewhere_chosen_cb (GFile *folder, gpointer data)
{
  QhSettingsBackups *self = data;
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (path != NULL && self->session != NULL)
    qh_back_up_run (self->elsewhere, self->session, path);
}

static void
elsewhere_cb (QhSettingsBackups *self)
{
  qh_dialog_choose_folder (GTK_WIDGET (self), _ ("Back Up To"), NULL, elsewhere_chosen_cb, self);
}

/* Settings are written on a worker. */

typedef struct
{
  QhStore *store;
  gboolean is_rule;
  QhBackupRule rule;
  char *folder; /* (nullable) */
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_object_unref (write->store);
  g_free (write->folder);
  g_free (write);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Write *write = data;
  GError *error = NULL;

  if (write->is_rule ? qh_backup_set_rule (write->store, &write->rule, &error)
                     : qh_backup_set_folder (write->store, write->folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhSettingsBackups *self = QH_SETTINGS_BACKUPS (source);
  g_autoptr (GError) error = NULL;
  gboolean written = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->session == NULL)
    return;
  if (!written)
    qh_dialog_error (GTK_WIDGET (self), _ ("The setting was not changed"), error);
  read_settings (self);
  qh_backup_rows_reload (self->rows);
}

static Write *
write_new (QhSettingsBackups *self)
{
  Write *write = g_new0 (Write, 1);

  write->store = g_object_ref (qh_session_get_store (self->session));
  return write;
}

static void
run_write (QhSettingsBackups *self, Write *write)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, written_cb, NULL);

  g_task_set_task_data (task, write, write_free);
  g_task_run_in_thread (task, write_in_thread);
}

static void
set_folder (QhSettingsBackups *self, const char *folder)
{
  Write *write = write_new (self);

  write->folder = g_strdup (folder);
  run_write (self, write);
}

static void
folder_chosen_cb (GFile *folder, gpointer data)
{
  QhSettingsBackups *self = data;
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (path != NULL && self->session != NULL)
    set_folder (self, path);
}

static void
folder_cb (QhSettingsBackups *self)
{
  qh_dialog_choose_folder (
    GTK_WIDGET (self), _ ("Folder of Automatic Backups"), NULL, folder_chosen_cb, self);
}

static void
beside_cb (QhSettingsBackups *self)
{
  set_folder (self, NULL);
}

static gboolean
write_rule_cb (gpointer data)
{
  QhSettingsBackups *self = data;
  Write *write = write_new (self);

  self->write_source = 0;
  write->is_rule = TRUE;
  write->rule.days = (guint)gtk_spin_button_get_value_as_int (self->days);
  write->rule.weeks = (guint)gtk_spin_button_get_value_as_int (self->weeks);
  write->rule.months = (guint)gtk_spin_button_get_value_as_int (self->months);
  run_write (self, write);
  return G_SOURCE_REMOVE;
}

/* Once for several clicks in a row. */
static void
rule_cb (QhSettingsBackups *self)
{
  if (self->filling || self->session == NULL)
    return;
  g_clear_handle_id (&self->write_source, g_source_remove);
  self->write_source = g_timeout_add (WRITE_AFTER_MS, write_rule_cb, self);
}

static void
closing_cb (QhSettingsBackups *self)
{
  QhBackupRule rule = { (guint)gtk_spin_button_get_value_as_int (self->days),
                        (guint)gtk_spin_button_get_value_as_int (self->weeks),
                        (guint)gtk_spin_button_get_value_as_int (self->months) };
  g_autoptr (GError) error = NULL;

  if (self->write_source == 0)
    return;
  g_clear_handle_id (&self->write_source, g_source_remove);
  if (!qh_backup_set_rule (qh_session_get_store (self->session), &rule, &error))
    g_warning ("The rule of backups was not changed: %s", error->message);
}

/* Overrides */

static void
qh_settings_backups_dispose (GObject *object)
{
  QhSettingsBackups *self = QH_SETTINGS_BACKUPS (object);

  if (self->content != NULL)
    qh_settings_backups_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_settings_backups_parent_class)->dispose (object);
}

static void
qh_settings_backups_class_init (QhSettingsBackupsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_backups_dispose;

  g_type_ensure (QH_TYPE_BACKUP_ROWS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/settings/qh-settings-backups.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSettingsBackups, content);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsBackups, last);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsBackups, now);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsBackups, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsBackups, folder);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsBackups, beside);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsBackups, days);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsBackups, weeks);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsBackups, months);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsBackups, rows);
  gtk_widget_class_bind_template_callback (widget_class, now_cb);
  gtk_widget_class_bind_template_callback (widget_class, elsewhere_cb);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, beside_cb);
  gtk_widget_class_bind_template_callback (widget_class, rule_cb);
}

static void
qh_settings_backups_init (QhSettingsBackups *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_settings_backups_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_settings_backups_set_session (QhSettingsBackups *self, QhSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_handle_id (&self->write_source, g_source_remove);
  g_set_object (&self->session, session);
  qh_backup_rows_set_session (self->rows, session);
  gtk_widget_set_sensitive (GTK_WIDGET (self), session != NULL);
  if (session == NULL)
    return;
  g_signal_connect_object (
    session, "backup-finished", G_CALLBACK (read_settings), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "closing", G_CALLBACK (closing_cb), self, G_CONNECT_SWAPPED);
  read_settings (self);
}
