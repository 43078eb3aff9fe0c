/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-import-column.h"

#include "exchange/qh-category-folder.h"
#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>

/* A table keeps each distinct cell once, so a cell's address tells what it was
 * read as before. */
struct _QhImportColumn
{
  const QhImportSource *source;
  QhCsvReader *table;
  int place;
  QhDateOrder date_order;
  char *catalogue;
  QhCatalogues *catalogues;
  GHashTable *categories;  /* key → id + 0 as gint64*, for a catalogue made of the values seen */
  GHashTable *keys;        /* cell → its key */
  GHashTable *codes;       /* cell → GArray of ids */
  GHashTable *unmapped;    /* cell → count */
  GArray *no_codes;
};

static QhDateOrder
guess_date_order (QhCsvReader *table,
                  guint        place)
{
  guint n_rows = qh_csv_reader_get_n_rows (table);
  g_autofree const char **cells = g_new (const char *, n_rows);

  for (guint row = 0; row < n_rows; row++)
    cells[row] = qh_csv_reader_get_cell (table, row, place);
  return qh_cell_guess_date_order (cells, n_rows);
}

/**
 * qh_import_column_new:
 * @source: a source of a profile that lives longer
 * @table: a table that has its column
 *
 * Returns: (transfer full): the source, bound to the table
 */
QhImportColumn *
qh_import_column_new (const QhImportSource *source,
                      QhCsvReader          *table)
{
  QhImportColumn *self = g_new0 (QhImportColumn, 1);

  self->source = source;
  self->table = g_object_ref (table);
  self->place = source->column != NULL ? qh_csv_reader_find_column (table, source->column) : -1;
  self->date_order = source->date_order;
  if (self->date_order == QH_DATE_ORDER_AUTO && self->place >= 0)
    self->date_order = guess_date_order (table, self->place);
  self->keys = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->codes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  self->unmapped = g_hash_table_new (NULL, NULL);
  self->no_codes = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
qh_import_column_free (QhImportColumn *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->table);
  g_free (self->catalogue);
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  g_clear_pointer (&self->categories, g_hash_table_unref);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->unmapped);
  g_array_unref (self->no_codes);
  g_free (self);
}

/**
 * qh_import_column_set_catalogue:
 * @self: a column
 * @catalogue: the catalogue of its codes
 * @catalogues: (transfer none): all codes
 *
 * Says what codes are read from; qh_import_column_get_codes() needs it.
 */
void
qh_import_column_set_catalogue (QhImportColumn *self,
                                const char     *catalogue,
                                QhCatalogues   *catalogues)
{
  g_free (self->catalogue);
  self->catalogue = g_strdup (catalogue);
  g_clear_pointer (&self->catalogues, qh_catalogues_unref);
  self->catalogues = qh_catalogues_ref (catalogues);
}

/**
 * qh_import_column_set_categories:
 * @self: a column
 * @ids_by_key: (transfer none): the id (a pointer to a gint64) of the code of
 *   each category, by its qh_category_key()
 *
 * Reads codes by the categories of the file rather than by a map.
 */
void
qh_import_column_set_categories (QhImportColumn *self,
                                 GHashTable     *ids_by_key)
{
  g_clear_pointer (&self->categories, g_hash_table_unref);
  self->categories = g_hash_table_ref (ids_by_key);
}

/**
 * qh_import_column_get_place:
 * @self: a column
 *
 * Returns: the place of the column in the table, or -1 for a constant
 */
int
qh_import_column_get_place (QhImportColumn *self)
{
  return self->place;
}

static const char *
get_cell (QhImportColumn *self,
          guint           row)
{
  if (self->place < 0)
    return self->source->constant;
  return qh_csv_reader_get_cell (self->table, row, self->place);
}

static const char *
get_key (QhImportColumn *self,
         const char     *cell)
{
  char *key = g_hash_table_lookup (self->keys, cell);

  if (key == NULL)
    {
      key = qh_category_key (cell);
      g_hash_table_insert (self->keys, (gpointer) cell, key);
    }
  return key;
}

static const char *
get_name (QhImportColumn *self)
{
  return self->source->column != NULL ? self->source->column : self->source->constant;
}

static gint64
kind_of_missing (const char *code)
{
  static const char *const codes[QH_N_MISSING] = { "NP", "NS", "NR", "NA" };

  for (guint i = 0; code != NULL && i < QH_N_MISSING; i++)
    if (g_str_equal (codes[i], code))
      return i + 1;
  return 0;
}

/**
 * qh_import_column_get_text:
 * @self: a column
 * @row: place from 0
 * @missing: (out): the kind of missing that the cell means, or 0
 *
 * Returns: (transfer none) (nullable): the cell, or what the profile reads in its
 *   place; %NULL where it is blank or missing
 */
