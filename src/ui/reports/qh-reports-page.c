/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/reports/qh-reports-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "report/qh-report-forms.h"
#include "report/qh-report-save.h"
#include "ui/charts/qh-saved-toast.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-event-log.h"
#include "ui/qh-sidebar-button.h"
#include "ui/reports/qh-report-editor.h"
#include "ui/reports/qh-report-print.h"
#include "ui/settings/qh-records.h"

/**
 * QhReportsPage:
 *
 * Reports of a month, a quarter or a year and the sheet of a day, as they will
 * be on paper; saved and printed from here.
 */
struct _QhReportsPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkDropDown *kinds;
  GtkDropDown *scopes;
  GtkLabel *period;
  GtkCheckButton *identities;
  QhReportPreview *preview;

  QhSession *session;
  QhDay day;
  GPtrArray *unit_records; /* NULL until they are read */
  GArray *units;   /* of the choices, in their order: a unit's id, or 0 */
  GArray *workers; /* likewise */
  GCancellable *cancellable;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (QhReportsPage, qh_reports_page, GTK_TYPE_WIDGET)

/* What is wished */

static gboolean
is_day_sheet (QhReportsPage *self)
{
  return gtk_drop_down_get_selected (self->kinds) == QH_REPORT_DAY_SHEET;
}

static gint64
get_scope (QhReportsPage *self, GArray *ids)
{
  guint selected = gtk_drop_down_get_selected (self->scopes);

  return selected < ids->len ? g_array_index (ids, gint64, selected) : 0;
}

static void
show_period (QhReportsPage *self)
{
  g_autofree char *text = is_day_sheet (self)
                            ? qh_day_format_short (self->day)
                            : qh_report_period_to_text (gtk_drop_down_get_selected (self->kinds), self->day);

  gtk_label_set_text (self->period, text);
  gtk_widget_set_visible (GTK_WIDGET (self->identities), is_day_sheet (self));
}

static QhReportWish
make_wish (QhReportsPage *self)
{
  return (QhReportWish){ .period = gtk_drop_down_get_selected (self->kinds),
                         .day = self->day,
                         .unit = get_scope (self, self->units),
                         .worker = get_scope (self, self->workers),
                         .identities = gtk_check_button_get_active (self->identities) };
}

static void
refresh (QhReportsPage *self)
{
  QhReportWish wish = make_wish (self);

  if (self->session == NULL || self->unit_records == NULL || self->filling || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  show_period (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.save", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.print", FALSE);
  qh_report_preview_show (self->preview, &wish);
}

static void
made_cb (QhReportsPage *self)
{
  gboolean there = qh_report_preview_get_report (self->preview) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.save", there);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reports.print", there);
}

/* A day sheet is of one worker; the choices follow. */
static void
fill_scopes (QhReportsPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *units = self->unit_records;
  GPtrArray *workers = qh_session_get_workers (self->session);
  gint64 none = 0, me = qh_session_get_worker (self->session);
  guint selected = 0;

  self->filling = TRUE;
  g_array_set_size (self->units, 0);
  g_array_set_size (self->workers, 0);
  if (!is_day_sheet (self))
    {
      gtk_string_list_append (names, _ ("Everybody"));
      g_array_append_val (self->units, none);
      g_array_append_val (self->workers, none);
    }
  for (guint i = 0; !is_day_sheet (self) && units != NULL && i < units->len; i++)
    {
      const QhRecord *unit = g_ptr_array_index (units, i);

      gtk_string_list_append (names, qh_record_get_text (unit, "name"));
      g_array_append_val (self->units, unit->id);
      g_array_append_val (self->workers, none);
    }
  for (guint i = 0; i < workers->len; i++)
    {
      const QhRecord *worker = g_ptr_array_index (workers, i);
      g_autofree char *name = qh_session_dup_worker_name (self->session, worker->id);

      if (is_day_sheet (self) && worker->id == me)
        selected = self->workers->len;
      gtk_string_list_append (names, name != NULL ? name : "—");
      g_array_append_val (self->units, none);
      g_array_append_val (self->workers, worker->id);
    }
  gtk_drop_down_set_model (self->scopes, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->scopes, selected);
  self->filling = FALSE;
}

