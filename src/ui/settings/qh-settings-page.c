/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-settings-page.h"

#include "ui/qh-sidebar-button.h"

struct _QhSettingsPage
{
  GtkWidget parent_instance;

  QhSession *session;
};

G_DEFINE_FINAL_TYPE (QhSettingsPage, qh_settings_page, GTK_TYPE_WIDGET)

static void
qh_settings_page_dispose (GObject *object)
{
  QhSettingsPage *self = QH_SETTINGS_PAGE (object);
  GtkWidget *child;

  qh_settings_page_set_session (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_settings_page_parent_class)->dispose (object);
}

static void
qh_settings_page_class_init (QhSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_page_dispose;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-settings-page.ui");
}

static void
qh_settings_page_init (QhSettingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_settings_page_new:
 *
 * Returns: (transfer floating): the page.
 */
GtkWidget *
qh_settings_page_new (void)
{
  return g_object_new (QH_TYPE_SETTINGS_PAGE, NULL);
}

/**
 * qh_settings_page_set_session:
 * @session: (nullable): the open workspace; %NULL when it is locked
 *
 * Shows a workspace, or forgets all that was shown of one.
 */
void
qh_settings_page_set_session (QhSettingsPage  *self,
                        QhSession *session)
{
  g_set_object (&self->session, session);
}
