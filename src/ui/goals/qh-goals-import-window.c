/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/goals/qh-goals-import-window.h"

#include <glib/gi18n-lib.h>

#include "ui/goals/qh-goals-work.h"
#include "ui/qh-dialogs.h"
#include "ui/widgets/qh-weak.h"

/**
 * QhGoalsImportWindow:
 *
 * What a table of goals would write, before it does; or what is wrong in it, and
 * then it cannot be imported.
 */
struct _QhGoalsImportWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkLabel *summary;
  AdwPreferencesGroup *counts;
  AdwPreferencesGroup *faults;
  GtkWidget *import_button;

  GWeakRef from;
  QhSession *session;
  QhGoalsImport *import;
};

G_DEFINE_FINAL_TYPE (QhGoalsImportWindow, qh_goals_import_window, ADW_TYPE_WINDOW)

static void
written_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhGoalsImportWindow) self = qh_weak_take (data);
  g_autoptr (GtkWidget) from = self != NULL ? g_weak_ref_get (&self->from) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  QhGoalsWritten written;

  if (self == NULL || self->session == NULL || qh_session_get_store (self->session) != QH_STORE (store))
    return;
  if (!qh_goals_write_finish (result, &written, &error))
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "goals-import.import", TRUE);
      qh_dialog_error (GTK_WIDGET (self), _ ("The goals were not written"), error);
      return;
    }
  text = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%u goal was written.", "%u goals were written.", written.n), written.n);
  if (from != NULL)
    qh_toast_show_undo (from, text, written.sequence);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhGoalsImportWindow *self = QH_GOALS_IMPORT_WINDOW (widget);
  QhStore *store = qh_session_get_store (self->session);

  if (store == NULL)
    return;
  gtk_widget_action_set_enabled (widget, action, FALSE);
  qh_goals_write_async (store, self->import->goals, written_cb, qh_weak_new (self));
}

static void
add_count (QhGoalsImportWindow *self, const char *title, guint n)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = g_strdup_printf ("%'u", n);
  GtkWidget *number = gtk_label_new (text);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (number, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  adw_preferences_group_add (self->counts, row);
}

static void
add_fault (QhGoalsImportWindow *self, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  gtk_widget_set_focusable (row, TRUE); /* so that the keys reach the last */
  adw_preferences_group_add (self->faults, row);
}

static void
show_faults (QhGoalsImportWindow *self)
{
  const QhGoalsImport *import = self->import;
  guint others = import->n_faults - import->faults->len;

  gtk_widget_set_visible (GTK_WIDGET (self->faults), import->n_faults > 0);
  for (guint i = 0; i < import->faults->len; i++)
    add_fault (self, g_ptr_array_index (import->faults, i));
  if (others > 0)
    {
      g_autofree char *text
        = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "And %u more.", "And %u more.", others), others);

      add_fault (self, text);
    }
}

static char *
summarize (const QhGoalsImport *import)
{
  if (import->n_faults > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%u thing is wrong in the table, so nothing can be imported. Correct it there and import it again.",
                                         "%u things are wrong in the table, so nothing can be imported. Correct them there and import it again.",
                                         import->n_faults),
                            import->n_faults);
  if (import->n_new + import->n_changed == 0)
    return g_strdup (_ ("Nothing in the table differs from what is planned already."));
  return g_strdup (_ ("Nothing is written yet. Goals that are not in the table stay as they are."));
}

static void
show (QhGoalsImportWindow *self)
{
  const QhGoalsImport *import = self->import;
  g_autofree char *text = summarize (import);
  gboolean can = import->n_faults == 0 && import->n_new + import->n_changed > 0;

  gtk_label_set_text (self->summary, text);
  /* Translators: how many goals a table would add */
  add_count (self, _ ("New goals"), import->n_new);
  /* Translators: how many goals a table would change */
  add_count (self, _ ("Changed goals"), import->n_changed);
  /* Translators: how many goals of a table stand so already */
  add_count (self, _ ("Goals as they are"), import->n_same);
  show_faults (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "goals-import.import", can);
  if (can)
    gtk_window_set_focus (GTK_WINDOW (self), self->import_button);
}

static void
qh_goals_import_window_dispose (GObject *object)
{
  QhGoalsImportWindow *self = QH_GOALS_IMPORT_WINDOW (object);

  g_weak_ref_set (&self->from, NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->import, qh_goals_import_free);
  G_OBJECT_CLASS (qh_goals_import_window_parent_class)->dispose (object);
}

static void
qh_goals_import_window_class_init (QhGoalsImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_goals_import_window_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/goals/qh-goals-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhGoalsImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, QhGoalsImportWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, QhGoalsImportWindow, counts);
  gtk_widget_class_bind_template_child (widget_class, QhGoalsImportWindow, faults);
  gtk_widget_class_bind_template_child (widget_class, QhGoalsImportWindow, import_button);
  gtk_widget_class_install_action (widget_class, "goals-import.import", NULL, import_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "goals-import.import", NULL);
}

static void
qh_goals_import_window_init (QhGoalsImportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->import_button);
}

/**
 * qh_goals_import_window_new:
 * @from: a widget of the window over which it shows
 * @import: (transfer full): what the table would write
 *
 * Returns: (transfer none): the window, to be presented.
 */
GtkWidget *
qh_goals_import_window_new (GtkWidget *from, QhSession *session, const char *file_name, QhGoalsImport *import)
{
  QhGoalsImportWindow *self
    = g_object_new (QH_TYPE_GOALS_IMPORT_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);

  g_weak_ref_set (&self->from, from);
  self->session = g_object_ref (session);
  self->import = import;
  adw_window_title_set_subtitle (self->title, file_name);
  show (self);
  return GTK_WIDGET (self);
}
