/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-text-decoder.h"

#include "exchange/qh-exchange-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How far into a file control characters are counted. */
#define LOOK_AHEAD 65536

typedef struct
{
  const char *magic;
  gsize length;
  const char *what;
} FileMagic;

#define MAGIC(bytes, what) { bytes, sizeof (bytes) - 1, what }

static const FileMagic magics[] = {
  MAGIC ("\x89PNG\r\n\x1a\n", N_("a picture (PNG)")),
  MAGIC ("\xff\xd8\xff", N_("a picture (JPEG)")),
  MAGIC ("GIF8", N_("a picture (GIF)")),
  MAGIC ("%PDF-", N_("a PDF document")),
  MAGIC ("SQLite format 3\0", N_("a database (SQLite)")),
  MAGIC ("\x1f\x8b", N_("a compressed file (gzip)")),
  MAGIC ("Rar!", N_("a compressed file (RAR)")),
  MAGIC ("7z\xbc\xaf\x27\x1c", N_("a compressed file (7z)")),
  MAGIC ("$FL2", N_("an SPSS data file")),
  MAGIC ("\x7f" "ELF", N_("a program")),
};

static gboolean
begins_with (const char *data,
             gsize       length,
             const char *magic,
             gsize       magic_length)
{
  return length >= magic_length && memcmp (data, magic, magic_length) == 0;
}

static gboolean
contains (const char *data,
          gsize       length,
          const char *needle)
{
  return data != NULL && memmem (data, MIN (length, LOOK_AHEAD), needle, strlen (needle)) != NULL;
}

/* Both zip and the older compound format hold workbooks as well as other
 * documents; what to do about a workbook can be said. */
static const char *
recognise_container (const char *data,
                     gsize       length,
                     gboolean   *is_workbook)
{
  *is_workbook = FALSE;
  if (begins_with (data, length, "PK\x03\x04", 4))
    {
      *is_workbook = contains (data, length, "xl/")
                     || contains (data, length, "opendocument.spreadsheet")
                     || contains (data, length, "[Content_Types].xml");
      return N_("a compressed file (zip)");
    }
  if (begins_with (data, length, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
    {
      *is_workbook = TRUE;
      return N_("an Office document");
    }
  return NULL;
}

static gboolean
refuse_other_formats (const char  *data,
                      gsize        length,
                      const char  *file_name,
                      GError     **error)
{
  gboolean is_workbook;
  const char *what = recognise_container (data, length, &is_workbook);

  if (is_workbook)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_NOT_TEXT,
                   _("“%s” is a spreadsheet workbook: open it in your spreadsheet program, "
                     "save it as CSV, and import that file."), file_name);
      return FALSE;
    }
  for (guint i = 0; what == NULL && i < G_N_ELEMENTS (magics); i++)
    if (begins_with (data, length, magics[i].magic, magics[i].length))
      what = magics[i].what;
  if (what == NULL)
    return TRUE;

  g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_NOT_TEXT,
               _("“%s” is %s, not a table in text: choose a CSV file."), file_name, _(what));
  return FALSE;
}

/* One stray control character is a slip of the program that wrote the file; one
 * in a hundred means that it is no text at all. */
static gboolean
looks_binary (const char *data,
              gsize       length)
{
  gsize looked_at = MIN (length, LOOK_AHEAD);
  gsize n_controls = 0;

  if (memchr (data, '\0', length) != NULL)
    return TRUE;
  for (gsize i = 0; i < looked_at; i++)
    {
      guchar c = data[i];

      if ((c < 0x20 && strchr ("\t\n\v\f\r\x1a", c) == NULL) || c == 0x7f)
        n_controls++;
    }
  return n_controls * 100 > looked_at;
}

static guint
line_of (const char *data,
         const char *place)
{
  guint line = 1;

  for (const char *c = data; c < place; c++)
    if (*c == '\n')
      line++;
  return line;
}

/* Text in UTF-8 with a few damaged bytes, read as Windows-1252, would turn every
 * accent into two wrong letters. It has many whole sequences and few others. */
