/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-write.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"

static void
written_cb (GObject      *store,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GtkWidget) from = data;
  g_autoptr (GError) error = NULL;

  if (!qh_store_apply_finish (QH_STORE (store), result, &error) && gtk_widget_get_root (from) != NULL)
    qh_dialog_error (from, _("That could not be written"), error);
}

/**
 * qh_write:
 * @from: where it was asked for
 * @change: (transfer full): what is to be done
 *
 * Writes on a worker; only a refusal is told. Lists hear of the change from the store.
 */
void
qh_write (GtkWidget *from,
          QhStore   *store,
          QhChange  *change)
{
  qh_store_apply_async (store, change, NULL, written_cb, g_object_ref (from));
}

/**
 * qh_write_put:
 * @record: (transfer full): as for qh_change_put()
 */
void
qh_write_put (GtkWidget *from,
              QhStore   *store,
              QhRecord  *record)
{
  QhChange *change = qh_change_new ();

  qh_change_put (change, record);
  qh_write (from, store, change);
}

/**
 * qh_write_delete:
 * @record: (transfer full): as for qh_change_delete()
 */
void
qh_write_delete (GtkWidget *from,
                 QhStore   *store,
                 QhRecord  *record)
{
  QhChange *change = qh_change_new ();

  qh_change_delete (change, record);
  qh_write (from, store, change);
}
