/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-erase.h"
#include "store/qh-transaction.h"

G_BEGIN_DECLS

/**
 * QhErasing:
 * @erasure: what was taken away so far
 * @gone: the ids of the records that were deleted
 *
 * An erasure under way, in a transaction.
 */
typedef struct
{
  QhTransaction transaction;
  QhErasure *erasure;
  GHashTable *gone;
  QhProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} QhErasing;

typedef gboolean (*QhErasingForEach) (QhErasing *self, gint64 id, gint64 of, GError **error);

GArray  *qh_erasing_list_ids      (QhErasing *self, const char *sql, gint64 id, GError **error);
gboolean qh_erasing_for_each      (QhErasing *self, const char *sql, gint64 of, QhErasingForEach function, GError **error);
gboolean qh_erasing_erase_record  (QhErasing *self, guint kind, gint64 id, GError **error);
gboolean qh_erasing_erase_traces  (QhErasing *self, gint64 record, GError **error);
gboolean qh_erasing_erase_deleted (QhErasing *self, GError **error);

G_END_DECLS
