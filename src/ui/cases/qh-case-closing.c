/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closing a case: why. */
#include "ui/cases/qh-case-closing.h"

#include <glib/gi18n-lib.h>

#include "ui/cases/qh-case-words.h"
#include "ui/settings/qh-editor.h"

typedef struct
{
  QhSession *session;
  QhRecord *record; /* the case, as it was */
  GtkWidget *reason;
  GArray *reasons; /* ids, in the order of the choice; after "not chosen" */
} Closing;

static void
closing_free (gpointer  data,
              GClosure *closure)
{
  Closing *closing = data;

  g_object_unref (closing->session);
  qh_record_free (closing->record);
  g_array_unref (closing->reasons);
  g_free (closing);
}

/* One change, that Undo takes back. */
static void
save_cb (QhEditor *editor,
         Closing  *closing)
{
  guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (closing->reason));
  QhRecord *record;
  QhChange *change;

  if (chosen == 0 || chosen > closing->reasons->len)
    {
      qh_editor_refuse (editor, closing->reason, _("Choose why the case is closed."));
      return;
    }
  record = qh_record_copy (closing->record);
  qh_record_set_integer (record, "status", qh_case_find_status (closing->session, QH_STATUS_CLOSED));
  qh_record_set_integer (record, "closed", qh_day_today ());
  qh_record_set_integer (record, "closing_reason", g_array_index (closing->reasons, gint64, chosen - 1));
  change = qh_change_new ();
  qh_change_put (change, record);
  qh_editor_apply (editor, change, _("Case closed"));
}

static void
add_reasons (QhEditor *editor,
             Closing  *closing,
             QhStore  *store)
{
  g_autoptr (QhCatalogues) catalogues = qh_store_ref_catalogues (store);
  GPtrArray *entries = qh_catalogues_list (catalogues, "closing_reason");
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_ptr_array_add (labels, (char *) _("Not chosen"));
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const QhEntry *entry = g_ptr_array_index (entries, i);

      if (entry->retired)
        continue;
      g_array_append_val (closing->reasons, entry->id);
      g_ptr_array_add (labels, (char *) qh_entry_get_label (entry, qh_store_get_language (store)));
    }
  g_ptr_array_add (labels, NULL);
  closing->reason = qh_editor_add_choice (editor, _("_Reason"), (const char *const *) labels->pdata, 0);
}

/**
 * qh_case_closing_open:
 * @from: the widget that opens it
 *
 * Asks why a case is closed, and closes it today.
 *
 * Returns: (transfer none): the window.
 */
GtkWindow *
qh_case_closing_open (GtkWidget  *from,
                      QhCaseFile *file)
{
  QhSession *session = qh_case_file_get_session (file);
  QhStore *store = qh_session_get_store (session);
  QhEditor *editor = qh_editor_new (from, _("Close the Case"), store);
  Closing *closing = g_new0 (Closing, 1);

  closing->session = g_object_ref (session);
  closing->record = qh_record_copy (qh_case_file_get_record (file));
  closing->reasons = g_array_new (FALSE, FALSE, sizeof (gint64));
  add_reasons (editor, closing, store);
  g_signal_connect_data (editor, "save", G_CALLBACK (save_cb), closing, closing_free, 0);
  gtk_window_present (GTK_WINDOW (editor));
  return GTK_WINDOW (editor);
}
