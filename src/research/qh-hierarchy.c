/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "research/qh-hierarchy-private.h"

#include <glib/gi18n-lib.h>

/* A level without a name is called by so many of its groups, each up to so many letters. */
#define N_SAMPLE 3
#define MOST_OF_SAMPLE 18

static void
level_free (gpointer data)
{
  QhHierarchyLevel *level = data;

  g_free (level->label);
  g_free (level->groups);
  g_free (level->loss);
  g_ptr_array_unref (level->texts);
  g_free (level);
}

/* A hierarchy without levels. */
QhHierarchy *
qh_hierarchy_begin (const QhCoding *coding)
{
  QhHierarchy *self = g_new0 (QhHierarchy, 1);

  self->name = g_strdup (coding->name);
  self->n_categories = coding->n_categories;
  self->occurs = g_malloc0 (MAX (1, coding->n_categories));
  self->levels = g_ptr_array_new_with_free_func (level_free);
  for (guint i = 0; i < coding->n; i++)
    self->occurs[coding->codes[i]] = 1;
  return self;
}

void
qh_hierarchy_free (QhHierarchy *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->occurs);
  g_ptr_array_unref (self->levels);
  g_free (self);
}

/* The number that a category of a scale, a date or a time stands for. */
gboolean
qh_coding_get_number (const QhCoding *coding, guint category, double *number)
{
  if (qh_category_is_missing (category))
    return FALSE;
  if (coding->variable == NULL)
    {
      *number = coding->numbers[category];
      return TRUE;
    }
  if (coding->variable->form < QH_VARIABLE_NUMBER || coding->variable->form > QH_VARIABLE_YEAR)
    return FALSE;
  *number = (double)qh_variable_get_key (coding->variable, category);
  return TRUE;
}

/* Xu and others (2006): of numbers how much of the range a group spans; of
 * categories which part of them it holds, nothing if only one. */
static void
compute_loss (const QhHierarchy *self, const QhCoding *coding, QhHierarchyLevel *level)
{
  guint n_groups = level->texts->len;
  g_autofree double *low = g_new (double, MAX (1, n_groups));
  g_autofree double *high = g_new (double, MAX (1, n_groups));
  g_autofree guint *members = g_new0 (guint, MAX (1, n_groups));
  double least = G_MAXDOUBLE, greatest = -G_MAXDOUBLE, number;
  guint all = 0;
  gboolean numeric = TRUE;

  for (guint g = 0; g < n_groups; g++)
    low[g] = G_MAXDOUBLE, high[g] = -G_MAXDOUBLE;
  for (guint category = 0; category < self->n_categories; category++)
    {
      guint group = level->groups[category];

      if (!self->occurs[category])
        continue;
      members[group]++;
      all++;
      if (qh_category_is_missing (category))
        continue;
      if (!qh_coding_get_number (coding, category, &number))
        {
          numeric = FALSE;
          continue;
        }
      low[group] = MIN (low[group], number), high[group] = MAX (high[group], number);
      least = MIN (least, number), greatest = MAX (greatest, number);
    }
  for (guint g = 0; g < n_groups; g++)
    if (members[g] == all && all > 1)
      level->loss[g] = 1; /* nothing is told, also of who did not answer */
    else if (numeric && greatest > least)
      level->loss[g] = high[g] > low[g] ? (high[g] - low[g]) / (greatest - least) : 0;
    else
      level->loss[g] = members[g] > 1 ? (double)members[g] / all : 0;
}

/* Whether every group of the last level lies whole in a group of @groups. */
static gboolean
is_coarser (const QhHierarchy *self, const guint32 *groups)
{
  const QhHierarchyLevel *last = g_ptr_array_index (self->levels, self->levels->len - 1);
  g_autofree guint32 *of = g_malloc (MAX (1, last->texts->len) * sizeof (guint32));

  for (guint g = 0; g < last->texts->len; g++)
    of[g] = G_MAXUINT32;
  for (guint category = 0; category < self->n_categories; category++)
    {
      guint32 *group = &of[last->groups[category]];

      if (!self->occurs[category])
        continue;
      if (*group != G_MAXUINT32 && *group != groups[category])
        return FALSE;
      *group = groups[category];
    }
  return TRUE;
}

