/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-chart-view.h"

#include <adwaita.h>

#include "chart/qh-chart-words.h"

#define LEAST_WIDTH 260
#define LEAST_HEIGHT 150
#define USUAL_WIDTH 480
#define USUAL_HEIGHT 220

/**
 * QhChartView:
 *
 * Shows a #QhChartData: told figure by figure under the pointer and with the
 * arrow keys, chosen with a click, Space or Enter. For a screen reader it is a
 * picture with a description.
 */
struct _QhChartView
{
  GtkWidget parent_instance;

  QhChartData *data;
  QhChartLayout *layout; /* NULL until painted in this size and theme */
  int layout_width;
  int layout_height;
  int hover;
  int focus_category; /* where the keyboard is, by what it means */
  int focus_series;
  gboolean focused_once;
};

enum
{
  CHOSEN,
  TOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (QhChartView, qh_chart_view, GTK_TYPE_WIDGET)

/**
 * qh_chart_view_get_theme:
 *
 * Returns: the theme of charts on screen, light or dark as the window is.
 */
QhChartTheme
qh_chart_view_get_theme (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? QH_CHART_THEME_DARK : QH_CHART_THEME_LIGHT;
}

static int
find_focus (QhChartView *self)
{
  return self->focused_once ? qh_chart_layout_find_mark (self->layout, self->focus_category, self->focus_series) : -1;
}

/* Who uses the pointer needs no ring round what was clicked. */
static gboolean
shows_focus (QhChartView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return gtk_widget_has_focus (GTK_WIDGET (self)) && GTK_IS_WINDOW (root) && gtk_window_get_focus_visible (GTK_WINDOW (root));
}

static QhChartLayout *
ensure_layout (QhChartView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->data == NULL || width <= 0 || height <= 0)
    return NULL;
  if (self->layout != NULL && (self->layout_width != width || self->layout_height != height))
    g_clear_pointer (&self->layout, qh_chart_layout_free);
  if (self->layout == NULL)
    {
      self->layout = qh_chart_layout_new (self->data, qh_chart_view_get_theme (), width, height, QH_CHART_LAYOUT_PLAIN,
                                          gtk_widget_get_pango_context (GTK_WIDGET (self)));
      self->layout_width = width;
      self->layout_height = height;
      self->hover = -1;
      if (shows_focus (self))
        qh_chart_layout_set_focus_mark (self->layout, find_focus (self));
    }
  return self->layout;
}

static void
forget_layout (QhChartView *self)
{
  g_clear_pointer (&self->layout, qh_chart_layout_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The sentence of the chart, behind the figure where the keyboard is. */
static void
describe (QhChartView *self)
{
  g_autofree char *sentence = self->data != NULL ? qh_chart_describe (self->data) : g_strdup ("");
  g_autofree char *figure = NULL;
  g_autofree char *both = NULL;
  const char *title = self->data != NULL && self->data->title != NULL ? self->data->title : "";

  if (self->layout != NULL && gtk_widget_has_focus (GTK_WIDGET (self)))
    figure = qh_chart_layout_dup_tooltip (self->layout, find_focus (self));
  both = figure != NULL ? g_strdup_printf ("%s. %s", figure, sentence) : g_strdup (sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, both,
                                  -1);
  g_signal_emit (self, signals[TOLD], 0, shows_focus (self) ? figure : NULL);
}

static void
focus_mark (QhChartView *self,
            int          mark)
{
  guint n;
  const QhChartMark *marks = qh_chart_layout_get_marks (self->layout, &n);

  if (mark < 0 || mark >= (int) n)
    return;
  self->focused_once = TRUE;
  self->focus_category = marks[mark].category;
  self->focus_series = marks[mark].series;
  qh_chart_layout_set_focus_mark (self->layout, shows_focus (self) ? mark : -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  describe (self);
}

static void
choose_mark (QhChartView *self,
             int          mark,
             gboolean     extend)
{
  guint n;
  const QhChartMark *marks = qh_chart_layout_get_marks (self->layout, &n);

  if (mark >= 0 && mark < (int) n)
    g_signal_emit (self, signals[CHOSEN], 0, marks[mark].category, marks[mark].series, extend);
}

/* Keys */

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  QhChartView *self = QH_CHART_VIEW (widget);
  int dx, dy;

  g_variant_get (arguments, "(ii)", &dx, &dy);
  if (ensure_layout (self) == NULL)
    return FALSE;
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (widget)), TRUE);
  focus_mark (self, qh_chart_layout_move (self->layout, find_focus (self), dx, dy));
  return TRUE;
}

static gboolean
choose_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  QhChartView *self = QH_CHART_VIEW (widget);

  if (ensure_layout (self) == NULL || find_focus (self) < 0)
    return FALSE;
  choose_mark (self, find_focus (self), g_variant_get_boolean (arguments));
  return TRUE;
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    guint keypad;
    int dx;
    int dy;
  } arrows[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1 },
  };
  static const guint choosing[] = { GDK_KEY_space, GDK_KEY_KP_Space, GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding (widget_class, arrows[i].key, 0, move_cb, "(ii)", arrows[i].dx, arrows[i].dy);
      gtk_widget_class_add_binding (widget_class, arrows[i].keypad, 0, move_cb, "(ii)", arrows[i].dx, arrows[i].dy);
    }
  for (guint i = 0; i < G_N_ELEMENTS (choosing); i++)
    {
      gtk_widget_class_add_binding (widget_class, choosing[i], 0, choose_cb, "b", FALSE);
      gtk_widget_class_add_binding (widget_class, choosing[i], GDK_CONTROL_MASK, choose_cb, "b", TRUE);
    }
}

