/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-settings-fields.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"
#include "ui/settings/qh-edit-row.h"
#include "ui/settings/qh-field-editor.h"
#include "ui/settings/qh-records.h"

/**
 * QhSettingsFields:
 *
 * The fields that the unit added to activities, cases and people.
 */
struct _QhSettingsFields
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwPreferencesGroup *group;
  GtkWidget *empty;

  QhSession *session;
  GPtrArray *fields; /* QhRecord */
  GPtrArray *rows;   /* of group, in the order of fields */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (QhSettingsFields, qh_settings_fields, GTK_TYPE_WIDGET)

static void
row_activated_cb (QhSettingsFields *self,
                  GtkWidget        *row)
{
  guint position;

  if (g_ptr_array_find (self->rows, row, &position))
    qh_field_editor_open (GTK_WIDGET (self), self->session, g_ptr_array_index (self->fields, position));
}

static const char *
get_label (const QhRecord *field,
           QhLanguage      language)
{
  static const char *const names[QH_N_LANGUAGES] = { "label_es", "label_en", "label_pt" };
  const char *label = qh_record_get_text (field, names[language]);

  return label != NULL && label[0] != '\0' ? label : qh_record_get_text (field, "label_es");
}

/* "Activity · Number · origin_ward" */
static char *
describe (QhSettingsFields *self,
          const QhRecord   *field)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (qh_session_get_store (self->session));
  const QhKind *kind = qh_dictionary_find_kind (dictionary, qh_record_get_text (field, "kind"));
  const char *type_name = qh_record_get_text (field, "type");
  QhType type;

  return g_strjoin (" · ",
                    kind != NULL ? qh_kind_get_label (kind, qh_session_get_language (self->session)) : qh_record_get_text (field, "kind"),
                    qh_type_from_name (type_name, &type) ? qh_field_editor_type_label (type) : type_name,
                    qh_record_get_text (field, "name"),
                    NULL);
}

static GtkWidget *
create_row (QhSettingsFields *self,
            const QhRecord   *field)
{
  g_autofree char *description = describe (self, field);
  GtkWidget *row = qh_edit_row_new (get_label (field, qh_session_get_language (self->session)), description,
                                    qh_record_get_integer (field, "retired") != 0);

  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
clear_rows (QhSettingsFields *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
}

static void
fields_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  QhSettingsFields *self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *fields = qh_records_list_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (fields == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _("The own fields cannot be read"), error);
      return;
    }
  clear_rows (self);
  self->fields = fields;
  for (guint i = 0; i < fields->len; i++)
    {
      GtkWidget *row = create_row (self, g_ptr_array_index (fields, i));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (self->empty, fields->len == 0);
}

static void
read_fields (QhSettingsFields *self)
{
  qh_records_list_async (qh_session_get_store (self->session), QH_KIND_OWN_FIELD, self->cancellable, fields_read_cb, self);
}

static void
changed_cb (QhSettingsFields *self,
            GArray           *touched)
{
  gboolean ours = touched == NULL;

  for (guint i = 0; touched != NULL && i < touched->len; i++)
    ours |= g_array_index (touched, QhTouched, i).kind == QH_KIND_OWN_FIELD;
  if (ours)
    read_fields (self);
}

static void
add_cb (QhSettingsFields *self)
{
  if (self->session != NULL)
    qh_field_editor_open (GTK_WIDGET (self), self->session, NULL);
}

static void
qh_settings_fields_dispose (GObject *object)
{
  QhSettingsFields *self = QH_SETTINGS_FIELDS (object);

  if (self->content != NULL)
    qh_settings_fields_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (qh_settings_fields_parent_class)->dispose (object);
}

static void
qh_settings_fields_class_init (QhSettingsFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_fields_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-settings-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSettingsFields, content);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsFields, group);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsFields, empty);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
qh_settings_fields_init (QhSettingsFields *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_settings_fields_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_settings_fields_set_session (QhSettingsFields *self,
                                QhSession        *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      g_signal_handlers_disconnect_by_data (self->session, self);
      clear_rows (self);
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_fields (self);
}
