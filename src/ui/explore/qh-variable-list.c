/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/explore/qh-variable-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "domain/qh-fold.h"
#include "ui/explore/qh-explore-shelf.h"
#include "ui/widgets/qh-tooltip.h"

#define PICTURE_WIDTH 44
#define PICTURE_HEIGHT 18

/**
 * QhVariableList:
 *
 * All variables of a frame, each with its level, distribution and what is missing. A
 * variable is put somewhere by Enter, by the shelves' keys, by its menu, or dragged.
 */
struct _QhVariableList
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *search;
  GtkListBox *list;
  GPtrArray *variables; /* nullable, of QhExploreVariable */
  char *wanted;         /* folded */
};

G_DEFINE_FINAL_TYPE (QhVariableList, qh_variable_list, GTK_TYPE_WIDGET)

static guint put_signal;

static const QhExploreVariable *
get_variable (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "variable");
}

static void
put (QhVariableList *self, GtkListBoxRow *row, const char *shelf)
{
  if (row != NULL)
    g_signal_emit (self, put_signal, 0, get_variable (row)->name, shelf);
}

static void
activated_cb (QhVariableList *self, GtkListBoxRow *row)
{
  put (self, row, "alone");
}

/* The menu of a variable */

static gboolean
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* The focus goes back to the variable. */
static void
closed_cb (GtkWidget *popover)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (popover), "row");

  if (gtk_widget_get_mapped (row))
    gtk_widget_grab_focus (row);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover), g_object_unref);
}

static void
chosen_cb (GtkWidget *button, gpointer shelf)
{
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (popover), "name"));

  gtk_popover_popdown (GTK_POPOVER (popover));
  g_signal_emit (gtk_widget_get_parent (popover), put_signal, 0, name, shelf);
}

static void
add_choice (GtkWidget *box, const char *title, const char *key, const char *shelf)
{
  GtkWidget *button = gtk_button_new (), *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *label = gtk_label_new (title), *letter = gtk_label_new (key);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (letter, "dim-label");
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), letter);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (chosen_cb), (gpointer)shelf);
  gtk_box_append (GTK_BOX (box), button);
}

/* Where a variable can be put, each with its key. */
static void
show_menu (QhVariableList *self, GtkListBoxRow *row, double x, double y)
{
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  double across = 0, down = 0;

  gtk_widget_translate_coordinates (GTK_WIDGET (row), GTK_WIDGET (self), x, y, &across, &down);
  add_choice (box, _ ("Look at it"), _ ("Enter"), "alone");
  for (guint i = 0; i < QH_N_SHELVES; i++)
    {
      const QhShelfKind *kind = qh_shelf_get (i);
      const char key[] = { g_ascii_toupper (kind->key), '\0' };

      add_choice (box, qh_shelf_get_title (i), key, kind->name);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                               &(GdkRectangle){ (int)across, (int)down, 1, 1 });
  g_object_set_data_full (G_OBJECT (popover), "row", g_object_ref (row), g_object_unref);
  g_object_set_data_full (G_OBJECT (popover), "name", g_strdup (get_variable (row)->name), g_free);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (gtk_widget_get_first_child (box));
}

static void
pressed_cb (GtkGestureClick *click, int presses, double x, double y)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (click));
  QhVariableList *self = QH_VARIABLE_LIST (gtk_widget_get_ancestor (row, QH_TYPE_VARIABLE_LIST));

  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, GTK_LIST_BOX_ROW (row), x, y);
}

static void
add_menu (GtkWidget *row)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), NULL);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
}

