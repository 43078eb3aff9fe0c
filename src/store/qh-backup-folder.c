/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups in a folder: their names, which of them are kept, and beside them the
 * file that tells where the log stood at each. */
#include "store/qh-backup-folder.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/qh-backup-private.h"

#define SUFFIX ".quehacer-backup"
#define HEADS "heads"

/* What stands after the date in the name of a backup that is not the day's, and what is said. */
static const struct
{
  const char *name;
  const char *label;
} reasons[QH_N_BACKUP_REASONS] = {
  [QH_BACKUP_DAILY] = { "daily", N_ ("Daily") },
  [QH_BACKUP_BY_HAND] = { "manual", N_ ("By hand") },
  [QH_BACKUP_BEFORE_IMPORT] = { "import", N_ ("Before an import") },
  [QH_BACKUP_BEFORE_UPDATE] = { "update", N_ ("Before an update") },
  [QH_BACKUP_BEFORE_RESTORE] = { "restore", N_ ("Before restoring") },
};

/**
 * qh_backup_reason_get_name:
 *
 * Returns: why a backup was made, in one word that is never translated.
 */
const char *
qh_backup_reason_get_name (QhBackupReason reason)
{
  g_return_val_if_fail (reason < QH_N_BACKUP_REASONS, "");

  return reasons[reason].name;
}

/**
 * qh_backup_reason_describe:
 *
 * Returns: why a backup was made, in words.
 */
const char *
qh_backup_reason_describe (QhBackupReason reason)
{
  g_return_val_if_fail (reason < QH_N_BACKUP_REASONS, "");

  return _ (reasons[reason].label);
}

static char *
make_name (const char *workspace)
{
  char *name = g_path_get_basename (workspace);

  if (g_str_has_suffix (name, ".quehacer"))
    name[strlen (name) - strlen (".quehacer")] = '\0';
  return name;
}

/**
 * qh_backup_make_path:
 * @workspace: path of the workspace
 * @made: when, in seconds of UTC
 *
 * Returns: (transfer full): a path in @folder where no backup stands yet.
 */
char *
qh_backup_make_path (const char *folder, const char *workspace, gint64 made, QhBackupReason reason)
{
  g_autofree char *name = make_name (workspace);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (made);
  g_autofree char *stamp = g_date_time_format (time, "%Y%m%d-%H%M");

  const char *why = reason != QH_BACKUP_DAILY ? reasons[reason].name : NULL;
  const char *dash = why != NULL ? "-" : "";

  for (guint again = 1;; again++)
    {
      g_autofree char *more = again > 1 ? g_strdup_printf ("-%u", again) : g_strdup ("");
      g_autofree char *file
        = g_strconcat (name, "-", stamp, dash, why != NULL ? why : "", more, SUFFIX, NULL);
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
        return g_steal_pointer (&path);
    }
}

/* Whether a file's name is that of a backup of the workspace called @name: what
 * stands between both ends begins with a date, so that "a-b" is not taken for "a". */
static gboolean
is_backup_of (const char *file, const char *name)
{
  const char *stamp = file + strlen (name);

  if (!g_str_has_suffix (file, SUFFIX) || !g_str_has_prefix (file, name) || *stamp++ != '-')
    return FALSE;
  for (guint i = 0; i < strlen ("YYYYmmdd-HHMM"); i++)
    if (i == 8 ? stamp[i] != '-' : !g_ascii_isdigit (stamp[i]))
      return FALSE;
  return TRUE;
}

/* @file is the name of a backup of the workspace called @name. */
static QhBackupReason
find_reason (const char *file, const char *name)
{
  const char *rest = file + strlen (name) + strlen ("-YYYYmmdd-HHMM");

  for (guint reason = 0; reason < QH_N_BACKUP_REASONS; reason++)
    if (rest[0] == '-' && g_str_has_prefix (rest + 1, reasons[reason].name))
      return reason;
  return QH_BACKUP_DAILY;
}

/* When a backup was made, as its name says. */
static gint64
find_made (const char *file, const char *name)
{
  int year, month, day, hour, minute;
  g_autoptr (GDateTime) time = NULL;

  if (sscanf (file + strlen (name), "-%4d%2d%2d-%2d%2d", &year, &month, &day, &hour, &minute) == 5)
    time = g_date_time_new_local (year, month, day, hour, minute, 0);
  return time != NULL ? g_date_time_to_unix (time) : 0;
}

static QhBackupInfo *
read_info (const char *path, const char *file, const char *name)
{
  g_autoptr (QhBackupReader) reader = qh_backup_reader_open (path, NULL);
  const QhBackupHeader *header = reader != NULL ? qh_backup_reader_get_header (reader) : NULL;
  QhBackupInfo *info = g_new0 (QhBackupInfo, 1);
  GStatBuf status;

  info->path = g_strdup (path);
  info->made = header != NULL ? header->made : find_made (file, name);
  info->reason = find_reason (file, name);
  info->size = g_stat (path, &status) == 0 ? (guint64)status.st_size : 0;
  info->tag = header != NULL ? g_bytes_ref (header->tag) : NULL;
  return info;
}

