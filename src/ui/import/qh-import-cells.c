/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import/qh-import-cells.h"

/* What a cell shows of a long text; the label ellipsizes the rest. */
#define CELL_LENGTH 200

typedef struct
{
  QhReadCell read;
  guint column;
  gboolean number;
  gpointer data;
} Cell;

static void
free_cell (gpointer  data,
           GClosure *closure)
{
  g_free (data);
}

static void
setup_cb (Cell        *cell,
          GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), cell->number ? 1 : 0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (cell->number)
    gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (Cell        *cell,
         GtkListItem *item)
{
  g_autofree char *text = cell->read (gtk_list_item_get_position (item), cell->column, cell->data);
  g_autofree char *shown = qh_import_cells_shorten (text, CELL_LENGTH);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), shown);
}

/**
 * qh_import_cells_shorten:
 * @text: valid UTF-8
 * @length: how many characters at most
 *
 * Returns: (transfer full): the text in one line, with an ellipsis where it was longer
 */
char *
qh_import_cells_shorten (const char *text,
                         guint       length)
{
  const char *end = text;
  g_autofree char *head = NULL;

  for (guint i = 0; i < length && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  head = g_strndup (text, (gsize) (end - text));
  g_strdelimit (head, "\r\n\t", ' ');
  return g_strconcat (head, *end != '\0' ? "…" : NULL, NULL);
}

/**
 * qh_import_cells_add_column:
 * @view: a view that has only such columns
 * @title: plain text
 * @width: in pixels; -1 for what is left
 * @number: whether its cells are numbers
 * @column: handed to @read
 * @read: tells what a cell says; until qh_import_cells_clear()
 * @data: for @read
 *
 * Adds a column whose cells are one light label each, read by their place.
 */
void
qh_import_cells_add_column (GtkColumnView *view,
                            const char    *title,
                            int            width,
                            gboolean       number,
                            guint          column,
                            QhReadCell     read,
                            gpointer       data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (title, factory);
  Cell *cell = g_new (Cell, 1);

  *cell = (Cell) { read, column, number, data };
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), cell, free_cell, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), cell);
  if (width < 0)
    gtk_column_view_column_set_expand (view_column, TRUE);
  else
    gtk_column_view_column_set_fixed_width (view_column, width);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_append_column (view, view_column);
}

/**
 * qh_import_cells_set_n_rows:
 * @n_rows: how many rows there are
 */
void
qh_import_cells_set_n_rows (GtkColumnView *view,
                            guint          n_rows)
{
  g_autofree const char **places = g_new (const char *, n_rows + 1);
  g_autoptr (GtkStringList) list = NULL;
  g_autoptr (GtkSelectionModel) selection = NULL;

  for (guint i = 0; i < n_rows; i++)
    places[i] = "";
  places[n_rows] = NULL;
  list = gtk_string_list_new (places);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&list))));
  gtk_column_view_set_model (view, selection);
}

/**
 * qh_import_cells_clear:
 *
 * Takes away rows and columns; no cell is read after it.
 */
void
qh_import_cells_clear (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  gtk_column_view_set_model (view, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (view, column);
    }
}
