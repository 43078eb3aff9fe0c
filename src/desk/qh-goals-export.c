/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's goals as a table: a row for each unit or worker and what is planned,
 * a column a month. It can be filled in and imported again. */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "desk/qh-goals-private.h"
#include "desk/qh-goals-table.h"
#include "exchange/qh-book.h"

#define MONTHS 12
#define N_KEYS 5 /* columns before the months */
#define MARK "\xef\xbb\xbf" /* so that spreadsheets see that it is UTF-8 */

/* A row: whose, of what, and what is planned of it in each month. */
typedef struct
{
  QhGoal key; /* its month is 0 */
  gboolean planned[MONTHS];
  guint numbers[MONTHS];
} Row;

/* Where a cell goes. */
typedef struct
{
  QhBook *book; /* or */
  GString *csv;
} Target;

static Row *
find_row (GHashTable *index, GArray *rows, const QhGoal *goal)
{
  QhGoal key = *goal;
  guint place;
  Row row = { 0 };

  key.month = 0;
  place = GPOINTER_TO_UINT (g_hash_table_lookup (index, &key));
  if (place == 0)
    {
      row.key = key;
      g_array_append_val (rows, row);
      place = rows->len;
      g_hash_table_insert (index, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (place));
    }
  return &g_array_index (rows, Row, place - 1);
}

/* The rows of the wanted unit or worker, in the order of the catalogue. */
static void
add_empty_rows (QhStore *store, const QhGoalsWanted *wanted, GHashTable *index, GArray *rows)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  GPtrArray *entries
    = qh_catalogues_list (catalogues, wanted->by_type ? "activity_type" : "function");

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);
      QhGoal goal = { .unit = wanted->unit, .worker = wanted->worker };

      if (wanted->by_type)
        goal.type = entry->id;
      else
        goal.function = entry->id;
      if (!entry->retired && !qh_is_missing_code (entry->id))
        find_row (index, rows, &goal);
    }
}

static GArray *
list_rows (QhStore *store, const QhGoalsWanted *wanted, GError **error)
{
  g_autoptr (GArray) goals = qh_goals_list (store, wanted->year, qh_day_add_months (wanted->year, MONTHS) - 1, error);
  g_autoptr (GHashTable) index = g_hash_table_new_full (qh_goal_hash, qh_goal_equal, g_free, NULL);
  GArray *rows;

  if (goals == NULL)
    return NULL;
  rows = g_array_new (FALSE, TRUE, sizeof (Row));
  if (wanted->empty)
    add_empty_rows (store, wanted, index, rows);
  for (guint i = 0; i < goals->len; i++)
    {
      const QhGoal *goal = &g_array_index (goals, QhGoal, i);
      Row *row;
      int month;

      if (wanted->only && (goal->unit != wanted->unit || goal->worker != wanted->worker))
        continue;
      qh_day_to_ymd (goal->month, NULL, &month, NULL);
      row = find_row (index, rows, goal);
      row->planned[month - 1] = TRUE;
      row->numbers[month - 1] = goal->planned;
    }
  return rows;
}

/* Cells */

static void
put_separator (Target *target, guint column)
{
  if (target->csv != NULL && column > 0)
    g_string_append_c (target->csv, ',');
}

static void
put_text (Target *target, guint row, guint column, const char *text, QhBookStyle style)
{
  g_autoptr (GString) quoted = NULL;

  put_separator (target, column);
  if (target->book != NULL)
    {
      if (text[0] != '\0')
        qh_book_put_text (target->book, row, column, text, style);
      return;
    }
  quoted = g_string_new (text);
  if (strpbrk (text, ",\"\r\n") != NULL)
    {
      g_string_replace (quoted, "\"", "\"\"", 0);
      g_string_prepend_c (quoted, '"');
      g_string_append_c (quoted, '"');
    }
  g_string_append (target->csv, quoted->str);
}

static void
put_planned (Target *target, guint row, guint column, const Row *from, guint month)
{
  put_separator (target, column);
  if (!from->planned[month])
    return;
  if (target->book != NULL)
    qh_book_put_number (target->book, row, column, from->numbers[month], QH_BOOK_PLAIN, QH_BOOK_WHOLE);
  else
    g_string_append_printf (target->csv, "%u", from->numbers[month]);
}

static void
end_row (Target *target)
{
  if (target->csv != NULL)
    g_string_append (target->csv, "\r\n");
}

static void
put_heads (Target *target, QhStore *store, QhDay year)
{
  static const char *const names[N_KEYS - 1] = { "unit", "worker", "type", "function" };
  QhKind *kind = qh_store_get_kind (store, QH_KIND_GOAL);
  QhLanguage language = qh_store_get_language (store);
  char iso[QH_DAY_ISO_SIZE];

  for (guint i = 0; i < N_KEYS - 1; i++)
    put_text (target, 0, i, qh_field_get_label (qh_kind_find_field (kind, names[i]), language), QH_BOOK_HEAD);
  /* Translators: the column with what the type or function of a goal is called */
  put_text (target, 0, N_KEYS - 1, C_ ("goals", "Name"), QH_BOOK_HEAD);
  for (guint month = 0; month < MONTHS; month++)
    {
      qh_day_to_iso (qh_day_add_months (year, (int)month), iso);
      iso[7] = '\0';
      put_text (target, 0, N_KEYS + month, iso, QH_BOOK_HEAD);
    }
  end_row (target);
}

