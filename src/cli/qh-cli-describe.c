/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/qh-cli-frame.h"
#include "frame/qh-table.h"
#include "stats/qh-descriptives.h"
#include "stats/qh-overview.h"
#include "stats/qh-proportion.h"
#include "stats/qh-sample.h"

#define CONFIDENCE 0.95

/* What is described: some rows of a frame. */
typedef struct
{
  QhCli *cli;
  QhStore *store;
  QhFrame *frame;
  const guint8 *mask;
  QhLanguage language;
} Describing;

/* The measures of a number, in the order in which they are shown. */
static const struct
{
  const char *name;
  const char *label;
  gsize offset;
  gboolean in_overview;
} measures[] = {
  { "mean", N_ ("Mean"), G_STRUCT_OFFSET (QhDescriptives, mean), TRUE },
  { "sd", N_ ("Standard deviation"), G_STRUCT_OFFSET (QhDescriptives, sd), TRUE },
  { "se", N_ ("Standard error of the mean"), G_STRUCT_OFFSET (QhDescriptives, se), FALSE },
  { "mean_low", N_ ("Mean interval (95 %), from"), G_STRUCT_OFFSET (QhDescriptives, low), FALSE },
  { "mean_high", N_ ("Mean interval (95 %), to"), G_STRUCT_OFFSET (QhDescriptives, high), FALSE },
  { "min", N_ ("Smallest"), G_STRUCT_OFFSET (QhDescriptives, min), TRUE },
  { "q1", N_ ("First quartile"), G_STRUCT_OFFSET (QhDescriptives, q1), FALSE },
  { "median", N_ ("Median"), G_STRUCT_OFFSET (QhDescriptives, median), TRUE },
  { "q3", N_ ("Third quartile"), G_STRUCT_OFFSET (QhDescriptives, q3), FALSE },
  { "max", N_ ("Largest"), G_STRUCT_OFFSET (QhDescriptives, max), TRUE },
  { "mode", N_ ("Mode (most frequent)"), G_STRUCT_OFFSET (QhDescriptives, mode), FALSE },
  { "skewness", N_ ("Skewness (G1)"), G_STRUCT_OFFSET (QhDescriptives, skewness), FALSE },
  { "kurtosis", N_ ("Kurtosis (G2)"), G_STRUCT_OFFSET (QhDescriptives, kurtosis), FALSE },
};

static char *
make_count (guint64 count)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, count);
}

static double
get_measure (const QhDescriptives *descriptives, guint i)
{
  return *(const double *)((const char *)descriptives + measures[i].offset);
}

static char *
label_missing (Describing *self, guint missing)
{
  return missing == 0 ? g_strdup (_ ("No answer"))
                      : g_strdup (qh_catalogues_get_label (
                          qh_frame_get_catalogues (self->frame), missing, self->language));
}

static char *
code_missing (Describing *self, guint missing)
{
  const QhEntry *entry = missing == 0 ? NULL
                                      : qh_catalogues_find (qh_frame_get_catalogues (self->frame), missing);

  return g_strdup (entry != NULL ? entry->code : "no_answer");
}

/* All variables */

static char *
get_level (Describing *self, const QhField *field)
{
  QhMeasurement measurement = qh_measurement_of_field (field);

  return g_strdup (self->cli->format == QH_CLI_TEXT ? qh_measurement_get_label (measurement)
                                                    : qh_measurement_to_name (measurement));
}

static void
describe_in_overview (Describing *self, QhCliOutput *output, const QhFrameColumn *column)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (QhOverview) overview
    = qh_overview_new (column, self->mask, qh_frame_get_n_rows (self->frame), CONFIDENCE);

  g_ptr_array_add (cells, g_strdup (column->field->name));
  g_ptr_array_add (cells, g_strdup (qh_field_get_label (column->field, self->language)));
  g_ptr_array_add (cells, get_level (self, column->field));
  g_ptr_array_add (cells, make_count (overview->n));
  for (guint i = 0; i < G_N_ELEMENTS (overview->missing); i++)
    g_ptr_array_add (cells, make_count (overview->missing[i]));
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (measures[i].in_overview || self->cli->format != QH_CLI_TEXT)
      g_ptr_array_add (
        cells, qh_cli_make_real (self->cli, overview->described ? get_measure (&overview->descriptives, i) : NAN));
  qh_cli_output_row (output, (const char *const *)cells->pdata);
}

