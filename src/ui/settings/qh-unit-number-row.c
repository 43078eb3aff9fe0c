/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/settings/qh-unit-number-row.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"
#include "ui/settings/qh-edit-row.h"

/**
 * QhUnitNumberRow:
 *
 * A number that the unit sets for itself, to be seen and, by who may, to be changed.
 */
struct _QhUnitNumberRow
{
  AdwEntryRow parent_instance;

  QhSession *session;
  QhUnitNumber which;
};

G_DEFINE_FINAL_TYPE (QhUnitNumberRow, qh_unit_number_row, ADW_TYPE_ENTRY_ROW)

static const char *const done_words[QH_N_UNIT_NUMBERS] = {
  [QH_UNIT_SMALL_CELLS] = N_ ("Smaller figures are hidden from now on"),
  [QH_UNIT_IDLE_DAYS] = N_ ("A case is listed after so many days from now on"),
  [QH_UNIT_REFERRAL_DAYS] = N_ ("A referral is listed after so many days from now on"),
};

static void
show (QhUnitNumberRow *self)
{
  gint64 value = qh_unit_number_get (qh_session_get_store (self->session), self->which);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  qh_edit_row_set_text (ADW_ENTRY_ROW (self), text);
}

/* Writing, on a worker */

typedef struct
{
  QhUnitNumber which;
  gint64 value;
} Write;

static void
set_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Write *write = data;
  GError *error = NULL;

  if (qh_unit_number_set (source, write->which, write->value, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (QhUnitNumberRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean set = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->session == NULL)
    return;
  qh_toast_show (GTK_WIDGET (self), set ? _ (done_words[self->which]) : error->message);
  show (self);
}

static void
apply_cb (QhUnitNumberRow *self)
{
  QhStore *store = self->session != NULL ? qh_session_get_store (self->session) : NULL;
  Write write = { self->which, -1 }; /* the store says what it may be */
  g_autoptr (GTask) task = NULL;

  if (store == NULL)
    return;
  g_ascii_string_to_signed (gtk_editable_get_text (GTK_EDITABLE (self)), 10, 0, G_MAXINT32, &write.value, NULL);
  task = g_task_new (store, NULL, set_cb, g_object_ref (self));
  g_task_set_task_data (task, g_memdup2 (&write, sizeof write), g_free);
  g_task_run_in_thread (task, set_in_thread);
}

static void
qh_unit_number_row_dispose (GObject *object)
{
  g_clear_object (&QH_UNIT_NUMBER_ROW (object)->session);
  G_OBJECT_CLASS (qh_unit_number_row_parent_class)->dispose (object);
}

static void
qh_unit_number_row_class_init (QhUnitNumberRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_unit_number_row_dispose;
}

static void
qh_unit_number_row_init (QhUnitNumberRow *self)
{
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), GTK_INPUT_PURPOSE_DIGITS);
  g_signal_connect (self, "apply", G_CALLBACK (apply_cb), NULL);
}

/**
 * qh_unit_number_row_set_session:
 * @session: (nullable): the open workspace
 * @which: which number the row is of
 */
void
qh_unit_number_row_set_session (QhUnitNumberRow *self, QhSession *session, QhUnitNumber which)
{
  QhStore *store = session != NULL ? qh_session_get_store (session) : NULL;

  self->which = which;
  g_set_object (&self->session, session);
  if (store == NULL)
    {
      g_clear_object (&self->session);
      qh_edit_row_set_text (ADW_ENTRY_ROW (self), NULL);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self), (qh_store_get_roles (store) & qh_store_get_kind (store, QH_KIND_UNIT)->writers) != 0);
  show (self);
}