void
qh_backup_info_free (QhBackupInfo *info)
{
  g_clear_pointer (&info->tag, g_bytes_unref);
  g_free (info->path);
  g_free (info);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const QhBackupInfo *first = *(QhBackupInfo *const *)a, *second = *(QhBackupInfo *const *)b;

  gsize first_length = strlen (first->path), second_length = strlen (second->path);

  if (first->made != second->made)
    return first->made > second->made ? -1 : 1;
  /* Of one second: "…-2335", "…-2335-2", …, "…-2335-10". */
  if (first_length != second_length)
    return first_length > second_length ? -1 : 1;
  return g_strcmp0 (second->path, first->path);
}

/**
 * qh_backup_list_all:
 * @workspace: path of the workspace; only its file name is looked at
 *
 * Returns: (transfer full) (element-type QhBackupInfo): the files in @folder
 *   that are named as backups of @workspace, newest first, also those that are
 *   damaged; %NULL when the folder cannot be read.
 */
GPtrArray *
qh_backup_list_all (const char *folder, const char *workspace, GError **error)
{
  g_autofree char *name = make_name (workspace);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &reason);
  GPtrArray *infos;
  const char *file;

  if (dir == NULL)
    {
      g_set_error (error,
                   QH_ERROR,
                   QH_ERROR_NOT_FOUND,
                   _ ("The folder of backups “%s” cannot be read: %s. Connect its drive or choose "
                      "another folder."),
                   folder,
                   reason->message);
      return NULL;
    }
  infos = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_backup_info_free);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);

      if (is_backup_of (file, name))
        g_ptr_array_add (infos, read_info (path, file, name));
    }
  g_ptr_array_sort (infos, compare_newest_first);
  return infos;
}

/**
 * qh_backup_list:
 *
 * Returns: (transfer full) (element-type QhBackupInfo): as qh_backup_list_all(),
 *   without those whose beginning is damaged.
 */
GPtrArray *
qh_backup_list (const char *folder, const char *workspace, GError **error)
{
  GPtrArray *infos = qh_backup_list_all (folder, workspace, error);

  for (guint i = infos != NULL ? infos->len : 0; i > 0; i--)
    if (((QhBackupInfo *)g_ptr_array_index (infos, i - 1))->tag == NULL)
      g_ptr_array_remove_index (infos, i - 1);
  return infos;
}

/* Keeping */

typedef enum
{
  PERIOD_DAY,
  PERIOD_WEEK,
  PERIOD_MONTH,
  N_PERIODS,
} Period;

/* The number of the local day, week (from Monday) or month. */
static gint64
number_period (gint64 made, Period period)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (made);
  GDate date;
  int year, month, day;

  if (time == NULL)
    return 0;
  g_date_time_get_ymd (time, &year, &month, &day);
  if (period == PERIOD_MONTH)
    return (gint64)year * 12 + month;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  /* Day 1 of GDate is a Monday. */
  return period == PERIOD_DAY ? g_date_get_julian (&date) : (g_date_get_julian (&date) - 1) / 7;
}

/**
 * qh_backup_rule_apply:
 * @made: (array length=n): when backups were made, newest first
 * @keep: (out) (array length=n): which of them are kept
 *
 * Keeps the newest of each of the last days, weeks and months of which there
 * are backups, and always the newest of all.
 */
void
qh_backup_rule_apply (const QhBackupRule *rule, const gint64 *made, guint n, gboolean *keep)
{
  const guint limits[N_PERIODS] = { rule->days, rule->weeks, rule->months };

  for (guint i = 0; i < n; i++)
    keep[i] = i == 0;
  for (guint period = 0; period < N_PERIODS; period++)
    {
      guint kept = 0;
      gint64 last = 0;

      for (guint i = 0; i < n && kept < limits[period]; i++)
        {
          gint64 number = number_period (made[i], period);

          if (kept > 0 && number == last)
            continue;
          last = number;
          keep[i] = TRUE;
          kept++;
        }
    }
}

/* One made before an import or the like stays through its day: it is the way back. */
static gboolean
is_way_back (const QhBackupInfo *info, const QhBackupInfo *newest)
{
  return info->reason != QH_BACKUP_DAILY && info->reason != QH_BACKUP_BY_HAND
         && number_period (info->made, PERIOD_DAY) == number_period (newest->made, PERIOD_DAY);
}

/**
 * qh_backup_prune:
 * @newest: the backup that was just made and verified: it stays in any case
 * @tag: of the workspace; backups of others that bear the same name are left alone
 *
 * Removes the backups that the rule does not keep. What cannot be removed stays
 * until the next time.
 */
