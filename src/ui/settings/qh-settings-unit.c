/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-settings-unit.h"

#include <glib/gi18n-lib.h>

#include "ui/goals/qh-indicators-window.h"
#include "ui/qh-dialogs.h"
#include "ui/settings/qh-calendar-window.h"
#include "ui/settings/qh-edit-row.h"
#include "ui/settings/qh-records.h"
#include "ui/settings/qh-unit-number-row.h"
#include "ui/settings/qh-worker-editor.h"
#include "ui/widgets/qh-forget-undo.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-write.h"

/**
 * QhSettingsUnit:
 *
 * The unit's own data, its workers, and which of them works at this computer.
 */
struct _QhSettingsUnit
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwEntryRow *name;
  AdwEntryRow *institution;
  AdwEntryRow *shift;
  QhUnitNumberRow *small_cells;
  QhUnitNumberRow *idle_days;
  QhUnitNumberRow *referral_days;
  AdwComboRow *me;
  AdwPreferencesGroup *workers_group;

  QhSession *session;
  QhRecord *unit;
  GPtrArray *rows; /* widgets of workers_group, in the session's order of workers */
  GArray *active;  /* ids of the workers that can be chosen, as in me */
  GCancellable *cancellable;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (QhSettingsUnit, qh_settings_unit, GTK_TYPE_WIDGET)

/* Showing */

static void
worker_activated_cb (QhSettingsUnit *self,
                     GtkWidget      *row)
{
  guint position;

  if (g_ptr_array_find (self->rows, row, &position))
    qh_worker_editor_open (GTK_WIDGET (self), self->session, g_ptr_array_index (qh_session_get_workers (self->session), position));
}

static void
open_calendar (QhSettingsUnit *self,
               gint64          worker)
{
  gtk_window_present (GTK_WINDOW (qh_calendar_window_new (GTK_WIDGET (self), self->session, worker)));
}

static void
calendar_cb (QhSettingsUnit *self,
             GtkWidget      *button)
{
  const gint64 *worker = g_object_get_data (G_OBJECT (button), "worker");

  if (self->session != NULL)
    open_calendar (self, *worker);
}

static void
add_calendar_button (QhSettingsUnit *self,
                     GtkWidget      *row,
                     const QhRecord *worker)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("x-office-calendar-symbolic");
  /* Translators: a worker's name */
  g_autofree char *words = g_strdup_printf (_("Schedule and leave of %s"), qh_record_get_text (worker, "name"));

  g_object_set_data_full (G_OBJECT (button), "worker", g_memdup2 (&worker->id, sizeof worker->id), g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  qh_tooltip_set (button, _("Schedule and leave"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (calendar_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
clear_rows (QhSettingsUnit *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->workers_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
fill_me (QhSettingsUnit *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 current = qh_session_get_worker (self->session);
  GPtrArray *workers = qh_session_get_workers (self->session);
  guint selected = GTK_INVALID_LIST_POSITION;

  g_array_set_size (self->active, 0);
  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);

      if (qh_record_get_integer (worker, "retired") != 0 && worker->id != current)
        continue;
      if (worker->id == current)
        selected = self->active->len;
      g_array_append_val (self->active, worker->id);
      gtk_string_list_append (names, qh_record_get_text (worker, "name"));
    }
  adw_combo_row_set_model (self->me, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->me, selected);
}

static void
show_workers (QhSettingsUnit *self)
{
  GPtrArray *workers = qh_session_get_workers (self->session);

  self->filling = TRUE;
  clear_rows (self);
  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);
      GtkWidget *row = qh_edit_row_new (qh_record_get_text (worker, "name"), qh_record_get_text (worker, "post"),
                                        qh_record_get_integer (worker, "retired") != 0);

      g_signal_connect_object (row, "activated", G_CALLBACK (worker_activated_cb), self, G_CONNECT_SWAPPED);
      add_calendar_button (self, row, worker);
      adw_preferences_group_add (self->workers_group, row);
      g_ptr_array_add (self->rows, row);
    }
  fill_me (self);
  self->filling = FALSE;
}

static void
units_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  QhSettingsUnit *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = qh_records_list_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (units == NULL || units->len == 0)
    {
      if (error != NULL)
        qh_dialog_error (GTK_WIDGET (self), _("The unit cannot be read"), error);
      return;
    }
  g_clear_pointer (&self->unit, qh_record_free);
  self->unit = qh_record_copy (g_ptr_array_index (units, 0));
  qh_edit_row_set_text (self->name, qh_record_get_text (self->unit, "name"));
  qh_edit_row_set_text (self->institution, qh_record_get_text (self->unit, "institution"));
  qh_edit_row_set_text (self->shift, qh_record_get_text (self->unit, "shift"));
  qh_forget_undo (GTK_WIDGET (self));
}

static void
read_unit (QhSettingsUnit *self)
{
  qh_records_list_async (qh_session_get_store (self->session), QH_KIND_UNIT, self->cancellable, units_read_cb, self);
}

