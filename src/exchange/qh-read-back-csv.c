/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what qh_labelled_write_csv() and qh_export_write_csv() write, and nothing else: RFC 4180 to the letter. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "exchange/qh-labelled-files.h"

#define READ_SIZE (1 << 18)
#define MARK "\xef\xbb\xbf"
#define MOST_DIGITS 15 /* that a double holds */
#define N_DATES (10000 * 12 * 31)

typedef struct
{
  QhLabelled *labelled;
  QhColumnSum *sums;
  int file;
  GByteArray *bytes; /* read and not yet taken */
  gsize at;          /* of them, the first that is not taken */
  guint column;
  guint64 rows; /* the header included */
  QhDay *days; /* of every date that there can be, those that were met */
  gboolean differs;
} Reading;

/* Bytes behind those that are there; what is taken goes. Returns whether any came. */
static gboolean
read_more (Reading *reading)
{
  gsize kept = reading->bytes->len - reading->at;
  gssize got;

  if (reading->at > 0)
    g_byte_array_remove_range (reading->bytes, 0, (guint) reading->at);
  reading->at = 0;
  g_byte_array_set_size (reading->bytes, (guint) kept + READ_SIZE);
  do
    got = read (reading->file, reading->bytes->data + kept, READ_SIZE);
  while (got < 0 && errno == EINTR);
  g_byte_array_set_size (reading->bytes, (guint) (kept + (gsize) MAX (got, 0)));
  return got > 0;
}

/* Cells */

static guint
read_digits (Reading    *reading,
             const char *digits,
             guint       n)
{
  guint number = 0;

  for (guint i = 0; i < n; i++)
    {
      reading->differs |= !g_ascii_isdigit (digits[i]);
      number = number * 10 + (guint) (digits[i] - '0');
    }
  return number;
}

/* Dates repeat: each is understood once. */
static QhDay
read_day (Reading    *reading,
          const char *cell)
{
  guint year = read_digits (reading, cell, 4), month = read_digits (reading, cell + 5, 2), day = read_digits (reading, cell + 8, 2);
  char iso[QH_DAY_ISO_SIZE] = { 0 };
  QhDay *found;

  reading->differs |= cell[4] != '-' || cell[7] != '-' || month < 1 || month > 12 || day < 1 || day > 31;
  if (reading->differs)
    return QH_NO_DAY;
  if (reading->days == NULL)
    reading->days = g_new0 (QhDay, N_DATES);
  found = &reading->days[(year * 12 + month - 1) * 31 + day - 1];
  if (*found == QH_NO_DAY)
    {
      memcpy (iso, cell, QH_DAY_ISO_SIZE - 1);
      *found = qh_day_from_iso (iso);
    }
  return *found;
}

/* A byte that is no number's stands behind every cell. */
static double
read_number (Reading                  *reading,
             const QhLabelledVariable *variable,
             const char               *cell,
             gsize                     length)
{
  char *end = NULL;
  double number;

  if (variable->type == QH_LABELLED_DAY && length == QH_DAY_ISO_SIZE - 1 && cell[0] != '-')
    return read_day (reading, cell);
  if (variable->type == QH_LABELLED_TIME && length == 5 && cell[2] == ':')
    return read_digits (reading, cell, 2) * 60 + read_digits (reading, cell + 3, 2);
  number = g_ascii_strtod (cell, &end);
  reading->differs |= end != cell + length;
  return number;
}

static void
add_number (QhColumnSum              *sum,
            const QhLabelledVariable *variable,
            double                    number)
{
  double kind = variable->missing_base - number;

  if (variable->may_miss && kind >= 1 && kind <= QH_N_MISSING)
    {
      sum->missing[(guint) kind]++;
      return;
    }
  sum->n++;
  sum->sum += number;
}

static void
take_cell (Reading    *reading,
           const char *cell,
           gsize       length)
{
  const QhLabelledVariable *variable;
  QhColumnSum *sum = &reading->sums[reading->column];

  if (reading->column >= reading->labelled->variables->len)
    {
      reading->differs = TRUE;
      return;
    }
  variable = g_ptr_array_index (reading->labelled->variables, reading->column++);
  if (reading->rows == 0)
    reading->differs |= strlen (variable->name) != length || memcmp (variable->name, cell, length) != 0;
  else if (length == 0)
    return;
  else if (variable->type == QH_LABELLED_TEXT)
    {
      sum->n++;
      sum->sum += (double) length;
    }
  else
    add_number (sum, variable, read_number (reading, variable, cell, length));
}

static void
end_row (Reading *reading)
{
  reading->differs |= reading->column != reading->labelled->variables->len;
  reading->column = 0;
  reading->rows++;
}

