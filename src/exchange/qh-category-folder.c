/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/qh-category-folder.h"

#include <string.h>

#define COMBINING_TILDE 0x0303

typedef struct
{
  char *text;
  guint count;
} Spelling;

typedef struct
{
  QhCategory category;
  GArray *spellings;
} Group;

struct _QhCategoryFolder
{
  GHashTable *groups_by_key;
  GHashTable *groups_by_value;
  GPtrArray *groups;
  gboolean settled;
};

static void
clear_spelling (gpointer data)
{
  Spelling *spelling = data;

  g_free (spelling->text);
}

static void
free_group (gpointer data)
{
  Group *group = data;

  g_clear_pointer (&group->category.spellings, g_ptr_array_unref);
  g_array_unref (group->spellings);
  g_free (group);
}

static gboolean
is_blank (gunichar character)
{
  return g_unichar_isspace (character) || g_unichar_iszerowidth (character)
         || character == 0xa0 || character == 0x202f;
}

/**
 * qh_category_key:
 * @value: UTF-8 text
 *
 * What two spellings of one category have in common: no upper case, no accents,
 * no blanks at the ends, single ones between words. The tilde of ñ stays: it
 * makes another letter, and "año" is not "ano".
 *
 * Returns: (transfer full): the key
 */
char *
qh_category_key (const char *value)
{
  g_autofree char *lower = g_utf8_casefold (value, -1);
  g_autofree char *decomposed = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  GString *key = g_string_sized_new (strlen (value));
  gboolean pending_blank = FALSE;
  gunichar previous = 0;

  for (const char *c = decomposed != NULL ? decomposed : value; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      gboolean is_accent = g_unichar_combining_class (character) != 0;

      if (is_accent && !(character == COMBINING_TILDE && previous == 'n'))
        continue;
      if (!is_accent && is_blank (character))
        {
          pending_blank = key->len > 0;
          previous = ' ';
          continue;
        }
      if (pending_blank)
        g_string_append_c (key, ' ');
      pending_blank = FALSE;
      g_string_append_unichar (key, character);
      previous = character;
    }
  return g_string_free (key, FALSE);
}

/**
 * qh_category_folder_new:
 *
 * A folder makes one category of the spellings that differ only in case, accents
 * or blanks. Add every cell of a column, settle, then look values up.
 *
 * Returns: (transfer full): an empty folder
 */
QhCategoryFolder *
qh_category_folder_new (void)
{
  QhCategoryFolder *self = g_new0 (QhCategoryFolder, 1);

  self->groups = g_ptr_array_new_with_free_func (free_group);
  self->groups_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->groups_by_value = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
qh_category_folder_free (QhCategoryFolder *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->groups_by_key);
  g_hash_table_unref (self->groups_by_value);
  g_ptr_array_unref (self->groups);
  g_free (self);
}

static Group *
ensure_group (QhCategoryFolder *self,
              const char       *value)
{
  Group *group = g_hash_table_lookup (self->groups_by_value, value);
  g_autofree char *key = NULL;

  if (group != NULL)
    return group;

  key = qh_category_key (value);
  group = g_hash_table_lookup (self->groups_by_key, key);
  if (group == NULL)
    {
      group = g_new0 (Group, 1);
      group->spellings = g_array_new (FALSE, TRUE, sizeof (Spelling));
      g_array_set_clear_func (group->spellings, clear_spelling);
      group->category.spellings = g_ptr_array_new ();
      g_ptr_array_add (self->groups, group);
      g_hash_table_insert (self->groups_by_key, g_steal_pointer (&key), group);
    }
  g_hash_table_insert (self->groups_by_value, g_strdup (value), group);
  return group;
}

/**
 * qh_category_folder_add:
 * @self: a folder that is not settled
 * @value: a cell that is not blank
 *
 * Counts one cell.
 */
void
qh_category_folder_add (QhCategoryFolder *self,
                        const char       *value)
{
  g_autofree char *stripped = g_strstrip (g_strdup (value));
  Group *group;
  Spelling spelling = { NULL, 1 };

  g_return_if_fail (!self->settled);

  group = ensure_group (self, value);
  group->category.count++;
  for (guint i = 0; i < group->spellings->len; i++)
    {
      Spelling *known = &g_array_index (group->spellings, Spelling, i);

      if (strcmp (known->text, stripped) == 0)
        {
          known->count++;
          return;
        }
    }
  spelling.text = g_steal_pointer (&stripped);
  g_array_append_val (group->spellings, spelling);
}

/**
 * qh_category_folder_settle:
 * @self: a folder
 *
 * Chooses each category's label: the spelling that occurs most often, and of
 * equals the one that came first.
 */
void
qh_category_folder_settle (QhCategoryFolder *self)
{
  if (self->settled)
    return;
  self->settled = TRUE;
  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = g_ptr_array_index (self->groups, i);
      const Spelling *most = &g_array_index (group->spellings, Spelling, 0);

      for (guint j = 1; j < group->spellings->len; j++)
        {
          const Spelling *spelling = &g_array_index (group->spellings, Spelling, j);

          if (spelling->count > most->count)
            most = spelling;
        }
      group->category.label = most->text;
      group->category.n_folded = group->category.count - most->count;
      for (guint j = 0; j < group->spellings->len; j++)
        {
          const Spelling *spelling = &g_array_index (group->spellings, Spelling, j);

          if (spelling != most)
            g_ptr_array_add (group->category.spellings, spelling->text);
        }
    }
}

/**
 * qh_category_folder_lookup:
 * @self: a settled folder
 * @value: a cell
 *
 * Returns: (nullable): the label of the category that @value belongs to, or %NULL
 *   if no such value was added
 */
const char *
qh_category_folder_lookup (QhCategoryFolder *self,
                           const char       *value)
{
  Group *group = g_hash_table_lookup (self->groups_by_value, value);

  g_return_val_if_fail (self->settled, NULL);

  if (group == NULL)
    {
      g_autofree char *key = qh_category_key (value);

      group = g_hash_table_lookup (self->groups_by_key, key);
    }
  return group != NULL ? group->category.label : NULL;
}

/**
 * qh_category_folder_get_n:
 * @self: a folder
 *
 * Returns: how many categories there are
 */
guint
qh_category_folder_get_n (QhCategoryFolder *self)
{
  return self->groups->len;
}

/**
 * qh_category_folder_get:
 * @self: a settled folder
 * @index: place in the order of first occurrence
 *
 * Returns: (transfer none): a category
 */
const QhCategory *
qh_category_folder_get (QhCategoryFolder *self,
                        guint             index)
{
  g_return_val_if_fail (self->settled && index < self->groups->len, NULL);

  return &((Group *) g_ptr_array_index (self->groups, index))->category;
}

/**
 * qh_category_folder_get_n_folded:
 * @self: a settled folder
 *
 * Returns: how many cells were spelled otherwise than their category's label
 */
guint
qh_category_folder_get_n_folded (QhCategoryFolder *self)
{
  guint n_folded = 0;

  for (guint i = 0; i < self->groups->len; i++)
    n_folded += ((Group *) g_ptr_array_index (self->groups, i))->category.n_folded;
  return n_folded;
}
