/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-entry-body.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A version byte, then for each field that differs a byte, and the two values.
 * The byte holds the tag of the value before, the tag of the value after, and
 * by how much the field's id is more than the last one's: 1 to 3, or 0 when the
 * difference follows as a number. Field 0 is the sealed part. Numbers are
 * zigzag in groups of seven bits, least first; an id made about when the
 * record's own was is written as the difference to it. */
#define BODY_VERSION 1
#define SEALED_PART 0
#define TAG_SEALED 6
#define TAG_NEAR 7
#define TAG_BITS 3
#define TAG_MASK 7
#define STEP_SHIFT 6
#define MAX_STEP 3
#define NEAR (G_GINT64_CONSTANT (1) << 47)
#define MAX_COLUMNS 64
#define MAX_CELLS (1 << 20)

typedef struct
{
  GByteArray *bytes;
  gint64 record;
  gint64 field; /* the last one written */
} Writer;

typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gint64 record;
  gint64 field; /* the last one read */
  gboolean failed;
} Reader;

/* Writing */

static void
write_number (GByteArray *bytes, gint64 number)
{
  guint64 zigzag = ((guint64)number << 1) ^ (guint64)(number >> 63);
  guint8 groups[10];
  guint n = 0;

  do
    {
      groups[n++] = (guint8)((zigzag & 0x7f) | (zigzag > 0x7f ? 0x80 : 0));
      zigzag >>= 7;
    }
  while (zigzag != 0);
  g_byte_array_append (bytes, groups, n);
}

static void
write_bytes (GByteArray *bytes, const void *data, gsize size)
{
  write_number (bytes, (gint64)size);
  g_byte_array_append (bytes, data, (guint)size);
}

static gboolean
is_near (const Writer *writer, gint64 number)
{
  return writer->record > NEAR && number > writer->record - NEAR && number - NEAR < writer->record;
}

static guint
find_tag (const Writer *writer, const QhValue *value)
{
  return value->tag == QH_VALUE_INTEGER && is_near (writer, value->integer) ? TAG_NEAR : value->tag;
}

/* The number of columns is negative when the first column's cells are all near. */
static void
write_rows (Writer *writer, const QhRows *rows)
{
  gint64 near = writer->record;

  for (guint row = 0; row < rows->n_rows; row++)
    if (!is_near (writer, qh_rows_cell (rows, row, 0)))
      near = 0;
  write_number (writer->bytes, near != 0 ? -(gint64)rows->n_columns : rows->n_columns);
  write_number (writer->bytes, rows->n_rows);
  for (guint row = 0; row < rows->n_rows; row++)
    for (guint c = 0; c < rows->n_columns; c++)
      write_number (writer->bytes, qh_rows_cell (rows, row, c) - (c == 0 ? near : 0));
}

static void
write_value (Writer *writer, const QhValue *value)
{
  GByteArray *bytes = writer->bytes;
  guint64 real;

  switch (value->tag)
    {
    case QH_VALUE_NONE:
      break;
    case QH_VALUE_MISSING:
    case QH_VALUE_INTEGER:
      write_number (bytes,
                    find_tag (writer, value) == TAG_NEAR ? value->integer - writer->record
                                                         : value->integer);
      break;
    case QH_VALUE_REAL:
      memcpy (&real, &value->real, sizeof real);
      real = GUINT64_TO_LE (real);
      g_byte_array_append (bytes, (const guint8 *)&real, sizeof real);
      break;
    case QH_VALUE_TEXT:
      write_bytes (bytes, value->text, strlen (value->text));
      break;
    case QH_VALUE_ROWS:
      write_rows (writer, value->rows);
      break;
    }
}

static void
begin_field (Writer *writer, gint64 field, guint before, guint after)
{
  gint64 step = field - writer->field;
  guint8 head = (guint8)(before | after << TAG_BITS);

  if (step >= 1 && step <= MAX_STEP)
    head |= (guint8)(step << STEP_SHIFT);
  g_byte_array_append (writer->bytes, &head, 1);
  if (head >> STEP_SHIFT == 0)
    write_number (writer->bytes, step);
  writer->field = field;
}

/* The value of a field; no rows are no value. */
static const QhValue *
find_value (const QhRecord *record, guint index)
{
  static const QhValue none = { QH_VALUE_NONE, { 0 } };
  const QhValue *value;

  if (record == NULL)
    return &none;
  value = &record->values[index];
  return value->tag == QH_VALUE_ROWS && value->rows->n_rows == 0 ? &none : value;
}

static void
write_seal (Writer *writer, GBytes *sealed)
{
  gsize size;
  const void *data;

  if (sealed == NULL)
    return;
  data = g_bytes_get_data (sealed, &size);
  write_bytes (writer->bytes, data, size);
}

