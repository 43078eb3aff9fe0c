/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-note-editor.h"

#define LEAST_HEIGHT 66
#define GREATEST_HEIGHT 220

/* A narrative: several lines. */
struct _QhNoteEditor
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;
  GtkTextView *view;
  gboolean setting;
};

static void editor_init (QhValueEditorInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QhNoteEditor, qh_note_editor, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (QH_TYPE_VALUE_EDITOR, editor_init))

static void
set_value (QhValueEditor *editor,
           const QhValue *value)
{
  QhNoteEditor *self = QH_NOTE_EDITOR (editor);

  self->setting = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), value->tag == QH_VALUE_TEXT ? value->text : "", -1);
  self->setting = FALSE;
}

static gboolean
get_value (QhValueEditor *editor,
           QhValue       *value,
           GError       **error)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (QH_NOTE_EDITOR (editor)->view);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = g_strchomp (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  if (text[0] == '\0')
    return TRUE;
  value->tag = QH_VALUE_TEXT;
  value->text = g_steal_pointer (&text);
  return TRUE;
}

static void
editor_init (QhValueEditorInterface *interface)
{
  interface->set_value = set_value;
  interface->get_value = get_value;
}

static void
changed_cb (QhNoteEditor *self)
{
  if (!self->setting)
    qh_value_editor_changed (QH_VALUE_EDITOR (self));
}

static gboolean
qh_note_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_NOTE_EDITOR (widget)->view));
}

static void
qh_note_editor_dispose (GObject *object)
{
  g_clear_pointer (&QH_NOTE_EDITOR (object)->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_note_editor_parent_class)->dispose (object);
}

static void
qh_note_editor_class_init (QhNoteEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_note_editor_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = qh_note_editor_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
qh_note_editor_init (QhNoteEditor *self)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_left_margin (self->view, 9);
  gtk_text_view_set_right_margin (self->view, 9);
  gtk_text_view_set_top_margin (self->view, 6);
  gtk_text_view_set_bottom_margin (self->view, 6);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->view), "changed", G_CALLBACK (changed_cb), self);
  gtk_scrolled_window_set_policy (scrolled, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (scrolled, LEAST_HEIGHT);
  gtk_scrolled_window_set_max_content_height (scrolled, GREATEST_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (scrolled, TRUE);
  gtk_scrolled_window_set_child (scrolled, GTK_WIDGET (self->view));
  self->scrolled = GTK_WIDGET (scrolled);
  gtk_widget_add_css_class (self->scrolled, "note");
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

/**
 * qh_note_editor_new:
 * @field: a field of text
 *
 * Returns: (transfer floating): an editor of several lines.
 */
GtkWidget *
qh_note_editor_new (const QhField *field)
{
  return g_object_new (QH_TYPE_NOTE_EDITOR, NULL);
}
