/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-settings-audit.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "exchange/qh-audit-csv.h"
#include "store/qh-change-words.h"
#include "ui/charts/qh-saved-toast.h"
#include "ui/forms/qh-date-text.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-event-log.h"
#include "ui/settings/qh-audit-list.h"
#include "ui/settings/qh-file-check.h"
#include "ui/widgets/qh-tooltip.h"

/* More is read when less than this many heights of the view are left below. */
#define HEIGHTS_LEFT 2

struct _QhSettingsAudit
{
  GtkWidget parent_instance;

  GtkEntry *since;
  GtkEntry *until;
  GtkDropDown *user;
  GtkDropDown *action;
  GtkWidget *save;
  GtkWidget *check;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkScrolledWindow *scrolled;
  GtkColumnView *view;

  QhSession *session;
  QhAuditList *list;
  GArray *users; /* of gint64, as in the drop down below its first */
  GCancellable *cancellable;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (QhSettingsAudit, qh_settings_audit, GTK_TYPE_WIDGET)

/* Columns: which string of an item, and how wide. */
static const struct
{
  guint cell;
  const char *title;
  int width;
} columns[] = {
  { 1, N_("When"), 165 }, { 2, N_("User"), 120 }, { 6, N_("What"), -1 }, { 5, N_("Records"), 80 }, { 3, N_("Computer"), 85 },
};

/* The filter */

static gint64
get_milliseconds (QhDay day)
{
  g_autoptr (GDateTime) start = NULL;
  int year, month, month_day;

  qh_day_to_ymd (day, &year, &month, &month_day);
  start = g_date_time_new_local (year, month, month_day, 0, 0, 0);
  return start != NULL ? g_date_time_to_unix (start) * 1000 : 0;
}

/* What is no date is marked, and filters nothing. */
static gint64
read_day (GtkEntry *entry,
          int       more)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  QhDay day = qh_date_text_parse (text, qh_day_today ());

  if (text[0] == '\0' || day != QH_NO_DAY)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               text[0] != '\0' && day == QH_NO_DAY ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  return day != QH_NO_DAY ? get_milliseconds (day + more) : 0;
}

static QhLogFilter
get_filter (QhSettingsAudit *self)
{
  guint user = gtk_drop_down_get_selected (self->user);
  guint action = gtk_drop_down_get_selected (self->action);

  return (QhLogFilter) {
    .since = read_day (self->since, 0),
    .until = read_day (self->until, 1),
    .user = user > 0 && user <= self->users->len ? g_array_index (self->users, gint64, user - 1) : 0,
    .action = action > 0 && action <= qh_action_get_n () ? qh_action_get_nth (action - 1) : 0,
  };
}

static void
read_again (QhSettingsAudit *self)
{
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;
  QhLogFilter filter = get_filter (self);

  if (store != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    qh_audit_list_set (self->list, store, &filter);
}

static void
filter_changed_cb (QhSettingsAudit *self)
{
  if (!self->filling)
    read_again (self);
}

static void
fill_users (QhSettingsAudit *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) users = qh_store_list_all (qh_session_get_store (self->session), QH_KIND_USER, NULL);

  gtk_string_list_append (names, _("Everyone"));
  g_array_set_size (self->users, 0);
  for (guint i = 0; users != NULL && i < users->len; i++)
    {
      const QhRecord *user = g_ptr_array_index (users, i);

      gtk_string_list_append (names, qh_record_get_text (user, "name"));
      g_array_append_val (self->users, user->id);
    }
  gtk_drop_down_set_model (self->user, G_LIST_MODEL (names));
}

static void
fill_actions (QhSettingsAudit *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _("Everything"));
  for (guint i = 0; i < qh_action_get_n (); i++)
    gtk_string_list_append (labels, qh_action_get_label (qh_action_get_nth (i)));
  gtk_drop_down_set_model (self->action, G_LIST_MODEL (labels));
}

/* The list */

static void
scrolled_cb (QhSettingsAudit *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double height = gtk_adjustment_get_page_size (adjustment);

  if (gtk_adjustment_get_value (adjustment) + (1 + HEIGHTS_LEFT) * height >= gtk_adjustment_get_upper (adjustment))
    qh_audit_list_read_more (self->list);
}

static void
read_cb (QhSettingsAudit *self,
         const GError    *error)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;

  adw_status_page_set_title (self->empty, error != NULL ? _("The log cannot be read") : _("Nothing of that kind was done"));
  adw_status_page_set_description (self->empty, error != NULL ? error->message : NULL);
  gtk_stack_set_visible_child_name (self->stack, empty || error != NULL ? "empty" : "list");
  gtk_widget_set_sensitive (self->save, !empty);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), columns[GPOINTER_TO_UINT (column)].cell == 5 ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  column)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *text = gtk_string_list_get_string (gtk_list_item_get_item (item), columns[GPOINTER_TO_UINT (column)].cell);

  gtk_label_set_text (GTK_LABEL (label), text);
  qh_tooltip_set (label, text);
}

