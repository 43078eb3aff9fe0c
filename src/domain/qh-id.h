/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * QhIdSource:
 *
 * Makes ids of 63 bits that are unique across machines without asking: 41 bits
 * of milliseconds since 2020 and 22 bits that begin at random and count.
 */
typedef struct
{
  gint64 milliseconds;
  guint32 counter;
} QhIdSource;

gint64 qh_id_source_next (QhIdSource *source);
gint64 qh_id_get_time    (gint64 id);
gint64 qh_id_from_time   (gint64 milliseconds);

/* Ids below this one belong to entries that the program ships. */
#define QH_FIRST_OWN_ID G_GINT64_CONSTANT (1000000)

G_END_DECLS
