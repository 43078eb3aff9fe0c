/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer on the screen: the sentence first, figures after, then its charts. */
#include "ui/explore/qh-answer-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "ui/charts/qh-chart-view.h"
#include "ui/widgets/qh-tooltip.h"

/* Rows that become widgets; the rest is in what is saved and copied. */
#define MOST_ROWS 120
#define CHART_HEIGHT 260
#define LEAST_HEIGHT 90
#define ROW_HEIGHT 44
/* Columns that fit beside the sidebar if names take two lines; past them the table is moved. */
#define MOST_FITTING 5
/* Letters. */
#define NAME_WIDTH 13
#define WIDE_NAME_WIDTH 20
#define HEAD_WIDTH 18

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
make_cell (const QhAnswerTable *table, guint row, guint column)
{
  int tint = g_array_index (table->tints, gint8, row * table->n_columns + column);
  const char *text = qh_answer_table_get (table, row, column);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == 0 ? 0 : 1);
  gtk_label_set_wrap (GTK_LABEL (label), column == 0 || row == 0);
  /* In a table that is wider than the page names and headings keep their words whole. */
  gtk_label_set_wrap_mode (GTK_LABEL (label), column == 0 ? PANGO_WRAP_WORD_CHAR : PANGO_WRAP_WORD);
  gtk_label_set_max_width_chars (GTK_LABEL (label), column == 0 ? 30 : row == 0 ? HEAD_WIDTH : 26);
  if (column == 0)
    gtk_label_set_width_chars (GTK_LABEL (label),
                               MIN (table->n_columns > MOST_FITTING ? WIDE_NAME_WIDTH : NAME_WIDTH,
                                    (int)g_utf8_strlen (text, -1)));
  gtk_widget_add_css_class (label, "explore-cell");
  gtk_widget_add_css_class (label, row == 0 ? "head" : "numeric");
  if (tint != 0)
    gtk_widget_add_css_class (label, tint > 0 ? "more" : "less");
  /* A cell's name carries its row and column. */
  if (row > 0 && column > 0)
    {
      g_autofree char *name = g_strdup_printf ("%s, %s: %s",
                                               qh_answer_table_get (table, row, 0),
                                               qh_answer_table_get (table, 0, column),
                                               text);

      gtk_accessible_update_property (
        GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      /* Where a wide table was moved, its names are out of sight. */
      qh_tooltip_set (label, name);
    }
  return label;
}

/* A wheel over a wide table moves the page, as anywhere else; with Shift it moves the table. */
static gboolean
scroll_cb (GtkEventControllerScroll *wheel, double dx, double dy)
{
  GtkWidget *table = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (wheel));
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (wheel));
  GtkWidget *page
    = gtk_widget_get_ancestor (gtk_widget_get_parent (table), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *height;

  if (dy == 0 || (state & GDK_SHIFT_MASK) != 0 || page == NULL)
    return FALSE;
  height = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));
  gtk_adjustment_set_value (height,
                            gtk_adjustment_get_value (height)
                              + dy * pow (gtk_adjustment_get_page_size (height), 2.0 / 3));
  return TRUE;
}

static void
add_wheel (GtkWidget *scroller)
{
  GtkEventController *wheel
    = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect (wheel, "scroll", G_CALLBACK (scroll_cb), NULL);
  gtk_widget_add_controller (scroller, wheel);
}

/* The title of the only table may be the answer's own. */
static void
add_table (GtkWidget *box, const QhAnswerTable *table, const char *said)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();
  guint n_rows = qh_answer_table_get_n_rows (table);

  if (g_strcmp0 (table->title, said) != 0)
    add_label (box, table->title, "caption-heading");
  for (guint r = 0; r < MIN (n_rows, MOST_ROWS); r++)
    for (guint c = 0; c < table->n_columns; c++)
      gtk_grid_attach (GTK_GRID (grid), make_cell (table, r, c), (int)c, (int)r, 1, 1);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 2);
  gtk_widget_set_halign (grid, GTK_ALIGN_START);
  gtk_scrolled_window_set_policy (
    GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, table->title, -1);
  add_wheel (scroller);
  gtk_box_append (GTK_BOX (box), scroller);
  if (n_rows > MOST_ROWS)
    add_label (box, _ ("More rows are in what is copied and in the sheet."), "dim-label");
}

/* Few rows need less than the usual height. */
static int
get_chart_height (const QhChartData *chart)
{
  gboolean rows = chart->form == QH_CHART_BOX || chart->form == QH_CHART_STACKED_BARS
                  || (chart->form == QH_CHART_INTERVALS && chart->step == QH_CHART_STEP_NONE);
  int needed
    = (chart->note != NULL ? 60 : 40) + ROW_HEIGHT * (int)qh_chart_data_get_n_categories (chart);

  return rows ? CLAMP (needed, LEAST_HEIGHT, CHART_HEIGHT) : CHART_HEIGHT;
}

static void
add_chart (GtkWidget *box, QhChartData *chart)
{
  GtkWidget *view = qh_chart_view_new ();

  qh_chart_view_set_data (QH_CHART_VIEW (view), chart);
  gtk_widget_set_size_request (view, -1, get_chart_height (chart));
  gtk_box_append (GTK_BOX (box), view);
}

/**
 * qh_answer_view_new:
 *
 * Returns: (transfer floating): a box that shows all of an answer. It takes the focus, so
 *   that the keys move to it and over it.
 */
GtkWidget *
qh_answer_view_new (const QhAnswer *answer)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "orientation",
                                 GTK_ORIENTATION_VERTICAL,
                                 "spacing",
                                 6,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP,
                                 NULL);
  g_autofree char *title = answer->subtitle[0] != '\0'
                             ? g_strdup_printf ("%s · %s", answer->title, answer->subtitle)
                             : g_strdup (answer->title);

  gtk_widget_add_css_class (box, "explore-answer");
  gtk_widget_set_focusable (box, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  add_label (box, title, "heading");
  if (answer->sentence != NULL)
    add_label (box, answer->sentence, NULL);
  for (guint i = 0; i < answer->tables->len; i++)
    add_table (box, g_ptr_array_index (answer->tables, i), answer->title);
  for (guint i = 0; i < answer->lines->len; i++)
    add_label (box, g_ptr_array_index (answer->lines, i), "dim-label");
  for (guint i = 0; i < answer->charts->len; i++)
    add_chart (box, g_ptr_array_index (answer->charts, i));
  return box;
}
