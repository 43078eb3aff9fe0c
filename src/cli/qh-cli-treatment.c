/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/qh-cli-research.h"
#include "research/qh-treatment.h"

/* Columns that are told otherwise than they stand in the table. */
typedef struct
{
  QhCli *cli;
  const QhCliSource *source;
  const char *const *taken; /* by another use */
  GHashTable *replaced;
  QhSetKey key;
  GPtrArray *persons; /* NULL without --id */
} Treating;

static const QhFrameColumn *
find_column (Treating *self, const char *option, const char *name, GError **error)
{
  const QhFrameColumn *column = qh_frame_find_column (self->source->frame, name);

  if (column == NULL)
    g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("--%s: there is no column “%s” in the file."), option, name);
  else if (g_strv_contains (self->taken, name) || g_hash_table_contains (self->replaced, name))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("--%s: “%s” is already used otherwise. Choose one use for it."), option, name);
      return NULL;
    }
  return column;
}

static gboolean
check_type (const QhFrameColumn *column, const char *option, gboolean right, const char *wanted, GError **error)
{
  if (!right)
    g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("--%s: “%s” is not %s. Say with --type what it is, or choose another."), option, column->field->name, wanted);
  return right;
}

static gboolean
read_key (Treating *self, GError **error)
{
  const char *path = qh_cli_get (self->cli, "key-file");

  return path != NULL ? qh_set_key_read (&self->key, path, error) : qh_set_key_make (&self->key, error);
}

/* The person of each row, as the table says it. */
static gboolean
read_persons (Treating *self, GError **error)
{
  const char *name = qh_cli_get (self->cli, "id");
  const QhCsvFrame *csv = self->source->csv;
  const QhFrameColumn *column;
  guint place = 0;

  if (name == NULL)
    return TRUE;
  column = find_column (self, "id", name, error);
  if (column == NULL)
    return FALSE;
  while (qh_frame_get_column (csv->frame, place) != column)
    place++;
  self->persons = g_ptr_array_new_with_free_func (g_free);
  for (guint row = 0; row < csv->rows->len; row++)
    {
      const QhCsvVariable *variable = g_ptr_array_index (csv->variables, place);
      char *id = g_strstrip (g_strdup (qh_csv_reader_get_cell (csv->table, g_array_index (csv->rows, guint, row), variable->column)));

      if (qh_csv_is_missing (id, (const char *const *)csv->no_answer))
        id[0] = '\0';
      g_ptr_array_add (self->persons, id);
    }
  g_hash_table_insert (self->replaced, g_strdup (name),
                       qh_treat_ids (&self->key, (const char *const *)self->persons->pdata, self->persons->len));
  return TRUE;
}

typedef gboolean (*TreatFunc) (Treating *self, const QhFrameColumn *column, const char *how, GError **error);

static gboolean
treat_coarsely (Treating *self, const QhFrameColumn *column, const char *how, GError **error)
{
  static const char *const periods[] = { "month", "quarter", "year", NULL };

  if (!check_type (column, "coarsen", column->field->type == QH_TYPE_DATE, _ ("a date"), error))
    return FALSE;
  if (!g_strv_contains (periods, how))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_CODE, _ ("--coarsen: there is no “%s”. Choose month, quarter or year."), how);
      return FALSE;
    }
  g_hash_table_insert (self->replaced, g_strdup (column->field->name),
                       qh_treat_periods (column, qh_frame_get_n_rows (self->source->frame), how));
  return TRUE;
}

static gboolean
treat_by_mean (Treating *self, const QhFrameColumn *column, const char *how, GError **error)
{
  gint64 k;
  GPtrArray *texts;

  if (!check_type (column, "microaggregate", qh_measurement_of_field (column->field) == QH_MEASUREMENT_SCALE, _ ("a number"), error))
    return FALSE;
  if (!g_ascii_string_to_signed (how, 10, 2, 1000, &k, NULL))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("--microaggregate: “%s” is not a whole number from 2 to 1000. Correct it."), how);
      return FALSE;
    }
  texts = qh_treat_by_mean (column, qh_frame_get_n_rows (self->source->frame), (guint)k);
  if (texts == NULL)
    {
      g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("--microaggregate: “%s” has fewer than %u numbers. Choose a smaller group."), column->field->name, (guint)k);
      return FALSE;
    }
  g_hash_table_insert (self->replaced, g_strdup (column->field->name), texts);
  return TRUE;
}

