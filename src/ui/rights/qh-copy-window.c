/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rights/qh-copy-window.h"

#include <glib/gi18n-lib.h>

#include "report/qh-pages.h"
#include "report/qh-subject-copy.h"
#include "ui/charts/qh-saved-toast.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-print.h"
#include "ui/qh-work.h"

#define ROWS_AT_ONCE 20 /* that are laid out between two turns of the window */

/* Whose data. */
typedef struct
{
  guint kind;
  gint64 id;
} Subject;

struct _QhCopyWindow
{
  AdwWindow parent_instance;

  AdwComboRow *subject;
  AdwComboRow *format;
  GtkLabel *hint;

  GWeakRef from;
  QhSession *session;
  GArray *subjects; /* of Subject, in the order of the row */
};

G_DEFINE_FINAL_TYPE (QhCopyWindow, qh_copy_window, ADW_TYPE_WINDOW)

/* The work, from the button to the file or the printer */

typedef struct
{
  QhStore *store;
  Subject subject;
  GFile *file;      /* (nullable): to be saved there */
  char *print_path; /* (nullable): printed to a file, instead of a printer */
  QhSubjectCopy *copy;
} Copying;

static void
copying_free (gpointer data)
{
  Copying *self = data;

  g_clear_pointer (&self->copy, qh_subject_copy_free);
  g_clear_object (&self->file);
  g_object_unref (self->store);
  g_free (self->print_path);
  g_free (self);
}

static gboolean
copy_cb (gpointer data,
         QhProgress progress,
         gpointer progress_data,
         GCancellable *cancellable,
         GError **error)
{
  Copying *self = data;

  self->copy = qh_subject_copy_new (
    self->store, self->subject.kind, self->subject.id, progress, progress_data, cancellable, error);
  return self->copy != NULL
         && (self->file == NULL
             || qh_subject_copy_save (
               self->copy, self->store, g_file_peek_path (self->file), NULL, cancellable, error));
}

/* Whether it was done; if not, says why. */
static gboolean
is_done (QhCopyWindow *self, const GError *error)
{
  if (error == NULL)
    return TRUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    qh_toast_show (GTK_WIDGET (self->subject), _ ("Cancelled; no copy was made."));
  else
    qh_dialog_error (GTK_WIDGET (self), _ ("The copy could not be made"), error);
  return FALSE;
}

static void
saved_cb (GtkWidget *window, gpointer data, const GError *error)
{
  QhCopyWindow *self = QH_COPY_WINDOW (window);
  const Copying *copying = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (!is_done (self, error))
    return;
  name = g_file_get_basename (copying->file);
  text = qh_subject_copy_describe (copying->copy, name);
  if (from != NULL)
    qh_saved_toast_show (from, text, copying->file);
  gtk_window_destroy (GTK_WINDOW (self));
}

static Copying *
copying_new (QhCopyWindow *self)
{
  QhStore *store = qh_session_get_store (self->session);
  Copying *copying;

  if (store == NULL)
    return NULL;
  copying = g_new0 (Copying, 1);
  copying->store = g_object_ref (store);
  copying->subject
    = g_array_index (self->subjects, Subject, adw_combo_row_get_selected (self->subject));
  return copying;
}

static void
run (QhCopyWindow *self, Copying *copying, QhWorkDone done)
{
  qh_work_run (GTK_WIDGET (self),
               self->session,
               _ ("Collecting the data…"),
               copy_cb,
               copying,
               copying_free,
               done);
}

/**
 * qh_copy_window_save_to:
 * @file: where to; its ending says as what
 *
 * Saves the copy of whose data are chosen, and closes.
 */
void
qh_copy_window_save_to (QhCopyWindow *self, GFile *file)
{
  Copying *copying;
  g_autoptr (GError) error = NULL;

  if (g_file_peek_path (file) == NULL)
    error = g_error_new_literal (G_IO_ERROR,
                                 G_IO_ERROR_NOT_SUPPORTED,
                                 _ ("The folder is not on this computer. Choose one that is."));
  if (error != NULL || !qh_document_check_path (g_file_peek_path (file), &error))
    {
      is_done (self, error);
      return;
    }
  copying = copying_new (self);
  if (copying == NULL)
    return;
  copying->file = g_object_ref (file);
  run (self, copying, saved_cb);
}

