/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhErasure:
 * @n_deleted: (array): by kind, how many records were deleted
 * @n_cleared: (array): by kind, how many stay for the counts, without a name, a
 *   note or a link to a person
 * @n_entries: how many entries of the log were reduced to digests
 * @n_drafts: how many drafts about them were deleted
 *
 * What an erasure takes away.
 */
typedef struct
{
  guint n_deleted[QH_N_KINDS];
  guint n_cleared[QH_N_KINDS];
  guint n_entries;
  guint n_drafts;
} QhErasure;

gboolean   qh_store_erase          (QhStore *self, guint kind, gint64 id, const char *reason, QhErasure *erasure,
                                    QhProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
gboolean   qh_store_preview_erasure (QhStore *self, guint kind, gint64 id, QhErasure *erasure,
                                    GCancellable *cancellable, GError **error);
gboolean   qh_store_may_erase      (QhStore *self, guint kind);
gboolean   qh_kind_can_be_erased   (guint kind);
guint      qh_erasure_count        (const QhErasure *self);
QhDay      qh_erasure_find_last_backup (QhStore *store, QhDay today);

G_END_DECLS
