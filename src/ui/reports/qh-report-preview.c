/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/reports/qh-report-preview.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "report/qh-day-sheet.h"
#include "report/qh-report-forms.h"
#include "store/qh-unit-number.h"

#define PAGE_WIDTH 720

/**
 * QhReportPreview:
 *
 * The pages of a report as they will be on paper, made on a worker. Of several
 * wishes while one is being made the last counts.
 */
struct _QhReportPreview
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkBox *sheets;
  AdwStatusPage *problem;
  GtkWidget *spinner;

  QhSession *session;
  QhDesk *desk; /* kept for the next report, while none is being made */
  QhReportWish wish;
  gboolean wanted;
  gboolean making;
  gboolean stale; /* whether what the desk has read was changed since */
  QhReport *report;
  QhReportPages *pages;
  int page_width;
};

enum
{
  MADE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhReportPreview, qh_report_preview, GTK_TYPE_WIDGET)

/* Making, on a worker */

typedef struct
{
  QhStore *store;
  QhDesk *desk;
  QhReportWish wish;
  QhReport *report;
  QhReportPages *pages;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->store);
  qh_desk_free (job->desk);
  g_free (job->wish.body);
  qh_report_free (job->report);
  qh_report_pages_free (job->pages);
  g_free (job);
}

static gboolean
prepare_desk (Job *job, GCancellable *cancellable, GError **error)
{
  QhScope *scope = qh_scope_new (job->store, job->wish.unit, job->wish.worker, error);

  if (scope == NULL)
    return FALSE;
  if (job->desk == NULL)
    {
      job->desk = qh_desk_new (job->store, scope, job->wish.day, job->wish.day, cancellable);
      return TRUE;
    }
  qh_scope_free (job->desk->scope);
  job->desk->scope = scope;
  return TRUE;
}

static QhReport *
make (Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (QhDictionary) dictionary = qh_store_ref_dictionary (job->store);
  g_autoptr (QhReportTemplate) template
    = job->wish.body != NULL ? qh_report_template_parse (dictionary, job->wish.body, -1, error)
                             : qh_report_form_load (job->store, NULL, error);
  gint64 least = qh_unit_number_get (job->store, QH_UNIT_SMALL_CELLS);

  if (template == NULL)
    return NULL;
  if (job->wish.period == QH_REPORT_DAY_SHEET)
    return qh_day_sheet_new (
      job->store, template, job->wish.day, job->wish.worker, job->wish.identities, error);
  if (!prepare_desk (job, cancellable, error))
    return NULL;
  return qh_report_new (
    job->desk, template, (QhReportPeriod)job->wish.period, job->wish.day, (guint)CLAMP (least, 0, 1000), error);
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  double width, height;

  job->report = make (job, cancellable, &error);
  if (job->report == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  qh_report_get_paper (job->report, &width, &height);
  job->pages
    = qh_report_pages_new (job->report, width - 2 * QH_REPORT_MARGIN, height - 2 * QH_REPORT_MARGIN);
  g_task_return_boolean (task, TRUE);
}

/* Showing */

static void
draw_sheet_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  QhReportPreview *self = QH_REPORT_PREVIEW (gtk_widget_get_ancestor (GTK_WIDGET (area), QH_TYPE_REPORT_PREVIEW));
  double paper_width, paper_height;

  if (self == NULL || self->pages == NULL)
    return;
  qh_report_get_paper (self->report, &paper_width, &paper_height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / paper_width, width / paper_width);
  cairo_translate (cr, QH_REPORT_MARGIN, QH_REPORT_MARGIN);
  qh_report_pages_draw (self->pages, cr, GPOINTER_TO_UINT (data));
}

static GtkWidget *
create_sheet (QhReportPreview *self, guint page)
{
  g_autofree char *name
    = g_strdup_printf (_ ("Page %u of %u"), page + 1, qh_report_pages_get_n (self->pages));
  g_autofree char *text = qh_report_pages_dup_text (self->pages, page);
  GtkWidget *sheet
    = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  double width, height;

  qh_report_get_paper (self->report, &width, &height);
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (sheet), self->page_width);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (sheet), (int)(self->page_width * height / width));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (sheet), draw_sheet_cb, GUINT_TO_POINTER (page), NULL);
  gtk_widget_set_halign (sheet, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (sheet, "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (sheet),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text,
                                  -1);
  return sheet;
}

static void
clear_sheets (QhReportPreview *self)
{
  GtkWidget *sheet;

  while ((sheet = gtk_widget_get_first_child (GTK_WIDGET (self->sheets))) != NULL)
    gtk_box_remove (self->sheets, sheet);
}

