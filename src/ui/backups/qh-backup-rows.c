/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/backups/qh-backup-rows.h"

#include <glib/gi18n-lib.h>

#include "store/qh-backup.h"
#include "store/qh-change-words.h"
#include "ui/widgets/qh-tooltip.h"

/**
 * QhBackupRows:
 *
 * The backups of a workspace: when each was made, why, how big it is, and, while
 * somebody looks, whether it is sound.
 */
struct _QhBackupRows
{
  AdwPreferencesGroup parent_instance;

  QhSession *session;
  GPtrArray *infos;  /* (nullable) of QhBackupInfo, newest first */
  GPtrArray *rows;   /* a row each */
  GHashTable *found; /* what checks have found, by path: GINT_TO_POINTER of State */
  GCancellable *listing;
  GCancellable *checking;
  guint next; /* to check */
};

typedef enum
{
  STATE_UNKNOWN,
  STATE_SOUND,
  STATE_DAMAGED,
  STATE_FOREIGN,
} State;

G_DEFINE_FINAL_TYPE (QhBackupRows, qh_backup_rows, ADW_TYPE_PREFERENCES_GROUP)

static const struct
{
  const char *label;
  const char *css_class;
} states[] = {
  [STATE_UNKNOWN] = { "", "dim-label" },
  [STATE_SOUND] = { N_ ("Sound"), "success" },
  [STATE_DAMAGED] = { N_ ("Damaged"), "error" },
  [STATE_FOREIGN] = { N_ ("Another workspace's"), "dim-label" },
};

/* Rows */

#define STATE_KEY "quehacer-state"

static void
show_state (GtkWidget *row, State state, const char *why)
{
  GtkLabel *label = g_object_get_data (G_OBJECT (row), STATE_KEY);
  const char *classes[] = { states[state].css_class, NULL };

  gtk_label_set_text (label, state != STATE_UNKNOWN ? _ (states[state].label) : "");
  gtk_widget_set_css_classes (GTK_WIDGET (label), classes);
  qh_tooltip_set (GTK_WIDGET (label), why);
}

static GtkWidget *
create_restore_button (const QhBackupInfo *info, const char *when)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Restore…"));
  g_autofree char *label = g_strdup_printf (_ ("Restore the backup of %s"), when);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.restore-backup");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", info->path);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}

static GtkWidget *
create_row (const QhBackupInfo *info)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *state = gtk_label_new (NULL);
  g_autofree char *when = qh_change_words_time (info->made * 1000);
  g_autofree char *size = g_format_size (info->size);
  g_autofree char *subtitle
    = g_strjoin (" · ", qh_backup_reason_describe (info->reason), size, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  qh_tooltip_set (row, info->path);
  g_object_set_data (G_OBJECT (row), STATE_KEY, state);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  if (info->tag != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_restore_button (info, when));
  return row;
}

static GtkWidget *
create_words (const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  return row;
}

static void
clear_rows (QhBackupRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  self->next = 0;
}