static void
add_columns (QhSettingsAudit *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_(columns[i].title), factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, columns[i].width < 0);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      gtk_column_view_append_column (self->view, column);
    }
}

/* Saving */

typedef struct
{
  QhStore *store;
  QhSession *session; /* not locked for idleness meanwhile */
  QhLogFilter filter;
  GFile *file;
  guint64 n_rows;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->store);
  g_object_unref (saving->file);
  g_free (saving);
}

static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  if (qh_audit_csv_write (saving->store, &saving->filter, saving->file, &saving->n_rows, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  QhSettingsAudit *self = QH_SETTINGS_AUDIT (source);
  Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *name = g_file_get_basename (saving->file);
  g_autofree char *text = NULL;
  gboolean saved = g_task_propagate_boolean (G_TASK (result), &error);

  qh_session_end_work (saving->session);
  g_clear_object (&saving->session);
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (!saved)
    {
      qh_dialog_error (GTK_WIDGET (self), _("The log could not be saved"), error);
      return;
    }
  detail = g_strdup_printf ("csv, audit, %" PRIu64, saving->n_rows);
  qh_event_log_export (saving->store, detail);
  text = g_strdup_printf (_("The log is in “%s”."), name);
  qh_saved_toast_show (GTK_WIDGET (self), text, saving->file);
}

static void
file_chosen_cb (GFile   *file,
                gpointer data)
{
  g_autoptr (QhSettingsAudit) self = data;

  if (file != NULL)
    qh_settings_audit_save (self, file);
}

static void
save_cb (QhSettingsAudit *self)
{
  const QhFileFilter filters[] = { { _("Tables (csv)"), "*.csv" }, { NULL } };

  qh_dialog_save_file (GTK_WIDGET (self), _("Save the Log"), filters, NULL, _("log.csv"), file_chosen_cb, g_object_ref (self));
}

static void
check_cb (QhSettingsAudit *self)
{
  if (self->session != NULL)
    qh_file_check_run (self->check, self->session);
}

/* Overrides */

static void
qh_settings_audit_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (qh_settings_audit_parent_class)->map (widget);
  read_again (QH_SETTINGS_AUDIT (widget));
}

static void
qh_settings_audit_dispose (GObject *object)
{
  QhSettingsAudit *self = QH_SETTINGS_AUDIT (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->list);
  g_clear_pointer (&self->users, g_array_unref);
  G_OBJECT_CLASS (qh_settings_audit_parent_class)->dispose (object);
}

static void
qh_settings_audit_class_init (QhSettingsAuditClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_audit_dispose;
  widget_class->map = qh_settings_audit_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-settings-audit.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSettingsAudit, since);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsAudit, until);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsAudit, user);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsAudit, action);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsAudit, save);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsAudit, check);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsAudit, stack);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsAudit, empty);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsAudit, scrolled);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsAudit, view);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
}

static void
qh_settings_audit_init (QhSettingsAudit *self)
{
  GtkAdjustment *adjustment;

  self->filling = TRUE;
  self->users = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->list = qh_audit_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_actions (self);
  add_columns (self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)))));
  g_signal_connect_object (self->list, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  self->filling = FALSE;
}

/**
 * qh_settings_audit_set_session:
 * @session: (nullable): the open workspace; %NULL forgets what was shown of one
 */
void
qh_settings_audit_set_session (QhSettingsAudit *self,
                               QhSession       *session)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->session, session);
  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->since), "");
  gtk_editable_set_text (GTK_EDITABLE (self->until), "");
  gtk_drop_down_set_selected (self->action, 0);
  if (session != NULL)
    {
      self->cancellable = g_cancellable_new ();
      fill_users (self);
    }
  else
    gtk_drop_down_set_model (self->user, NULL);
  self->filling = FALSE;
  qh_audit_list_set (self->list, NULL, NULL);
  read_again (self);
}

/**
 * qh_settings_audit_save:
 * @file: where to
 *
 * Saves the changes that the filter lets through, all of them, as csv.
 */
void
qh_settings_audit_save (QhSettingsAudit *self,
                        GFile           *file)
{
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;
  Saving *saving;
  g_autoptr (GTask) task = NULL;

  if (store == NULL)
    return;
  saving = g_new0 (Saving, 1);
  saving->store = g_object_ref (store);
  saving->session = g_object_ref (self->session);
  qh_session_begin_work (saving->session);
  saving->filter = get_filter (self);
  saving->file = g_object_ref (file);
  gtk_widget_set_sensitive (self->save, FALSE);
  task = g_task_new (self, self->cancellable, saved_cb, NULL);
  g_task_set_task_data (task, saving, (GDestroyNotify) saving_free);
  g_task_run_in_thread (task, save_in_thread);
}
