/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/qh-id.h"

#define EPOCH_MS G_GINT64_CONSTANT (1577836800000) /* 2020-01-01T00:00:00Z */
#define COUNTER_BITS 22
#define COUNTER_MASK ((1u << COUNTER_BITS) - 1)

/**
 * qh_id_source_next:
 * @source: zero-filled before the first call; not to be shared between threads
 *
 * Later ids are greater than earlier ones of the same source, also when the
 * clock goes back.
 *
 * Returns: a new id, greater than %QH_FIRST_OWN_ID.
 */
gint64
qh_id_source_next (QhIdSource *source)
{
  gint64 now = g_get_real_time () / 1000 - EPOCH_MS;

  if (now > source->milliseconds)
    {
      source->milliseconds = now;
      source->counter = g_random_int () & (COUNTER_MASK >> 1);
    }
  else if (source->counter == COUNTER_MASK)
    {
      source->milliseconds++;
      source->counter = 0;
    }
  else
    source->counter++;
  return (source->milliseconds << COUNTER_BITS) | source->counter;
}

/**
 * qh_id_get_time:
 *
 * Returns: when @id was made, in milliseconds since 1970 in UTC.
 */
gint64
qh_id_get_time (gint64 id)
{
  return (id >> COUNTER_BITS) + EPOCH_MS;
}

/**
 * qh_id_from_time:
 * @milliseconds: since 1970 in UTC
 *
 * Returns: the least id that can be made at that time.
 */
gint64
qh_id_from_time (gint64 milliseconds)
{
  return (milliseconds - EPOCH_MS) << COUNTER_BITS;
}
