/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/qh-cli-cross-table.h"
#include "cli/qh-cli-frame.h"
#include "cli/qh-cli-small.h"
#include "frame/qh-small-cells.h"
#include "frame/qh-table.h"

/* Prints one number, with the texts of rows and columns beside it. */
typedef struct
{
  QhCli *cli;
  QhStore *store;
  QhTable *table;
  QhLanguage language;
  QhMeasure measure;
  GArray *columns; /* of guint: categories that have any */
  guint least;     /* the least count that is shown; 0 for all */
  QhTable *counts; /* where few are hidden: how many rows each number is of */
  guint8 *hidden;
  gboolean any_hidden;
} Printing;

static char *
make_label (Printing         *self,
            const QhVariable *variable,
            guint             category)
{
  return qh_variable_dup_key_label (variable, qh_variable_get_key (variable, category), self->language, qh_cli_name_record, self->store);
}

static char *
make_code (const QhVariable *variable,
           guint             category)
{
  return qh_variable_dup_key_code (variable, qh_variable_get_key (variable, category));
}

static char *
make_count (guint64 count)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, count);
}

/* How many rows a cell or a total is of says whether it is shown. */
static void
hide_small (Printing *self)
{
  const QhTable *counts = self->counts;
  guint n_columns = counts->n_columns;
  g_autofree double *cells = g_new (double, MAX (1, counts->n_rows * n_columns));

  for (guint i = 0; i < counts->n_rows * n_columns; i++)
    cells[i] = (double) qh_table_get_cell (counts, i / n_columns, i % n_columns);
  self->hidden = qh_small_cells_find (cells, counts->n_rows, n_columns, self->least, TRUE);
}

/* @row and @column: the last and one more for totals. */
static char *
make_cell (Printing *self,
           guint     row,
           guint     column,
           guint64   number)
{
  const QhTable *counts = self->counts;
  guint n_columns = self->table->n_columns;
  gboolean total = row == self->table->n_rows || column == n_columns;

  if (counts == NULL || !self->hidden[row * (n_columns + 1) + column])
    return make_count (number);
  self->any_hidden = TRUE;
  if (self->cli->format != QH_CLI_TEXT)
    return g_strdup ("");
  if (!total && qh_table_get_cell (counts, row, column) > 0 && qh_table_get_cell (counts, row, column) < self->least
      && self->measure == QH_MEASURE_COUNT)
    return g_strdup_printf (_("<%u"), self->least);
  return g_strdup ("…");
}

/* The column of the totals of rows. */
static guint
get_totals_column (Printing *self)
{
  return self->table->columns != NULL ? self->table->n_columns : 0;
}

static void
find_columns (Printing *self)
{
  const QhTable *table = self->table;

  self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; table->columns != NULL && i < table->n_columns; i++)
    {
      guint column = qh_table_order (i, table->n_columns);

      if (qh_table_sum_column (table, column) > 0)
        g_array_append_val (self->columns, column);
    }
}

static QhCliOutput *
make_output (Printing *self)
{
  const QhTable *table = self->table;
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (QhCliColumn));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean text = self->cli->format == QH_CLI_TEXT;
  QhCliColumn column = { "code", _("Code"), FALSE };

  g_array_append_val (columns, column);
  column = (QhCliColumn){ "label", qh_variable_dup_label (table->rows, self->language), FALSE };
  g_ptr_array_add (texts, (gpointer) column.label);
  g_array_append_val (columns, column);
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint category = g_array_index (self->columns, guint, i);
      char *code = make_code (table->columns, category);
      char *label = text ? make_label (self, table->columns, category) : NULL;

      g_ptr_array_add (texts, code);
      g_ptr_array_add (texts, label);
      column = (QhCliColumn){ code, label, TRUE };
      g_array_append_val (columns, column);
    }
  if (table->columns != NULL)
    column = (QhCliColumn){ "total", _("Total"), TRUE };
  else if (self->measure == QH_MEASURE_MINUTES)
    column = (QhCliColumn){ "minutes", _("Minutes"), TRUE };
  else
    column = (QhCliColumn){ "count", _("Count"), TRUE };
  g_array_append_val (columns, column);
  return qh_cli_output_new (self->cli, (const QhCliColumn *) (void *) columns->data, columns->len);
}

static void
print_row (Printing    *self,
           QhCliOutput *output,
           guint        row)
{
  const QhTable *table = self->table;
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, make_code (table->rows, row));
  g_ptr_array_add (cells, make_label (self, table->rows, row));
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint column = g_array_index (self->columns, guint, i);

      g_ptr_array_add (cells, make_cell (self, row, column, qh_table_get_cell (table, row, column)));
    }
  g_ptr_array_add (cells, make_cell (self, row, get_totals_column (self), qh_table_sum_row (table, row)));
  qh_cli_output_row (output, (const char *const *) cells->pdata);
}

