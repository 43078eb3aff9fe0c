/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-settings-retention.h"

#include <glib/gi18n-lib.h>

#include "store/qh-retention.h"
#include "ui/qh-dialogs.h"
#include "ui/rights/qh-due-rows.h"

/**
 * QhSettingsRetention:
 *
 * How long the kinds of record are kept, and what has been kept for that long.
 */
struct _QhSettingsRetention
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwPreferencesGroup *periods;
  QhDueRows *due;

  QhSession *session;
  GPtrArray *rows; /* of AdwComboRow */
};

G_DEFINE_FINAL_TYPE (QhSettingsRetention, qh_settings_retention, GTK_TYPE_WIDGET)

#define KIND_KEY "quehacer-kind"

/* What is offered; a period that was set otherwise is offered too. */
static const guint offered[] = { 0, 12, 24, 36, 60, 120, 180, 240 };

/* Writing, on a worker */

typedef struct
{
  QhStore *store;
  guint kind;
  guint months;
} Write;

static void
write_free (gpointer data)
{
  g_object_unref (((Write *)data)->store);
  g_free (data);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Write *write = data;
  GError *error = NULL;

  if (qh_retention_set_months (
        write->store, qh_store_get_kind (write->store, write->kind), write->months, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhSettingsRetention *self = QH_SETTINGS_RETENTION (source);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error) && self->session != NULL)
    qh_dialog_error (GTK_WIDGET (self), _ ("The setting was not changed"), error);
  if (self->session != NULL)
    qh_due_rows_reload (self->due);
}

/* The last item is a period that is not offered otherwise. */
static guint
get_months (AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);

  return selected < G_N_ELEMENTS (offered)
           ? offered[selected]
           : GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "quehacer-other"));
}

static void
chosen_cb (QhSettingsRetention *self, GParamSpec *property, AdwComboRow *row)
{
  g_autoptr (GTask) task = NULL;
  Write *write;

  if (self->session == NULL || qh_session_get_store (self->session) == NULL)
    return;
  write = g_new0 (Write, 1);
  write->store = g_object_ref (qh_session_get_store (self->session));
  write->kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), KIND_KEY));
  write->months = get_months (row);
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_task_data (task, write, write_free);
  g_task_run_in_thread (task, write_in_thread);
}

/* Rows */

static char *
describe_months (guint months)
{
  guint years = months / 12;

  if (months == 0)
    return g_strdup (_ ("Always"));
  if (months % 12 != 0)
    return g_strdup_printf (ngettext ("%u month", "%u months", months), months);
  return g_strdup_printf (ngettext ("%u year", "%u years", years), years);
}

static void
add_row (QhSettingsRetention *self, const QhKind *kind, guint months)
{
  QhLanguage language = qh_session_get_language (self->session);
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  /* Translators: %s is the label of a date, as “Closed on” */
  g_autofree char *from = g_strdup_printf (
    _ ("From: %s"), qh_field_get_label (qh_kind_find_field (kind, kind->kept_from), language));
  guint selected = G_N_ELEMENTS (offered);

  for (guint i = 0; i <= G_N_ELEMENTS (offered); i++)
    {
      g_autofree char *label = describe_months (i < G_N_ELEMENTS (offered) ? offered[i] : months);

      if (i < G_N_ELEMENTS (offered) && offered[i] == months)
        selected = i;
      if (i < G_N_ELEMENTS (offered) || selected == G_N_ELEMENTS (offered))
        gtk_string_list_append (labels, label);
    }
  g_object_set_data (G_OBJECT (row), KIND_KEY, GUINT_TO_POINTER (kind->number));
  g_object_set_data (G_OBJECT (row), "quehacer-other", GUINT_TO_POINTER (months));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), qh_kind_get_plural (kind, language));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), from);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  gtk_widget_set_sensitive (row, qh_retention_may_set (qh_session_get_store (self->session)));
  g_signal_connect_object (
    row, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->periods, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (QhSettingsRetention *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->periods, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* Reading, on a worker */

static void
read_in_thread (GTask *task, gpointer source, gpointer store, GCancellable *cancellable)
{
  guint *months = g_new0 (guint, QH_N_KINDS);

  for (guint number = 1; number < QH_N_KINDS; number++)
    months[number] = qh_retention_get_months (store, qh_store_get_kind (store, number));
  g_task_return_pointer (task, months, g_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhSettingsRetention *self = QH_SETTINGS_RETENTION (source);
  g_autofree guint *months = g_task_propagate_pointer (G_TASK (result), NULL);
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;

  if (months == NULL || store == NULL)
    return;
  clear_rows (self);
  for (guint number = 1; number < QH_N_KINDS; number++)
    {
      const QhKind *kind = qh_store_get_kind (store, number);

      if (qh_retention_has_period (kind))
        add_row (self, kind, months[number]);
    }
}

/* Overrides */

static void
qh_settings_retention_dispose (GObject *object)
{
  QhSettingsRetention *self = QH_SETTINGS_RETENTION (object);

  if (self->content != NULL)
    qh_settings_retention_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (qh_settings_retention_parent_class)->dispose (object);
}

static void
qh_settings_retention_class_init (QhSettingsRetentionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_retention_dispose;

  g_type_ensure (QH_TYPE_DUE_ROWS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/settings/qh-settings-retention.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSettingsRetention, content);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsRetention, periods);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsRetention, due);
}

static void
qh_settings_retention_init (QhSettingsRetention *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_settings_retention_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_settings_retention_set_session (QhSettingsRetention *self, QhSession *session)
{
  g_autoptr (GTask) task = NULL;

  if (self->session == session)
    return;
  clear_rows (self);
  g_set_object (&self->session, session);
  qh_due_rows_set_session (self->due, session);
  if (session == NULL)
    return;
  task = g_task_new (self, qh_session_get_cancellable (session), read_cb, NULL);
  g_task_set_task_data (task, g_object_ref (qh_session_get_store (session)), g_object_unref);
  g_task_run_in_thread (task, read_in_thread);
}
