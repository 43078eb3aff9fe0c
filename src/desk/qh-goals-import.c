/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goals from a table: a row a goal, with a column “month”, or a row a year, with
 * a column for each month. Columns are called as fields are, in any language. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "desk/qh-goals-private.h"
#include "desk/qh-goals-table.h"
#include "domain/qh-fold.h"
#include "exchange/qh-text-table.h"

#define MOST_FAULTS 100
#define NO_COLUMN (-1)

enum
{
  MONTH,
  UNIT,
  WORKER,
  TYPE,
  FUNCTION,
  PLANNED,
  N_FIELDS,
};

static const char *const fields[N_FIELDS] = { "month", "unit", "worker", "type", "function", "planned" };

/* What is known of a table while it is read. */
typedef struct
{
  QhTextTable *table;
  QhGoalReader *reader;
  QhGoalsImport *import;
  int columns[N_FIELDS];
  GArray *months;    /* of guint: columns that are months */
  GHashTable *lines; /* goal → its line */
} Reading;

void
qh_goals_import_free (QhGoalsImport *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->goals);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

static void
add_fault (Reading *self, guint line, const char *column, const char *what)
{
  if (self->import->n_faults++ >= MOST_FAULTS)
    return;
  g_ptr_array_add (self->import->faults,
                   column != NULL
                     /* Translators: a row of a table, the name of a column, what is wrong there */
                     ? g_strdup_printf (_ ("Row %u, %s: %s"), line, column, what)
                     : g_strdup_printf (_ ("Row %u: %s"), line, what));
}

/* Columns */

static gboolean
is_named (const QhField *field, const char *name)
{
  g_autofree char *folded = qh_fold (name);

  g_strstrip (folded);
  if (g_str_equal (folded, field->name))
    return TRUE;
  for (guint l = 0; l < QH_N_LANGUAGES; l++)
    {
      g_autofree char *label = qh_fold (field->labels[l] != NULL ? field->labels[l] : "");

      if (label[0] != '\0' && g_str_equal (folded, label))
        return TRUE;
    }
  return FALSE;
}

static gboolean
looks_like_month (const char *name)
{
  return g_regex_match_simple ("^\\s*[0-9]{4,5}(-[0-9]{1,2}(-[0-9]{1,2})?)?\\s*$", name, 0, 0);
}

static void
find_month_columns (Reading *self)
{
  for (guint column = 0; column < qh_text_table_get_n_columns (self->table); column++)
    {
      const char *name = qh_text_table_get_name (self->table, column);
      g_autoptr (GError) error = NULL;
      QhDay month;

      if (!looks_like_month (name))
        continue;
      if (qh_goal_read_month (name, &month, &error))
        g_array_append_val (self->months, column);
      else
        add_fault (self, 1, NULL, error->message);
    }
}

/* A table of months has no column “month”, and the other way round. */
static gboolean
find_columns (Reading *self, QhKind *kind, const char *file_name, GError **error)
{
  for (guint i = 0; i < N_FIELDS; i++)
    {
      const QhField *field = qh_kind_find_field (kind, fields[i]);

      self->columns[i] = NO_COLUMN;
      for (guint column = 0; column < qh_text_table_get_n_columns (self->table); column++)
        if (self->columns[i] == NO_COLUMN && is_named (field, qh_text_table_get_name (self->table, column)))
          self->columns[i] = (int)column;
    }
  if (self->columns[MONTH] == NO_COLUMN)
    find_month_columns (self);
  if (self->months->len > 0 || self->import->n_faults > 0
      || (self->columns[MONTH] != NO_COLUMN && self->columns[PLANNED] != NO_COLUMN))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_FORMAT,
               _ ("“%s” has no column “%s”, and none for a month such as 2026-10. Write goals as they are exported."),
               file_name,
               fields[self->columns[MONTH] == NO_COLUMN ? MONTH : PLANNED]);
  return FALSE;
}

/* Rows */

static const char *
get_cell (Reading *self, guint row, guint field)
{
  return self->columns[field] != NO_COLUMN
           ? qh_text_table_get_cell (self->table, row, (guint)self->columns[field])
           : NULL;
}

