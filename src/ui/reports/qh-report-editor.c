/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "report/qh-report-edit.h"
#include "report/qh-report-forms.h"
#include "ui/forms/qh-form-close.h"
#include "ui/qh-dialogs.h"
#include "ui/reports/qh-report-editor-private.h"
#include "ui/widgets/qh-write.h"

#define REFRESH_AFTER 400 /* milliseconds without typing */
#define PAGE_WIDTH 530

/**
 * QhReportEditor:
 *
 * The unit's own form of report: its sections, rows, columns, logo and
 * signatures, with the report beside it as it becomes.
 */
G_DEFINE_FINAL_TYPE (QhReportEditor, qh_report_editor, ADW_TYPE_WINDOW)

JsonObject *
qh_report_editor_get_root (QhReportEditor *self)
{
  return json_node_get_object (self->root);
}

static gboolean
is_changed (QhReportEditor *self)
{
  g_autofree char *body = json_to_string (self->root, FALSE);

  return g_strcmp0 (body, self->unchanged) != 0 || g_strcmp0 (self->name, qh_record_get_text (self->record, "name")) != 0;
}

/* Seeing */

static gboolean
refresh_cb (gpointer data)
{
  QhReportEditor *self = data;

  self->refresh_source = 0;
  g_free (self->wish.body);
  self->wish.body = json_to_string (self->root, FALSE);
  if (self->session != NULL && qh_session_get_store (self->session) != NULL)
    qh_report_preview_show (self->preview, &self->wish);
  return G_SOURCE_REMOVE;
}

/**
 * qh_report_editor_touch:
 *
 * Shows in a moment what became of the template, and keeps it as a draft.
 */
void
qh_report_editor_touch (QhReportEditor *self)
{
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  self->refresh_source = g_timeout_add (REFRESH_AFTER, refresh_cb, self);
  gtk_widget_set_sensitive (self->save, self->name[0] != '\0');
  gtk_widget_hide (GTK_WIDGET (self->problem));
  if (self->draft != NULL)
    qh_draft_keeper_touch (self->draft);
}

static void
rebuild (QhReportEditor *self)
{
  guint n = json_array_get_length (qh_report_edit_get_array (qh_report_editor_get_root (self), "sections"));
  GtkWidget *group;

  if (n > self->n_expanded)
    {
      self->expanded = g_renew (gboolean, self->expanded, n);
      for (guint i = self->n_expanded; i < n; i++)
        self->expanded[i] = FALSE;
      self->n_expanded = n;
    }
  self->building = TRUE;
  while ((group = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, group);
  qh_report_editor_build (self);
  self->building = FALSE;
  qh_report_editor_touch (self);
}

static gboolean
rebuild_cb (gpointer data)
{
  QhReportEditor *self = data;

  self->rebuild_source = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

/**
 * qh_report_editor_rebuild:
 *
 * Makes the rows anew after a part came, went or moved; in a moment, since one of
 * them asks for it.
 */
void
qh_report_editor_rebuild (QhReportEditor *self)
{
  self->building = TRUE;
  if (self->rebuild_source == 0)
    self->rebuild_source = g_idle_add (rebuild_cb, self);
}

/* Saving */

static void
show_problem (QhReportEditor *self, const char *text)
{
  gtk_label_set_text (self->problem, text);
  gtk_widget_show (GTK_WIDGET (self->problem));
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhReportEditor) self = data;
  const QhChange *change = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!qh_store_apply_finish (QH_STORE (source), result, &error))
    {
      qh_report_editor_touch (self);
      show_problem (self, error->message);
      return;
    }
  g_clear_object (&self->draft);
  if (self->from != NULL)
    qh_toast_show_undo (self->from, _ ("The form of the reports was saved."), change->sequence);
  gtk_window_destroy (GTK_WINDOW (self));
}

static QhRecord *
make_record (QhReportEditor *self)
{
  QhRecord *record = qh_record_copy (self->record);
  g_autofree char *body = json_to_string (self->root, FALSE);

  qh_record_set_text (record, "use", QH_REPORT_USE);
  qh_record_set_text (record, "name", self->name);
  qh_record_set_text (record, "body", body);
  return record;
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhReportEditor *self = QH_REPORT_EDITOR (widget);
  QhStore *store = qh_session_get_store (self->session);
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (store);
  g_autofree char *body = json_to_string (self->root, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (QhReportTemplate) template = qh_report_template_parse (dictionary, body, -1, &error);
  QhRecord *record;
  QhChange *change;

  if (template == NULL)
    {
      show_problem (self, error->message);
      return;
    }
  record = make_record (self);
  if (record->id == 0)
    record->id = qh_store_new_id (store);
  change = qh_change_new ();
  qh_change_put (change, record);
  if (self->draft != NULL)
    qh_draft_keeper_submit (self->draft, change);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  qh_store_apply_async (store, change, NULL, applied_cb, g_object_ref (self));
}

/* The logo */

static void
logo_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhReportEditor) self = data;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) logo = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (g_file_load_contents_finish (G_FILE (source), result, &bytes, &length, NULL, &error))
    {
      logo = g_bytes_new (bytes, length);
      if (qh_report_check_logo (logo, name, &error))
        {
          text = g_base64_encode ((const guchar *)bytes, length);
          json_object_set_string_member (qh_report_editor_get_root (self), "logo", text);
          qh_report_editor_rebuild (self);
          return;
        }
    }
  qh_dialog_error (GTK_WIDGET (self), _ ("This cannot be the logo"), error);
}

static void
logo_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhReportEditor) self = data;

  if (file != NULL)
    g_file_load_contents_async (file, self->cancellable, logo_read_cb, g_object_ref (self));
}

