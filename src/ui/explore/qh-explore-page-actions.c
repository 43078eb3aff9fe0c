/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Explore gives away and takes in: copied tables, a csv. */
#include "ui/explore/qh-explore-page-private.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"

/* Copying */

/**
 * qh_explore_page_copy_answers:
 * @answers: (element-type QhAnswer): as a page and as lines with tabs
 *
 * Puts answers onto the clipboard.
 */
void
qh_explore_page_copy_answers (QhExplorePage *self, GPtrArray *answers)
{
  g_autoptr (GString) html = g_string_new ("<meta charset=\"utf-8\">\n");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) page = NULL;
  GdkContentProvider *parts[2];
  g_autoptr (GdkContentProvider) both = NULL;

  for (guint i = 0; i < answers->len; i++)
    {
      qh_answer_append_html (g_ptr_array_index (answers, i), html);
      qh_answer_append_text (g_ptr_array_index (answers, i), text);
    }
  page = g_bytes_new (html->str, html->len);
  parts[0] = gdk_content_provider_new_for_bytes ("text/html", page);
  parts[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text->str);
  both = gdk_content_provider_new_union (parts, 2);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), both);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhExplorePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhExploreRun) run = qh_explore_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (run == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The table could not be copied"), error);
      return;
    }
  qh_explore_page_copy_answers (self, run->answers);
  qh_toast_show (GTK_WIDGET (self), _ ("Tables copied"));
}

/* What leaves the program is computed anew, without small counts. */
static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (widget);
  g_autoptr (GPtrArray) questions = qh_explore_page_list_questions (self);
  QhExploreRules rules = qh_explore_page_get_rules (self, TRUE);
  QhFrame *frame = qh_explore_page_get_frame (self);

  if (frame != NULL && questions->len > 0)
    qh_explore_run_async (G_OBJECT (self),
                          self->csv == NULL ? self->session : NULL,
                          frame,
                          questions,
                          &rules,
                          self->cancellable,
                          copied_cb,
                          g_object_ref (self));
}

/* A csv that somebody brings */

static void
read_csv_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (QhCsvReader) table = qh_csv_reader_new_for_file (data, cancellable, &error);
  QhCsvFrame *csv = table != NULL ? qh_csv_frame_new (table, NULL, NULL, &error) : NULL;

  if (csv != NULL)
    g_task_return_pointer (task, csv, (GDestroyNotify)qh_csv_frame_free);
  else
    g_task_return_error (task, error);
}

static void
csv_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (source);
  g_autoptr (GError) error = NULL;
  QhCsvFrame *csv = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = g_file_get_basename (g_task_get_task_data (G_TASK (result)));

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (csv == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The file could not be read"), error);
      return;
    }
  g_clear_pointer (&self->csv, qh_csv_frame_free);
  self->csv = csv;
  adw_window_title_set_subtitle (self->title, name);
  qh_explore_page_list (self);
}

/**
 * qh_explore_page_open_csv:
 *
 * Looks at a csv in place of the workspace's activities.
 */
void
qh_explore_page_open_csv (QhExplorePage *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, csv_cb, NULL);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_csv_in_thread);
}

static void
csv_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr (QhExplorePage) self = data;

  if (file != NULL && self->session != NULL)
    qh_explore_page_open_csv (self, file);
}

static void
open_csv_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const QhFileFilter filters[] = { { _ ("Tables (csv)"), "*.csv;*.tsv;*.txt" }, { NULL, NULL } };

  qh_dialog_open_file (widget, _ ("Open csv"), filters, NULL, csv_chosen_cb, g_object_ref (widget));
}

static void
activities_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (widget);

  g_clear_pointer (&self->csv, qh_csv_frame_free);
  qh_explore_page_list (self);
}

static void
search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  qh_variable_list_focus_search (QH_EXPLORE_PAGE (widget)->variables);
}

void
qh_explore_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "explore.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "explore.open-csv", NULL, open_csv_cb);
  gtk_widget_class_install_action (widget_class, "explore.activities", NULL, activities_cb);
  gtk_widget_class_install_action (widget_class, "explore.search", NULL, search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "explore.search", NULL);
}
