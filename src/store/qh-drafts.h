/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhDraft:
 * @id: its number; 0 until it is saved
 * @form: the form in which it was typed, by the form's own name
 * @about: the record that was edited, or the case of a new one, or 0; what is
 *   erased takes the drafts about it along
 * @saved: when it stood so, in milliseconds since 1970
 * @records: (element-type QhRecord): what was typed; the form's own record first
 * @rows: (nullable): what stood in the rows of a form that is no record yet, in
 *   their order
 *
 * What somebody had typed and not yet saved.
 */
typedef struct
{
  gint64 id;
  char *form;
  gint64 about;
  gint64 saved;
  GPtrArray *records;
  GStrv rows;
} QhDraft;

QhDraft   *qh_draft_new      (const char *form, gint64 about, GPtrArray *records);
void       qh_draft_free     (QhDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhDraft, qh_draft_free)

gboolean   qh_drafts_save    (QhStore *store, QhDraft *draft, GError **error);
gboolean   qh_drafts_discard (QhStore *store, gint64 id, GError **error);
GPtrArray *qh_drafts_list    (QhStore *store, GError **error);
guint      qh_drafts_count_about (QhStore *store, GHashTable *ids);

G_END_DECLS