/* A cell without quotes that is a whole number, as most are, in one go: returns
 * where it ends, or NULL where it is something else. */
static const char *
take_whole (Reading    *reading,
            const char *at,
            const char *end)
{
  gboolean negative = *at == '-';
  const char *digits = at + negative, *digit = digits;
  const QhLabelledVariable *variable;
  gint64 number = 0;

  for (; digit < end && (guchar) (*digit - '0') < 10; digit++)
    number = number * 10 + (*digit - '0');
  if (digit == end || digit == digits || digit - digits > MOST_DIGITS || (*digit != ',' && *digit != '\r') || reading->rows == 0
      || reading->column >= reading->labelled->variables->len)
    return NULL;
  variable = g_ptr_array_index (reading->labelled->variables, reading->column);
  if (variable->type == QH_LABELLED_TEXT)
    return NULL;
  add_number (&reading->sums[reading->column++], variable, (double) (negative ? -number : number));
  return digit;
}

/* What stands above a column, with its doubled quotes made one. */
static void
take_quoted_name (Reading    *reading,
                  const char *cell,
                  gsize       length)
{
  g_autoptr (GString) name = g_string_new_len (cell, (gssize) length);

  g_string_replace (name, "\"\"", "\"", 0);
  take_cell (reading, name->str, name->len);
}

/* A cell in quotes: returns where it ends, or NULL where that and a byte more is not read yet. */
static const char *
take_quoted (Reading    *reading,
             const char *at,
             const char *end)
{
  gsize doubled = 0;

  for (const char *quote = at + 1; quote < end && (quote = memchr (quote, '"', (gsize) (end - quote))) != NULL && quote + 2 < end;
       quote += 2, doubled++)
    if (quote[1] != '"')
      {
        if (doubled > 0 && reading->rows == 0)
          take_quoted_name (reading, at + 1, (gsize) (quote - at - 1));
        else /* a text is but measured, so its doubled quotes need not be taken out */
          take_cell (reading, at + 1, (gsize) (quote - at - 1) - doubled);
        return quote + 1;
      }
  return NULL;
}

/* Takes the cells that are there in whole, with what ends them. */
static void
take_cells (Reading *reading)
{
  const char *begin = (const char *) reading->bytes->data, *end = begin + reading->bytes->len, *at = begin + reading->at;

  while (at < end && !reading->differs)
    {
      const char *stop = take_whole (reading, at, end - 1);

      if (stop == NULL && *at == '"')
        stop = take_quoted (reading, at, end);
      else if (stop == NULL)
        {
          for (stop = at; stop < end && *stop != ',' && *stop != '\r'; stop++)
            ;
          if (stop + 1 >= end)
            break; /* the rest of it is still to come */
          take_cell (reading, at, (gsize) (stop - at));
        }
      if (stop == NULL)
        break;
      at = stop + 1;
      if (*stop == '\r')
        {
          reading->differs |= *at != '\n';
          at++;
          end_row (reading);
        }
      else
        reading->differs |= *stop != ',';
      reading->at = (gsize) (at - begin);
    }
}

/* The mark by which some programs know UTF-8 is no part of the first cell. */
static void
skip_mark (Reading *reading)
{
  if (reading->bytes->len >= strlen (MARK) && memcmp (reading->bytes->data, MARK, strlen (MARK)) == 0)
    reading->at = strlen (MARK);
}

/**
 * qh_read_back_csv:
 * @labelled: only its variables are looked at
 *
 * Reads a csv that this room wrote.
 */
gboolean
qh_read_back_csv (const char   *path,
                  QhLabelled   *labelled,
                  QhColumnSum  *sums,
                  guint64      *rows,
                  GCancellable *cancellable,
                  GError      **error)
{
  Reading reading = { .labelled = labelled, .sums = sums, .file = open (path, O_RDONLY | O_CLOEXEC) };

  reading.bytes = g_byte_array_new ();
  if (reading.file >= 0 && read_more (&reading))
    {
      skip_mark (&reading);
      take_cells (&reading);
    }
  while (reading.file >= 0 && !reading.differs && !g_cancellable_is_cancelled (cancellable) && read_more (&reading))
    take_cells (&reading);
  reading.differs |= reading.file < 0 || reading.at != reading.bytes->len || reading.column != 0 || reading.rows == 0;
  if (reading.file >= 0)
    close (reading.file);
  g_byte_array_unref (reading.bytes);
  g_free (reading.days);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  *rows = reading.rows - (reading.rows > 0);
  if (!reading.differs)
    return TRUE;
  g_set_error_literal (error, QH_ERROR, QH_ERROR_FAILED,
                       _("The csv that was written does not read back as it was meant, so it was not kept. Export again."));
  return FALSE;
}
