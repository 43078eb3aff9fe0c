/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "research/qh-classes.h"

#include <string.h>

#define BLOCK 1024
/* So many keys for each row are looked up in a plain array rather than hashed. */
#define DENSE_SHARE 4
#define NONE G_MAXUINT32

/* From keys to classes. Where the keys are few, @dense has a class for each.
 * Else a slot holds a class and, above it, the low half of its key: one access
 * to memory tells most of it, and the whole key is asked for only where keys are
 * too wide for that half. */
typedef struct
{
  guint32 *dense;
  guint64 *slots;
  guint64 mask;
  guint64 *wide; /* the key of each class; NULL where the low half is all of it */
} Map;

static void
map_init (Map *map, guint64 n_keys, guint n)
{
  gsize size = 16;

  *map = (Map){ NULL };
  if (n_keys <= (guint64)n * DENSE_SHARE + BLOCK)
    {
      map->dense = g_malloc (n_keys * sizeof (guint32));
      memset (map->dense, 0xff, n_keys * sizeof (guint32));
      return;
    }
  while (size < (gsize)n * 2)
    size *= 2;
  map->mask = size - 1;
  map->slots = g_malloc (size * sizeof (guint64));
  memset (map->slots, 0xff, size * sizeof (guint64));
  if (n_keys > (guint64)G_MAXUINT32 + 1)
    map->wide = g_new (guint64, n);
}

static void
map_clear (Map *map)
{
  g_free (map->dense);
  g_free (map->slots);
  g_free (map->wide);
}

static inline gboolean
map_is_key_at (const Map *map, guint64 slot, guint64 key)
{
  return slot >> 32 == (key & G_MAXUINT32) && (map->wide == NULL || map->wide[(guint32)slot] == key);
}

/* The class of a key; @next where the key is new, which is then its class. */
static inline guint32
map_find (Map *map, guint64 key, guint32 next)
{
  guint64 place = key * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  if (map->dense != NULL)
    return map->dense[key] == NONE ? (map->dense[key] = next) : map->dense[key];
  place = (place ^ (place >> 29)) & map->mask;
  while ((guint32)map->slots[place] != NONE)
    {
      if (map_is_key_at (map, map->slots[place], key))
        return (guint32)map->slots[place];
      place = (place + 1) & map->mask;
    }
  map->slots[place] = key << 32 | next;
  if (map->wide != NULL)
    map->wide[next] = key;
  return next;
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
          guint32 class = map_find (&map, keys[i], n_classes);

          if (class == n_classes)
            self->first[n_classes++] = start + i;
          self->class_of[start + i] = class;
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
