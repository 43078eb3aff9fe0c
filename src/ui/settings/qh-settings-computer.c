/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-settings-computer.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-preferences.h"
#include "ui/qh-theme.h"
#include "ui/settings/qh-passphrase-window.h"
#include "ui/users/qh-new-recovery-window.h"

/**
 * QhSettingsComputer:
 *
 * The passphrase, and how the window looks on this computer.
 */
struct _QhSettingsComputer
{
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwComboRow *language;
  AdwComboRow *theme;
  AdwComboRow *lock;
  GtkWidget *file;
  GtkWidget *passphrase;
  GtkWidget *recovery;

  QhSession *session;
  GSettings *settings;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (QhSettingsComputer, qh_settings_computer, GTK_TYPE_WIDGET)

/* In the order of the rows of the template. */
static const char *const languages[] = { "", "es", "en" };
static const char *const themes[] = { "default", "light", "dark" };
static const guint lock_minutes[] = { 2, 5, 10, 20, 60, 0 };

static guint
find (const char *const *values,
      guint              n,
      const char        *value)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (values[i], value))
      return i;
  return 0;
}

static void
language_cb (QhSettingsComputer *self)
{
  guint selected = adw_combo_row_get_selected (self->language);

  if (self->filling || selected >= G_N_ELEMENTS (languages))
    return;
  qh_preferences_set_string (self->settings, "language", languages[selected]);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->language), _("It takes effect when Quehacer is started again"));
}

static void
theme_cb (QhSettingsComputer *self)
{
  guint selected = adw_combo_row_get_selected (self->theme);

  if (self->filling || selected >= G_N_ELEMENTS (themes))
    return;
  qh_preferences_set_string (self->settings, "colour-scheme", themes[selected]);
  qh_theme_apply (themes[selected]);
}

static void
lock_cb (QhSettingsComputer *self)
{
  guint selected = adw_combo_row_get_selected (self->lock);

  if (!self->filling && selected < G_N_ELEMENTS (lock_minutes) && self->settings != NULL)
    g_settings_set_uint (self->settings, "lock-minutes", lock_minutes[selected]);
}

/* What is set, or the next longer of what is offered. */
static guint
find_lock (QhSettingsComputer *self)
{
  guint minutes = self->settings != NULL ? g_settings_get_uint (self->settings, "lock-minutes") : 10;

  for (guint i = 0; i + 1 < G_N_ELEMENTS (lock_minutes) && minutes > 0; i++)
    if (lock_minutes[i] >= minutes)
      return i;
  return G_N_ELEMENTS (lock_minutes) - 1;
}

static void
passphrase_cb (QhSettingsComputer *self)
{
  if (self->session != NULL)
    qh_passphrase_window_open (GTK_WIDGET (self), qh_session_get_store (self->session));
}

static void
recovery_cb (QhSettingsComputer *self)
{
  if (self->session != NULL)
    qh_new_recovery_window_open (GTK_WIDGET (self), qh_session_get_store (self->session));
}

static gboolean
may_make_recovery (QhSession *session)
{
  QhStore *store = session != NULL ? qh_session_get_store (session) : NULL;

  return store != NULL && (qh_store_get_roles (store) & QH_ROLE_ADMINISTRATOR) != 0
         && qh_store_may_see_identities (store);
}

static void
qh_settings_computer_dispose (GObject *object)
{
  QhSettingsComputer *self = QH_SETTINGS_COMPUTER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_settings_computer_parent_class)->dispose (object);
}

static void
qh_settings_computer_class_init (QhSettingsComputerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_settings_computer_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-settings-computer.ui");
  gtk_widget_class_bind_template_child (widget_class, QhSettingsComputer, content);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsComputer, language);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsComputer, theme);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsComputer, lock);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsComputer, file);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsComputer, passphrase);
  gtk_widget_class_bind_template_child (widget_class, QhSettingsComputer, recovery);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, theme_cb);
  gtk_widget_class_bind_template_callback (widget_class, lock_cb);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, recovery_cb);
}

static void
qh_settings_computer_init (QhSettingsComputer *self)
{
  g_autofree char *language = NULL;
  g_autofree char *theme = NULL;

  self->settings = qh_preferences_new ();
  language = qh_preferences_get_string (self->settings, "language");
  theme = qh_preferences_get_string (self->settings, "colour-scheme");
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->language, find (languages, G_N_ELEMENTS (languages), language));
  adw_combo_row_set_selected (self->theme, find (themes, G_N_ELEMENTS (themes), theme));
  adw_combo_row_set_selected (self->lock, find_lock (self));
  self->filling = FALSE;
}

/**
 * qh_settings_computer_set_session:
 * @session: (nullable): the open workspace
 */
void
qh_settings_computer_set_session (QhSettingsComputer *self,
                                  QhSession          *session)
{
  g_autofree char *name = NULL;
  g_autofree char *escaped = NULL;

  g_set_object (&self->session, session);
  if (session != NULL)
    name = g_filename_display_name (qh_store_get_path (qh_session_get_store (session)));
  escaped = g_markup_escape_text (name != NULL ? name : "", -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->file), escaped);
  gtk_widget_set_sensitive (self->passphrase, session != NULL);
  gtk_widget_set_visible (self->recovery, may_make_recovery (session));
}
