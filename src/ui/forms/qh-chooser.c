/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/forms/qh-chooser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LIST_HEIGHT 320
#define LIST_WIDTH 300

struct _QhChooser
{
  GtkWidget parent_instance;

  QhChoices *choices;
  QhValue value;
  char *placeholder;
  char *prefix;

  GtkMenuButton *button;
  GtkLabel *label;

  GtkWidget *popover; /* built when it is first opened */
  GtkEditable *search;
  GtkListBox *list;
  GtkLabel *empty;
  GCancellable *cancellable;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhChooser, qh_chooser, GTK_TYPE_WIDGET)

/* The button */

static void
show_value (QhChooser *self)
{
  g_autofree char *label = qh_choices_dup_label (self->choices, &self->value);
  g_autofree char *whole = NULL;
  const char *shown = label[0] != '\0' ? label : self->placeholder != NULL ? self->placeholder : "";

  if (self->prefix != NULL && label[0] != '\0')
    whole = g_strdup_printf (C_("filter", "%s: %s"), self->prefix, shown);
  gtk_label_set_text (self->label, whole != NULL ? whole : shown);
  if (self->value.tag == QH_VALUE_MISSING)
    gtk_widget_add_css_class (GTK_WIDGET (self), "missing");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "missing");
  if (self->value.tag == QH_VALUE_NONE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unset");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unset");
}

static void
take_choice (QhChooser *self,
             gint64     id,
             gboolean   missing)
{
  self->value.tag = id == QH_NO_CHOICE ? QH_VALUE_NONE : missing ? QH_VALUE_MISSING : QH_VALUE_INTEGER;
  self->value.integer = id == QH_NO_CHOICE ? 0 : id;
  qh_choices_set_keep (self->choices, self->value.integer);
  show_value (self);
  gtk_menu_button_popdown (self->button);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The list */

static GtkWidget *
make_row (const QhChoice *choice)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (choice->label);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (choice->detail != NULL)
    {
      GtkWidget *detail = gtk_label_new (choice->detail);

      gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (detail, "dim-label");
      gtk_widget_add_css_class (detail, "caption");
      gtk_box_append (GTK_BOX (box), detail);
    }
  if (choice->missing || choice->id == QH_NO_CHOICE)
    gtk_widget_add_css_class (label, "missing");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "missing", GINT_TO_POINTER (choice->missing));
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&choice->id, sizeof choice->id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, choice->label, -1);
  return row;
}

static GtkWidget *
make_add_row (const char *text)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *words = g_strdup_printf (_("Add “%s”"), text);
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "accent");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "add", g_strdup (text), g_free);
  return row;
}

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  GtkWidget *box, *label;

  if (!g_object_get_data (G_OBJECT (row), "missing") || (before != NULL && g_object_get_data (G_OBJECT (before), "missing")))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (gtk_list_box_row_get_header (row) != NULL)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  label = gtk_label_new (_("Without an answer"));
  if (before != NULL)
    gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "missing-header");
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_header (row, box);
}

static gboolean
names_exactly (GPtrArray  *found,
               const char *text)
{
  for (guint i = 0; i < found->len; i++)
    if (g_utf8_collate (((const QhChoice *) g_ptr_array_index (found, i))->label, text) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_chosen (QhChooser      *self,
           const QhChoice *choice)
{
  if (choice->id == QH_NO_CHOICE)
    return FALSE;
  return self->value.tag == (choice->missing ? QH_VALUE_MISSING : QH_VALUE_INTEGER) && self->value.integer == choice->id;
}

static void
clear_list (QhChooser *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
fill_list (QhChooser *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));
  g_autoptr (GPtrArray) found = qh_choices_find (self->choices, text);
  GtkListBoxRow *selected = NULL;

  clear_list (self);
  for (guint i = 0; i < found->len; i++)
    {
      const QhChoice *choice = g_ptr_array_index (found, i);
      GtkWidget *row = make_row (choice);

      gtk_list_box_append (self->list, row);
      if (is_chosen (self, choice))
        selected = GTK_LIST_BOX_ROW (row);
    }
  if (text[0] != '\0' && qh_choices_can_add (self->choices) && !names_exactly (found, text))
    gtk_list_box_append (self->list, make_add_row (text));
  if (selected == NULL && text[0] != '\0')
    selected = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, selected);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (QhChooser) self = data;
  g_autoptr (GError) error = NULL;
  gint64 id = qh_choices_add_finish (QH_CHOICES (source), result, &error);

  if (id != 0)
    take_choice (self, id, FALSE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->empty != NULL)
    {
      gtk_label_set_text (self->empty, error->message);
      clear_list (self);
    }
}

static void
row_activated_cb (QhChooser     *self,
                  GtkListBoxRow *row)
{
  const char *add = g_object_get_data (G_OBJECT (row), "add");
  const gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  if (add != NULL)
    qh_choices_add_async (self->choices, add, self->cancellable, added_cb, g_object_ref (self));
  else
    take_choice (self, *id, g_object_get_data (G_OBJECT (row), "missing") != NULL);
}