static QhCliOutput *
make_overview (Describing *self)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (QhCliColumn));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  QhCliColumn first[] = { { "variable", _ ("Variable"), FALSE },
                          { "label", _ ("Label"), FALSE },
                          { "level", _ ("Level of measurement"), FALSE },
                          { "n", _ ("n"), TRUE } };

  g_array_append_vals (columns, first, G_N_ELEMENTS (first));
  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    {
      QhCliColumn column = { code_missing (self, i), label_missing (self, i), TRUE };

      g_ptr_array_add (texts, (gpointer)column.name);
      g_ptr_array_add (texts, (gpointer)column.label);
      g_array_append_val (columns, column);
    }
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (measures[i].in_overview || self->cli->format != QH_CLI_TEXT)
      {
        QhCliColumn column = { measures[i].name, _ (measures[i].label), TRUE };

        g_array_append_val (columns, column);
      }
  return qh_cli_output_new (
    self->cli, (const QhCliColumn *)(void *)columns->data, columns->len);
}

static gboolean
describe_all (Describing *self, GError **error)
{
  g_autoptr (QhCliOutput) output = make_overview (self);

  for (guint i = 0; i < qh_frame_get_n_columns (self->frame); i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (self->frame, i);

      if (!column->field->retired)
        describe_in_overview (self, output, column);
    }
  return qh_cli_output_close (output, error);
}

/* One variable */

static void
print_measure (QhCliOutput *output, const char *name, const char *label, char *value)
{
  const char *cells[] = { name, label, value };

  qh_cli_output_row (output, cells);
  g_free (value);
}

