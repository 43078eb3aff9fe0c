/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-cases-page.h"

#include <glib/gi18n-lib.h>

#include "ui/cases/qh-case-dialog.h"
#include "ui/cases/qh-case-list.h"
#include "ui/cases/qh-case-page.h"
#include "ui/cases/qh-cases-export.h"

struct _QhCasesPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  QhCaseList *list;
  QhCasePage *page;

  QhSession *session;
  gboolean followed; /* whether the case was found in a chart */
};

G_DEFINE_FINAL_TYPE (QhCasesPage, qh_cases_page, GTK_TYPE_WIDGET)

static void
open_case (QhCasesPage *self,
           gint64       id)
{
  self->followed = FALSE;
  if (self->session == NULL || !qh_case_page_open (self->page, self->session, id))
    return;
  qh_case_page_set_trail (self->page, NULL);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->page));
  gtk_widget_grab_focus (GTK_WIDGET (self->page));
}

static void
back_cb (QhCasesPage *self)
{
  gint64 id = qh_case_page_get_id (self->page);

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->list));
  qh_case_page_close (self->page);
  if (self->followed)
    {
      self->followed = FALSE;
      gtk_widget_activate_action (GTK_WIDGET (self), "win.back-to-rows", NULL);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  qh_case_list_select (self->list, id);
}

static void
open_cb (QhCasesPage *self,
         gint64       id)
{
  open_case (self, id);
}

/* Actions */

static void
open_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  open_case (QH_CASES_PAGE (widget), g_variant_get_int64 (parameter));
}

/* As it, and goes back to where it was found. */
static void
follow_action_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  QhCasesPage *self = QH_CASES_PAGE (widget);
  g_autofree const char **trail = NULL;
  g_autoptr (GVariant) words = g_variant_get_child_value (parameter, 1);
  gint64 id;

  g_variant_get_child (parameter, 0, "x", &id);
  open_case (self, id);
  if (qh_case_page_get_id (self->page) != id)
    return;
  trail = g_variant_get_strv (words, NULL);
  qh_case_page_set_trail (self->page, trail);
  self->followed = TRUE;
}

static void
search_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  QhCasesPage *self = QH_CASES_PAGE (widget);

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->list));
  qh_case_list_search (self->list);
}

static void
new_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  QhCasesPage *self = QH_CASES_PAGE (widget);
  GtkWidget *dialog;

  if (self->session == NULL)
    return;
  dialog = qh_case_dialog_new (widget, self->session, NULL);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (open_case), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The filter goes along in words without what was searched for: it may be a name. */
static void
export_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  QhCasesPage *self = QH_CASES_PAGE (widget);
  g_autoptr (GArray) ids = NULL;
  g_autofree char *words = NULL;

  if (self->session == NULL)
    return;
  ids = qh_case_list_dup_ids (self->list);
  words = g_strdup_printf (ngettext ("%'u case", "%'u cases", ids->len), ids->len);
  qh_cases_export_start (widget, self->session, ids, words);
}

static gboolean
qh_cases_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (QH_CASES_PAGE (widget)->stack));
}

static void
qh_cases_page_dispose (GObject *object)
{
  QhCasesPage *self = QH_CASES_PAGE (object);
  GtkWidget *child;

  if (self->stack != NULL)
    qh_cases_page_set_session (self, NULL);
  self->stack = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_cases_page_parent_class)->dispose (object);
}

static void
qh_cases_page_class_init (QhCasesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_cases_page_dispose;
  widget_class->grab_focus = qh_cases_page_grab_focus;

  g_type_ensure (QH_TYPE_CASE_LIST);
  g_type_ensure (QH_TYPE_CASE_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/cases/qh-cases-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhCasesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, QhCasesPage, list);
  gtk_widget_class_bind_template_child (widget_class, QhCasesPage, page);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_install_action (widget_class, "cases.open", "x", open_action_cb);
  gtk_widget_class_install_action (widget_class, "cases.follow", "(xas)", follow_action_cb);
  gtk_widget_class_install_action (widget_class, "cases.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "cases.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "cases.export", NULL, export_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "cases.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "cases.search", NULL);
}

static void
qh_cases_page_init (QhCasesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_cases_page_new:
 *
 * Returns: (transfer floating): the page.
 */
GtkWidget *
qh_cases_page_new (void)
{
  return g_object_new (QH_TYPE_CASES_PAGE, NULL);
}

/**
 * qh_cases_page_set_session:
 * @session: (nullable): the open workspace; %NULL when it is locked
 *
 * Shows a workspace, or forgets all that was shown of one.
 */
void
qh_cases_page_set_session (QhCasesPage *self,
                           QhSession   *session)
{
  g_set_object (&self->session, session);
  self->followed = FALSE;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->list));
  qh_case_page_close (self->page);
  qh_case_list_set_session (self->list, session);
}
