/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/import/qh-import-table-view.h"

#include <glib/gi18n-lib.h>

#include "ui/import/qh-import-cells.h"

#define MOST_ROWS 20
#define MOST_COLUMNS 60
#define MOST_LINES 40
#define TITLE_LENGTH 40
#define COLUMN_WIDTH 150
#define N_FACTS_IN_LINE 3 /* encoding, separator, size */

/**
 * QhImportTableView:
 *
 * What was understood of a file: its encoding, separator and size, what is odd
 * about it, and its first rows.
 */
struct _QhImportTableView
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *facts;
  GtkLabel *faults;
  GtkLabel *first_rows;
  GtkColumnView *view;

  QhCsvReader *table;
};

G_DEFINE_FINAL_TYPE (QhImportTableView, qh_import_table_view, GTK_TYPE_WIDGET)

static char *
read_cell (guint    row,
           guint    column,
           gpointer data)
{
  return g_strdup (qh_csv_reader_get_cell (QH_IMPORT_TABLE_VIEW (data)->table, row, column));
}

static char *
read_line (guint    row,
           guint    column,
           gpointer data)
{
  return g_strdup_printf ("%u", qh_csv_reader_get_line (QH_IMPORT_TABLE_VIEW (data)->table, row));
}

static void
clear (QhImportTableView *self)
{
  qh_import_cells_clear (self->view);
  g_clear_object (&self->table);
}

static char *
join_facts (QhCsvReader *table)
{
  g_auto (GStrv) lines = qh_csv_reader_describe (table);
  GString *text = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (text, i < N_FACTS_IN_LINE ? " · " : "\n");
      g_string_append (text, lines[i]);
    }
  return g_string_free (text, FALSE);
}

/* The ragged rows by their lines, the first of them in words. */
static char *
tell_faults (QhCsvReader *table)
{
  guint n_ragged = qh_csv_reader_get_report (table)->n_ragged;
  GString *text = g_string_new (NULL);
  guint n_told = 0;

  if (n_ragged == 0)
    return g_string_free (text, FALSE);
  g_string_append (text, ngettext ("Line with too few or too many cells:", "Lines with too few or too many cells:", n_ragged));
  for (guint row = 0; row < qh_csv_reader_get_n_rows (table) && n_told < MOST_LINES; row++)
    if (!qh_csv_reader_is_whole (table, row))
      g_string_append_printf (text, "%s %u", n_told++ > 0 ? "," : "", qh_csv_reader_get_line (table, row));
  if (n_ragged > n_told)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("and %'u more"), n_ragged - n_told);
    }
  return g_string_free (text, FALSE);
}

static void
show_rows (QhImportTableView *self)
{
  guint n_rows = MIN (qh_csv_reader_get_n_rows (self->table), MOST_ROWS);
  guint n_columns = qh_csv_reader_get_n_columns (self->table);
  g_autofree char *text = NULL;

  qh_import_cells_add_column (self->view, _("Line"), 64, TRUE, 0, read_line, self);
  for (guint i = 0; i < MIN (n_columns, MOST_COLUMNS); i++)
    {
      g_autofree char *title = qh_import_cells_shorten (qh_csv_reader_get_column_name (self->table, i), TITLE_LENGTH);

      qh_import_cells_add_column (self->view, title, COLUMN_WIDTH, FALSE, i, read_cell, self);
    }
  qh_import_cells_set_n_rows (self->view, n_rows);
  if (n_columns > MOST_COLUMNS)
    text = g_strdup_printf (_("The first %'u rows, the first %'u of %'u columns"), n_rows, MOST_COLUMNS, n_columns);
  else if (n_rows > 0)
    text = g_strdup_printf (ngettext ("The first row", "The first %'u rows", n_rows), n_rows);
  gtk_label_set_text (self->first_rows, text != NULL ? text : _("The table has no rows below its header."));
  gtk_widget_set_visible (GTK_WIDGET (self->view), n_rows > 0);
}

static gboolean
qh_import_table_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (QH_IMPORT_TABLE_VIEW (widget)->view));
}

static void
qh_import_table_view_dispose (GObject *object)
{
  QhImportTableView *self = QH_IMPORT_TABLE_VIEW (object);
  GtkWidget *child;

  if (self->view != NULL)
    clear (self);
  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (qh_import_table_view_parent_class)->dispose (object);
}

static void
qh_import_table_view_class_init (QhImportTableViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = qh_import_table_view_dispose;
  widget_class->grab_focus = qh_import_table_view_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/quehacer/Quehacer/import/qh-import-table-view.ui");
  gtk_widget_class_bind_template_child (widget_class, QhImportTableView, name);
  gtk_widget_class_bind_template_child (widget_class, QhImportTableView, facts);
  gtk_widget_class_bind_template_child (widget_class, QhImportTableView, faults);
  gtk_widget_class_bind_template_child (widget_class, QhImportTableView, first_rows);
  gtk_widget_class_bind_template_child (widget_class, QhImportTableView, view);
}

static void
qh_import_table_view_init (QhImportTableView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * qh_import_table_view_set_table:
 * @table: (nullable): what to show; %NULL forgets what was shown
 */
void
qh_import_table_view_set_table (QhImportTableView *self,
                                QhCsvReader       *table)
{
  g_autofree char *facts = table != NULL ? join_facts (table) : NULL;
  g_autofree char *faults = table != NULL ? tell_faults (table) : NULL;

  clear (self);
  gtk_label_set_text (self->name, table != NULL ? qh_csv_reader_get_file_name (table) : "");
  gtk_label_set_text (self->facts, facts != NULL ? facts : "");
  gtk_label_set_text (self->faults, faults != NULL ? faults : "");
  gtk_widget_set_visible (GTK_WIDGET (self->faults), faults != NULL && faults[0] != '\0');
  gtk_label_set_text (self->first_rows, "");
  if (table == NULL)
    return;
  self->table = g_object_ref (table);
  show_rows (self);
}
