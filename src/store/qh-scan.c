/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-scan.h"

#include <string.h>

#include "store/qh-row.h"
#include "store/qh-store-private.h"

#define MAX_COLUMNS 128

struct _QhReading
{
  QhDatabase *database;
};

typedef struct
{
  QhType type;
  int value;     /* column of the statement */
  int companion; /* column that says why there is none, or -1 */
} ScanColumn;

struct _QhScan
{
  QhDatabase *database;
  sqlite3_stmt *statement;
  ScanColumn columns[MAX_COLUMNS];
  guint n_columns;
  int code;
  char last_date[QH_DAY_ISO_SIZE];
  QhDay last_day;
};

/**
 * qh_reading_new:
 *
 * Returns: (transfer full): a reading of @store as it is now.
 */
QhReading *
qh_reading_new (QhStore *store, GError **error)
{
  g_autoptr (QhDatabase) database = qh_database_open (store->path, SQLITE_OPEN_READONLY, error);
  QhReading *self;

  if (database == NULL || !qh_database_exec (database, "BEGIN", error))
    return NULL;
  self = g_new0 (QhReading, 1);
  self->database = g_steal_pointer (&database);
  return self;
}

void
qh_reading_free (QhReading *self)
{
  if (self == NULL)
    return;
  qh_database_exec (self->database, "ROLLBACK", NULL);
  qh_database_close (self->database);
  g_free (self);
}

/**
 * qh_reading_count:
 *
 * Returns: the number of records of @kind.
 */
gint64
qh_reading_count (QhReading *self, const QhKind *kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s", kind->table);

  return qh_database_get_int (self->database, sql, 0);
}

static QhScan *
scan_new (QhReading *reading, const char *sql, GError **error)
{
  sqlite3_stmt *statement = qh_database_prepare (reading->database, sql, error);
  QhScan *self;

  if (statement == NULL)
    return NULL;
  self = g_new0 (QhScan, 1);
  self->database = reading->database;
  self->statement = statement;
  return self;
}

static void
add_column (QhScan *self, QhType type, int value, int companion)
{
  g_assert (self->n_columns < MAX_COLUMNS);
  self->columns[self->n_columns++] = (ScanColumn){ type, value, companion };
}

/**
 * qh_reading_scan:
 * @fields: fields of @kind that stand in its table
 *
 * Returns: (transfer full): a scan whose rows are a record's id followed by
 *   @fields, in the order of the ids.
 */
QhScan *
qh_reading_scan (QhReading *self,
                 const QhKind *kind,
                 const QhField *const *fields,
                 guint n_fields,
                 GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  QhScan *scan;
  int position = 1;

  for (guint i = 0; i < n_fields; i++)
    {
      g_return_val_if_fail (qh_field_is_column (fields[i]) && fields[i]->type != QH_TYPE_TEXT,
                            NULL);
      g_string_append_printf (sql, ", \"%s\"", fields[i]->name);
      if (qh_field_has_companion (fields[i]))
        g_string_append_printf (sql, ", \"%s_missing\"", fields[i]->name);
    }
  g_string_append_printf (sql, " FROM %s ORDER BY id", kind->table);
  scan = scan_new (self, sql->str, error);
  if (scan == NULL)
    return NULL;
  add_column (scan, QH_TYPE_REFERENCE, 0, -1);
  for (guint i = 0; i < n_fields; i++)
    {
      gboolean companion = qh_field_has_companion (fields[i]);

      add_column (scan, fields[i]->type, position, companion ? position + 1 : -1);
      position += companion ? 2 : 1;
    }
  return scan;
}

/**
 * qh_reading_scan_list:
 * @field: a field with several answers that is not the unit's own
 *
 * Returns: (transfer full): a scan whose rows are a record's id followed by the
 *   columns of @field, in the order of ids and positions.
 */
QhScan *
qh_reading_scan_list (QhReading *self, const QhKind *kind, const QhField *field, GError **error)
{
  g_autofree char *table = qh_field_make_list_table (kind, field);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY owner, position", table);
  QhScan *scan = scan_new (self, sql, error);

  if (scan == NULL)
    return NULL;
  add_column (scan, QH_TYPE_REFERENCE, 0, -1);
  for (guint c = 0; c < field->n_columns; c++)
    add_column (scan, field->columns[c].type, (int)c + 2, -1);
  return scan;
}