static void
show_report (QhReportPreview *self)
{
  clear_sheets (self);
  for (guint page = 0; page < qh_report_pages_get_n (self->pages); page++)
    gtk_box_append (self->sheets, create_sheet (self, page));
  gtk_stack_set_visible_child_name (self->stack, "sheets");
}

static void
show_problem (QhReportPreview *self, const GError *error)
{
  clear_sheets (self);
  g_clear_pointer (&self->pages, qh_report_pages_free);
  g_clear_pointer (&self->report, qh_report_free);
  adw_status_page_set_description (self->problem, error->message);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void start (QhReportPreview *self);

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhReportPreview *self = QH_REPORT_PREVIEW (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean good = g_task_propagate_boolean (G_TASK (result), &error);

  self->making = FALSE;
  if (self->session == NULL || qh_session_get_store (self->session) != job->store)
    return;
  if (self->stale)
    g_clear_pointer (&job->desk, qh_desk_free);
  self->stale = FALSE;
  self->desk = g_steal_pointer (&job->desk);
  if (self->wanted)
    {
      start (self);
      return;
    }
  gtk_widget_hide (self->spinner);
  if (good)
    {
      g_clear_pointer (&self->pages, qh_report_pages_free);
      g_clear_pointer (&self->report, qh_report_free);
      self->report = g_steal_pointer (&job->report);
      self->pages = g_steal_pointer (&job->pages);
      show_report (self);
    }
  else
    show_problem (self, error);
  g_signal_emit (self, signals[MADE], 0);
}

static void
start (QhReportPreview *self)
{
  g_autoptr (GTask) task
    = g_task_new (self, qh_session_get_cancellable (self->session), made_cb, NULL);
  Job *job = g_new0 (Job, 1);

  job->store = g_object_ref (qh_session_get_store (self->session));
  job->desk = g_steal_pointer (&self->desk);
  job->wish = self->wish;
  job->wish.body = g_strdup (self->wish.body);
  self->wanted = FALSE;
  self->making = TRUE;
  gtk_widget_show (self->spinner);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, make_in_thread);
}

/* The widget */

static void
changed_cb (QhReportPreview *self)
{
  if (self->making)
    self->stale = TRUE;
  g_clear_pointer (&self->desk, qh_desk_free);
}

static void
qh_report_preview_dispose (GObject *object)
{
  QhReportPreview *self = QH_REPORT_PREVIEW (object);

  qh_report_preview_set_session (self, NULL);
  g_clear_pointer ((GtkWidget **)&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->wish.body, g_free);
  G_OBJECT_CLASS (qh_report_preview_parent_class)->dispose (object);
}

static void
qh_report_preview_class_init (QhReportPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_report_preview_dispose;

  /**
   * QhReportPreview::made:
   *
   * A report was made, or it was seen why it cannot be.
   */
  signals[MADE] = g_signal_new ("made", QH_TYPE_REPORT_PREVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/reports/qh-report-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, QhReportPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, QhReportPreview, sheets);
  gtk_widget_class_bind_template_child (widget_class, QhReportPreview, problem);
  gtk_widget_class_bind_template_child (widget_class, QhReportPreview, spinner);
}

static void
qh_report_preview_init (QhReportPreview *self)
{
  self->page_width = PAGE_WIDTH;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_report_preview_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_report_preview_set_session (QhReportPreview *self, QhSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->desk, qh_desk_free);
  g_clear_pointer (&self->pages, qh_report_pages_free);
  g_clear_pointer (&self->report, qh_report_free);
  self->wanted = FALSE;
  if (self->stack != NULL)
    clear_sheets (self);
  if (session == NULL)
    return;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * qh_report_preview_set_width:
 * @width: of a sheet of paper on the screen, from the next report on
 */
void
qh_report_preview_set_width (QhReportPreview *self, int width)
{
  self->page_width = width;
}

/**
 * qh_report_preview_show:
 *
 * Makes a report and shows it.
 */
void
qh_report_preview_show (QhReportPreview *self, const QhReportWish *wish)
{
  char *body = g_strdup (wish->body);

  g_return_if_fail (self->session != NULL);

  g_free (self->wish.body);
  self->wish = *wish;
  self->wish.body = body;
  self->wanted = TRUE;
  if (!self->making)
    start (self);
}

/**
 * qh_report_preview_get_report:
 *
 * Returns: (transfer none) (nullable): what shows; %NULL while nothing does.
 */
const QhReport *
qh_report_preview_get_report (QhReportPreview *self)
{
  return self->report;
}
