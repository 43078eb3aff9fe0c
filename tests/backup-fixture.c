/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backup-fixture.h"

#include "store/qh-backup.h"

gint64
put_marked_activity (QhStore *store)
{
  QhRecord *activity = fixture_new_activity (store);

  qh_record_set_text (activity, "note", MARKED_NOTE);
  return fixture_put (store, activity);
}

char *
make_backup (Fixture *fixture, const char *folder)
{
  g_autoptr (GError) error = NULL;
  char *path = NULL;

  qh_backup_make (fixture->store, QH_BACKUP_BY_HAND, folder, NULL, NULL, NULL, &path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  return path;
}

char *
in_folder (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}
