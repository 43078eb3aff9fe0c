/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/datasets/qh-data-set-variables.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ui/widgets/qh-tooltip.h"

#define LOSS_WIDTH 42
/* Letters of a title that show at least. */
#define LEAST_TITLE 14

/**
 * QhDataSetVariables:
 *
 * The variables of a recipe in their order: dragged, or moved with Alt+↑ and
 * Alt+↓; Enter changes one, Delete takes it out.
 */
struct _QhDataSetVariables
{
  GtkWidget parent_instance;

  GtkListBox *list;
};

enum
{
  MOVE,
  EDIT,
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhDataSetVariables, qh_data_set_variables, GTK_TYPE_WIDGET)

QhDataSetRow *
qh_data_set_row_new (void)
{
  QhDataSetRow *row = g_new0 (QhDataSetRow, 1);

  row->loss = NAN;
  return row;
}

void
qh_data_set_row_free (QhDataSetRow *row)
{
  g_free (row->variable);
  g_free (row->title);
  g_free (row->name);
  g_free (row->treatment);
  g_free (row->values);
  g_free (row->problem);
  g_free (row);
}

/* Keys */

static int
get_focus (QhDataSetVariables *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  return GTK_IS_LIST_BOX_ROW (row) ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

static gboolean
key_cb (QhDataSetVariables *self, guint key, guint code, GdkModifierType state)
{
  int at = get_focus (self), to = key == GDK_KEY_Up ? at - 1 : at + 1;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (at < 0)
    return FALSE;
  if (state == 0 && key == GDK_KEY_Delete)
    {
      g_signal_emit (self, signals[REMOVE], 0, (guint)at);
      return TRUE;
    }
  if (state != GDK_ALT_MASK || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return FALSE;
  if (to >= 0 && gtk_list_box_get_row_at_index (self->list, to) != NULL)
    g_signal_emit (self, signals[MOVE], 0, (guint)at, (guint)to);
  return TRUE;
}

static void
activated_cb (QhDataSetVariables *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[EDIT], 0, (guint)gtk_list_box_row_get_index (row));
}

/* Dragging */

static GdkContentProvider *
prepare_cb (GtkDragSource *drag, double x, double y, gpointer data)
{
  return gdk_content_provider_new_typed (G_TYPE_UINT, (guint)gtk_list_box_row_get_index (data));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  GtkWidget *self = gtk_widget_get_ancestor (data, QH_TYPE_DATA_SET_VARIABLES);
  guint from = g_value_get_uint (value), to = (guint)gtk_list_box_row_get_index (data);

  if (self == NULL || from == to)
    return FALSE;
  g_signal_emit (self, signals[MOVE], 0, from, to);
  return TRUE;
}

static void
make_draggable (GtkWidget *row)
{
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_UINT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
  g_signal_connect (drag, "prepare", G_CALLBACK (prepare_cb), row);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}

/* Rows */

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_title (GtkWidget *box, const QhDataSetRow *shown)
{
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label;

  gtk_widget_set_hexpand (names, TRUE);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_label_set_width_chars (GTK_LABEL (add_label (names, shown->title, NULL)), LEAST_TITLE);
  label = add_label (names, shown->name, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), names);
}

static void
add_loss (GtkWidget *box, double loss)
{
  GtkWidget *bar = gtk_progress_bar_new ();
  g_autofree char *text = isnan (loss) ? g_strdup ("–") : g_strdup_printf (_ ("%.0f %%"), 100 * loss);
  GtkWidget *label = gtk_label_new (text);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), isnan (loss) ? 0 : CLAMP (loss, 0, 1));
  gtk_widget_set_size_request (bar, LOSS_WIDTH, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (bar, "loss");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Information lost"), -1);
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_standing (GtkWidget *box, const QhDataSetRow *shown)
{
  GtkWidget *label = add_label (box, shown->standing, "standing");

  gtk_label_set_width_chars (GTK_LABEL (label), 9);
  gtk_label_set_xalign (GTK_LABEL (label), 0.5);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  if (shown->style != NULL)
    gtk_widget_add_css_class (label, shown->style);
}

static void
add_treatment (GtkWidget *box, const QhDataSetRow *shown)
{
  GtkWidget *label = add_label (box, shown->treatment, NULL);
  GtkWidget *values;

  gtk_label_set_width_chars (GTK_LABEL (label), 15);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 15);
  values = add_label (box, shown->values, "numeric");
  gtk_widget_add_css_class (values, "dim-label");
  gtk_label_set_width_chars (GTK_LABEL (values), 9);
  gtk_label_set_xalign (GTK_LABEL (values), 1);
  add_loss (box, shown->loss);
}

static void
add_problem (GtkWidget *box, const QhDataSetRow *shown)
{
  GtkWidget *label = add_label (box, shown->problem, "error");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_width_chars (GTK_LABEL (label), 34);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
}

static void
describe_row (GtkWidget *row, const QhDataSetRow *shown)
{
  g_autofree char *loss = isnan (shown->loss) ? NULL : g_strdup_printf (_ ("%.0f %% of the information lost"), 100 * shown->loss);
  g_autofree char *rest = shown->problem != NULL ? g_strdup (shown->problem) : g_strjoin (", ", shown->standing, shown->treatment, loss, NULL);
  g_autofree char *words = g_strdup_printf ("%s (%s). %s", shown->title, shown->name, rest);

  qh_tooltip_set (row, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static GtkWidget *
make_row (const QhDataSetRow *shown)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");

  gtk_widget_add_css_class (handle, "dim-label");
  gtk_box_append (GTK_BOX (box), handle);
  add_title (box, shown);
  if (shown->problem != NULL)
    add_problem (box, shown);
  else
    {
      add_standing (box, shown);
      add_treatment (box, shown);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  make_draggable (row);
  describe_row (row, shown);
  return row;
}

/* The widget */

static void
qh_data_set_variables_dispose (GObject *object)
{
  QhDataSetVariables *self = QH_DATA_SET_VARIABLES (object);

  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->list)));
  G_OBJECT_CLASS (qh_data_set_variables_parent_class)->dispose (object);
}

static void
qh_data_set_variables_class_init (QhDataSetVariablesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_data_set_variables_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * QhDataSetVariables::move:
   * @from: the place of a variable
   * @to: where it is put
   */
  signals[MOVE] = g_signal_new ("move", QH_TYPE_DATA_SET_VARIABLES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[EDIT] = g_signal_new ("edit", QH_TYPE_DATA_SET_VARIABLES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[REMOVE] = g_signal_new ("remove", QH_TYPE_DATA_SET_VARIABLES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
qh_data_set_variables_init (QhDataSetVariables *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "data-set-variables");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Variables"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

/**
 * qh_data_set_variables_show:
 * @rows: (element-type QhDataSetRow): in their order
 *
 * Shows other variables; the focus stays at its place.
 */
void
qh_data_set_variables_show (QhDataSetVariables *self, GPtrArray *rows)
{
  GtkWidget *child;
  int at = get_focus (self);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (rows, i)));
  if (at >= 0 && rows->len > 0)
    qh_data_set_variables_focus (self, MIN ((guint)at, rows->len - 1));
}

/**
 * qh_data_set_variables_focus:
 * @at: the place of a variable
 */
void
qh_data_set_variables_focus (QhDataSetVariables *self, guint at)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int)at);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
