/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-zip-reader.h"

#include <archive.h>
#include <archive_entry.h>

#define BLOCK_SIZE (1 << 16)

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_read_free)

static gboolean
find_entry (Archive *archive, const char *name)
{
  struct archive_entry *entry;

  while (archive_read_next_header (archive, &entry) == ARCHIVE_OK)
    if (g_strcmp0 (archive_entry_pathname (entry), name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * qh_zip_read:
 * @path: a zip file
 * @name: of a file in it
 * @chunk: gets its bytes, part by part
 *
 * Returns: whether there is such a file, and all of it was handed over.
 */
gboolean
qh_zip_read (const char *path, const char *name, QhZipChunk chunk, gpointer user_data)
{
  g_autoptr (Archive) archive = archive_read_new ();
  g_autofree char *block = g_malloc (BLOCK_SIZE);
  la_ssize_t n;

  archive_read_support_format_zip (archive);
  if (archive_read_open_filename (archive, path, BLOCK_SIZE) != ARCHIVE_OK || !find_entry (archive, name))
    return FALSE;
  while ((n = archive_read_data (archive, block, BLOCK_SIZE)) > 0)
    if (!chunk (block, (gsize)n, user_data))
      return FALSE;
  return n == 0;
}
