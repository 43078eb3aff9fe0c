/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/rights/qh-keep-editor.h"

#include <glib/gi18n-lib.h>

#include "store/qh-retention.h"
#include "ui/qh-dialogs.h"
#include "ui/settings/qh-editor.h"

static const int years[] = { 1, 2, 5, 10 };

/* What is typed, and what it is about. */
typedef struct
{
  QhStore *store;
  GWeakRef from;
  guint kind;
  gint64 id;
  GtkWidget *until;
  GtkWidget *reason;
  QhKept kept;
} Keep;

static void
keep_free (gpointer data, GClosure *closure)
{
  Keep *keep = data;

  g_weak_ref_clear (&keep->from);
  g_object_unref (keep->store);
  g_free (keep);
}

/* What is written, on a worker */

typedef struct
{
  QhStore *store;
  guint kind;
  gint64 id;
  QhDay until;
  char *reason;
  GtkWidget *from;
  QhKept kept;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_object_unref (write->store);
  g_object_unref (write->from);
  g_free (write->reason);
  g_free (write);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Write *write = data;
  GError *error = NULL;

  if (qh_retention_keep (write->store, write->kind, write->id, write->until, write->reason, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  const Write *write = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    qh_dialog_error (write->from, _ ("It is not kept longer"), error);
  else
    {
      g_autofree char *day = qh_day_format (write->until, C_ ("date", "%-d %b %Y"));
      /* Translators: %s is a date */
      g_autofree char *text = g_strdup_printf (_ ("Kept until %s."), day);

      qh_toast_show (write->from, text);
      write->kept (write->from);
    }
}

static void
save_cb (QhEditor *editor, Keep *keep)
{
  g_autofree char *reason = qh_editor_get_text (keep->reason);
  g_autoptr (GtkWidget) from = g_weak_ref_get (&keep->from);
  g_autoptr (GTask) task = NULL;
  Write *write;

  if (reason[0] == '\0')
    {
      qh_editor_refuse (
        editor, keep->reason, _ ("Say why it is kept longer: the log keeps the reason."));
      return;
    }
  if (from != NULL)
    {
      write = g_new0 (Write, 1);
      write->store = g_object_ref (keep->store);
      write->from = g_object_ref (from);
      write->kind = keep->kind;
      write->id = keep->id;
      write->kept = keep->kept;
      write->reason = g_steal_pointer (&reason);
      write->until = qh_day_add_months (
        qh_day_today (), 12 * years[adw_combo_row_get_selected (ADW_COMBO_ROW (keep->until))]);
      task = g_task_new (NULL, NULL, written_cb, NULL);
      g_task_set_task_data (task, write, write_free);
      g_task_run_in_thread (task, write_in_thread);
    }
  gtk_window_destroy (GTK_WINDOW (editor));
}

/**
 * qh_keep_editor_open:
 * @from: the widget that asks, which says what was done
 * @kind: of the record that is due
 * @id: the record's
 *
 * Asks until when a record is kept longer, and why.
 */
void
qh_keep_editor_open (GtkWidget *from, QhSession *session, guint kind, gint64 id, QhKept kept)
{
  QhStore *store = qh_session_get_store (session);
  QhEditor *editor = qh_editor_new (from, _ ("Keep Longer"), store);
  g_auto (GStrv) labels = g_new0 (char *, G_N_ELEMENTS (years) + 1);
  Keep *keep = g_new0 (Keep, 1);

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    labels[i] = g_strdup_printf (ngettext ("%d more year", "%d more years", years[i]), years[i]);
  g_weak_ref_init (&keep->from, from);
  keep->store = g_object_ref (store);
  keep->kind = kind;
  keep->id = id;
  keep->kept = kept;
  qh_editor_add_group (editor, NULL, _ ("Then it is due again. The reason stands in the log."));
  keep->until = qh_editor_add_choice (editor, _ ("For _how long"), (const char *const *)labels, 0);
  keep->reason = qh_editor_add_entry (editor, _ ("_Why, for the log; write no name"), NULL);
  g_signal_connect_data (editor, "save", G_CALLBACK (save_cb), keep, keep_free, 0);
  gtk_window_present (GTK_WINDOW (editor));
}