static void
logo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const QhFileFilter filters[] = { { N_ ("Pictures (PNG)"), "*.png" }, { NULL, NULL } };

  qh_dialog_open_file (widget, _ ("Choose a Logo"), filters, NULL, logo_chosen_cb, g_object_ref (widget));
}

static void
no_logo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhReportEditor *self = QH_REPORT_EDITOR (widget);

  json_object_remove_member (qh_report_editor_get_root (self), "logo");
  qh_report_editor_rebuild (self);
}

/* Back to the program's own. */
static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhReportEditor *self = QH_REPORT_EDITOR (widget);
  QhStore *store = qh_session_get_store (self->session);

  if (self->record->id == 0)
    return;
  qh_write_delete (self->from != NULL ? self->from : widget, store, qh_record_copy (self->record), _ ("The unit's form was removed."));
  if (self->draft != NULL)
    qh_draft_keeper_done (self->draft);
  g_clear_object (&self->draft);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Closing */

static void
close_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
close_request_cb (QhReportEditor *self)
{
  return qh_form_asks_about (GTK_WINDOW (self), self->draft, is_changed (self), _ ("Discard the changes?"), _ ("What was changed in the form is not saved."));
}

static gboolean
collect_cb (GtkWidget *form, QhDraft *draft)
{
  QhReportEditor *self = QH_REPORT_EDITOR (form);

  g_ptr_array_add (draft->records, make_record (self));
  return is_changed (self);
}

static void
closing_cb (QhReportEditor *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
qh_report_editor_dispose (GObject *object)
{
  QhReportEditor *self = QH_REPORT_EDITOR (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->preview != NULL)
    qh_report_preview_set_session (self->preview, NULL);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->from);
  G_OBJECT_CLASS (qh_report_editor_parent_class)->dispose (object);
}

static void
qh_report_editor_finalize (GObject *object)
{
  QhReportEditor *self = QH_REPORT_EDITOR (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->record, qh_record_free);
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self->wish.body);
  g_free (self->name);
  g_free (self->unchanged);
  g_free (self->expanded);
  G_OBJECT_CLASS (qh_report_editor_parent_class)->finalize (object);
}

static void
qh_report_editor_class_init (QhReportEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_report_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_report_editor_finalize;

  g_type_ensure (QH_TYPE_REPORT_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/reports/qh-report-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, QhReportEditor, groups);
  gtk_widget_class_bind_template_child (widget_class, QhReportEditor, save);
  gtk_widget_class_bind_template_child (widget_class, QhReportEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, QhReportEditor, preview);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_install_action (widget_class, "report-editor.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "report-editor.logo", NULL, logo_cb);
  gtk_widget_class_install_action (widget_class, "report-editor.no-logo", NULL, no_logo_cb);
  gtk_widget_class_install_action (widget_class, "report-editor.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "report-editor.close", NULL, close_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "report-editor.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "report-editor.close", NULL);
}

static void
qh_report_editor_init (QhReportEditor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  qh_report_preview_set_width (self->preview, PAGE_WIDTH);
}

/* Begins with a template; what cannot be read any more begins anew. */
static void
take_body (QhReportEditor *self, const char *body)
{
  g_autofree char *builtin = qh_report_template_dup_builtin ();
  JsonNode *root = body != NULL && body[0] != '\0' ? json_from_string (body, NULL) : NULL;

  if (root != NULL && !JSON_NODE_HOLDS_OBJECT (root))
    g_clear_pointer (&root, json_node_unref);
  g_clear_pointer (&self->root, json_node_unref);
  self->root = root != NULL ? root : json_from_string (builtin, NULL);
}

/**
 * qh_report_editor_open:
 * @wish: which report is seen beside it
 * @form: (nullable): the unit's form as it is kept, or %NULL to begin with the program's
 *
 * Returns: (transfer none): the window, which shows.
 */
QhReportEditor *
qh_report_editor_open (GtkWidget *from, QhSession *session, const QhReportWish *wish, const QhRecord *form)
{
  QhReportEditor *self = g_object_new (QH_TYPE_REPORT_EDITOR, NULL);
  GtkRoot *root = gtk_widget_get_root (from);

  g_set_weak_pointer (&self->from, from);
  self->session = g_object_ref (session);
  self->language = qh_session_get_language (session);
  self->wish = *wish;
  self->wish.body = NULL;
  if (self->wish.period == QH_REPORT_DAY_SHEET)
    self->wish.period = QH_REPORT_MONTH;
  self->record = form != NULL ? qh_record_copy (form)
                              : qh_store_new_record (qh_session_get_store (session), QH_KIND_DEFINITION);
  if (form == NULL)
    qh_record_set_text (self->record, "name", _ ("Report of the unit"));
  self->name = g_strdup (qh_record_get_text (self->record, "name"));
  take_body (self, form != NULL ? qh_record_get_text (form, "body") : NULL);
  self->unchanged = json_to_string (self->root, FALSE);
  g_signal_connect_object (session, "closing", G_CALLBACK (closing_cb), self, G_CONNECT_SWAPPED);
  qh_report_preview_set_session (self->preview, session);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  rebuild (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report-editor.remove", form != NULL && form->id != 0);
  self->draft = qh_draft_keeper_new (session, QH_DRAFT_FORM_REPORT, collect_cb, GTK_WIDGET (self));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}

/**
 * qh_report_editor_continue:
 * @draft: what had been changed of the same form
 *
 * Goes on with what a draft has.
 */
void
qh_report_editor_continue (QhReportEditor *self, const QhDraft *draft)
{
  const QhRecord *typed = g_ptr_array_index (draft->records, 0);

  g_free (self->name);
  self->name = g_strdup (qh_record_get_text (typed, "name"));
  take_body (self, qh_record_get_text (typed, "body"));
  rebuild (self);
  qh_draft_keeper_continue (self->draft, draft);
}