static gboolean
key_cb (QhVariableList *self, guint key, guint code, GdkModifierType state)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || !GTK_IS_LIST_BOX_ROW (focus))
    return FALSE;
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      show_menu (self, GTK_LIST_BOX_ROW (focus), 24, gtk_widget_get_height (focus));
      return TRUE;
    }
  for (guint i = 0; i < QH_N_SHELVES; i++)
    if (gdk_keyval_to_lower (key) == (guint)qh_shelf_get (i)->key)
      {
        put (self, GTK_LIST_BOX_ROW (focus), qh_shelf_get (i)->name);
        return TRUE;
      }
  return FALSE;
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const QhExploreVariable *variable = data;
  GdkRGBA ink;
  double step = variable->n_bars > 0 ? (double)width / MAX (variable->n_bars, 4) : 0;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &ink);
  ink.alpha *= 0.55F;
  gdk_cairo_set_source_rgba (cr, &ink);
  for (guint i = 0; i < variable->n_bars; i++)
    {
      double high = MAX (1, variable->bars[i] * height);

      cairo_rectangle (cr, i * step, height - high, MAX (1, step - 1), high);
    }
  cairo_fill (cr);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *drag, double x, double y, gpointer data)
{
  return gdk_content_provider_new_typed (G_TYPE_STRING, ((const QhExploreVariable *)data)->name);
}

static const char *
get_level_letter (QhMeasurement level)
{
  switch (level)
    {
    case QH_MEASUREMENT_NOMINAL:
      /* Translators: one letter: nominal */
      return C_ ("level of measurement", "N");
    case QH_MEASUREMENT_ORDINAL:
    case QH_MEASUREMENT_DATE:
      /* Translators: one letter: ordinal */
      return C_ ("level of measurement", "O");
    default:
      /* Translators: one letter: scale */
      return C_ ("level of measurement", "S");
    }
}

static void
describe_row (GtkWidget *row,
              const QhExploreVariable *variable,
              QhCatalogues *catalogues,
              QhLanguage language)
{
  g_autofree char *missing = qh_explore_variable_dup_missing (variable, catalogues, language);
  g_autofree char *n = qh_explore_variable_dup_n (variable);
  g_autofree char *words = g_strdup_printf ("%s (%s), %s. %s%s%s",
                                            variable->label,
                                            variable->name,
                                            qh_measurement_get_label (variable->level),
                                            n,
                                            missing[0] != '\0' ? ". " : "",
                                            missing);

  qh_tooltip_set (row, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static GtkWidget *
make_row (QhExploreVariable *variable, QhCatalogues *catalogues, QhLanguage language)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *level = gtk_label_new (get_level_letter (variable->level));
  GtkWidget *label = gtk_label_new (variable->label);
  GtkWidget *picture = gtk_drawing_area_new ();
  g_autofree char *percent = qh_explore_variable_dup_percent (variable);
  GtkWidget *missing = gtk_label_new (percent);
  GtkDragSource *drag = gtk_drag_source_new ();

  gtk_widget_add_css_class (level, "explore-level");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_size_request (picture, PICTURE_WIDTH, PICTURE_HEIGHT);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (picture), draw_cb, variable, NULL);
  gtk_label_set_width_chars (GTK_LABEL (missing), 5);
  gtk_label_set_xalign (GTK_LABEL (missing), 1);
  gtk_widget_add_css_class (missing, "dim-label");
  gtk_widget_add_css_class (missing, "numeric");
  gtk_box_append (GTK_BOX (box), level);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), missing);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "variable", variable);
  g_signal_connect (drag, "prepare", G_CALLBACK (prepare_cb), variable);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  add_menu (row);
  describe_row (row, variable, catalogues, language);
  return row;
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  QhVariableList *self = data;
  const QhExploreVariable *variable = get_variable (row);
  g_autofree char *label = qh_fold (variable->label);
  g_autofree char *name = qh_fold (variable->name);

  return self->wanted == NULL || strstr (label, self->wanted) != NULL
         || strstr (name, self->wanted) != NULL;
}

static void
search_cb (QhVariableList *self)
{
  g_free (self->wanted);
  self->wanted = qh_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_list_box_invalidate_filter (self->list);
}

/* From the search to what it found; the row shows that the keys are its own. */
static void
focus_found (QhVariableList *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        gtk_widget_grab_focus (GTK_WIDGET (row));
        gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), TRUE);
        return;
      }
}