const char *
qh_import_column_get_text (QhImportColumn *self,
                           guint           row,
                           gint64         *missing)
{
  const char *cell = get_cell (self, row);
  char **replaced = NULL;

  *missing = 0;
  if (qh_cell_is_blank (cell))
    {
      *missing = kind_of_missing (self->source->blank);
      return NULL;
    }
  if (self->place < 0)
    {
      *missing = kind_of_missing (cell);
      return *missing != 0 ? NULL : cell;
    }
  if (self->source->map != NULL)
    replaced = g_hash_table_lookup (self->source->map, get_key (self, cell));
  if (replaced == NULL)
    {
      *missing = kind_of_missing (g_hash_table_lookup (self->source->missing, get_key (self, cell)));
      return *missing != 0 ? NULL : cell;
    }
  *missing = kind_of_missing (replaced[0]);
  return *missing != 0 ? NULL : replaced[0];
}

static GArray *
find_codes (QhImportColumn *self,
            char          **codes)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const QhEntry *entry = qh_catalogues_find_code (self->catalogues, self->catalogue, codes[i]);

      if (entry != NULL)
        g_array_append_val (ids, entry->id);
    }
  return ids;
}

static GArray *
one_code (gint64 id)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  return ids;
}

/* NULL where nothing in the profile says what the cell means. */
static GArray *
read_codes (QhImportColumn *self,
            const char     *cell)
{
  char *constant[] = { self->source->constant, NULL };
  const QhEntry *entry;
  const gint64 *category;
  const char *key;
  char **mapped;
  gint64 missing;

  if (self->place < 0)
    return find_codes (self, constant);
  key = get_key (self, cell);
  mapped = self->source->map != NULL ? g_hash_table_lookup (self->source->map, key) : NULL;
  if (mapped != NULL)
    return find_codes (self, mapped);
  missing = kind_of_missing (g_hash_table_lookup (self->source->missing, key));
  if (missing != 0)
    return one_code (missing);
  category = self->categories != NULL ? g_hash_table_lookup (self->categories, key) : NULL;
  if (category != NULL)
    return one_code (*category);
  if (self->source->map == NULL)
    {
      entry = qh_catalogues_find_text (self->catalogues, self->catalogue, cell);
      if (entry != NULL)
        return one_code (entry->id);
    }
  return NULL;
}

static GArray *
read_otherwise (QhImportColumn  *self,
                const char      *cell,
                GError         **error)
{
  if (self->source->otherwise == NULL)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_VALUE,
                   _("%s: the profile does not say what “%s” means."), get_name (self), cell);
      return NULL;
    }
  g_hash_table_insert (self->unmapped, (gpointer) cell, NULL);
  return find_codes (self, self->source->otherwise);
}

/**
 * qh_import_column_get_codes:
 * @self: a column with a catalogue
 * @row: place from 0
 * @error: return location
 *
 * Returns: (transfer none) (element-type gint64): the ids of the codes, none for a
 *   blank cell; %NULL with @error where the profile does not say what it means
 */
const GArray *
qh_import_column_get_codes (QhImportColumn  *self,
                            guint            row,
                            GError         **error)
{
  const char *cell = get_cell (self, row);
  GArray *ids = g_hash_table_lookup (self->codes, cell);
  gpointer count;

  if (ids == NULL && qh_cell_is_blank (cell))
    {
      gint64 missing = kind_of_missing (self->source->blank);

      if (missing == 0)
        return self->no_codes;
      ids = one_code (missing);
      g_hash_table_insert (self->codes, (gpointer) cell, ids);
    }
  if (ids == NULL)
    {
      ids = read_codes (self, cell);
      if (ids == NULL)
        ids = read_otherwise (self, cell, error);
      if (ids == NULL)
        return NULL;
      g_hash_table_insert (self->codes, (gpointer) cell, ids);
    }
  if (g_hash_table_lookup_extended (self->unmapped, cell, NULL, &count))
    g_hash_table_insert (self->unmapped, (gpointer) cell,
                         GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
  return ids;
}

/**
 * qh_import_column_get_count:
 * @self: a column
 * @row: place from 0
 * @count: (out): the count, 0 where there is none
 * @missing: (out): the kind of missing, or 0
 * @error: return location
 *
 * Returns: whether the cell is a count, blank or missing
 */
gboolean
qh_import_column_get_count (QhImportColumn  *self,
                            guint            row,
                            gint64          *count,
                            gint64          *missing,
                            GError         **error)
{
  const char *text = qh_import_column_get_text (self, row, missing);

  *count = 0;
  if (text == NULL)
    return TRUE;
  if (qh_cell_parse_count (text, self->source->decimal_mark, count, error))
    return TRUE;
  g_prefix_error (error, "%s: ", get_name (self));
  return FALSE;
}

static gboolean
fill_codes (QhImportColumn  *self,
            guint            row,
            QhRecord        *record,
            const QhField   *field,
            GError         **error)
{
  const GArray *ids = qh_import_column_get_codes (self, row, error);
  QhRows *rows;

  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    return TRUE;
  if (field->type == QH_TYPE_CODE)
    {
      qh_record_set_integer (record, field->name, g_array_index (ids, gint64, 0));
      return TRUE;
    }
  rows = qh_rows_new (0, 1);
  for (guint i = 0; i < ids->len; i++)
    qh_rows_append (rows, &g_array_index (ids, gint64, i));
  qh_record_take_rows (record, field->name, rows);
  return TRUE;
}

static gboolean
fill_yes_no (const char     *text,
             QhRecord       *record,
             const QhField  *field,
             GError        **error)
{
  static const char *const yes[] = { "1", "si", "yes", "sim", "true", NULL };
  static const char *const no[] = { "0", "no", "nao", "false", NULL };
  g_autofree char *key = qh_category_key (text);

  if (!g_strv_contains (yes, key) && !g_strv_contains (no, key))
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_VALUE,
                   _("“%s” is neither yes nor no."), text);
      return FALSE;
    }
  qh_record_set_integer (record, field->name, g_strv_contains (yes, key));
  return TRUE;
}