static void
chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhCopyWindow) self = data;

  if (file != NULL && gtk_widget_get_visible (GTK_WIDGET (self)))
    qh_copy_window_save_to (self, file);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  static const char *const endings[] = { "pdf", "txt", "json" };
  QhCopyWindow *self = QH_COPY_WINDOW (widget);
  const char *ending = endings[adw_combo_row_get_selected (self->format)];
  g_autofree char *pattern = g_strconcat ("*.", ending, NULL);
  g_autofree char *kind = g_ascii_strup (ending, -1);
  const QhFileFilter filters[] = { { kind, pattern }, { NULL, NULL } };
  /* Translators: the name of a file; it tells of nobody */
  g_autofree char *name = g_strconcat (_ ("copy of data"), ".", ending, NULL);

  qh_dialog_save_file (
    widget, _ ("Save the Copy"), filters, NULL, name, chosen_cb, g_object_ref (self));
}

/* Printing */

typedef struct
{
  QhStore *store;
  QhSubjectCopy *copy;
  QhPages *pages;
} CopyOnPaper;

static gboolean
lay_out (gpointer data, double width, double height)
{
  CopyOnPaper *self = data;

  if (self->pages == NULL)
    self->pages = qh_pages_new (self->copy->document, width, height);
  return qh_pages_lay_out (self->pages, ROWS_AT_ONCE);
}

static guint
count (gpointer data)
{
  return qh_pages_get_n (((CopyOnPaper *)data)->pages);
}

static void
draw (gpointer data, cairo_t *cr, guint page)
{
  qh_pages_draw (((CopyOnPaper *)data)->pages, cr, page);
}

static void
log_in_thread (GTask *task, gpointer store, gpointer copy, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  /* No warning: the workspace may just have been locked. */
  if (!qh_subject_copy_log (copy, store, "paper", &error))
    g_message ("A printed copy could not be logged: %s", error->message);
}

static void
printed (GtkWidget *from, gpointer data)
{
  CopyOnPaper *self = data;
  g_autoptr (GTask) task = g_task_new (self->store, NULL, NULL, NULL);

  g_task_set_task_data (task, g_steal_pointer (&self->copy), (GDestroyNotify)qh_subject_copy_free);
  g_task_run_in_thread (task, log_in_thread);
  gtk_window_close (GTK_WINDOW (from));
}

static void
free_paper (gpointer data)
{
  CopyOnPaper *self = data;

  g_clear_pointer (&self->pages, qh_pages_free);
  g_clear_pointer (&self->copy, qh_subject_copy_free);
  g_object_unref (self->store);
  g_free (self);
}

static const QhPrintable copy_on_paper = { lay_out, count, draw, printed, free_paper };

static void
collected_cb (GtkWidget *window, gpointer data, const GError *error)
{
  Copying *copying = data;
  CopyOnPaper *paper;

  if (!is_done (QH_COPY_WINDOW (window), error))
    return;
  paper = g_new0 (CopyOnPaper, 1);
  paper->store = g_object_ref (copying->store);
  paper->copy = g_steal_pointer (&copying->copy);
  if (copying->print_path != NULL)
    qh_print_to (window,
                 _ ("Copy of All Data"),
                 GTK_PAGE_ORIENTATION_PORTRAIT,
                 &copy_on_paper,
                 paper,
                 copying->print_path);
  else
    qh_print (window, _ ("Copy of All Data"), GTK_PAGE_ORIENTATION_PORTRAIT, &copy_on_paper, paper);
}

/**
 * qh_copy_window_print_to:
 * @path: (nullable): a PDF file instead of a printer
 *
 * Prints the copy of whose data are chosen, and closes.
 */
