/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's sheet of results: what is put onto it, and its draft. */
#include "ui/explore/qh-explore-page-private.h"

#include <glib/gi18n-lib.h>

#include "ui/explore/qh-sheet-window.h"
#include "ui/qh-dialogs.h"

/**
 * qh_explore_page_get_sheet:
 *
 * Returns: (transfer none): what was put onto the sheet.
 */
QhSheet *
qh_explore_page_get_sheet (QhExplorePage *self)
{
  return self->sheet;
}

static gpointer
copy_answer (gconstpointer answer, gpointer data)
{
  return qh_answer_copy (answer);
}

/**
 * qh_explore_page_keep_sheet:
 *
 * The sheet has changed: it is kept as a draft.
 */
void
qh_explore_page_keep_sheet (QhExplorePage *self)
{
  self->unsaved = self->sheet->answers->len > 0;
  if (self->keeper != NULL)
    qh_draft_keeper_touch (self->keeper);
}

/**
 * qh_explore_page_sheet_saved:
 *
 * The sheet is in a file that can be opened again: its draft goes.
 */
void
qh_explore_page_sheet_saved (QhExplorePage *self)
{
  self->unsaved = FALSE;
  if (self->keeper != NULL)
    qh_draft_keeper_done (self->keeper);
}

/**
 * qh_explore_page_add_answers:
 * @answers: (element-type QhAnswer): put below what is there
 */
void
qh_explore_page_add_answers (QhExplorePage *self, GPtrArray *answers)
{
  g_autoptr (GPtrArray) copies = g_ptr_array_copy (answers, (GCopyFunc)copy_answer, NULL);

  g_ptr_array_set_free_func (copies, (GDestroyNotify)qh_answer_free);
  g_ptr_array_extend_and_steal (self->sheet->answers, g_steal_pointer (&copies));
  qh_explore_page_keep_sheet (self);
}

static void
sheet_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (widget);

  if (self->session == NULL || self->window != NULL)
    return;
  g_set_weak_pointer (&self->window, GTK_WIDGET (qh_sheet_window_open (self)));
}

/* What its first entry is of, and how many more it has. */
static char *
name_sheet (const QhSheet *sheet)
{
  const QhAnswer *first = sheet->answers->len > 0 ? g_ptr_array_index (sheet->answers, 0) : NULL;

  if (first == NULL)
    return g_strdup ("–");
  return sheet->answers->len == 1 ? g_strdup (first->subtitle)
                                  : g_strdup_printf ("%s +%u", first->subtitle, sheet->answers->len - 1);
}

/* A draft of the sheet is a record as a report's form is: a name and a text, sealed. */
static gboolean
collect_cb (GtkWidget *page, QhDraft *draft)
{
  QhExplorePage *self = QH_EXPLORE_PAGE (page);
  QhStore *store = qh_session_get_store (self->session);
  QhRecord *record = store != NULL ? qh_store_new_record (store, QH_KIND_DEFINITION) : NULL;
  g_autofree char *json = qh_sheet_to_json (self->sheet);
  g_autofree char *name = NULL;

  if (record == NULL)
    return FALSE;
  name = name_sheet (self->sheet);
  qh_record_set_text (record, "name", name);
  qh_record_set_text (record, "body", json);
  g_ptr_array_add (draft->records, record);
  return self->unsaved;
}

/**
 * qh_explore_page_begin_sheet:
 *
 * An empty sheet of the session; the one before leaves its draft behind.
 */
void
qh_explore_page_begin_sheet (QhExplorePage *self)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->keeper);
  g_clear_pointer (&self->sheet, qh_sheet_free);
  self->sheet = qh_sheet_new ();
  self->unsaved = FALSE;
  if (self->session != NULL)
    self->keeper
      = qh_draft_keeper_new (self->session, QH_DRAFT_FORM_SHEET, collect_cb, GTK_WIDGET (self));
}

/**
 * qh_explore_page_continue:
 * @draft: of a sheet
 *
 * Goes on with a sheet that was left behind.
 */
void
qh_explore_page_continue (QhExplorePage *self, const QhDraft *draft)
{
  const QhRecord *record = g_ptr_array_index (draft->records, 0);
  g_autoptr (GError) error = NULL;
  QhSheet *sheet = qh_sheet_from_json (qh_record_get_text (record, "body"), &error);

  if (sheet == NULL)
    {
      qh_dialog_error (GTK_WIDGET (self), _ ("The sheet could not be opened"), error);
      return;
    }
  g_clear_pointer (&self->sheet, qh_sheet_free);
  self->sheet = sheet;
  self->unsaved = TRUE;
  qh_draft_keeper_continue (self->keeper, draft);
  gtk_widget_activate_action (GTK_WIDGET (self), "explore.sheet", NULL);
}

void
qh_explore_page_install_sheet (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "explore.sheet", NULL, sheet_cb);
}
