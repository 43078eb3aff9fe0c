/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-editor.h"

#include <glib/gi18n-lib.h>

#include "ui/forms/qh-draft-keeper.h"
#include "ui/qh-dialogs.h"

/* The window with it still stands whole on a small screen. */
#define MAX_CONTENT_HEIGHT 560

/**
 * QhEditor:
 *
 * A small window with rows for one record, Cancel and Save. Whoever opens it
 * adds the rows and answers its signal `save`.
 */
struct _QhEditor
{
  AdwWindow parent_instance;

  GtkWidget *scroller;
  GtkWidget *content;
  GtkWidget *save;
  GtkWidget *problem;
  AdwPreferencesGroup *group;

  GtkWidget *from;
  QhStore *store;
  GPtrArray *rows; /* what can be changed, in its order */
  QhSession *session;
  QhDraftKeeper *draft; /* NULL where nothing is kept */
  QhRecord *record;     /* what a draft is about */
  GStrv unchanged;      /* what the rows held at first */
  char *done;
  char *undo;           /* the action that takes back what was run, or NULL */
  GVariant *undo_target;
  gboolean touched;     /* something was changed that is no row */
  guint focus_source;
};

G_DEFINE_FINAL_TYPE (QhEditor, qh_editor, ADW_TYPE_WINDOW)

enum
{
  SAVE,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The draft */

/* What a row holds, as text: a choice by its label, which outlives its position. */
static char *
read_row (GtkWidget *row)
{
  if (ADW_IS_COMBO_ROW (row))
    {
      GtkStringObject *item = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));

      return g_strdup (item != NULL ? gtk_string_object_get_string (item) : "");
    }
  if (GTK_IS_SWITCH (row))
    return g_strdup (gtk_switch_get_active (GTK_SWITCH (row)) ? "1" : "");
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
}

static void
fill_row (GtkWidget  *row,
          const char *text)
{
  if (ADW_IS_COMBO_ROW (row))
    {
      GListModel *labels = adw_combo_row_get_model (ADW_COMBO_ROW (row));

      for (guint i = 0; i < g_list_model_get_n_items (labels); i++)
        if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (labels), i), text))
          adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
    }
  else if (GTK_IS_SWITCH (row))
    gtk_switch_set_active (GTK_SWITCH (row), text[0] != '\0');
  else
    gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static GStrv
read_rows (QhEditor *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *text = read_row (g_ptr_array_index (self->rows, i));

      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

static gboolean
is_changed (QhEditor *self)
{
  g_auto (GStrv) rows = read_rows (self);

  return self->touched || (self->draft != NULL && !g_strv_equal ((const char *const *) rows, (const char *const *) self->unchanged));
}

static gboolean
collect_cb (GtkWidget *widget,
            QhDraft   *draft)
{
  QhEditor *self = QH_EDITOR (widget);

  if (!is_changed (self))
    return FALSE;
  g_ptr_array_add (draft->records, qh_record_copy (self->record));
  draft->rows = read_rows (self);
  return TRUE;
}

static void
typed_cb (QhEditor *self)
{
  if (self->draft != NULL)
    qh_draft_keeper_touch (self->draft);
}

static void
discard_draft (QhEditor *self)
{
  if (self->draft != NULL)
    qh_draft_keeper_done (self->draft);
}

static void
discard_cb (gpointer data)
{
  discard_draft (data);
  gtk_window_destroy (GTK_WINDOW (data));
}

static gboolean
qh_editor_close_request (GtkWindow *window)
{
  QhEditor *self = QH_EDITOR (window);

  if (!is_changed (self) || (self->session != NULL && qh_session_get_store (self->session) == NULL))
    {
      discard_draft (self);
      return GTK_WINDOW_CLASS (qh_editor_parent_class)->close_request (window);
    }
  qh_dialog_confirm (GTK_WIDGET (self), _("Discard what was typed?"), _("It has not been saved."), _("_Discard"), TRUE, discard_cb, self);
  return TRUE;
}

/* Saving */

static void
show_problem (QhEditor   *self,
              const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->problem), text != NULL ? text : "");
  gtk_widget_set_visible (self->problem, text != NULL);
}

