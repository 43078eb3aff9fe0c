/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "research/qh-blank.h"

/* With more variables only one or two cells of a record are tried. */
#define MOST_VARIABLES 12
#define FEWEST_BLANKS 2

typedef struct
{
  QhAnonymization *result;
  const guint *levels;
  guint k;
  GArray *left; /* records that are still left out */
} Rescuing;

static const QhHierarchyLevel *
get_level (const Rescuing *self, guint variable)
{
  return qh_hierarchy_get_level (g_ptr_array_index (self->result->hierarchies, variable), self->levels[variable]);
}

/* What would be alike among those that are left out, if the cells of @blanks were blank. */
static QhClasses *
make_classes (const Rescuing *self, guint64 blanks)
{
  guint n_columns = self->result->codings->len, n = 0;
  g_autofree guint32 **columns = g_new0 (guint32 *, n_columns);
  g_autofree guint *n_groups = g_new0 (guint, n_columns);
  QhClasses *classes;

  for (guint c = 0; c < n_columns; c++)
    {
      const QhCoding *coding = g_ptr_array_index (self->result->codings, c);
      const QhHierarchyLevel *level = get_level (self, c);

      if (blanks >> c & 1)
        continue;
      columns[n] = g_new (guint32, MAX (1, self->left->len));
      for (guint i = 0; i < self->left->len; i++)
        columns[n][i] = level->groups[coding->codes[g_array_index (self->left, guint, i)]];
      n_groups[n++] = level->texts->len;
    }
  classes = qh_classes_new ((const guint32 *const *)columns, n_groups, n, self->left->len, NULL);
  for (guint i = 0; i < n; i++)
    g_free (columns[i]);
  return classes;
}

static guint
count_rescued (const Rescuing *self, guint64 blanks)
{
  g_autoptr (QhClasses) classes = make_classes (self, blanks);
  guint rescued = 0;

  for (guint i = 0; i < classes->n_classes; i++)
    rescued += classes->sizes[i] >= self->k ? classes->sizes[i] : 0;
  return rescued;
}

static void
rescue (Rescuing *self, guint64 blanks)
{
  g_autoptr (QhClasses) classes = make_classes (self, blanks);
  GArray *left = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->left->len; i++)
    {
      guint record = g_array_index (self->left, guint, i);

      if (classes->sizes[classes->class_of[i]] < self->k)
        {
          g_array_append_val (left, record);
          continue;
        }
      self->result->keep[record] = 1;
      self->result->blanks[record] = blanks;
    }
  g_array_unref (self->left);
  self->left = left;
}

/* Whether it makes sense to leave just these blank: what tells nothing needs no blank. */
static gboolean
is_worth (const Rescuing *self, guint64 blanks, guint n_blanks)
{
  guint n = 0;

  for (guint c = 0; c < self->result->codings->len; c++)
    if (blanks >> c & 1)
      {
        if (get_level (self, c)->texts->len < 2)
          return FALSE;
        n++;
      }
  return n == n_blanks;
}

/* Blanks what rescues most, as long as anything does. */
static void
rescue_by (Rescuing *self, guint n_blanks)
{
  guint64 n_sets = G_GUINT64_CONSTANT (1) << self->result->codings->len;

  while (self->left->len >= self->k)
    {
      guint64 best = 0;
      guint most = 0;

      for (guint64 blanks = 1; blanks + 1 < n_sets; blanks++)
        {
          guint rescued = is_worth (self, blanks, n_blanks) ? count_rescued (self, blanks) : 0;

          if (rescued > most)
            most = rescued, best = blanks;
        }
      if (most == 0)
        return;
      rescue (self, best);
    }
}

/**
 * qh_blank_cells:
 * @self: whose records that are left out may come back
 * @levels: the level of each variable
 * @k: the least class
 *
 * Lets records back whose cells are left blank, the fewest that make them alike in
 * k of them at least. A blank is a value of its own, so that what is written has
 * k whichever way a blank is read.
 */
void
qh_blank_cells (QhAnonymization *self, const guint *levels, guint k)
{
  Rescuing rescuing = { self, levels, k, g_array_new (FALSE, FALSE, sizeof (guint)) };
  guint n = self->codings->len, most = n <= MOST_VARIABLES ? n : FEWEST_BLANKS + 1;

  self->blanks = g_new0 (guint64, MAX (1, self->n_records));
  for (guint i = 0; i < self->n_records; i++)
    if (!self->keep[i])
      g_array_append_val (rescuing.left, i);
  for (guint n_blanks = 1; n_blanks < most && n <= 20; n_blanks++)
    rescue_by (&rescuing, n_blanks);
  g_array_unref (rescuing.left);
}