static void
write_sealed_part (Writer *writer, GBytes *before, GBytes *after)
{
  if (before == after || (before != NULL && after != NULL && g_bytes_equal (before, after)))
    return;
  begin_field (
    writer, SEALED_PART, before != NULL ? TAG_SEALED : 0, after != NULL ? TAG_SEALED : 0);
  write_seal (writer, before);
  write_seal (writer, after);
}

/**
 * qh_entry_body_compare:
 * @before: (nullable): the record as it was, %NULL when it was not there
 * @sealed_before: (nullable): its seal
 * @after: (nullable): the record as it is, %NULL when it is no more
 * @sealed_after: (nullable): its seal
 *
 * Returns: (transfer full) (nullable): what differs, encoded; %NULL when both
 *   are there and alike.
 */
GBytes *
qh_entry_body_compare (const QhRecord *before,
                       GBytes *sealed_before,
                       const QhRecord *after,
                       GBytes *sealed_after)
{
  const QhRecord *record = after != NULL ? after : before;
  const guint8 version = BODY_VERSION;
  Writer writer = { g_byte_array_sized_new (128), record->id, 0 };

  g_byte_array_append (writer.bytes, &version, 1);
  write_sealed_part (&writer, sealed_before, sealed_after);
  for (guint i = 0; i < qh_kind_get_n_fields (record->kind); i++)
    {
      const QhField *field = qh_kind_get_field (record->kind, i);
      const QhValue *was = find_value (before, i);
      const QhValue *is = find_value (after, i);

      if (field->sealed || qh_value_equal (was, is))
        continue;
      begin_field (&writer, field->id, find_tag (&writer, was), find_tag (&writer, is));
      write_value (&writer, was);
      write_value (&writer, is);
    }
  if (writer.bytes->len == 1 && before != NULL && after != NULL)
    {
      g_byte_array_unref (writer.bytes);
      return NULL;
    }
  return g_byte_array_free_to_bytes (writer.bytes);
}

/* Reading */

static guint8
read_byte (Reader *reader)
{
  if (reader->at < reader->end)
    return *reader->at++;
  reader->failed = TRUE;
  return 0;
}

static gint64
read_number (Reader *reader)
{
  guint64 zigzag = 0;
  guint8 group = 0x80;

  for (guint shift = 0; shift < 64 && (group & 0x80) != 0; shift += 7)
    {
      group = read_byte (reader);
      zigzag |= (guint64)(group & 0x7f) << shift;
    }
  if ((group & 0x80) != 0)
    reader->failed = TRUE;
  return (gint64)(zigzag >> 1) ^ -(gint64)(zigzag & 1);
}

/* Returns so many bytes from where the reader stands, or NULL. */
static const guint8 *
read_bytes (Reader *reader, gint64 size)
{
  const guint8 *bytes = reader->at;

  if (reader->failed || size < 0 || size > reader->end - reader->at)
    {
      reader->failed = TRUE;
      return NULL;
    }
  reader->at += size;
  return bytes;
}

static QhRows *
read_rows (Reader *reader)
{
  gint64 n_columns = read_number (reader);
  gint64 n_rows = read_number (reader);
  gint64 near = n_columns < 0 ? reader->record : 0;
  QhRows *rows;

  n_columns = n_columns < 0 && n_columns > -MAX_COLUMNS ? -n_columns : n_columns;

  if (reader->failed || n_columns < 1 || n_columns > MAX_COLUMNS || n_rows < 0 || n_rows > MAX_CELLS)
    {
      reader->failed = TRUE;
      return NULL;
    }
  /* A cell takes a byte at least: a forged number must not take memory. */
  if (n_rows * n_columns > reader->end - reader->at)
    {
      reader->failed = TRUE;
      return NULL;
    }
  rows = qh_rows_new ((guint)n_rows, (guint)n_columns);
  for (gint64 i = 0; i < n_rows * n_columns; i++)
    rows->cells[i]
      = (gint64)((guint64)read_number (reader) + (guint64)(i % n_columns == 0 ? near : 0));
  return rows;
}

static void
read_value (Reader *reader, guint tag, QhValue *value)
{
  const guint8 *bytes;
  guint64 real;
  gint64 size;

  value->tag = QH_VALUE_NONE;
  switch (tag)
    {
    case QH_VALUE_NONE:
      return;
    case QH_VALUE_MISSING:
    case QH_VALUE_INTEGER:
      value->integer = read_number (reader);
      break;
    case TAG_NEAR:
      value->integer = (gint64)((guint64)reader->record + (guint64)read_number (reader));
      tag = QH_VALUE_INTEGER;
      break;
    case QH_VALUE_REAL:
      bytes = read_bytes (reader, sizeof real);
      if (bytes == NULL)
        return;
      memcpy (&real, bytes, sizeof real);
      real = GUINT64_FROM_LE (real);
      memcpy (&value->real, &real, sizeof real);
      break;
    case QH_VALUE_TEXT:
      size = read_number (reader);
      bytes = read_bytes (reader, size);
      if (bytes == NULL || !g_utf8_validate_len ((const char *)bytes, (gsize)size, NULL))
        {
          reader->failed = TRUE;
          return;
        }
      value->text = g_strndup ((const char *)bytes, (gsize)size);
      break;
    case QH_VALUE_ROWS:
      value->rows = read_rows (reader);
      if (value->rows == NULL)
        return;
      break;
    default:
      reader->failed = TRUE;
      return;
    }
  value->tag = tag;
}

