/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of a variable's categories, set by hand: the least first. */
#include "ui/explore/qh-category-order-window.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/explore/qh-choice-bar.h"
#include "ui/widgets/qh-tooltip.h"

typedef struct
{
  GtkWidget *window;
  GtkListBox *list;
  GPtrArray *categories; /* as they are ordered now; the rows show them */
  QhCategoriesOrdered ordered;
  gpointer user_data;
  GDestroyNotify destroy;
} Ordering;

static void
ordering_free (gpointer data)
{
  Ordering *self = data;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_ptr_array_unref (self->categories);
  g_free (self);
}

static GtkListBoxRow *
get_row (Ordering *self, guint at)
{
  return gtk_list_box_get_row_at_index (self->list, (int)at);
}

static void
name_button (GtkListBoxRow *row, const char *key, const char *category, gboolean sensitive)
{
  GtkWidget *button = g_object_get_data (G_OBJECT (row), key);
  g_autofree char *name
    = g_strdup_printf ("%s: %s", gtk_widget_get_tooltip_text (button), category);

  gtk_widget_set_sensitive (button, sensitive);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Each row says its place; the first does not go up, the last not down. */
static void
show_row (Ordering *self, guint at)
{
  const char *category = g_ptr_array_index (self->categories, at);
  GtkListBoxRow *row = get_row (self, at);
  g_autofree char *place = g_strdup_printf ("%u", at + 1);
  /* Translators: where a category stands: "2 of 5: Medium" */
  g_autofree char *words
    = g_strdup_printf (_ ("%u of %u: %s"), at + 1, self->categories->len, category);

  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "place"), place);
  gtk_label_set_text (g_object_get_data (G_OBJECT (row), "label"), category);
  name_button (row, "up", category, at > 0);
  name_button (row, "down", category, at + 1 < self->categories->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_rows (Ordering *self)
{
  for (guint i = 0; i < self->categories->len; i++)
    show_row (self, i);
}

/* The focus goes with the category. */
static void
move (Ordering *self, int from, int to)
{
  if (from < 0 || to < 0 || from >= (int)self->categories->len || to >= (int)self->categories->len)
    return;
  g_ptr_array_insert (
    self->categories, to, g_ptr_array_steal_index (self->categories, (guint)from));
  show_rows (self);
  gtk_widget_grab_focus (GTK_WIDGET (get_row (self, (guint)to)));
}

/* A button keeps the focus, so that it can be pressed again. */
static void
step (Ordering *self, GtkWidget *button, int by, const char *key)
{
  int at = gtk_list_box_row_get_index (
    GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW)));
  gboolean focused = gtk_widget_has_focus (button);

  move (self, at, at + by);
  if (focused)
    gtk_widget_grab_focus (g_object_get_data (G_OBJECT (get_row (self, (guint)(at + by))), key));
}

static void
up_cb (Ordering *self, GtkWidget *button)
{
  step (self, button, -1, "up");
}

static void
down_cb (Ordering *self, GtkWidget *button)
{
  step (self, button, 1, "down");
}

static gboolean
key_cb (Ordering *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  int at = GTK_IS_LIST_BOX_ROW (row) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;

  if (at < 0 || (state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK
      || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;
  move (self, at, key == GDK_KEY_Up ? at - 1 : at + 1);
  return TRUE;
}

static void
reverse_cb (Ordering *self)
{
  for (guint i = 0; i < self->categories->len; i++)
    g_ptr_array_insert (self->categories, 0, g_ptr_array_steal_index (self->categories, i));
  show_rows (self);
}

static void
apply_cb (Ordering *self)
{
  self->ordered (self->categories, self->user_data);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

/* Dragging */

static GdkContentProvider *
prepare_cb (GtkDragSource *drag, double x, double y, gpointer row)
{
  return gdk_content_provider_new_typed (G_TYPE_INT, gtk_list_box_row_get_index (row));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));

  move (data, g_value_get_int (value), gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)));
  return TRUE;
}

