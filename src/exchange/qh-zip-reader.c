/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-zip-reader.h"

#include <string.h>

#define END_SIZE 22
#define ENTRY_SIZE 46
#define LOCAL_SIZE 30
#define END_64_SIZE 56
#define LOCATOR_SIZE 20
#define ZIP_64 1 /* the extra field with sizes and places past 4 GiB */
#define STORED 0
#define DEFLATED 8
#define OUTPUT_SIZE (1 << 16)

struct _QhZipReader
{
  GMappedFile *file;
  const guint8 *bytes;
  guint64 length;
  guint64 contents; /* where the list of contents begins */
};

/* One file in the zip. */
typedef struct
{
  guint method;
  guint64 packed;
  guint64 at; /* of its own header */
} Entry;

/* Little-endian numbers; 0 past the end. */
static guint64
get (const QhZipReader *self,
     guint64            at,
     guint              size)
{
  guint64 number = 0;

  if (at > self->length || self->length - at < size)
    return 0;
  while (size-- > 0)
    number = number << 8 | self->bytes[at + size];
  return number;
}

static gboolean
is_at (const QhZipReader *self,
       guint64            at,
       const char         mark[2])
{
  return at + 4 <= self->length && memcmp (self->bytes + at, "PK", 2) == 0 && memcmp (self->bytes + at + 2, mark, 2) == 0;
}

static gboolean
find_contents (QhZipReader *self)
{
  guint64 end = self->length - END_SIZE, locator = end - LOCATOR_SIZE;

  if (self->length < END_SIZE || !is_at (self, end, "\5\6"))
    return FALSE;
  self->contents = get (self, end + 16, 4);
  if (self->contents == G_MAXUINT32 && self->length >= END_SIZE + LOCATOR_SIZE && is_at (self, locator, "\6\7"))
    self->contents = get (self, get (self, locator + 8, 8) + 48, 8);
  return is_at (self, self->contents, "\1\2");
}

/**
 * qh_zip_reader_open:
 *
 * Returns: (transfer full) (nullable): a zip, without a comment at its end, to be
 *   read; %NULL where the file is none.
 */
QhZipReader *
qh_zip_reader_open (const char *path)
{
  GMappedFile *file = g_mapped_file_new (path, FALSE, NULL);
  QhZipReader *self;

  if (file == NULL)
    return NULL;
  self = g_new0 (QhZipReader, 1);
  self->file = file;
  self->bytes = (const guint8 *) g_mapped_file_get_contents (file);
  self->length = g_mapped_file_get_length (file);
  if (find_contents (self))
    return self;
  qh_zip_reader_free (self);
  return NULL;
}

void
qh_zip_reader_free (QhZipReader *self)
{
  g_mapped_file_unref (self->file);
  g_free (self);
}

/* What has no room in four bytes stands in an extra field: the size, the packed
 * size and the place, those of the three that are missing. */
static void
read_zip_64 (const QhZipReader *self,
             guint64            at,
             guint64            end,
             gboolean           skips_size,
             Entry             *entry)
{
  while (at + 4 <= end && get (self, at, 2) != ZIP_64)
    at += 4 + get (self, at + 2, 2);
  if (at + 4 > end)
    return;
  at += skips_size ? 12 : 4;
  if (entry->packed == G_MAXUINT32)
    {
      entry->packed = get (self, at, 8);
      at += 8;
    }
  if (entry->at == G_MAXUINT32)
    entry->at = get (self, at, 8);
}

static gboolean
find_entry (const QhZipReader *self,
            const char        *name,
            Entry             *entry)
{
  for (guint64 at = self->contents; is_at (self, at, "\1\2");)
    {
      guint64 length = get (self, at + 28, 2), extra = get (self, at + 30, 2);
      guint64 next = at + ENTRY_SIZE + length + extra + get (self, at + 32, 2);

      if (next > self->length)
        return FALSE;
      if (length == strlen (name) && memcmp (self->bytes + at + ENTRY_SIZE, name, length) == 0)
        {
          *entry = (Entry) { (guint) get (self, at + 10, 2), get (self, at + 20, 4), get (self, at + 42, 4) };
          read_zip_64 (self, at + ENTRY_SIZE + length, at + ENTRY_SIZE + length + extra, get (self, at + 24, 4) == G_MAXUINT32, entry);
          return TRUE;
        }
      at = next;
    }
  return FALSE;
}

static gboolean
inflate_to (const guint8 *packed,
            gsize         length,
            QhZipChunk    chunk,
            gpointer      user_data)
{
  g_autoptr (GConverter) inflater = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW));
  g_autofree char *output = g_malloc (OUTPUT_SIZE);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED)
    {
      gsize used = 0, made = 0;

      result = g_converter_convert (inflater, packed, length, output, OUTPUT_SIZE, G_CONVERTER_INPUT_AT_END, &used, &made, NULL);
      if (result == G_CONVERTER_ERROR || (made > 0 && !chunk (output, made, user_data)))
        return FALSE;
      packed += used, length -= used;
    }
  return result == G_CONVERTER_FINISHED;
}

/**
 * qh_zip_reader_read:
 * @name: of a file in the zip
 * @chunk: gets its bytes, part by part
 *
 * Returns: whether there is such a file, and all of it was handed over.
 */
gboolean
qh_zip_reader_read (QhZipReader *self,
                    const char  *name,
                    QhZipChunk   chunk,
                    gpointer     user_data)
{
  Entry entry;
  guint64 at;

  if (!find_entry (self, name, &entry) || !is_at (self, entry.at, "\3\4"))
    return FALSE;
  at = entry.at + LOCAL_SIZE + get (self, entry.at + 26, 2) + get (self, entry.at + 28, 2);
  if (at > self->length || entry.packed > self->length - at)
    return FALSE;
  if (entry.method == STORED)
    return chunk ((const char *) self->bytes + at, entry.packed, user_data);
  return entry.method == DEFLATED && inflate_to (self->bytes + at, entry.packed, chunk, user_data);
}
