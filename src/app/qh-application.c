/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/qh-application.h"

#include <glib/gi18n-lib.h>

#include "app/qh-window-private.h"
#include "config.h"
#include "ui/qh-preferences.h"
#include "ui/qh-theme.h"

struct _QhApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (QhApplication, qh_application, ADW_TYPE_APPLICATION)

static QhWindow *
ensure_window (QhApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  while (window != NULL && !QH_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return window != NULL ? QH_WINDOW (window) : qh_window_new (self);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  QhApplication *self = user_data;

  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         "application-name", "Quehacer",
                         "application-icon", QH_APP_ID,
                         "version", QH_VERSION,
                         "developer-name", _("The Quehacer team"),
                         "comments", _("The daily record of social work: log activities, see them in charts, export data sets."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your name, a line each. */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (user_data));

  /* Closing keeps the window's size; the program ends with its last window. */
  for (GList *l = g_list_copy (windows); l != NULL; l = g_list_delete_link (l, l))
    gtk_window_close (GTK_WINDOW (l->data));
}

static const GActionEntry actions[] = {
  { "about", about_cb },
  { "quit", quit_cb },
};

static const struct
{
  const char *action;
  const char *accels[3];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "win.lock", { "<Control>l" } },
  { "win.jump", { "<Control>k" } },
  { "win.next-pane", { "F6" } },
  { "win.previous-pane", { "<Shift>F6" } },
};

static void
qh_application_startup (GApplication *application)
{
  QhApplication *self = QH_APPLICATION (application);
  g_autofree char *scheme = NULL;

  G_APPLICATION_CLASS (qh_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, accelerators[i].accels);
  qh_window_pages_add_keys (GTK_APPLICATION (self));
  gtk_window_set_default_icon_name (QH_APP_ID);
  scheme = qh_preferences_get_string (self->settings, "colour-scheme");
  qh_theme_apply (scheme);
}

static void
qh_application_activate (GApplication *application)
{
  QhApplication *self = QH_APPLICATION (application);
  gboolean first = gtk_application_get_active_window (GTK_APPLICATION (self)) == NULL;
  QhWindow *window = ensure_window (self);

  if (first)
    qh_window_start (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
qh_application_open (GApplication *application,
                     GFile       **files,
                     int           n_files,
                     const char   *hint)
{
  QhWindow *window = ensure_window (QH_APPLICATION (application));
  g_autofree char *path = g_file_get_path (files[0]);

  if (path != NULL)
    qh_window_open_path (window, path);
  gtk_window_present (GTK_WINDOW (window));
}

static void
qh_application_finalize (GObject *object)
{
  QhApplication *self = QH_APPLICATION (object);

  g_clear_object (&self->settings);
  G_OBJECT_CLASS (qh_application_parent_class)->finalize (object);
}

static void
qh_application_class_init (QhApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qh_application_finalize;
  application_class->startup = qh_application_startup;
  application_class->activate = qh_application_activate;
  application_class->open = qh_application_open;
}

static void
qh_application_init (QhApplication *self)
{
}

/**
 * qh_application_new:
 * @settings: (nullable): what this computer remembers
 *
 * Returns: (transfer full): the program with a window.
 */
QhApplication *
qh_application_new (GSettings *settings)
{
  QhApplication *self = g_object_new (QH_TYPE_APPLICATION,
                                      "application-id", QH_APP_ID,
                                      "flags", G_APPLICATION_HANDLES_OPEN,
                                      "resource-base-path", "/org/quehacer/Quehacer",
                                      NULL);

  g_set_object (&self->settings, settings);
  return self;
}

/**
 * qh_application_get_settings:
 *
 * Returns: (transfer none) (nullable): what this computer remembers.
 */
GSettings *
qh_application_get_settings (QhApplication *self)
{
  return self->settings;
}