static void
add_row (QhBackupRows *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/* Checking, one after the other, on a worker */

typedef struct
{
  QhStore *store;
  char *path;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_object_unref (check->store);
  g_free (check->path);
  g_free (check);
}

static void check_next (QhBackupRows *self);

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *check = data;
  GError *error = NULL;

  if (qh_backup_check (check->store, check->path, NULL, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
found (QhBackupRows *self, State state, const char *why)
{
  const QhBackupInfo *info = g_ptr_array_index (self->infos, self->next);

  g_hash_table_insert (self->found, g_strdup (info->path), GINT_TO_POINTER (state));
  show_state (g_ptr_array_index (self->rows, self->next), state, why);
  self->next++;
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhBackupRows *self = QH_BACKUP_ROWS (source);
  g_autoptr (GError) error = NULL;
  gboolean sound = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->checking)
    return;
  g_clear_object (&self->checking);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  found (self, sound ? STATE_SOUND : STATE_DAMAGED, error != NULL ? error->message : NULL);
  check_next (self);
}

/* What can be told without reading it whole, or was told before. */
static gboolean
tell_at_once (QhBackupRows *self, QhStore *store, const QhBackupInfo *info)
{
  State state = GPOINTER_TO_INT (g_hash_table_lookup (self->found, info->path));

  if (state == STATE_UNKNOWN && info->tag == NULL)
    state = STATE_DAMAGED;
  else if (state == STATE_UNKNOWN && !qh_backup_is_own (store, info))
    state = STATE_FOREIGN;
  if (state != STATE_UNKNOWN)
    found (self, state, NULL);
  return state != STATE_UNKNOWN;
}

static void
check_next (QhBackupRows *self)
{
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;
  g_autoptr (GTask) task = NULL;
  Check *check;

  if (store == NULL || self->infos == NULL || self->checking != NULL
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  while (self->next < self->infos->len
         && tell_at_once (self, store, g_ptr_array_index (self->infos, self->next)))
    ;
  if (self->next >= self->infos->len)
    return;
  check = g_new (Check, 1);
  check->store = g_object_ref (store);
  check->path = g_strdup (((QhBackupInfo *)g_ptr_array_index (self->infos, self->next))->path);
  self->checking = g_cancellable_new ();
  task = g_task_new (self, self->checking, checked_cb, NULL);
  g_task_set_task_data (task, check, check_free);
  g_task_run_in_thread (task, check_in_thread);
}

static void
stop_checking (QhBackupRows *self)
{
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
}

/* Listing */

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  QhStore *store = data;
  g_autofree char *folder = qh_backup_get_folder (store);
  GError *error = NULL;
  GPtrArray *infos = qh_backup_list_all (folder, qh_store_get_path (store), &error);

  if (infos != NULL)
    g_task_return_pointer (task, infos, (GDestroyNotify)g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhBackupRows *self = QH_BACKUP_ROWS (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->listing)
    return;
  g_clear_object (&self->listing);
  stop_checking (self);
  clear_rows (self);
  if (infos == NULL && qh_backup_get_last (qh_session_get_store (self->session)) > 0)
    add_row (self, create_words (error->message));
  else if (infos == NULL || infos->len == 0)
    add_row (self, create_words (_ ("None yet. The first change of a day makes one.")));
  else
    {
      for (guint i = 0; i < infos->len; i++)
        add_row (self, create_row (g_ptr_array_index (infos, i)));
      self->infos = g_steal_pointer (&infos);
      check_next (self);
    }
}

static void
list (QhBackupRows *self)
{
  g_autoptr (GTask) task = NULL;

  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  task = g_task_new (self, self->listing, listed_cb, NULL);
  g_task_set_task_data (task, g_object_ref (qh_session_get_store (self->session)), g_object_unref);
  g_task_run_in_thread (task, list_in_thread);
}

/* Overrides */

static void
qh_backup_rows_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qh_backup_rows_parent_class)->map (widget);
  check_next (QH_BACKUP_ROWS (widget));
}

static void
qh_backup_rows_unmap (GtkWidget *widget)
{
  stop_checking (QH_BACKUP_ROWS (widget));
  GTK_WIDGET_CLASS (qh_backup_rows_parent_class)->unmap (widget);
}

static void
qh_backup_rows_dispose (GObject *object)
{
  QhBackupRows *self = QH_BACKUP_ROWS (object);

  if (self->rows != NULL)
    qh_backup_rows_set_session (self, NULL);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->found, g_hash_table_unref);
  G_OBJECT_CLASS (qh_backup_rows_parent_class)->dispose (object);
}

static void
qh_backup_rows_class_init (QhBackupRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_backup_rows_dispose;
  widget_class->map = qh_backup_rows_map;
  widget_class->unmap = qh_backup_rows_unmap;
}

static void
qh_backup_rows_init (QhBackupRows *self)
{
  self->rows = g_ptr_array_new ();
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * qh_backup_rows_reload:
 *
 * Lists them anew: they may be in another folder now.
 */
void
qh_backup_rows_reload (QhBackupRows *self)
{
  if (self->session != NULL)
    list (self);
}

/**
 * qh_backup_rows_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_backup_rows_set_session (QhBackupRows *self, QhSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->listing);
  stop_checking (self);
  clear_rows (self);
  g_hash_table_remove_all (self->found);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (
    session, "backup-finished", G_CALLBACK (qh_backup_rows_reload), self, G_CONNECT_SWAPPED);
  list (self);
}
