/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/goals/qh-indicators-window.h"

#include <glib/gi18n-lib.h>

#include "ui/goals/qh-indicator-editor.h"
#include "ui/goals/qh-indicator-steps.h"
#include "ui/goals/qh-indicator-value.h"
#include "ui/qh-dialogs.h"
#include "ui/qh-undo-keys.h"
#include "ui/widgets/qh-tooltip.h"
#include "ui/widgets/qh-weak.h"

/* A longer value, such as that of each category, wraps. */
#define LONGEST_LINE 28
#define UNDO QH_INDICATOR_UNDO
#define REDO "win.redo"

/**
 * QhIndicatorsWindow:
 *
 * All indicators with what they come to this month. The unit's own can be added,
 * changed and removed by who writes goals.
 */
struct _QhIndicatorsWindow
{
  AdwWindow parent_instance;

  GtkWidget *toasts;
  AdwPreferencesGroup *own_group;
  AdwPreferencesGroup *shipped_group;
  GtkWidget *add;

  QhSession *session;
  GPtrArray *rows;
  QhIndicatorSteps *steps;
  GCancellable *cancellable;
  gboolean may_write;
};

G_DEFINE_FINAL_TYPE (QhIndicatorsWindow, qh_indicators_window, ADW_TYPE_WINDOW)

/* What is shown of an indicator. */
typedef struct
{
  char *code;
  char *name;
  char *source;
  char *definition;
  char *value;
  gboolean own;
} Shown;

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  g_free (shown->code);
  g_free (shown->name);
  g_free (shown->source);
  g_free (shown->definition);
  g_free (shown->value);
  g_free (shown);
}

static gboolean
is_open (QhIndicatorsWindow *self)
{
  return self->session != NULL && qh_session_get_store (self->session) != NULL;
}

/* Reading, on a worker */

/* One that cannot be computed says why in the place of its value. */
static Shown *
look_at (QhStore *store, QhDesk *desk, const QhIndicator *indicator)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) values = qh_indicator_evaluate (indicator, desk, &error);
  Shown *shown = g_new0 (Shown, 1);

  shown->code = g_strdup (indicator->code);
  shown->name = g_strdup (qh_labels_get (indicator->labels, qh_store_get_language (store)));
  shown->source = g_strdup (indicator->source);
  shown->definition = g_strdup (indicator->definition);
  shown->value = values != NULL ? qh_indicator_value_say (indicator, values) : g_strdup (error->message);
  shown->own = indicator->own;
  return shown;
}

static void
read_in_thread (GTask *task, gpointer store, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) indicators = qh_indicators_list (store, &error);
  g_autoptr (QhDesk) desk = indicators != NULL ? qh_indicator_value_new_desk (store, cancellable, &error) : NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (shown_free);

  if (desk == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < indicators->len && !g_cancellable_is_cancelled (cancellable); i++)
    g_ptr_array_add (list, look_at (store, desk, g_ptr_array_index (indicators, i)));
  g_task_return_pointer (task, g_steal_pointer (&list), (GDestroyNotify)g_ptr_array_unref);
}

static void read_indicators (QhIndicatorsWindow *self);

/* Changing */

static void
saved_cb (QhIndicatorsWindow *self)
{
  qh_indicator_steps_expect (self->steps, QH_INDICATOR_CHANGE_MADE);
  read_indicators (self);
}

