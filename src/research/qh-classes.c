/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "research/qh-classes.h"

#include <string.h>

#define BLOCK 1024
/* So many keys for each row are looked up in a plain array rather than hashed. */
#define DENSE_SHARE 4
#define NONE G_MAXUINT32

/* From keys to classes. */
typedef struct
{
  guint32 *dense;
  guint64 *keys;
  guint32 *classes;
  guint64 mask;
} Map;

static void
map_init (Map *map, guint64 n_keys, guint n)
{
  gsize size = 16;

  memset (map, 0, sizeof *map);
  if (n_keys <= (guint64)n * DENSE_SHARE + BLOCK)
    {
      map->dense = g_malloc (n_keys * sizeof (guint32));
      memset (map->dense, 0xff, n_keys * sizeof (guint32));
      return;
    }
  while (size < (gsize)n * 2)
    size *= 2;
  map->mask = size - 1;
  map->keys = g_new (guint64, size);
  map->classes = g_malloc (size * sizeof (guint32));
  memset (map->classes, 0xff, size * sizeof (guint32));
}

static void
map_clear (Map *map)
{
  g_free (map->dense);
  g_free (map->keys);
  g_free (map->classes);
}

/* Where the class of a key stands; NONE is in it where the key is new. */
static inline guint32 *
map_find (Map *map, guint64 key)
{
  guint64 slot;

  if (map->dense != NULL)
    return &map->dense[key];
  slot = key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  slot = (slot ^ (slot >> 29)) & map->mask;
  while (map->classes[slot] != NONE && map->keys[slot] != key)
    slot = (slot + 1) & map->mask;
  map->keys[slot] = key;
  return &map->classes[slot];
}

/* Splits the classes that there are by @n_columns more columns, whose
 * categories together with the classes make @n_keys keys. */
static void
split (QhClasses *self, const guint32 *const *columns, const guint *n_categories, guint n_columns, guint64 n_keys)
{
  guint64 keys[BLOCK];
  guint n_classes = 0;
  Map map;

  map_init (&map, n_keys, self->n);
  for (guint start = 0; start < self->n; start += BLOCK)
    {
      guint n = MIN (BLOCK, self->n - start);

      for (guint i = 0; i < n; i++)
        keys[i] = self->class_of[start + i];
      for (guint c = 0; c < n_columns; c++)
        for (guint i = 0; i < n; i++)
          keys[i] = keys[i] * n_categories[c] + columns[c][start + i];
      for (guint i = 0; i < n; i++)
        {
          guint32 *class = map_find (&map, keys[i]);

          if (*class == NONE)
            {
              self->first[n_classes] = start + i;
              *class = n_classes++;
            }
          self->class_of[start + i] = *class;
        }
    }
  self->n_classes = n_classes;
  map_clear (&map);
}

/**
 * qh_classes_new:
 * @columns: (array length=n_columns): for each column the category of each row
 * @n_categories: (array length=n_columns): each column's categories are below it
 * @weights: (nullable) (array length=n): how many records each row stands for; 1 where %NULL
 *
 * Finds rows that are alike in all columns, exactly, in one pass wherever the
 * combinations can be counted in 64 bits.
 *
 * Returns: (transfer full): the classes.
 */
QhClasses *
qh_classes_new (const guint32 *const *columns,
                const guint *n_categories,
                guint n_columns,
                guint n,
                const guint32 *weights)
{
  QhClasses *self = g_new0 (QhClasses, 1);

  self->n = n;
  self->n_classes = MIN (1, n);
  self->class_of = g_new0 (guint32, MAX (1, n));
  self->first = g_new0 (guint32, MAX (1, n));
  for (guint done = 0; done < n_columns;)
    {
      guint64 n_keys = MAX (1, self->n_classes);
      guint taken = done;

      for (; taken < n_columns && n_keys <= G_MAXUINT64 / MAX (1, n_categories[taken]); taken++)
        n_keys *= MAX (1, n_categories[taken]);
      split (self, columns + done, n_categories + done, taken - done, n_keys);
      done = taken;
    }
  self->sizes = g_new0 (guint32, MAX (1, self->n_classes));
  if (weights == NULL)
    for (guint i = 0; i < n; i++)
      self->sizes[self->class_of[i]]++;
  else
    for (guint i = 0; i < n; i++)
      self->sizes[self->class_of[i]] += weights[i];
  return self;
}

void
qh_classes_free (QhClasses *self)
{
  if (self == NULL)
    return;
  g_free (self->class_of);
  g_free (self->sizes);
  g_free (self->first);
  g_free (self);
}