static gboolean
describe_number (Describing *self, const QhFrameColumn *column, GError **error)
{
  g_autoptr (QhSample) sample
    = qh_sample_new (column, self->mask, qh_frame_get_n_rows (self->frame));
  g_autoptr (QhCliOutput) output = NULL;
  QhDescriptives descriptives;
  const QhCliColumn columns[] = {
    { "measure", _ ("Measure"), FALSE },
    { "label", qh_field_get_label (column->field, self->language), FALSE },
    { "value", _ ("Value"), TRUE },
  };

  if (!qh_descriptives_compute (sample->values, sample->n, CONFIDENCE, &descriptives, error))
    return FALSE;
  output = qh_cli_output_new (self->cli, columns, G_N_ELEMENTS (columns));
  print_measure (output, "n", _ ("n"), make_count (sample->n));
  for (guint i = 0; i < G_N_ELEMENTS (sample->missing); i++)
    {
      g_autofree char *name = code_missing (self, i);
      g_autofree char *label = label_missing (self, i);

      print_measure (output, name, label, make_count (sample->missing[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    print_measure (output,
                   measures[i].name,
                   _ (measures[i].label),
                   qh_cli_make_real (self->cli, get_measure (&descriptives, i)));
  return qh_cli_output_close (output, error);
}

static void
print_frequency (Describing *self, QhCliOutput *output, QhTable *table, guint category, guint64 all, guint64 valid)
{
  gint64 key = qh_variable_get_key (table->rows, category);
  guint64 count = qh_table_sum_row (table, category);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  double low = NAN, high = NAN;
  gboolean answered = !QH_SCAN_IS_EMPTY (key);

  if (answered)
    qh_proportion_interval (count, valid, CONFIDENCE, &low, &high, NULL);
  g_ptr_array_add (cells, qh_variable_dup_key_code (table->rows, key));
  g_ptr_array_add (
    cells,
    qh_variable_dup_key_label (table->rows, key, self->language, qh_cli_name_record, self->store));
  g_ptr_array_add (cells, make_count (count));
  g_ptr_array_add (cells, qh_cli_make_real (self->cli, 100.0 * (double)count / (double)all));
  g_ptr_array_add (
    cells, qh_cli_make_real (self->cli, answered ? 100.0 * (double)count / (double)valid : NAN));
  g_ptr_array_add (cells, qh_cli_make_real (self->cli, 100 * low));
  g_ptr_array_add (cells, qh_cli_make_real (self->cli, 100 * high));
  qh_cli_output_row (output, (const char *const *)cells->pdata);
}

static void
count_rows (Describing *self, QhTable *table, guint64 *all, guint64 *valid)
{
  *all = *valid = 0;
  if (table->rows->level == QH_LEVEL_LIST)
    { /* shares of the rows, not of the answers: they add up to more than all */
      g_autoptr (QhSample) sample
        = qh_sample_new (table->rows->column, self->mask, qh_frame_get_n_rows (self->frame));

      *all = *valid = sample->n;
      for (guint i = 0; i < G_N_ELEMENTS (sample->missing); i++)
        *all += sample->missing[i];
      return;
    }
  for (guint i = 0; i < table->n_rows; i++)
    {
      guint64 count = qh_table_sum_row (table, i);

      *all += count;
      if (!QH_SCAN_IS_EMPTY (qh_variable_get_key (table->rows, i)))
        *valid += count;
    }
}

static gboolean
describe_categories (Describing *self, const char *name, GError **error)
{
  g_autoptr (QhTable) table
    = qh_table_new (self->frame, name, NULL, self->mask, QH_MEASURE_COUNT, error);
  g_autoptr (QhCliOutput) output = NULL;
  g_autofree char *label = NULL;
  guint64 all, valid;

  if (table == NULL)
    return FALSE;
  label = qh_variable_dup_label (table->rows, self->language);
  count_rows (self, table, &all, &valid);
  output = qh_cli_output_new (self->cli,
                              (const QhCliColumn[]){
                                { "code", _ ("Code"), FALSE },
                                { "label", label, FALSE },
                                { "count", _ ("Count"), TRUE },
                                { "percent", _ ("Percent"), TRUE },
                                { "valid_percent", _ ("Valid %"), TRUE },
                                { "low", _ ("Interval (95 %), from"), TRUE },
                                { "high", _ ("Interval (95 %), to"), TRUE },
                              },
                              7);
  for (guint i = 0; i < table->n_rows; i++)
    {
      guint category = qh_table_order (i, table->n_rows);

      if (qh_table_sum_row (table, category) > 0)
        print_frequency (self, output, table, category, all, valid);
    }
  return qh_cli_output_close (output, error);
}

static gboolean
run (QhCli *cli, GError **error)
{
  const char *name = qh_cli_get (cli, "of");
  guint kind = qh_cli_read_kind (cli, "unit", error);
  g_auto (QhCliSource) source = { 0 };
  const QhFrameColumn *column;
  Describing describing;

  if (kind == 0 || !qh_cli_source_open (cli, kind, &source, error))
    return FALSE;
  describing = (Describing){ cli, source.store, source.frame, source.mask, source.language };
  if (name == NULL)
    return describe_all (&describing, error);
  column = qh_frame_find_column (source.frame, name);
  if (column != NULL && qh_column_is_number (column))
    return describe_number (&describing, column, error);
  return describe_categories (&describing, name, error);
}

static const GOptionEntry entries[] = {
  QH_CLI_OPTION ("of", N_ ("Only this variable, in full"), N_ ("VARIABLE")),
  QH_CLI_WHERE_OPTION,
  QH_CLI_OPTION ("unit", N_ ("What is counted: activities, cases or persons"), N_ ("KIND")),
  QH_CLI_CSV_OPTIONS,
  QH_CLI_PASSPHRASE_OPTION,
  QH_CLI_FORMAT_OPTION,
  QH_CLI_END,
};

const QhCliCommand qh_cli_describe = {
  .name = "describe",
  .arguments = N_ ("WORKSPACE|--from-csv FILE [--of VARIABLE]"),
  .summary = N_ ("Describe all variables, or one in full"),
  .entries = entries,
  .least = 1,
  .most = 1,
  .describe = qh_cli_describe_variables,
  .run = run,
};
