/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/charts/qh-chart-table.h"

#include <string.h>

#include "chart/qh-chart-words.h"
#include "ui/widgets/qh-tooltip.h"

#define SEPARATOR "\t"
#define FIGURE_WIDTH 96 /* of a column of figures, whose title goes over several lines */
#define NAME_CHARS 22   /* that a name has at least */

/**
 * QhChartTable:
 *
 * The numbers of a chart as rows and columns, for who prefers them to a picture.
 */
struct _QhChartTable
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkColumnView *view;
  QhChartData *data;
};

G_DEFINE_FINAL_TYPE (QhChartTable, qh_chart_table, GTK_TYPE_WIDGET)

/* A row is a line of text; a cell is what stands in it at its column's place. */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_UINT (column) == 0 ? 0 : 1);
  if (GPOINTER_TO_UINT (column) == 0)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), NAME_CHARS);
    }
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  column)
{
  g_auto (GStrv) cells = g_strsplit (gtk_string_object_get_string (gtk_list_item_get_item (item)), SEPARATOR, -1);
  guint at = GPOINTER_TO_UINT (column);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), at < g_strv_length (cells) ? cells[at] : "");
  if (at == 0)
    qh_tooltip_set (gtk_list_item_get_child (item), cells[0]);
}

static void
add_column (QhChartTable *self,
            const char   *title,
            guint         at,
            int           width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (at));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (at));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, at == 0);
  if (at > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_append_column (self->view, column);
  g_object_unref (column);
}

/* A long title would push the columns after it out of sight: it goes over
 * up to three lines and is whole in its tooltip. */
static void
wrap_titles (GtkWidget *widget,
             float      xalign)
{
  if (GTK_IS_LABEL (widget))
    {
      gtk_widget_set_hexpand (widget, TRUE);
      gtk_label_set_xalign (GTK_LABEL (widget), xalign);
      gtk_label_set_justify (GTK_LABEL (widget), xalign > 0 ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (widget), 3);
      gtk_label_set_ellipsize (GTK_LABEL (widget), PANGO_ELLIPSIZE_END);
      qh_tooltip_set (widget, gtk_label_get_text (GTK_LABEL (widget)));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    wrap_titles (child, xalign);
}

/* Hours have short titles, functions long ones. */
static int
measure_title (QhChartTable *self,
               const char   *title)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), title);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return CLAMP (width * 5 / 4 + 20, FIGURE_WIDTH / 2 + 8, FIGURE_WIDTH);
}

static char *
join_cells (char **cells)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_autofree char *cell = g_strdelimit (g_strdup (cells[i]), SEPARATOR "\r\n", ' ');

      g_string_append_printf (line, "%s%s", i > 0 ? SEPARATOR : "", cell);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
remove_columns (QhChartTable *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  gtk_column_view_set_model (self->view, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
}

static void
fill (QhChartTable *self)
{
  g_autoptr (GPtrArray) table = NULL;
  GtkStringList *lines = gtk_string_list_new (NULL);
  GtkWidget *title;
  char **header;

  remove_columns (self);
  if (self->data == NULL)
    {
      g_object_unref (lines);
      return;
    }
  table = qh_chart_data_to_table (self->data, TRUE);
  header = g_ptr_array_index (table, 0);
  for (guint i = 0; header[i] != NULL; i++)
    add_column (self, header[i], i, measure_title (self, header[i]));
  title = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->view)));
  for (guint i = 0; title != NULL; i++, title = gtk_widget_get_next_sibling (title))
    wrap_titles (title, i == 0 ? 0 : 1);
  for (guint i = 1; i < table->len; i++)
    gtk_string_list_take (lines, join_cells (g_ptr_array_index (table, i)));
  {
    g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (G_LIST_MODEL (lines));

    gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->data->title != NULL ? self->data->title : "", -1);
}

/* Columns cost time: they are made only while somebody looks. */
static void
qh_chart_table_map (GtkWidget *widget)
{
  fill (QH_CHART_TABLE (widget));
  GTK_WIDGET_CLASS (qh_chart_table_parent_class)->map (widget);
}

static void
qh_chart_table_dispose (GObject *object)
{
  QhChartTable *self = QH_CHART_TABLE (object);

  g_clear_pointer (&self->data, qh_chart_data_unref);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (qh_chart_table_parent_class)->dispose (object);
}

static void
qh_chart_table_class_init (QhChartTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_chart_table_dispose;
  widget_class->map = qh_chart_table_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
qh_chart_table_init (QhChartTable *self)
{
  self->scroller = gtk_scrolled_window_new ();
  /* Bars that stay in sight tell that there is more at the side. */
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (self->scroller), FALSE);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_column_separators (self->view, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * qh_chart_table_set_data:
 * @data: (nullable): the chart
 */
void
qh_chart_table_set_data (QhChartTable *self,
                         QhChartData  *data)
{
  if (data != NULL)
    qh_chart_data_ref (data);
  g_clear_pointer (&self->data, qh_chart_data_unref);
  self->data = data;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    fill (self);
}

/**
 * qh_chart_table_dup_text:
 *
 * Returns: (transfer full): the chart's numbers, tabs between them, as
 *   spreadsheets take them from the clipboard.
 */
char *
qh_chart_table_dup_text (QhChartData *data)
{
  g_autoptr (GPtrArray) table = qh_chart_data_to_table (data, FALSE);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < table->len; i++)
    {
      g_autofree char *line = join_cells (g_ptr_array_index (table, i));

      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