static void
units_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) units = qh_records_list_finish (result, &error);
  QhReportsPage *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (units == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The unit cannot be read"), error);
      return;
    }
  g_clear_pointer (&self->unit_records, g_ptr_array_unref);
  self->unit_records = g_steal_pointer (&units);
  fill_scopes (self);
  refresh (self);
}

static void
kind_chosen_cb (QhReportsPage *self)
{
  if (self->session == NULL || self->unit_records == NULL || self->filling)
    return;
  fill_scopes (self);
  refresh (self);
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhReportsPage *self = QH_REPORTS_PAGE (widget);
  static const int months[] = { 1, 3, 12 };
  guint kind = gtk_drop_down_get_selected (self->kinds);
  int direction = g_str_equal (action, "reports.previous") ? -1 : 1;
  QhDay day = kind == QH_REPORT_DAY_SHEET
                ? self->day + direction
                : qh_day_add_months (qh_day_month_start (self->day), direction * months[kind]);

  if (day > qh_day_today ())
    return;
  self->day = day;
  refresh (self);
}

/* Leaving the program */

/* A report that is being saved. */
typedef struct
{
  QhReport *report;
  char *path;
} Saving;

static void
saving_free (gpointer data)
{
  qh_report_free (((Saving *)data)->report);
  g_free (((Saving *)data)->path);
  g_free (data);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  if (qh_report_save (saving->report, saving->path, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhReportsPage *self = QH_REPORTS_PAGE (source);
  Saving *saving = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (saving->path);
  g_autofree char *name = g_path_get_basename (saving->path);
  g_autofree char *detail = qh_report_dup_detail (saving->report, qh_report_get_ending (saving->path));
  g_autofree char *text = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The report was not saved"), error);
      return;
    }
  if (self->session != NULL && qh_session_get_store (self->session) != NULL)
    qh_event_log_export (qh_session_get_store (self->session), detail);
  text = g_strdup_printf (_ ("The report is in “%s”."), name);
  qh_saved_toast_show (GTK_WIDGET (self), text, file);
}

/**
 * qh_reports_page_save:
 * @path: its ending says as what
 *
 * Saves what shows, on a worker.
 */
void
qh_reports_page_save (QhReportsPage *self, const char *path)
{
  const QhReport *report = qh_report_preview_get_report (self->preview);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  if (report == NULL)
    return;
  if (!qh_report_check_path (path, &error))
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The report was not saved"), error);
      return;
    }
  saving = g_new0 (Saving, 1);
  saving->report = qh_report_ref (report);
  saving->path = g_strdup (path);
  task = g_task_new (self, NULL, saved_cb, NULL);
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_in_thread);
}

static void
file_chosen_cb (GFile *file, gpointer data)
{
  QhReportsPage *self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    qh_reports_page_save (self, path);
  g_object_unref (self);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const QhFileFilter filters[] = {
    { N_ ("PDF"), "*.pdf" }, { N_ ("Spreadsheet (xlsx)"), "*.xlsx" }, { N_ ("Figures (csv)"), "*.csv" }, { NULL, NULL }
  };
  QhReportsPage *self = QH_REPORTS_PAGE (widget);
  const QhReport *report = qh_report_preview_get_report (self->preview);
  g_autofree char *name = NULL;
  char from[QH_DAY_ISO_SIZE];

  if (report == NULL)
    return;
  qh_day_to_iso (report->from, from);
  if (!is_day_sheet (self))
    from[gtk_drop_down_get_selected (self->kinds) == QH_REPORT_YEAR ? 4 : 7] = '\0';
  /* Translators: the name of a file: “Report 2026-10.pdf” */
  name = g_strdup_printf (_ ("Report %s.pdf"), from);
  qh_dialog_save_file (widget, _ ("Save the Report"), filters, NULL, name, file_chosen_cb, g_object_ref (self));
}

