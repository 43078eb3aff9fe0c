/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/qh-document.h"
#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhSubjectCopy:
 * @kind: %QH_KIND_PERSON or %QH_KIND_CASE
 * @id: whose it is
 * @document: what is held
 * @n_records: (array): by kind, how many records are in it
 * @n_restricted: cases that are left out because they are restricted to others
 * @n_of_others: records that are left out because they tell only of other people
 *
 * A copy of all that is held on a person, or in a case.
 */
typedef struct
{
  guint kind;
  gint64 id;
  QhDocument *document;
  guint n_records[QH_N_KINDS];
  guint n_restricted;
  guint n_of_others;
} QhSubjectCopy;

QhSubjectCopy *qh_subject_copy_new        (QhStore *store, guint kind, gint64 id,
                                           QhProgress progress, gpointer progress_data,
                                           GCancellable *cancellable, GError **error);
void           qh_subject_copy_free       (QhSubjectCopy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (QhSubjectCopy, qh_subject_copy_free)

guint          qh_subject_copy_count      (const QhSubjectCopy *self);
gboolean       qh_subject_copy_log        (const QhSubjectCopy *self, QhStore *store, const char *format, GError **error);
gboolean       qh_subject_copy_save       (const QhSubjectCopy *self, QhStore *store, const char *path,
                                           guint *n_pages, GCancellable *cancellable, GError **error);
char          *qh_subject_copy_describe   (const QhSubjectCopy *self, const char *name);

G_END_DECLS
