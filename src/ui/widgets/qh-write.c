/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-write.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/qh-apply.h"
#include "ui/qh-dialogs.h"

/* A write under way. The list that asked for it may be made anew as it is
 * written, so the toast is shown where it was asked for, not where it is. */
typedef struct
{
  GWeakRef from;
  GWeakRef overlay;
  char *words;
  QhWritten written;
  gpointer data;
} Write;

static void
write_free (Write *write)
{
  g_weak_ref_clear (&write->from);
  g_weak_ref_clear (&write->overlay);
  g_free (write->words);
  g_free (write);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Write, write_free)

static void
applied_cb (GObject      *store,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Write) write = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&write->from);
  g_autoptr (GtkWidget) overlay = g_weak_ref_get (&write->overlay);
  g_autoptr (GError) error = NULL;
  const QhChange *change = g_task_get_task_data (G_TASK (result));
  gboolean done = qh_store_apply_finish (QH_STORE (store), result, &error);

  if (from != NULL && write->written != NULL)
    write->written (error, write->data);
  else if (!done && overlay != NULL)
    qh_dialog_error (overlay, _("That could not be written"), error);
  if (done && overlay != NULL)
    qh_toast_show_undo (overlay, write->words, change->sequence);
}

/**
 * qh_write:
 * @from: where it was asked for
 * @change: (transfer full): what is to be done
 * @words: what the toast with Undo says once it is done
 * @written: (nullable): called when it is written or refused, unless @from is gone; where it is
 *   %NULL a refusal is told in a dialog
 *
 * Writes on a worker and offers to take it back. Lists hear of the change from the store.
 */
void
qh_write (GtkWidget  *from,
          QhStore    *store,
          QhChange   *change,
          const char *words,
          QhWritten   written,
          gpointer    data)
{
  Write *write = g_new0 (Write, 1);
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  g_weak_ref_init (&write->from, from);
  g_weak_ref_init (&write->overlay, overlay);
  write->words = g_strdup (words);
  write->written = written;
  write->data = data;
  qh_apply_async (overlay != NULL ? overlay : from, store, change, NULL, applied_cb, write);
}

/**
 * qh_write_put:
 * @record: (transfer full): as for qh_change_put()
 * @words: as for qh_write()
 */
void
qh_write_put (GtkWidget  *from,
              QhStore    *store,
              QhRecord   *record,
              const char *words)
{
  QhChange *change = qh_change_new ();

  qh_change_put (change, record);
  qh_write (from, store, change, words, NULL, NULL);
}

/* The tick says what is so. */
static void
ticked_cb (const GError *error,
           gpointer      check)
{
  guint toggled = g_signal_lookup ("toggled", GTK_TYPE_CHECK_BUTTON);

  if (error == NULL)
    return;
  g_signal_handlers_block_matched (check, G_SIGNAL_MATCH_ID, toggled, 0, NULL, NULL, NULL);
  gtk_check_button_set_active (check, !gtk_check_button_get_active (check));
  g_signal_handlers_unblock_matched (check, G_SIGNAL_MATCH_ID, toggled, 0, NULL, NULL, NULL);
  qh_dialog_error (check, _("That could not be written"), error);
}

/**
 * qh_write_tick:
 * @check: was toggled by a person; goes back if the write is refused
 * @record: (transfer full): as for qh_change_put()
 * @words: as for qh_write()
 */
void
qh_write_tick (GtkCheckButton *check,
               QhStore        *store,
               QhRecord       *record,
               const char     *words)
{
  QhChange *change = qh_change_new ();

  qh_change_put (change, record);
  qh_write (GTK_WIDGET (check), store, change, words, ticked_cb, check);
}

/**
 * qh_write_delete:
 * @record: (transfer full): as for qh_change_delete()
 * @words: as for qh_write()
 */
void
qh_write_delete (GtkWidget  *from,
                 QhStore    *store,
                 QhRecord   *record,
                 const char *words)
{
  QhChange *change = qh_change_new ();

  qh_change_delete (change, record);
  qh_write (from, store, change, words, NULL, NULL);
}