static void
take_goal (Reading *self, guint row, const char *column, const QhGoalTexts *texts)
{
  guint line = qh_text_table_get_line (self->table, row);
  g_autoptr (GError) error = NULL;
  QhGoal goal;
  guint before;

  if (!qh_goal_reader_read (self->reader, texts, &goal, &error))
    {
      add_fault (self, line, column, error->message);
      return;
    }
  before = GPOINTER_TO_UINT (g_hash_table_lookup (self->lines, &goal));
  if (before != 0)
    {
      g_autofree char *what
        = g_strdup_printf (_ ("the same is planned in row %u already. Leave one of them out."), before);

      add_fault (self, line, column, what);
      return;
    }
  g_hash_table_insert (self->lines, g_memdup2 (&goal, sizeof goal), GUINT_TO_POINTER (line));
  g_array_append_val (self->import->goals, goal);
}

static QhGoalTexts
get_texts (Reading *self, guint row)
{
  return (QhGoalTexts){
    get_cell (self, row, MONTH), get_cell (self, row, UNIT),     get_cell (self, row, WORKER),
    get_cell (self, row, TYPE),  get_cell (self, row, FUNCTION), get_cell (self, row, PLANNED),
  };
}

/* A cell of nothing plans nothing, and leaves what is planned alone. */
static void
read_months (Reading *self, guint row)
{
  QhGoalTexts texts = get_texts (self, row);

  for (guint i = 0; i < self->months->len; i++)
    {
      guint column = g_array_index (self->months, guint, i);

      texts.month = qh_text_table_get_name (self->table, column);
      texts.planned = qh_text_table_get_cell (self->table, row, column);
      if (texts.planned != NULL)
        take_goal (self, row, texts.month, &texts);
    }
}

static void
read_row (Reading *self, guint row)
{
  g_autofree char *fault = qh_text_table_dup_fault (self->table, row);
  QhGoalTexts texts;

  if (fault != NULL)
    add_fault (self, qh_text_table_get_line (self->table, row), NULL, fault);
  else if (self->months->len > 0)
    read_months (self, row);
  else if (self->columns[MONTH] != NO_COLUMN)
    {
      texts = get_texts (self, row);
      take_goal (self, row, NULL, &texts);
    }
}

static gboolean
count (QhStore *store, QhGoalsImport *import, GError **error)
{
  g_autoptr (GArray) stored = qh_goals_list (store, 1, G_MAXINT32, error);
  g_autoptr (GHashTable) index = stored != NULL ? qh_goals_index (stored) : NULL;

  if (index == NULL)
    return FALSE;
  for (guint i = 0; i < import->goals->len; i++)
    {
      const QhGoal *goal = &g_array_index (import->goals, QhGoal, i);
      const QhGoal *same = g_hash_table_lookup (index, goal);

      if (same == NULL)
        import->n_new++;
      else if (same->planned != goal->planned)
        import->n_changed++;
      else
        import->n_same++;
    }
  return TRUE;
}

static gboolean
read_table (Reading *self, QhStore *store, const char *file_name, GCancellable *cancellable, GError **error)
{
  if (!find_columns (self, qh_store_get_kind (store, QH_KIND_GOAL), file_name, error))
    return FALSE;
  for (guint row = 0; row < qh_text_table_get_n_rows (self->table); row++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      read_row (self, row);
    }
  return count (store, self->import, error);
}

/**
 * qh_goals_import_read:
 * @file: csv or xlsx: as qh_goals_export() or “quehacer goals list --format csv” wrote it
 *
 * Returns: (transfer full): what it would write, or %NULL where it is no table
 *   of goals at all. Reads files: not for the main thread.
 */
QhGoalsImport *
qh_goals_import_read (QhStore *store, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autoptr (QhTextTable) table = qh_text_table_read (file, cancellable, error);
  g_autoptr (QhGoalReader) reader = table != NULL ? qh_goal_reader_new (store, error) : NULL;
  g_autoptr (QhGoalsImport) import = g_new0 (QhGoalsImport, 1);
  g_autoptr (GArray) months = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) lines = g_hash_table_new_full (qh_goal_hash, qh_goal_equal, g_free, NULL);
  Reading reading = { .table = table, .reader = reader, .import = import, .months = months, .lines = lines };

  import->goals = g_array_new (FALSE, FALSE, sizeof (QhGoal));
  import->faults = g_ptr_array_new_with_free_func (g_free);
  if (reader == NULL || !read_table (&reading, store, name, cancellable, error))
    return NULL;
  return g_steal_pointer (&import);
}
