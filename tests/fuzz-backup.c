/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store/qh-backup-keys.h"
#include "store/qh-backup-private.h"

/* See fuzz-main.c. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A backup from elsewhere, up to where only its own key goes on. */
static void
read_backup (const char *path, QhKeyring *keyring)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (QhBackupReader) reader = qh_backup_reader_open (path, &error);
  g_autoptr (QhDatabase) keys = NULL;
  g_autoptr (QhBackupSummary) summary = NULL;
  QhBackupSteps steps = { 0 };
  const QhBackupHeader *header;

  g_assert_true ((reader == NULL) == (error != NULL));
  if (reader == NULL)
    return;
  header = qh_backup_reader_get_header (reader);
  keys = qh_key_rows_open (header->rows, &error);
  g_assert_true ((keys == NULL) == (error != NULL));
  summary = qh_backup_summary_open (header, keyring, NULL);
  g_assert_null (summary);
  g_assert_false (qh_backup_reader_pull (reader, keyring, -1, NULL, &steps, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (QhKeyring) keyring = qh_keyring_generate ();
  int fd = memfd_create ("backup", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);

  g_assert_true (qh_backup_write_all (fd, data, size));
  read_backup (path, keyring);
  close (fd);
  return 0;
}
