/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-editor-private.h"

#include "ui/forms/qh-form-close.h"

/* The window with it still stands whole on a small screen. */
#define MAX_CONTENT_HEIGHT 560

/**
 * QhEditor:
 *
 * A small window with rows for one record, Cancel and Save. Whoever opens it
 * adds the rows and answers its signal `save`.
 */
G_DEFINE_FINAL_TYPE (QhEditor, qh_editor, ADW_TYPE_WINDOW)

enum
{
  SAVE,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_changed (QhEditor *self)
{
  g_auto (GStrv) rows = qh_editor_read_rows (self);

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
  draft->rows = qh_editor_read_rows (self);
  return TRUE;
}

void
qh_editor_typed_cb (QhEditor *self)
{
  if (self->draft != NULL)
    qh_draft_keeper_touch (self->draft);
}

void
qh_editor_discard_draft (QhEditor *self)
{
  if (self->draft != NULL)
    qh_draft_keeper_done (self->draft);
}

static gboolean
qh_editor_close_request (GtkWindow *window)
{
  QhEditor *self = QH_EDITOR (window);
  gboolean open = self->session == NULL || qh_session_get_store (self->session) != NULL;

  return qh_form_keeps_open (window, self->draft, open && is_changed (self)) || GTK_WINDOW_CLASS (qh_editor_parent_class)->close_request (window);
}

void
qh_editor_save_cb (QhEditor *self)
{
  if (!gtk_widget_is_sensitive (self->save) || !gtk_widget_get_visible (self->save))
    return;
  qh_editor_show_problem (self, NULL);
  g_signal_emit (self, signals[SAVE], 0);
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
  qh_editor_save_cb (QH_EDITOR (widget));
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
  gtk_widget_class_bind_template_callback (widget_class, qh_editor_save_cb);
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
  self->unchanged = qh_editor_read_rows (self);
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
    qh_editor_fill_row (g_ptr_array_index (self->rows, i), draft->rows[i]);
  qh_draft_keeper_continue (self->draft, draft);
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
