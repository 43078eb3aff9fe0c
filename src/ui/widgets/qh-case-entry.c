/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/qh-case-entry.h"

#include <glib/gi18n-lib.h>

#define MOST_SHOWN 12

/**
 * QhCaseEntry:
 *
 * Chooses a case by the beginnings of names or of its folio, or none.
 */
struct _QhCaseEntry
{
  QhTypeAhead parent_instance;

  QhSession *session;
};

G_DEFINE_FINAL_TYPE (QhCaseEntry, qh_case_entry, QH_TYPE_TYPE_AHEAD)

static void
append_case (QhCaseEntry *self,
             GListStore  *found,
             gint64       id)
{
  g_autofree char *title = qh_session_dup_case_title (self->session, id);
  g_autofree char *folio = qh_session_dup_case_folio (self->session, id);
  g_autoptr (QhSuggestion) suggestion = qh_suggestion_new (id, title, folio, NULL);

  g_list_store_append (found, suggestion);
}

static char *
qh_case_entry_search (QhTypeAhead *type_ahead,
                      const char  *text,
                      GListStore  *found)
{
  QhCaseEntry *self = QH_CASE_ENTRY (type_ahead);
  QhCaseIndex *index = self->session != NULL ? qh_session_get_case_index (self->session) : NULL;
  g_autoptr (GArray) ids = NULL;

  if (self->session == NULL)
    return NULL;
  if (index == NULL)
    return g_strdup (_("The names are still being read…"));
  ids = qh_case_index_search (index, text, NULL, MOST_SHOWN + 1);
  for (guint i = 0; i < MIN (ids->len, MOST_SHOWN); i++)
    append_case (self, found, g_array_index (ids, gint64, i));
  if (ids->len == 0)
    return g_strdup (_("No case of this name or folio"));
  if (ids->len > MOST_SHOWN)
    return g_strdup (_("There are more: type more of the name or folio"));
  return g_strdup_printf (ngettext ("%'u case · ↓↑ choose · Enter accepts", "%'u cases · ↓↑ choose · Enter accepts", ids->len), ids->len);
}

static void
qh_case_entry_dispose (GObject *object)
{
  g_clear_object (&QH_CASE_ENTRY (object)->session);
  G_OBJECT_CLASS (qh_case_entry_parent_class)->dispose (object);
}

static void
qh_case_entry_class_init (QhCaseEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = qh_case_entry_dispose;
  QH_TYPE_AHEAD_CLASS (klass)->search = qh_case_entry_search;
}

static void
qh_case_entry_init (QhCaseEntry *self)
{
}

/**
 * qh_case_entry_set_session:
 * @session: (nullable): the open workspace
 *
 * Empties the entry, and from now on offers the cases of @session.
 */
void
qh_case_entry_set_session (QhCaseEntry *self,
                           QhSession   *session)
{
  g_set_object (&self->session, session);
  qh_type_ahead_forget (QH_TYPE_AHEAD (self));
  qh_type_ahead_set_chosen (QH_TYPE_AHEAD (self), 0, NULL);
}

/**
 * qh_case_entry_set_case:
 * @case_id: a case, or 0 for none
 */
void
qh_case_entry_set_case (QhCaseEntry *self,
                        gint64       case_id)
{
  g_autofree char *title = NULL;

  g_return_if_fail (self->session != NULL);

  if (case_id != 0)
    title = qh_session_dup_case_title (self->session, case_id);
  qh_type_ahead_set_chosen (QH_TYPE_AHEAD (self), case_id, title);
}