static gboolean
treat_by_noise (Treating *self, const QhFrameColumn *column, const char *how, GError **error)
{
  char *end;
  double share = g_ascii_strtod (how, &end);

  if (!check_type (column, "noise", qh_measurement_of_field (column->field) == QH_MEASUREMENT_SCALE, _ ("a number"), error))
    return FALSE;
  if (*end != '\0' || !(share > 0 && share <= 10))
    {
      g_set_error (error, QH_ERROR, QH_ERROR_RANGE, _ ("--noise: “%s” is not a part of the standard deviation, such as 0.1. Correct it."), how);
      return FALSE;
    }
  g_hash_table_insert (self->replaced, g_strdup (column->field->name),
                       qh_treat_by_noise (&self->key, column, qh_frame_get_n_rows (self->source->frame), share));
  return TRUE;
}

/* Every "COLUMN=HOW" of an option. */
static gboolean
treat_each (Treating *self, const char *option, TreatFunc treat, GError **error)
{
  GPtrArray *texts = qh_cli_get_all (self->cli, option);

  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      g_autofree char *name = NULL;
      const char *how;
      const QhFrameColumn *column;

      if (!qh_cli_split_pair (option, g_ptr_array_index (texts, i), &name, &how, error))
        return FALSE;
      column = find_column (self, option, name, error);
      if (column == NULL || !treat (self, column, how, error))
        return FALSE;
    }
  return TRUE;
}

/* All dates that nothing else is done to, so that none tells the true ones. */
static gboolean
shift_dates (Treating *self, GError **error)
{
  gint64 most;
  guint n = qh_frame_get_n_rows (self->source->frame);

  if (!qh_cli_get_count (self->cli, "shift-dates", 0, 1, 3660, &most, error))
    return FALSE;
  if (most == 0)
    return TRUE;
  if (self->persons == NULL)
    {
      g_set_error_literal (error, QH_ERROR, QH_ERROR_REQUIRED, _ ("--shift-dates wants --id: whose dates are to be moved together."));
      return FALSE;
    }
  for (guint i = 0; i < qh_frame_get_n_columns (self->source->frame); i++)
    {
      const QhFrameColumn *column = qh_frame_get_column (self->source->frame, i);
      const char *name = column->field->name;

      if (column->field->type == QH_TYPE_DATE && !g_strv_contains (self->taken, name) && !g_hash_table_contains (self->replaced, name))
        g_hash_table_insert (self->replaced, g_strdup (name),
                             qh_treat_days (&self->key, column, (const char *const *)self->persons->pdata, n, (guint)most));
    }
  return TRUE;
}

/**
 * qh_cli_read_treatments:
 * @taken: (array zero-terminated=1): columns that are already used otherwise
 *
 * Returns: (transfer full) (element-type utf8 GPtrArray): from the names of columns
 *   to the texts of every row, as --id, --shift-dates, --coarsen, --microaggregate
 *   and --noise ask; %NULL with an error.
 */
GHashTable *
qh_cli_read_treatments (QhCli *cli, const QhCliSource *source, const char *const *taken, GError **error)
{
  static const char *const options[] = { "id", "shift-dates", "coarsen", "microaggregate", "noise", "key-file" };
  g_autoptr (GHashTable) replaced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  Treating treating = { .cli = cli, .source = source, .taken = taken, .replaced = replaced };
  gboolean done;

  for (guint i = 0; i < G_N_ELEMENTS (options) && source->csv == NULL; i++)
    if (qh_cli_get (cli, options[i]) != NULL)
      {
        g_set_error (error, QH_ERROR, QH_ERROR_FORMAT, _ ("--%s is for tables. Of a workspace, make the variable with --variables, or leave it out."), options[i]);
        return NULL;
      }
  if (source->csv == NULL)
    return g_steal_pointer (&replaced);
  done = read_key (&treating, error) && read_persons (&treating, error)
                  && treat_each (&treating, "coarsen", treat_coarsely, error)
                  && treat_each (&treating, "microaggregate", treat_by_mean, error)
                  && treat_each (&treating, "noise", treat_by_noise, error) && shift_dates (&treating, error);

  qh_set_key_forget (&treating.key);
  g_clear_pointer (&treating.persons, g_ptr_array_unref);
  return done ? g_steal_pointer (&replaced) : NULL;
}