static gboolean
search_key_cb (QhVariableList *self, guint key, guint code, GdkModifierType state)
{
  if (key != GDK_KEY_Down || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  focus_found (self);
  return GDK_EVENT_STOP;
}

static void
qh_variable_list_dispose (GObject *object)
{
  QhVariableList *self = QH_VARIABLE_LIST (object);
  GtkWidget *child;

  self->box = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child); /* a menu may be open */
  g_clear_pointer (&self->variables, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_free);
  G_OBJECT_CLASS (qh_variable_list_parent_class)->dispose (object);
}

static void
qh_variable_list_class_init (QhVariableListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_variable_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * QhVariableList::put:
   * @name: a variable's name
   * @shelf: "alone", or a shelf as qh_shelf_get() names it
   */
  put_signal = g_signal_new ("put",
                             QH_TYPE_VARIABLE_LIST,
                             G_SIGNAL_RUN_LAST,
                             0,
                             NULL,
                             NULL,
                             NULL,
                             G_TYPE_NONE,
                             2,
                             G_TYPE_STRING,
                             G_TYPE_STRING);
}

static GtkWidget *
make_placeholder (void)
{
  GtkWidget *label = gtk_label_new (_ ("No variable of that name"));

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 12);
  return label;
}

static void
qh_variable_list_init (QhVariableList *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *legend = gtk_label_new (/* xgettext:no-c-format */ _ (
    "N nominal · O ordinal · S scale. Right: % missing. The menu of a variable (right click, or "
    "Shift+F10) puts it where it is wanted"));
  GtkEventController *controller = gtk_event_controller_key_new ();
  GtkEventController *search_keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Search variable"), NULL);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search variable"), -1);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (focus_found), self);
  gtk_event_controller_set_propagation_phase (search_keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (search_keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (self->search, search_keys);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Variables"), -1);
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  gtk_list_box_set_placeholder (self->list, make_placeholder ());
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (controller, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), controller);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_label_set_wrap (GTK_LABEL (legend), TRUE);
  gtk_label_set_xalign (GTK_LABEL (legend), 0);
  gtk_widget_add_css_class (legend, "dim-label");
  gtk_widget_add_css_class (legend, "caption");
  gtk_box_append (GTK_BOX (self->box), self->search);
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_box_append (GTK_BOX (self->box), legend);
}

GtkWidget *
qh_variable_list_new (void)
{
  return g_object_new (QH_TYPE_VARIABLE_LIST, NULL);
}

/**
 * qh_variable_list_set:
 * @variables: (nullable) (element-type QhExploreVariable): what to list
 * @catalogues: (nullable): names the kinds of missing; %NULL with @variables
 */
void
qh_variable_list_set (QhVariableList *self,
                      GPtrArray *variables,
                      QhCatalogues *catalogues,
                      QhLanguage language)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (variables != NULL)
    g_ptr_array_ref (variables);
  g_clear_pointer (&self->variables, g_ptr_array_unref);
  self->variables = variables;
  for (guint i = 0; variables != NULL && i < variables->len; i++)
    gtk_list_box_append (self->list,
                         make_row (g_ptr_array_index (variables, i), catalogues, language));
}

/**
 * qh_variable_list_find:
 *
 * Returns: (transfer none) (nullable): the variable of that name.
 */
const QhExploreVariable *
qh_variable_list_find (QhVariableList *self, const char *name)
{
  for (guint i = 0; self->variables != NULL && i < self->variables->len; i++)
    {
      const QhExploreVariable *variable = g_ptr_array_index (self->variables, i);

      if (g_strcmp0 (variable->name, name) == 0)
        return variable;
    }
  return NULL;
}

/**
 * qh_variable_list_clear_search:
 *
 * Shows all variables: what was searched is of other rows.
 */
void
qh_variable_list_clear_search (QhVariableList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

void
qh_variable_list_focus_search (QhVariableList *self)
{
  gtk_widget_grab_focus (self->search);
}
