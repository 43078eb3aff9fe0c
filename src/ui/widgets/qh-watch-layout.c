/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-watch-layout.h"

/**
 * QhWatchLayout:
 *
 * Gives a page's child the whole of the page, and tells the page when its width
 * is another: libadwaita 1.2 has no breakpoints. It tells when the frame's layout
 * is over, so that what the page shows or hides then is not lost.
 */
struct _QhWatchLayout
{
  GtkLayoutManager parent_instance;

  guint source;
  int width;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhWatchLayout, qh_watch_layout, GTK_TYPE_LAYOUT_MANAGER)

static gboolean
changed_cb (gpointer data)
{
  QhWatchLayout *self = data;

  self->source = 0;
  g_signal_emit (self, signals[CHANGED], 0, self->width);
  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
qh_watch_layout_get_request_mode (GtkLayoutManager *manager,
                                  GtkWidget        *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  return child != NULL ? gtk_widget_get_request_mode (child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
qh_watch_layout_measure (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         GtkOrientation    orientation,
                         int               for_size,
                         int              *minimum,
                         int              *natural,
                         int              *minimum_baseline,
                         int              *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
qh_watch_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          int               width,
                          int               height,
                          int               baseline)
{
  QhWatchLayout *self = QH_WATCH_LAYOUT (manager);
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
  if (width == self->width)
    return;
  self->width = width;
  if (self->source == 0)
    self->source = g_idle_add (changed_cb, self);
}

static void
qh_watch_layout_dispose (GObject *object)
{
  g_clear_handle_id (&QH_WATCH_LAYOUT (object)->source, g_source_remove);
  G_OBJECT_CLASS (qh_watch_layout_parent_class)->dispose (object);
}

static void
qh_watch_layout_class_init (QhWatchLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_watch_layout_dispose;
  layout_class->get_request_mode = qh_watch_layout_get_request_mode;
  layout_class->measure = qh_watch_layout_measure;
  layout_class->allocate = qh_watch_layout_allocate;

  /**
   * QhWatchLayout::changed:
   * @width: the page's width, in pixels
   */
  signals[CHANGED] = g_signal_new ("changed", QH_TYPE_WATCH_LAYOUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
qh_watch_layout_init (QhWatchLayout *self)
{
}

/**
 * qh_watch_layout_connect:
 * @widget: a page whose class has a #QhWatchLayout, with one child
 * @callback: called with the page and its width in pixels, in the main loop after
 *   a layout in which the width became another
 */
void
qh_watch_layout_connect (GtkWidget *widget,
                         void     (*callback) (GtkWidget *widget, int width))
{
  g_signal_connect_object (gtk_widget_get_layout_manager (widget), "changed", G_CALLBACK (callback), widget, G_CONNECT_SWAPPED);
}