static void
make_draggable (Ordering *self, GtkWidget *row)
{
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
  g_signal_connect (drag, "prepare", G_CALLBACK (prepare_cb), row);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

/* Rows */

static void
add_button (Ordering *self,
            GtkWidget *row,
            GtkWidget *box,
            const char *key,
            const char *icon,
            const char *words,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  qh_tooltip_set (button, words);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  g_object_set_data (G_OBJECT (row), key, button);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_place (GtkWidget *row, GtkWidget *box)
{
  GtkWidget *place = gtk_label_new (NULL);

  gtk_label_set_width_chars (GTK_LABEL (place), 3);
  gtk_label_set_xalign (GTK_LABEL (place), 1);
  gtk_widget_add_css_class (place, "dim-label");
  gtk_widget_add_css_class (place, "numeric");
  g_object_set_data (G_OBJECT (row), "place", place);
  gtk_box_append (GTK_BOX (box), place);
}

static void
add_label (GtkWidget *row, GtkWidget *box)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  g_object_set_data (G_OBJECT (row), "label", label);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
make_row (Ordering *self)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");

  gtk_widget_add_css_class (handle, "dim-label");
  gtk_widget_set_margin_start (box, 6);
  gtk_box_append (GTK_BOX (box), handle);
  add_place (row, box);
  add_label (row, box);
  add_button (self, row, box, "up", "go-up-symbolic", _ ("Move up (Alt+↑)"), G_CALLBACK (up_cb));
  add_button (
    self, row, box, "down", "go-down-symbolic", _ ("Move down (Alt+↓)"), G_CALLBACK (down_cb));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  make_draggable (self, row);
  return row;
}

static GtkWidget *
make_list (Ordering *self, const char *variable)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, variable, -1);
  g_object_set (self->list, "margin-start", 12, "margin-end", 12, "margin-bottom", 12, NULL);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  for (guint i = 0; i < self->categories->len; i++)
    gtk_list_box_append (self->list, make_row (self));
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  show_rows (self);
  return scroller;
}

/* The window */

static GtkWidget *
make_hint (Ordering *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *hint = gtk_label_new (_ ("The least first, the most last."));
  GtkWidget *reverse = gtk_button_new_with_mnemonic (_ ("_Reverse"));

  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_set_hexpand (hint, TRUE);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_widget_set_valign (reverse, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (reverse, "clicked", G_CALLBACK (reverse_cb), self);
  g_object_set (
    box, "margin-start", 12, "margin-end", 12, "margin-top", 12, "margin-bottom", 12, NULL);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_box_append (GTK_BOX (box), reverse);
  return box;
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

/**
 * qh_category_order_window_open:
 * @from: a widget of the window over which it stands
 * @variable: whose categories they are
 * @categories: (element-type utf8): as they are now, the least first
 * @ordered: gets them in their new order
 * @destroy: (nullable): frees @user_data once the window is gone
 *
 * Asks for the order of some categories.
 *
 * Returns: (transfer none): the window.
 */
GtkWidget *
qh_category_order_window_open (GtkWidget *from,
                               const char *variable,
                               GPtrArray *categories,
                               QhCategoriesOrdered ordered,
                               gpointer user_data,
                               GDestroyNotify destroy)
{
  Ordering *self = g_new0 (Ordering, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *title = g_strdup_printf (_ ("Order of “%s”"), variable);

  self->window = adw_window_new ();
  self->categories = g_ptr_array_copy (categories, copy_text, NULL);
  g_ptr_array_set_free_func (self->categories, g_free);
  self->ordered = ordered;
  self->user_data = user_data;
  self->destroy = destroy;
  gtk_box_append (GTK_BOX (box), qh_choice_bar_new (self->window, G_CALLBACK (apply_cb), self));
  gtk_box_append (GTK_BOX (box), make_hint (self));
  gtk_box_append (GTK_BOX (box), make_list (self, variable));
  adw_window_set_content (ADW_WINDOW (self->window), box);
  g_object_set_data_full (G_OBJECT (self->window), "ordering", self, ordering_free);
  gtk_window_set_title (GTK_WINDOW (self->window), title);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 420, 480);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), GTK_WINDOW (gtk_widget_get_root (from)));
  gtk_window_set_modal (GTK_WINDOW (self->window), TRUE);
  gtk_window_present (GTK_WINDOW (self->window));
  if (categories->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (get_row (self, 0)));
  return self->window;
}
