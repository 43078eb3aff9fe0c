/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-audit-csv.h"

#include <inttypes.h>
#include <string.h>

#include "exchange/qh-export-private.h"
#include "store/qh-change-words.h"

/* So many changes are held at once. */
#define WINDOW 500

static char *
format_utc (gint64 milliseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (milliseconds / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

/**
 * qh_audit_dup_row:
 * @words: whether a person reads it, rather than a program
 *
 * Returns: (transfer full): the number of a change, when, who, the computer,
 *   the kind of thing, how many records, and what was done.
 */
char **
qh_audit_dup_row (QhStore           *store,
                  const QhLogChange *change,
                  gboolean           words)
{
  char **cells = g_new0 (char *, QH_AUDIT_N_COLUMNS + 1);

  cells[0] = g_strdup_printf ("%" PRId64, change->sequence);
  cells[1] = words ? qh_change_words_time (change->time) : format_utc (change->time);
  cells[2] = qh_change_words_user (store, change->user);
  cells[3] = g_strdup (change->machine != NULL ? change->machine : "");
  cells[4] = g_strdup (words ? qh_action_get_label (change->action) : qh_action_get_name (change->action));
  cells[5] = g_strdup_printf ("%" PRId64, change->n_entries);
  cells[6] = qh_log_change_describe (store, change);
  return cells;
}

static gboolean
write_change (QhStore           *store,
              const QhLogChange *change,
              GOutputStream     *stream,
              GCancellable      *cancellable,
              GError           **error)
{
  g_auto (GStrv) cells = qh_audit_dup_row (store, change, FALSE);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < QH_AUDIT_N_COLUMNS; i++)
    {
      g_autofree char *cell = qh_export_quote (cells[i]);

      g_string_append_printf (line, "%s%s", i > 0 ? "," : "", cell);
    }
  g_string_append (line, "\r\n");
  return g_output_stream_write_all (stream, line->str, line->len, NULL, cancellable, error);
}

static gboolean
write_changes (QhStore           *store,
               const QhLogFilter *filter,
               GOutputStream     *stream,
               guint64           *n_rows,
               GCancellable      *cancellable,
               GError           **error)
{
  static const char header[] = "change,time,user,machine,action,records,what\r\n";
  QhLogFilter window = *filter;
  guint n_read = WINDOW;

  if (!g_output_stream_write_all (stream, header, strlen (header), NULL, cancellable, error))
    return FALSE;
  while (n_read == WINDOW)
    {
      g_autoptr (GPtrArray) changes = qh_log_list (store, &window, WINDOW, error);

      if (changes == NULL)
        return FALSE;
      n_read = changes->len;
      for (guint i = 0; i < n_read; i++)
        {
          const QhLogChange *change = g_ptr_array_index (changes, i);

          if (!write_change (store, change, stream, cancellable, error))
            return FALSE;
          window.before = change->sequence;
        }
      *n_rows += n_read;
    }
  return TRUE;
}

/**
 * qh_audit_csv_write:
 * @file: where to; what was there is replaced once all is written
 * @n_rows: (out): how many changes were written
 *
 * Writes the changes that @filter lets through as csv, the latest first.
 *
 * Returns: whether they were written.
 */
gboolean
qh_audit_csv_write (QhStore           *store,
                    const QhLogFilter *filter,
                    GFile             *file,
                    guint64           *n_rows,
                    GCancellable      *cancellable,
                    GError           **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  g_autoptr (GCancellable) nothing = g_cancellable_new ();

  *n_rows = 0;
  if (stream == NULL)
    return FALSE;
  if (write_changes (store, filter, G_OUTPUT_STREAM (stream), n_rows, cancellable, error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);
  /* Closed as cancelled, the stream leaves the file as it was. */
  g_cancellable_cancel (nothing);
  g_output_stream_close (G_OUTPUT_STREAM (stream), nothing, NULL);
  return FALSE;
}