void
qh_copy_window_print_to (QhCopyWindow *self, const char *path)
{
  Copying *copying = copying_new (self);

  if (copying == NULL)
    return;
  copying->print_path = g_strdup (path);
  run (self, copying, collected_cb);
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  qh_copy_window_print_to (QH_COPY_WINDOW (widget), NULL);
}

/* The window */

/* What whoever hands it over has to know before. */
static void
subject_cb (QhCopyWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->subject);
  gboolean whole = selected < self->subjects->len
                   && g_array_index (self->subjects, Subject, selected).kind == QH_KIND_CASE;

  gtk_label_set_text (self->hint,
                      whole ? _ ("The copy names all people of the case. Hand it only to who may "
                                 "have the data of all of them.")
                            : _ ("Other people are not named, but notes can name them: read them "
                                 "before the copy is handed over. The first page says what is "
                                 "left out."));
}

static void
qh_copy_window_dispose (GObject *object)
{
  QhCopyWindow *self = QH_COPY_WINDOW (object);

  g_weak_ref_set (&self->from, NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->subjects, g_array_unref);
  G_OBJECT_CLASS (qh_copy_window_parent_class)->dispose (object);
}

static void
qh_copy_window_class_init (QhCopyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_copy_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/quehacer/Quehacer/rights/qh-copy-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhCopyWindow, subject);
  gtk_widget_class_bind_template_child (widget_class, QhCopyWindow, format);
  gtk_widget_class_bind_template_child (widget_class, QhCopyWindow, hint);
  gtk_widget_class_bind_template_callback (widget_class, subject_cb);
  gtk_widget_class_install_action (widget_class, "copy.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "copy.print", NULL, print_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "copy.save", NULL);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "copy.print", NULL);
}

static void
qh_copy_window_init (QhCopyWindow *self)
{
  self->subjects = g_array_new (FALSE, FALSE, sizeof (Subject));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_subject (QhCopyWindow *self, GtkStringList *names, guint kind, gint64 id, const char *name)
{
  const Subject subject = { kind, id };

  g_array_append_val (self->subjects, subject);
  gtk_string_list_append (names, name);
}

/* The person, or the people of the case one by one and then the case. */
static void
add_subjects (QhCopyWindow *self, const QhRecord *record)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gboolean is_case = record->kind->number == QH_KIND_CASE;
  const QhRows *people = is_case ? qh_record_get_rows (record, "people") : NULL;
  g_autofree char *alone = is_case ? NULL : qh_person_dup_name (record);
  g_autofree char *folio = NULL;

  if (alone != NULL)
    add_subject (self, names, QH_KIND_PERSON, record->id, alone);
  for (guint i = 0; people != NULL && i < people->n_rows; i++)
    {
      gint64 person = qh_rows_cell (people, i, 0);
      g_autofree char *name = qh_session_dup_person_name (self->session, person);

      add_subject (self, names, QH_KIND_PERSON, person, name);
    }
  if (is_case)
    {
      /* Translators: %s is a folio */
      folio = g_strdup_printf (_ ("Everybody in %s"), qh_record_get_text (record, "folio"));
      add_subject (self, names, QH_KIND_CASE, record->id, folio);
    }
  adw_combo_row_set_model (self->subject, G_LIST_MODEL (names));
  subject_cb (self);
}

/**
 * qh_copy_window_new:
 * @from: a widget of the window over which it shows, which says what was done
 * @record: a person or a case
 *
 * Returns: (transfer none): the window, to be presented.
 */
GtkWidget *
qh_copy_window_new (GtkWidget *from, QhSession *session, const QhRecord *record)
{
  GtkRoot *root = gtk_widget_get_root (from);
  QhCopyWindow *self
    = g_object_new (QH_TYPE_COPY_WINDOW, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);

  g_weak_ref_set (&self->from, from);
  self->session = g_object_ref (session);
  add_subjects (self, record);
  return GTK_WIDGET (self);
}