static void
follow (QhIndicatorsWindow *self, QhEditor *editor)
{
  g_signal_connect_object (editor, "done", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
}

static void
add_cb (QhIndicatorsWindow *self)
{
  if (is_open (self))
    follow (self, qh_indicator_editor_open (self->toasts, self->session, NULL, TRUE));
}

static void
activated_cb (QhIndicatorsWindow *self, GtkWidget *row)
{
  const char *definition = g_object_get_data (G_OBJECT (row), "definition");

  if (is_open (self))
    follow (self, qh_indicator_editor_open (self->toasts, self->session, definition, FALSE));
}

/* A change of the unit's own indicators, on a worker: @json is what there is
 * to be of @code, nothing to take it away; @toast is said then. */
typedef struct
{
  char *code;
  char *json;
  char *toast;
  gboolean undone; /* something was taken back */
} Put;

static void
put_free (gpointer data)
{
  Put *put = data;

  g_free (put->code);
  g_free (put->json);
  g_free (put->toast);
  g_free (put);
}

static void
put_in_thread (GTask *task, gpointer store, gpointer data, GCancellable *cancellable)
{
  const Put *put = data;
  g_autofree char *code = NULL;
  GError *error = NULL;

  if (put->json[0] != '\0' ? qh_indicators_add (store, put->json, &code, &error)
                           : qh_indicators_remove (store, put->code, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
put_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhIndicatorsWindow) self = qh_weak_take (data);
  const Put *put = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self == NULL || !is_open (self))
    return;
  if (!done)
    qh_dialog_error (GTK_WIDGET (self), _ ("The indicator was not changed"), error);
  else
    qh_toast_show_action (self->toasts, put->toast, put->undone ? _ ("Redo") : _ ("Undo"), put->undone ? REDO : UNDO, NULL);
  read_indicators (self);
}

static void
put (QhIndicatorsWindow *self, const char *code, const char *json, const char *toast, gboolean undone)
{
  g_autoptr (GTask) task
    = g_task_new (qh_session_get_store (self->session), NULL, put_cb, qh_weak_new (self));
  Put *data = g_new0 (Put, 1);

  data->code = g_strdup (code);
  data->json = g_strdup (json);
  data->toast = g_strdup (toast);
  data->undone = undone;
  g_task_set_task_data (task, data, put_free);
  g_task_run_in_thread (task, put_in_thread);
}

/* The last thing that was done in this window, or taken back in it. */
static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhIndicatorsWindow *self = QH_INDICATORS_WINDOW (widget);
  gboolean redo = g_str_equal (action, REDO);
  g_autoptr (QhIndicatorStep) step = is_open (self) ? qh_indicator_steps_take (self->steps, redo) : NULL;
  g_autofree char *said = NULL;

  if (step == NULL)
    return;
  said = g_strdup_printf (redo ? _ ("Redone: %s") : _ ("Undone: %s"), step->code);
  put (self, step->code, step->json, said, !redo);
}

static void
remove_cb (QhIndicatorsWindow *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);

  if (!is_open (self))
    return;
  gtk_widget_set_sensitive (button, FALSE);
  qh_indicator_steps_expect (self->steps, QH_INDICATOR_CHANGE_MADE);
  put (self, g_object_get_data (G_OBJECT (row), "code"), "", _ ("The indicator was removed."), FALSE);
}

/* Showing */