static void
search_activate_cb (QhChooser *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
search_key_cb (QhChooser      *self,
               guint           key,
               guint           code,
               GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  index += key == GDK_KEY_Down ? 1 : -1;
  row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;
  if (row != NULL)
    {
      gtk_list_box_select_row (self->list, row);
      gtk_widget_grab_focus (GTK_WIDGET (row));
      gtk_widget_grab_focus (GTK_WIDGET (self->search));
    }
  return GDK_EVENT_STOP;
}

static void
build_popover (QhChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->popover = gtk_popover_new ();
  gtk_widget_add_css_class (self->popover, "chooser");
  self->search = GTK_EDITABLE (gtk_search_entry_new ());
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (fill_list), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activate_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (gtk_menu_button_popdown), self->button);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  self->empty = GTK_LABEL (gtk_label_new (_("Nothing found")));
  gtk_label_set_wrap (self->empty, TRUE);
  gtk_label_set_max_width_chars (self->empty, 36);
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "dim-label");
  gtk_list_box_set_placeholder (self->list, GTK_WIDGET (self->empty));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_size_request (box, LIST_WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_menu_button_set_popover (self->button, self->popover);
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       data)
{
  QhChooser *self = data;

  if (self->popover == NULL)
    build_popover (self);
  gtk_editable_set_text (self->search, "");
  gtk_label_set_text (self->empty, _("Nothing found"));
  gtk_widget_set_visible (GTK_WIDGET (self->search), qh_choices_can_search (self->choices));
  fill_list (self);
}

static gboolean
type_cb (QhChooser      *self,
         guint           key,
         guint           code,
         GdkModifierType state)
{
  gunichar character = gdk_keyval_to_unicode (key);
  char text[7] = { 0 };

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down)
    {
      qh_chooser_popup (self);
      return GDK_EVENT_STOP;
    }
  if ((self->popover != NULL && gtk_widget_get_visible (self->popover)) || !g_unichar_isgraph (character))
    return GDK_EVENT_PROPAGATE;
  qh_chooser_popup (self);
  g_unichar_to_utf8 (character, text);
  if (gtk_widget_get_visible (GTK_WIDGET (self->search)))
    {
      gtk_editable_set_text (self->search, text);
      gtk_editable_set_position (self->search, -1);
    }
  return GDK_EVENT_STOP;
}

/* Overrides */

static gboolean
qh_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_CHOOSER (widget)->button));
}

static void
qh_chooser_dispose (GObject *object)
{
  QhChooser *self = QH_CHOOSER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->button != NULL)
    gtk_menu_button_set_create_popup_func (self->button, NULL, NULL, NULL);
  g_clear_pointer ((GtkWidget **) &self->button, gtk_widget_unparent);
  g_clear_object (&self->choices);
  G_OBJECT_CLASS (qh_chooser_parent_class)->dispose (object);
}

static void
qh_chooser_finalize (GObject *object)
{
  QhChooser *self = QH_CHOOSER (object);

  g_free (self->placeholder);
  g_free (self->prefix);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (qh_chooser_parent_class)->finalize (object);
}

static void
qh_chooser_class_init (QhChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_chooser_dispose;
  G_OBJECT_CLASS (klass)->finalize = qh_chooser_finalize;
  widget_class->grab_focus = qh_chooser_grab_focus;

  /**
   * QhChooser::changed:
   *
   * A person chose something.
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chooser");
}

static void
qh_chooser_init (QhChooser *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cancellable = g_cancellable_new ();
  self->label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->label));
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_widget_set_halign (gtk_widget_get_parent (GTK_WIDGET (self->label)), GTK_ALIGN_FILL);
  gtk_menu_button_set_create_popup_func (self->button, create_popup_cb, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_BUBBLE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (type_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * qh_chooser_new:
 * @choices: (transfer full): what to choose from
 *
 * Returns: (transfer floating): a chooser with nothing chosen.
 */
GtkWidget *
qh_chooser_new (QhChoices *choices)
{
  QhChooser *self = g_object_new (QH_TYPE_CHOOSER, NULL);

  self->choices = choices;
  show_value (self);
  return GTK_WIDGET (self);
}

QhChoices *
qh_chooser_get_choices (QhChooser *self)
{
  return self->choices;
}

/**
 * qh_chooser_get_value:
 *
 * Returns: (transfer none): nothing, a kind of missing, or what was chosen.
 */
const QhValue *
qh_chooser_get_value (QhChooser *self)
{
  return &self->value;
}

/**
 * qh_chooser_set_value:
 *
 * Shows @value, without the signal.
 */
void
qh_chooser_set_value (QhChooser     *self,
                      const QhValue *value)
{
  self->value = *value;
  if (value->tag != QH_VALUE_INTEGER && value->tag != QH_VALUE_MISSING)
    self->value = (QhValue) { QH_VALUE_NONE };
  qh_choices_set_keep (self->choices, self->value.tag == QH_VALUE_INTEGER ? self->value.integer : 0);
  show_value (self);
}

/**
 * qh_chooser_set_placeholder:
 * @text: what the button says while nothing is chosen
 */
void
qh_chooser_set_placeholder (QhChooser  *self,
                            const char *text)
{
  g_free (self->placeholder);
  self->placeholder = g_strdup (text);
  show_value (self);
}

/**
 * qh_chooser_set_prefix:
 * @text: what stands before the choice on the button
 */
void
qh_chooser_set_prefix (QhChooser  *self,
                       const char *text)
{
  g_free (self->prefix);
  self->prefix = g_strdup (text);
  show_value (self);
}

/**
 * qh_chooser_set_label:
 * @text: its name for a screen reader
 */
void
qh_chooser_set_label (QhChooser  *self,
                      const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * qh_chooser_popup:
 *
 * Opens the list.
 */
void
qh_chooser_popup (QhChooser *self)
{
  gtk_menu_button_popup (self->button);
  if (self->search != NULL && gtk_widget_get_visible (GTK_WIDGET (self->search)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else if (self->list != NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}
