/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-filter-bar.h"

#define SPACING 6
#define LINE_SPACING 6

/**
 * QhFilterBar:
 *
 * Pills side by side, on as many lines as they need, with a figure at the end
 * of the last one.
 */
struct _QhFilterBar
{
  GtkWidget parent_instance;

  GtkWidget *end;
};

G_DEFINE_FINAL_TYPE (QhFilterBar, qh_filter_bar, GTK_TYPE_WIDGET)

typedef struct
{
  int x;
  int y;
  int line;
  int width;
  int end; /* what the figure at the end takes of a line */
  gboolean leftward;
} Place;

static void
place_child (Place     *place,
             GtkWidget *child,
             gboolean   at_end,
             gboolean   allocate)
{
  GtkRequisition minimum, natural;
  int width, x;

  gtk_widget_get_preferred_size (child, &minimum, &natural);
  width = MAX (minimum.width, MIN (natural.width, place->width));
  /* A chip is cut short rather than moving all that stands below. */
  if (gtk_widget_has_css_class (child, "chip") && place->x + minimum.width <= place->width - place->end)
    width = MIN (width, place->width - place->end - place->x);
  if (place->x > 0 && place->x + width > place->width)
    {
      place->x = 0;
      place->y += place->line + LINE_SPACING;
      place->line = 0;
    }
  x = at_end ? MAX (place->x, place->width - width) : place->x;
  if (allocate)
    gtk_widget_size_allocate (child, &(GtkAllocation) { place->leftward ? place->width - x - width : x, place->y, width, natural.height }, -1);
  place->x = x + width + SPACING;
  place->line = MAX (place->line, natural.height);
}

static int
lay_out (QhFilterBar *self,
         int          width,
         gboolean     allocate)
{
  GtkWidget *widget = GTK_WIDGET (self);
  Place place = { .width = width, .leftward = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL };

  if (self->end != NULL && gtk_widget_should_layout (self->end))
    {
      GtkRequisition natural;

      gtk_widget_get_preferred_size (self->end, NULL, &natural);
      place.end = natural.width + SPACING;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (child != self->end && gtk_widget_should_layout (child))
      place_child (&place, child, FALSE, allocate);
  if (self->end != NULL && gtk_widget_should_layout (self->end))
    place_child (&place, self->end, TRUE, allocate);
  return place.y + place.line;
}

static GtkSizeRequestMode
qh_filter_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qh_filter_bar_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  int narrowest = 0, widest = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkRequisition child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_get_preferred_size (child, &child_minimum, &child_natural);
      narrowest = MAX (narrowest, child_minimum.width);
      widest += child_natural.width + SPACING;
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = narrowest;
      *natural = widest;
    }
  else
    *minimum = *natural = lay_out (QH_FILTER_BAR (widget), for_size >= 0 ? for_size : widest, FALSE);
}

static void
qh_filter_bar_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  lay_out (QH_FILTER_BAR (widget), width, TRUE);
}

static void
qh_filter_bar_dispose (GObject *object)
{
  GtkWidget *child;

  QH_FILTER_BAR (object)->end = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_filter_bar_parent_class)->dispose (object);
}

static void
qh_filter_bar_class_init (QhFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_filter_bar_dispose;
  widget_class->get_request_mode = qh_filter_bar_get_request_mode;
  widget_class->measure = qh_filter_bar_measure;
  widget_class->size_allocate = qh_filter_bar_size_allocate;
}

static void
qh_filter_bar_init (QhFilterBar *self)
{
}

/**
 * qh_filter_bar_append:
 * @child: a pill
 *
 * Adds a pill behind the others.
 */
void
qh_filter_bar_append (QhFilterBar *self,
                      GtkWidget   *child)
{
  gtk_widget_insert_before (child, GTK_WIDGET (self), self->end);
}

/**
 * qh_filter_bar_set_end:
 * @end: what stands at the end of the last line
 */
void
qh_filter_bar_set_end (QhFilterBar *self,
                       GtkWidget   *end)
{
  self->end = end;
  gtk_widget_set_parent (end, GTK_WIDGET (self));
}