static void
set_busy (QhEditor *self,
          gboolean  busy)
{
  if (busy) /* an entry that turns insensitive does not give the focus up by itself */
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (self->content, !busy);
  gtk_widget_set_sensitive (self->save, !busy);
}

static void
save_cb (QhEditor *self)
{
  if (!gtk_widget_is_sensitive (self->save) || !gtk_widget_get_visible (self->save))
    return;
  show_problem (self, NULL);
  g_signal_emit (self, signals[SAVE], 0);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (QhEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  const QhChange *change = g_task_get_task_data (G_TASK (result));

  set_busy (self, FALSE);
  if (!qh_store_apply_finish (QH_STORE (source), result, &error))
    {
      typed_cb (self);
      show_problem (self, error->message);
      gtk_widget_grab_focus (self->save);
      return;
    }
  discard_draft (self);
  if (self->from != NULL && self->done != NULL)
    qh_toast_show_undo (self->from, self->done, change->sequence);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* A window that opens looks for a focus of its own after this. */
static gboolean
focus_cb (gpointer data)
{
  QhEditor *self = data;

  self->focus_source = 0;
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/* A scrolled window asks its child for its height without telling a width, and
 * wrapped words would count as one line. */
static void
qh_editor_realize (GtkWidget *widget)
{
  QhEditor *self = QH_EDITOR (widget);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_widget_measure (self->content, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scroller), MIN (height, MAX_CONTENT_HEIGHT));
  GTK_WIDGET_CLASS (qh_editor_parent_class)->realize (widget);
}

static void
qh_editor_map (GtkWidget *widget)
{
  QhEditor *self = QH_EDITOR (widget);

  GTK_WIDGET_CLASS (qh_editor_parent_class)->map (widget);
  if (self->focus_source == 0)
    self->focus_source = g_idle_add (focus_cb, self);
}

static void
qh_editor_dispose (GObject *object)
{
  QhEditor *self = QH_EDITOR (object);

  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->draft);
  g_clear_object (&self->session);
  g_clear_object (&self->store);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->record, qh_record_free);
  g_clear_pointer (&self->unchanged, g_strfreev);
  g_clear_pointer (&self->done, g_free);
  g_clear_pointer (&self->undo, g_free);
  g_clear_pointer (&self->undo_target, g_variant_unref);
  G_OBJECT_CLASS (qh_editor_parent_class)->dispose (object);
}

static gboolean
save_key_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  save_cb (QH_EDITOR (widget));
  return GDK_EVENT_STOP;
}

static void
qh_editor_class_init (QhEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_editor_dispose;
  widget_class->realize = qh_editor_realize;
  widget_class->map = qh_editor_map;
  GTK_WINDOW_CLASS (klass)->close_request = qh_editor_close_request;

  /**
   * QhEditor::save:
   *
   * The person is done. Check the rows, then call qh_editor_apply() or
   * qh_editor_refuse().
   */
  signals[SAVE] = g_signal_new ("save", QH_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * QhEditor::done:
   *
   * What qh_editor_run() was to do is done.
   */
  signals[DONE] = g_signal_new ("done", QH_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/settings/qh-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, QhEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, QhEditor, content);
  gtk_widget_class_bind_template_child (widget_class, QhEditor, save);
  gtk_widget_class_bind_template_child (widget_class, QhEditor, problem);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, save_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, save_key_cb, NULL);
}

