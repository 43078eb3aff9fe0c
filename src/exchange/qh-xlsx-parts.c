/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook is a zip file of XML: its parts, unpacked up to a bound, so that a
 * small file cannot fill the memory. */
#include "exchange/qh-xlsx-parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <libxml/xmlreader.h>
#include <string.h>

#include "exchange/qh-exchange-error.h"

#define MOST_UNPACKED (64 * 1024 * 1024)
#define MOST_PARTS 2000
#define BLOCK (64 * 1024)
#define WORKBOOK "xl/workbook.xml"
#define RELATIONS "xl/_rels/workbook.xml.rels"

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

static gboolean
refuse (GError **error, int code, const char *format, const char *file_name)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, QH_EXCHANGE_ERROR, code, format, file_name);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
refuse_damaged (GError **error, const char *file_name)
{
  return refuse (error,
                 QH_EXCHANGE_ERROR_MALFORMED,
                 _ ("“%s” is damaged, or no xlsx file. Open it in the spreadsheet program and save it again as xlsx or csv."),
                 file_name);
}

/* What of a workbook is read at all. */
static gboolean
is_wanted (const char *path)
{
  return path != NULL
         && (g_str_equal (path, WORKBOOK) || g_str_equal (path, RELATIONS)
             || g_str_equal (path, "xl/sharedStrings.xml") || g_str_has_prefix (path, "xl/worksheets/"))
         && (g_str_has_suffix (path, ".xml") || g_str_has_suffix (path, ".rels"));
}

static GBytes *
unpack_part (Archive *archive, gsize *left, const char *file_name, GError **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autofree guint8 *block = g_malloc (BLOCK);
  la_ssize_t n;

  while ((n = archive_read_data (archive, block, BLOCK)) > 0)
    {
      if ((gsize)n > *left)
        {
          refuse (error,
                  QH_EXCHANGE_ERROR_MALFORMED,
                  _ ("“%s” unpacks to more than 64 MB, so it is left alone. Save only the table in a new file."),
                  file_name);
          return NULL;
        }
      *left -= (gsize)n;
      g_byte_array_append (data, block, (guint)n);
    }
  if (n < 0)
    {
      refuse_damaged (error, file_name);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}

/**
 * qh_xlsx_unpack:
 * @bytes: a file
 *
 * Returns: (transfer full) (element-type utf8 GBytes): the parts that matter, by
 *   their path; %NULL with %QH_EXCHANGE_ERROR_MALFORMED where it is no workbook.
 */
GHashTable *
qh_xlsx_unpack (GBytes *bytes, const char *file_name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) parts
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  g_autoptr (Archive) archive = archive_read_new ();
  struct archive_entry *entry;
  gsize length, left = MOST_UNPACKED;
  const void *data = g_bytes_get_data (bytes, &length);
  int status;

  archive_read_support_format_zip (archive);
  if (archive_read_open_memory (archive, data, length) != ARCHIVE_OK)
    {
      refuse_damaged (error, file_name);
      return NULL;
    }
  for (guint n = 0; (status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK; n++)
    {
      const char *path = archive_entry_pathname (entry);
      GBytes *part;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (n > MOST_PARTS)
        break;
      if (!is_wanted (path))
        continue;
      part = unpack_part (archive, &left, file_name, error);
      if (part == NULL)
        return NULL;
      g_hash_table_replace (parts, g_strdup (path), part);
    }
  if (status != ARCHIVE_EOF || g_hash_table_lookup (parts, WORKBOOK) == NULL)
    {
      refuse_damaged (error, file_name);
      return NULL;
    }
  return g_steal_pointer (&parts);
}

/* Which sheet is the first */

static char *
get_attribute (xmlTextReaderPtr reader, const char *name)
{
  xmlChar *value = xmlTextReaderGetAttribute (reader, (const xmlChar *)name);
  char *copy = g_strdup ((const char *)value);

  xmlFree (value);
  return copy;
}

static gboolean
is_element (xmlTextReaderPtr reader, const char *name)
{
  return xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT
         && g_strcmp0 ((const char *)xmlTextReaderConstLocalName (reader), name) == 0;
}

static xmlTextReaderPtr
open_part (GBytes *part)
{
  gsize length;
  const char *data = g_bytes_get_data (part, &length);

  return xmlReaderForMemory (
    data, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

/* Returns: (nullable) (transfer full): the attribute @wanted of the first element @name whose @key is @value. */
static char *
find_attribute (GBytes *part, const char *name, const char *key, const char *value, const char *wanted)
{
  xmlTextReaderPtr reader = part != NULL ? open_part (part) : NULL;
  char *found = NULL;

  while (reader != NULL && found == NULL && xmlTextReaderRead (reader) == 1)
    {
      g_autofree char *own = is_element (reader, name) && key != NULL ? get_attribute (reader, key) : NULL;

      if (is_element (reader, name) && (key == NULL || g_strcmp0 (own, value) == 0))
        found = get_attribute (reader, wanted);
    }
  if (reader != NULL)
    xmlFreeTextReader (reader);
  return found;
}

/**
 * qh_xlsx_find_sheet:
 * @parts: what qh_xlsx_unpack() gave
 *
 * Returns: (transfer none): the part that is the first sheet.
 */
GBytes *
qh_xlsx_find_sheet (GHashTable *parts, const char *file_name, GError **error)
{
  g_autofree char *id = find_attribute (g_hash_table_lookup (parts, WORKBOOK), "sheet", NULL, NULL, "r:id");
  g_autofree char *target
    = id != NULL ? find_attribute (g_hash_table_lookup (parts, RELATIONS), "Relationship", "Id", id, "Target") : NULL;
  g_autofree char *path = target == NULL             ? NULL
                          : g_str_has_prefix (target, "/") ? g_strdup (target + 1)
                                                           : g_strconcat ("xl/", target, NULL);
  GBytes *sheet = path != NULL ? g_hash_table_lookup (parts, path) : NULL;

  if (sheet == NULL)
    refuse_damaged (error, file_name);
  return sheet;
}