static void
changed_cb (QhSettingsUnit *self,
            GArray         *touched)
{
  gboolean unit = touched == NULL, workers = touched == NULL;

  for (guint i = 0; touched != NULL && i < touched->len; i++)
    {
      unit |= g_array_index (touched, QhTouched, i).kind == QH_KIND_UNIT;
      workers |= g_array_index (touched, QhTouched, i).kind == QH_KIND_WORKER;
    }
  if (unit)
    read_unit (self);
  if (workers)
    show_workers (self);
}

/* Changing */

static void
unit_apply_cb (QhSettingsUnit *self)
{
  QhRecord *record;

  if (self->unit == NULL)
    return;
  record = qh_record_copy (self->unit);
  qh_record_set_text (record, "name", gtk_editable_get_text (GTK_EDITABLE (self->name)));
  qh_record_set_text (record, "institution", gtk_editable_get_text (GTK_EDITABLE (self->institution)));
  qh_record_set_text (record, "shift", gtk_editable_get_text (GTK_EDITABLE (self->shift)));
  qh_write_put (GTK_WIDGET (self), qh_session_get_store (self->session), record, _("The unit's data was changed."));
}

static void
me_selected_cb (QhSettingsUnit *self)
{
  guint selected = adw_combo_row_get_selected (self->me);

  if (!self->filling && self->session != NULL && selected < self->active->len)
    qh_session_set_worker (self->session, g_array_index (self->active, gint64, selected));
}

static void
my_calendar_cb (QhSettingsUnit *self)
{
  gint64 me = self->session != NULL ? qh_session_get_worker (self->session) : 0;

  if (me != 0)
    open_calendar (self, me);
  else if (self->session != NULL)
    qh_toast_show (GTK_WIDGET (self), _("Say first who works here."));
}

static void
indicators_cb (QhSettingsUnit *self)
{
  if (self->session != NULL)
    gtk_window_present (GTK_WINDOW (qh_indicators_window_new (GTK_WIDGET (self), self->session)));
}

static void
add_worker_cb (QhSettingsUnit *self)
{
  g_autoptr (QhRecord) worker = qh_store_new_record (qh_session_get_store (self->session), QH_KIND_WORKER);

  if (self->unit != NULL)
    qh_record_set_integer (worker, "unit", self->unit->id);
  qh_worker_editor_open (GTK_WIDGET (self), self->session, worker);
}

static void
qh_settings_unit_dispose (GObject *object)
{
  QhSettingsUnit *self = QH_SETTINGS_UNIT (object);

  if (self->content != NULL)
    qh_settings_unit_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->active, g_array_unref);
  G_OBJECT_CLASS (qh_settings_unit_parent_class)->dispose (object);
}

static void
qh_settings_unit_class_init (QhSettingsUnitClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_unit_dispose;

  g_type_ensure (QH_TYPE_UNIT_NUMBER_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-settings-unit.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUnit, content);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUnit, name);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUnit, institution);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUnit, shift);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUnit, small_cells);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUnit, idle_days);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUnit, referral_days);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUnit, me);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsUnit, workers_group);
  gtk_widget_class_bind_template_callback (widget_class, unit_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, me_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, my_calendar_cb);
  gtk_widget_class_bind_template_callback (widget_class, indicators_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_worker_cb);
}

static void
qh_settings_unit_init (QhSettingsUnit *self)
{
  self->rows = g_ptr_array_new ();
  self->active = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Who may not change it sees it; who sees no names, no workers. */
static void
follow_roles (QhSettingsUnit *self)
{
  QhStore *store = qh_session_get_store (self->session);
  QhRoles roles = qh_store_get_roles (store);
  gboolean writes = (roles & qh_store_get_kind (store, QH_KIND_UNIT)->writers) != 0;
  gboolean sees = (roles & QH_ROLES_SEEING) != 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->name), writes);
  gtk_widget_set_sensitive (GTK_WIDGET (self->institution), writes);
  gtk_widget_set_sensitive (GTK_WIDGET (self->shift), writes);
  gtk_widget_set_sensitive (GTK_WIDGET (self->workers_group), writes);
  gtk_widget_set_visible (GTK_WIDGET (self->workers_group), sees);
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->me), ADW_TYPE_PREFERENCES_GROUP), sees);
}

/**
 * qh_settings_unit_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_settings_unit_set_session (QhSettingsUnit *self,
                              QhSession      *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      g_signal_handlers_disconnect_by_data (self->session, self);
      self->filling = TRUE;
      clear_rows (self);
      adw_combo_row_set_model (self->me, NULL);
      self->filling = FALSE;
      g_clear_pointer (&self->unit, qh_record_free);
      qh_edit_row_set_text (self->name, NULL);
      qh_edit_row_set_text (self->institution, NULL);
      qh_edit_row_set_text (self->shift, NULL);
    }
  g_set_object (&self->session, session);
  qh_unit_number_row_set_session (self->small_cells, session, QH_UNIT_SMALL_CELLS);
  qh_unit_number_row_set_session (self->idle_days, session, QH_UNIT_IDLE_DAYS);
  qh_unit_number_row_set_session (self->referral_days, session, QH_UNIT_REFERRAL_DAYS);
  if (session == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  follow_roles (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_unit (self);
  show_workers (self);
}