static void
printed_cb (GtkWidget *widget)
{
  QhReportsPage *self = QH_REPORTS_PAGE (widget);
  const QhReport *report = qh_report_preview_get_report (self->preview);
  g_autofree char *detail = report != NULL ? qh_report_dup_detail (report, "print") : NULL;

  if (detail != NULL && self->session != NULL)
    qh_event_log_print (qh_session_get_store (self->session), detail);
}

/**
 * qh_reports_page_print:
 * @path: (nullable): a PDF file instead of a printer
 */
void
qh_reports_page_print (QhReportsPage *self, const char *path)
{
  const QhReport *report = qh_report_preview_get_report (self->preview);

  if (report != NULL)
    qh_report_print (GTK_WIDGET (self), report, printed_cb, path);
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  qh_reports_page_print (QH_REPORTS_PAGE (widget), NULL);
}

/* The form */

static void
forms_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) definitions = qh_records_list_finish (result, &error);
  const QhRecord *form = NULL;
  QhReportsPage *self = data;
  QhReportWish wish;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint i = 0; definitions != NULL && i < definitions->len; i++)
    {
      const QhRecord *record = g_ptr_array_index (definitions, i);

      if (g_strcmp0 (qh_record_get_text (record, "use"), QH_REPORT_USE) == 0
          && qh_record_get_integer (record, "retired") == 0)
        form = record;
    }
  if (definitions == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The form cannot be read"), error);
      return;
    }
  wish = make_wish (self);
  qh_report_editor_open (GTK_WIDGET (self), self->session, &wish, form);
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhReportsPage *self = QH_REPORTS_PAGE (widget);

  qh_records_list_async (qh_session_get_store (self->session), QH_KIND_DEFINITION, self->cancellable, forms_read_cb, self);
}

/* The widget */

static void
changed_cb (QhReportsPage *self)
{
  refresh (self);
}

static void
qh_reports_page_dispose (GObject *object)
{
  QhReportsPage *self = QH_REPORTS_PAGE (object);

  if (self->session != NULL)
    qh_reports_page_set_session (self, NULL);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->units, g_array_unref);
  g_clear_pointer (&self->workers, g_array_unref);
  G_OBJECT_CLASS (qh_reports_page_parent_class)->dispose (object);
}

static void
qh_reports_page_class_init (QhReportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_reports_page_dispose;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (QH_TYPE_REPORT_PREVIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/reports/qh-reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhReportsPage, content);
  gtk_widget_class_bind_template_child (widget_class, QhReportsPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, QhReportsPage, scopes);
  gtk_widget_class_bind_template_child (widget_class, QhReportsPage, period);
  gtk_widget_class_bind_template_child (widget_class, QhReportsPage, identities);
  gtk_widget_class_bind_template_child (widget_class, QhReportsPage, preview);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, made_cb);
  gtk_widget_class_install_action (widget_class, "reports.previous", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "reports.next", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "reports.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "reports.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "reports.edit", NULL, edit_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "reports.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "reports.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "reports.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "reports.print", NULL);
}

static void
qh_reports_page_init (QhReportsPage *self)
{
  self->units = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->workers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->day = qh_day_today ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
qh_reports_page_new (void)
{
  return g_object_new (QH_TYPE_REPORTS_PAGE, NULL);
}

/**
 * qh_reports_page_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_reports_page_set_session (QhReportsPage *self, QhSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->unit_records, g_ptr_array_unref);
  qh_report_preview_set_session (self->preview, session);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->identities),
                            qh_store_may_see_identities (qh_session_get_store (session)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self),
                                 "reports.edit",
                                 (qh_store_get_roles (qh_session_get_store (session))
                                  & qh_store_get_kind (qh_session_get_store (session), QH_KIND_DEFINITION)->writers)
                                   != 0);
  self->cancellable = g_cancellable_new ();
  qh_records_list_async (qh_session_get_store (session), QH_KIND_UNIT, self->cancellable, units_read_cb, self);
}
