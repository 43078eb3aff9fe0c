/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-chart-grid.h"

#define SPACING 10
/* Narrower than this the cards stand one below the other. */
#define TWO_COLUMNS 690
/* How high a card is in one column. */
#define CARD_HEIGHT 250

/**
 * QhChartGrid:
 *
 * Cards of the same size in two columns; in one where two would be too narrow.
 */
struct _QhChartGrid
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (QhChartGrid, qh_chart_grid, GTK_TYPE_WIDGET)

static int
count_cards (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);
  return n;
}

static GtkSizeRequestMode
qh_chart_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
qh_chart_grid_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  int least = 0, usual = 0, n = count_cards (widget);
  gboolean narrow = for_size >= 0 && for_size < TWO_COLUMNS;
  int rows = narrow ? n : (n + 1) / 2;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_least, child_usual;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &child_least, &child_usual, NULL, NULL);
      least = MAX (least, child_least);
      usual = MAX (usual, child_usual);
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = least;
      *natural = MAX (TWO_COLUMNS, usual * 2 + SPACING);
      return;
    }
  /* Two rows share the height there is; more are scrolled. */
  least = narrow || rows > 2 ? MAX (least, CARD_HEIGHT) : least;
  *minimum = least * rows + SPACING * MAX (0, rows - 1);
  *natural = MAX (least, usual) * rows + SPACING * MAX (0, rows - 1);
}

static void
qh_chart_grid_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  int n = count_cards (widget), at = 0;
  int columns = width < TWO_COLUMNS ? 1 : 2;
  int rows = MAX (1, (n + columns - 1) / columns);
  int card_width = (width - SPACING * (columns - 1)) / columns;
  int card_height = (height - SPACING * (rows - 1)) / rows;
  gboolean leftward = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int column = leftward ? columns - 1 - at % columns : at % columns;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_size_allocate (child, &(GtkAllocation) { column * (card_width + SPACING), at / columns * (card_height + SPACING), card_width, card_height }, -1);
      at++;
    }
}

static void
qh_chart_grid_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_chart_grid_parent_class)->dispose (object);
}

static void
qh_chart_grid_class_init (QhChartGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_chart_grid_dispose;
  widget_class->get_request_mode = qh_chart_grid_get_request_mode;
  widget_class->measure = qh_chart_grid_measure;
  widget_class->size_allocate = qh_chart_grid_size_allocate;
}

static void
qh_chart_grid_init (QhChartGrid *self)
{
}

/**
 * qh_chart_grid_append:
 * @card: a card
 *
 * Adds a card behind the others.
 */
void
qh_chart_grid_append (QhChartGrid *self,
                      GtkWidget   *card)
{
  gtk_widget_set_parent (card, GTK_WIDGET (self));
}