static gboolean
fill_plain (QhImportColumn  *self,
            const char      *text,
            QhRecord        *record,
            const QhField   *field,
            GError         **error)
{
  double number;
  gint64 count;
  GDate date;
  int minute;

  switch (field->type)
    {
    case QH_TYPE_TEXT:
      qh_record_set_text (record, field->name, text);
      return TRUE;
    case QH_TYPE_DATE:
      if (!qh_cell_parse_date (text, self->date_order, &date, error))
        return FALSE;
      qh_record_set_integer (record, field->name,
                             qh_day_from_ymd (g_date_get_year (&date), g_date_get_month (&date),
                                              g_date_get_day (&date)));
      return TRUE;
    case QH_TYPE_TIME:
      if (!qh_cell_parse_time (text, &minute, error))
        return FALSE;
      qh_record_set_integer (record, field->name, minute);
      return TRUE;
    case QH_TYPE_MINUTES:
    case QH_TYPE_COUNT:
      if (!qh_cell_parse_count (text, self->source->decimal_mark, &count, error))
        return FALSE;
      qh_record_set_integer (record, field->name, count);
      return TRUE;
    case QH_TYPE_NUMBER:
      if (!qh_cell_parse_number (text, self->source->decimal_mark, &number, error))
        return FALSE;
      qh_record_set_real (record, field->name, number);
      return TRUE;
    case QH_TYPE_YESNO:
      return fill_yes_no (text, record, field, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * qh_import_column_fill:
 * @self: a column
 * @row: place from 0
 * @record: a record
 * @field: one of its fields, of any type but references and rows
 * @error: return location
 *
 * Reads the cell as the field's type and sets the field. A kind of missing that
 * the field cannot hold leaves it empty.
 *
 * Returns: whether the cell could be read
 */
gboolean
qh_import_column_fill (QhImportColumn  *self,
                       guint            row,
                       QhRecord        *record,
                       const QhField   *field,
                       GError         **error)
{
  const char *text;
  gint64 missing;

  if (field->type == QH_TYPE_CODE || field->type == QH_TYPE_CODES)
    return fill_codes (self, row, record, field, error);
  text = qh_import_column_get_text (self, row, &missing);
  if (text != NULL)
    {
      if (fill_plain (self, text, record, field, error))
        return TRUE;
      g_prefix_error (error, "%s: ", get_name (self));
      return FALSE;
    }
  if (missing != 0 && field->missing)
    qh_record_set_missing (record, field->name, missing);
  return TRUE;
}

/**
 * qh_import_column_foreach_unmapped:
 * @self: a column
 * @function: (scope call): takes each value that only "otherwise" gave a code
 * @user_data: data for @function
 */
void
qh_import_column_foreach_unmapped (QhImportColumn        *self,
                                   QhImportUnmappedFunc   function,
                                   gpointer               user_data)
{
  GHashTableIter iter;
  gpointer cell, count;
  g_autofree char *codes = NULL;

  if (self->source->otherwise == NULL)
    return;
  codes = g_strjoinv (", ", self->source->otherwise);
  g_hash_table_iter_init (&iter, self->unmapped);
  while (g_hash_table_iter_next (&iter, &cell, &count))
    function (self->source->column, cell, codes, GPOINTER_TO_UINT (count), user_data);
}
