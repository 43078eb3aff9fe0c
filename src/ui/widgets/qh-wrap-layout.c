/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-wrap-layout.h"

#define SPACING 3

/**
 * QhWrapLayout:
 *
 * Places children side by side, each as wide as it wants, on as many lines as
 * that takes.
 */
struct _QhWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (QhWrapLayout, qh_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Lays out for @width, and allocates too if wanted; returns the height. */
static int
lay_out (GtkWidget *widget,
         int        width,
         gboolean   allocate)
{
  gboolean leftward = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition minimum, natural;
      int child_width;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, &minimum, &natural);
      child_width = MAX (minimum.width, MIN (natural.width, width));
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line + SPACING;
          line = 0;
        }
      if (allocate)
        gtk_widget_size_allocate (child, &(GtkAllocation) { leftward ? width - x - child_width : x, y, child_width, natural.height }, -1);
      x += child_width + SPACING;
      line = MAX (line, natural.height);
    }
  return y + line;
}

static GtkSizeRequestMode
qh_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget,
               int       *minimum,
               int       *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, &child_minimum, &child_natural);
      *minimum = MAX (*minimum, child_minimum.width);
      *natural += child_natural.width + SPACING;
    }
}

static void
qh_wrap_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  int narrowest = 0, widest = 0;

  measure_width (widget, &narrowest, &widest);
  *minimum = narrowest;
  *natural = widest;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = lay_out (widget, for_size >= 0 ? for_size : widest, FALSE);
}

static void
qh_wrap_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  lay_out (widget, width, TRUE);
}

static void
qh_wrap_layout_class_init (QhWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = qh_wrap_layout_get_request_mode;
  manager_class->measure = qh_wrap_layout_measure;
  manager_class->allocate = qh_wrap_layout_allocate;
}

static void
qh_wrap_layout_init (QhWrapLayout *self)
{
}

/**
 * QhWrapBox:
 *
 * A box with that layout.
 */
struct _QhWrapBox
{
  GtkWidget parent_instance;
};

static void qh_wrap_box_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (QhWrapBox, qh_wrap_box, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, qh_wrap_box_buildable_init))

static void
qh_wrap_box_add_child (GtkBuildable *buildable,
                       GtkBuilder   *builder,
                       GObject      *child,
                       const char   *type)
{
  qh_wrap_box_append (QH_WRAP_BOX (buildable), GTK_WIDGET (child));
}

static void
qh_wrap_box_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = qh_wrap_box_add_child;
}

static void
qh_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_wrap_box_parent_class)->dispose (object);
}

static void
qh_wrap_box_class_init (QhWrapBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_wrap_box_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), QH_TYPE_WRAP_LAYOUT);
}

static void
qh_wrap_box_init (QhWrapBox *self)
{
}

/**
 * qh_wrap_box_new:
 *
 * Returns: (transfer floating): an empty box.
 */
GtkWidget *
qh_wrap_box_new (void)
{
  return g_object_new (QH_TYPE_WRAP_BOX, NULL);
}

void
qh_wrap_box_append (QhWrapBox *self,
                    GtkWidget *child)
{
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
