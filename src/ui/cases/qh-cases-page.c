/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cases/qh-cases-page.h"

#include "ui/qh-sidebar-button.h"

struct _QhCasesPage
{
  GtkWidget parent_instance;

  QhSession *session;
};

G_DEFINE_FINAL_TYPE (QhCasesPage, qh_cases_page, GTK_TYPE_WIDGET)

static void
qh_cases_page_dispose (GObject *object)
{
  QhCasesPage *self = QH_CASES_PAGE (object);
  GtkWidget *child;

  qh_cases_page_set_session (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_cases_page_parent_class)->dispose (object);
}

static void
qh_cases_page_class_init (QhCasesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_cases_page_dispose;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/cases/qh-cases-page.ui");
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
qh_cases_page_set_session (QhCasesPage  *self,
                        QhSession *session)
{
  g_set_object (&self->session, session);
}