/* For people; who reads csv adds up for themselves. */
static void
print_total (Printing    *self,
             QhCliOutput *output)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, g_strdup (""));
  g_ptr_array_add (cells, g_strdup (_("Total")));
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint column = g_array_index (self->columns, guint, i);

      g_ptr_array_add (cells, make_cell (self, self->table->n_rows, column, qh_table_sum_column (self->table, column)));
    }
  g_ptr_array_add (cells, make_cell (self, self->table->n_rows, get_totals_column (self), qh_table_sum (self->table)));
  qh_cli_output_row (output, (const char *const *) cells->pdata);
}

static gboolean
print_table (Printing *self,
             GError  **error)
{
  g_autoptr (QhCliOutput) output = NULL;

  find_columns (self);
  output = make_output (self);
  for (guint i = 0; i < self->table->n_rows; i++)
    {
      guint row = qh_table_order (i, self->table->n_rows);

      if (qh_table_sum_row (self->table, row) > 0)
        print_row (self, output, row);
    }
  if (self->cli->format == QH_CLI_TEXT)
    print_total (self, output);
  g_array_unref (self->columns);
  if (self->any_hidden)
    qh_cli_note_hidden (self->least);
  g_free (self->hidden);
  return qh_cli_output_close (output, error);
}

static gboolean
read_measure (QhCli     *cli,
              QhMeasure *measure,
              GError   **error)
{
  const char *name = qh_cli_get (cli, "measure");

  *measure = g_strcmp0 (name, "minutes") == 0 ? QH_MEASURE_MINUTES : QH_MEASURE_COUNT;
  if (name == NULL || *measure == QH_MEASURE_MINUTES || g_str_equal (name, "count"))
    return TRUE;
  g_set_error (error, QH_ERROR, QH_ERROR_CODE, _("--measure: there is no “%s”. Choose count or minutes."), name);
  return FALSE;
}

static gboolean
run (QhCli   *cli,
     GError **error)
{
  const char *rows = qh_cli_get (cli, "rows");
  guint kind = qh_cli_read_kind (cli, "of", error);
  g_auto (QhCliSource) source = { 0 };
  g_autoptr (QhTable) table = NULL, counts = NULL;
  QhMeasure measure;
  guint least;

  if (kind == 0 || !read_measure (cli, &measure, error))
    return FALSE;
  if (rows == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _("--rows is required: the variable to count by. See “quehacer table --help”."));
      return FALSE;
    }
  if (!qh_cli_source_open (cli, kind, &source, error) || !qh_cli_read_least (cli, source.store, FALSE, &least, error)
      || !qh_cli_may_part (&source, least, error))
    return FALSE;
  if (qh_cli_wants_cross_table (cli))
    return qh_cli_print_cross_table (cli, &source, rows, measure == QH_MEASURE_MINUTES ? "minutes" : NULL, least, error);
  qh_cli_source_note_empty (&source);
  table = qh_table_new (source.frame, rows, qh_cli_get (cli, "columns"), source.mask, measure, error);
  counts = table != NULL && least >= 2 ? qh_table_new (source.frame, rows, qh_cli_get (cli, "columns"), source.mask, QH_MEASURE_COUNT, error) : NULL;
  if (table == NULL || (least >= 2 && counts == NULL))
    return FALSE;
  {
    Printing printing = { .cli = cli, .store = source.store, .table = table, .language = source.language, .measure = measure, .least = least, .counts = counts };

    if (counts != NULL)
      hide_small (&printing);
    return print_table (&printing, error);
  }
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("rows", N_("The variable to count by"), N_("VARIABLE")),
  QH_CLI_OPTION ("columns", N_("A second variable, across"), N_("VARIABLE")),
  QH_CLI_WHERE_OPTION,
  QH_CLI_OF_OPTION,
  QH_CLI_OPTION ("measure", N_("What the numbers are: count or minutes"), N_("MEASURE")),
  QH_CLI_CROSS_TABLE_OPTIONS,
  QH_CLI_SMALL_OPTION,
  QH_CLI_CSV_OPTIONS,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_table = {
  .name = "table",
  .arguments = N_("WORKSPACE|--from-csv FILE --rows VARIABLE"),
  .summary = N_("Count by one variable or two"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .describe = qh_cli_describe_variables,
  .run = run,
};