static gboolean
is_damaged_utf8 (const char  *data,
                 gsize        length,
                 const char **first_bad)
{
  const char *end = data + length;
  const char *from = data;
  gsize n_whole = 0;
  gsize n_bad = 0;

  *first_bad = NULL;
  while (from < end)
    {
      const char *stop;

      g_utf8_validate_len (from, end - from, &stop);
      for (const char *c = from; c < stop; c++)
        if (((guchar) *c & 0xc0) == 0xc0)
          n_whole++;
      if (stop == end)
        break;
      if (*first_bad == NULL)
        *first_bad = stop;
      n_bad++;
      from = stop + 1;
    }
  return n_bad > 0 && n_whole > n_bad;
}

static GBytes *
convert (const char      *data,
         gsize            length,
         const char      *from,
         const char      *file_name,
         GError         **error)
{
  g_autoptr (GError) conversion_error = NULL;
  gsize n_written = 0;
  char *text = g_convert (data, length, "UTF-8", from, NULL, &n_written, &conversion_error);

  if (text == NULL)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_ENCODING,
                   _("“%s” could not be read as %s: save it again as UTF-8 and import that file."),
                   file_name, from);
      return NULL;
    }
  if (looks_binary (text, n_written))
    {
      g_free (text);
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_NOT_TEXT,
                   _("“%s” is not a table in text: choose a CSV file."), file_name);
      return NULL;
    }
  return g_bytes_new_take (text, n_written);
}

static GBytes *
decode_utf16 (const char      *data,
              gsize            length,
              const char      *file_name,
              QhTextEncoding  *encoding,
              GError         **error)
{
  encoding->byte_order_mark = TRUE;
  encoding->name = (guchar) data[0] == 0xff ? "UTF-16LE" : "UTF-16BE";
  return convert (data + 2, length - 2, encoding->name, file_name, error);
}

static GBytes *
decode_single_byte (const char      *data,
                    gsize            length,
                    const char      *file_name,
                    QhTextEncoding  *encoding,
                    GError         **error)
{
  GBytes *text;

  encoding->name = "WINDOWS-1252";
  text = convert (data, length, encoding->name, file_name, NULL);
  if (text != NULL)
    return text;

  /* Five bytes mean nothing in Windows-1252; Latin-1 gives every byte a place. */
  encoding->name = "ISO-8859-1";
  return convert (data, length, encoding->name, file_name, error);
}

/**
 * qh_text_decode:
 * @bytes: a file's content
 * @file_name: how messages call the file
 * @encoding: (out caller-allocates): what was understood
 * @error: return location
 *
 * Turns a text file into UTF-8 without a byte order mark: UTF-8 and UTF-16 by
 * their marks, then valid UTF-8, else Windows-1252, which holds what Latin-1 has
 * in print. What is no text (a picture, a workbook, bytes of zero) is refused
 * with a sentence that says what it is.
 *
 * Returns: (transfer full): the text, without a terminating zero. Shares memory
 *   with @bytes where nothing had to be converted.
 */
GBytes *
qh_text_decode (GBytes          *bytes,
                const char      *file_name,
                QhTextEncoding  *encoding,
                GError         **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *first_bad;
  gsize mark;

  g_return_val_if_fail (encoding != NULL, NULL);

  *encoding = (QhTextEncoding) { "UTF-8", FALSE };
  if (length == 0)
    return g_bytes_ref (bytes);
  if (!refuse_other_formats (data, length, file_name, error))
    return NULL;
  if (begins_with (data, length, "\xff\xfe", 2) || begins_with (data, length, "\xfe\xff", 2))
    return decode_utf16 (data, length, file_name, encoding, error);
  if (looks_binary (data, length))
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_NOT_TEXT,
                   _("“%s” is not a table in text: choose a CSV file."), file_name);
      return NULL;
    }

  encoding->byte_order_mark = begins_with (data, length, "\xef\xbb\xbf", 3);
  mark = encoding->byte_order_mark ? 3 : 0;
  if (g_utf8_validate_len (data + mark, length - mark, NULL))
    return g_bytes_new_from_bytes (bytes, mark, length - mark);
  if (is_damaged_utf8 (data + mark, length - mark, &first_bad) || encoding->byte_order_mark)
    {
      g_set_error (error, QH_EXCHANGE_ERROR, QH_EXCHANGE_ERROR_ENCODING,
                   _("“%s” is in UTF-8 but line %u has damaged letters: correct that line, "
                     "or save the file again as UTF-8."), file_name, line_of (data, first_bad));
      return NULL;
    }
  return decode_single_byte (data, length, file_name, encoding, error);
}