/* Adds a level that calls each category by @texts (array length=n_categories);
 * those of one text become one. Returns whether it is coarser than the last. */
gboolean
qh_hierarchy_add_level (QhHierarchy *self, const QhCoding *coding, char **texts)
{
  QhHierarchyLevel *level = g_new0 (QhHierarchyLevel, 1);
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);

  level->texts = g_ptr_array_new_with_free_func (g_free);
  level->groups = g_new0 (guint32, MAX (1, self->n_categories));
  for (guint category = 0; category < self->n_categories; category++)
    {
      gpointer group;

      if (!self->occurs[category])
        continue;
      if (!g_hash_table_lookup_extended (groups, texts[category], NULL, &group))
        {
          group = GUINT_TO_POINTER (level->texts->len);
          g_ptr_array_add (level->texts, g_strdup (texts[category]));
          g_hash_table_insert (groups, g_ptr_array_index (level->texts, level->texts->len - 1), group);
        }
      level->groups[category] = GPOINTER_TO_UINT (group);
    }
  if (self->levels->len > 0 && !is_coarser (self, level->groups))
    {
      level_free (level);
      return FALSE;
    }
  level->loss = g_new0 (double, MAX (1, level->texts->len));
  compute_loss (self, coding, level);
  g_ptr_array_add (self->levels, level);
  return TRUE;
}

const QhHierarchyLevel *
qh_hierarchy_get_level (const QhHierarchy *self, guint level)
{
  return g_ptr_array_index (self->levels, level);
}

/**
 * qh_hierarchy_get_text:
 *
 * Returns: (transfer none): what a category that occurs is called at @level.
 */
const char *
qh_hierarchy_get_text (const QhHierarchy *self, guint level, guint32 category)
{
  const QhHierarchyLevel *names = qh_hierarchy_get_level (self, level);

  return g_ptr_array_index (names->texts, names->groups[category]);
}

/**
 * qh_hierarchy_name_sample:
 * @texts: (element-type utf8): what is told at a level
 *
 * Returns: (transfer full): the level by its first groups: "0–4, 5–9, 10–14…"
 */
char *
qh_hierarchy_name_sample (GPtrArray *texts)
{
  GString *sample = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < texts->len && n < N_SAMPLE; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      g_autofree char *start = g_utf8_strlen (text, -1) > MOST_OF_SAMPLE ? g_utf8_substring (text, 0, MOST_OF_SAMPLE) : NULL;

      if (text[0] == '\0')
        continue;
      g_string_append_printf (sample, "%s%s%s", n++ > 0 ? ", " : "", start != NULL ? g_strchomp (start) : text, start != NULL ? "…" : "");
    }
  if (n < texts->len && !g_str_has_suffix (sample->str, "…"))
    g_string_append (sample, "…");
  return g_string_free (sample, FALSE);
}

/**
 * qh_hierarchy_dup_label:
 *
 * Returns: (transfer full): how exactly a level tells, in words.
 */
char *
qh_hierarchy_dup_label (const QhHierarchy *self, guint level)
{
  const QhHierarchyLevel *told = qh_hierarchy_get_level (self, level);

  if (told->label != NULL)
    return g_strdup (told->label);
  if (level == 0)
    return g_strdup (_ ("as it is"));
  return told->texts->len <= 1 ? g_strdup (_ ("told as one")) : qh_hierarchy_name_sample (told->texts);
}

/**
 * qh_hierarchy_count_groups:
 *
 * Returns: how many different values the variable has at @level.
 */
guint
qh_hierarchy_count_groups (const QhHierarchy *self, guint level)
{
  return qh_hierarchy_get_level (self, level)->texts->len;
}
