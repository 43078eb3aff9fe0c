/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the page Explore: onto the clipboard, and onto the sheet. */
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

/* Leaving */

/* What is done with what leaves the page. */
typedef struct
{
  void (*leave) (QhExplorePage *self, GPtrArray *answers);
  const char *failed; /* translated */
} Leaving;

static void
copy (QhExplorePage *self, GPtrArray *answers)
{
  qh_explore_page_copy_answers (self, answers);
  qh_toast_show (GTK_WIDGET (self->stack), _ ("Tables copied"));
}

static void
add (QhExplorePage *self, GPtrArray *answers)
{
  qh_explore_page_add_answers (self, answers);
  qh_toast_show_action (
    GTK_WIDGET (self->stack), _ ("Added to the sheet"), _ ("Open"), "explore.sheet", NULL);
}

static const Leaving copying = { copy, N_ ("The table could not be copied") };
static const Leaving adding = { add, N_ ("Nothing was added to the sheet") };

static void
computed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (source);
  const Leaving *leaving = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (QhExploreRun) run = qh_explore_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (run == NULL)
    qh_dialog_error (GTK_WIDGET (self), _ (leaving->failed), error);
  else
    leaving->leave (self, run->answers);
}

/* What leaves the program is computed anew, without small counts. */
static void
leave (GtkWidget *widget, const Leaving *leaving)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (widget);
  g_autoptr (GPtrArray) questions = qh_explore_page_list_questions (self);

  if (questions->len > 0)
    qh_explore_page_run (self, questions, TRUE, self->cancellable, computed_cb, (gpointer)leaving);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave (widget, &copying);
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave (widget, &adding);
}

void
qh_explore_page_install_leaving (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "explore.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "explore.add", NULL, add_cb);
  gtk_widget_class_add_binding_action (
    widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "explore.add", NULL);
}
