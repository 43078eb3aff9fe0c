/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/qh-sidebar-button.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/qh-tooltip.h"

/**
 * QhSidebarButton:
 *
 * The button of a page's header bar that leads back to the sidebar. It shows
 * only while the window is too narrow for both.
 */
struct _QhSidebarButton
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GBinding *binding;
};

G_DEFINE_FINAL_TYPE (QhSidebarButton, qh_sidebar_button, GTK_TYPE_WIDGET)

static void
clicked_cb (QhSidebarButton *self)
{
  GtkWidget *leaflet = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_LEAFLET);

  if (leaflet != NULL)
    adw_leaflet_navigate (ADW_LEAFLET (leaflet), ADW_NAVIGATION_DIRECTION_BACK);
}

static void
qh_sidebar_button_root (GtkWidget *widget)
{
  QhSidebarButton *self = QH_SIDEBAR_BUTTON (widget);
  GtkWidget *leaflet;

  GTK_WIDGET_CLASS (qh_sidebar_button_parent_class)->root (widget);
  leaflet = gtk_widget_get_ancestor (widget, ADW_TYPE_LEAFLET);
  if (leaflet != NULL && self->binding == NULL)
    self->binding = g_object_bind_property (leaflet, "folded", self->button, "visible", G_BINDING_SYNC_CREATE);
}

static void
qh_sidebar_button_unroot (GtkWidget *widget)
{
  QhSidebarButton *self = QH_SIDEBAR_BUTTON (widget);

  if (self->binding != NULL)
    g_binding_unbind (self->binding);
  self->binding = NULL;
  GTK_WIDGET_CLASS (qh_sidebar_button_parent_class)->unroot (widget);
}

static void
qh_sidebar_button_dispose (GObject *object)
{
  QhSidebarButton *self = QH_SIDEBAR_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_sidebar_button_parent_class)->dispose (object);
}

static void
qh_sidebar_button_class_init (QhSidebarButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_sidebar_button_dispose;
  widget_class->root = qh_sidebar_button_root;
  widget_class->unroot = qh_sidebar_button_unroot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qh_sidebar_button_init (QhSidebarButton *self)
{
  self->button = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_visible (self->button, FALSE);
  qh_tooltip_set (self->button, _("Pages"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Pages"), -1);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}
