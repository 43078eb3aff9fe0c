/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/today/qh-start-menu.h"

#include <glib/gi18n-lib.h>

#include "domain/qh-day.h"
#include "ui/today/qh-minutes.h"
#include "ui/widgets/qh-tooltip.h"

#define REFRESH_SECONDS 20

/**
 * QhStartMenu:
 *
 * When an activity began. Unless somebody says, it is so many minutes before
 * now, or not known on another day.
 */
struct _QhStartMenu
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *value;
  GtkWidget *popover;
  GtkWidget *entry;
  guint refresh;

  gboolean now;
  gboolean set; /* somebody said: @start holds */
  int start;
  int minutes;
};

G_DEFINE_FINAL_TYPE (QhStartMenu, qh_start_menu, GTK_TYPE_WIDGET)

static void
show_start (QhStartMenu *self)
{
  int start = qh_start_menu_get_start (self);
  g_autofree char *text = start >= 0 ? g_strdup_printf ("%d:%02d", start / 60, start % 60) : g_strdup (_("not known"));
  g_autofree char *whole = g_strdup_printf ("%s: %s", _("Start"), text);

  gtk_label_set_text (GTK_LABEL (self->value), start >= 0 ? text : "");
  gtk_widget_set_visible (self->value, start >= 0);
  qh_tooltip_set (self->button, whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

static gboolean
refresh_cb (gpointer data)
{
  show_start (QH_START_MENU (data));
  return G_SOURCE_CONTINUE;
}

static void
set (QhStartMenu *self,
     int          start)
{
  self->set = TRUE;
  self->start = start;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  show_start (self);
}

static void
entry_activate_cb (QhStartMenu *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  int minute;

  if (text[0] == '\0')
    set (self, QH_NO_START);
  else if (qh_minute_from_text (text, &minute))
    set (self, minute);
  else
    gtk_widget_add_css_class (self->entry, "error");
}

static void
entry_changed_cb (QhStartMenu *self)
{
  gtk_widget_remove_css_class (self->entry, "error");
}

static void
automatic_cb (QhStartMenu *self)
{
  self->set = FALSE;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  show_start (self);
}

static void
unknown_cb (QhStartMenu *self)
{
  set (self, QH_NO_START);
}

static void
shown_cb (QhStartMenu *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), gtk_label_get_text (GTK_LABEL (self->value)));
  gtk_widget_grab_focus (self->entry);
}

static GtkWidget *
append_button (GtkWidget  *box,
               const char *label,
               GCallback   clicked,
               gpointer    self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", clicked, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
create_popover (QhStartMenu *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *popover = gtk_popover_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("hours:minutes"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Start"), -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (entry_changed_cb), self);
  gtk_box_append (GTK_BOX (box), self->entry);
  append_button (box, _("By the clock"), G_CALLBACK (automatic_cb), self);
  append_button (box, _("Not known"), G_CALLBACK (unknown_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_swapped (popover, "map", G_CALLBACK (shown_cb), self);
  return popover;
}

static void
qh_start_menu_dispose (GObject *object)
{
  QhStartMenu *self = QH_START_MENU (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_start_menu_parent_class)->dispose (object);
}

static void
qh_start_menu_class_init (QhStartMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_start_menu_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
qh_start_menu_init (QhStartMenu *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->now = TRUE;
  self->value = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->value, "code-menu-value");
  gtk_widget_add_css_class (self->value, "numeric");
  gtk_box_append (GTK_BOX (box), gtk_label_new (_("Start")));
  gtk_box_append (GTK_BOX (box), self->value);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->popover = create_popover (self);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), self->popover);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "code-menu");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  self->refresh = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
  show_start (self);
}

/**
 * qh_start_menu_new:
 *
 * Returns: (transfer floating): the button.
 */
GtkWidget *
qh_start_menu_new (void)
{
  return g_object_new (QH_TYPE_START_MENU, NULL);
}

/**
 * qh_start_menu_reset:
 *
 * Forgets what was said: the clock tells again.
 */
void
qh_start_menu_reset (QhStartMenu *self)
{
  self->set = FALSE;
  self->minutes = 0;
  show_start (self);
}

/**
 * qh_start_menu_set_now:
 * @now: whether the activity is one of today
 */
void
qh_start_menu_set_now (QhStartMenu *self,
                       gboolean     now)
{
  self->now = now;
  show_start (self);
}

/**
 * qh_start_menu_set_minutes:
 * @minutes: how long the activity lasted
 */
void
qh_start_menu_set_minutes (QhStartMenu *self,
                           int          minutes)
{
  self->minutes = minutes;
  show_start (self);
}

/**
 * qh_start_menu_set_start:
 * @minute: the minute of the day, or %QH_NO_START when it is not known
 */
void
qh_start_menu_set_start (QhStartMenu *self,
                         int          minute)
{
  set (self, minute);
}

/**
 * qh_start_menu_get_start:
 *
 * Returns: the minute of the day, or %QH_NO_START.
 */
int
qh_start_menu_get_start (QhStartMenu *self)
{
  if (self->set)
    return self->start;
  return self->now ? qh_minutes_get_start (self->minutes) : QH_NO_START;
}
