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
#include "ui/settings/qh-settings-users.h"

struct _QhSettingsPage
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkStack *stack;
  QhSession *session; /* until the page is seen: the sections have not got it yet */
};

G_DEFINE_FINAL_TYPE (QhSettingsPage, qh_settings_page, GTK_TYPE_WIDGET)

typedef void (*SetSession) (GtkWidget *section, QhSession *session);

#define EVERYBODY (QH_ROLES_SEEING | QH_ROLE_RESEARCHER | QH_ROLE_ADMINISTRATOR)
#define CHANGING (QH_ROLE_SUPERVISOR | QH_ROLE_ADMINISTRATOR)

/* The sections, as in the template, and whose they are. */
static const struct
{
  const char *name;
  guint roles;
  SetSession set_session;
} sections[] = {
  { "unit", QH_ROLES_SEEING | QH_ROLE_ADMINISTRATOR, (SetSession) qh_settings_unit_set_session },
  { "users", QH_ROLE_ADMINISTRATOR, (SetSession) qh_settings_users_set_session },
  { "catalogues", CHANGING, (SetSession) qh_settings_catalogues_set_session },
  { "fields", CHANGING, (SetSession) qh_settings_fields_set_session },
  { "backups", EVERYBODY, (SetSession) qh_settings_backups_set_session },
  { "computer", EVERYBODY, (SetSession) qh_settings_computer_set_session },
  { "retention", QH_ROLES_SEEING | QH_ROLE_ADMINISTRATOR, (SetSession) qh_settings_retention_set_session },
  { "audit", QH_ROLE_ADMINISTRATOR, (SetSession) qh_settings_audit_set_session },
};

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
give_session (QhSettingsPage *self,
              QhSession      *session)
{
  guint roles = session != NULL ? qh_store_get_roles (qh_session_get_store (session)) : EVERYBODY;
  GtkWidget *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      GtkWidget *section = gtk_stack_get_child_by_name (self->stack, sections[i].name);
      gboolean shown = (sections[i].roles & roles) != 0;

      gtk_stack_page_set_visible (gtk_stack_get_page (self->stack, section), shown);
      sections[i].set_session (section, shown ? session : NULL);
      if (shown && first == NULL)
        first = section;
    }
  if (!gtk_stack_page_get_visible (gtk_stack_get_page (self->stack, gtk_stack_get_visible_child (self->stack))))
    gtk_stack_set_visible_child (self->stack, first);
}

/* What the sections read is not to be read while a workspace opens. */
static void
qh_settings_page_map (GtkWidget *widget)
{
  QhSettingsPage *self = QH_SETTINGS_PAGE (widget);
  g_autoptr (QhSession) session = g_steal_pointer (&self->session);

  if (session != NULL && qh_session_get_store (session) != NULL)
    give_session (self, session);
  GTK_WIDGET_CLASS (qh_settings_page_parent_class)->map (widget);
}

static void
qh_settings_page_dispose (GObject *object)
{
  g_clear_object (&QH_SETTINGS_PAGE (object)->session);
  g_clear_pointer (&QH_SETTINGS_PAGE (object)->content, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_settings_page_parent_class)->dispose (object);
}

static void
qh_settings_page_class_init (QhSettingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_page_dispose;
  widget_class->grab_focus = qh_settings_page_grab_focus;
  widget_class->map = qh_settings_page_map;

  g_type_ensure (QH_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (QH_TYPE_SETTINGS_UNIT);
  g_type_ensure (QH_TYPE_SETTINGS_CATALOGUES);
  g_type_ensure (QH_TYPE_SETTINGS_FIELDS);
  g_type_ensure (QH_TYPE_SETTINGS_BACKUPS);
  g_type_ensure (QH_TYPE_SETTINGS_COMPUTER);
  g_type_ensure (QH_TYPE_SETTINGS_AUDIT);
  g_type_ensure (QH_TYPE_SETTINGS_RETENTION);
  g_type_ensure (QH_TYPE_SETTINGS_USERS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-settings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, content);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsPage, stack);
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
 * Shows those of a workspace's settings that are for its user's roles, once the
 * page is seen, or forgets at once all that was shown of one.
 */
void
qh_settings_page_set_session (QhSettingsPage *self,
                              QhSession      *session)
{
  gboolean seen = session == NULL || gtk_widget_get_mapped (GTK_WIDGET (self));
  QhSession *unseen = seen ? NULL : session;

  g_set_object (&self->session, unseen);
  if (seen)
    give_session (self, session);
}
