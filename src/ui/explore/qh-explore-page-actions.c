/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page Explore gives away: copied tables. */
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
      qh_answer_append_html (g_ptr_array_index (answers, i), FALSE, html);
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

  if (questions->len > 0)
    qh_explore_page_run (self, questions, TRUE, self->cancellable, copied_cb, g_object_ref (self));
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
  gtk_widget_class_install_action (widget_class, "explore.search", NULL, search_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "explore.search", NULL);
}
