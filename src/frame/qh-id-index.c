/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame/qh-id-index.h"

#include <string.h>

/* Open addressing with linear probing; 0 is no id. */
struct _QhIdIndex
{
  guint bits;
  guint used;
  gint64 *ids;
  guint32 *values;
};

static guint
slot_of (const QhIdIndex *self, gint64 id)
{
  return (guint)(((guint64)id * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15)) >> (64 - self->bits));
}

static void
allocate (QhIdIndex *self, guint bits)
{
  self->bits = bits;
  self->used = 0;
  self->ids = g_new0 (gint64, (gsize)1 << bits);
  self->values = g_new (guint32, (gsize)1 << bits);
}

/**
 * qh_id_index_new:
 * @expected: about how many ids it will hold
 *
 * Returns: (transfer full): an empty index.
 */
QhIdIndex *
qh_id_index_new (guint expected)
{
  QhIdIndex *self = g_new0 (QhIdIndex, 1);

  allocate (self, MAX (6, g_bit_storage (expected) + 1));
  return self;
}

void
qh_id_index_free (QhIdIndex *self)
{
  if (self == NULL)
    return;
  g_free (self->ids);
  g_free (self->values);
  g_free (self);
}

static void
grow (QhIdIndex *self)
{
  gint64 *ids = self->ids;
  guint32 *values = self->values;
  gsize size = (gsize)1 << self->bits;

  allocate (self, self->bits + 1);
  for (gsize i = 0; i < size; i++)
    if (ids[i] != 0)
      qh_id_index_insert (self, ids[i], values[i]);
  g_free (ids);
  g_free (values);
}

/**
 * qh_id_index_insert:
 * @id: not 0
 *
 * Sets the number of @id.
 */
void
qh_id_index_insert (QhIdIndex *self, gint64 id, guint32 value)
{
  guint mask = (1u << self->bits) - 1;
  guint slot;

  g_return_if_fail (id != 0);

  for (slot = slot_of (self, id); self->ids[slot] != 0 && self->ids[slot] != id;
       slot = (slot + 1) & mask)
    ;
  if (self->ids[slot] == 0)
    self->used++;
  self->ids[slot] = id;
  self->values[slot] = value;
  if (self->used > mask / 2)
    grow (self);
}

/**
 * qh_id_index_lookup:
 * @value: (out): the number of @id
 *
 * Returns: whether @id has one.
 */
gboolean
qh_id_index_lookup (const QhIdIndex *self, gint64 id, guint32 *value)
{
  guint mask = (1u << self->bits) - 1;

  for (guint slot = slot_of (self, id); self->ids[slot] != 0; slot = (slot + 1) & mask)
    if (self->ids[slot] == id)
      {
        *value = self->values[slot];
        return TRUE;
      }
  return FALSE;
}

/**
 * qh_id_index_get_bytes:
 *
 * Returns: the memory that it takes.
 */
gsize
qh_id_index_get_bytes (const QhIdIndex *self)
{
  return self == NULL ? 0 : ((gsize)1 << self->bits) * (sizeof (gint64) + sizeof (guint32));
}
