/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/qh-store.h"

G_BEGIN_DECLS

/**
 * QhErasure:
 * @n_deleted: (array): by kind, how many records were deleted
 * @n_cleared: (array): by kind, how many stay for the counts, without a name, a
 *   note or a link to a person
 *
 * What an erasure took away.
 */
typedef struct
{
  guint n_deleted[QH_N_KINDS];
  guint n_cleared[QH_N_KINDS];
} QhErasure;

gboolean   qh_store_erase          (QhStore *self, guint kind, gint64 id, const char *reason, QhErasure *erasure, GError **error);
gboolean   qh_kind_can_be_erased   (guint kind);

G_END_DECLS