static void
qh_editor_init (QhEditor *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_editor_new:
 * @from: the widget that opens it; toasts are shown there
 * @title: what is edited; no person's name
 * @store: what is written to
 *
 * Returns: (transfer none): an empty editor over the window of @from.
 */
QhEditor *
qh_editor_new (GtkWidget  *from,
               const char *title,
               QhStore    *store)
{
  QhEditor *self = g_object_new (QH_TYPE_EDITOR,
                                 "title", title,
                                 "transient-for", gtk_widget_get_root (from),
                                 NULL);

  g_set_weak_pointer (&self->from, from);
  self->store = g_object_ref (store);
  return self;
}

/**
 * qh_editor_get_store:
 *
 * Returns: (transfer none): what is written to.
 */
QhStore *
qh_editor_get_store (QhEditor *self)
{
  return self->store;
}

/**
 * qh_editor_set_action:
 * @label: (nullable): what the button says that ends it, with a mnemonic, where that is not
 *   saving; %NULL for no button
 */
void
qh_editor_set_action (QhEditor   *self,
                      const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label != NULL ? label : "", "_", 2);
  g_autofree char *name = g_strjoinv ("", parts);

  gtk_widget_set_visible (self->save, label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (self->save), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->save), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * qh_editor_add_group:
 * @title: (nullable): what the rows that follow have in common
 * @description: (nullable): a sentence about them
 *
 * Begins a new group of rows.
 */
void
qh_editor_add_group (QhEditor   *self,
                     const char *title,
                     const char *description)
{
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  if (title != NULL)
    adw_preferences_group_set_title (self->group, title);
  adw_preferences_group_set_description (self->group, description);
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->group));
}

/* @holds is what can be changed in @row, @property what then changes. */
static void
add_row (QhEditor   *self,
         GtkWidget  *row,
         GtkWidget  *holds,
         const char *property)
{
  g_autofree char *detailed = g_strconcat ("notify::", property, NULL);

  if (self->group == NULL)
    qh_editor_add_group (self, NULL, NULL);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, holds);
  g_signal_connect_object (holds, detailed, G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * qh_editor_add_entry:
 * @title: with a mnemonic
 * @text: (nullable): what it holds
 *
 * Returns: (transfer none): an AdwEntryRow.
 */
GtkWidget *
qh_editor_add_entry (QhEditor   *self,
                     const char *title,
                     const char *text)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  add_row (self, row, row, "text");
  return row;
}

/**
 * qh_editor_add_choice:
 * @title: with a mnemonic
 * @labels: (array zero-terminated): what can be chosen
 *
 * Returns: (transfer none): an AdwComboRow.
 */
GtkWidget *
qh_editor_add_choice (QhEditor          *self,
                      const char        *title,
                      const char *const *labels,
                      guint              selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) model = gtk_string_list_new (labels);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  add_row (self, row, row, "selected");
  return row;
}

/**
 * qh_editor_add_switch:
 * @title: with a mnemonic
 * @subtitle: (nullable): what it means
 *
 * Returns: (transfer none): the GtkSwitch of the new row.
 */
GtkWidget *
qh_editor_add_switch (QhEditor   *self,
                      const char *title,
                      const char *subtitle,
                      gboolean    active)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), active);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_RELATION_LABELLED_BY, row, NULL, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  add_row (self, row, toggle, "active");
  return toggle;
}

/**
 * qh_editor_add_widget:
 * @widget: (transfer floating): something else than a row
 *
 * Adds it below the rows so far.
 */
void
qh_editor_add_widget (QhEditor  *self,
                      GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (self->content), widget);
}

/**
 * qh_editor_get_text:
 * @entry_row: what qh_editor_add_entry() gave
 *
 * Returns: (transfer full): its text without blanks around it.
 */
char *
qh_editor_get_text (GtkWidget *entry_row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry_row))));
}

/**
 * qh_editor_refuse:
 * @row: (nullable): the row to correct
 * @why: what is wrong with it
 *
 * Says why nothing was saved.
 *
 * Returns: %FALSE, always.
 */
gboolean
qh_editor_refuse (QhEditor   *self,
                  GtkWidget  *row,
                  const char *why)
{
  show_problem (self, why);
  if (row != NULL)
    gtk_widget_grab_focus (row);
  return FALSE;
}

/**
 * qh_editor_keep_draft:
 * @record: what is edited, as it was before
 *
 * Keeps from now on what is typed in the rows, until it is saved or discarded.
 * To be called once all rows are there.
 */
