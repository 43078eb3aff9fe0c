/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/explore/qh-explore-shelf.h"

#include <glib/gi18n-lib.h>

#include "research/qh-answer.h"
#include "ui/widgets/qh-tooltip.h"

static const QhShelfKind kinds[QH_N_SHELVES] = {
  [QH_SHELF_ROWS] = { "rows", 'r', G_STRUCT_OFFSET (QhExploreQuestion, rows) },
  [QH_SHELF_COLUMNS] = { "columns", 'c', G_STRUCT_OFFSET (QhExploreQuestion, columns) },
  [QH_SHELF_COLOUR] = { "colour", 'k', G_STRUCT_OFFSET (QhExploreQuestion, colour) },
  [QH_SHELF_LAYERS] = { "layers", 'o', G_STRUCT_OFFSET (QhExploreQuestion, layers) },
  [QH_SHELF_FILTER] = { "filter", 'f', G_STRUCT_OFFSET (QhExploreQuestion, filter) },
  [QH_SHELF_WEIGHT] = { "weight", 'w', G_STRUCT_OFFSET (QhExploreQuestion, weight) },
};

/**
 * qh_shelf_get:
 * @shelf: a #QhShelf
 *
 * Returns: (transfer none): what is known of it.
 */
const QhShelfKind *
qh_shelf_get (guint shelf)
{
  return &kinds[shelf];
}

/**
 * qh_shelf_get_title:
 * @shelf: a #QhShelf
 *
 * Returns: (transfer none): what it is for, translated.
 */
const char *
qh_shelf_get_title (guint shelf)
{
  switch (shelf)
    {
    case QH_SHELF_ROWS:
      return C_ ("shelf", "Rows");
    case QH_SHELF_COLUMNS:
      return C_ ("shelf", "Columns");
    case QH_SHELF_COLOUR:
      return C_ ("shelf", "Colour");
    case QH_SHELF_LAYERS:
      return C_ ("shelf", "Layers");
    case QH_SHELF_FILTER:
      return C_ ("shelf", "Filter");
    default:
      return C_ ("shelf", "Weight");
    }
}

/**
 * QhExploreShelf:
 *
 * Where a variable is put: a place to drop it on, and a button that takes it away.
 */
struct _QhExploreShelf
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *hint;
  GtkWidget *chip;
  GtkLabel *label;
  char *title;
  char *name;
};

G_DEFINE_FINAL_TYPE (QhExploreShelf, qh_explore_shelf, GTK_TYPE_WIDGET)

enum
{
  DROPPED,
  CLEARED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
drop_cb (QhExploreShelf *self, const GValue *value)
{
  g_signal_emit (self, signals[DROPPED], 0, g_value_get_string (value));
  return TRUE;
}

static void
clear_cb (QhExploreShelf *self)
{
  g_signal_emit (self, signals[CLEARED], 0);
}

static void
qh_explore_shelf_dispose (GObject *object)
{
  QhExploreShelf *self = QH_EXPLORE_SHELF (object);
  GtkWidget *child;

  self->box = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child); /* what asks for a filter may be open */
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (qh_explore_shelf_parent_class)->dispose (object);
}

static void
qh_explore_shelf_class_init (QhExploreShelfClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_explore_shelf_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * QhExploreShelf::dropped:
   * @name: a variable's name
   */
  signals[DROPPED] = g_signal_new ("dropped",
                                   QH_TYPE_EXPLORE_SHELF,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_STRING);
  signals[CLEARED] = g_signal_new (
    "cleared", QH_TYPE_EXPLORE_SHELF, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
qh_explore_shelf_init (QhExploreShelf *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* What lies on a shelf can be dragged to another. */
static GdkContentProvider *
prepare_cb (QhExploreShelf *self)
{
  return self->name != NULL ? gdk_content_provider_new_typed (G_TYPE_STRING, self->name) : NULL;
}

static void
make_chip (QhExploreShelf *self)
{
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->chip = gtk_button_new ();
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (self->chip), content);
  gtk_widget_add_css_class (self->chip, "pill");
  gtk_widget_add_css_class (self->chip, "explore-chip");
  gtk_widget_set_visible (self->chip, FALSE);
  g_signal_connect_swapped (self->chip, "clicked", G_CALLBACK (clear_cb), self);
  /* Before the button takes the press for a click. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drag, "prepare", G_CALLBACK (prepare_cb), self);
  gtk_widget_add_controller (self->chip, GTK_EVENT_CONTROLLER (drag));
  gtk_box_append (GTK_BOX (self->box), self->chip);
}

/**
 * qh_explore_shelf_new:
 * @shelf: a #QhShelf
 *
 * Returns: (transfer floating): an empty shelf.
 */
GtkWidget *
qh_explore_shelf_new (guint shelf)
{
  QhExploreShelf *self = g_object_new (QH_TYPE_EXPLORE_SHELF, NULL);
  const char *title = qh_shelf_get_title (shelf);
  GtkWidget *label = gtk_label_new (title);
  g_autofree char *hint
    = g_strdup_printf (_ ("Drag here, or %c"), g_ascii_toupper (qh_shelf_get (shelf)->key));

  self->title = g_strdup (title);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  gtk_widget_add_css_class (self->box, "explore-shelf");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (self->box), label);
  self->hint = gtk_label_new (hint);
  gtk_label_set_ellipsize (GTK_LABEL (self->hint), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_add_css_class (self->hint, "caption");
  gtk_box_append (GTK_BOX (self->box), self->hint);
  make_chip (self);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  return GTK_WIDGET (self);
}

/**
 * qh_explore_shelf_set_name:
 * @name: (nullable): what lies on it; %NULL for nothing
 * @label: (nullable): what it is called
 */
void
qh_explore_shelf_set_name (QhExploreShelf *self, const char *name, const char *label)
{
  g_autofree char *old = self->name;
  g_autofree char *words = NULL;

  self->name = g_strdup (name);
  gtk_widget_set_visible (self->hint, name == NULL);
  gtk_widget_set_visible (self->chip, name != NULL);
  if (name == NULL)
    return;
  gtk_label_set_text (self->label, label);
  words = g_strdup_printf (_ ("%s: %s. Take away"), self->title, label);
  qh_tooltip_set (self->chip, words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->chip), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * qh_explore_shelf_get_name:
 *
 * Returns: (transfer none) (nullable): what lies on it.
 */
const char *
qh_explore_shelf_get_name (QhExploreShelf *self)
{
  return self->name;
}