static GBytes *
read_seal (Reader *reader, guint tag)
{
  gint64 size = tag == TAG_SEALED ? read_number (reader) : 0;
  const guint8 *bytes;

  if (tag != TAG_SEALED)
    {
      reader->failed |= tag != 0;
      return NULL;
    }
  bytes = read_bytes (reader, size);
  return bytes != NULL ? g_bytes_new (bytes, (gsize)size) : NULL;
}

static void
read_field (Reader *reader, QhEntryBody *body)
{
  guint8 head = read_byte (reader);
  gint64 step = head >> STEP_SHIFT != 0 ? head >> STEP_SHIFT : read_number (reader);
  guint before = head & TAG_MASK;
  guint after = head >> TAG_BITS & TAG_MASK;

  reader->field = (gint64)((guint64)reader->field + (guint64)step);
  if (reader->field == SEALED_PART)
    {
      reader->failed |= body->sealed_differs;
      if (reader->failed)
        return;
      body->sealed_differs = TRUE;
      body->sealed_before = read_seal (reader, before);
      body->sealed_after = read_seal (reader, after);
    }
  else
    {
      QhFieldEdit edit = { reader->field, { QH_VALUE_NONE, { 0 } }, { QH_VALUE_NONE, { 0 } } };

      read_value (reader, before, &edit.before);
      read_value (reader, after, &edit.after);
      g_array_append_val (body->edits, edit);
    }
}

static void
clear_edit (gpointer data)
{
  QhFieldEdit *edit = data;

  qh_value_clear (&edit->before);
  qh_value_clear (&edit->after);
}

/**
 * qh_entry_body_decode:
 * @record: the id of the record that it is about
 *
 * Reads what qh_entry_body_compare() made. Whatever the bytes are, it takes no
 * more memory than in proportion to them.
 *
 * Returns: (transfer full): the fields that differ, or %NULL with %QH_ERROR_DAMAGED.
 */
QhEntryBody *
qh_entry_body_decode (gint64 record, const guint8 *data, gsize size, GError **error)
{
  g_autoptr (QhEntryBody) body = g_new0 (QhEntryBody, 1);
  Reader reader = { data, data + size, record, 0, FALSE };

  body->edits = g_array_new (FALSE, FALSE, sizeof (QhFieldEdit));
  g_array_set_clear_func (body->edits, clear_edit);
  if (read_byte (&reader) != BODY_VERSION)
    reader.failed = TRUE;
  while (!reader.failed && reader.at < reader.end)
    read_field (&reader, body);
  if (!reader.failed)
    return g_steal_pointer (&body);
  g_set_error_literal (error,
                       QH_ERROR,
                       QH_ERROR_DAMAGED,
                       _ ("An entry of the log is damaged. Restore a backup."));
  return NULL;
}

void
qh_entry_body_free (QhEntryBody *body)
{
  g_clear_pointer (&body->edits, g_array_unref);
  g_clear_pointer (&body->sealed_before, g_bytes_unref);
  g_clear_pointer (&body->sealed_after, g_bytes_unref);
  g_free (body);
}

/**
 * qh_entry_body_apply:
 * @stored: (nullable): the record as it stands
 * @kind: its kind
 * @id: its id
 * @forward: whether the fields get what they held after the change, or before it
 *
 * Fields that the kind no longer has are left out; sealed ones are the caller's.
 *
 * Returns: (transfer full): the record.
 */
QhRecord *
qh_entry_body_apply (const QhEntryBody *body,
                     const QhRecord *stored,
                     QhKind *kind,
                     gint64 id,
                     gboolean forward)
{
  QhRecord *record = stored != NULL ? qh_record_copy (stored) : qh_record_new (kind);

  record->id = id;
  for (guint i = 0; i < body->edits->len; i++)
    {
      const QhFieldEdit *edit = &g_array_index (body->edits, QhFieldEdit, i);
      const QhField *field = qh_kind_find_field_by_id (kind, edit->field);

      if (field == NULL)
        continue;
      qh_value_clear (&record->values[field->index]);
      qh_value_copy (forward ? &edit->after : &edit->before, &record->values[field->index]);
    }
  return record;
}