static void
add_remove_button (QhIndicatorsWindow *self, GtkWidget *row, const Shown *shown)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *words = g_strdup_printf (_ ("Remove: %s"), shown->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  qh_tooltip_set (button, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
}

static void
add_row (QhIndicatorsWindow *self, const Shown *shown)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *value = gtk_label_new (shown->value);
  g_autofree char *title = g_strdup_printf ("%s · %s", shown->code, shown->name);
  g_autofree char *escaped = g_markup_escape_text (shown->source != NULL ? shown->source : "", -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  if (g_utf8_strlen (shown->value, -1) > LONGEST_LINE)
    {
      gtk_label_set_wrap (GTK_LABEL (value), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (value), LONGEST_LINE * 3 / 4);
      gtk_label_set_max_width_chars (GTK_LABEL (value), LONGEST_LINE);
      gtk_label_set_justify (GTK_LABEL (value), GTK_JUSTIFY_RIGHT);
    }
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_widget_add_css_class (value, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), value);
  g_object_set_data_full (G_OBJECT (row), "code", g_strdup (shown->code), g_free);
  g_object_set_data_full (G_OBJECT (row), "definition", g_strdup (shown->definition), g_free);
  if (shown->own && self->may_write)
    add_remove_button (self, row, shown);
  else
    gtk_widget_set_focusable (row, TRUE);
  adw_preferences_group_add (shown->own ? self->own_group : self->shipped_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (QhIndicatorsWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row)))
        gtk_widget_grab_focus (self->add);
      adw_preferences_group_remove (
        ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
read_cb (GObject *store, GAsyncResult *result, gpointer data)
{
  g_autoptr (QhIndicatorsWindow) self = qh_weak_take (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self == NULL || !is_open (self))
    return;
  if (list == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The indicators cannot be read"), error);
      return;
    }
  clear_rows (self);
  for (guint i = 0; i < list->len; i++)
    {
      const Shown *shown = g_ptr_array_index (list, i);

      add_row (self, shown);
      if (shown->own)
        g_hash_table_insert (own, g_strdup (shown->code), g_strdup (shown->definition));
    }
  qh_indicator_steps_look (self->steps, own);
  adw_preferences_group_set_description (
    self->own_group,
    g_hash_table_size (own) > 0 ? NULL : _ ("None yet. They are made of counts, sums, ratios and filters, and appear in reports too."));
}

static void
read_indicators (QhIndicatorsWindow *self)
{
  g_autoptr (GTask) task = NULL;

  if (!is_open (self))
    return;
  task = g_task_new (qh_session_get_store (self->session), self->cancellable, read_cb, qh_weak_new (self));
  g_task_run_in_thread (task, read_in_thread);
}

/* The widget */

static void
qh_indicators_window_dispose (GObject *object)
{
  QhIndicatorsWindow *self = QH_INDICATORS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (qh_indicators_window_parent_class)->dispose (object);
}

static void
qh_indicators_window_finalize (GObject *object)
{
  QhIndicatorsWindow *self = QH_INDICATORS_WINDOW (object);

  g_ptr_array_unref (self->rows);
  qh_indicator_steps_free (self->steps);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (qh_indicators_window_parent_class)->finalize (object);
}

static void
qh_indicators_window_class_init (QhIndicatorsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_indicators_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_indicators_window_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/quehacer/Quehacer/goals/qh-indicators-window.ui");
  gtk_widget_class_bind_template_child (widget_class, QhIndicatorsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, QhIndicatorsWindow, own_group);
  gtk_widget_class_bind_template_child (widget_class, QhIndicatorsWindow, shipped_group);
  gtk_widget_class_bind_template_child (widget_class, QhIndicatorsWindow, add);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_install_action (widget_class, UNDO, NULL, step_cb);
  gtk_widget_class_install_action (widget_class, REDO, NULL, step_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
qh_indicators_window_init (QhIndicatorsWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->steps = qh_indicator_steps_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  qh_undo_keys_add (GTK_WIDGET (self));
}

/**
 * qh_indicators_window_new:
 * @from: a widget of the window over which it shows
 *
 * Returns: (transfer none): the window, to be presented.
 */
GtkWidget *
qh_indicators_window_new (GtkWidget *from, QhSession *session)
{
  QhIndicatorsWindow *self
    = g_object_new (QH_TYPE_INDICATORS_WINDOW, "transient-for", gtk_widget_get_root (from), NULL);

  self->session = g_object_ref (session);
  self->may_write = qh_indicators_may_write (qh_session_get_store (session));
  gtk_widget_set_visible (self->add, self->may_write);
  read_indicators (self);
  return GTK_WIDGET (self);
}

/**
 * qh_indicators_window_continue:
 * @draft: what had been typed of an indicator
 *
 * Opens it again.
 */
void
qh_indicators_window_continue (QhIndicatorsWindow *self, const QhDraft *draft)
{
  follow (self, qh_indicator_editor_continue (self->toasts, self->session, draft));
}