/* Pointer */

static void
hover_cb (QhChartView *self,
          double       x,
          double       y)
{
  int hover = ensure_layout (self) != NULL ? qh_chart_layout_hit (self->layout, x, y) : -1;

  if (hover == self->hover || self->layout == NULL)
    return;
  self->hover = hover;
  qh_chart_layout_set_hover_mark (self->layout, hover);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), hover >= 0 ? "pointer" : NULL);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
leave_cb (QhChartView *self)
{
  hover_cb (self, -1, -1);
}

static void
released_cb (QhChartView     *self,
             int              n_press,
             double           x,
             double           y,
             GtkGestureClick *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  int mark = ensure_layout (self) != NULL ? qh_chart_layout_hit (self->layout, x, y) : -1;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (mark < 0)
    return;
  focus_mark (self, mark);
  choose_mark (self, mark, (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0);
}

static void
focus_changed_cb (QhChartView *self)
{
  if (ensure_layout (self) == NULL)
    return;
  if (gtk_widget_has_focus (GTK_WIDGET (self)) && find_focus (self) < 0)
    {
      self->focused_once = FALSE;
      focus_mark (self, qh_chart_layout_move (self->layout, -1, 0, 0));
    }
  qh_chart_layout_set_focus_mark (self->layout, shows_focus (self) ? find_focus (self) : -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  describe (self);
}

/* Overrides */

static gboolean
qh_chart_view_query_tooltip (GtkWidget  *widget,
                             int         x,
                             int         y,
                             gboolean    keyboard,
                             GtkTooltip *tooltip)
{
  QhChartView *self = QH_CHART_VIEW (widget);
  const QhChartMark *marks;
  g_autofree char *text = NULL;
  guint n;
  int mark;

  if (ensure_layout (self) == NULL)
    return FALSE;
  mark = keyboard ? find_focus (self) : qh_chart_layout_hit (self->layout, x, y);
  marks = qh_chart_layout_get_marks (self->layout, &n);
  text = qh_chart_layout_dup_tooltip (self->layout, mark);
  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle) { (int) marks[mark].rect.x, (int) marks[mark].rect.y,
                                                       MAX (1, (int) marks[mark].rect.width), MAX (1, (int) marks[mark].rect.height) });
  return TRUE;
}

static void
qh_chart_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  QhChartView *self = QH_CHART_VIEW (widget);
  cairo_t *cr;

  if (ensure_layout (self) == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->layout_width, (float) self->layout_height));
  qh_chart_layout_paint (self->layout, cr);
  cairo_destroy (cr);
}

static void
qh_chart_view_measure (GtkWidget     *widget,
                       GtkOrientation orientation,
                       int            for_size,
                       int           *minimum,
                       int           *natural,
                       int           *minimum_baseline,
                       int           *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : LEAST_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? USUAL_WIDTH : USUAL_HEIGHT;
}

static void
qh_chart_view_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (qh_chart_view_parent_class)->css_changed (widget, change);
  forget_layout (QH_CHART_VIEW (widget));
}

static void
qh_chart_view_finalize (GObject *object)
{
  QhChartView *self = QH_CHART_VIEW (object);

  g_clear_pointer (&self->layout, qh_chart_layout_free);
  g_clear_pointer (&self->data, qh_chart_data_unref);
  G_OBJECT_CLASS (qh_chart_view_parent_class)->finalize (object);
}

static void
qh_chart_view_class_init (QhChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = qh_chart_view_finalize;
  widget_class->measure = qh_chart_view_measure;
  widget_class->snapshot = qh_chart_view_snapshot;
  widget_class->css_changed = qh_chart_view_css_changed;
  widget_class->query_tooltip = qh_chart_view_query_tooltip;

  /**
   * QhChartView::chosen:
   * @category: index of a category of the data, or -1
   * @series: index of a series of the data, or -1
   * @extend: whether with what is chosen already
   */
  signals[CHOSEN] = g_signal_new ("chosen", QH_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_INT, G_TYPE_BOOLEAN);

  /**
   * QhChartView::told:
   * @figure: (nullable): the figure where the keyboard is
   */
  signals[TOLD] = g_signal_new ("told", QH_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
qh_chart_view_init (QhChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->hover = -1;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (hover_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (focus_changed_cb), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (forget_layout), self, G_CONNECT_SWAPPED);
}

GtkWidget *
qh_chart_view_new (void)
{
  return g_object_new (QH_TYPE_CHART_VIEW, NULL);
}

/**
 * qh_chart_view_set_data:
 * @data: (nullable): what to show
 */
void
qh_chart_view_set_data (QhChartView *self,
                        QhChartData *data)
{
  if (data != NULL)
    qh_chart_data_ref (data);
  g_clear_pointer (&self->data, qh_chart_data_unref);
  self->data = data;
  forget_layout (self);
  ensure_layout (self);
  describe (self);
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
}

/**
 * qh_chart_view_get_data:
 *
 * Returns: (transfer none) (nullable): what it shows.
 */
QhChartData *
qh_chart_view_get_data (QhChartView *self)
{
  return self->data;
}

/**
 * qh_chart_view_choose:
 * @category: index of a category, or -1
 * @series: index of a series, or -1
 *
 * Chooses a mark as a click on it would.
 *
 * Returns: whether it is shown.
 */
gboolean
qh_chart_view_choose (QhChartView *self,
                      int          category,
                      int          series,
                      gboolean     extend)
{
  int mark = ensure_layout (self) != NULL ? qh_chart_layout_find_mark (self->layout, category, series) : -1;

  if (mark >= 0)
    choose_mark (self, mark, extend);
  return mark >= 0;
}