void
qh_editor_keep_draft (QhEditor       *self,
                      QhSession      *session,
                      const QhRecord *record)
{
  self->session = g_object_ref (session);
  self->record = qh_record_copy (record);
  self->unchanged = read_rows (self);
  self->draft = qh_draft_keeper_new (session, QH_DRAFT_FORM_EDITOR, collect_cb, GTK_WIDGET (self));
}

/**
 * qh_editor_continue:
 * @draft: what had been typed in an editor of the same record
 *
 * Fills in what a draft has, and goes on with it.
 */
void
qh_editor_continue (QhEditor      *self,
                    const QhDraft *draft)
{
  for (guint i = 0; draft->rows != NULL && draft->rows[i] != NULL && i < self->rows->len; i++)
    fill_row (g_ptr_array_index (self->rows, i), draft->rows[i]);
  qh_draft_keeper_continue (self->draft, draft);
}

/**
 * qh_editor_apply:
 * @change: (transfer full): what to write
 * @done: (nullable): the toast once it is written
 *
 * Writes on a worker; closes when that worked, says why when not.
 */
void
qh_editor_apply (QhEditor   *self,
                 QhChange   *change,
                 const char *done)
{
  g_free (self->done);
  self->done = g_strdup (done);
  if (self->draft != NULL)
    qh_draft_keeper_submit (self->draft, change);
  set_busy (self, TRUE);
  qh_store_apply_async (self->store, change, NULL, applied_cb, g_object_ref (self));
}

typedef struct
{
  QhStore *store;
  QhEditorFunction function;
  gpointer data;
  GDestroyNotify free_data;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->free_data != NULL)
    work->free_data (work->data);
  g_object_unref (work->store);
  g_free (work);
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;

  if (work->function (work->store, work->data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  QhEditor *self = QH_EDITOR (source);
  g_autoptr (GError) error = NULL;

  set_busy (self, FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      show_problem (self, error->message);
      gtk_widget_grab_focus (self->save);
      return;
    }
  if (self->from != NULL && self->done != NULL && self->undo != NULL)
    qh_toast_show_action (self->from, self->done, _("Undo"), self->undo, self->undo_target);
  else if (self->from != NULL && self->done != NULL)
    qh_toast_show (self->from, self->done);
  self->touched = FALSE;
  g_signal_emit (self, signals[DONE], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

/**
 * qh_editor_touch:
 *
 * Something was changed that is no row: closing asks whether to discard it.
 */
void
qh_editor_touch (QhEditor *self)
{
  self->touched = TRUE;
}

/**
 * qh_editor_is_touched:
 *
 * Returns: whether something was changed that is no row.
 */
gboolean
qh_editor_is_touched (QhEditor *self)
{
  return self->touched;
}

/**
 * qh_editor_set_undo:
 * @action: an action of where the editor was opened
 * @target: (nullable): what it is told; a floating reference is taken
 *
 * What qh_editor_run() does can be taken back by this action.
 */
void
qh_editor_set_undo (QhEditor   *self,
                    const char *action,
                    GVariant   *target)
{
  g_free (self->undo);
  g_clear_pointer (&self->undo_target, g_variant_unref);
  self->undo = g_strdup (action);
  self->undo_target = target != NULL ? g_variant_ref_sink (target) : NULL;
}

/**
 * qh_editor_run:
 * @function: what to do
 * @data: (transfer full): for @function
 * @done: (nullable): the toast once it is done
 *
 * As qh_editor_apply(), for what is more than a change and cannot be undone.
 */
void
qh_editor_run (QhEditor        *self,
               QhEditorFunction function,
               gpointer         data,
               GDestroyNotify   free_data,
               const char      *done)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, run_cb, NULL);
  Work *work = g_new0 (Work, 1);

  work->store = g_object_ref (self->store);
  work->function = function;
  work->data = data;
  work->free_data = free_data;
  g_free (self->done);
  self->done = g_strdup (done);
  set_busy (self, TRUE);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run_in_thread);
}
