/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-settings-page.h"

#include "ui/qh-sidebar-button.h"
#include "ui/settings/qh-settings-audit.h"
#include "ui/settings/qh-settings-backups.h"
#include "ui/settings/qh-settings-catalogues.h"
#include "ui/settings/qh-settings-computer.h"
#include "ui/settings/qh-settings-fields.h"
#include "ui/settings/qh-settings-retention.h"
#include "ui/settings/qh-settings-unit.h"

struct _QhSettingsPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkStack *stack;
  QhSettingsUnit *unit;
  QhSettingsCatalogues *catalogues;
  QhSettingsFields *fields;
  QhSettingsBackups *backups;
  QhSettingsComputer *computer;
  QhSettingsAudit *audit;
  GtkStackPage *audit_page;
  QhSettingsRetention *retention;
  GtkStackPage *retention_page;
};

G_DEFINE_FINAL_TYPE (QhSettingsPage, qh_settings_page, GTK_TYPE_WIDGET)

static gboolean
qh_settings_page_grab_focus (GtkWidget *widget)
{
  GtkWidget *section = gtk_stack_get_visible_child (QH_SETTINGS_PAGE (widget)->stack);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus != NULL && gtk_widget_is_ancestor (focus, section))
    return TRUE;
  return gtk_widget_child_focus (section, GTK_DIR_TAB_FORWARD);
}

static void
qh_settings_page_dispose (GObject *object)
{
  g_clear_pointer (&QH_SETTINGS_PAGE (object)->content, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_settings_page_parent_class)->dispose (object);
}

static void
qh_settings_page_class_init (QhSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_page_dispose;
  widget_class->grab_focus = qh_settings_page_grab_focus;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (QH_TYPE_SETTINGS_UNIT);
  g_type_ensure (QH_TYPE_SETTINGS_CATALOGUES);
  g_type_ensure (QH_TYPE_SETTINGS_FIELDS);
  g_type_ensure (QH_TYPE_SETTINGS_BACKUPS);
  g_type_ensure (QH_TYPE_SETTINGS_COMPUTER);
  g_type_ensure (QH_TYPE_SETTINGS_AUDIT);
  g_type_ensure (QH_TYPE_SETTINGS_RETENTION);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, content);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, unit);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, catalogues);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, fields);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, backups);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, computer);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, audit);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, audit_page);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, retention);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, retention_page);
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

/* Whether a section is for whoever has one of these roles; somebody alone has all
 * of them. The section gets no session where it is not. */
static gboolean
show_section (QhSettingsPage *self,
              GtkStackPage   *page,
              QhSession      *session,
              QhRoles         roles)
{
  gboolean shown = session != NULL && (qh_store_get_roles (qh_session_get_store (session)) & roles) != 0;

  if (!shown && gtk_stack_get_visible_child (self->stack) == gtk_stack_page_get_child (page))
    gtk_stack_set_visible_child_name (self->stack, "unit");
  gtk_stack_page_set_visible (page, shown);
  return shown;
}

/* Who did what is for administrators. */
static void
show_audit (QhSettingsPage *self,
            QhSession      *session)
{
  qh_settings_audit_set_session (self->audit, show_section (self, self->audit_page, session, QH_ROLE_ADMINISTRATOR) ? session : NULL);
}

static void
show_retention (QhSettingsPage *self,
                QhSession      *session)
{
  const QhRoles roles = QH_ROLE_PRACTITIONER | QH_ROLE_SUPERVISOR | QH_ROLE_ADMINISTRATOR;

  qh_settings_retention_set_session (self->retention, show_section (self, self->retention_page, session, roles) ? session : NULL);
}

/**
 * qh_settings_page_show:
 * @section: the name of a section, as in the template
 */
void
qh_settings_page_show (QhSettingsPage *self,
                       const char     *section)
{
  gtk_stack_set_visible_child_name (self->stack, section);
}

/**
 * qh_settings_page_set_session:
 * @session: (nullable): the open workspace; %NULL when it is locked
 *
 * Shows a workspace's settings, or forgets all that was shown of one.
 */
void
qh_settings_page_set_session (QhSettingsPage *self,
                              QhSession      *session)
{
  qh_settings_unit_set_session (self->unit, session);
  qh_settings_catalogues_set_session (self->catalogues, session);
  qh_settings_fields_set_session (self->fields, session);
  qh_settings_backups_set_session (self->backups, session);
  qh_settings_computer_set_session (self->computer, session);
  show_retention (self, session);
  show_audit (self, session);
}
