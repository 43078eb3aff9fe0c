/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cli/qh-cli-frame.h"
#include "cli/qh-cli-small.h"
#include "frame/qh-small-cells.h"
#include "frame/qh-table.h"
#include "stats/qh-descriptives.h"
#include "stats/qh-overview.h"
#include "stats/qh-proportion.h"
#include "stats/qh-sample.h"
#include "stats/qh-stats-small.h"

#define CONFIDENCE 0.95

/* What is described: some rows of a frame. */
typedef struct
{
  QhCli *cli;
  QhStore *store;
  QhFrame *frame;
  const guint8 *mask;
  QhLanguage language;
  guint least; /* the least count that is shown; 0 for all */
  gboolean any_hidden;
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

/* Small figures, from who may not see the rows */

static char *
make_hidden (Describing *self)
{
  self->any_hidden = TRUE;
  return g_strdup (self->cli->format == QH_CLI_TEXT ? "…" : "");
}

static gboolean
is_few (const Describing *self, gsize n)
{
  return n > 0 && n < self->least;
}

/* How many rows have a value and how many have none, by why; they add up to all.
 * Returns: (nullable): which are hidden, two for each. */
static guint8 *
hide_counts (const Describing *self, gsize n, const gsize *missing)
{
  double counts[1 + QH_FRAME_FIRST_CODE] = { (double)n };

  if (self->least < 2)
    return NULL;
  for (guint i = 0; i < QH_FRAME_FIRST_CODE; i++)
    counts[1 + i] = (double)missing[i];
  return qh_small_cells_find (counts, G_N_ELEMENTS (counts), 1, self->least, TRUE);
}

static char *
make_shown_count (Describing *self, gsize count, const guint8 *hidden, guint i)
{
  return hidden != NULL && hidden[i * 2] ? make_hidden (self) : make_count (count);
}

static char *
make_measure (Describing *self, const QhDescriptives *descriptives, const QhSample *sample, guint i)
{
  double value = get_measure (descriptives, i);

  if (self->least >= 2 && !qh_stats_small_may_show (measures[i].name, value, sample->values, sample->n, self->least))
    return make_hidden (self);
  return qh_cli_make_real (self->cli, value);
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
  g_autoptr (QhSample) sample = self->least >= 2 && overview->described ? qh_sample_new (column, self->mask, qh_frame_get_n_rows (self->frame)) : NULL;
  g_autofree guint8 *hidden = hide_counts (self, overview->n, overview->missing);

  g_ptr_array_add (cells, g_strdup (column->field->name));
  g_ptr_array_add (cells, g_strdup (qh_field_get_label (column->field, self->language)));
  g_ptr_array_add (cells, get_level (self, column->field));
  g_ptr_array_add (cells, make_shown_count (self, overview->n, hidden, 0));
  for (guint i = 0; i < G_N_ELEMENTS (overview->missing); i++)
    g_ptr_array_add (cells, make_shown_count (self, overview->missing[i], hidden, 1 + i));
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    if (measures[i].in_overview || self->cli->format != QH_CLI_TEXT)
      g_ptr_array_add (
        cells, overview->described ? make_measure (self, &overview->descriptives, sample, i) : g_strdup (""));
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
  g_autofree guint8 *hidden = hide_counts (self, sample->n, sample->missing);
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
  print_measure (output, "n", _ ("n"), make_shown_count (self, sample->n, hidden, 0));
  for (guint i = 0; i < G_N_ELEMENTS (sample->missing); i++)
    {
      g_autofree char *name = code_missing (self, i);
      g_autofree char *label = label_missing (self, i);

      print_measure (output, name, label, make_shown_count (self, sample->missing[i], hidden, 1 + i));
    }
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    print_measure (output,
                   measures[i].name,
                   _ (measures[i].label),
                   make_measure (self, &descriptives, sample, i));
  return qh_cli_output_close (output, error);
}

static gboolean
is_answer (const QhTable *table, guint category)
{
  return !QH_SCAN_IS_EMPTY (qh_variable_get_key (table->rows, category));
}

/* Which categories are hidden. Shares of the answers tell how many these are: where one
 * without an answer is hidden, no such share is shown. */
static guint8 *
hide_frequencies (const Describing *self, const QhTable *table, gboolean *shares)
{
  g_autofree double *counts = g_new0 (double, MAX (1, table->n_rows));
  guint8 *hidden;

  *shares = TRUE;
  if (self->least < 2)
    return NULL;
  for (guint i = 0; i < table->n_rows; i++)
    counts[i] = (double)qh_table_sum_row (table, i);
  hidden = qh_small_cells_find (counts, table->n_rows, 1, self->least, TRUE);
  for (guint i = 0; i < table->n_rows; i++)
    if (hidden[i * 2] && !is_answer (table, i))
      *shares = FALSE;
  return hidden;
}

static void
print_hidden (Describing *self, QhCliOutput *output, QhTable *table, guint category)
{
  gint64 key = qh_variable_get_key (table->rows, category);
  g_autofree char *code = qh_variable_dup_key_code (table->rows, key);
  g_autofree char *label = qh_variable_dup_key_label (table->rows, key, self->language, qh_cli_name_record, self->store);
  g_autofree char *few = is_few (self, qh_table_sum_row (table, category)) && self->cli->format == QH_CLI_TEXT
                           ? g_strdup_printf (_ ("<%u"), self->least) : NULL;
  g_autofree char *mark = make_hidden (self);

  qh_cli_output_row (output, (const char *const[]){ code, label, few != NULL ? few : mark, mark, mark, mark, mark });
}

static void
print_frequency (Describing *self, QhCliOutput *output, QhTable *table, guint category, guint64 all, guint64 valid, gboolean shares)
{
  gint64 key = qh_variable_get_key (table->rows, category);
  guint64 count = qh_table_sum_row (table, category);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  double low = NAN, high = NAN;
  gboolean answered = shares && is_answer (table, category);

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
      if (is_answer (table, i))
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
  g_autofree guint8 *hidden = NULL;
  guint64 all, valid;
  gboolean shares;

  if (table == NULL)
    return FALSE;
  label = qh_variable_dup_label (table->rows, self->language);
  count_rows (self, table, &all, &valid);
  hidden = hide_frequencies (self, table, &shares);
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

      if (qh_table_sum_row (table, category) == 0)
        continue;
      if (hidden != NULL && hidden[category * 2])
        print_hidden (self, output, table, category);
      else
        print_frequency (self, output, table, category, all, valid, shares);
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
  gboolean done;

  if (kind == 0 || !qh_cli_source_open (cli, kind, &source, error))
    return FALSE;
  describing = (Describing){ cli, source.store, source.frame, source.mask, source.language, qh_cli_get_least (source.store), FALSE };
  if (!qh_cli_may_part (&source, describing.least, error))
    return FALSE;
  column = name != NULL ? qh_frame_find_column (source.frame, name) : NULL;
  done = name == NULL                                        ? describe_all (&describing, error)
         : column != NULL && qh_column_is_number (column) ? describe_number (&describing, column, error)
                                                             : describe_categories (&describing, name, error);
  if (done)
    qh_cli_source_note_empty (&source);
  if (done && describing.any_hidden)
    qh_cli_note (_ ("Counts below %u, what would give them away, and what single rows say are hidden."), describing.least);
  return done;
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
