/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window in which something was typed is not closed without asking. */
#include "ui/forms/qh-form-close.h"

#include <glib/gi18n-lib.h>

#include "ui/qh-dialogs.h"

#define DRAFT "qh-form-draft"

static void
discard_cb (gpointer form)
{
  QhDraftKeeper *draft = g_object_get_data (form, DRAFT);

  if (draft != NULL)
    qh_draft_keeper_done (draft);
  gtk_window_destroy (form);
}

/**
 * qh_form_asks_about:
 * @form: a window that is about to close
 * @draft: (nullable): what keeps what is typed in it
 * @changed: whether something would be lost
 * @question: what to ask then
 * @loss: what would be lost, in a sentence
 *
 * Where nothing would be lost the draft ends. Else somebody is asked, and the window
 * closes once they say so.
 *
 * Returns: whether it stays open.
 */
gboolean
qh_form_asks_about (GtkWindow *form, QhDraftKeeper *draft, gboolean changed, const char *question, const char *loss)
{
  if (!changed)
    {
      if (draft != NULL)
        qh_draft_keeper_done (draft);
      return FALSE;
    }
  g_object_set_data (G_OBJECT (form), DRAFT, draft);
  qh_dialog_confirm (GTK_WIDGET (form), question, loss, _ ("_Discard"), TRUE, discard_cb, form);
  return TRUE;
}

/**
 * qh_form_keeps_open:
 *
 * As qh_form_asks_about(), of what was typed.
 */
gboolean
qh_form_keeps_open (GtkWindow *form, QhDraftKeeper *draft, gboolean changed)
{
  return qh_form_asks_about (form, draft, changed, _ ("Discard what was typed?"), _ ("It has not been saved."));
}
