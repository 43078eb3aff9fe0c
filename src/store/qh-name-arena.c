/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/qh-name-arena.h"

#include <string.h>

#include "vault/qh-seal.h"

#define BLOCK_SIZE (1u << 20)

typedef struct
{
  char *memory;
  gsize size;
} Block;

struct _QhNameArena
{
  GArray *blocks; /* of Block */
  gsize used;     /* of the last one */
};

/**
 * qh_name_arena_new:
 *
 * Returns: (transfer full): an empty arena.
 */
QhNameArena *
qh_name_arena_new (void)
{
  QhNameArena *self = g_new0 (QhNameArena, 1);

  self->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  return self;
}

/**
 * qh_name_arena_free:
 *
 * Zeroes every name.
 */
void
qh_name_arena_free (QhNameArena *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = &g_array_index (self->blocks, Block, i);

      qh_wipe (block->memory, block->size);
      g_free (block->memory);
    }
  g_array_unref (self->blocks);
  g_free (self);
}

/**
 * qh_name_arena_add:
 *
 * Returns: (transfer none): a copy of @text that lives as long as the arena.
 */
const char *
qh_name_arena_add (QhNameArena *self, const char *text)
{
  gsize size = strlen (text) + 1;
  Block *last
    = self->blocks->len > 0 ? &g_array_index (self->blocks, Block, self->blocks->len - 1) : NULL;
  char *copy;

  if (last == NULL || self->used + size > last->size)
    {
      Block block = { NULL, MAX (BLOCK_SIZE, size) };

      block.memory = g_malloc (block.size);
      g_array_append_val (self->blocks, block);
      last = &g_array_index (self->blocks, Block, self->blocks->len - 1);
      self->used = 0;
    }
  copy = last->memory + self->used;
  memcpy (copy, text, size);
  self->used += size;
  return copy;
}