static char *
name_record (QhStore *store, guint kind, gint64 id)
{
  g_autoptr (QhRecord) record = id != 0 ? qh_store_get (store, kind, id, NULL) : NULL;

  return record != NULL ? g_strdup (qh_record_get_text (record, "name")) : g_strdup ("");
}

static void
put_row (Target *target, QhStore *store, QhCatalogues *catalogues, guint place, const Row *row)
{
  const QhEntry *entry = qh_catalogues_find (catalogues, row->key.type != 0 ? row->key.type : row->key.function);
  g_autofree char *unit = name_record (store, QH_KIND_UNIT, row->key.unit);
  g_autofree char *worker = name_record (store, QH_KIND_WORKER, row->key.worker);
  const char *code = entry != NULL ? entry->code : "";
  const char *name = entry != NULL ? qh_entry_get_label (entry, qh_store_get_language (store)) : "";

  put_text (target, place, 0, unit, QH_BOOK_PLAIN);
  put_text (target, place, 1, worker, QH_BOOK_PLAIN);
  put_text (target, place, 2, row->key.type != 0 ? code : "", QH_BOOK_PLAIN);
  put_text (target, place, 3, row->key.type != 0 ? "" : code, QH_BOOK_PLAIN);
  put_text (target, place, 4, name, QH_BOOK_PLAIN);
  for (guint month = 0; month < MONTHS; month++)
    put_planned (target, place, N_KEYS + month, row, month);
  end_row (target);
}

static void
put_rows (Target *target, QhStore *store, GArray *rows)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);

  for (guint i = 0; i < rows->len; i++)
    put_row (target, store, catalogues, i + 1, &g_array_index (rows, Row, i));
}

static gboolean
write_book (QhStore *store, const QhGoalsWanted *wanted, GArray *rows, const char *path, GError **error)
{
  g_autofree char *title = g_strdup_printf (_ ("Goals %d"), qh_day_get_year (wanted->year));
  g_autoptr (QhBook) book = qh_book_new (path, title, "Quehacer", error);
  Target target = { .book = book };

  if (book == NULL)
    return FALSE;
  qh_book_add_sheet (book, title);
  qh_book_set_page (book, TRUE, TRUE, 0, 0);
  qh_book_set_width (book, 0, 1, 22);
  qh_book_set_width (book, 2, 3, 10);
  qh_book_set_width (book, 4, 4, 34);
  qh_book_set_width (book, N_KEYS, N_KEYS + MONTHS - 1, 9);
  put_heads (&target, store, wanted->year);
  put_rows (&target, store, rows);
  return qh_book_close (book, error);
}

static gboolean
write_csv (QhStore *store, const QhGoalsWanted *wanted, GArray *rows, const char *path, GError **error)
{
  g_autoptr (GString) csv = g_string_new (MARK);
  g_autoptr (GError) reason = NULL;
  Target target = { .csv = csv };

  put_heads (&target, store, wanted->year);
  put_rows (&target, store, rows);
  if (g_file_set_contents_full (
        path, csv->str, (gssize)csv->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &reason))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_PLACE,
               _ ("“%s” cannot be written: %s. Choose another place."),
               path,
               reason->message);
  return FALSE;
}

static gboolean
write_table (QhStore *store, const QhGoalsWanted *wanted, GArray *rows, const char *path, gboolean book, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (QhChange) event = qh_change_new_event (QH_ACTION_EXPORT, 0, 0, name);

  return (book ? write_book (store, wanted, rows, path, error) : write_csv (store, wanted, rows, path, error))
         && qh_store_apply (store, event, NULL, NULL, NULL, error);
}

/**
 * qh_goals_export:
 * @path: a file that ends in .xlsx or .csv; replaced where it is there
 *
 * Writes a year's goals as a table that qh_goals_import_read() reads, and logs
 * that it left. Reads and writes files: not for the main thread.
 *
 * Returns: whether it was written; %QH_ERROR_FORMAT for another ending.
 */
gboolean
qh_goals_export (QhStore *store, const QhGoalsWanted *wanted, const char *path, GError **error)
{
  g_autofree char *folded = g_ascii_strdown (path, -1);
  gboolean book = g_str_has_suffix (folded, ".xlsx");
  g_autoptr (GArray) rows = NULL;

  if (!book && !g_str_has_suffix (folded, ".csv"))
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_FORMAT,
                   _ ("“%s”: goals are written as .xlsx or .csv. Let the name end in one of them."),
                   path);
      return FALSE;
    }
  rows = list_rows (store, wanted, error);
  if (rows == NULL)
    return FALSE;
  return write_table (store, wanted, rows, path, book, error);
}