/**
 * qh_reading_scan_own:
 * @field: a field of the unit's own that is not sealed
 *
 * Returns: (transfer full): a scan whose rows are a record's id and an answer,
 *   in the order of ids and positions.
 */
QhScan *
qh_reading_scan_own (QhReading *self, const QhField *field, GError **error)
{
  QhScan *scan = scan_new (
    self,
    "SELECT record, value, missing FROM own_values WHERE field = ?1 ORDER BY record, position",
    error);

  g_return_val_if_fail (field->own && !field->sealed, NULL);
  if (scan == NULL)
    return NULL;
  sqlite3_bind_int64 (scan->statement, 1, field->id);
  add_column (scan, QH_TYPE_REFERENCE, 0, -1);
  add_column (scan, field->type == QH_TYPE_CODES ? QH_TYPE_CODE : field->type, 1, 2);
  return scan;
}

/* Neighbouring rows are mostly of one day. */
static gint64
read_day (QhScan *self, int position)
{
  const char *iso = (const char *)sqlite3_column_text (self->statement, position);

  if (iso == NULL)
    return QH_SCAN_NONE;
  if (strncmp (iso, self->last_date, QH_DAY_ISO_SIZE) != 0)
    {
      g_strlcpy (self->last_date, iso, sizeof self->last_date);
      self->last_day = qh_day_from_iso (iso);
    }
  return self->last_day != QH_NO_DAY ? self->last_day : QH_SCAN_NONE;
}

static gint64
read_value (QhScan *self, const ScanColumn *column)
{
  gint64 value;
  double real;

  if (column->companion >= 0)
    {
      gint64 reason = sqlite3_column_int64 (self->statement, column->companion);

      if (reason != 0)
        return QH_SCAN_MISSING (reason);
    }
  if (column->type == QH_TYPE_DATE)
    return read_day (self, column->value);
  if (column->type == QH_TYPE_NUMBER)
    {
      if (sqlite3_column_type (self->statement, column->value) == SQLITE_NULL)
        return QH_SCAN_NONE;
      real = sqlite3_column_double (self->statement, column->value);
      memcpy (&value, &real, sizeof value);
      return value;
    }
  value = sqlite3_column_int64 (self->statement, column->value);
  if (value == 0 && sqlite3_column_type (self->statement, column->value) == SQLITE_NULL)
    return QH_SCAN_NONE;
  if (column->type == QH_TYPE_CODE && qh_is_missing_code (value))
    return QH_SCAN_MISSING (value);
  return value;
}

/**
 * qh_scan_next:
 * @values: (out caller-allocates): the id and the fields of the next row. Days
 *   are #QhDay, real numbers are read with qh_scan_to_real().
 *
 * Returns: whether there was another row.
 */
gboolean
qh_scan_next (QhScan *self, gint64 *values)
{
  self->code = sqlite3_step (self->statement);
  if (self->code != SQLITE_ROW)
    return FALSE;
  for (guint c = 0; c < self->n_columns; c++)
    values[c] = read_value (self, &self->columns[c]);
  return TRUE;
}

/**
 * qh_scan_finish:
 * @self: (transfer full): a scan
 *
 * Returns: whether all rows could be read.
 */
gboolean
qh_scan_finish (QhScan *self, GError **error)
{
  int code = self->code;

  if (code != SQLITE_DONE && code != SQLITE_ROW && code != SQLITE_OK)
    qh_database_set_error (self->database, code, error);
  sqlite3_reset (self->statement);
  g_free (self);
  return code == SQLITE_DONE || code == SQLITE_ROW || code == SQLITE_OK;
}

/**
 * qh_scan_from_real:
 *
 * Returns: what a scan gives for a real number that is finite.
 */
gint64
qh_scan_from_real (double real)
{
  double positive = real == 0 ? 0 : real; /* the bits of −0 say that there is none */
  gint64 value;

  memcpy (&value, &positive, sizeof value);
  return value;
}

/**
 * qh_scan_to_real:
 *
 * Returns: the real number that stands in a scanned value.
 */
double
qh_scan_to_real (gint64 value)
{
  double real;

  memcpy (&real, &value, sizeof real);
  return real;
}