void
qh_backup_prune (const char *newest, const char *workspace, GBytes *tag, const QhBackupRule *rule)
{
  g_autofree char *folder = g_path_get_dirname (newest);
  g_autoptr (GPtrArray) infos = qh_backup_list (folder, workspace, NULL);
  g_autofree gint64 *made = NULL;
  g_autofree gboolean *keep = NULL;

  for (guint i = infos != NULL ? infos->len : 0; i > 0; i--)
    if (!g_bytes_equal (((QhBackupInfo *)g_ptr_array_index (infos, i - 1))->tag, tag))
      g_ptr_array_remove_index (infos, i - 1);
  if (infos == NULL || infos->len == 0)
    return;
  made = g_new (gint64, infos->len);
  keep = g_new (gboolean, infos->len);
  for (guint i = 0; i < infos->len; i++)
    made[i] = ((QhBackupInfo *)g_ptr_array_index (infos, i))->made;
  qh_backup_rule_apply (rule, made, infos->len, keep);
  for (guint i = 0; i < infos->len; i++)
    {
      const QhBackupInfo *info = g_ptr_array_index (infos, i);

      if (!keep[i] && !is_way_back (info, g_ptr_array_index (infos, 0))
          && !g_str_equal (info->path, newest))
        g_unlink (info->path);
    }
}

/* Heads: a line a backup: time, sequence, hash in hexadecimal, file. */

void
qh_backup_head_free (QhBackupHead *head)
{
  g_clear_pointer (&head->hash, g_bytes_unref);
  g_free (head->file);
  g_free (head);
}

static GBytes *
parse_hex (const char *text)
{
  gsize length = strlen (text);
  g_autofree guint8 *bytes = g_malloc (length / 2 + 1);

  if (length == 0 || length % 2 != 0)
    return NULL;
  for (gsize i = 0; i < length; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return NULL;
      bytes[i / 2] = (guint8)(i % 2 == 0 ? digit << 4 : bytes[i / 2] | digit);
    }
  return g_bytes_new (bytes, length / 2);
}

static QhBackupHead *
parse_head (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 4);
  g_autoptr (GDateTime) time = NULL;
  QhBackupHead *head;
  gint64 sequence;

  if (g_strv_length (parts) != 4 || parts[3][0] == '\0'
      || !g_ascii_string_to_signed (parts[1], 10, 0, G_MAXINT64, &sequence, NULL))
    return NULL;
  time = g_date_time_new_from_iso8601 (parts[0], NULL);
  if (time == NULL)
    return NULL;
  head = g_new0 (QhBackupHead, 1);
  head->time = g_date_time_to_unix (time);
  head->sequence = sequence;
  head->hash = parse_hex (parts[2]);
  head->file = g_strdup (parts[3]);
  return head;
}

static void
append_head (GString *text, const QhBackupHead *head)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (head->time);
  g_autofree char *stamp = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
  gsize size = 0;
  const guint8 *hash = head->hash != NULL ? g_bytes_get_data (head->hash, &size) : NULL;

  g_string_append_printf (text, "%s %" PRId64 " ", stamp, head->sequence);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", hash[i]);
  g_string_append_printf (text, "%s %s\n", size == 0 ? "-" : "", head->file);
}

/**
 * qh_backup_read_heads:
 *
 * Returns: (transfer full) (element-type QhBackupHead): where the log stood at
 *   each backup in @folder, in the order in which they were made; empty when
 *   there are none.
 */
GPtrArray *
qh_backup_read_heads (const char *folder)
{
  GPtrArray *heads = g_ptr_array_new_with_free_func ((GDestroyNotify)qh_backup_head_free);
  g_autofree char *path = g_build_filename (folder, HEADS, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return heads;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      QhBackupHead *head = parse_head (lines[i]);

      if (head != NULL)
        g_ptr_array_add (heads, head);
    }
  return heads;
}

/**
 * qh_backup_write_small_file:
 *
 * Writes a text for its owner alone, in whole or not at all.
 *
 * Returns: whether it was written.
 */
gboolean
qh_backup_write_small_file (const char *path, const char *text, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (g_file_set_contents_full (path,
                                text,
                                -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0600,
                                &reason))
    return TRUE;
  g_set_error (error,
               QH_ERROR,
               QH_ERROR_PLACE,
               _ ("The file “%s” could not be written: %s."),
               path,
               reason->message);
  return FALSE;
}

/**
 * qh_backup_add_head:
 *
 * Notes where the log stood at a new backup, and forgets the lines of backups
 * that are there no more.
 *
 * Returns: whether it was written.
 */
gboolean
qh_backup_add_head (const char *folder, const QhBackupHead *head, GError **error)
{
  g_autoptr (GPtrArray) heads = qh_backup_read_heads (folder);
  g_autofree char *path = g_build_filename (folder, HEADS, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < heads->len; i++)
    {
      const QhBackupHead *earlier = g_ptr_array_index (heads, i);
      g_autofree char *file = g_build_filename (folder, earlier->file, NULL);

      if (g_file_test (file, G_FILE_TEST_EXISTS))
        append_head (text, earlier);
    }
  append_head (text, head);
  return qh_backup_write_small_file (path, text->str, error);
}
