/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-field-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/widgets/qh-tooltip.h"

#define LABEL_WIDTH 190

struct _QhFieldRow
{
  GtkWidget parent_instance;

  const QhField *field;
  GtkWidget *box;
  GtkLabel *label;
  QhValueEditor *editor;
  GtkLabel *hint;
  GtkLabel *error;
};

enum
{
  LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhFieldRow, qh_field_row, GTK_TYPE_WIDGET)

static void
left_cb (QhFieldRow *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

static GtkLabel *
make_note (const char *class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_visible (GTK_WIDGET (label), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (label), class);
  return label;
}

static gboolean
qh_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_FIELD_ROW (widget)->editor));
}

static void
qh_field_row_dispose (GObject *object)
{
  g_clear_pointer (&QH_FIELD_ROW (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_field_row_parent_class)->dispose (object);
}

static void
qh_field_row_class_init (QhFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_field_row_dispose;
  widget_class->grab_focus = qh_field_row_grab_focus;

  /**
   * QhFieldRow::left:
   *
   * The focus left the row.
   */
  signals[LEFT] = g_signal_new ("left", QH_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "field");
}

static void
qh_field_row_init (QhFieldRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
fill_box (QhFieldRow *self)
{
  GtkWidget *line = self->box;
  GtkWidget *label = GTK_WIDGET (self->label);

  if (!qh_value_editor_is_tall (self->field))
    {
      line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      label = adw_clamp_new (); /* else a long label takes the editor's room before it wraps */
      adw_clamp_set_maximum_size (ADW_CLAMP (label), LABEL_WIDTH);
      adw_clamp_set_tightening_threshold (ADW_CLAMP (label), LABEL_WIDTH);
      adw_clamp_set_child (ADW_CLAMP (label), GTK_WIDGET (self->label));
      gtk_widget_set_size_request (label, LABEL_WIDTH, -1);
      gtk_box_append (GTK_BOX (self->box), line);
    }
  gtk_widget_set_hexpand (GTK_WIDGET (self->editor), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->editor), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->editor));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->hint));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->error));
}

/**
 * qh_field_row_new:
 *
 * Returns: (transfer floating) (nullable): the row of a field; %NULL where the
 *   field cannot be edited by hand.
 */
GtkWidget *
qh_field_row_new (QhSession     *session,
                  const QhField *field)
{
  GtkWidget *editor = qh_value_editor_new (session, field);
  const char *label = qh_field_get_label (field, qh_session_get_language (session));
  g_autofree char *marked = NULL;
  QhFieldRow *self;

  if (editor == NULL)
    return NULL;
  self = g_object_new (QH_TYPE_FIELD_ROW, NULL);
  self->field = field;
  self->editor = QH_VALUE_EDITOR (editor);
  marked = g_strconcat (label, field->required ? " *" : "", NULL);
  self->label = GTK_LABEL (gtk_label_new (marked));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  if (field->required)
    qh_tooltip_set (GTK_WIDGET (self->label), _("Required"));
  self->hint = make_note ("dim-label");
  self->error = make_note ("error");
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  fill_box (self);
  return GTK_WIDGET (self);
}

const QhField *
qh_field_row_get_field (QhFieldRow *self)
{
  return self->field;
}

QhValueEditor *
qh_field_row_get_editor (QhFieldRow *self)
{
  return self->editor;
}

static void
show_note (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

/* The row says which field it is: the message need not. */
static const char *
skip_label (QhFieldRow *self,
            const char *message)
{
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    {
      const char *label = qh_field_get_label (self->field, l);

      if (g_str_has_prefix (message, label) && g_str_has_prefix (message + strlen (label), ": "))
        return message + strlen (label) + 2;
    }
  return message;
}

/**
 * qh_field_row_set_error:
 * @message: (nullable): what is wrong; %NULL when nothing is
 */
void
qh_field_row_set_error (QhFieldRow *self,
                        const char *message)
{
  g_autofree char *words = NULL;
  const char *rest;

  if (message == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID);
      show_note (self->error, NULL);
      return;
    }
  rest = skip_label (self, message);
  if (rest[0] != '\0')
    {
      g_autofree char *first = g_utf8_substring (rest, 0, 1);
      g_autofree char *upper = g_utf8_strup (first, -1);

      words = g_strconcat (upper, g_utf8_next_char (rest), NULL);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  show_note (self->error, words);
}

gboolean
qh_field_row_has_error (QhFieldRow *self)
{
  return gtk_widget_has_css_class (GTK_WIDGET (self), "error");
}

/**
 * qh_field_row_set_hint:
 * @text: (nullable): something helpful below the editor
 */
void
qh_field_row_set_hint (QhFieldRow *self,
                       const char *text)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "warning");
  show_note (self->hint, text);
}

/**
 * qh_field_row_set_warning:
 * @text: what may be wrong, and yet is taken
 *
 * As qh_field_row_set_hint(), so that it is not overlooked.
 */
void
qh_field_row_set_warning (QhFieldRow *self,
                          const char *text)
{
  show_note (self->hint, text);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "warning");
}
